//! Numbers of a key derivation that no journal may ask for are refused before memory is taken for
//! them. A process of its own, because it counts what all of it allocates.

#![allow(
    unsafe_code,
    clippy::unwrap_used,
    reason = "an allocator that counts is unsafe to write, and a test may stop at what is amiss"
)]

use core_tests::slot_rows::{put_slot, slots, with_fitting_check};
use core_tests::{Kept, NOOR, go_on, journal_of_one, lock, refused};
use duologue_core::crypto::{Cost, KdfError};
use duologue_core::journal::JournalError;
use duologue_core::vault::{BackupFile, VaultError};
use rusqlite::types::Value;
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

const MIB: usize = 1 << 20;
const MOST: u32 = u32::MAX;
const M: usize = 3;
const NUMBERS: [(&str, usize); 3] = [("m", M), ("t", 4), ("p", 5)];

/// The largest piece of memory that was asked for.
static LARGEST: AtomicUsize = AtomicUsize::new(0);

struct Counting;

#[global_allocator]
static COUNTING: Counting = Counting;

// SAFETY: everything is handed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        LARGEST.fetch_max(layout.size(), Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        LARGEST.fetch_max(layout.size(), Ordering::Relaxed);
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        LARGEST.fetch_max(size, Ordering::Relaxed);
        unsafe { System.realloc(at, layout, size) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        unsafe { System.dealloc(at, layout) }
    }
}

/// What came of `work`, and the largest piece of memory it asked for.
fn counted<T>(work: impl FnOnce() -> T) -> (T, usize) {
    LARGEST.store(0, Ordering::Relaxed);
    let done = work();
    (done, LARGEST.load(Ordering::Relaxed))
}

/// Noor's keyslot asks for `to` in a column, and its check fits.
fn asks_for(column: usize, to: u32) -> Kept {
    let journal = journal_of_one();
    let mut row = journal.reach_in(slots).remove(0);
    row[column] = Value::Integer(to.into());
    let row = with_fitting_check(&journal, row);
    journal.reach_in(|db| {
        db.execute("DELETE FROM keyslot", []).unwrap();
        put_slot(db, &row);
    });
    journal
}

fn try_to_open(journal: &Kept) -> JournalError {
    refused(journal.try_sit(journal.noor, NOOR))
}

/// A backup whose first slot asks for `to`; what it says when Noor's passphrase is tried.
fn try_to_restore(field: &str, to: u32) -> (VaultError, usize) {
    let journal = journal_of_one();
    let path = journal.place("kept.duologue-backup");
    let mut noor = journal.sit(journal.noor);
    noor.back_up(&path, &mut go_on).unwrap();
    lock(noor);
    let bytes = std::fs::read(&path).unwrap();
    let len = u32::from_be_bytes(bytes[19..23].try_into().unwrap()) as usize;
    let mut header: serde_json::Value = serde_json::from_slice(&bytes[23..23 + len]).unwrap();
    header["slots"][0][field] = to.into();
    let json = header.to_string().into_bytes();
    let length = u32::try_from(json.len()).unwrap().to_be_bytes();
    let changed = [&bytes[..19], &length, &json, &bytes[23 + len..]].concat();
    std::fs::write(&path, changed).unwrap();
    counted(|| refused(BackupFile::open(&path).unwrap().challenge(journal.noor)))
}

// One test: what another allocated meanwhile would be counted too.
#[test]
fn numbers_that_no_journal_may_ask_for_are_refused_before_any_memory_is_taken() {
    let honest = asks_for(M, 4096);
    let (_, taken) = counted(|| try_to_open(&honest));
    assert!(taken >= 4 * MIB, "what a derivation takes is counted: {taken}");
    for (name, column) in NUMBERS {
        let journal = asks_for(column, MOST);
        let (error, taken) = counted(|| try_to_open(&journal));
        let damaged = JournalError::Vault(VaultError::Damaged("keyslot"));
        assert_eq!(error, damaged, "{name} of 2^32 - 1 in a journal");
        assert!(taken < MIB, "{name} of 2^32 - 1 in a journal: {taken} bytes at once");
        let (error, taken) = try_to_restore(name, MOST);
        assert_eq!(error, VaultError::Damaged("keyslot"), "{name} of 2^32 - 1 in a backup");
        assert!(taken < MIB, "{name} of 2^32 - 1 in a backup: {taken} bytes at once");
    }
    for (m, t, p) in [(MOST, 1, 1), (64, MOST, 1), (64, 1, MOST), (MOST, MOST, MOST)] {
        let derive = || refused(Cost { m, t, p }.derive(NOOR, &[0; 16], u64::MAX));
        let (error, taken) = counted(derive);
        assert_eq!(error, KdfError::OutOfBounds, "m = {m}, t = {t}, p = {p}");
        assert!(taken < MIB, "m = {m}, t = {t}, p = {p}: {taken} bytes at once");
    }
}
