//! The body of a backup as it is written: record after record, table after table. Format: docs/format.md §8.

use super::super::rows::{integer, no_longer};
use super::super::scan::Standing;
use super::super::{Unlocked, VaultError, VaultFile, grant, log, rows};
use super::looking::Looking;
use super::record::{End, RecordType};
use super::write::LABEL;
use crate::Id;
use crate::crypto::{self, FileKey, StreamWriter};
use crate::id::Name;
use std::io::Write;

/// Told how many records were taken in, and how many bytes of frames were written.
pub(super) type Tell<'a> = &'a mut dyn FnMut(u64, u64) -> Result<(), VaultError>;

/// Bytes of records that go into frames together.
const TOGETHER: usize = 32 * 1024;

/// What is written to it goes through its frames; memory stays flat.
pub(super) struct Body<W: Write> {
    frames: StreamWriter<W>,
    /// Records that go into frames together: each has many small parts.
    waiting: Vec<u8>,
    /// Changes, grants, drafts and witnesses.
    counts: [u64; 4],
    /// Of attachments and chunks, which are not counted at the end.
    beside: u64,
}

impl<W: Write> Body<W> {
    pub(super) fn new(key: &FileKey, before: &[u8], out: W) -> Self {
        Self {
            frames: StreamWriter::new(key, before, out),
            waiting: Vec::with_capacity(2 * TOGETHER),
            counts: [0; 4],
            beside: 0,
        }
    }

    /// A record's content is the `parts`, one after another.
    fn record(&mut self, kind: RecordType, parts: &[&[u8]]) -> Result<(), VaultError> {
        let len = parts.iter().map(|part| part.len()).sum::<usize>();
        let len = u32::try_from(len).map_err(|_| VaultError::TooLarge)?;
        self.waiting.push(kind as u8);
        self.waiting.extend_from_slice(&len.to_be_bytes());
        parts.iter().for_each(|part| self.waiting.extend_from_slice(part));
        if self.waiting.len() < TOGETHER { Ok(()) } else { self.pass_on() }
    }

    fn pass_on(&mut self) -> Result<(), VaultError> {
        self.frames.write_all(&self.waiting)?;
        self.waiting.clear();
        Ok(())
    }

    pub(super) fn change(
        &mut self,
        standing: &Standing<'_>,
        tell: Tell<'_>,
    ) -> Result<(), VaultError> {
        let Standing { log, author, space, key, stored } = standing;
        let blob = stored.blob.as_deref();
        self.record(
            RecordType::Change,
            &[
                &log.0,
                &author.0,
                &log::number_of(stored.row).to_be_bytes(),
                &space.0,
                &stored.content_hash,
                &stored.link.0,
                &stored.sig,
                &key.0,
                &stored.sum,
                &[u8::from(blob.is_some())],
                blob.unwrap_or_default(),
            ],
        )?;
        self.counts[0] += 1;
        self.tell(tell)
    }

    fn tell(&self, tell: Tell<'_>) -> Result<(), VaultError> {
        tell(self.counts.iter().sum::<u64>() + self.beside, self.frames.written())
    }

    /// How many rows have no place in a backup comes back.
    pub(super) fn grants(&mut self, file: &VaultFile, tell: Tell<'_>) -> Result<u64, VaultError> {
        let (grants, broken) = grant::all(file)?;
        for grant in grants {
            self.record(RecordType::Grant, &[&grant.to_bytes()])?;
            self.counts[1] += 1;
            self.tell(tell)?;
        }
        Ok(broken.into())
    }

    /// How many rows have no place in a backup comes back. There are as many as keys were given
    /// up, and nobody waits for them.
    pub(super) fn older_roots(&mut self, file: &VaultFile) -> Result<u64, VaultError> {
        let mut query = file.db.prepare(concat!(
            "SELECT ",
            no_longer!("partner" <= 16),
            ", ",
            integer!("number"),
            ", ",
            no_longer!("blob" <= 16777216),
            " FROM ring ORDER BY partner, number"
        ))?;
        let mut found = query.query([])?;
        let mut broken = 0;
        while let Some(row) = found.next()? {
            let (partner, number) = (rows::id(row, 0), row.get::<_, u32>(1));
            let (Ok(partner), Ok(number), Ok(blob)) = (partner, number, row.get::<_, Vec<u8>>(2))
            else {
                broken += 1;
                continue;
            };
            self.record(RecordType::OlderRoot, &[&partner.0, &number.to_be_bytes(), &blob])?;
        }
        Ok(broken)
    }

