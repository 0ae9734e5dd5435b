//! Bytes on their way to the disk while more are written, so that a sync has little to wait for.

use std::fs::File;

/// As many bytes are sent on their way together.
const STEP: u64 = 4 << 20;

/// A file that is written from its beginning to its end.
pub(super) struct ToDisk<'a> {
    file: &'a File,
    begun: u64,
}

impl<'a> ToDisk<'a> {
    pub(super) fn new(file: &'a File) -> Self {
        Self { file, begun: 0 }
    }

    /// So many bytes were written.
    pub(super) fn written(&mut self, bytes: u64) {
        if bytes >= self.begun + STEP {
            begin(self.file, self.begun, bytes - self.begun);
            self.begun = bytes;
        }
    }
}

/// Linux begins to write what is said not to be needed soon, and lets go of none of it before that
/// is done. No more than a hint: only a sync says that something is on the disk.
#[cfg(all(target_os = "linux", feature = "system"))]
fn begin(file: &File, from: u64, len: u64) {
    let _ = rustix::fs::fadvise(file, from, len.try_into().ok(), rustix::fs::Advice::DontNeed);
}

#[cfg(not(all(target_os = "linux", feature = "system")))]
fn begin(_file: &File, _from: u64, _len: u64) {}
