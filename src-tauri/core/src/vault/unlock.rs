//! From a passphrase to an unlocked partner. Format: docs/format.md §4.

use super::content::{self, AcceptedLoss, Pin};
use super::keyslots::{Keyslot, Order, SlotLists};
use super::log::{self, ChangeId, Tip};
use super::lost::Lost;
use super::member::{self, Card, Face};
use super::newcomer::make_slot;
use super::ring::OlderKeys;
use super::succession::Ended;
use super::witness::{Acceptance, Difference, Seen};
use super::{Computer, VaultError, VaultFile, grant};
use crate::crypto::{
    self, Behind, Cost, KeyId, OursRoot, ReceiveKey, Root, Signer, SlotPlace, SlotRow, SpaceKey,
};
use crate::{Id, Link, Surroundings};
use chrono::{DateTime, FixedOffset};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// What must be computed, slowly and away from the file, before a partner's part opens.
#[derive(Debug, Clone)]
pub struct Challenge {
    partner: Id,
    /// Newest first. One that was put back beside the owner's must not keep them out.
    slots: Vec<SlotRow>,
    /// This computer has seen keyslots of theirs, and none of these.
    unseen: bool,
}

/// A root that a passphrase or a kit opened, and the slot it came through.
pub struct Opened {
    pub(super) root: Root,
    pub(super) slot: SlotRow,
    /// The same passphrase behind more work; takes the place of the slot at unlock.
    stronger: Option<NewSlot>,
}

impl Challenge {
    /// Tries a passphrase: 0.5–1 s and 256 MiB as a rule, with no lock on anything.
    ///
    /// # Errors
    /// [`VaultError::WrongPassphrase`], [`VaultError::OtherKeyslot`],
    /// [`VaultError::TooLittleMemory`], [`VaultError::BadPassphrase`], or [`VaultError::Damaged`] for numbers no journal may hold.
    pub fn answer(
        &self,
        passphrase: &str,
        free_memory_kib: Option<u64>,
    ) -> Result<Opened, VaultError> {
        let free = free_memory_kib.unwrap_or(u64::MAX);
        let mut refused =
            if self.unseen { VaultError::OtherKeyslot } else { VaultError::WrongPassphrase };
        for slot in &self.slots {
            match slot.cost.derive(passphrase, &slot.salt, free) {
                Ok(secret) => {
                    if let Ok(Behind::Root(root)) = crypto::open_slot(slot, &secret) {
                        return Ok(Opened::through(slot.clone(), root));
                    }
                }
                Err(error) => refused = error.into(),
            }
        }
        Err(refused)
    }

    /// As [`Self::answer`]; where the slot asks for less than `floor`, one that asks for as much is
    /// prepared, which takes as long again. Unlocking puts it in the place of the old one,
    /// silently: the passphrase is the same.
    ///
    /// # Errors
    /// As [`Self::answer`]; too little memory for the stronger slot only leaves the old one.
    pub fn answer_at_least(
        &self,
        passphrase: &str,
        floor: Cost,
        surroundings: &mut dyn Surroundings,
    ) -> Result<Opened, VaultError> {
        let mut opened = self.answer(passphrase, surroundings.free_memory_kib())?;
        if opened.slot.cost.is_below(floor) {
            let cost = opened.slot.cost.raised_to(floor);
            opened.stronger = opened.new_slot(passphrase, cost, surroundings).ok();
        }
        Ok(opened)
    }

    /// Whose passphrase is asked for.
    pub fn partner(&self) -> Id {
        self.partner
    }

    /// Of all slots of one partner, those that are as they were written.
    pub(super) fn of(mut slots: Vec<SlotRow>) -> Result<Self, VaultError> {
        let partner = slots.first().ok_or(VaultError::NoSuchPerson)?.place.partner;
        slots.retain(SlotRow::is_whole);
        slots.reverse();
        if slots.is_empty() {
            Err(VaultError::Damaged("keyslot"))
        } else {
            Ok(Self { partner, slots, unseen: false })
        }
    }

    /// Where the passphrase does not open, what this computer has seen tells why perhaps.
    pub(crate) fn seen_from(mut self, vault: Id, computer: &Computer) -> Self {
        let seen = computer.slots(vault, self.partner);
        let is_seen = |slot: &SlotRow| seen.contains(&NewSlot::entry_of(slot));
        self.unseen = !seen.is_empty() && !self.slots.iter().any(is_seen);
        self
    }
}

