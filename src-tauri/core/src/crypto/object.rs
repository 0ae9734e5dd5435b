//! Blobs: each encrypted once, under a key of its own, bound to its place. Format: docs/format.md §5.

use super::derive::keyed;
use super::keys::{AttachmentKey, OursRoot, Root, SpaceKey};
use super::{NotAuthentic, pad};
use crate::Surroundings;
use chacha20poly1305::{
    ChaCha20Poly1305, KeyInit, Nonce,
    aead::{Aead, AeadInOut, Payload},
};
use zeroize::Zeroizing;

const NONCE: usize = 24;

/// What a blob is; the first byte of what it is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObjectType {
    /// A change of a log.
    Change = 1,
    /// A draft.
    Draft = 2,
    /// A witness.
    Witness = 3,
    /// The key of an attachment.
    AttachmentKey = 4,
    /// An older root of a partner's.
    OlderRoot = 5,
    /// What opened Ours of an older root that is lost.
    OlderOursRoot = 6,
}

fn object_key(key: &SpaceKey, kind: ObjectType, nonce: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut out = Zeroizing::new([0; 32]);
    keyed(key.bytes(), &[b"duologue v1 object", &[kind as u8], nonce], &mut out[..]);
    out
}

fn bound_to(kind: ObjectType, place: &[&[u8]]) -> Vec<u8> {
    let mut aad = Vec::with_capacity(1 + place.iter().map(|part| part.len()).sum::<usize>());
    aad.push(kind as u8);
    place.iter().for_each(|part| aad.extend_from_slice(part));
    aad
}

/// Encrypts `plain` for its `place`: N ‖ AEAD(K, padded plaintext).
pub fn encrypt_object(
    key: &SpaceKey,
    kind: ObjectType,
    place: &[&[u8]],
    plain: &[u8],
    surroundings: &mut dyn Surroundings,
) -> Vec<u8> {
    let mut padded = Zeroizing::new(Vec::with_capacity(pad::padded_len(plain.len())));
    padded.extend_from_slice(plain);
    pad::pad(&mut padded);
    encrypt(key, kind, place, &padded, surroundings)
}

fn encrypt(
    key: &SpaceKey,
    kind: ObjectType,
    place: &[&[u8]],
    padded: &[u8],
    surroundings: &mut dyn Surroundings,
) -> Vec<u8> {
    let nonce: [u8; NONCE] = surroundings.random();
    let own = object_key(key, kind, &nonce);
    let aad = bound_to(kind, place);
    let encrypted = ChaCha20Poly1305::new((&*own).into())
        .encrypt(&Nonce::default(), Payload { msg: padded, aad: &aad });
    // Refused only beyond 256 GiB; nothing that was not encrypted may ever be kept.
    let Ok(encrypted) = encrypted else { unreachable!("a blob is at most 16 MiB") };
    [&nonce[..], &encrypted].concat()
}

/// Decrypts a blob at its `place`.
///
/// # Errors
/// [`NotAuthentic`] when anything of blob, key or place is not what was encrypted.
pub fn decrypt_object(
    key: &SpaceKey,
    kind: ObjectType,
    place: &[&[u8]],
    blob: &[u8],
) -> Result<Zeroizing<Vec<u8>>, NotAuthentic> {
    decrypt_own_object(key, kind, place, blob.to_vec())
}

/// As [`decrypt_object`], in the memory of the blob.
///
/// # Errors
/// As [`decrypt_object`].
pub fn decrypt_own_object(
    key: &SpaceKey,
    kind: ObjectType,
    place: &[&[u8]],
    blob: Vec<u8>,
) -> Result<Zeroizing<Vec<u8>>, NotAuthentic> {
    let mut plain = decrypt(key, kind, place, blob)?;
    pad::unpad(&mut plain)?;
    Ok(plain)
}

