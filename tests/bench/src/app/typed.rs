//! From a key in a line of a summary to its page, painted anew.
//!
//! Keys are pressed through WebDriver; a script in the page ([`SCRIPT`]) reads the page's own clock,
//! from the event of the key to the first frame in which the picture of the page has it. Every
//! other line of the summary is written, so that the page is as full as one is.

use super::told;
use crate::Failed;
use crate::figures::{half_and_highest, milliseconds};
use crate::journal::{Made, PASSPHRASE};
use crate::table::Table;
use app_tests::app::App;
use app_tests::computer::Computer;
use serde_json::json;
use std::thread::sleep;
use std::time::Duration;

const KEYS: usize = 40;
/// In a row.
const RUN: usize = 8;
/// From one key of a row to the next: faster than most hands type, which is some five a second.
const BETWEEN: Duration = Duration::from_millis(60);
const RUNS: usize = 10;
/// A blank is pressed together with the letter after it: at the end of a line it changes no page.
const LETTERS: &str = " some of us walk to the water and talk";
const ASKED: &str = "≤ 100 ms";
const SCRIPT: &str = include_str!("typed.js");

/// Begins a summary, and writes a line of it key by key.
pub fn measure(made: &Made, table: &mut Table) -> Result<(), Failed> {
    table.heading("The page for a counsellor, in the window: from a key to its picture painted");
    if told("DUOLOGUE_APP").is_none() {
        table.add_asked("a key", "not measured: `cargo xtask bench` builds the app", ASKED);
        return Ok(());
    }
    eprintln!("Writing a summary in the window.");
    let computer = Computer::new();
    let journal = computer.document("bench.duologue");
    std::fs::copy(&made.path, &journal)?;
    let app = App::open(&computer, &journal);
    at_a_line(&app);
    let first = shown(&app, &["a"], Duration::ZERO);
    let mut keys = LETTERS.split_inclusive(|letter: char| letter != ' ').cycle();
    let mut run = |length, between| {
        let keys: Vec<&str> = keys.by_ref().take(length).collect();
        shown(&app, &keys, between)
    };
    let each: Vec<Duration> = (0..KEYS).map(|_| run(1, Duration::ZERO)).collect();
    let last: Vec<Duration> = (0..RUNS).map(|_| run(RUN, BETWEEN)).collect();
    let burst: Vec<Duration> = (0..RUNS).map(|_| run(RUN, Duration::ZERO)).collect();
    table.add("the first key in a line", milliseconds(first));
    table.add_asked("a key, the one before it being shown", half_and_highest(&each), ASKED);
    let apart = format!("the last of {RUN} keys, {} ms and more apart", BETWEEN.as_millis());
    table.add_asked(&apart, half_and_highest(&last), ASKED);
    table.add(
        &format!("the last of {RUN} keys as fast as they are taken"),
        half_and_highest(&burst),
    );
    Ok(())
}

/// Has a line open in a summary of which every other one is written.
fn at_a_line(app: &App) {
    app.see("unlock-form");
    app.click("unlock-who-1");
    app.fill("unlock-passphrase", PASSPHRASE);
    app.click("unlock-open");
    app.see("rail");
    app.begin_summary();
    app.fill_summary(false);
    app.go("counselling");
    app.see("summary-build");
    app.see_words("summary-state", "Exactly what prints");
    app.fill("line-help", "A ");
    app.see_words("summary-state", "Not shared yet");
}

/// Presses keys one after the other, with a pause `between` two of them, and waits for the page that
/// has them all.
fn shown(app: &App, keys: &[&str], between: Duration) -> Duration {
    let letters: usize = keys.iter().map(|key| key.len()).sum();
    app.script(SCRIPT, &[json!(letters)]);
    if between.is_zero() {
        app.press(keys.concat());
    } else {
        for key in keys {
            app.press(*key);
            sleep(between);
        }
    }
    let took = app.slow_script("const [done] = arguments; window.shown.then(done)", &[]);
    Duration::from_secs_f64(took.as_f64().unwrap_or_default() / 1e3)
}
