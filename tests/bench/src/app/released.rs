//! The released app: how long it takes to start, how much memory it holds, what its package weighs.
//!
//! Its webview refuses WebDriver, so it is started and used as a person does, and watched on the
//! display. Only when a figure is taken is it asked, as a screen reader asks, what stands there.

use super::display::Display;
use super::told;
use crate::Failed;
use crate::figures::{half_and_highest, megabytes};
use crate::journal::{Made, NOOR, PASSPHRASE};
use crate::pages::{Length, page};
use crate::table::Table;
use app_tests::desktop::{Desktop, press, type_text};
use app_tests::memory::{Found, Words};
use app_tests::processes;
use app_tests::released::{App, Home, program};
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

const STARTS: usize = 9;
const COLD_STARTS: usize = 3;
/// So many of the newest pages are looked for in memory, by a line that stands on no other.
const SOUGHT: usize = 40;

/// Starts it again and again with the journal, and unlocks it the last time.
pub fn measure(made: &Made, table: &mut Table) -> Result<(), Failed> {
    table.heading("The app as it is released");
    if let Some(display) = told("DUOLOGUE_DISPLAY") {
        eprintln!("Starting the released app.");
        started(made, &Display::kept_in(&display)?, table)?;
    }
    if let Some(deb) = told("DUOLOGUE_DEB") {
        table.add_asked("package (.deb)", megabytes(std::fs::metadata(deb)?.len()), "≤ 30 MB");
    }
    Ok(())
}

fn started(made: &Made, display: &Display, table: &mut Table) -> Result<(), Failed> {
    let _desktop = Desktop::begin();
    let home = Home::empty();
    let journal = home.path("documents").join("bench.duologue");
    std::fs::copy(&made.path, &journal)?;
    cold_starts(&home, &journal, display, table)?;
    let mut starts = Vec::new();
    for left in (0..STARTS).rev() {
        let (took, mut child) = start(&home, &journal, display)?;
        starts.push(took);
        let locked = processes::of_all_below(child.id());
        let app = App::running(child.id());
        app.field(&format!("{NOOR}’s passphrase"));
        if left == 0 {
            let what = "start to the unlock screen painted, its files in the cache";
            table.add(what, half_and_highest(&starts));
            table.add("memory at the unlock screen (PSS, with WebKit)", mebibytes(locked));
            unlock(&app, display, made.pages, table)?;
        }
        app.quit();
        child.wait()?;
    }
    Ok(())
}

/// The first start of a day: nothing of the app, of WebKit or of the journal is in memory.
fn cold_starts(
    home: &Home,
    journal: &Path,
    display: &Display,
    table: &mut Table,
) -> Result<(), Failed> {
    let what = "start to the unlock screen painted, from the disk";
    let mut starts = Vec::new();
    for _ in 0..COLD_STARTS {
        if let Err(why) = forget_files() {
            table.add(what, format!("not measured: {why}"));
            return Ok(());
        }
        let (took, mut child) = start(home, journal, display)?;
        starts.push(took);
        App::running(child.id()).quit();
        child.wait()?;
    }
    table.add(what, half_and_highest(&starts));
    Ok(())
}

/// Has the system forget the files it keeps in memory. Only root may.
fn forget_files() -> std::io::Result<()> {
    Command::new("sync").status()?;
    std::fs::write("/proc/sys/vm/drop_caches", "3")
}

/// From the start of the process to the first frame in which the unlock screen stands as it stays.
fn start(home: &Home, journal: &Path, display: &Display) -> Result<(Duration, Child), Failed> {
    let mut command = home.command(program());
    command.arg(journal);
    let begun = Instant::now();
    let child = command.spawn()?;
    Ok((display.still()?.duration_since(begun), child))
}

fn unlock(app: &App, display: &Display, pages: usize, table: &mut Table) -> Result<(), Failed> {
    app.on_display().focus();
    type_text(PASSPHRASE);
    press("Return");
    display.still()?;
    let unlocked = processes::of_all_below(app.process());
    app.press("Journal");
    display.still()?;
    let reading = processes::of_all_below(app.process());
    table.add("memory with 10,000 pages unlocked, at Today", mebibytes(unlocked));
    table.add("memory with 10,000 pages unlocked, at the timeline", mebibytes(reading));
    left(app, display, pages, table)
}

/// What of the words that stood there stays in memory once it is locked.
fn left(app: &App, display: &Display, pages: usize, table: &mut Table) -> Result<(), Failed> {
    let what = "newest pages and passphrase found in memory";
    let lines = (pages.saturating_sub(SOUGHT)..pages)
        .filter_map(|n| page(n, Length::Page).text.lines().next().map(str::to_owned));
    let words = Words::new(lines.chain([PASSPHRASE.to_owned()]));
    let unlocked = match words.found_in(app.process()) {
        Ok(found) => found,
        Err(why) => {
            table.add(what, format!("not measured: {why}"));
            return Ok(());
        }
    };
    table.add(&format!("{what}, at the timeline"), found(&unlocked));
    app.lock(NOOR);
    display.still()?;
    table.add(&format!("{what}, locked"), found(&words.found_in(app.process())?));
    Ok(())
}

fn found(Found { app, web_view, of }: &Found) -> String {
    format!("{app} of {of} in the app, {web_view} in its web view")
}

fn mebibytes(kib: u64) -> String {
    format!("{} MiB", kib / 1024)
}
