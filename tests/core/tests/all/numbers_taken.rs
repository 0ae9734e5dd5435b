//! Where a log shall stand in the file is taken already: whoever begins one goes elsewhere.

use super::rotation::{NEW, NOORS, rotate};
use core_tests::{ChangeRow, Kept, journal_of_two, lock, november};
use duologue_core::vault::Computer;

/// The last number that a log can have.
const LAST: i64 = (1 << 23) - 2;

/// A log of Sam's without a change, under this number.
fn numbered(n: i64) -> Kept {
    let journal = journal_of_two();
    journal.reach_in(|db| {
        let row = "INSERT INTO log(n, id, author) VALUES(?, randomblob(16), ?)";
        db.execute(row, (n, &journal.sam.0[..])).unwrap();
    });
    journal
}

/// Noor writes on a computer that begins a log; what is read of it afterwards.
fn written_elsewhere(journal: &Kept) -> String {
    let elsewhere = journal.elsewhere(&journal.path, Computer::new(&journal.place("another")));
    let mut noor = elsewhere.sit(journal.noor);
    let page = noor.write_page(true, november(3), "from another computer", &[]);
    lock(noor);
    let page = page.unwrap_or_else(|error| panic!("Noor cannot write: {error}"));
    let noor = elsewhere.sit(journal.noor);
    let read = noor.page(page).map(|page| page.text);
    lock(noor);
    read.unwrap_or_else(|error| panic!("what Noor wrote is gone: {error}"))
}

#[test]
fn a_log_under_the_last_number_loses_nothing_that_somebody_writes_after_it() {
    for n in [LAST, LAST + 1, i64::MAX] {
        let journal = numbered(n);
        assert_eq!(written_elsewhere(&journal), "from another computer", "after a log {n}");
    }
}

#[test]
fn a_log_under_the_last_number_keeps_nobody_out_who_takes_new_keys() {
    for n in [LAST, LAST + 1, i64::MAX] {
        let mut journal = numbered(n);
        rotate(&mut journal, NOORS, NEW);
        let back = journal.try_sit(journal.noor, NEW).map(lock);
        assert_eq!(back, Ok(()), "after a log {n}: Noor's keyslots are named in the new log");
    }
}

#[test]
fn rows_where_the_next_log_would_stand_are_not_in_its_way() {
    let journal = journal_of_two();
    journal.reach_in(|db| {
        let some = ChangeRow::all(db).pop().unwrap();
        for n in (some.id >> 40) + 1..(some.id >> 40) + 4 {
            ChangeRow { id: (n << 40) + 1, ..some.clone() }.put(db);
        }
    });
    assert_eq!(written_elsewhere(&journal), "from another computer", "there is room elsewhere");
}
