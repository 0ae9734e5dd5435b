//! Whoever says that a log ended says so of their own logs alone.

use super::old_logs::log_of_one_change;
use super::rotation::{NEW, NOORS, lived_in, rotate};
use core_tests::{ChangeRow, Hand, Kept, SAM, exported, lock, lock_both, november};
use duologue_core::Link;
use rusqlite::Connection;

const NEVER: &[u8] =
    br#"{"kind":"page","schema":1,"clock":60,"on":"2026-11-02","text":"never said","tags":[]}"#;

/// The number and the id of Noor's first log.
fn first_log(db: &Connection, journal: &Kept) -> (i64, String) {
    let find = "SELECT n, lower(hex(id)) FROM log WHERE author = ? ORDER BY n";
    db.query_row(find, [&journal.noor.0[..]], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
}

/// Sam begins a log with an `ended` that names this change of a log of Noor's.
fn sam_says_it_ended(db: &Connection, journal: &Kept, sam: &Hand, log: &str, at: (u64, Link)) {
    let (space, key) = sam.ours(db);
    let public = sam.signer.public();
    let ended = format!(
        r#"{{"kind":"ended","schema":1,"clock":61,"key":"{}","ends":{{"{log}":[[{},"{}"]]}}}}"#,
        hex::encode(public),
        at.0,
        at.1
    );
    log_of_one_change(db, (journal.sam, public), sam, (space, &key), &ended);
}

fn number(row: &ChangeRow) -> u64 {
    (row.id & ((1 << 40) - 1)) as u64
}

#[test]
fn the_partner_puts_no_words_at_the_end_of_a_log_that_ended() {
    let (mut journal, _) = lived_in();
    rotate(&mut journal, NOORS, NEW);
    lock_both(journal.together());
    let sam = journal.hand_of(journal.sam);
    let page = journal.reach_in(|db| {
        let (space, key) = sam.ours(db);
        let (n, log) = first_log(db, &journal);
        let page = sam.append_to(db, n, space, &key, NEVER);
        let at = (number(&ChangeRow::of(db, page)), page);
        sam_says_it_ended(db, &journal, &sam, &log, at);
        page
    });
    for who in [journal.noor, journal.sam] {
        let sitting = journal.sit(who);
        assert!(sitting.page(page).is_err(), "Noor never signed it, and her cards do not name it");
        lock(sitting);
    }
}

#[test]
fn the_partner_hides_nothing_that_was_written_before_new_keys() {
    let (mut journal, pages) = lived_in();
    let sam = journal.hand_of(journal.sam);
    journal.reach_in(|db| {
        let row = ChangeRow::of(db, pages[1]);
        let (_, log) = first_log(db, &journal);
        sam_says_it_ended(db, &journal, &sam, &log, (number(&row), pages[1]));
    });
    let read = |journal: &Kept| {
        let noor = journal.sit(journal.noor);
        let pages = exported(&noor);
        lock(noor);
        pages
    };
    let before = read(&journal);
    rotate(&mut journal, NOORS, NEW);
    assert_eq!(read(&journal), before, "what Noor's new card says of Noor's logs is what counts");
    lock(journal.try_sit(journal.sam, SAM).unwrap());
}

#[test]
fn the_partner_ends_no_log_that_is_gone_on_with() {
    let (mut journal, _) = lived_in();
    rotate(&mut journal, NOORS, NEW);
    lock_both(journal.together());
    let sam = journal.hand_of(journal.sam);
    journal.reach_in(|db| {
        let find = "SELECT lower(hex(id)) FROM log WHERE author = ? ORDER BY n DESC";
        let log: String = db.query_row(find, [&journal.noor.0[..]], |row| row.get(0)).unwrap();
        sam_says_it_ended(db, &journal, &sam, &log, (1, Link::from_slice(&[0; 32]).unwrap()));
    });
    let logs = || {
        let count = "SELECT count(*) FROM log";
        journal.reach_in(|db| db.query_row(count, [], |row| row.get::<_, i64>(0)).unwrap())
    };
    let before = logs();
    for text in ["one", "two"] {
        let mut noor = journal.sit(journal.noor);
        noor.write_page(false, november(3), text, &[]).unwrap();
        lock(noor);
    }
    assert_eq!(logs(), before, "there are 64 at most: whoever uses them up can write no more");
}
