//! A journal that an older program wrote: it is read, and brought up to date once a verified backup
//! of it as it was lies beside it.

use core_tests::evening::JOURNAL;
use core_tests::{World, exported, go_on, lock, november, older, refused};
use duologue_core::journal::{JournalError, Sitting, restore};
use duologue_core::vault::{BackupFile, Computer, VaultError};
use rusqlite::Connection;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const WORLD: u64 = 0x01DE;

/// Version 1, and Sam at it.
fn sam_at_an_older_journal() -> (TempDir, Sitting) {
    let folder = tempfile::tempdir().unwrap();
    older::lay_out(folder.path());
    let sam = older::sit(folder.path(), &World::seeded(WORLD)).unwrap();
    assert!(sam.is_older().unwrap(), "program 1 wrote it");
    (folder, sam)
}

/// The version that a closed file says it is of.
fn version(journal: &Path) -> i64 {
    let db = Connection::open(journal).unwrap();
    db.query_row("SELECT format FROM vault", [], |row| row.get(0)).unwrap()
}

fn first_line(backup: &Path) -> Vec<u8> {
    fs::read(backup).unwrap().split_inclusive(|byte| *byte == b'\n').next().unwrap().to_vec()
}

#[test]
fn an_older_journal_is_of_this_version_once_a_whole_backup_lies_beside_it() {
    let (folder, mut sam) = sam_at_an_older_journal();
    let reads = exported(&sam);
    let backup = sam.bring_up_to_date(&mut go_on).unwrap().unwrap().place;
    assert!(!sam.is_older().unwrap(), "it is brought up to date");
    assert_eq!(exported(&sam), reads, "and holds what it held");
    assert_eq!(sam.bring_up_to_date(&mut go_on), Ok(None), "that is done once");
    let journal = folder.path().join(JOURNAL);
    let copy = folder.path().join("copied while Sam sits there.duologue");
    fs::copy(&journal, &copy).unwrap();
    assert_eq!(version(&copy), 2, "it stands in the file, and not only in its write-ahead log");
    lock(sam);
    assert_eq!(version(&journal), 2, "and stands in the file");
    assert_eq!(
        older::backups(folder.path()),
        std::slice::from_ref(&backup),
        "one backup lies beside it"
    );
    let name = backup.file_name().unwrap().to_str().unwrap();
    assert!(name.starts_with(older::BACKUP), "its name says what it is: {name}");
    let mut file = BackupFile::open(&backup).unwrap();
    let opened = file.challenge(older::sam(file.faces())).unwrap();
    let opened = opened.answer(older::SAMS, None).unwrap();
    assert_eq!(file.verify_opened(&opened, &mut go_on), Ok(vec![]), "all of it is whole");
}

#[test]
fn the_backup_from_before_is_one_the_older_program_opens_and_those_from_after_are_none() {
    let (folder, mut sam) = sam_at_an_older_journal();
    let before = sam.bring_up_to_date(&mut go_on).unwrap().unwrap().place;
    let after = folder.path().join("after.duologue-backup");
    sam.back_up(&after, &mut go_on).unwrap();
    lock(sam);
    assert_eq!(first_line(&before), b"duologue backup v1\n", "as the older program writes it");
    assert_eq!(first_line(&after), b"duologue backup v2\n", "which it says is a newer one");
}

#[test]
fn a_backup_that_says_another_version_than_it_was_made_with_is_refused() {
    let (folder, mut sam) = sam_at_an_older_journal();
    let backup = sam.bring_up_to_date(&mut go_on).unwrap().unwrap().place;
    lock(sam);
    let mut bytes = fs::read(backup).unwrap();
    let digit = bytes.iter().position(|byte| *byte == b'1').unwrap();
    bytes[digit] = b'2';
    let changed = folder.path().join("changed.duologue-backup");
    fs::write(&changed, bytes).unwrap();
    let mut file = BackupFile::open(&changed).unwrap();
    let opened = file.challenge(older::sam(file.faces())).unwrap();
    let opened = opened.answer(older::SAMS, None).unwrap();
    let refused = file.verify_opened(&opened, &mut go_on);
    assert_eq!(refused, Err(VaultError::Damaged("backup header")), "its first line counts too");
}

#[test]
fn what_is_restored_from_an_older_backup_is_of_this_version() {
    let (folder, mut sam) = sam_at_an_older_journal();
    let backup = sam.bring_up_to_date(&mut go_on).unwrap().unwrap().place;
    lock(sam);
    let mut file = BackupFile::open(&backup).unwrap();
    let opened = file.challenge(older::sam(file.faces())).unwrap();
    let opened = opened.answer(older::SAMS, None).unwrap();
    let target = folder.path().join("restored.duologue");
    let computer = Computer::new(&folder.path().join("other computer"));
    let surroundings = World::seeded(0xBAC).surroundings();
    restore(&mut file, &opened, &target, computer, surroundings, &mut go_on).unwrap();
    assert_eq!(version(&target), 2, "this program made the file");
}

