//! Grants: a space key, encrypted to one reader and signed by who gave it. Format: docs/format.md §4.

use super::member::Card;
use super::rows::{self, no_longer};
use super::{Unlocked, VaultError, VaultFile};
use crate::crypto::{self, KeyId, NotAuthentic, SpaceKey, WRAP_CT, WRAP_ENC, WrappedKey};
use crate::{Id, Surroundings};
use rusqlite::{Connection, Row};
use std::collections::HashSet;

const LABEL: &str = "duologue v1 grant";
const MOST: usize = 4096;

/// A row of the grant table.
pub(super) struct GrantRow {
    pub(super) key: KeyId,
    pub(super) recipient: Id,
    pub(super) space: Id,
    pub(super) recipient_card: [u8; 32],
    pub(super) sender: Id,
    pub(super) sender_card: [u8; 32],
    pub(super) wrapped: WrappedKey,
    pub(super) sig: [u8; 64],
}

impl GrantRow {
    fn info(&self, vault: Id) -> Vec<u8> {
        let ids = [vault, self.space, self.key, self.recipient, self.sender];
        ids.iter().fold(LABEL.as_bytes().to_vec(), |mut info, id| {
            info.extend_from_slice(&id.0);
            info
        })
    }

    fn signed(&self, vault: Id) -> Vec<u8> {
        let mut body = Vec::with_capacity(1400);
        for id in [vault, self.space, self.key] {
            body.extend_from_slice(&id.0);
        }
        body.extend_from_slice(&self.recipient_card);
        body.extend_from_slice(&self.sender_card);
        body.extend_from_slice(&self.wrapped.enc);
        body.extend_from_slice(&self.wrapped.ct);
        body
    }

    /// Also under a card they had before: the partner believes that one until they sit together.
    fn is_signed_by(&self, me: &Unlocked) -> bool {
        let card = me.own_card(&self.sender_card).filter(|_| self.sender == me.partner);
        card.is_some_and(|card| {
            let body = self.signed(me.vault);
            crypto::verify(&card.sign_public(), LABEL, &[&body], &self.sig).is_ok()
        })
    }

    fn from_row(row: &Row<'_>) -> Result<Self, VaultError> {
        // A record of a backup has room for these lengths alone.
        let (enc, ct): ([u8; WRAP_ENC], [u8; WRAP_CT]) = (row.get(6)?, row.get(7)?);
        Ok(Self {
            key: super::rows::id(row, 0)?,
            recipient: super::rows::id(row, 1)?,
            space: super::rows::id(row, 2)?,
            recipient_card: row.get(3)?,
            sender: super::rows::id(row, 4)?,
            sender_card: row.get(5)?,
            wrapped: WrappedKey { enc: enc.to_vec(), ct: ct.to_vec() },
            sig: row.get(8)?,
        })
    }

    pub(super) fn insert(&self, db: &Connection) -> Result<(), VaultError> {
        db.execute(
            r#"INSERT INTO "grant"(key, recipient, space, recipient_card, sender, sender_card, enc, ct, sig)
               VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)"#,
            (
                &self.key.0[..],
                &self.recipient.0[..],
                &self.space.0[..],
                &self.recipient_card[..],
                &self.sender.0[..],
                &self.sender_card[..],
                &self.wrapped.enc,
                &self.wrapped.ct,
                &self.sig[..],
            ),
        )?;
        Ok(())
    }
}

/// Every grant in the file that has the shape of one, and how many rows have not.
pub(super) fn all(file: &VaultFile) -> Result<(Vec<GrantRow>, u32), VaultError> {
    let mut query = file.db.prepare(concat!(
        "SELECT ",
        // WRAP_ENC and WRAP_CT, written out
        no_longer!(
            "key" <= 16,
            "recipient" <= 16,
            "space" <= 16,
            "recipient_card" <= 32,
            "sender" <= 16,
            "sender_card" <= 32,
            "enc" <= 1120,
            "ct" <= 48,
            "sig" <= 64
        ),
        r#" FROM "grant" ORDER BY 1, 2"#
    ))?;
    let mut rows = query.query([])?;
    let (mut grants, mut broken) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        if grants.len() == MOST {
            return Err(VaultError::Damaged("grant"));
        }
        match GrantRow::from_row(row) {
            Ok(grant) => grants.push(grant),
            Err(_) => broken += 1,
        }
    }
    Ok((grants, broken))
}

/// Opens every grant to `me` that somebody I trust has signed, and counts those
/// that are refused: a forged grant must not keep the rest from opening.
pub(super) fn read(
    file: &VaultFile,
    me: &Unlocked,
) -> Result<(Vec<(Id, SpaceKey)>, u32), VaultError> {
    let mut keys = Vec::new();
    let (all, mut refused) = all(file)?;
    let mut members: Vec<Id> = file.members()?.cards.iter().map(|(partner, _)| *partner).collect();
    members.extend(me.pins.keys());
    let given = given_by(me, &all);
    for grant in all.iter().filter(|grant| grant.recipient == me.partner) {
        match open(grant, me) {
            // Nobody's Mine is ever granted, and nobody grants a key to what is not theirs to read.
            Ok(key) if !members.contains(&grant.space) && may_grant(&given, grant, me) => {
                keys.push((grant.space, key))
            }
            _ => refused += 1,
        }
    }
    Ok((keys, refused))
}

