//! The file: keyslots, members, grants, and logs of encrypted, chained, signed changes.
//!
//! Everything in the file is one of few tables; the logs are the only truth.
//! What is *not* here: what a change means to people. The vault knows spaces
//! and who reads them, because a change is encrypted for its readers; pages
//! are [`crate::journal`]'s.
//!
//! Format: docs/format.md §2–8.

mod anew;
mod approval;
mod attachment;
mod backup;
mod beside;
mod chain;
mod check;
mod computer;
mod content;
mod draft;
mod error;
mod file;
mod going_on;
mod grant;
mod keyslots;
mod kit;
mod log;
mod lost;
mod many;
mod member;
mod mending;
mod migration;
mod newcomer;
mod opened_rows;
mod problem;
mod read_again;
mod ring;
mod rotation;
mod rows;
mod said;
mod scan;
mod strict;
mod structure;
mod succession;
mod unlock;
mod witness;

pub(crate) use approval::{Approved, ApprovedBy};
pub use attachment::MAX_ATTACHMENT;
pub(crate) use attachment::NewAttachment;
pub(crate) use backup::write_backup;
pub use backup::{BackupFile, BackupMade, Watch, superseded};
pub use check::Checked;
pub use computer::Computer;
pub(crate) use computer::NewRecord;
pub(crate) use content::{
    ATTACHMENT, KeyInUse, NamedFile, Restored, Rotated, SpaceReaders, Stamp, Told, next_clock,
};
pub use content::{Erased, Head, MAX_TEXT, parse};
pub use draft::EncryptedDraft;
pub use error::VaultError;
pub use file::VaultFile;
pub(crate) use file::{refuse_existing, sync_names_beside};
pub(crate) use going_on::{GoingOn, SeenChange};
pub use keyslots::Keyslot;
pub use kit::{KitChallenge, KitOpened, NewKit, OursOpened, Recovered};
pub(crate) use log::json;
pub use log::{ChangeId, Entry, NewChange};
pub use member::Face;
pub(crate) use mending::Known;
pub use mending::Mended;
pub use newcomer::NewMember;
pub(crate) use opened_rows::OpenedRows;
pub use problem::{Problem, ProblemKind};
pub use rotation::{NewKeys, Resealed};
pub(crate) use rotation::{NewKeysFor, Retired, Rotation};
pub use scan::{Erasure, Scan};
pub(crate) use scan::{scan, scan_and_remember};
pub(crate) use structure::Structure;
pub use unlock::{Challenge, NewSlot, Opened, Unlocked};
pub use witness::Difference;
pub(crate) use witness::Found;
