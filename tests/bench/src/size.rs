//! How large the file is for what is in it.

use crate::Failed;
use crate::figures::megabytes;
use crate::journal::Made;
use crate::pages::Written;
use crate::table::Table;

/// The locked file, which is complete, beside what was written into it.
pub fn measure(made: &Made, written: &Written, table: &mut Table) -> Result<(), Failed> {
    let file = std::fs::metadata(&made.path)?.len();
    let times = |of: u64| {
        let times = file as f64 / of as f64;
        format!("{times:.3} ({} ÷ {})", megabytes(file), megabytes(of))
    };
    table.heading("Size of the journal's file");
    table.add_asked(
        "file ÷ what the changes say (their JSON: text, day, tags, time)",
        times(written.payload),
        "≤ 1.3",
    );
    table.add("file ÷ the pages' text alone", times(written.text));
    Ok(())
}
