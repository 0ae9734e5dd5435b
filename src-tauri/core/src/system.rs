//! A real computer: its clock, its randomness, its memory, its disk.

#![expect(clippy::disallowed_methods, reason = "the one place with a clock and chance of its own")]

use crate::Surroundings;
use chrono::{DateTime, FixedOffset, Local};
use std::path::Path;
use std::time::{Duration, Instant};

/// How many bytes can still be written to the disk that a file lies on; nothing where the system
/// does not say.
#[cfg(unix)]
pub fn room_beside(path: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(path).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// How many bytes can still be written to the disk that a file lies on: not asked here.
#[cfg(not(unix))]
pub fn room_beside(_path: &Path) -> Option<u64> {
    None
}

/// The surroundings of the app and of the command line.
pub struct System {
    started: Instant,
}

impl Default for System {
    fn default() -> Self {
        Self { started: Instant::now() }
    }
}

impl Surroundings for System {
    fn now(&self) -> DateTime<FixedOffset> {
        Local::now().fixed_offset()
    }

    fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// # Panics
    /// When the system has no randomness: nothing may be encrypted without it.
    fn fill(&mut self, bytes: &mut [u8]) {
        assert!(getrandom::fill(bytes).is_ok(), "the system gives no randomness");
    }

    fn free_memory_kib(&self) -> Option<u64> {
        let mut system = sysinfo::System::new().ok()?;
        system.refresh_memory();
        match system.available_memory() {
            0 => None,
            bytes => Some(bytes / 1024),
        }
    }
}
