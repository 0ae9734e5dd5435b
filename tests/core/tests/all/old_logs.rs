//! Logs that were written under keys that were given up: who says so, and who goes on with them.

use super::rotation::{NEW, NOORS, lived_in, look, new_keys, rotate, stolen};
use core_tests::{
    ChangeRow, Hand, Kept, NOOR, Place, blake3_derive, journal_of_one, journal_seeded, lock,
    lock_both, november,
};
use duologue_core::crypto::SpaceKey;
use duologue_core::journal::{Alarm, JournalError};
use duologue_core::vault::{Computer, ProblemKind};
use duologue_core::{Id, Link};
use rusqlite::Connection;

const NEVER: &str =
    r#"{"kind":"page","schema":1,"clock":60,"on":"2026-11-02","text":"never said","tags":[]}"#;

/// A log in the name of `author`, bound to `public` and signed by `hand`, in which `json` stands
/// as its first change; its id, and the change's link.
pub(super) fn log_of_one_change(
    db: &Connection,
    whose: (Id, [u8; 32]),
    hand: &Hand,
    in_space: (Id, &SpaceKey),
    json: &str,
) -> (Id, Link) {
    let logs: u8 = db.query_row("SELECT count(*) FROM log", [], |row| row.get(0)).unwrap();
    let log = Id::from_slice(&[0xA0 + logs; 16]).unwrap();
    (log, log_called(log, db, whose, hand, in_space, json))
}

/// As [`log_of_one_change`], under an id of one's choice.
pub(super) fn log_called(
    log: Id,
    db: &Connection,
    (author, public): (Id, [u8; 32]),
    hand: &Hand,
    (space, key): (Id, &SpaceKey),
    json: &str,
) -> Link {
    db.execute("INSERT INTO log(id, author) VALUES(?, ?)", (&log.0[..], &author.0[..])).unwrap();
    let id = (db.last_insert_rowid() << 40) + 1;
    let find = "SELECT n FROM space WHERE id = ?";
    let space = db.query_row(find, [&space.0[..]], |row| row.get(0)).unwrap();
    let empty = ChangeRow {
        id,
        space,
        content_hash: Vec::new(),
        link: Vec::new(),
        sig: Vec::new(),
        key: 0,
        sum: Vec::new(),
        blob: None,
    };
    let start = [&hand.vault.0[..], &author.0, &log.0, &public].concat();
    let before = Link::from_slice(&blake3_derive::<32>("log", &start)).unwrap();
    let place = Place::of(db, hand.vault, &empty);
    let row = hand.row(db, id, &place, before, key, &[&[9; 32], json.as_bytes()].concat());
    row.put(db);
    Link::from_slice(&row.link).unwrap()
}

/// A log in Noor's name under a key that never was Noor's, and another, signed by `hand`, that
/// begins with an `ended` of `schema` that vouches for it: the page in the first, the row of the
/// second.
fn vouched_for(journal: &Kept, hand: &Hand, schema: u32) -> (Link, ChangeRow) {
    let stranger = journal_seeded(8);
    let mut older = stranger.hand_of(stranger.noor);
    older.vault = hand.vault;
    let noors = journal.hand_of(journal.noor).signer.public();
    journal.reach_in(|db| {
        let (space, key) = hand.ours(db);
        let public = older.signer.public();
        let (log, page) =
            log_of_one_change(db, (journal.noor, public), &older, (space, &key), NEVER);
        let ended = format!(
            r#"{{"kind":"ended","schema":{schema},"clock":61,"key":"{}","ends":{{"{log}":[[1,"{page}"]]}}}}"#,
            hex::encode(public)
        );
        let (_, words) =
            log_of_one_change(db, (journal.noor, noors), hand, (space, &key), &ended);
        (page, ChangeRow::of(db, words))
    })
}

#[track_caller]
fn assert_read(journal: &Kept, page: Link, is_read: bool, why: &str) {
    for who in [journal.noor, journal.sam] {
        let sitting = journal.sit(who);
        match sitting.page(page) {
            Ok(page) => assert!(is_read && page.text == "never said", "{why}: it is shown"),
            Err(error) => {
                assert!(!is_read, "{why}: it is not shown");
                assert_eq!(error, JournalError::NoSuchPage, "{why}");
            }
        }
        lock(sitting);
    }
}

#[test]
fn only_the_author_says_which_keys_were_theirs() {
    let (journal, _) = lived_in();
    let (page, _) = vouched_for(&journal, &journal.hand_of(journal.noor), 1);
    assert_read(&journal, page, true, "Noor's own word for an older key of theirs");
    let (journal, _) = lived_in();
    let (page, _) = vouched_for(&journal, &journal.hand_of(journal.sam), 1);
    assert_read(&journal, page, false, "Sam put words into Noor's name, and a log to vouch for it");
}

#[test]
fn words_of_a_newer_version_vouch_for_no_log() {
    for (schema, is_read) in [(0, true), (2, false)] {
        let (journal, _) = lived_in();
        let (page, _) = vouched_for(&journal, &journal.hand_of(journal.noor), schema);
        assert_read(&journal, page, is_read, &format!("schema {schema}"));
    }
}

