//! Going on with a kit for only Ours, beside new keys in the ordinary way.

use super::{
    NEW, goes_on, is_well, lived_in, look, ours_kit, read_by, read_ours, texts, try_begin,
    try_words,
};
use core_tests::{ChangeRow, Kept, go_on, lock, lock_both, november, refused};
use duologue_core::Id;
use duologue_core::crypto::Cost;
use duologue_core::journal::{Alarm, BadInput, JournalError, Sitting};

/// The first step of new keys in the ordinary way.
pub(super) fn begin_rotation(journal: &Kept, who: Id, new: &str) -> Sitting {
    let mut sitting = journal.sit(who);
    let proof = sitting.own_challenge().unwrap().answer(journal.passphrase_of(who), None).unwrap();
    let keys = proof.new_keys(new, Cost::CHEAP, sitting.surroundings()).unwrap();
    sitting.take_new_keys(&keys, &proof).unwrap();
    sitting
}

/// New keys in the ordinary way.
pub(super) fn rotate(journal: &mut Kept, who: Id, new: &str) {
    let sitting = begin_rotation(journal, who, new);
    is_well(&sitting);
    lock(sitting);
    journal.now_says(who, new);
    let mut sitting = journal.sit(who);
    is_well(&sitting);
    sitting.encrypt_anew(&mut go_on).unwrap();
    is_well(&sitting);
    lock(sitting);
}

#[test]
fn new_keys_before_and_after_it_lose_nothing_and_accuse_nobody() {
    let (mut journal, _) = lived_in();
    let noor = journal.noor;
    rotate(&mut journal, noor, "once before");
    lock_both(journal.together());
    let words = ours_kit(&journal, noor);
    goes_on(&mut journal, noor, &words);
    lock_both(journal.together());
    let mut sitting = journal.sit(noor);
    sitting.write_page(false, november(5), "a new Mine", &[]).unwrap();
    lock(sitting);
    rotate(&mut journal, noor, "once after");
    lock_both(journal.together());
    let words = ours_kit(&journal, noor);
    goes_on(&mut journal, noor, &words);
    lock_both(journal.together());
    for who in [noor, journal.sam] {
        let sitting = journal.sit(who);
        is_well(&sitting);
        let read = texts(sitting.pages().unwrap());
        assert!(read.contains(&"Noor in Ours".to_owned()), "the oldest page of Ours is read");
        lock(sitting);
    }
    assert_eq!(read_by(&journal, noor), ["Noor in Ours", "Sam in Ours"], "both Mines are lost");
}

#[test]
fn it_waits_until_the_partner_knows_the_card_before_it() {
    let (mut journal, _) = lived_in();
    let noor = journal.noor;
    rotate(&mut journal, noor, "once before");
    let words = ours_kit(&journal, noor);
    let unconfirmed = JournalError::BadInput(BadInput::Unconfirmed);
    let refusal = refused(try_begin(&mut journal, noor, &words, None));
    assert_eq!(refusal, unconfirmed, "Sam would believe neither the card nor the key");
    let sam = journal.sam;
    lock(try_begin(&mut journal, noor, &words, Some(sam)).unwrap());
    assert_eq!(look(&journal, sam), [Alarm::NewCard], "beside, they confirmed the one before");
    lock_both(journal.together());
    for who in [noor, sam] {
        let sitting = journal.sit(who);
        is_well(&sitting);
        lock(sitting);
    }
}

/// Noor's new keys are taken and confirmed, and old ones not replaced; then a kit for only Ours.
fn not_finished() -> (Kept, String) {
    let (mut journal, _) = lived_in();
    let noor = journal.noor;
    lock(begin_rotation(&journal, noor, "not finished"));
    journal.now_says(noor, "not finished");
    lock_both(journal.together());
    let mut sitting = journal.sit(noor);
    sitting.write_page(true, november(5), "under the new key", &[]).unwrap();
    lock(sitting);
    let words = ours_kit(&journal, noor);
    (journal, words)
}

