//! What holds for any size and any series of operations.

use core_tests::{Kept, NOOR, effort, exported, go_on, journal_of_two, lock, november};
use duologue_core::crypto::{ObjectType, decrypt_object, encrypt_object};
use duologue_core::journal::{Sitting, restore};
use duologue_core::vault::{BackupFile, Computer};
use duologue_core::{Id, Link};
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestRunner};

const BLOB: usize = 24 + 16;

/// docs/format.md §3, a second time.
fn padded(len: usize) -> usize {
    let least = 512.max(len + 1);
    let e = (usize::BITS - 1 - least.leading_zeros()) as usize;
    let s = (usize::BITS - 1 - e.leading_zeros()) as usize + 1;
    let m = (1 << (e - s)) - 1;
    (least + m) / (m + 1) * (m + 1)
}

fn blob_of(plain: &[u8], place: &[u8]) -> Vec<u8> {
    let world = core_tests::World::seeded(plain.len() as u64);
    encrypt_object(
        &core_tests::Hand::own_key(1),
        ObjectType::Change,
        &[place],
        plain,
        world.surroundings().as_mut(),
    )
}

#[test]
fn padded_sizes_are_those_of_the_format() {
    let sizes = [
        (0, 512),
        (511, 512),
        (512, 544),
        (543, 544),
        (544, 576),
        (1023, 1024),
        (1024, 1088),
        (65_535, 65_536),
    ];
    for (len, expected) in sizes {
        assert_eq!(padded(len), expected, "{len} by the formula");
        assert_eq!(
            blob_of(&vec![7; len], b"").len(),
            expected + BLOB,
            "{len} bytes as they are written"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_encrypted_comes_back_and_is_little_larger(plain in prop::collection::vec(any::<u8>(), 0..9000)) {
        let blob = blob_of(&plain, b"here");
        prop_assert_eq!(blob.len(), padded(plain.len()) + BLOB, "the size follows from the padding alone");
        prop_assert!(plain.len() < 512 || blob.len() - BLOB <= plain.len() * 112 / 100 + 1, "at most 12 % more");
        let key = core_tests::Hand::own_key(1);
        let back = decrypt_object(&key, ObjectType::Change, &[b"here"], &blob).unwrap();
        prop_assert_eq!(&back[..], &plain[..], "also with zeros or 0x80 at the end");
    }

    #[test]
    fn a_blob_changed_anywhere_does_not_open(len in 0usize..900, at in any::<prop::sample::Index>(), bit in 0u8..8) {
        let mut blob = blob_of(&vec![0; len], b"here");
        let at = at.index(blob.len());
        blob[at] ^= 1 << bit;
        let key = core_tests::Hand::own_key(1);
        prop_assert!(decrypt_object(&key, ObjectType::Change, &[b"here"], &blob).is_err(), "byte {} of it", at);
    }

    #[test]
    fn an_id_is_exactly_its_lower_case_hex(text in "[0-9a-fA-F]{30,34}") {
        let read = Id::parse(&text);
        let fits = text.len() == 32 && !text.bytes().any(|b| b.is_ascii_uppercase());
        prop_assert_eq!(read.is_some(), fits, "nothing else is an id");
        prop_assert_eq!(read.map(|id| id.to_string()), fits.then_some(text), "and it is written as it was read");
    }
}

#[test]
fn a_blob_opens_under_its_own_key_type_and_place_only() {
    let blob = blob_of(b"words", b"here");
    let key = core_tests::Hand::own_key(1);
    assert!(
        decrypt_object(&key, ObjectType::Change, &[b"here"], &blob).is_ok(),
        "where it belongs"
    );
    assert!(decrypt_object(&key, ObjectType::Change, &[b"there"], &blob).is_err(), "not elsewhere");
    assert!(
        decrypt_object(&key, ObjectType::Draft, &[b"here"], &blob).is_err(),
        "not as something else"
    );
    assert!(
        decrypt_object(&core_tests::Hand::own_key(2), ObjectType::Change, &[b"here"], &blob)
            .is_err(),
        "not by others"
    );
    assert!(
        decrypt_object(&key, ObjectType::Change, &[b"here"], &blob[..23]).is_err(),
        "nor a piece of it"
    );
}

#[derive(Debug, Clone)]
enum Step {
    Write { ours: bool, day: u32, text: String },
    Edit { of: prop::sample::Index, day: u32, text: String },
    Share(prop::sample::Index),
    Erase(prop::sample::Index),
    Lock,
    OtherSits,
}

/// How many series, and what they follow from where everything is tried.
fn series() -> ProptestConfig {
    let seeded = RngSeed::Fixed(effort::seed());
    let rng_seed = effort::of(RngSeed::Random, seeded);
    let cases = effort::of(10, 1_000);
    ProptestConfig { cases, rng_seed, failure_persistence: None, ..ProptestConfig::default() }
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let words = "[a-zé#* \n]{0,40}[a-z]";
    let step = prop_oneof![
        4 => (any::<bool>(), 1..29u32, words).prop_map(|(ours, day, text)| Step::Write { ours, day, text }),
        3 => (any::<prop::sample::Index>(), 1..29u32, words).prop_map(|(of, day, text)| Step::Edit { of, day, text }),
        1 => any::<prop::sample::Index>().prop_map(Step::Share),
        2 => any::<prop::sample::Index>().prop_map(Step::Erase),
        1 => Just(Step::Lock),
        1 => Just(Step::OtherSits),
    ];
    prop::collection::vec(step, 1..16)
}

/// Takes one step; refusals (not mine, gone already) are part of life.
fn take(journal: &Kept, mut sitting: Sitting, pages: &mut Vec<Link>, step: Step) -> Sitting {
    let me = sitting.me();
    let one = |at: prop::sample::Index, pages: &[Link]| {
        (!pages.is_empty()).then(|| pages[at.index(pages.len())])
    };
    match step {
        Step::Write { ours, day, text } => {
            pages.push(sitting.write_page(ours, november(day), &text, &[]).unwrap())
        }
        Step::Edit { of, day, text } => {
            if let Some(id) = one(of, pages) {
                let _ = sitting.edit_page(id, november(day), &text, &["edited".into()]);
            }
        }
        Step::Share(of) => pages.extend(one(of, pages).and_then(|id| sitting.share_page(id).ok())),
        Step::Erase(of) => {
            if let Some(id) = one(of, pages) {
                let _ = sitting.erase_page(id);
            }
        }
        Step::Lock => {
            lock(sitting);
            return journal.sit(me);
        }
        Step::OtherSits => {
            lock(sitting);
            return journal.sit(if me == journal.noor { journal.sam } else { journal.noor });
        }
    }
    journal.world.pass(std::time::Duration::from_millis(700));
    sitting
}

#[test]
fn any_series_reads_the_same_after_locking_and_after_restoring() {
    let config = series();
    let cases = config.cases;
    let ran = TestRunner::new(config).run(&steps(), reads_the_same);
    ran.unwrap_or_else(|error| panic!("{error}"));
    effort::held(&format!("{cases} random journals, backed up and restored"));
}

fn reads_the_same(series: Vec<Step>) -> Result<(), TestCaseError> {
    let journal = journal_of_two();
    let mut pages = Vec::new();
    let mut sitting = journal.sit(journal.noor);
    for step in series {
        sitting = take(&journal, sitting, &mut pages, step);
    }
    let (me, seen) = (sitting.me(), exported(&sitting));
    prop_assert_eq!(sitting.alarms(), vec![], "the app never alarms of its own doing");
    lock(sitting);
    prop_assert_eq!(exported(&journal.sit(me)), seen, "locking and unlocking changes nothing");
    let backup = journal.place("a.duologue-backup");
    let mut noor = journal.sit(journal.noor);
    let noors = exported(&noor);
    noor.back_up(&backup, &mut go_on).unwrap();
    lock(noor);
    let mut file = BackupFile::open(&backup).unwrap();
    let opened = file.challenge(journal.noor).unwrap().answer(NOOR, None).unwrap();
    let (target, computer) = (journal.place("b.duologue"), Computer::new(&journal.place("other")));
    restore(
        &mut file,
        &opened,
        &target,
        computer.clone(),
        journal.world.surroundings(),
        &mut go_on,
    )
    .unwrap();
    let restored = journal.elsewhere(&target, computer);
    prop_assert_eq!(exported(&restored.sit(journal.noor)), noors, "nor does restoring");
    Ok(())
}
