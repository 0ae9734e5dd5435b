//! What one does alone, and what a practice tells nobody.

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::journal::{self, NOOR, Person, SAM};
use app_tests::screens::Look;
use serde_json::{Value, json};

const WITNESSED: &str = "At the table, when the plate broke.";
const OUTSIDE: &str = "Two people who had slept too little.";
const WISH: &str = "That we laugh about it on Sunday.";
const CHOSEN: &str = "Near, and it feels good";
const LINE: &str = "Most of all at breakfast.";

const TOPIC: &str = "How the lanternfish evenings go";
const SAID: &str = "I miss talking before we sleep.";
const MOMENT: &str = "The evening with the keys";
const VIEW: [&str; 5] = ["happened", "surface", "softer", "story", "myPart"];

#[test]
fn a_kind_witness_is_kept_in_mine_and_read_in_the_journal() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    witnessed(&app);
    app.click("alone-keep");
    app.see("page-practice");
    let page = app.words("reading");
    for words in [WITNESSED, OUTSIDE, WISH] {
        assert!(page.contains(words), "{words:?} is read again in the Journal:\n{page}");
    }
    let mine = app.ask("timeline", journal::pages_of("mine")).expect("a timeline").to_string();
    assert!(mine.contains("\"witness\""), "what is done alone is in Mine: {mine}");
    app.lock();

    app.unlock(SAM);
    app.go("journal");
    app.see_words("timeline", "lighthouse");
    let every = app.ask("timeline", journal::every_page()).expect("a timeline");
    let got = format!("{}{every}", app.everything());
    assert!(!got.contains("the plate broke"), "nobody else is told of it");
}

#[test]
fn a_check_in_is_read_again_in_words_at_the_next_one() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(SAM);
    checked_in(&app);
    app.see_words("page-practice", CHOSEN);
    app.see_words("page-practice", WISH);
    for words in [CHOSEN, LINE, "Check-in"] {
        app.see_words("[data-test=row][aria-current=true]", words);
    }

    app.go("practices");
    app.click("practice-checkIn");
    for words in [CHOSEN, LINE, WISH] {
        app.see_words("check-ins-before", words);
    }
    let before = app.words("check-ins-before");
    assert!(!before.contains('%'), "in words, and never in figures:\n{before}");
    let not_for_me = before.contains("does not apply");
    assert!(!not_for_me, "a question that is not for somebody is not asked after:\n{before}");
}

#[test]
fn a_view_sealed_alone_never_reaches_the_window_of_the_other() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    app.go("practices");
    app.click("practice-understand");
    app.write("begin-about", MOMENT);
    app.click("begin-go");
    for step in VIEW {
        app.write(&format!("view-{step}"), "Glimmerwort, and rain.");
    }
    leave_and_lock(&app);
    others_window_has_nothing(&app, "begun");

    app.unlock(NOOR);
    app.go("practices");
    app.click("begun-go-on");
    app.see("view-happened");
    let kept = || app.everything().contains("Glimmerwort").then_some(());
    app.wait("the words from before the lock", kept);
    app.click("view-seal");
    app.see("view-sealed");
    leave_and_lock(&app);
    others_window_has_nothing(&app, "sealed");
}

/// Sam goes to where the moment is, and asks the core for all there is of it.
#[track_caller]
fn others_window_has_nothing(app: &App, how: &str) {
    app.unlock(SAM);
    app.go("practices");
    app.see_words("begun-go-on", MOMENT);
    app.click("begun-go-on");
    app.see("view-happened");
    let here = app.ask("situation", json!({})).expect("the situation");
    let all = begun(app);
    assert_eq!(all[0]["iSealed"], false, "it says of Sam alone whether it is sealed");
    let mut got = format!("{}{all}", app.everything());
    for author in [&here["me"]["partner"], &here["partner"]["partner"]] {
        let asked = app.ask("part_drafts", json!({ "author": author, "of": all[0]["id"] }));
        let (Ok(said) | Err(said)) = asked;
        got.push_str(&said.to_string());
    }
    assert!(!got.contains("Glimmerwort"), "a view that is {how} is its writer's alone");
    leave_and_lock(app);
}

