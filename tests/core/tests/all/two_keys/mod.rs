//! Ciphertexts that two keys open, by the cipher alone: what commits each place to one key refuses
//! the other.

mod collision;

use super::hostile_list::backup_frames::{MAGIC, before, keys};
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{ChaCha20Poly1305, KeyInit};
use collision::{View, under_both};
use core_tests::slot_rows::{blob, put_slot, slots, with_fitting_check};
use core_tests::{
    ChangeRow, Hand, Kept, NOOR, Place, SAM, blake3_derive, drawing, go_on, journal_of_two, lock,
    november, refused,
};
use duologue_core::crypto::FileKey;
use duologue_core::journal::JournalError;
use duologue_core::vault::{BackupFile, Computer, ProblemKind, VaultError};
use duologue_core::{Id, Link};
use rusqlite::types::Value;
use serde_json::{Value as Json, json};

const ANOTHER: &str = "another way into the same slot";

/// What a view makes of a ciphertext with its tag.
fn opened(view: &View, ciphertext: &[u8]) -> Option<Vec<u8>> {
    let payload = Payload { msg: ciphertext, aad: &view.aad };
    ChaCha20Poly1305::new(&view.key.into()).decrypt(&view.nonce.into(), payload).ok()
}

/// `bytes` of a ciphertext that both views open, the first block of which is what it must be.
/// `fixed` may set the rest, of which the last bytes are tried until it works.
fn collide(views: &[View; 2], fixed: impl Fn(u32) -> Vec<u8>) -> Vec<u8> {
    let found = (0..64).find_map(|attempt| {
        let mut ciphertext = fixed(attempt);
        let tag = under_both(views, &mut ciphertext, 0)?;
        Some([&ciphertext[..], &tag].concat())
    });
    let found = found.expect("one try in a few works");
    assert!(
        views.iter().all(|view| opened(view, &found).is_some()),
        "by the cipher alone both fit"
    );
    found
}

/// Commitment and key of a slot, for a passphrase.
fn slot_keys(passphrase: &str, row: &[Value], place: &[u8]) -> ([u8; 32], [u8; 32]) {
    use argon2::{Algorithm, Argon2, Params, Version};
    let mut secret = [0; 32];
    let params = Params::new(64, 1, 1, Some(32)).unwrap();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), blob(&row[6]), &mut secret)
        .unwrap();
    let both: [u8; 64] = blake3_derive("keyslot", &[&secret[..], place].concat());
    (both[..32].try_into().unwrap(), both[32..].try_into().unwrap())
}

/// Noor's slot with a root in it that two passphrases decrypt, and the commitment to each.
fn slot_of_two(journal: &Kept) -> (Vec<Value>, [[u8; 32]; 2]) {
    let row = journal.reach_in(slots).remove(0);
    let place = [&journal.open().id().0[..], blob(&row[1]), blob(&row[0]), &[1]].concat();
    let numbers = [64u32, 1, 1].map(u32::to_be_bytes).concat();
    let aad = [&place[..], &numbers, blob(&row[6])].concat();
    let keys = [NOOR, ANOTHER].map(|passphrase| slot_keys(passphrase, &row, &place));
    let views = keys.map(|(_, key)| View { key, nonce: [0; 12], aad: aad.clone() });
    let sealed = collide(&views, |attempt| [&[0; 28][..], &attempt.to_be_bytes()].concat());
    let mut of_two = row;
    of_two[8] = Value::Blob(sealed);
    (of_two, keys.map(|(commitment, _)| commitment))
}

#[test]
fn a_keyslot_that_two_passphrases_decrypt_opens_with_the_one_it_commits_to() {
    let journal = journal_of_two();
    let (slot, commitments) = slot_of_two(&journal);
    // A computer that has seen none of Noor's keyslots.
    let elsewhere = journal.elsewhere(&journal.path, Computer::new(&journal.place("elsewhere")));
    for (n, commitment) in commitments.into_iter().enumerate() {
        let mut slot = slot.clone();
        slot[7] = Value::Blob(commitment.to_vec());
        let slot = with_fitting_check(&journal, slot);
        journal.reach_in(|db| {
            db.execute("DELETE FROM keyslot WHERE partner = ?", [&journal.noor.0[..]]).unwrap();
            put_slot(db, &slot);
        });
        let [one, other] = [[NOOR, ANOTHER], [ANOTHER, NOOR]][n];
        let error = |passphrase| refused(elsewhere.try_sit(journal.noor, passphrase));
        let wrong = JournalError::Vault(VaultError::WrongPassphrase);
        assert_eq!(error(other), wrong, "the commitment is to the other passphrase");
        // What it decrypts is nobody's root: the cipher is what let it through.
        let no_root = JournalError::Vault(VaultError::NotAuthentic("card"));
        assert_eq!(error(one), no_root, "and this passphrase is the one it commits to");
    }
}

