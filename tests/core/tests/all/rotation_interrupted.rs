//! New keys, and a disk that fails while they are taken: what was done is not called undone.

use super::rotation::{NEW, lived_in};
use core_tests::calls::{how_often, under_strace};
use core_tests::effort;
use core_tests::{Kept, NOOR, lock};
use duologue_core::vault::Computer;
use std::process::Command;

/// Noor takes new keys in another process, in which something is done to its calls of the disk: what
/// it said, and whether the new passphrase opens the journal.
fn taken_under(journal: &Kept, strace: &[&str]) -> (String, bool) {
    let folder = tempfile::tempdir().unwrap();
    let (path, computer) = (folder.path().join("j.duologue"), folder.path().join("computer"));
    std::fs::write(&path, journal.bytes()).unwrap();
    journal.copy_records(&computer);
    let mut rotator = Command::new(env!("CARGO_BIN_EXE_rotator"));
    rotator.args([path.as_os_str(), computer.as_os_str()]);
    let ran = under_strace(strace, rotator.args(["Noor", NOOR, NEW, &u64::MAX.to_string()]));
    let copy = journal.elsewhere(&path, Computer::new(&computer));
    let opens = |passphrase| copy.try_sit(copy.noor, passphrase).map(lock).is_ok();
    let is_new = opens(NEW);
    assert_ne!(is_new, opens(NOOR), "one of both opens it, whatever failed");
    (String::from_utf8_lossy(&ran.stderr).into_owned(), is_new)
}

#[test]
fn new_keys_that_count_are_never_said_to_be_refused() {
    let (journal, _) = lived_in();
    for (call, how) in [("pwrite64", "error=ENOSPC"), ("pread64", "error=EIO")] {
        let all = how_often(call, |strace| drop(taken_under(&journal, strace)));
        let (mut refused, mut counted) = (0, 0);
        for n in (1..=all).step_by(effort::of(all / 60 + 1, 1)) {
            let inject = format!("inject={call}:{how}:when={n}");
            let (said, is_new) = taken_under(&journal, &["-o", "/dev/null", "-e", &inject]);
            let is_refused = said.contains("no new keys: ") && !said.contains("DoneUnread");
            assert!(
                !(is_refused && is_new),
                "{call} {n} of {all} failed; only the new passphrase opens it, and Noor was told: {said}"
            );
            refused += usize::from(is_refused);
            counted += usize::from(is_new);
        }
        assert!(counted > 0, "{call}: some come after it is done");
        assert!(call == "pread64" || refused > 0, "{call}: and some before");
    }
    effort::held("new keys, and a disk that fails");
}
