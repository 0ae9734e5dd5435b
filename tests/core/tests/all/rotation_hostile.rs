//! New keys, and a hand that has the old ones: what it puts into the file is not believed.

use super::rotation::{NEW, NOORS, all_of, begin, lived_in, look, not_the_card, rotate, stolen};
use core_tests::slot_rows::{put_slot, slots};
use core_tests::{ChangeRow, Hand, NOOR, go_on, kept_kit, lock, lock_both, refused, turned_away};
use duologue_core::Id;
use duologue_core::crypto::{Cost, KitKind, KitWords};
use duologue_core::journal::{Alarm, JournalError};
use duologue_core::vault::{KitOpened, ProblemKind, VaultError};
use rusqlite::Connection;

#[test]
fn an_old_keyslot_that_is_put_back_opens_nothing_and_is_removed() {
    let (mut journal, _) = lived_in();
    let old = journal.reach_in(slots).remove(0);
    rotate(&mut journal, NOORS, NEW);
    journal.reach_in(|db| put_slot(db, &old));
    assert_eq!(refused(journal.try_sit(journal.noor, NOOR)), not_the_card(), "another root's slot");
    assert_eq!(look(&journal, journal.noor), [Alarm::PutBack], "its owner gets in and is told");
    assert_eq!(journal.reach_in(slots).len(), 2, "one for each, and no other");
}

#[test]
fn an_old_keyslot_and_an_old_card_together_open_nothing_either() {
    let (mut journal, _) = lived_in();
    let slot = journal.reach_in(slots).remove(0);
    let member = |db: &Connection| -> [Vec<u8>; 4] {
        let find = "SELECT card, card_sig, face, face_sig FROM member WHERE partner = ?";
        db.query_row(find, [&journal.noor.0[..]], |row| {
            Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?])
        })
        .unwrap()
    };
    let [card, card_sig, face, face_sig] = journal.reach_in(member);
    let noor = journal.noor;
    rotate(&mut journal, NOORS, NEW);
    journal.reach_in(|db| {
        put_slot(db, &slot);
        let put =
            "UPDATE member SET card = ?, card_sig = ?, face = ?, face_sig = ? WHERE partner = ?";
        db.execute(put, (card, card_sig, face, face_sig, &noor.0[..])).unwrap();
    });
    let error = refused(journal.try_sit(noor, NOOR));
    let keyslot = JournalError::Vault(VaultError::NotAuthentic("keyslot"));
    assert_eq!(error, keyslot, "nothing under the old Mine key says that it is theirs");
    assert_eq!(refused(journal.try_sit(noor, NEW)), not_the_card(), "and the owner is told what");
}

#[test]
fn old_kits_open_nothing() {
    for kind in [KitKind::AllOfMine, KitKind::OnlyOurs] {
        let (mut journal, _) = lived_in();
        let mut noor = journal.sit(journal.noor);
        let proof = noor.own_challenge().unwrap().answer(NOOR, None).unwrap();
        let words: Vec<_> = kept_kit(&mut noor, kind, &proof).words().words().collect();
        lock(noor);
        let kit = journal.reach_in(slots).pop().unwrap();
        rotate(&mut journal, NOORS, NEW);
        let none = refused(journal.open().kit_challenge(journal.noor));
        assert_eq!(none, JournalError::Vault(VaultError::NoKit), "it is revoked");
        journal.reach_in(|db| put_slot(db, &kit));
        let words = KitWords::read(&words.join(" ")).unwrap();
        let opened = journal.open().kit_challenge(journal.noor).unwrap().answer(&words).unwrap();
        let surroundings = journal.world.surroundings();
        let error = match opened {
            KitOpened::AllOfMine(recovered) => {
                let mut own = journal.world.surroundings();
                let slot = recovered.new_slot("thief", Cost::CHEAP, own.as_mut()).unwrap();
                turned_away(journal.open().recover(&recovered, &slot, surroundings))
            }
            KitOpened::OnlyOurs(opened) => {
                turned_away(journal.open().read_ours(&opened, surroundings))
            }
        };
        assert_eq!(error, not_the_card(), "and put back it opens nothing");
    }
}

#[test]
fn what_somebody_writes_with_the_old_root_is_not_believed() {
    let (mut journal, pages) = lived_in();
    let (hand, keys) = stolen(&journal);
    rotate(&mut journal, NOORS, NEW);
    lock_both(journal.together());
    let forged =
        br#"{"kind":"page","schema":1,"clock":90,"on":"2026-11-02","text":"never said","tags":[]}"#;
    let ours = journal.reach_in(|db| space_of_ours(db, journal.noor));
    // At the end of the log that the old key signed: the oldest of Noor's.
    let link = journal.reach_in(|db| {
        let old = oldest_log(db, journal.noor);
        hand.append_to(db, old, ours, &keys[1], forged)
    });
    for who in [journal.noor, journal.sam] {
        let sitting = journal.sit(who);
        assert!(sitting.page(link).is_err(), "it is past the end that the new card names");
        let kinds: Vec<_> = sitting.problems().iter().map(|problem| problem.kind).collect();
        assert!(kinds.contains(&ProblemKind::NotAuthentic), "and named: {kinds:?}");
        assert!(sitting.page(pages[1]).is_ok(), "everything before it holds");
        lock(sitting);
    }
}

