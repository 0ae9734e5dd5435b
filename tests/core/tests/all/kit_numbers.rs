//! What a kit's paper shows beside its words, and which of them are asked back.

use chrono::{DateTime, FixedOffset};
use core_tests::slot_rows::{blob, slots};
use core_tests::{NOOR, journal_of_one, kept_kit, lock};
use duologue_core::Surroundings;
use duologue_core::crypto::{KitKind, SlotKind};
use duologue_core::vault::NewKit;
use rusqlite::types::Value;
use std::time::Duration;

/// Draws these bytes, one after the other.
struct Dice<'a>(std::slice::Iter<'a, u8>);

impl Surroundings for Dice<'_> {
    fn now(&self) -> DateTime<FixedOffset> {
        DateTime::UNIX_EPOCH.fixed_offset()
    }

    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        bytes.fill_with(|| *self.0.next().unwrap());
    }

    fn free_memory_kib(&self) -> Option<u64> {
        None
    }
}

#[test]
fn the_number_of_a_kit_follows_from_the_id_of_its_slot() {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let proof = noor.own_challenge().unwrap().answer(NOOR, None).unwrap();
    for kind in [KitKind::AllOfMine, KitKind::OnlyOurs] {
        kept_kit(&mut noor, kind, &proof);
    }
    let kits: Vec<_> = noor.keyslots().unwrap();
    let kits = kits.into_iter().filter(|one| one.kind != SlotKind::Passphrase);
    let told: Vec<u32> = kits.map(|kit| kit.number()).collect();
    lock(noor);
    let rows = journal.reach_in(slots);
    let of = |row: &Vec<Value>| {
        let first: [u8; 4] = blob(&row[0])[..4].try_into().unwrap();
        100_000 + u32::from_be_bytes(first) % 900_000
    };
    let expected: Vec<u32> =
        rows.iter().filter(|row| row[2] != Value::Integer(1)).map(of).collect();
    assert_eq!(told, expected, "as the format says, so that paper and app show one number");
    assert_ne!(told[0], told[1], "and two kits are told apart");
}

#[test]
fn every_word_of_a_kit_is_asked_back_as_often_as_every_other() {
    let asked = |drawn: &[u8]| NewKit::three_places(&mut Dice(drawn.iter()));
    let mut asked_for = [0; 12];
    for byte in 0..252u8 {
        let others = [(byte + 1) % 12, (byte + 2) % 12];
        let places = asked(&[byte, others[0], others[1]]).map(|place| place - 1);
        let by_it = places.into_iter().find(|place| !others.contains(place)).unwrap();
        asked_for[usize::from(by_it)] += 1;
    }
    assert_eq!(asked_for, [21; 12], "252 bytes are 21 for each of the twelve");
    for byte in 252..=255 {
        let places = asked(&[byte, 3, 6, 9]);
        assert_eq!(places, [4, 7, 10], "{byte}: one too many for some, so it is drawn again");
    }
    assert_eq!(asked(&[9, 9, 3, 6]), [4, 7, 10], "three places, in the order of the paper");
}
