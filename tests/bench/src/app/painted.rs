//! From the passphrase to a painted timeline, in the real window.
//!
//! The configuration for WebDriver is driven; it differs from the released one in one switch. A
//! script in the page reads the page's own clock ([`SCRIPT`]): from submitting the form to the
//! first frame painted with pages in it. Of that the key derivation is taken off, as long as it
//! takes here by itself, between the runs, at the very cost this journal names.

use super::told;
use crate::Failed;
use crate::figures::{half_and_highest, quantile};
use crate::journal::{Made, PASSPHRASE};
use crate::table::Table;
use crate::unlock::derivation;
use app_tests::app::App;
use app_tests::computer::Computer;
use serde_json::{Value, json};
use std::time::Duration;

const RUNS: usize = 11;
const SCRIPT: &str = include_str!("painted.js");
/// The Journal's rows, and what Today shows beside the prompt: what the core had to be asked for.
const TIMELINE: &str = "[data-test=row]";
const TODAY: &str = "[data-test=today-also] > *";

/// Unlocks again and again, and looks at the Journal and at Today by turns.
pub fn measure(made: &Made, table: &mut Table) -> Result<(), Failed> {
    let asked = "≤ 300 ms";
    let timeline = "timeline painted in the window, Journal pressed as soon as it can be";
    if told("DUOLOGUE_APP").is_none() {
        table.add_asked(timeline, "not measured: `cargo xtask bench` builds the app", asked);
        return Ok(());
    }
    eprintln!("Unlocking them in the window.");
    let computer = Computer::new();
    let journal = computer.document("bench.duologue");
    std::fs::copy(&made.path, &journal)?;
    let app = App::open(&computer, &journal);
    let (mut timelines, mut todays, mut derivations) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        timelines.push(painted(&app, TIMELINE));
        todays.push(painted(&app, TODAY));
        derivations.push(derivation()?);
    }
    let derivation = quantile(&derivations, 0.5);
    let after = |times: &[Duration]| -> Vec<_> {
        times.iter().map(|time| time.saturating_sub(derivation)).collect()
    };
    table.add_asked(timeline, half_and_highest(&after(&timelines)), asked);
    table.add("Today painted in the window, which comes first", half_and_highest(&after(&todays)));
    table.add("the key derivation taken off (19 MiB × 1)", half_and_highest(&derivations));
    Ok(())
}

/// From submitting the passphrase to the first painted frame with `goal` in it; locked again.
fn painted(app: &App, goal: &str) -> Duration {
    app.see("unlock-form");
    app.click("unlock-who-1");
    app.fill("unlock-passphrase", PASSPHRASE);
    let marks = app.slow_script(SCRIPT, &[json!(goal)]);
    if std::env::var_os("MARKS").is_some() {
        eprintln!("{goal} {marks}");
    }
    app.lock();
    let ms = marks.get("painted").and_then(Value::as_f64).unwrap_or_default();
    Duration::from_secs_f64(ms / 1e3)
}
