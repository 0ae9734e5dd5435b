//! The year in the sample, through the journal it makes.

#![allow(
    clippy::unwrap_used,
    reason = "a test may stop at the first thing that is not as it should be"
)]

use chrono::NaiveDate;
use duologue_core::journal::{Journal, JournalError, Page, PageKind, Practice, Sitting, Space};
use duologue_core::system::System;
use duologue_core::vault::{Computer, VaultError};
use duologue_sample::{PASSPHRASE, SampleError};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::OnceLock;
use tempfile::TempDir;

const QUARTERS: [&str; 4] = [
    include_str!("../../../ui/content/en/sample/winter.json"),
    include_str!("../../../ui/content/en/sample/spring.json"),
    include_str!("../../../ui/content/en/sample/summer.json"),
    include_str!("../../../ui/content/en/sample/autumn.json"),
];
const BOTH: [&str; 2] = ["Robin", "Amal"];

/// A sample journal, in a folder that goes away.
struct Made {
    folder: TempDir,
    path: PathBuf,
}

/// It is made once and copied for every test.
fn made() -> Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    let first = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sample.duologue");
        let computer = Computer::new(&folder.path().join("computers"));
        duologue_sample::write(&path, computer, &mut |_, _| ControlFlow::Continue(())).unwrap();
        Made { folder, path }
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sample.duologue");
    std::fs::copy(&first.path, &path).unwrap();
    Made { folder, path }
}

impl Made {
    fn sit(&self, label: &str) -> Sitting {
        let computer = Computer::new(&self.folder.path().join("computers"));
        let journal = Journal::open(&self.path, computer).unwrap();
        let faces = journal.faces().unwrap();
        let (id, _) = faces.into_iter().find(|(_, face)| face.label == label).unwrap();
        let opened = journal.challenge(id).unwrap().answer(PASSPHRASE, None).unwrap();
        journal.unlock(&opened, Box::new(System::default())).map_err(|(_, error)| error).unwrap()
    }

    /// What `ask` finds while `label` is here.
    fn of<T>(&self, label: &str, ask: impl Fn(&Sitting) -> T) -> T {
        let sitting = self.sit(label);
        let found = ask(&sitting);
        sitting.lock().unwrap().close().unwrap();
        found
    }

    /// Every page: those of Ours once, and of the Mine of each.
    fn pages(&self) -> Vec<Page> {
        let [mut pages, amals] = BOTH.map(|label| self.of(label, |one| one.pages().unwrap()));
        pages.extend(amals.into_iter().filter(|page| page.head.space == Space::Mine));
        pages
    }
}

/// The year as it is written down.
fn moments() -> Vec<Value> {
    let read = |quarter: &&str| serde_json::from_str::<Vec<Value>>(quarter).unwrap();
    QUARTERS.iter().flat_map(read).collect()
}

/// How many of each there are.
fn counted<'a>(all: impl Iterator<Item = &'a str>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for one in all {
        *counts.entry(one.to_owned()).or_default() += 1;
    }
    counts
}

#[test]
fn every_moment_leaves_its_trace() {
    let (made, moments) = (made(), moments());
    let pages = made.pages();
    let done = counted(moments.iter().map(|moment| moment["do"].as_str().unwrap()));
    let done = |deed: &str| done.get(deed).copied().unwrap_or_default();
    let of_kind =
        |wanted: fn(PageKind) -> bool| pages.iter().filter(|page| wanted(page.head.kind)).count();
    let (table, under_way) = made.of("Robin", |robin| {
        (robin.questions().unwrap().len(), robin.begun_practices().unwrap().len())
    });
    let marks = BOTH.map(|label| made.of(label, |one| one.marked_ideas().len()));
    let traces = [
        (
            "pages, things noticed, and their copies in Ours",
            of_kind(|kind| matches!(kind, PageKind::Page | PageKind::Noticed)),
            done("page") + done("noticed") + done("share") + done("give"),
        ),
        ("opened questions", of_kind(|kind| kind == PageKind::InnerWorld), done("open")),
        ("questions on the table", table, done("question") - done("open")),
        (
            "finished practices",
            of_kind(|kind| matches!(kind, PageKind::Practice(_))),
            done("finish") + done("alone"),
        ),
        ("practices under way", under_way, done("begin") + done("summary") - done("finish")),
        ("replies", pages.iter().map(|page| page.replies.len()).sum(), done("reply")),
        ("earlier versions", pages.iter().map(|page| page.versions.len()).sum(), done("edit")),
        ("marked ideas", marks.iter().sum(), done("mark")),
    ];
    for (what, found, expected) in traces {
        assert_eq!(found, expected, "{what}: as many as the year has moments of them");
    }
    assert!(moments.len() >= 300, "75 in each quarter: {}", moments.len());
}

