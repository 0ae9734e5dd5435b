//! Frozen vectors: a journal made with repeating randomness has the very same rows.
//!
//! What lies in `vectors/` was written by `DUOLOGUE_WRITE_VECTORS=1 cargo test -p core-tests vectors`.
//! Until release 1.0 a change of the format writes it anew; afterwards it stays.

use super::hostile_list::backup_frames::{Parts, keys};
use chacha20poly1305::{ChaCha20Poly1305, KeyInit, aead::Aead};
use core_tests::files::{attach, chunks, key_blob};
use core_tests::slot_rows::{blob, slots};
use core_tests::{
    ChangeRow, NOOR, SAM, blake3_derive, go_on, journal_of_two, kept_kit, listed, lock, november,
};
use duologue_core::crypto::{KitKind, ObjectType, decrypt_object};
use duologue_core::journal::restore;
use duologue_core::vault::{BackupFile, Computer};
use rusqlite::types;
use serde_json::{Value, json};
use std::path::Path;

/// Set where they are written anew.
const WRITE: &str = "DUOLOGUE_WRITE_VECTORS";
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/");

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

/// Holds what was made now against what was frozen, or freezes it.
fn assert_frozen(file: &str, made: &Value) {
    let path = format!("{FOLDER}{file}");
    if std::env::var_os(WRITE).is_some() {
        std::fs::create_dir_all(FOLDER).unwrap();
        std::fs::write(&path, format!("{}\n", serde_json::to_string_pretty(made).unwrap()))
            .unwrap();
    }
    let frozen: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    for (name, value) in frozen.as_object().unwrap() {
        assert_eq!(&made[name], value, "{name}: a derivation of the format changed");
    }
}

#[test]
fn a_journal_made_with_the_same_randomness_has_the_same_bytes() {
    assert_frozen("journal.json", &vectors());
}

/// From sixteen bytes to the words, and to every column of the slot.
fn kit_vector(kind: KitKind, number: i64) -> Value {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let proof = noor.own_challenge().unwrap().answer(NOOR, None).unwrap();
    let before = journal.world.drawn();
    let words: Vec<_> = kept_kit(&mut noor, kind, &proof).words().words().collect();
    let vault = noor.vault();
    lock(noor);
    let entropy = journal.world.value_drawn(before);
    let rows = journal.reach_in(slots);
    let row = rows.iter().find(|row| row[2] == types::Value::Integer(number)).unwrap();
    json!({
        "entropy": hex::encode(&entropy),
        "words": words.join(" "),
        "secret": hex::encode(blake3_derive::<32>("kit", &entropy)),
        "vault": vault.to_string(),
        "root": hex::encode(journal.root_of(journal.noor)),
        "slot": hex::encode(blob(&row[0])),
        "partner": hex::encode(blob(&row[1])),
        "kind": number,
        "commitment": hex::encode(blob(&row[7])),
        "sealed": hex::encode(blob(&row[8])),
        "chk": hex::encode(blob(&row[9])),
    })
}

#[test]
fn kits_made_with_the_same_randomness_have_the_same_words_and_slots() {
    let made = json!({
        "all_of_mine": kit_vector(KitKind::AllOfMine, 2),
        "only_ours": kit_vector(KitKind::OnlyOurs, 3),
    });
    assert_frozen("kits.json", &made);
}

#[test]
fn a_witness_of_the_same_journal_says_the_same() {
    let journal = journal_of_two();
    let hand = journal.hand_of(journal.noor);
    let (key, blob): (Vec<u8>, Vec<u8>) = journal.reach_in(|db| {
        let find = "SELECT key, blob FROM witness WHERE partner = ?";
        db.query_row(find, [&journal.noor.0[..]], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
    });
    let mine = hand.mine_key();
    let place: [&[u8]; 4] = [&hand.vault.0, &journal.noor.0, &[0; 16], &mine.id().0];
    let plain = decrypt_object(&mine, ObjectType::Witness, &place, &blob).unwrap();
    let made = json!({
        "vault": hand.vault.to_string(),
        "partner": journal.noor.to_string(),
        "root": hex::encode(journal.root_of(journal.noor)),
        "key": hex::encode(key),
        "blob": hex::encode(&blob),
        "json": std::str::from_utf8(&plain).unwrap(),
    });
    assert_frozen("witness.json", &made);
}

#[test]
fn an_attachment_made_with_the_same_randomness_has_the_same_key_and_chunks() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let page = noor.write_page(true, november(2), "A page, é.", &[]).unwrap();
    let before = journal.world.drawn();
    let bytes = vec![7; 70_000];
    let id = attach(&mut noor, page, &bytes);
    lock(noor);
    let (drawn, key) = (journal.world.value_drawn(before), journal.world.value_drawn(before + 1));
    assert_eq!(drawn, id.0, "an id is drawn, and then its key");
    let hand = journal.hand_of(journal.noor);
    let material = [&key[..], &hand.vault.0, &id.0].concat();
    let chunk_key: [u8; 32] = blake3_derive("file", &material);
    let of = journal.reach_in(|db| chunks(db, id));
    let cipher = ChaCha20Poly1305::new((&chunk_key).into());
    let mut plain = Vec::new();
    for (n, chunk) in of.iter().enumerate() {
        let nonce = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, n as u8, u8::from(n + 1 == of.len())];
        plain.extend(cipher.decrypt(&nonce.into(), &chunk[..]).unwrap());
    }
    assert_eq!(plain.len(), 71_680, "padded as the format says");
    assert!(plain.starts_with(&bytes) && plain[70_000] == 0x80, "and opened with nothing of ours");
    let (space, _) = journal.reach_in(|db| hand.ours(db));
    let made = json!({
        "vault": hand.vault.to_string(),
        "space": space.to_string(),
        "attachment": id.to_string(),
        "key": hex::encode(&key),
        "chunk_key": hex::encode(chunk_key),
        "blob": hex::encode(journal.reach_in(|db| key_blob(db, id))),
        "hash": blake3::hash(&bytes).to_hex().as_str(),
        "chunk_bytes": of.iter().map(Vec::len).collect::<Vec<_>>(),
        "chunk_hashes": of.iter().map(|chunk| blake3::hash(chunk).to_string()).collect::<Vec<_>>(),
    });
    assert_frozen("attachment.json", &made);
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

