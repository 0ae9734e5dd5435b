//! Row surgery: one fault each, and each is named.

use core_tests::{ChangeRow, Kept, journal_of_two, lock, november, refused};
use duologue_core::Link;
use duologue_core::journal::{Alarm, JournalError};
use duologue_core::vault::{Problem, ProblemKind, VaultError};
use rusqlite::Connection;

/// Three pages of Noor's in Mine and three in Ours.
fn six_pages() -> (Kept, Vec<Link>) {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let mut ids = Vec::new();
    for ours in [false, true] {
        for text in ["one", "two", "three"] {
            ids.push(noor.write_page(ours, november(2), text, &[]).unwrap());
        }
    }
    lock(noor);
    (journal, ids)
}

/// What Noor is told after `surgery`, and which of the six pages are still read.
fn after(surgery: impl FnOnce(&Connection, &[Link])) -> (Vec<ProblemKind>, Vec<usize>) {
    let (journal, ids) = six_pages();
    journal.reach_in(|db| surgery(db, &ids));
    let noor = journal.sit(journal.noor);
    let kinds = noor.problems().iter().map(|Problem { kind, .. }| *kind).collect();
    let words = ["one", "two", "three", "one", "two", "three"];
    let read =
        (0..6).filter(|n| noor.page(ids[*n]).is_ok_and(|page| page.text == words[*n])).collect();
    (kinds, read)
}

fn set(column: &str, value: &str) -> impl FnOnce(&Connection, &[Link]) {
    let sql = format!("UPDATE change SET {column} = {value} WHERE link = ?");
    move |db, ids| {
        let hurt = db.execute(&sql, [&ids[1].0[..]]).unwrap();
        assert_eq!(hurt, 1, "one row must be hurt, or this shows nothing");
    }
}

/// Exchanges a column of two rows.
fn swap(db: &Connection, a: Link, b: Link, exchange: impl Fn(&mut ChangeRow, &mut ChangeRow)) {
    let (mut a, mut b) = (ChangeRow::of(db, a), ChangeRow::of(db, b));
    exchange(&mut a, &mut b);
    a.put(db);
    b.put(db);
}

use ProblemKind::{Damaged, Missing, NotAuthentic, Vanished};

#[test]
fn nothing_is_amiss_when_nothing_was_touched() {
    assert_eq!(after(|_, _| {}), (vec![], vec![0, 1, 2, 3, 4, 5]), "every page is read");
}

#[test]
fn exchanged_blobs_do_not_open() {
    let (kinds, read) =
        after(|db, ids| swap(db, ids[0], ids[1], |a, b| std::mem::swap(&mut a.blob, &mut b.blob)));
    assert_eq!(
        (kinds, read),
        (vec![Damaged, Damaged], vec![2, 3, 4, 5]),
        "a blob is bound to its place"
    );
}

#[test]
fn exchanged_numbers_do_not_open() {
    let (kinds, read) =
        after(|db, ids| swap(db, ids[0], ids[1], |a, b| std::mem::swap(&mut a.id, &mut b.id)));
    assert!(kinds.len() >= 2 && !kinds.contains(&Missing), "both are named: {kinds:?}");
    assert!(!read.contains(&0) && !read.contains(&1), "a renumbered change is not read");
    assert!([3, 4, 5].iter().all(|n| read.contains(n)), "changes further on are: {read:?}");
}

#[test]
fn a_row_moved_to_another_space_does_not_open() {
    let (kinds, read) = after(|db, ids| {
        let ours = ChangeRow::of(db, ids[4]).space;
        let mut row = ChangeRow::of(db, ids[1]);
        row.space = ours;
        row.put(db);
    });
    assert_eq!(kinds, [NotAuthentic], "the space is part of what was signed");
    assert_eq!(read, [0, 2, 3, 4, 5], "and the rest is read");
}

#[test]
fn a_row_moved_to_a_space_that_is_nowhere_does_not_vanish() {
    let (kinds, read) = after(set("space", "999"));
    assert_eq!(
        (kinds, read),
        (vec![Damaged], vec![0, 2, 3, 4, 5]),
        "it is named, and the row after it still opens"
    );
}

#[test]
fn a_row_whose_key_is_exchanged_does_not_vanish() {
    for key in ["999", "(SELECT key FROM change WHERE id = (SELECT max(id) FROM change))"] {
        let (kinds, read) = after(set("key", key));
        assert_eq!((kinds, read), (vec![Damaged], vec![0, 2, 3, 4, 5]), "{key}: it is named");
    }
    let (kinds, read) = after(|db, ids| {
        db.execute("INSERT INTO key(id) VALUES(randomblob(16))", []).unwrap();
        set("key", "(SELECT max(n) FROM key)")(db, ids);
    });
    assert_eq!(
        (kinds, read),
        (vec![Damaged], vec![0, 2, 3, 4, 5]),
        "nor under a key nobody was given"
    );
}

