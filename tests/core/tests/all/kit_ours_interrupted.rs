//! Going on with a kit for only Ours, killed, stopped or without room: it is done whole or not at all.

use super::{NEW, begin, goes_on, is_well, lived_in, ours_kit, read_by, texts, try_words};
use core_tests::calls::{how_often, under_strace};
use core_tests::effort;
use core_tests::{Kept, go_on, lock, november};
use duologue_core::crypto::Cost;
use duologue_core::journal::JournalError;
use duologue_core::vault::{Computer, VaultError};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Command, Output};

/// The same journal with the computer's records, to be hurt.
fn copy_of(bytes: &[u8], journal: &Kept, folder: &Path) -> Kept {
    let (path, computer) = (folder.join("j.duologue"), folder.join("computer"));
    std::fs::write(&path, bytes).unwrap();
    journal.copy_records(&computer);
    journal.elsewhere(&path, Computer::new(&computer))
}

#[test]
fn whoever_is_killed_while_going_on_has_the_kit_still_or_the_new_passphrase_and_loses_nothing() {
    let (journal, _) = lived_in();
    let words = ours_kit(&journal, journal.noor);
    let bytes = journal.bytes();
    let mut came = std::collections::BTreeSet::new();
    let mut round = |dies_at: u64| -> Option<u64> {
        let folder = tempfile::tempdir().unwrap();
        let mut copy = copy_of(&bytes, &journal, folder.path());
        let ran = std::process::Command::new(env!("CARGO_BIN_EXE_rotator"))
            .args([copy.path.as_os_str(), folder.path().join("computer").as_os_str()])
            .args(["Noor", &words, NEW, &dies_at.to_string()])
            .output()
            .unwrap();
        let drawn = String::from_utf8(ran.stdout).unwrap().trim().parse().ok();
        let noor = copy.noor;
        let is_new = copy.try_sit(noor, NEW).map(lock).is_ok();
        if is_new {
            copy.now_says(noor, NEW);
        } else {
            lock(begin(&mut copy, noor, &words));
        }
        let mut sitting = copy.sit(noor);
        is_well(&sitting);
        came.insert((is_new, sitting.keys_unfinished().is_some()));
        sitting.encrypt_anew(&mut go_on).unwrap();
        assert_eq!(sitting.keys_unfinished(), None, "it is gone on with to the end");
        let read = texts(sitting.pages().unwrap());
        assert_eq!(read, ["Noor in Ours", "Sam in Ours"], "killed at draw {dies_at}: all of Ours");
        lock(sitting);
        assert_eq!(read_by(&copy, copy.sam).len(), 3, "and all of the partner's");
        drawn
    };
    let draws = round(u64::MAX).expect("it lives, and says how often it drew");
    for dies_at in (0..draws).step_by(3) {
        assert_eq!(round(dies_at), None, "it must die at draw {dies_at} of {draws}");
    }
    let all = [(false, true), (true, false), (true, true)];
    assert_eq!(came.into_iter().collect::<Vec<_>>(), all, "before, between and after the steps");
}

#[test]
fn a_disk_that_is_full_leaves_everything_as_it_was_and_the_kit_opens() {
    let (mut journal, _) = lived_in();
    let noor = journal.noor;
    let words = ours_kit(&journal, noor);
    let mut sitting = journal.sit(noor);
    sitting.limit_pages(1).unwrap();
    while sitting.write_page(false, november(5), "filling up", &[]).is_ok() {}
    lock(sitting);
    let opened = try_words(&journal, noor, &words).unwrap();
    let mut surroundings = journal.world.surroundings();
    let new = opened.new_keys(NEW, Cost::CHEAP, surroundings.as_mut()).unwrap();
    let closed = journal.open();
    closed.limit_pages(1).unwrap();
    let before = journal.bytes();
    let Ok(reading) = closed.read_ours(&opened, surroundings) else { panic!("Ours opens") };
    let (reading, error) = match reading.go_on(&opened, &new, None) {
        Ok(_) => panic!("there is no room for it"),
        Err(refused) => refused,
    };
    assert_eq!(error, JournalError::Vault(VaultError::Full), "there is no room for it");
    assert_eq!(reading.pages().unwrap().len(), 2, "whoever read Ours goes on reading");
    reading.lock().unwrap().close().unwrap();
    assert_eq!(journal.bytes(), before, "nothing was written");
    goes_on(&mut journal, noor, &words);
    assert_eq!(read_by(&journal, noor), ["Noor in Ours", "Sam in Ours"], "later there is room");
}

