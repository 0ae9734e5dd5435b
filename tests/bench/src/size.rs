//! How large the file is for what is in it.

use crate::Failed;
use crate::figures::megabytes;
use crate::journal::{self, Made};
use crate::pages::{Length, Written};
use crate::table::Table;
use std::path::Path;

/// The locked file, which is complete, beside what was written into it; and one of notes, in which
/// what every change costs weighs more.
pub fn measure(
    made: &Made,
    folder: &Path,
    written: &Written,
    table: &mut Table,
) -> Result<(), Failed> {
    let file = std::fs::metadata(&made.path)?.len();
    table.heading("Size of the journal's file");
    table.add_asked(
        "file ÷ what the changes say (their JSON: text, day, tags, time)",
        times(file, written.payload),
        "≤ 1.3",
    );
    table.add("file ÷ the pages' text alone", times(file, written.text));
    let mut notes = Written::default();
    let file =
        std::fs::metadata(journal::make(folder, (made.pages, Length::Note), &mut notes)?.path)?
            .len();
    table.add("of short notes: file ÷ what the changes say", times(file, notes.payload));
    Ok(())
}

pub fn times(file: u64, of: u64) -> String {
    format!("{:.3} ({} ÷ {})", file as f64 / of as f64, megabytes(file), megabytes(of))
}
