//! Nobody looks behind the page: not by a key, not by a menu, and not through a port.
//!
//! The first two Tauri leaves out of a release. The third is the web view's own: with one of these
//! names in its environment (a line in `~/.profile` is enough) it lets whoever can reach a port
//! read and change every page, without a sign of it in the window.

use std::env;
use std::ffi::{OsStr, OsString};
use std::process::Command;

/// By these WebKitGTK opens a port.
#[cfg(target_os = "linux")]
const DOORS: [&str; 2] = ["WEBKIT_INSPECTOR_SERVER", "WEBKIT_INSPECTOR_HTTP_SERVER"];
/// With these WebView2 takes switches of the browser from outside, among them one that opens a
/// port, and other places for its programs and data.
#[cfg(windows)]
const DOORS: [&str; 7] = [
    "WEBVIEW2_ADDITIONAL_BROWSER_ARGUMENTS",
    "WEBVIEW2_BROWSER_EXECUTABLE_FOLDER",
    "WEBVIEW2_CHANNEL_SEARCH_KIND",
    "WEBVIEW2_PIPE_FOR_SCRIPT_DEBUGGER",
    "WEBVIEW2_RELEASE_CHANNEL_PREFERENCE",
    "WEBVIEW2_USER_DATA_FOLDER",
    "WEBVIEW2_WAIT_FOR_SCRIPT_DEBUGGER",
];

/// Starts anew without those names, if one of them is there. Comes before anything of the web view.
///
/// # Panics
/// When it cannot start anew: then it does not start at all.
pub(crate) fn keep_out() {
    let doors: Vec<OsString> =
        env::vars_os().map(|(name, _)| name).filter(|name| is_door(name)).collect();
    if doors.is_empty() {
        return;
    }
    // A running program's own environment cannot be changed without `unsafe`.
    let mut anew = this_program();
    for name in doors {
        anew.env_remove(name);
    }
    let error = run(anew);
    panic!("Duologue cannot start: {error}")
}

/// As the system compares names: on Windows in any case.
fn is_door(name: &OsStr) -> bool {
    DOORS.iter().any(|door| {
        if cfg!(windows) { name.eq_ignore_ascii_case(door) } else { name == OsStr::new(door) }
    })
}

/// This program with the words it was started with.
fn this_program() -> Command {
    let mut words = env::args_os();
    let name = words.next().unwrap_or_default();
    #[cfg(target_os = "linux")]
    let mut program = {
        use std::os::unix::process::CommandExt;
        let mut program = Command::new("/proc/self/exe");
        program.arg0(name);
        program
    };
    #[cfg(windows)]
    let mut program = Command::new(env::current_exe().unwrap_or(name.into()));
    program.args(words);
    program
}

/// In place of this program; comes back only when that cannot be done.
#[cfg(target_os = "linux")]
fn run(mut program: Command) -> std::io::Error {
    use std::os::unix::process::CommandExt;
    program.exec()
}

/// Windows puts no program in the place of another: this one waits for it and ends as it does.
#[cfg(windows)]
fn run(mut program: Command) -> std::io::Error {
    match program.status() {
        Ok(status) => std::process::exit(status.code().unwrap_or(1)),
        Err(error) => error,
    }
}
