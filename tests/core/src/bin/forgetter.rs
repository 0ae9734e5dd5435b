//! Writes forty words that nobody else has, on every way that words take through the core, locks, and
//! looks through its own memory for them: `forgetter FOLDER wiping|leaving`.
//!
//! All memory of Rust and of SQLite comes from one allocator, which wipes what is given back, or, to
//! show that the search finds something, leaves it as it was. The words themselves are made when they
//! are needed, and sought by a hash, so that the search does not find itself. It says too how much of
//! its memory the system is kept from writing to disk.

#![allow(
    unsafe_code,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "an allocator is unsafe to write, and its answer is read by a test"
)]

#[path = "../canaries/mod.rs"]
mod canaries;
#[path = "../canaries/memory.rs"]
mod memory;
#[path = "../canaries/spending.rs"]
mod spending;

use std::path::PathBuf;

#[global_allocator]
static ALLOCATOR: memory::Allocator = memory::Allocator;

fn main() {
    let mut arguments = std::env::args_os().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap());
    memory::wipe(arguments.next().unwrap() == "wiping");
    memory::serve_sqlite();
    let unlocked = spending::write_all(&folder);
    println!("unlocked {}", canaries::found());
    println!("kept-unlocked {}", memory::kept_kib());
    let locked = unlocked.lock().unwrap();
    println!("locked {}", canaries::found());
    locked.close().unwrap();
    println!("kept-locked {}", memory::kept_kib());
    println!("used {}", canaries::used());
}
