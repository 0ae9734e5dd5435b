//! A read that gives only half of what was asked for, or a write that takes only half, at every call
//! of an evening, of a restore and of bringing an older journal up to date: it is gone on with, as if
//! nothing were.

use super::deeds::Deed;
use super::restore_faults::Backup;
use super::up_to_date_faults::Older;
use core_tests::effort;
use core_tests::evening::{self, Evening, STEPS, Spent};
use core_tests::short::Short;
use std::path::Path;
use std::process::Command;

const SCRIBE: &str = env!("CARGO_BIN_EXE_short_scribe");
const RESTORER: &str = env!("CARGO_BIN_EXE_short_restorer");
const MIGRATOR: &str = env!("CARGO_BIN_EXE_short_migrator");
/// Every call, or one of so many where time is short.
const CALLS: [(&str, usize); 4] = [("pread64", 6), ("read", 1), ("pwrite64", 6), ("write", 1)];

/// A program, one call of which does half.
fn program(name: &str, folder: &Path, short: Short) -> Command {
    let mut program = Command::new(name);
    program.arg(folder);
    short.in_folder(folder, &mut program);
    program
}

fn evening(evening: &Evening, short: Short) -> Spent {
    evening.spend(|folder| {
        program(SCRIBE, folder, short).arg(STEPS.to_string()).output().expect("it runs")
    })
}

/// A deed, one call of which does half.
fn halved(deed: &impl Deed, name: &str, short: Short) -> (Spent, Option<String>) {
    let one = deed.done_by(|folder| program(name, folder, short).output().expect("it runs"));
    let fault = fault(&one, |folder| deed.fault(folder, true));
    (one, fault)
}

/// What is wrong with how it ended, or with what is left.
fn fault(spent: &Spent, left: impl Fn(&Path) -> Option<String>) -> Option<String> {
    if spent.ended.status.success() {
        return left(spent.folder.path());
    }
    let said = String::from_utf8_lossy(&spent.ended.stderr);
    Some(format!("ended with {:?}: {said}", spent.ended.status.code()))
}

/// Each of these calls in turn, until there is no such one; how many there were, and what was wrong. Of those that lie, one that is found out is enough.
fn each(
    calls: &[(&'static str, usize)],
    lies: bool,
    of: impl Fn(Short) -> (Spent, Option<String>),
) -> (usize, Vec<String>) {
    let (mut tried, mut faults) = (0, Vec::new());
    for (call, every) in calls {
        let before = tried;
        for number in (1..).step_by(effort::of(*every, 1)) {
            let (spent, fault) = of(Short { call, number, lies });
            if !Short::happened(spent.folder.path()) {
                break;
            }
            tried += 1;
            faults.extend(fault.map(|fault| format!("{call} {number}: {fault}")));
            if lies && !faults.is_empty() {
                break;
            }
        }
        assert!(tried > before, "{call} is called at all");
    }
    (tried, faults)
}

#[test]
fn an_evening_in_which_a_call_does_half_goes_on_as_if_nothing_were() {
    let spent = Evening::new(SCRIBE);
    let (tried, faults) = each(&CALLS, false, |short| {
        let one = evening(&spent, short);
        let fault = fault(&one, |folder| spent.fault(folder, evening::marked(folder)));
        (one, fault)
    });
    effort::report(&format!("{tried} calls of an evening did half"), faults.len());
    assert!(faults.is_empty(), "{} of {tried}:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_restore_in_which_a_call_does_half_goes_on_as_if_nothing_were() {
    let backup = Backup::new();
    let (tried, faults) = each(&CALLS, false, |short| halved(&backup, RESTORER, short));
    effort::report(&format!("{tried} calls of a restore did half"), faults.len());
    assert!(faults.is_empty(), "{} of {tried}:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn bringing_up_to_date_in_which_a_call_does_half_goes_on_as_if_nothing_were() {
    let older = Older::new();
    let (tried, faults) = each(&CALLS, false, |short| halved(&older, MIGRATOR, short));
    effort::report(&format!("{tried} calls of bringing up to date did half"), faults.len());
    assert!(faults.is_empty(), "{} of {tried}:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_call_that_does_half_and_says_all_would_be_found_out() {
    let spent = Evening::new(SCRIBE);
    for call in ["pread64", "pwrite64", "write"] {
        let (tried, faults) = each(&[(call, 1)], true, |short| {
            let one = evening(&spent, short);
            let fault = fault(&one, |folder| spent.fault(folder, evening::marked(folder)));
            (one, fault)
        });
        assert!(!faults.is_empty(), "{tried} of {call} lied, and nobody noticed");
    }
}
