//! What takes long tells how far it is and can be stopped; then nothing is half done.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use app_tests::app::App;
use app_tests::computer::{Computer, names_in};
use app_tests::desktop::within;
use app_tests::dialogs;
use app_tests::journal::{self, NOOR, Person, SAM};
use chrono::Local;
use duologue_core::Surroundings;
use duologue_core::journal::{Journal, Sitting};
use duologue_core::system::System;
use duologue_core::vault::Computer as Records;
use serde_json::json;

use crate::printed::pages_of;

/// So many pages, so long each, that a backup takes long enough to be seen.
const PAGES: usize = 16;
const PAGE: usize = 4 << 20;

#[test]
fn a_backup_that_is_stopped_leaves_nothing_and_the_next_one_is_made() {
    let (computer, journal) = large();
    let backup = computer.document("Saved.duologue-backup");
    let app = App::open(&computer, &journal);
    app.unlock(NOOR);
    app.click("backup-go");
    stop_once_shown(&app, "backup-progress", Share::Told);
    app.click("backup-make");
    let slowed = Slowed::once_it_writes(&app, &computer);
    dialogs::save_as(&backup);
    see_stopped(&app);
    drop(slowed);
    app.see_gone("backup-progress-cancel");
    nothing_beside(&computer, &["large.duologue"]);
    assert!(!app.sees("backup-made"), "what was stopped is not said to be saved");
    assert_eq!(no_failure(&app), "", "and stopping is no failure");
    let state = app.ask("today", json!({})).expect("today");
    assert_eq!(state["backup"]["at"], json!(null), "nor is it remembered as a backup");

    app.write_page("mine", "Written after stopping: fogbell.");
    app.click("rail-settings");
    app.click("settings-backup");
    app.click("backup-make");
    dialogs::save_as(&backup);
    app.see_words("backup-made", "Saved");
    nothing_beside(&computer, &["Saved.duologue-backup", "large.duologue"]);
}

#[test]
fn locking_stops_a_backup_and_leaves_nothing() {
    let (computer, journal) = large();
    let app = App::open(&computer, &journal);
    let slowed = in_the_middle_of_a_backup(&computer, &app);
    app.click("rail-lock");
    app.see_gone("backup-make");
    drop(slowed);
    app.see("unlock-form");
    nothing_beside(&computer, &["large.duologue"]);
    app.unlock(NOOR);
}

#[test]
fn closing_the_window_stops_a_backup_and_leaves_nothing() {
    let (computer, journal) = large();
    let app = App::open(&computer, &journal);
    let slowed = in_the_middle_of_a_backup(&computer, &app);
    app.close_window();
    drop(slowed);
    nothing_beside(&computer, &["large.duologue"]);
    let app = App::open(&computer, &journal);
    app.unlock(NOOR);
}

/// Unlocks, and begins a backup that goes on slowly.
fn in_the_middle_of_a_backup(computer: &Computer, app: &App) -> Slowed {
    app.unlock(NOOR);
    app.click("backup-go");
    app.click("backup-make");
    let slowed = Slowed::once_it_writes(app, computer);
    dialogs::save_as(&computer.document("Saved.duologue-backup"));
    see_progress(app, "backup-progress");
    slowed
}

#[test]
fn a_restore_that_is_stopped_leaves_nothing_and_the_next_one_is_made() {
    let (computer, journal) = large();
    let backup = computer.document("Saved.duologue-backup");
    let restored = computer.document("Restored.duologue");
    back_up(&journal, &backup);
    let app = App::open(&computer, &journal);
    let before = ["Saved.duologue-backup", "large.duologue"];

    app.click("unlock-restore");
    app.click("restore-choose");
    dialogs::open(&backup);
    app.see_words("file-place", "Saved");
    app.fill("restore-passphrase", NOOR.passphrase);
    // While the key is derived: the dialog that asks where must not come any more.
    stop_once_shown(&app, "restore-progress", Share::Unknown);
    let slowed = Slowed::begin(&app);
    app.click("restore-go");
    see_stopped(&app);
    drop(slowed);
    app.see_gone("restore-progress-cancel");
    assert_eq!(no_failure(&app), "", "stopping is no failure");

    stop_once_shown(&app, "restore-progress", Share::Told);
    app.click("restore-go");
    let slowed = Slowed::once_it_writes(&app, &computer);
    dialogs::save_as(&restored);
    see_stopped(&app);
    drop(slowed);
    app.see_gone("restore-progress-cancel");
    nothing_beside(&computer, &before);
    assert_eq!(no_failure(&app), "", "stopping is no failure");

    app.click("restore-go");
    dialogs::save_as(&restored);
    app.see("unlock-restored");
    app.unlock(SAM);
    app.go("journal");
    app.see_words("timeline", "marblefinch");
}

