//! An older journal that is brought up to date while one call to the disk fails, reads nothing, or is
//! the last, and while the power is cut: it is of the older version or of this one, nothing in it is
//! another, and what has the name of a backup is whole.

use super::deeds::{Deed, killed_at_every_call, power_cut_at_every_call, with_calls_that_fail};
use core_tests::evening::{JOURNAL, SEED};
use core_tests::{World, exported, go_on, lock, older};
use duologue_core::journal::{JournalError, Sitting};
use duologue_core::vault::BackupFile;
use std::path::Path;

/// What Sam reads in it.
pub(super) struct Older(String);

impl Older {
    pub(super) fn new() -> Self {
        let folder = core_tests::evening::folder();
        older::lay_out(folder.path());
        let sam = older::sit(folder.path(), &World::seeded(SEED)).unwrap();
        assert!(sam.is_older().unwrap(), "it is an older one");
        let reads = read(&sam).unwrap();
        lock(sam);
        Self(reads)
    }

    /// Whether it is brought up to date.
    fn look(&self, folder: &Path) -> Result<bool, String> {
        let told = |error: JournalError| format!("it does not open: {error}");
        let sam = older::sit(folder, &World::seeded(SEED + 1)).map_err(told)?;
        let reads = read(&sam).map_err(told)?;
        let checked = sam.check(&mut go_on).map_err(told)?;
        let done = !sam.is_older().map_err(told)?;
        lock(sam);
        if (checked.problems.len(), checked.damaged_drafts) != (0, 0) {
            return Err(format!("it is not whole: {:?}", checked.problems));
        }
        if reads == self.0 { Ok(done) } else { Err(format!("it holds something else:\n{reads}")) }
    }
}

fn read(sam: &Sitting) -> Result<String, JournalError> {
    Ok(format!("{:#?}\n{:#?}", exported(sam), sam.drafts()?))
}

fn verified(backup: &Path) -> Result<(), String> {
    let told = |error| format!("half a backup has the name of one: {error}");
    let mut backup = BackupFile::open(backup).map_err(told)?;
    let sam = older::sam(backup.faces());
    let opened = backup.challenge(sam).and_then(|it| it.answer(older::SAMS, None)).map_err(told)?;
    let problems = backup.verify_opened(&opened, &mut go_on).map_err(told)?;
    if problems.is_empty() { Ok(()) } else { Err(format!("it is not whole: {problems:?}")) }
}

impl Deed for Older {
    const PROGRAM: &'static str = env!("CARGO_BIN_EXE_migrator");
    const CALLED: &'static str = "bringing up to date";

    fn lay_out(&self, folder: &Path) {
        older::lay_out(folder);
    }

    /// Nothing, where it is of the older version, or of this one with a whole backup beside it.
    fn fault(&self, folder: &Path, is_said_to_be_done: bool) -> Option<String> {
        if !folder.join(JOURNAL).exists() {
            return Some("the journal is gone".to_owned());
        }
        let done = match self.look(folder) {
            Ok(done) => done,
            Err(fault) => return Some(fault),
        };
        let backups = older::backups(folder);
        if let Some(fault) = backups.iter().find_map(|backup| verified(backup).err()) {
            return Some(fault);
        }
        match (done, backups.len()) {
            (true, 0) => Some("nothing was backed up before".to_owned()),
            (false, _) if is_said_to_be_done => Some("it is not done".to_owned()),
            _ => None,
        }
    }
}

#[test]
fn an_older_journal_opens_whole_whatever_call_failed_while_it_was_brought_up_to_date() {
    with_calls_that_fail(&Older::new());
}

#[test]
fn an_older_journal_opens_whole_wherever_bringing_it_up_to_date_was_killed() {
    killed_at_every_call(&Older::new());
}

#[test]
fn an_older_journal_opens_whole_whenever_the_power_was_cut_and_its_backup_is_there_first() {
    power_cut_at_every_call(&Older::new());
}
