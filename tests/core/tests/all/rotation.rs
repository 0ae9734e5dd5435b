//! New keys after somebody knew a passphrase: nothing is lost, and nothing old opens what is new.

use core_tests::{
    ChangeRow, Hand, Kept, NOOR, SAM, exported, go_on, journal_of_one, journal_of_two, kept_kit,
    listed, lock, lock_both, november, refused,
};
use duologue_core::crypto::{Cost, KitKind, KitWords, SpaceKey};
use duologue_core::journal::{
    Alarm, BadInput, DraftBody, JournalError, OpenFor, Page, Sitting, restore,
};
use duologue_core::vault::{BackupFile, Computer, KitOpened, NewKeys, Resealed, VaultError};
use duologue_core::{Id, Link};
use std::ops::ControlFlow;

pub(super) const NEW: &str = "quite other words since then";

pub(super) type Whose = fn(&Kept) -> Id;
pub(super) const NOORS: Whose = |journal| journal.noor;
const SAMS: Whose = |journal| journal.sam;

/// What a passphrase that was asked for again opens, and new keys behind `passphrase`.
pub(super) fn new_keys(
    sitting: &mut Sitting,
    old: &str,
    passphrase: &str,
) -> (duologue_core::vault::Opened, NewKeys) {
    let proof = sitting.own_challenge().unwrap().answer(old, None).unwrap();
    let new = proof.new_keys(passphrase, Cost::CHEAP, sitting.surroundings()).unwrap();
    (proof, new)
}

/// The first step alone: whoever comes next has the new passphrase, and the rest is still to do.
pub(super) fn begin(journal: &mut Kept, whose: Whose, passphrase: &str) -> Sitting {
    let who = whose(journal);
    let mut sitting = journal.sit(who);
    let (proof, new) = new_keys(&mut sitting, journal.passphrase_of(who), passphrase);
    sitting.take_new_keys(&new, &proof).unwrap();
    journal.now_says(who, passphrase);
    sitting
}

/// All of it.
pub(super) fn rotate(journal: &mut Kept, whose: Whose, passphrase: &str) -> Resealed {
    let mut sitting = begin(journal, whose, passphrase);
    let done = sitting.encrypt_anew(&mut go_on).unwrap();
    lock(sitting);
    done
}

/// A journal in which both have written in Mine and Ours.
pub(super) fn lived_in() -> (Kept, [Link; 4]) {
    let journal = journal_of_two();
    let mut pages = Vec::new();
    for who in [journal.noor, journal.sam] {
        let mut sitting = journal.sit(who);
        for (ours, text) in [(false, "to myself"), (true, "to us")] {
            let text = format!("{text}, {who}");
            pages.push(sitting.write_page(ours, november(2), &text, &[]).unwrap());
        }
        lock(sitting);
    }
    (journal, pages.try_into().unwrap())
}

pub(super) fn all_of(journal: &Kept, who: Id) -> Vec<Page> {
    let sitting = journal.sit(who);
    let pages = exported(&sitting);
    lock(sitting);
    pages
}

pub(super) fn look(journal: &Kept, who: Id) -> Vec<Alarm> {
    let sitting = journal.sit(who);
    let alarms = sitting.alarms();
    lock(sitting);
    alarms
}

/// How many rows of the file the keys open that were in use before.
pub(super) fn opened_by(journal: &Kept, hand: &Hand, keys: &[SpaceKey]) -> usize {
    journal.reach_in(|db| {
        let rows = ChangeRow::all(db).into_iter().filter(|row| row.blob.is_some());
        rows.filter(|row| keys.iter().any(|key| hand.opens(db, row, key))).count()
    })
}

/// Noor's old keys, in somebody else's hand: root, Mine and Ours.
pub(super) fn stolen(journal: &Kept) -> (Hand, [SpaceKey; 2]) {
    let hand = journal.hand_of(journal.noor);
    let ours = journal.reach_in(|db| hand.ours(db).1);
    let mine = hand.mine_key();
    (hand, [mine, ours])
}

