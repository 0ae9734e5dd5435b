//! The backup file: everything of a journal, encrypted once more to its partners. Format: docs/format.md §8.

mod body;
mod filling;
mod header;
mod keep;
mod looking;
mod read;
mod read_back;
mod record;
mod records;
mod to_disk;
mod write;

pub use keep::superseded;
pub use read::BackupFile;
pub use write::BackupMade;
pub(crate) use write::write_backup;

use super::VaultError;
use std::ops::ControlFlow;

/// Told how far a slow step is, in bytes or changes; may stop it.
pub type Watch<'a> = &'a mut dyn FnMut(u64, u64) -> ControlFlow<()>;

pub(super) fn go_on(watch: Watch<'_>, done: u64, total: u64) -> Result<(), VaultError> {
    match watch(done, total) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(VaultError::Cancelled),
    }
}
