//! Passphrases: what opens, what does not, and changing one.

use core_tests::slot_rows::{blob, put_slot, slots, with_fitting_check};
use core_tests::{
    Kept, NOOR, SAM, holds_any_window, journal_of_one, journal_of_two, journal_seeded, lock,
    november, refused,
};
use duologue_core::crypto::Cost;
use duologue_core::journal::{Alarm, JournalError};
use duologue_core::vault::VaultError;
use rusqlite::types::Value;

const NEW: &str = "new words for an old door";

fn wrong() -> JournalError {
    JournalError::Vault(VaultError::WrongPassphrase)
}

/// Noor changes their passphrase to [`NEW`].
fn change(journal: &mut Kept) {
    let mut noor = journal.sit(journal.noor);
    let opened = noor.own_challenge().unwrap().answer(NOOR, None).unwrap();
    let slot = opened.new_slot(NEW, Cost::CHEAP, noor.surroundings()).unwrap();
    noor.change_passphrase(&slot).unwrap();
    lock(noor);
    journal.now_says(journal.noor, NEW);
}

#[test]
fn a_wrong_passphrase_is_called_wrong() {
    let journal = journal_of_two();
    for tried in ["noor walks by the canal ", "Noor walks by the canal", SAM, "x", "\0"] {
        assert_eq!(
            refused(journal.try_sit(journal.noor, tried)),
            wrong(),
            "{tried:?} is not Noor's"
        );
    }
    assert!(journal.try_sit(journal.noor, NOOR).is_ok(), "and trying harms nothing");
}

#[test]
fn an_empty_or_endless_passphrase_is_not_even_tried() {
    let journal = journal_of_one();
    let bad = JournalError::Vault(VaultError::BadPassphrase);
    assert_eq!(refused(journal.try_sit(journal.noor, "")), bad, "empty");
    assert_eq!(refused(journal.try_sit(journal.noor, &"a".repeat(1025))), bad, "over 1,024 bytes");
    assert_eq!(
        refused(journal.try_sit(journal.noor, &"a".repeat(1024))),
        wrong(),
        "1,024 bytes are tried"
    );
}

#[test]
fn composed_and_decomposed_letters_are_the_same_passphrase() {
    let mut journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let opened = noor.own_challenge().unwrap().answer(NOOR, None).unwrap();
    let slot = opened.new_slot("caf\u{e9} by the canal", Cost::CHEAP, noor.surroundings()).unwrap();
    noor.change_passphrase(&slot).unwrap();
    lock(noor);
    journal.now_says(journal.noor, "cafe\u{301} by the canal");
    lock(journal.sit(journal.noor));
}

#[test]
fn after_a_change_the_old_passphrase_opens_nothing_and_the_new_one_everything() {
    let mut journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let id = noor.write_page(false, november(2), "still here", &[]).unwrap();
    lock(noor);
    let old = journal.reach_in(slots);
    change(&mut journal);
    assert_eq!(refused(journal.try_sit(journal.noor, NOOR)), wrong(), "the old one opens nothing");
    let sealed = blob(&old[0][8]);
    assert!(
        !holds_any_window(&journal.bytes(), sealed),
        "the old slot is gone from every byte of the file"
    );
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.page(id).unwrap().text, "still here", "the new one opens everything");
    assert!(matches!(noor.alarms()[..], [Alarm::NewKeyslot(_)]), "and nothing is amiss");
    lock(noor);
    assert!(journal.try_sit(journal.sam, SAM).is_ok(), "the partner's is as it was");
}

#[test]
fn an_old_slot_put_back_opens_nothing_and_is_removed() {
    for first in [false, true] {
        let mut journal = journal_of_two();
        let old = journal.reach_in(slots).remove(0);
        change(&mut journal);
        journal.reach_in(|db| {
            put_slot(db, &old);
            if first {
                let least: i64 =
                    db.query_row("SELECT min(rowid) FROM keyslot", [], |row| row.get(0)).unwrap();
                let new = "UPDATE keyslot SET rowid = ? WHERE slot = ?";
                db.execute(new, (least - 1, &old[0])).unwrap();
            }
        });
        let error = refused(journal.try_sit(journal.noor, NOOR));
        assert_eq!(
            error,
            JournalError::Vault(VaultError::NotAuthentic("keyslot")),
            "not a slot its owner wrote down"
        );
        let noor = journal.sit(journal.noor);
        assert!(
            matches!(noor.alarms()[..], [Alarm::PutBack, Alarm::NewKeyslot(_)]),
            "the owner gets in, wherever the row stands, and is told"
        );
        lock(noor);
        assert_eq!(refused(journal.try_sit(journal.noor, NOOR)), wrong(), "and it is gone");
        assert!(!holds_any_window(&journal.bytes(), blob(&old[8])), "from every byte of the file");
    }
}

#[test]
fn a_keyslot_of_no_shape_keeps_nobody_out_and_is_removed() {
    for (column, value) in
        [(2, Value::Integer(9)), (3, Value::Integer(-1)), (6, Value::Blob(vec![1]))]
    {
        let journal = journal_of_one();
        let mut row = journal.reach_in(slots).remove(0);
        row[0] = Value::Blob(vec![7; 16]);
        row[column] = value;
        journal.reach_in(|db| put_slot(db, &row));
        let noor = journal.sit(journal.noor);
        assert_eq!(
            noor.alarms(),
            [Alarm::PutBack],
            "column {column}: the owner gets in and is told"
        );
        lock(noor);
        assert_eq!(journal.reach_in(slots).len(), 1, "column {column}: it is gone");
    }
}

