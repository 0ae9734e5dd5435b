//! Somebody knows my passphrase: new keys for everything that is mine to read.
//!
//! [`Sitting::take_new_keys`] is durable at once: from then on the old passphrase, and old kits,
//! open nothing that is written. [`Sitting::encrypt_anew`] follows, in this sitting or a later
//! one; until it came to its end [`Sitting::keys_unfinished`] says since when.

use super::{BadInput, Desk, JournalError, Sitting};
use crate::Id;
use crate::vault::{
    NewKeys, NewKeysFor, Opened, Problem, ProblemKind, Resealed, Retired, Rotated, Rotation,
    Unlocked, Watch,
};
use chrono::{DateTime, FixedOffset};
use std::collections::HashSet;

impl Sitting {
    /// Gives this partner new keys, in one transaction or not at all: a new root and card, the
    /// one keyslot of `new`, new keys for Mine and Ours. Old keyslots and recovery kits are gone.
    /// What was written before is under the old keys still: [`Self::encrypt_anew`] is next.
    ///
    /// `proof` is what [`Self::own_challenge`] opened just now.
    ///
    /// The partner is told, reads Ours as before, and believes the new card once both sat down
    /// together.
    ///
    /// # Errors
    /// [`JournalError::NotYours`] when `proof` or `new` is not this partner's;
    /// [`BadInput::Unconfirmed`] while new keys of either are not confirmed by the other; those of
    /// the vault.
    pub fn take_new_keys(&mut self, new: &NewKeys, proof: &Opened) -> Result<(), JournalError> {
        if !proof.is_of(&self.me) || new.partner() != self.me() {
            return Err(JournalError::NotYours);
        }
        let spaces = self.desk.spaces_to_rotate(&self.me)?;
        let broken = self.broken();
        let Desk { file, book, surroundings, .. } = &mut self.desk;
        let mut clock = book.clock;
        let ours = book.ours(self.me.partner());
        let of = NewKeysFor { spaces, ours };
        let rotation = Rotation { new, proof, of, broken: &broken };
        let me = &mut self.me;
        let next = file.begin_rotation(me, &rotation, &mut clock, surroundings.as_mut())?;
        self.me = next;
        self.desk.read_again(&[&self.me])
    }

    /// Since when old keys are to be replaced and are not yet, if that is so.
    pub fn keys_unfinished(&self) -> Option<DateTime<FixedOffset>> {
        self.unfinished().into_iter().map(|(_, _, since)| since).min()
    }

    /// What is under a key that this person has not is not theirs to encrypt anew.
    fn unfinished(&self) -> Vec<(Id, Id, DateTime<FixedOffset>)> {
        let mut unfinished = self.desk.book.unfinished(self.me());
        unfinished.retain(|(_, key, _)| self.me.key(*key).is_some());
        unfinished
    }

    /// Encrypts everything anew that is under keys this partner took out of use, and takes the
    /// old keys out once nothing is left under them. `watch` is told how many changes of how
    /// many, and may stop it: what was done stays done, and the next call goes on from there.
    ///
    /// # Errors
    /// [`VaultError::Cancelled`](crate::vault::VaultError::Cancelled), and those of the file.
    pub fn encrypt_anew(&mut self, watch: Watch<'_>) -> Result<Resealed, JournalError> {
        let author = self.me();
        let unfinished = self.unfinished();
        if unfinished.is_empty() {
            return Ok(Resealed::default());
        }
        let mut retired = Vec::new();
        for (space, key, _) in &unfinished {
            let to = self.desk.book.key_to_write(&self.me, *space)?;
            retired.push(Retired { space: *space, key: *key, to });
        }
        let broken = self.broken();
        let Desk { file, surroundings, .. } = &mut self.desk;
        let done = file.encrypt_anew(&self.me, &retired, &broken, surroundings.as_mut(), watch)?;
        let keys: Vec<Id> = unfinished.into_iter().map(|(_, key, _)| key).collect();
        let body = Rotated { keys };
        self.desk.write(&mut [&mut self.me], |writer| {
            writer.append(author, author, "rotated", &body)?;
            Ok(writer.file.drop_grants(writer.here[0], &body.keys)?)
        })?;
        Ok(done)
    }

    /// Changes, and logs as a whole, that do not hold.
    fn broken(&self) -> HashSet<crate::vault::ChangeId> {
        let problems = self.desk.book.problems.iter();
        let kinds = |kind| {
            use ProblemKind as Kind;
            matches!(kind, Kind::Damaged | Kind::NotAuthentic | Kind::Unconfirmed)
        };
        problems.filter(|problem| kinds(problem.kind)).map(|problem| problem.id).collect()
    }
}

impl Desk {
    /// Every Ours of which this partner holds a key, and who reads it beside them.
    pub(super) fn spaces_to_rotate(
        &self,
        me: &Unlocked,
    ) -> Result<Vec<(Id, Vec<Id>)>, JournalError> {
        let mut spaces = Vec::new();
        for space in me.spaces() {
            let readers = self.book.readers(space).iter().copied();
            let others: Vec<Id> = readers.filter(|reader| *reader != me.partner()).collect();
            let in_use: Vec<Id> = self.book.keys_of(space).collect();
            for other in &others {
                let known = me.has_confirmed(*other);
                if !known || me.is_unconfirmed_by(&self.file, *other, &in_use)? {
                    return Err(BadInput::Unconfirmed.into());
                }
            }
            spaces.push((space, others));
        }
        Ok(spaces)
    }

    /// Whether a card that `me`-th who is here has not confirmed is one that its owner named.
    pub(super) fn is_announced(&self, me: usize) -> bool {
        let new = |one: &Problem| one.kind == ProblemKind::NewCard && one.id.seq == me as u64;
        self.book.problems.iter().any(new)
    }

    /// The spaces of which `me` has a key, and that `other` reads too.
    pub(super) fn read_by_both(&self, me: &Unlocked, other: &Unlocked) -> Vec<Id> {
        let mut both: Vec<Id> = me.spaces().into_iter().collect();
        both.retain(|space| self.book.readers(*space).contains(&other.partner()));
        both
    }

    /// Whoever of both took new keys since they last sat together is believed by the other from
    /// now on: the card is held against the root that is present.
    pub(crate) fn confirm_new_cards(
        &mut self,
        here: &mut [&mut Unlocked],
    ) -> Result<(), JournalError> {
        for (me, other) in [(0, 1), (1, 0)] {
            if !self.is_announced(me) || !here[me].may_confirm(here[other]) {
                continue;
            }
            let both = self.read_by_both(here[me], here[other]);
            self.restructure(here, |structure, here, surroundings| {
                let (first, second) = here.split_at_mut(1);
                let (first, second) = (&mut *first[0], &mut *second[0]);
                let pair = if me == 0 { (first, second) } else { (second, first) };
                structure.confirm_new_card(pair, &both, surroundings)
            })?;
        }
        Ok(())
    }
}
