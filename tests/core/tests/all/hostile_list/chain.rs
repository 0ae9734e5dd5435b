//! Faults of logs: rows that are gone, moved or exchanged, and the numbers that name logs, spaces
//! and keys.

use super::{Case, Told, assert_each, good, is_of};
use core_tests::{ChangeRow, NOOR, lock};
use duologue_core::Link;
use duologue_core::journal::{Alarm, JournalError};
use duologue_core::vault::{ProblemKind, VaultError};
use rusqlite::Connection;

use ProblemKind::{Damaged, Missing, MissingEnd, NotAuthentic, Unconfirmed};

/// Rows of Sam's log, and rows of Ours.
const SAMS: usize = 7;
const OURS: usize = 7;
/// How far Noor saw Sam's log.
const SEEN: u64 = 6;

/// What Noor is told, or why Noor does not sit down.
type Outcome = Result<Told, JournalError>;

fn damaged(kinds: &[ProblemKind], lost: &[usize]) -> Outcome {
    Ok(Told::damaged(kinds, lost))
}

fn page(n: usize) -> Link {
    good().pages[n]
}

fn delete(name: &str, comes_to: Outcome, pages: &'static [usize]) -> Case<Outcome> {
    Case::within(name, comes_to, move |db| {
        for n in pages {
            let gone = db.execute("DELETE FROM change WHERE link = ?", [&page(*n).0[..]]).unwrap();
            assert_eq!(gone, 1, "there was a page to take");
        }
    })
}

/// What Noor is told of an end that is gone: so many changes.
fn cut(changes: u64, lost: &[usize]) -> Outcome {
    let author = Some(good().journal.noor);
    let told = Told { lost: lost.to_vec(), ..Told::nothing() };
    Ok(told.and(&[Alarm::MissingEnd { author, changes }], &[MissingEnd]))
}

fn exchange(db: &Connection, a: usize, b: usize, parts: impl Fn(&mut ChangeRow, &mut ChangeRow)) {
    let (mut a, mut b) = (ChangeRow::of(db, page(a)), ChangeRow::of(db, page(b)));
    parts(&mut a, &mut b);
    a.put(db);
    b.put(db);
}

pub(super) fn cases() -> Vec<Case<Outcome>> {
    [gone(), moved(), named()].into_iter().flatten().collect()
}

fn gone() -> Vec<Case<Outcome>> {
    let gap = |missing: usize, lost: &[usize]| {
        let kinds: Vec<_> = std::iter::repeat_n(Missing, missing).chain([NotAuthentic]).collect();
        damaged(&kinds, lost)
    };
    vec![
        delete("a row in the middle is gone", gap(1, &[1, 2]), &[1]),
        delete("two rows in the middle are gone", gap(2, &[1, 2, 3]), &[1, 2]),
        delete("the last row is gone", cut(1, &[5]), &[5]),
        delete("the last two rows are gone", cut(2, &[4, 5]), &[4, 5]),
    ]
}

fn moved() -> Vec<Case<Outcome>> {
    vec![
        Case::within(
            "two numbers are exchanged",
            damaged(&[NotAuthentic, NotAuthentic, NotAuthentic], &[0, 1, 2]),
            |db| {
                exchange(db, 0, 1, |a, b| std::mem::swap(&mut a.id, &mut b.id));
            },
        ),
        Case::within(
            "two links are exchanged",
            damaged(&[NotAuthentic, NotAuthentic, NotAuthentic], &[0, 1, 2]),
            |db| {
                exchange(db, 0, 1, |a, b| std::mem::swap(&mut a.link, &mut b.link));
            },
        ),
        Case::within(
            "two content hashes are exchanged",
            damaged(&[NotAuthentic, NotAuthentic], &[0, 1]),
            |db| {
                exchange(db, 0, 1, |a, b| std::mem::swap(&mut a.content_hash, &mut b.content_hash));
            },
        ),
        Case::within("two blobs are exchanged", damaged(&[Damaged, Damaged], &[0, 1]), |db| {
            exchange(db, 0, 1, |a, b| std::mem::swap(&mut a.blob, &mut b.blob));
        }),
        Case::within(
            "a page of Mine and one of Ours change their spaces",
            damaged(&[NotAuthentic, NotAuthentic], &[1, 4]),
            |db| {
                exchange(db, 1, 4, |a, b| std::mem::swap(&mut a.space, &mut b.space));
            },
        ),
        Case::within(
            "a page of Mine and one of Ours change their keys",
            damaged(&[Damaged, Damaged], &[1, 4]),
            |db| {
                exchange(db, 1, 4, |a, b| std::mem::swap(&mut a.key, &mut b.key));
            },
        ),
        Case::within(
            "the last row stands once more after itself",
            damaged(&[NotAuthentic], &[]),
            |db| {
                let mut row = ChangeRow::of(db, page(5));
                row.id += 1;
                row.put(db);
            },
        ),
        Case::within(
            "the last row stands once more, a number further",
            damaged(&[Missing, NotAuthentic], &[]),
            |db| {
                let mut row = ChangeRow::of(db, page(5));
                row.id += 2;
                row.put(db);
            },
        ),
        Case::within(
            "a page of Noor's stands at the end of Sam's log",
            damaged(&[NotAuthentic], &[]),
            |db| {
                let mut row = ChangeRow::of(db, page(5));
                let sams = "SELECT max(change.id) FROM change JOIN log ON log.n = change.id >> 40 WHERE author = ?";
                let last: i64 =
                    db.query_row(sams, [&good().journal.sam.0[..]], |row| row.get(0)).unwrap();
                row.id = last + 1;
                row.put(db);
            },
        ),
        Case::within(
            "a page of Sam's stands at the end of Noor's log",
            damaged(&[NotAuthentic], &[]),
            |db| {
                let mut row = ChangeRow::of(db, good().sams[0]);
                row.id = ChangeRow::of(db, page(5)).id + 1;
                row.put(db);
            },
        ),
    ]
}

