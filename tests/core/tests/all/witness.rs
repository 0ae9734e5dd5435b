//! Nothing vanishes unseen: what a partner has seen is held against the file.

#[path = "witness_accepting.rs"]
mod accepting;
#[path = "witness_old_keys.rs"]
pub(super) mod old_keys;

use core_tests::{
    ChangeRow, Hand, Kept, NOOR, go_on, journal_of_one, journal_of_two, kept_kit, listed, lock,
    lock_both, november, refused,
};
use duologue_core::crypto::{Cost, KitKind, SpaceKey};
use duologue_core::journal::{Alarm, JournalError, restore};
use duologue_core::vault::{BackupFile, Computer, ProblemKind, VaultError};
use duologue_core::{Id, Link};
use rusqlite::Connection;
use rusqlite::types::Value;
use std::path::PathBuf;

fn write(journal: &Kept, who: Id, ours: bool, text: &str) -> Link {
    let mut sitting = journal.sit(who);
    let id = sitting.write_page(ours, november(2), text, &[]).unwrap();
    lock(sitting);
    id
}

/// Somebody unlocks, sees what there is, and locks.
fn look(journal: &Kept, who: Id) -> Vec<Alarm> {
    let sitting = journal.sit(who);
    let alarms = sitting.alarms();
    lock(sitting);
    alarms
}

/// A journal in which Noor and Sam wrote three pages each, and have seen all of them.
fn seen_by_both() -> (Kept, [Link; 3], [Link; 3]) {
    let journal = journal_of_two();
    let pages = |who| ["one", "two", "three"].map(|text| write(&journal, who, true, text));
    let (noors, sams) = (pages(journal.noor), pages(journal.sam));
    for who in [journal.noor, journal.sam] {
        assert_eq!(look(&journal, who), [], "nothing is amiss while nothing was touched");
    }
    (journal, noors, sams)
}

fn record(journal: &Kept) -> PathBuf {
    let mut files = std::fs::read_dir(journal.place("computer")).unwrap();
    files.next().unwrap().unwrap().path()
}

fn delete(db: &Connection, links: &[Link]) {
    for link in links {
        let gone = db.execute("DELETE FROM change WHERE link = ?", [&link.0[..]]).unwrap();
        assert_eq!(gone, 1, "one row must go, or this shows nothing");
    }
}

/// A row of the witness table.
fn witness_of(db: &Connection, who: Id) -> Vec<Value> {
    let find = "SELECT partner, key, blob FROM witness WHERE partner = ?";
    db.query_row(find, [&who.0[..]], |row| (0..3).map(|n| row.get(n)).collect()).unwrap()
}

fn put_witness(db: &Connection, row: &[Value]) {
    let values = rusqlite::params_from_iter(row);
    db.execute("INSERT OR REPLACE INTO witness VALUES(?,?,?)", values).unwrap();
}

/// What is told stays told at every unlock, until it is accepted, and then no more.
#[track_caller]
fn told_until_accepted(journal: &Kept, who: Id, alarms: &[Alarm]) {
    for _ in 0..2 {
        assert_eq!(look(journal, who), alarms, "it is named, and not only once");
    }
    write(journal, who, true, "life goes on");
    assert_eq!(look(journal, who), alarms, "writing on does not hide it");
    let mut sitting = journal.sit(who);
    sitting.accept_loss().unwrap();
    assert_eq!(sitting.alarms(), [], "accepting is the way on");
    lock(sitting);
    assert_eq!(look(journal, who), [], "for good");
}

#[test]
fn the_last_change_of_the_other_cut_off_is_told() {
    let (journal, _, sams) = seen_by_both();
    journal.reach_in(|db| delete(db, &sams[2..]));
    let told = [Alarm::MissingEnd { author: Some(journal.sam), changes: 1 }];
    told_until_accepted(&journal, journal.noor, &told);
}

#[test]
fn several_of_my_own_cut_off_are_told_and_a_new_log_begins() {
    let (journal, noors, _) = seen_by_both();
    journal.reach_in(|db| delete(db, &noors[1..]));
    let told = [Alarm::MissingEnd { author: Some(journal.noor), changes: 2 }];
    told_until_accepted(&journal, journal.noor, &told);
}

#[test]
fn a_whole_log_that_is_gone_is_told() {
    let (journal, _, _) = seen_by_both();
    let gone = journal.reach_in(|db| {
        let n: i64 = db
            .query_row("SELECT n FROM log WHERE author = ?", [&journal.sam.0[..]], |row| row.get(0))
            .unwrap();
        let rows = "DELETE FROM change WHERE id >> 40 = ?";
        let gone = db.execute(rows, [n]).unwrap();
        db.execute("DELETE FROM log WHERE n = ?", [n]).unwrap();
        gone as u64
    });
    let told = [Alarm::MissingEnd { author: None, changes: gone }];
    told_until_accepted(&journal, journal.noor, &told);
}

