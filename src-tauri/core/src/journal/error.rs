//! Why the journal did not do something.

use crate::vault::VaultError;

/// Why the journal did not do something. Nothing was changed, but for
/// [`DoneUnread`](Self::DoneUnread), and what a method says it keeps when it is stopped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// The vault's reason.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// No such page, or not one this person can read.
    #[error("no such page")]
    NoSuchPage,
    /// No such file on this page.
    #[error("no such attachment")]
    NoSuchAttachment,
    /// Only its author may do this.
    #[error("only its author may do this")]
    NotYours,
    /// What was asked for cannot be done as it is.
    #[error(transparent)]
    BadInput(#[from] BadInput),
    /// The other partner has this name, ink or mark already.
    #[error("the other partner has this name, ink or mark")]
    FaceTaken,
    /// There are two partners already, or none to do it with.
    #[error("needs both partners")]
    NeedsBoth,
    /// Ways in, keys or people are others now, as was asked, and the journal could not be read again:
    /// whoever unlocks anew goes on with them.
    #[error("done, and not read again")]
    DoneUnread,
    /// It was written alone, and its writer's passphrase was not asked for at this table.
    #[error("covered")]
    Covered,
}

/// What is wrong with what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadInput {
    /// Nothing is written yet.
    #[error("nothing is written")]
    Empty,
    /// More text than this may have.
    #[error("too long")]
    TooLong,
    /// A name must be 1 to 24 visible characters, without white space around.
    #[error("not a name")]
    Label,
    /// The face is not the one this partner was made with.
    #[error("another face")]
    Face,
    /// A tag must be 1 to 60 visible characters.
    #[error("not a tag")]
    Tag,
    /// More than 50 tags.
    #[error("too many tags")]
    Tags,
    /// A file's name must be 1 to 255 bytes, without white space around, and name no folder.
    #[error("not a name of a file")]
    FileName,
    /// No idea has such an id.
    #[error("not an idea")]
    Idea,
    /// No question of the library has such an id.
    #[error("not a question of the library")]
    Question,
    /// Less than 20 minutes or more than a day.
    #[error("not a pause")]
    Pause,
    /// This cannot be done with a page, a draft or a practice of this kind.
    #[error("not with this kind")]
    NotThisKind,
    /// The page is from before the partner joined.
    #[error("from before the partner joined")]
    Before,
    /// The page is in Ours already.
    #[error("shared already")]
    SharedAlready,
    /// It is sealed already.
    #[error("sealed already")]
    SealedAlready,
    /// Both answers are open already.
    #[error("opened already")]
    OpenedAlready,
    /// The answers are not open yet.
    #[error("not opened yet")]
    NotOpened,
    /// Nobody comments before both have received.
    #[error("not received yet")]
    NotReceived,
    /// It is not this step's turn.
    #[error("not its turn")]
    NotNow,
    /// The practice is a page already.
    #[error("finished already")]
    Finished,
    /// Not a tag of a language.
    #[error("not a language")]
    Language,
    /// The last day is before the first.
    #[error("not a period")]
    Period,
    /// What is approved is not what stands there now.
    #[error("changed since")]
    Changed,
    /// One of both took new keys, and the other has not confirmed them: both sit down first.
    #[error("new keys are not confirmed")]
    Unconfirmed,
    /// Nothing was said in the practice.
    #[error("nothing to finish")]
    NothingToFinish,
}
