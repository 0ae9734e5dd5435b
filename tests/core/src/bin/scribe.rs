//! Spends an evening with the journal it is given, from another process, and marks every step that
//! the core said was done: `scribe FOLDER STEPS`. It stops after so many steps, as if killed.
//!
//! Where a step fails it says why, and ends with 10.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "its answer is read by a test, and it may stop at the first thing that is amiss"
)]

use core_tests::evening::{BACKUP, COMPUTER, JOURNAL, MARKS, SEED, STEPS};
use core_tests::{NOOR, World, go_on, november};
use duologue_core::journal::{DraftBody, Journal, JournalError, Sitting};
use duologue_core::vault::Computer;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::exit;

pub(crate) fn main() {
    let mut arguments = std::env::args_os().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap());
    let steps: usize = arguments.next().unwrap().to_str().unwrap().parse().unwrap();
    if let Err(error) = spend(&folder, steps) {
        eprintln!("{error:?}");
        exit(10);
    }
}

fn spend(folder: &Path, steps: usize) -> Result<(), JournalError> {
    let mut marks = OpenOptions::new().append(true).create(true).open(folder.join(MARKS)).unwrap();
    let mut done = 0;
    let mut mark = || {
        marks.write_all(b".").unwrap();
        done += 1;
        if done == steps {
            exit(0);
        }
    };
    let mut noor = sit(folder)?;
    mark();
    let page = noor.write_page(false, november(2), &"The first page. ".repeat(900), &[])?;
    mark();
    let draft = DraftBody::Page {
        page: None,
        ours: true,
        on: november(2),
        text: "A draft, not finished".into(),
        tags: Vec::new(),
    };
    let draft = noor.save_draft(None, draft.clone())?.id;
    mark();
    noor.edit_page(page, november(3), "The first page, shorter.", &["tag".into()])?;
    mark();
    noor.write_page(true, november(4), "In Ours.", &[])?;
    mark();
    noor.erase_page(page)?;
    mark();
    noor.back_up(&folder.join(BACKUP), &mut go_on)?;
    mark();
    noor.discard_draft(draft)?;
    mark();
    noor.lock()?.close()?;
    mark();
    assert_eq!(done, STEPS, "every step was counted");
    Ok(())
}

fn sit(folder: &Path) -> Result<Sitting, JournalError> {
    let journal = Journal::open(&folder.join(JOURNAL), Computer::new(&folder.join(COMPUTER)))?;
    let faces = journal.faces()?;
    let noor = faces.into_iter().find(|(_, face)| face.label == "Noor").unwrap().0;
    let opened = journal.challenge(noor)?.answer(NOOR, None)?;
    let surroundings = World::seeded(SEED).surroundings();
    journal.unlock(&opened, surroundings).map_err(|(_, error)| error)
}
