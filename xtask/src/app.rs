//! Building the app in its two configurations, and opening it.

use std::env;
use std::fs;
use std::path::PathBuf;

use crate::command::{Failure, Outcome, While, cargo, command, run};
use crate::{needs, places, ui};

/// As it is released: `custom-protocol` puts `ui/dist` inside the program.
const RELEASED: &str = "build --release --locked -p duologue --features custom-protocol";

/// The same with the CLI beside it. Asked for alone, the CLI would get its dependencies with
/// other features, and cargo would compile two hundred of them again.
const RELEASED_WITH_CLI: &str =
    "build --release --locked -p duologue -p duologue-cli --features duologue/custom-protocol";

/// The same sources, but for the one switch that lets WebDriver in.
const UNDER_TEST: &str =
    "build --release --locked -p duologue --features custom-protocol,webdriver";

/// `cargo xtask run`: from a fresh clone to the open window.
pub fn open(journal: Option<PathBuf>) -> Outcome {
    // said first, not after ten minutes of building
    check_display()?;
    needs::to_build()?;
    ui::provide()?.build()?;
    run(&mut cargo(RELEASED))?;
    run(&mut command(places::released("duologue"), journal))
}

/// Builds what is packed: the app as it is released, and `target/release/duologue-cli`.
pub fn build_released_with_cli() -> Outcome {
    run(&mut cargo(RELEASED_WITH_CLI))
}

/// Builds the configuration for WebDriver and puts it out of the released one's way.
///
/// Cargo gives both the same place in `target/release`, so build the released one after it.
pub fn build_under_test() -> Outcome {
    run(&mut cargo(UNDER_TEST))?;
    let copy = places::app_under_test();
    if let Some(folder) = copy.parent() {
        fs::create_dir_all(folder).while_doing("making a folder for the app under test")?;
    }
    // Copying over a program that still runs is refused; its name can be freed.
    let _ = fs::remove_file(&copy);
    fs::copy(places::released("duologue"), &copy).while_doing("copying the app under test")?;
    Ok(())
}

fn check_display() -> Outcome {
    let there = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    if !cfg!(target_os = "linux") || there("DISPLAY") || there("WAYLAND_DISPLAY") {
        return Ok(());
    }
    Err(Failure::new(
        "There is no display here: neither DISPLAY nor WAYLAND_DISPLAY is set, and Duologue is a \
         window.\n  - at the computer: run this in a terminal of its desktop\n  - from afar: \
         connect with `ssh -X`, then run this again\n  - only to try it, unseen: install xvfb, \
         then `xvfb-run -a cargo xtask run`",
    ))
}