/// Tries to bring it up to date where that comes to nothing; what lies beside it then.
#[track_caller]
fn comes_to_nothing(
    folder: &Path,
    mut sam: Sitting,
    watch: duologue_core::vault::Watch<'_>,
    because: VaultError,
) -> Vec<PathBuf> {
    let page = sam.write_page(false, november(20), "Before it was tried.", &[]).unwrap();
    let error = refused(sam.bring_up_to_date(watch));
    assert_eq!(error, JournalError::Vault(because), "it says why");
    assert!(sam.is_older().unwrap(), "nothing was changed");
    sam.edit_page(page, november(20), "It goes on as before.", &[]).unwrap();
    lock(sam);
    assert_eq!(version(&folder.join(JOURNAL)), 1, "in the file neither");
    let mut sam = older::sit(folder, &World::seeded(0x01DF)).unwrap();
    assert_eq!(sam.page(page).unwrap().text, "It goes on as before.", "what was written is kept");
    let beside = older::backups(folder);
    assert!(sam.bring_up_to_date(&mut go_on).unwrap().is_some(), "the next time it is done");
    lock(sam);
    beside
}

#[test]
fn bringing_up_to_date_can_be_stopped_and_everything_goes_on_as_before() {
    let (folder, sam) = sam_at_an_older_journal();
    let mut stops = |_, _| ControlFlow::Break(());
    let beside = comes_to_nothing(folder.path(), sam, &mut stops, VaultError::Cancelled);
    assert_eq!(beside, [] as [PathBuf; 0], "nothing half written is left");
}

#[test]
fn where_no_backup_can_be_made_the_journal_stays_as_it_is() {
    let (folder, sam) = sam_at_an_older_journal();
    let now = World::seeded(WORLD).now().format("%Y-%m-%d %H.%M.%S");
    let name = folder.path().join(format!("{}{now}.duologue-backup", older::BACKUP));
    // Somebody else takes the name meanwhile.
    let mut takes_the_name = |_, _| {
        fs::write(&name, "theirs").unwrap();
        ControlFlow::Continue(())
    };
    let beside =
        comes_to_nothing(folder.path(), sam, &mut takes_the_name, VaultError::AlreadyExists);
    assert_eq!(fs::read(&beside[0]).unwrap(), b"theirs", "what has the name is as it was");
}

#[test]
fn a_journal_with_a_long_name_has_a_backup_with_a_shorter_one() {
    for name in ["o".repeat(240), "\u{0434}".repeat(120), format!("o{}", "\u{0434}".repeat(119))] {
        let folder = tempfile::tempdir().unwrap();
        older::lay_out(folder.path());
        let long = folder.path().join(format!("{name}.duologue"));
        fs::rename(folder.path().join(JOURNAL), &long).unwrap();
        let mut sam = older::sit_at(&long, &World::seeded(WORLD)).unwrap();
        let backup = sam.bring_up_to_date(&mut go_on).unwrap().unwrap().place;
        lock(sam);
        let named = backup.file_name().unwrap().to_str().unwrap();
        let (beginning, rest) = named.split_once(" (version 1) ").unwrap();
        assert!(name.starts_with(beginning) && beginning.len() >= 79, "by its name: {named}");
        assert!(beginning.len() <= 80 && rest.len() < 64, "which every folder takes: {named}");
    }
}

#[test]
fn in_one_second_each_backup_has_a_name_of_its_own() {
    let (folder, mut sam) = sam_at_an_older_journal();
    let mut names = Vec::new();
    for _ in 0..3 {
        names.extend(sam.bring_up_to_date(&mut go_on).unwrap().map(|before| before.place));
        lock(sam);
        set_back(&folder.path().join(JOURNAL), 1);
        sam = older::sit(folder.path(), &World::seeded(WORLD)).unwrap();
    }
    lock(sam);
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 3, "{names:?}");
    assert_eq!(older::backups(folder.path()).len(), 3, "and none took the place of another");
}

fn set_back(journal: &Path, version: i64) {
    let db = Connection::open(journal).unwrap();
    db.execute("UPDATE vault SET format = ?", [version]).unwrap();
    db.close().unwrap();
}

#[test]
fn a_version_that_never_was_counts_as_the_first() {
    for version in [0, -1, i64::MIN] {
        let folder = tempfile::tempdir().unwrap();
        older::lay_out(folder.path());
        let journal = folder.path().join(JOURNAL);
        set_back(&journal, version);
        let mut sam = older::sit(folder.path(), &World::seeded(WORLD)).unwrap();
        let backup = sam.bring_up_to_date(&mut go_on).unwrap().unwrap().place;
        lock(sam);
        assert_eq!(self::version(&journal), 2, "{version}: it is brought up to date");
        assert_eq!(first_line(&backup), b"duologue backup v1\n", "{version}: and was backed up");
    }
}

#[test]
fn what_is_damaged_in_an_older_journal_is_told_with_the_backup_from_before() {
    let (folder, sam) = sam_at_an_older_journal();
    lock(sam);
    let db = Connection::open(folder.path().join(JOURNAL)).unwrap();
    let newest = "SELECT max(id) FROM change WHERE length(blob) > 600";
    db.execute(&format!("UPDATE change SET blob = zeroblob(600) WHERE id = ({newest})"), [])
        .unwrap();
    db.close().unwrap();
    let mut sam = older::sit(folder.path(), &World::seeded(WORLD + 1)).unwrap();
    let before = sam.bring_up_to_date(&mut go_on).unwrap().unwrap();
    assert!(before.made.damaged > 0, "whoever has it knows that older ones are worth keeping");
    assert!(!sam.is_older().unwrap(), "damage keeps no journal from it");
    lock(sam);
}
