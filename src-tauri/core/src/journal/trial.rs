//! A restore that is only tried: into a file that is thrown away, and held against the backup.

use super::{Desk, Journal, JournalError, Page, Sitting, restore};
use crate::Surroundings;
use crate::vault::{
    BackupFile, Computer, Opened, Problem, ProblemKind, Recovered, VaultError, Watch,
};
use std::path::Path;

/// What came of a restore that was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trial {
    /// How many changes did not hold in the journal already when the backup was made.
    pub damaged: usize,
}

/// Restores a backup into a new file in `folder`, opens that file, reads every page `opened` can
/// read there, and compares them with what the backup itself holds; every file on a page is read
/// in both. The file is gone afterwards, whatever came of it.
///
/// # Errors
/// As [`restore`]; [`VaultError::Damaged`] when a page is not the same in the restored file.
pub fn try_restore(
    backup: &mut BackupFile,
    opened: &Opened,
    folder: &Path,
    surroundings: impl Fn() -> Box<dyn Surroundings>,
    watch: Watch<'_>,
) -> Result<Trial, JournalError> {
    let place = tempfile::Builder::new().prefix("tried-").tempdir_in(folder);
    let place = place.map_err(VaultError::from)?;
    let (target, computer) = (place.path().join("tried.duologue"), Computer::new(place.path()));
    restore(backup, opened, &target, computer.clone(), surroundings(), watch)?;
    let journal = Journal::open(&target, computer)?;
    let restored = journal.unlock(opened, surroundings()).map_err(|(_, error)| error)?;
    let held = held(backup, opened, surroundings(), watch)?;
    if restored.pages()? != held {
        return Err(VaultError::Damaged("restored copy").into());
    }
    let damaged = restored.check(watch)?.problems;
    // Of files the backup says only whether they hold.
    let broken = |problems: &[Problem]| {
        problems.iter().filter(|problem| problem.kind == ProblemKind::Attachment).count()
    };
    if broken(&damaged) != broken(&backup.verify_opened(opened, watch)?) {
        return Err(VaultError::Damaged("restored copy").into());
    }
    let damaged = damaged.len();
    restored.lock()?.close()?;
    Ok(Trial { damaged })
}

/// As [`try_restore`], for whoever has a recovery kit for all of mine.
///
/// # Errors
/// As [`try_restore`].
pub fn try_restore_with_kit(
    backup: &mut BackupFile,
    recovered: &Recovered,
    folder: &Path,
    surroundings: impl Fn() -> Box<dyn Surroundings>,
    watch: Watch<'_>,
) -> Result<Trial, JournalError> {
    try_restore(backup, recovered.opened(), folder, surroundings, watch)
}

/// Every page that the backup itself holds for whoever opened it, without a file.
fn held(
    backup: &mut BackupFile,
    opened: &Opened,
    surroundings: Box<dyn Surroundings>,
    watch: Watch<'_>,
) -> Result<Vec<Page>, JournalError> {
    let (file, me) = backup.read(opened, watch)?;
    let book = Desk::open_book(&file, &[&me])?;
    Sitting::begin(Desk::new(file, book, Computer::nowhere(), surroundings), me).pages()
}
