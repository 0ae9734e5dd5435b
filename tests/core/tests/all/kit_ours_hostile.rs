//! Going on with a kit for only Ours, and a hand that reaches into the file: nothing is given to a
//! stranger, and what is lost hides nothing that is not.

use super::{
    NEW, begin, full_mine, goes_on, is_well, lived_in, look, ours_kit, read_by, try_begin,
};
use core_tests::slot_rows::{put_slot, slots};
use core_tests::{
    ChangeRow, Hand, Kept, blake3_derive, drawing, go_on, journal_of_two, journal_seeded, lock,
    november, refused, root,
};
use duologue_core::Id;
use duologue_core::crypto::{self, Cost, OursRoot};
use duologue_core::journal::{Alarm, BadInput, JournalError};
use duologue_core::vault::{ProblemKind, VaultError};
use rusqlite::Connection;

pub(super) fn unconfirmed() -> JournalError {
    JournalError::BadInput(BadInput::Unconfirmed)
}

/// A stranger, with keys of their own.
pub(super) fn stranger() -> Hand {
    let other = journal_seeded(9);
    other.hand_of(other.noor)
}

#[test]
fn a_rival_card_is_given_nothing() {
    for (who, other) in [("Noor", "Sam"), ("Sam", "Noor")] {
        let (mut journal, _) = lived_in();
        let by_name = |name| if name == "Noor" { journal.noor } else { journal.sam };
        let (who, other) = (by_name(who), by_name(other));
        let vault = journal.hand_of(who).vault;
        let words = ours_kit(&journal, who);
        journal.reach_in(|db| stranger().take_the_place_of(db, other, vault));
        let before = journal.reach_in(grants);
        let refusal = refused(try_begin(&mut journal, who, &words, None));
        assert_eq!(refusal, unconfirmed(), "another card than the one that was seen");
        assert_eq!(journal.reach_in(grants), before, "and no key is given to it");
    }
}

/// Every grant, by key and who may open it.
pub(super) fn grants(db: &Connection) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut query = db.prepare("SELECT key, recipient FROM \"grant\" ORDER BY 1, 2").unwrap();
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

/// HPKE binds who sends, and not by which card: whoever holds the file can sign the very bytes of
/// the partner's grant with another key. So that a grant opens says nothing of the card.
#[test]
fn a_grant_that_a_stranger_signed_anew_makes_their_card_no_better() {
    let mut journal = journal_of_two();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut sitting = journal.sit(sam);
    sitting.write_page(false, november(2), "what Sam saw is said in Mine", &[]).unwrap();
    sitting.write_page(true, november(2), "Sam in Ours", &[]).unwrap();
    lock(sitting);
    let vault = journal.hand_of(sam).vault;
    let words = ours_kit(&journal, sam);
    let stranger = stranger();
    journal.reach_in(|db| {
        stranger.take_the_place_of(db, noor, vault);
        sign_grants_anew(db, &stranger, (noor, sam), vault);
    });
    let refusal = refused(try_begin(&mut journal, sam, &words, None));
    assert_eq!(refusal, unconfirmed(), "the card is the stranger's, though the grant opens");
}

/// The grants of `from` to `to`, as if the card that stands in the file had given them.
fn sign_grants_anew(db: &Connection, hand: &Hand, (from, to): (Id, Id), vault: Id) {
    let card: Vec<u8> = db
        .query_row("SELECT card FROM member WHERE partner = ?", [&from.0[..]], |row| row.get(0))
        .unwrap();
    let hash: [u8; 32] = blake3_derive("card", &card);
    let mut query = db
        .prepare(
            "SELECT rowid, space, key, recipient_card, enc, ct FROM \"grant\"
             WHERE sender = ? AND recipient = ?",
        )
        .unwrap();
    let rows = query.query_map((&from.0[..], &to.0[..]), |row| {
        let parts: [Vec<u8>; 5] = [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?];
        Ok((row.get::<_, i64>(0)?, parts))
    });
    let rows: Vec<_> = rows.unwrap().map(Result::unwrap).collect();
    assert!(!rows.is_empty(), "there is a grant to sign");
    for (row, [space, key, recipient_card, enc, ct]) in rows {
        let body = [&vault.0[..], &space, &key, &recipient_card, &hash, &enc, &ct].concat();
        let sig = hand.signer.sign("duologue v1 grant", &[&body]);
        let put = "UPDATE \"grant\" SET sender_card = ?, sig = ? WHERE rowid = ?";
        db.execute(put, (&hash[..], &sig[..], row)).unwrap();
    }
}

