//! The window: its title, and that nobody can look behind the page.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use app_tests::desktop::reader::Role;
use app_tests::desktop::{Window, click, press, within};
use app_tests::dialogs;
use app_tests::released::{App, Home};

use crate::journal;

/// Every title a window ever has.
pub struct Titles(Child);

impl Titles {
    /// Watches from now on.
    pub fn watch(window: &Window) -> Self {
        let watcher = Command::new("xprop")
            .args(["-spy", "-id", window.number(), "_NET_WM_NAME"])
            .stdout(Stdio::piped())
            .spawn();
        Self(watcher.expect("xprop is installed"))
    }

    /// What was seen, without repetitions.
    pub fn stop(mut self) -> Vec<String> {
        self.0.kill().expect("the watcher was there to the end");
        let told = BufReader::new(self.0.stdout.take().expect("its output"));
        let _ = self.0.wait();
        let lines = told.lines().map_while(Result::ok);
        let mut titles: Vec<_> = lines
            .filter_map(|line| Some(line.split_once(" = ")?.1.trim_matches('"').to_owned()))
            .collect();
        titles.dedup();
        titles
    }
}

#[test]
fn nothing_opens_an_inspector() {
    let home = Home::empty();
    let file = two(&home, "two.duologue");
    let app = App::start(&home, Some(&file));
    app.field("Noor’s passphrase");
    app.on_display().focus();
    for keys in ["F12", "ctrl+shift+i", "ctrl+shift+j", "ctrl+shift+c"] {
        press(keys);
    }
    let (x, y, width, height) = app.window().place().expect("the place of the window");
    click(x + width / 2, y + height * 9 / 10, 3);
    let menu = within(Duration::from_secs(5), || {
        app.windows().into_iter().find(|window| window.role() == Some(Role::WINDOW))
    });
    if let Some(menu) = menu {
        let items: Vec<_> = menu.everything().iter().map(|item| item.name()).collect();
        let tells = items.iter().any(|item| item.contains("Inspect"));
        assert!(!tells, "the menu must offer no inspector: {items:?}");
        press("Escape");
    }
    // A key that does something, so that what the keys before it did would be seen by now.
    app.choose("Sam");
    app.field("Sam’s passphrase");
    let frames: Vec<_> = app.windows().iter().map(|window| window.name()).collect();
    assert_eq!(frames, ["Duologue"], "there must be no window but the journal's");
    app.quit();
}

#[test]
fn another_journal_is_opened_through_the_dialog_of_the_system() {
    let home = Home::empty();
    let file = two(&home, "two.duologue");
    let other = two(&home, "other.duologue");
    let app = App::start(&home, Some(&file));
    app.press("Open another journal");
    dialogs::cancel();
    assert_eq!(app.cover(), "two", "a dialog that is closed must change nothing");
    app.press("Open another journal");
    dialogs::open(&other);
    app_tests::desktop::until("the other journal", || (app.cover() == "other").then_some(()));
    app.quit();
}

fn two(home: &Home, name: &str) -> std::path::PathBuf {
    let path = home.path("documents").join(name);
    journal::of_two(Path::new(&path), &home.path("records"), 0);
    path
}
