//! New keys for a partner whose passphrase somebody knows. Format: docs/format.md §4, *New keys*.
//!
//! Three steps. In one transaction the partner gets a new root and everything that follows from
//! it, and no old way in is left. Then what was encrypted under the old keys is encrypted anew,
//! in batches that can be stopped after each. When nothing is left, the old keys go.

use super::anew::Anew;
use super::backup::go_on;
use super::content::{EndedLogs, KeyInUse, NewCard, Told};
use super::log::{ChangeId, Tip};
use super::member::{self, Card, Member};
use super::newcomer::make_slot;
use super::ring::{KeptRoot, OlderKeys};
use super::rows::integer;
use super::succession::Ended;
use super::unlock::{NewSlot, Opened};
use super::{Structure, Unlocked, VaultError, VaultFile, Watch, grant};
use crate::crypto::{self, Cost, KeyId, Root, SlotPlace, SpaceKey};
use crate::{Id, Link, Surroundings};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

/// How many rows are encrypted anew in one transaction, at most.
const BATCH_ROWS: usize = 2_000;
/// How many links one `ended` names.
const MOST_LINKS: usize = 64;

/// A new root and the keyslot to it: the slow part is done, nothing is written.
pub struct NewKeys {
    pub(super) root: Root,
    pub(super) slot: NewSlot,
}

impl NewKeys {
    /// A new root, and a slot through which `passphrase` opens it.
    pub(super) fn make(
        (vault, partner): (Id, Id),
        passphrase: &str,
        cost: Cost,
        surroundings: &mut dyn Surroundings,
    ) -> Result<Self, VaultError> {
        let root = Root::make(surroundings);
        let slot = NewSlot(make_slot(vault, partner, &root, passphrase, cost, surroundings)?);
        Ok(Self { root, slot })
    }

    /// Whose they are.
    pub fn partner(&self) -> Id {
        self.slot.partner()
    }
}

impl Opened {
    /// A new root, and a slot through which `passphrase` opens it; slow, and away from the file.
    ///
    /// # Errors
    /// [`VaultError::SamePassphrase`] when `passphrase` opens the keyslot that was used here,
    /// [`VaultError::BadPassphrase`], [`VaultError::TooLittleMemory`].
    pub fn new_keys(
        &self,
        passphrase: &str,
        cost: Cost,
        surroundings: &mut dyn Surroundings,
    ) -> Result<NewKeys, VaultError> {
        let free = surroundings.free_memory_kib().unwrap_or(u64::MAX);
        if self.slot.cost != Cost::NONE {
            let secret = self.slot.cost.derive(passphrase, &self.slot.salt, free)?;
            if crypto::open_slot(&self.slot, &secret).is_ok() {
                return Err(VaultError::SamePassphrase);
            }
        }
        let SlotPlace { vault, partner, .. } = self.slot.place;
        NewKeys::make((vault, partner), passphrase, cost, surroundings)
    }
}

/// Every Ours that gets a new key, with those who read it beside its partner, and the one they
/// write in.
pub(crate) struct NewKeysFor {
    pub(crate) spaces: Vec<(Id, Vec<Id>)>,
    pub(crate) ours: Option<Id>,
}

/// What taking new keys is about, as the journal knows it.
pub(crate) struct Rotation<'a> {
    pub(crate) new: &'a NewKeys,
    /// The passphrase was asked for again, and this is what it opened.
    pub(crate) proof: &'a Opened,
    pub(crate) of: NewKeysFor,
    /// Changes that do not hold.
    pub(crate) broken: &'a HashSet<ChangeId>,
}

/// A link of a log, and its number.
type LinkOf = (Id, (u64, Link));

/// What encrypting anew came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Resealed {
    /// How many changes are under new keys now.
    pub changes: u64,
    /// How many attachments are: of those the key alone is encrypted anew.
    pub attachments: u64,
    /// How many of both do not open or do not hold, and stay as they are.
    pub left: u64,
}

/// Keys that went out of use, and what takes their place.
pub(crate) struct Retired {
    pub(crate) space: Id,
    pub(crate) key: KeyId,
    pub(crate) to: Arc<SpaceKey>,
}