pub(super) fn not_the_card() -> JournalError {
    JournalError::Vault(VaultError::NotAuthentic("card"))
}

#[test]
fn everything_is_read_as_before_and_the_old_keys_open_nothing() {
    let (mut journal, _) = lived_in();
    let before = [journal.noor, journal.sam].map(|who| all_of(&journal, who));
    let (hand, keys) = stolen(&journal);
    assert!(opened_by(&journal, &hand, &keys) > 5, "they did open it");
    let done = rotate(&mut journal, NOORS, NEW);
    assert_eq!(done.left, 0, "nothing had to stay behind");
    assert_eq!(opened_by(&journal, &hand, &keys), 0, "not one change opens with them now");
    let error = refused(journal.try_sit(journal.noor, NOOR));
    assert_eq!(error, JournalError::Vault(VaultError::WrongPassphrase), "nor does the passphrase");
    assert_eq!(look(&journal, journal.noor), [], "its owner is told of nothing amiss");
    let after = [journal.noor, journal.sam].map(|who| all_of(&journal, who));
    assert_eq!(before, after, "both read every page whole, as it was");
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.problems(), [], "and every change holds");
    assert_eq!(noor.keys_unfinished(), None, "nothing is left to do");
    lock(noor);
}

#[test]
fn the_old_keys_are_granted_to_nobody_once_nothing_is_left_under_them() {
    let (mut journal, _) = lived_in();
    let (_, [_, ours]) = stolen(&journal);
    rotate(&mut journal, NOORS, NEW);
    let left: i64 = journal.reach_in(|db| {
        let count = "SELECT count(*) FROM \"grant\" WHERE key = ?";
        db.query_row(count, [&ours.id().0[..]], |row| row.get(0)).unwrap()
    });
    assert_eq!(left, 0, "its grants went with it");
}

#[test]
fn between_the_steps_all_is_read_and_it_is_told_that_it_is_not_finished() {
    let (mut journal, _) = lived_in();
    let before = [journal.noor, journal.sam].map(|who| all_of(&journal, who));
    journal.world.set_now("2026-11-09T08:30:00+01:00");
    lock(begin(&mut journal, NOORS, NEW));
    for _ in 0..2 {
        let noor = journal.sit(journal.noor);
        let since = noor.keys_unfinished().map(|at| at.to_rfc3339());
        assert_eq!(since.as_deref(), Some("2026-11-09T08:30:00+01:00"), "since it was begun");
        assert_eq!(noor.alarms(), [], "and nothing is amiss");
        lock(noor);
    }
    let sam = journal.sit(journal.sam);
    assert_eq!(sam.keys_unfinished(), None, "it is Noor's to finish");
    lock(sam);
    let error = refused(journal.try_sit(journal.noor, NOOR));
    assert_eq!(error, JournalError::Vault(VaultError::WrongPassphrase), "the old way is gone");
    let between = [journal.noor, journal.sam].map(|who| all_of(&journal, who));
    assert_eq!(before, between, "both read everything in between");
    let mut noor = journal.sit(journal.noor);
    noor.encrypt_anew(&mut go_on).unwrap();
    assert_eq!(noor.keys_unfinished(), None, "it is finished in a later sitting");
    lock(noor);
    let after = [journal.noor, journal.sam].map(|who| all_of(&journal, who));
    assert_eq!(before, after, "and nothing is lost");
}

