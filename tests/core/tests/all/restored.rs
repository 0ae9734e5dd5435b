//! Whoever did not restore the journal themselves is told that it was, until they have seen it.

use crate::rotation;
use core_tests::{
    Kept, NOOR, SAM, go_on, journal_of_one, journal_of_two, lock, lock_both, november,
};
use duologue_core::journal::{Alarm, OpenFor, restore};
use duologue_core::vault::{BackupFile, Computer};
use duologue_core::{Id, Link};
use rusqlite::Connection;
use std::path::{Path, PathBuf};

/// When the backup is made.
const DAY: &str = "2026-11-09T08:30:00+01:00";

/// Somebody writes a page of Ours.
pub(super) fn write(journal: &Kept, who: Id, text: &str) -> Link {
    let mut sitting = journal.sit(who);
    let id = sitting.write_page(true, november(2), text, &[]).unwrap();
    lock(sitting);
    id
}

/// Somebody unlocks, sees what there is, and locks.
pub(super) fn look(journal: &Kept, who: Id) -> Vec<Alarm> {
    let sitting = journal.sit(who);
    let alarms = sitting.alarms();
    lock(sitting);
    alarms
}

/// Somebody unlocks, says that they have read what they are told, and locks.
#[track_caller]
fn read(journal: &Kept, who: Id) {
    let mut sitting = journal.sit(who);
    assert_ne!(sitting.alarms(), [], "there must be something to read, or this shows nothing");
    sitting.alarms_were_read().unwrap();
    lock(sitting);
}

fn accept(journal: &Kept, who: Id) {
    let mut sitting = journal.sit(who);
    sitting.accept_loss().unwrap();
    lock(sitting);
}

/// Noor makes a backup on [`DAY`].
fn back_up(journal: &Kept, name: &str) -> PathBuf {
    back_up_by(journal.noor, journal, name)
}

fn back_up_by(who: Id, journal: &Kept, name: &str) -> PathBuf {
    let target = journal.folder.path().join(name);
    journal.world.set_now(DAY);
    let mut sitting = journal.sit(who);
    sitting.back_up(&target, &mut go_on).unwrap();
    lock(sitting);
    target
}

/// What `who` restores from a backup, on a computer of their choice.
fn restore_by(
    (who, passphrase): (Id, &str),
    journal: &Kept,
    backup: &Path,
    computer: &Computer,
) -> Kept {
    let path = journal.place("restored.duologue");
    let mut backup = BackupFile::open(backup).unwrap();
    let opened = backup.challenge(who).unwrap().answer(passphrase, None).unwrap();
    let surroundings = journal.world.surroundings();
    restore(&mut backup, &opened, &path, computer.clone(), surroundings, &mut go_on).unwrap();
    journal.elsewhere(&path, computer.clone())
}

/// A journal of both, and the one that Noor restored from a backup on the same computer. After the
/// backup Sam wrote `after` pages.
fn restored_by_noor(after: usize) -> (Kept, Kept) {
    let journal = journal_of_two();
    write(&journal, journal.sam, "before the backup");
    let backup = back_up(&journal, "kept.duologue-backup");
    for _ in 0..after {
        write(&journal, journal.sam, "after the backup");
    }
    let restored = restore_by((journal.noor, NOOR), &journal, &backup, &journal.computer);
    (journal, restored)
}

/// That Noor restored the journal from the backup of [`DAY`].
fn told(journal: &Kept, changes: u64) -> Alarm {
    Alarm::Restored { by: journal.noor, made: DAY.parse().unwrap(), changes }
}

#[test]
fn a_restore_is_told_to_the_partner_until_they_saw_it() {
    let (_old, journal) = restored_by_noor(0);
    for _ in 0..2 {
        assert_eq!(look(&journal, journal.sam), [told(&journal, 0)], "who, and from which backup");
    }
    write(&journal, journal.sam, "life goes on");
    assert_eq!(look(&journal, journal.sam), [told(&journal, 0)], "writing on does not hide it");
    let mut sam = journal.sit(journal.sam);
    sam.alarms_were_read().unwrap();
    assert_eq!(sam.alarms(), [], "once seen it is told no more");
    lock(sam);
    assert_eq!(look(&journal, journal.sam), [], "nor at the next unlock");
}

#[test]
fn whoever_restored_is_told_nothing_of_it() {
    let (_old, journal) = restored_by_noor(1);
    assert_eq!(look(&journal, journal.noor), [], "Noor knows what they did");
    read(&journal, journal.sam);
    assert_eq!(look(&journal, journal.noor), [], "also once Sam knows");
}

