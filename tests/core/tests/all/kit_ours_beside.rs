//! Going on with a kit for only Ours, the partner beside, or after them, or once more.

use super::hostile::unconfirmed;
use super::new_keys::rotate;
use super::{NEW, is_well, lived_in, look, ours_kit, texts, try_begin, try_words};
use core_tests::{Kept, SAM, go_on, lock, lock_both, november, refused};
use duologue_core::crypto::Cost;
use duologue_core::journal::{Alarm, JournalError, OursSitting, TimelineFilter, restore};
use duologue_core::vault::{BackupFile, Computer, NewKeys, Opened, OursOpened, VaultError};
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

#[test]
fn who_goes_on_twice_before_the_partner_knows_of_it_keeps_all_of_ours() {
    for finished in [true, false] {
        let (mut journal, _) = lived_in();
        let (noor, sam) = (journal.noor, journal.sam);
        let words = ours_kit(&journal, noor);
        let mut sitting = try_begin(&mut journal, noor, &words, None).unwrap();
        sitting.write_page(true, november(3), "since then", &[]).unwrap();
        if finished {
            sitting.encrypt_anew(&mut go_on).unwrap();
        }
        lock(sitting);
        let words = ours_kit(&journal, noor);
        let refusal = refused(try_begin(&mut journal, noor, &words, None));
        assert_eq!(refusal, unconfirmed(), "Sam knows only the card before");
        let sitting = try_begin(&mut journal, noor, &words, Some(sam)).unwrap();
        is_well(&sitting);
        lock(sitting);
        let all = ["Noor in Ours", "Sam in Ours", "since then"];
        for _ in 0..2 {
            let mut sitting = journal.sit(noor);
            is_well(&sitting);
            assert_eq!(texts(sitting.pages().unwrap()), all, "to the end before: {finished}");
            sitting.encrypt_anew(&mut go_on).unwrap();
            lock(sitting);
        }
        lock_both(journal.together());
        for who in [noor, sam] {
            assert_eq!(look(&journal, who), [], "nothing is left to tell");
        }
        let read = texts(journal.sit(sam).pages().unwrap());
        assert!(all.iter().all(|text| read.contains(&(*text).to_owned())), "Sam reads it all");
    }
}

#[test]
fn what_is_backed_up_before_the_end_is_gone_on_with_where_it_is_restored() {
    let (mut journal, _) = lived_in();
    let noor = journal.noor;
    let words = ours_kit(&journal, noor);
    let mut sitting = try_begin(&mut journal, noor, &words, None).unwrap();
    let target = journal.place("half.duologue-backup");
    sitting.back_up(&target, &mut go_on).unwrap();
    lock(sitting);
    let mut file = BackupFile::open(&target).unwrap();
    let opened = file.challenge(noor).unwrap().answer(NEW, None).unwrap();
    let path = journal.place("half.duologue");
    let computer = Computer::new(&journal.place("another computer"));
    let surroundings = journal.world.surroundings();
    restore(&mut file, &opened, &path, computer.clone(), surroundings, &mut go_on).unwrap();
    let again = journal.elsewhere(&path, computer);
    let mut sitting = again.sit(noor);
    is_well(&sitting);
    assert!(sitting.keys_unfinished().is_some(), "it is as far as it was");
    assert_eq!(sitting.encrypt_anew(&mut go_on).unwrap().left, 0, "and goes on to the end");
    is_well(&sitting);
    lock(sitting);
    let sitting = again.sit(noor);
    is_well(&sitting);
    assert_eq!(texts(sitting.pages().unwrap()), ["Noor in Ours", "Sam in Ours"], "all of Ours");
    assert_eq!(sitting.check(&mut go_on).unwrap().problems, [], "and no damage anywhere");
    lock(sitting);
    lock_both(again.together());
    let told = look(&again, again.sam);
    assert!(matches!(told[..], [Alarm::Restored { .. }]), "the card is confirmed there: {told:?}");
}
