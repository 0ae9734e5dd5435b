//! Unlocking in the core alone, without a window; and what the key derivation before it costs.

use crate::Failed;
use crate::figures::{half_and_highest, milliseconds};
use crate::journal::{COST, Made, PASSPHRASE, newest, noor};
use crate::table::Table;
use duologue_core::Surroundings;
use duologue_core::crypto::Cost;
use duologue_core::journal::{Journal, TimelineFilter};
use duologue_core::system::System;
use rusqlite::Connection;
use std::path::Path;
use std::time::{Duration, Instant};

/// How many heads the window asks for at once.
const PART: usize = 100;

/// From the opened slot to the newest heads.
pub fn measure(made: &Made, table: &mut Table) -> Result<(), Failed> {
    let what = "the core alone: unlock and the newest heads, no window";
    table.add(what, half_and_highest(&times(made, 15, PART)?));
    Ok(())
}

/// The same, so many times over, to so many of the newest heads.
pub fn times(made: &Made, unlocks: usize, part: usize) -> Result<Vec<Duration>, Failed> {
    let mut times = Vec::new();
    let mut journal = Journal::open(&made.path, made.computer.clone())?;
    let opened = noor(&journal)?;
    for _ in 0..unlocks {
        let before = Instant::now();
        let unlocked = journal.unlock(&opened, Box::new(System::default()));
        let sitting = unlocked.map_err(|(_, error)| error)?;
        let heads = sitting.timeline(&TimelineFilter::default(), None, part).heads;
        times.push(before.elapsed());
        assert_eq!(heads.len(), part, "the timeline has its newest pages");
        assert_eq!(
            heads.first().map(|head| head.on),
            Some(newest(made.pages)),
            "and they come first"
        );
        journal = sitting.lock()?;
    }
    journal.close()?;
    Ok(times)
}

/// How long the derivation of this journal takes here.
pub fn derivation() -> Result<Duration, Failed> {
    let before = Instant::now();
    COST.derive(PASSPHRASE, &[7; 16], u64::MAX)?;
    Ok(before.elapsed())
}

/// What a new journal would choose here, and how long it takes.
pub fn chosen_derivation(table: &mut Table) -> Result<(), Failed> {
    let cost = Cost::measured(&mut System::default());
    let before = Instant::now();
    cost.derive(PASSPHRASE, &[7; 16], System::default().free_memory_kib().unwrap_or(u64::MAX))?;
    let what = format!("one, as a new journal chooses here: {} MiB × {}", cost.m / 1024, cost.t);
    table.heading("Key derivation, which comes before");
    table.add_asked(&what, milliseconds(before.elapsed()), "500–1,000 ms");
    Ok(())
}

/// How soon numbers are refused that no journal has: in a file, and asked for directly.
pub fn refused_derivation(made: &Made, folder: &Path, table: &mut Table) -> Result<(), Failed> {
    let path = folder.join("asks too much.duologue");
    std::fs::copy(&made.path, &path)?;
    let db = Connection::open(&path)?;
    db.pragma_update(None, "ignore_check_constraints", true)?;
    db.execute("UPDATE keyslot SET m = 4294967295, t = 4294967295, p = 4294967295", [])?;
    db.close().map_err(|(_, error)| error)?;
    let before = Instant::now();
    let journal = Journal::open(&path, made.computer.clone())?;
    let refused = noor(&journal).is_err();
    let most = Cost { m: u32::MAX, t: u32::MAX, p: u32::MAX };
    let refused = refused && most.derive(PASSPHRASE, &[7; 16], u64::MAX).is_err();
    let took = before.elapsed();
    let answer = if refused { milliseconds(took) } else { "not refused".to_owned() };
    table.add_asked("one that asks for 2³²−1 of everything, refused", answer, "≤ 50 ms");
    Ok(())
}
