//! What one does alone, and what a practice tells nobody.

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::journal::{self, NOOR, Person, SAM};
use app_tests::screens::Look;
use app_tests::table::at_the_table;
use serde_json::json;

const WITNESSED: &str = "At the table, when the plate broke.";
const OUTSIDE: &str = "Two people who had slept too little.";
const WISH: &str = "That we laugh about it on Sunday.";
const CHOSEN: &str = "Near, and it feels good";
const LINE: &str = "Most of all at breakfast.";

const TOPIC: &str = "How the lanternfish evenings go";
const SAID: &str = "I miss talking before we sleep.";
const MOMENT: &str = "The evening with the keys";

#[test]
fn a_kind_witness_is_kept_in_mine_and_read_in_the_journal() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    witnessed(&app, |_| ());
    app.click("alone-keep");
    app.see("page-practice");
    let page = app.words("reading");
    for words in [WITNESSED, OUTSIDE, WISH] {
        assert!(page.contains(words), "{words:?} is read again in the Journal:\n{page}");
    }
    assert!(app.sees("page-erase"), "it can be deleted");
    assert!(!app.sees("page-share"), "and what cannot be copied into Ours is not offered to it");
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
    checked_in(&app, |_| ());
    app.see_words("page-practice", CHOSEN);
    app.see_words("page-practice", WISH);
    assert!(!app.sees("page-share"), "a check-in is nothing to share");
    for words in [CHOSEN, LINE, "Check-in"] {
        app.see_words("[data-test=row][aria-current=true]", words);
    }

    app.choose_practice("checkIn");
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
    app.begin("understand", MOMENT);
    app.write_view(|_| "Glimmerwort, and rain.".to_owned());
    app.leave_and_lock();
    others_window_has_nothing(&app, "begun");

    app.unlock(NOOR);
    app.go_on_from("practices");
    app.see("view-happened");
    let kept = || app.everything().contains("Glimmerwort").then_some(());
    app.wait("the words from before the lock", kept);
    app.seal_view();
    app.leave_and_lock();
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
    let all = app.begun();
    assert_eq!(all[0]["iSealed"], false, "it says of Sam alone whether it is sealed");
    let mut got = format!("{}{all}", app.everything());
    for author in [&here["me"]["partner"], &here["partner"]["partner"]] {
        let asked = app.ask("part_drafts", json!({ "author": author, "of": all[0]["id"] }));
        let (Ok(said) | Err(said)) = asked;
        got.push_str(&said.to_string());
    }
    assert!(!got.contains("Glimmerwort"), "a view that is {how} is its writer's alone");
    app.leave_and_lock();
}

#[test]
fn where_a_practice_stops_the_page_is_the_same_whoever_said_no() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    let shown = [NOOR, SAM].map(|afraid| {
        app.unlock_together(NOOR, SAM);
        app.begin_talk(TOPIC);
        for person in [NOOR, SAM] {
            app.see_words("safe-curtain", person.label);
            assert_eq!(app.begun(), json!([]), "nothing is begun before both have answered");
            app.click("safe-curtain-next");
            app.click(if person.label == afraid.label { "safe-no" } else { "safe-yes" });
        }
        app.see("stopped");
        names_nobody(&app, "stopped");
        assert_eq!(app.begun(), json!([]), "a no begins nothing");
        let page = app.words("body");
        app.leave_and_lock();
        page
    });
    assert_eq!(shown[0], shown[1], "to the last word");
}

#[test]
fn a_pause_names_a_time_and_nobody() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock_together(NOOR, SAM);
    app.begin_talk(TOPIC);
    app.both_are_safe();
    app.click("takes-floor");
    app.say("part-said", SAID);
    app.see_words("doing", SAID);
    let told = app.pause_for(1440);
    assert!(!app.everything().contains(SAID), "what was said stays covered");
    names_nobody(&app, "paused");
    assert!(told.contains(" on "), "a time that is another day's has its day said:\n{told}");
    app.leave_and_lock();

    app.unlock_together(NOOR, SAM);
    app.go_on_from("together");
    assert_eq!(app.words("paused"), told, "after a lock it is the same time still");
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
    let (_computer, app) = at_the_table(theme);
    let mut look = Look::at(&app, theme);
    app.unlock(NOOR);
    app.go("practices");
    look.screen("practices-alone");
    app.click("practice-witness");
    app.see("alone-moment");
    look.screen("alone-witness-first");
    witnessed(&app, |step| look.screen(&format!("alone-witness-{step}")));
    look.screen("alone-witness");
    app.click("alone-keep");
    app.see("page-practice");
    look.screen("alone-witness-page");
    checked_in(&app, |step| look.screen(&format!("alone-check-in-{step}")));
    look.screen("alone-check-in-page");
    app.choose_practice("checkIn");
    app.see("check-ins-before");
    look.screen("alone-check-in");
    app.lock();
    app.unlock_together(NOOR, SAM);
    app.go("practices");
    look.screen("practices-together");
    app.lock();
    look.end();
}

/// A kind witness, step by step; `seen` looks at the step between the first and the last.
fn witnessed(app: &App, seen: impl FnOnce(&str)) {
    app.choose_practice("witness");
    app.write("alone-moment", WITNESSED);
    app.click("alone-step-outside");
    app.write("alone-outside", OUTSIDE);
    seen("outside");
    app.click("alone-next");
    app.write("alone-wish", WISH);
}

/// A check-in, step by step; `seen` looks at each step after the first.
fn checked_in(app: &App, mut seen: impl FnMut(&str)) {
    app.choose_practice("checkIn");
    app.click("check-in-closeness-near");
    app.write("alone-closeness", LINE);
    app.click("alone-next");
    app.see("alone-heard");
    seen("heard");
    app.click("alone-step-raising");
    app.click("check-in-notForMe");
    seen("raising");
    app.click("alone-next");
    app.see("alone-findingBack");
    seen("finding-back");
    app.click("alone-step-wish");
    app.write("alone-wish", WISH);
    seen("wish");
    app.click("alone-keep");
    app.see("page-practice");
}

#[track_caller]
fn names_nobody(app: &App, part: &str) {
    let said = app.words(part);
    let named = |person: &Person| said.contains(person.label);
    assert!(![NOOR, SAM].iter().any(named), "`{part}` names nobody:\n{said}");
}
