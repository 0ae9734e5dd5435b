//! Attachments: their chunks first, then the row of their key, then the change that names them.
//! Format: docs/format.md §6, *Attachments*.
//!
//! What was cut off in between leaves chunks that no key opens: they go at the next unlock.

use super::content::{self, ATTACHMENT, Head, NamedFile};
use super::log::{ChangeId, Entry};
use super::rows::{self, Numbered, integer, no_longer};
use super::scan::Erasure;
use super::{Problem, ProblemKind, Unlocked, VaultError, VaultFile};
use crate::crypto::{
    self, AttachmentKey, AttachmentReader, AttachmentWriter, FRAME, FileHash, NotAuthentic,
    SpaceKey,
};
use crate::{Id, Surroundings};
use rusqlite::{OptionalExtension, Transaction};
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

/// The largest file that can be put on a page, in bytes.
pub const MAX_ATTACHMENT: u64 = 100 * 1024 * 1024;
/// Chunks in one transaction: 4 MiB.
const BATCH: u32 = 64;

/// A file whose chunks stand in the journal; nothing opens or names them yet.
pub(crate) struct NewAttachment {
    pub(crate) named: NamedFile,
    key: AttachmentKey,
}

/// Where an attachment stands: its space, and its id.
pub(crate) type AttachmentPlace = (Id, Id);

/// Cuts what is written to it into rows, a few in each transaction.
struct ChunkRows<'a> {
    file: &'a VaultFile,
    attachment: Id,
    n: u32,
    waiting: Vec<u8>,
    batch: Option<Transaction<'a>>,
}

impl<'a> ChunkRows<'a> {
    fn of(file: &'a VaultFile, attachment: Id) -> Self {
        Self { file, attachment, n: 0, waiting: Vec::with_capacity(FRAME), batch: None }
    }

    fn put(&mut self) -> Result<(), VaultError> {
        if self.batch.is_none() {
            self.batch = Some(self.file.db.unchecked_transaction()?);
        }
        self.file
            .db
            .prepare_cached("INSERT INTO chunk(attachment, n, bytes) VALUES(?, ?, ?)")?
            .execute((&self.attachment.0[..], self.n, &self.waiting))?;
        self.waiting.clear();
        self.n = self.n.checked_add(1).ok_or(VaultError::TooLarge)?;
        if self.n.is_multiple_of(BATCH) { self.commit() } else { Ok(()) }
    }

    fn commit(&mut self) -> Result<(), VaultError> {
        self.batch.take().map_or(Ok(()), |batch| Ok(batch.commit()?))
    }

    fn finish(mut self) -> Result<(), VaultError> {
        if !self.waiting.is_empty() {
            self.put()?;
        }
        self.commit()
    }
}

impl Write for ChunkRows<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(FRAME - self.waiting.len());
        self.waiting.extend_from_slice(bytes.get(..taken).unwrap_or_default());
        if self.waiting.len() == FRAME {
            self.put().map_err(io::Error::other)?;
        }
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Takes no more than a file may have.
struct AtMost<W>(W);

impl Write for AtMost<AttachmentWriter<ChunkRows<'_>>> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.length() + bytes.len() as u64 > MAX_ATTACHMENT {
            return Err(io::Error::other(VaultError::TooLarge));
        }
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn damaged(_: NotAuthentic) -> VaultError {
    VaultError::Damaged("attachment")
}

impl NamedFile {
    fn of(id: Id, file: FileHash) -> Self {
        Self { id, length: file.length, hash: file.hash }
    }

    fn file(&self) -> FileHash {
        FileHash { length: self.length, hash: self.hash }
    }

    pub(super) fn reader(
        &self,
        key: &AttachmentKey,
        vault: Id,
    ) -> Result<AttachmentReader, VaultError> {
        AttachmentReader::new(key, vault, self.id, self.file()).map_err(damaged)
    }
}

impl VaultFile {
    /// Writes the chunks of what `fill` writes, batch by batch; memory stays flat.
    ///
    /// # Errors
    /// [`VaultError::TooLarge`] for more than [`MAX_ATTACHMENT`]; those of `fill` and of the
    /// file. No chunk is left then, or those that are go at the next unlock.
    pub(crate) fn write_chunks(
        &self,
        surroundings: &mut dyn Surroundings,
        fill: &mut dyn FnMut(&mut dyn Write) -> Result<(), VaultError>,
    ) -> Result<NewAttachment, VaultError> {
        let id = crate::id::Name(surroundings.random());
        let key = AttachmentKey::make(surroundings);
        let rows = ChunkRows::of(self, id);
        let mut out = AtMost(AttachmentWriter::new(&key, self.id, id, rows));
        let filled = fill(&mut out);
        let written = filled.and_then(|()| {
            let (rows, file) = out.0.finish()?;
            rows.finish()?;
            Ok(NamedFile::of(id, file))
        });
        match written {
            Ok(named) => Ok(NewAttachment { named, key }),
            Err(error) => {
                let _ = self.drop_chunks(id);
                Err(error)
            }
        }
    }