#[test]
fn unlocking_that_is_stopped_leaves_it_locked_and_the_door_usable() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    stop_once_shown(&app, "unlock-progress", Share::Unknown);
    let slowed = Slowed::begin(&app);
    app.try_passphrase(NOOR, NOOR.passphrase);
    let said = see_stopped(&app);
    drop(slowed);
    assert!(said.contains("Opening."), "it says what it does: {said}");
    app.see_gone("unlock-progress-cancel");
    assert_eq!(app.ask("situation", json!({})).expect("it")["is"], "locked", "it was stopped");
    assert_eq!(no_failure(&app), "", "stopping is no failure");
    assert!(!app.sees("rail"), "and nothing is shown");
    app.unlock(SAM);
    app.go("journal");
    app.see_words("timeline", "marblefinch");
}

#[test]
fn making_a_journal_that_is_stopped_leaves_no_file() {
    let computer = Computer::new();
    let journal = computer.document("New.duologue");
    let app = App::start(&computer);
    app.begin_journal(&journal);
    app.click("making-where-next");
    app.introduce("making", NOOR);
    stop_once_shown(&app, "making-progress", Share::Unknown);
    let slowed = Slowed::begin(&app);
    app.click("making-passphrase-next");
    see_stopped(&app);
    drop(slowed);
    app.see_gone("making-progress-cancel");
    nothing_beside(&computer, &[]);
    assert_eq!(no_failure(&app), "", "stopping is no failure");
    app.click("making-passphrase-next");
    app.see("kit");
    nothing_beside(&computer, &["New.duologue"]);
}

#[test]
fn a_book_tells_what_it_is_at_and_one_that_is_stopped_leaves_no_file() {
    let (computer, journal) = long();
    let pdf = computer.document("Year.pdf");
    let app = App::open(&computer, &journal);
    app.unlock(NOOR);
    app.go("journal");
    app.click("book-begin");
    app.fill("book-name", "Our year");
    app.click("book-save");
    dialogs::save_as(&pdf);
    app.see_words("book-progress", "Setting the pages");
    assert!(!app.sees("[data-test=book-progress] .timer-track"), "no share that nobody knows");
    app.click("book-progress-cancel");
    app.see_gone("book-progress-cancel");
    assert_eq!(no_failure(&app), "", "stopping is no failure");
    nothing_beside(&computer, &["long.duologue"]);

    hear_progress(&app);
    app.click("book-save");
    dialogs::save_as(&pdf);
    app.see_words("book-saved", "Year");
    let steps = app.wait("the last step", || {
        let told = app.script("return window.told", &[]);
        let steps = told.as_array()?.iter().filter(|told| told["job"] != "book").cloned();
        let steps: Vec<_> = steps.collect();
        (steps.len() > 1).then_some(steps)
    });
    let pages = pages_of(&pdf);
    assert_eq!(
        steps,
        [
            json!({ "job": "bookSetting", "done": 0, "total": 0 }),
            json!({ "job": "bookWriting", "done": pages, "total": pages }),
        ],
        "setting has no share; how many pages there are is known before their file is made"
    );
}

#[test]
fn a_check_that_is_stopped_says_so_and_the_next_one_looks_at_everything() {
    let (computer, journal) = large();
    let app = App::open(&computer, &journal);
    app.unlock(NOOR);
    app.go("settings");
    app.click("settings-check");
    stop_once_shown(&app, "check-progress", Share::Told);
    let slowed = Slowed::begin(&app);
    app.click("check-go");
    see_stopped(&app);
    drop(slowed);
    app.see_words("check-stopped", "Not everything was looked at");
    assert!(!app.sees("check-whole"), "what was not looked at is not called whole");
    assert_eq!(no_failure(&app), "", "stopping is no failure");
    app.click("check-go");
    app.see_words("check-whole", "Everything opens");
}

