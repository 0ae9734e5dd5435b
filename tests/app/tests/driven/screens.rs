//! Every screen, light and dark, small and large, with the longest names and long texts: a
//! picture of each, and not one violation found by axe-core.

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::dialogs;
use app_tests::journal::{self, LONG};
use app_tests::screens::Look;
use serde_json::Value;

use crate::full::full;

#[test]
fn before_and_while_a_journal_is_made_light() {
    making("light");
}

#[test]
fn before_and_while_a_journal_is_made_dark() {
    making("dark");
}

#[test]
fn in_front_of_a_journal_light() {
    doors("light");
}

#[test]
fn in_front_of_a_journal_dark() {
    doors("dark");
}

#[test]
fn alone_light() {
    alone("light");
}

#[test]
fn alone_dark() {
    alone("dark");
}

#[test]
fn together_light() {
    together("light");
}

#[test]
fn together_dark() {
    together("dark");
}

#[test]
fn with_text_twice_as_large() {
    let computer = Computer::for_pictures("light", 200);
    let app = App::open(&computer, &full(&computer));
    let mut look = Look::at(&app, "light-text200");
    app.see("unlock-form");
    look.screen("unlock");
    app.unlock(LONG[0]);
    app.see("today-also");
    look.screen("today");
    app.go("journal");
    look.screen("journal");
    open_page(&app, "Where it began");
    look.screen("journal-page");
    app.click("page-edit");
    app.see("write-text");
    look.screen("write");
    app.go("journal");
    open_page(&app, "question");
    app.click("page-side-by-side");
    app.see("opened-answer");
    look.screen("opened-alone");
    app.click("opened-enough");
    app.choose_practice("innerWorld");
    app.see("table");
    look.screen("inner-world");
    app.go_to_summary();
    app.see("summary-new");
    look.screen("counselling");
    app.click("counselling-notes");
    app.see("notes-build");
    look.screen("notes");
    app.go("settings");
    look.screen("settings");
    look.end();
}

fn making(theme: &str) {
    let computer = Computer::for_pictures(theme, 100);
    let app = App::start(&computer);
    let mut look = Look::at(&app, theme);
    app.see("welcome");
    look.screen("welcome");
    app.click("welcome-restore");
    app.see("welcome-restore-page");
    look.screen("welcome-restore");
    app.click("restore-back");
    app.click("welcome-new");
    app.see("making-where");
    look.screen("making-where");
    app.click("making-choose-file");
    dialogs::save_as(
        &computer.document("A journal with a rather long name, for both of us.duologue"),
    );
    app.see("file-place");
    look.screen("making-where-chosen");
    app.click("making-where-next");
    app.fill("face-label", LONG[0].label);
    look.screen("making-face");
    app.click("making-face-next");
    app.see_words("passphrase-suggestion", " ");
    look.screen("making-passphrase");
    app.click("passphrase-way-own");
    app.fill("passphrase-new", "secret");
    app.see_words("passphrase-strength", "guess");
    look.screen("making-passphrase-weak");
    app.fill("passphrase-new", LONG[0].passphrase);
    app.fill("passphrase-again", LONG[0].passphrase);
    app.click("making-passphrase-next");
    app.see("kit");
    look.screen("making-kit");
    app.click("kit-back");

    app.see("invite-offer");
    look.screen("invite");
    app.click("invite-ours-everything");
    app.click("invite-offer-next");
    app.see("curtain");
    look.screen("curtain");
    app.click("curtain-next");
    app.fill("face-label", LONG[1].label);
    look.screen("join-face");
    app.click("join-face-next");
    app.see("join-passphrase");
    look.screen("join-passphrase");
    app.click("invite-stop");
    app.see("handback");
    look.screen("handback");
    app.click("handback-next");

    app.see("prompt");
    look.screen("today-first");
    app.go("journal");
    app.see("timeline-empty");
    look.screen("journal-empty");
    app.choose_practice("innerWorld");
    app.see("table-empty");
    look.screen("inner-world-empty");
    app.go("together");
    app.see("invite-partner");
    look.screen("together-nobody-joined");
    app.go_to_summary();
    app.see("summary-new");
    look.screen("counselling-empty");
    app.click("counselling-notes");
    app.see("notes-none");
    look.screen("notes-empty");
    look.end();
}

fn doors(theme: &str) {
    let computer = Computer::for_pictures(theme, 100);
    let journal = full(&computer);
    let app = App::open(&computer, &journal);
    let mut look = Look::at(&app, theme);
    app.see("unlock-form");
    look.screen("unlock");
    app.try_passphrase(LONG[1], "not this one");
    app.see("failure-wrongPassphrase");
    look.screen("unlock-wrong");
    app.click("unlock-who-both");
    app.fill("unlock-passphrase", LONG[0].passphrase);
    app.click("unlock-open");
    app.see("unlock-second");
    look.screen("unlock-second");
    app.click("unlock-stop");
    app.see("unlock-form");
    app.click("unlock-restore");
    app.see("restore");
    look.screen("restore");
    look.end();
    drop(app);

    let whole = std::fs::read(&journal).expect("a journal");
    let part = whole.get(..whole.len() / 3).expect("a part of it");
    std::fs::write(&journal, part).expect("a damaged journal");
    let app = App::start(&computer);
    let mut look = Look::at(&app, theme);
    app.see("failure-damaged");
    look.screen("damaged");
    look.end();
}

