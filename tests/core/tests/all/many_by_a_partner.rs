//! Thousands of changes by a partner: the journal opens as fast as there is to read.

use super::named_by_a_partner::append_all;
use core_tests::{ChangeRow, journal_of_two, lock, november};
use std::time::{Duration, Instant};

/// Many times what it takes, and a small part of what a fold of each change over all others would.
const LONG: Duration = Duration::from_secs(20);

#[test]
fn thousands_of_edits_of_one_page_keep_nobody_waiting() {
    let journal = journal_of_two();
    let mut sam = journal.sit(journal.sam);
    let page = sam.write_page(true, november(1), "Sam's", &[]).unwrap();
    lock(sam);
    let edit = |n: usize| {
        let clock = 20_000 - n;
        format!(
            r#"{{"kind":"edit","schema":1,"clock":{clock},"page":"{page}","on":"2026-11-02","text":"{n}","tags":[]}}"#
        )
    };
    append_all(&journal, &(0..6_000).map(edit).collect::<Vec<_>>());
    let begun = Instant::now();
    let noor = journal.sit(journal.noor);
    let took = begun.elapsed();
    assert_eq!(noor.page(page).unwrap().text, "0", "the newest stands");
    assert_eq!(noor.page(page).unwrap().versions.len(), 6_000, "the others can be read");
    lock(noor);
    assert!(took < LONG, "Noor waited {took:?}");
}

#[test]
fn gaps_in_a_log_are_not_told_number_by_number_for_ever() {
    let journal = journal_of_two();
    let mut sam = journal.sit(journal.sam);
    let page = sam.write_page(true, november(1), "Sam's", &[]).unwrap();
    lock(sam);
    journal.reach_in(|db| {
        let row = ChangeRow::of(db, page);
        db.execute_batch("BEGIN").unwrap();
        for n in 1..300 {
            ChangeRow { id: row.id + n * 5_000, blob: None, ..row.clone() }.put(db);
        }
        db.execute_batch("COMMIT").unwrap();
    });
    let noor = journal.sit(journal.noor);
    let told = noor.problems().len();
    lock(noor);
    assert!(told < 20_000, "a few rows bring {told} things to tell");
}
