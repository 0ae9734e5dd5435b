//! Going on with a kit for only Ours: of what vouches for the partner's card, nothing that a thief of
//! older keys can make or put back.

use super::hostile::{grants, stranger, unconfirmed};
use super::new_keys::rotate;
use super::{lived_in, ours_kit, try_begin};
use core_tests::{Hand, blake3_derive, journal_of_two, lock, lock_both, november, refused};
use duologue_core::Id;
use rusqlite::Connection;
use rusqlite::types::Value;

/// Whoever knows the passphrase that Noor gave up can sign with that card, and what they gave with it
/// is none of Noor's doing.
#[test]
fn a_grant_by_a_card_that_was_given_up_vouches_for_nobody() {
    let mut journal = journal_of_two();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut sitting = journal.sit(noor);
    sitting.write_page(false, november(2), "what Noor saw is said in Mine", &[]).unwrap();
    sitting.write_page(true, november(2), "Noor in Ours", &[]).unwrap();
    lock(sitting);
    let thief = journal.hand_of(noor);
    rotate(&mut journal, noor, "since the theft");
    lock_both(journal.together());
    let words = ours_kit(&journal, noor);
    journal.reach_in(|db| {
        stranger().take_the_place_of(db, sam, thief.vault);
        let given = "DELETE FROM \"grant\" WHERE sender = ? AND recipient = ?";
        assert_ne!(db.execute(given, (&noor.0[..], &sam.0[..])).unwrap(), 0);
        let older = "SELECT substr(blob, 1, length(blob) - 72) FROM ring WHERE partner = ?";
        let card: Vec<u8> = db.query_row(older, [&noor.0[..]], |row| row.get(0)).unwrap();
        grant_by(db, &thief, &card, sam);
    });
    let before = journal.reach_in(grants);
    let refusal = refused(try_begin(&mut journal, noor, &words, None));
    assert_eq!(refusal, unconfirmed(), "only the thief says that this card is Sam's");
    assert_eq!(journal.reach_in(grants), before, "and no key is given to it");
}

/// A space that nobody began.
fn nowhere() -> Id {
    Id::from_slice(&[0xcd; 16]).unwrap()
}

/// A grant of some key of [`nowhere`] to the card of `to` in the file, by `card`, which `hand` signs
/// for.
fn grant_by(db: &Connection, hand: &Hand, card: &[u8], to: Id) {
    let key = Hand::own_key(9);
    hand.grant(db, to, nowhere(), &key);
    let by: [u8; 32] = blake3_derive("card", card);
    let find = "SELECT space, recipient_card, enc, ct FROM \"grant\" WHERE key = ?";
    let [space, recipient, enc, ct]: [Vec<u8>; 4] = db
        .query_row(find, [&key.id().0[..]], |row| {
            Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?])
        })
        .unwrap();
    let body = [&hand.vault.0[..], &space, &key.id().0, &recipient, &by, &enc, &ct].concat();
    let sig = hand.signer.sign("duologue v1 grant", &[&body]);
    let put = "UPDATE \"grant\" SET sender_card = ?, sig = ? WHERE key = ?";
    assert_eq!(db.execute(put, (&by[..], &sig[..], &key.id().0[..])).unwrap(), 1);
}

