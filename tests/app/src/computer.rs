//! A computer of a test's own: a home, settings and caches nobody else sees.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

const IDENTIFIER: &str = "app.duologue.journal";

/// A home folder, gone when dropped.
///
/// The app under WebDriver paints there as the released one does, without a graphics card: sooner, and
/// without the driver of a card that is none, which ends the web view now and then. WebDriver can take
/// no picture of that; where pictures are taken it paints as WebKitGTK does by itself.
pub struct Computer {
    folder: TempDir,
    takes_pictures: bool,
}

impl Default for Computer {
    fn default() -> Self {
        Self::new()
    }
}

impl Computer {
    /// One on which Duologue has never been started.
    ///
    /// # Panics
    /// When there is no room for one.
    pub fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("duologue-app-test-").tempdir();
        let folder = folder.expect("a folder for a test");
        let this = Self { folder, takes_pictures: false };
        for place in ["documents", "tmp", "data", "config", "cache"] {
            fs::create_dir(this.folder.path().join(place)).expect("a folder in a home");
        }
        this
    }

    /// Where somebody keeps what they made: `documents/name`.
    pub fn document(&self, name: &str) -> PathBuf {
        self.folder.path().join("documents").join(name)
    }

    /// Where the app may write without being asked.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data").join(IDENTIFIER)
    }

    /// The settings of this computer, as somebody left them.
    ///
    /// # Panics
    /// When they cannot be written.
    pub fn with_settings(self, settings: &Value) -> Self {
        fs::create_dir_all(self.data()).expect("a folder for settings");
        let kept = json!({ "settings": settings }).to_string();
        fs::write(self.data().join("this-computer.json"), kept).expect("settings");
        self
    }

    /// One on which nothing locks by itself while pictures are taken: `text_size` in percent.
    pub fn for_pictures(theme: &str, text_size: u16) -> Self {
        let settings = json!({ "theme": theme, "textSize": text_size, "idleMinutes": 60 });
        Self { takes_pictures: true, ..Self::new() }.with_settings(&settings)
    }

    /// `program`, living here.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let home = self.folder.path();
        let mut command = Command::new(program.as_ref());
        command
            .current_dir(home.join("documents"))
            .env("HOME", home)
            .env("TMPDIR", home.join("tmp"))
            .env("XDG_DATA_HOME", home.join("data"))
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("GDK_BACKEND", "x11")
            .env_remove("WAYLAND_DISPLAY");
        if !self.takes_pictures {
            command.env("WEBKIT_DISABLE_COMPOSITING_MODE", "1");
        }
        command
    }

    pub(crate) fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }
}

/// What lies in a folder, by name.
///
/// # Panics
/// When nobody can look into it.
pub fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("what lies in a folder");
    let names = entries.map(|entry| entry.expect("one").file_name());
    let mut names: Vec<_> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A program of ours or of the system's, where `variable` says.
///
/// # Panics
/// When it says nothing: `cargo xtask test` sets it.
pub fn program(variable: &str) -> PathBuf {
    env::var_os(variable)
        .map(PathBuf::from)
        .unwrap_or_else(|| panic!("{variable} is not set: run these tests with `cargo xtask test`"))
}
