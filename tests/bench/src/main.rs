//! Figures of the core, printed beside the same work done by plain SQLite in
//! the same run. Nothing is asserted: a slow machine is not a fault.

#![allow(clippy::print_stdout, reason = "the figures are the output")]

mod figures;

use chrono::{Days, NaiveDate};
use duologue_core::Surroundings;
use duologue_core::crypto::Cost;
use duologue_core::journal::{Journal, NewJournal, Sitting, TimelineFilter};
use duologue_core::system::System;
use duologue_core::vault::{Computer, Face};
use figures::{milliseconds, quantile};
use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

const PAGES: usize = 10_000;
const SAVES: usize = 500;
const UNLOCKS: usize = 9;
const PASSPHRASE: &str = "bench only: five plain words here";

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("bench.duologue");
    let computer = Computer::new(&folder.path().join("computers"));

    let mut system = System::default();
    let cost = Cost::measured(&mut system);
    println!("key derivation: {} MiB, {} passes", cost.m / 1024, cost.t);
    let face = Face { label: "Bench".into(), colour: "ochre".into(), shape: "arch".into() };
    let before = Instant::now();
    let new = NewJournal::prepare(&face, PASSPHRASE, cost, &mut system)?;
    println!("one derivation: {}", milliseconds(before.elapsed()));
    let mut sitting = new.write(&path, computer.clone(), Box::new(System::default()))?;

    let mut payload = write_pages(&mut sitting)?;
    let (ours, theirs) = durable_saves(&mut sitting, folder.path())?;
    println!(
        "durable save: p50 {}, p99 {}; plain SQLite p50 {}, p99 {}; ratio of p50 {:.2}",
        milliseconds(quantile(&ours, 0.5)),
        milliseconds(quantile(&ours, 0.99)),
        milliseconds(quantile(&theirs, 0.5)),
        milliseconds(quantile(&theirs, 0.99)),
        quantile(&ours, 0.5).as_secs_f64() / quantile(&theirs, 0.5).as_secs_f64(),
    );
    sitting.lock()?.close()?;
    let bytes = std::fs::metadata(&path)?.len();
    payload += (PAGES..PAGES + SAVES).map(|n| text(n).len() as u64).sum::<u64>();
    println!(
        "file: {:.1} MB for {:.1} MB of text, {:.3} times",
        mega(bytes),
        mega(payload),
        bytes as f64 / payload as f64
    );
    unlock(&path, computer)?;
    Ok(())
}

fn mega(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// A page of 400 to 3,000 bytes that is like no other.
fn text(n: usize) -> String {
    const WORDS: [&str; 16] = [
        "evening", "kitchen", "quiet", "letter", "walked", "river", "because", "tired", "laughed",
        "window", "morning", "remember", "softly", "between", "promise", "garden",
    ];
    let mut state = n as u64 * 0x9E37_79B9 + 1;
    let mut out = format!("Page {n}.");
    let length = 400 + (n * 7919) % 2_600;
    while out.len() < length {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        out.push(' ');
        out.push_str(WORDS[(state % 16) as usize]);
    }
    out
}

fn day(n: usize) -> NaiveDate {
    NaiveDate::default() + Days::new(20_000 + n as u64 / 3)
}

fn write_pages(sitting: &mut Sitting) -> Result<u64, Box<dyn Error>> {
    let before = Instant::now();
    let mut payload = 0;
    for n in 0..PAGES {
        let text = text(n);
        payload += text.len() as u64;
        sitting.write_page(n % 2 == 0, day(n), &text, &["bench".to_owned()])?;
    }
    println!("{PAGES} pages written in {}", milliseconds(before.elapsed()));
    Ok(payload)
}

type Times = Vec<Duration>;

/// The same texts, saved durably by Duologue and by plain SQLite, in turns.
fn durable_saves(sitting: &mut Sitting, folder: &Path) -> Result<(Times, Times), Box<dyn Error>> {
    let plain = rusqlite::Connection::open(folder.join("plain.db"))?;
    plain.execute_batch(
        "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
         CREATE TABLE page(id INTEGER PRIMARY KEY, text TEXT NOT NULL);",
    )?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for n in PAGES..PAGES + SAVES {
        let text = text(n);
        let before = Instant::now();
        sitting.write_page(true, day(n), &text, &[])?;
        ours.push(before.elapsed());
        let before = Instant::now();
        plain.execute("INSERT INTO page(text) VALUES(?)", [&text])?;
        theirs.push(before.elapsed());
    }
    Ok((ours, theirs))
}

fn unlock(path: &Path, computer: Computer) -> Result<(), Box<dyn Error>> {
    let mut times = Vec::new();
    let mut journal = Journal::open(path, computer)?;
    let (partner, _) = journal.faces()?.remove(0);
    let opened =
        journal.challenge(partner)?.answer(PASSPHRASE, System::default().free_memory_kib())?;
    for _ in 0..UNLOCKS {
        let before = Instant::now();
        let sitting =
            journal.unlock(&opened, Box::new(System::default())).map_err(|(_, error)| error)?;
        let newest = sitting.timeline(&TimelineFilter::default(), None, 50);
        times.push(before.elapsed());
        assert_eq!(newest.heads.len(), 50, "the timeline has its newest pages");
        journal = sitting.lock()?;
    }
    println!(
        "unlock after the key derivation to the newest 50 of {} pages: p50 {}, highest {}",
        PAGES + SAVES,
        milliseconds(quantile(&times, 0.5)),
        milliseconds(quantile(&times, 1.0)),
    );
    Ok(journal.close()?)
}
