//! Bytes that somebody else chose, read by the core: the targets of `tests/fuzz`, by cargo-fuzz.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{Failure, Outcome, While, command};
use crate::{places, tools};

/// In the order in which a journal is opened.
const TARGETS: [&str; 7] =
    ["keyslot", "card_and_grant", "object", "change", "page_json", "backup", "recovery_words"];
const PACKAGE: &str = "tests/fuzz";
/// Of libFuzzer. Ten seconds for one input, 256 MiB asked for at once, and 2 GiB in all are faults.
const LIMITS: [&str; 4] =
    ["-timeout=10", "-malloc_limit_mb=256", "-rss_limit_mb=2048", "-print_final_stats=1"];
const RUNS: &str = "stat::number_of_executed_units:";
/// A folder in memory.
const MEMORY: &str = "/dev/shm";

/// What came of one target.
struct Ran {
    target: &'static str,
    held: bool,
    executions: String,
    log: PathBuf,
}

/// `cargo xtask fuzz`: each target for `seconds`, or the one that is named, and a table.
pub fn everything(only: Option<&str>, seconds: u64) -> Outcome {
    let targets = TARGETS.into_iter().filter(|name| only.is_none_or(|only| only == *name));
    let targets: Vec<_> = targets.collect();
    if targets.is_empty() {
        return Err(Failure::new(format!("There are these targets: {}.", TARGETS.join(", "))));
    }
    let program = tools::CARGO_FUZZ.provide()?;
    crate::command::run(&mut cargo_fuzz(&program, "build"))?;
    let ran: Outcome<Vec<Ran>> =
        targets.into_iter().map(|target| run(&program, target, seconds)).collect();
    let ran = ran?;
    println!("\n{:<16}{:>9}{:>12}{:>9}", "target", "seconds", "executions", "crashes");
    for Ran { target, held, executions, .. } in &ran {
        println!("{target:<16}{seconds:>9}{executions:>12}{:>9}", u8::from(!held));
    }
    let broken = ran.iter().filter(|ran| !ran.held).map(|ran| ran.log.display().to_string());
    let broken: Vec<_> = broken.collect();
    if broken.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("What was found, and how to repeat it: {}.", broken.join(", "))))
}

/// Runs a target until the time is over, or until it finds something.
fn run(program: &Path, target: &'static str, seconds: u64) -> Outcome<Ran> {
    let folder = places::target().join("fuzz");
    // What it learns stays here; the seeds are only read.
    let (learnt, log) = (folder.join("corpus").join(target), folder.join(format!("{target}.log")));
    fs::create_dir_all(&learnt).while_doing("making a folder")?;
    let file = File::create(&log).while_doing(format_args!("making {}", log.display()))?;
    println!("{target}: {seconds} seconds; what it says goes to {}", log.display());
    let mut fuzz = cargo_fuzz(program, "run");
    fuzz.arg(target).arg(&learnt).arg(places::root().join(PACKAGE).join("corpus").join(target));
    fuzz.arg("--").arg(format!("-max_total_time={seconds}")).args(LIMITS);
    if Path::new(MEMORY).is_dir() {
        fuzz.env("TMPDIR", MEMORY);
    }
    let held = fuzz.stderr(file).status().while_doing("running cargo-fuzz")?.success();
    let said = fs::read_to_string(&log).while_doing("reading a log")?;
    let executions = said.lines().rev().find_map(|line| line.strip_prefix(RUNS));
    let executions = executions.map_or("?", str::trim).to_owned();
    Ok(Ran { target, held, executions, log })
}

/// Sanitizers and the fuzzer's counters are not in a stable compiler, unless it is told otherwise.
fn cargo_fuzz(program: &Path, deed: &str) -> Command {
    let mut fuzz = command(program, [deed, "--fuzz-dir", PACKAGE, "--target-dir"]);
    fuzz.arg(places::target().join("fuzz")).env("RUSTC_BOOTSTRAP", "1");
    fuzz
}
