//! A desktop as small as it can be, and hands on it: the keyboard and the mouse (`xdotool`), a
//! window manager (`openbox`), windows and their titles (`xprop`), and what a screen reader is
//! told ([`reader`]).
//!
//! `cargo xtask test` gives every run a display (Xvfb) and a session bus of its own; what is here
//! begins where those are there. Nothing waits for a fixed time: [`until`] looks until it sees.

pub mod reader;

use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long something on the screen may take. A slow computer is no fault of the app, so this is
/// long; nobody waits for it but a test that fails.
pub const LIMIT: Duration = Duration::from_secs(60);

const LOOK_EVERY: Duration = Duration::from_millis(50);

/// Looks until `look` sees something.
///
/// # Panics
/// When it sees nothing within [`LIMIT`]; `what` says what was looked for.
#[track_caller]
pub fn until<T>(what: &str, look: impl FnMut() -> Option<T>) -> T {
    within(LIMIT, look).unwrap_or_else(|| panic!("not seen within {LIMIT:?}: {what}"))
}

/// Looks until `look` sees something, or for `limit`.
pub fn within<T>(limit: Duration, mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let begun = Instant::now();
    loop {
        if let Some(seen) = look() {
            return Some(seen);
        }
        if begun.elapsed() > limit {
            return None;
        }
        thread::sleep(LOOK_EVERY);
    }
}

/// The window manager: without one no window has the keyboard. Gone when dropped.
pub struct Desktop(Option<Child>);

impl Desktop {
    /// Starts a window manager, if the display has none.
    ///
    /// # Panics
    /// When there is no display, or openbox is missing.
    pub fn begin() -> Self {
        if is_managed() {
            return Self(None);
        }
        let openbox = Command::new("openbox")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("openbox is installed");
        let this = Self(Some(openbox));
        until("a window manager on the display", || is_managed().then_some(()));
        this
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        if let Some(openbox) = &mut self.0 {
            // Already gone is as good.
            let _ = openbox.kill();
            let _ = openbox.wait();
        }
    }
}

fn is_managed() -> bool {
    let root = output("xprop", &["-root", "_NET_SUPPORTING_WM_CHECK"]);
    // the property outlives its owner, the window it names does not
    root.and_then(|root| Some(root.split_once("# ")?.1.trim().to_owned()))
        .is_some_and(|window| output("xprop", &["-id", &window, "_NET_WM_NAME"]).is_some())
}

/// A window on the display, by its X11 number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window(String);

impl Window {
    /// The visible windows of a process.
    pub fn of(process: u32) -> Vec<Self> {
        let process = process.to_string();
        let search = ["search", "--all", "--onlyvisible", "--pid", &process, "--name", ""];
        let found = output("xdotool", &search).unwrap_or_default();
        found.lines().map(|id| Self(id.to_owned())).filter(|window| !window.is_gone()).collect()
    }

    /// Its X11 number.
    pub fn number(&self) -> &str {
        &self.0
    }

    /// Its title.
    pub fn title(&self) -> String {
        self.text_property("_NET_WM_NAME")
    }

    /// Gives it the keyboard, and waits until it has it, or is gone.
    ///
    /// # Panics
    /// When it does not get it.
    pub fn focus(&self) {
        until("the window has the keyboard", || {
            let active = output("xdotool", &["getactivewindow"]);
            if active.is_some_and(|active| active.trim() == self.0) || self.is_gone() {
                return Some(());
            }
            output("xdotool", &["windowactivate", &self.0]);
            None
        });
    }

    /// Asks it to close, as its close button does, until it is gone or `asks` something first: a key
    /// may be lost while the page is another one.
    ///
    /// # Panics
    /// When it stays and asks nothing.
    pub fn close(&self, mut asks: impl FnMut() -> bool) {
        let mut heard = || (self.is_gone() || asks()).then_some(());
        until("the window closed", || {
            heard().or_else(|| {
                self.focus();
                press("alt+F4");
                within(Duration::from_secs(2), &mut heard)
            })
        });
    }

    fn is_gone(&self) -> bool {
        !self.property("WM_STATE").contains("Normal")
    }

    fn text_property(&self, name: &str) -> String {
        let line = self.property(name);
        line.split_once(" = ").map_or("", |(_, text)| text.trim()).trim_matches('"').to_owned()
    }

    fn property(&self, name: &str) -> String {
        output("xprop", &["-id", &self.0, name]).unwrap_or_default()
    }
}

/// Presses keys together, such as `ctrl+l`, in the window that has the keyboard.
///
/// # Panics
/// When xdotool is missing.
pub fn press(keys: &str) {
    output("xdotool", &["key", "--clearmodifiers", keys]).expect("xdotool presses keys");
}

/// Types into the window that has the keyboard.
///
/// # Panics
/// When xdotool is missing.
pub fn type_text(text: &str) {
    output("xdotool", &["type", "--clearmodifiers", "--delay", "8", "--", text])
        .expect("xdotool types");
}

/// Clicks with a mouse button, 1 being the left one.
///
/// # Panics
/// When xdotool is missing.
pub fn click(x: i32, y: i32, button: u8) {
    let (x, y, button) = (x.to_string(), y.to_string(), button.to_string());
    output("xdotool", &["mousemove", "--sync", &x, &y, "click", &button]).expect("xdotool clicks");
}

/// What a program printed, if it ended well.
pub fn output(program: &str, words: &[&str]) -> Option<String> {
    let ran = Command::new(program).args(words).stdin(Stdio::null()).output().ok()?;
    ran.status.success().then(|| String::from_utf8_lossy(&ran.stdout).into_owned())
}
