//! Structural changes: spaces, keys, readers, pins, slots. Format: docs/format.md §4, §6.

use super::content::{self, AcceptedLoss, KeyInUse, Pin, Slots, SpaceReaders, Stamp, Told};
use super::log::{self, ChangeId, NewChange, Tip};
use super::member::Card;
use super::newcomer::FirstChanges;
use super::unlock::{NewSlot, Unlocked};
use super::witness::{Acceptance, Difference};
use super::{VaultError, VaultFile, grant, member};
use crate::crypto::SpaceKey;
use crate::{Id, Link, Surroundings};
use chrono::SecondsFormat;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many logs one `accepted` names.
const MOST_LOST: usize = 16;

/// Writes structural changes with a clock of their own; used only inside a transaction.
pub(crate) struct Structure<'a> {
    pub(crate) file: &'a VaultFile,
    pub(crate) clock: &'a mut u64,
}

impl Structure<'_> {
    /// Appends one structural change.
    pub(super) fn say<T: serde::Serialize>(
        &mut self,
        me: &mut Unlocked,
        (space, key): (Id, &Arc<SpaceKey>),
        (kind, body): (&str, &T),
        surroundings: &mut dyn Surroundings,
    ) -> Result<(), VaultError> {
        *self.clock = content::next_clock(*self.clock);
        let at = surroundings.now().to_rfc3339_opts(SecondsFormat::Millis, true);
        let stamp = Stamp { kind, schema: 1, at, clock: *self.clock, seen: BTreeMap::new() };
        let json = log::json(&stamp, body)?;
        log::append(self.file, me, NewChange { space, key, json }, surroundings)?;
        Ok(())
    }

    /// A new partner's own slots, and the key of their Mine.
    pub(crate) fn begin_mine(
        &mut self,
        me: &mut Unlocked,
        first: &FirstChanges,
        surroundings: &mut dyn Surroundings,
    ) -> Result<(), VaultError> {
        let (mine, key) = (me.partner, me.mine_key()?);
        let slots = Slots { slots: first.slots.clone() };
        self.say(me, (mine, &key), ("slots", &slots), surroundings)?;
        let in_use = KeyInUse { key: key.id(), retires: Vec::new() };
        self.say(me, (mine, &key), ("key", &in_use), surroundings)?;
        Ok(())
    }

    /// `me` trusts the card the other shows here, while both are present.
    pub(crate) fn pin(
        &mut self,
        me: &mut Unlocked,
        other: &Unlocked,
        surroundings: &mut dyn Surroundings,
    ) -> Result<(), VaultError> {
        self.say_pin(me, other.partner, &other.card, surroundings)?;
        me.pins.insert(other.partner, other.card.clone());
        Ok(())
    }

    pub(super) fn say_pin(
        &mut self,
        me: &mut Unlocked,
        partner: Id,
        card: &Card,
        surroundings: &mut dyn Surroundings,
    ) -> Result<(), VaultError> {
        let (mine, key) = (me.partner, me.mine_key()?);
        let pin = Pin { partner, card: crate::id::Name(card.hash()) };
        self.say(me, (mine, &key), ("pin", &pin), surroundings)
    }

    /// A new space, with a key of its own, read by `me` alone so far.
    pub(crate) fn begin_space(
        &mut self,
        me: &mut Unlocked,
        readers: Vec<Id>,
        surroundings: &mut dyn Surroundings,
    ) -> Result<Id, VaultError> {
        let space = crate::id::Name(surroundings.random());
        let key = Arc::new(SpaceKey::make(surroundings));
        me.hold(space, Arc::clone(&key));
        let own_card = me.card.clone();
        grant::write(self.file, me, me.partner, &own_card, space, &key, surroundings)?;
        self.say_readers(me, space, readers, &key, surroundings)?;
        let in_use = KeyInUse { key: key.id(), retires: Vec::new() };
        self.say(me, (space, &key), ("key", &in_use), surroundings)?;
        Ok(space)
    }

    /// `other` may read `space` from now on: every key of it is granted, and the log says so.
    pub(crate) fn admit(
        &mut self,
        me: &mut Unlocked,
        other: &mut Unlocked,
        space: Id,
        surroundings: &mut dyn Surroundings,
    ) -> Result<(), VaultError> {
        let keys: Vec<Arc<SpaceKey>> = me
            .keys
            .values()
            .filter(|(of, _)| *of == space)
            .map(|(_, key)| Arc::clone(key))
            .collect();
        for key in &keys {
            grant::write(self.file, me, other.partner, &other.card, space, key, surroundings)?;
            other.hold(space, Arc::clone(key));
        }
        let key = keys.first().ok_or(VaultError::Damaged("grant"))?;
        self.say_readers(me, space, vec![me.partner, other.partner], key, surroundings)
    }

    fn say_readers(
        &mut self,
        me: &mut Unlocked,
        space: Id,
        readers: Vec<Id>,
        key: &Arc<SpaceKey>,
        surroundings: &mut dyn Surroundings,
    ) -> Result<(), VaultError> {
        let body = SpaceReaders { space, readers };
        self.say(me, (space, key), ("space", &body), surroundings)?;
        Ok(())
    }

    /// Puts a keyslot in the place of those of its kind; the others stay.
    pub(crate) fn replace_slot(
        &mut self,
        me: &mut Unlocked,
        new: &NewSlot,
        surroundings: &mut dyn Surroundings,
    ) -> Result<(), VaultError> {
        let mut slots = vec![new.entry()];
        for slot in self.file.slots(me.partner)? {
            if slot.place.kind == new.0.place.kind {
                self.file.delete_slot(slot.place.slot)?;
            } else {
                slots.push((slot.place.slot, crate::id::Name(slot.chk)));
            }
        }
        member::insert_slot(&self.file.db, &new.0)?;
        // Only what was mine before stays mine.
        slots.retain(|slot| *slot == new.entry() || me.slots.contains(slot));
        self.say_slots(me, slots, surroundings)
    }

    pub(super) fn say_slots(
        &mut self,
        me: &mut Unlocked,
        slots: Vec<(Id, Id)>,
        surroundings: &mut dyn Surroundings,
    ) -> Result<(), VaultError> {
        let (mine, key) = (me.partner, me.mine_key()?);
        let body = Slots { slots: slots.clone() };
        self.say(me, (mine, &key), ("slots", &body), surroundings)?;
        for (slot, _) in &slots {
            me.made.entry(*slot).or_insert_with(|| surroundings.now());
        }
        me.slots = slots;
        Ok(())
    }

    /// `me` knows of this, and is not told of it again.
    pub(crate) fn say_told(
        &mut self,
        me: &mut Unlocked,
        told: &Told,
        surroundings: &mut dyn Surroundings,
    ) -> Result<(), VaultError> {
        let (mine, key) = (me.partner, me.mine_key()?);
        self.say(me, (mine, &key), ("told", told), surroundings)
    }

    /// `me` goes on without what they saw and what is gone: from now on what stands is what they
    /// have seen.
    pub(crate) fn accept(
        &mut self,
        me: &mut Unlocked,
        tips: &BTreeMap<Id, (u64, Link)>,
        surroundings: &mut dyn Surroundings,
    ) -> Result<(), VaultError> {
        let (mine, key) = (me.partner, me.mine_key()?);
        let lost = |one: &Difference| (one.numbers.1 > 0).then_some((one.log, one.numbers));
        let lost: Vec<_> = me.differences.iter().filter_map(lost).collect();
        me.settle_seen(tips);
        // Few enough for one change to be found among the small ones.
        for lost in lost.chunks(MOST_LOST).chain(lost.is_empty().then_some(&[][..])) {
            let lost: BTreeMap<_, _> = lost.iter().copied().collect();
            let body = AcceptedLoss { lost: lost.clone() };
            self.say(me, (mine, &key), ("accepted", &body), surroundings)?;
            if let Some(Tip { log, seq, .. }) = me.tip {
                let id = ChangeId { log, seq };
                me.accepted.push(Acceptance { id, clock: *self.clock, lost });
            }
        }
        Ok(())
    }

    /// Puts a stronger slot for the same passphrase in the place of the old one; its owner knows
    /// the passphrase, so there is nothing to tell.
    pub(crate) fn strengthen(
        &mut self,
        me: &mut Unlocked,
        new: &NewSlot,
        surroundings: &mut dyn Surroundings,
    ) -> Result<(), VaultError> {
        self.replace_slot(me, new, surroundings)?;
        self.say_told(me, &Told::of_slot(new.entry().0), surroundings)
    }
}
