//! Opens the journal it is given, from another process, and says why it does not open.

#![allow(clippy::print_stdout, reason = "its answer is read by a test")]

use duologue_core::journal::Journal;
use duologue_core::vault::Computer;
use std::path::Path;

fn main() {
    let path = std::env::args_os().nth(1).unwrap_or_default();
    match Journal::open(Path::new(&path), Computer::new(Path::new("/nonexistent"))) {
        Ok(_) => println!("opened"),
        Err(error) => println!("{error:?}"),
    }
}