/// One partner, unlocked: their keys, and where their log stands.
pub struct Unlocked {
    pub(super) vault: Id,
    pub(super) partner: Id,
    pub(super) signer: Signer,
    pub(super) receive: ReceiveKey,
    pub(super) card: Card,
    /// Nothing for whoever came in with a kit for only Ours.
    mine: Option<KeyId>,
    pub(super) keys: HashMap<KeyId, (Id, Arc<SpaceKey>)>,
    pub(super) pins: BTreeMap<Id, Card>,
    /// Whom they once confirmed, whatever card stands in the file; without Mine whom the file names.
    pub(super) partners: BTreeSet<Id>,
    /// The keys they had before they took new ones, oldest first.
    pub(super) older: Vec<Arc<OlderKeys>>,
    /// Cards that stand in the file, of partners whose older card this partner confirmed.
    pub(super) successors: BTreeMap<Id, Card>,
    /// Logs that were written under older cards, and how far they are believed.
    pub(super) ended: BTreeMap<Id, Ended>,
    pub(super) slots: Vec<(Id, Id)>,
    /// The change that says so.
    pub(super) slots_at: Option<ChangeId>,
    /// Since when each of their keyslots is theirs.
    pub(super) made: BTreeMap<Id, DateTime<FixedOffset>>,
    /// Where in the fold their part of the journal began; nowhere for whoever reads only Ours.
    pub(crate) began: Option<Order>,
    /// The `restored` that they were told of.
    pub(crate) told_restored: BTreeSet<Link>,
    /// Keyslots of theirs that they were not told of yet.
    pub(crate) new_slots: Vec<Keyslot>,
    /// A keyslot of theirs is not in the file any more.
    pub(crate) slot_gone: bool,
    pub(super) tip: Option<Tip>,
    /// A keyslot its owner had not written down stood in the file; it is gone.
    pub(crate) put_back: bool,
    /// The other's card in the file is not the one this partner confirmed.
    pub(super) other_card: bool,
    pub(super) accepted: Vec<Acceptance>,
    /// Of their Mine, what went with a root that is lost.
    pub(super) lost: Lost,
    pub(super) seen: Seen,
    /// How the file differs from what they have seen.
    pub(crate) differences: Vec<Difference>,
    /// Grants to this partner that nobody trusted has signed, and those that are none.
    pub(crate) refused_grants: u32,
}

/// What of an unlocked partner a transaction changes.
pub(super) struct Standing {
    tip: Option<Tip>,
    slots: Vec<(Id, Id)>,
    accepted: Vec<Acceptance>,
    seen: Seen,
    differences: Vec<Difference>,
}

impl Unlocked {
    pub(super) fn standing(&self) -> Standing {
        Standing {
            tip: self.tip,
            slots: self.slots.clone(),
            accepted: self.accepted.clone(),
            seen: self.seen.clone(),
            differences: self.differences.clone(),
        }
    }

    /// Nothing happened.
    pub(super) fn stand_as(&mut self, before: Standing) {
        let Standing { tip, slots, accepted, seen, differences } = before;
        (self.tip, self.slots, self.accepted) = (tip, slots, accepted);
        (self.seen, self.differences) = (seen, differences);
    }

    /// A partner with the keys that follow from what opens Ours, and no other yet.
    pub(super) fn begin(vault: Id, partner: Id, number: u32, ours: &OursRoot) -> Self {
        Self {
            vault,
            partner,
            signer: ours.signer(),
            receive: ours.receive_key(),
            card: Card::of(vault, partner, number, ours),
            mine: None,
            keys: HashMap::new(),
            pins: BTreeMap::new(),
            partners: BTreeSet::new(),
            older: Vec::new(),
            successors: BTreeMap::new(),
            ended: BTreeMap::new(),
            slots: Vec::new(),
            slots_at: None,
            made: BTreeMap::new(),
            began: None,
            told_restored: BTreeSet::new(),
            new_slots: Vec::new(),
            slot_gone: false,
            tip: None,
            put_back: false,
            other_card: false,
            accepted: Vec::new(),
            lost: Lost::default(),
            seen: Seen::default(),
            differences: Vec::new(),
            refused_grants: 0,
        }
    }

    pub(super) fn with_mine(mut self, root: &Root) -> Self {
        let mine = Arc::new(root.mine_key());
        self.mine = Some(mine.id());
        self.hold(self.partner, mine);
        self
    }

    /// Who it is.
    pub fn partner(&self) -> Id {
        self.partner
    }

    /// The log they write to, once they have written.
    pub(crate) fn log(&self) -> Option<Id> {
        self.tip.map(|tip| tip.log)
    }

