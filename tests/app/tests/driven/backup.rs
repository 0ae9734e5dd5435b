//! A backup, and a restore into a new file.

use std::fs;
use std::path::{Path, PathBuf};

use app_tests::app::App;
use app_tests::computer::{Computer, names_in};
use app_tests::dialogs;
use app_tests::disk::Disk;
use app_tests::journal::{self, NOOR, OURS_BY_SAM, SAM};
use duologue_core::vault::BackupFile;

#[test]
fn a_backup_is_restored_into_a_new_file_and_opens_for_both() {
    let computer = Computer::new();
    let journal = journal::of_two(&computer, "two.duologue");
    let backup = computer.document("Saved.duologue-backup");
    let restored = computer.document("Restored.duologue");
    let app = App::open(&computer, &journal);
    app.unlock(NOOR);
    app.click("backup-go");
    app.click("backup-make");
    dialogs::save_as(&backup);
    app.see_words("backup-made", "Saved");
    app.write_page("ours", "Written after the backup: lichenstone.");
    app.lock();
    let before = std::fs::read(&journal).expect("the journal");

    app.click("unlock-restore");
    app.click("restore-choose");
    dialogs::open(&backup);
    app.see_words("file-place", "Saved");
    app.fill("restore-passphrase", SAM.passphrase);
    app.click("restore-go");
    app.see_words("failure-wrongPassphrase", NOOR.label);
    app.fill("restore-passphrase", NOOR.passphrase);
    app.click("restore-try");
    app.see_words("restore-tried", "can be restored");
    assert!(!restored.exists(), "a trial restores nothing");
    assert!(!computer.data().join("tried").exists(), "and leaves nothing behind");
    app.click("restore-go");
    dialogs::save_as(&restored);
    app.see("unlock-restored");
    app.see_words("cover", "Restored");
    app.unlock(NOOR);
    app.go("journal");
    app.see_words("timeline", OURS_BY_SAM);
    app.see_words("timeline", "zephyrquill");
    assert!(!app.everything().contains("lichenstone"), "it is as it was when the backup was made");
    app.lock();
    app.unlock(SAM);
    app.go("journal");
    app.see_words("timeline", "marblefinch");
    let after = std::fs::read(&journal).expect("the journal");
    assert!(before == after, "restoring must not touch the journal that was there");
}

#[test]
fn backups_make_themselves_in_the_chosen_folder_and_take_only_their_own_away() {
    let computer = Computer::new();
    let journal = journal::of_two(&computer, "two.duologue");
    let disk = Disk::of(&computer);
    let folder = disk.folder().join("Backups");
    fs::create_dir(&folder).expect("a folder on the disk");
    let app = App::open(&computer, &journal);
    app.unlock(NOOR);
    app.click("backup-go");
    app.see("automatic-begin");
    assert!(!app.sees("automatic-on"), "nothing is made before somebody chose a folder");
    disk.read_only(true);
    app.click("automatic-begin");
    dialogs::open_folder(&folder);
    app.see_words("failure-readOnly", "cannot write here");
    assert!(!app.sees("automatic-on"), "a folder that does not work is not kept to");
    disk.read_only(false);
    app.click("automatic-begin");
    dialogs::open_folder(&folder);
    app.see_words("automatic-on", "Backups");
    app.see_words("backup-state", "Nothing has been written since");
    let first = backups(&folder);
    assert_eq!(first.len(), 1, "the first is made at once: {first:?}");

    let vault = BackupFile::open(&first[0]).expect("a backup").vault();
    let superseded = folder.join("Duologue 2026-03-01 08.00.00.duologue-backup");
    let of_that_day = folder.join("Duologue 2026-03-01 21.00.00.duologue-backup");
    let named = folder.join("Before the move.duologue-backup");
    for copy in [&superseded, &of_that_day, &named] {
        fs::copy(&first[0], copy).expect("an older backup");
    }
    let stranger = folder.join("Duologue 2026-03-01 07.00.00.duologue-backup");
    let of_another = journal::backup_of_one(&computer, "one.duologue-backup");
    assert_ne!(BackupFile::open(&of_another).expect("a backup").vault(), vault, "of another");
    fs::copy(&of_another, &stranger).expect("a backup of another journal");

    app.write_page("mine", "After the first backup: larkspur.");
    app.lock();
    assert_eq!(backups(&folder).len(), 5, "nobody waits for a backup when locking");
    app.unlock(NOOR);
    app.wait("a backup of what the lock cut off", || (!superseded.exists()).then_some(()));
    for stays in [&of_that_day, &named, &stranger] {
        assert!(stays.exists(), "{} is no business of it", stays.display());
    }
    app.click("backup-go");
    app.see_words("backup-state", "Nothing has been written since");

    fs::rename(&folder, disk.folder().join("Away")).expect("the drive unplugged");
    app.write_page("mine", "While the drive is away: wormwood.");
    app.lock();
    app.unlock(NOOR);
    app.click("backup-go");
    app.see_words("automatic-problem", "The folder is not there");
    assert!(!folder.exists(), "no folder is made where the drive was");
    fs::rename(disk.folder().join("Away"), &folder).expect("the drive plugged in again");
    app.lock();
    app.unlock(NOOR);
    app.click("backup-go");
    app.see_gone("automatic-problem");
    app.see_words("backup-state", "Nothing has been written since");
    app.click("automatic-end");
    app.see_gone("automatic-on");
    assert!(of_that_day.exists(), "those that are there stay");
}

#[test]
fn backups_of_a_damaged_journal_take_no_older_one_away() {
    let computer = Computer::new();
    let journal = journal::of_two(&computer, "two.duologue");
    let folder = computer.document("Backups");
    fs::create_dir(&folder).expect("a folder");
    let app = App::open(&computer, &journal);
    app.unlock(NOOR);
    app.click("backup-go");
    app.click("automatic-begin");
    dialogs::open_folder(&folder);
    app.see("automatic-on");
    assert!(!app.sees("automatic-damaged"), "the journal is whole");
    let first = backups(&folder).remove(0);
    let superseded = folder.join("Duologue 2026-03-01 08.00.00.duologue-backup");
    for name in [&superseded, &folder.join("Duologue 2026-03-01 21.00.00.duologue-backup")] {
        fs::copy(&first, name).expect("an older backup");
    }
    app.write_page("mine", "What will rot: sedge.");
    app.lock();
    app.kill();
    let rot = rusqlite::Connection::open(&journal).expect("the journal");
    let newest = "UPDATE change SET blob = randomblob(600)
        WHERE id = (SELECT max(id) FROM change WHERE blob IS NOT NULL)";
    assert_eq!(rot.execute(newest, []).expect("a change to rot"), 1, "one change is hurt");
    rot.close().expect("a closed journal");

    let app = App::start(&computer);
    app.unlock(NOOR);
    app.see("told-damaged");
    app.wait("a backup of what is whole, named once it is done", || {
        let done = |name: &&String| name.ends_with(".duologue-backup");
        (names_in(&folder).iter().filter(done).count() == 4).then_some(())
    });
    app.click("backup-go");
    app.see_words("automatic-damaged", "no older backup is deleted");
    assert!(superseded.exists(), "it may hold whole what the journal has not");
}

/// The backups in a folder, oldest name first; nothing else may lie there.
fn backups(folder: &Path) -> Vec<PathBuf> {
    let mut names = names_in(folder);
    names.sort();
    assert!(names.iter().all(|name| name.ends_with(".duologue-backup")), "{names:?}");
    names.into_iter().map(|name| folder.join(name)).collect()
}
