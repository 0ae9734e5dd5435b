//! Why a command did not do what it should: one code and one sentence.

use crate::output::plain;
use duologue_core::crypto::KitWordsError;
use duologue_core::journal::{BadInput, JournalError};
use duologue_core::vault::VaultError;
use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

/// What the exit code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// Anything that has no code of its own.
    Other = 1,
    /// The command was not typed as it must be; clap says 2 as well.
    Usage = 2,
    /// The passphrase, or the words of a kit, are not this partner's.
    WrongPassphrase = 3,
    /// The file is not as it was written.
    Damaged = 4,
    /// A newer version made it.
    Newer = 5,
    /// Another program has it open.
    InUse = 6,
    /// Full, or read-only.
    CannotWrite = 7,
    /// No such page, no such person, no kit.
    NotFound = 8,
}

/// Why a command stopped.
#[derive(Debug)]
pub enum Failure {
    /// To be told on stderr.
    Told(Code, String),
    /// The person stopped it.
    Stopped,
    /// Whoever read our stdout has had enough: no mistake of anybody.
    ReaderGone,
}

impl Failure {
    /// A failure with its sentence.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self::Told(code, message.into())
    }

    /// A step on the disk that failed; `doing` completes "cannot …".
    pub fn of_disk(doing: &str, error: io::Error) -> Self {
        let (code, reason) = match VaultError::from(error) {
            VaultError::Full => (Code::CannotWrite, "there is no room for it".to_owned()),
            VaultError::ReadOnly => {
                (Code::CannotWrite, "not allowed here, or read-only".to_owned())
            }
            error => of_vault(&error),
        };
        Self::Told(code, format!("cannot {doing}: {reason}"))
    }

    /// The same, where something was done before the person stopped it, and `stays`.
    pub fn if_stopped(self, stays: &str) -> Self {
        match self {
            Self::Stopped => Self::new(Code::Other, format!("stopped; {stays}")),
            other => other,
        }
    }

    /// Says on stderr what went wrong; the exit code comes back.
    pub fn tell(self) -> ExitCode {
        match self {
            Self::ReaderGone => ExitCode::SUCCESS,
            Self::Stopped => self.if_stopped("nothing was kept of it").tell(),
            Self::Told(code, message) => {
                // Nobody may be listening; then the code says it alone.
                let _ = writeln!(io::stderr(), "duologue-cli: {}", plain(&message));
                ExitCode::from(code as u8)
            }
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Told(_, message) => to.write_str(message),
            Self::Stopped => to.write_str("stopped"),
            Self::ReaderGone => to.write_str("nobody reads the result"),
        }
    }
}

impl From<VaultError> for Failure {
    fn from(error: VaultError) -> Self {
        if error == VaultError::Cancelled {
            return Self::Stopped;
        }
        let (code, message) = of_vault(&error);
        Self::Told(code, message)
    }
}

impl From<JournalError> for Failure {
    fn from(error: JournalError) -> Self {
        let (code, message) = match error {
            JournalError::Vault(error) => return error.into(),
            JournalError::NoSuchPage => {
                (Code::NotFound, "there is no such page, or not one you can read")
            }
            JournalError::NoSuchAttachment => {
                (Code::NotFound, "there is no such file on this page")
            }
            JournalError::NotYours => (Code::Other, "only its author may do this"),
            JournalError::Covered => {
                (Code::Other, "what somebody wrote alone needs their own passphrase first")
            }
            JournalError::DoneUnread => (
                Code::Other,
                "it is done and counts from now on, a new passphrase too, but the journal could not be read again",
            ),
            JournalError::BadInput(what) => of_input(what),
            JournalError::FaceTaken => (Code::Other, "the other partner has this name already"),
            JournalError::NeedsBoth => {
                (Code::Other, "there are two partners in this journal already")
            }
        };
        Self::new(code, message)
    }
}

impl From<KitWordsError> for Failure {
    fn from(error: KitWordsError) -> Self {
        let message = match error {
            KitWordsError::Count(n) => format!("a recovery kit has twelve words, and these are {n}"),
            KitWordsError::Unknown(n) => {
                format!("word {n} is none that a recovery kit is made of: look at its spelling")
            }
            KitWordsError::Checksum => {
                "each of these words could be in a recovery kit, but not together: one is another, or stands elsewhere".to_owned()
            }
        };
        Self::Told(Code::WrongPassphrase, message)
    }
}

