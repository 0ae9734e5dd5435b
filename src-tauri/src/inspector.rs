//! Nobody looks behind the page: not by a key, not by a menu, and not through a port.
//!
//! The first two Tauri leaves out of a release. The third is WebKitGTK's own: with one of these
//! names in its environment (a line in `~/.profile` is enough) it lets whoever can reach a port
//! read and change every page, without a sign of it in the window.

use std::env;
use std::os::unix::process::CommandExt;
use std::process::Command;

const OPENS_A_PORT: [&str; 2] = ["WEBKIT_INSPECTOR_SERVER", "WEBKIT_INSPECTOR_HTTP_SERVER"];

/// Starts anew without those names, if one of them is there. Comes before anything of WebKit.
///
/// # Panics
/// When it cannot start anew: then it does not start at all.
pub(crate) fn keep_out() {
    if OPENS_A_PORT.iter().all(|name| env::var_os(name).is_none()) {
        return;
    }
    let mut words = env::args_os();
    let name = words.next().unwrap_or_default();
    // A running program's own environment cannot be changed without `unsafe`.
    let mut anew = Command::new("/proc/self/exe");
    anew.arg0(name).args(words);
    for name in OPENS_A_PORT {
        anew.env_remove(name);
    }
    let error = anew.exec();
    panic!("Duologue cannot start: {error}")
}