#[test]
fn it_is_told_how_far_it_is_and_can_be_stopped_between_two_batches() {
    let mut journal = journal_of_one();
    let (hand, keys) = stolen(&journal);
    let texts: Vec<String> = (0..2_500).map(|n| format!("page {n}")).collect();
    let noor = journal.noor;
    journal.reach_in(|db| hand.append_pages(db, noor, &keys[0], &texts));
    let mut noor = journal.sit(journal.noor);
    // Nobody witnessed what was put there past the app.
    noor.accept_loss().unwrap();
    let before = listed(&noor);
    assert_eq!(before.len(), 2_500, "more than one batch");
    lock(noor);
    let mut noor = begin(&mut journal, NOORS, NEW);
    let mut told = Vec::new();
    let error = noor.encrypt_anew(&mut |done, total| {
        told.push((done, total));
        ControlFlow::Break(())
    });
    assert_eq!(error, Err(JournalError::Vault(VaultError::Cancelled)), "it stops when asked");
    assert!(told.len() == 1 && told[0].0 < told[0].1, "in the middle: {told:?}");
    assert!(told[0].0 <= 2_000, "no transaction holds more, as the format says: {told:?}");
    assert!(noor.keys_unfinished().is_some(), "and is not finished");
    assert!(listed(&noor) == before, "all is read, what was done and what was not");
    lock(noor);
    let left = opened_by(&journal, &hand, &keys);
    assert!(left > 0, "some is under the old keys still");
    let mut noor = journal.sit(journal.noor);
    let done = noor.encrypt_anew(&mut |done, total| {
        told.push((done, total));
        ControlFlow::Continue(())
    });
    assert_eq!(done.unwrap().changes, left as u64, "the rest, and not everything again");
    assert!(told.last().is_some_and(|(done, total)| done == total), "to the end: {told:?}");
    assert!(listed(&noor) == before, "every page is there");
    assert_eq!(noor.alarms(), [], "and nothing is amiss");
    lock(noor);
    assert_eq!(opened_by(&journal, &hand, &keys), 0, "and nothing is left");
}

/// Dies when it draws each of many random values, in every step: in the transaction of the first,
/// in that of a batch, between two.
#[test]
fn whoever_is_killed_while_taking_new_keys_has_the_old_ones_or_the_new_and_loses_nothing() {
    let (journal, _) = lived_in();
    let before = [journal.noor, journal.sam].map(|who| all_of(&journal, who));
    let (bytes, record) = (journal.bytes(), journal.place("computer"));
    let mut came = std::collections::BTreeSet::new();
    let mut round = |dies_at: u64| -> Option<u64> {
        let folder = tempfile::tempdir().unwrap();
        let (path, computer) = (folder.path().join("j.duologue"), folder.path().join("computer"));
        std::fs::write(&path, &bytes).unwrap();
        std::fs::create_dir(&computer).unwrap();
        for file in std::fs::read_dir(&record).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), computer.join(file.file_name())).unwrap();
        }
        let dies = dies_at.to_string();
        let ran = std::process::Command::new(env!("CARGO_BIN_EXE_rotator"))
            .args([path.as_os_str(), computer.as_os_str()])
            .args(["Noor", NOOR, NEW, &dies])
            .output()
            .unwrap();
        let drawn = String::from_utf8(ran.stdout).unwrap().trim().parse().ok();
        let mut copy = journal.elsewhere(&path, Computer::new(&computer));
        let is_new = match copy.try_sit(copy.noor, NOOR) {
            Ok(noor) => {
                lock(noor);
                false
            }
            Err(_) => true,
        };
        copy.now_says(copy.noor, if is_new { NEW } else { NOOR });
        let read = [copy.noor, copy.sam].map(|who| all_of(&copy, who));
        assert!(read == before, "killed at draw {dies_at}: both read everything");
        let mut noor = copy.sit(copy.noor);
        assert_eq!((noor.alarms(), noor.problems()), (vec![], vec![]), "at draw {dies_at}");
        came.insert((is_new, noor.keys_unfinished().is_some()));
        noor.encrypt_anew(&mut go_on).unwrap();
        assert_eq!(noor.keys_unfinished(), None, "it is gone on with to the end");
        lock(noor);
        let read = [copy.noor, copy.sam].map(|who| all_of(&copy, who));
        assert!(read == before, "killed at draw {dies_at}, and finished: both read everything");
        drawn
    };
    let draws = round(u64::MAX).expect("it lives, and says how often it drew");
    for dies_at in (0..draws).step_by(3) {
        assert_eq!(round(dies_at), None, "it must die at draw {dies_at} of {draws}");
    }
    let all = [(false, false), (true, false), (true, true)];
    assert_eq!(came.into_iter().collect::<Vec<_>>(), all, "before, between and after the steps");
}

