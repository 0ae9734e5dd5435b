//! From the passphrase to a painted timeline, in the real window.
//!
//! The configuration for WebDriver is driven, told to paint as the released one does. A
//! script in the page ([`SCRIPT`]) reads the page's own clock, from submitting the form to the
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

/// The first unlock after a start is what a person waits for; the later ones show what of it is
/// the web view getting going.
const STARTS: usize = 7;
const AGAIN: usize = 3;
const ASKED: &str = "≤ 300 ms";
const SCRIPT: &str = include_str!("painted.js");

/// Starts the app and unlocks again and again, and looks at the Journal and at Today by turns.
pub fn measure(made: &Made, table: &mut Table) -> Result<(), Failed> {
    let what = "timeline painted, its place pressed at once; app just started";
    if told("DUOLOGUE_APP").is_none() {
        table.add_asked(what, "not measured: `cargo xtask bench` builds the app", ASKED);
        return Ok(());
    }
    eprintln!("Unlocking them in the window.");
    let computer = Computer::new();
    let journal = computer.document("bench.duologue");
    std::fs::copy(&made.path, &journal)?;
    let (mut first, mut timelines, mut todays) = (Vec::new(), Vec::new(), Vec::new());
    let (mut opened, mut derivations) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let app = App::open(&computer, &journal);
        first.push(unlock(&app, "journal").painted);
        for _ in 0..AGAIN {
            for (place, painted) in [("journal", &mut timelines), ("today", &mut todays)] {
                let marks = unlock(&app, place);
                painted.push(marks.painted);
                opened.push(marks.open);
            }
        }
        derivations.push(derivation()?);
    }
    let derivation = quantile(&derivations, 0.5);
    let after = |times: &[Duration]| {
        let after = times.iter().map(|time| time.saturating_sub(derivation));
        half_and_highest(&after.collect::<Vec<_>>())
    };
    table.add_asked(what, after(&first), ASKED);
    table.add_asked("the same, unlocked again in the same app", after(&timelines), ASKED);
    table.add("Today painted, which comes first; again", after(&todays));
    table.add("of either, until the window knows that it is open; again", after(&opened));
    table.add("taken off each: this journal's key derivation", half_and_highest(&derivations));
    Ok(())
}

/// When something happened, counted from submitting the passphrase.
struct Marks {
    open: Duration,
    painted: Duration,
}

/// Unlocks and waits for `place` to be painted; then locks again.
fn unlock(app: &App, place: &str) -> Marks {
    app.see("unlock-form");
    app.click("unlock-who-1");
    app.fill("unlock-passphrase", PASSPHRASE);
    let marks = app.slow_script(SCRIPT, &[json!(place)]);
    app.lock();
    let at = |name| {
        let ms = marks.get(name).and_then(Value::as_f64).unwrap_or_default();
        Duration::from_secs_f64(ms / 1e3)
    };
    Marks { open: at("open"), painted: at("painted") }
}
