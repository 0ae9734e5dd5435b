//! Going on with a kit for only Ours, the partner beside: what is not done leaves nothing behind.

use super::new_keys::rotate;
use super::{NEW, is_well, lived_in, look, ours_kit, texts, try_begin, try_words};
use core_tests::{Kept, SAM, go_on, lock, lock_both, november};
use duologue_core::crypto::Cost;
use duologue_core::journal::{JournalError, OursSitting, TimelineFilter};
use duologue_core::vault::{NewKeys, Opened, OursOpened, VaultError};
use std::collections::BTreeSet;

/// What Noor goes on with, Sam beside.
struct Beside {
    opened: OursOpened,
    new: NewKeys,
    sam: Opened,
}

fn beside(journal: &Kept, words: &str) -> Beside {
    let opened = try_words(journal, journal.noor, words).unwrap();
    let mut surroundings = journal.world.surroundings();
    let new = opened.new_keys(NEW, Cost::CHEAP, surroundings.as_mut()).unwrap();
    let sam = journal.answer(&journal.open(), journal.sam, SAM).unwrap();
    Beside { opened, new, sam }
}

/// The disk is full while Noor goes on, Sam beside; Noor reads on.
#[track_caller]
fn has_no_room(journal: &Kept, Beside { opened, new, sam }: &Beside) -> OursSitting {
    let closed = journal.open();
    closed.limit_pages(1).unwrap();
    let Ok(reading) = closed.read_ours(opened, journal.world.surroundings()) else {
        panic!("Ours opens")
    };
    let Err((reading, error)) = reading.go_on(opened, new, Some(sam)) else {
        panic!("there is no room")
    };
    assert_eq!(error, JournalError::Vault(VaultError::Full), "there is no room for it");
    reading
}

/// The file is filled so that not one page more fits.
fn fill(journal: &Kept) {
    let mut sitting = journal.sit(journal.sam);
    sitting.limit_pages(1).unwrap();
    while sitting.write_page(false, november(5), "filling up", &[]).is_ok() {}
    lock(sitting);
}

#[test]
fn nothing_of_who_sat_beside_is_shown_once_it_could_not_be_done() {
    let (mut journal, _) = lived_in();
    let mut sitting = journal.sit(journal.sam);
    sitting.write_page(false, november(3), "Sam alone", &["only mine".into()]).unwrap();
    lock(sitting);
    let noor = journal.noor;
    rotate(&mut journal, noor, "once before");
    let words = ours_kit(&journal, noor);
    fill(&journal);
    let reading = has_no_room(&journal, &beside(&journal, &words));
    assert_eq!(reading.tags(), [""; 0], "no tag of Sam's Mine stands in front of Noor");
    let heads = reading.timeline(&TimelineFilter::default(), None, usize::MAX).heads;
    let days: BTreeSet<_> = heads.iter().map(|head| head.on).collect();
    assert_eq!(days, BTreeSet::from([november(2)]), "nor a day of it");
    assert_eq!(heads.len(), 2, "Ours is read as before");
    reading.lock().unwrap().close().unwrap();
}

#[test]
fn one_goes_on_and_then_the_other_who_lost_theirs_too() {
    for finished in [true, false] {
        for first_is_noor in [true, false] {
            let (mut journal, _) = lived_in();
            let (noor, sam) = (journal.noor, journal.sam);
            let (first, second) = if first_is_noor { (noor, sam) } else { (sam, noor) };
            let [firsts, seconds] = [first, second].map(|who| ours_kit(&journal, who));
            let which = format!("Noor first: {first_is_noor}, to the end: {finished}");
            let mut sitting = try_begin(&mut journal, first, &firsts, None).unwrap();
            sitting.write_page(true, november(3), "since then", &[]).unwrap();
            if finished {
                sitting.encrypt_anew(&mut go_on).unwrap();
            }
            lock(sitting);
            let sitting = try_begin(&mut journal, second, &seconds, Some(first))
                .unwrap_or_else(|error| panic!("{which}: {error}"));
            is_well(&sitting);
            lock(sitting);
            let all = ["Noor in Ours", "Sam in Ours", "since then"];
            let mut sitting = journal.sit(second);
            assert_eq!((sitting.alarms(), sitting.problems()), (vec![], vec![]), "{which}");
            assert_eq!(texts(sitting.pages().unwrap()), all, "{which}: all of Ours opens");
            sitting.encrypt_anew(&mut go_on).unwrap();
            lock(sitting);
            lock_both(journal.together());
            for who in [first, second] {
                let mut sitting = journal.sit(who);
                assert_eq!((sitting.alarms(), sitting.problems()), (vec![], vec![]), "{which}");
                sitting.encrypt_anew(&mut go_on).unwrap();
                assert_eq!(texts(sitting.pages().unwrap()), all, "{which}: and stays so");
                lock(sitting);
            }
            assert_eq!(look(&journal, second), [], "{which}: nothing is left to tell");
        }
    }
}