/// The newest card of Noor's vouches for the one before by its key, and not for the whole ring.
#[test]
fn a_card_that_a_stranger_puts_among_the_older_ones_gives_no_key() {
    let (mut journal, _) = lived_in();
    let noor = journal.noor;
    rotate(&mut journal, noor, "once before");
    lock_both(journal.together());
    let words = ours_kit(&journal, noor);
    let mut stranger = stranger();
    (stranger.partner, stranger.vault) = (noor, journal.hand_of(noor).vault);
    journal.reach_in(|db| {
        let find = "SELECT card FROM member WHERE partner = ?";
        let mut card: Vec<u8> = db.query_row(find, [&noor.0[..]], |row| row.get(0)).unwrap();
        card[34..38].copy_from_slice(&9u32.to_be_bytes());
        card[38..70].copy_from_slice(&stranger.signer.public());
        let put = "INSERT INTO ring(partner, number, blob) VALUES(?, 9, ?)";
        db.execute(put, (&noor.0[..], [&card[..], &[0; 72]].concat())).unwrap();
        grant_by(db, &stranger, &card, noor);
    });
    lock(try_begin(&mut journal, noor, &words, None).unwrap());
    let count = "SELECT count(*) FROM \"grant\" WHERE space = ?";
    let given: i64 =
        journal.reach_in(|db| db.query_row(count, [&nowhere().0[..]], |row| row.get(0)).unwrap());
    assert_eq!(given, 1, "the stranger's own: their space is none of Noor's, and gets no new key");
}

/// Rows of a table with so many columns, as they stand.
fn all(db: &Connection, table: &str, columns: usize) -> Vec<Vec<Value>> {
    let mut query = db.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
    let rows = query.query_map([], |row| (0..columns).map(|at| row.get(at)).collect());
    rows.unwrap().map(Result::unwrap).collect()
}

fn put_back(db: &Connection, table: &str, rows: &[Vec<Value>]) {
    for row in rows {
        let places = vec!["?"; row.len()].join(", ");
        let put = format!("INSERT OR REPLACE INTO \"{table}\" VALUES({places})");
        db.execute(&put, rusqlite::params_from_iter(row)).unwrap();
    }
}

/// Of two cards of Sam's nothing tells the newer, so both having been seen Sam must be beside: also
/// when the log under the newer one is called somebody else's.
#[test]
fn an_older_card_that_is_put_back_is_not_believed_because_the_newer_log_has_another_author() {
    for author in ["Noor", "nobody"] {
        let (mut journal, _) = lived_in();
        let (noor, sam) = (journal.noor, journal.sam);
        let mut sitting = journal.sit(noor);
        sitting.write_page(true, november(3), "having seen Sam", &[]).unwrap();
        lock(sitting);
        let keep = |db: &Connection| (all(db, "grant", 9), all(db, "member", 5));
        let (given, members) = journal.reach_in(keep);
        let rotated = super::new_keys::begin_rotation(&journal, sam, "since the theft");
        lock(rotated);
        journal.now_says(sam, "since the theft");
        let (given_since, _) = journal.reach_in(keep);
        lock_both(journal.together());
        let mut sitting = journal.sit(noor);
        sitting.write_page(true, november(4), "having seen it since", &[]).unwrap();
        lock(sitting);
        let words = ours_kit(&journal, noor);
        journal.reach_in(|db| {
            put_back(db, "grant", &given);
            put_back(db, "grant", &given_since);
            let is_sams = |row: &&Vec<Value>| row.contains(&Value::Blob(sam.0.to_vec()));
            let old = members.iter().find(is_sams).unwrap();
            db.execute("DELETE FROM member WHERE partner = ?", [&sam.0[..]]).unwrap();
            put_back(db, "member", std::slice::from_ref(old));
        });
        let refusal = refused(try_begin(&mut journal, noor, &words, None));
        assert_eq!(refusal, unconfirmed(), "changes of both cards were seen");
        let by = if author == "Noor" { noor } else { Id::from_slice(&[0xab; 16]).unwrap() };
        journal.reach_in(|db| {
            let newest = "(SELECT max(n) FROM log WHERE author = ?)";
            let put = format!("UPDATE log SET author = ? WHERE n = {newest}");
            assert_eq!(db.execute(&put, (&by.0[..], &sam.0[..])).unwrap(), 1);
        });
        let before = journal.reach_in(grants);
        let refusal = refused(try_begin(&mut journal, noor, &words, None));
        assert_eq!(refusal, unconfirmed(), "whoever the file says wrote it: {author}");
        assert_eq!(journal.reach_in(grants), before, "no key is given to the older card");
    }
}
