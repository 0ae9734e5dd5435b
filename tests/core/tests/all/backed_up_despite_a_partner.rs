//! Whatever a partner plants in the file: the other makes a backup of it.

use core_tests::files::{attach, some_bytes};
use core_tests::slot_rows::{put_slot, slots};
use core_tests::{ChangeRow, Kept, go_on, journal_of_two, lock, november};
use duologue_core::vault::BackupFile;
use duologue_core::Link;
use rusqlite::types::Value;

/// Three pages of Sam's in Ours.
fn three_pages(journal: &Kept) -> [Link; 3] {
    let mut sam = journal.sit(journal.sam);
    let pages = ["one", "two", "three"]
        .map(|text| sam.write_page(true, november(1), text, &[]).unwrap());
    lock(sam);
    pages
}

#[track_caller]
fn backs_up(journal: &Kept, why: &str) {
    let mut noor = journal.sit(journal.noor);
    let made = noor.back_up(&journal.place("noors.duologue-backup"), &mut go_on);
    assert!(made.is_ok(), "{why}: {made:?}");
    lock(noor);
}

#[test]
fn two_links_in_a_row_that_were_hurt_keep_nobody_from_a_backup() {
    let journal = journal_of_two();
    let pages = three_pages(&journal);
    journal.reach_in(|db| {
        let hurt = "UPDATE change SET link = randomblob(?) WHERE link = ?";
        db.execute(hurt, (32, &pages[0].0[..])).unwrap();
        db.execute(hurt, (31, &pages[1].0[..])).unwrap();
    });
    backs_up(&journal, "what is damaged is known, and all else holds");
}
