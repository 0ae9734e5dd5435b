//! Restoring with a recovery kit in the place of the passphrase, and what the partner is told of a
//! restore.

use std::path::{Path, PathBuf};

use app_tests::app::App;
use app_tests::computer::{Computer, names_in};
use app_tests::dialogs;
use app_tests::journal::{self, NOOR, OURS_BY_SAM, Person, SAM};
use serde_json::json;

use crate::kits::{NEW, OF_NO_KIT, draw, type_back, with_words};

#[test]
fn a_backup_is_restored_with_a_kit_and_opens_under_a_new_passphrase() {
    let computer = Computer::new();
    let journal = journal::of_two(&computer, "two.duologue");
    let restored = computer.document("Restored.duologue");
    let app = App::open(&computer, &journal);
    app.unlock(NOOR);
    let words = draw(&app, "allOfMine");
    type_back(&app, &words);
    let backup = back_up(&app, &computer);
    app.lock();
    let before = std::fs::read(&journal).expect("the journal");

    choose(&app, &backup);
    app.fill("restore-words", &words.join(" "));
    app.click("restore-try");
    app.see_words("restore-tried", "can be restored");
    assert!(!restored.exists(), "a trial restores nothing");
    assert!(!computer.data().join("tried").exists(), "and leaves nothing behind");
    app.click("restore-go");
    dialogs::save_as(&restored);
    app.see_words("unlock-restored", "It opens for Noor");
    app.see_words("anew", NOOR.label);
    assert!(!app.sees("rail"), "nothing opens before there is a new passphrase");
    assert!(!app.everything().contains(&words.join(" ")), "the words are let go of");
    app.choose_passphrase(NEW);
    app.click("anew-next");
    app.see_words("here", NOOR.label);
    app.go("journal");
    app.see_words("timeline", "zephyrquill");
    app.open_row("lighthouse");
    app.see_words("page-text", OURS_BY_SAM);
    app.lock();
    app.see_words("cover", "Restored");
    app.try_passphrase(NOOR, NOOR.passphrase);
    app.see_words("failure-wrongPassphrase", NOOR.label);
    app.unlock(Person { passphrase: NEW, ..NOOR });
    app.lock();
    app.unlock(SAM);
    let after = std::fs::read(&journal).expect("the journal");
    assert!(before == after, "restoring must not touch the journal that was there");
}

#[test]
fn a_restore_with_a_kit_that_is_left_before_the_new_passphrase_can_be_taken_up_again() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    let words = draw(&app, "allOfMine");
    type_back(&app, &words);
    let backup = back_up(&app, &computer);
    app.lock();
    choose(&app, &backup);
    app.fill("restore-words", &words.join(" "));
    app.click("restore-go");
    dialogs::save_as(&computer.document("Restored.duologue"));
    app.see("anew");
    app.click("anew-back");
    app.see_words("unlock-restored", "The recovery kit does too");
    let refused = app.ask("recover", json!({ "passphrase": NEW }));
    assert_eq!(refused.expect_err("it was left")["code"], "locked", "what it opened is closed");
    with_words(&app, 1, &words.join(" "));
    app.see("anew");
    app.click("anew-back");
    app.unlock(NOOR);
    app.go("journal");
    app.see_words("timeline", "zephyrquill");
}