#[test]
fn new_keys_that_are_stopped_half_way_are_unfinished_until_they_are_gone_on_with() {
    let new = Person { passphrase: "pebble sandal orchard kettle finch", ..NOOR };
    let (computer, journal) = large();
    let app = App::open(&computer, &journal);
    app.unlock(NOOR);
    let given = json!({ "old": NOOR.passphrase, "new": new.passphrase });
    app.ask("take_new_keys", given).expect("new keys");
    app.lock();
    app.unlock(new);
    app.go("settings");
    app.click("settings-new-keys");
    stop_once_shown(&app, "new-keys-encrypting", Share::Told);
    let slowed = Slowed::begin(&app);
    app.click("new-keys-go-on");
    see_stopped(&app);
    drop(slowed);
    app.see_gone("new-keys-encrypting-cancel");
    assert!(!app.sees("new-keys-done"), "what was stopped is not called done");
    assert_eq!(no_failure(&app), "", "stopping is no failure");
    app.lock();
    app.unlock(new);
    app.see_words("told-keysUnfinished", "not everything is under them yet");
    app.go("settings");
    app.click("settings-new-keys");
    app.click("new-keys-go-on");
    app.see_words("new-keys-done", "encrypted again");
}

/// Remembers in the page what is told of slow steps from now on.
fn hear_progress(app: &App) {
    let script = "const [done] = arguments;
        window.told = [];
        const tauri = window.__TAURI_INTERNALS__;
        const handler = tauri.transformCallback(event => window.told.push(event.payload));
        tauri.invoke('plugin:event|listen', { event: 'progress', target: { kind: 'Any' }, handler })
            .then(() => done(null))";
    app.slow_script(script, &[]);
}

/// Whether a step must tell how far it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Share {
    Told,
    Unknown,
}

/// From now on the page itself presses the button that stops a step, as soon as that is shown: by the
/// time WebDriver came to it the step may be over.
pub fn stop_once_shown(app: &App, part: &str, share: Share) {
    app.script(
        "const [part, told] = arguments;
        const find = more => document.querySelector(`[data-test=${part}${more}`);
        const look = () => {
            const [stop, fill] = [find('-cancel]'), find('] .timer-fill')];
            if (!stop || (told && !fill)) return;
            watcher.disconnect();
            window.stoppedAt = fill ? parseFloat(fill.style.getPropertyValue('--done')) : 0;
            window.saidThen = find(']').innerText;
            stop.click();
        };
        const watcher = new MutationObserver(look);
        delete window.stoppedAt;
        watcher.observe(document.body, { subtree: true, childList: true, attributes: true });",
        &[json!(part), json!(share == Share::Told)],
    );
}

/// Waits until the page stopped it; what was said beside the button comes back.
pub fn see_stopped(app: &App) -> String {
    let at = app.wait("it stopped", || app.script("return window.stoppedAt", &[]).as_f64());
    assert!((0.0..=100.0).contains(&at), "a part of the whole: {at}");
    app.script("return window.saidThen", &[]).as_str().unwrap_or_default().to_owned()
}

/// Waits for a progress line that tells how far it is and can be stopped.
fn see_progress(app: &App, part: &str) {
    app.see(&format!("{part}-cancel"));
    let told = app.wait("how far it is", || {
        let told = app.script(
            "const fill = document.querySelector(arguments[0]);
            return fill ? parseFloat(fill.style.getPropertyValue('--done')) : null",
            &[json!(format!("[data-test={part}] .timer-fill"))],
        );
        told.as_f64()
    });
    assert!((0.0..=100.0).contains(&told), "a part of the whole: {told}");
}

/// The words of whatever failure is on the page.
fn no_failure(app: &App) -> String {
    let script = "return [...document.querySelectorAll('[data-test^=failure-]')]
        .map(part => part.textContent).join(' ')";
    app.script(script, &[]).as_str().unwrap_or_default().to_owned()
}