#[test]
fn a_disk_that_is_full_leaves_everything_as_it_was() {
    let (journal, _) = lived_in();
    let before = all_of(&journal, journal.noor);
    let mut noor = journal.sit(journal.noor);
    let (proof, new) = new_keys(&mut noor, NOOR, NEW);
    noor.limit_pages(1).unwrap();
    let full = JournalError::Vault(VaultError::Full);
    // Until there is no room for even one page more.
    while noor.write_page(false, november(5), "filling up", &[]).is_ok() {}
    assert_eq!(noor.take_new_keys(&new, &proof), Err(full), "there is no room for it");
    assert_eq!(noor.keys_unfinished(), None, "nothing was begun");
    drop(noor);
    let after = all_of(&journal, journal.noor);
    assert!(before.iter().all(|page| after.contains(page)), "the old passphrase opens all");
}

#[test]
fn the_partner_is_told_writes_under_the_new_key_and_reads_the_rest_once_both_sat_down() {
    let (mut journal, pages) = lived_in();
    let (hand, keys) = stolen(&journal);
    rotate(&mut journal, NOORS, NEW);
    let mut noor = journal.sit(journal.noor);
    let new = noor.write_page(true, november(3), "with new keys", &[]).unwrap();
    lock(noor);
    for _ in 0..2 {
        assert_eq!(look(&journal, journal.sam), [Alarm::NewCard], "Sam is told at every unlock");
    }
    let mut sam = journal.sit(journal.sam);
    assert!(sam.page(pages[1]).is_ok(), "what Noor wrote before is read");
    assert!(sam.page(new).is_err(), "what is under the new card is not believed yet");
    let sams = sam.write_page(true, november(3), "after it", &[]).unwrap();
    lock(sam);
    assert_eq!(opened_by(&journal, &hand, &keys), 0, "the old key does not open Sam's words");
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.page(sams).unwrap().text, "after it", "Noor reads them");
    lock(noor);
    lock_both(journal.together());
    assert_eq!(look(&journal, journal.sam), [], "once both sat down there is nothing to tell");
    let sam = journal.sit(journal.sam);
    assert_eq!(sam.page(new).unwrap().text, "with new keys", "and Sam reads on");
    assert_eq!(sam.problems(), [], "every log holds");
    lock(sam);
    assert_eq!(look(&journal, journal.noor), [], "nor for Noor");
}

#[test]
fn whoever_sits_down_first_makes_no_difference_to_confirming() {
    let (mut journal, _) = lived_in();
    rotate(&mut journal, NOORS, NEW);
    lock_both(journal.joined_by(journal.sit(journal.sam), journal.noor));
    assert_eq!(look(&journal, journal.sam), [], "Sam's own pin names the new card");
}

#[test]
fn while_both_are_here_and_it_is_not_finished_all_of_ours_is_read() {
    let (mut journal, pages) = lived_in();
    lock(begin(&mut journal, NOORS, NEW));
    let together = journal.together();
    for page in [pages[1], pages[3]] {
        assert!(together.page(page).is_ok(), "under old keys still, and read");
    }
    lock_both(together);
    let mut noor = journal.sit(journal.noor);
    noor.encrypt_anew(&mut go_on).unwrap();
    lock(noor);
    let sam = journal.sit(journal.sam);
    assert_eq!((sam.alarms(), sam.problems()), (vec![], vec![]), "and Sam after it");
    assert!(sam.page(pages[1]).is_ok());
    lock(sam);
}

