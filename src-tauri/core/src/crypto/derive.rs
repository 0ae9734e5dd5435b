//! DK and the hashes that chain a log. Format: docs/format.md §3, §6.

use crate::{Id, Link};
use blake3::hazmat::{self, ContextKey, HasherExt};
use std::sync::OnceLock;
use zeroize::{Zeroize, Zeroizing};

/// DK(x, m, n): the first `N` bytes of BLAKE3 derive_key with a context of its own for each use.
pub(super) fn derive<const N: usize>(purpose: &str, material: &[&[u8]]) -> [u8; N] {
    derived(blake3::Hasher::new_derive_key(&context(purpose)), material)
}

fn context(purpose: &str) -> String {
    format!("duologue 2026 v1 {purpose}")
}

fn derived<const N: usize>(mut hasher: blake3::Hasher, material: &[&[u8]]) -> [u8; N] {
    let mut out = [0; N];
    draw(&mut hasher, material, &mut out);
    out
}

/// What every change of a journal is derived for: its context is hashed once.
struct Often {
    purpose: &'static str,
    context: OnceLock<ContextKey>,
}

static LINK: Often = Often::of("link");
static CONTENT: Often = Often::of("content");

impl Often {
    const fn of(purpose: &'static str) -> Self {
        Self { purpose, context: OnceLock::new() }
    }

    fn derive<const N: usize>(&self, material: &[&[u8]]) -> [u8; N] {
        let hash = || hazmat::hash_derive_key_context(&context(self.purpose));
        derived(blake3::Hasher::new_from_context_key(self.context.get_or_init(hash)), material)
    }
}

/// BLAKE3 keyed with a secret, as a stream of as many bytes as `out` holds.
pub(super) fn keyed(key: &[u8; 32], material: &[&[u8]], out: &mut [u8]) {
    draw(&mut blake3::Hasher::new_keyed(key), material, out);
}

/// Hashers hold what they hash, and do not wipe it by themselves.
fn draw(hasher: &mut blake3::Hasher, material: &[&[u8]], out: &mut [u8]) {
    for part in material {
        hasher.update(part);
    }
    let mut stream = hasher.finalize_xof();
    stream.fill(out);
    stream.zeroize();
    hasher.zeroize();
}

/// As [`derive`], for bytes that are secret.
pub(super) fn derive_secret<const N: usize>(
    purpose: &str,
    material: &[&[u8]],
) -> Zeroizing<[u8; N]> {
    Zeroizing::new(derive(purpose, material))
}

/// The link before a log's first change.
pub fn log_start(vault: Id, author: Id, log: Id, public: &[u8; 32]) -> Link {
    crate::id::Name(derive("log", &[&vault.0, &author.0, &log.0, public]))
}

/// The link of a change: its header, the link before it, the hash of its content.
pub fn link(header: &[u8], previous: Link, content_hash: &[u8; 32]) -> Link {
    crate::id::Name(LINK.derive(&[header, &previous.0, content_hash]))
}

/// What the author signs of a change's content: salt ‖ JSON.
pub fn content_hash(salted: &[u8]) -> [u8; 32] {
    CONTENT.derive(&[salted])
}

/// What stands on a summary, in its canonical form.
pub fn summary_hash(canonical: &[u8]) -> Link {
    crate::id::Name(derive("summary", &[canonical]))
}

/// Pages as they were seen: each one's length in bytes, as a u64, and its bytes.
pub fn pages_hash(pages: &[impl AsRef<[u8]>]) -> Link {
    let lengths: Vec<[u8; 8]> =
        pages.iter().map(|page| (page.as_ref().len() as u64).to_be_bytes()).collect();
    let parts = lengths.iter().zip(pages);
    let material: Vec<&[u8]> =
        parts.flat_map(|(length, page)| [&length[..], page.as_ref()]).collect();
    crate::id::Name(derive("pages", &material))
}

/// What a card's owner signs.
pub fn card_hash(card: &[u8]) -> [u8; 32] {
    derive("card", &[card])
}

/// What a face's owner signs.
pub fn face_hash(face: &[u8]) -> [u8; 32] {
    derive("face", &[face])
}