    /// The key of a space by its id, if this partner was given it.
    pub(crate) fn key(&self, id: KeyId) -> Option<&Arc<SpaceKey>> {
        self.keys.get(&id).map(|(_, key)| key)
    }

    /// The key of this partner's Mine.
    ///
    /// # Errors
    /// [`VaultError::NotAuthentic`] for whoever came in with a kit for only Ours.
    pub(crate) fn mine_key(&self) -> Result<Arc<SpaceKey>, VaultError> {
        let key = self.mine.and_then(|mine| self.key(mine));
        key.cloned().ok_or(VaultError::NotAuthentic("key"))
    }

    pub(crate) fn hold(&mut self, space: Id, key: Arc<SpaceKey>) {
        self.keys.insert(key.id(), (space, key));
    }

    /// Whether this partner was given any key of a space.
    pub(crate) fn reads(&self, space: Id) -> bool {
        self.keys.values().any(|(of, _)| *of == space)
    }

    pub(super) fn reads_more_than_mine(&self) -> bool {
        self.keys.values().any(|(of, _)| *of != self.partner)
    }

    /// Whether this is one of the two of them: nobody else reads anything.
    pub(crate) fn knows(&self, who: Id) -> bool {
        who == self.partner || self.partners.contains(&who) || self.pins.contains_key(&who)
    }

    pub(super) fn space_of(&self, key: KeyId) -> Option<Id> {
        self.keys.get(&key).map(|(space, _)| *space)
    }

    /// Whether a keyslot is one its owner wrote down.
    pub(super) fn owns(&self, slot: &SlotRow) -> bool {
        self.slots.contains(&(slot.place.slot, crate::id::Name(slot.chk)))
    }

    /// One's own card is the one that follows from one's own root.
    pub(super) fn refuse_another_card(&self, cards: &[(Id, Card)]) -> Result<(), VaultError> {
        let stands = cards.iter().find(|(of, _)| *of == self.partner);
        let (_, stands) = stands.ok_or(VaultError::NoSuchPerson)?;
        if *stands == self.card { Ok(()) } else { Err(VaultError::NotAuthentic("card")) }
    }

    /// Whether this is the card of `partner` that counts.
    pub(super) fn trusts(&self, card: &Card, partner: Id) -> bool {
        if partner == self.partner {
            *card == self.card
        } else {
            self.pins.get(&partner) == Some(card)
        }
    }

    /// The key with which `author` signs, as far as this partner knows and trusts it.
    pub(super) fn public_of(&self, author: Id) -> Option<[u8; 32]> {
        if author == self.partner {
            return Some(self.signer.public());
        }
        self.pins.get(&author).map(Card::sign_public)
    }
}

impl VaultFile {
    /// How everybody is shown.
    pub fn faces(&self) -> Result<Vec<(Id, Face)>, VaultError> {
        Ok(self.members()?.whole.into_iter().map(|member| (member.partner, member.face)).collect())
    }

    /// What a passphrase of `partner` is tried against.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] when the slot is not as it was written: then no
    /// passphrase is wrong, the file is.
    pub fn challenge(&self, partner: Id) -> Result<Challenge, VaultError> {
        Challenge::of(self.passphrase_slots(partner)?)
    }

    /// Unlocks a partner with what their passphrase opened.
    ///
    /// # Errors
    /// [`VaultError::NotAuthentic`] when the member's card is not the root's own,
    /// or the slot is not one its owner wrote down.
    pub fn unlock(&self, opened: &Opened, computer: &Computer) -> Result<Unlocked, VaultError> {
        let partner = opened.slot.place.partner;
        let cards = self.members()?.cards;
        let number = member::number_of(&cards, partner);
        let mut me = Unlocked::begin(self.id, partner, number, &opened.root.ours_root());
        me.refuse_another_card(&cards)?;
        me = me.with_mine(&opened.root);
        self.hold_older(&mut me, &opened.root)?;
        let lists = self.read_own_structure(&mut me, &cards)?;
        self.check_slots(&mut me, &opened.slot)?;
        let keyslots = self.keyslots(&me)?;
        me.slot_gone = keyslots.len() < me.slots.len();
        me.new_slots =
            keyslots.into_iter().filter(|keyslot| !lists.is_known(keyslot.slot)).collect();
        let (keys, refused) = grant::read(self, &me)?;
        for (space, key) in keys {
            me.hold(space, Arc::new(key));
        }
        me.refused_grants = refused;
        me.ended = self.ended_logs(&me)?;
        me.tip = log::continued(self, &me, computer)?;
        Ok(me)
    }

