//! One call to the disk fails, or the program is killed at it, for every call of an evening: what was
//! done is there, what was not is not half there, and the failure has a name.

use core_tests::calls::{how_often, under_strace};
use core_tests::effort;
use core_tests::evening::{self, Evening, STEPS, Spent};
use std::os::unix::process::ExitStatusExt;
use std::process::Command;

const SCRIBE: &str = env!("CARGO_BIN_EXE_scribe");
const KILLED: i32 = 9;
/// What the scribe ends with where the core refused.
const REFUSED: i32 = 10;

/// Calls that can fail, how they fail, and how the core may call it.
const FAILURES: &[(&str, &str, &[&str])] = &[
    ("pwrite64", "error=ENOSPC", &["Full"]),
    ("pwrite64", "error=EIO", &["System"]),
    ("pread64", "error=EIO", &["System", "Damaged"]),
    // A read that gives nothing, as at the end of a file.
    ("pread64", "retval=0", &["System", "Damaged", "NotAJournal"]),
    ("fdatasync", "error=EIO", &["System"]),
    ("fsync", "error=EIO", &["System"]),
    ("ftruncate", "error=EIO", &["System"]),
    ("write", "error=ENOSPC", &["Full"]),
    ("rename", "error=EROFS", &["ReadOnly"]),
    ("renameat2", "error=EROFS", &["ReadOnly"]),
];

/// Spends an evening with something done to the `n`-th call of a name.
fn spend(evening: &Evening, call: &str, what: &str, n: usize) -> Spent {
    evening.spend(|folder| {
        let inject = format!("inject={call}:{what}:when={n}");
        let mut scribe = Command::new(SCRIBE);
        scribe.arg(folder).arg(STEPS.to_string());
        under_strace(&["-o", "/dev/null", "-e", &inject], &mut scribe)
    })
}

/// How often an evening calls it.
fn count(evening: &Evening, call: &str) -> usize {
    how_often(call, |strace| {
        evening.spend(|folder| {
            let mut scribe = Command::new(SCRIBE);
            scribe.arg(folder).arg(STEPS.to_string());
            under_strace(strace, &mut scribe)
        });
    })
}

/// Every call of a name, or some of them where time is short.
fn calls(evening: &Evening, call: &str) -> impl Iterator<Item = usize> {
    let count = count(evening, call);
    (1..=count).step_by(effort::of(count / 12 + 1, 1))
}

#[test]
fn a_call_that_fails_is_named_and_nothing_done_is_lost() {
    let evening = Evening::new(SCRIBE);
    let (mut tried, mut refused, mut faults) = (0, 0, Vec::new());
    for (call, how, names) in FAILURES {
        for n in calls(&evening, call) {
            let spent = spend(&evening, call, how, n);
            let said = String::from_utf8_lossy(&spent.ended.stderr).into_owned();
            tried += 1;
            match spent.ended.status.code() {
                Some(0) => {}
                Some(REFUSED) if names.iter().any(|name| said.contains(name)) => refused += 1,
                // The program itself could not be loaded.
                Some(127) if said.contains("shared libraries") => {}
                // Its own mark could not be made: nobody was told that the step was done.
                Some(101) if *call == "write" && said.contains("scribe.rs") => {}
                ended => faults.push(format!("{how} at {call} {n}: ended with {ended:?}: {said}")),
            }
            let folder = spent.folder.path();
            if let Some(fault) = evening.fault(folder, evening::marked(folder)) {
                faults.push(format!("{how} at {call} {n}: {fault}"));
            }
        }
    }
    effort::report(&format!("{tried} calls failed, {refused} evenings ended there"), faults.len());
    assert!(refused > 0, "some calls the evening cannot do without");
    assert!(faults.is_empty(), "{} of {tried}:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn whoever_is_killed_at_a_call_loses_nothing_that_was_done() {
    let evening = Evening::new(SCRIBE);
    let (mut tried, mut faults) = (0, Vec::new());
    for call in
        ["pwrite64", "fdatasync", "fsync", "ftruncate", "rename", "renameat2", "unlink", "write"]
    {
        for n in calls(&evening, call) {
            let spent = spend(&evening, call, "signal=KILL", n);
            let status = spent.ended.status;
            tried += 1;
            let killed = status.signal() == Some(KILLED) || status.code() == Some(128 + KILLED);
            let folder = spent.folder.path();
            if !killed {
                faults.push(format!("{call} {n}: not killed there, but {status:?}"));
            } else if let Some(fault) = evening.fault(folder, evening::marked(folder)) {
                faults.push(format!("killed at {call} {n}: {fault}"));
            }
        }
    }
    effort::report(&format!("killed at {tried} calls"), faults.len());
    assert!(faults.is_empty(), "{} of {tried}:\n{}", faults.len(), faults.join("\n"));
}
