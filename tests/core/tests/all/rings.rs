//! The ring of older cards and roots: how many of them there may be.

use super::rotation::{NEW, lived_in, new_keys};
use core_tests::{NOOR, World, blake3_derive, drawing, journal_of_one, lock, root};
use duologue_core::Id;
use duologue_core::crypto::{Root, encrypt_older_root};
use duologue_core::journal::JournalError;
use duologue_core::vault::{ProblemKind, VaultError};
use rusqlite::Connection;

/// The card with this number that follows from `root`.
fn card_of((vault, partner): (Id, Id), number: u32, root: &Root) -> Vec<u8> {
    let ours = root.ours_root();
    let begins = [&1u16.to_be_bytes()[..], &vault.0, &partner.0, &number.to_be_bytes()].concat();
    [&begins[..], &ours.signer().public(), &ours.receive_key().public()].concat()
}

fn put(db: &Connection, partner: Id, number: u32, blob: Vec<u8>) {
    let row = "INSERT INTO ring VALUES(?, ?, ?)";
    db.execute(row, (&partner.0[..], number, blob)).unwrap();
}

#[test]
fn new_keys_are_taken_as_long_as_there_is_room_for_the_old_ones() {
    for (older, expected) in [(63u32, Ok(())), (64, Err(JournalError::Vault(VaultError::TooLarge)))]
    {
        let journal = journal_of_one();
        let newest = root(journal.root_of(journal.noor));
        let vault = journal.open().id();
        journal.reach_in(|db| {
            let mut surroundings = World::seeded(77).surroundings();
            for number in 101..101 + older {
                let before = Root::make(&mut drawing(&number.to_be_bytes()));
                let place: [&[u8]; 3] = [&vault.0, &journal.noor.0, &number.to_be_bytes()];
                let sealed = encrypt_older_root(&newest, &place, &before, surroundings.as_mut());
                let card = card_of((vault, journal.noor), number, &before);
                put(db, journal.noor, number, [card, sealed].concat());
            }
        });
        let mut noor = journal.sit(journal.noor);
        let (proof, new) = new_keys(&mut noor, NOOR, NEW);
        assert_eq!(noor.take_new_keys(&new, &proof), expected, "64 have room, and not one more");
        lock(noor);
        let opens = if older == 63 { NEW } else { NOOR };
        lock(journal.try_sit(journal.noor, opens).unwrap());
    }
}

#[test]
fn of_a_ring_that_is_longer_than_any_the_rest_is_not_read() {
    for (pinned, is_read) in [(64u32, true), (65, false)] {
        let (journal, _) = lived_in();
        let (noor, sam) = (journal.hand_of(journal.noor), journal.hand_of(journal.sam));
        let keys = root(journal.root_of(journal.noor));
        let card = |number| card_of((noor.vault, noor.partner), number, &keys);
        let pin = format!(
            r#"{{"kind":"pin","schema":1,"clock":60,"partner":"{}","card":"{}"}}"#,
            journal.noor,
            hex::encode(blake3_derive::<32>("card", &card(pinned)))
        );
        journal.reach_in(|db| {
            for number in 1..=65 {
                put(db, noor.partner, number, [card(number), vec![0; 72]].concat());
            }
            sam.append(db, journal.sam, &sam.mine_key(), pin.as_bytes());
        });
        let sitting = journal.sit(journal.sam);
        let kinds: Vec<_> = sitting.problems().iter().map(|problem| problem.kind).collect();
        let is_confirmed = !kinds.contains(&ProblemKind::Unconfirmed);
        assert_eq!(is_confirmed, is_read, "Noor's log, by card {pinned}: 64 rows are read");
        lock(sitting);
    }
}
