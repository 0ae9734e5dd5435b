//! A journal of an older version of the format, just as its program wrote it.

use crate::World;
use crate::evening::{COMPUTER, JOURNAL};
use duologue_core::Id;
use duologue_core::journal::{Journal, JournalError, Sitting};
use duologue_core::vault::Computer;
use std::fs;
use std::path::{Path, PathBuf};

/// What program 1 wrote; `tests/all/golden` tells what is in it.
pub const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/golden/1");
/// Sam's passphrase there, which is quick to try.
pub const SAMS: &str = "a valve glows before it sings";
/// How a backup made before it is brought up to date is called, but for the moment.
pub const BACKUP: &str = "ours (version 1) ";

/// Puts it into a folder.
pub fn lay_out(folder: &Path) {
    fs::copy(Path::new(FOLDER).join(JOURNAL), folder.join(JOURNAL)).unwrap();
    fs::create_dir_all(folder.join(COMPUTER)).unwrap();
}

/// Sam sits down at the journal in this folder.
///
/// # Errors
/// Those of the journal.
pub fn sit(folder: &Path, world: &World) -> Result<Sitting, JournalError> {
    sit_at(&folder.join(JOURNAL), world)
}

/// Sam sits down at this journal.
///
/// # Errors
/// Those of the journal.
pub fn sit_at(journal: &Path, world: &World) -> Result<Sitting, JournalError> {
    let journal = Journal::open(journal, Computer::new(&journal.with_file_name(COMPUTER)))?;
    let challenge = journal.challenge(sam(journal.faces()?))?;
    let opened = challenge.answer(SAMS, None)?;
    journal.unlock(&opened, world.surroundings()).map_err(|(_, error)| error)
}

/// Who of them is Sam.
pub fn sam(faces: Vec<(Id, duologue_core::vault::Face)>) -> Id {
    faces.into_iter().find(|(_, face)| face.label == "Sam").unwrap().0
}

/// The backups that lie in this folder.
pub fn backups(folder: &Path) -> Vec<PathBuf> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut backups: Vec<_> = names
        .filter(|path| path.extension().is_some_and(|extension| extension == "duologue-backup"))
        .collect();
    backups.sort();
    backups
}
