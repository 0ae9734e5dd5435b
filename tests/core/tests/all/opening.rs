//! Opening a file: six different reasons not to, and nothing lost in any.

use core_tests::{
    Kept, NOOR, effort, journal_of_one, journal_of_two, listed, lock, lock_both, november, refused,
};
use duologue_core::journal::JournalError;
use duologue_core::vault::{Computer, VaultError};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

fn reason(journal: &Kept) -> VaultError {
    match refused(journal.try_open()) {
        JournalError::Vault(error) => error,
        other => panic!("a reason of the vault, not {other}"),
    }
}

/// What another process is told when it opens the file.
fn another_process_is_told(path: &Path, nobody: bool) -> String {
    // Where the repository lies nobody may be let in.
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755)).unwrap();
    let program = folder.path().join("opener");
    std::fs::copy(env!("CARGO_BIN_EXE_opener"), &program).unwrap();
    let mut command = Command::new(program);
    command.arg(path);
    if nobody {
        use std::os::unix::process::CommandExt;
        command.uid(65534).gid(65534);
    }
    let output = command.output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[test]
fn a_new_file_has_the_settings_of_the_format() {
    let journal = journal_of_one();
    journal.reach_in(|db| {
        let number =
            |name: &str| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(number("application_id"), 0x4455_4F4C, "DUOL");
        assert_eq!(number("user_version"), 1, "the first version");
        assert_eq!(number("page_size"), 16384, "page size");
        assert_eq!(number("auto_vacuum"), 2, "incremental");
    });
    assert_eq!(&journal.bytes()[18..20], [2, 2], "the file is in write-ahead mode");
}

#[test]
fn there_is_no_file() {
    let journal = journal_of_one();
    std::fs::remove_file(&journal.path).unwrap();
    assert_eq!(reason(&journal), VaultError::Missing, "said as it is");
    assert!(!journal.path.exists(), "and none is made by looking");
}

#[test]
fn other_files_are_no_journals_and_stay_as_they_are() {
    let journal = journal_of_one();
    let noise: Vec<u8> = (0..20_000u32).map(|n| (n * 7) as u8).collect();
    for bytes in [&b""[..], b"duologue", &noise] {
        std::fs::write(&journal.path, bytes).unwrap();
        assert_eq!(reason(&journal), VaultError::NotAJournal, "{} bytes", bytes.len());
        assert_eq!(journal.bytes(), bytes, "looking changes nothing");
    }
    std::fs::remove_file(&journal.path).unwrap();
    std::fs::create_dir(&journal.path).unwrap();
    assert_eq!(reason(&journal), VaultError::NotAJournal, "nor is a folder");
}

#[test]
fn a_database_of_another_program_is_no_journal() {
    let journal = journal_of_one();
    std::fs::remove_file(&journal.path).unwrap();
    journal.reach_in(|db| db.execute_batch("CREATE TABLE vault(id, format)").unwrap());
    assert_eq!(reason(&journal), VaultError::NotAJournal, "its application id is not ours");
}

#[test]
fn a_file_of_a_newer_version_is_refused_and_left_byte_identical() {
    for newer in [
        "PRAGMA user_version = 2",
        "UPDATE vault SET format = 3",
        "UPDATE vault SET format = 3; CREATE TABLE of_a_newer_version(x)",
    ] {
        let journal = journal_of_one();
        journal.reach_in(|db| db.execute_batch(newer).unwrap());
        let before = journal.bytes();
        assert_eq!(reason(&journal), VaultError::NewerVersion, "{newer}");
        assert_eq!(journal.bytes(), before, "the file was only looked at");
        assert!(!journal.beside("-wal").exists(), "and nothing was left beside it");
    }
}

#[test]
fn a_newer_file_with_a_write_ahead_log_beside_it_is_left_as_it_is() {
    let journal = journal_of_one();
    journal.reach_in(|db| db.execute_batch("UPDATE vault SET format = 3").unwrap());
    let before = journal.bytes();
    std::fs::write(journal.beside("-wal"), b"left by the newer program").unwrap();
    assert_eq!(reason(&journal), VaultError::NewerVersion, "said as it is");
    assert_eq!(journal.bytes(), before, "the file was only looked at");
    assert_eq!(
        std::fs::read(journal.beside("-wal")).unwrap(),
        b"left by the newer program",
        "and its log too"
    );
}

#[test]
fn a_version_that_never_was_is_damage() {
    let journal = journal_of_one();
    journal.reach_in(|db| db.execute_batch("PRAGMA user_version = 0").unwrap());
    assert_eq!(reason(&journal), VaultError::Damaged("version"), "no older version exists");
}

