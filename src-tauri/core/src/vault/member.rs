//! Cards, faces and keyslots of the at most two members. Format: docs/format.md §4.

use super::rows::{integer, no_longer};
use super::{VaultError, VaultFile};
use crate::Id;
use crate::crypto::{self, Cost, OursRoot, Signer, SlotKind, SlotPlace, SlotRow};
use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};

const CARD_FORMAT: u16 = 1;
const CARD_LEN: usize = 2 + 16 + 16 + 4 + 32 + 1216;
const CARD_LABEL: &str = "duologue v1 card";
const FACE_LABEL: &str = "duologue v1 face";
const LARGEST_FACE: usize = 4096;
const MOST_MEMBERS: usize = 2;
/// Of each kind; the app keeps one, and a few that somebody put beside it keep nobody out.
const MOST_SLOTS: usize = 3;

/// The columns of a keyslot.
macro_rules! slot_columns {
    () => {
        concat!(
            no_longer!("slot" <= 16, "partner" <= 16),
            ", ",
            integer!("kind"),
            ", ",
            integer!("m"),
            ", ",
            integer!("t"),
            ", ",
            integer!("p"),
            ", ",
            no_longer!("salt" <= 16, "commitment" <= 32, "sealed" <= 48, "chk" <= 16)
        )
    };
}

/// How a partner is shown, by their own choice, also before anything is unlocked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Face {
    /// The name they chose.
    pub label: String,
    /// Their ink, one of the window's names.
    pub colour: String,
    /// Their mark, one of the window's names.
    pub shape: String,
}

/// A member's public keys, signed by themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Card(pub(super) Vec<u8>);

impl Card {
    /// The card that follows from what opens Ours; a partner's first has number 1.
    pub(super) fn of(vault: Id, partner: Id, number: u32, ours: &OursRoot) -> Self {
        let mut bytes = CARD_FORMAT.to_be_bytes().to_vec();
        bytes.extend_from_slice(&vault.0);
        bytes.extend_from_slice(&partner.0);
        bytes.extend_from_slice(&number.to_be_bytes());
        bytes.extend_from_slice(&ours.signer().public());
        bytes.extend_from_slice(&ours.receive_key().public());
        Self(bytes)
    }

    /// A card by its shape alone.
    pub(super) fn shaped(vault: Id, partner: Id, card: Vec<u8>) -> Option<Self> {
        let begins = [&CARD_FORMAT.to_be_bytes()[..], &vault.0, &partner.0].concat();
        (card.len() == CARD_LEN && card.starts_with(&begins)).then_some(Self(card))
    }

    /// Reads a card, refusing one its owner did not sign.
    fn read(vault: Id, partner: Id, card: Vec<u8>, sig: &[u8; 64]) -> Result<Self, VaultError> {
        let damaged = VaultError::Damaged("member");
        let card = Self::shaped(vault, partner, card).ok_or(damaged.clone())?;
        crypto::verify(&card.sign_public(), CARD_LABEL, &[&card.hash()], sig)
            .map_err(|_| damaged)?;
        Ok(card)
    }

    pub(super) fn hash(&self) -> [u8; 32] {
        crypto::card_hash(&self.0)
    }

    pub(super) fn number(&self) -> u32 {
        let mut number = [0; 4];
        number.copy_from_slice(&self.0[34..38]);
        u32::from_be_bytes(number)
    }

    pub(super) fn sign_public(&self) -> [u8; 32] {
        let mut key = [0; 32];
        key.copy_from_slice(&self.0[38..70]);
        key
    }

    pub(super) fn receive_public(&self) -> [u8; 1216] {
        let mut key = [0; 1216];
        key.copy_from_slice(&self.0[70..]);
        key
    }
}

/// A member as the file shows them; proves nothing before it is pinned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    pub(super) partner: Id,
    pub(super) card: Card,
    pub(super) card_sig: [u8; 64],
    pub(super) face_json: Vec<u8>,
    pub(super) face_sig: [u8; 64],
    pub(super) face: Face,
}

impl Member {
    pub(super) fn make(
        vault: Id,
        partner: Id,
        number: u32,
        ours: &OursRoot,
        face: &Face,
    ) -> Result<Self, VaultError> {
        let signer = ours.signer();
        let card = Card::of(vault, partner, number, ours);
        let face_json = serde_json::to_vec(face).map_err(|_| VaultError::TooLarge)?;
        Ok(Self {
            partner,
            card_sig: signer.sign(CARD_LABEL, &[&card.hash()]),
            card,
            face_sig: sign_face(&signer, vault, partner, &face_json),
            face_json,
            face: face.clone(),
        })
    }

