//! The screens of recovery kits, of checking everything and of new keys: a picture of each, and not
//! one violation found by axe-core.

use std::fs;

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::journal::{self, NOOR, Person};
use app_tests::screens::Look;
use serde_json::json;

use crate::kits::{NEW, asked, draw, type_back, uncover, with_words};

#[test]
fn kits_light() {
    kits("light");
}

#[test]
fn kits_dark() {
    kits("dark");
}

#[test]
fn care_light() {
    care("light");
}

#[test]
fn care_dark() {
    care("dark");
}

#[test]
fn found_light() {
    found("light");
}

#[test]
fn found_dark() {
    found("dark");
}

fn kits(theme: &str) {
    let computer = Computer::for_pictures(theme, 100);
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    let mut look = Look::at(&app, theme);
    app.unlock(NOOR);
    app.go("settings");
    app.see("kits-none");
    show(&app, "settings-kits");
    look.screen("settings-no-kit");
    app.click("settings-kit");
    app.see("kit");
    look.screen("kit");
    let all = draw(&app, "allOfMine");
    look.screen("kit-paper");
    app.script("window.dispatchEvent(new Event('blur'))", &[]);
    app.see("kit-show");
    look.screen("kit-covered");
    uncover(&app);
    app.click("kit-on-paper");
    for n in 1..=asked(&app).len() {
        app.fill(&format!("kit-word-{n}"), "orchid");
    }
    app.click("kit-type-next");
    app.see_words("kit-type", "once more");
    look.screen("kit-type-wrong");
    app.click("kit-type-back");
    type_back(&app, &all);
    look.screen("kit-done");
    let ours = draw(&app, "onlyOurs");
    type_back(&app, &ours);
    app.click("kit-done-back");
    app.see("kits");
    show(&app, "settings-kits");
    look.screen("settings-kits");
    app.click("settings-kit");
    app.click("kit-kind-allOfMine");
    app.see("kit-before");
    look.screen("kit-before");
    app.click("kit-back");
    app.lock();
    app.click("unlock-forgotten");
    app.see("with-kit");
    look.screen("with-kit");
    app.click("with-kit-back");
    with_words(&app, 1, &all[1..].join(" "));
    look.screen("with-kit-wrong");
    app.click("with-kit-back");
    with_words(&app, 1, &ours.join(" "));
    app.see("timeline");
    app.open_row("lighthouse");
    app.see("page-text");
    look.screen("only-ours");
    app.click("book-begin");
    app.see("book");
    look.screen("only-ours-book");
    app.click("only-ours-go-on");
    app.see_words("passphrase-suggestion", " ");
    look.screen("only-ours-go-on");
    app.click("only-ours-lock");
    with_words(&app, 1, &all.join(" "));
    app.see("anew");
    app.see_words("passphrase-suggestion", " ");
    look.screen("anew");
    look.end();
}

/// Scrolls a section of Settings into sight.
fn show(app: &App, section: &str) {
    let script = "const section = document.querySelector(`[data-test=${arguments[0]}]`);
        let pane = section.parentElement;
        while (pane.scrollHeight <= pane.clientHeight) pane = pane.parentElement;
        pane.scrollTop += section.getBoundingClientRect().top - pane.getBoundingClientRect().top";
    app.script(script, &[json!(section)]);
}

fn care(theme: &str) {
    let computer = Computer::for_pictures(theme, 100);
    let file = journal::of_two(&computer, "two.duologue");
    let app = App::open(&computer, &file);
    let mut look = Look::at(&app, theme);
    app.unlock(NOOR);
    app.go("settings");
    app.click("settings-check");
    app.see("check");
    look.screen("check");
    app.click("check-go");
    app.see("check-whole");
    look.screen("check-whole");
    app.click("check-back");
    app.click("settings-new-keys");
    app.see_words("passphrase-suggestion", " ");
    look.screen("new-keys");
    let given = json!({ "old": NOOR.passphrase, "new": NEW });
    app.ask("take_new_keys", given).expect("new keys, and the window is not told");
    app.go("today");
    app.lock();
    app.unlock(Person { passphrase: NEW, ..NOOR });
    app.see("told-keysUnfinished");
    look.screen("told-keys-unfinished");
    app.click("told-keys-go-on");
    app.see("new-keys-unfinished");
    look.screen("new-keys-unfinished");
    app.click("new-keys-go-on");
    app.see("new-keys-done");
    look.screen("new-keys-done");
    app.lock();
    look.end();
}

fn found(theme: &str) {
    let computer = Computer::for_pictures(theme, 100);
    let file = journal::of_two(&computer, "two.duologue");
    let older = fs::read(&file).expect("the journal as it was");
    let app = App::open(&computer, &file);
    app.unlock(NOOR);
    app.write_page("mine", "Written later: fernlight.");
    app.lock();
    app.kill();

    fs::write(&file, older).expect("an older copy in its place");
    let app = App::start(&computer);
    let mut look = Look::at(&app, theme);
    app.unlock(NOOR);
    app.go("settings");
    app.click("settings-check");
    app.click("check-go");
    app.see("check-found");
    look.screen("check-found");
    look.end();
}