/// Of each version of the format the backup that lies in `vectors/`, and how it was made.
const BACKUPS: [(u32, &str, &str); 2] =
    [(1, "kept.duologue-backup", "backup.json"), (2, "kept.2.duologue-backup", "backup.2.json")];

/// A backup by Noor of a journal of this version, with the key it was made with and what it comes to
/// on the way.
fn backup_vector(version: u32) -> (Vec<u8>, Value) {
    let journal = journal_of_two();
    journal.reach_in(|db| db.execute("UPDATE vault SET format = ?", [version]).unwrap());
    let path = journal.place("kept.duologue-backup");
    let mut noor = journal.sit(journal.noor);
    noor.write_page(true, november(2), "A page, é.", &["tag".into()]).unwrap();
    noor.write_page(false, november(2), "Mine.", &[]).unwrap();
    let before = journal.world.drawn();
    noor.back_up(&path, &mut go_on).unwrap();
    lock(noor);
    let bytes = std::fs::read(path).unwrap();
    let drawn = (before..journal.world.drawn()).map(|n| journal.world.value_drawn(n));
    let parts = Parts::of(bytes.clone(), drawn);
    let records: Vec<Value> =
        parts.records.iter().map(|(kind, record)| json!([kind, record.len()])).collect();
    let (_, end) = parts.records.last().unwrap();
    let (commitment, frames) = keys(&parts.file_key, &parts.before);
    let made = json!({
        "root": hex::encode(journal.root_of(journal.noor)),
        "file_key": hex::encode(parts.file_key),
        "before": hex::encode(blake3::hash(&parts.before).as_bytes()),
        "commitment": hex::encode(commitment),
        "frames": hex::encode(frames),
        "records": records,
        "end": hex::encode(end),
        "bytes": bytes.len(),
        "hash": hex::encode(blake3::hash(&bytes).as_bytes()),
    });
    (bytes, made)
}

#[test]
fn a_backup_made_with_the_same_randomness_has_the_same_bytes() {
    for (version, kept, how) in BACKUPS {
        let (bytes, made) = backup_vector(version);
        if std::env::var_os(WRITE).is_some() {
            std::fs::write(format!("{FOLDER}{kept}"), &bytes).unwrap();
        }
        assert_frozen(how, &made);
        let frozen = std::fs::read(format!("{FOLDER}{kept}")).unwrap();
        assert!(frozen == bytes, "every byte of {kept} is made again");
    }
}

#[test]
fn the_frozen_backups_are_still_read_by_both() {
    BACKUPS.iter().for_each(|(_, kept, _)| read_by_both(&format!("{FOLDER}{kept}")));
}

fn read_by_both(path: &str) {
    let journal = journal_of_two();
    for (who, passphrase) in [(journal.noor, NOOR), (journal.sam, SAM)] {
        let mut backup = BackupFile::open(Path::new(path)).unwrap();
        let opened = backup.challenge(who).unwrap().answer(passphrase, None).unwrap();
        assert_eq!(backup.verify_opened(&opened, &mut go_on), Ok(vec![]), "it is whole");
        let target = journal.place(&format!("{who}.duologue"));
        let computer = Computer::new(&journal.place("restored computer"));
        let surroundings = journal.world.surroundings();
        restore(&mut backup, &opened, &target, computer.clone(), surroundings, &mut go_on).unwrap();
        let restored = journal.elsewhere(&target, computer);
        let sitting = restored.sit(who);
        let texts: Vec<_> = listed(&sitting).into_iter().map(|head| head.excerpt).collect();
        assert!(texts.contains(&"A page, é.".to_owned()), "what it holds is read: {texts:?}");
        lock(sitting);
    }
}
