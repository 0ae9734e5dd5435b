//! The records of a backup's body, one after another out of its frames.

use super::super::VaultError;
use super::record::{End, RecordType};
use crate::crypto::{self, CHUNK, StreamReader};
use std::io::Read;
use std::sync::atomic::{AtomicU64, Ordering};

const LARGEST_RECORD: usize = 16 * 1024 * 1024 + 1024;

/// Reads record after record; holds no more than one of them and a few frames.
pub(super) struct Records<R: Read> {
    frames: StreamReader<R>,
    /// Plain bytes out of frames: those before `at` were given out as records.
    ready: Vec<u8>,
    at: usize,
    /// Plain bytes that came out of frames.
    read: u64,
    last_read: bool,
    /// Of all records that were given out and do not stand in `ready` any more.
    hasher: blake3::Hasher,
    newest: RecordType,
    /// Bytes of the whole file.
    pub(super) total: u64,
}

/// A record's content, or the maker's word at the end.
pub(super) enum Record<'a> {
    Of(RecordType, &'a [u8]),
    End(End),
}

/// Type and length.
pub(super) const HEAD: usize = 5;

impl<R: Read> Records<R> {
    pub(super) fn new(frames: StreamReader<R>, total: u64) -> Self {
        Self {
            frames,
            ready: Vec::new(),
            at: 0,
            read: 0,
            last_read: false,
            hasher: blake3::Hasher::new(),
            newest: RecordType::Change,
            total,
        }
    }

    /// How far it is, in bytes.
    pub(super) fn done(&self) -> u64 {
        self.read.min(self.total)
    }

    /// The next record; the end once digest and padding fit.
    pub(super) fn next(&mut self) -> Result<Record<'_>, VaultError> {
        let (kind, len) = self.head()?;
        if len > LARGEST_RECORD || kind < self.newest {
            return Err(VaultError::Damaged("backup record"));
        }
        self.newest = kind;
        self.reach(HEAD + len)?;
        if kind == RecordType::End {
            return self.end(len).map(Record::End);
        }
        let from = self.at + HEAD;
        self.at = from + len;
        Ok(Record::Of(kind, &self.ready[from..self.at]))
    }

    /// Goes through records, and counts them, as long as no byte after the first `limit` of the
    /// frames is needed.
    pub(super) fn pass(&mut self, limit: u64, passed: &AtomicU64) -> Result<(), VaultError> {
        while !self.is_at_end() {
            if self.holds_one() {
                self.next()?;
                passed.fetch_add(1, Ordering::Relaxed);
            } else if self.frames.would_have_read() <= limit {
                self.more()?;
            } else {
                return Ok(());
            }
        }
        Ok(())
    }

    fn is_at_end(&self) -> bool {
        self.last_read || self.ready.get(self.at) == Some(&(RecordType::End as u8))
    }

    /// Whether the next record is there as a whole, or is none.
    fn holds_one(&self) -> bool {
        let held = &self.ready[self.at..];
        let len = held.get(1..HEAD).and_then(|len| len.try_into().ok()).map(u32::from_be_bytes);
        len.is_some_and(|len| (len as usize).min(LARGEST_RECORD + 1) <= held.len() - HEAD)
    }

    fn head(&mut self) -> Result<(RecordType, usize), VaultError> {
        self.reach(HEAD)?;
        let mut len = [0; 4];
        len.copy_from_slice(&self.ready[self.at + 1..self.at + HEAD]);
        let kind = RecordType::from_byte(self.ready[self.at])?;
        Ok((kind, u32::from_be_bytes(len) as usize))
    }

    fn end(&mut self, len: usize) -> Result<End, VaultError> {
        self.let_go(self.at);
        while self.more()? {}
        let (record, tail) = self.ready.split_at(HEAD + len);
        let end = End::parse(&record[HEAD..])?;
        if !StreamReader::<R>::is_padding(self.read - tail.len() as u64, tail)
            || end.digest != crypto::backup_digest(&self.hasher.finalize())
        {
            return Err(VaultError::Damaged("backup"));
        }
        Ok(end)
    }

    /// Holds at least `len` bytes that were not given out.
    fn reach(&mut self, len: usize) -> Result<(), VaultError> {
        while self.ready.len() - self.at < len {
            if !self.more()? {
                return Err(VaultError::Damaged("backup"));
            }
        }
        Ok(())
    }

    /// Hashes the first `len` bytes, which were given out, and drops them.
    fn let_go(&mut self, len: usize) {
        self.hasher.update(&self.ready[..len]);
        self.ready.drain(..len);
        self.at -= len;
    }

    fn more(&mut self) -> Result<bool, VaultError> {
        if self.last_read {
            return Ok(false);
        }
        // Hashed by whole chunks: BLAKE3 is fastest at pieces that begin where its subtrees do.
        self.let_go(self.at / CHUNK * CHUNK);
        match self.frames.next_frame()? {
            Some((plain, last)) => {
                self.ready.extend_from_slice(plain);
                self.read += plain.len() as u64;
                self.last_read = last;
                Ok(true)
            }
            None => Ok(false),
        }
    }
}
