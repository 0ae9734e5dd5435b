//! What is told while everything is encrypted anew, and what is left of new keys that found no room.

use super::rotation::{NEW, NOORS, begin, lived_in, new_keys};
use core_tests::files::attach;
use core_tests::{ChangeRow, NOOR, journal_of_one, lock, november};
use duologue_core::journal::{JournalError, Sitting};
use duologue_core::vault::{Resealed, VaultError};
use std::ops::ControlFlow;

/// How far it was told to be, of how much, each time; and what it came to.
fn encrypted_anew(sitting: &mut Sitting) -> (Vec<(u64, u64)>, Resealed) {
    let mut told = Vec::new();
    let done = sitting.encrypt_anew(&mut |done, total| {
        told.push((done, total));
        ControlFlow::Continue(())
    });
    (told, done.unwrap())
}

#[test]
fn a_small_journal_is_told_once_and_whole() {
    let (mut journal, _) = lived_in();
    let mut noor = begin(&mut journal, NOORS, NEW);
    let (told, done) = encrypted_anew(&mut noor);
    assert_eq!(told, [(done.changes, done.changes)], "there are no files to go on with");
    lock(noor);
}

#[test]
fn changes_and_files_that_stay_behind_are_counted_with_the_rest() {
    let (mut journal, pages) = lived_in();
    let mut noor = journal.sit(journal.noor);
    attach(&mut noor, pages[0], b"whole");
    let rotten = attach(&mut noor, pages[0], b"rotten");
    lock(noor);
    journal.reach_in(|db| {
        let mut row = ChangeRow::of(db, pages[1]);
        row.blob.as_mut().unwrap()[40] ^= 1;
        row.put(db);
        let key = "UPDATE attachment SET blob = zeroblob(72) WHERE id = ?";
        assert_eq!(db.execute(key, [&rotten.0[..]]).unwrap(), 1, "one file's key is hurt");
    });
    let mut noor = begin(&mut journal, NOORS, NEW);
    let (told, done) = encrypted_anew(&mut noor);
    lock(noor);
    assert_eq!((done.attachments, done.left), (1, 2), "a file, and a change and a file that stay");
    let total = done.changes + 3;
    assert_eq!(told, [(total - 2, total), (total, total)], "first changes, then both files");
}

#[test]
fn only_the_files_that_stay_behind_are_told_too() {
    let (mut journal, pages) = lived_in();
    let mut noor = journal.sit(journal.noor);
    attach(&mut noor, pages[0], b"rotten");
    lock(noor);
    journal.reach_in(|db| db.execute("UPDATE attachment SET blob = zeroblob(72)", []).unwrap());
    let mut noor = begin(&mut journal, NOORS, NEW);
    let (told, done) = encrypted_anew(&mut noor);
    lock(noor);
    assert_eq!((done.attachments, done.left), (0, 1), "its key does not open");
    let total = done.changes + 1;
    assert_eq!(told, [(done.changes, total), (total, total)], "it was looked at, to the end");
}

#[test]
fn large_changes_are_held_and_written_a_few_at_a_time() {
    let mut journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    for n in 0..3 {
        let text = n.to_string().repeat(3_000_000);
        noor.write_page(false, november(2), &text, &[]).unwrap();
    }
    lock(noor);
    let mut noor = begin(&mut journal, NOORS, NEW);
    let (told, _) = encrypted_anew(&mut noor);
    lock(noor);
    let done: Vec<u64> = told.iter().map(|(done, _)| *done).collect();
    assert_eq!(done.len(), 2, "nine million bytes are more than one batch: {told:?}");
    assert_eq!(done[1] - done[0], 1, "two of them are about four million, and the third waits");
}

/// Writes pages until there is no room for one more, or `most` of them; how many.
fn fill_up(sitting: &mut Sitting, most: usize) -> usize {
    sitting.limit_pages(1).unwrap();
    let mut write = || sitting.write_page(false, november(5), "filling up", &[]);
    (0..most).find(|_| write().is_err()).unwrap_or(most)
}

#[test]
fn new_keys_that_find_no_room_at_whatever_step_leave_nothing_half_done() {
    let (journal, _) = lived_in();
    let bytes = journal.bytes();
    let room = fill_up(&mut journal.in_memory(&bytes).sit(journal.noor), usize::MAX);
    let mut refused = 0;
    for left in 0..=room {
        let mut journal = journal.in_memory(&bytes);
        let mut noor = journal.sit(journal.noor);
        let (proof, new) = new_keys(&mut noor, NOOR, NEW);
        fill_up(&mut noor, room - left);
        let taken = noor.take_new_keys(&new, &proof);
        noor.limit_pages(1_000_000).unwrap();
        let page = noor.write_page(true, november(6), "with room again", &[]).unwrap();
        lock(noor);
        journal.now_says(journal.noor, if taken.is_ok() { NEW } else { NOOR });
        let noor = journal.sit(journal.noor);
        assert_eq!(noor.page(page).unwrap().text, "with room again", "room for {left}: it goes on");
        assert_eq!(noor.problems(), [], "room for {left}: nothing is missing");
        lock(noor);
        match taken {
            Ok(()) => break,
            Err(error) => assert_eq!(error, JournalError::Vault(VaultError::Full), "for {left}"),
        }
        refused += 1;
    }
    assert!(refused > 3, "it must be refused after each of several changes: {refused}");
    assert!(refused < room, "and in the end there is room for all of them");
}
