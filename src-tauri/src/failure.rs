//! From the core's errors to the closed set of codes the window knows.

use crate::shapes::{Failure, FailureCode};
use duologue_core::journal::{BadInput, JournalError};
use duologue_core::vault::VaultError;
use duologue_paper::PaperError;
use duologue_sample::SampleError;

/// What a command comes back with.
pub(crate) type Done<T> = Result<T, Failure>;

impl Failure {
    pub(crate) fn new(code: FailureCode) -> Self {
        Self { code, detail: None }
    }

    fn told(code: FailureCode, error: &dyn std::error::Error) -> Self {
        Self { code, detail: Some(error.to_string()) }
    }
}

impl From<VaultError> for Failure {
    fn from(error: VaultError) -> Self {
        let code = match &error {
            VaultError::WrongPassphrase => FailureCode::WrongPassphrase,
            VaultError::OtherKeyslot | VaultError::WrongKit => FailureCode::WrongPassphrase,
            VaultError::NoKey => FailureCode::NoKey,
            VaultError::NoKit => FailureCode::NoSuchPerson,
            VaultError::Damaged("attachment") => FailureCode::FileDamaged,
            VaultError::Damaged(_) => FailureCode::Damaged,
            VaultError::NotAuthentic(_) => FailureCode::NotAuthentic,
            VaultError::NotAJournal => FailureCode::NotAJournal,
            VaultError::NewerVersion => FailureCode::NewerVersion,
            VaultError::OlderVersion => FailureCode::OlderVersion,
            VaultError::InUse => FailureCode::InUse,
            VaultError::Full => FailureCode::Full,
            VaultError::ReadOnly => FailureCode::ReadOnly,
            VaultError::Missing => FailureCode::Missing,
            VaultError::AlreadyExists => FailureCode::AlreadyExists,
            VaultError::TooLittleMemory => FailureCode::TooLittleMemory,
            VaultError::NoSuchPerson => FailureCode::NoSuchPerson,
            VaultError::BadPassphrase => FailureCode::BadInput,
            VaultError::SamePassphrase => FailureCode::SamePassphrase,
            VaultError::TooLarge => FailureCode::TooLong,
            VaultError::Cancelled => FailureCode::Cancelled,
            VaultError::System(_) => FailureCode::System,
        };
        Self::told(code, &error)
    }
}

impl From<JournalError> for Failure {
    fn from(error: JournalError) -> Self {
        let code = match error {
            JournalError::Vault(error) => return error.into(),
            JournalError::NoSuchPage => FailureCode::NoSuchPage,
            JournalError::NotYours => FailureCode::NotYours,
            JournalError::BadInput(BadInput::Empty) => FailureCode::Empty,
            JournalError::BadInput(BadInput::TooLong) => FailureCode::TooLong,
            JournalError::BadInput(BadInput::Changed) => FailureCode::Changed,
            JournalError::BadInput(BadInput::Unconfirmed) => FailureCode::Unconfirmed,
            JournalError::BadInput(_) => FailureCode::BadInput,
            JournalError::FaceTaken => FailureCode::FaceTaken,
            JournalError::NoSuchAttachment => FailureCode::NoSuchFile,
            JournalError::NeedsBoth => FailureCode::NeedsBoth,
            JournalError::DoneUnread => FailureCode::DoneUnread,
            JournalError::Covered => FailureCode::Covered,
        };
        Self::told(code, &error)
    }
}

impl From<PaperError> for Failure {
    fn from(error: PaperError) -> Self {
        let code = match error {
            PaperError::TooLong => FailureCode::TooLong,
            PaperError::Typesetting(_) => FailureCode::Paper,
        };
        Self::told(code, &error)
    }
}

impl From<SampleError> for Failure {
    fn from(error: SampleError) -> Self {
        match error {
            SampleError::Journal(why) | SampleError::Refused { why, .. } => why.into(),
            SampleError::Stopped => VaultError::Cancelled.into(),
            SampleError::Data(_) => Self::told(FailureCode::System, &error),
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        VaultError::from(error).into()
    }
}

impl From<tauri::Error> for Failure {
    fn from(error: tauri::Error) -> Self {
        Self::told(FailureCode::System, &error)
    }
}

/// A refusal with nothing more to say than its code.
pub(crate) fn refuse<T>(code: FailureCode) -> Done<T> {
    Err(Failure::new(code))
}

#[cfg(test)]
mod tests {
    use super::{BadInput, Failure, FailureCode, JournalError, VaultError};

    fn code(error: impl Into<Failure>) -> FailureCode {
        error.into().code
    }

    #[test]
    fn what_can_be_said_better_than_bad_input_has_a_code_of_its_own() {
        assert_eq!(
            code(JournalError::BadInput(BadInput::Empty)),
            FailureCode::Empty,
            "the screen says to write something first"
        );
        assert_eq!(
            code(JournalError::BadInput(BadInput::TooLong)),
            FailureCode::TooLong,
            "the screen says to make it shorter"
        );
        assert_eq!(code(VaultError::TooLarge), FailureCode::TooLong, "also at the vault's limit");
        assert_eq!(
            code(VaultError::Damaged("attachment")),
            FailureCode::FileDamaged,
            "one file does not hold, and the journal does"
        );
        assert_eq!(
            code(JournalError::BadInput(BadInput::NotNow)),
            FailureCode::BadInput,
            "the window offers nothing that is not its turn"
        );
    }
}