impl VaultFile {
    /// The first step: from now on `me` has other keys, in one transaction or not at all.
    ///
    /// # Errors
    /// [`VaultError::NotAuthentic`] when what is given is not this partner's; those of the file.
    pub(crate) fn begin_rotation(
        &self,
        me: &mut Unlocked,
        rotation: &Rotation<'_>,
        clock: &mut u64,
        surroundings: &mut dyn Surroundings,
    ) -> Result<Unlocked, VaultError> {
        if !rotation.proof.is_of(me) || rotation.new.partner() != me.partner {
            return Err(VaultError::NotAuthentic("root"));
        }
        let before = me.standing();
        let done = self.in_one_step(&mut [], surroundings, |file, _, surroundings| {
            let mut structure = Structure { file, clock };
            let mut next = structure.take_new_keys(me, rotation, surroundings)?;
            // The last words of the old card are seen too, in a log that goes on no more.
            next.renew_seen(
                &me.tip.map(|tip| (tip.log, (tip.seq, tip.link))).into_iter().collect::<Vec<_>>(),
            );
            file.witness(&mut [&mut next], surroundings)?;
            Ok(next)
        });
        if done.is_err() {
            me.stand_as(before);
        }
        done
    }

    /// The second step: every change under one of `retired` is encrypted anew, batch by batch;
    /// `watch` is told how many of how many, and may stop between two.
    ///
    /// In a Mine only what holds is taken along: what stands there is believed for being
    /// encrypted under its key. In Ours everything that opens is, whether it holds or not.
    ///
    /// # Errors
    /// [`VaultError::Cancelled`], and those of the file; what was done stays done.
    pub(crate) fn encrypt_anew(
        &self,
        me: &Unlocked,
        retired: &[Retired],
        broken: &HashSet<ChangeId>,
        surroundings: &mut dyn Surroundings,
        watch: Watch<'_>,
    ) -> Result<Resealed, VaultError> {
        let work = Anew::new(self, me, retired, broken)?;
        let total = work.count()?;
        let (mut done, mut after) = (Resealed::default(), 0);
        loop {
            let rows = work.read(after, BATCH_ROWS)?;
            let Some(last) = rows.last() else { break };
            after = last.row;
            let transaction = self.db.unchecked_transaction()?;
            for row in &rows {
                if work.reseal(row, surroundings)? {
                    done.changes += 1;
                } else {
                    done.left += 1;
                }
            }
            transaction.commit()?;
            go_on(watch, done.changes + done.left, total)?;
        }
        let (attachments, left) = work.reseal_attachments(surroundings)?;
        (done.attachments, done.left) = (attachments, done.left + left);
        if attachments + left > 0 {
            go_on(watch, done.changes + done.attachments + done.left, total)?;
        }
        // What the old keys open may not stay readable in the write-ahead log.
        self.sweep()?;
        Ok(done)
    }

    /// The third step: the grants of keys under which nothing is left.
    pub(crate) fn drop_grants(&self, me: &mut Unlocked, keys: &[KeyId]) -> Result<(), VaultError> {
        for key in keys {
            const FIND: &str = concat!(
                "WITH old AS (SELECT n FROM key WHERE id = ?)
                 SELECT EXISTS(SELECT 1 FROM change WHERE ",
                integer!("key"),
                " IN old) OR EXISTS(SELECT 1 FROM attachment WHERE ",
                integer!("key"),
                " IN old)"
            );
            let used: bool = self.db.query_row(FIND, [&key.0[..]], |row| row.get(0))?;
            if !used && me.space_of(*key) != Some(me.partner) {
                grant::delete(self, *key, None)?;
                me.keys.remove(key);
            }
        }
        Ok(())
    }
}

impl Structure<'_> {
    fn take_new_keys(
        &mut self,
        me: &mut Unlocked,
        rotation: &Rotation<'_>,
        surroundings: &mut dyn Surroundings,
    ) -> Result<Unlocked, VaultError> {
        let member = self.new_member(me, rotation.new)?;
        let mut next = successor_of(me, member.card.number(), rotation);
        self.keep_older_root(me, rotation, surroundings)?;
        let key = self.rotate_spaces(me, &mut next, &rotation.of, surroundings)?;
        let ends = self.file.ends_of(me)?;
        next.ended.extend(ends);

        self.take_the_place(&member, rotation.new)?;
        self.begin_new_log(&mut next, key, surroundings)?;
        self.say_first_slot(&mut next, rotation.new, surroundings)?;
        self.take_along(me, &next, rotation.broken, surroundings)?;
        Ok(next)
    }

