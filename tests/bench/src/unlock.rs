//! Unlocking in the core alone, without a window; and what the key derivation before it costs.

use crate::Failed;
use crate::figures::{half_and_highest, milliseconds};
use crate::journal::{COST, Made, PASSPHRASE, newest, noor};
use crate::table::Table;
use duologue_core::Surroundings;
use duologue_core::crypto::Cost;
use duologue_core::journal::{Journal, TimelineFilter};
use duologue_core::system::System;
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
