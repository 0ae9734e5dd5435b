//! Which log a computer goes on with, and which it does not.

use core_tests::{ChangeRow, Kept, journal_of_one, journal_of_two, listed, lock, november};
use duologue_core::Id;
use duologue_core::journal::{Alarm, Journal, JournalError};
use duologue_core::vault::{Computer, VaultError};

/// The logs of a partner, in the file.
fn logs(journal: &Kept, of: Id) -> usize {
    journal.reach_in(|db| {
        let count = "SELECT count(*) FROM log WHERE author = ?";
        db.query_row(count, [&of.0[..]], |row| row.get::<_, i64>(0)).unwrap() as usize
    })
}

fn write(journal: &Kept, text: &str) -> duologue_core::Link {
    let mut sitting = journal.sit(journal.noor);
    let id = sitting.write_page(true, november(2), text, &[]).unwrap();
    lock(sitting);
    id
}

fn record(journal: &Kept) -> std::path::PathBuf {
    let mut files = std::fs::read_dir(journal.place("computer")).unwrap();
    files.next().unwrap().unwrap().path()
}

#[test]
fn one_computer_goes_on_with_one_log() {
    let journal = journal_of_one();
    for text in ["one", "two", "three"] {
        write(&journal, text);
    }
    assert_eq!(logs(&journal, journal.noor), 1, "the same computer, the same log");
}

#[test]
fn both_partners_go_on_with_theirs_after_sitting_together() {
    let journal = journal_of_two();
    for _ in 0..2 {
        let mut both = journal.together();
        for author in [journal.noor, journal.sam] {
            both.put_question(author, "Why?", None).unwrap();
        }
        core_tests::lock_both(both);
    }
    assert_eq!(
        (logs(&journal, journal.noor), logs(&journal, journal.sam)),
        (1, 1),
        "also Sam, who joined here"
    );
}

#[test]
fn another_computer_begins_a_log_of_its_own() {
    let journal = journal_of_one();
    write(&journal, "here");
    let other = journal.elsewhere(&journal.path, Computer::new(&journal.place("other computer")));
    write(&other, "there");
    assert_eq!(logs(&journal, journal.noor), 2, "a computer without a record begins anew");
    write(&other, "there again");
    assert_eq!(logs(&journal, journal.noor), 2, "and goes on with what it began");
    assert_eq!(listed(&journal.sit(journal.noor)).len(), 3, "all of it is one journal");
}

#[test]
fn an_older_copy_of_the_file_begins_a_log_of_its_own() {
    let journal = journal_of_one();
    write(&journal, "kept in both");
    let older = journal.bytes();
    write(&journal, "only in the newer file");
    std::fs::write(&journal.path, &older).unwrap();
    write(&journal, "after the older file came back");
    assert_eq!(logs(&journal, journal.noor), 2, "two different changes never get the same number");
    assert_eq!(
        journal.sit(journal.noor).alarms(),
        [Alarm::OlderFile { changes: 1 }],
        "what is gone with the newer file is told, and what is there holds"
    );
}

#[test]
fn a_record_older_than_the_file_is_caught_up_with() {
    let journal = journal_of_one();
    write(&journal, "one");
    let older = std::fs::read(record(&journal)).unwrap();
    write(&journal, "two");
    std::fs::write(record(&journal), older).unwrap();
    write(&journal, "three");
    assert_eq!(logs(&journal, journal.noor), 1, "a crash between commit and record breaks nothing");
    assert_eq!(journal.sit(journal.noor).alarms(), [], "and the chain holds");
}

#[test]
fn a_damaged_record_only_begins_a_new_log() {
    let journal = journal_of_one();
    write(&journal, "one");
    let sound = String::from_utf8(std::fs::read(record(&journal)).unwrap()).unwrap();
    let (seq, _) = sound.split_once("\"seq\":").unwrap().1.split_once(',').unwrap();
    for damaged in [
        "",
        "{}",
        "[]",
        &sound.replacen(&format!("\"seq\":{seq}"), &format!("\"seq\":{}", u64::MAX), 1),
    ] {
        std::fs::write(record(&journal), damaged).unwrap();
        let before = logs(&journal, journal.noor);
        write(&journal, "goes on");
        assert_eq!(logs(&journal, journal.noor), before + 1, "{damaged:?} is as good as none");
    }
}

#[test]
fn a_forged_row_after_my_last_one_is_never_vouched_for() {
    let journal = journal_of_two();
    write(&journal, "mine");
    let sams = journal.hand_of(journal.sam);
    let json = br#"{"kind":"page","schema":1,"clock":90,"at":"2026-11-02T21:00:00+01:00","on":"2026-11-02","text":"I never wrote this","tags":[]}"#;
    let forged = journal.reach_in(|db| {
        let (space, key) = sams.ours(db);
        sams.append_to_log_of(journal.noor, db, space, &key, json)
    });
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.alarms(), [Alarm::Damaged(1)], "it is seen");
    lock(noor);
    let mine = write(&journal, "written since");
    assert_eq!(
        logs(&journal, journal.noor),
        2,
        "the log is not continued past a row that is not mine"
    );
    for who in [journal.noor, journal.sam] {
        let sitting = journal.sit(who);
        assert!(sitting.page(forged).is_err(), "signing after it does not make it mine");
        assert_eq!(sitting.page(mine).unwrap().text, "written since", "what I wrote since stands");
        lock(sitting);
    }
}

