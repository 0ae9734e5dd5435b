//! What cannot be trusted, and why.

use super::ChangeId;
use crate::Id;

/// What is wrong with a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// Its row, its text or its place is not what was written.
    Damaged,
    /// It was not written by who it says.
    NotAuthentic,
    /// It is missing from the middle of its log.
    Missing,
    /// Its content is gone, and nobody erased it.
    Vanished,
    /// The file it put on a page is not as it was written; the page is.
    Attachment,
    /// Its author is not a partner this person has confirmed.
    Unconfirmed,
    /// A partner's card or face is not as they signed it.
    Member,
    /// The key to what this person writes, or shares with their partner, is not in the file.
    GrantGone,
    /// The end of a log that this person saw is gone.
    MissingEnd,
    /// A log says something else where this person saw it before, and its author signed both.
    Rewritten,
    /// The whole file is older than what this computer has seen.
    OlderFile,
    /// What this computer has seen is under a key that the file does not have: the file may be
    /// from before this person took new keys.
    UnknownKey,
    /// A change in this person's own log that their witness does not know.
    Unwitnessed,
    /// The list of this person's keyslots is an older one than they have seen.
    OldKeyslot,
    /// A key that this person had let go is granted to them again.
    OldGrant,
    /// The partner's card is another one than this person confirmed.
    OtherCard,
    /// The partner took new keys, and says so under the card that this person confirmed.
    NewCard,
}

/// A change that cannot be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Where it stands.
    pub id: ChangeId,
    /// What is wrong with it.
    pub kind: ProblemKind,
}

impl Problem {
    /// Which log it is about, if it is about all of it.
    pub(super) fn whole_log(&self) -> Option<Id> {
        let all = matches!(self.kind, ProblemKind::Unconfirmed | ProblemKind::Damaged);
        (all && self.id.seq == 0).then_some(self.id.log)
    }
}
