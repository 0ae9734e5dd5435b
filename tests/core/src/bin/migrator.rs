//! Sits down at the older journal in the folder it is given, and brings it up to date, in another
//! process: `migrator FOLDER`.
//!
//! Where that fails it says why, and ends with 10.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "its answer is read by a test, and it may stop at the first thing that is amiss"
)]

use core_tests::evening::SEED;
use core_tests::{World, go_on, older};
use duologue_core::journal::{Journal, JournalError};
use std::path::{Path, PathBuf};

pub(crate) fn main() {
    let folder = PathBuf::from(std::env::args_os().nth(1).unwrap());
    if let Err(error) = brought(&folder) {
        eprintln!("{error:?}");
        std::process::exit(10);
    }
}

fn brought(folder: &Path) -> Result<(), JournalError> {
    let mut sam = older::sit(folder, &World::seeded(SEED))?;
    sam.bring_up_to_date(&mut go_on)?;
    sam.lock().and_then(Journal::close)
}
