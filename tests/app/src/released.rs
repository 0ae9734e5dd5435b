//! The released app, started as a person starts it and used as one uses it with a keyboard and a
//! screen reader. Nothing in it knows that it is tested.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::desktop::reader::{Node, Reader, Role, state};
use crate::desktop::{Desktop, Window, output, press, type_text, until, within};
use tempfile::TempDir;

/// The released program.
///
/// # Panics
/// When nobody says where it lies.
pub fn program() -> PathBuf {
    path_in("DUOLOGUE_APP_RELEASED")
}

/// A path that `cargo xtask test` gives.
///
/// # Panics
/// When it does not.
pub fn path_in(name: &str) -> PathBuf {
    let path = std::env::var_os(name).map(PathBuf::from);
    path.unwrap_or_else(|| panic!("{name} is not set: run `cargo xtask test`"))
}

/// A home of nobody: all that a program could call its own place lies in it.
pub struct Home(TempDir);

impl Default for Home {
    fn default() -> Self {
        Self::empty()
    }
}

impl Home {
    /// One in which nothing has ever been started.
    ///
    /// # Panics
    /// When there is no room for one.
    pub fn empty() -> Self {
        let home = Self(tempfile::tempdir().expect("a folder for a home"));
        for folder in ["home", "tmp", "run", "documents"] {
            fs::create_dir(home.path(folder)).expect("a folder in a home");
        }
        home
    }

    /// A path in it: below `home`, `tmp`, `run` or `documents`, or beside those.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The folder that only the tests use.
    pub fn own_folder(&self) -> &Path {
        self.0.path()
    }

    /// `program`, living here.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        let home = self.path("home");
        command
            .env("HOME", &home)
            .env("XDG_DATA_HOME", home.join(".local/share"))
            .env("XDG_STATE_HOME", home.join(".local/state"))
            .env("XDG_CONFIG_HOME", home.join(".config"))
            .env("XDG_CACHE_HOME", home.join(".cache"))
            .env("XDG_RUNTIME_DIR", self.path("run"))
            .env("TMPDIR", self.path("tmp"))
            .env("GDK_BACKEND", "x11")
            .env_remove("WAYLAND_DISPLAY")
            .current_dir(&home)
            .stdin(Stdio::null());
        command
    }
}

/// The app, running. Its window can be read and used.
pub struct App {
    process: u32,
    child: Option<Child>,
    reader: Reader,
    _desktop: Desktop,
}

