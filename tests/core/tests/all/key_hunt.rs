//! A hunt for keys over every file that an evening leaves: the journal, its write-ahead log, the
//! backup, the computer's record. Every window of 32 bytes is tried, as it stands, as hex and as
//! base64; and as a kit's 16 bytes.
//!
//! Most keys are told by what stands in the files in plain: a root and a space key by a key id, a
//! keyslot's secret and a kit by a commitment, a backup's key by its commitment. An ours root, an
//! Ed25519 seed, an X-Wing key and a ring key cannot be told cheaply by a file: they are sought by
//! what they are in this journal.

use core_tests::evening::{self, BACKUP, COMPUTER, JOURNAL, STEPS};
use core_tests::slot_rows::{blob, slots};
use core_tests::{
    Kept, NOOR, blake3_derive, effort, holds_any_window, journal_of_two, kept_kit, lock,
};
use duologue_core::crypto::KitKind;
use rusqlite::Connection;
use rusqlite::types::Value;
use std::collections::{BTreeSet, HashSet};
use std::path::Path;
use std::process::Command;

const SCRIBE: &str = env!("CARGO_BIN_EXE_scribe");
const HEX: &[u8] = b"0123456789abcdef0123456789ABCDEF";
const BASE64: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/// Digits of 32 bytes: the 43rd has two bits that say nothing.
const BASE64_DIGITS: usize = 43;

/// A hasher that has its context already.
struct Derive(blake3::Hasher);

impl Derive {
    fn of(purpose: &str) -> Self {
        Self(blake3::Hasher::new_derive_key(&format!("duologue 2026 v1 {purpose}")))
    }

    fn apply<const N: usize>(&self, parts: &[&[u8]]) -> [u8; N] {
        let mut hasher = self.0.clone();
        for part in parts {
            hasher.update(part);
        }
        let mut out = [0; N];
        hasher.finalize_xof().fill(&mut out);
        out
    }
}

/// What a window is held against.
struct Hunt {
    key_id: Derive,
    mine: Derive,
    keyslot: Derive,
    kit: Derive,
    key_ids: HashSet<[u8; 16]>,
    /// The place and the commitment of every keyslot.
    slots: Vec<(Vec<u8>, [u8; 32])>,
    /// The hash before a backup's commitment, and that.
    backup: Option<([u8; 32], [u8; 32])>,
    known: HashSet<[u8; 32]>,
}

impl Hunt {
    /// For the keys of `journal` as it stands, and of the backup of it in `files`, if there is one.
    fn of(journal: &Kept, backup: Option<&[u8]>) -> Self {
        let (key_ids, places) = journal.reach_in(|db| (key_ids(db), places(db)));
        let known =
            [journal.noor, journal.sam].into_iter().flat_map(|who| of_root(journal.root_of(who)));
        Self {
            key_id: Derive::of("key id"),
            mine: Derive::of("mine"),
            keyslot: Derive::of("keyslot"),
            kit: Derive::of("kit"),
            key_ids,
            slots: places,
            backup: backup.map(committed),
            known: known.collect(),
        }
    }

    /// What 32 bytes are, if they are a key.
    fn what_is(&self, window: &[u8; 32]) -> Option<&'static str> {
        if self.known.contains(window) {
            return Some("what follows from a root");
        }
        if self.key_ids.contains(&self.key_id.apply(&[window])) {
            return Some("a space key");
        }
        let mine: [u8; 32] = self.mine.apply(&[window]);
        if self.key_ids.contains(&self.key_id.apply(&[&mine])) {
            return Some("a root");
        }
        if self.opens_a_slot(window) {
            return Some("a keyslot's secret");
        }
        let (before, commitment) = self.backup.as_ref()?;
        let mut hasher = blake3::Hasher::new_keyed(window);
        hasher.update(b"duologue v1 backup").update(before);
        (hasher.finalize() == *commitment).then_some("a backup's key")
    }

    fn opens_a_slot(&self, secret: &[u8]) -> bool {
        let fits = |(place, commitment): &(Vec<u8>, [u8; 32])| {
            self.keyslot.apply::<32>(&[secret, place]) == *commitment
        };
        self.slots.iter().any(fits)
    }

    /// Every key in `bytes`, in whatever way it is written.
    fn through(&self, bytes: &[u8]) -> BTreeSet<(&'static str, &'static str)> {
        let mut found = BTreeSet::new();
        for window in bytes.array_windows::<32>().filter(|window| is_any(*window)) {
            found.extend(self.what_is(window).map(|what| (what, "as it is")));
        }
        for window in bytes.array_windows::<16>().filter(|window| is_any(*window)) {
            let is_kit = self.opens_a_slot(&self.kit.apply::<32>(&[window]));
            found.extend(is_kit.then_some(("a kit", "as it is")));
        }
        for window in bytes.windows(64) {
            let key = digits(window, HEX, 4);
            found.extend(key.and_then(|key| self.what_is(&key)).map(|what| (what, "as hex")));
        }
        for window in bytes.windows(BASE64_DIGITS) {
            let key = digits(window, BASE64, 6);
            found.extend(key.and_then(|key| self.what_is(&key)).map(|what| (what, "as base64")));
        }
        found
    }
}