#[test]
fn words_that_restore_nothing_are_told_apart_and_nothing_is_written() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    let words = draw(&app, "onlyOurs");
    type_back(&app, &words);
    let backup = back_up(&app, &computer);
    app.lock();
    choose(&app, &backup);
    let cases = [
        (OF_NO_KIT.to_owned(), "not of one that Noor had when this backup was made"),
        (OF_NO_KIT.replace(" yellow", ""), "There are 11 words"),
        (OF_NO_KIT.replace("year", "yeer"), "Word 4 is none"),
        (OF_NO_KIT.replace("year", "wave"), "not all together"),
        (words.join(" "), "a kit for only Ours. It opens Ours in the journal file"),
    ];
    for (typed, said) in &cases {
        for button in ["restore-try", "restore-go"] {
            app.fill("restore-words", typed);
            app.click(button);
            app.see_words("restore", said);
        }
    }
    app.click("[data-test=restore-who] label:nth-of-type(2) input");
    app.fill("restore-words", OF_NO_KIT);
    app.click("restore-go");
    app.see_words("restore", "no recovery kit of Sam’s when this backup was made");
    let names = names_in(&computer.document("."));
    let journals = names.iter().filter(|name| name.ends_with(".duologue")).count();
    assert_eq!(journals, 1, "there is the journal that was there: {names:?}");
    let refused = app.ask("recover", json!({ "passphrase": NEW }));
    assert_eq!(refused.expect_err("nothing opened")["code"], "locked", "and nothing waits");
}

#[test]
fn the_partner_is_told_once_that_the_journal_was_restored() {
    let computer = Computer::new();
    let app = restored_by_noor(&computer);
    app.unlock(NOOR);
    assert!(!app.sees("told-restored"), "Noor knows what they did");
    app.lock();
    for _ in 0..2 {
        app.unlock(SAM);
        app.see_words("told-restored", "Noor restored this journal from a backup");
        app.see_words("told-restored", "one change that was here before is gone with it");
        assert!(!app.sees("told-olderFile"), "it is one story");
        app.lock();
    }
    app.unlock(SAM);
    app.click("told-read");
    app.see_gone("told");
    app.lock();
    app.unlock(SAM);
    app.see_words("told-olderFile", "One change that was here before is not in this file");
    assert!(!app.sees("told-restored"), "who restored it was seen");
    app.click("told-accept");
    app.see_gone("told");
    app.lock();
    app.unlock(SAM);
    assert!(!app.sees("told"), "and what is gone was accepted");
}

#[test]
fn whoever_goes_on_without_what_is_gone_has_read_who_restored() {
    let computer = Computer::new();
    let app = restored_by_noor(&computer);
    app.unlock_together(NOOR, SAM);
    app.see_words("told-restored", "Noor restored this journal from a backup");
    app.click("told-accept");
    app.see_gone("told");
    app.lock();
    app.unlock(SAM);
    assert!(!app.sees("told"), "nothing is told that was on the page");
}

/// Noor wrote a page after their backup, Sam saw it, and Noor restored the backup.
fn restored_by_noor(computer: &Computer) -> App {
    let app = App::open(computer, &journal::of_two(computer, "two.duologue"));
    app.unlock(SAM);
    app.lock();
    app.unlock(NOOR);
    let backup = back_up(&app, computer);
    app.write_page("ours", "Written after the backup: lichenstone.");
    app.lock();
    app.unlock(SAM);
    app.lock();
    restore(&app, &backup, &computer.document("Restored.duologue"));
    app
}

/// Makes a backup, from wherever somebody is.
fn back_up(app: &App, computer: &Computer) -> PathBuf {
    let backup = computer.document("Saved.duologue-backup");
    app.go("today");
    app.click("backup-go");
    app.click("backup-make");
    dialogs::save_as(&backup);
    app.see_words("backup-made", "Saved");
    backup
}

/// A locked journal's window, before a backup whose kit is asked for.
fn choose(app: &App, backup: &Path) {
    app.click("unlock-restore");
    app.click("restore-choose");
    dialogs::open(backup);
    app.see_words("file-place", "Saved");
    app.click("restore-other-way");
    app.see("restore-words");
}

/// Noor restores a backup with their passphrase.
fn restore(app: &App, backup: &Path, to: &Path) {
    app.click("unlock-restore");
    app.click("restore-choose");
    dialogs::open(backup);
    app.see("file-place");
    app.fill("restore-passphrase", NOOR.passphrase);
    app.click("restore-go");
    dialogs::save_as(to);
    app.see("unlock-restored");
}
