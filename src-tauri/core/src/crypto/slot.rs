//! Keyslots: a passphrase's or a recovery kit's way to what is a partner's. Format: docs/format.md §4.

use super::NotAuthentic;
use super::derive::{derive, derive_secret};
use super::kdf::Cost;
use super::keys::{OursRoot, Root};
use super::locked::LockedKey;
use crate::Id;
use chacha20poly1305::{
    ChaCha20Poly1305, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// What opens a slot and what it opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotKind {
    /// A passphrase; opens the partner's root.
    Passphrase = 1,
    /// A kit for all of mine; opens the partner's root.
    Kit = 2,
    /// A kit for only Ours; opens the partner's ours root.
    OursKit = 3,
}

impl SlotKind {
    /// The kind with this number, if it is one.
    pub fn from_number(number: i64) -> Option<Self> {
        match number {
            1 => Some(Self::Passphrase),
            2 => Some(Self::Kit),
            3 => Some(Self::OursKit),
            _ => None,
        }
    }
}

/// What a recovery kit opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KitKind {
    /// All of mine: Mine and Ours.
    AllOfMine,
    /// Only Ours.
    OnlyOurs,
}

impl From<KitKind> for SlotKind {
    fn from(kind: KitKind) -> Self {
        match kind {
            KitKind::AllOfMine => Self::Kit,
            KitKind::OnlyOurs => Self::OursKit,
        }
    }
}

/// What a passphrase and a salt, or a kit's words, become; opens one keyslot.
pub struct SlotSecret(pub(super) LockedKey);

impl SlotSecret {
    pub(super) fn from_secret(bytes: &Zeroizing<[u8; 32]>) -> Self {
        Self(LockedKey::filled(|own| own.copy_from_slice(&bytes[..])))
    }
}

/// What stands behind a slot.
pub enum Behind {
    /// Everything of a partner.
    Root(Root),
    /// Only what opens Ours.
    Ours(OursRoot),
}

/// Where a slot stands: part of everything it authenticates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotPlace {
    /// The vault.
    pub vault: Id,
    /// Whose slot.
    pub partner: Id,
    /// The slot's own id.
    pub slot: Id,
    /// What opens it.
    pub kind: SlotKind,
}

/// A keyslot as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotRow {
    /// Its place.
    pub place: SlotPlace,
    /// The cost of trying a passphrase.
    pub cost: Cost,
    /// The salt of the key derivation.
    pub salt: [u8; 16],
    /// Commits to the one secret that opens this slot.
    pub commitment: [u8; 32],
    /// What it opens, encrypted.
    pub sealed: [u8; 48],
    /// A plain check of all of the above.
    pub chk: [u8; 16],
}

impl SlotRow {
    fn place_bytes(&self) -> Vec<u8> {
        let SlotPlace { vault, partner, slot, kind } = self.place;
        [&vault.0[..], &partner.0, &slot.0, &[kind as u8]].concat()
    }

    fn aad(&self) -> Vec<u8> {
        let mut aad = self.place_bytes();
        for number in [self.cost.m, self.cost.t, self.cost.p] {
            aad.extend_from_slice(&number.to_be_bytes());
        }
        aad.extend_from_slice(&self.salt);
        aad
    }

    fn computed_chk(&self) -> [u8; 16] {
        derive("slot check", &[&self.aad(), &self.commitment, &self.sealed])
    }

    /// Whether the slot is as it was written; says nothing of any passphrase or words.
    pub fn is_whole(&self) -> bool {
        self.chk == self.computed_chk() && self.has_its_numbers()
    }

    /// A passphrase's numbers are within bounds; a kit has none.
    fn has_its_numbers(&self) -> bool {
        match self.place.kind {
            SlotKind::Passphrase => self.cost.check().is_ok(),
            SlotKind::Kit | SlotKind::OursKit => self.cost == Cost::NONE && self.salt == [0; 16],
        }
    }

    fn keys(&self, secret: &SlotSecret) -> Zeroizing<[u8; 64]> {
        derive_secret("keyslot", &[&secret.0[..], &self.place_bytes()])
    }
}

fn cipher(keys: &Zeroizing<[u8; 64]>) -> ChaCha20Poly1305 {
    let mut key = Zeroizing::new([0; 32]);
    key.copy_from_slice(&keys[32..]);
    ChaCha20Poly1305::new((&*key).into())
}

/// Makes the slot through which a passphrase's `secret` opens `root`.
pub fn seal_slot(
    place: SlotPlace,
    cost: Cost,
    salt: [u8; 16],
    secret: &SlotSecret,
    root: &Root,
) -> SlotRow {
    seal(place, (cost, salt), secret, &root.0)
}

/// Makes the slot through which the words of a kit open what its kind says of `root`.
pub fn seal_kit_slot(
    (vault, partner, slot): (Id, Id, Id),
    kind: KitKind,
    secret: &SlotSecret,
    root: &Root,
) -> SlotRow {
    let place = SlotPlace { vault, partner, slot, kind: kind.into() };
    let numbers = (Cost::NONE, [0; 16]);
    match kind {
        KitKind::AllOfMine => seal(place, numbers, secret, &root.0),
        KitKind::OnlyOurs => seal(place, numbers, secret, &root.ours_root().0),
    }
}

fn seal(
    place: SlotPlace,
    (cost, salt): (Cost, [u8; 16]),
    secret: &SlotSecret,
    opens: &[u8; 32],
) -> SlotRow {
    let mut row = SlotRow { place, cost, salt, commitment: [0; 32], sealed: [0; 48], chk: [0; 16] };
    let keys = row.keys(secret);
    row.commitment.copy_from_slice(&keys[..32]);
    let aad = row.aad();
    let encrypted = cipher(&keys).encrypt(&Nonce::default(), Payload { msg: opens, aad: &aad });
    // Refused only beyond 256 GiB; a slot that opens nothing must never be written.
    let Ok(encrypted) = encrypted else { unreachable!("a root has 32 bytes") };
    row.sealed.copy_from_slice(&encrypted);
    row.chk = row.computed_chk();
    row
}

/// Opens a slot that [is whole](SlotRow::is_whole).
///
/// # Errors
/// [`NotAuthentic`]: this is not the passphrase, or these are not the words.
pub fn open_slot(row: &SlotRow, secret: &SlotSecret) -> Result<Behind, NotAuthentic> {
    let keys = row.keys(secret);
    if !bool::from(keys[..32].ct_eq(&row.commitment)) {
        return Err(NotAuthentic);
    }
    let plain = Zeroizing::new(
        cipher(&keys)
            .decrypt(&Nonce::default(), Payload { msg: &row.sealed, aad: &row.aad() })
            .map_err(|_| NotAuthentic)?,
    );
    let mut opened = Zeroizing::new([0; 32]);
    if plain.len() != opened.len() {
        return Err(NotAuthentic);
    }
    opened.copy_from_slice(&plain);
    Ok(match row.place.kind {
        SlotKind::Passphrase | SlotKind::Kit => Behind::Root(Root::from_secret(&opened)),
        SlotKind::OursKit => Behind::Ours(OursRoot::from_secret(&opened)),
    })
}
