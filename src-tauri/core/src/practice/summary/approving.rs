//! Approving: each with their own passphrase asked again, over exactly what stands there.

use super::content::SummaryContent;
use crate::journal::{ApprovalBody, BadInput, Desk, JournalError, Until};
use crate::practice::doing::shared;
use crate::vault::{Approved, Opened, Unlocked, VaultError};
use crate::{Id, Link};
use chrono::{DateTime, FixedOffset};

/// What became of one partner's approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApprovalState {
    /// They have approved nothing.
    None,
    /// Something was changed since, by anyone.
    Changed,
    /// They stand behind what stands there now.
    Holds,
    /// It stands under their name, and they did not sign it.
    NotAuthentic,
}

/// One partner's newest approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// Whose.
    pub partner: Id,
    /// Whether it counts.
    pub state: ApprovalState,
    /// When it was given.
    pub at: Option<DateTime<FixedOffset>>,
    /// The hash of the pages they had before them.
    pub pages: Option<Link>,
}

impl Desk {
    /// Of each partner the newest approval, and whether it is of what stands there now and nothing
    /// was said or framed anew since: words changed back are clear only to whoever looks again.
    pub(super) fn approvals(
        &self,
        until: Until,
        content: &SummaryContent,
        hash: Link,
        here: &[&Unlocked],
    ) -> Vec<Approval> {
        let both = content.names.iter().map(|name| name.id);
        both.map(|partner| self.approval_of(partner, until, hash, here)).collect()
    }

    fn approval_of(&self, partner: Id, until: Until, hash: Link, here: &[&Unlocked]) -> Approval {
        let Some(given) = self.book.summaries.approval(until.of, until.space, partner) else {
            return Approval { partner, state: ApprovalState::None, at: None, pages: None };
        };
        let book = &self.book;
        let changed = book.practices.newest(until.of).max(book.summaries.framed(until));
        let stands = given.what.content == hash && changed < Some(given.order);
        let signed = here.iter().all(|me| me.knows_approval(partner, &given.what, &given.sig));
        let state = match (signed, stands) {
            (false, _) => ApprovalState::NotAuthentic,
            (true, false) => ApprovalState::Changed,
            (true, true) => ApprovalState::Holds,
        };
        Approval { partner, state, at: Some(given.at), pages: Some(given.what.pages) }
    }

    /// Writes down that `author` approves, once their passphrase was asked again.
    pub(super) fn approve(
        &mut self,
        here: &mut [&mut Unlocked],
        author: Id,
        what: Approved,
        proof: &Opened,
    ) -> Result<(), JournalError> {
        let stands = self.summary(what.summary, &shared(here))?;
        if stands.hash != what.content {
            return Err(BadInput::Changed.into());
        }
        if stands.content.lines.iter().all(|line| line.text.is_empty()) {
            return Err(BadInput::Empty.into());
        }
        let me = here.iter().find(|me| me.partner() == author).ok_or(JournalError::NotYours)?;
        let sig = me.approve(&what, proof).map_err(|error| match error {
            VaultError::NotAuthentic(_) => JournalError::NotYours,
            error => error.into(),
        })?;
        let Approved { summary: of, content, pages } = what;
        let body = ApprovalBody { of, content, pages, sig };
        let space = self.until(of, &shared(here))?.space;
        self.write(here, |writer| writer.append(author, space, "approval", &body))?;
        Ok(())
    }
}
