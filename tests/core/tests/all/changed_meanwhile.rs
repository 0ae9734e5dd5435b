//! The file changes under somebody who sits there: what is shown as theirs is what they signed, or
//! nothing.

use core_tests::{ChangeRow, Kept, go_on, journal_of_two, lock, november};
use duologue_core::Link;
use duologue_core::journal::{JournalError, Sitting};
use duologue_core::vault::VaultError;
use rusqlite::Connection;
use std::path::Path;
use std::process::Command;

const OWN: &str = "I would go with you to the sea.";
const OTHER: &str = "I would go without you anywhere";

/// Pages of Noor's in Ours; one of them.
fn written() -> (Kept, Link) {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let mut write = |_| noor.write_page(true, november(2), OWN, &[]).unwrap();
    // Of those in between nothing stays in SQLite's own memory.
    let page = (0..100).map(&mut write).collect::<Vec<_>>()[50];
    lock(noor);
    (journal, page)
}

/// Puts other words into the row of a page of Noor's, with Sam's keys: they open, and nothing but
/// Noor's signature is missing. Under a link of their own, or under Noor's.
fn put_other_words(journal: &Kept, copy: &Path, page: Link, under_noors: bool) {
    let (sam, noor) = (journal.hand_of(journal.sam), journal.hand_of(journal.noor));
    let db = Connection::open(copy).unwrap();
    let key = sam.ours(&db).1;
    let row = ChangeRow::of(&db, page);
    let json = String::from_utf8(noor.read(&db, &row, &key)).unwrap().replace(OWN, OTHER);
    if under_noors {
        sam.rewrite(&db, page, &key, json.as_bytes(), true);
    } else {
        sam.resign(&db, &row, &key, json.as_bytes());
    }
    db.close().unwrap();
}

/// Writes `from` over the journal, in another process: a descriptor that is closed in this one would
/// let the lock go.
fn write_over(journal: &Kept, from: &Path) {
    let mut dd = Command::new("dd");
    dd.arg(format!("if={}", from.display())).arg(format!("of={}", journal.path.display()));
    assert!(dd.args(["conv=notrunc", "status=none"]).status().unwrap().success(), "written");
}

/// Noor sits there, and Sam puts other words into the row of her page meanwhile.
fn noor_sits_while_sam_writes(under_noors: bool) -> (Kept, Link, Sitting) {
    let (journal, page) = written();
    let copy = journal.place("other.duologue");
    std::fs::copy(&journal.path, &copy).unwrap();
    put_other_words(&journal, &copy, page, under_noors);
    assert_eq!(std::fs::metadata(&copy).unwrap().len(), journal.bytes().len() as u64, "as long");
    let noor = journal.sit(journal.noor);
    write_over(&journal, &copy);
    (journal, page, noor)
}

#[test]
fn words_that_the_other_puts_in_the_place_of_ones_own_meanwhile_are_not_shown() {
    for under_noors in [false, true] {
        let (_journal, page, noor) = noor_sits_while_sam_writes(under_noors);
        assert_eq!(
            noor.page(page).map(|page| page.text),
            Err(JournalError::Vault(VaultError::NotAuthentic("content"))),
            "another change was read when Noor sat down; under Noor's link: {under_noors}"
        );
    }
}

#[test]
fn words_that_the_other_puts_in_the_place_of_ones_own_meanwhile_are_no_whole_backup() {
    for under_noors in [false, true] {
        let (journal, _, mut noor) = noor_sits_while_sam_writes(under_noors);
        let made = noor.back_up(&journal.place("a.duologue-backup"), &mut go_on).unwrap();
        assert!(made.damaged > 0, "its chain does not hold; under Noor's link: {under_noors}");
    }
}