/// Bytes of a page's blob without nonce and tag.
const PADDED: usize = 512;
const NONCE: usize = 24;

/// The key of an object.
fn object_key(space_key: &[u8; 32], nonce: &[u8]) -> [u8; 32] {
    let material = [b"duologue v1 object", &[1][..], nonce].concat();
    *blake3::keyed_hash(space_key, &material).as_bytes()
}

/// A blob at the place of `row` that two space keys open, each to something that is padded as it
/// should be.
fn blob_of_two(journal: &Kept, row: &ChangeRow, space_keys: [[u8; 32]; 2]) -> Vec<u8> {
    let hand = journal.hand_of(journal.noor);
    let header = journal.reach_in(|db| Place::of(db, hand.vault, row).header());
    let views = |nonce: &[u8]| {
        space_keys.map(|key| {
            let id: [u8; 16] = blake3_derive("key id", &key);
            let aad = [&[1][..], &header, &row.link, &id].concat();
            View { key: object_key(&key, nonce), nonce: [0; 12], aad }
        })
    };
    // The last byte of both plaintexts is the mark of the padding: one nonce in 256 has it so.
    let fitting = |nonce: &[u8; NONCE]| {
        let streams = views(nonce).map(|view| view.stream(PADDED));
        streams[0].last() == streams[1].last()
    };
    let nonces =
        (0..100_000u32).map(|n| [&[0; 20][..], &n.to_be_bytes()].concat().try_into().unwrap());
    let nonce: [u8; NONCE] = nonces.into_iter().find(fitting).unwrap();
    let views = views(&nonce);
    let last = 0x80 ^ views[0].stream(PADDED).last().unwrap();
    let ciphertext = collide(&views, |attempt| {
        let mut bytes = vec![0; PADDED];
        bytes[32..36].copy_from_slice(&attempt.to_be_bytes());
        bytes[PADDED - 1] = last;
        bytes
    });
    for view in &views {
        let plain = opened(view, &ciphertext).unwrap();
        assert_eq!(plain.last(), Some(&0x80), "511 bytes, padded to 512");
    }
    [&nonce[..], &ciphertext].concat()
}

#[test]
fn a_change_that_two_keys_decrypt_shows_what_was_signed_or_nothing() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let pages: [Link; 2] =
        ["one", "two"].map(|text| noor.write_page(true, november(2), text, &[]).unwrap());
    lock(noor);
    // Noor and Sam both have two keys of Ours: Sam grants a second one.
    let second = [3; 32];
    let sams = journal.hand_of(journal.sam);
    let (first, numbers) = journal.reach_in(|db| {
        let (space, key) = sams.ours(db);
        for who in [journal.noor, journal.sam] {
            sams.grant(db, who, space, &Hand::own_key(3));
        }
        let number = |id: Id| -> i64 {
            db.execute("INSERT OR IGNORE INTO key(id) VALUES(?)", [&id.0[..]]).unwrap();
            db.query_row("SELECT n FROM key WHERE id = ?", [&id.0[..]], |row| row.get(0)).unwrap()
        };
        (key.id(), [number(key.id()), number(Hand::own_key(3).id())])
    });
    let first = drawn(&journal, first);
    let row = journal.reach_in(|db| ChangeRow::of(db, pages[0]));
    let blob = blob_of_two(&journal, &row, [first, second]);
    for (which, key) in ["the first", "the second"].into_iter().zip(numbers) {
        let sum = blake3::hash(&blob).as_bytes()[..16].to_vec();
        let forged = ChangeRow { key, sum, blob: Some(blob.clone()), ..row.clone() };
        journal.reach_in(|db| forged.put(db));
        for who in [journal.noor, journal.sam] {
            let sitting = journal.sit(who);
            let of_it = sitting
                .problems()
                .into_iter()
                .find(|problem| problem.id.seq > 0 && problem.kind != ProblemKind::OldGrant);
            assert_eq!(
                of_it.map(|problem| problem.kind),
                Some(ProblemKind::NotAuthentic),
                "{which} key opens it, and it is not what the author signed"
            );
            assert!(sitting.page(pages[0]).is_err(), "{which} key: nothing of it is shown");
            assert!(sitting.page(pages[1]).is_ok(), "{which} key: and the page beside it is");
            lock(sitting);
        }
    }
}

