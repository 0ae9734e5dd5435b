//! Going on with a kit for only Ours: new keys, a Mine that begins anew, and the one before it named
//! as lost. Format: docs/format.md §4, *Going on without Mine*.
//!
//! What the partner's card is stood in Mine. It is taken from what whoever holds the kit has signed
//! themselves, in Ours: a grant to that card, or a change of its owner's that they saw, and whose
//! chain begins with that card's key. What only the file says is not enough to give it a key.

use super::kit::OursOpened;
use super::log::{self, ChangeId, Tip};
use super::member::Card;
use super::ring::{KeptRoot, OlderKeys};
use super::rotation::{NewKeys, NewKeysFor};
use super::rows::{self, integer, no_longer};
use super::{Computer, Structure, Unlocked, VaultError, VaultFile, grant};
use crate::crypto::{self, Cost, KeyId};
use crate::{Id, Link, Surroundings};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Logs, and how far each had come.
pub(crate) type Tips = BTreeMap<Id, (u64, Link)>;

/// A change by its log, number and link.
pub(crate) type SeenChange = (Id, (u64, Link));

/// What going on is about, as the journal knows it.
pub(crate) struct GoingOn<'a> {
    pub(crate) new: &'a NewKeys,
    /// The words of the kit were tried, and this is what they opened.
    pub(crate) proof: &'a OursOpened,
    pub(crate) of: NewKeysFor,
    /// The newest change of every log that holds.
    pub(crate) tips: &'a Tips,
}

impl OursOpened {
    /// A new root, and a slot through which `passphrase` opens it; slow, and away from the file.
    ///
    /// # Errors
    /// [`VaultError::BadPassphrase`], [`VaultError::TooLittleMemory`].
    pub fn new_keys(
        &self,
        passphrase: &str,
        cost: Cost,
        surroundings: &mut dyn Surroundings,
    ) -> Result<NewKeys, VaultError> {
        NewKeys::make((self.vault, self.partner), passphrase, cost, surroundings)
    }

    /// Whether it is what `me` came in with: nobody else has that signer, in any journal.
    pub(crate) fn is_of(&self, me: &Unlocked) -> bool {
        self.ours.signer().public() == me.signer.public()
    }
}

impl VaultFile {
    /// From now on `me`, who came in with a kit for only Ours, has other keys and a Mine of their
    /// own, in one transaction or not at all. Whether proof and keys are theirs is for the caller
    /// to ask.
    ///
    /// # Errors
    /// Those of the file.
    pub(crate) fn go_on_without_mine(
        &self,
        me: &mut Unlocked,
        going: &GoingOn<'_>,
        (computer, clock): (&Computer, &mut u64),
        surroundings: &mut dyn Surroundings,
    ) -> Result<Unlocked, VaultError> {
        let before = me.standing();
        me.tip = log::continued(self, me, computer)?;
        let done = self.in_one_step(&mut [], surroundings, |file, _, surroundings| {
            let mut structure = Structure { file, clock };
            let mut next = structure.begin_anew(me, going, surroundings)?;
            let mut tips = going.tips.clone();
            tips.extend(me.tip.map(|Tip { log, seq, link, .. }| (log, (seq, link))));
            next.settle_seen(&tips);
            file.witness(&mut [&mut next], surroundings)?;
            Ok(next)
        });
        if done.is_err() {
            me.stand_as(before);
        }
        done
    }

    /// Everybody whose card stands in the file as they signed it.
    pub(crate) fn partners(&self) -> Result<Vec<Id>, VaultError> {
        Ok(self.members()?.cards.into_iter().map(|(partner, _)| partner).collect())
    }

    /// Everybody whom the file names as a partner, whatever card they have.
    pub(super) fn named_partners(&self) -> Result<BTreeSet<Id>, VaultError> {
        let logs = log::all(&self.db)?.whole.into_iter().map(|(_, _, author)| author);
        Ok(logs.chain(self.partners()?).collect())
    }

    /// The logs of a partner, as the file says.
    pub(crate) fn logs_of(&self, partner: Id) -> Result<BTreeSet<Id>, VaultError> {
        let logs = log::all(&self.db)?.whole.into_iter();
        Ok(logs.filter(|(_, _, author)| *author == partner).map(|(_, log, _)| log).collect())
    }

    /// Takes the card of `partner` that stands in the file for theirs: something vouched for it.
    pub(crate) fn trust_card_here(&self, me: &mut Unlocked, partner: Id) -> Result<(), VaultError> {
        let card = self.members()?.cards.into_iter().find(|(of, _)| *of == partner);
        let (_, card) = card.ok_or(VaultError::NoSuchPerson)?;
        me.pins.insert(partner, card);
        me.successors.remove(&partner);
        let (keys, refused) = grant::read(self, me)?;
        for (space, key) in keys {
            me.hold(space, Arc::new(key));
        }
        me.refused_grants = refused;
        me.ended = self.ended_logs(me)?;
        Ok(())
    }