    /// Reads the newest pins, and the keyslots, out of the partner's own Mine.
    fn read_own_structure(
        &self,
        me: &mut Unlocked,
        cards: &[(Id, Card)],
    ) -> Result<SlotLists, VaultError> {
        let mut newest: BTreeMap<Id, Order> = BTreeMap::new();
        let mut lists = SlotLists::default();
        for (entry, head) in log::small_of_kinds(self, me, &content::OWN_STRUCTURE)? {
            if head.kind == "accepted" {
                let Ok(AcceptedLoss { lost }) = content::parse(entry.json()) else { continue };
                me.accepted.push(Acceptance { id: entry.id, clock: head.clock, lost });
                continue;
            }
            if head.kind == "lost" {
                // What does not parse is named by the scan that follows.
                let _ = content::parse(entry.json()).map(|one| me.lost.take(entry.id, one));
                continue;
            }
            if head.kind != "pin" {
                let _ = lists.take(&entry, &head);
                continue;
            }
            let Ok(pin) = content::parse::<Pin>(entry.json()) else { continue };
            let order = (head.clock, entry.id.log, entry.id.seq);
            if newest.get(&pin.partner).is_some_and(|newer| *newer > order) {
                continue;
            }
            newest.insert(pin.partner, order);
            self.hold_pin(me, cards, &pin)?;
        }
        me.partners = newest.into_keys().collect();
        if let Some(((_, log, seq), slots)) = lists.newest() {
            me.slots = slots.to_vec();
            me.slots_at = Some(ChangeId { log, seq });
        }
        me.made = lists.made();
        me.began = lists.began();
        me.told_restored.clone_from(lists.told_restored());
        Ok(lists)
    }

    /// A keyslot its owner did not write down opens nothing; others like it are removed.
    fn check_slots(&self, me: &mut Unlocked, used: &SlotRow) -> Result<(), VaultError> {
        if !me.owns(used) {
            return Err(VaultError::NotAuthentic("keyslot"));
        }
        let mut strange = self.slot_entries(me.partner)?;
        strange.retain(|(slot, chk)| match chk {
            Some(chk) => !me.slots.contains(&(*slot, *chk)),
            None => !me.slots.iter().any(|(known, _)| known == slot),
        });
        for (slot, _) in &strange {
            self.delete_slot(*slot)?;
        }
        me.put_back = !strange.is_empty();
        // A removed way in may not stay readable in the write-ahead log.
        if me.put_back { self.sweep() } else { Ok(()) }
    }
}

/// A keyslot that is ready to take the place of the one of its kind.
pub struct NewSlot(pub(super) SlotRow);

impl Opened {
    pub(super) fn through(slot: SlotRow, root: Root) -> Self {
        Self { root, slot, stronger: None }
    }

    /// The stronger slot, if one was prepared and `me` still has the old one.
    pub(crate) fn stronger_for(&self, me: &Unlocked) -> Option<&NewSlot> {
        self.stronger.as_ref().filter(|_| me.owns(&self.slot))
    }

    /// A slot through which `passphrase` opens the same root; slow, and away from the file.
    ///
    /// # Errors
    /// [`VaultError::BadPassphrase`], [`VaultError::TooLittleMemory`].
    pub fn new_slot(
        &self,
        passphrase: &str,
        cost: Cost,
        surroundings: &mut dyn Surroundings,
    ) -> Result<NewSlot, VaultError> {
        let SlotPlace { vault, partner, .. } = self.slot.place;
        Ok(NewSlot(make_slot(vault, partner, &self.root, passphrase, cost, surroundings)?))
    }

    /// Whose root this is.
    pub fn partner(&self) -> Id {
        self.slot.place.partner
    }

    pub(super) fn root(&self) -> &Root {
        &self.root
    }

    /// Whether it came through a keyslot that is this partner's in this journal now.
    pub(super) fn is_through_one_of(&self, me: &Unlocked) -> bool {
        let SlotPlace { vault, partner, .. } = self.slot.place;
        let mut slots = self.stronger.iter().map(|new| &new.0).chain([&self.slot]);
        vault == me.vault && partner == me.partner && slots.any(|slot| me.owns(slot))
    }
}

impl NewSlot {
    /// As its owner's `slots` names it.
    pub(super) fn entry(&self) -> (Id, Id) {
        Self::entry_of(&self.0)
    }

    pub(super) fn entry_of(slot: &SlotRow) -> (Id, Id) {
        (slot.place.slot, crate::id::Name(slot.chk))
    }

    /// Whose slot this is.
    pub fn partner(&self) -> Id {
        self.0.place.partner
    }
}
