//! Encrypting changes anew under other keys, each in its place. Format: docs/format.md §4, *New keys*.

use super::log::{self, ChangeId, StoredRow};
use super::rotation::Retired;
use super::rows::{self, Numbered, integer, no_longer};
use super::{Unlocked, VaultError, VaultFile};
use crate::crypto::{self, KeyId, ObjectType, SpaceKey};
use crate::{Id, Surroundings};
use std::collections::{HashMap, HashSet};

/// About how many bytes are encrypted anew in one transaction.
const BATCH_BYTES: usize = 4 << 20;

/// Encrypting rows anew.
pub(super) struct Anew<'a> {
    file: &'a VaultFile,
    me: &'a Unlocked,
    broken: &'a HashSet<ChangeId>,
    /// By the old key's number: its space, itself, the new key, and that one's id and number.
    keys: HashMap<i64, Change<'a>>,
    /// Id and author, by the log's number.
    logs: HashMap<i64, (Id, Id)>,
    spaces: HashMap<i64, Id>,
}

struct Change<'a> {
    space: Id,
    from: (KeyId, &'a SpaceKey),
    to: (KeyId, &'a SpaceKey),
    number: i64,
}

impl<'a> Anew<'a> {
    pub(super) fn new(
        file: &'a VaultFile,
        me: &'a Unlocked,
        retired: &'a [Retired],
        broken: &'a HashSet<ChangeId>,
    ) -> Result<Self, VaultError> {
        let (mut keys, mut spaces) = (HashMap::new(), HashMap::new());
        for Retired { space, key, to } in retired {
            let Some(from) = me.key(*key).filter(|_| me.space_of(*key) == Some(*space)) else {
                continue;
            };
            let number = rows::number(&file.db, Numbered::Key, to.id())?;
            let change = Change { space: *space, from: (*key, from), to: (to.id(), to), number };
            keys.insert(rows::number(&file.db, Numbered::Key, *key)?, change);
            spaces.insert(rows::number(&file.db, Numbered::Space, *space)?, *space);
        }
        let whole = log::all(&file.db)?.whole;
        let logs = whole.into_iter().map(|(n, log, author)| (n, (log, author))).collect();
        Ok(Self { file, me, broken, keys, logs, spaces })
    }

    fn is_retired(&self) -> String {
        let numbers: Vec<String> = self.keys.keys().map(i64::to_string).collect();
        format!("{} IN ({})", integer!("key"), numbers.join(", "))
    }

    pub(super) fn count(&self) -> Result<u64, VaultError> {
        let retired = self.is_retired();
        let sql = format!(
            "SELECT (SELECT count(*) FROM change WHERE {retired})
             + (SELECT count(*) FROM attachment WHERE {retired})"
        );
        let n: i64 = self.file.db.query_row(&sql, [], |row| row.get(0))?;
        Ok(n.unsigned_abs())
    }

    /// Encrypts the keys of all attachments anew, in one transaction; the chunks stay as they
    /// are. How many opened, and how many did not.
    pub(super) fn reseal_attachments(
        &self,
        surroundings: &mut dyn Surroundings,
    ) -> Result<(u64, u64), VaultError> {
        let sql = format!(
            "SELECT rowid, {}, {}, key, {} FROM attachment WHERE {}",
            no_longer!("id" <= 16),
            integer!("space"),
            no_longer!("blob" <= 72),
            self.is_retired()
        );
        let mut query = self.file.db.prepare(&sql)?;
        let mut found = query.query([])?;
        let mut sealed = Vec::new();
        while let Some(row) = found.next()? {
            let of = row.get(2).ok().zip(row.get(3).ok());
            let blob: Option<Vec<u8>> = row.get(4).ok();
            sealed.push((row.get(0)?, rows::id(row, 1).ok(), blob, of));
        }
        drop(found);
        let (mut done, mut left) = (0, 0);
        let transaction = self.file.db.unchecked_transaction()?;
        for (rowid, id, blob, of) in sealed {
            let resealed = match (id, blob, of) {
                (Some(id), Some(blob), Some(of)) => {
                    self.reseal_key(rowid, id, of, &blob, surroundings)?
                }
                _ => false,
            };
            *(if resealed { &mut done } else { &mut left }) += 1;
        }
        transaction.commit()?;
        Ok((done, left))
    }

    /// Encrypts the key of one attachment anew; whether it opened.
    fn reseal_key(
        &self,
        rowid: i64,
        id: Id,
        (space, key): (i64, i64),
        blob: &[u8],
        surroundings: &mut dyn Surroundings,
    ) -> Result<bool, VaultError> {
        let Some((space, change)) = self.spaces.get(&space).zip(self.keys.get(&key)) else {
            return Ok(false);
        };
        if change.space != *space {
            return Ok(false);
        }
        let ((from, old), (to, new)) = (change.from, change.to);
        let place: [&[u8]; 4] = [&self.file.id.0, &space.0, &id.0, &from.0];
        let Ok(of) = crypto::decrypt_attachment_key(old, &place, blob) else { return Ok(false) };
        let place: [&[u8]; 4] = [&self.file.id.0, &space.0, &id.0, &to.0];
        let blob = crypto::encrypt_attachment_key(new, &place, &of, surroundings);
        let db = &self.file.db;
        let update = "UPDATE attachment SET key = ?, blob = ? WHERE rowid = ?";
        rows::whatever_stands_beside(db, || db.execute(update, (change.number, blob, rowid)))?;
        Ok(true)
    }

    /// The next rows after the one with this id: few enough to hold.
    pub(super) fn read(&self, after: i64, most: usize) -> Result<Vec<StoredRow>, VaultError> {
        let sql = format!(
            "SELECT {} FROM change WHERE id > ? AND {} ORDER BY id",
            rows::OF_CHANGE,
            self.is_retired()
        );
        let mut query = self.file.db.prepare_cached(&sql)?;
        let mut found = query.query([after])?;
        let (mut rows, mut bytes) = (Vec::new(), 0);
        while rows.len() < most
            && bytes < BATCH_BYTES
            && let Some(row) = found.next()?
        {
            // A row of broken columns is opened as far as it can be.
            let stored = StoredRow::as_it_stands(row)?;
            bytes += stored.blob.as_ref().map_or(0, Vec::len);
            rows.push(stored);
        }
        Ok(rows)
    }

    pub(super) fn at(&self, id: ChangeId) -> Result<Option<StoredRow>, VaultError> {
        let log = self.logs.iter().find(|(_, (log, _))| *log == id.log);
        let Some(row) = log.and_then(|(n, _)| log::row_id(*n, id.seq).ok()) else {
            return Ok(None);
        };
        let found = self.read(row - 1, 1)?;
        Ok(found.into_iter().next().filter(|stored| stored.row == row))
    }

    /// Encrypts one row anew; whether it opened, and may go along.
    pub(super) fn reseal(
        &self,
        stored: &StoredRow,
        surroundings: &mut dyn Surroundings,
    ) -> Result<bool, VaultError> {
        let n = stored.row >> log::SEQ_BITS;
        let place = self.logs.get(&n).zip(self.spaces.get(&stored.space));
        let change = self.keys.get(&stored.key);
        let (Some(((log, author), space)), Some(change)) = (place, change) else {
            return Ok(false);
        };
        let seq = (stored.row - (n << log::SEQ_BITS)).unsigned_abs();
        let id = ChangeId { log: *log, seq };
        let whole_log = ChangeId { log: *log, seq: 0 };
        let mine = *space == self.me.partner;
        let holds = !self.broken.contains(&id) && !self.broken.contains(&whole_log);
        if change.space != *space || (mine && !(holds && *author == *space)) {
            return Ok(false);
        }
        let db = &self.file.db;
        let Some(blob) = &stored.blob else {
            // Erased: only the number of its key is left to change.
            let mut update = db.prepare_cached("UPDATE change SET key = ? WHERE id = ?")?;
            rows::whatever_stands_beside(db, || update.execute((change.number, stored.row)))?;
            return Ok(true);
        };
        let header = log::header(self.file.id, *author, id, *space);
        let ((from, old), (to, new)) = (change.from, change.to);
        let place: [&[u8]; 3] = [&header, &stored.link.0, &from.0];
        let Ok(plain) = crypto::decrypt_object(old, ObjectType::Change, &place, blob) else {
            return Ok(false);
        };
        let place: [&[u8]; 3] = [&header, &stored.link.0, &to.0];
        let blob = crypto::encrypt_object(new, ObjectType::Change, &place, &plain, surroundings);
        let sum = crypto::object_sum(&blob);
        let update = "UPDATE change SET key = ?, sum = ?, blob = ? WHERE id = ?";
        let mut update = db.prepare_cached(update)?;
        rows::whatever_stands_beside(db, || {
            update.execute((change.number, &sum[..], &blob, stored.row))
        })?;
        Ok(true)
    }
}
