//! Figures of Duologue, in one table: of the core, beside the same work done by plain SQLite in
//! the same run, and of the real app. Nothing is asserted: a slow machine is not a fault.
//!
//! `cargo xtask bench` builds the app and gives the display it is watched on; run alone, this
//! prints what the core alone tells.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the figures are the output; what is being measured is said beside them"
)]

#[cfg(target_os = "linux")]
mod app;
mod figures;
mod journal;
mod large;
mod pages;
mod saves;
mod size;
mod table;
mod unlock;

use pages::{Length, Written};
use std::error::Error;
use table::Table;

const PAGES: usize = 10_000;

type Failed = Box<dyn Error>;

fn main() -> Result<(), Failed> {
    if let Some(words) = large::asked_to_hold() {
        return large::hold(&words);
    }
    let folder = tempfile::tempdir()?;
    let mut written = Written::default();
    let mut table = Table::default();
    eprintln!("Writing {PAGES} pages.");
    let made = journal::make(folder.path(), (PAGES, Length::Page), &mut written)?;

    table.heading(format!("{PAGES} pages, unlocked: from the end of the key derivation"));
    #[cfg(target_os = "linux")]
    app::painted::measure(&made, &mut table)?;
    unlock::measure(&made, &mut table)?;
    unlock::chosen_derivation(&mut table)?;
    unlock::refused_derivation(&made, folder.path(), &mut table)?;
    #[cfg(target_os = "linux")]
    app::released::measure(&made, &mut table)?;
    #[cfg(target_os = "linux")]
    app::typed::measure(&made, &mut table)?;
    saves::measure(&made, folder.path(), &mut written, &mut table)?;
    size::measure(&made, folder.path(), &written, &mut table)?;
    large::measure(folder.path(), &mut table)?;
    println!("\n{table}");
    Ok(())
}
