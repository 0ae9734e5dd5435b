//! The records of a backup's body, one after another out of its frames.

use super::super::VaultError;
use super::record::{End, RecordType};
use crate::crypto::{self, StreamReader};
use std::io::Read;

const LARGEST_RECORD: usize = 16 * 1024 * 1024 + 1024;

/// Reads record after record; holds no more than one of them and a frame.
pub(super) struct Records<R: Read> {
    frames: StreamReader<R>,
    ready: Vec<u8>,
    /// Plain bytes that came out of frames, and of records that were given out.
    read: u64,
    given: u64,
    last_read: bool,
    hasher: blake3::Hasher,
    newest: RecordType,
    /// Bytes of the whole file.
    pub(super) total: u64,
}

/// A record's content, or the maker's word at the end.
pub(super) enum Record {
    Of(RecordType, Vec<u8>),
    End(End),
}

impl<R: Read> Records<R> {
    pub(super) fn new(frames: StreamReader<R>, total: u64) -> Self {
        Self {
            frames,
            ready: Vec::new(),
            read: 0,
            given: 0,
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
    pub(super) fn next(&mut self) -> Result<Record, VaultError> {
        let head = self.take(5)?;
        let mut len = [0; 4];
        len.copy_from_slice(&head[1..]);
        let len = u32::from_be_bytes(len) as usize;
        let kind = RecordType::from_byte(head[0])?;
        if len > LARGEST_RECORD || kind < self.newest {
            return Err(VaultError::Damaged("backup record"));
        }
        self.newest = kind;
        let record = self.take(len)?;
        self.given += 5 + len as u64;
        if kind == RecordType::End {
            return self.end(&record).map(Record::End);
        }
        self.hasher.update(&head).update(&record);
        Ok(Record::Of(kind, record))
    }

    fn end(&mut self, record: &[u8]) -> Result<End, VaultError> {
        let end = End::parse(record)?;
        while self.more()? {}
        if !StreamReader::<R>::is_padding(self.given, &self.ready)
            || end.digest != crypto::backup_digest(&self.hasher)
        {
            return Err(VaultError::Damaged("backup"));
        }
        Ok(end)
    }

    /// Exactly `len` bytes of the body.
    fn take(&mut self, len: usize) -> Result<Vec<u8>, VaultError> {
        while self.ready.len() < len {
            if !self.more()? {
                return Err(VaultError::Damaged("backup"));
            }
        }
        let rest = self.ready.split_off(len);
        Ok(std::mem::replace(&mut self.ready, rest))
    }

    fn more(&mut self) -> Result<bool, VaultError> {
        if self.last_read {
            return Ok(false);
        }
        match self.frames.next_frame()? {
            Some((plain, last)) => {
                self.ready.extend_from_slice(&plain);
                self.read += plain.len() as u64;
                self.last_read = last;
                Ok(true)
            }
            None => Ok(false),
        }
    }
}
