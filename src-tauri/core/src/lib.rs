//! The journal of two: crypto → vault → journal → practice.
//!
//! This crate knows no window, no words for people and no clock or randomness
//! of its own: both are handed in as [`Surroundings`]. Its only input and
//! output is the file it was given and, beside it, backups and the record this
//! computer keeps of its own logs.
//!
//! - [`crypto`] holds every use of a cipher, a key derivation or a signature.
//! - [`vault`] is the file: keyslots, members, grants and logs of changes.
//! - [`journal`] is what people see: sittings, pages, drafts.
//! - [`practice`] is what two people do: noticing, and questions answered apart.
//!
//! Format: docs/format.md.

#[cfg(all(feature = "test-seams", not(debug_assertions)))]
compile_error!("`test-seams` weakens the key derivation and never goes into a release build");

mod cores;
pub mod crypto;
mod id;
pub mod journal;
mod partial;
pub mod passphrase;
pub mod practice;
#[cfg(feature = "system")]
pub mod process;
mod surroundings;
#[cfg(feature = "system")]
pub mod system;
pub mod vault;

pub use id::{Id, Link};
pub use partial::partial_in;
pub use surroundings::Surroundings;