/// No key is one byte over and over, and most of a file is.
fn is_any(window: &[u8]) -> bool {
    window.iter().any(|byte| *byte != window[0])
}

/// The 32 bytes that digits of so many bits stand for.
fn digits(window: &[u8], alphabet: &[u8], bits: u32) -> Option<[u8; 32]> {
    let (mut bytes, mut n, mut waiting, mut held) = ([0; 32], 0, 0u32, 0);
    for digit in window {
        // Two signs of base64 have others in addresses.
        let digit = match digit {
            b'-' if bits == 6 => b'+',
            b'_' if bits == 6 => b'/',
            digit => *digit,
        };
        let value = alphabet.iter().position(|known| *known == digit)? & ((1 << bits) - 1);
        waiting = waiting << bits | u32::try_from(value).ok()?;
        held += bits;
        if held >= 8 && n < 32 {
            held -= 8;
            bytes[n] = (waiting >> held).to_be_bytes()[3];
            n += 1;
        }
    }
    (n == 32).then_some(bytes)
}

/// Everything that follows from a root and is a secret.
fn of_root(root: [u8; 32]) -> Vec<[u8; 32]> {
    let ours: [u8; 32] = blake3_derive("ours root", &root);
    let of_ours = ["sign", "receive"].map(|purpose| blake3_derive(purpose, &ours));
    [&of_ours[..], &[ours, blake3_derive("ring", &root)]].concat()
}

fn key_ids(db: &Connection) -> HashSet<[u8; 16]> {
    let mut query = db.prepare("SELECT id FROM key").unwrap();
    let ids = query.query_map([], |row| row.get(0)).unwrap();
    ids.map(Result::unwrap).collect()
}

/// Place and commitment of every keyslot.
fn places(db: &Connection) -> Vec<(Vec<u8>, [u8; 32])> {
    let vault: Vec<u8> = db.query_row("SELECT id FROM vault", [], |row| row.get(0)).unwrap();
    let place = |row: Vec<Value>| {
        let Value::Integer(kind) = row[2] else { panic!("a number") };
        let kind = u8::try_from(kind).unwrap();
        let place = [&vault[..], blob(&row[1]), blob(&row[0]), &[kind]].concat();
        (place, blob(&row[7]).try_into().unwrap())
    };
    slots(db).into_iter().map(place).collect()
}

/// The hash of what stands before a backup's commitment, and that.
fn committed(backup: &[u8]) -> ([u8; 32], [u8; 32]) {
    let len = u32::from_be_bytes(backup[19..23].try_into().unwrap()) as usize;
    let (before, rest) = backup.split_at(23 + len);
    (*blake3::hash(before).as_bytes(), rest[..32].try_into().unwrap())
}

/// A journal of two, in which Noor has a kit as well.
fn with_a_kit() -> (Kept, [u8; 16]) {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let proof = noor.own_challenge().unwrap().answer(NOOR, None).unwrap();
    let before = journal.world.drawn();
    kept_kit(&mut noor, KitKind::AllOfMine, &proof);
    lock(noor);
    let entropy = journal.world.value_drawn(before).try_into().unwrap();
    (journal, entropy)
}

/// Every file that is there once the program that spends the evening ended after so many steps.
fn left_after(journal: &Kept, steps: usize) -> Vec<(String, Vec<u8>)> {
    let folder = evening::folder();
    std::fs::copy(&journal.path, folder.path().join(JOURNAL)).unwrap();
    journal.copy_records(&folder.path().join(COMPUTER));
    let mut scribe = Command::new(SCRIBE);
    let ended = scribe.arg(folder.path()).arg(steps.to_string()).output().unwrap();
    assert!(ended.status.success(), "the evening is spent: {ended:?}");
    let name = |path: &Path| path.strip_prefix(folder.path()).unwrap().display().to_string();
    evening::files(folder.path()).into_iter().map(|(path, bytes)| (name(&path), bytes)).collect()
}

fn backup_in(files: &[(String, Vec<u8>)]) -> Option<&[u8]> {
    files.iter().find(|(name, _)| name == BACKUP).map(|(_, bytes)| &bytes[..])
}