    /// Whether the card of `partner` that stands in the file is theirs by what `me` has signed
    /// without Mine; `seen` are the changes of others that the changes of `me` say they saw.
    ///
    /// Everything of theirs that `me` ever saw must be by this card. Where they took new keys in
    /// between, nothing here tells which of the two cards is the newer.
    pub(crate) fn vouches_without_mine(
        &self,
        me: &Unlocked,
        partner: Id,
        seen: &[SeenChange],
    ) -> Result<bool, VaultError> {
        let cards = self.members()?.cards;
        let Some((_, card)) = cards.into_iter().find(|(of, _)| *of == partner) else {
            return Ok(false);
        };
        let logs = log::all(&self.db)?.whole;
        let mut vouched = grant::cards_given_to(self, me, partner)?.contains(&card.hash());
        for (log, end) in seen {
            let Some((n, _, author)) = logs.iter().find(|(_, id, _)| id == log) else {
                return Ok(false);
            };
            let at = (*n, *log, *author);
            if *author == partner && self.begins_with(&card, at, *end)? {
                vouched = true;
            } else if !self.begins_with_own(me, at, *end)? {
                return Ok(false);
            }
        }
        Ok(vouched)
    }

    /// Whether a log is one that `me` wrote, under this card or one before. Who the file says wrote
    /// it proves nothing: a log of the partner's could be called mine, and not be looked at.
    fn begins_with_own(
        &self,
        me: &Unlocked,
        (n, log, author): (i64, Id, Id),
        end: (u64, Link),
    ) -> Result<bool, VaultError> {
        if author != me.partner {
            return Ok(false);
        }
        for card in [&me.card].into_iter().chain(me.older.iter().map(|older| &older.card)) {
            if self.begins_with(card, (n, log, author), end)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the change with this number and link is what a log comes to that begins with the key
    /// of `card`. Nobody can make another log that does: every link is a hash of the one before.
    fn begins_with(
        &self,
        card: &Card,
        (n, log, author): (i64, Id, Id),
        (last, link): (u64, Link),
    ) -> Result<bool, VaultError> {
        let Some(range) = log::rows_of(n) else { return Ok(false) };
        let mut query = self.db.prepare_cached(concat!(
            "SELECT change.id, ",
            no_longer!("space.id" <= 16, "content_hash" <= 32),
            " FROM change JOIN space ON space.n = ",
            integer!("change.space"),
            " WHERE change.id >= ? AND change.id < ? ORDER BY change.id LIMIT ?"
        ))?;
        let most = i64::try_from(last).map_err(|_| VaultError::TooLarge)?;
        let mut found = query.query((range.start, range.end, most))?;
        let mut at = crypto::log_start(self.id, author, log, &card.sign_public());
        let mut seq = 0;
        while let Some(row) = found.next()? {
            seq += 1;
            let (Ok(space), Ok(content_hash)) = (rows::id(row, 1), row.get(2)) else {
                return Ok(false);
            };
            if log::row_id(n, seq)? != row.get::<_, i64>(0)? {
                return Ok(false);
            }
            let header = log::header(self.id, author, ChangeId { log, seq }, space);
            at = crypto::link(&header, at, &content_hash);
        }
        Ok(seq == last && at == link)
    }
}

impl VaultFile {
    /// Grants `me` anew every key of Ours that they hold and no grant in the file opens for them: it
    /// was given by a card of the partner's that came before the one they know now.
    fn keep_granted(
        &self,
        me: &Unlocked,
        surroundings: &mut dyn Surroundings,
    ) -> Result<(), VaultError> {
        let granted: BTreeSet<KeyId> =
            grant::read(self, me)?.0.into_iter().map(|(_, key)| key.id()).collect();
        for space in me.spaces() {
            for key in me.keys_of(space).into_iter().filter(|key| !granted.contains(key)) {
                let Some(held) = me.key(key) else { continue };
                grant::delete(self, key, Some(me.partner))?;
                grant::write(self, me, me.partner, &me.card, space, held, surroundings)?;
            }
        }
        Ok(())
    }
}

impl Structure<'_> {
    fn begin_anew(
        &mut self,
        me: &mut Unlocked,
        going: &GoingOn<'_>,
        surroundings: &mut dyn Surroundings,
    ) -> Result<Unlocked, VaultError> {
        let (file, new) = (self.file, going.new);
        let member = self.new_member(me, new)?;
        let mut next = without_mine(me, member.card.number(), going);
        let older = [(&me.card, KeptRoot::OnlyOurs(&going.proof.ours))];
        file.put_ring(me.partner, &new.root, &older, surroundings)?;
        let key = self.rotate_spaces(me, &mut next, &going.of, surroundings)?;
        let ends = file.ends_of(me)?;
        next.ended.extend(ends);

        self.take_the_place(&member, new)?;
        grant::delete_to_lost_cards(file, &next)?;
        file.keep_granted(&next, surroundings)?;
        self.begin_new_log(&mut next, key, surroundings)?;
        self.say_first_slot(&mut next, new, surroundings)?;
        next.began = next.slots_at.map(|ChangeId { log, seq }| (*self.clock, log, seq));
        self.say_lost(&mut next, surroundings)?;
        Ok(next)
    }
}

/// `me` with the keys that follow from the new root, and with what they know without Mine.
fn without_mine(me: &Unlocked, number: u32, going: &GoingOn<'_>) -> Unlocked {
    me.under(number, &going.new.root, OlderKeys::of(me.card.clone(), &going.proof.ours))
}