#[test]
fn where_a_practice_stops_the_page_is_the_same_whoever_said_no() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    let shown = [NOOR, SAM].map(|afraid| {
        app.unlock_together(NOOR, SAM);
        asked_if_safe(&app);
        for person in [NOOR, SAM] {
            app.see_words("safe-curtain", person.label);
            assert_eq!(begun(&app), json!([]), "nothing is begun before both have answered");
            app.click("safe-curtain-next");
            app.click(if person.label == afraid.label { "safe-no" } else { "safe-yes" });
        }
        app.see("stopped");
        names_nobody(&app, "stopped");
        assert_eq!(begun(&app), json!([]), "a no begins nothing");
        let page = app.words("body");
        leave_and_lock(&app);
        page
    });
    assert_eq!(shown[0], shown[1], "to the last word");
}

#[test]
fn a_pause_names_a_time_and_nobody() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock_together(NOOR, SAM);
    asked_if_safe(&app);
    for _ in [NOOR, SAM] {
        app.click("safe-curtain-next");
        app.click("safe-yes");
    }
    app.click("takes-floor");
    app.write("part-said-text", SAID);
    app.click("part-said-say");
    app.see_words("doing", SAID);
    app.click("doing-pause");
    app.click("pause-yes");
    app.see("paused");
    assert!(!app.everything().contains(SAID), "what was said stays covered");
    names_nobody(&app, "paused");
    let time = "return /\\d:\\d\\d/.test(document.querySelector('[data-test=paused]').innerText)";
    assert_eq!(app.script(time, &[]), true, "it says when they come back");
    leave_and_lock(&app);

    app.unlock_together(NOOR, SAM);
    app.go("together");
    app.click("begun-go-on");
    app.see("paused");
    app.click("pause-on");
    app.see_gone("paused");
    app.see_words("doing", SAID);
}

#[test]
fn what_one_does_alone_is_shown_light() {
    shown("light");
}

#[test]
fn what_one_does_alone_is_shown_dark() {
    shown("dark");
}

fn shown(theme: &str) {
    let settings = json!({ "theme": theme, "textSize": 100, "idleMinutes": 60 });
    let computer = Computer::new().with_settings(&settings);
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    let mut look = Look::at(&app, theme);
    app.unlock(NOOR);
    app.go("practices");
    look.screen("practices-alone");
    app.click("practice-witness");
    app.see("alone-moment");
    look.screen("alone-witness-first");
    witnessed(&app);
    look.screen("alone-witness");
    app.click("alone-keep");
    app.see("page-practice");
    look.screen("alone-witness-page");
    checked_in(&app);
    look.screen("alone-check-in-page");
    app.go("practices");
    app.click("practice-checkIn");
    app.see("check-ins-before");
    look.screen("alone-check-in");
    app.lock();
    app.unlock_together(NOOR, SAM);
    app.go("practices");
    look.screen("practices-together");
    app.lock();
    look.end();
}

fn witnessed(app: &App) {
    app.go("practices");
    app.click("practice-witness");
    app.write("alone-moment", WITNESSED);
    app.click("alone-step-outside");
    app.write("alone-outside", OUTSIDE);
    app.click("alone-next");
    app.write("alone-wish", WISH);
}

fn checked_in(app: &App) {
    app.go("practices");
    app.click("practice-checkIn");
    app.click("check-in-closeness-near");
    app.write("alone-closeness", LINE);
    app.click("alone-step-raising");
    app.click("check-in-notForMe");
    app.click("alone-step-wish");
    app.write("alone-wish", WISH);
    app.click("alone-keep");
    app.see("page-practice");
}

/// Talking openly, up to the first curtain.
fn asked_if_safe(app: &App) {
    app.go("practices");
    app.click("practice-openly");
    app.write("begin-about", TOPIC);
    app.click("begin-hand input");
    app.click("begin-go");
    app.see("safe-curtain");
}

/// What is under way, as the core tells it.
#[track_caller]
fn begun(app: &App) -> Value {
    app.ask("practices", json!({})).expect("what is under way")
}

#[track_caller]
fn names_nobody(app: &App, part: &str) {
    let said = app.words(part);
    let named = |person: &Person| said.contains(person.label);
    assert!(![NOOR, SAM].iter().any(named), "`{part}` names nobody:\n{said}");
}

/// A practice fills the window: one goes from it before one locks.
#[track_caller]
fn leave_and_lock(app: &App) {
    app.click("focus-leave");
    app.lock();
}
