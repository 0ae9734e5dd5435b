//! A backup, in front of whoever has a recovery kit and no passphrase.

use super::{NEW, make_kit, recover, two_pages, wrong};
use core_tests::{Kept, NOOR, go_on, journal_of_two, listed, lock, refused, turned_away};
use duologue_core::Id;
use duologue_core::crypto::{Cost, KitKind, KitWords};
use duologue_core::journal::{JournalError, Trial, restore_with_kit, try_restore_with_kit};
use duologue_core::vault::{BackupFile, KitOpened, Recovered, VaultError};
use std::path::{Path, PathBuf};

fn back_up(journal: &Kept) -> PathBuf {
    let target = journal.place("kept.duologue-backup");
    let mut noor = journal.sit(journal.noor);
    noor.back_up(&target, &mut go_on).unwrap();
    lock(noor);
    target
}

fn opened(backup: &BackupFile, who: Id, words: &str) -> Result<KitOpened, VaultError> {
    backup.kit_challenge(who)?.answer(&KitWords::read(words).unwrap())
}

/// A backup and what Noor's kit for all of mine opened in it.
fn opened_by_noor(journal: &Kept, target: &Path, words: &str) -> (BackupFile, Box<Recovered>) {
    let backup = BackupFile::open(target).unwrap();
    match opened(&backup, journal.noor, words).unwrap() {
        KitOpened::AllOfMine(recovered) => (backup, recovered),
        KitOpened::OnlyOurs(_) => panic!("a kit for all of mine"),
    }
}

/// What Noor's kit restores from a backup, and what it opened.
fn restored(journal: &Kept, target: &Path, words: &str) -> (Kept, Box<Recovered>) {
    let (mut backup, recovered) = opened_by_noor(journal, target, words);
    let path = journal.place("restored.duologue");
    let (computer, surroundings) = (journal.computer.clone(), journal.world.surroundings());
    restore_with_kit(&mut backup, &recovered, &path, computer, surroundings, &mut go_on).unwrap();
    (journal.elsewhere(&path, journal.computer.clone()), recovered)
}

#[test]
fn a_backup_opens_with_the_kit_of_its_day() {
    let journal = journal_of_two();
    let [mine, _] = two_pages(&journal);
    let words = make_kit(&journal, journal.noor, KitKind::AllOfMine);
    let target = back_up(&journal);
    let (mut restored, _) = restored(&journal, &target, &words);
    recover(&mut restored, journal.noor, &words).unwrap();
    let sitting = restored.sit(journal.noor);
    assert_eq!(sitting.page(mine).unwrap().text, "mine", "neither passphrase nor file is needed");
    assert_eq!(listed(&sitting).len(), 2, "all of it is there");
}

#[test]
fn what_the_words_opened_in_a_backup_takes_a_new_passphrase_in_what_was_restored() {
    let journal = journal_of_two();
    let [mine, _] = two_pages(&journal);
    let words = make_kit(&journal, journal.noor, KitKind::AllOfMine);
    let target = back_up(&journal);
    let (mut restored, recovered) = restored(&journal, &target, &words);
    let mut surroundings = journal.world.surroundings();
    let slot = recovered.new_slot(NEW, Cost::CHEAP, surroundings.as_mut()).unwrap();
    let sitting = restored.open().recover(&recovered, &slot, surroundings);
    let sitting = sitting.map_err(|(_, error)| error).unwrap();
    assert_eq!(sitting.page(mine).unwrap().text, "mine", "the words need not be typed twice");
    lock(sitting);
    assert_eq!(
        refused(restored.try_sit(journal.noor, NOOR)),
        JournalError::Vault(VaultError::WrongPassphrase),
        "the lost passphrase opens nothing there any more"
    );
    restored.now_says(journal.noor, NEW);
    lock(restored.sit(journal.noor));
}

#[test]
fn what_the_words_opened_is_of_no_use_where_that_kit_counts_no_more() {
    let journal = journal_of_two();
    let words = make_kit(&journal, journal.noor, KitKind::AllOfMine);
    let target = back_up(&journal);
    make_kit(&journal, journal.noor, KitKind::AllOfMine);
    let (_, recovered) = opened_by_noor(&journal, &target, &words);
    let mut surroundings = journal.world.surroundings();
    let slot = recovered.new_slot(NEW, Cost::CHEAP, surroundings.as_mut()).unwrap();
    let refused = turned_away(journal.open().recover(&recovered, &slot, surroundings));
    assert_eq!(
        refused,
        JournalError::Vault(VaultError::NotAuthentic("keyslot")),
        "a newer kit took its place in the journal; only the backup still knows it"
    );
}

#[test]
fn a_restore_with_a_kit_can_be_tried_and_nothing_of_the_trial_stays() {
    let journal = journal_of_two();
    two_pages(&journal);
    let words = make_kit(&journal, journal.noor, KitKind::AllOfMine);
    let target = back_up(&journal);
    let folder = journal.place("trials");
    std::fs::create_dir(&folder).unwrap();
    let (mut backup, recovered) = opened_by_noor(&journal, &target, &words);
    let surroundings = || journal.world.surroundings();
    let tried = try_restore_with_kit(&mut backup, &recovered, &folder, surroundings, &mut go_on);
    assert_eq!(tried, Ok(Trial { damaged: 0 }), "everything Noor can open is the same");
    let left: Vec<_> = std::fs::read_dir(folder).unwrap().collect();
    assert!(left.is_empty(), "nothing of it stays: {left:?}");
}

#[test]
fn other_words_open_no_backup_and_a_partner_without_a_kit_has_none() {
    let journal = journal_of_two();
    let before = back_up(&journal);
    let none = BackupFile::open(&before).unwrap();
    let words = make_kit(&journal, journal.noor, KitKind::AllOfMine);
    assert_eq!(
        refused(opened(&none, journal.noor, &words)),
        VaultError::NoKit,
        "it was made before there was a kit"
    );
    std::fs::remove_file(&before).unwrap();
    let backup = BackupFile::open(&back_up(&journal)).unwrap();
    let other = make_kit(&journal, journal.noor, KitKind::AllOfMine);
    let refused = refused(opened(&backup, journal.noor, &other));
    assert_eq!(JournalError::Vault(refused), wrong(), "a kit made later opens no earlier backup");
}

#[test]
fn a_kit_for_only_ours_opens_nothing_that_restores() {
    let journal = journal_of_two();
    let words = make_kit(&journal, journal.noor, KitKind::OnlyOurs);
    let backup = BackupFile::open(&back_up(&journal)).unwrap();
    let opened = opened(&backup, journal.noor, &words).unwrap();
    assert!(
        matches!(opened, KitOpened::OnlyOurs(_)),
        "it is told what it is for, and there is no restore that takes it"
    );
}
