//! Somebody lives with a journal, and is killed at a random moment; what was done is there, what was
//! not is there whole or not at all, and the next life goes on from what was left.

use core_tests::effort;
use core_tests::life::{Chain, Deaths, Diarist};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

const DIARIST: &str = env!("CARGO_BIN_EXE_diarist");
/// How often one journal is gone on with.
const LIVES: u64 = 20;

/// Leads lives with one journal after the other until `kills` of them were ended, or one is at fault
/// where that is `enough`.
fn killed(kills: u64, diarist: &Diarist<'_>, enough: bool) -> Deaths {
    let chains = kills.div_ceil(LIVES);
    let (next, found) = (AtomicU64::new(0), AtomicU64::new(0));
    let work = || {
        let mut deaths = Deaths::default();
        while !enough || found.load(Ordering::Relaxed) == 0 {
            let n = next.fetch_add(1, Ordering::Relaxed);
            if n >= chains {
                break;
            }
            deaths.add(Chain::begin(effort::seed(), n).live(LIVES, diarist));
            found.fetch_add(deaths.faults.len() as u64, Ordering::Relaxed);
        }
        deaths
    };
    thread::scope(|scope| {
        let threads = thread::available_parallelism().map_or(2, usize::from);
        let working: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let mut all = Deaths::default();
        working.into_iter().for_each(|one| all.add(one.join().unwrap()));
        all
    })
}

#[test]
fn whoever_is_killed_at_any_moment_finds_all_that_was_done_and_nothing_half_done() {
    let kills = effort::of(2_000, 20_000);
    let deaths = killed(kills, &Diarist { program: DIARIST, hasty: false }, false);
    let tried = format!("killed at {} random moments: {deaths}", deaths.count());
    effort::report(&tried, deaths.faults.len());
    assert!(deaths.faults.is_empty(), "{}:\n{}", deaths.faults.len(), deaths.faults.join("\n"));
    assert_eq!(deaths.count(), kills, "every life was ended");
    let least = kills / 400;
    assert_eq!(deaths.rarer_than(least), [""; 0], "some of every kind were cut short: {deaths}");
}

#[test]
fn who_calls_a_step_done_before_it_is_would_be_found_out() {
    let deaths = killed(400, &Diarist { program: DIARIST, hasty: true }, true);
    assert!(
        !deaths.faults.is_empty(),
        "of {} killed not one lost what was not done",
        deaths.count()
    );
}
