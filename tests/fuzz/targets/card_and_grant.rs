//! Rows of members, grants and older cards; Sam may sign his own anew. Whoever comes in reads what
//! they wrote for themselves, and nobody reads a word that was not written.
//!
//! The first byte: bit 0, Sam signs every card and face that is not Noor's; bit 1, every grant that
//! names him as the sender. Then operations on the tables.

#![no_main]

use core_tests::{Hand, blake3_derive};
use duologue_fuzz::{Source, Table, assert_nothing_is_made_up, everything, good, operate, read};
use libfuzzer_sys::fuzz_target;
use rusqlite::Connection;

const TABLES: &[Table] = &[
    Table("member", &["partner", "card", "card_sig", "face", "face_sig"]),
    Table(
        "grant",
        &[
            "key",
            "recipient",
            "space",
            "recipient_card",
            "sender",
            "sender_card",
            "enc",
            "ct",
            "sig",
        ],
    ),
    Table("ring", &["partner", "number", "blob"]),
];

fuzz_target!(|bytes: &[u8]| {
    let journal = good().copy();
    let hand = journal.hand_of(journal.sam);
    let mut source = Source(bytes);
    let signs = source.byte();
    let done = journal.reach_in(|db| {
        let done = operate(db, TABLES, &mut source);
        if signs & 1 != 0 {
            sign_cards(db, &hand);
        }
        if signs & 2 != 0 {
            sign_grants(db, &hand);
        }
        done
    });
    let members = done.iter().any(|done| done.table == "member");
    for who in [journal.noor, journal.sam] {
        let sitting = match journal.try_sit(who, journal.passphrase_of(who)) {
            Ok(sitting) => sitting,
            Err(error) => {
                assert!(members, "grants and older cards lock nobody out: {error}");
                continue;
            }
        };
        assert_nothing_is_made_up(&everything(&sitting));
        let read = read(&sitting);
        if who == journal.noor {
            assert!(read.starts_with(&[0, 1, 2]), "Mine needs no grant and no partner: {read:?}");
        }
    }
});

type Bytes = Vec<u8>;

fn rows<const N: usize>(db: &Connection, sql: &str, who: &[u8]) -> Vec<(i64, [Bytes; N])> {
    let mut query = db.prepare(sql).expect("a query");
    let row = |row: &rusqlite::Row<'_>| {
        let columns: [rusqlite::Result<Bytes>; N] = std::array::from_fn(|n| row.get(n + 1));
        Ok((row.get(0)?, columns.map(Result::unwrap_or_default)))
    };
    let rows = query.query_map([who], row).expect("rows");
    rows.map(|row| row.expect("a row")).collect()
}

fn sign_cards(db: &Connection, hand: &Hand) {
    let sql = "SELECT rowid, partner, card, face FROM member WHERE partner <> ?";
    for (row, [partner, card, face]) in rows(db, sql, &good().noor.0) {
        let hash: [u8; 32] = blake3_derive("card", &card);
        let face: [u8; 32] = blake3_derive("face", &[&hand.vault.0[..], &partner, &face].concat());
        let card_sig = hand.signer.sign("duologue v1 card", &[&hash]);
        let face_sig = hand.signer.sign("duologue v1 face", &[&face]);
        let put = "UPDATE member SET card_sig = ?, face_sig = ? WHERE rowid = ?";
        db.execute(put, (&card_sig[..], &face_sig[..], row)).expect("signed");
    }
}

fn sign_grants(db: &Connection, hand: &Hand) {
    let sql = "SELECT rowid, space, key, recipient_card, sender_card, enc, ct
               FROM \"grant\" WHERE sender = ?";
    for (row, body) in rows::<6>(db, sql, &hand.partner.0) {
        let body = [&hand.vault.0[..], &body.concat()].concat();
        let sig = hand.signer.sign("duologue v1 grant", &[&body]);
        db.execute("UPDATE \"grant\" SET sig = ? WHERE rowid = ?", (&sig[..], row))
            .expect("signed");
    }
}
