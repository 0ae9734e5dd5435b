//! What every change's JSON begins with, and the structural kinds. Format: docs/format.md §6.

use super::strict::Members;
use super::{ChangeId, VaultError};
use crate::{Id, Link};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The largest JSON of one change, in bytes: what fits a blob with its padding.
pub const MAX_TEXT: usize = 14 * 1024 * 1024;

/// The schema of the structural kinds that this version writes and reads.
pub(crate) const SCHEMA: u32 = 1;
/// The largest clock: at the end of what an integer may be, (log, number) alone orders changes.
const LAST_CLOCK: u64 = 1 << 53;

/// How far a clock may be ahead of the changes that the logs say there are.
///
/// Each change puts the clock forward by one, so a clock that was counted is ahead only by changes
/// that were lost. One that was made up stays so far from [`LAST_CLOCK`] that it brings nobody there.
pub(super) const FURTHEST_AHEAD: u64 = 1 << 40;

/// What is in every change, whatever its kind.
#[derive(Debug, Clone, Deserialize)]
pub struct Head {
    /// What the change does.
    pub kind: String,
    /// The version of its kind.
    pub schema: u32,
    /// The author's clock; sealed answers have none.
    #[serde(default)]
    pub at: Option<String>,
    /// One more than the largest known when it was written.
    #[serde(default)]
    pub clock: u64,
    /// Where other logs stood, of those that had moved.
    #[serde(default)]
    pub seen: BTreeMap<Id, (u64, Link)>,
}

impl Head {
    /// The head of a change that is strict JSON; what else it says is looked through once.
    pub(super) fn of(json: &[u8]) -> Result<Self, VaultError> {
        const NAMES: [&str; 5] = ["kind", "schema", "at", "clock", "seen"];
        Members::of(json)
            .and_then(|members| members.read(&NAMES))
            .ok_or(VaultError::Damaged("content"))
    }
}

/// The head as it is written.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Stamp<'a> {
    pub(crate) kind: &'a str,
    pub(crate) schema: u32,
    pub(crate) at: String,
    pub(crate) clock: u64,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) seen: BTreeMap<Id, (u64, Link)>,
}

/// What a partner's Mine says of their own ways in, and of whom and what they trust.
pub(super) const OWN_STRUCTURE: [&str; 5] = ["pin", "slots", "told", "accepted", "lost"];

/// The clock of the change after one with `clock`.
pub(crate) fn next_clock(clock: u64) -> u64 {
    clock.saturating_add(1).min(LAST_CLOCK)
}

/// `erase`: what is gone for ever.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Erased {
    /// Log and number of every change that is erased.
    pub what: Vec<(Id, u64)>,
    /// Of what was on a page that stays: the page. No mark is left then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Link>,
}

impl Erased {
    /// These changes, by log and number.
    pub fn these(what: impl IntoIterator<Item = ChangeId>) -> Self {
        let what = what.into_iter().map(|id| (id.log, id.seq)).collect();
        Self { what, of: None }
    }
}

/// The kind of the change that names a file on a page.
pub(crate) const ATTACHMENT: &str = "attachment";

/// What an `attachment` says of its chunks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NamedFile {
    pub(crate) id: Id,
    /// In bytes, without padding.
    pub(crate) length: u64,
    /// BLAKE3 of the file.
    pub(crate) hash: Link,
}

/// `space`: who may read it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SpaceReaders {
    pub(crate) space: Id,
    pub(crate) readers: Vec<Id>,
}

/// `key`: a key of a space comes into use, others go out of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct KeyInUse {
    pub(crate) key: Id,
    pub(crate) retires: Vec<Id>,
}

/// `pin`: the card of the partner that counts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Pin {
    pub(crate) partner: Id,
    pub(crate) card: Link,
}

/// `slots`: the keyslots that are mine.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Slots {
    pub(crate) slots: Vec<(Id, Id)>,
}

/// `told`: keyslots of mine that I was told of, and that the journal was restored.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Told {
    pub(crate) slots: Vec<Id>,
    /// The partner's newest `restored`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) restored: Option<Link>,
}

impl Told {
    /// Only of one keyslot.
    pub(super) fn of_slot(slot: Id) -> Self {
        Self { slots: vec![slot], restored: None }
    }
}

/// `accepted`: I go on without these numbers of these logs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct AcceptedLoss {
    pub(crate) lost: BTreeMap<Id, (u64, u64)>,
}

/// `lost`: of my Mine I have no more what stands in these logs under these keys.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct LostMine {
    pub(crate) logs: Vec<Id>,
    pub(crate) keys: Vec<Id>,
}

/// `card`: from here on another card is mine. The last change under the one before.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct NewCard {
    pub(crate) card: Link,
}

/// `ended`: logs of mine under an older card, and the links by which they are believed. What a
/// log of the newer card begins with.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct EndedLogs {
    /// The Ed25519 key of the older card.
    pub(crate) key: Link,
    pub(crate) ends: BTreeMap<Id, Vec<(u64, Link)>>,
}

/// `rotated`: nothing that opens is left under these keys.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Rotated {
    pub(crate) keys: Vec<Id>,
}

/// `restored`: this journal goes on from a backup.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Restored {
    pub(crate) made: String,
    pub(crate) tips: BTreeMap<Id, (u64, Link)>,
}

/// Reads a change's JSON into `T`.
///
/// # Errors
/// [`VaultError::Damaged`] for anything but one strict JSON object of `T`'s shape:
/// duplicate names, lone surrogates and deep nesting are damage.
pub fn parse<'a, T: Deserialize<'a>>(json: &'a [u8]) -> Result<T, VaultError> {
    serde_json::from_slice(json).map_err(|_| VaultError::Damaged("content"))
}
