//! Looking at everything once more, and encrypting everything anew.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

shape! {
    /// What is wrong with a change, or with a log.
    #[derive(Copy, Eq)]
    pub enum ProblemKind {
        /// It is not what was written.
        Damaged,
        /// It names a file on a page that is not as it was put there.
        File,
        /// It was not written by who it says.
        NotAuthentic,
        /// It is missing from the middle of a log.
        Missing,
        /// Its content is gone, and nobody erased it.
        Vanished,
        /// Its author is not confirmed.
        Unconfirmed,
        /// A card or a face is not as its owner signed it.
        Member,
        /// The key to Ours is gone.
        GrantGone,
        /// The end of a log is gone.
        MissingEnd,
        /// A log says something else than before.
        Rewritten,
        /// A log is older than what this computer has seen.
        OlderFile,
        /// What this computer has seen is under a key that the file does not have.
        UnknownKey,
        /// A log has changes in this person's name that they did not see.
        Unwitnessed,
        /// An old keyslot took the place of this person's.
        OldKeyslot,
        /// A key that was let go is there again.
        OldGrant,
        /// The partner's card is another one than was confirmed.
        OtherCard,
        /// The partner's new keys are not confirmed yet.
        NewCard,
    }
}

shape! {
    /// Something that has to be left out.
    pub struct FoundProblem {
        /// What is wrong.
        pub kind: ProblemKind,
        /// Whose it is, if the file says.
        pub author: Option<String>,
        /// How many of them.
        pub changes: u32,
    }
}

shape! {
    /// What looking at everything came to.
    pub struct Checked {
        /// How many changes opened.
        pub opened: u64,
        /// How many drafts do not.
        pub damaged_drafts: u64,
        /// How many of an earlier Mine open no more: no damage, its owner went on without it.
        pub lost: u64,
        /// What has to be left out.
        pub problems: Vec<FoundProblem>,
    }
}

shape! {
    /// What putting back out of backups came to.
    #[derive(Copy, Eq)]
    pub struct Mended {
        /// How many changes are whole again.
        pub brought: u64,
        /// How many are not, of those that a backup could have had.
        pub left: u64,
        /// How many backups could be read.
        pub backups: u32,
    }
}

shape! {
    /// What encrypting everything anew came to.
    #[derive(Copy, Eq)]
    pub struct Resealed {
        /// How many changes are under the new keys now.
        pub changes: u64,
        /// How many do not open, and stay as they are.
        pub left: u64,
        /// Whether they had a Mine before, which only backups from then open.
        pub old_mine: bool,
    }
}
