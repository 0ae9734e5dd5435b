//! Restores the backup in the folder it is given, from another process: `restorer FOLDER`.
//!
//! Where that fails it says why, and ends with 10.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "its answer is read by a test, and it may stop at the first thing that is amiss"
)]

use core_tests::evening::{BACKUP, COMPUTER, JOURNAL, SEED};
use core_tests::{NOOR, World, go_on};
use duologue_core::journal::{JournalError, restore};
use duologue_core::vault::{BackupFile, Computer};
use std::path::{Path, PathBuf};

pub(crate) fn main() {
    let folder = PathBuf::from(std::env::args_os().nth(1).unwrap());
    if let Err(error) = restored(&folder) {
        eprintln!("{error:?}");
        std::process::exit(10);
    }
}

fn restored(folder: &Path) -> Result<(), JournalError> {
    let mut backup = BackupFile::open(&folder.join(BACKUP))?;
    let faces = backup.faces();
    let noor = faces.into_iter().find(|(_, face)| face.label == "Noor").unwrap().0;
    let opened = backup.challenge(noor)?.answer(NOOR, None)?;
    let computer = Computer::new(&folder.join(COMPUTER));
    let surroundings = World::seeded(SEED).surroundings();
    restore(&mut backup, &opened, &folder.join(JOURNAL), computer, surroundings, &mut go_on)
}
