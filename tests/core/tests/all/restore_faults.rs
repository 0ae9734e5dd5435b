//! A restore in which one call to the disk fails, reads nothing, or is the last, and one in which
//! the power is cut: a journal appears that is whole, or none, and the backup is as it was.

use core_tests::calls::{self, under_strace};
use core_tests::disk::{Disk, Files, Waiting};
use core_tests::effort;
use core_tests::evening::{self, BACKUP, COMPUTER, JOURNAL, Spent};
use core_tests::{Kept, NOOR, exported, go_on, journal_of_two, lock, november, refused};
use duologue_core::journal::{JournalError, restore};
use duologue_core::vault::{BackupFile, Computer, VaultError};
use std::ops::ControlFlow;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Output};

const RESTORER: &str = env!("CARGO_BIN_EXE_restorer");
const KILLED: i32 = 9;
const REFUSED: i32 = 10;

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
    ("link", "error=EROFS", &["ReadOnly"]),
    ("chmod", "error=EIO", &["System"]),
];

/// A backup of Noor's, and what is in it.
pub(super) struct Backup {
    journal: Kept,
    bytes: Vec<u8>,
    holds: String,
}

impl Backup {
    pub(super) fn new() -> Self {
        let journal = journal_of_two();
        let mut noor = journal.sit(journal.noor);
        noor.write_page(false, november(2), "Mine.", &["tag".into()]).unwrap();
        noor.write_page(true, november(3), &"In Ours. ".repeat(20_000), &[]).unwrap();
        let path = journal.place(BACKUP);
        noor.back_up(&path, &mut go_on).unwrap();
        let holds = format!("{:#?}\n{:#?}", exported(&noor), noor.drafts().unwrap());
        lock(noor);
        let bytes = std::fs::read(path).unwrap();
        Self { journal, bytes, holds }
    }

    /// Restores it in a folder of its own, watched with these words.
    fn restored(&self, words: &[&str]) -> Spent {
        self.restored_by(|folder| {
            let mut restorer = Command::new(RESTORER);
            restorer.arg(folder);
            under_strace(words, &mut restorer)
        })
    }

    /// Restores it in a folder of its own.
    pub(super) fn restored_by(&self, restorer: impl FnOnce(&Path) -> Output) -> Spent {
        let folder = evening::folder();
        std::fs::write(folder.path().join(BACKUP), &self.bytes).unwrap();
        let ended = restorer(folder.path());
        Spent { folder, ended }
    }

    fn injected(&self, call: &str, what: &str, n: usize) -> Spent {
        let inject = format!("inject={call}:{what}:when={n}");
        self.restored(&["-o", "/dev/null", "-e", &inject])
    }

    /// How often a restore calls it; some of these calls where time is short.
    fn calls(&self, call: &str) -> impl Iterator<Item = usize> {
        let logs = evening::folder();
        let log = logs.path().join("strace");
        let trace = format!("trace={call}");
        self.restored(&["-o", log.to_str().unwrap(), "-e", &trace]);
        let count = std::fs::read_to_string(log).unwrap().lines().count();
        (1..=count).step_by(effort::of(count / 4 + 1, 1))
    }

    fn read(&self, folder: &Path) -> Result<String, JournalError> {
        let computer = Computer::new(&folder.join(COMPUTER));
        let restored = self.journal.elsewhere(&folder.join(JOURNAL), computer);
        let noor = restored.try_sit(restored.noor, NOOR)?;
        let holds = format!("{:#?}\n{:#?}", exported(&noor), noor.drafts()?);
        lock(noor);
        Ok(holds)
    }

    /// What is wrong with what was left: nothing, where there is no journal or a whole one.
    pub(super) fn fault(&self, folder: &Path, is_said_to_be_there: bool) -> Option<String> {
        if std::fs::read(folder.join(BACKUP)).ok().as_ref() != Some(&self.bytes) {
            return Some("the backup is another".to_owned());
        }
        match folder.join(JOURNAL).exists().then(|| self.read(folder)) {
            None if is_said_to_be_there => Some("no journal is there".to_owned()),
            None => None,
            Some(Ok(holds)) if holds == self.holds => None,
            Some(Ok(holds)) => Some(format!("the journal holds something else:\n{holds}")),
            Some(Err(error)) => Some(format!("the journal does not open: {error}")),
        }
    }
}

