//! What the owner of a keyslot is told of it, and slots that ask for too little work.

use core_tests::slot_rows::{blob, slots};
use core_tests::{
    Kept, NOOR, SAM, holds_any_window, journal_of_one, journal_of_two, kept_kit, lock, lock_both,
    november,
};
use duologue_core::Id;
use duologue_core::crypto::{Cost, KitKind, SlotKind};
use duologue_core::journal::{Alarm, Sitting};
use rusqlite::types::Value;

const NEW: &str = "new words for an old door";
const DAY: &str = "2026-11-09T08:30:00+01:00";
const FLOOR: Cost = Cost { m: 128, t: 2, p: 1 };

/// What somebody is told of keyslots at this unlock: kind, and when it was made.
fn told(alarms: &[Alarm]) -> Vec<(SlotKind, String)> {
    let of = |alarm: &Alarm| match alarm {
        Alarm::NewKeyslot(keyslot) => Some((keyslot.kind, keyslot.made.to_rfc3339())),
        _ => None,
    };
    alarms.iter().filter_map(of).collect()
}

fn told_to(journal: &Kept, who: Id) -> Vec<(SlotKind, String)> {
    let sitting = journal.sit(who);
    let told = told(&sitting.alarms());
    lock(sitting);
    told
}

fn make_kit(sitting: &mut Sitting, passphrase: &str, kind: KitKind) {
    let proof = sitting.own_challenge().unwrap().answer(passphrase, None).unwrap();
    kept_kit(sitting, kind, &proof);
}

/// Somebody who found Noor's passphrase makes a kit on [`DAY`].
fn kit_made(journal: &Kept, kind: KitKind) {
    journal.world.set_now(DAY);
    let mut noor = journal.sit(journal.noor);
    make_kit(&mut noor, NOOR, kind);
    lock(noor);
}

#[test]
fn the_passphrase_one_began_with_is_no_news() {
    let journal = journal_of_two();
    for who in [journal.noor, journal.sam] {
        assert_eq!(told_to(&journal, who), [], "its owner chose it just now");
    }
}

#[test]
fn a_new_kit_is_told_to_its_owner_alone_until_they_saw_it() {
    for (kind, slot) in
        [(KitKind::AllOfMine, SlotKind::Kit), (KitKind::OnlyOurs, SlotKind::OursKit)]
    {
        let journal = journal_of_two();
        kit_made(&journal, kind);
        for _ in 0..2 {
            let news = [(slot, DAY.to_owned())];
            assert_eq!(told_to(&journal, journal.noor), news, "which kind, and when it was made");
        }
        assert_eq!(told_to(&journal, journal.sam), [], "it is no news of Sam's");
        let mut noor = journal.sit(journal.noor);
        noor.alarms_were_read().unwrap();
        assert_eq!(told(&noor.alarms()), [], "once seen it is told no more");
        lock(noor);
        assert_eq!(told_to(&journal, journal.noor), [], "nor at the next unlock");
    }
}

#[test]
fn a_new_passphrase_is_told() {
    let mut journal = journal_of_one();
    journal.world.set_now(DAY);
    let mut noor = journal.sit(journal.noor);
    let opened = noor.own_challenge().unwrap().answer(NOOR, None).unwrap();
    let slot = opened.new_slot(NEW, Cost::CHEAP, noor.surroundings()).unwrap();
    noor.change_passphrase(&slot).unwrap();
    lock(noor);
    journal.now_says(journal.noor, NEW);
    let news = [(SlotKind::Passphrase, DAY.to_owned())];
    assert_eq!(told_to(&journal, journal.noor), news, "it was changed, and when");
}

#[test]
fn a_kit_cannot_be_called_seen_in_the_sitting_it_was_made_in() {
    let journal = journal_of_one();
    journal.world.set_now(DAY);
    let mut noor = journal.sit(journal.noor);
    make_kit(&mut noor, NOOR, KitKind::AllOfMine);
    noor.alarms_were_read().unwrap();
    lock(noor);
    assert_eq!(
        told_to(&journal, journal.noor).len(),
        1,
        "whoever sat at an unlocked journal cannot hide what they made"
    );
}

#[test]
fn the_partner_cannot_say_that_somebody_was_told() {
    let journal = journal_of_two();
    kit_made(&journal, KitKind::AllOfMine);
    let sams = journal.hand_of(journal.sam);
    let rows = journal.reach_in(slots);
    let kit = rows.iter().find(|row| row[2] == Value::Integer(2)).unwrap();
    let json = format!(
        r#"{{"kind":"told","schema":1,"clock":90,"slots":["{}"]}}"#,
        Id::from_slice(blob(&kit[0])).unwrap()
    );
    journal.reach_in(|db| {
        let (ours, key) = sams.ours(db);
        sams.append(db, ours, &key, json.as_bytes());
        sams.append(db, journal.sam, &sams.mine_key(), json.as_bytes());
    });
    assert_eq!(told_to(&journal, journal.noor).len(), 1, "only one's own Mine says so");
}

#[test]
fn who_sits_down_second_is_told_too() {
    let journal = journal_of_two();
    journal.world.set_now(DAY);
    let mut sam = journal.sit(journal.sam);
    make_kit(&mut sam, SAM, KitKind::OnlyOurs);
    lock(sam);
    let mut both = journal.together();
    let news = [(SlotKind::OursKit, DAY.to_owned())];
    assert_eq!(told(&both.alarms()), news, "Sam is here too");
    both.alarms_were_read().unwrap();
    assert_eq!(told(&both.alarms()), [], "and saw it");
    lock_both(both);
    assert_eq!(told_to(&journal, journal.sam), [], "for good");
}

