//! Why the vault did not do something.

use crate::crypto::{KdfError, NotAuthentic};
use rusqlite::ErrorCode;
use std::io;

/// Why the vault did not do something. Nothing was changed in any of them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The keyslot is whole and this is not its passphrase.
    #[error("this passphrase does not open this partner's part")]
    WrongPassphrase,
    /// The passphrase does not open, and none of the keyslots is one that this computer has seen:
    /// the passphrase was changed elsewhere, or the file is an older one.
    #[error(
        "this passphrase does not open, and the keyslot is another than this computer has seen"
    )]
    OtherKeyslot,
    /// A kit's slot is whole and these are not its words.
    #[error("these words open nothing of this partner's")]
    WrongKit,
    /// This partner has no recovery kit.
    #[error("this partner has no recovery kit")]
    NoKit,
    /// The file, or the named part of it, is not as it was written.
    #[error("damaged: {0}")]
    Damaged(&'static str),
    /// It opens or parses, but was not written by who it says.
    #[error("not authentic: {0}")]
    NotAuthentic(&'static str),
    /// No Duologue journal or backup.
    #[error("not a Duologue file")]
    NotAJournal,
    /// Made by a newer version; the file was only looked at.
    #[error("made by a newer version")]
    NewerVersion,
    /// Of an older version, in which what was to be written would be misread; the file was not brought
    /// up to date yet.
    #[error("the journal is of an older version")]
    OlderVersion,
    /// Another program has the journal open.
    #[error("open in another program")]
    InUse,
    /// The disk is full; nothing was written.
    #[error("the disk is full")]
    Full,
    /// The file or its folder cannot be written.
    #[error("the file or its folder is read-only")]
    ReadOnly,
    /// There is no file.
    #[error("there is no such file")]
    Missing,
    /// There is a file already, or what another one left behind.
    #[error("there is a file of this name already")]
    AlreadyExists,
    /// Not enough memory is free for the key derivation.
    #[error("too little free memory")]
    TooLittleMemory,
    /// Empty, or longer than 1,024 bytes.
    #[error("passphrase empty or too long")]
    BadPassphrase,
    /// New keys under the passphrase that somebody knows would protect nothing.
    #[error("the same passphrase as before")]
    SamePassphrase,
    /// The key that this space is written with was not given to whoever writes.
    #[error("the key that is written with was not given")]
    NoKey,
    /// No such partner.
    #[error("no such partner")]
    NoSuchPerson,
    /// Larger than a journal may hold.
    #[error("too large")]
    TooLarge,
    /// The person stopped it.
    #[error("stopped")]
    Cancelled,
    /// Anything else of the system, without content.
    #[error("{0}")]
    System(String),
}

impl From<rusqlite::Error> for VaultError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::SystemIoFailure) => {
                Self::System("the disk could not be read or written".to_owned())
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::InUse,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::ReadOnly
            }
            Some(ErrorCode::NotADatabase) => Self::NotAJournal,
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged("file"),
            // Two rows where there can be one: the app never writes that.
            Some(ErrorCode::ConstraintViolation) => Self::Damaged("row"),
            Some(ErrorCode::TooBig) => Self::TooLarge,
            Some(code) => Self::System(format!("{code:?}")),
            // A column of the wrong type or length: somebody wrote there.
            None => Self::Damaged("row"),
        }
    }
}

impl From<io::Error> for VaultError {
    fn from(error: io::Error) -> Self {
        use io::ErrorKind as Kind;
        // One of ours, on its way through somebody else's reader or writer.
        let error = match error.downcast::<Self>() {
            Ok(own) => return own,
            Err(error) => error,
        };
        match error.kind() {
            Kind::NotFound => Self::Missing,
            Kind::AlreadyExists => Self::AlreadyExists,
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => Self::Full,
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem => Self::ReadOnly,
            Kind::InvalidData | Kind::UnexpectedEof => Self::Damaged("file"),
            kind => Self::System(kind.to_string()),
        }
    }
}

impl From<KdfError> for VaultError {
    fn from(error: KdfError) -> Self {
        match error {
            KdfError::OutOfBounds => Self::Damaged("keyslot"),
            KdfError::BadPassphrase => Self::BadPassphrase,
            KdfError::TooLittleMemory => Self::TooLittleMemory,
        }
    }
}

impl From<NotAuthentic> for VaultError {
    fn from(_: NotAuthentic) -> Self {
        Self::Damaged("content")
    }
}
