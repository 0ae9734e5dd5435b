//! A clock that a partner made up with a tool of their own locks nobody out.

use core_tests::{ChangeRow, Kept, journal_of_two, lock, november};
use duologue_core::Link;
use duologue_core::crypto::Cost;
use duologue_core::journal::Alarm;
use duologue_core::vault::Computer;

/// The largest clock that is believed, of the next change.
fn furthest(journal: &Kept) -> u64 {
    let rows = journal.reach_in(ChangeRow::all);
    (1 << 40) + rows.len() as u64 + 1
}

fn sam_says(journal: &Kept, clock: u64) -> Link {
    let json = format!(
        r#"{{"kind":"page","schema":1,"clock":{clock},"at":"2026-11-02T21:00:00+01:00","on":"2026-11-02","text":"late","tags":[]}}"#
    );
    let sam = journal.hand_of(journal.sam);
    journal.reach_in(|db| {
        let (space, key) = sam.ours(db);
        sam.append(db, space, &key, json.as_bytes())
    })
}

#[test]
fn a_clock_that_nobody_could_have_counted_to_is_named_and_moves_nobody() {
    let journal = journal_of_two();
    for clock in [furthest(&journal) + 1, 1 << 53] {
        let journal = journal_of_two();
        let link = sam_says(&journal, clock);
        let mut noor = journal.sit(journal.noor);
        assert_eq!(noor.alarms(), [Alarm::Damaged(1)], "{clock}: no journal has as many changes");
        assert!(noor.page(link).is_err(), "{clock}: so it is not read");
        let id = noor.write_page(true, november(3), "mine", &[]).unwrap();
        lock(noor);
        let row = journal.reach_in(|db| ChangeRow::of(db, id));
        let noors = journal.hand_of(journal.noor);
        let json = journal.reach_in(|db| noors.read(db, &row, &noors.ours(db).1));
        let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
        assert!(json["clock"].as_u64().unwrap() < 100, "{clock}: Noor's clock stays Noor's");
    }
}

#[test]
fn the_furthest_clock_that_is_believed_leaves_room_for_everybodys_next() {
    let journal = journal_of_two();
    let link = sam_says(&journal, furthest(&journal));
    for text in ["one", "two"] {
        let mut noor = journal.sit(journal.noor);
        assert_eq!(noor.alarms(), [], "it is a clock");
        assert_eq!(noor.page(link).unwrap().text, "late", "and its page a page");
        let id = noor.write_page(true, november(3), text, &[]).unwrap();
        noor.edit_page(id, november(3), "edited", &[]).unwrap();
        lock(noor);
        let sam = journal.sit(journal.sam);
        assert_eq!(sam.page(id).unwrap().text, "edited", "Noor's changes are read, in their order");
        assert!(
            !sam.alarms().iter().any(|alarm| matches!(alarm, Alarm::Damaged(_))),
            "and each is one further, which is believed"
        );
        lock(sam);
    }
}

#[test]
fn whatever_clock_the_partner_writes_a_passphrase_changed_twice_opens() {
    for clock in [1 << 53, furthest(&journal_of_two())] {
        let mut journal = journal_of_two();
        sam_says(&journal, clock);
        // A log begun on each computer: their random ids decide nothing about what is newer.
        for n in 0..6 {
            let computer = Computer::new(&journal.place(&format!("computer {n}")));
            journal.computer = computer;
            let mut noor = journal.sit(journal.noor);
            let opened = noor.own_challenge().unwrap();
            let opened = opened.answer(journal.passphrase_of(journal.noor), None).unwrap();
            let next = format!("a passphrase for the {n}. time");
            let slot = opened.new_slot(&next, Cost::CHEAP, noor.surroundings()).unwrap();
            noor.change_passphrase(&slot).unwrap();
            lock(noor);
            journal.now_says(journal.noor, &next);
            assert!(
                journal.try_sit(journal.noor, &next).is_ok(),
                "{clock}: the newest list of keyslots is the newest, also in another log"
            );
        }
    }
}
