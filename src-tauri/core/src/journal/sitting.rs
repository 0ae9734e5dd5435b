//! One partner, unlocked: writing, keeping, sharing, taking back.

use super::alarm::{Alarm, alarms_of, problems_of};
use super::at::PageAtKind;
use super::desk::check_noticed;
use super::kinds::{EditBody, NoticedBody, PageBody};
use super::making::check_face;
use super::{
    BadInput, Desk, Journal, JournalError, Noticed, OpenFor, Page, PageHead, Space, Timeline,
    TimelineFilter, TogetherSitting,
};
use crate::vault::{
    self, BackupMade, Challenge, Checked, Face, NewMember, Opened, Problem, Structure, Unlocked,
    Watch,
};
use crate::{Id, Link, Surroundings};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::path::Path;

const LONGEST_TAG: usize = 60;
const MOST_TAGS: usize = 50;

/// A journal with one partner at it.
pub struct Sitting {
    pub(crate) desk: Desk,
    pub(crate) me: Unlocked,
}

impl Sitting {
    pub(super) fn begin(desk: Desk, me: Unlocked) -> Self {
        Self { desk, me }
    }

    /// Who is here.
    pub fn me(&self) -> Id {
        self.me.partner()
    }

    /// How everybody is shown, in alphabetical order.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] when a face is not one its owner signed.
    pub fn faces(&self) -> Result<Vec<(Id, Face)>, JournalError> {
        self.desk.faces()
    }

    /// The vault's id.
    pub fn vault(&self) -> Id {
        self.desk.file.id()
    }

    /// Where the file lies.
    pub fn path(&self) -> &Path {
        self.desk.file.path()
    }

    /// What must be told at this unlock.
    pub fn alarms(&self) -> Vec<Alarm> {
        alarms_of(&self.desk, &self.me)
    }

    /// How many grants to me nobody trusted has signed, or are none.
    pub fn refused_grants(&self) -> u32 {
        self.me.refused_grants
    }

    /// Every change that cannot be trusted, and how the file differs from what was seen of it.
    pub fn problems(&self) -> Vec<Problem> {
        problems_of(&self.desk, &self.me)
    }

    /// Opens everything once more, also drafts; slow in a large journal, and can be stopped.
    ///
    /// # Errors
    /// [`VaultError::Cancelled`](vault::VaultError::Cancelled), and those of the file.
    pub fn check(&self, watch: Watch<'_>) -> Result<Checked, JournalError> {
        Ok(self.desk.file.check(&self.me, watch)?)
    }

