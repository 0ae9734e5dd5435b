//! Keyslots: a passphrase's way to a partner's root. Format: docs/format.md §4.

use super::NotAuthentic;
use super::derive::{derive, derive_secret};
use super::kdf::{Cost, SlowSecret};
use super::keys::Root;
use crate::Id;
use chacha20poly1305::{
    ChaCha20Poly1305, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// What opens a slot and what it opens. Kinds 2 and 3 are the recovery kits'.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotKind {
    /// A passphrase; opens the partner's root.
    Passphrase = 1,
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
    /// Commits to the one passphrase that opens this slot.
    pub commitment: [u8; 32],
    /// The root, encrypted.
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

    /// Whether the slot is as it was written; says nothing of any passphrase.
    pub fn is_whole(&self) -> bool {
        self.chk == self.computed_chk()
    }

    fn keys(&self, secret: &SlowSecret) -> Zeroizing<[u8; 64]> {
        derive_secret("keyslot", &[&secret.0[..], &self.place_bytes()])
    }
}

fn cipher(keys: &Zeroizing<[u8; 64]>) -> ChaCha20Poly1305 {
    let mut key = Zeroizing::new([0; 32]);
    key.copy_from_slice(&keys[32..]);
    ChaCha20Poly1305::new((&*key).into())
}

/// Makes the slot through which `secret` opens `root`.
pub fn seal_slot(
    place: SlotPlace,
    cost: Cost,
    salt: [u8; 16],
    secret: &SlowSecret,
    root: &Root,
) -> SlotRow {
    let mut row = SlotRow { place, cost, salt, commitment: [0; 32], sealed: [0; 48], chk: [0; 16] };
    let keys = row.keys(secret);
    row.commitment.copy_from_slice(&keys[..32]);
    let aad = row.aad();
    let encrypted =
        cipher(&keys).encrypt(&Nonce::default(), Payload { msg: &root.0[..], aad: &aad });
    // Refused only beyond 256 GiB; a slot that opens nothing must never be written.
    let Ok(encrypted) = encrypted else { unreachable!("a root has 32 bytes") };
    row.sealed.copy_from_slice(&encrypted);
    row.chk = row.computed_chk();
    row
}

/// Opens a slot that [is whole](SlotRow::is_whole).
///
/// # Errors
/// [`NotAuthentic`]: this is not the passphrase.
pub fn open_slot(row: &SlotRow, secret: &SlowSecret) -> Result<Root, NotAuthentic> {
    let keys = row.keys(secret);
    if !bool::from(keys[..32].ct_eq(&row.commitment)) {
        return Err(NotAuthentic);
    }
    let plain = Zeroizing::new(
        cipher(&keys)
            .decrypt(&Nonce::default(), Payload { msg: &row.sealed, aad: &row.aad() })
            .map_err(|_| NotAuthentic)?,
    );
    let mut root = Zeroizing::new([0; 32]);
    if plain.len() != root.len() {
        return Err(NotAuthentic);
    }
    root.copy_from_slice(&plain);
    Ok(Root::from_secret(&root))
}
