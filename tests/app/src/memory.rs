//! Whether words stand in memory: in the process of the app, and in those of its web view.

use crate::processes;
use memchr::memmem::Finder;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;

/// Bytes that are looked at together.
const PIECE: usize = 1 << 20;

// Of `/proc/…/pagemap`: eight bytes for each page of 4 KiB; in memory, or in swap.
const PAGE: u64 = 4096;
const ENTRY: u64 = 8;
const IS_THERE: u64 = 1 << 63 | 1 << 62;

/// What is looked for: each line, as it is and as a web view may write it.
pub struct Words(Vec<[Finder<'static>; 2]>);

/// How many of them were found.
pub struct Found {
    /// In the process of the app itself.
    pub app: usize,
    /// In those that it started.
    pub web_view: usize,
    /// Of so many.
    pub of: usize,
}

impl Words {
    /// These.
    pub fn new(words: impl IntoIterator<Item = String>) -> Self {
        let words = words.into_iter().map(|word| {
            let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
            [word.as_bytes(), &wide].map(|bytes| Finder::new(bytes).into_owned())
        });
        Self(words.collect())
    }

    /// Looks through all memory of a process and of all below it.
    ///
    /// # Errors
    /// When the system does not let this program look: into the app itself only root may.
    pub fn found_in(&self, app: u32) -> io::Result<Found> {
        let web_view = self.found_below(app)?;
        let mut own = vec![false; self.0.len()];
        self.look(app, &mut own)?;
        Ok(Found { app: count(&own), web_view, of: self.0.len() })
    }

    /// How many are found in the processes that `app` started.
    ///
    /// # Errors
    /// When the system does not let this program look.
    pub fn found_below(&self, app: u32) -> io::Result<usize> {
        let mut found = vec![false; self.0.len()];
        for process in processes::all_below(app).into_iter().filter(|process| *process != app) {
            match self.look(process, &mut found) {
                // It ended meanwhile, and its memory with it.
                Err(error) if has_ended(&error) => {}
                looked => looked?,
            }
        }
        Ok(count(&found))
    }

    fn look(&self, process: u32, found: &mut [bool]) -> io::Result<()> {
        let memory = File::open(format!("/proc/{process}/mem"))?;
        let maps = fs::read_to_string(format!("/proc/{process}/maps"))?;
        let longest = self.0.iter().flatten().map(|finder| finder.needle().len()).max();
        let overlap = longest.unwrap_or_default();
        let mut piece = vec![0; PIECE];
        let pages = InMemory::of(process)?;
        for (mut at, to) in maps.lines().filter_map(range).flat_map(|range| pages.within(range)) {
            while at < to {
                let wanted = PIECE.min(usize::try_from(to - at).unwrap_or(PIECE));
                // What cannot be read holds nothing that was written.
                let Ok(read) = memory.read_at(&mut piece[..wanted], at) else { break };
                for (finders, found) in self.0.iter().zip(&mut *found) {
                    *found |= finders.iter().any(|word| word.find(&piece[..read]).is_some());
                }
                if read < wanted || at + read as u64 >= to {
                    break;
                }
                at += (read - overlap) as u64;
            }
        }
        Ok(())
    }
}

fn has_ended(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::NotFound || error.raw_os_error() == Some(libc::ESRCH)
}

fn count(found: &[bool]) -> usize {
    found.iter().filter(|found| **found).count()
}

/// Which pages of a process hold anything. A web view reserves far more than there is memory, and
/// reading what nobody wrote to would take hours.
struct InMemory(File);

impl InMemory {
    fn of(process: u32) -> io::Result<Self> {
        File::open(format!("/proc/{process}/pagemap")).map(Self)
    }

    /// The parts of a mapping that hold anything: from where to where.
    fn within(&self, (from, to): (u64, u64)) -> Vec<(u64, u64)> {
        let mut parts: Vec<(u64, u64)> = Vec::new();
        let mut entries = vec![0; PIECE];
        let (mut page, last) = (from / PAGE, to / PAGE);
        while page < last {
            let wanted = PIECE.min(usize::try_from((last - page) * ENTRY).unwrap_or(PIECE));
            let Ok(read @ 8..) = self.0.read_at(&mut entries[..wanted], page * ENTRY) else {
                break;
            };
            for entry in entries[..read].as_chunks().0 {
                if u64::from_ne_bytes(*entry) & IS_THERE != 0 {
                    let start = page * PAGE;
                    match parts.last_mut() {
                        Some((_, end)) if *end == start => *end += PAGE,
                        _ => parts.push((start, start + PAGE)),
                    }
                }
                page += 1;
            }
        }
        parts
    }
}

/// From where to where a mapping goes that can be read.
fn range(line: &str) -> Option<(u64, u64)> {
    let mut parts = line.split_whitespace();
    let (from, to) = parts.next()?.split_once('-')?;
    let is_readable = parts.next()?.starts_with('r');
    let address = |digits| u64::from_str_radix(digits, 16).ok();
    is_readable.then_some((address(from)?, address(to)?))
}
