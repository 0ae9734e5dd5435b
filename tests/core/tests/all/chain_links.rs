//! What follows from what in a log: rows beside one that was hurt, and a log that goes on.

use super::rotation::{NOORS, begin, rotate};
use core_tests::{
    ChangeRow, Kept, Place, blake3_derive, journal_of_one, journal_of_two, lock, november,
};
use duologue_core::journal::JournalError;
use duologue_core::vault::{Computer, Problem, ProblemKind};
use duologue_core::{Id, Link};
use rusqlite::Connection;

use ProblemKind::{Damaged, MissingEnd, NotAuthentic};

/// Four pages of Noor's in Ours, one after another.
fn four_pages() -> (Kept, [Link; 4]) {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let pages = ["one", "two", "three", "four"]
        .map(|text| noor.write_page(true, november(2), text, &[]).unwrap());
    lock(noor);
    (journal, pages)
}

/// What somebody is told of.
fn kinds(journal: &Kept, who: Id) -> Vec<ProblemKind> {
    let sitting = journal.sit(who);
    let mut kinds: Vec<_> = sitting.problems().iter().map(|Problem { kind, .. }| *kind).collect();
    kinds.sort();
    lock(sitting);
    kinds
}

/// Noor's page under another link, which follows from another link before it; by Sam, who has the key.
fn under_another_link(journal: &Kept, before: Link, page: Link) -> Link {
    let sams = journal.hand_of(journal.sam);
    journal.reach_in(|db| {
        let (_, key) = sams.ours(db);
        let mut first = ChangeRow::of(db, before);
        first.link = vec![7; 32];
        first.put(db);
        let mut row = ChangeRow::of(db, page);
        let salted = sams.read_salted(db, &row, &key);
        let header = Place::of(db, sams.vault, &row).header();
        let material = [&header[..], &first.link, &row.content_hash].concat();
        row.link = blake3_derive::<32>("link", &material).to_vec();
        row.put(db);
        let link = Link::from_slice(&row.link).unwrap();
        sams.rewrite_salted(db, link, &key, &salted, false);
        link
    })
}

#[test]
fn a_page_is_not_shown_under_a_link_that_nobody_signed_and_the_page_after_it_still_is() {
    let (journal, [one, two, three, four]) = four_pages();
    let forged = under_another_link(&journal, one, two);
    assert_eq!(
        kinds(&journal, journal.noor),
        [NotAuthentic, NotAuthentic],
        "the two whose links were changed"
    );
    for who in [journal.noor, journal.sam] {
        let sitting = journal.sit(who);
        let shown = sitting.page(forged).map(|page| page.text);
        assert_eq!(
            shown,
            Err(JournalError::NoSuchPage),
            "it follows, but its author signed another"
        );
        let texts = [three, four].map(|page| sitting.page(page).unwrap().text);
        assert_eq!(texts, ["three", "four"], "what follows from what was signed stands");
        lock(sitting);
    }
}

#[test]
fn the_row_before_one_that_lost_its_signature_outlives_new_keys() {
    for is_whole in [false, true] {
        let (mut journal, [_, _, three, four]) = four_pages();
        journal.reach_in(|db| {
            let mut row = ChangeRow::of(db, four);
            row.sig = vec![7; 64];
            row.put(db);
        });
        // Another computer does not go on with this log, so nothing later vouches for its end.
        journal.computer = Computer::new(&journal.place("another computer"));
        assert_eq!(kinds(&journal, journal.noor), [NotAuthentic], "the last row is named");
        if is_whole {
            rotate(&mut journal, NOORS, "quite other words");
        } else {
            lock(begin(&mut journal, NOORS, "quite other words"));
        }
        for who in [journal.noor, journal.sam] {
            let sitting = journal.sit(who);
            let text = sitting.page(three).map(|page| page.text);
            assert_eq!(
                text.as_deref(),
                Ok("three"),
                "its own signature held; all of it: {is_whole}"
            );
            lock(sitting);
        }
    }
}

#[test]
fn a_row_that_rotted_in_a_log_does_not_hide_that_its_end_is_gone() {
    let (journal, [_, two, _, four]) = four_pages();
    let mut sam = journal.sit(journal.sam);
    sam.write_page(true, november(3), "I read all four", &[]).unwrap();
    lock(sam);
    journal.reach_in(|db| {
        let mut row = ChangeRow::of(db, two);
        row.blob = Some(vec![7; 552]);
        row.put(db);
        db.execute("DELETE FROM change WHERE link = ?", [&four.0[..]]).unwrap();
        db.execute("DELETE FROM witness", []).unwrap();
    });
    // Where nothing else is known of it than what Sam saw.
    let anew = journal.elsewhere(&journal.path, Computer::new(&journal.place("new computer")));
    let told = kinds(&anew, anew.sam);
    assert!(told.contains(&Damaged), "what rotted is named: {told:?}");
    assert!(told.contains(&MissingEnd), "and what Sam saw and is not there: {told:?}");
}

/// How many logs Noor has after writing on, where `surgery` changed the last of two pages that this
/// computer does not remember.
fn logs_after(surgery: impl FnOnce(&Connection, [Link; 2])) -> i64 {
    let journal = journal_of_one();
    let write = |text: &str| {
        let mut noor = journal.sit(journal.noor);
        let page = noor.write_page(false, november(2), text, &[]).unwrap();
        lock(noor);
        page
    };
    write("one");
    let record = std::fs::read_dir(journal.place("computer")).unwrap().next().unwrap().unwrap();
    let older = std::fs::read(record.path()).unwrap();
    let pages = ["two", "three"].map(write);
    std::fs::write(record.path(), older).unwrap();
    journal.reach_in(|db| surgery(db, pages));
    write("four");
    journal.reach_in(|db| db.query_row("SELECT count(*) FROM log", [], |row| row.get(0)).unwrap())
}

#[test]
fn a_log_is_gone_on_with_only_where_every_number_and_every_link_is_as_it_should_be() {
    assert_eq!(logs_after(|_, _| ()), 1, "the record of this computer may be older than the file");
    let another_link = |db: &Connection, [two, _]: [Link; 2]| {
        let mut row = ChangeRow::of(db, two);
        row.link = vec![7; 32];
        row.put(db);
    };
    assert_eq!(logs_after(another_link), 2, "a link that follows from nothing");
    let another_number = |db: &Connection, [_, three]: [Link; 2]| {
        db.execute("UPDATE change SET id = id + 1 WHERE link = ?", [&three.0[..]]).unwrap();
    };
    assert_eq!(logs_after(another_number), 2, "a gap before what follows from the row before it");
}
