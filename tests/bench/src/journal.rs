//! A journal of two people and many pages.

use crate::Failed;
use crate::pages::{Length, Written, page};
use chrono::NaiveDate;
use duologue_core::Id;
use duologue_core::crypto::Cost;
use duologue_core::journal::{Journal, NewJournal, OpenFor, Sitting};
use duologue_core::system::System;
use duologue_core::vault::{Computer, Face, NewMember, Opened};
use std::path::{Path, PathBuf};

/// The one who measures; the first in the alphabet, so the window asks for theirs.
pub const NOOR: &str = "Noor";
/// What opens the journal for Noor.
pub const PASSPHRASE: &str = "bench only five plain words";
const SAMS: &str = "bench only five other words";

/// The least that unlocking leaves as it is: what is measured is what comes after it.
pub const COST: Cost = Cost::FLOOR;

/// The file, and the computer it was written on.
pub struct Made {
    /// The journal.
    pub path: PathBuf,
    /// Whose record lets its logs go on.
    pub computer: Computer,
    /// How many pages there are.
    pub pages: usize,
}

impl Made {
    /// A journal of so many pages that was made at `path` before.
    pub fn again(path: &Path, pages: usize) -> Self {
        Self {
            path: path.to_owned(),
            computer: Computer::new(&path.with_file_name("computers")),
            pages,
        }
    }

    /// The journal, opened and unlocked by Noor, whose passphrase opened it.
    pub fn sit(&self) -> Result<(Sitting, Opened), Failed> {
        let journal = Journal::open(&self.path, self.computer.clone())?;
        let opened = noor(&journal)?;
        let unlocked = journal.unlock(&opened, Box::new(System::default()));
        Ok((unlocked.map_err(|(_, error)| error)?, opened))
    }
}

/// Makes it in `folder`: half of the pages are Noor's, in Mine and Ours by turns, and half Sam's,
/// in Ours. Noor can read all of them.
pub fn make(
    folder: &Path,
    (pages, length): (usize, Length),
    written: &mut Written,
) -> Result<Made, Failed> {
    let path = folder.join(format!("{length:?}-{pages}.duologue"));
    let mut system = System::default();
    let noors = Face { label: NOOR.into(), colour: "ochre".into(), shape: "arch".into() };
    let sams = Face { label: "Sam".into(), colour: "indigo".into(), shape: "leaf".into() };
    let new = NewJournal::prepare(&noors, PASSPHRASE, COST, &mut system)?;
    let made = Made::again(&path, pages);
    let mut noor = new.write(&path, made.computer.clone(), Box::new(System::default()))?;
    let sam = NewMember::make(noor.vault(), &sams, SAMS, COST, &mut system)?;
    noor.add_partner(&sam, &sams, OpenFor::Everything)?;
    let sam = noor.partner().ok_or("nobody joined")?;
    for n in (0..pages).step_by(2) {
        write(&mut noor, n % 4 == 0, (n, length), written)?;
    }
    let journal = noor.lock()?;
    let opened = open(&journal, sam, SAMS)?;
    let unlocked = journal.unlock(&opened, Box::new(System::default()));
    let mut sam = unlocked.map_err(|(_, error)| error)?;
    for n in (1..pages).step_by(2) {
        write(&mut sam, true, (n, length), written)?;
    }
    sam.lock()?.close()?;
    Ok(made)
}

/// Writes the page of this number and length.
fn write(
    sitting: &mut Sitting,
    ours: bool,
    (n, length): (usize, Length),
    written: &mut Written,
) -> Result<(), Failed> {
    let page = page(n, length);
    sitting.write_page(ours, page.on, &page.text, &page.tags)?;
    written.count(&page, n);
    Ok(())
}

/// The day of the newest of so many pages.
pub fn newest(pages: usize) -> NaiveDate {
    page(pages - 1, Length::Page).on
}

/// Noor's id, and what the passphrase opened.
pub fn noor(journal: &Journal) -> Result<Opened, Failed> {
    let (noor, _) = journal.faces()?.remove(0);
    open(journal, noor, PASSPHRASE)
}

fn open(journal: &Journal, partner: Id, passphrase: &str) -> Result<Opened, Failed> {
    Ok(journal.challenge(partner)?.answer(passphrase, None)?)
}
