//! Locking: the window is emptied first, then the keys and the book go.

use crate::automatic;
use crate::commands::opening::tell_situation;
use crate::shapes::FailureCode;
use crate::shell::{Seat, Shell};
use crate::window;
use std::thread;
use std::time::{Duration, Instant};
use tauri::{AppHandle, CloseRequestApi, Emitter, Manager};

const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Locks now: empties the window, stops what runs, leaves one complete file.
pub(crate) fn lock(app: &AppHandle) {
    empty_window(app);
    let shell = app.state::<Shell>();
    let mut open = shell.open_to_lock();
    open.forget();
    let (path, locked) = match std::mem::take(&mut open.seat) {
        Seat::Alone(sitting) => (sitting.path().to_owned(), sitting.lock()),
        Seat::Together(sitting) => (sitting.path().to_owned(), sitting.lock()),
        Seat::OnlyOurs(sitting) => (sitting.path().to_owned(), sitting.lock()),
        other => {
            open.seat = other;
            return;
        }
    };
    match locked {
        Ok(journal) => open.seat = Seat::Locked(journal),
        // The keys are gone and the file is closed; opening it again shows what is wrong.
        Err(error) => open.refused = Some((error.into(), path)),
    }
}

fn empty_window(app: &AppHandle) {
    // The page empties itself at this word, and is then torn down whatever it did.
    let _ = app.emit_to(window::MAIN, "locking", ());
    window::tear_down(app);
}

/// Closes the journal when the app ends.
pub(crate) fn leave(app: &AppHandle) {
    let shell = app.state::<Shell>();
    let mut open = shell.open_to_lock();
    open.keep_unkept();
    open.forget();
    let journal = match std::mem::take(&mut open.seat) {
        Seat::Alone(sitting) => sitting.lock(),
        Seat::Together(sitting) => sitting.lock(),
        Seat::OnlyOurs(sitting) => sitting.lock(),
        Seat::Locked(journal) => Ok(journal),
        Seat::Closed => return,
    };
    // Whatever cannot be closed now is finished by SQLite at the next opening.
    let _ = journal.and_then(duologue_core::journal::Journal::close);
    if open.is_sample {
        shell.this_computer().sample().throw_away();
    }
}

/// The window is to be closed. While words wait that the file could not take, the window asks.
pub(crate) fn before_closing(app: &AppHandle, closing: &CloseRequestApi) {
    let shell = app.state::<Shell>();
    // This is the main thread: what takes long is stopped, or nothing else gets through.
    let mut open = shell.open_to_lock();
    open.keep_unkept();
    if !open.unkept.is_empty() {
        closing.prevent_close();
        // A page that does not hear it keeps the window open, and the words with it.
        let _ = app.emit_to(window::MAIN, "unkept", ());
    }
}

/// Watches for idleness, erases for good what was hidden two minutes ago, keeps what the file could
/// not take before, and makes the backups that are due.
pub(crate) fn watch(app: &AppHandle) {
    let app = app.clone();
    thread::spawn(move || {
        loop {
            thread::sleep(LOOK_EVERY);
            let shell = app.state::<Shell>();
            let (here, recovering) = {
                let open = shell.open();
                (open.here(), open.recovered.is_some())
            };
            let idle_minutes = shell.this_computer().settings(&here).idle_minutes;
            let secret = recovering || !here.is_empty();
            if secret && shell.idle_seconds() >= u64::from(idle_minutes) * 60 {
                lock(&app);
            }
            erase_what_is_due(&app);
            keep_what_waits(&app);
            automatic::make_if_due(&app);
        }
    });
}

fn keep_what_waits(app: &AppHandle) {
    let shell = app.state::<Shell>();
    let mut open = shell.open();
    if open.unkept.is_empty() || !open.keep_unkept() {
        return;
    }
    if matches!(open.seat, Seat::Locked(_)) {
        tell_situation(app, &mut open);
    } else {
        let _ = app.emit_to(window::MAIN, "changed", ());
    }
}

fn erase_what_is_due(app: &AppHandle) {
    let shell = app.state::<Shell>();
    let mut open = shell.open();
    let now = Instant::now();
    let due: Vec<_> = open.erasing.extract_if(.., |(_, at)| *at <= now).map(|(id, _)| id).collect();
    if due.is_empty() {
        return;
    }
    for id in due {
        let erased = open.alone().and_then(|sitting| Ok(sitting.erase_page(id)?));
        // Not erased (a full disk, say): it comes back into sight, and can be erased again.
        let failed = erased.is_err_and(|failure| failure.code != FailureCode::NoSuchPage);
        if failed && let Ok(sitting) = open.alone() {
            sitting.show_page(id);
        }
    }
    drop(open);
    let _ = app.emit_to(window::MAIN, "changed", ());
}