#[test]
fn what_is_gone_is_told_with_the_restore_and_not_twice() {
    let (_old, journal) = restored_by_noor(2);
    assert_eq!(look(&journal, journal.sam), [told(&journal, 2)], "one story, told once");
    read(&journal, journal.sam);
    assert_eq!(
        look(&journal, journal.sam),
        [Alarm::OlderFile { changes: 2 }],
        "what differs is told until it is accepted, as ever"
    );
    accept(&journal, journal.sam);
    assert_eq!(look(&journal, journal.sam), [], "and then no more");
}

#[test]
fn to_accept_what_is_gone_does_not_say_that_the_restore_was_seen() {
    let (_old, journal) = restored_by_noor(1);
    accept(&journal, journal.sam);
    assert_eq!(look(&journal, journal.sam), [told(&journal, 0)], "these are two things");
}

#[test]
fn a_restore_is_told_on_another_computer_too_and_once_in_all() {
    let (old, journal) = restored_by_noor(1);
    let elsewhere = journal.elsewhere(&journal.path, Computer::new(&old.place("elsewhere")));
    assert_eq!(
        look(&elsewhere, journal.sam),
        [told(&journal, 0)],
        "that computer has seen nothing, and the file says it"
    );
    read(&elsewhere, journal.sam);
    assert_eq!(
        look(&journal, journal.sam),
        [Alarm::OlderFile { changes: 1 }],
        "Sam knows of the restore; what this computer has seen is another matter"
    );
}

#[test]
fn who_sits_down_second_is_told_too() {
    let (_old, journal) = restored_by_noor(0);
    let mut both = journal.together();
    assert_eq!(both.alarms(), [told(&journal, 0)], "Sam is here too");
    both.alarms_were_read().unwrap();
    assert_eq!(both.alarms(), [], "and saw it");
    lock_both(both);
    assert_eq!(look(&journal, journal.sam), [], "for good");
}

#[test]
fn who_restored_and_sits_down_second_is_told_nothing() {
    let (_old, journal) = restored_by_noor(0);
    let both = journal.joined_by(journal.sit(journal.sam), journal.noor);
    assert_eq!(both.alarms(), [], "it is Noor's own doing");
    lock_both(both);
    assert_eq!(
        look(&journal, journal.sam),
        [told(&journal, 0)],
        "Sam was told, and did not say so"
    );
}

#[test]
fn the_next_restore_is_told_anew() {
    let (_old, journal) = restored_by_noor(0);
    read(&journal, journal.sam);
    let backup = back_up(&journal, "again.duologue-backup");
    let again = restore_by((journal.noor, NOOR), &journal, &backup, &journal.computer);
    assert_eq!(look(&again, journal.sam), [told(&journal, 0)], "it is another one");
}

#[test]
fn of_several_restores_the_newest_is_told() {
    let (old, journal) = restored_by_noor(0);
    old.world.set_now("2026-11-20T19:00:00+01:00");
    let mut noor = journal.sit(journal.noor);
    let backup = journal.place("again.duologue-backup");
    noor.back_up(&backup, &mut go_on).unwrap();
    lock(noor);
    let again = restore_by((journal.noor, NOOR), &journal, &backup, &journal.computer);
    let made = "2026-11-20T19:00:00+01:00".parse().unwrap();
    let newest = Alarm::Restored { by: journal.noor, made, changes: 0 };
    assert_eq!(look(&again, journal.sam), [newest], "one thing to know, and not two");
    read(&again, journal.sam);
    assert_eq!(look(&again, journal.sam), [], "it counts for those before");
}

#[test]
fn each_is_told_of_what_the_other_restored() {
    let (_old, journal) = restored_by_noor(0);
    let backup = back_up(&journal, "again.duologue-backup");
    let again = restore_by((journal.sam, SAM), &journal, &backup, &journal.computer);
    let by_sam = Alarm::Restored { by: journal.sam, made: DAY.parse().unwrap(), changes: 0 };
    assert_eq!(look(&again, journal.noor), [by_sam], "Sam's is news to Noor");
    assert_eq!(look(&again, journal.sam), [told(&journal, 0)], "and Noor's still is to Sam");
}

#[test]
fn what_is_missing_besides_is_told_besides() {
    let (_old, journal) = restored_by_noor(1);
    write(&journal, journal.sam, "in the restored journal");
    let before = journal.bytes();
    write(&journal, journal.sam, "and gone with an older copy of it");
    std::fs::write(&journal.path, before).unwrap();
    assert_eq!(
        look(&journal, journal.sam),
        [told(&journal, 1), Alarm::OlderFile { changes: 1 }],
        "a restore does not answer for what somebody set back after it"
    );
}

