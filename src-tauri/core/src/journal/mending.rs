//! Putting back what is damaged out of a backup, for somebody who is here.

use super::book::Book;
use super::{Desk, JournalError, Sitting};
use crate::vault::{BackupFile, Known, Mended, Watch};

impl Sitting {
    /// Puts back what is damaged here and whole in `backup`, of all that this person can read;
    /// nothing else changes. Slow in a large journal, and can be stopped.
    ///
    /// # Errors
    /// [`VaultError::NotAuthentic`](crate::vault::VaultError::NotAuthentic) when the backup is of
    /// another journal, from before this person took new keys, or by somebody they do not trust;
    /// [`VaultError::Damaged`](crate::vault::VaultError::Damaged) when it is damaged itself;
    /// [`VaultError::Cancelled`](crate::vault::VaultError::Cancelled); those of the file. Nothing
    /// was changed then.
    pub fn mend(
        &mut self,
        backup: &mut BackupFile,
        watch: Watch<'_>,
    ) -> Result<Mended, JournalError> {
        let Self { desk, me } = self;
        let (retired, newer_by) = (desk.book.retired(), desk.book.newer_by());
        let known = Known { retired: &retired, newer_by, is_newer: &Book::is_newer };
        let mended = desk.file.mend(me, backup, &known, desk.surroundings.as_mut(), watch);
        if mended.as_ref().is_ok_and(|mended| mended.brought > 0) {
            desk.book = Desk::open_book(&desk.file, &[me])?;
            desk.hold_against_seen(&mut [me], 0)?;
        }
        // What was put back, or taken back again, need not stand in the write-ahead log until lock.
        desk.sweep();
        Ok(mended?)
    }
}