#[test]
fn no_key_stands_in_any_file_that_an_evening_leaves() {
    let (journal, _) = with_a_kit();
    let mut kinds = BTreeSet::new();
    // With a write-ahead log, with a backup beside it, and locked; or after every step.
    for steps in effort::of(vec![3, 7, STEPS], (1..=STEPS).collect()) {
        let files = left_after(&journal, steps);
        let hunt = Hunt::of(&journal, backup_in(&files));
        for (name, bytes) in &files {
            assert_eq!(hunt.through(bytes), BTreeSet::new(), "{name}, after {steps} steps");
            kinds.insert(name.rsplit(['-', '.']).next().unwrap().to_owned());
        }
    }
    let looked_at: Vec<_> = kinds.iter().map(String::as_str).collect();
    assert_eq!(looked_at, ["backup", "duologue", "json", "marks", "wal"], "every file there is");
    effort::held("no key in any file of an evening");
}

/// A key of each kind, as it is in `journal`; and the evening's record, in which it is hidden.
struct Planted {
    journal: Kept,
    backup: Vec<u8>,
    keys: Vec<(&'static str, Vec<u8>)>,
}

impl Planted {
    fn new() -> Self {
        let (journal, entropy) = with_a_kit();
        let path = journal.place(BACKUP);
        let before = journal.world.drawn();
        let mut noor = journal.sit(journal.noor);
        noor.back_up(&path, &mut core_tests::go_on).unwrap();
        lock(noor);
        let backup = std::fs::read(path).unwrap();
        let hunt = Hunt::of(&journal, Some(&backup));
        let root = journal.root_of(journal.sam);
        let mine: [u8; 32] = blake3_derive("mine", &root);
        let secret = slot_secret(&journal.reach_in(slots)[0], NOOR);
        let drawn = |from: usize, what: &'static str| {
            let values = (from..journal.world.drawn()).map(|n| journal.world.value_drawn(n));
            let mut keys = values.filter_map(|value| value.try_into().ok());
            keys.find(|key| hunt.what_is(key) == Some(what)).unwrap().to_vec()
        };
        let mut keys = vec![
            ("a root", root.to_vec()),
            ("a space key", mine.to_vec()),
            ("a space key", drawn(0, "a space key")),
            ("a keyslot's secret", secret.to_vec()),
            ("a backup's key", drawn(before, "a backup's key")),
            ("a kit", entropy.to_vec()),
        ];
        keys.extend(
            of_root(root).into_iter().map(|key| ("what follows from a root", key.to_vec())),
        );
        Self { journal, backup, keys }
    }
}

/// What a passphrase of the fixture becomes.
fn slot_secret(row: &[Value], passphrase: &str) -> [u8; 32] {
    use argon2::{Algorithm, Argon2, Params, Version};
    let mut secret = [0; 32];
    let params = Params::new(64, 1, 1, Some(32)).unwrap();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), blob(&row[6]), &mut secret)
        .unwrap();
    secret
}

/// Base64, with the two signs of either alphabet.
fn base64(bytes: &[u8], for_addresses: bool) -> Vec<u8> {
    let digit = |n: usize| match BASE64[n] {
        b'+' if for_addresses => b'-',
        b'/' if for_addresses => b'_',
        digit => digit,
    };
    let of_three = |three: &[u8]| {
        let n =
            three.iter().fold(0, |n, byte| n << 8 | usize::from(*byte)) << (8 * (3 - three.len()));
        (0..=three.len()).map(move |at| digit(n >> (18 - 6 * at) & 63)).collect::<Vec<_>>()
    };
    bytes.chunks(3).flat_map(of_three).collect()
}

#[test]
fn a_key_that_is_planted_is_found_however_it_is_written() {
    let planted = Planted::new();
    let hunt = Hunt::of(&planted.journal, Some(&planted.backup));
    // Where it is hidden: beside an odd number of bytes of a real file.
    let hidden = |key: &[u8]| [&planted.backup[..1001], key, &planted.backup[1001..2002]].concat();
    for (what, key) in &planted.keys {
        let found = hunt.through(&hidden(key));
        assert_eq!(found, BTreeSet::from([(*what, "as it is")]), "{what}, as it is");
        if key.len() < 32 {
            continue;
        }
        let hex = hex::encode(key);
        for written in [hex.to_uppercase(), hex] {
            let found = hunt.through(&hidden(written.as_bytes()));
            assert_eq!(found, BTreeSet::from([(*what, "as hex")]), "{what}, as {written}");
        }
        for for_addresses in [false, true] {
            let written = base64(key, for_addresses);
            let found = hunt.through(&hidden(&written));
            assert_eq!(found, BTreeSet::from([(*what, "as base64")]), "{what}, as base64");
        }
    }
    let gone: Vec<u8> = planted.keys.iter().flat_map(|(_, key)| key[1..].to_vec()).collect();
    assert_eq!(hunt.through(&gone), BTreeSet::new(), "a key without its first byte is none");
    assert!(!holds_any_window(&planted.backup, &gone), "and none is in what it was hidden in");
}
