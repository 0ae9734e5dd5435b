//! A restore in which one call to the disk fails, reads nothing, or is the last, and one in which
//! the power is cut: a journal appears that is whole, or none, and the backup is as it was.

use super::deeds::{Deed, killed_at_every_call, power_cut_at_every_call, with_calls_that_fail};
use core_tests::evening::{BACKUP, COMPUTER, JOURNAL};
use core_tests::{Kept, NOOR, exported, go_on, journal_of_two, lock, november, refused};
use duologue_core::journal::{JournalError, restore};
use duologue_core::vault::{BackupFile, Computer, VaultError};
use std::ops::ControlFlow;
use std::path::Path;

/// A backup of Noor's, and what is in it.
pub(super) struct Backup {
    journal: Kept,
    bytes: Vec<u8>,
    holds: String,
}

impl Backup {
    pub(super) fn new() -> Self {
        let journal = journal_of_two();
        let mut noor = journal.sit(journal.noor);
        noor.write_page(false, november(2), "Mine.", &["tag".into()]).unwrap();
        noor.write_page(true, november(3), &"In Ours. ".repeat(20_000), &[]).unwrap();
        let path = journal.place(BACKUP);
        noor.back_up(&path, &mut go_on).unwrap();
        let holds = format!("{:#?}\n{:#?}", exported(&noor), noor.drafts().unwrap());
        lock(noor);
        let bytes = std::fs::read(path).unwrap();
        Self { journal, bytes, holds }
    }

    fn read(&self, folder: &Path) -> Result<String, JournalError> {
        let computer = Computer::new(&folder.join(COMPUTER));
        let restored = self.journal.elsewhere(&folder.join(JOURNAL), computer);
        let noor = restored.try_sit(restored.noor, NOOR)?;
        let holds = format!("{:#?}\n{:#?}", exported(&noor), noor.drafts()?);
        lock(noor);
        Ok(holds)
    }
}

impl Deed for Backup {
    const PROGRAM: &'static str = env!("CARGO_BIN_EXE_restorer");
    const CALLED: &'static str = "a restore";

    fn lay_out(&self, folder: &Path) {
        std::fs::write(folder.join(BACKUP), &self.bytes).unwrap();
    }

    /// Nothing, where there is no journal or a whole one.
    fn fault(&self, folder: &Path, is_said_to_be_there: bool) -> Option<String> {
        if std::fs::read(folder.join(BACKUP)).ok().as_ref() != Some(&self.bytes) {
            return Some("the backup is another".to_owned());
        }
        match folder.join(JOURNAL).exists().then(|| self.read(folder)) {
            None if is_said_to_be_there => Some("no journal is there".to_owned()),
            None => None,
            Some(Ok(holds)) if holds == self.holds => None,
            Some(Ok(holds)) => Some(format!("the journal holds something else:\n{holds}")),
            Some(Err(error)) => Some(format!("the journal does not open: {error}")),
        }
    }
}

#[test]
fn a_restore_in_which_a_call_fails_or_reads_nothing_makes_a_whole_journal_or_none() {
    with_calls_that_fail(&Backup::new());
}

#[test]
fn a_restore_that_is_killed_makes_a_whole_journal_or_none() {
    killed_at_every_call(&Backup::new());
}

#[test]
fn a_power_cut_leaves_a_restored_journal_whole_or_none_and_for_good_once_it_is_done() {
    power_cut_at_every_call(&Backup::new());
}

#[test]
fn a_restore_that_comes_to_nothing_leaves_what_the_computer_remembers() {
    let backup = Backup::new();
    let journal = &backup.journal;
    let mut noor = journal.sit(journal.noor);
    noor.write_page(true, november(4), "After the backup.", &[]).unwrap();
    lock(noor);
    let target = journal.place("restored.duologue");
    let mut file = BackupFile::open(&journal.place(BACKUP)).unwrap();
    let opened = file.challenge(journal.noor).unwrap().answer(NOOR, None).unwrap();
    // Somebody else takes the name meanwhile.
    let mut taken = |_, _| {
        std::fs::write(&target, "theirs").unwrap();
        ControlFlow::Continue(())
    };
    let (computer, surroundings) = (journal.computer.clone(), journal.world.surroundings());
    let error = refused(restore(&mut file, &opened, &target, computer, surroundings, &mut taken));
    assert_eq!(error, JournalError::Vault(VaultError::AlreadyExists), "the name is taken");
    assert_eq!(std::fs::read(&target).unwrap(), b"theirs", "and what has it is as it was");
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.alarms(), [], "the journal that is here is not called older for that");
    lock(noor);
}