impl App {
    /// Starts it in `home`.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start(home: &Home, journal: Option<&Path>) -> Self {
        let desktop = Desktop::begin();
        let child = home.command(program()).args(journal).spawn().expect("the app starts");
        Self { process: child.id(), child: Some(child), reader: Reader::begin(), _desktop: desktop }
    }

    /// One that somebody else has started.
    pub fn running(process: u32) -> Self {
        Self { process, child: None, reader: Reader::begin(), _desktop: Desktop::begin() }
    }

    /// Its process.
    pub fn process(&self) -> u32 {
        self.process
    }

    /// Everything of it that is on the screen.
    pub fn windows(&self) -> Vec<Node> {
        let windows = self.reader.windows_of(self.process).into_iter();
        windows.filter(|window| window.is(state::SHOWING)).collect()
    }

    /// Its window, as a screen reader has it.
    pub fn window(&self) -> Node {
        until("the window of the app", || {
            self.windows().into_iter().find(|window| window.role() == Some(Role::FRAME))
        })
    }

    /// Its window, as the display has it.
    pub fn on_display(&self) -> Window {
        until("the window of the app on the display", || {
            Window::of(self.process).into_iter().find(|window| window.title() == "Duologue")
        })
    }

    /// Waits for a button.
    #[track_caller]
    pub fn button(&self, name: &str) -> Node {
        self.wait_for(name, &[Role::BUTTON], |found| found == name)
    }

    /// Presses a button, once it can be pressed.
    #[track_caller]
    pub fn press(&self, name: &str) {
        press_when_ready(&self.button(name));
    }

    /// Locks the journal, and waits for the unlock screen, where `label` is asked for theirs.
    #[track_caller]
    pub fn lock(&self, label: &str) {
        let button = self.button("Lock");
        until("Lock can be pressed", || button.is(state::SENSITIVE).then_some(()));
        // The process of the page ends, and answers nobody.
        button.press_for_the_last_time();
        self.field(&format!("{label}’s passphrase"));
    }

    /// Presses the last of several buttons of one name.
    ///
    /// # Panics
    /// When there is none.
    #[track_caller]
    pub fn press_last(&self, name: &str) {
        self.button(name);
        let all = self.window().everything();
        let mut same = all.into_iter().filter(|node| is_button(node) && node.name() == name);
        press_when_ready(&same.next_back().expect("a button was there"));
    }

    /// Presses the button whose name holds `words`.
    #[track_caller]
    pub fn press_one_with(&self, words: &str) {
        press_when_ready(&self.wait_for(words, &[Role::BUTTON], |name| name.contains(words)));
    }

    /// Chooses one of a few.
    #[track_caller]
    pub fn choose(&self, name: &str) {
        let radio = self.wait_for(name, &[Role::RADIO], |found| found == name);
        until(&format!("{name} chosen"), || {
            if radio.is(state::CHECKED) {
                return Some(());
            }
            radio.press();
            within(Duration::from_secs(2), || radio.is(state::CHECKED).then_some(()))
        });
    }

    /// Chooses the one of a few whose name holds `words`.
    #[track_caller]
    pub fn choose_one_with(&self, words: &str) {
        let radio = self.wait_for(words, &[Role::RADIO], |name| name.contains(words));
        self.choose(&radio.name());
    }

    /// A field to type in, whatever kind it is.
    #[track_caller]
    pub fn field(&self, name: &str) -> Node {
        let kinds = [Role::ENTRY, Role::TEXT, Role::PASSWORD];
        self.wait_for(name, &kinds, |found| found == name)
    }

    /// Types into a field.
    #[track_caller]
    pub fn type_into(&self, name: &str, text: &str) {
        let field = self.field(name);
        self.on_display().focus();
        field.focus();
        // A key may be lost or doubled on a busy computer. What a password is nobody sees, so it is
        // counted.
        let long = text.chars().count();
        let is_whole = || match field.role() {
            Some(Role::PASSWORD) => field.text().chars().count() == long,
            _ => field.text().trim() == text.trim(),
        };
        until(&format!("{name} typed whole"), || {
            press("ctrl+a");
            type_text(text);
            within(Duration::from_secs(2), || is_whole().then_some(()))
        });
    }

    /// The name of the file on the cover, once there is a cover.
    pub fn cover(&self) -> String {
        until("the cover of the journal", || {
            let cover = self.window().first(&|node| node.name() == "The cover of the journal")?;
            // its last line
            let lines: Vec<_> = cover.everything().iter().map(Node::text).collect();
            lines.into_iter().rfind(|line| !line.trim().is_empty())
        })
    }

    /// Opens the journal that is asked about.
    #[track_caller]
    pub fn unlock(&self, label: &str, passphrase: &str) {
        self.choose(label);
        self.type_into(&format!("{label}’s passphrase"), passphrase);
        press("Return");
        self.button("Counselling");
    }

    /// Closes the window and waits until the app has gone.
    pub fn quit(mut self) {
        self.on_display().close(|| false);
        match self.child.take() {
            Some(mut child) => drop(until("the app gone", || child.try_wait().ok()?)),
            None => until("the app gone", || (!is_running(self.process)).then_some(())),
        }
    }

    #[track_caller]
    fn wait_for(&self, name: &str, kinds: &[Role], fits: impl Fn(&str) -> bool) -> Node {
        let is_it = |node: &Node| {
            node.role().is_some_and(|role| kinds.contains(&role)) && fits(&node.name())
        };
        let limit = crate::desktop::LIMIT;
        let found = within(limit, || self.window().first(&is_it));
        found.unwrap_or_else(|| panic!("no {name:?} in:\n{}", self.window().outline()))
    }
}

impl Drop for App {
    fn drop(&mut self) {
        // A test that failed leaves it; it would be in the next one's way.
        if is_running(self.process) {
            let _ = output("kill", &["-KILL", &self.process.to_string()]);
        }
        if let Some(child) = &mut self.child {
            let _ = child.wait();
        }
    }
}

/// One that has ended and that nobody has asked about yet is running no more.
fn is_running(process: u32) -> bool {
    let about = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    about.rsplit_once(") ").is_some_and(|(_, state)| !state.starts_with('Z'))
}

fn is_button(node: &Node) -> bool {
    node.role() == Some(Role::BUTTON)
}

#[track_caller]
fn press_when_ready(button: &Node) {
    until(&format!("{button:?} can be pressed"), || button.is(state::SENSITIVE).then_some(()));
    button.press();
}
