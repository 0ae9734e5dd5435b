//! A restore that is only tried.

use core_tests::{Kept, NOOR, go_on, journal_of_two, lock, november, refused};
use duologue_core::journal::{JournalError, Trial, try_restore};
use duologue_core::vault::{BackupFile, VaultError};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

fn backed_up(journal: &Kept) -> PathBuf {
    let mut noor = journal.sit(journal.noor);
    let page = noor.write_page(false, november(2), "mine", &["tag".into()]).unwrap();
    noor.edit_page(page, november(3), "mine, edited", &[]).unwrap();
    noor.write_page(true, november(2), "ours", &[]).unwrap();
    let backup = journal.place("kept.duologue-backup");
    noor.back_up(&backup, &mut go_on).unwrap();
    lock(noor);
    backup
}

fn tried(
    journal: &Kept,
    backup: &Path,
    watch: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Trial, JournalError> {
    let folder = journal.place("trials");
    std::fs::create_dir_all(&folder).unwrap();
    let mut backup = BackupFile::open(backup).unwrap();
    let opened = backup.challenge(journal.noor).unwrap().answer(NOOR, None).unwrap();
    let surroundings = || journal.world.surroundings();
    let tried = try_restore(&mut backup, &opened, &folder, surroundings, watch);
    let left: Vec<_> = std::fs::read_dir(folder).unwrap().collect();
    assert!(left.is_empty(), "nothing of it stays, whatever came of it: {left:?}");
    tried
}

#[test]
fn a_whole_backup_can_be_restored_and_nothing_of_the_trial_stays() {
    let journal = journal_of_two();
    let backup = backed_up(&journal);
    let before = journal.bytes();
    assert_eq!(tried(&journal, &backup, &mut go_on), Ok(Trial { damaged: 0 }), "it reads the same");
    assert_eq!(journal.bytes(), before, "the journal is not touched");
}

#[test]
fn a_damaged_backup_is_said_to_be_damaged() {
    let journal = journal_of_two();
    let backup = backed_up(&journal);
    let mut bytes = std::fs::read(&backup).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(&backup, bytes).unwrap();
    let error = refused(tried(&journal, &backup, &mut go_on));
    assert!(matches!(error, JournalError::Vault(VaultError::Damaged(_))), "not whole: {error:?}");
}

#[test]
fn what_was_damaged_when_it_was_made_is_counted() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let page = noor.write_page(false, november(2), "to rot", &[]).unwrap();
    lock(noor);
    journal.reach_in(|db| {
        db.execute("UPDATE change SET blob = randomblob(600) WHERE link = ?", [&page.0[..]])
            .unwrap()
    });
    let backup = backed_up(&journal);
    assert_eq!(tried(&journal, &backup, &mut go_on), Ok(Trial { damaged: 1 }), "no more, no less");
}

#[test]
fn a_trial_can_be_stopped() {
    let journal = journal_of_two();
    let backup = backed_up(&journal);
    let error = refused(tried(&journal, &backup, &mut |_, _| ControlFlow::Break(())));
    assert_eq!(error, JournalError::Vault(VaultError::Cancelled), "stopped");
}
