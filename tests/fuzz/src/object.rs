//! What is under a key, put together from docs/format.md §3 and §5.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{ChaCha20Poly1305, KeyInit, Nonce};

/// N ‖ AEAD(K, plaintext, type ‖ place); the plaintext is padded already, or it is not.
pub fn encrypted(key: &[u8; 32], kind: u8, place: &[&[u8]], plain: &[u8]) -> Vec<u8> {
    let nonce = [6; 24];
    let own = blake3::keyed_hash(key, &[b"duologue v1 object", &[kind][..], &nonce].concat());
    let cipher = ChaCha20Poly1305::new(&(*own.as_bytes()).into());
    let aad = [&[kind][..], &place.concat()].concat();
    let payload = Payload { msg: plain, aad: &aad };
    [&nonce[..], &cipher.encrypt(&Nonce::default(), payload).unwrap()].concat()
}

/// As it should be.
pub fn padded(plain: &[u8]) -> Vec<u8> {
    let least = 512.max(plain.len() + 1);
    let e = least.ilog2();
    let mask = (1usize << (e - (e.ilog2() + 1))) - 1;
    let mut padded = [plain, &[0x80]].concat();
    padded.resize((least + mask) & !mask, 0);
    padded
}
