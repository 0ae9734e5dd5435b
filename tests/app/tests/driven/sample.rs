//! The sample journal: from the welcome to a year of two invented people, and away again.

use std::collections::BTreeSet;

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::desktop::{Window, until};
use app_tests::dialogs;
use app_tests::journal::{self, NOOR, Person};
use app_tests::screens::Look;

/// What the screen in front of the sample says.
const PASSPHRASE: &str = "only to look around in";
const AMAL: Person = Person { label: "Amal", passphrase: PASSPHRASE, place: 1 };
const ROBIN: Person = Person { label: "Robin", passphrase: PASSPHRASE, place: 2 };

#[test]
fn the_sample_is_looked_at_and_thrown_away_screens_light() {
    look_around("light");
}

#[test]
fn the_sample_is_looked_at_and_thrown_away_screens_dark() {
    look_around("dark");
}

fn look_around(theme: &str) {
    let computer = Computer::for_pictures(theme, 100);
    let app = App::start(&computer);
    let mut look = Look::at(&app, theme);
    app.see("welcome");
    look.screen("welcome-sample");
    open_sample(&app);
    look.screen("sample-unlock");
    alone(&app, &mut look);
    app.lock();
    together(&app, &mut look);
    app.click("sample-close");
    app.see("welcome");
    assert!(!computer.data().join("sample").exists(), "closed, nothing of it is left");
    look.end();
    drop(app);
    let app = App::start(&computer);
    app.see("welcome");
}

/// What Robin sees.
fn alone(app: &App, look: &mut Look<'_>) {
    app.unlock(ROBIN);
    app.see("sample-band");
    app.see("today-also");
    look.screen("sample-today");
    still_true(app, look);
    let pages = app.ask("timeline", journal::every_page()).expect("a timeline");
    let days = pages["heads"].as_array().into_iter().flatten();
    let months: BTreeSet<String> =
        days.filter_map(|head| head["on"].as_str()?.get(..7).map(str::to_owned)).collect();
    assert!(months.len() >= 12, "a year of pages: {months:?}");
    app.go("journal");
    app.see("row");
    look.screen("sample-journal");
    app.go("practices");
    app.see("practice-innerWorld");
    look.screen("sample-practices");
}

/// Answers of more than half a year ago are asked after, and rest again once something is said.
fn still_true(app: &App, look: &mut Look<'_>) {
    app.see_words("still-true", "Still true?");
    let asked = app.words("still-true .words");
    app.click("still-true-read");
    app.see("opened-still-true");
    assert!(asked.contains(&app.words("opened-question")), "the one Today asked after");
    look.screen("still-true");
    app.click("starter");
    app.write("reply", "with the window open.");
    look.screen("still-true-writing");
    app.click("reply-add");
    app.see_words("[data-test=opened]", "with the window open.");
    app.click("opened-enough");
    app.go("today");
    app.wait("another one, asked after today", || {
        let now = app.words("still-true .words");
        (now != asked).then_some(())
    });
}

/// What both see, and a question they have not opened yet.
fn together(app: &App, look: &mut Look<'_>) {
    app.unlock_together(AMAL, ROBIN);
    app.go("together");
    app.see("together-open");
    app.see("sample-band");
    look.screen("sample-together");
    app.click("together-open");
    app.see("press");
    app.see("sample-band");
    look.screen("sample-opening");
}

#[test]
fn the_sample_with_text_twice_as_large_screens() {
    let computer = Computer::for_pictures("light", 200);
    let app = App::start(&computer);
    let mut look = Look::at(&app, "light-text200");
    open_sample(&app);
    look.screen("sample-unlock");
    app.unlock(AMAL);
    app.see("today-also");
    look.screen("sample-today");
    app.go("journal");
    app.see("row");
    look.screen("sample-journal");
    look.end();
}

#[test]
fn a_sample_left_by_a_crash_is_gone_at_the_next_start() {
    let computer = Computer::new();
    let folder = computer.data().join("sample");
    let app = App::start(&computer);
    open_sample(&app);
    assert!(folder.join("sample.duologue").exists(), "it lies in a folder of the app's own");
    app.kill();
    let app = App::start(&computer);
    app.see("welcome");
    assert!(!folder.exists(), "what the crash left is thrown away");
}

#[test]
fn the_sample_goes_when_the_window_is_closed() {
    let computer = Computer::new();
    let folder = computer.data().join("sample");
    let app = App::start(&computer);
    open_sample(&app);
    app.unlock(ROBIN);
    let windows = Window::of(app.process());
    windows.first().expect("a window").close(|| false);
    until("the sample gone with the app", || (!folder.exists()).then_some(()));
}

#[test]
fn opening_a_real_journal_closes_the_sample_and_only_that_one_is_remembered() {
    let computer = Computer::new();
    let real = journal::of_two(&computer, "Ours.duologue");
    let app = App::start(&computer);
    open_sample(&app);
    app.click("unlock-other");
    dialogs::open(&real);
    app.see_gone("unlock-sample");
    assert!(!computer.data().join("sample").exists(), "one journal is open at a time");
    app.unlock(NOOR);
    assert!(!app.sees("sample-band"), "this one is real");
    drop(app);
    let app = App::start(&computer);
    app.see_words("unlock-form", NOOR.label);
}

fn open_sample(app: &App) {
    app.click("welcome-sample");
    app.see_words("unlock-sample-passphrase", PASSPHRASE);
}