    /// Reads what stands in a file, refusing what its owner did not sign.
    pub(super) fn read(
        vault: Id,
        partner: Id,
        card: Vec<u8>,
        card_sig: [u8; 64],
        face_json: Vec<u8>,
        face_sig: [u8; 64],
    ) -> Result<Self, VaultError> {
        let card = Card::read(vault, partner, card, &card_sig)?;
        let damaged = || VaultError::Damaged("member");
        if face_json.len() > LARGEST_FACE {
            return Err(damaged());
        }
        let body = face_body(vault, partner, &face_json);
        crypto::verify(&card.sign_public(), FACE_LABEL, &[&body], &face_sig)
            .map_err(|_| damaged())?;
        let face = serde_json::from_slice(&face_json).map_err(|_| damaged())?;
        Ok(Self { partner, card, card_sig, face_json, face_sig, face })
    }

    /// Takes the place of the row of the same partner.
    pub(super) fn replace(&self, db: &Connection) -> Result<(), VaultError> {
        let replace =
            "UPDATE member SET card = ?, card_sig = ?, face = ?, face_sig = ? WHERE partner = ?";
        let done = db.execute(
            replace,
            (
                &self.card.0,
                &self.card_sig[..],
                &self.face_json,
                &self.face_sig[..],
                &self.partner.0[..],
            ),
        )?;
        if done == 1 { Ok(()) } else { Err(VaultError::Damaged("member")) }
    }

    pub(super) fn insert(&self, db: &Connection) -> Result<(), VaultError> {
        db.execute(
            "INSERT INTO member(partner, card, card_sig, face, face_sig) VALUES(?, ?, ?, ?, ?)",
            (
                &self.partner.0[..],
                &self.card.0,
                &self.card_sig[..],
                &self.face_json,
                &self.face_sig[..],
            ),
        )?;
        Ok(())
    }
}

fn face_body(vault: Id, partner: Id, face_json: &[u8]) -> [u8; 32] {
    crypto::face_hash(&[&vault.0[..], &partner.0, face_json].concat())
}

fn sign_face(signer: &Signer, vault: Id, partner: Id, face_json: &[u8]) -> [u8; 64] {
    signer.sign(FACE_LABEL, &[&face_body(vault, partner, face_json)])
}

/// The number of a partner's card in the file.
pub(super) fn number_of(cards: &[(Id, Card)], partner: Id) -> u32 {
    cards.iter().find(|(of, _)| *of == partner).map_or(1, |(_, card)| card.number())
}

/// The rows of the member table: one that is damaged keeps the other partner from nothing.
#[derive(Default)]
pub(super) struct Members {
    /// Those whose card and face are as they signed them, in the order of their ids.
    pub(super) whole: Vec<Member>,
    /// Every card that is, also beside a face that is not.
    pub(super) cards: Vec<(Id, Card)>,
    /// How many rows are not whole.
    pub(super) damaged: u64,
}

impl Members {
    fn take(&mut self, vault: Id, row: &Row<'_>) -> Result<(), VaultError> {
        let partner = super::rows::id(row, 0)?;
        let (card, sig) = (row.get::<_, Vec<u8>>(1)?, row.get(2)?);
        self.cards.push((partner, Card::read(vault, partner, card.clone(), &sig)?));
        self.whole.push(Member::read(vault, partner, card, sig, row.get(3)?, row.get(4)?)?);
        Ok(())
    }
}

impl VaultFile {
    /// The members.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] when there are more than two, or none of them is whole.
    pub(super) fn members(&self) -> Result<Members, VaultError> {
        let mut query = self.db.prepare(concat!(
            "SELECT ",
            no_longer!(
                "partner" <= 16,
                "card" <= 1286,
                "card_sig" <= 64,
                "face" <= 4096,
                "face_sig" <= 64
            ),
            " FROM member ORDER BY partner"
        ))?;
        let mut rows = query.query([])?;
        let mut members = Members::default();
        while let Some(row) = rows.next()? {
            if members.take(self.id, row).is_err() {
                members.damaged += 1;
            }
            if members.cards.len() > MOST_MEMBERS {
                return Err(VaultError::Damaged("member"));
            }
        }
        if members.whole.is_empty() && members.damaged > 0 {
            return Err(VaultError::Damaged("member"));
        }
        Ok(members)
    }

    /// The keyslots of a partner, of every kind. One of the wrong shape keeps the others from
    /// nothing.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] when there are too many of a kind.
    pub(super) fn slots(&self, partner: Id) -> Result<Vec<SlotRow>, VaultError> {
        let mut slots = Vec::new();
        for kind in [SlotKind::Passphrase, SlotKind::Kit, SlotKind::OursKit] {
            slots.extend(self.slots_of_kind(partner, kind)?.0);
        }
        Ok(slots)
    }

    /// As [`Self::slots`]; where there are too many of a kind, the first of them, and how many
    /// more there are.
    pub(super) fn first_slots(&self, partner: Id) -> Result<(Vec<SlotRow>, u64), VaultError> {
        let mut query = self.db.prepare_cached(concat!(
            "SELECT ",
            slot_columns!(),
            " FROM keyslot WHERE ",
            no_longer!("partner" <= 16),
            " = ? ORDER BY 3, rowid"
        ))?;
        let mut rows = query.query([&partner.0[..]])?;
        let (mut slots, mut others) = (Vec::<SlotRow>::new(), 0);
        while let Some(row) = rows.next()? {
            let Ok(slot) = slot_from_row(self.id, row) else { continue };
            let kind = slot.place.kind;
            if slots.iter().filter(|one| one.place.kind == kind).count() < MOST_SLOTS {
                slots.push(slot);
            } else {
                others += 1;
            }
        }
        Ok((slots, others))
    }

