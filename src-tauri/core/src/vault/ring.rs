//! The ring: the cards and roots that a partner had before they took new keys. Format: docs/format.md §4.
//!
//! A card stands there in plain, so that a partner who confirmed it still reads what was written
//! under it. The root beside it opens with its owner's newest root alone. Where that root is lost,
//! and a kit opened Ours, only what opens Ours stands there; of roots before it nothing opens any
//! more, and only their cards are left.

use super::content::Pin;
use super::member::Card;
use super::rows::{integer, no_longer};
use super::{Unlocked, VaultError, VaultFile};
use crate::crypto::{self, OLDER_ROOT, OursRoot, ReceiveKey, Root};
use crate::{Id, Surroundings};
use std::sync::Arc;

/// How often a partner can take new keys.
const MOST: usize = 64;

/// What is left of the keys that a partner gave up.
pub(super) struct OlderKeys {
    pub(super) card: Card,
    /// Nothing where the root is lost with the one after it.
    pub(super) receive: Option<ReceiveKey>,
}

impl OlderKeys {
    pub(super) fn of(card: Card, ours: &OursRoot) -> Self {
        Self { card, receive: Some(ours.receive_key()) }
    }
}

/// What stands in the ring beside a card.
pub(super) enum OlderRoot {
    Whole(Root),
    /// Its root is lost.
    OnlyOurs(OursRoot),
}

impl OlderRoot {
    fn decrypt(newest: &Root, place: &[&[u8]], blob: &[u8]) -> Option<Self> {
        match crypto::decrypt_older_root(newest, place, blob) {
            Ok(root) => Some(Self::Whole(root)),
            Err(_) => crypto::decrypt_older_ours_root(newest, place, blob).ok().map(Self::OnlyOurs),
        }
    }

    /// What opens Ours.
    fn with_ours<T>(&self, then: impl FnOnce(&OursRoot) -> T) -> T {
        match self {
            Self::Whole(root) => then(&root.ours_root()),
            Self::OnlyOurs(ours) => then(ours),
        }
    }
}

/// What is to stand in the ring beside a card.
#[derive(Clone, Copy)]
pub(super) enum KeptRoot<'a> {
    Whole(&'a Root),
    OnlyOurs(&'a OursRoot),
}

impl<'a> From<&'a OlderRoot> for KeptRoot<'a> {
    fn from(older: &'a OlderRoot) -> Self {
        match older {
            OlderRoot::Whole(root) => Self::Whole(root),
            OlderRoot::OnlyOurs(ours) => Self::OnlyOurs(ours),
        }
    }
}

impl VaultFile {
    /// Older cards of a partner, each with its root, encrypted; a row of another shape is none.
    fn ring(&self, partner: Id) -> Result<Vec<(Card, Vec<u8>)>, VaultError> {
        let mut query = self.db.prepare_cached(concat!(
            "SELECT ",
            integer!("number"),
            ", ",
            no_longer!("blob" <= 65536),
            " FROM ring WHERE partner = ? ORDER BY number"
        ))?;
        let mut rows = query.query([&partner.0[..]])?;
        let mut ring = Vec::new();
        while let Some(row) = rows.next()?
            && ring.len() < MOST
        {
            let (number, blob) = (row.get::<_, i64>(0), row.get_ref(1)?);
            let (Ok(number), Ok(blob)) = (number, blob.as_blob()) else { continue };
            let Some((card, root)) = blob.split_at_checked(blob.len().saturating_sub(OLDER_ROOT))
            else {
                continue;
            };
            let card = Card::shaped(self.id, partner, card.to_vec());
            if let Some(card) = card.filter(|card| i64::from(card.number()) == number) {
                ring.push((card, root.to_vec()));
            }
        }
        Ok(ring)
    }

    /// The cards that were a partner's, as the file says: each proves nothing before it is held
    /// against a hash that is known.
    pub(super) fn older_cards(&self, partner: Id) -> Result<Vec<Card>, VaultError> {
        Ok(self.ring(partner)?.into_iter().map(|(card, _)| card).collect())
    }