#[test]
fn any_column_of_the_wrong_shape_is_named_and_the_rest_is_read() {
    for column in ["content_hash", "link", "sig", "sum"] {
        let (kinds, read) = after(set(column, "x'0102'"));
        assert!(kinds.contains(&Damaged), "{column} of two bytes: {kinds:?}");
        assert_eq!(
            read,
            [0, 2, 3, 4, 5],
            "{column}: a healthy row beside a damaged one still opens"
        );
    }
}

#[test]
fn a_changed_hash_link_or_signature_is_named_and_the_rows_beside_it_are_read() {
    for column in ["content_hash", "link"] {
        let (kinds, read) = after(set(column, "randomblob(32)"));
        assert_eq!(kinds, [NotAuthentic], "{column}");
        assert_eq!(
            read,
            [0, 2, 3, 4, 5],
            "{column}: a healthy row beside a damaged one still opens"
        );
    }
    let (_, read) = after(set("sig", "randomblob(64)"));
    assert_eq!(read, [0, 1, 2, 3, 4, 5], "a later signature vouches for the links before it");
}

#[test]
fn a_signature_lost_at_the_end_of_a_log_is_named() {
    let (kinds, read) = after(|db, ids| {
        db.execute("UPDATE change SET sig = randomblob(64) WHERE link = ?", [&ids[5].0[..]])
            .unwrap();
    });
    assert_eq!(
        (kinds, read),
        (vec![NotAuthentic], vec![0, 1, 2, 3, 4]),
        "nothing later vouches for it"
    );
}

#[test]
fn a_row_deleted_from_the_middle_is_missed() {
    let (kinds, read) = after(|db, ids| {
        db.execute("DELETE FROM change WHERE link = ?", [&ids[1].0[..]]).unwrap();
    });
    assert!(kinds.contains(&Missing), "it is named: {kinds:?}");
    assert!([0, 3, 4, 5].iter().all(|n| read.contains(n)), "and others are read: {read:?}");
}

#[test]
fn an_emptied_row_is_missed() {
    let (kinds, read) = after(set("blob", "NULL"));
    assert_eq!((kinds, read), (vec![Vanished], vec![0, 2, 3, 4, 5]), "nobody erased it");
}

#[test]
fn an_emptied_row_under_another_key_is_missed_too() {
    let (kinds, _) = after(|db, ids| {
        db.execute("INSERT INTO key(id) VALUES(randomblob(16))", []).unwrap();
        set("blob", "NULL, key = (SELECT max(n) FROM key)")(db, ids);
    });
    assert_eq!(kinds, [Vanished], "pointing it at a foreign key hides nothing");
}

#[test]
fn a_log_given_to_the_other_author_shows_nothing_as_theirs() {
    let (journal, _) = six_pages();
    journal.reach_in(|db| {
        let swap = "UPDATE log SET author = CASE WHEN author = ?1 THEN ?2 ELSE ?1 END";
        db.execute(swap, (&journal.noor.0[..], &journal.sam.0[..])).unwrap();
    });
    assert_eq!(
        refused(journal.try_sit(journal.noor, core_tests::NOOR)),
        JournalError::Vault(VaultError::NotAuthentic("keyslot")),
        "the author is part of every link: not even Noor's list of keyslots is Noor's any more"
    );
}

#[test]
fn one_log_given_to_the_other_author_shows_nothing_as_theirs() {
    let journal = journal_of_two();
    let mut sam = journal.sit(journal.sam);
    let sams = sam.write_page(true, november(2), "Sam's", &[]).unwrap();
    lock(sam);
    journal.reach_in(|db| {
        let give = "UPDATE log SET author = ?1 WHERE author = ?2";
        db.execute(give, (&journal.noor.0[..], &journal.sam.0[..])).unwrap();
    });
    let noor = journal.sit(journal.noor);
    assert!(noor.page(sams).is_err(), "what Sam signed is not shown as Noor's");
    assert!(matches!(noor.alarms()[..], [Alarm::Damaged(_)]), "and Noor is told");
}

#[test]
fn a_log_without_its_row_is_missed() {
    let journal = journal_of_two();
    let mut sam = journal.sit(journal.sam);
    sam.write_page(true, november(2), "Sam's", &[]).unwrap();
    lock(sam);
    journal.reach_in(|db| {
        db.execute("DELETE FROM log WHERE author = ?", [&journal.sam.0[..]]).unwrap()
    });
    assert_ne!(journal.sit(journal.noor).alarms(), [], "its changes do not vanish unseen");
}

#[test]
fn log_numbers_beyond_reason_do_not_stop_the_program() {
    for n in [0, -1, 1 << 23, 1 << 24, (1 << 24) + 1, i64::MAX, i64::MIN] {
        let (journal, ids) = six_pages();
        journal.reach_in(|db| {
            let insert = "INSERT INTO log(n, id, author) VALUES(?, randomblob(16), ?)";
            db.execute(insert, (n, &journal.noor.0[..])).unwrap();
        });
        let noor = journal.sit(journal.noor);
        assert_eq!(noor.alarms(), [Alarm::Damaged(1)], "log {n} is named");
        assert_eq!(
            noor.page(ids[0]).unwrap().text,
            "one",
            "log {n}: the journal opens all the same"
        );
    }
}

