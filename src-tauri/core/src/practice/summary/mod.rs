//! The counselling summary: a page both stand behind, to bring to somebody trained.
//!
//! Its lines are parts of a practice, each signed by whoever wrote it. What they come to is the
//! [`SummaryContent`]: everything that prints, in order. Each approves it with their own
//! passphrase asked again; an approval holds for as long as the content is what it was. Whoever
//! writes alone, before a partner has joined, has the same page as notes of their own.
//!
//! What is *not* here: words for the sections, and how it looks on paper.

mod approving;
mod content;
mod resolving;
mod sitting;
mod together;
mod writing;

pub use approving::{Approval, ApprovalState};
pub use content::{LineOf, PartnerName, SummaryContent};

use super::rules::Next;
use crate::journal::{Desk, JournalError, Practice, Section, Until};
use crate::vault::Unlocked;
use crate::{Id, Link};

/// A summary as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Its id, and later the page's.
    pub id: Link,
    /// Everything that prints.
    pub content: SummaryContent,
    /// The hash of that: what an approval is of.
    pub hash: Link,
    /// Where both are to stand behind one line: what is proposed, agreed or not.
    pub agreements: Vec<Agreement>,
    /// Pages of Ours somebody proposes to start from. They do not print.
    pub proposed: Vec<ProposedPage>,
    /// Of each partner, in the order of the names.
    pub approvals: Vec<Approval>,
    /// What may be written next, by those who are here.
    pub next: Vec<Next>,
    /// It is a page now.
    pub finished: bool,
}

/// Who stands behind a summary as it is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is the notes of one, before a partner has joined.
    ByOne,
    /// It speaks for both, and not both approve it.
    NotApproved,
    /// Both approve exactly what it says.
    Approved,
}

impl Summary {
    /// Who stands behind it: only what both approve leaves the journal without a mark.
    pub fn standing(&self) -> Standing {
        let holds = |approval: &Approval| approval.state == ApprovalState::Holds;
        match self.approvals.len() {
            0 | 1 => Standing::ByOne,
            2 if self.approvals.iter().all(holds) => Standing::Approved,
            _ => Standing::NotApproved,
        }
    }

    /// Whether it leaves the journal without a mark.
    pub fn both_approve(&self) -> bool {
        self.standing() == Standing::Approved
    }
}

/// The newest line proposed for both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// Where.
    pub section: Section,
    /// The words.
    pub text: String,
    /// Who proposes it.
    pub by: Id,
    /// In which turn.
    pub turn: u32,
    /// The other agrees: only then it prints.
    pub agreed: bool,
}

/// A page of Ours to start from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedPage {
    /// Which.
    pub page: Link,
    /// Who proposes it and has not withdrawn it.
    pub by: Vec<Id>,
}

impl Desk {
    /// Where a summary stands that those who are here can read.
    fn until(&self, of: Link, here: &[&Unlocked]) -> Result<Until, JournalError> {
        let practices = &self.book.practices;
        let at = practices.get(of).ok_or(JournalError::NoSuchPage)?;
        if self.readable(of, here)? != Practice::Summary {
            return Err(JournalError::NoSuchPage);
        }
        Ok(Until { of, space: at.space, end: practices.finished(of) })
    }

    fn summary(&self, of: Link, here: &[&Unlocked]) -> Result<Summary, JournalError> {
        let until = self.until(of, here)?;
        let said = self.read_practice(here, of)?.parts;
        let content = self.content(until, &said)?;
        let hash = content.hash()?;
        Ok(Summary {
            id: of,
            hash,
            agreements: resolving::agreements(content.frame.template, &said),
            proposed: self.proposed(until, here),
            approvals: self.approvals(until, &content, hash, here),
            next: match until.end {
                Some(_) => Vec::new(),
                None => self.next(of, Practice::Summary, here),
            },
            finished: until.end.is_some(),
            content,
        })
    }

    /// Every summary that those who are here can read, the newest first.
    fn summaries(&self, here: &[&Unlocked]) -> Vec<Link> {
        let all = self.book.practices.all(Practice::Summary);
        all.into_iter().map(|(id, _)| id).filter(|id| self.until(*id, here).is_ok()).collect()
    }
}