/// Nothing lies among the documents but `names`, and what SQLite keeps beside an open file.
#[track_caller]
fn nothing_beside(computer: &Computer, names: &[&str]) {
    let here = || {
        let mut names = names_in(&computer.document(""));
        names.retain(|name| !name.ends_with("-wal"));
        names
    };
    let left = within(Duration::from_secs(10), || (here() == names).then_some(()));
    assert!(left.is_some(), "only {names:?} may be there, not {:?}", here());
}

/// A journal of two that takes a while to back up.
fn large() -> (Computer, PathBuf) {
    let computer = Computer::new();
    let journal = journal::of_two(&computer, "large.duologue");
    let page = "We walked to the lake and talked. ".repeat(PAGE / 34);
    with_noor(&journal, |noor| {
        for number in 1..=PAGES {
            let text = format!("{number}. {page}");
            noor.write_page(true, Local::now().date_naive(), &text, &[]).expect("a page");
        }
    });
    (computer, journal)
}

/// A journal of two with so much in Ours that its book takes a while to set.
fn long() -> (Computer, PathBuf) {
    let computer = Computer::new();
    let journal = journal::of_two(&computer, "long.duologue");
    let page = "We walked to the lake and talked of nothing much. ".repeat(60);
    with_noor(&journal, |noor| {
        for number in 1..=600 {
            let text = format!("{number}. {page}");
            noor.write_page(true, Local::now().date_naive(), &text, &[]).expect("a page");
        }
    });
    (computer, journal)
}

fn back_up(journal: &Path, to: &Path) {
    with_noor(journal, |noor| {
        noor.back_up(to, &mut |_, _| ControlFlow::Continue(())).expect("a backup");
    });
}

/// Noor at the journal, on another computer.
fn with_noor(journal: &Path, work: impl FnOnce(&mut Sitting)) {
    let elsewhere = tempfile::tempdir().expect("another computer");
    let journal = Journal::open(journal, Records::new(elsewhere.path())).expect("the journal");
    let faces = journal.faces().expect("faces");
    let (noor, _) = faces.iter().find(|(_, face)| face.label == NOOR.label).expect("Noor");
    let challenge = journal.challenge(*noor).expect("a keyslot");
    let free = System::default().free_memory_kib();
    let opened = challenge.answer(NOOR.passphrase, free).expect("Noor’s passphrase");
    let sitting = journal.unlock(&opened, Box::new(System::default()));
    let mut sitting = sitting.map_err(|(_, error)| error).expect("unlocked");
    work(&mut sitting);
    sitting.lock().and_then(Journal::close).expect("closed");
}

/// The app as on a computer that is many times slower. As it was when dropped.
struct Slowed {
    app: u32,
    done: Arc<AtomicBool>,
    slowing: Option<JoinHandle<()>>,
}

impl Slowed {
    fn begin(app: &App) -> Self {
        Self::once(app, || true)
    }

    /// From the moment on that something new is written beside the documents: by the time a dialog
    /// was seen gone, it may be written.
    fn once_it_writes(app: &App, computer: &Computer) -> Self {
        let documents = computer.document("");
        let is_begun = |name: &String| name.ends_with(".partial");
        Self::once(app, move || names_in(&documents).iter().any(is_begun))
    }

    fn once(app: &App, is_time: impl Fn() -> bool + Send + 'static) -> Self {
        let (app, done) = (app.process(), Arc::new(AtomicBool::new(false)));
        let over = Arc::clone(&done);
        let slowing = thread::spawn(move || {
            while !over.load(Ordering::Relaxed) && !is_time() {
                thread::sleep(Duration::from_millis(1));
            }
            while !over.load(Ordering::Relaxed) {
                signal("-STOP", app);
                thread::sleep(Duration::from_millis(60));
                signal("-CONT", app);
                thread::sleep(Duration::from_millis(5));
            }
        });
        Self { app, done, slowing: Some(slowing) }
    }
}

impl Drop for Slowed {
    fn drop(&mut self) {
        self.done.store(true, Ordering::Relaxed);
        if let Some(slowing) = self.slowing.take() {
            // It ends whatever happened.
            let _ = slowing.join();
        }
        signal("-CONT", self.app);
    }
}

fn signal(which: &str, process: u32) {
    // Whoever is gone already needs none.
    let _ = Command::new("kill").args([which, &process.to_string()]).output();
}