#[test]
fn a_partner_who_was_taken_out_of_the_file_is_not_gone_on_without() {
    let (mut journal, _) = lived_in();
    let (noor, sam) = (journal.noor, journal.sam);
    let words = ours_kit(&journal, noor);
    journal
        .reach_in(|db| db.execute("DELETE FROM member WHERE partner = ?", [&sam.0[..]]).unwrap());
    let refusal = refused(try_begin(&mut journal, noor, &words, None));
    assert_eq!(refusal, unconfirmed(), "Sam reads Ours, and nobody knows by which card");
}

#[test]
fn a_log_that_was_seen_and_is_gone_leaves_the_card_in_doubt() {
    let (mut journal, _) = lived_in();
    let (noor, sam) = (journal.noor, journal.sam);
    let words = ours_kit(&journal, sam);
    journal.reach_in(|db| {
        let of = "(SELECT n FROM log WHERE author = ?)";
        db.execute(&format!("DELETE FROM change WHERE id >> 40 IN {of}"), [&noor.0[..]]).unwrap();
        db.execute("DELETE FROM log WHERE author = ?", [&noor.0[..]]).unwrap();
    });
    let refusal = refused(try_begin(&mut journal, sam, &words, None));
    assert_eq!(refusal, unconfirmed(), "it may have begun with another card");
    let refusal = refused(try_begin(&mut journal, sam, &words, Some(noor)));
    assert_ne!(refusal, unconfirmed(), "Noor beside, their card is known; that much is gone");
}

#[test]
fn the_old_kit_that_is_put_back_opens_nothing_and_is_removed() {
    let (mut journal, _) = lived_in();
    let noor = journal.noor;
    let words = ours_kit(&journal, noor);
    let old: Vec<_> = journal.reach_in(slots);
    goes_on(&mut journal, noor, &words);
    let kit = old.into_iter().find(|row| row[2] == rusqlite::types::Value::Integer(3)).unwrap();
    journal.reach_in(|db| put_slot(db, &kit));
    let card = JournalError::Vault(VaultError::NotAuthentic("card"));
    let opened = super::try_words(&journal, noor, &words).unwrap();
    let read = journal.open().read_ours(&opened, journal.world.surroundings());
    assert_eq!(refused(read).1, card, "what it opens is not who stands in the file");
    assert_eq!(look(&journal, noor), [Alarm::PutBack], "and its owner is told");
    assert_eq!(journal.reach_in(slots).len(), 2, "it is gone: one way in for each");
}

#[test]
fn a_partner_who_calls_my_mine_lost_hides_nothing() {
    let (journal, [_, mine, ..]) = lived_in();
    let (noor, sam) = (journal.noor, journal.sam);
    let (hand, keys) = (journal.hand_of(sam), journal.hand_of(noor));
    journal.reach_in(|db| {
        let (ours, key) = hand.ours(db);
        let log: Vec<u8> = db
            .query_row("SELECT id FROM log WHERE author = ?", [&noor.0[..]], |row| row.get(0))
            .unwrap();
        let lost = lost_json(&[Id::from_slice(&log).unwrap()], &[keys.mine_key().id(), other()]);
        // In Ours, and in Noor's Mine as far as Sam can write there.
        hand.append(db, ours, &key, lost.as_bytes());
        hand.append_to_log_of(noor, db, noor, &key, lost.as_bytes());
        point_at(db, mine_row(db, mine), other());
    });
    let sitting = journal.sit(noor);
    let kinds: Vec<_> = sitting.problems().into_iter().map(|one| one.kind).collect();
    assert!(kinds.contains(&ProblemKind::Damaged), "what does not open is damage: {kinds:?}");
    assert_eq!(sitting.check(&mut go_on).unwrap().lost, 0, "nothing of Noor's is lost");
}

fn mine_row(db: &Connection, page: duologue_core::Link) -> i64 {
    ChangeRow::of(db, page).id
}

