//! What has no place in a backup is counted, row by row, and what is written is then checked once more.

use super::backup_read_back::meddled_with;
use super::hostile_list::backup_frames::{MAGIC, keys};
use chacha20poly1305::aead::Aead;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit, Nonce};
use core_tests::files::attach;
use core_tests::{ChangeRow, Kept, go_on, journal_of_two, lock, november};
use duologue_core::Link;
use duologue_core::journal::{DraftBody, JournalError};
use duologue_core::vault::VaultError;

const FRAME: usize = 65_536 + 16;

/// Two pages of Noor's with a file each, and a draft.
fn with_files() -> (Kept, [Link; 2]) {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let pages = ["one", "two"].map(|text| {
        let page = noor.write_page(true, november(2), text, &[]).unwrap();
        attach(&mut noor, page, text.as_bytes());
        page
    });
    let body = DraftBody::Page {
        page: None,
        ours: false,
        on: november(5),
        text: "begun".into(),
        tags: vec![],
    };
    noor.save_draft(None, body).unwrap();
    lock(noor);
    (journal, pages)
}

fn run(journal: &Kept, sql: &str) {
    journal.reach_in(|db| {
        db.pragma_update(None, "ignore_check_constraints", true).unwrap();
        assert!(db.execute(sql, []).unwrap() > 0, "something is put there: {sql}");
    });
}

/// How much a backup by Noor says does not hold.
fn damaged(journal: &Kept) -> u64 {
    let mut noor = journal.sit(journal.noor);
    let folder = tempfile::tempdir().unwrap();
    let made = noor.back_up(&folder.path().join("kept.duologue-backup"), &mut go_on).unwrap();
    lock(noor);
    made.damaged
}

/// Rows that no backup can hold, of every table that has such.
const STRAYS: [(&str, &str); 8] = [
    (
        "a grant of no shape",
        "\"grant\" SELECT x'01', recipient, space, recipient_card, sender, sender_card, enc, ct, sig FROM \"grant\" LIMIT 1",
    ),
    ("an older root without a number", "ring VALUES(randomblob(16), -1, randomblob(1358))"),
    ("an older root of nobody", "ring VALUES(x'01', 1, randomblob(1358))"),
    (
        "a key of a file without an id",
        "attachment SELECT x'01', space, key, blob FROM attachment LIMIT 1",
    ),
    ("a chunk without a number", "chunk SELECT id, -1, x'00' FROM attachment LIMIT 1"),
    (
        "a draft without a key",
        "draft SELECT randomblob(16), partner, x'01', blob FROM draft LIMIT 1",
    ),
    ("a draft of nobody", "draft SELECT randomblob(16), x'01', key, blob FROM draft LIMIT 1"),
    ("a witness without a key", "witness SELECT randomblob(16), x'01', blob FROM witness LIMIT 1"),
];

#[test]
fn every_row_that_has_no_place_in_a_backup_is_counted_once() {
    let (whole, _) = with_files();
    assert_eq!(damaged(&whole), 0, "nothing is left out of a whole journal");
    let all = whole.in_memory(&whole.bytes());
    for (n, (why, row)) in (1..).zip(STRAYS) {
        let journal = whole.in_memory(&whole.bytes());
        run(&journal, &format!("INSERT INTO {row}"));
        assert_eq!(damaged(&journal), 1, "{why}");
        run(&all, &format!("INSERT INTO {row}"));
        assert_eq!(damaged(&all), n, "{why}, beside those before it");
    }
    run(&all, "UPDATE member SET face = x'00' WHERE rowid = (SELECT max(rowid) FROM member)");
    assert_eq!(damaged(&all), 9, "and a member who cannot be shown");
}

fn rot(journal: &Kept, page: Link) {
    journal.reach_in(|db| {
        let mut row = ChangeRow::of(db, page);
        row.blob = Some(vec![7; 552]);
        row.put(db);
    });
}