#[test]
fn every_one_of_fifty_two_weeks_has_a_page() {
    let first = NaiveDate::from_ymd_opt(2025, 1, 6).unwrap();
    let pages = made().pages();
    let weeks: BTreeSet<i64> =
        pages.iter().map(|page| (page.head.on - first).num_days().div_euclid(7)).collect();
    assert_eq!(
        weeks.into_iter().collect::<Vec<_>>(),
        (0..52).collect::<Vec<_>>(),
        "from Monday 6 January 2025, and nothing before or after"
    );
}

#[test]
fn pages_were_written_on_the_day_they_are_about() {
    for page in made().pages() {
        let began = page.head.on;
        let kept = page.head.at.date_naive();
        // What was opened or finished later is about the day it was begun on, and an outing, which
        // was planned before, about its own.
        let outing = page.head.kind == PageKind::Practice(Practice::Time);
        assert!(
            outing || kept >= began,
            "written {kept} about {began}: the clock stood at its moment"
        );
    }
}

#[test]
fn both_come_in_and_find_nothing_amiss() {
    let made = made();
    for label in BOTH {
        assert_eq!(made.of(label, Sitting::alarms), [], "{label} is told of nothing");
        let problems = made.of(label, |one| one.problems().len());
        assert_eq!(problems, 0, "every change {label} can read was written by who it says");
    }
}

#[test]
fn every_practice_is_in_it() {
    let pages = made().pages();
    let practices = Practice::ALL.iter().map(|(practice, _)| PageKind::Practice(*practice));
    for kind in
        [PageKind::Page, PageKind::Noticed, PageKind::InnerWorld].into_iter().chain(practices)
    {
        assert!(pages.iter().any(|page| page.head.kind == kind), "{kind:?} can be looked at");
    }
}

#[test]
fn what_each_keeps_in_mine_is_out_of_the_others_sight() {
    let made = made();
    let seen = |label: &str| made.of(label, |one| one.pages().unwrap());
    let [robin, amal] = BOTH.map(seen);
    for (mine, other) in [(&robin, &amal), (&amal, &robin)] {
        let mine: Vec<&Page> = mine.iter().filter(|page| page.head.space == Space::Mine).collect();
        assert!(mine.len() >= 20, "each keeps something to themselves: {}", mine.len());
        for page in mine {
            let found = other.iter().find(|theirs| theirs.head.id == page.head.id);
            assert_eq!(found, None, "the other cannot open it");
        }
    }
}

#[test]
fn one_question_is_left_for_whoever_looks_to_open() {
    let made = made();
    let robin = made.sit("Robin");
    let opened = robin.partner_challenge().unwrap().answer(PASSPHRASE, None).unwrap();
    let mut both = robin.sit_together(&opened).map_err(|(_, error)| error).unwrap();
    let openable: Vec<_> = both.questions().into_iter().filter(|asked| asked.openable).collect();
    assert_eq!(openable.len(), 1, "both have answered one, and not opened it");
    let pressed = both.partners();
    let page = both.open_answers(openable[0].id, &pressed).unwrap();
    assert_eq!(page.answers.len(), 2, "it opens as any other");
    both.lock().unwrap().close().unwrap();
}

#[test]
fn it_can_be_stopped_and_never_writes_over_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sample.duologue");
    let computer = Computer::new(folder.path());
    let stopped = duologue_sample::write(&path, computer.clone(), &mut |done, _| {
        if done < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    assert!(matches!(stopped, Err(SampleError::Stopped)), "after three moments: {stopped:?}");
    let again = duologue_sample::write(&path, computer, &mut |_, _| ControlFlow::Continue(()));
    let exists = JournalError::Vault(VaultError::AlreadyExists);
    assert!(
        matches!(&again, Err(SampleError::Journal(error)) if *error == exists),
        "what lies there stays: {again:?}"
    );
}
