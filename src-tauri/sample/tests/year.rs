//! The year in the sample, through the journal it makes.

#![allow(
    clippy::unwrap_used,
    reason = "a test may stop at the first thing that is not as it should be"
)]

use chrono::{NaiveDate, TimeDelta};
use duologue_core::journal::{Journal, JournalError, PageKind, Practice, Sitting, Space};
use duologue_core::system::System;
use duologue_core::vault::Computer;
use duologue_sample::{PASSPHRASE, SampleError};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::PathBuf;
use tempfile::TempDir;

struct Made {
    _folder: TempDir,
    path: PathBuf,
    computer: Computer,
}

fn made() -> Made {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sample.duologue");
    let computer = Computer::new(&folder.path().join("computers"));
    duologue_sample::write(&path, computer.clone(), &mut |_, _| ControlFlow::Continue(())).unwrap();
    Made { _folder: folder, path, computer }
}

impl Made {
    fn sit(&self, label: &str) -> Sitting {
        let journal = Journal::open(&self.path, self.computer.clone()).unwrap();
        let faces = journal.faces().unwrap();
        let (id, _) = faces.into_iter().find(|(_, face)| face.label == label).unwrap();
        let opened = journal.challenge(id).unwrap().answer(PASSPHRASE, None).unwrap();
        journal.unlock(&opened, Box::new(System::default())).map_err(|(_, error)| error).unwrap()
    }
}

fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 1, 6).unwrap()
}

#[test]
fn a_year_of_fifty_two_weeks_can_be_read_by_both() {
    let made = made();
    for label in ["Robin", "Amal"] {
        let sitting = made.sit(label);
        assert_eq!(sitting.alarms(), [], "{label} finds nothing amiss");
        let pages = sitting.pages().unwrap();
        let weeks: BTreeSet<i64> =
            pages.iter().map(|page| (page.head.on - first_day()).num_weeks()).collect();
        let missing: Vec<i64> = (0..52).filter(|week| !weeks.contains(week)).collect();
        assert!(missing.len() <= 2, "{label} reads something of nearly every week: {missing:?}");
        let days = (first_day(), first_day() + TimeDelta::weeks(52));
        let outside = pages.iter().filter(|page| page.head.on < days.0 || page.head.on >= days.1);
        assert_eq!(outside.count(), 0, "nothing is before or after the year");
        sitting.lock().unwrap().close().unwrap();
    }
}

#[test]
fn every_practice_is_in_it() {
    let made = made();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for label in ["Robin", "Amal"] {
        let sitting = made.sit(label);
        for page in sitting.pages().unwrap() {
            *kinds.entry(format!("{:?}", page.head.kind)).or_default() += 1;
        }
        for begun in sitting.begun_practices().unwrap() {
            let kind = PageKind::Practice(begun.page.practice);
            *kinds.entry(format!("{kind:?}")).or_default() += 1;
        }
        sitting.lock().unwrap().close().unwrap();
    }
    let practices = Practice::ALL.iter().map(|(practice, _)| PageKind::Practice(*practice));
    for kind in
        [PageKind::Page, PageKind::Noticed, PageKind::InnerWorld].into_iter().chain(practices)
    {
        assert!(kinds.contains_key(&format!("{kind:?}")), "no {kind:?} among {kinds:?}");
    }
}

#[test]
fn what_each_wrote_in_mine_is_out_of_the_others_sight() {
    let made = made();
    let mine = |label: &str| -> BTreeSet<String> {
        let sitting = made.sit(label);
        let pages = sitting.pages().unwrap();
        let mine = pages.iter().filter(|page| page.head.space == Space::Mine);
        let texts = mine.map(|page| page.text.clone()).filter(|text| !text.is_empty()).collect();
        sitting.lock().unwrap().close().unwrap();
        texts
    };
    let (robins, amals) = (mine("Robin"), mine("Amal"));
    assert!(robins.len() > 10 && amals.len() > 10, "each keeps something to themselves");
    assert!(robins.is_disjoint(&amals), "and nothing of it is the other's");
}

#[test]
fn one_question_is_left_for_whoever_looks_to_open() {
    let made = made();
    let robin = made.sit("Robin");
    let opened = robin.partner_challenge().unwrap().answer(PASSPHRASE, None).unwrap();
    let both = robin.sit_together(&opened).map_err(|(_, error)| error).unwrap();
    let openable = both.questions().into_iter().filter(|question| question.openable).count();
    assert_eq!(openable, 1, "both have answered one, and not opened it");
    both.lock().unwrap().close().unwrap();
}

#[test]
fn it_can_be_stopped_and_never_writes_over_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sample.duologue");
    let computer = Computer::new(folder.path());
    let stop = duologue_sample::write(&path, computer.clone(), &mut |done, _| {
        if done < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    assert!(matches!(stop, Err(SampleError::Stopped)), "stopped after three moments: {stop:?}");
    let again = duologue_sample::write(&path, computer, &mut |_, _| ControlFlow::Continue(()));
    assert!(
        matches!(again, Err(SampleError::Journal(JournalError::Vault(_)))),
        "there is a file already: {again:?}"
    );
}
