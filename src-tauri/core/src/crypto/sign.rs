//! Ed25519 over labelled bodies, verified strictly. Format: docs/format.md §3.

use super::NotAuthentic;
use super::locked::Locked;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use zeroize::Zeroizing;

/// Signs as one partner.
pub struct Signer(Locked<SigningKey>);

impl Signer {
    pub(super) fn from_seed(seed: &Zeroizing<[u8; 32]>) -> Self {
        Self(Locked::with(|| SigningKey::from_bytes(seed)))
    }

    /// The public half.
    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    /// Signs label ‖ 0x00 ‖ body.
    pub fn sign(&self, label: &str, body: &[&[u8]]) -> [u8; 64] {
        self.0.sign(&labelled(label, body)).to_bytes()
    }
}

/// Checks a signature over label ‖ 0x00 ‖ body.
///
/// # Errors
/// [`NotAuthentic`] when it does not hold, or the key is one that signs anything.
pub fn verify(
    public: &[u8; 32],
    label: &str,
    body: &[&[u8]],
    signature: &[u8; 64],
) -> Result<(), NotAuthentic> {
    VerifyingKey::from_bytes(public)
        .and_then(|key| {
            key.verify_strict(&labelled(label, body), &Signature::from_bytes(signature))
        })
        .map_err(|_| NotAuthentic)
}

fn labelled(label: &str, body: &[&[u8]]) -> Vec<u8> {
    let mut bytes = label.as_bytes().to_vec();
    bytes.push(0);
    for part in body {
        bytes.extend_from_slice(part);
    }
    bytes
}
