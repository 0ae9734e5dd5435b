//! Drafts of a sitting: kept while somebody writes, gone when they become a page.

use super::at::PageAtKind;
use super::desk::check_noticed;
use super::draft::DraftJson;
use super::kinds::{EditBody, NoticedBody, PageBody};
use super::sitting::page_body;
use super::writer::{Kept, encrypted_draft};
use super::{BadInput, Desk, Draft, DraftBody, JournalError, Sitting, Space, Writer};
use crate::vault::{EncryptedDraft, Unlocked};
use crate::{Id, Link};

impl Sitting {
    /// Keeps what is being written, encrypted, in place of what the draft held.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn save_draft(&mut self, id: Option<Id>, body: DraftBody) -> Result<Draft, JournalError> {
        save_draft(&mut self.desk, &mut self.me, id, Kept { body, together: false })
    }

    /// Encrypts what is being written without keeping it, so that it can wait for a file that
    /// cannot take it now: [`Self::keep_draft`].
    ///
    /// # Errors
    /// [`VaultError::TooLarge`](crate::vault::VaultError::TooLarge).
    pub fn encrypt_draft(
        &mut self,
        id: Option<Id>,
        body: DraftBody,
    ) -> Result<EncryptedDraft, JournalError> {
        encrypt_draft(&mut self.desk, &self.me, id, Kept { body, together: false })
    }

    /// Keeps what was encrypted before.
    ///
    /// # Errors
    /// Those of the vault; it can be tried again.
    pub fn keep_draft(&self, draft: &EncryptedDraft) -> Result<(), JournalError> {
        Ok(self.desk.file.put_draft(draft)?)
    }

    /// What is written in a draft that is not in the file yet, if it is this partner's.
    pub fn read_draft(&self, draft: &EncryptedDraft) -> Option<Draft> {
        let json = self.desk.file.decrypt_draft(&self.me, draft).ok()?;
        read_draft(self.me.partner(), draft.id(), &json)
    }

    /// Everything this partner has begun, oldest first.
    ///
    /// # Errors
    /// Those of the vault; a draft that does not open is left out.
    pub fn drafts(&self) -> Result<Vec<Draft>, JournalError> {
        drafts(&self.desk, &self.me)
    }

    /// Throws a draft away.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn discard_draft(&mut self, id: Id) -> Result<(), JournalError> {
        self.desk.file.delete_draft(&self.me, id)?;
        Ok(())
    }

    /// One draft.
    ///
    /// # Errors
    /// [`JournalError::NoSuchPage`].
    pub fn draft(&self, id: Id) -> Result<Draft, JournalError> {
        self.drafts()?.into_iter().find(|draft| draft.id == id).ok_or(JournalError::NoSuchPage)
    }

    /// A draft to edit a page with; the one already begun, if there is one. A page from before
    /// the partner joined stays as it is: its draft becomes a new page of Ours.
    ///
    /// # Errors
    /// [`JournalError::NotYours`], [`JournalError::NoSuchPage`].
    pub fn start_edit(&mut self, id: Link) -> Result<Draft, JournalError> {
        if let Some(begun) = self.drafts()?.into_iter().find(|draft| draft.is_of(id)) {
            return Ok(begun);
        }
        self.own_page(id, &[PageAtKind::Page])?;
        let page = self.page(id)?;
        let body = DraftBody::Page {
            page: (page.head.space != Space::Before).then_some(id),
            ours: page.head.space != Space::Mine,
            on: page.head.on,
            text: page.text,
            tags: page.head.tags,
        };
        self.save_draft(None, body)
    }

    /// Makes one draft of a page in Mine of drafts that have no place any more: steps of a practice
    /// that is over, an answer to a question that is off the table, or a reply to answers that are not
    /// there any more. `text` is what they say, in
    /// the words of whoever reads them out: what was chosen in them has words only there.
    ///
    /// # Errors
    /// [`JournalError::BadInput`] for a draft that still has its place, [`JournalError::NoSuchPage`].
    pub fn free_drafts(&mut self, ids: &[Id], text: &str) -> Result<Draft, JournalError> {
        let all = self.drafts()?;
        for id in ids {
            let draft = all.iter().find(|draft| draft.id == *id);
            if self.has_place(&draft.ok_or(JournalError::NoSuchPage)?.body) {
                return Err(BadInput::NotThisKind.into());
            }
        }
        let (first, others) = ids.split_first().ok_or(JournalError::NoSuchPage)?;
        let (me, body) = (self.me(), DraftBody::of_mine(self.today(), text.to_owned()));
        self.desk.write(&mut [&mut self.me], |writer| {
            for other in others {
                writer.file.delete_draft(writer.here[0], *other)?;
            }
            writer.put_draft(me, Some(*first), body)
        })
    }

    /// Whether a draft can still become what it was begun as.
    fn has_place(&self, body: &DraftBody) -> bool {
        let book = &self.desk.book;
        match body {
            DraftBody::Part { of, .. } => {
                book.practices.get(*of).is_some() && book.practices.finished(*of).is_none()
            }
            DraftBody::Answer { question, .. } => book.is_on_table(*question),
            DraftBody::Reply { question, .. } => book.is_opened(*question),
            _ => true,
        }
    }

    /// Makes a page of a draft, and deletes the draft in the same step.
    ///
    /// # Errors
    /// [`JournalError::BadInput`] when it is empty, or of a kind that is not a page.
    pub fn finish_draft(&mut self, id: Id, give: bool) -> Result<Link, JournalError> {
        let draft = self.draft(id)?;
        let (author, today) = (self.me(), self.today());
        let (kind, space, body, page) = match draft.body {
            DraftBody::Page { page: Some(page), on, text, tags, .. } => {
                let space = self.own_page(page, &[PageAtKind::Page])?;
                (
                    "edit",
                    space,
                    Body::Edit(EditBody { page, body: page_body(on, &text, &tags)? }),
                    Some(page),
                )
            }
            DraftBody::Page { page: None, ours, on, text, tags } => {
                ("page", self.space(ours)?, Body::Page(page_body(on, &text, &tags)?), None)
            }
            DraftBody::Noticed { noticed } => {
                check_noticed(&noticed)?;
                (
                    "noticed",
                    self.space(give)?,
                    Body::Noticed(NoticedBody { on: today, noticed, sit_down: false }),
                    None,
                )
            }
            DraftBody::Answer { .. }
            | DraftBody::Reply { .. }
            | DraftBody::Part { .. }
            | DraftBody::Alone { .. } => {
                return Err(BadInput::NotThisKind.into());
            }
        };
        let link = self.desk.write(&mut [&mut self.me], |writer| {
            writer.file.delete_draft(writer.here[0], id)?;
            body.append(writer, author, space, kind)
        })?;
        Ok(page.unwrap_or(link))
    }
}

