//! One ciphertext that ChaCha20-Poly1305 opens under two keys.
//!
//! Poly1305 is a polynomial over 2^130 - 5 in its blocks, so the tags under both keys are equal
//! once one block of the ciphertext solves one linear equation: Len, Grubbs and Ristenpart,
//! "Partitioning Oracle Attacks" (2021).

use chacha20::ChaCha20;
use chacha20::cipher::{KeyIvInit, StreamCipher};
use num_bigint::BigUint;

const BLOCK: usize = 16;

/// A key with what it is used with.
pub struct View {
    /// The key.
    pub key: [u8; 32],
    /// The nonce.
    pub nonce: [u8; 12],
    /// The associated data.
    pub aad: Vec<u8>,
}

impl View {
    /// The keystream, beginning with the block that Poly1305's key is of.
    pub fn stream(&self, bytes: usize) -> Vec<u8> {
        let mut stream = vec![0; 64 + bytes];
        ChaCha20::new(&self.key.into(), &self.nonce.into()).apply_keystream(&mut stream);
        stream
    }

    /// Poly1305's r, clamped, and s.
    fn one_time_key(&self) -> (BigUint, BigUint) {
        let stream = self.stream(0);
        let mut r: [u8; 16] = stream[..16].try_into().unwrap();
        for n in [3, 7, 11, 15] {
            r[n] &= 0x0f;
        }
        for n in [4, 8, 12] {
            r[n] &= 0xfc;
        }
        (BigUint::from_bytes_le(&r), BigUint::from_bytes_le(&stream[16..32]))
    }

    /// What Poly1305 is over, as numbers: each block with a one after it.
    fn blocks(&self, ciphertext: &[u8]) -> Vec<BigUint> {
        let aad_bytes = u64::try_from(self.aad.len()).unwrap().to_le_bytes();
        let bytes = u64::try_from(ciphertext.len()).unwrap().to_le_bytes();
        let input = [&whole(&self.aad)[..], &whole(ciphertext), &aad_bytes, &bytes].concat();
        input.chunks(BLOCK).map(|block| BigUint::from_bytes_le(block) + two_to_the(128)).collect()
    }
}

fn whole(bytes: &[u8]) -> Vec<u8> {
    let mut whole = bytes.to_vec();
    whole.resize(bytes.len().next_multiple_of(BLOCK), 0);
    whole
}

fn two_to_the(n: u32) -> BigUint {
    BigUint::from(1u8) << n
}

fn prime() -> BigUint {
    two_to_the(130) - 5u8
}

/// What the block at `n` is multiplied with.
fn power(blocks: &[BigUint], n: usize, r: &BigUint) -> BigUint {
    r.modpow(&BigUint::from(blocks.len() - n), &prime())
}

/// The polynomial, without its block at `free` if one is.
fn polynomial(blocks: &[BigUint], free: Option<usize>, r: &BigUint) -> BigUint {
    let sum = |sum: BigUint, n: usize| (sum + &blocks[n] * power(blocks, n, r)) % prime();
    (0..blocks.len()).filter(|n| Some(*n) != free).fold(BigUint::ZERO, sum)
}

/// Poly1305's tag.
fn tag(view: &View, ciphertext: &[u8]) -> [u8; 16] {
    let (r, s) = view.one_time_key();
    let sum = polynomial(&view.blocks(ciphertext), None, &r);
    let mut tag = ((sum + s) % two_to_the(128)).to_bytes_le();
    tag.resize(BLOCK, 0);
    tag.try_into().unwrap()
}

/// Sets the block of `ciphertext` that begins at byte `free` so that both views give it one tag:
/// that tag, or nothing where no block does.
pub fn under_both(views: &[View; 2], ciphertext: &mut [u8], free: usize) -> Option<[u8; 16]> {
    let [one, other] = views;
    let ((r1, s1), (r2, s2)) = (one.one_time_key(), other.one_time_key());
    let at = |view: &View| view.aad.len().div_ceil(BLOCK) + free / BLOCK;
    let rest = |view: &View, r: &BigUint| polynomial(&view.blocks(ciphertext), Some(at(view)), r);
    let times = |view: &View, r: &BigUint| power(&view.blocks(ciphertext), at(view), r);
    let (rest1, rest2) = (rest(one, &r1), rest(other, &r2));
    let (times1, times2) = (times(one, &r1), times(other, &r2));
    // block · (times1 - times2) = rest2 + s2 - rest1 - s1 + j · 2^128, for the j that the tags
    // lose when they are cut to 128 bits.
    let p = prime();
    let inverse = (times1 + &p - times2).modpow(&(&p - 2u8), &p);
    let known = rest2 + s2 + &p * 4u8 - rest1 - s1;
    for j in 0..9u8 {
        let lost = two_to_the(128) * j + &p * 4u8 - two_to_the(128) * 4u8;
        let block = (&known + lost) * &inverse % &p;
        if block.bits() != 129 {
            continue;
        }
        let bytes = (block - two_to_the(128)).to_bytes_le();
        ciphertext[free..free + BLOCK].fill(0);
        ciphertext[free..free + bytes.len()].copy_from_slice(&bytes);
        let tags = views.each_ref().map(|view| tag(view, ciphertext));
        if tags[0] == tags[1] {
            return Some(tags[0]);
        }
    }
    None
}
