//! A page saved durably, beside plain SQLite in the same folder and the same run.

use crate::Failed;
use crate::figures::{half_and_p99, quantile};
use crate::journal::Made;
use crate::pages::{Length, Written, page};
use crate::table::Table;
use std::path::Path;
use std::time::Instant;

const SAVES: usize = 500;

/// The same texts, saved durably by Duologue and by plain SQLite, by turns.
pub fn measure(
    made: &Made,
    folder: &Path,
    written: &mut Written,
    table: &mut Table,
) -> Result<(), Failed> {
    let plain = rusqlite::Connection::open(folder.join("plain.db"))?;
    plain.execute_batch(
        "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
         CREATE TABLE page(id INTEGER PRIMARY KEY, text TEXT NOT NULL);",
    )?;
    let (mut noor, _) = made.sit()?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for n in made.pages..made.pages + SAVES {
        let page = page(n, Length::Page);
        let before = Instant::now();
        noor.write_page(true, page.on, &page.text, &page.tags)?;
        ours.push(before.elapsed());
        let before = Instant::now();
        plain.execute("INSERT INTO page(text) VALUES(?)", [&page.text])?;
        theirs.push(before.elapsed());
        written.count(&page, n);
    }
    noor.lock()?.close()?;
    let ratio = quantile(&ours, 0.5).as_secs_f64() / quantile(&theirs, 0.5).as_secs_f64();
    table.heading("Saving a page durably (synchronous=FULL), by turns with plain SQLite");
    table.add_asked("Duologue", half_and_p99(&ours), "p99 ≤ 50 ms");
    table.add("plain SQLite", half_and_p99(&theirs));
    table.add("Duologue ÷ plain SQLite, of p50", format!("{ratio:.2}"));
    Ok(())
}