#[test]
fn an_old_log_that_was_signed_anew_with_the_old_root_is_not_believed() {
    let (mut journal, pages) = lived_in();
    let (hand, _) = stolen(&journal);
    rotate(&mut journal, NOORS, NEW);
    lock_both(journal.together());
    // The last change under the old card takes other content, chained and signed as it should be.
    journal.reach_in(|db| {
        let old = oldest_log(db, journal.noor);
        let row = ChangeRow::all(db).into_iter().rfind(|row| row.id >> 40 == old).unwrap();
        let key = Hand::own_key(9);
        hand.resign(db, &row, &key, b"{\"kind\":\"card\",\"schema\":1,\"card\":\"00\"}");
    });
    let noor = journal.sit(journal.noor);
    let problems = noor.problems();
    assert!(!problems.is_empty(), "the link is not the one that the new card names");
    assert!(noor.page(pages[0]).is_err(), "and no signature stands in for it");
    lock(noor);
}

#[test]
fn pins_and_keyslots_under_the_old_mine_key_count_no_more() {
    let (mut journal, pages) = lived_in();
    let (hand, keys) = stolen(&journal);
    // Put there between the steps: what is encrypted anew must not take it along.
    lock(begin(&mut journal, NOORS, NEW));
    let zeros = "00".repeat(32);
    let pin = format!(
        r#"{{"kind":"pin","schema":1,"clock":99,"partner":"{}","card":"{zeros}"}}"#,
        journal.sam
    );
    journal.reach_in(|db| {
        let old = oldest_log(db, journal.noor);
        hand.append_to(db, old, journal.noor, &keys[0], pin.as_bytes());
        hand.append_to(
            db,
            old,
            journal.noor,
            &keys[0],
            br#"{"kind":"slots","schema":1,"clock":99,"slots":[]}"#,
        );
    });
    let mut noor = journal.sit(journal.noor);
    assert_eq!(noor.encrypt_anew(&mut go_on).unwrap().left, 2, "both stay under the old key");
    lock(noor);
    let noor = journal.sit(journal.noor);
    assert!(noor.page(pages[3]).is_ok(), "Sam's card is the one that Noor confirmed");
    assert!(!noor.alarms().contains(&Alarm::OtherCard), "{:?}", noor.alarms());
    lock(noor);
}

#[test]
fn a_card_that_nobody_announced_is_a_strangers_also_beside_a_ring() {
    let (mut journal, pages) = lived_in();
    rotate(&mut journal, NOORS, NEW);
    let stranger = core_tests::journal_seeded(8);
    let hand = stranger.hand_of(stranger.noor);
    let vault = journal.open().id();
    journal.reach_in(|db| hand.take_the_place_of(db, journal.noor, vault));
    let sam = journal.sit(journal.sam);
    assert!(sam.alarms().contains(&Alarm::OtherCard), "{:?}", sam.alarms());
    assert!(sam.page(pages[1]).is_ok(), "what Noor signed before is theirs still");
    lock(sam);
    let error = refused(journal.try_sit(journal.noor, NEW));
    assert_eq!(error, not_the_card(), "and Noor is told");
}

#[test]
fn a_ring_that_is_cut_out_or_made_up_takes_nothing_from_who_confirmed() {
    for made_up in [false, true] {
        let (mut journal, pages) = lived_in();
        rotate(&mut journal, NOORS, NEW);
        lock_both(journal.together());
        journal.reach_in(|db| {
            db.execute("DELETE FROM ring", []).unwrap();
            if made_up {
                let row = "INSERT INTO ring VALUES(?, 1, ?)";
                db.execute(row, (&journal.noor.0[..], vec![1; 1358])).unwrap();
            }
        });
        for who in [journal.noor, journal.sam] {
            let sitting = journal.sit(who);
            assert!(sitting.page(pages[1]).is_ok(), "the new card says which key signed it");
            assert_eq!(sitting.problems(), [], "and every log holds");
            lock(sitting);
        }
    }
}

#[test]
fn a_change_that_is_rotten_stays_told_and_keeps_its_key() {
    let (mut journal, pages) = lived_in();
    journal.reach_in(|db| {
        let mut row = ChangeRow::of(db, pages[1]);
        row.blob.as_mut().unwrap()[40] ^= 1;
        row.put(db);
    });
    let (_, [_, ours]) = stolen(&journal);
    let done = rotate(&mut journal, NOORS, NEW);
    assert_eq!(done.left, 1, "one stays as it is");
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.keys_unfinished(), None, "it keeps nobody from finishing");
    assert_eq!(noor.alarms(), [Alarm::Damaged(1)], "and is told as before");
    lock(noor);
    let grants: i64 = journal.reach_in(|db| {
        let count = "SELECT count(*) FROM \"grant\" WHERE key = ?";
        db.query_row(count, [&ours.id().0[..]], |row| row.get(0)).unwrap()
    });
    assert_eq!(grants, 2, "whoever mends it finds its key");
}

#[test]
fn a_log_with_damage_before_it_is_believed_as_far_as_it_was() {
    let (mut journal, pages) = lived_in();
    journal.reach_in(|db| {
        let mut row = ChangeRow::of(db, pages[1]);
        row.content_hash[0] ^= 1;
        row.put(db);
    });
    let before = all_of(&journal, journal.noor);
    rotate(&mut journal, NOORS, NEW);
    assert_eq!(all_of(&journal, journal.noor), before, "what held before holds after");
}

/// The number of the first log of somebody.
fn oldest_log(db: &Connection, who: Id) -> i64 {
    let find = "SELECT min(n) FROM log WHERE author = ?";
    db.query_row(find, [&who.0[..]], |row| row.get(0)).unwrap()
}

/// The space that is nobody's Mine.
fn space_of_ours(db: &Connection, noor: Id) -> Id {
    let find = "SELECT space FROM \"grant\" WHERE recipient = ?";
    let id: Vec<u8> = db.query_row(find, [&noor.0[..]], |row| row.get(0)).unwrap();
    Id::from_slice(&id).unwrap()
}