/// A key id that is nobody's.
fn other() -> Id {
    Id::from_slice(&[0xab; 16]).unwrap()
}

/// Lets a row name another key.
fn point_at(db: &Connection, row: i64, key: Id) {
    db.execute("INSERT OR IGNORE INTO key(id) VALUES(?)", [&key.0[..]]).unwrap();
    let put = "UPDATE change SET key = (SELECT n FROM key WHERE id = ?) WHERE id = ?";
    db.execute(put, (&key.0[..], row)).unwrap();
}

fn lost_json(logs: &[Id], keys: &[Id]) -> String {
    let list = |ids: &[Id]| ids.iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(",");
    format!(r#"{{"kind":"lost","schema":1,"logs":[{}],"keys":[{}]}}"#, list(logs), list(keys))
}

#[test]
fn a_mark_that_names_keys_which_are_not_lost_changes_nothing() {
    let (journal, [_, mine, ..]) = lived_in();
    let noor = journal.noor;
    let hand = journal.hand_of(noor);
    journal.reach_in(|db| {
        let (_, ours) = hand.ours(db);
        let log: Vec<u8> = db
            .query_row("SELECT id FROM log WHERE author = ?", [&noor.0[..]], |row| row.get(0))
            .unwrap();
        let own = hand.mine_key();
        let lost = lost_json(&[Id::from_slice(&log).unwrap()], &[own.id(), ours.id()]);
        hand.append(db, noor, &own, lost.as_bytes());
    });
    let mut sitting = journal.sit(noor);
    sitting.accept_loss().unwrap();
    assert_eq!(sitting.page(mine).unwrap().text, "Noor in Mine", "what opens is read");
    assert_eq!(sitting.check(&mut go_on).unwrap().lost, 0, "and nothing of it is lost");
    is_well(&sitting);
    lock(sitting);
}

#[test]
fn what_is_written_since_is_missed_under_the_key_of_the_old_mine_too() {
    let (mut journal, _) = lived_in();
    let noor = journal.noor;
    let words = full_mine(&journal);
    let old = journal.hand_of(noor).mine_key().id();
    let mut sitting = begin(&mut journal, noor, &words);
    let page = sitting.write_page(false, november(6), "a new Mine", &[]).unwrap();
    sitting.encrypt_anew(&mut go_on).unwrap();
    lock(sitting);
    journal.reach_in(|db| point_at(db, mine_row(db, page), old));
    assert_eq!(look(&journal, noor), [Alarm::Damaged(1)], "it stands in a log of since then");
}

#[test]
fn an_old_change_is_missed_under_a_key_that_was_never_of_the_old_mine() {
    let (mut journal, [_, mine, ..]) = lived_in();
    let noor = journal.noor;
    let words = full_mine(&journal);
    goes_on(&mut journal, noor, &words);
    journal.reach_in(|db| point_at(db, mine_row(db, mine), other()));
    assert_eq!(look(&journal, noor), [Alarm::Damaged(1)], "somebody moved it");
}

#[test]
fn an_older_root_and_an_older_ours_root_are_two_types() {
    let (newest, older) = (root([1; 32]), root([2; 32]));
    let place: [&[u8]; 3] = [&[3; 16], &[4; 16], &1u32.to_be_bytes()];
    let mut surroundings = drawing(&[5]);
    let whole = crypto::encrypt_older_root(&newest, &place, &older, &mut surroundings);
    let ours =
        crypto::encrypt_older_ours_root(&newest, &place, &older.ours_root(), &mut surroundings);
    assert_eq!(whole.len(), ours.len(), "nobody sees from outside which it is");
    assert!(crypto::decrypt_older_ours_root(&newest, &place, &whole).is_err(), "a root is none");
    assert!(crypto::decrypt_older_root(&newest, &place, &ours).is_err(), "and this is no root");
    assert!(crypto::decrypt_older_ours_root(&newest, &place, &ours).is_ok(), "it opens as it is");
}

/// What stands in the ring after going on, put there as something else by whoever has its key.
fn with_ring(put: impl Fn(&crypto::Root, &OursRoot, &[&[u8]]) -> Vec<u8>) -> (Kept, Vec<Alarm>) {
    let (mut journal, _) = lived_in();
    let noor = journal.noor;
    let words = ours_kit(&journal, noor);
    let ours = root(journal.root_of(noor)).ours_root();
    let before = journal.world.drawn();
    lock(begin(&mut journal, noor, &words));
    let newest = root(journal.world.first_drawn_secret(before));
    journal.reach_in(|db| {
        let (vault, blob): (Vec<u8>, Vec<u8>) = db
            .query_row("SELECT vault.id, blob FROM ring, vault", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .unwrap();
        let place: [&[u8]; 3] = [&vault, &noor.0, &1u32.to_be_bytes()];
        let card = &blob[..blob.len() - 72];
        let blob = [card, &put(&newest, &ours, &place)].concat();
        db.execute("UPDATE ring SET blob = ?", [blob]).unwrap();
    });
    let told = look(&journal, noor);
    (journal, told)
}

#[test]
fn what_stands_in_the_ring_counts_as_what_it_is_alone() {
    let (journal, told) = with_ring(|newest, ours, place| {
        crypto::encrypt_older_ours_root(newest, place, ours, &mut drawing(&[7]))
    });
    assert_eq!(told, [], "the same once more: all is well");
    assert_eq!(read_by(&journal, journal.noor).len(), 2, "and read");
    let (_, told) = with_ring(|newest, _, place| {
        let another = root([9; 32]).ours_root();
        crypto::encrypt_older_ours_root(newest, place, &another, &mut drawing(&[7]))
    });
    assert_ne!(told, [], "the card must follow from it, or it opens nothing");
}

#[test]
fn a_stranger_beside_vouches_for_nobody() {
    let (journal, _) = lived_in();
    let (noor, sam) = (journal.noor, journal.sam);
    let words = ours_kit(&journal, noor);
    let opened = super::try_words(&journal, noor, &words).unwrap();
    let mut surroundings = journal.world.surroundings();
    let new = opened.new_keys(NEW, Cost::CHEAP, surroundings.as_mut()).unwrap();
    let other = journal_seeded(8);
    let foreign = other.answer(&other.open(), other.noor, core_tests::NOOR).unwrap();
    let reading = super::read_ours(&journal, &opened);
    let Err((reading, error)) = reading.go_on(&opened, &new, Some(&foreign)) else {
        panic!("nobody of another journal counts here")
    };
    assert_eq!(error, JournalError::NotYours, "who is no partner is not beside");
    reading.lock().unwrap().close().unwrap();
    // The card in the file is another than the one that Sam's passphrase opens.
    let beside = journal.answer(&journal.open(), sam, core_tests::SAM).unwrap();
    let vault = journal.hand_of(noor).vault;
    journal.reach_in(|db| stranger().take_the_place_of(db, sam, vault));
    let reading = super::read_ours(&journal, &opened);
    let Err((_, error)) = reading.go_on(&opened, &new, Some(&beside)) else {
        panic!("the card is not the one of who is beside")
    };
    let card = JournalError::Vault(VaultError::NotAuthentic("card"));
    assert_eq!(error, card, "their own root gives another card");
}

#[test]
fn what_opened_another_kit_and_keys_of_somebody_else_go_on_with_nothing() {
    let (journal, _) = lived_in();
    let (noor, sam) = (journal.noor, journal.sam);
    let opened = super::try_words(&journal, noor, &ours_kit(&journal, noor)).unwrap();
    let sams = super::try_words(&journal, sam, &ours_kit(&journal, sam)).unwrap();
    let mut surroundings = journal.world.surroundings();
    let mut keys = |of: &duologue_core::vault::OursOpened| {
        of.new_keys(NEW, Cost::CHEAP, surroundings.as_mut()).unwrap()
    };
    let (mine, theirs) = (keys(&opened), keys(&sams));
    let before = journal.bytes();
    for (proof, new) in [(&sams, &mine), (&opened, &theirs), (&sams, &theirs)] {
        let Err((reading, error)) = super::read_ours(&journal, &opened).go_on(proof, new, None)
        else {
            panic!("it is not Noor's")
        };
        assert_eq!(error, JournalError::NotYours, "Noor reads, and Noor's it must be");
        reading.lock().unwrap().close().unwrap();
    }
    assert_eq!(journal.bytes(), before, "nothing was written");
}
