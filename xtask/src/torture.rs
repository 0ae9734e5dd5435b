//! Everything the core's tests only try a part of, tried in full, with a table at the end.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use crate::command::{Failure, Outcome, While, cargo};
use crate::needs;

/// Those of the core's tests that try more when they are given the time.
const TESTS: &str = "test --profile torture --locked -p core-tests --test all -- --nocapture \
    power:: faults:: kills:: short_calls:: key_hunt:: flipped_bit truncated_backup any_series";
/// A folder in memory.
const MEMORY: &str = "/dev/shm";
/// What a test says of itself, for the table.
const SAYS: &str = "torture: ";

/// `cargo xtask torture`: prints the seed first, so that a run that found something can be repeated.
pub fn everything(seed: Option<u64>) -> Outcome {
    needs::to_build()?;
    needs::to_test()?;
    let seed = seed.unwrap_or_else(of_now);
    println!("Seed {seed}. To repeat this run: cargo xtask torture --seed {seed}");
    let begun = Instant::now();
    let mut tests = cargo(TESTS);
    // A million files that are thrown away again; a disk would only slow that down.
    if Path::new(MEMORY).is_dir() {
        tests.env("TMPDIR", MEMORY);
    }
    tests.env("DUOLOGUE_TORTURE", "1").env("DUOLOGUE_SEED", seed.to_string());
    let mut running = tests.stdout(Stdio::piped()).spawn().while_doing("running the tests")?;
    let mut rest = String::new();
    for line in running.stdout.take().map(BufReader::new).into_iter().flat_map(BufRead::lines) {
        let line = line.while_doing("reading what the tests say")?;
        match line.split_once(SAYS) {
            Some((_, tried)) => println!("  {tried} (minute {})", minutes(begun)),
            None => rest.push_str(&format!("{line}\n")),
        }
    }
    if running.wait().while_doing("running the tests")?.success() {
        println!("Everything held, in {} minutes with seed {seed}.", minutes(begun));
        return Ok(());
    }
    println!("\n{rest}");
    Err(Failure::new(format!("Something did not hold. The seed was {seed}.")))
}

fn minutes(begun: Instant) -> u64 {
    begun.elapsed().as_secs().div_ceil(60)
}

fn of_now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |since| since.as_secs())
}