#[test]
fn who_is_beside_gives_the_keys_that_the_kit_does_not_open() {
    let (mut journal, words) = not_finished();
    let (noor, sam) = (journal.noor, journal.sam);
    let unconfirmed = JournalError::BadInput(BadInput::Unconfirmed);
    let refusal = refused(try_begin(&mut journal, noor, &words, None));
    assert_eq!(refusal, unconfirmed, "who reads Ours stands under a key that is not at hand");
    let mut sitting = try_begin(&mut journal, noor, &words, Some(sam)).unwrap();
    is_well(&sitting);
    let all = ["Noor in Ours", "Sam in Ours", "under the new key"];
    assert_eq!(texts(sitting.pages().unwrap()), all, "Sam had the key, and gave it again");
    lock(sitting);
    sitting = journal.sit(noor);
    is_well(&sitting);
    assert!(sitting.keys_unfinished().is_some(), "somebody may know it still");
    sitting.encrypt_anew(&mut go_on).unwrap();
    assert_eq!(sitting.keys_unfinished(), None, "and now it is replaced");
    lock(sitting);
}

#[test]
fn a_key_of_ours_that_one_has_not_is_given_again_when_both_sit_down_after_new_keys() {
    let (mut journal, _) = lived_in();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut sitting = begin_rotation(&journal, noor, "not finished");
    journal.now_says(noor, "not finished");
    sitting.write_page(true, november(5), "under the new key", &[]).unwrap();
    lock(sitting);
    journal.reach_in(|db| {
        // The older grant to Noor is gone; Sam's is there.
        let old = "DELETE FROM \"grant\" WHERE recipient = ? AND sender = recipient
                   AND rowid = (SELECT min(rowid) FROM \"grant\" WHERE recipient = ?)";
        assert_eq!(db.execute(old, [&noor.0[..], &noor.0[..]]).unwrap(), 1);
    });
    assert_ne!(look(&journal, noor), [], "Noor misses it");
    lock_both(journal.joined_by(journal.sit(sam), noor));
    let sitting = journal.sit(noor);
    assert_eq!(texts(sitting.pages().unwrap()).len(), 4, "Noor reads all of it again");
    lock(sitting);
}

#[test]
fn what_a_kit_opened_before_new_keys_goes_on_with_nothing_after_them() {
    let (mut journal, _) = lived_in();
    let noor = journal.noor;
    let given_up = try_words(&journal, noor, &ours_kit(&journal, noor)).unwrap();
    rotate(&mut journal, noor, "once before");
    lock_both(journal.together());
    let opened = try_words(&journal, noor, &ours_kit(&journal, noor)).unwrap();
    let mut surroundings = journal.world.surroundings();
    let new = opened.new_keys(NEW, Cost::CHEAP, surroundings.as_mut()).unwrap();
    let before = journal.bytes();
    let Err((reading, error)) = read_ours(&journal, &opened).go_on(&given_up, &new, None) else {
        panic!("what opens the card before is not what opens this one")
    };
    assert_eq!(error, JournalError::NotYours, "it is Noor's, and of keys that Noor gave up");
    reading.lock().unwrap().close().unwrap();
    assert_eq!(journal.bytes(), before, "nothing was written");
}

#[test]
fn a_grant_that_opens_no_more_because_its_card_is_lost_is_no_damage() {
    let (mut journal, [rotten, ..]) = lived_in();
    let noor = journal.noor;
    journal.reach_in(|db| {
        let rot = "UPDATE change SET blob = zeroblob(length(blob)) WHERE id = ?";
        assert_eq!(db.execute(rot, [ChangeRow::of(db, rotten).id]).unwrap(), 1);
    });
    let mut sitting = begin_rotation(&journal, noor, "once before");
    journal.now_says(noor, "once before");
    let done = sitting.encrypt_anew(&mut go_on).unwrap();
    assert_eq!(done.left, 1, "what rotted keeps the old key in the file, and its grants");
    lock(sitting);
    lock_both(journal.together());
    let words = ours_kit(&journal, noor);
    goes_on(&mut journal, noor, &words);
    let sitting = journal.sit(noor);
    assert_eq!(sitting.refused_grants(), 0, "the grant to the lost card is gone, and not refused");
    assert_eq!(sitting.alarms(), [Alarm::Damaged(1)], "one page rotted, and nothing else");
    lock(sitting);
}
