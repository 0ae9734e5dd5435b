//! The records in a backup's body: type ‖ length ‖ columns, with ids for local numbers.

use super::super::VaultError;
use super::super::grant::GrantRow;
use crate::crypto::{WRAP_CT, WRAP_ENC, WrappedKey};
use crate::id::Name;
use crate::{Id, Link};

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum RecordType {
    Change = 1,
    Grant = 2,
    OlderRoot = 3,
    Attachment = 4,
    Chunk = 5,
    Draft = 6,
    Witness = 7,
    End = 255,
}

impl RecordType {
    pub(super) fn from_byte(byte: u8) -> Result<Self, VaultError> {
        match byte {
            1 => Ok(Self::Change),
            2 => Ok(Self::Grant),
            3 => Ok(Self::OlderRoot),
            4 => Ok(Self::Attachment),
            5 => Ok(Self::Chunk),
            6 => Ok(Self::Draft),
            7 => Ok(Self::Witness),
            255 => Ok(Self::End),
            _ => Err(VaultError::Damaged("backup record")),
        }
    }
}

/// A change with ids where the file has numbers.
pub(super) struct ChangeRecord<'a> {
    pub(super) log: Id,
    pub(super) author: Id,
    pub(super) seq: u64,
    pub(super) space: Id,
    pub(super) content_hash: [u8; 32],
    pub(super) link: Link,
    pub(super) sig: [u8; 64],
    pub(super) key: Id,
    pub(super) sum: [u8; 16],
    pub(super) blob: Option<&'a [u8]>,
}

/// The maker's word at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct End {
    pub(super) maker: Id,
    pub(super) log: Option<Id>,
    pub(super) made: String,
    /// How many changes, grants, drafts and witnesses.
    pub(super) counts: [u64; 4],
    pub(super) digest: [u8; 32],
    pub(super) sig: [u8; 64],
}

/// Takes fixed-width values off the front of a record.
pub(super) struct Cursor<'a>(pub(super) &'a [u8]);

impl<'a> Cursor<'a> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], VaultError> {
        let (head, rest) =
            self.0.split_first_chunk::<N>().ok_or(VaultError::Damaged("backup record"))?;
        self.0 = rest;
        Ok(*head)
    }

    fn id(&mut self) -> Result<Id, VaultError> {
        Ok(Name(self.take()?))
    }

    fn rest(&mut self) -> &'a [u8] {
        std::mem::take(&mut self.0)
    }

    fn end(&self) -> Result<(), VaultError> {
        if self.0.is_empty() { Ok(()) } else { Err(VaultError::Damaged("backup record")) }
    }
}

impl<'a> ChangeRecord<'a> {
    pub(super) fn parse(bytes: &'a [u8]) -> Result<Self, VaultError> {
        let mut at = Cursor(bytes);
        let (log, author, seq, space) =
            (at.id()?, at.id()?, u64::from_be_bytes(at.take()?), at.id()?);
        let (content_hash, link, sig, key, sum) =
            (at.take()?, Name(at.take()?), at.take()?, at.id()?, at.take()?);
        let present: [u8; 1] = at.take()?;
        let blob = match (present, at.rest()) {
            ([0], []) => None,
            ([1], blob) => Some(blob),
            _ => return Err(VaultError::Damaged("backup record")),
        };
        Ok(Self { log, author, seq, space, content_hash, link, sig, key, sum, blob })
    }
}

impl GrantRow {
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        [
            &self.key.0[..],
            &self.recipient.0,
            &self.space.0,
            &self.recipient_card,
            &self.sender.0,
            &self.sender_card,
            &self.wrapped.enc,
            &self.wrapped.ct,
            &self.sig,
        ]
        .concat()
    }

    pub(super) fn parse(bytes: &[u8]) -> Result<Self, VaultError> {
        let mut at = Cursor(bytes);
        let grant = Self {
            key: at.id()?,
            recipient: at.id()?,
            space: at.id()?,
            recipient_card: at.take()?,
            sender: at.id()?,
            sender_card: at.take()?,
            wrapped: WrappedKey {
                enc: at.take::<WRAP_ENC>()?.to_vec(),
                ct: at.take::<WRAP_CT>()?.to_vec(),
            },
            sig: at.take()?,
        };
        at.end()?;
        Ok(grant)
    }
}

/// A draft: id, partner, key, blob.
pub(super) fn parse_draft(bytes: &[u8]) -> Result<(Id, Id, Id, &[u8]), VaultError> {
    let mut at = Cursor(bytes);
    Ok((at.id()?, at.id()?, at.id()?, at.rest()))
}

/// A row of the ring: partner, number, blob.
pub(super) fn parse_older_root(bytes: &[u8]) -> Result<(Id, u32, &[u8]), VaultError> {
    let mut at = Cursor(bytes);
    Ok((at.id()?, u32::from_be_bytes(at.take()?), at.rest()))
}

/// An attachment: id, space, key, blob.
pub(super) fn parse_attachment(bytes: &[u8]) -> Result<(Id, Id, Id, &[u8]), VaultError> {
    let mut at = Cursor(bytes);
    Ok((at.id()?, at.id()?, at.id()?, at.rest()))
}

/// A chunk: attachment, number, bytes.
pub(super) fn parse_chunk(bytes: &[u8]) -> Result<(Id, u32, &[u8]), VaultError> {
    let mut at = Cursor(bytes);
    Ok((at.id()?, u32::from_be_bytes(at.take()?), at.rest()))
}

/// A witness: partner, key, blob.
pub(super) fn parse_witness(bytes: &[u8]) -> Result<(Id, Id, &[u8]), VaultError> {
    let mut at = Cursor(bytes);
    Ok((at.id()?, at.id()?, at.rest()))
}

impl End {
    /// What the maker signs.
    pub(super) fn signed(&self, vault: Id) -> Vec<u8> {
        let mut body = vault.0.to_vec();
        body.extend_from_slice(&self.unsigned());
        body
    }

    fn unsigned(&self) -> Vec<u8> {
        let mut out = self.maker.0.to_vec();
        out.extend_from_slice(&self.log.unwrap_or(Name([0; 16])).0);
        for count in self.counts {
            out.extend_from_slice(&count.to_be_bytes());
        }
        out.extend_from_slice(&self.digest);
        out.extend_from_slice(self.made.as_bytes());
        out
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        [&self.sig[..], &self.unsigned()].concat()
    }

    pub(super) fn parse(bytes: &[u8]) -> Result<Self, VaultError> {
        let mut at = Cursor(bytes);
        let (sig, maker, log) = (at.take()?, at.id()?, at.id()?);
        let mut counts = [0; 4];
        for count in &mut counts {
            *count = u64::from_be_bytes(at.take()?);
        }
        let digest = at.take()?;
        let made = std::str::from_utf8(at.rest())
            .map_err(|_| VaultError::Damaged("backup record"))?
            .to_owned();
        let log = Some(log).filter(|log| log.0 != [0; 16]);
        Ok(Self { maker, log, made, counts, digest, sig })
    }
}