#[test]
fn anything_planted_in_the_schema_is_refused_before_anything_is_written() {
    let plants = [
        "CREATE TRIGGER keep AFTER UPDATE ON change BEGIN INSERT INTO draft VALUES(randomblob(16),'','',OLD.blob); END",
        "CREATE VIEW change_too AS SELECT * FROM change",
        "CREATE TABLE other(x)",
        "CREATE INDEX by_space ON change(space)",
        "DROP TABLE witness",
        "ALTER TABLE draft ADD COLUMN kept BLOB",
    ];
    for plant in plants {
        let journal = journal_of_one();
        journal.reach_in(|db| db.execute_batch(plant).unwrap());
        let before = journal.bytes();
        assert_eq!(reason(&journal), VaultError::Damaged("schema"), "{plant}");
        assert_eq!(journal.bytes(), before, "{plant}: nothing was written");
    }
}

#[test]
fn a_file_in_use_is_refused_in_the_same_process() {
    let journal = journal_of_one();
    let mut sitting = journal.sit(journal.noor);
    assert_eq!(reason(&journal), VaultError::InUse, "one connection holds it");
    let id = sitting.write_page(false, november(2), "written meanwhile", &[]).unwrap();
    assert_eq!(reason(&journal), VaultError::InUse, "and goes on holding it");
    lock(sitting);
    assert_eq!(
        journal.sit(journal.noor).page(id).unwrap().text,
        "written meanwhile",
        "nothing was lost"
    );
}

#[test]
fn a_file_in_use_is_refused_in_another_process() {
    let journal = journal_of_one();
    let held = journal.open();
    let told = another_process_is_told(&journal.path, false);
    assert_eq!(told, "Vault(InUse)", "the other process is refused");
    held.close().unwrap();
    assert!(journal.try_open().is_ok(), "once it is closed it opens");
}

#[test]
fn a_read_only_file_is_called_read_only() {
    let journal = journal_of_one();
    let before = journal.bytes();
    std::fs::set_permissions(&journal.path, PermissionsExt::from_mode(0o444)).unwrap();
    assert_eq!(reason(&journal), VaultError::ReadOnly, "said as it is");
    assert_eq!(journal.bytes(), before, "and left as it is");
    std::fs::set_permissions(&journal.path, PermissionsExt::from_mode(0o644)).unwrap();
    assert!(journal.try_open().is_ok(), "nothing was lost");
}

#[test]
fn a_file_others_may_write_to_is_called_read_only() {
    let journal = journal_of_one();
    // Not for its owner, and not for somebody who is neither owner nor of the group.
    std::fs::set_permissions(&journal.path, PermissionsExt::from_mode(0o464)).unwrap();
    std::fs::set_permissions(journal.folder.path(), PermissionsExt::from_mode(0o777)).unwrap();
    let before = journal.bytes();
    // A root user may write anywhere, so another one tries.
    let told = another_process_is_told(&journal.path, is_root(&journal));
    assert_eq!(told, "Vault(ReadOnly)", "as on a disk that may only be read: said as it is");
    assert_eq!(journal.bytes(), before, "and left as it is");
}

#[test]
fn a_read_only_folder_is_called_read_only() {
    let journal = journal_of_one();
    std::fs::set_permissions(&journal.path, PermissionsExt::from_mode(0o666)).unwrap();
    std::fs::set_permissions(journal.folder.path(), PermissionsExt::from_mode(0o555)).unwrap();
    let before = journal.bytes();
    // A root user may write anywhere, so another one tries.
    let told = another_process_is_told(&journal.path, is_root(&journal));
    std::fs::set_permissions(journal.folder.path(), PermissionsExt::from_mode(0o755)).unwrap();
    assert_eq!(told, "Vault(ReadOnly)", "no write-ahead log can stand beside the file");
    assert_eq!(journal.bytes(), before, "and left as it is");
}

fn is_root(journal: &Kept) -> bool {
    std::os::unix::fs::MetadataExt::uid(&std::fs::metadata(&journal.path).unwrap()) == 0
}

#[test]
fn a_full_disk_is_called_full_and_nothing_is_lost() {
    let journal = journal_of_one();
    let mut sitting = journal.sit(journal.noor);
    let kept = sitting.write_page(false, november(1), "kept", &[]).unwrap();
    sitting.limit_pages(1).unwrap();
    let full = JournalError::Vault(VaultError::Full);
    let much = "much ".repeat(100_000);
    assert_eq!(
        sitting.write_page(false, november(2), &much, &[]),
        Err(full.clone()),
        "said as it is"
    );
    assert_eq!(sitting.edit_page(kept, november(2), &much, &[]), Err(full), "also for an edit");
    assert_eq!(listed(&sitting).len(), 1, "the page was not half written");
    assert_eq!(sitting.page(kept).unwrap().text, "kept", "what was there is there");
    sitting.limit_pages(1_000_000).unwrap();
    let id = sitting.write_page(false, november(2), &much, &[]).unwrap();
    lock(sitting);
    let sitting = journal.sit(journal.noor);
    assert_eq!(sitting.page(id).unwrap().text, much, "once there is room the same words are kept");
    assert_eq!(sitting.alarms(), [], "and the log has no gap");
}