    /// The person goes on without what they saw and what is gone, and is told of it no more. Said
    /// once they know what that is: a backup may have it still.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn accept_loss(&mut self) -> Result<(), JournalError> {
        self.desk.accept(&mut [&mut self.me], 0)
    }

    // ── reading ──────────────────────────────────────────────────

    /// Pages, newest first; `after` is the last page of the part before.
    pub fn timeline(&self, filter: &TimelineFilter, after: Option<Link>, limit: usize) -> Timeline {
        self.desk.timeline(&[&self.me], filter, after, limit)
    }

    /// Every tag in use.
    pub fn tags(&self) -> Vec<String> {
        self.desk.tags(&[&self.me])
    }

    /// Whether there is a photo on any page.
    pub fn has_photos(&self) -> bool {
        self.desk.has_photos(&[&self.me])
    }

    /// Days with writing, and by whom.
    pub fn written_days(&self, from: NaiveDate, to: NaiveDate) -> Vec<(NaiveDate, Vec<Id>)> {
        self.desk.written_days(&[&self.me], from, to)
    }

    /// A page whole.
    ///
    /// # Errors
    /// [`JournalError::NoSuchPage`]; [`VaultError::Damaged`] when its text no longer opens.
    pub fn page(&self, id: Link) -> Result<Page, JournalError> {
        self.desk.page(&[&self.me], id)
    }

    /// Everything this partner can read, whole, oldest first.
    ///
    /// # Errors
    /// Those of [`Self::page`].
    pub fn pages(&self) -> Result<Vec<Page>, JournalError> {
        let heads = self.timeline(&TimelineFilter::default(), None, usize::MAX).heads;
        heads.iter().rev().map(|head| self.page(head.id)).collect()
    }

    /// The newest page about this day of an earlier year.
    pub fn on_this_day(&self) -> Option<PageHead> {
        self.desk.on_this_day(&[&self.me])
    }

    /// The day, by the computer's clock.
    pub fn today(&self) -> NaiveDate {
        self.desk.today()
    }

    // ── pages ────────────────────────────────────────────────────

    /// Writes a page into Mine or Ours.
    ///
    /// # Errors
    /// [`JournalError::BadInput`] for an empty text or strange tags; the vault's.
    pub fn write_page(
        &mut self,
        ours: bool,
        on: NaiveDate,
        text: &str,
        tags: &[String],
    ) -> Result<Link, JournalError> {
        let body = page_body(on, text, tags)?;
        let (author, space) = (self.me(), self.space(ours)?);
        self.desk.write(&mut [&mut self.me], |writer| writer.append(author, space, "page", &body))
    }

    /// Keeps a thing noticed in Mine, or gives it in Ours.
    ///
    /// # Errors
    /// [`JournalError::BadInput`] when it does not say what was done.
    pub fn write_noticed(&mut self, ours: bool, noticed: &Noticed) -> Result<Link, JournalError> {
        check_noticed(noticed)?;
        let (author, space) = (self.me(), self.space(ours)?);
        let body = NoticedBody { on: self.today(), noticed: noticed.clone(), sit_down: false };
        self.desk
            .write(&mut [&mut self.me], |writer| writer.append(author, space, "noticed", &body))
    }

    /// Writes a page anew; in Ours the earlier version stays readable by both.
    ///
    /// # Errors
    /// [`JournalError::NotYours`], [`JournalError::NoSuchPage`]; [`JournalError::BadInput`], also
    /// for a page from before the partner joined, which is written anew in Ours instead.
    pub fn edit_page(
        &mut self,
        id: Link,
        on: NaiveDate,
        text: &str,
        tags: &[String],
    ) -> Result<(), JournalError> {
        let space = self.own_page(id, &[PageAtKind::Page])?;
        if self.desk.space_of(space, &[&self.me]) == Space::Before {
            return Err(BadInput::Before.into());
        }
        let body = EditBody { page: id, body: page_body(on, text, tags)? };
        let author = self.me();
        self.desk
            .write(&mut [&mut self.me], |writer| writer.append(author, space, "edit", &body))?;
        Ok(())
    }

    /// My own page of one of `kinds`; its space comes back.
    pub(super) fn own_page(&self, id: Link, kinds: &[PageAtKind]) -> Result<Id, JournalError> {
        self.desk.own_page(self.me(), id, kinds)
    }

    pub(crate) fn space(&self, ours: bool) -> Result<Id, JournalError> {
        if ours { self.desk.ours(self.me()) } else { Ok(self.me()) }
    }

    // ── the two of us ────────────────────────────────────────────

    /// Adds the partner, as an equal, opening Ours to them as the one here chooses.
    ///
    /// # Errors
    /// [`JournalError::NeedsBoth`] when there are two already,
    /// [`JournalError::FaceTaken`] when name, ink or mark is the other's.
    pub fn add_partner(
        &mut self,
        new: &NewMember,
        face: &Face,
        open: OpenFor,
    ) -> Result<(), JournalError> {
        check_face(face)?;
        if new.face() != face {
            return Err(BadInput::Face.into());
        }
        let faces = self.faces()?;
        if self.desk.file.count("member")? >= 2 || new.vault() != self.vault() {
            return Err(JournalError::NeedsBoth);
        }
        let same = |other: &Face| {
            other.label.to_lowercase() == face.label.to_lowercase()
                || other.colour == face.colour
                || other.shape == face.shape
        };
        if faces.iter().any(|(_, other)| same(other)) {
            return Err(JournalError::FaceTaken);
        }
        let ours = self.space(true)?;
        let Desk { file, book, surroundings, .. } = &mut self.desk;
        let mut clock = book.clock;
        let here = &mut [&mut self.me];
        let partner =
            file.in_one_step(here, surroundings.as_mut(), |file, here, surroundings| {
                let me = &mut *here[0];
                let (mut partner, first) = new.add(file)?;
                let mut structure = Structure { file, clock: &mut clock };
                structure.begin_mine(&mut partner, &first, surroundings)?;
                structure.pin(me, &partner, surroundings)?;
                structure.pin(&mut partner, me, surroundings)?;
                let space = match open {
                    OpenFor::Everything => ours,
                    OpenFor::FromToday => {
                        structure.begin_space(me, vec![me.partner()], surroundings)?
                    }
                };
                structure.admit(me, &mut partner, space, surroundings)?;
                file.witness(&mut [me, &mut partner], surroundings)?;
                Ok(partner)
            })?;
        self.desk.book = Desk::open_book(&self.desk.file, &[&self.me])?;
        self.desk.remember(&[&self.me, &partner], true)
    }

    /// What the partner's passphrase is tried against.
    ///
    /// # Errors
    /// [`JournalError::NeedsBoth`] when nobody has joined.
    pub fn partner_challenge(&self) -> Result<Challenge, JournalError> {
        let partner = self.partner().ok_or(JournalError::NeedsBoth)?;
        Ok(self.desk.file.challenge(partner)?.seen_from(self.vault(), &self.desk.computer))
    }

    /// The other one, once they have joined.
    pub fn partner(&self) -> Option<Id> {
        self.faces().ok()?.into_iter().map(|(id, _)| id).find(|id| *id != self.me())
    }

    /// The partner sits down too.
    ///
    /// # Errors
    /// The sitting comes back with the reason.
    #[allow(clippy::result_large_err, reason = "whoever sat here goes on sitting")]
    pub fn sit_together(
        mut self,
        opened: &Opened,
    ) -> Result<TogetherSitting, (Self, JournalError)> {
        if opened.partner() == self.me() {
            return Err((self, JournalError::NeedsBoth));
        }
        let joined = self
            .erase_hidden()
            .and_then(|()| Ok(self.desk.file.unlock(opened, &self.desk.computer)?))
            .and_then(|other| Ok((Desk::open_book(&self.desk.file, &[&self.me, &other])?, other)));
        match joined {
            Ok((book, mut other)) => {
                let alone = std::mem::replace(&mut self.desk.book, book);
                let here = &mut [&mut self.me, &mut other];
                let held = self.desk.hold_against_seen(here, 1);
                if let Err(error) = held.and_then(|()| self.desk.confirm_new_cards(here)) {
                    self.desk.book = alone;
                    return Err((self, error));
                }
                self.desk.book.file_put_back = self.desk.drop_orphans(&[&self.me, &other]);
                self.desk.strengthen(&mut [&mut self.me, &mut other], opened);
                Ok(TogetherSitting::begin(self.desk, self.me, other))
            }
            Err(error) => Err((self, error)),
        }
    }

    // ── backup, locking ──────────────────────────────────────────

    /// Writes a verified backup to `target`, which must not exist.
    ///
    /// # Errors
    /// [`VaultError::AlreadyExists`](crate::vault::VaultError::AlreadyExists),
    /// [`VaultError::Full`](crate::vault::VaultError::Full),
    /// [`VaultError::Cancelled`](crate::vault::VaultError::Cancelled) and those of the disk;
    /// `target` does not exist in any of them.
    pub fn back_up(&mut self, target: &Path, watch: Watch<'_>) -> Result<BackupMade, JournalError> {
        let Desk { file, book, surroundings, .. } = &mut self.desk;
        let of = (&*file, &self.me, book.rows.as_ref());
        Ok(vault::write_backup(of, target, surroundings.as_mut(), watch)?)
    }

    /// How far every log has come, to tell later whether something was written since.
    pub fn tips(&self) -> BTreeMap<Id, u64> {
        self.desk.book.tips.iter().map(|(log, (seq, _))| (*log, *seq)).collect()
    }

    /// Locks: erases what was hidden, closes the book, leaves one complete file.
    ///
    /// # Errors
    /// Those of the disk; the keys are gone all the same.
    pub fn lock(mut self) -> Result<Journal, JournalError> {
        let erased = self.erase_hidden();
        self.desk.remember(&[&self.me], true)?;
        let Desk { file, computer, .. } = self.desk;
        file.sweep()?;
        erased.map(|()| Journal::again(file, computer))
    }

    /// Nobody sits here after all.
    pub(super) fn give_up(self) -> Journal {
        let Desk { file, computer, .. } = self.desk;
        Journal::again(file, computer)
    }

    /// Lets the file grow no further than `pages`, so that "disk full" can be tested.
    ///
    /// # Errors
    /// Those of the vault.
    #[cfg(feature = "test-seams")]
    pub fn limit_pages(&self, pages: u32) -> Result<(), JournalError> {
        Ok(self.desk.file.limit_pages(pages)?)
    }

    /// The surroundings, for what must be computed beside the journal.
    pub fn surroundings(&mut self) -> &mut dyn Surroundings {
        self.desk.surroundings.as_mut()
    }
}

pub(super) fn page_body(
    on: NaiveDate,
    text: &str,
    tags: &[String],
) -> Result<PageBody, JournalError> {
    if text.trim().is_empty() {
        return Err(BadInput::Empty.into());
    }
    let mut kept: Vec<String> = Vec::new();
    for tag in tags.iter().map(|tag| tag.trim()) {
        if tag.is_empty() || tag.chars().count() > LONGEST_TAG || tag.chars().any(char::is_control)
        {
            return Err(BadInput::Tag.into());
        }
        if !kept.iter().any(|known| known == tag) {
            kept.push(tag.to_owned());
        }
    }
    if kept.len() > MOST_TAGS {
        return Err(BadInput::Tags.into());
    }
    Ok(PageBody { on, text: text.to_owned(), tags: kept })
}
