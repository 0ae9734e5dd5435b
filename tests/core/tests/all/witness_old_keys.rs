//! Keyslots, grants and cards that were given up, and stand there again.

use super::*;
use crate::rotation::{NEW, NOORS, rotate};

#[test]
fn a_passphrase_that_was_given_up_lets_its_owner_in_only_with_a_warning() {
    let (mut journal, _, _) = seen_by_both();
    let noor = journal.noor;
    let rows = |db: &Connection| core_tests::slot_rows::slots(db);
    let old_slot = journal.reach_in(rows).remove(0);
    let before = journal.reach_in(ChangeRow::all);
    let mut sitting = journal.sit(noor);
    let opened = sitting.own_challenge().unwrap().answer(NOOR, None).unwrap();
    let slot = opened.new_slot("a new passphrase", Cost::CHEAP, sitting.surroundings()).unwrap();
    sitting.change_passphrase(&slot).unwrap();
    lock(sitting);
    journal.reach_in(|db| {
        for row in ChangeRow::all(db) {
            if !before.iter().any(|known| known.id == row.id) {
                db.execute("DELETE FROM change WHERE id = ?", [row.id]).unwrap();
            }
        }
        db.execute("DELETE FROM keyslot WHERE partner = ?", [&noor.0[..]]).unwrap();
        core_tests::slot_rows::put_slot(db, &old_slot);
    });
    assert_eq!(
        refused(journal.try_sit(noor, "a new passphrase")),
        JournalError::Vault(VaultError::OtherKeyslot),
        "the new passphrase is not just called wrong: this computer has seen its keyslot"
    );
    journal.now_says(noor, NOOR);
    assert_eq!(
        look(&journal, noor),
        [Alarm::MissingEnd { author: Some(noor), changes: 1 }, Alarm::OldKeyslot],
        "keyslot and log were set back to before the change"
    );
}

#[test]
fn a_file_from_before_new_keys_that_opens_with_the_old_passphrase_is_told() {
    let (mut journal, _, _) = seen_by_both();
    let noor = journal.noor;
    let older = journal.bytes();
    rotate(&mut journal, NOORS, NEW);
    let newest = journal.bytes();
    assert_eq!(look(&journal, noor), [], "where the keys were taken nothing is amiss");
    std::fs::write(&journal.path, &older).unwrap();
    journal.now_says(noor, NOOR);
    assert_eq!(look(&journal, noor), [Alarm::UnknownKey], "it is told, and not only once");
    write(&journal, noor, true, "life goes on");
    assert_eq!(look(&journal, noor), [Alarm::UnknownKey], "writing on does not hide it");
    std::fs::write(&journal.path, &newest).unwrap();
    journal.now_says(noor, NEW);
    assert_eq!(look(&journal, noor), [], "what was seen of the newer file was not forgotten");
    std::fs::write(&journal.path, older).unwrap();
    journal.now_says(noor, NOOR);
    told_until_accepted(&journal, noor, &[Alarm::UnknownKey]);
}

#[test]
fn new_keys_that_were_taken_elsewhere_are_no_older_file() {
    let (journal, _, _) = seen_by_both();
    let mut other = journal.elsewhere(&journal.path, Computer::new(&journal.place("elsewhere")));
    rotate(&mut other, NOORS, NEW);
    let mut here = journal;
    here.now_says(here.noor, NEW);
    let told = look(&here, here.noor);
    assert!(!told.contains(&Alarm::UnknownKey), "the older key is in the ring: {told:?}");
}

#[test]
fn a_passphrase_that_was_changed_elsewhere_is_told_apart_from_a_slip() {
    let (journal, _, _) = seen_by_both();
    let mut other = journal.elsewhere(&journal.path, Computer::new(&journal.place("elsewhere")));
    let slip = |journal: &Kept| refused(journal.try_sit(journal.noor, "a slip"));
    let wrong = JournalError::Vault(VaultError::WrongPassphrase);
    assert_eq!(slip(&journal), wrong, "the keyslot is the one this computer knows");
    let mut sitting = other.sit(journal.noor);
    let opened = sitting.own_challenge().unwrap().answer(NOOR, None).unwrap();
    let slot = opened.new_slot("chosen elsewhere", Cost::CHEAP, sitting.surroundings()).unwrap();
    sitting.change_passphrase(&slot).unwrap();
    lock(sitting);
    let changed = JournalError::Vault(VaultError::OtherKeyslot);
    assert_eq!(refused(journal.try_sit(journal.noor, NOOR)), changed, "it opened here before");
    assert_eq!(slip(&other), wrong, "where it was changed that is known");
    lock(journal.try_sit(journal.noor, "chosen elsewhere").unwrap());
    assert_eq!(slip(&journal), wrong, "and here too from then on");
    other.now_says(journal.noor, "chosen elsewhere");
    assert!(matches!(look(&other, journal.noor)[..], [Alarm::NewKeyslot(_)]), "nothing is amiss");
}

/// Sam's hand brings another key of Ours into use, and grants it to both.
pub(crate) fn another_key(journal: &Kept, sam: &Hand) -> SpaceKey {
    journal.reach_in(|db| {
        let (space, old) = sam.ours(db);
        let key = Hand::own_key(5);
        for to in [journal.noor, journal.sam] {
            sam.grant(db, to, space, &key);
        }
        let json =
            format!(r#"{{"kind":"key","schema":1,"clock":50,"key":"{}","retires":[]}}"#, key.id());
        sam.append(db, space, &old, json.as_bytes());
        key
    })
}

#[test]
fn an_old_grant_put_back_is_told() {
    let (journal, _, _) = seen_by_both();
    // Noor began Ours, so a key of it counts from whomever Noor let in.
    let key = another_key(&journal, &journal.hand_of(journal.sam));
    look(&journal, journal.noor);
    let find = "SELECT * FROM \"grant\" WHERE key = ? AND recipient = ?";
    let places = (key.id(), journal.noor);
    let row: Vec<Value> = journal.reach_in(|db| {
        db.query_row(find, (&places.0.0[..], &places.1.0[..]), |row| {
            (0..9).map(|n| row.get(n)).collect()
        })
        .unwrap()
    });
    journal.reach_in(|db| {
        let gone = "DELETE FROM \"grant\" WHERE key = ? AND recipient = ?";
        db.execute(gone, (&places.0.0[..], &places.1.0[..])).unwrap();
    });
    told_until_accepted(&journal, journal.noor, &[Alarm::GrantGone]);
    journal.reach_in(|db| {
        let values = rusqlite::params_from_iter(&row);
        db.execute("INSERT INTO \"grant\" VALUES(?,?,?,?,?,?,?,?,?)", values).unwrap();
    });
    told_until_accepted(&journal, journal.noor, &[Alarm::OldGrant]);
}

#[test]
fn another_card_of_the_partner_is_told() {
    let (journal, _, sams) = seen_by_both();
    let stranger = core_tests::journal_seeded(8);
    let hand = stranger.hand_of(stranger.noor);
    let vault = journal.open().id();
    journal.reach_in(|db| hand.take_the_place_of(db, journal.sam, vault));
    let sitting = journal.sit(journal.noor);
    assert!(sitting.alarms().contains(&Alarm::OtherCard), "{:?}", sitting.alarms());
    assert!(sitting.page(sams[0]).is_err(), "and nothing of it is believed");
    lock(sitting);
}
