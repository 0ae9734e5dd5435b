//! A deed that a program does once in a folder, and every call to the disk on the way: each fails,
//! reads nothing, or is the last, and after each the power is cut. What must be left then, each deed
//! says itself.

use core_tests::calls::{self, under_strace};
use core_tests::disk::{Disk, Waiting};
use core_tests::effort;
use core_tests::evening::{self, Spent};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Output};

const KILLED: i32 = 9;
const REFUSED: i32 = 10;

/// Calls that change the disk, each of which can be the last.
const CHANGES: [&str; 11] = [
    "pwrite64",
    "fdatasync",
    "fsync",
    "ftruncate",
    "rename",
    "renameat2",
    "link",
    "linkat",
    "unlink",
    "unlinkat",
    "write",
];

/// Calls that can fail, how they fail, and how the core may call it.
const FAILURES: &[(&str, &str, &[&str])] = &[
    ("pwrite64", "error=ENOSPC", &["Full"]),
    ("pwrite64", "error=EIO", &["System"]),
    ("pread64", "error=EIO", &["System", "Damaged"]),
    ("pread64", "retval=0", &["System", "Damaged", "NotAJournal", "NotAuthentic"]),
    ("read", "error=EIO", &["System", "NotAJournal"]),
    ("read", "retval=0", &["Damaged", "NotAJournal", "NotAuthentic"]),
    ("fdatasync", "error=EIO", &["System"]),
    ("fsync", "error=EIO", &["System"]),
    ("ftruncate", "error=EIO", &["System"]),
    ("write", "error=ENOSPC", &["Full"]),
    ("rename", "error=EROFS", &["ReadOnly"]),
    ("renameat2", "error=EROFS", &["ReadOnly"]),
    ("link", "error=EROFS", &["ReadOnly"]),
    ("chmod", "error=EIO", &["System"]),
];

/// What a program does in a folder that it is given. Where it fails it says why, and ends with 10.
pub(super) trait Deed {
    /// The program.
    const PROGRAM: &'static str;
    /// What a report calls it.
    const CALLED: &'static str;

    /// Puts into the folder what the program needs.
    fn lay_out(&self, folder: &Path);

    /// What is wrong with what was left there.
    fn fault(&self, folder: &Path, is_said_to_be_done: bool) -> Option<String>;

    /// Does it in a folder of its own.
    fn done_by(&self, program: impl FnOnce(&Path) -> Output) -> Spent {
        let folder = evening::folder();
        self.lay_out(folder.path());
        let ended = program(folder.path());
        Spent { folder, ended }
    }

    /// Does it watched with these words.
    fn done(&self, words: &[&str]) -> Spent {
        self.done_by(|folder| {
            let mut program = Command::new(Self::PROGRAM);
            program.arg(folder);
            under_strace(words, &mut program)
        })
    }

    fn injected(&self, call: &str, what: &str, n: usize) -> Spent {
        let inject = format!("inject={call}:{what}:when={n}");
        self.done(&["-o", "/dev/null", "-e", &inject])
    }

    /// How often it is called; some of these calls where time is short.
    fn calls(&self, call: &str) -> impl Iterator<Item = usize> {
        let count = calls::how_often(call, |strace| drop(self.done(strace)));
        (1..=count).step_by(effort::of(count / 4 + 1, 1))
    }
}

/// Each of these calls fails in turn.
pub(super) fn with_calls_that_fail<D: Deed>(deed: &D) {
    let (mut tried, mut refused, mut faults) = (0, 0, Vec::new());
    for (call, how, names) in FAILURES {
        for n in deed.calls(call) {
            let spent = deed.injected(call, how, n);
            let said = String::from_utf8_lossy(&spent.ended.stderr).into_owned();
            tried += 1;
            match spent.ended.status.code() {
                Some(0) => {}
                Some(REFUSED) if names.iter().any(|name| said.contains(name)) => refused += 1,
                // The program itself could not be loaded, or not begin.
                Some(127) if said.contains("shared libraries") => continue,
                ended => faults.push(format!("{how} at {call} {n}: ended with {ended:?}: {said}")),
            }
            let is_said = spent.ended.status.success();
            if let Some(fault) = deed.fault(spent.folder.path(), is_said) {
                faults.push(format!("{how} at {call} {n}: {fault}"));
            }
        }
    }
    let tells = format!("{tried} calls of {} failed, {refused} ended there", D::CALLED);
    effort::report(&tells, faults.len());
    assert!(refused > 0, "some calls {} cannot do without", D::CALLED);
    assert!(faults.is_empty(), "{} of {tried}:\n{}", faults.len(), faults.join("\n"));
}

/// Killed at every call that changes the disk.
pub(super) fn killed_at_every_call<D: Deed>(deed: &D) {
    let (mut tried, mut faults) = (0, Vec::new());
    for call in CHANGES {
        for n in deed.calls(call) {
            let spent = deed.injected(call, "signal=KILL", n);
            let status = spent.ended.status;
            tried += 1;
            let killed = status.signal() == Some(KILLED) || status.code() == Some(128 + KILLED);
            if !killed {
                faults.push(format!("{call} {n}: not killed there, but {status:?}"));
            } else if let Some(fault) = deed.fault(spent.folder.path(), false) {
                faults.push(format!("killed at {call} {n}: {fault}"));
            }
        }
    }
    effort::report(&format!("{} killed at {tried} calls", D::CALLED), faults.len());
    assert!(tried > 0, "{} writes", D::CALLED);
    assert!(faults.is_empty(), "{} of {tried}:\n{}", faults.len(), faults.join("\n"));
}

/// The power is cut after every call that changes the disk, and once it is said to be done.
pub(super) fn power_cut_at_every_call<D: Deed>(deed: &D) {
    let logs = evening::folder();
    let log = logs.path().join("strace");
    let every = format!("trace={}", calls::CHANGING);
    let spent = deed.done(&["-o", log.to_str().unwrap(), "-e", &every]);
    let place = spent.folder.path();
    let calls = calls::read(&std::fs::read_to_string(log).unwrap(), place);
    let before = evening::folder();
    deed.lay_out(before.path());
    let laid_out = evening::files(before.path()).into_iter().map(|(path, bytes)| {
        let name = path.strip_prefix(before.path()).unwrap().to_owned();
        (place.join(name), bytes)
    });
    let mut disk = Disk::holding(laid_out.collect());
    let mut faults = Vec::new();
    let fault = |disk: &Disk, waiting: Waiting, is_done: bool| {
        let folder = evening::folder();
        evening::lay_out(&disk.after_a_cut(waiting), place, folder.path());
        deed.fault(folder.path(), is_done)
    };
    let every_so_often = effort::of(10, 1);
    for (n, call) in calls.iter().enumerate() {
        disk.take(call);
        for waiting in [Waiting::Lost, Waiting::There, Waiting::Some(effort::seed())] {
            let is_tried = n % every_so_often == 0 || n + 5 > calls.len();
            let found = is_tried.then(|| fault(&disk, waiting, false)).flatten();
            faults.extend(found.map(|found| format!("call {n}, {waiting:?}: {found}")));
        }
    }
    let done = fault(&disk, Waiting::Lost, true);
    faults.extend(done.map(|found| format!("after the last call: {found}")));
    let tells = format!("power cut at {} calls of {}", calls.len(), D::CALLED);
    effort::report(&tells, faults.len());
    assert!(faults.is_empty(), "{}:\n{}", faults.len(), faults.join("\n"));
}
