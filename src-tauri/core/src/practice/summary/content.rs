//! What stands on a summary, and the bytes that are hashed of it. Format: docs/format.md §6.

use crate::crypto;
use crate::journal::{Frame, JournalError, Section};
use crate::vault::VaultError;
use crate::{Id, Link};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The version of this shape.
pub(super) const VERSION: u32 = 1;

/// Everything that stands on paper, resolved and in order; what is not in here does not print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SummaryContent {
    /// The version of this shape.
    pub v: u32,
    /// Form, paper, language, period.
    #[serde(flatten)]
    pub frame: Frame,
    /// The day it was begun.
    pub made: NaiveDate,
    /// Both, the one who comes first in the first section before the other.
    pub names: Vec<PartnerName>,
    /// Every line of every section, in the order they print.
    pub lines: Vec<LineOf>,
}

/// A partner, as they choose to be named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerName {
    /// Who.
    pub id: Id,
    /// Their name.
    pub label: String,
}

/// One line of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineOf {
    /// Where.
    pub section: Section,
    /// Whose; nobody's where both stand behind one line.
    pub author: Option<Id>,
    /// The words, without white space around; empty where it is left open.
    pub text: String,
}

impl SummaryContent {
    /// The one way these words are written as JSON, by RFC 8785.
    ///
    /// # Errors
    /// [`VaultError::TooLarge`] for more than can be written.
    pub fn canonical(&self) -> Result<Vec<u8>, JournalError> {
        serde_json_canonicalizer::to_vec(self).map_err(|_| VaultError::TooLarge.into())
    }

    /// The hash of [`Self::canonical`]: what an approval is of.
    ///
    /// # Errors
    /// Those of [`Self::canonical`].
    pub fn hash(&self) -> Result<Link, JournalError> {
        Ok(crypto::summary_hash(&self.canonical()?))
    }
}
