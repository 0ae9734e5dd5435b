//! Deleting a page of Mine, to its very end.

use std::fs;
use std::time::Duration;

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::journal::{self, NOOR, SAM};
use serde_json::{Value, json};

/// The two minutes, and what a slow computer adds.
const TWO_MINUTES: Duration = Duration::from_secs(180);

/// A page with an earlier version and an edit that is not finished, deleted.
fn delete_a_page_with_everything(app: &App) -> Value {
    app.write_page("mine", "First it said hollowreed.");
    let pages = app.ask("timeline", journal::pages_of("mine")).expect("a timeline");
    let heads = pages["heads"].as_array().expect("heads");
    let head = heads.iter().find(|head| head["excerpt"].to_string().contains("hollowreed"));
    let id = head.expect("the page")["id"].clone();
    app.click("page-edit");
    app.write("write-text", " Then it said duskapple.");
    app.click("write-done");
    app.see_words("page-text", "duskapple");
    app.click("page-edit");
    app.write("write-text", " And never said wrenstone.");
    app.see_words("kept", "Kept");
    app.go("today");
    app.see("draft");
    app.go("journal");
    app.open_row("hollowreed");
    app.see_words("page-text", "hollowreed");
    app.click("page-erase");
    app.see_words("erase-dialog", "Backups made before now still hold it");
    app.click("erase-yes");
    app.see("undo");
    id
}

#[track_caller]
fn nothing_is_left(app: &App, id: &Value) {
    app.go("today");
    app.see_gone("skeleton");
    let mut got = app.everything();
    app.go("journal");
    app.see_words("timeline", "zephyrquill");
    got.push_str(&app.everything());
    for (command, given) in [
        ("timeline", journal::every_page()),
        ("timeline", journal::pages_of("mine")),
        ("drafts", json!({})),
        ("today", json!({})),
    ] {
        got.push_str(&app.ask(command, given).expect(command).to_string());
    }
    for words in ["hollowreed", "duskapple", "wrenstone"] {
        assert!(!got.contains(words), "a deleted page and its drafts leave nothing: {words}");
    }
    let refused = app.ask("page", json!({ "id": id })).expect_err("a deleted page");
    assert_eq!(refused["code"], "noSuchPage", "nor can the window ask for it by id");
    let refused = app.ask("undo_erase", json!({ "id": id })).expect_err("a deleted page");
    assert_eq!(refused["code"], "noSuchPage", "nor undo what is done");
}

#[test]
fn a_page_deleted_in_mine_is_gone_with_its_drafts_once_it_is_locked() {
    let computer = Computer::new();
    let journal = journal::of_two(&computer, "two.duologue");
    let app = App::open(&computer, &journal);
    app.unlock(NOOR);
    let id = delete_a_page_with_everything(&app);
    app.lock();
    app.unlock(NOOR);
    assert!(!app.sees("undo"), "the lock ends what could be undone");
    nothing_is_left(&app, &id);
}

#[test]
fn a_page_deleted_in_mine_is_gone_once_both_sit_down() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    let id = delete_a_page_with_everything(&app);
    app.go("together");
    app.fill("second-passphrase", SAM.passphrase);
    app.click("second-open");
    app.see("together-here");
    assert!(!app.sees("undo"), "what could be undone is not shown to both");
    app.click("[data-test=together-here] li:nth-child(2) [data-test=together-leave]");
    app.wait("Noor alone", || (!app.words("here").contains(SAM.label)).then_some(()));
    nothing_is_left(&app, &id);
}

#[test]
fn a_page_deleted_in_mine_is_only_hidden_until_two_minutes_are_over() {
    let computer = Computer::new();
    let journal = journal::of_two(&computer, "two.duologue");
    let app = App::open(&computer, &journal);
    app.unlock(NOOR);
    let id = delete_a_page_with_everything(&app);
    app.wait("the page out of sight", || {
        (!app.words("timeline").contains("hollowreed")).then_some(())
    });
    // A power cut within the two minutes.
    app.kill();

    let app = App::start(&computer);
    app.unlock(NOOR);
    app.go("journal");
    app.see_words("timeline", "hollowreed");
    let page = app.ask("page", json!({ "id": id })).expect("the page that was only hidden");
    assert!(page.to_string().contains("duskapple"), "as it was: {page}");
}

#[test]
fn a_page_deleted_in_mine_is_gone_for_good_when_two_minutes_are_over() {
    let computer = Computer::new();
    let journal = journal::of_two(&computer, "two.duologue");
    let app = App::open(&computer, &journal);
    app.unlock(NOOR);
    let id = delete_a_page_with_everything(&app);
    // Asking the core would bring the page back; that it is erased shows in the file alone.
    let written = || fs::metadata(&journal).and_then(|about| about.modified()).expect("the file");
    let hidden = written();
    app.wait_for(TWO_MINUTES, "the end of the two minutes", || (!app.sees("undo")).then_some(()));
    app.wait("the page erased from the file", || (written() != hidden).then_some(()));
    // No lock that could have erased it.
    app.kill();

    let app = App::start(&computer);
    app.unlock(NOOR);
    nothing_is_left(&app, &id);
}
