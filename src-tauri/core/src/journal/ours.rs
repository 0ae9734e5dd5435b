//! Ours, in front of whoever has a kit for only Ours: it is read, and nothing is written.
//!
//! What is *not* here: the way on, with keys of their own under a new passphrase. That is
//! [`OursSitting::go_on`], in its own file.

use super::alarm::alarms_of;
use super::{Alarm, Desk, Journal, JournalError, Page, Timeline, TimelineFilter};
use crate::vault::{Face, Unlocked};
use crate::{Id, Link};
use chrono::NaiveDate;
use std::path::Path;

/// A journal of which only Ours is open.
pub struct OursSitting {
    pub(crate) desk: Desk,
    pub(crate) me: Unlocked,
    confirmed: bool,
}

impl OursSitting {
    pub(super) fn begin(desk: Desk, me: Unlocked, confirmed: bool) -> Self {
        Self { desk, me, confirmed }
    }

    /// Who is here.
    pub fn me(&self) -> Id {
        self.me.partner()
    }

    /// Which journal this is.
    pub fn vault(&self) -> Id {
        self.desk.file.id()
    }

    /// How everybody is shown, in alphabetical order.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn faces(&self) -> Result<Vec<(Id, Face)>, JournalError> {
        self.desk.faces()
    }

    /// Where the file lies.
    pub fn path(&self) -> &Path {
        self.desk.file.path()
    }

    /// Whether the partner is known to be the one this person confirmed. What says so stands in
    /// Mine; only who let the other in has a second proof, in Ours.
    pub fn partner_is_confirmed(&self) -> bool {
        self.confirmed
    }

    /// What must be told of Ours.
    pub fn alarms(&self) -> Vec<Alarm> {
        alarms_of(&self.desk, &self.me)
    }

    /// Pages of Ours, newest first.
    pub fn timeline(&self, filter: &TimelineFilter, after: Option<Link>, limit: usize) -> Timeline {
        self.desk.timeline(&[&self.me], filter, after, limit)
    }

    /// Every tag in use in Ours.
    pub fn tags(&self) -> Vec<String> {
        self.desk.tags(&[&self.me])
    }

    /// Whether there is a photo on any page of Ours.
    pub fn has_photos(&self) -> bool {
        self.desk.has_photos(&[&self.me])
    }

    /// Days with writing in Ours, and by whom.
    pub fn written_days(&self, from: NaiveDate, to: NaiveDate) -> Vec<(NaiveDate, Vec<Id>)> {
        self.desk.written_days(&[&self.me], from, to)
    }

    /// The day, by the computer's clock.
    pub fn today(&self) -> NaiveDate {
        self.desk.today()
    }

    /// A page of Ours whole.
    ///
    /// # Errors
    /// [`JournalError::NoSuchPage`], also for a page of Mine.
    pub fn page(&self, id: Link) -> Result<Page, JournalError> {
        self.desk.page(&[&self.me], id)
    }

    /// All of Ours, whole, oldest first.
    ///
    /// # Errors
    /// Those of [`Self::page`].
    pub fn pages(&self) -> Result<Vec<Page>, JournalError> {
        let heads = self.timeline(&TimelineFilter::default(), None, usize::MAX).heads;
        heads.iter().rev().map(|head| self.page(head.id)).collect()
    }

    /// Closes the book.
    ///
    /// # Errors
    /// Those of the disk; the keys are gone all the same.
    pub fn lock(self) -> Result<Journal, JournalError> {
        let Desk { file, computer, .. } = self.desk;
        file.sweep()?;
        Ok(Journal::again(file, computer))
    }
}