/// The cards of `partner` to which `me` granted anything: those were theirs, and confirmed. What an
/// older card granted says nothing: whoever stole its root can sign with it still.
pub(super) fn cards_given_to(
    file: &VaultFile,
    me: &Unlocked,
    partner: Id,
) -> Result<Vec<[u8; 32]>, VaultError> {
    let given = |grant: &GrantRow| {
        let is_newest = grant.sender_card == me.card.hash();
        grant.recipient == partner && is_newest && grant.is_signed_by(me)
    };
    Ok(all(file)?.0.iter().filter(|grant| given(grant)).map(|grant| grant.recipient_card).collect())
}

impl Unlocked {
    /// The card of this partner's with this hash: the one they have, or one they had.
    fn own_card(&self, hash: &[u8; 32]) -> Option<&Card> {
        let mut cards = [&self.card].into_iter().chain(self.older.iter().map(|older| &older.card));
        cards.find(|card| card.hash() == *hash)
    }
}

/// Every key that `me` granted to `recipient` under a card they had before.
pub(super) fn under_older_cards(
    file: &VaultFile,
    me: &Unlocked,
    recipient: Id,
) -> Result<Vec<(KeyId, Id)>, VaultError> {
    let given = |grant: &GrantRow| {
        let is_older = grant.sender_card != me.card.hash();
        grant.recipient == recipient && is_older && grant.is_signed_by(me)
    };
    let grants = all(file)?.0.into_iter().filter(given);
    Ok(grants.map(|grant| (grant.key, grant.space)).collect())
}

/// Takes out the grants to cards of `me` of which nothing is left to open them with.
pub(super) fn delete_to_lost_cards(file: &VaultFile, me: &Unlocked) -> Result<(), VaultError> {
    for lost in me.older.iter().filter(|older| older.receive.is_none()) {
        rows::whatever_stands_beside(&file.db, || {
            file.db.execute(
                r#"DELETE FROM "grant" WHERE recipient = ? AND recipient_card = ?"#,
                (&me.partner.0[..], &lost.card.hash()[..]),
            )
        })?;
    }
    Ok(())
}

/// Takes the grant of a key to one reader out, or those to everybody.
pub(super) fn delete(
    file: &VaultFile,
    key: KeyId,
    recipient: Option<Id>,
) -> Result<(), VaultError> {
    rows::whatever_stands_beside(&file.db, || match recipient {
        Some(recipient) => file.db.execute(
            r#"DELETE FROM "grant" WHERE key = ? AND recipient = ?"#,
            (&key.0[..], &recipient.0[..]),
        ),
        None => file.db.execute(r#"DELETE FROM "grant" WHERE key = ?"#, [&key.0[..]]),
    })?;
    Ok(())
}

/// The spaces that `me` granted a key of, each with whom it was granted to.
fn given_by(me: &Unlocked, all: &[GrantRow]) -> HashSet<(Id, Id)> {
    let own = all.iter().filter(|grant| grant.is_signed_by(me));
    own.map(|grant| (grant.space, grant.recipient)).collect()
}

/// A space that `me` began takes keys only from those whom `me` let in.
fn may_grant(given: &HashSet<(Id, Id)>, grant: &GrantRow, me: &Unlocked) -> bool {
    let by_me_to = |recipient: Id| given.contains(&(grant.space, recipient));
    grant.sender == me.partner || !by_me_to(me.partner) || by_me_to(grant.sender)
}

fn open(grant: &GrantRow, me: &Unlocked) -> Result<SpaceKey, NotAuthentic> {
    let sender = if grant.sender == me.partner {
        me.own_card(&grant.sender_card)
    } else {
        me.pins.get(&grant.sender).filter(|card| card.hash() == grant.sender_card)
    };
    let sender = sender.ok_or(NotAuthentic)?;
    let older = || me.older.iter().find(|older| older.card.hash() == grant.recipient_card);
    let receive = if grant.recipient_card == me.card.hash() {
        &me.receive
    } else {
        older().and_then(|older| older.receive.as_ref()).ok_or(NotAuthentic)?
    };
    crypto::verify(&sender.sign_public(), LABEL, &[&grant.signed(me.vault)], &grant.sig)?;
    let key = receive.unwrap_space_key(&grant.wrapped, &grant.info(me.vault))?;
    if key.id() == grant.key { Ok(key) } else { Err(NotAuthentic) }
}

/// Grants `key` of `space` to the owner of `card`.
pub(super) fn write(
    file: &VaultFile,
    me: &Unlocked,
    recipient: Id,
    card: &Card,
    space: Id,
    key: &SpaceKey,
    surroundings: &mut dyn Surroundings,
) -> Result<(), VaultError> {
    let mut grant = GrantRow {
        key: key.id(),
        recipient,
        space,
        recipient_card: card.hash(),
        sender: me.partner,
        sender_card: me.card.hash(),
        wrapped: WrappedKey { enc: Vec::new(), ct: Vec::new() },
        sig: [0; 64],
    };
    grant.wrapped = key.wrap(&card.receive_public(), &grant.info(me.vault), surroundings)?;
    grant.sig = me.signer.sign(LABEL, &[&grant.signed(me.vault)]);
    grant.insert(&file.db)
}