    /// Writes the row of an attachment's key; the change that names it is the caller's, in the
    /// same transaction.
    pub(crate) fn put_attachment(
        &self,
        space: Id,
        key: &SpaceKey,
        new: &NewAttachment,
        surroundings: &mut dyn Surroundings,
    ) -> Result<(), VaultError> {
        let id = new.named.id;
        let place: [&[u8]; 4] = [&self.id.0, &space.0, &id.0, &key.id().0];
        let blob = crypto::encrypt_attachment_key(key, &place, &new.key, surroundings);
        self.db.execute(
            "INSERT INTO attachment(id, space, key, blob) VALUES(?, ?, ?, ?)",
            (
                &id.0[..],
                rows::number(&self.db, Numbered::Space, space)?,
                rows::number(&self.db, Numbered::Key, key.id())?,
                blob,
            ),
        )?;
        Ok(())
    }

    /// Writes the file out, chunk by chunk; memory stays flat. What was written before an error
    /// is not the file.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] when key, chunks, length or hash are not what was written; those
    /// of `out`.
    pub(crate) fn read_attachment(
        &self,
        me: &Unlocked,
        space: Id,
        named: &NamedFile,
        out: &mut dyn Write,
    ) -> Result<(), VaultError> {
        let key = self.attachment_key(me, space, named.id)?;
        let mut reader = named.reader(&key, self.id)?;
        let count = "SELECT count(*) FROM chunk WHERE attachment = ?";
        let count: i64 = self.db.query_row(count, [&named.id.0[..]], |row| row.get(0))?;
        if crypto::chunks_of(named.length).map(i64::from) != Some(count) {
            return Err(VaultError::Damaged("attachment"));
        }
        let mut find = self.db.prepare_cached(concat!(
            "SELECT ",
            no_longer!("bytes" <= 65552),
            " FROM chunk WHERE attachment = ? AND n = ?"
        ))?;
        for n in 0..count {
            let chunk: Option<Vec<u8>> =
                find.query_row((&named.id.0[..], n), |row| row.get(0)).optional()?;
            let plain = reader.open(&chunk.unwrap_or_default()).map_err(damaged)?;
            out.write_all(&plain)?;
        }
        reader.finish().map_err(damaged)
    }

    /// The key of an attachment of this very space, under one of the space's keys.
    pub(crate) fn attachment_key(
        &self,
        me: &Unlocked,
        space: Id,
        id: Id,
    ) -> Result<AttachmentKey, VaultError> {
        const DAMAGED: VaultError = VaultError::Damaged("attachment");
        let mut find = self.db.prepare_cached(concat!(
            "SELECT ",
            no_longer!("space.id" <= 16, "key.id" <= 16, "blob" <= 72),
            " FROM attachment LEFT JOIN space ON space.n = ",
            integer!("attachment.space"),
            " LEFT JOIN key ON key.n = ",
            integer!("attachment.key"),
            " WHERE attachment.id = ?"
        ))?;
        let mut found = find.query([&id.0[..]])?;
        let row = found.next()?.ok_or(DAMAGED)?;
        let (of, key_id) = (rows::id(row, 0), rows::id(row, 1));
        let (Ok(of), Ok(key_id), Ok(blob)) = (of, key_id, row.get::<_, Vec<u8>>(2)) else {
            return Err(DAMAGED);
        };
        let key = me.key(key_id).filter(|_| of == space && me.space_of(key_id) == Some(space));
        let place: [&[u8]; 4] = [&self.id.0, &space.0, &id.0, &key_id.0];
        crypto::decrypt_attachment_key(key.ok_or(DAMAGED)?, &place, &blob).map_err(damaged)
    }

    /// Every attachment whose key stands in the file, with its space where that is known; but not
    /// those that went with a Mine of `here` that is lost.
    pub(crate) fn attachments(
        &self,
        here: &[&Unlocked],
    ) -> Result<Vec<AttachmentPlace>, VaultError> {
        let mut query = self.db.prepare_cached(concat!(
            "SELECT ",
            no_longer!("space.id" <= 16, "attachment.id" <= 16, "key.id" <= 16),
            " FROM attachment JOIN space ON space.n = ",
            integer!("attachment.space"),
            " LEFT JOIN key ON key.n = ",
            integer!("attachment.key")
        ))?;
        let mut found = query.query([])?;
        let mut places = Vec::new();
        while let Some(row) = found.next()? {
            if let (Ok(space), Ok(id)) = (rows::id(row, 0), rows::id(row, 1)) {
                let key = rows::id(row, 2);
                let is_lost = |me: &&Unlocked| key.as_ref().is_ok_and(|key| me.lost_key(*key));
                if here.iter().any(|me| me.partner == space && is_lost(me)) {
                    continue;
                }
                places.push((space, id));
            }
        }
        Ok(places)
    }

