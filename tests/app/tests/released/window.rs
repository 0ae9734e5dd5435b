//! The window: its title, and that nobody can look behind the page.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use app_tests::desktop::reader::{Node, Role};
use app_tests::desktop::{Window, click, press, until};
use app_tests::dialogs;
use app_tests::port::free_port;
use app_tests::released::{App, Home, program};

use crate::journal;

/// An entry of a menu, as AT-SPI counts it.
const MENU_ITEM: Role = Role(35);
/// A page of a webview, as AT-SPI counts it.
const DOCUMENT: Role = Role(95);

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
    let mut command = home.command(program());
    // in the language of the words that are looked for
    command.arg(&file).env("LC_ALL", "C.UTF-8");
    let mut child = command.spawn().expect("the app starts");
    let app = App::running(child.id());
    app.field("Noor’s passphrase");
    let pages = pages_in(&app.window());
    assert_eq!(pages, 1, "the journal is one page in the window:\n{}", app.window().outline());

    // a place without words: over words the menu is another one
    let (x, y, width, height) = app.window().place().expect("the place of the window");
    click(x + width / 2, y + height * 9 / 10, 3);
    let items = until("what the menu of the page offers", || {
        let all = app.windows().into_iter().flat_map(|window| window.everything());
        let items = all.filter(|node| node.role() == Some(MENU_ITEM)).map(|item| item.name());
        let items: Vec<_> = items.collect();
        items.iter().any(|item| item == "Reload").then_some(items)
    });
    assert!(
        !items.iter().any(|item| item.contains("Inspect")),
        "the menu must offer no inspector: {items:?}"
    );
    press("Escape");

    app.on_display().focus();
    for keys in ["F12", "ctrl+shift+i", "ctrl+shift+j", "ctrl+shift+c"] {
        press(keys);
    }
    // A key that does something, so that what the keys before it did would be seen by now.
    app.choose("Sam");
    app.field("Sam’s passphrase");
    let frames: Vec<_> = app.windows().iter().map(|window| window.name()).collect();
    assert_eq!(frames, ["Duologue"], "there must be no window but the journal's");
    // An inspector can also open inside the window, below the page.
    assert_eq!(pages_in(&app.window()), 1, "and no page in it but the journal's");
    app.quit();
    let _ = child.wait();
}

#[test]
fn no_inspector_comes_in_through_a_port() {
    let home = Home::empty();
    let file = two(&home, "two.duologue");
    let ports = [free_port(), free_port()];
    let names = ["WEBKIT_INSPECTOR_SERVER", "WEBKIT_INSPECTOR_HTTP_SERVER"];
    let mut command = home.command(program());
    command.arg(&file);
    for (name, port) in names.iter().zip(ports) {
        command.env(name, format!("127.0.0.1:{port}"));
    }
    let mut child = command.spawn().expect("the app starts");
    let app = App::running(child.id());
    app.field("Noor’s passphrase");
    assert_eq!(app.cover(), "two", "what it was started with is still there");
    for (name, port) in names.iter().zip(ports) {
        let came = TcpStream::connect((Ipv4Addr::LOCALHOST, port));
        assert!(came.is_err(), "{name} must let nobody look behind the page");
    }
    app.quit();
    let _ = child.wait();
}

/// How many documents a window shows.
fn pages_in(window: &Node) -> usize {
    window.everything().iter().filter(|node| node.role() == Some(DOCUMENT)).count()
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
    until("the other journal", || (app.cover() == "other").then_some(()));
    app.quit();
}

fn two(home: &Home, name: &str) -> std::path::PathBuf {
    let path = home.path("documents").join(name);
    journal::of_two(Path::new(&path), &home.path("records"), 0);
    path
}

#[cfg(target_os = "linux")]
#[test]
fn no_memory_of_the_app_or_its_web_view_goes_into_a_crash_dump() {
    let home = Home::empty();
    let app = App::start(&home, None);
    app.button("New journal");
    let mut looked_at = 0;
    for process in processes_from(app.process()) {
        // One that ended meanwhile has none.
        let Ok(limits) = std::fs::read_to_string(format!("/proc/{process}/limits")) else {
            continue;
        };
        let core = limits.lines().find(|line| line.starts_with("Max core file size"));
        let numbers: Vec<_> = core.expect("a limit").split_whitespace().skip(4).take(2).collect();
        assert_eq!(numbers, ["0", "0"], "process {process}: {core:?}");
        looked_at += 1;
    }
    assert!(looked_at > 1, "the web view is a process of its own");
    app.quit();
}

/// A process and those it started.
#[cfg(target_os = "linux")]
fn processes_from(process: u32) -> Vec<u32> {
    let file = format!("/proc/{process}/task/{process}/children");
    let children = std::fs::read_to_string(file).unwrap_or_default();
    let below = children.split_whitespace().filter_map(|child| child.parse().ok());
    std::iter::once(process).chain(below.flat_map(processes_from)).collect()
}