fn alone(theme: &str) {
    let computer = Computer::for_pictures(theme, 100);
    let app = App::open(&computer, &full(&computer));
    let mut look = Look::at(&app, theme);
    app.unlock(LONG[0]);
    app.see("on-this-day");
    look.screen("today");
    app.click("prompt-not");
    app.see("prompt-free");
    look.screen("today-not-tonight");

    app.go("journal");
    app.see("row");
    look.screen("journal");
    open_page(&app, "Where it began");
    app.see("history");
    look.screen("journal-page");
    app.click("history");
    app.see("history-steps");
    look.screen("journal-history");
    open_page(&app, "noticed");
    app.see("page-noticed");
    look.screen("journal-noticed");
    open_page(&app, "question");
    app.see("page-question");
    look.screen("journal-inner-world");
    app.click("page-side-by-side");
    app.see("opened-answer");
    look.screen("opened-alone");
    app.click("opened-enough");
    open_page(&app, "taken back");
    app.see("page-taken-back");
    look.screen("journal-taken-back");
    open_page(&app, "Only for me");
    app.click("page-share");
    app.see("share-dialog");
    look.screen("share");
    app.click("share-no");
    app.click("page-erase");
    app.see("erase-dialog");
    look.screen("erase");
    app.click("erase-yes");
    app.see("undo");
    look.screen("journal-undo");
    app.click("undo-erase");
    app.see_words("page-text", "Only for me");

    open_page(&app, "Where it began");
    app.click("page-edit");
    app.see("write-text");
    look.screen("write-edit");
    app.click("tool-link");
    app.see("link-dialog");
    look.screen("write-link");
    app.click("link-cancel");
    app.click("write-discard");
    app.see("discard-dialog");
    look.screen("write-discard");
    app.click("discard-yes");
    app.click("write-new");
    app.click("write-done");
    app.see("write-empty");
    look.screen("write");

    app.go("practices");
    look.screen("practices");
    app.click("practice-noticed");
    app.see("noticed-did");
    look.screen("noticed");
    app.write("noticed-did", "You drove all night.");
    app.click("noticed-next");
    app.see("noticed-says");
    app.click("opener-other");
    let offered = app.words("opener");
    app.click("opener");
    let begun = app.value("noticed-says");
    assert!(offered.contains(begun.trim()), "{offered:?} begins what is written: {begun:?}");
    app.press("seeing what I cannot ask for.");
    app.wait("words after the first ones", || {
        (app.value("noticed-says") == format!("{begun}seeing what I cannot ask for.")).then_some(())
    });
    look.screen("noticed-says");
    app.click("noticed-next");
    app.see("noticed-meant");
    look.screen("noticed-last");
    app.click("noticed-discard");
    app.click("discard-yes");
    app.click("practice-innerWorld");
    app.see("table-question");
    look.screen("inner-world");
    app.click("answer");
    app.see("answer-text");
    look.screen("answer");
    app.go("together");
    app.see("second-form");
    look.screen("together-alone");

    app.go_to_summary();
    app.see("summary-new");
    look.screen("counselling");
    app.click("counselling-notes");
    app.click("notes-space-ours");
    app.see("notes-page");
    app.script(
        "for (const box of document.querySelectorAll('[data-test=notes-page]')) box.click()",
        &[],
    );
    app.see_words("notes-state", "Exactly what prints");
    look.screen("notes");
    app.go("journal");
    app.click("book-begin");
    app.see("book");
    look.screen("book");
    app.go("settings");
    look.screen("settings");
    app.click("settings-passphrase-change");
    app.see("change");
    look.screen("change-passphrase");
    app.click("change-back");
    app.click("settings-backup");
    app.see("backup-state");
    look.screen("backup");
    app.click("backup-make");
    dialogs::save_as(&computer.document("Saved.duologue-backup"));
    app.see("backup-made");
    look.screen("backup-made");
    look.end();
}

fn together(theme: &str) {
    let computer = Computer::for_pictures(theme, 100);
    let app = App::open(&computer, &full(&computer));
    let mut look = Look::at(&app, theme);
    app.unlock_together(LONG[0], LONG[1]);
    look.screen("today-together");
    app.go("together");
    app.see("together-open");
    look.screen("together");
    app.click("together-journal");
    app.see("row");
    look.screen("journal-together");
    app.choose_practice("innerWorld");
    app.see("table-question");
    look.screen("inner-world-together");
    app.go("together");
    app.click("together-open");
    app.see("press");
    look.screen("opening");
    app.one_presses();
    look.screen("opening-pressed");
    app.the_other_presses();
    app.see("reply");
    look.screen("opened");
    app.click("opened-enough");
    app.go("settings");
    look.screen("settings-together");
    look.end();
}

/// Opens the page that begins with `words`; some stand for a kind.
#[track_caller]
fn open_page(app: &App, words: &str) {
    let pages = app.ask("timeline", journal::every_page()).expect("a timeline");
    let fits = |head: &&Value| match words {
        "noticed" => head["kind"] == "noticed",
        "question" => head["kind"] == "innerWorld",
        "taken back" => head["takenBack"] == true,
        words => head["excerpt"].as_str().is_some_and(|excerpt| excerpt.starts_with(words)),
    };
    let head = pages["heads"].as_array().and_then(|heads| heads.iter().find(fits));
    let id = head.unwrap_or_else(|| panic!("no page {words:?}"))["id"].as_str().expect("an id");
    app.click(&format!("[data-test=row][data-id=\"{id}\"]"));
}
