//! Why something was not done.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

shape! {
    /// Why something was not done. The window has one table from these to words.
    #[derive(Copy, Eq)]
    pub enum FailureCode {
        /// The passphrase does not open this partner's part.
        WrongPassphrase,
        /// The file, or a part of it, is damaged.
        Damaged,
        /// It opens, but was not written by who it says.
        NotAuthentic,
        /// Not a Duologue journal or backup at all.
        NotAJournal,
        /// Made by a newer version.
        NewerVersion,
        /// The journal is of an older version, and this waits until it is brought up to date.
        OlderVersion,
        /// Another program or window has the journal open.
        InUse,
        /// The disk is full.
        Full,
        /// The file or its folder cannot be written.
        ReadOnly,
        /// Too little free memory for the key derivation.
        TooLittleMemory,
        /// The chosen file is there already.
        AlreadyExists,
        /// The file is no longer there.
        Missing,
        /// No such page, or not one this person can read.
        NoSuchPage,
        /// No such file on this page.
        NoSuchFile,
        /// A file on a page is not as it was put there.
        FileDamaged,
        /// Larger than a file on a page can be.
        FileTooLarge,
        /// The file that was to be put on a page cannot be read.
        FileUnreadable,
        /// The key to Ours that is in use was not given to this partner.
        NoKey,
        /// No such partner.
        NoSuchPerson,
        /// Only its author may do this.
        NotYours,
        /// The journal is locked.
        Locked,
        /// The person stopped it.
        Cancelled,
        /// Nothing is written yet.
        Empty,
        /// More text than this may have.
        TooLong,
        /// It was changed since it was looked at.
        Changed,
        /// The new passphrase is the one that somebody knows.
        SamePassphrase,
        /// New keys of one of both are not confirmed by the other yet.
        Unconfirmed,
        /// Cannot be taken, or not here.
        BadInput,
        /// The other partner has this name, ink or mark already.
        FaceTaken,
        /// This can only be done with both here.
        NeedsBoth,
        /// New keys are taken, and the journal could not be read again: unlock it anew.
        DoneUnread,
        /// Somebody came or went while this was made ready: it was for who was here then.
        OthersHere,
        /// It was written alone, and its writer's passphrase was not asked for at this table.
        Covered,
        /// A character has no glyph in any font at hand, or the page could not be set.
        Paper,
        /// Anything else of the system.
        System,
    }
}

shape! {
    /// Why something was not done.
    pub struct Failure {
        /// What kind.
        pub code: FailureCode,
        /// Technical detail without any content, for "Details".
        pub detail: Option<String>,
    }
}