    /// How many rows have no place in a backup comes back.
    pub(super) fn attachments(
        &mut self,
        file: &VaultFile,
        tell: Tell<'_>,
    ) -> Result<u64, VaultError> {
        let mut query = file.db.prepare(concat!(
            "SELECT ",
            no_longer!("attachment.id" <= 16, "space.id" <= 16, "key.id" <= 16, "blob" <= 72),
            " FROM attachment LEFT JOIN space ON space.n = ",
            integer!("attachment.space"),
            " LEFT JOIN key ON key.n = ",
            integer!("attachment.key"),
            " ORDER BY attachment.id"
        ))?;
        let mut found = query.query([])?;
        let mut broken = 0;
        while let Some(row) = found.next()? {
            let or_none = |n| rows::id(row, n).unwrap_or(Name([0; 16]));
            let Ok(id) = rows::id(row, 0) else {
                broken += 1;
                continue;
            };
            let blob: Vec<u8> = row.get(3).unwrap_or_default();
            let parts = [&id.0[..], &or_none(1).0, &or_none(2).0, &blob];
            self.record(RecordType::Attachment, &parts)?;
            self.beside += 1;
            self.tell(tell)?;
        }
        Ok(broken)
    }

    /// As they are written they are looked at. How many rows have no place in a backup comes back.
    pub(super) fn chunks(
        &mut self,
        file: &VaultFile,
        looking: &mut Looking,
        tell: Tell<'_>,
    ) -> Result<u64, VaultError> {
        let mut query = file.db.prepare(concat!(
            "SELECT ",
            no_longer!("attachment" <= 16),
            ", ",
            integer!("n"),
            ", ",
            no_longer!("bytes" <= 65552),
            " FROM chunk
             ORDER BY attachment, n"
        ))?;
        let mut found = query.query([])?;
        let mut broken = 0;
        while let Some(row) = found.next()? {
            let (id, n) = (rows::id(row, 0), row.get::<_, u32>(1));
            let (Ok(id), Ok(n), Ok(bytes)) = (id, n, row.get::<_, Vec<u8>>(2)) else {
                broken += 1;
                continue;
            };
            looking.take(id, n, &bytes);
            self.record(RecordType::Chunk, &[&id.0, &n.to_be_bytes(), &bytes])?;
            self.beside += 1;
            self.tell(tell)?;
        }
        Ok(broken)
    }

    /// How many rows have no place in a backup comes back.
    pub(super) fn drafts(&mut self, file: &VaultFile, tell: Tell<'_>) -> Result<u64, VaultError> {
        let mut query = file.db.prepare(concat!(
            "SELECT ",
            no_longer!("id" <= 16, "partner" <= 16, "key" <= 16, "blob" <= 16777216),
            " FROM draft ORDER BY rowid"
        ))?;
        let mut found = query.query([])?;
        let mut broken = 0;
        while let Some(row) = found.next()? {
            let (Ok(id), Ok(partner)) = (rows::id(row, 0), rows::id(row, 1)) else {
                broken += 1;
                continue;
            };
            let (Ok(key), Ok(blob)) = (rows::id(row, 2), row.get::<_, Vec<u8>>(3)) else {
                broken += 1;
                continue;
            };
            self.record(RecordType::Draft, &[&id.0, &partner.0, &key.0, &blob])?;
            self.counts[2] += 1;
            self.tell(tell)?;
        }
        Ok(broken)
    }

    /// How many rows have no place in a backup comes back.
    pub(super) fn witnesses(
        &mut self,
        file: &VaultFile,
        tell: Tell<'_>,
    ) -> Result<u64, VaultError> {
        let mut query = file.db.prepare(concat!(
            "SELECT ",
            no_longer!("partner" <= 16, "key" <= 16, "blob" <= 65536),
            " FROM witness ORDER BY partner"
        ))?;
        let mut found = query.query([])?;
        let mut broken = 0;
        while let Some(row) = found.next()? {
            let (Ok(partner), Ok(key)) = (rows::id(row, 0), rows::id(row, 1)) else {
                broken += 1;
                continue;
            };
            let blob = row.get_ref(2)?.as_blob().unwrap_or_default();
            self.record(RecordType::Witness, &[&partner.0, &key.0, blob])?;
            self.counts[3] += 1;
            self.tell(tell)?;
        }
        Ok(broken)
    }

    /// The maker's word at the end, and what all was written to.
    pub(super) fn finish(
        mut self,
        vault: Id,
        maker: &Unlocked,
        made: String,
    ) -> Result<(End, W), VaultError> {
        self.pass_on()?;
        let mut end = End {
            maker: maker.partner,
            log: maker.tip.map(|tip| tip.log),
            made,
            counts: self.counts,
            digest: crypto::backup_digest(&self.frames.hash()?),
            sig: [0; 64],
        };
        end.sig = maker.signer.sign(LABEL, &[&end.signed(vault)]);
        self.record(RecordType::End, &[&end.to_bytes()])?;
        self.pass_on()?;
        Ok((end, self.frames.finish()?))
    }
}