fn of_vault(error: &VaultError) -> (Code, String) {
    let (code, message) = match error {
        VaultError::WrongPassphrase => {
            (Code::WrongPassphrase, "this is not the passphrase; what is in the file is untouched")
        }
        VaultError::OtherKeyslot => (
            Code::WrongPassphrase,
            "this is not the passphrase, and the keyslot is another than this computer has seen: it was changed elsewhere, or this file is an older one",
        ),
        VaultError::WrongKit => (
            Code::WrongPassphrase,
            "these are not the words of this partner's recovery kit; what is in the file is untouched",
        ),
        VaultError::NoKey => (
            Code::Damaged,
            "the key that Ours is written with now was not given to this partner; nothing was written (take new keys: duologue-cli rotate)",
        ),
        VaultError::NoKit => (Code::NotFound, "this partner has no recovery kit"),
        VaultError::Damaged(what) => {
            return (Code::Damaged, format!("damaged ({what}): not as it was written"));
        }
        VaultError::NotAuthentic(what) => {
            return (Code::Damaged, format!("not authentic ({what}): not written by who it says"));
        }
        VaultError::NotAJournal => {
            (Code::Damaged, "not a Duologue journal or backup, or its beginning is damaged")
        }
        VaultError::NewerVersion => (
            Code::Newer,
            "made by a newer version of Duologue; it was only looked at, nothing was changed",
        ),
        VaultError::OlderVersion => (
            Code::Other,
            "the journal is of an older version and could not be brought up to date; nothing was written",
        ),
        VaultError::InUse => (
            Code::InUse,
            "open in another program, perhaps in Duologue itself: lock it there first",
        ),
        VaultError::Full => (Code::CannotWrite, "the disk is full; nothing was written"),
        VaultError::ReadOnly => (Code::CannotWrite, "the file or its folder cannot be written"),
        VaultError::Missing => (Code::Other, "there is no such file or folder"),
        VaultError::AlreadyExists => {
            (Code::Other, "there is a file already, or what another left beside it")
        }
        VaultError::TooLittleMemory => {
            (Code::Other, "too little memory is free to try a passphrase")
        }
        VaultError::BadPassphrase => (Code::Other, "a passphrase has 1 to 1,024 bytes"),
        VaultError::SamePassphrase => {
            (Code::Other, "this is the passphrase that somebody knows: choose another one")
        }
        VaultError::NoSuchPerson => (Code::NotFound, "there is no such person here"),
        VaultError::TooLarge => (
            Code::Other,
            "this is larger than a journal can hold (about 14 MiB a page, 100 MiB a file on it)",
        ),
        VaultError::Cancelled => (Code::Other, "stopped"),
        VaultError::System(what) => return (Code::Other, format!("the system says: {what}")),
    };
    (code, message.to_owned())
}

fn of_input(what: BadInput) -> (Code, &'static str) {
    match what {
        BadInput::Label => (
            Code::Usage,
            "a label has 1 to 24 characters, with no spaces around and nothing invisible in it",
        ),
        BadInput::Tag => (Code::Usage, "a tag has 1 to 60 characters and nothing invisible in it"),
        BadInput::Tags => (Code::Usage, "a page has at most 50 tags"),
        BadInput::FileName => (
            Code::Other,
            "the name of a file has 1 to 255 bytes, no spaces around and nothing invisible in it",
        ),
        BadInput::Empty => (Code::Other, "there is no text"),
        BadInput::TooLong => (Code::Other, "there is too much text"),
        BadInput::NotThisKind => (Code::Other, "this kind of page cannot be changed in this way"),
        BadInput::Before => {
            (Code::Other, "this page is from before your partner joined; write it anew in Ours")
        }
        BadInput::Unconfirmed => (
            Code::Other,
            "new keys of one of you are not confirmed yet: unlock Duologue together first",
        ),
        // Nothing here does what could be refused so.
        BadInput::Face
        | BadInput::Idea
        | BadInput::Question
        | BadInput::Pause
        | BadInput::SharedAlready
        | BadInput::SealedAlready
        | BadInput::OpenedAlready
        | BadInput::NotOpened
        | BadInput::NotReceived
        | BadInput::NotNow
        | BadInput::Finished
        | BadInput::Language
        | BadInput::Period
        | BadInput::Changed
        | BadInput::NothingToFinish => (Code::Other, "this cannot be done now"),
    }
}
