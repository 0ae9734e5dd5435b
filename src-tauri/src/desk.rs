//! What the shell's tests stand on: somebody at a new journal, in a folder of its own.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use chrono::NaiveDate;
use duologue_core::Link;
use duologue_core::crypto::Cost;
use duologue_core::journal::{NewJournal, Sitting};
use duologue_core::system::System;
use duologue_core::vault::{Computer, Face};
use std::path::Path;

/// Noor, alone at a journal that was made just now: `journal.duologue`, in `folder`.
pub(crate) fn noor_at_a_new_journal(folder: &Path) -> Sitting {
    let face = Face { label: "Noor".into(), colour: "indigo".into(), shape: "leaf".into() };
    let mut system = System::default();
    let new = NewJournal::prepare(&face, "a passphrase", Cost::FLOOR, &mut system).unwrap();
    let computer = Computer::new(&folder.join("seen"));
    new.write(&folder.join("journal.duologue"), computer, Box::new(system)).unwrap()
}

/// A page of Noor's in Mine that says `text`.
pub(crate) fn page_of(sitting: &mut Sitting, text: &str) -> Link {
    let on = NaiveDate::from_ymd_opt(2026, 11, 2).unwrap();
    sitting.write_page(false, on, text, &[]).unwrap()
}