    /// The older roots of whoever has `newest`, each with the card that follows from it.
    pub(super) fn older_roots(
        &self,
        partner: Id,
        newest: &Root,
    ) -> Result<Vec<(Card, OlderRoot)>, VaultError> {
        let open = |(card, blob): (Card, Vec<u8>)| {
            let number = card.number().to_be_bytes();
            let place: [&[u8]; 3] = [&self.id.0, &partner.0, &number];
            let root = OlderRoot::decrypt(newest, &place, &blob)?;
            let own = root.with_ours(|ours| Card::of(self.id, partner, card.number(), ours));
            (own == card).then_some((card, root))
        };
        Ok(self.ring(partner)?.into_iter().filter_map(open).collect())
    }

    /// Gives `me` what their older roots still open.
    pub(super) fn hold_older(&self, me: &mut Unlocked, newest: &Root) -> Result<(), VaultError> {
        for (card, root) in self.older_roots(me.partner, newest)? {
            if let OlderRoot::Whole(root) = &root {
                me.hold(me.partner, Arc::new(root.mine_key()));
            }
            let older = root.with_ours(|ours| OlderKeys::of(card, ours));
            me.older.push(Arc::new(older));
        }
        Ok(())
    }

    /// Gives `me`, who came in with a kit for only Ours, the cards they had before as far as their
    /// newer one vouches for them: their roots are encrypted under one that nobody here has.
    pub(super) fn hold_cards_before(&self, me: &mut Unlocked) -> Result<(), VaultError> {
        let own = |key| me.ended.values().any(|log| log.author == me.partner && log.public == key);
        let mut cards = self.older_cards(me.partner)?;
        cards.retain(|card| own(card.sign_public()));
        me.older.extend(cards.into_iter().map(|card| Arc::new(OlderKeys { card, receive: None })));
        Ok(())
    }

    /// Writes these of a partner's ring anew, encrypted under `newest`. Cards beside which nothing
    /// opens any more stay.
    pub(super) fn put_ring(
        &self,
        partner: Id,
        newest: &Root,
        older: &[(&Card, KeptRoot<'_>)],
        surroundings: &mut dyn Surroundings,
    ) -> Result<(), VaultError> {
        if older.len() > MOST {
            return Err(VaultError::TooLarge);
        }
        for (card, root) in older {
            let number = card.number();
            let place: [&[u8]; 3] = [&self.id.0, &partner.0, &number.to_be_bytes()];
            let root = match root {
                KeptRoot::Whole(root) => {
                    crypto::encrypt_older_root(newest, &place, root, surroundings)
                }
                KeptRoot::OnlyOurs(ours) => {
                    crypto::encrypt_older_ours_root(newest, &place, ours, surroundings)
                }
            };
            self.db.execute(
                "INSERT OR REPLACE INTO ring(partner, number, blob) VALUES(?, ?, ?)",
                (&partner.0[..], number, [&card.0[..], &root].concat()),
            )?;
        }
        Ok(())
    }

    /// Takes the card that a pin of `me` names: the one that stands in the file, or an older one
    /// of a partner who took new keys since.
    pub(super) fn hold_pin(
        &self,
        me: &mut Unlocked,
        cards: &[(Id, Card)],
        pin: &Pin,
    ) -> Result<(), VaultError> {
        let is_pinned = |card: &Card| card.hash() == pin.card.0;
        let stands = cards.iter().find(|(of, _)| *of == pin.partner).map(|(_, card)| card);
        me.pins.remove(&pin.partner);
        me.successors.remove(&pin.partner);
        me.other_card = stands.is_some_and(|card| !is_pinned(card));
        match stands {
            Some(card) if is_pinned(card) => {
                me.pins.insert(pin.partner, card.clone());
            }
            Some(card) => {
                let older = self.older_cards(pin.partner)?;
                if let Some(older) = older.into_iter().find(is_pinned) {
                    me.pins.insert(pin.partner, older);
                    me.successors.insert(pin.partner, card.clone());
                }
            }
            None => {}
        }
        Ok(())
    }
}
