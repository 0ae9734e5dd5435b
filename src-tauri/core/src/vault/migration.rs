//! Making a file of an older version one of this version. Format: docs/format.md §2.

use super::file::FORMAT;
use super::{VaultError, VaultFile};

/// What makes a file of version 1 one of version 2, and so on.
const STEPS: [&str; FORMAT as usize - 1] = [include_str!("migrations/2.sql")];

impl VaultFile {
    /// The version of the format that was last written here.
    pub(crate) fn version(&self) -> Result<i64, VaultError> {
        let version: i64 = self.db.query_row("SELECT format FROM vault", [], |row| row.get(0))?;
        Ok(version.max(1))
    }

    /// Whether it is of an older version than this program writes.
    pub(crate) fn is_older(&self) -> Result<bool, VaultError> {
        Ok(self.version()? < FORMAT)
    }

    /// Makes it one of this version, in one transaction or not at all.
    pub(crate) fn migrate(&self) -> Result<(), VaultError> {
        let done = usize::try_from(self.version()? - 1).unwrap_or(0);
        let transaction = self.db.unchecked_transaction()?;
        for step in STEPS.iter().skip(done) {
            transaction.execute_batch(step)?;
        }
        transaction.commit()?;
        // Where the disk is full the write-ahead log stays until the lock.
        let _ = self.sweep();
        Ok(())
    }
}
