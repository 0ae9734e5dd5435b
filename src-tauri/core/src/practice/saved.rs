//! Noticed, saved for the weekly sit-down: in Mine until its author gives it there.

use crate::journal::{
    BadInput, Desk, DraftBody, JournalError, NoticedBody, Page, Sitting, TogetherSitting,
    check_noticed,
};
use crate::vault::Unlocked;
use crate::{Id, Link};

impl Sitting {
    /// Keeps a thing noticed in Mine, to be given when both sit down.
    ///
    /// # Errors
    /// [`JournalError::BadInput`] for any other draft, or when it does not say what was done.
    pub fn save_for_sit_down(&mut self, draft: Id) -> Result<Link, JournalError> {
        let DraftBody::Noticed { noticed } = self.draft(draft)?.body else {
            return Err(BadInput::NotThisKind.into());
        };
        check_noticed(&noticed)?;
        let (me, on) = (self.me(), self.today());
        let body = NoticedBody { on, noticed, sit_down: true };
        self.desk.write(&mut [&mut self.me], |writer| {
            writer.file.delete_draft(writer.here[0], draft)?;
            writer.append(me, me, "noticed", &body)
        })
    }

    /// What I saved for the sit-down and have not given, oldest first.
    ///
    /// # Errors
    /// Those of reading a page.
    pub fn saved_noticed(&self) -> Result<Vec<Page>, JournalError> {
        self.desk.saved(&self.me)
    }
}

impl TogetherSitting {
    /// What one of both saved for the sit-down: for them alone, and written alone.
    ///
    /// # Errors
    /// [`JournalError::Covered`] until their passphrase was asked for at this table, whether there
    /// is anything or not; [`JournalError::NotYours`] for somebody who is not here.
    pub fn saved_noticed(&self, author: Id) -> Result<Vec<Page>, JournalError> {
        self.check_uncovered(author)?;
        self.desk.saved(self.one(author)?)
    }

    /// Gives what one of both saved: a copy in Ours.
    ///
    /// # Errors
    /// [`JournalError::NoSuchPage`] for anything they did not save for the sit-down, and those of
    /// [`Self::saved_noticed`].
    pub fn give_noticed(&mut self, author: Id, id: Link) -> Result<Link, JournalError> {
        if !self.saved_noticed(author)?.iter().any(|page| page.head.id == id) {
            return Err(JournalError::NoSuchPage);
        }
        let Self { desk, first, second, .. } = self;
        desk.share(&mut [first, second], author, id)
    }
}

impl Desk {
    fn saved(&self, author: &Unlocked) -> Result<Vec<Page>, JournalError> {
        let ids = self.book.saved_by(author.partner());
        let shown = ids.into_iter().filter(|id| !self.hidden.contains(id));
        shown.map(|id| self.page(&[author], id)).collect()
    }
}
