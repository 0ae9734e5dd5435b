//! The journal that everything is done to: the same bytes in every run.

use core_tests::{Kept, NOOR, SAM, blake3_derive, journal_of_two, kept_kit, lock, november};
use duologue_core::crypto::KitKind;
use duologue_core::journal::{DraftBody, Sitting};
use duologue_core::{Id, Link};
use std::sync::OnceLock;

/// Noor's pages: three in Mine, three in Ours.
pub const TEXTS: [&str; 6] = ["one", "two", "three", "four", "five", "six"];

/// A journal in which nothing is amiss.
pub struct Good {
    journal: Kept,
    bytes: Vec<u8>,
    /// The journal's id.
    pub vault: Id,
    /// Noor.
    pub noor: Id,
    /// Sam.
    pub sam: Id,
    /// Those with [`TEXTS`].
    pub pages: [Link; 6],
    /// Sam's, one in Ours and one in Mine.
    pub sams: [Link; 2],
    /// Of Noor's kit for all of mine.
    pub words: String,
    /// Of Sam's kit for only Ours.
    pub sams_words: String,
    /// The key of Ours.
    pub ours_key: [u8; 32],
    /// A backup that Sam made, and the key of its file.
    pub backup: (Vec<u8>, [u8; 32]),
}

/// Made once in a process.
pub fn good() -> &'static Good {
    static GOOD: OnceLock<Good> = OnceLock::new();
    GOOD.get_or_init(make)
}

impl Good {
    /// A copy in memory that may be hurt.
    pub fn copy(&self) -> Kept {
        let mut journal = self.journal.in_memory(&self.bytes);
        journal.world = journal.world.copy();
        journal
    }
}

fn make() -> Good {
    let journal = journal_of_two();
    let mut sam = journal.sit(journal.sam);
    let sams_words = draw_kit(&mut sam, KitKind::OnlyOurs, SAM);
    let sams = [true, false].map(|ours| write(&mut sam, ours, "Sam's"));
    lock(sam);
    let mut noor = journal.sit(journal.noor);
    let words = draw_kit(&mut noor, KitKind::AllOfMine, NOOR);
    noor.alarms_were_read().unwrap();
    let pages = [0, 1, 2, 3, 4, 5].map(|n| write(&mut noor, n > 2, TEXTS[n]));
    noor.save_draft(None, begun()).unwrap();
    lock(noor);
    let mut sam = journal.sit(journal.sam);
    sam.alarms_were_read().unwrap();
    let backup = back_up(&journal, &mut sam);
    lock(sam);
    let hand = journal.hand_of(journal.sam);
    let key = journal.reach_in(|db| hand.ours(db).1.id().0);
    let ours_key = drawn(&journal, 0, |value| blake3_derive::<16>("key id", value) == key);
    let bytes = journal.bytes();
    let (vault, noor, sam) = (hand.vault, journal.noor, journal.sam);
    Good { journal, bytes, vault, noor, sam, pages, sams, words, sams_words, ours_key, backup }
}

fn begun() -> DraftBody {
    DraftBody::Page { page: None, ours: false, on: november(3), text: "begun".into(), tags: vec![] }
}

fn back_up(journal: &Kept, sam: &mut Sitting) -> (Vec<u8>, [u8; 32]) {
    let (path, before) = (journal.place("kept.duologue-backup"), journal.world.drawn());
    sam.back_up(&path, &mut core_tests::go_on).unwrap();
    let bytes = std::fs::read(path).unwrap();
    let (header, committed) = opening(&bytes);
    let key = drawn(journal, before, |key| commitment(key, header) == committed);
    (bytes, key)
}

/// What stands before the commitment, and the commitment.
fn opening(bytes: &[u8]) -> (&[u8], [u8; 32]) {
    let len = u32::from_be_bytes(bytes[19..23].try_into().unwrap()) as usize;
    let (before, rest) = bytes.split_at(23 + len);
    (before, rest[..32].try_into().unwrap())
}

fn commitment(key: &[u8; 32], before: &[u8]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_keyed(key);
    hasher.update(b"duologue v1 backup").update(blake3::hash(before).as_bytes());
    *hasher.finalize().as_bytes()
}

/// The 32 bytes, of those drawn from `start` on, that are the right ones.
fn drawn(journal: &Kept, start: usize, is_it: impl Fn(&[u8; 32]) -> bool) -> [u8; 32] {
    let all = (start..journal.world.drawn()).map(|n| journal.world.value_drawn(n));
    all.filter_map(|value| value.try_into().ok()).find(is_it).unwrap()
}

fn write(sitting: &mut Sitting, ours: bool, text: &str) -> Link {
    sitting.write_page(ours, november(2), text, &[]).unwrap()
}

fn draw_kit(sitting: &mut Sitting, kind: KitKind, passphrase: &str) -> String {
    let proof = sitting.own_challenge().unwrap().answer(passphrase, None).unwrap();
    kept_kit(sitting, kind, &proof).words().words().collect::<Vec<_>>().join(" ")
}