    /// The card that comes next, with the face as it is.
    pub(super) fn new_member(&self, me: &Unlocked, new: &NewKeys) -> Result<Member, VaultError> {
        let file = self.file;
        let number = me.card.number().checked_add(1).ok_or(VaultError::TooLarge)?;
        let whole = file.members()?.whole.into_iter().find(|one| one.partner == me.partner);
        let face = whole.ok_or(VaultError::Damaged("member"))?.face;
        Member::make(file.id, me.partner, number, &new.root.ours_root(), &face)
    }

    /// Puts a card in the place of the one before it, and one keyslot in that of all others.
    pub(super) fn take_the_place(&self, member: &Member, new: &NewKeys) -> Result<(), VaultError> {
        let file = self.file;
        member.replace(&file.db)?;
        for (slot, _) in file.slot_entries(member.partner)? {
            file.delete_slot(slot)?;
        }
        member::insert_slot(&file.db, &new.slot.0)
    }

    fn keep_older_root(
        &self,
        me: &Unlocked,
        rotation: &Rotation<'_>,
        surroundings: &mut dyn Surroundings,
    ) -> Result<(), VaultError> {
        let (old, new) = (rotation.proof.root(), &rotation.new.root);
        let older = self.file.older_roots(me.partner, old)?;
        let mut older: Vec<(_, KeptRoot<'_>)> =
            older.iter().map(|(card, root)| (card, root.into())).collect();
        older.push((&me.card, KeptRoot::Whole(old)));
        self.file.put_ring(me.partner, new, &older, surroundings)
    }

    /// A new key for every Ours, said and granted under the card the partner knows; the last
    /// change under it says which card comes next. The key of the Ours one writes in comes back.
    pub(super) fn rotate_spaces(
        &mut self,
        me: &mut Unlocked,
        next: &mut Unlocked,
        of: &NewKeysFor,
        surroundings: &mut dyn Surroundings,
    ) -> Result<Option<(Id, Arc<SpaceKey>)>, VaultError> {
        let (file, own_card) = (self.file, next.card.clone());
        let mut of_ours = None;
        for (space, others) in &of.spaces {
            let key = Arc::new(SpaceKey::make(surroundings));
            grant::write(file, next, me.partner, &own_card, *space, &key, surroundings)?;
            for other in others {
                let card = me.pins.get(other).cloned().ok_or(VaultError::NotAuthentic("card"))?;
                grant::write(file, me, *other, &card, *space, &key, surroundings)?;
            }
            let in_use = KeyInUse { key: key.id(), retires: me.keys_of(*space) };
            self.say(me, (*space, &key), ("key", &in_use), surroundings)?;
            next.hold(*space, Arc::clone(&key));
            if of.ours == Some(*space) {
                of_ours = Some((*space, key));
            }
        }
        if let Some((space, key)) = &of_ours {
            let card = NewCard { card: crate::id::Name(own_card.hash()) };
            self.say(me, (*space, key), ("card", &card), surroundings)?;
        }
        Ok(of_ours)
    }

    /// What a log of the new card begins with: how far the logs of older cards are believed.
    pub(super) fn begin_new_log(
        &mut self,
        next: &mut Unlocked,
        ours: Option<(Id, Arc<SpaceKey>)>,
        surroundings: &mut dyn Surroundings,
    ) -> Result<(), VaultError> {
        let (space, key) = match ours {
            Some(ours) => ours,
            None => (next.partner, next.mine_key()?),
        };
        let mut ended: BTreeMap<[u8; 32], Vec<LinkOf>> = BTreeMap::new();
        let own = next.ended.iter().filter(|(_, ended)| ended.author == next.partner);
        for (log, Ended { public, links, .. }) in own {
            let links = links.iter().map(|(seq, link)| (*log, (*seq, *link)));
            ended.entry(*public).or_default().extend(links);
        }
        for (public, links) in ended {
            for links in links.chunks(MOST_LINKS) {
                let mut ends: BTreeMap<Id, Vec<(u64, Link)>> = BTreeMap::new();
                for (log, link) in links {
                    ends.entry(*log).or_default().push(*link);
                }
                let body = EndedLogs { key: crate::id::Name(public), ends };
                self.say(next, (space, &key), ("ended", &body), surroundings)?;
            }
        }
        Ok(())
    }

    /// What stood in Mine and is believed without its log: anew, under the new key.
    pub(super) fn say_first_slot(
        &mut self,
        next: &mut Unlocked,
        new: &NewKeys,
        surroundings: &mut dyn Surroundings,
    ) -> Result<(), VaultError> {
        let (mine, key) = (next.partner, next.mine_key()?);
        let retires = next.keys_of(mine).into_iter().filter(|old| *old != key.id()).collect();
        let in_use = KeyInUse { key: key.id(), retires };
        self.say(next, (mine, &key), ("key", &in_use), surroundings)?;
        for (partner, card) in next.pins.clone() {
            self.say_pin(next, partner, &card, surroundings)?;
        }
        self.say_slots(next, vec![new.slot.entry()], surroundings)?;
        next.slots_at = next.tip.map(|Tip { log, seq, .. }| ChangeId { log, seq });
        // Its owner has just chosen the passphrase.
        self.say_told(next, &Told::of_slot(new.slot.entry().0), surroundings)
    }

    /// What was accepted or is lost, and drafts, are read by the newest key of Mine alone.
    fn take_along(
        &self,
        me: &Unlocked,
        next: &Unlocked,
        broken: &HashSet<ChangeId>,
        surroundings: &mut dyn Surroundings,
    ) -> Result<(), VaultError> {
        let file = self.file;
        let retired =
            [Retired { space: me.partner, key: me.mine_key()?.id(), to: next.mine_key()? }];
        let work = Anew::new(file, next, &retired, broken)?;
        let accepted = me.accepted.iter().map(|accepted| accepted.id);
        for id in accepted.chain(me.lost.said.iter().copied()) {
            if let Some(row) = work.at(id)? {
                work.reseal(&row, surroundings)?;
            }
        }
        for (id, json) in file.drafts(me)?.0 {
            file.put_draft(&file.encrypt_draft(next, id, &json, surroundings)?)?;
        }
        Ok(())
    }

    /// `me` trusts the card that `other` took since, both being present; what `other` granted
    /// under an older one they grant anew, and of the spaces that `both` read `me` gives them the
    /// keys that went with a root they lost.
    pub(crate) fn confirm_new_card(
        &mut self,
        (me, other): (&mut Unlocked, &mut Unlocked),
        both: &[Id],
        surroundings: &mut dyn Surroundings,
    ) -> Result<(), VaultError> {
        self.pin(me, other, surroundings)?;
        self.give_lost_keys((me, other), both, surroundings)?;
        let own_card = me.card.clone();
        for (key, space) in grant::under_older_cards(self.file, other, me.partner)? {
            let Some(held) = other.key(key) else { continue };
            grant::delete(self.file, key, Some(me.partner))?;
            grant::write(self.file, other, me.partner, &own_card, space, held, surroundings)?;
        }
        me.successors.remove(&other.partner);
        me.other_card = false;
        me.ended = self.file.ended_logs(me)?;
        Ok(())
    }

    /// `me` grants `other` every key they have of `both`'s spaces that `other` has not: it went with
    /// a root that they lost.
    pub(crate) fn give_lost_keys(
        &self,
        (me, other): (&Unlocked, &mut Unlocked),
        both: &[Id],
        surroundings: &mut dyn Surroundings,
    ) -> Result<(), VaultError> {
        let card = other.card.clone();
        for space in both {
            for key in me.keys_of(*space) {
                let Some(held) = me.key(key).filter(|_| other.key(key).is_none()) else { continue };
                grant::delete(self.file, key, Some(other.partner))?;
                grant::write(self.file, me, other.partner, &card, *space, held, surroundings)?;
                other.hold(*space, Arc::clone(held));
            }
        }
        Ok(())
    }
}

/// `me` with the keys that follow from the new root, and with everything they know.
fn successor_of(me: &Unlocked, number: u32, rotation: &Rotation<'_>) -> Unlocked {
    let old = OlderKeys::of(me.card.clone(), &rotation.proof.root().ours_root());
    let mut next = me.under(number, &rotation.new.root, old);
    next.successors = me.successors.clone();
    next.made = me.made.clone();
    next.began = me.began;
    next.told_restored = me.told_restored.clone();
    next.accepted = me.accepted.clone();
    next.lost = me.lost.clone();
    next.seen = me.seen.clone();
    next.differences = me.differences.clone();
    next.refused_grants = me.refused_grants;
    next.other_card = me.other_card;
    next
}

impl Unlocked {
    /// This partner under a new root, with the keys they hold and what is known without Mine; `old`
    /// are those that the root before gave.
    pub(super) fn under(&self, number: u32, root: &Root, old: OlderKeys) -> Self {
        let mut next = Self::begin(self.vault, self.partner, number, &root.ours_root());
        next = next.with_mine(root);
        for (id, (space, key)) in &self.keys {
            next.keys.insert(*id, (*space, Arc::clone(key)));
        }
        next.pins = self.pins.clone();
        next.partners = self.partners.clone();
        next.put_back = self.put_back;
        next.ended = self.ended.clone();
        next.older = self.older.clone();
        next.older.push(Arc::new(old));
        next
    }

