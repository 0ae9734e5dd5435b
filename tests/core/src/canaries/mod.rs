//! Forty words, and the search for them.

use crate::memory;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};

/// How many there are.
const COUNT: usize = 40;
/// What stands in the middle of each.
const MIDDLE: &[u8] = b"canary";
/// Bytes before it and again after it, each in two digits: where memory is given back, an allocator
/// writes over the beginning.
const BYTES: usize = 12;
const FOUND_BY: usize = MIDDLE.len() + 2 * BYTES;

/// One bit for each that was asked for.
static USED: AtomicU64 = AtomicU64::new(0);

fn bytes_of(n: usize) -> [u8; BYTES] {
    let hash = blake3::hash(&n.to_be_bytes());
    let mut bytes = [0; BYTES];
    bytes.copy_from_slice(&hash.as_bytes()[..BYTES]);
    bytes
}

/// The `n`-th word: 54 signs.
///
/// # Panics
/// When there are not so many.
pub fn canary(n: usize) -> String {
    assert!(n < COUNT, "there are {COUNT}");
    USED.fetch_or(1 << n, Ordering::Relaxed);
    let digits = hex::encode(bytes_of(n));
    let middle = std::str::from_utf8(MIDDLE).unwrap();
    [&digits, middle, &digits].concat()
}

/// How many were asked for.
pub fn used() -> u32 {
    USED.load(Ordering::Relaxed).count_ones()
}

/// Which of them stand somewhere in the memory of this process, by their numbers.
pub fn found() -> String {
    let mut found = BTreeSet::new();
    memory::read(FOUND_BY, &mut |bytes| {
        let starts = bytes.windows(FOUND_BY).filter(|window| window.starts_with(MIDDLE));
        found.extend(starts.filter_map(number_of));
    });
    let names: Vec<_> = found.iter().map(usize::to_string).collect();
    format!("{} ({})", names.len(), names.join(" "))
}

fn number_of(word: &[u8]) -> Option<usize> {
    let mut bytes = [0; BYTES];
    hex::decode_to_slice(&word[MIDDLE.len()..], &mut bytes).ok()?;
    (0..COUNT).find(|n| bytes_of(*n) == bytes)
}
