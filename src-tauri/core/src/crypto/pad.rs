//! Padding that hides a text's exact length (PADMÉ, at least 512 bytes). Format: docs/format.md §3.

use super::NotAuthentic;

const LEAST: usize = 512;

/// The padded length of `len` bytes: at most 12 % more, one of few sizes.
pub(super) fn padded_len(len: usize) -> usize {
    let least = LEAST.max(len + 1);
    let e = least.ilog2();
    let s = e.ilog2() + 1;
    let mask = (1usize << (e - s)) - 1;
    (least + mask) & !mask
}

/// `plain` ‖ 0x80 ‖ zeros.
pub(super) fn pad(plain: &mut Vec<u8>) {
    let target = padded_len(plain.len());
    plain.push(0x80);
    plain.resize(target, 0);
}

/// Takes the padding off, refusing any other length or mark than [`pad`] writes.
pub(super) fn unpad(plain: &mut Vec<u8>) -> Result<(), NotAuthentic> {
    let end = plain.iter().rposition(|&b| b != 0).ok_or(NotAuthentic)?;
    if plain.get(end) != Some(&0x80) || padded_len(end) != plain.len() {
        return Err(NotAuthentic);
    }
    plain.truncate(end);
    Ok(())
}
