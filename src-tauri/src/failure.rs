//! From the core's errors to the closed set of codes the window knows.

use crate::shapes::{Failure, FailureCode};
use duologue_core::journal::JournalError;
use duologue_core::vault::VaultError;
use duologue_paper::PaperError;

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
            VaultError::Damaged(_) => FailureCode::Damaged,
            VaultError::NotAuthentic(_) => FailureCode::NotAuthentic,
            VaultError::NotAJournal => FailureCode::NotAJournal,
            VaultError::NewerVersion => FailureCode::NewerVersion,
            VaultError::InUse => FailureCode::InUse,
            VaultError::Full => FailureCode::Full,
            VaultError::ReadOnly => FailureCode::ReadOnly,
            VaultError::Missing => FailureCode::Missing,
            VaultError::AlreadyExists => FailureCode::AlreadyExists,
            VaultError::TooLittleMemory => FailureCode::TooLittleMemory,
            VaultError::NoSuchPerson => FailureCode::NoSuchPerson,
            VaultError::BadPassphrase | VaultError::TooLarge => FailureCode::BadInput,
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
            JournalError::BadInput(_) => FailureCode::BadInput,
            JournalError::FaceTaken => FailureCode::FaceTaken,
            JournalError::NeedsBoth => FailureCode::NeedsBoth,
        };
        Self::told(code, &error)
    }
}

impl From<PaperError> for Failure {
    fn from(error: PaperError) -> Self {
        Self::told(FailureCode::Paper, &error)
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
