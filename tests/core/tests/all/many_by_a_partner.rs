//! Thousands of changes by a partner: the journal opens as fast as there is to read.

use super::named_by_a_partner::append_all;
use core_tests::{ChangeRow, Hand, Kept, journal_of_two, lock, november, quickest_of_three};
use duologue_core::{Id, Link};
use std::time::Duration;

const MANY: usize = 6_000;

/// How long Noor takes to sit down.
fn sitting_down(journal: &Kept) -> Duration {
    quickest_of_three(|| lock(journal.sit(journal.noor)))
}

fn with_a_page_of_sams() -> (Kept, Link) {
    let journal = journal_of_two();
    let mut sam = journal.sit(journal.sam);
    let page = sam.write_page(true, november(1), "Sam's", &[]).unwrap();
    lock(sam);
    (journal, page)
}

#[test]
fn thousands_of_edits_of_one_page_keep_nobody_waiting_longer_than_as_many_pages() {
    let as_json = |kind: &str, n: usize| {
        let clock = 20_000 - n;
        format!(r#"{{{kind},"schema":1,"clock":{clock},"on":"2026-11-02","text":"{n}","tags":[]}}"#)
    };
    let (journal, page) = with_a_page_of_sams();
    let edit = format!(r#""kind":"edit","page":"{page}""#);
    append_all(&journal, &(0..MANY).map(|n| as_json(&edit, n)).collect::<Vec<_>>());
    let (peer, _) = with_a_page_of_sams();
    let pages = (0..MANY).map(|n| as_json(r#""kind":"page""#, n));
    append_all(&peer, &pages.collect::<Vec<_>>());

    let (edits, pages) = (sitting_down(&journal), sitting_down(&peer));
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.page(page).unwrap().text, "0", "the newest stands");
    assert_eq!(noor.page(page).unwrap().versions.len(), MANY, "the others can be read");
    lock(noor);
    assert!(edits < 10 * pages, "beside as many pages ({pages:?}) Noor waited {edits:?}");
}

#[test]
fn gaps_in_a_log_are_not_told_number_by_number_for_ever() {
    let (journal, page) = with_a_page_of_sams();
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

/// Sam gives Noor 250 keys to Ours, and writes as many grants under Noor's name to `claimed`.
fn with_many_grants(claimed: Option<Id>) -> Kept {
    let journal = journal_of_two();
    let sam = journal.hand_of(journal.sam);
    journal.reach_in(|db| {
        let (ours, _) = sam.ours(db);
        let claim = r#"INSERT INTO "grant" SELECT ?, ?, ?, recipient_card, recipient, recipient_card, enc, ct, sig
                       FROM "grant" WHERE recipient = ? LIMIT 1"#;
        db.execute_batch("BEGIN").unwrap();
        for n in 1..=250 {
            sam.grant(db, journal.noor, ours, &Hand::own_key(n));
            let (mut key, space) = ([0; 16], claimed.unwrap_or(ours));
            key[15] = n;
            db.execute(claim, (&key[..], &journal.sam.0[..], &space.0[..], &journal.noor.0[..]))
                .unwrap();
        }
        db.execute_batch("COMMIT").unwrap();
    });
    journal
}

#[test]
fn hundreds_of_grants_are_each_looked_at_once() {
    let elsewhere = Some(Id::from_slice(&[0x77; 16]).unwrap());
    let (here, peer) = (with_many_grants(None), with_many_grants(elsewhere));
    let (took, beside) = (sitting_down(&here), sitting_down(&peer));
    assert!(took < 4 * beside, "beside grants that are of nothing here ({beside:?}): {took:?}");
}