    /// Deletes keys and chunks; the caller holds the transaction.
    ///
    /// The row of the key is overwritten with zeros. Chunks are not: nothing opens them any more.
    pub(crate) fn delete_attachments(&self, places: &[AttachmentPlace]) -> Result<(), VaultError> {
        for (space, id) in places {
            let delete = concat!(
                "DELETE FROM attachment WHERE id = ? AND ",
                integer!("space"),
                " = (SELECT n FROM space WHERE id = ?)"
            );
            rows::whatever_stands_beside(&self.db, || {
                self.db.execute(delete, (&id.0[..], &space.0[..]))
            })?;
        }
        for (_, id) in places {
            self.drop_chunks(*id)?;
        }
        Ok(())
    }

    /// As [`Self::delete_attachments`], in a transaction of its own; nothing stays readable in the
    /// write-ahead log.
    pub(crate) fn drop_attachments(&self, places: &[AttachmentPlace]) -> Result<(), VaultError> {
        let transaction = self.db.unchecked_transaction()?;
        self.delete_attachments(places)?;
        transaction.commit()?;
        self.checkpoint()
    }

    /// Deletes the chunks of an attachment without a key.
    fn drop_chunks(&self, id: Id) -> Result<(), VaultError> {
        self.without_overwriting(
            "DELETE FROM chunk WHERE attachment = ?1
             AND NOT EXISTS(SELECT 1 FROM attachment WHERE id = ?1)",
            &[&id.0[..]],
        )
    }

    /// Deletes all chunks that no key opens.
    pub(crate) fn drop_loose_chunks(&self) -> Result<(), VaultError> {
        const LOOSE: &str = concat!(
            no_longer!("attachment" <= 16),
            " NOT IN (SELECT ",
            no_longer!("id" <= 16),
            " FROM attachment)"
        );
        let find = format!("SELECT EXISTS(SELECT 1 FROM chunk WHERE {LOOSE})");
        if !self.db.query_row(&find, [], |row| row.get::<_, bool>(0))? {
            return Ok(());
        }
        self.without_overwriting(&format!("DELETE FROM chunk WHERE {LOOSE}"), &[])
    }

    fn without_overwriting(&self, sql: &str, with: &[&[u8]]) -> Result<(), VaultError> {
        self.db.execute_batch("PRAGMA secure_delete=FAST")?;
        let deleted = rows::whatever_stands_beside(&self.db, || {
            self.db.execute(sql, rusqlite::params_from_iter(with))
        });
        self.db.execute_batch("PRAGMA secure_delete=ON")?;
        deleted?;
        Ok(())
    }
}

/// A change that names an attachment.
struct Naming {
    change: ChangeId,
    author: Id,
    space: Id,
    file: NamedFile,
}

/// All that one author says of one attachment in a space.
pub(super) struct OneFile {
    pub(super) space: Id,
    pub(super) file: NamedFile,
    /// The changes that say this of it.
    pub(super) by: Vec<ChangeId>,
    /// Those that say something else: it cannot be both.
    pub(super) others: Vec<ChangeId>,
}

/// Every attachment that a change names, of those whose keys are at hand.
#[derive(Default)]
pub(super) struct Named(Vec<Naming>);

impl Named {
    /// Takes in a change; one that does not name an attachment as it should is named elsewhere.
    pub(super) fn take(&mut self, entry: &Entry, head: &Head) {
        if head.kind == ATTACHMENT
            && head.schema <= content::SCHEMA
            && let Ok(file) = content::parse(entry.json())
        {
            let (change, author, space) = (entry.id, entry.author, entry.space);
            self.0.push(Naming { change, author, space, file });
        }
    }

    /// What is erased is looked for no more.
    pub(super) fn without(mut self, erased: &HashMap<ChangeId, Erasure>) -> Self {
        self.0.retain(|naming| !erased.contains_key(&naming.change));
        self
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (ChangeId, NamedFile)> {
        self.0.iter().map(|naming| (naming.change, naming.file))
    }

    /// Every file once for each who names it, however often they do.
    pub(super) fn files(&self) -> impl Iterator<Item = OneFile> {
        let mut files: BTreeMap<(Id, Id, Id), OneFile> = BTreeMap::new();
        for Naming { change, author, space, file } in &self.0 {
            let new = || OneFile { space: *space, file: *file, by: vec![], others: vec![] };
            let one = files.entry((file.id, *space, *author)).or_insert_with(new);
            let same = if one.file == *file { &mut one.by } else { &mut one.others };
            same.push(*change);
        }
        files.into_values()
    }

    /// Those that are not as they were written in `file`; `tell` is told of each before.
    pub(super) fn broken_in(
        &self,
        file: &VaultFile,
        me: &Unlocked,
        tell: &mut dyn FnMut() -> Result<(), VaultError>,
    ) -> Result<Vec<Problem>, VaultError> {
        let mut broken = Vec::new();
        for OneFile { space, file: named, by, others } in self.files() {
            tell()?;
            broken.extend(others);
            match file.read_attachment(me, space, &named, &mut io::sink()) {
                Ok(()) => {}
                Err(VaultError::Damaged(_)) => broken.extend(by),
                Err(error) => return Err(error),
            }
        }
        Ok(broken.into_iter().map(problem).collect())
    }
}

/// What is wrong with a change that names such an attachment.
pub(super) fn problem(id: ChangeId) -> Problem {
    Problem { id, kind: ProblemKind::Attachment }
}