fn is_damage(error: &JournalError) -> bool {
    matches!(error, JournalError::Vault(VaultError::Damaged(_)))
}

/// Everything was read back once.
fn at_the_end(done: u64, total: u64) -> bool {
    done == total
}

#[test]
fn a_backup_of_what_does_not_all_hold_is_read_from_the_disk_a_second_time() {
    let flip_the_last = |bytes: &mut Vec<u8>| *bytes.last_mut().unwrap() ^= 1;
    let (rotten, [page, _]) = with_files();
    rot(&rotten, page);
    let error = meddled_with(&rotten, at_the_end, flip_the_last);
    assert!(is_damage(&error), "a row that rotted: {error}");
    let (without, _) = with_files();
    run(&without, &format!("INSERT INTO {}", STRAYS[5].1));
    let error = meddled_with(&without, at_the_end, flip_the_last);
    assert!(is_damage(&error), "a row that is left out: {error}");
}

#[test]
fn nothing_that_holds_in_the_journal_is_lost_in_a_backup_of_what_does_not_all_hold() {
    let (journal, [one, two]) = with_files();
    let before = journal.bytes();
    rot(&journal, one);
    let mut noor = journal.sit(journal.noor);
    let other = journal.place("other.duologue-backup");
    noor.back_up(&other, &mut go_on).unwrap();
    lock(noor);
    let other = std::fs::read(other).unwrap();
    std::fs::write(&journal.path, before).unwrap();
    rot(&journal, two);
    let exchange = |bytes: &mut Vec<u8>| *bytes = other.clone();
    let error = meddled_with(&journal, at_the_end, exchange);
    assert!(is_damage(&error), "one page is lost there, though another is known to be: {error}");
}

/// The frames of a backup under one of the values that were `drawn`, with another text in them.
fn sealed_anew(bytes: &mut [u8], mut drawn: impl Iterator<Item = Vec<u8>>, from: &[u8], to: &[u8]) {
    let len = u32::from_be_bytes(bytes[MAGIC.len()..][..4].try_into().unwrap()) as usize;
    let (before, rest) = bytes.split_at_mut(MAGIC.len() + 4 + len);
    let (commitment, frames) = rest.split_at_mut(32);
    let key = |value: Vec<u8>| Some(keys(&value.try_into().ok()?, before));
    let key = drawn.find_map(|value| key(value).filter(|key| key.0 == *commitment)).unwrap().1;
    let cipher = ChaCha20Poly1305::new(&key.into());
    let last = frames.len().div_ceil(FRAME) - 1;
    for (n, frame) in frames.chunks_mut(FRAME).enumerate() {
        let mut nonce = [0; 12];
        nonce[7..11].copy_from_slice(&u32::try_from(n).unwrap().to_be_bytes());
        nonce[11] = u8::from(n == last);
        let nonce = Nonce::from(nonce);
        let mut plain = cipher.decrypt(&nonce, &*frame).unwrap();
        if let Some(at) = plain.windows(from.len()).rposition(|text| text == from) {
            plain[at..][..to.len()].copy_from_slice(to);
        }
        frame.copy_from_slice(&cipher.encrypt(&nonce, &plain[..]).unwrap());
    }
}

#[test]
fn an_end_that_reads_well_and_is_not_the_one_that_was_signed_makes_no_backup() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    noor.write_page(true, november(2), &"a long page ".repeat(200_000), &[]).unwrap();
    lock(noor);
    let drawn = journal.world.drawn();
    // Its first frames are read by then, and its last are not.
    let read_back = |done: u64, total: u64| 2 * done > total;
    let error = meddled_with(&journal, read_back, |bytes| {
        let drawn = (drawn..journal.world.drawn()).map(|n| journal.world.value_drawn(n));
        sealed_anew(bytes, drawn, b"2026-11-02T21:00:00", b"2025-11-02T21:00:00");
    });
    assert!(
        is_damage(&error),
        "every frame is authentic, and the signature would not hold: {error}"
    );
}
