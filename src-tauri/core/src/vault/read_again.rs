//! One change, read again while somebody sits there.

use super::log::{self, ChangeId, Entry, StoredRow};
use super::rows::{self, Numbered};
use super::{Unlocked, VaultError, VaultFile};
use crate::Id;

impl VaultFile {
    /// Reads one change again, by the hash of what stood there when its log was walked: whoever has
    /// the space's key could put another that opens in its row meanwhile.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] or [`VaultError::NotAuthentic`] when it no longer opens, or is another.
    pub(crate) fn read(
        &self,
        row: i64,
        author: Id,
        (id, content_hash): (ChangeId, [u8; 32]),
        space: Id,
        me: &Unlocked,
    ) -> Result<Entry, VaultError> {
        let stored = self.stored(row)?.ok_or(VaultError::Damaged("content"))?;
        if stored.content_hash != content_hash {
            return Err(VaultError::NotAuthentic("content"));
        }
        let key_id = rows::named(&self.db, Numbered::Key, stored.key)?;
        let key = me.key(key_id).ok_or(VaultError::NotAuthentic("key"))?;
        log::decrypt_row(self.id, author, id, space, stored, key).map(|(entry, _)| entry)
    }

    /// A row as it stands, if there is one.
    pub(super) fn stored(&self, row: i64) -> Result<Option<StoredRow>, VaultError> {
        let sql = format!("SELECT {} FROM change WHERE id = ?", rows::OF_CHANGE);
        let mut query = self.db.prepare_cached(&sql)?;
        let mut found = query.query([row])?;
        found.next()?.map(StoredRow::from_row).transpose()
    }
}
