//! What a program with somebody's words in its memory keeps from leaving it.

use std::io::Write;
use std::panic;

/// To be called first: no memory goes into a crash dump, no other program of the same person looks
/// into it (Linux), and a panic says where it was and nothing of what was written.
///
/// Where the system refuses one of these the program goes on without it.
pub fn keep_to_itself() {
    #[cfg(unix)]
    without_dumps();
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(std::io::stderr(), "Duologue met a fault of its own at {place}.");
    }));
}

#[cfg(unix)]
fn without_dumps() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // Programs started from here have it too: the web view's.
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
}