    /// What a passphrase of `partner` is tried against, newest last.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] when there are too many, or none of them has its shape.
    pub(super) fn passphrase_slots(&self, partner: Id) -> Result<Vec<SlotRow>, VaultError> {
        let (slots, broken) = self.slots_of_kind(partner, SlotKind::Passphrase)?;
        // One whose very kind is broken may be the one that is sought.
        let strange = || Ok::<_, VaultError>(broken || !self.slot_entries(partner)?.is_empty());
        if slots.is_empty() && strange()? { Err(VaultError::Damaged("keyslot")) } else { Ok(slots) }
    }

    /// What the words of a kit of `partner` are tried against.
    ///
    /// # Errors
    /// [`VaultError::NoKit`]; [`VaultError::Damaged`] when there are too many, or none of them
    /// has its shape.
    pub(super) fn kit_slots(&self, partner: Id) -> Result<Vec<SlotRow>, VaultError> {
        let (mut slots, all_of_mine) = self.slots_of_kind(partner, SlotKind::Kit)?;
        let (only_ours, broken) = self.slots_of_kind(partner, SlotKind::OursKit)?;
        slots.extend(only_ours);
        match (slots.is_empty(), all_of_mine || broken) {
            (true, true) => Err(VaultError::Damaged("keyslot")),
            (true, false) => Err(VaultError::NoKit),
            (false, _) => Ok(slots),
        }
    }

    /// The keyslots of one kind, and whether one of that kind has no shape.
    fn slots_of_kind(
        &self,
        partner: Id,
        kind: SlotKind,
    ) -> Result<(Vec<SlotRow>, bool), VaultError> {
        let mut query = self.db.prepare_cached(concat!(
            "SELECT ",
            slot_columns!(),
            " FROM keyslot WHERE ",
            no_longer!("partner" <= 16),
            " = ? AND ",
            integer!("kind"),
            " = ? ORDER BY rowid"
        ))?;
        let mut rows = query.query((&partner.0[..], kind as i64))?;
        let (mut slots, mut broken) = (Vec::new(), false);
        while let Some(row) = rows.next()? {
            if slots.len() == MOST_SLOTS {
                return Err(VaultError::Damaged("keyslot"));
            }
            match slot_from_row(self.id, row) {
                Ok(slot) => slots.push(slot),
                Err(_) => broken = true,
            }
        }
        Ok((slots, broken))
    }

    /// The id and the check of every keyslot of a partner, whatever else stands in it; a check
    /// of no shape is none.
    pub(super) fn slot_entries(&self, partner: Id) -> Result<Vec<(Id, Option<Id>)>, VaultError> {
        let mut query = self.db.prepare(concat!(
            "SELECT ",
            no_longer!("slot" <= 16, "chk" <= 16),
            " FROM keyslot WHERE ",
            no_longer!("partner" <= 16),
            " = ?"
        ))?;
        let mut rows = query.query([&partner.0[..]])?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            entries.push((super::rows::id(row, 0)?, super::rows::id(row, 1).ok()));
        }
        Ok(entries)
    }

    pub(super) fn delete_slot(&self, slot: Id) -> Result<(), VaultError> {
        self.db.execute("DELETE FROM keyslot WHERE slot = ?", [&slot.0[..]])?;
        Ok(())
    }
}

fn slot_from_row(vault: Id, row: &Row<'_>) -> Result<SlotRow, VaultError> {
    let kind = SlotKind::from_number(row.get(2)?).ok_or(VaultError::Damaged("keyslot"))?;
    let number = |n: usize| -> Result<u32, VaultError> {
        u32::try_from(row.get::<_, i64>(n)?).map_err(|_| VaultError::Damaged("keyslot"))
    };
    Ok(SlotRow {
        place: SlotPlace {
            vault,
            slot: super::rows::id(row, 0)?,
            partner: super::rows::id(row, 1)?,
            kind,
        },
        cost: Cost { m: number(3)?, t: number(4)?, p: number(5)? },
        salt: row.get(6)?,
        commitment: row.get(7)?,
        sealed: row.get(8)?,
        chk: row.get(9)?,
    })
}

pub(super) fn insert_slot(db: &Connection, slot: &SlotRow) -> Result<(), VaultError> {
    db.execute(
        "INSERT INTO keyslot(slot, partner, kind, m, t, p, salt, commitment, sealed, chk) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            &slot.place.slot.0[..],
            &slot.place.partner.0[..],
            slot.place.kind as i64,
            slot.cost.m,
            slot.cost.t,
            slot.cost.p,
            &slot.salt[..],
            &slot.commitment[..],
            &slot.sealed[..],
            &slot.chk[..],
        ),
    )?;
    Ok(())
}