#[test]
fn drafts_erased_pages_and_what_was_accepted_come_along() {
    let (mut journal, pages) = lived_in();
    let mut noor = journal.sit(journal.noor);
    noor.erase_page(pages[0]).unwrap();
    let body = DraftBody::Page {
        page: None,
        ours: false,
        on: november(4),
        text: "not finished".into(),
        tags: Vec::new(),
    };
    noor.save_draft(None, body).unwrap();
    lock(noor);
    let sams = journal.reach_in(|db| ChangeRow::of(db, pages[3]));
    assert_eq!(look(&journal, journal.noor), []);
    journal.reach_in(|db| db.execute("DELETE FROM change WHERE id = ?", [sams.id]).unwrap());
    let mut noor = journal.sit(journal.noor);
    assert!(!noor.alarms().is_empty(), "the end of Sam's log is gone");
    noor.accept_loss().unwrap();
    lock(noor);
    let noor = begin(&mut journal, NOORS, NEW);
    assert_eq!(noor.drafts().unwrap().len(), 1, "the draft is there at once");
    lock(noor);
    for finished in [false, true] {
        let mut noor = journal.sit(journal.noor);
        assert_eq!(noor.alarms(), [], "what was accepted is not told again");
        assert_eq!(noor.drafts().unwrap().len(), 1, "the draft opens");
        assert!(noor.page(pages[0]).is_err(), "what was erased stays so");
        if !finished {
            noor.encrypt_anew(&mut go_on).unwrap();
        }
        lock(noor);
    }
}

#[test]
fn another_computer_goes_on_in_a_new_log_and_is_told_of_nothing() {
    let (mut journal, _) = lived_in();
    let mut other = journal.elsewhere(&journal.path, Computer::new(&journal.place("elsewhere")));
    let mut noor = other.sit(other.noor);
    noor.write_page(false, november(3), "from the other one", &[]).unwrap();
    lock(noor);
    rotate(&mut journal, NOORS, NEW);
    other.now_says(other.noor, NEW);
    let mut noor = other.sit(other.noor);
    assert_eq!(noor.alarms(), [], "its own witness is of before, and opens");
    let id = noor.write_page(false, november(4), "and on", &[]).unwrap();
    lock(noor);
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.page(id).unwrap().text, "and on", "in a log of the new card");
    assert_eq!((noor.alarms(), noor.problems()), (vec![], vec![]));
    lock(noor);
}

#[test]
fn a_second_time_waits_until_the_partner_knows_of_the_first() {
    let (mut journal, _) = lived_in();
    let before = all_of(&journal, journal.noor);
    rotate(&mut journal, NOORS, NEW);
    let unconfirmed = JournalError::BadInput(BadInput::Unconfirmed);
    let mut noor = journal.sit(journal.noor);
    let (proof, new) = new_keys(&mut noor, NEW, "a third one for the door");
    assert_eq!(noor.take_new_keys(&new, &proof), Err(unconfirmed.clone()), "Noor's are not known");
    lock(noor);
    let mut sam = journal.sit(journal.sam);
    let (proof, new) = new_keys(&mut sam, SAM, "sam has a new one too");
    assert_eq!(sam.take_new_keys(&new, &proof), Err(unconfirmed), "nor can Sam grant to them");
    lock(sam);
    lock_both(journal.together());
    rotate(&mut journal, SAMS, "sam has a new one too");
    lock_both(journal.together());
    rotate(&mut journal, NOORS, "a third one for the door");
    lock_both(journal.together());
    assert_eq!(all_of(&journal, journal.noor), before, "after three times all is there");
    for who in [journal.noor, journal.sam] {
        let sitting = journal.sit(who);
        assert_eq!((sitting.alarms(), sitting.problems()), (vec![], vec![]), "and all holds");
        lock(sitting);
    }
}

#[test]
fn the_same_passphrase_and_somebody_elses_keys_are_refused() {
    let (journal, _) = lived_in();
    let mut noor = journal.sit(journal.noor);
    let proof = noor.own_challenge().unwrap().answer(NOOR, None).unwrap();
    let same = refused(proof.new_keys(NOOR, Cost::CHEAP, noor.surroundings()));
    assert_eq!(same, VaultError::SamePassphrase, "it would protect nothing");
    let sams = noor.partner_challenge().unwrap().answer(SAM, None).unwrap();
    let foreign = sams.new_keys(NEW, Cost::CHEAP, noor.surroundings()).unwrap();
    let own = proof.new_keys(NEW, Cost::CHEAP, noor.surroundings()).unwrap();
    assert_eq!(noor.take_new_keys(&foreign, &proof), Err(JournalError::NotYours), "Sam's keys");
    assert_eq!(noor.take_new_keys(&own, &sams), Err(JournalError::NotYours), "Sam's passphrase");
    assert_eq!(noor.keys_unfinished(), None, "and nothing happened");
    lock(noor);
}