/// The space key of this name, out of what was drawn.
fn drawn(journal: &Kept, id: Id) -> [u8; 32] {
    let drawn = (0..journal.world.drawn()).map(|n| journal.world.value_drawn(n));
    let mut keys = drawn.filter_map(|value| <[u8; 32]>::try_from(&value[..]).ok());
    keys.find(|key| blake3_derive::<16>("key id", key) == id.0).unwrap()
}

/// A backup of Noor's that gives Sam another file key than Noor, and one frame for both.
struct ForBoth {
    before: Vec<u8>,
    commitments: [[u8; 32]; 2],
    frame: Vec<u8>,
}

impl ForBoth {
    fn make(journal: &Kept) -> Self {
        let file_keys = [[1; 32], [2; 32]];
        let mut header = header_of(journal);
        let vault = hex::decode(header["vault"].as_str().unwrap()).unwrap();
        let card_of = |header: &Json, who: &Json| -> Vec<u8> {
            let members = header["members"].as_array().unwrap();
            let member = members.iter().find(|member| member["partner"] == *who).unwrap();
            hex::decode(member["card"].as_str().unwrap()).unwrap()
        };
        for ((n, key), who) in file_keys.iter().enumerate().zip([journal.noor, journal.sam]) {
            let who = Json::from(who.to_string());
            let public = card_of(&header, &who)[70..].try_into().unwrap();
            let sender = journal.noor.0;
            let to = hex::decode(who.as_str().unwrap()).unwrap();
            let info = [&b"duologue v1 backup"[..], &vault, &to, &sender].concat();
            let file_key = FileKey::make(&mut drawing(key));
            let wrapped = file_key.wrap(&public, &info, &mut drawing(&[5; 64])).unwrap();
            header["wraps"][n] = json!({
                "recipient": who,
                "sender": journal.noor.to_string(),
                "enc": hex::encode(wrapped.enc),
                "ct": hex::encode(wrapped.ct),
            });
        }
        let before = before(header.to_string().as_bytes());
        let pairs = file_keys.map(|key| keys(&key, &before));
        let mut nonce = [0; 12];
        nonce[11] = 1;
        let views = pairs.map(|(_, key)| View { key, nonce, aad: Vec::new() });
        let frame = collide(&views, |attempt| [&[0; 508][..], &attempt.to_be_bytes()].concat());
        Self { before, commitments: pairs.map(|(commitment, _)| commitment), frame }
    }

    /// What becomes of it for somebody, committed to the key of the `n`-th wrap.
    fn verified(&self, journal: &Kept, n: usize, who: Id, passphrase: &str) -> VaultError {
        let path = journal.place("for both.duologue-backup");
        let bytes = [&self.before[..], &self.commitments[n], &self.frame].concat();
        std::fs::write(&path, bytes).unwrap();
        let mut backup = BackupFile::open(&path).unwrap();
        let opened = backup.challenge(who).unwrap().answer(passphrase, None).unwrap();
        refused(backup.verify_opened(&opened, &mut go_on))
    }
}

/// The header of a backup that Noor makes.
fn header_of(journal: &Kept) -> Json {
    let path = journal.place("kept.duologue-backup");
    let mut noor = journal.sit(journal.noor);
    noor.back_up(&path, &mut go_on).unwrap();
    lock(noor);
    let bytes = std::fs::read(&path).unwrap();
    let (length, rest) = bytes[MAGIC.len()..].split_at(4);
    let length = u32::from_be_bytes(length.try_into().unwrap()) as usize;
    serde_json::from_slice(&rest[..length]).unwrap()
}

#[test]
fn a_backup_whose_frames_two_keys_decrypt_is_read_by_the_one_it_commits_to() {
    let journal = journal_of_two();
    let both = ForBoth::make(&journal);
    let people = [(journal.noor, NOOR), (journal.sam, SAM)];
    for n in 0..2 {
        for (at, (who, passphrase)) in people.into_iter().enumerate() {
            let error = both.verified(&journal, n, who, passphrase);
            // Decrypted, and no record: the cipher let it through.
            let read = VaultError::Damaged("backup record");
            let refused = VaultError::Damaged("backup header");
            let (expected, why) = if at == n {
                (read, "this is the key it commits to")
            } else {
                (refused, "the commitment is to the other's key")
            };
            assert_eq!(error, expected, "{why}");
        }
    }
}
