//! The keyslots that are a partner's own, by what their Mine says of them: since when, and
//! whether they were told; also of a restore. Format: docs/format.md §6.

use super::content::{self, Head, Slots, Told};
use super::kit::number_of;
use super::log::Entry;
use super::{Unlocked, VaultError, VaultFile};
use crate::crypto::SlotKind;
use crate::{Id, Link};
use chrono::{DateTime, FixedOffset};
use std::collections::{BTreeMap, BTreeSet};

/// A way in that is a partner's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keyslot {
    /// What opens it.
    pub kind: SlotKind,
    /// When it was made, by the clock of the computer it was made on.
    pub made: DateTime<FixedOffset>,
    pub(super) slot: Id,
}

impl Keyslot {
    /// Its id.
    pub fn id(&self) -> Id {
        self.slot
    }

    /// Of a kit, the number that stands on its paper.
    pub fn number(&self) -> u32 {
        number_of(self.slot)
    }
}

/// Where a change stands in the fold.
pub(super) type Order = (u64, Id, u64);

/// What a partner's Mine says of their keyslots.
#[derive(Default)]
pub(super) struct SlotLists {
    lists: BTreeMap<Order, SlotList>,
    told: BTreeSet<Id>,
    told_restored: BTreeSet<Link>,
}

/// One `slots`: when it was written, and what it names.
struct SlotList {
    at: DateTime<FixedOffset>,
    slots: Vec<(Id, Id)>,
}

impl SlotLists {
    /// Takes in a `slots` or a `told`; another kind says nothing here.
    pub(super) fn take(&mut self, entry: &Entry, head: &Head) -> Result<(), VaultError> {
        match head.kind.as_str() {
            "slots" => {
                let Slots { slots } = content::parse(entry.json())?;
                let at = head.at.as_deref().unwrap_or_default();
                let at = DateTime::parse_from_rfc3339(at).unwrap_or_default();
                self.lists.insert((head.clock, entry.id.log, entry.id.seq), SlotList { at, slots });
            }
            "told" => {
                let Told { slots, restored } = content::parse(entry.json())?;
                self.told.extend(slots);
                self.told_restored.extend(restored);
            }
            _ => {}
        }
        Ok(())
    }

    /// The newest list, and where it stands.
    pub(super) fn newest(&self) -> Option<(Order, &[(Id, Id)])> {
        let (order, SlotList { slots, .. }) = self.lists.last_key_value()?;
        Some((*order, slots))
    }

    /// Where their part of the journal began.
    pub(super) fn began(&self) -> Option<Order> {
        self.lists.keys().next().copied()
    }

    /// The `restored` they were told of.
    pub(super) fn told_restored(&self) -> &BTreeSet<Link> {
        &self.told_restored
    }

    /// Since when each keyslot is theirs.
    pub(super) fn made(&self) -> BTreeMap<Id, DateTime<FixedOffset>> {
        let mut made = BTreeMap::new();
        for SlotList { at, slots } in self.lists.values() {
            for (slot, _) in slots {
                made.entry(*slot).or_insert(*at);
            }
        }
        made
    }

    /// Whether its owner need not be told of it any more: they were, or they began with it.
    pub(super) fn is_known(&self, slot: Id) -> bool {
        let first = self.lists.values().next();
        let began = first.is_some_and(|list| list.slots.iter().any(|(of, _)| *of == slot));
        began || self.told.contains(&slot)
    }
}

impl VaultFile {
    /// The keyslots of `me` that stand in the file.
    pub(crate) fn keyslots(&self, me: &Unlocked) -> Result<Vec<Keyslot>, VaultError> {
        let rows = self.slots(me.partner)?;
        let own = rows.iter().filter(|row| me.owns(row));
        Ok(own
            .map(|row| {
                let slot = row.place.slot;
                let made = me.made.get(&slot).copied().unwrap_or_default();
                Keyslot { kind: row.place.kind, made, slot }
            })
            .collect())
    }
}