#[test]
fn words_that_do_not_stand_where_their_log_begins_vouch_for_no_log() {
    let (journal, _) = lived_in();
    let (page, words) = vouched_for(&journal, &journal.hand_of(journal.noor), 1);
    journal.reach_in(|db| {
        let sql = "UPDATE change SET id = id + 1 WHERE id = ?";
        assert_eq!(db.execute(sql, [words.id]).unwrap(), 1, "they are moved by one");
    });
    assert_read(&journal, page, false, "the first row of that log is missing");
}

#[test]
fn words_that_say_nothing_shut_nobody_out() {
    let (journal, pages) = lived_in();
    let sam = journal.hand_of(journal.sam);
    journal.reach_in(|db| {
        let (space, key) = sam.ours(db);
        let of_sam = (journal.sam, sam.signer.public());
        log_of_one_change(db, of_sam, &sam, (space, &key), r#"{"kind":"ended","schema":1}"#);
    });
    let noor = journal.try_sit(journal.noor, NOOR);
    let noor = noor.unwrap_or_else(|error| panic!("Sam's change keeps Noor from nothing: {error}"));
    assert!(noor.page(pages[3]).is_ok(), "everything else of Sam's is read");
    lock(noor);
}

#[test]
fn a_new_log_under_keys_that_were_given_up_is_told_to_whoever_reads_there() {
    for in_mine in [false, true] {
        let (mut journal, _) = lived_in();
        let (thief, [mine, ours]) = stolen(&journal);
        let space = journal.reach_in(|db| thief.ours(db).0);
        rotate(&mut journal, NOORS, NEW);
        lock_both(journal.together());
        let place = if in_mine { (journal.noor, &mine) } else { (space, &ours) };
        let (_, page) = journal.reach_in(|db| {
            log_of_one_change(db, (journal.noor, thief.signer.public()), &thief, place, NEVER)
        });
        for who in [journal.noor, journal.sam] {
            let sitting = journal.sit(who);
            let kinds: Vec<_> = sitting.problems().iter().map(|problem| problem.kind).collect();
            assert!(sitting.page(page).is_err(), "the old key counts no more");
            if in_mine && who == journal.sam {
                assert_eq!(kinds, [], "what stands in Noor's Mine is none of Sam's");
            } else {
                assert_eq!(kinds, [ProblemKind::Unconfirmed], "a log that no card of now says");
                assert_eq!(sitting.alarms(), [Alarm::Damaged(1)], "and that is told");
            }
            lock(sitting);
        }
    }
}

#[test]
fn whoever_takes_new_keys_takes_no_log_along_that_was_put_into_the_partners_name() {
    let (journal, _) = lived_in();
    let (thief, [_, ours]) = stolen(&journal);
    let space = journal.reach_in(|db| thief.ours(db).0);
    let (_, page) = journal.reach_in(|db| {
        let of_sam = (journal.sam, thief.signer.public());
        log_of_one_change(db, of_sam, &thief, (space, &ours), NEVER)
    });
    let mut noor = journal.sit(journal.noor);
    assert_eq!(noor.page(page).unwrap_err(), JournalError::NoSuchPage, "Sam did not sign it");
    let (proof, new) = new_keys(&mut noor, NOOR, NEW);
    noor.take_new_keys(&new, &proof).unwrap();
    assert_eq!(noor.page(page).unwrap_err(), JournalError::NoSuchPage, "and never did");
    lock(noor);
}

#[test]
fn the_log_of_the_new_keys_is_gone_on_with() {
    let mut journal = journal_of_one();
    rotate(&mut journal, NOORS, NEW);
    let logs = || -> i64 {
        journal
            .reach_in(|db| db.query_row("SELECT count(*) FROM log", [], |row| row.get(0)).unwrap())
    };
    let before = logs();
    for text in ["one", "two"] {
        let mut noor = journal.sit(journal.noor);
        noor.write_page(false, november(3), text, &[]).unwrap();
        lock(noor);
    }
    assert_eq!(logs(), before, "each sitting goes on where the last one ended: logs are few");
}

#[test]
fn a_log_of_the_old_keys_is_not_gone_on_with_also_where_the_word_of_its_end_rotted() {
    let (mut journal, _) = lived_in();
    let mut other = journal.elsewhere(&journal.path, Computer::new(&journal.place("elsewhere")));
    let mut noor = other.sit(other.noor);
    noor.write_page(false, november(3), "from the other one", &[]).unwrap();
    lock(noor);
    rotate(&mut journal, NOORS, NEW);
    journal.reach_in(|db| {
        let newest = "SELECT max(n) FROM log WHERE author = ?";
        let newest: i64 = db.query_row(newest, [&journal.noor.0[..]], |row| row.get(0)).unwrap();
        let mut ended = ChangeRow::all(db).into_iter().find(|row| row.id >> 40 == newest).unwrap();
        ended.blob.as_mut().unwrap()[100] ^= 1;
        ended.put(db);
    });
    other.now_says(other.noor, NEW);
    let mut noor = other.sit(other.noor);
    let page = noor.write_page(false, november(4), "and on", &[]).unwrap();
    lock(noor);
    let noor = other.sit(other.noor);
    assert_eq!(noor.page(page).unwrap().text, "and on", "it was not written under the old card");
    lock(noor);
    assert!(!look(&other, other.noor).is_empty(), "that the word rotted is told");
}
