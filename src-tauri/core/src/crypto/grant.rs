//! HPKE to a partner: X-Wing, HKDF-SHA256, ChaCha20-Poly1305. Format: docs/format.md §4, §8.

use super::NotAuthentic;
use super::keys::{FileKey, SpaceKey};
use super::locked::Locked;
use crate::Surroundings;
use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable, aead::ChaCha20Poly1305, kdf::HkdfSha256,
    kem::XWing,
};
use zeroize::Zeroizing;

/// Bytes of an encapsulated key.
pub const WRAP_ENC: usize = 1120;
/// Bytes of a wrapped 32-byte key with its tag.
pub const WRAP_CT: usize = 48;
/// Bytes of an X-Wing public key.
pub const RECEIVE_PUBLIC: usize = 1216;

/// A key encrypted to one reader.
#[derive(Clone)]
pub struct WrappedKey {
    /// The encapsulated key, [`WRAP_ENC`] bytes.
    pub enc: Vec<u8>,
    /// The encrypted key, [`WRAP_CT`] bytes.
    pub ct: Vec<u8>,
}

/// Opens what was encrypted to one partner.
pub struct ReceiveKey(Locked<<XWing as Kem>::PrivateKey>);

impl ReceiveKey {
    pub(super) fn from_seed(seed: &Zeroizing<[u8; 32]>) -> Self {
        Self(Locked::with(|| {
            let Ok(key) = <XWing as Kem>::PrivateKey::from_bytes(&seed[..]) else {
                unreachable!("an X-Wing decapsulation key is any 32 bytes")
            };
            key
        }))
    }

    /// The public half.
    pub fn public(&self) -> [u8; RECEIVE_PUBLIC] {
        let mut bytes = [0; RECEIVE_PUBLIC];
        bytes.copy_from_slice(&XWing::sk_to_pk(&self.0).to_bytes());
        bytes
    }

    fn unwrap(
        &self,
        wrapped: &WrappedKey,
        info: &[u8],
    ) -> Result<Zeroizing<[u8; 32]>, NotAuthentic> {
        let enc =
            <XWing as Kem>::EncappedKey::from_bytes(&wrapped.enc).map_err(|_| NotAuthentic)?;
        let plain = Zeroizing::new(
            hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, XWing>(
                &OpModeR::Base,
                &self.0,
                &enc,
                info,
                &wrapped.ct,
                b"",
            )
            .map_err(|_| NotAuthentic)?,
        );
        let mut key = Zeroizing::new([0; 32]);
        if plain.len() != key.len() {
            return Err(NotAuthentic);
        }
        key.copy_from_slice(&plain);
        Ok(key)
    }

    /// Opens a grant.
    ///
    /// # Errors
    /// [`NotAuthentic`] when it was not made for this reader and this `info`.
    pub fn unwrap_space_key(
        &self,
        wrapped: &WrappedKey,
        info: &[u8],
    ) -> Result<SpaceKey, NotAuthentic> {
        Ok(SpaceKey::from_secret(&self.unwrap(wrapped, info)?))
    }

    /// Opens a backup's key.
    ///
    /// # Errors
    /// [`NotAuthentic`] when it was not made for this reader and this `info`.
    pub fn unwrap_file_key(
        &self,
        wrapped: &WrappedKey,
        info: &[u8],
    ) -> Result<FileKey, NotAuthentic> {
        Ok(FileKey::from_secret(&self.unwrap(wrapped, info)?))
    }
}

fn wrap(
    key: &[u8; 32],
    recipient: &[u8; RECEIVE_PUBLIC],
    info: &[u8],
    surroundings: &mut dyn Surroundings,
) -> Result<WrappedKey, NotAuthentic> {
    let public = <XWing as Kem>::PublicKey::from_bytes(recipient).map_err(|_| NotAuthentic)?;
    let (enc, ct) = hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, XWing>(
        &OpModeS::Base,
        &public,
        info,
        key,
        b"",
        &mut Randomness(surroundings),
    )
    .map_err(|_| NotAuthentic)?;
    Ok(WrappedKey { enc: enc.to_bytes().to_vec(), ct })
}

impl SpaceKey {
    /// Encrypts this key to a reader.
    ///
    /// # Errors
    /// [`NotAuthentic`] when `recipient` is no valid public key.
    pub fn wrap(
        &self,
        recipient: &[u8; RECEIVE_PUBLIC],
        info: &[u8],
        surroundings: &mut dyn Surroundings,
    ) -> Result<WrappedKey, NotAuthentic> {
        wrap(self.bytes(), recipient, info, surroundings)
    }
}

impl FileKey {
    /// Encrypts this key to a reader.
    ///
    /// # Errors
    /// [`NotAuthentic`] when `recipient` is no valid public key.
    pub fn wrap(
        &self,
        recipient: &[u8; RECEIVE_PUBLIC],
        info: &[u8],
        surroundings: &mut dyn Surroundings,
    ) -> Result<WrappedKey, NotAuthentic> {
        wrap(self.bytes(), recipient, info, surroundings)
    }
}

/// The handed-in randomness, in the shape HPKE asks for.
struct Randomness<'a>(&'a mut dyn Surroundings);

impl rand_core::TryRng for Randomness<'_> {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok(u32::from_le_bytes(self.0.random()))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(u64::from_le_bytes(self.0.random()))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl rand_core::TryCryptoRng for Randomness<'_> {}