fn decrypt(
    key: &SpaceKey,
    kind: ObjectType,
    place: &[&[u8]],
    blob: Vec<u8>,
) -> Result<Zeroizing<Vec<u8>>, NotAuthentic> {
    let nonce = blob.first_chunk::<NONCE>().ok_or(NotAuthentic)?;
    let own = object_key(key, kind, nonce);
    let aad = bound_to(kind, place);
    let mut plain = Zeroizing::new(blob);
    plain.drain(..NONCE);
    ChaCha20Poly1305::new((&*own).into())
        .decrypt_in_place(&Nonce::default(), &aad, &mut *plain)
        .map_err(|_| NotAuthentic)?;
    Ok(plain)
}

/// Bytes of an older root, or of an older ours root, encrypted: both are always as long, so
/// nothing pads them.
pub const OLDER_ROOT: usize = NONCE + 32 + 16;

/// Encrypts an older root of the partner whose newest is `newest`, for its `place`.
pub fn encrypt_older_root(
    newest: &Root,
    place: &[&[u8]],
    older: &Root,
    surroundings: &mut dyn Surroundings,
) -> Vec<u8> {
    encrypt(&newest.ring_key(), ObjectType::OlderRoot, place, &older.0[..], surroundings)
}

/// Decrypts an older root at its `place`.
///
/// # Errors
/// [`NotAuthentic`] when anything of blob, newest root or place is not what was encrypted.
pub fn decrypt_older_root(
    newest: &Root,
    place: &[&[u8]],
    blob: &[u8],
) -> Result<Root, NotAuthentic> {
    decrypt_secret(&newest.ring_key(), ObjectType::OlderRoot, place, blob)
        .map(|root| Root::from_secret(&root))
}

/// As [`encrypt_older_root`], for a root that is lost, and of which a kit opened only this.
pub fn encrypt_older_ours_root(
    newest: &Root,
    place: &[&[u8]],
    older: &OursRoot,
    surroundings: &mut dyn Surroundings,
) -> Vec<u8> {
    encrypt(&newest.ring_key(), ObjectType::OlderOursRoot, place, &older.0[..], surroundings)
}

/// Decrypts an older ours root at its `place`.
///
/// # Errors
/// As [`decrypt_older_root`]; also for an older root, which is another type.
pub fn decrypt_older_ours_root(
    newest: &Root,
    place: &[&[u8]],
    blob: &[u8],
) -> Result<OursRoot, NotAuthentic> {
    decrypt_secret(&newest.ring_key(), ObjectType::OlderOursRoot, place, blob)
        .map(|root| OursRoot::from_secret(&root))
}

/// Encrypts the key of an attachment for its `place`; as long as an older root, and not padded.
pub fn encrypt_attachment_key(
    key: &SpaceKey,
    place: &[&[u8]],
    of: &AttachmentKey,
    surroundings: &mut dyn Surroundings,
) -> Vec<u8> {
    encrypt(key, ObjectType::AttachmentKey, place, &of.0[..], surroundings)
}

/// Decrypts the key of an attachment at its `place`.
///
/// # Errors
/// [`NotAuthentic`] when anything of blob, key or place is not what was encrypted.
pub fn decrypt_attachment_key(
    key: &SpaceKey,
    place: &[&[u8]],
    blob: &[u8],
) -> Result<AttachmentKey, NotAuthentic> {
    decrypt_secret(key, ObjectType::AttachmentKey, place, blob)
        .map(|of| AttachmentKey::from_secret(&of))
}

/// A secret that is always as long, so nothing pads it.
fn decrypt_secret(
    key: &SpaceKey,
    kind: ObjectType,
    place: &[&[u8]],
    blob: &[u8],
) -> Result<Zeroizing<[u8; 32]>, NotAuthentic> {
    let plain = decrypt(key, kind, place, blob.to_vec())?;
    let mut secret = Zeroizing::new([0; 32]);
    if plain.len() != secret.len() {
        return Err(NotAuthentic);
    }
    secret.copy_from_slice(&plain);
    Ok(secret)
}

/// The plain sum of a blob, so that rot is seen without a key.
pub fn object_sum(blob: &[u8]) -> [u8; 16] {
    let mut sum = [0; 16];
    sum.copy_from_slice(&blake3::hash(blob).as_bytes()[..16]);
    sum
}