    /// The ids of all keys of a space that this partner holds, in order.
    pub(crate) fn keys_of(&self, space: Id) -> Vec<KeyId> {
        let of = self.keys.iter().filter(|(_, (of, _))| *of == space);
        let mut keys: Vec<KeyId> = of.map(|(id, _)| *id).collect();
        keys.sort();
        keys
    }

    /// Every space but their Mine of which this partner holds a key.
    pub(crate) fn spaces(&self) -> BTreeSet<Id> {
        let spaces = self.keys.values().map(|(space, _)| *space);
        spaces.filter(|space| *space != self.partner).collect()
    }

    /// Whether the card that stands in the file in place of the one this partner confirmed is
    /// among those of which their owners say so.
    pub(super) fn awaits_one_of(&self, said: &HashSet<(Id, Link)>) -> bool {
        let said = |by: Id, card: &Card| said.contains(&(by, crate::id::Name(card.hash())));
        self.successors.iter().any(|(by, card)| said(*by, card))
    }

    /// Whether a card that stands in the file came after the one this partner confirmed.
    pub(super) fn awaits(&self, partner: Id, card: &Card) -> bool {
        self.successors.get(&partner) == Some(card)
    }

    /// Whether the other card of `other` is the one they have, both being here.
    pub(crate) fn may_confirm(&self, other: &Unlocked) -> bool {
        self.awaits(other.partner, &other.card)
    }

    /// Whether the partner knows only a card of this partner's that comes before: one of `keys`,
    /// which are in use, is granted to them by it.
    pub(crate) fn is_unconfirmed_by(
        &self,
        file: &VaultFile,
        partner: Id,
        keys: &[KeyId],
    ) -> Result<bool, VaultError> {
        let granted = grant::under_older_cards(file, self, partner)?;
        Ok(granted.iter().any(|(key, _)| keys.contains(key)))
    }

    /// Whether this partner has confirmed the card that `partner` has in the file.
    pub(crate) fn has_confirmed(&self, partner: Id) -> bool {
        self.pins.contains_key(&partner) && !self.other_card
    }
}