#[test]
fn encrypting_anew_can_be_stopped_half_way_and_is_gone_on_with() {
    let (mut journal, _) = lived_in();
    let noor = journal.noor;
    let hand = journal.hand_of(noor);
    let texts: Vec<String> = (0..2_100).map(|n| format!("page {n}")).collect();
    journal.reach_in(|db| {
        let (ours, key) = hand.ours(db);
        hand.append_pages(db, ours, &key, &texts);
    });
    let mut sitting = journal.sit(noor);
    sitting.accept_loss().unwrap();
    lock(sitting);
    let words = ours_kit(&journal, noor);
    let mut sitting = begin(&mut journal, noor, &words);
    let stopped = sitting.encrypt_anew(&mut |_, _| ControlFlow::Break(()));
    assert_eq!(stopped, Err(JournalError::Vault(VaultError::Cancelled)), "it stops when asked");
    lock(sitting);
    for who in [noor, journal.sam] {
        assert!(read_by(&journal, who).len() >= 2_102, "both read everything half-way");
    }
    let mut sitting = journal.sit(noor);
    is_well(&sitting);
    assert!(sitting.keys_unfinished().is_some(), "it is not finished");
    assert_eq!(sitting.encrypt_anew(&mut go_on).unwrap().left, 0, "and is gone on with");
    assert_eq!(sitting.keys_unfinished(), None, "to the end");
    is_well(&sitting);
    lock(sitting);
}

/// Noor goes on in another process, in which something is done to its calls of the disk.
fn go_on_under(copy: &Kept, computer: &Path, words: &str, strace: &[&str]) -> Output {
    let mut rotator = Command::new(env!("CARGO_BIN_EXE_rotator"));
    rotator.args([copy.path.as_os_str(), computer.as_os_str()]);
    under_strace(strace, rotator.args(["Noor", words, NEW, &u64::MAX.to_string()]))
}

#[test]
fn a_read_that_fails_once_it_is_done_does_not_say_that_nothing_was() {
    let (journal, _) = lived_in();
    let words = ours_kit(&journal, journal.noor);
    let bytes = journal.bytes();
    let round = |strace: &[&str]| {
        let folder = tempfile::tempdir().unwrap();
        let mut copy = copy_of(&bytes, &journal, folder.path());
        let ran = go_on_under(&copy, &folder.path().join("computer"), &words, strace);
        let noor = copy.noor;
        let is_new = copy.try_sit(noor, NEW).map(lock).is_ok();
        if !is_new {
            lock(begin(&mut copy, noor, &words));
        }
        (String::from_utf8_lossy(&ran.stderr).into_owned(), is_new)
    };
    let reads = how_often("pread64", |strace| drop(round(strace)));
    let mut unread = 0;
    for n in (1..=reads).step_by(effort::of(reads / 60 + 1, 1)) {
        let inject = format!("inject=pread64:error=EIO:when={n}");
        let (said, is_new) = round(&["-o", "/dev/null", "-e", &inject]);
        if said.contains("it does not go on") {
            let is_done = said.contains("DoneUnread");
            assert_eq!(is_done, is_new, "read {n} of {reads} failed, and Noor was told: {said}");
            unread += usize::from(is_done);
        }
    }
    assert!(unread > 0, "some of {reads} reads come after it is done");
}