#[test]
fn a_new_kit_for_only_ours_reads_what_was_written_under_the_old_card() {
    let (mut journal, pages) = lived_in();
    rotate(&mut journal, NOORS, NEW);
    let mut noor = journal.sit(journal.noor);
    let proof = noor.own_challenge().unwrap().answer(NEW, None).unwrap();
    let words: Vec<_> = kept_kit(&mut noor, KitKind::OnlyOurs, &proof).words().words().collect();
    lock(noor);
    let words = KitWords::read(&words.join(" ")).unwrap();
    let opened = journal.open().kit_challenge(journal.noor).unwrap().answer(&words).unwrap();
    let KitOpened::OnlyOurs(opened) = opened else { panic!("a kit for only Ours") };
    let Ok(ours) = journal.open().read_ours(&opened, journal.world.surroundings()) else {
        panic!("Ours opens")
    };
    for page in [pages[1], pages[3]] {
        assert!(ours.page(page).is_ok(), "Noor's and Sam's of before");
    }
    assert_eq!(ours.alarms(), []);
}

#[test]
fn who_joins_afterwards_reads_what_is_opened_to_them_and_is_told_of_nothing() {
    for open in [OpenFor::Everything, OpenFor::FromToday] {
        let mut journal = journal_of_one();
        let mut noor = journal.sit(journal.noor);
        let old = noor.write_page(true, november(1), "before", &[]).unwrap();
        lock(noor);
        rotate(&mut journal, NOORS, NEW);
        journal.sam_joins(open);
        let sam = journal.sit(journal.sam);
        assert_eq!((sam.alarms(), sam.problems()), (vec![], vec![]), "{open:?}");
        assert_eq!(sam.page(old).is_ok(), open == OpenFor::Everything, "{open:?}");
        lock(sam);
    }
}

#[test]
fn a_backup_of_a_rotated_journal_restores_with_the_new_passphrase() {
    let (mut journal, _) = lived_in();
    let before = all_of(&journal, journal.noor);
    rotate(&mut journal, NOORS, NEW);
    let target = journal.place("kept.duologue-backup");
    let mut noor = journal.sit(journal.noor);
    assert_eq!(noor.back_up(&target, &mut go_on).unwrap().damaged, 0);
    lock(noor);
    let restored = restored(&journal, &target, journal.noor, NEW);
    assert_eq!(all_of(&restored, journal.noor), before, "old logs with their cards are in it");
}

#[test]
fn a_backup_the_partner_makes_before_they_sat_down_keeps_the_owners_way_in() {
    let (mut journal, _) = lived_in();
    let before = all_of(&journal, journal.noor);
    rotate(&mut journal, NOORS, NEW);
    let target = journal.place("kept.duologue-backup");
    let mut sam = journal.sit(journal.sam);
    sam.back_up(&target, &mut go_on).unwrap();
    lock(sam);
    let restored = restored(&journal, &target, journal.sam, SAM);
    assert_eq!(all_of(&restored, journal.noor), before, "Noor's slot, card and Mine are in it");
}

fn restored(journal: &Kept, backup: &std::path::Path, who: Id, passphrase: &str) -> Kept {
    let mut file = BackupFile::open(backup).unwrap();
    let opened = file.challenge(who).unwrap().answer(passphrase, None).unwrap();
    let path = journal.place("restored.duologue");
    let computer = Computer::new(&journal.place("restored computer"));
    let surroundings = journal.world.surroundings();
    restore(&mut file, &opened, &path, computer.clone(), surroundings, &mut go_on).unwrap();
    journal.elsewhere(&path, computer)
}