#[test]
fn a_kit_that_somebody_deleted_is_missed_until_there_is_a_new_one() {
    let journal = journal_of_one();
    kit_made(&journal, KitKind::AllOfMine);
    journal.reach_in(|db| db.execute("DELETE FROM keyslot WHERE kind = 2", []).unwrap());
    let mut noor = journal.sit(journal.noor);
    assert_eq!(noor.alarms(), [Alarm::KeyslotGone], "the paper at home opens nothing any more");
    make_kit(&mut noor, NOOR, KitKind::AllOfMine);
    lock(noor);
    let noor = journal.sit(journal.noor);
    assert!(!noor.alarms().contains(&Alarm::KeyslotGone), "the new one is there");
    lock(noor);
}

#[test]
fn all_ways_in_are_listed_with_their_kind_and_day() {
    let journal = journal_of_one();
    kit_made(&journal, KitKind::OnlyOurs);
    let noor = journal.sit(journal.noor);
    let listed: Vec<_> =
        noor.keyslots().unwrap().iter().map(|one| (one.kind, one.made.to_rfc3339())).collect();
    let began = "2026-11-02T21:00:00+01:00".to_owned();
    assert_eq!(
        listed,
        [(SlotKind::Passphrase, began), (SlotKind::OursKit, DAY.to_owned())],
        "its owner can always look"
    );
    lock(noor);
}

/// Noor sits down where a slot must ask for at least `floor`.
fn sit_at_least(journal: &Kept, floor: Cost) -> Sitting {
    let mut surroundings = journal.world.surroundings();
    let closed = journal.open();
    let challenge = closed.challenge(journal.noor).unwrap();
    let opened = challenge.answer_at_least(NOOR, floor, surroundings.as_mut()).unwrap();
    closed.unlock(&opened, surroundings).map_err(|(_, error)| error).unwrap()
}

fn cost(row: &[Value]) -> [Value; 3] {
    [row[3].clone(), row[4].clone(), row[5].clone()]
}

#[test]
fn a_slot_below_the_floor_gets_a_new_one_without_a_word() {
    let journal = journal_of_one();
    kit_made(&journal, KitKind::AllOfMine);
    let mut noor = journal.sit(journal.noor);
    noor.alarms_were_read().unwrap();
    lock(noor);
    let before = journal.reach_in(slots);
    lock(sit_at_least(&journal, FLOOR));
    let after = journal.reach_in(slots);
    let of = |rows: &[Vec<Value>], kind| {
        rows.iter().find(|row| row[2] == Value::Integer(kind)).unwrap().clone()
    };
    let (old, new) = (of(&before, 1), of(&after, 1));
    assert_eq!(cost(&new), [128, 2, 1].map(Value::Integer), "as much as the floor");
    for column in [0, 6, 7, 8] {
        assert_ne!(new[column], old[column], "column {column} is new: no slot is rewritten");
    }
    assert_eq!(after.len(), before.len(), "the old one is gone");
    assert!(!holds_any_window(&journal.bytes(), blob(&old[8])), "from every byte of the file");
    assert_eq!(of(&after, 2), of(&before, 2), "and the kit is as it was");
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.alarms(), [], "the passphrase is the same, so there is nothing to tell");
    lock(noor);
}

#[test]
fn a_slot_at_the_floor_is_left_alone() {
    let journal = journal_of_one();
    for floor in [Cost::CHEAP, Cost { m: 32, t: 2, p: 1 }] {
        let before = journal.reach_in(slots);
        lock(sit_at_least(&journal, floor));
        assert_eq!(journal.reach_in(slots), before, "it asks for as much already");
    }
}

#[test]
fn less_of_either_number_is_below_the_floor_and_neither_goes_down() {
    let cases = [
        (Cost { m: 64, t: 9, p: 1 }, Cost { m: 128, t: 9, p: 1 }, "little memory, many passes"),
        (Cost { m: 200, t: 1, p: 4 }, Cost { m: 200, t: 2, p: 1 }, "much memory, few passes"),
    ];
    for (cost, raised, why) in cases {
        assert!(cost.is_below(FLOOR), "{why}");
        assert_eq!(cost.raised_to(FLOOR), raised, "{why}");
    }
    assert!(!Cost { m: 256, t: 1, p: 1 }.is_below(FLOOR), "more memory makes up for a pass");
}

#[test]
fn the_passphrase_that_was_strengthened_still_proves_who_it_is() {
    let journal = journal_of_one();
    let mut surroundings = journal.world.surroundings();
    let closed = journal.open();
    let challenge = closed.challenge(journal.noor).unwrap();
    let opened = challenge.answer_at_least(NOOR, FLOOR, surroundings.as_mut()).unwrap();
    let mut noor = closed.unlock(&opened, surroundings).map_err(|(_, error)| error).unwrap();
    assert!(noor.draw_kit(KitKind::AllOfMine, &opened).is_ok(), "it is the same passphrase");
    lock(noor);
}

#[test]
fn a_full_disk_keeps_nobody_from_a_weak_slot() {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    noor.limit_pages(1).unwrap();
    while noor.write_page(false, november(2), "until it is full", &[]).is_ok() {}
    lock(noor);
    let before = journal.reach_in(slots);
    let mut surroundings = journal.world.surroundings();
    let closed = journal.open();
    closed.limit_pages(1).unwrap();
    let challenge = closed.challenge(journal.noor).unwrap();
    let opened = challenge.answer_at_least(NOOR, FLOOR, surroundings.as_mut()).unwrap();
    let noor = closed.unlock(&opened, surroundings).map_err(|(_, error)| error).unwrap();
    lock(noor);
    assert_eq!(journal.reach_in(slots), before, "the old slot stands");
    lock(journal.sit(journal.noor));
}
