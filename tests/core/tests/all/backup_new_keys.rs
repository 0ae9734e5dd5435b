//! A backup that is made while not everything is under the new keys yet.

use super::rotation::{NEW, NOORS, all_of, begin, lived_in};
use core_tests::{go_on, lock};
use duologue_core::journal::{Alarm, restore};
use duologue_core::vault::{BackupFile, Computer};

#[test]
fn a_backup_between_the_steps_of_new_keys_restores_what_is_under_the_old_ones() {
    let (mut journal, _) = lived_in();
    let mut noor = begin(&mut journal, NOORS, NEW);
    let target = journal.place("kept.duologue-backup");
    let made = noor.back_up(&target, &mut go_on).unwrap();
    lock(noor);
    assert_eq!(made.damaged, 0, "nothing is amiss between the steps");
    let mut backup = BackupFile::open(&target).unwrap();
    let opened = backup.challenge(journal.noor).unwrap().answer(NEW, None).unwrap();
    let path = journal.place("restored.duologue");
    let computer = Computer::new(&journal.place("another computer"));
    let surroundings = journal.world.surroundings();
    restore(&mut backup, &opened, &path, computer.clone(), surroundings, &mut go_on).unwrap();
    let restored = journal.elsewhere(&path, computer);
    assert_eq!(
        all_of(&restored, journal.noor),
        all_of(&journal, journal.noor),
        "the older root is in it: what Noor wrote to herself before is read"
    );
    let noor = restored.sit(journal.noor);
    assert!(!noor.alarms().iter().any(|alarm| matches!(alarm, Alarm::Damaged(_))), "all of it");
    lock(noor);
}
