//! A write-ahead log that stands beside the file when it is opened: what a crash left, or a stale one.
//!
//! SQLite takes in any write-ahead log that is whole in itself. One that belongs to an
//! older state of the file, or to another journal, would put its pages over newer ones;
//! changes are never deleted, so it gives itself away by those it does not know.

use super::{VaultError, log};
use rusqlite::{Connection, OptionalExtension};
use std::path::Path;

/// The newest change of every log that the file holds without its write-ahead log.
pub(super) struct InTheFile(Vec<(i64, Vec<u8>)>);

impl InTheFile {
    /// What was `seen` in the file at `path` by who sees no write-ahead log, if one stands beside it.
    ///
    /// # Errors
    /// Those of what was seen. But where a write-ahead log stands, pages of the file may be half
    /// written: the power was cut while they were taken from there, and there they are whole.
    pub(super) fn if_a_log_stands_beside(
        path: &Path,
        seen: Result<Connection, VaultError>,
    ) -> Result<Option<Self>, VaultError> {
        let mut name = path.as_os_str().to_owned();
        name.push("-wal");
        let stands = std::fs::metadata(&name).is_ok_and(|about| about.len() > 0);
        match seen {
            Err(VaultError::Damaged(_)) if stands => Ok(Some(Self(Vec::new()))),
            seen => seen.map(|file| stands.then(|| Self(newest(&file).unwrap_or_default()))),
        }
    }

    /// Checks that everything is still there with the write-ahead log taken in.
    pub(super) fn is_all_in(&self, db: &Connection) -> Result<(), VaultError> {
        let stale = VaultError::Damaged("write-ahead log");
        for (id, link) in &self.0 {
            let find = "SELECT 1 FROM change WHERE id = ? AND link = ?";
            let found: Option<i64> = db
                .query_row(find, (id, link), |row| row.get(0))
                .optional()
                .map_err(|_| stale.clone())?;
            found.ok_or_else(|| stale.clone())?;
        }
        Ok(())
    }
}

fn newest(file: &Connection) -> Result<Vec<(i64, Vec<u8>)>, VaultError> {
    let mut newest = Vec::new();
    for range in log::all(file)?.whole.into_iter().filter_map(|(n, _, _)| log::rows_of(n)) {
        let find = "SELECT id, link FROM change WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT 1";
        let row =
            file.query_row(find, (range.start, range.end), |row| Ok((row.get(0)?, row.get(1)?)));
        newest.extend(row.optional().ok().flatten());
    }
    Ok(newest)
}
