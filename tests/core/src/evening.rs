//! An evening that the program `scribe` spends with a journal, and what must be left of it however
//! it ends.

use crate::calls::{self, Call};
use crate::disk::Files;
use crate::{Kept, NOOR, exported, journal_of_two, lock};
use duologue_core::journal::JournalError;
use duologue_core::vault::Computer;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// The journal's name in its folder.
pub const JOURNAL: &str = "ours.duologue";
/// The folder of the computer's records.
pub const COMPUTER: &str = "computer";
/// The backup that is made.
pub const BACKUP: &str = "kept.duologue-backup";
/// A mark for every step that was done.
pub const MARKS: &str = "marks";
/// What the evening's randomness follows from.
pub const SEED: u64 = 2_000_000;
/// How many steps there are.
pub const STEPS: usize = 9;
/// The step that makes the backup.
pub const BACKS_UP: usize = 7;

/// An evening as it goes when nothing is in the way.
pub struct Evening {
    journal: Kept,
    /// What stands in the journal after so many steps.
    dumps: Vec<String>,
    backup: Vec<u8>,
}

/// A folder in which an evening is spent.
pub struct Spent {
    /// What is left lies in here.
    pub folder: TempDir,
    /// How the program ended.
    pub ended: Output,
}

impl Evening {
    /// Spends it once for every number of steps.
    pub fn new(scribe: &str) -> Self {
        let mut this = Self { journal: journal_of_two(), dumps: Vec::new(), backup: Vec::new() };
        for steps in 0..=STEPS {
            let spent = this.spend(|folder| {
                let mut scribe = Command::new(scribe);
                scribe.arg(folder).arg(steps.max(1).to_string());
                scribe.output().expect("the scribe runs")
            });
            assert!(spent.ended.status.success(), "nothing is in the way: {:?}", spent.ended);
            this.dumps.push(this.dump(spent.folder.path()).unwrap());
            if steps == STEPS {
                this.backup = fs::read(spent.folder.path().join(BACKUP)).unwrap();
            }
        }
        this
    }

    /// Spends an evening in a folder of its own.
    pub fn spend(&self, scribe: impl FnOnce(&Path) -> Output) -> Spent {
        let folder = folder();
        fs::copy(&self.journal.path, folder.path().join(JOURNAL)).unwrap();
        self.journal.copy_records(&folder.path().join(COMPUTER));
        let ended = scribe(folder.path());
        Spent { folder, ended }
    }

    /// Everything Noor has in the journal in `folder`.
    fn dump(&self, folder: &Path) -> Result<String, JournalError> {
        let computer = Computer::new(&folder.join(COMPUTER));
        let journal = self.journal.elsewhere(&folder.join(JOURNAL), computer);
        let noor = journal.try_sit(journal.noor, NOOR)?;
        let dump = format!("{:#?}\n{:#?}\n{:?}", exported(&noor), noor.drafts()?, noor.alarms());
        lock(noor);
        Ok(dump)
    }

    /// What is wrong with what was left in `folder` after `marked` steps: nothing, when it is as it
    /// was after them, or after the next as well.
    pub fn fault(&self, folder: &Path, marked: usize) -> Option<String> {
        let dump = match self.dump(folder) {
            Ok(dump) => dump,
            Err(error) => return Some(format!("after {marked} steps it does not open: {error}")),
        };
        let next = (marked + 1).min(STEPS);
        if dump != self.dumps[marked] && dump != self.dumps[next] {
            return Some(format!("after {marked} steps it holds something else:\n{dump}"));
        }
        match fs::read(folder.join(BACKUP)) {
            Ok(backup) if backup == self.backup => None,
            Ok(backup) => {
                Some(format!("half a backup, {} bytes, has the name of one", backup.len()))
            }
            Err(_) if marked < BACKS_UP => None,
            Err(_) => Some("the backup that was made is gone".to_owned()),
        }
    }
}

/// In memory where that can be, so that a thousand of them are quick.
pub fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    let folder = tempfile::Builder::new().prefix("duologue-evening-").to_owned();
    if memory.is_dir() { folder.tempdir_in(memory).unwrap() } else { folder.tempdir().unwrap() }
}

/// How many steps were marked in `folder`.
pub fn marked(folder: &Path) -> usize {
    fs::read(folder.join(MARKS)).map_or(0, |marks| marks.len())
}

/// All files below `folder`, by their whole names.
pub fn files(folder: &Path) -> Files {
    let mut all = Files::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            all.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    all
}

/// Writes `files`, which lay below `from`, below `to`.
pub fn lay_out(files: &Files, from: &Path, to: &Path) {
    fs::create_dir_all(to.join(COMPUTER)).unwrap();
    for (name, bytes) in files {
        let place = to.join(name.strip_prefix(from).unwrap());
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, bytes).unwrap();
    }
}

/// What an evening asked the disk for.
pub struct Seen {
    /// The folder it was spent in.
    pub place: PathBuf,
    /// What lay there before.
    pub before: Files,
    /// Every call, in order.
    pub calls: Vec<Call>,
}

impl Seen {
    /// Spends `evening` once more, watched.
    pub fn of(evening: &Evening, scribe: &str) -> Self {
        let mut before = Files::new();
        let logs = folder();
        let log = logs.path().join("strace");
        let spent = evening.spend(|folder| {
            before = files(folder);
            let mut scribe = Command::new(scribe);
            scribe.arg(folder).arg(STEPS.to_string());
            let every = format!("trace={}", calls::CHANGING);
            calls::under_strace(&["-o", log.to_str().unwrap(), "-e", &every], &mut scribe)
        });
        assert!(spent.ended.status.success(), "nothing is in the way: {:?}", spent.ended);
        let log = fs::read_to_string(log).unwrap();
        let place = spent.folder.path().to_owned();
        let calls = calls::read(&log, &place);
        Self { place, before, calls }
    }

    /// Whether it says that a step was done.
    pub fn is_mark(&self, call: &Call) -> bool {
        matches!(call, Call::Write { path, .. } if *path == self.place.join(MARKS))
    }

    /// How many steps were done before a call.
    pub fn marked_before(&self, call: usize) -> usize {
        self.calls.iter().take(call).filter(|call| self.is_mark(call)).count()
    }

    /// The calls that sync, by their numbers.
    pub fn syncs(&self) -> Vec<usize> {
        let is_sync = |n: &usize| matches!(self.calls.get(*n), Some(Call::Sync(_)));
        (0..self.calls.len()).filter(is_sync).collect()
    }

    /// A call in words, without its bytes.
    pub fn name(&self, call: &Call) -> String {
        let path = call.path().strip_prefix(&self.place).unwrap_or(call.path()).display();
        match call {
            Call::Make(_) => format!("make {path}"),
            Call::Write { at, bytes, .. } => format!("write {} to {path} at {at}", bytes.len()),
            Call::Cut { len, .. } => format!("cut {path} to {len}"),
            Call::Sync(_) => format!("sync {path}"),
            Call::Link { .. } => format!("link {path}"),
            Call::Rename { .. } => format!("rename to {path}"),
            Call::Unlink(_) => format!("unlink {path}"),
        }
    }
}