#[test]
fn a_restore_in_which_a_call_fails_or_reads_nothing_makes_a_whole_journal_or_none() {
    let backup = Backup::new();
    let (mut tried, mut refused, mut faults) = (0, 0, Vec::new());
    for (call, how, names) in FAILURES {
        for n in backup.calls(call) {
            let spent = backup.injected(call, how, n);
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
            if let Some(fault) = backup.fault(spent.folder.path(), is_said) {
                faults.push(format!("{how} at {call} {n}: {fault}"));
            }
        }
    }
    effort::report(
        &format!("{tried} calls of a restore failed, {refused} ended there"),
        faults.len(),
    );
    assert!(refused > 0, "some calls a restore cannot do without");
    assert!(faults.is_empty(), "{} of {tried}:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_restore_that_is_killed_makes_a_whole_journal_or_none() {
    let backup = Backup::new();
    let (mut tried, mut faults) = (0, Vec::new());
    for call in ["pwrite64", "fdatasync", "fsync", "ftruncate", "rename", "link", "unlink", "write"]
    {
        for n in backup.calls(call) {
            let spent = backup.injected(call, "signal=KILL", n);
            let status = spent.ended.status;
            tried += 1;
            let killed = status.signal() == Some(KILLED) || status.code() == Some(128 + KILLED);
            if !killed {
                faults.push(format!("{call} {n}: not killed there, but {status:?}"));
            } else if let Some(fault) = backup.fault(spent.folder.path(), false) {
                faults.push(format!("killed at {call} {n}: {fault}"));
            }
        }
    }
    effort::report(&format!("a restore killed at {tried} calls"), faults.len());
    assert!(tried > 0, "a restore writes");
    assert!(faults.is_empty(), "{} of {tried}:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_power_cut_leaves_a_restored_journal_whole_or_none_and_for_good_once_it_is_done() {
    let backup = Backup::new();
    let logs = evening::folder();
    let log = logs.path().join("strace");
    let every = format!("trace={}", calls::CHANGING);
    let spent = backup.restored(&["-o", log.to_str().unwrap(), "-e", &every]);
    let place = spent.folder.path();
    let calls = calls::read(&std::fs::read_to_string(log).unwrap(), place);
    let mut disk = Disk::holding(Files::from([(place.join(BACKUP), backup.bytes.clone())]));
    let mut faults = Vec::new();
    let fault = |disk: &Disk, waiting: Waiting, is_done: bool| {
        let folder = evening::folder();
        evening::lay_out(&disk.after_a_cut(waiting), place, folder.path());
        backup.fault(folder.path(), is_done)
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
    effort::report(&format!("power cut at {} calls of a restore", calls.len()), faults.len());
    assert!(faults.is_empty(), "{}:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_restore_that_comes_to_nothing_leaves_what_the_computer_remembers() {
    let backup = Backup::new();
    let journal = &backup.journal;
    let mut noor = journal.sit(journal.noor);
    noor.write_page(true, november(4), "After the backup.", &[]).unwrap();
    lock(noor);
    let target = journal.place("restored.duologue");
    let mut file = BackupFile::open(&journal.place(BACKUP)).unwrap();
    let opened = file.challenge(journal.noor).unwrap().answer(NOOR, None).unwrap();
    // Somebody else takes the name meanwhile.
    let mut taken = |_, _| {
        std::fs::write(&target, "theirs").unwrap();
        ControlFlow::Continue(())
    };
    let (computer, surroundings) = (journal.computer.clone(), journal.world.surroundings());
    let error = refused(restore(&mut file, &opened, &target, computer, surroundings, &mut taken));
    assert_eq!(error, JournalError::Vault(VaultError::AlreadyExists), "the name is taken");
    assert_eq!(std::fs::read(&target).unwrap(), b"theirs", "and what has it is as it was");
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.alarms(), [], "the journal that is here is not called older for that");
    lock(noor);
}
