//! A year of two invented people: written anew into a journal, change by change, as they would
//! have written it.
//!
//! The moments are data (`ui/content/en/sample`), original and invented; nothing of them is
//! secret, so neither are the passphrases. What is made is a journal as any other.

mod clock;
mod moments;
mod replay;

pub use replay::write;

use chrono::NaiveDateTime;
use duologue_core::journal::JournalError;

/// What opens the sample journal, for either of them.
pub const PASSPHRASE: &str = "only to look around in";

/// Why the year could not be written.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// The core refused one moment.
    #[error("the moment at {at} was refused: {why}")]
    Refused {
        /// When it is.
        at: String,
        /// Why.
        why: JournalError,
    },
    /// The journal could not be made or closed.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// Whoever watches stopped it; what was written so far is for the caller to remove.
    #[error("stopped")]
    Stopped,
    /// The data is not what it must be: a fault of ours, named by its tests.
    #[error("the sample's data: {0}")]
    Data(String),
}

impl SampleError {
    /// The same, and at which moment the core refused it.
    fn at(self, when: NaiveDateTime) -> Self {
        match self {
            Self::Journal(why) => Self::Refused { at: when.to_string(), why },
            other => other,
        }
    }
}

/// The text of every page of free writing in the sample, in order, with its tags.
///
/// # Errors
/// [`SampleError::Data`].
pub fn pages() -> Result<Vec<(String, Vec<String>)>, SampleError> {
    let all = moments::all()?;
    Ok(all.into_iter().filter_map(moments::Moment::into_page).collect())
}