enum Body {
    Page(PageBody),
    Edit(EditBody),
    Noticed(NoticedBody),
}

impl Body {
    fn append(
        self,
        writer: &mut Writer<'_, '_>,
        author: Id,
        space: Id,
        kind: &str,
    ) -> Result<Link, JournalError> {
        match self {
            Self::Page(body) => writer.append(author, space, kind, &body),
            Self::Edit(body) => writer.append(author, space, kind, &body),
            Self::Noticed(body) => writer.append(author, space, kind, &body),
        }
    }
}

pub(super) fn save_draft(
    desk: &mut Desk,
    me: &mut Unlocked,
    id: Option<Id>,
    kept: Kept,
) -> Result<Draft, JournalError> {
    let author = me.partner();
    desk.write(&mut [me], |writer| writer.put_draft_kept(author, id, kept))
}

pub(super) fn drafts(desk: &Desk, me: &Unlocked) -> Result<Vec<Draft>, JournalError> {
    let (kept, _) = desk.file.drafts(me)?;
    Ok(kept.iter().filter_map(|(id, json)| read_draft(me.partner(), *id, json)).collect())
}

fn read_draft(author: Id, id: Id, json: &[u8]) -> Option<Draft> {
    let DraftJson { at, body, together } = serde_json::from_slice(json).ok()?;
    Some(Draft { id, author, at, body, together })
}

pub(super) fn encrypt_draft(
    desk: &mut Desk,
    me: &Unlocked,
    id: Option<Id>,
    kept: Kept,
) -> Result<EncryptedDraft, JournalError> {
    let surroundings = desk.surroundings.as_mut();
    encrypted_draft(&desk.file, me, id, kept, surroundings).map(|(_, encrypted)| encrypted)
}