#[test]
fn a_passphrase_is_changed_by_its_owner_alone() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let sams = noor.partner_challenge().unwrap().answer(SAM, None).unwrap();
    let slot = sams.new_slot(NEW, Cost::CHEAP, noor.surroundings()).unwrap();
    assert_eq!(
        noor.change_passphrase(&slot),
        Err(JournalError::NotYours),
        "Sam's is Sam's to change"
    );
}

#[test]
fn a_flipped_bit_in_a_keyslot_is_damage_and_not_a_wrong_passphrase() {
    let journal = journal_of_two();
    let damaged = JournalError::Vault(VaultError::Damaged("keyslot"));
    let sound = journal.reach_in(slots);
    for column in [6, 7, 8, 9] {
        let mut row = sound[0].clone();
        let mut bytes = blob(&row[column]).to_vec();
        bytes[0] ^= 1;
        row[column] = Value::Blob(bytes);
        journal.reach_in(|db| {
            db.execute("DELETE FROM keyslot WHERE slot = ?", [&row[0]]).unwrap();
            put_slot(db, &row);
        });
        assert_eq!(
            refused(journal.try_sit(journal.noor, NOOR)),
            damaged,
            "column {column} is checked"
        );
        assert!(journal.try_sit(journal.sam, SAM).is_ok(), "and the other's slot still opens");
    }
}

#[test]
fn a_keyslot_swapped_between_partners_is_damage() {
    let journal = journal_of_two();
    let (noor, sam) = (journal.noor.0, journal.sam.0);
    journal.reach_in(|db| {
        let swap = "UPDATE keyslot SET partner = CASE WHEN partner = ?1 THEN ?2 ELSE ?1 END";
        db.execute(swap, (&noor[..], &sam[..])).unwrap();
    });
    for (who, passphrase) in
        [(journal.noor, NOOR), (journal.noor, SAM), (journal.sam, NOOR), (journal.sam, SAM)]
    {
        let error = refused(journal.try_sit(who, passphrase));
        assert_eq!(
            error,
            JournalError::Vault(VaultError::Damaged("keyslot")),
            "a slot is bound to its partner"
        );
    }
}

#[test]
fn numbers_out_of_bounds_are_refused_before_anything_is_computed() {
    let journal = journal_of_one();
    let sound = journal.reach_in(slots).remove(0);
    let most = i64::from(u32::MAX);
    let cases = [
        (most, 1, 1, "memory without end"),
        (1024 * 1024 + 1, 1, 1, "over 1 GiB"),
        (63, 1, 1, "less memory than anything ever writes"),
        (64, most, 1, "passes without end"),
        (64, 17, 1, "over 16 passes"),
        (64, 0, 1, "no pass"),
        (64, 1, 5, "over 4 lanes"),
        (64, 1, 0, "no lane"),
        (1024 * 1024, 5, 1, "over 4 GiB of memory times passes"),
    ];
    for (m, t, p, why) in cases {
        let mut row = sound.clone();
        for (column, number) in [(3, m), (4, t), (5, p)] {
            row[column] = Value::Integer(number);
        }
        let row = with_fitting_check(&journal, row);
        journal.reach_in(|db| {
            db.execute("DELETE FROM keyslot", []).unwrap();
            put_slot(db, &row);
        });
        let error = refused(journal.try_sit(journal.noor, NOOR));
        assert_eq!(error, JournalError::Vault(VaultError::Damaged("keyslot")), "{why}");
    }
    let row = with_fitting_check(&journal, sound.clone());
    assert_eq!(row, sound, "the check of the format, computed here, is the one that was written");
}

#[test]
fn too_little_free_memory_is_said_before_it_is_taken() {
    let journal = journal_of_one();
    let challenge = journal.open().challenge(journal.noor).unwrap();
    assert_eq!(
        refused(challenge.answer(NOOR, Some(63))),
        VaultError::TooLittleMemory,
        "64 KiB are not free"
    );
    assert!(challenge.answer(NOOR, Some(64)).is_ok(), "and 64 KiB are enough here");
}

#[test]
fn a_keyslot_of_another_journal_opens_nothing() {
    let (journal, other) = (journal_of_one(), journal_seeded(8));
    let foreign = other.reach_in(slots).remove(0);
    let mut row = foreign.clone();
    row[1] = Value::Blob(journal.noor.0.to_vec());
    let row = with_fitting_check(&journal, row);
    journal.reach_in(|db| {
        db.execute("DELETE FROM keyslot", []).unwrap();
        put_slot(db, &row);
    });
    assert!(journal.try_sit(journal.noor, NOOR).is_err(), "a root from elsewhere is nobody here");
}

#[test]
fn suggested_passphrases_are_five_words_and_strong_enough() {
    let journal = journal_of_one();
    let mut surroundings = journal.world.surroundings();
    let one = duologue_core::passphrase::suggest(surroundings.as_mut());
    let two = duologue_core::passphrase::suggest(surroundings.as_mut());
    assert_eq!(one.split(' ').count(), 5, "five words");
    assert_ne!(*one, *two, "drawn anew each time");
    assert!(
        duologue_core::passphrase::strength(&one, &[]).enough,
        "one that is suggested is accepted"
    );
    assert!(
        !duologue_core::passphrase::strength("password1", &[]).enough,
        "one that is guessed at once is not"
    );
    assert!(
        !duologue_core::passphrase::strength("noornoor", &["noor"]).enough,
        "nor one's own name"
    );
}
