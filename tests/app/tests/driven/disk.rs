//! A disk that is full, and one that may not be written to: said as it is, and nothing is lost.

use std::fs;

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::dialogs;
use app_tests::disk::Disk;
use app_tests::journal::{self, MINE_OF_NOOR, NOOR};
use serde_json::json;

#[test]
fn what_is_written_on_a_full_disk_stays_in_the_editor_and_is_kept_once_there_is_room() {
    let (_computer, disk, app) = noor_at_a_stick();
    app.go("journal");
    app.click("write-new");
    app.see("write-text");
    disk.fill();
    app.write("write-text", "On the day the disk was full: kelpwater.");
    app.see_words("failure-full", "not kept");
    app.see_words("failure-full", "Make some room on the disk");
    app.click("kept-again");
    app.see("failure-full");
    app.write("write-text", " I wrote on all the same: tinwhistle.");
    app.click("write-done");
    app.see("failure-full");
    app.see_words("write-text", "kelpwater. I wrote on all the same: tinwhistle.");

    disk.make_room();
    app.click("kept-again");
    app.see_gone("failure-full");
    app.see_words("kept", "Kept");
    app.click("write-done");
    app.see_words("page-text", "kelpwater. I wrote on all the same: tinwhistle.");
    app.lock();
    app.unlock(NOOR);
    app.go("journal");
    app.see_words("timeline", "kelpwater");
    app.see_words("timeline", MINE_OF_NOOR);
    assert!(!app.sees("told-damaged"), "a full disk damages nothing");
}

#[test]
fn what_is_kept_on_a_full_disk_by_itself_is_kept_by_itself_once_there_is_room() {
    let (computer, disk, app) = noor_at_a_stick();
    app.go("journal");
    app.click("write-new");
    disk.fill();
    app.write("write-text", "Nobody presses anything: marramgrass.");
    app.see("failure-full");
    disk.make_room();
    app.see_words("kept", "Kept");
    app.see_gone("failure-full");
    app.kill();

    let app = App::start(&computer);
    app.unlock(NOOR);
    app.see_words("draft", "marramgrass");
}

#[test]
fn a_journal_locked_on_a_full_disk_is_whole_once_there_is_room() {
    let (_computer, disk, app) = noor_at_a_stick();
    app.write_page("mine", "Kept before the disk was full: oatgrass.");
    disk.fill();
    app.click("rail-lock");
    app.see_gone("rail");
    assert!(!app.everything().contains("oatgrass"), "a full disk must not keep it from locking");
    assert_ne!(app.ask("situation", json!({})).expect("it")["is"], "alone", "nor the core");
    disk.make_room();
    app.unlock(NOOR);
    app.go("journal");
    app.see_words("timeline", "oatgrass");
    app.see_words("timeline", MINE_OF_NOOR);
}

#[test]
fn words_the_full_disk_could_not_take_outlive_the_lock_and_are_kept_once_there_is_room() {
    let (computer, disk, app) = noor_at_a_stick();
    app.go("journal");
    app.click("write-new");
    app.see("write-text");
    disk.fill();
    app.write("write-text", "The last thing before locking: bramblewine.");
    app.see("failure-full");
    app.click("rail-lock");
    app.see_words("unlock-unkept", "wait to be kept");
    assert!(!app.everything().contains("bramblewine"), "what waits is shown to nobody");

    app.close_window();
    app.see_words("closing", "not kept yet");
    app.click("closing-stay");
    app.see_gone("closing");
    disk.make_room();
    app.see_gone("unlock-unkept");
    app.kill();

    let app = App::start(&computer);
    app.unlock(NOOR);
    app.see_words("draft", "bramblewine");
}

#[test]
fn a_backup_to_a_full_disk_says_so_and_leaves_nothing_half_written() {
    let computer = Computer::new();
    let disk = Disk::of(&computer);
    let journal = journal::of_two(&computer, "two.duologue");
    let backup = disk.folder().join("Saved.duologue-backup");
    let app = App::open(&computer, &journal);
    app.unlock(NOOR);
    app.click("backup-go");
    disk.fill();
    app.click("backup-make");
    dialogs::save_as(&backup);
    app.see_words("failure-full", "The disk is full");
    assert!(!app.sees("backup-made"), "it is not said to be saved");
    assert_eq!(disk.names(), ["filler"], "nothing half written may be left");
    disk.make_room();
    app.click("backup-make");
    dialogs::save_as(&backup);
    app.see_words("backup-made", "Saved");
    assert_eq!(disk.names(), ["Saved.duologue-backup"], "and nothing beside it");
}

#[test]
fn a_new_journal_is_not_made_where_there_is_no_room_or_no_leave() {
    let computer = Computer::new();
    let disk = Disk::of(&computer);
    let journal = disk.folder().join("New.duologue");
    let app = App::start(&computer);
    app.begin_journal(&journal);
    app.click("making-where-next");
    app.introduce("making", NOOR);
    disk.fill();
    app.click("making-passphrase-next");
    app.see_words("failure-full", "The disk is full");
    assert_eq!(disk.names(), ["filler"], "nothing half made may be left");
    disk.make_room();
    disk.read_only(true);
    app.click("making-passphrase-next");
    app.see_words("failure-readOnly", "cannot write here");
    assert!(disk.names().is_empty(), "nothing is there");
    disk.read_only(false);
    app.click("making-passphrase-next");
    app.see("kit");
    assert!(disk.names().contains(&"New.duologue".to_owned()), "made where it was asked for");
}

#[test]
fn a_journal_in_a_folder_that_may_not_be_written_to_says_so_and_opens_once_it_may() {
    let computer = Computer::new();
    let disk = Disk::of(&computer);
    let journal = journal::of_two(&computer, "stick/two.duologue");
    let before = fs::read(&journal).expect("the journal");
    disk.read_only(true);
    let app = App::open(&computer, &journal);
    app.see_words("failure-readOnly", "Duologue cannot write here");
    app.see_words("failure-readOnly", "Nothing has been changed");
    app.see_words("file-place", "two");
    assert!(!app.sees("unlock-form"), "no passphrase is asked for in vain");
    assert!(!app.sees("failure-damaged"), "it is not called damaged");
    assert!(fs::read(&journal).expect("the journal") == before, "and it is as it was");
    app.click("failure-again");
    app.see_words("failure-readOnly", "Duologue cannot write here");
    disk.read_only(false);
    app.click("failure-again");
    app.unlock(NOOR);
    app.go("journal");
    app.see_words("timeline", MINE_OF_NOOR);
}

#[test]
fn a_backup_into_a_folder_that_may_not_be_written_to_says_so() {
    let computer = Computer::new();
    let disk = Disk::of(&computer);
    let journal = journal::of_two(&computer, "two.duologue");
    let app = App::open(&computer, &journal);
    app.unlock(NOOR);
    app.click("backup-go");
    disk.read_only(true);
    app.click("backup-make");
    dialogs::save_as(&disk.folder().join("Saved.duologue-backup"));
    app.see_words("failure-readOnly", "Duologue cannot write here");
    assert!(!app.sees("backup-made"), "it is not said to be saved");
    app.write_page("mine", "The journal itself is written as ever: rushlight.");
}

/// Noor at a journal of two that lies on a small disk.
fn noor_at_a_stick() -> (Computer, Disk, App) {
    let computer = Computer::new();
    let disk = Disk::of(&computer);
    let journal = journal::of_two(&computer, "stick/two.duologue");
    let app = App::open(&computer, &journal);
    app.unlock(NOOR);
    (computer, disk, app)
}
