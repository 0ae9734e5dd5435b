//! The one way in: changes appended inside one transaction.

use super::JournalError;
use super::book::Book;
use super::draft::DraftJson;
use super::kinds::{AttachmentBody, SCHEMA};
use super::{Draft, DraftBody};
use crate::crypto::SpaceKey;
use crate::vault::{
    self, ATTACHMENT, EncryptedDraft, Entry, NewAttachment, NewChange, Stamp, Unlocked, VaultError,
    VaultFile,
};
use crate::{Id, Link, Surroundings};
use chrono::SecondsFormat;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Writes changes inside one transaction.
pub(crate) struct Writer<'a, 'b> {
    pub(crate) file: &'a VaultFile,
    pub(crate) here: &'a mut [&'b mut Unlocked],
    pub(crate) book: &'a Book,
    pub(crate) surroundings: &'a mut dyn Surroundings,
    pub(crate) clock: u64,
    pub(super) entries: Vec<Entry>,
}

impl Writer<'_, '_> {
    fn find(&self, author: Id) -> Result<usize, JournalError> {
        self.here.iter().position(|me| me.partner() == author).ok_or(JournalError::NotYours)
    }

    fn key(&self, at: usize, space: Id) -> Result<Arc<SpaceKey>, JournalError> {
        Ok(self.book.key_to_write(self.here[at], space)?)
    }

    /// Appends one change of `author` to `space`.
    pub(crate) fn append<T: Serialize>(
        &mut self,
        author: Id,
        space: Id,
        kind: &str,
        body: &T,
    ) -> Result<Link, JournalError> {
        let at = self.find(author)?;
        self.clock = vault::next_clock(self.clock);
        let stamp = Stamp {
            kind,
            schema: SCHEMA,
            at: self.surroundings.now().to_rfc3339_opts(SecondsFormat::Millis, true),
            clock: self.clock,
            seen: self.moved(self.here[at].log()),
        };
        self.append_json(at, space, vault::json(&stamp, body)?)
    }

    /// Appends a change that tells nothing of when it was written: a sealed answer.
    pub(crate) fn append_timeless<T: Serialize>(
        &mut self,
        author: Id,
        space: Id,
        kind: &str,
        body: &T,
    ) -> Result<Link, JournalError> {
        #[derive(Serialize)]
        struct Timeless<'a, T> {
            kind: &'a str,
            schema: u32,
            #[serde(flatten)]
            body: &'a T,
        }
        let json = serde_json::to_vec(&Timeless { kind, schema: SCHEMA, body })
            .map_err(|_| VaultError::TooLarge)?;
        self.append_json(self.find(author)?, space, json.into())
    }

    /// Keeps a draft of `author`, in the same step as everything else.
    pub(crate) fn put_draft(
        &mut self,
        author: Id,
        id: Option<Id>,
        body: DraftBody,
    ) -> Result<Draft, JournalError> {
        self.put_draft_kept(author, id, Kept { body, together: false })
    }

    /// As [`Self::put_draft`], and whether it is kept in front of both.
    pub(super) fn put_draft_kept(
        &mut self,
        author: Id,
        id: Option<Id>,
        kept: Kept,
    ) -> Result<Draft, JournalError> {
        let me = &*self.here[self.find(author)?];
        let (draft, encrypted) = encrypted_draft(self.file, me, id, kept, self.surroundings)?;
        self.file.put_draft(&encrypted)?;
        Ok(draft)
    }

    fn append_json(
        &mut self,
        at: usize,
        space: Id,
        json: zeroize::Zeroizing<Vec<u8>>,
    ) -> Result<Link, JournalError> {
        if json.len() > vault::MAX_TEXT {
            return Err(JournalError::Vault(VaultError::TooLarge));
        }
        let key = self.key(at, space)?;
        let new = NewChange { space, key: &key, json };
        let entry = self.file.append(self.here[at], new, self.surroundings)?;
        let link = entry.link;
        self.entries.push(entry);
        Ok(link)
    }

    /// Puts a file whose chunks stand in the journal on a page of `author`: its key, and the
    /// change that names it.
    pub(crate) fn attach(
        &mut self,
        author: Id,
        space: Id,
        new: &NewAttachment,
        body: &AttachmentBody,
    ) -> Result<Link, JournalError> {
        let key = self.key(self.find(author)?, space)?;
        self.file.put_attachment(space, &key, new, self.surroundings)?;
        self.append(author, space, ATTACHMENT, body)
    }

    /// Copies an answer of `author` into Ours, exactly as it was sealed.
    pub(crate) fn copy_unchanged(
        &mut self,
        author: Id,
        of: &Entry,
        space: Id,
    ) -> Result<(), JournalError> {
        let at = self.find(author)?;
        let key = self.key(at, space)?;
        let entry = self.file.copy_unchanged(self.here[at], of, space, &key, self.surroundings)?;
        self.entries.push(entry);
        Ok(())
    }

    /// Where other logs stand, of those that moved since this log last said so.
    fn moved(&self, log: Option<Id>) -> BTreeMap<Id, (u64, Link)> {
        let said = log.and_then(|log| self.book.seen_by.get(&log));
        self.book
            .tips
            .iter()
            .filter(|(id, tip)| {
                Some(**id) != log && said.and_then(|said| said.get(id)) != Some(tip)
            })
            .map(|(id, tip)| (*id, *tip))
            .collect()
    }
}

/// What is kept of a draft.
pub(super) struct Kept {
    pub(super) body: DraftBody,
    /// In front of both.
    pub(super) together: bool,
}

/// What `me` is writing, and the same encrypted.
pub(super) fn encrypted_draft(
    file: &VaultFile,
    me: &Unlocked,
    id: Option<Id>,
    Kept { body, together }: Kept,
    surroundings: &mut dyn Surroundings,
) -> Result<(Draft, EncryptedDraft), JournalError> {
    let at = surroundings.now();
    let id = id.unwrap_or_else(|| crate::id::Name(surroundings.random()));
    let kept = DraftJson { at, body, together };
    let json =
        zeroize::Zeroizing::new(serde_json::to_vec(&kept).map_err(|_| VaultError::TooLarge)?);
    let encrypted = file.encrypt_draft(me, id, &json, surroundings)?;
    Ok((Draft { id, author: me.partner(), at, body: kept.body, together }, encrypted))
}
