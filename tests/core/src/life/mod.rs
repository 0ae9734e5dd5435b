//! A life with a journal, led step by step by the program `diarist` until it is killed: which steps
//! there are, what is in the journal after them, and what can be read there.
//!
//! What happens in a life follows from its seed and from what was there before, so that whoever
//! kills it knows every step from two words for each: that it was begun, and that it was done.

#[cfg(unix)]
mod chain;
#[cfg(unix)]
mod looking;
mod model;
mod reading;

#[cfg(unix)]
pub use chain::{Chain, Deaths, Diarist};
pub use model::{Backup, Model, Name, Step, kit_line};
pub use reading::{bytes_of, file_name, read, shows};

use duologue_core::crypto::KitKind;
use std::path::{Path, PathBuf};

/// Said once the journal is unlocked.
pub const OPEN: &str = "open";
/// Said before a step.
pub const BEGUN: &str = "begun";
/// Said after a step, once the core said that it is done.
pub const DONE: &str = "done";
/// Said with the number and words of a kit, before it is kept.
pub const WORDS: &str = "words ";
/// Before the seed and the passphrase's number: the journal is opened, and closed again.
pub const ONLY_OPENS: &str = "opens";
/// After the seed: what is not done yet is called done.
pub const HASTY: &str = "hasty";

/// Both kinds of kits.
pub const KITS: [KitKind; 2] = [KitKind::AllOfMine, KitKind::OnlyOurs];

/// The passphrase that was set as number `n`.
pub fn passphrase(n: u64) -> String {
    if n == 0 { crate::NOOR.to_owned() } else { format!("passphrase number {n} of Noor") }
}

/// Where a backup goes.
pub fn backup(folder: &Path, n: u64) -> PathBuf {
    folder.join(format!("{n}.duologue-backup"))
}

/// Where a restored journal goes.
pub fn restored(folder: &Path, n: u64) -> PathBuf {
    folder.join(format!("restored {n}.duologue"))
}

/// The computer on which it was restored.
pub fn other_computer(folder: &Path, n: u64) -> PathBuf {
    folder.join(format!("computer {n}"))
}

/// What is written as version `version` of something.
pub fn text(of: &str, name: u64, version: u64, length: usize) -> String {
    format!(
        "{}as of {version}: {}",
        beginning(of, name),
        "words ".repeat(length / 6 + 1).trim_end()
    )
}

/// How everything begins that has this name.
pub fn beginning(of: &str, name: u64) -> String {
    format!("{of} {name}, ")
}

/// Choices that follow from a seed.
pub struct Dice(u64);

impl Dice {
    /// The choices of `seed`.
    pub fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    /// Any number.
    pub fn any(&mut self) -> u64 {
        let bytes = blake3::hash(&self.0.to_be_bytes());
        self.0 = u64::from_be_bytes(bytes.as_bytes()[..8].try_into().unwrap());
        self.0
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.any() % end
    }

    /// One of two.
    pub fn is_even(&mut self) -> bool {
        self.below(2) == 0
    }

    /// One of some.
    pub fn one<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        if of.is_empty() { None } else { of.get(self.below(of.len() as u64) as usize).copied() }
    }
}
