//! Both partners, unlocked at one computer. Neither Mine is shown here.

use super::alarm::alarms_of;
use super::covered::Uncovered;
use super::drafting::{encrypt_draft, save_draft};
use super::{
    Alarm, Desk, Draft, DraftBody, Journal, JournalError, Page, PageHead, Sitting, Timeline,
    TimelineFilter,
};
use crate::vault::{self, BackupMade, EncryptedDraft, Face, Unlocked, Watch};
use crate::{Id, Link};
use chrono::NaiveDate;
use std::path::Path;

/// A journal with both partners at it.
pub struct TogetherSitting {
    pub(crate) desk: Desk,
    pub(crate) first: Unlocked,
    pub(crate) second: Unlocked,
    pub(super) uncovered: Uncovered,
}

impl TogetherSitting {
    pub(super) fn begin(desk: Desk, first: Unlocked, second: Unlocked) -> Self {
        Self { desk, first, second, uncovered: Uncovered::default() }
    }

    pub(crate) fn both(&self) -> [&Unlocked; 2] {
        [&self.first, &self.second]
    }

    pub(crate) fn one(&self, partner: Id) -> Result<&Unlocked, JournalError> {
        self.both().into_iter().find(|one| one.partner() == partner).ok_or(JournalError::NotYours)
    }