#[test]
fn who_joined_after_it_is_not_told() {
    let journal = journal_of_one();
    let backup = back_up(&journal, "kept.duologue-backup");
    let mut restored = restore_by((journal.noor, NOOR), &journal, &backup, &journal.computer);
    restored.sam_joins(OpenFor::Everything);
    assert_eq!(look(&restored, restored.sam), [], "Sam has seen nothing that could be gone");
    let backup = back_up(&restored, "again.duologue-backup");
    let again = restore_by((restored.noor, NOOR), &restored, &backup, &restored.computer);
    assert_eq!(look(&again, restored.sam), [told(&restored, 0)], "but of the next one they are");
}

#[test]
fn the_partner_cannot_say_that_somebody_was_told_of_it() {
    let (_old, journal) = restored_by_noor(0);
    let noors = journal.hand_of(journal.noor);
    journal.reach_in(|db| {
        let (ours, key) = noors.ours(db);
        let said: Vec<u8> = db
            .query_row("SELECT link FROM change ORDER BY id DESC LIMIT 1", [], |row| row.get(0))
            .unwrap();
        let said = Link::from_slice(&said).unwrap();
        let json =
            format!(r#"{{"kind":"told","schema":1,"clock":90,"slots":[],"restored":"{said}"}}"#);
        noors.append(db, ours, &key, json.as_bytes());
        noors.append(db, journal.noor, &noors.mine_key(), json.as_bytes());
    });
    let alarms = look(&journal, journal.sam);
    assert!(alarms.contains(&told(&journal, 0)), "only one's own Mine says so: {alarms:?}");
}

#[test]
fn a_restored_that_says_nothing_is_damage_and_no_news() {
    let journal = journal_of_two();
    let noors = journal.hand_of(journal.noor);
    journal.reach_in(|db| {
        let (ours, key) = noors.ours(db);
        noors.append(
            db,
            ours,
            &key,
            br#"{"kind":"restored","schema":1,"clock":90,"made":"today"}"#,
        );
    });
    assert_eq!(look(&journal, journal.sam), [Alarm::Damaged(1)], "its fields are not all there");
}

#[test]
fn new_keys_bring_no_restore_back_that_was_seen() {
    let (_old, mut journal) = restored_by_noor(0);
    read(&journal, journal.sam);
    lock(rotation::begin(&mut journal, |journal| journal.sam, rotation::NEW));
    let begun = look(&journal, journal.sam);
    assert_eq!(begun, [], "not while the rest is under the older key");
    let mut sam = journal.sit(journal.sam);
    sam.encrypt_anew(&mut go_on).unwrap();
    lock(sam);
    assert_eq!(look(&journal, journal.sam), [], "nor afterwards");
}

#[test]
fn a_restore_that_was_not_seen_is_told_once_everything_is_under_the_new_keys() {
    let (_old, mut journal) = restored_by_noor(0);
    rotation::rotate(&mut journal, |journal| journal.sam, rotation::NEW);
    assert_eq!(look(&journal, journal.sam), [told(&journal, 0)], "new keys do not hide it");
}

#[test]
fn what_a_backup_of_the_other_lacks_of_what_was_seen_is_told_and_of_ones_own_it_is_known() {
    for (whose, told) in [("Sam's", vec![Alarm::OlderFile { changes: 1 }]), ("Noor's", vec![])] {
        let journal = journal_of_two();
        write(&journal, journal.noor, "In the backup.");
        let maker = if whose == "Sam's" { journal.sam } else { journal.noor };
        let backup = back_up_by(maker, &journal, "kept.duologue-backup");
        write(&journal, journal.noor, "Not in the backup.");
        let restored = restore_by((journal.noor, NOOR), &journal, &backup, &journal.computer);
        assert_eq!(look(&restored, restored.noor), told, "{whose} backup may lack anything");
        accept(&restored, restored.noor);
        assert_eq!(look(&restored, restored.noor), [], "{whose}: until it is accepted");
        write(&restored, restored.noor, "In the restored journal.");
        let logs = "SELECT count(*) FROM log WHERE author = ?";
        let noors = |db: &Connection| db.query_row(logs, [&restored.noor.0[..]], |row| row.get(0));
        let noors: i64 = restored.reach_in(|db| noors(db).unwrap());
        assert_eq!(noors, 2, "{whose}: the log that says so goes on");
    }
}
