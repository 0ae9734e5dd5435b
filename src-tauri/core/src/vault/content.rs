//! What every change's JSON begins with, and the structural kinds. Format: docs/format.md §6.

use super::{ChangeId, VaultError};
use crate::{Id, Link};
use serde::de::{Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::fmt;

/// The largest JSON of one change, in bytes: what fits a blob with its padding.
pub const MAX_TEXT: usize = 14 * 1024 * 1024;
const DEEPEST: usize = 32;

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
pub(super) const OWN_STRUCTURE: [&str; 4] = ["pin", "slots", "told", "accepted"];

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

/// `told`: keyslots of mine that I was told of.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Told {
    pub(crate) slots: Vec<Id>,
}

/// `accepted`: I go on without these numbers of these logs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct AcceptedLoss {
    pub(crate) lost: BTreeMap<Id, (u64, u64)>,
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

/// Whether a change is of one of these kinds, as far as can be said at a glance.
pub(super) fn is_of(json: &[u8], kinds: &[&str]) -> bool {
    #[derive(Deserialize)]
    struct Kind<'a> {
        #[serde(borrow)]
        kind: Cow<'a, str>,
    }
    parse::<Kind<'_>>(json).is_ok_and(|Kind { kind }| kinds.contains(&kind.as_ref()))
}

/// Checks what [`parse`] of one type would overlook: duplicates and depth anywhere.
pub(super) fn is_strict(json: &[u8]) -> bool {
    json.first() == Some(&b'{')
        && std::str::from_utf8(json).is_ok_and(|json| is_strict_value(json, DEEPEST))
}

fn is_strict_value(json: &str, levels: usize) -> bool {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    deserializer.deserialize_any(Strict { levels }).is_ok() && deserializer.end().is_ok()
}

/// A value with as many levels as may be in it.
#[derive(Clone, Copy)]
struct Strict {
    levels: usize,
}

impl<'de> Visitor<'de> for Strict {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("strict JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: serde::de::Error>(self, n: i64) -> Result<(), E> {
        if n >= -(1 << 53) { Ok(()) } else { Err(E::custom("too small")) }
    }

    fn visit_u64<E: serde::de::Error>(self, n: u64) -> Result<(), E> {
        if n <= 1 << 53 { Ok(()) } else { Err(E::custom("too large")) }
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<(), E> {
        Err(E::custom("not an integer"))
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let inside = self.inside::<A::Error>()?;
        while let Some(item) = items.next_element()? {
            inside.check::<A::Error>(item)?;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let inside = self.inside::<A::Error>()?;
        let mut names = HashSet::new();
        while let Some(name) = map.next_key::<String>()? {
            if !names.insert(name) {
                return Err(A::Error::custom("duplicate name"));
            }
            inside.check::<A::Error>(map.next_value()?)?;
        }
        Ok(())
    }
}

impl Strict {
    fn inside<E: serde::de::Error>(self) -> Result<Self, E> {
        let levels = self.levels.checked_sub(1).ok_or_else(|| E::custom("too deep"))?;
        Ok(Self { levels })
    }

    /// A whole value. Texts are most of what is written, and nothing is amiss in one that names no
    /// sign by its number: no surrogate can be alone.
    fn check<E: serde::de::Error>(self, value: &RawValue) -> Result<(), E> {
        let json = value.get();
        let is_plain_text = json.starts_with('"') && !json.contains("\\u");
        let is_strict = is_plain_text || is_strict_value(json, self.levels);
        is_strict.then_some(()).ok_or_else(|| E::custom("not strict"))
    }
}