    /// Both partners, with their faces, in alphabetical order.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn faces(&self) -> Result<Vec<(Id, Face)>, JournalError> {
        self.desk.faces()
    }

    /// Both partners.
    pub fn partners(&self) -> [Id; 2] {
        self.both().map(Unlocked::partner)
    }

    /// The vault's id.
    pub fn vault(&self) -> Id {
        self.desk.file.id()
    }

    /// Where the file lies.
    pub fn path(&self) -> &Path {
        self.desk.file.path()
    }

    /// What must be told at this unlock, of the one who just sat down too.
    pub fn alarms(&self) -> Vec<Alarm> {
        alarms_of(&self.desk, &self.second)
    }

    /// Who sat down last has seen what is told once; see
    /// [`alarms_were_read`](Sitting::alarms_were_read).
    ///
    /// # Errors
    /// Those of the vault.
    pub fn alarms_were_read(&mut self) -> Result<(), JournalError> {
        self.desk.say_told(&mut [&mut self.first, &mut self.second], 1)
    }

    /// Who sat down last goes on without what is gone; see [`accept_loss`](Sitting::accept_loss).
    ///
    /// # Errors
    /// Those of the vault.
    pub fn accept_loss(&mut self) -> Result<(), JournalError> {
        self.desk.accept(&mut [&mut self.first, &mut self.second], 1)
    }

    /// The day, by the computer's clock.
    pub fn today(&self) -> NaiveDate {
        self.desk.today()
    }

    /// Pages that both can read, newest first.
    pub fn timeline(&self, filter: &TimelineFilter, after: Option<Link>, limit: usize) -> Timeline {
        self.desk.timeline(&self.both(), filter, after, limit)
    }

    /// Tags of pages that both can read.
    pub fn tags(&self) -> Vec<String> {
        self.desk.tags(&self.both())
    }

    /// Whether there is a photo on any page that both can read.
    pub fn has_photos(&self) -> bool {
        self.desk.has_photos(&self.both())
    }

    /// Days with writing that both can read.
    pub fn written_days(&self, from: NaiveDate, to: NaiveDate) -> Vec<(NaiveDate, Vec<Id>)> {
        self.desk.written_days(&self.both(), from, to)
    }

    /// A page that both can read.
    ///
    /// # Errors
    /// [`JournalError::NoSuchPage`], also for a page of either Mine.
    pub fn page(&self, id: Link) -> Result<Page, JournalError> {
        let mut page = self.desk.page(&self.both(), id)?;
        page.shared_as = None;
        Ok(page)
    }

    /// The newest page about this day of an earlier year.
    pub fn on_this_day(&self) -> Option<PageHead> {
        self.desk.on_this_day(&self.both())
    }

    /// Keeps what one of both is writing: an answer, a reply, or a step of a practice.
    ///
    /// # Errors
    /// [`JournalError::BadInput`] for any other kind of draft, [`JournalError::NoSuchPage`] in
    /// place of one, or of one that is covered.
    pub fn save_draft(
        &mut self,
        author: Id,
        id: Option<Id>,
        body: DraftBody,
    ) -> Result<Draft, JournalError> {
        self.check_writable(author, id, &body)?;
        let kept = self.kept(body);
        let Self { desk, first, second, .. } = self;
        let me = [first, second]
            .into_iter()
            .find(|one| one.partner() == author)
            .ok_or(JournalError::NotYours)?;
        let draft = save_draft(desk, me, id, kept)?;
        self.begun_here(draft.id);
        Ok(draft)
    }

    /// As [`Self::save_draft`], encrypted and not kept yet; see
    /// [`encrypt_draft`](Sitting::encrypt_draft).
    ///
    /// # Errors
    /// As [`Self::save_draft`], but for those of the disk.
    pub fn encrypt_draft(
        &mut self,
        author: Id,
        id: Option<Id>,
        body: DraftBody,
    ) -> Result<EncryptedDraft, JournalError> {
        self.check_writable(author, id, &body)?;
        let kept = self.kept(body);
        let Self { desk, first, second, .. } = self;
        let me = [first, second].into_iter().find(|one| one.partner() == author);
        let draft = encrypt_draft(desk, me.ok_or(JournalError::NotYours)?, id, kept)?;
        self.begun_here(draft.id());
        Ok(draft)
    }

    /// Keeps what was encrypted before.
    ///
    /// # Errors
    /// Those of the vault; it can be tried again.
    pub fn keep_draft(&self, draft: &EncryptedDraft) -> Result<(), JournalError> {
        Ok(self.desk.file.put_draft(draft)?)
    }

    /// The replies both have begun and that are not covered; no other draft of either is shown
    /// here.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn drafts(&self) -> Result<Vec<Draft>, JournalError> {
        let mut replies = Vec::new();
        for one in self.partners() {
            replies.extend(self.drafts_of(one)?);
        }
        replies.retain(|draft| matches!(draft.body, DraftBody::Reply { .. }));
        Ok(replies)
    }

    /// Throws an answer, a reply or a step away that was begun.
    ///
    /// # Errors
    /// [`JournalError::NoSuchPage`], also for any other draft of either, and one that is covered.
    pub fn discard_draft(&mut self, id: Id) -> Result<(), JournalError> {
        let draft = self.given(id)?;
        self.desk.file.delete_draft(self.one(draft.author)?, id)?;
        Ok(())
    }

    /// Writes a verified backup to `target`, which must not exist.
    ///
    /// # Errors
    /// [`VaultError::AlreadyExists`](crate::vault::VaultError::AlreadyExists),
    /// [`VaultError::Full`](crate::vault::VaultError::Full),
    /// [`VaultError::Cancelled`](crate::vault::VaultError::Cancelled) and those of the disk;
    /// `target` does not exist in any of them.
    pub fn back_up(&mut self, target: &Path, watch: Watch<'_>) -> Result<BackupMade, JournalError> {
        let Desk { file, book, surroundings, .. } = &mut self.desk;
        let of = (&*file, &self.first, book.rows.as_ref());
        Ok(vault::write_backup(of, target, surroundings.as_mut(), watch)?)
    }

    /// How far every log has come.
    pub fn tips(&self) -> std::collections::BTreeMap<Id, u64> {
        self.desk.book.tips.iter().map(|(log, (seq, _))| (*log, *seq)).collect()
    }

    /// One of both leaves; the other stays.
    ///
    /// # Errors
    /// [`JournalError::NotYours`] when it is neither of both: then both stay.
    #[allow(clippy::result_large_err, reason = "whoever sat here goes on sitting")]
    pub fn leave(mut self, partner: Id) -> Result<Sitting, (Self, JournalError)> {
        if let Err(error) = self.one(partner) {
            return Err((self, error));
        }
        self.gather_all();
        // The record is renewed first: it needs the tips of both.
        let _ = self.desk.remember(&[&self.first, &self.second], true);
        let stays = if self.first.partner() == partner { &self.second } else { &self.first };
        let book = match Desk::open_book(&self.desk.file, &[stays]) {
            Ok(book) => book,
            Err(error) => return Err((self, error)),
        };
        let Self { mut desk, first, second, .. } = self;
        desk.book = book;
        Ok(Sitting::begin(desk, if first.partner() == partner { second } else { first }))
    }

    /// Locks for both.
    ///
    /// # Errors
    /// Those of the disk; the keys are gone all the same.
    pub fn lock(mut self) -> Result<Journal, JournalError> {
        self.gather_all();
        self.desk.remember(&[&self.first, &self.second], true)?;
        let Desk { file, computer, .. } = self.desk;
        file.sweep()?;
        Ok(Journal::again(file, computer))
    }

    /// What each wrote here beside what is covered becomes one draft. Where the file cannot take
    /// it now there stay two.
    fn gather_all(&mut self) {
        for one in self.partners() {
            let _ = self.gather(one);
        }
    }
}
