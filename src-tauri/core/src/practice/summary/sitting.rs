//! What one partner can do with a summary on their own turn.

use super::Summary;
use crate::journal::{Frame, JournalError, OursSitting, PageHead, ProposedBody, Sitting};
use crate::vault::{Approved, Opened};
use crate::{Id, Link};

impl Sitting {
    /// Begins a summary for both of us, or notes of my own while nobody has joined; who comes
    /// first in it goes by turns.
    ///
    /// # Errors
    /// [`JournalError::BadInput`] for a period that ends before it begins, or no tag of a language.
    pub fn begin_summary(&mut self, frame: &Frame) -> Result<Link, JournalError> {
        let me = self.me();
        self.desk.begin_summary(&mut [&mut self.me], me, frame)
    }

    /// A summary as it stands.
    ///
    /// # Errors
    /// [`JournalError::NoSuchPage`]; those of reading a page.
    pub fn summary(&self, of: Link) -> Result<Summary, JournalError> {
        self.desk.summary(of, &[&self.me])
    }

    /// Every summary, the newest first, also those that are pages already.
    pub fn summaries(&self) -> Vec<Link> {
        self.desk.summaries(&[&self.me])
    }

    /// Sets form, paper, language or period anew.
    ///
    /// # Errors
    /// As [`Self::begin_summary`], and [`JournalError::BadInput`] once it is a page.
    pub fn change_frame(&mut self, of: Link, frame: &Frame) -> Result<Summary, JournalError> {
        let me = self.me();
        self.desk.change_frame(&mut [&mut self.me], me, of, frame)?;
        self.summary(of)
    }

    /// Pages of Ours of the period, which may be proposed; newest first.
    ///
    /// # Errors
    /// [`JournalError::NoSuchPage`].
    pub fn proposable_pages(&self, of: Link) -> Result<Vec<PageHead>, JournalError> {
        self.desk.proposable(of, &[&self.me])
    }

    /// Proposes a page of Ours, or withdraws my own proposal.
    ///
    /// # Errors
    /// [`JournalError::NoSuchPage`], and [`JournalError::BadInput`] for a page that not both can
    /// read, that is not of the period, or has no words.
    pub fn propose_page(
        &mut self,
        of: Link,
        page: Link,
        yes: bool,
    ) -> Result<Summary, JournalError> {
        let me = self.me();
        self.desk.propose(&mut [&mut self.me], me, &ProposedBody { of, page, yes })?;
        self.summary(of)
    }

    /// Approves what I have before me: `content` is the hash of what prints, `pages` that of the
    /// pages seen ([`crate::crypto::pages_hash`]), `proof` what my passphrase just opened again
    /// ([`Sitting::own_challenge`]).
    ///
    /// # Errors
    /// [`JournalError::BadInput`] when it was changed since or every line is left open,
    /// [`JournalError::NotYours`] for somebody else's passphrase.
    pub fn approve_summary(
        &mut self,
        of: Link,
        content: Link,
        pages: Link,
        proof: &Opened,
    ) -> Result<Summary, JournalError> {
        let (me, what): (Id, _) = (self.me(), Approved { summary: of, content, pages });
        self.desk.approve(&mut [&mut self.me], me, what, proof)?;
        self.summary(of)
    }

    /// The newest small practice that both agreed on after a session, to begin "what we tried".
    ///
    /// # Errors
    /// Those of reading a page.
    pub fn agreed_practice(&self) -> Result<Option<String>, JournalError> {
        self.desk.agreed_practice(&[&self.me])
    }
}

impl OursSitting {
    /// A summary of Ours as it stands.
    ///
    /// # Errors
    /// As [`Sitting::summary`].
    pub fn summary(&self, of: Link) -> Result<Summary, JournalError> {
        self.desk.summary(of, &[&self.me])
    }

    /// The practice both agreed on last, as [`Sitting::agreed_practice`].
    ///
    /// # Errors
    /// Those of reading a page.
    pub fn agreed_practice(&self) -> Result<Option<String>, JournalError> {
        self.desk.agreed_practice(&[&self.me])
    }
}