#[test]
fn change_numbers_beyond_reason_do_not_stop_the_program() {
    for id in [0, -1, i64::MAX, i64::MIN, (1 << 40), (1 << 40) + 0xFF_FFFF_FFFF] {
        let (journal, ids) = six_pages();
        journal.reach_in(|db| {
            let mut row = ChangeRow::of(db, ids[0]);
            row.id = id;
            row.put(db);
        });
        let noor = journal.sit(journal.noor);
        assert_ne!(noor.alarms(), [], "row {id} is named");
        assert_eq!(
            noor.page(ids[0]).unwrap().text,
            "one",
            "row {id}: the journal opens all the same"
        );
    }
}

#[test]
fn a_blob_beyond_all_limits_is_named_and_not_read() {
    let (kinds, read) = after(set("blob", "zeroblob(17 * 1024 * 1024)"));
    assert_eq!(
        (kinds, read),
        (vec![Damaged], vec![0, 2, 3, 4, 5]),
        "the journal opens all the same"
    );
}

#[test]
fn a_log_of_somebody_unknown_is_named_and_not_read() {
    let (journal, ids) = six_pages();
    journal.reach_in(|db| {
        db.execute("INSERT INTO log(id, author) VALUES(randomblob(16), randomblob(16))", [])
            .unwrap()
    });
    let noor = journal.sit(journal.noor);
    let kinds: Vec<_> = noor.problems().iter().map(|problem| problem.kind).collect();
    assert_eq!(kinds, [ProblemKind::Unconfirmed], "its author is nobody Noor confirmed");
    assert_eq!(noor.page(ids[0]).unwrap().text, "one", "the rest opens");
}

#[test]
fn rot_in_the_partners_mine_is_noticed_without_its_key() {
    let (journal, ids) = six_pages();
    journal.reach_in(|db| {
        let mut row = ChangeRow::of(db, ids[0]);
        row.blob.as_mut().unwrap()[100] ^= 1;
        row.put(db);
    });
    let sam = journal.sit(journal.sam);
    let kinds: Vec<_> = sam.problems().iter().map(|problem| problem.kind).collect();
    assert_eq!(kinds, [Damaged], "the plain sum tells Sam, who cannot read it");
}

#[test]
fn two_journals_spliced_are_told_apart() {
    let (journal, other) = (journal_of_two(), core_tests::journal_seeded(8));
    let mut stranger = other.sit(other.noor);
    stranger.write_page(true, november(2), "from elsewhere", &[]).unwrap();
    lock(stranger);
    let rows = other.reach_in(ChangeRow::all);
    journal.reach_in(|db| {
        db.execute(
            "INSERT INTO log(n, id, author) VALUES(40, randomblob(16), ?)",
            [&journal.noor.0[..]],
        )
        .unwrap();
        for mut row in rows {
            row.id = (40 << 40) + (row.id & 0xFF_FFFF_FFFF);
            row.put(db);
        }
    });
    let noor = journal.sit(journal.noor);
    assert!(core_tests::listed(&noor).is_empty(), "nothing from another journal is shown");
    assert!(matches!(noor.alarms()[..], [Alarm::Damaged(n)] if n > 3), "all of it is named");
}

#[test]
fn a_row_far_too_long_beside_the_log_shuts_nobody_out() {
    let hurts = [
        ("grant", "key"),
        ("grant", "recipient"),
        ("grant", "space"),
        ("grant", "recipient_card"),
        ("grant", "sender"),
        ("grant", "sender_card"),
        ("grant", "enc"),
        ("grant", "ct"),
        ("grant", "sig"),
        ("ring", "blob"),
        ("draft", "blob"),
    ];
    for (table, column) in hurts {
        let journal = journal_of_two();
        let mut noor = journal.sit(journal.noor);
        let mine = noor.write_page(false, november(2), "In Mine.", &[]).unwrap();
        lock(noor);
        journal.reach_in(|db| {
            db.pragma_update(None, "ignore_check_constraints", true).unwrap();
            let noors = &journal.noor.0[..];
            match table {
                "ring" => db.execute("INSERT INTO ring VALUES(?, 1, zeroblob(20000000))", [noors]),
                "draft" => db.execute(
                    "INSERT INTO draft VALUES(zeroblob(16), ?, zeroblob(16), zeroblob(20000000))",
                    [noors],
                ),
                _ => db.execute(
                    &format!(r#"UPDATE "grant" SET {column} = zeroblob(20000000) WHERE rowid = 1"#),
                    [],
                ),
            }
            .unwrap();
        });
        let noor = journal.try_sit(journal.noor, journal.passphrase_of(journal.noor));
        let noor = noor.unwrap_or_else(|error| panic!("{table}.{column}: {error}"));
        assert_eq!(noor.page(mine).unwrap().text, "In Mine.", "{table}.{column}: Mine is read");
        let _ = noor.drafts();
        lock(noor);
    }
}
