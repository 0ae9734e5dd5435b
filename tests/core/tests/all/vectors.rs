//! Frozen vectors: a journal made with repeating randomness has the very same rows.
//!
//! `vectors/journal.json` was written by `DUOLOGUE_WRITE_VECTORS=1 cargo test -p core-tests vectors`.
//! Until release 1.0 a change of the format writes it anew; afterwards it stays.

use core_tests::{ChangeRow, blake3_derive, journal_of_two, lock, november};
use serde_json::{Value, json};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/journal.json");

/// Everything in the file that must not change while the format does not.
fn vectors() -> Value {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let page = noor.write_page(true, november(2), "A page, é.", &["tag".into()]).unwrap();
    noor.edit_page(page, november(3), "An edit.", &[]).unwrap();
    noor.write_page(false, november(2), "Mine.", &[]).unwrap();
    lock(noor);
    journal.reach_in(|db| {
        let column = |sql: &str| -> Vec<String> {
            let mut query = db.prepare(sql).unwrap();
            let rows = query.query_map([], |row| row.get::<_, Vec<u8>>(0)).unwrap();
            rows.map(|bytes| hex::encode(bytes.unwrap())).collect()
        };
        let cards = column("SELECT card FROM member ORDER BY rowid");
        let hashes: Vec<String> = cards
            .iter()
            .map(|card| hex::encode(blake3_derive::<32>("card", &hex::decode(card).unwrap())))
            .collect();
        let changes: Vec<Value> = ChangeRow::all(db)
            .into_iter()
            .map(|row| {
                json!({
                    "id": row.id,
                    "content_hash": hex::encode(row.content_hash),
                    "link": hex::encode(row.link),
                    "sig": hex::encode(row.sig),
                    "sum": hex::encode(row.sum),
                    "blob_bytes": row.blob.map(|blob| blob.len()),
                })
            })
            .collect();
        json!({
            "vault": column("SELECT id FROM vault"),
            "card_hashes": hashes,
            "card_signatures": column("SELECT card_sig FROM member ORDER BY rowid"),
            "slot_commitments": column("SELECT commitment FROM keyslot ORDER BY rowid"),
            "slot_sealed": column("SELECT sealed FROM keyslot ORDER BY rowid"),
            "slot_checks": column("SELECT chk FROM keyslot ORDER BY rowid"),
            "key_ids": column("SELECT id FROM key ORDER BY n"),
            "grant_ciphertexts": column("SELECT ct FROM \"grant\" ORDER BY rowid"),
            "changes": changes,
        })
    })
}

#[test]
fn a_journal_made_with_the_same_randomness_has_the_same_bytes() {
    let made = vectors();
    if std::env::var_os("DUOLOGUE_WRITE_VECTORS").is_some() {
        std::fs::create_dir_all(std::path::Path::new(PATH).parent().unwrap()).unwrap();
        std::fs::write(PATH, format!("{}\n", serde_json::to_string_pretty(&made).unwrap()))
            .unwrap();
    }
    let frozen: Value = serde_json::from_slice(&std::fs::read(PATH).unwrap()).unwrap();
    for (name, value) in frozen.as_object().unwrap() {
        assert_eq!(&made[name], value, "{name}: a derivation of the format changed");
    }
}

#[test]
fn keys_are_derived_as_the_format_says() {
    let journal = journal_of_two();
    let root = journal.root_of(journal.noor);
    let hand = journal.hand_of(journal.noor);
    let mine: [u8; 32] = blake3_derive("mine", &root);
    let id: [u8; 16] = blake3_derive("key id", &mine);
    assert_eq!(hand.mine_key().id().0, id, "root → Mine key → its id");
    let ours: [u8; 32] = blake3_derive("ours root", &root);
    let seed: [u8; 32] = blake3_derive("sign", &ours);
    let public = ed25519_dalek::SigningKey::from_bytes(&seed).verifying_key().to_bytes();
    assert_eq!(hand.signer.public(), public, "root → ours root → Ed25519 seed");
}
