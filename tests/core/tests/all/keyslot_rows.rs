//! Rows of keyslots whose plain check is broken, and a passphrase that was given up since it was asked.

use core_tests::slot_rows::{put_slot, slots};
use core_tests::{Kept, NOOR, journal_of_one, kept_kit, lock, refused};
use duologue_core::crypto::{Cost, KitKind};
use duologue_core::journal::{Alarm, JournalError};
use rusqlite::types::Value;

/// A journal in which Noor has a kit, and was told of it.
fn with_a_kit() -> Kept {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let proof = noor.own_challenge().unwrap().answer(NOOR, None).unwrap();
    kept_kit(&mut noor, KitKind::AllOfMine, &proof);
    lock(noor);
    let mut noor = journal.sit(journal.noor);
    noor.alarms_were_read().unwrap();
    lock(noor);
    journal
}

#[test]
fn a_keyslot_of_ones_own_whose_check_is_broken_is_not_taken_for_a_strangers() {
    let journal = with_a_kit();
    journal.reach_in(|db| {
        let sql = "UPDATE keyslot SET chk = x'00' WHERE kind = 2";
        assert_eq!(db.execute(sql, []).unwrap(), 1, "the kit's row is hurt");
    });
    let before = journal.reach_in(slots);
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.alarms(), [Alarm::KeyslotGone], "the kit opens nothing as it is");
    lock(noor);
    assert_eq!(journal.reach_in(slots), before, "and whoever mends it finds its row");
}

#[test]
fn a_keyslot_that_nobody_wrote_down_goes_also_where_its_check_is_broken() {
    let journal = with_a_kit();
    let before = journal.reach_in(slots);
    journal.reach_in(|db| {
        let mut strange = before[1].clone();
        strange[0] = Value::Blob(vec![7; 16]);
        strange[9] = Value::Blob(vec![0]);
        put_slot(db, &strange);
    });
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.alarms(), [Alarm::PutBack], "its owner is told that it stood there");
    lock(noor);
    assert_eq!(journal.reach_in(slots), before, "it is gone, and the others are as they were");
}

#[test]
fn a_passphrase_that_was_given_up_after_it_was_asked_for_proves_nothing() {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let proof = noor.own_challenge().unwrap().answer(NOOR, None).unwrap();
    let slot = proof.new_slot("chosen meanwhile", Cost::CHEAP, noor.surroundings()).unwrap();
    noor.change_passphrase(&slot).unwrap();
    assert_eq!(
        refused(noor.draw_kit(KitKind::AllOfMine, &proof)),
        JournalError::NotYours,
        "whoever knows only the old passphrase makes no kit"
    );
    lock(noor);
}