#[test]
fn a_log_the_partner_signed_anew_is_noticed() {
    let journal = journal_of_two();
    let mut sam = journal.sit(journal.sam);
    let id = sam.write_page(true, november(2), "I promise", &[]).unwrap();
    lock(sam);
    write(&journal, "Noor has seen it");
    let sams = journal.hand_of(journal.sam);
    let json = br#"{"kind":"page","schema":1,"clock":9,"at":"2026-11-02T21:00:00+01:00","on":"2026-11-02","text":"I never promised","tags":[]}"#;
    journal.reach_in(|db| {
        let (space, key) = sams.ours(db);
        let row = ChangeRow::of(db, id);
        db.execute("DELETE FROM change WHERE id = ?", [row.id]).unwrap();
        sams.append(db, space, &key, json);
    });
    let noor = journal.sit(journal.noor);
    assert_eq!(
        noor.alarms(),
        [Alarm::Rewritten { author: Some(journal.sam) }],
        "Noor's log says what stood there, with its link"
    );
}

#[test]
fn a_tail_of_the_partners_log_that_i_saw_does_not_vanish_unseen() {
    let journal = journal_of_two();
    let mut sam = journal.sit(journal.sam);
    let id = sam.write_page(true, november(2), "soon gone", &[]).unwrap();
    lock(sam);
    write(&journal, "Noor has seen it");
    journal.reach_in(|db| db.execute("DELETE FROM change WHERE link = ?", [&id.0[..]]).unwrap());
    assert_eq!(
        journal.sit(journal.noor).alarms(),
        [Alarm::MissingEnd { author: Some(journal.sam), changes: 1 }],
        "Noor's log says how far Sam's had come"
    );
}

#[test]
fn a_stale_write_ahead_log_beside_a_newer_file_is_refused_and_takes_nothing_away() {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let old = noor.write_page(false, november(1), &"old ".repeat(9000), &[]).unwrap();
    let stale = std::fs::read(journal.beside("-wal")).unwrap();
    assert!(stale.len() > 32, "there is a write-ahead log while somebody writes");
    lock(noor);
    let ids: Vec<_> = (0..5).map(|n| write(&journal, &format!("page {n} ").repeat(4000))).collect();
    std::fs::write(journal.beside("-wal"), stale).unwrap();
    let before = journal.bytes();
    let error = core_tests::refused(journal.try_open());
    assert_eq!(
        error,
        JournalError::Vault(VaultError::Damaged("write-ahead log")),
        "it would take pages away"
    );
    assert_eq!(journal.bytes(), before, "the file is as it was");
    std::fs::remove_file(journal.beside("-wal")).unwrap();
    let noor = journal.sit(journal.noor);
    assert!(
        ids.iter().chain([&old]).all(|id| noor.page(*id).is_ok()),
        "without it everything is there"
    );
}

#[cfg(unix)]
#[test]
fn a_stale_write_ahead_log_is_refused_also_where_the_journal_is_opened_by_a_link() {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    noor.write_page(false, november(1), &"old ".repeat(9000), &[]).unwrap();
    let stale = std::fs::read(journal.beside("-wal")).unwrap();
    lock(noor);
    for n in 0..5 {
        write(&journal, &format!("page {n} ").repeat(4000));
    }
    std::fs::write(journal.beside("-wal"), stale).unwrap();
    let before = journal.bytes();
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("linked.duologue");
    std::os::unix::fs::symlink(&journal.path, &link).unwrap();
    let refused = Journal::open(&link, journal.computer.clone()).map(drop);
    let stale = VaultError::Damaged("write-ahead log");
    assert_eq!(refused, Err(JournalError::Vault(stale)), "it lies beside the file, not the link");
    assert_eq!(journal.bytes(), before, "the file is as it was");
}

#[test]
fn the_write_ahead_log_of_another_journal_is_refused_and_takes_nothing_away() {
    let (journal, other) = (journal_of_one(), core_tests::journal_seeded(8));
    let id = write(&journal, "mine");
    let mut stranger = other.sit(other.noor);
    stranger.write_page(false, november(1), &"foreign ".repeat(9000), &[]).unwrap();
    let foreign = std::fs::read(other.beside("-wal")).unwrap();
    lock(stranger);
    std::fs::write(journal.beside("-wal"), foreign).unwrap();
    let before = journal.bytes();
    assert!(journal.try_open().is_err(), "two journals are not mixed");
    assert_eq!(journal.bytes(), before, "the file is as it was");
    std::fs::remove_file(journal.beside("-wal")).unwrap();
    assert_eq!(
        journal.sit(journal.noor).page(id).unwrap().text,
        "mine",
        "without it everything is there"
    );
}

#[test]
fn the_write_ahead_log_of_a_program_that_was_killed_is_taken_in() {
    let journal = journal_of_one();
    write(&journal, "before");
    let mut noor = journal.sit(journal.noor);
    let id = noor.write_page(false, november(1), &"just written ".repeat(4000), &[]).unwrap();
    let wal = std::fs::read(journal.beside("-wal")).unwrap();
    let crashed = journal.place("crashed.duologue");
    // Another process copies the main file: reading it here would let go of its lock.
    let copied =
        std::process::Command::new("cp").arg(&journal.path).arg(&crashed).status().unwrap();
    assert!(copied.success(), "the file as it stands on the disk");
    std::fs::write(journal.place("crashed.duologue-wal"), wal).unwrap();
    lock(noor);
    let crashed = journal.elsewhere(&crashed, journal.computer.clone());
    let noor = crashed.sit(journal.noor);
    assert_eq!(noor.page(id).unwrap().text.len(), 13 * 4000, "what was committed is there");
    assert_eq!(noor.alarms(), [], "and nothing is amiss");
}
