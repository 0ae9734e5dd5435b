//! Reading a backup back: what was synced already while more is written, and the rest after that.
//! Why what is read back proves it: docs/decisions/0023.

use super::super::{Unlocked, VaultError};
use super::read::BackupFile;
use super::records::{Record, Records};
use super::write::Written;
use std::fs::File;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

/// As many bytes of frames are synced together: few enough that little is left to be read at the
/// end, and so many that a disk does not notice.
const RANGE: u64 = 32 << 20;

/// A backup that is being written, and read back as far as it was synced.
pub(super) struct ReadBack<'a> {
    path: &'a Path,
    maker: &'a Unlocked,
    behind: Option<Behind>,
    /// Bytes of frames.
    synced: u64,
}

/// Told how many records read back.
type Tell<'a> = &'a mut dyn FnMut(u64) -> Result<(), VaultError>;

impl<'a> ReadBack<'a> {
    pub(super) fn new(path: &'a Path, maker: &'a Unlocked) -> Self {
        Self { path, maker, behind: None, synced: 0 }
    }

    /// Whether so much was written that it should be synced.
    pub(super) fn wants_sync(&self, written: u64) -> bool {
        written >= self.synced + RANGE
    }

    /// So many bytes of frames are on the disk: they are read while this thread goes on.
    pub(super) fn synced(&mut self, written: u64) -> Result<(), VaultError> {
        let behind = match self.behind.take() {
            Some(behind) => behind,
            None => Behind::begin(BackupFile::open(self.path)?, self.maker)?,
        };
        // If it stopped, it says why when it is asked for what it came to.
        let _ = behind.to.send(written);
        (self.behind, self.synced) = (Some(behind), written);
        Ok(())
    }

    /// How many records read back so far.
    pub(super) fn records(&self) -> u64 {
        self.behind.as_ref().map_or(0, |behind| behind.passed.load(Ordering::Relaxed))
    }

    /// All of it is on the disk. Reads what is left, and refuses the whole unless it is, to the last
    /// byte, what was `written`: the same header, every frame authentic, and the same digest over
    /// all records.
    pub(super) fn finish(self, written: &Written, tell: Tell<'_>) -> Result<(), VaultError> {
        let (before, mut records, mut passed) = match self.behind {
            Some(behind) => behind.end()?,
            None => {
                let mut backup = BackupFile::open(self.path)?;
                let records = backup.records(self.maker.partner, &self.maker.receive)?;
                (backup.before, records, 0)
            }
        };
        let end = loop {
            match records.next()? {
                Record::Of(_, _) => passed += 1,
                Record::End(end) => break end,
            }
            tell(passed)?;
        };
        let is_same = before == written.before && end == written.end;
        if is_same { Ok(()) } else { Err(VaultError::Damaged("backup")) }
    }
}

/// The thread that reads what was synced.
struct Behind {
    before: Vec<u8>,
    to: Sender<u64>,
    passed: Arc<AtomicU64>,
    thread: JoinHandle<Result<Records<File>, VaultError>>,
}

impl Behind {
    fn begin(mut backup: BackupFile, maker: &Unlocked) -> Result<Self, VaultError> {
        let mut records = backup.records(maker.partner, &maker.receive)?;
        let (to, limits) = mpsc::channel();
        let passed = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&passed);
        let thread = thread::spawn(move || {
            for limit in limits {
                records.pass(limit, &count)?;
            }
            Ok(records)
        });
        Ok(Self { before: backup.before, to, passed, thread })
    }

    fn end(self) -> Result<(Vec<u8>, Records<File>, u64), VaultError> {
        let Self { before, to, passed, thread } = self;
        drop(to);
        let records = thread.join().unwrap_or_else(|panic| resume_unwind(panic))?;
        Ok((before, records, passed.load(Ordering::Relaxed)))
    }
}
