//! Why the journal did not do something.

use crate::vault::VaultError;

/// Why the journal did not do something. Nothing was changed in any of them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// The vault's reason.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// No such page, or not one this person can read.
    #[error("no such page")]
    NoSuchPage,
    /// Only its author may do this.
    #[error("only its author may do this")]
    NotYours,
    /// Empty, too long, or not allowed here.
    #[error("{0}")]
    BadInput(&'static str),
    /// The other partner has this name, ink or mark already.
    #[error("the other partner has this name, ink or mark")]
    FaceTaken,
    /// There are two partners already, or none to do it with.
    #[error("needs both partners")]
    NeedsBoth,
}