#[test]
fn a_gap_in_the_middle_is_named_as_before_and_once() {
    let (journal, _, sams) = seen_by_both();
    journal.reach_in(|db| delete(db, &sams[1..2]));
    let sitting = journal.sit(journal.noor);
    let kinds: Vec<_> = sitting.problems().iter().map(|problem| problem.kind).collect();
    assert!(kinds.contains(&ProblemKind::Missing), "the chain shows it: {kinds:?}");
    assert!(!kinds.contains(&ProblemKind::MissingEnd), "and its end is there: {kinds:?}");
    lock(sitting);
}

#[test]
fn a_log_its_owner_signed_anew_is_told() {
    let (journal, _, sams) = seen_by_both();
    let hand = journal.hand_of(journal.sam);
    let json = br#"{"kind":"page","schema":1,"clock":9,"at":"2026-11-02T21:00:00+01:00","on":"2026-11-02","text":"I never promised","tags":[]}"#;
    journal.reach_in(|db| {
        let (space, key) = hand.ours(db);
        delete(db, &sams[2..]);
        hand.append(db, space, &key, json);
    });
    let told = [Alarm::Rewritten { author: Some(journal.sam) }];
    told_until_accepted(&journal, journal.noor, &told);
}

#[test]
fn several_changes_signed_anew_are_one_thing_to_accept() {
    let journal = journal_of_two();
    let sams = ["one", "two", "three"].map(|text| {
        let id = write(&journal, journal.sam, true, text);
        // Each of Noor's own changes says how far Sam's log was.
        write(&journal, journal.noor, true, "seen");
        id
    });
    let hand = journal.hand_of(journal.sam);
    journal.reach_in(|db| {
        let (space, key) = hand.ours(db);
        delete(db, &sams[1..]);
        for clock in [91, 92] {
            let json = format!(r#"{{"kind":"page","schema":1,"clock":{clock},"on":"2026-11-02","text":"other words","tags":[]}}"#);
            hand.append(db, space, &key, json.as_bytes());
        }
    });
    let told = [Alarm::Rewritten { author: Some(journal.sam) }];
    told_until_accepted(&journal, journal.noor, &told);
}

#[test]
fn several_ends_that_i_saw_are_one_thing_to_accept() {
    let journal = journal_of_two();
    let sams = ["one", "two", "three"].map(|text| {
        let id = write(&journal, journal.sam, true, text);
        write(&journal, journal.noor, true, "seen");
        id
    });
    journal.reach_in(|db| delete(db, &sams[1..]));
    let told = [Alarm::MissingEnd { author: Some(journal.sam), changes: 2 }];
    told_until_accepted(&journal, journal.noor, &told);
}

#[test]
fn a_log_signed_anew_by_a_stranger_is_no_word_of_its_owner() {
    let (journal, noors, _) = seen_by_both();
    let hand = journal.hand_of(journal.sam);
    journal.reach_in(|db| {
        let (space, key) = hand.ours(db);
        delete(db, &noors[2..]);
        hand.append_to_log_of(journal.noor, db, space, &key, br#"{"kind":"page","schema":1}"#);
    });
    assert_eq!(
        look(&journal, journal.noor),
        [Alarm::Damaged(1)],
        "what Sam signed in Noor's log is not authentic, and named as that alone"
    );
}

#[test]
fn an_older_file_is_told() {
    let (journal, _, _) = seen_by_both();
    let older = journal.bytes();
    write(&journal, journal.noor, true, "only in the newer file");
    write(&journal, journal.noor, false, "and this");
    std::fs::write(&journal.path, older).unwrap();
    told_until_accepted(&journal, journal.noor, &[Alarm::OlderFile { changes: 2 }]);
}

#[test]
fn an_older_file_is_told_to_each_who_saw_the_newer_one_here() {
    let (journal, _, _) = seen_by_both();
    let older = journal.bytes();
    write(&journal, journal.noor, true, "only in the newer file");
    assert_eq!(look(&journal, journal.sam), [], "Sam reads it");
    std::fs::write(&journal.path, older).unwrap();
    let both = journal.together();
    assert_eq!(both.alarms(), [Alarm::OlderFile { changes: 1 }], "Sam wrote nothing since");
    lock_both(both);
}

#[test]
fn what_was_only_read_is_witnessed_too() {
    let (journal, _, _) = seen_by_both();
    let changes = |db: &Connection| ChangeRow::all(db).len();
    let before = journal.reach_in(changes);
    let seen = write(&journal, journal.sam, true, "read once");
    look(&journal, journal.noor);
    assert_eq!(journal.reach_in(changes), before + 1, "Noor wrote nothing");
    journal.reach_in(|db| delete(db, &[seen]));
    assert_eq!(
        look(&journal, journal.noor),
        [Alarm::MissingEnd { author: Some(journal.sam), changes: 1 }],
        "unlocking was enough to have seen it"
    );
}

#[test]
fn a_file_and_a_record_set_back_together_are_not_noticed() {
    let (journal, _, _) = seen_by_both();
    let (file, outside) = (journal.bytes(), std::fs::read(record(&journal)).unwrap());
    write(&journal, journal.noor, true, "gone without a trace");
    std::fs::write(&journal.path, file).unwrap();
    std::fs::write(record(&journal), outside).unwrap();
    assert_eq!(
        look(&journal, journal.noor),
        [],
        "nothing anywhere knows better: the security page says so"
    );
}

#[test]
fn an_older_file_on_a_computer_that_never_saw_it_is_not_noticed() {
    let (journal, _, _) = seen_by_both();
    let older = journal.bytes();
    write(&journal, journal.noor, true, "only in the newer file");
    std::fs::write(&journal.path, older).unwrap();
    let other = journal.elsewhere(&journal.path, Computer::new(&journal.place("elsewhere")));
    assert_eq!(look(&other, journal.noor), [], "and the format page says so");
}

#[test]
fn changes_without_a_witness_are_told() {
    let (journal, _, _) = seen_by_both();
    let own = journal.reach_in(|db| {
        db.execute("DELETE FROM witness WHERE partner = ?", [&journal.noor.0[..]]).unwrap();
        let count =
            "SELECT count(*) FROM change JOIN log ON log.n = change.id >> 40 WHERE author = ?";
        db.query_row(count, [&journal.noor.0[..]], |row| row.get::<_, i64>(0)).unwrap()
    });
    let told = [Alarm::Unwitnessed { changes: own as u64 }];
    assert_eq!(look(&journal, journal.noor), told, "somebody took the witness out");
    assert_eq!(look(&journal, journal.sam), [], "Sam has one");
    let mut noor = journal.sit(journal.noor);
    assert_eq!(noor.alarms(), told, "until it is accepted");
    noor.accept_loss().unwrap();
    lock(noor);
    assert_eq!(look(&journal, journal.noor), [], "from then on there is a witness again");
}

#[test]
fn an_older_witness_put_back_is_told() {
    let (journal, _, _) = seen_by_both();
    let older = journal.reach_in(|db| witness_of(db, journal.noor));
    write(&journal, journal.noor, true, "witnessed, until the witness was set back");
    journal.reach_in(|db| put_witness(db, &older));
    let sitting = journal.sit(journal.noor);
    assert_eq!(sitting.alarms(), [Alarm::Unwitnessed { changes: 1 }], "it knows too little");
    let kinds: Vec<_> = sitting.problems().iter().map(|problem| problem.kind).collect();
    assert_eq!(kinds, [ProblemKind::Unwitnessed], "verify names it too");
    lock(sitting);
}

#[test]
fn cutting_off_a_log_and_its_witness_is_told_by_the_copy_outside() {
    let (journal, _, _) = seen_by_both();
    let older = journal.reach_in(|db| witness_of(db, journal.noor));
    let id = write(&journal, journal.noor, false, "cut off, with its witness");
    journal.reach_in(|db| {
        delete(db, &[id]);
        put_witness(db, &older);
    });
    assert_eq!(
        look(&journal, journal.noor),
        [Alarm::OlderFile { changes: 1 }],
        "for Noor the file is the older one"
    );
}

#[test]
fn a_witness_that_is_no_witness_is_as_good_as_none() {
    let cases: [(&str, &str); 5] = [
        ("blob", "x''"),
        ("blob", "zeroblob(70000)"),
        ("blob", "zeroblob(600)"),
        ("blob", "(SELECT blob FROM witness AS other WHERE other.partner <> witness.partner)"),
        ("key", "x'00'"),
    ];
    for (column, value) in cases {
        let (journal, _, _) = seen_by_both();
        journal.reach_in(|db| {
            let set = format!("UPDATE witness SET {column} = {value} WHERE partner = ?");
            assert_eq!(db.execute(&set, [&journal.noor.0[..]]).unwrap(), 1, "one row is hurt");
        });
        let alarms = look(&journal, journal.noor);
        assert!(
            matches!(alarms[..], [Alarm::Unwitnessed { .. }]),
            "{column} = {value}: {alarms:?}"
        );
        assert_eq!(listed(&journal.sit(journal.noor)).len(), 6, "{value}: all is read");
    }
}

#[test]
fn the_partner_can_write_no_witness_of_mine() {
    let (journal, _, sams) = seen_by_both();
    let sams_row = journal.reach_in(|db| witness_of(db, journal.sam));
    journal.reach_in(|db| {
        delete(db, &sams[2..]);
        let mut row = sams_row;
        row[0] = Value::Blob(journal.noor.0.to_vec());
        put_witness(db, &row);
    });
    let alarms = look(&journal, journal.noor);
    assert!(
        alarms.iter().any(|alarm| matches!(alarm, Alarm::Unwitnessed { .. })),
        "it is under Sam's key and bound to Sam: {alarms:?}"
    );
    assert!(
        alarms.iter().any(|alarm| matches!(alarm, Alarm::OlderFile { changes: 1 })),
        "and the copy outside knows of the page that is gone: {alarms:?}"
    );
}

#[test]
fn erasing_and_erasing_again_is_no_loss() {
    let (journal, noors, _) = seen_by_both();
    let row = journal.reach_in(|db| ChangeRow::of(db, noors[1]));
    let mut noor = journal.sit(journal.noor);
    noor.erase_page(noors[1]).unwrap();
    lock(noor);
    assert_eq!(look(&journal, journal.sam), [], "the row stands in its log");
    journal.reach_in(|db| row.put(db));
    assert_eq!(look(&journal, journal.noor), [Alarm::PutBack], "what was put back goes again");
    assert_eq!(look(&journal, journal.noor), [], "and that is all");
}

#[test]
fn whoever_restores_is_told_nothing_and_the_other_what_is_gone() {
    let (journal, _, _) = seen_by_both();
    let target = journal.place("kept.duologue-backup");
    let mut noor = journal.sit(journal.noor);
    noor.back_up(&target, &mut go_on).unwrap();
    lock(noor);
    write(&journal, journal.sam, true, "after the backup");
    assert_eq!(look(&journal, journal.noor), [], "both have seen it");
    let mut backup = BackupFile::open(&target).unwrap();
    let opened = backup.challenge(journal.noor).unwrap().answer(NOOR, None).unwrap();
    let path = journal.place("restored.duologue");
    let (computer, surroundings) = (journal.computer.clone(), journal.world.surroundings());
    restore(&mut backup, &opened, &path, computer, surroundings, &mut go_on).unwrap();
    let restored = journal.elsewhere(&path, journal.computer.clone());
    assert_eq!(look(&restored, journal.noor), [], "Noor knows what they did");
    let alarms = look(&restored, journal.sam);
    assert!(
        matches!(alarms[..], [Alarm::Restored { changes: 1, .. }]),
        "Sam's page is not in it, and Sam learns that: {alarms:?}"
    );
}

#[test]
fn a_step_that_failed_witnesses_nothing() {
    let (journal, _, _) = seen_by_both();
    let mut noor = journal.sit(journal.noor);
    noor.limit_pages(1).unwrap();
    let long = "long ".repeat(100_000);
    refused(noor.write_page(true, november(2), &long, &[]));
    noor.limit_pages(1_000_000).unwrap();
    noor.write_page(true, november(2), "short", &[]).unwrap();
    lock(noor);
    assert_eq!(look(&journal, journal.noor), [], "what never was is not missed");
}

#[test]
fn everything_that_writes_is_witnessed() {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let page = noor.write_page(false, november(2), "mine", &[]).unwrap();
    noor.edit_page(page, november(2), "edited", &[]).unwrap();
    let proof = noor.own_challenge().unwrap().answer(NOOR, None).unwrap();
    kept_kit(&mut noor, KitKind::AllOfMine, &proof);
    noor.erase_page(page).unwrap();
    drop(noor);
    let mut noor = journal.sit(journal.noor);
    noor.alarms_were_read().unwrap();
    assert_eq!(noor.alarms(), [], "also where the program ended without locking");
    lock(noor);
    assert_eq!(look(&journal, journal.noor), [], "and afterwards");
}

#[test]
fn a_witness_tells_nobody_else_anything() {
    let (journal, noors, _) = seen_by_both();
    let row = journal.reach_in(|db| witness_of(db, journal.noor));
    let Value::Blob(blob) = &row[2] else { panic!("a blob") };
    let outside = std::fs::read_to_string(record(&journal)).unwrap();
    for link in noors {
        assert!(!blob.windows(32).any(|bytes| bytes == link.0), "no link stands in the row");
    }
    assert!(!outside.contains(&noors[0].to_string()), "nor of earlier changes in the record");
    let sizes: Vec<i64> = journal.reach_in(|db| {
        let mut query = db.prepare("SELECT length(blob) FROM witness").unwrap();
        let rows = query.query_map([], |row| row.get(0));
        rows.unwrap().map(Result::unwrap).collect()
    });
    assert!(sizes.windows(2).all(|pair| pair[0] == pair[1]), "padded to few sizes: {sizes:?}");
}