/// The rows that give logs, spaces and keys their numbers.
fn named() -> Vec<Case<Outcome>> {
    let (noor, sam) = (good().journal.noor, good().journal.sam);
    let log_of_sam = is_of("author", sam);
    let ours = format!("n = (SELECT space FROM change WHERE link = x'{}')", page(5));
    let ours_key = format!("n = (SELECT key FROM change WHERE link = x'{}')", page(5));
    let mine = format!("n = (SELECT space FROM change WHERE link = x'{}')", page(0));
    vec![
        Case::sql(
            "a log of nobody",
            damaged(&[Unconfirmed], &[]),
            "INSERT INTO log(id, author) VALUES(randomblob(16), randomblob(16))",
        ),
        Case::sql(
            "a log of number 0",
            damaged(&[Damaged], &[]),
            format!("INSERT INTO log VALUES(0, randomblob(16), x'{noor}')"),
        ),
        Case::sql(
            "a log of number -1",
            damaged(&[Damaged], &[]),
            format!("INSERT INTO log VALUES(-1, randomblob(16), x'{noor}')"),
        ),
        Case::sql(
            "a log of a number that holds no rows",
            damaged(&[Damaged], &[]),
            format!("INSERT INTO log VALUES(8388607, randomblob(16), x'{noor}')"),
        ),
        Case::sql(
            "a log of the largest number",
            damaged(&[Damaged], &[]),
            format!("INSERT INTO log VALUES(9223372036854775807, randomblob(16), x'{noor}')"),
        ),
        Case::sql(
            "a log whose id is a byte short",
            damaged(&[Damaged], &[]),
            format!("INSERT INTO log(id, author) VALUES(randomblob(15), x'{noor}')"),
        ),
        Case::sql(
            "a log whose author is a byte long",
            damaged(&[Damaged], &[]),
            "INSERT INTO log(id, author) VALUES(randomblob(16), randomblob(17))",
        ),
        Case::sql(
            "a log with neither id nor author",
            damaged(&[Damaged], &[]),
            "INSERT INTO log(id, author) VALUES(x'', x'')",
        ),
        Case::sql(
            "a row before the first of a log",
            damaged(&[Damaged], &[]),
            format!(
                "INSERT INTO change SELECT n << 40, space, content_hash, link, sig, key, sum, blob FROM change JOIN log ON {} WHERE link = x'{}'",
                is_of("author", noor),
                page(0)
            ),
        ),
        Case::sql(
            "a row of no log",
            damaged(&[Damaged], &[]),
            format!(
                "INSERT INTO change SELECT (999 << 40) + 1, space, content_hash, link, sig, key, sum, blob FROM change WHERE link = x'{}'",
                page(0)
            ),
        ),
        // Nothing in it is Noor's any more, the list of keyslots neither.
        Case::sql(
            "the space of Noor's Mine is another",
            Err(VaultError::NotAuthentic("keyslot").into()),
            format!("UPDATE space SET id = randomblob(16) WHERE {mine}"),
        ),
        Case::sql(
            "the key of Ours is another",
            damaged(&[Damaged; OURS], &[3, 4, 5]),
            format!("UPDATE key SET id = randomblob(16) WHERE {ours_key}"),
        ),
        Case::sql(
            "the key of Ours is a byte short",
            damaged(&[Damaged; OURS], &[3, 4, 5]),
            format!("UPDATE key SET id = randomblob(15) WHERE {ours_key}"),
        ),
        Case::sql(
            "Sam's log is one of Noor's",
            damaged(&[NotAuthentic; SAMS], &[]),
            format!("UPDATE log SET author = x'{noor}' WHERE {log_of_sam}"),
        ),
        Case::sql(
            "Sam's log has another id",
            sams_is_elsewhere(NotAuthentic),
            format!("UPDATE log SET id = randomblob(16) WHERE {log_of_sam}"),
        ),
        Case::sql(
            "Sam's log has no row",
            sams_is_elsewhere(Damaged),
            format!("DELETE FROM log WHERE {log_of_sam}"),
        ),
        Case::sql(
            "the space of Ours is another",
            damaged(&[NotAuthentic; OURS], &[3, 4, 5]),
            format!("UPDATE space SET id = randomblob(16) WHERE {ours}"),
        ),
        Case::sql(
            "the space of Ours is a byte short",
            damaged(&[Damaged; OURS], &[3, 4, 5]),
            format!("UPDATE space SET id = randomblob(15) WHERE {ours}"),
        ),
    ]
}

/// What is in Sam's log is named row by row, and what Noor saw of it is nowhere.
fn sams_is_elsewhere(kind: ProblemKind) -> Outcome {
    let told = Told::damaged(&[kind; SAMS], &[]);
    Ok(told.and(&[Alarm::MissingEnd { author: None, changes: SEEN }], &[MissingEnd]))
}

#[test]
fn a_log_with_a_fault_is_named_and_what_holds_is_read() {
    assert_each(cases(), |_, journal| {
        let noor = journal.try_sit(journal.noor, NOOR)?;
        let told = Told::of(&noor, 0..6);
        lock(noor);
        Ok(told)
    });
}
