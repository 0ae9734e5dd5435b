//! Puts a file on the newest page of the journal it is given, from another process:
//! `porter JOURNAL COMPUTER PASSPHRASE LENGTH BYTE DRAW`. It dies when that byte of the file is asked for,
//! or that random value of the writing; where it lives it reads the file back and makes a backup beside
//! the journal, and says how often it drew, and how many bytes of its own it held at most.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "its answer is read by a test, and dying is what it is for"
)]

use core_tests::{Mortal, World, go_on, listed};
use duologue_core::journal::Journal;
use duologue_core::vault::Computer;
use peak_alloc::PeakAlloc;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

#[global_allocator]
static HELD: PeakAlloc = PeakAlloc;

/// A file that is made as it is read.
struct Made {
    length: u64,
    read: u64,
    dies_at: u64,
}

impl Read for Made {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if self.read >= self.dies_at {
            std::process::abort();
        }
        let some = (self.length - self.read).min(bytes.len() as u64);
        self.read += some;
        let some = some as usize;
        bytes[..some].fill(7);
        Ok(some)
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, path, computer, passphrase, numbers @ ..] = &arguments[..] else {
        panic!("six arguments");
    };
    let numbers: Vec<u64> = numbers.iter().map(|number| number.parse().unwrap()).collect();
    let [length, byte, draw] = numbers[..] else { panic!("three numbers") };
    let drawn = Arc::new(AtomicU64::new(0));
    // Other randomness than that of the journal.
    let world = World::seeded(1_000_000).surroundings();
    let surroundings = Box::new(Mortal { world, dies_at: draw, drawn: Arc::clone(&drawn) });
    let path = Path::new(path);
    let journal = Journal::open(path, Computer::new(Path::new(computer))).unwrap();
    let (noor, _) = journal.faces().unwrap().swap_remove(0);
    let opened = journal.challenge(noor).unwrap().answer(passphrase, None).unwrap();
    let Ok(mut sitting) = journal.unlock(&opened, surroundings) else { panic!("it unlocks") };
    let page = listed(&sitting)[0].id;
    HELD.reset_peak_usage();
    let before = HELD.current_usage();
    let from = &mut Made { length, read: 0, dies_at: byte };
    let id = sitting.attach(page, "large", from).unwrap().id;
    sitting.read_attachment(page, id, &mut io::sink()).unwrap();
    sitting.back_up(&path.with_extension("duologue-backup"), &mut go_on).unwrap();
    let held = HELD.peak_usage() - before;
    sitting.lock().unwrap().close().unwrap();
    println!("{} {held}", drawn.load(Ordering::Relaxed));
}