#[test]
fn no_journal_is_made_where_a_file_stands_or_was() {
    for suffix in ["", "-wal", "-journal", "-shm"] {
        let journal = journal_of_one();
        std::fs::remove_file(&journal.path).unwrap();
        std::fs::write(journal.beside(suffix), b"something of somebody").unwrap();
        let mut surroundings = journal.world.surroundings();
        let cost = duologue_core::crypto::Cost::CHEAP;
        let face = core_tests::noors_face();
        let new =
            duologue_core::journal::NewJournal::prepare(&face, NOOR, cost, surroundings.as_mut())
                .unwrap();
        let error = refused(new.write(&journal.path, journal.computer.clone(), surroundings));
        assert_eq!(
            error,
            JournalError::Vault(VaultError::AlreadyExists),
            "{suffix:?} stands there"
        );
        assert_eq!(
            std::fs::read(journal.beside(suffix)).unwrap(),
            b"something of somebody",
            "and goes on standing"
        );
    }
}

#[test]
fn making_leaves_one_file_and_nothing_else() {
    let journal = journal_of_one();
    let mut names: Vec<_> = std::fs::read_dir(journal.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["computer", "ours.duologue"], "no temporary file, no write-ahead log");
}

#[test]
fn a_locked_journal_is_one_complete_file() {
    let journal = journal_of_one();
    let mut sitting = journal.sit(journal.noor);
    let id = sitting.write_page(false, november(2), "all of it", &[]).unwrap();
    let Ok(locked) = sitting.lock() else { panic!("it locks") };
    let wal = std::fs::metadata(journal.beside("-wal")).map_or(0, |about| about.len());
    assert_eq!(wal, 0, "while it is locked nothing is beside the file that it needs");
    drop(locked);
    let copy = journal.place("copy.duologue");
    std::fs::copy(&journal.path, &copy).unwrap();
    let elsewhere = journal.elsewhere(&copy, Computer::new(&journal.place("other computer")));
    assert_eq!(
        elsewhere.sit(journal.noor).page(id).unwrap().text,
        "all of it",
        "a copy of it is whole"
    );
}

#[test]
fn a_truncated_file_gives_a_reason_and_no_half_journal() {
    let journal = journal_of_two();
    let mut sitting = journal.sit(journal.noor);
    for day in 1..20 {
        sitting.write_page(false, november(day), &"words ".repeat(3000), &[]).unwrap();
    }
    lock(sitting);
    let whole = journal.bytes();
    for part in
        [1, 99, 100, 511, 16384, 16385, whole.len() / 2, whole.len() - 16384, whole.len() - 1]
    {
        std::fs::write(&journal.path, &whole[..part]).unwrap();
        if let Ok(sitting) = journal.try_sit(journal.noor, NOOR) {
            assert_ne!(
                sitting.alarms(),
                [],
                "{part} bytes of {}: what is missing is named",
                whole.len()
            );
        }
    }
}

/// Flips one bit in some bytes of the file, or in each, and looks at it as Noor.
#[test]
fn a_flipped_bit_never_shows_other_words_and_never_stops_the_program() {
    let journal = journal_of_two();
    let mut sitting = journal.sit(journal.noor);
    let id = sitting.write_page(true, november(2), "the very words", &[]).unwrap();
    lock(sitting);
    let whole = journal.bytes();
    let step = effort::of(whole.len() / 120, 1);
    let (mut tried, mut refused, mut told) = (0, 0, 0);
    for at in (0..whole.len()).step_by(step) {
        let mut flipped = whole.clone();
        flipped[at + at % step] ^= 1 << ((at as u64 + effort::seed()) % 8);
        let copy = journal.in_memory(&flipped);
        tried += 1;
        let Ok(sitting) = copy.try_sit(journal.noor, NOOR) else {
            refused += 1;
            continue;
        };
        told += usize::from(!sitting.alarms().is_empty());
        match sitting.page(id) {
            Ok(page) => {
                assert_eq!(page.text, "the very words", "bit {at} changed what somebody wrote")
            }
            Err(_) => assert_ne!(sitting.alarms(), [], "bit {at}: a page does not vanish unseen"),
        }
    }
    let what =
        format!("a bit flipped in {tried} bytes of a journal, {refused} refused, {told} told");
    effort::held(&what);
}

#[test]
fn dropping_an_unlocked_journal_loses_nothing() {
    let journal = journal_of_two();
    let mut sitting = journal.sit(journal.noor);
    let id = sitting.write_page(true, november(2), "before the light went out", &[]).unwrap();
    drop(sitting);
    let both = journal.together();
    assert_eq!(
        both.page(id).unwrap().text,
        "before the light went out",
        "a page that was written is written"
    );
    lock_both(both);
}
