//! Building a journal from the records of a backup.

use super::super::grant::GrantRow;
use super::super::rows::{self, Numbered};
use super::super::{VaultError, VaultFile, log};
use super::record::{
    ChangeRecord, End, RecordType, parse_attachment, parse_chunk, parse_draft, parse_older_root,
    parse_witness,
};
use super::records::{Record, Records};
use super::{Watch, go_on};
use crate::Id;
use rusqlite::Params;
use std::collections::HashMap;
use std::io::Read;

/// What becomes of the chunks of attachments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chunks {
    /// They go into the journal.
    Keep,
    /// They are too much to hold in memory, and looked at by themselves.
    Skip,
}

/// Puts the records of a body into an empty vault.
pub(super) struct Filling<'a> {
    vault: &'a VaultFile,
    chunks: Chunks,
    counts: [u64; 4],
    logs: HashMap<Id, i64>,
    last_chunk: Option<(Id, u32)>,
}

impl<'a> Filling<'a> {
    pub(super) fn new(vault: &'a VaultFile, chunks: Chunks) -> Self {
        Self { vault, chunks, counts: [0; 4], logs: HashMap::new(), last_chunk: None }
    }

    pub(super) fn run(
        mut self,
        mut records: Records<impl Read>,
        watch: Watch<'_>,
    ) -> Result<End, VaultError> {
        loop {
            match records.next()? {
                Record::Of(kind, record) => self.put(kind, record)?,
                Record::End(end) if end.counts == self.counts => return Ok(end),
                Record::End(_) => return Err(VaultError::Damaged("backup")),
            }
            go_on(watch, records.done(), records.total)?;
        }
    }

    fn put(&mut self, kind: RecordType, record: &[u8]) -> Result<(), VaultError> {
        match kind {
            RecordType::Change => {
                self.counts[0] += 1;
                self.put_change(&ChangeRecord::parse(record)?)
            }
            RecordType::Grant => {
                self.counts[1] += 1;
                GrantRow::parse(record)?.insert(&self.vault.db)
            }
            RecordType::OlderRoot => {
                let (partner, number, blob) = parse_older_root(record)?;
                let insert = "INSERT INTO ring(partner, number, blob) VALUES(?, ?, ?)";
                self.insert(insert, (&partner.0[..], number, blob))
            }
            RecordType::Attachment => self.put_attachment(record),
            RecordType::Chunk => self.put_chunk(record),
            RecordType::Draft => {
                self.counts[2] += 1;
                let (id, partner, key, blob) = parse_draft(record)?;
                let insert = "INSERT INTO draft(id, partner, key, blob) VALUES(?, ?, ?, ?)";
                self.insert(insert, (&id.0[..], &partner.0[..], &key.0[..], blob))
            }
            RecordType::Witness => {
                self.counts[3] += 1;
                let (partner, key, blob) = parse_witness(record)?;
                let insert = "INSERT INTO witness(partner, key, blob) VALUES(?, ?, ?)";
                self.insert(insert, (&partner.0[..], &key.0[..], blob))
            }
            RecordType::End => Ok(()),
        }
    }

    /// Two rows where there can be one are damage.
    fn insert(&self, sql: &str, values: impl Params) -> Result<(), VaultError> {
        let mut statement = self.vault.db.prepare_cached(sql)?;
        match statement.execute(values).map_err(VaultError::from) {
            Ok(_) => Ok(()),
            Err(VaultError::Damaged(_)) => Err(VaultError::Damaged("backup record")),
            Err(error) => Err(error),
        }
    }

    fn put_attachment(&self, record: &[u8]) -> Result<(), VaultError> {
        let (id, space, key, blob) = parse_attachment(record)?;
        let db = &self.vault.db;
        let space = rows::number(db, Numbered::Space, space)?;
        let key = rows::number(db, Numbered::Key, key)?;
        let insert = "INSERT INTO attachment(id, space, key, blob) VALUES(?, ?, ?, ?)";
        self.insert(insert, (&id.0[..], space, key, blob))
    }

    /// Chunks stand in the order of their attachments and numbers, each once.
    fn put_chunk(&mut self, record: &[u8]) -> Result<(), VaultError> {
        let (attachment, n, bytes) = parse_chunk(record)?;
        let place = Some((attachment, n));
        if self.last_chunk >= place {
            return Err(VaultError::Damaged("backup record"));
        }
        self.last_chunk = place;
        if self.chunks == Chunks::Skip {
            return Ok(());
        }
        let insert = "INSERT INTO chunk(attachment, n, bytes) VALUES(?, ?, ?)";
        self.insert(insert, (&attachment.0[..], n, bytes))
    }

    fn put_change(&mut self, record: &ChangeRecord<'_>) -> Result<(), VaultError> {
        let db = &self.vault.db;
        let n = match self.logs.get(&record.log) {
            Some(n) => *n,
            None => {
                db.execute(
                    "INSERT INTO log(id, author) VALUES(?, ?)",
                    (&record.log.0[..], &record.author.0[..]),
                )?;
                let n = db.last_insert_rowid();
                self.logs.insert(record.log, n);
                n
            }
        };
        db.prepare_cached("INSERT INTO change(id, space, content_hash, link, sig, key, sum, blob) VALUES(?, ?, ?, ?, ?, ?, ?, ?)")?
            .execute((
                log::row_id(n, record.seq)?,
                rows::number(db, Numbered::Space, record.space)?,
                &record.content_hash[..],
                &record.link.0[..],
                &record.sig[..],
                rows::number(db, Numbered::Key, record.key)?,
                &record.sum[..],
                record.blob,
            ))?;
        Ok(())
    }
}
