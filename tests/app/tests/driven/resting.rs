//! A pause, a lock in the middle, a stop and going on, where two sit at the table.

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::days::in_may;
use app_tests::journal::{self, NOOR, SAM};
use app_tests::screens::Look;
use app_tests::table::at_the_table;
use serde_json::json;

const GLAD: &str = "You sang in the fernhouse.";
const WISH: &str = "One evening by the weir.";
const HOUR: &str = "The hour in Tansy Street";
const TAKEN: &str = "We go quiet at the same moment.";
const QUESTION: &str = "What would you plant?";
const ANSWERS: [&str; 2] = ["A quince, against the warm wall.", "A row of beans, for the flowers."];
const BEGUN: &str = "Thank you for the quince";
const IDEA: &str = "Supper on the jetty";
const WHERE: &str = "I bring the saltlamp.";

#[test]
fn the_sit_down_goes_on_after_a_lock_a_pause_and_a_stop() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock_together(NOOR, SAM);
    app.choose_practice("sitDown");
    app.click("begin-go");
    app.open_and_say("part-appreciations", GLAD);
    app.click("door-wish");
    app.click("part-wish-open");
    app.write("part-wish-text", WISH);
    app.click("focus-lock");

    app.unlock_together(NOOR, SAM);
    app.go_on_from("today");
    app.see_words("sit-down", GLAD);
    assert!(!app.everything().contains(WISH), "shown only when its writer asks for it");
    app.click("door-wish");
    app.click("part-wish-open");
    app.wait("the words from before the lock", || app.everything().contains(WISH).then_some(()));
    rest(&app, &[GLAD, WISH]);
    app.click("door-wish");
    app.click("part-wish-open");
    app.wait("the words from before the pause", || app.everything().contains(WISH).then_some(()));
    app.give("part-wish");
    app.see_words("sit-down", WISH);
}

#[test]
fn an_hour_with_a_counsellor_goes_on_after_a_lock_a_pause_and_a_stop_screens_light() {
    an_hour("light");
}

#[test]
fn an_hour_with_a_counsellor_goes_on_after_a_lock_a_pause_and_a_stop_screens_dark() {
    an_hour("dark");
}

fn an_hour(theme: &str) {
    let (_computer, app) = at_the_table(theme);
    let mut look = Look::at(&app, theme);
    app.unlock_together(NOOR, SAM);
    app.go("counselling");
    app.click("counselling-sessions");
    app.write("session-whom", HOUR);
    app.click("session-whom-begin");
    app.see("session");
    app.click("takeaway-part-open");
    app.write("takeaway-part-text", TAKEN);
    app.lock();

    app.unlock_together(NOOR, SAM);
    app.see_words("begun", HOUR);
    look.screen("today-begun");
    app.go_on_from("together");
    app.see_words("session", HOUR);
    assert!(!app.everything().contains(TAKEN), "shown only when its writer asks for it");
    app.click("takeaway-part-open");
    app.wait("the words from before the lock", || app.everything().contains(TAKEN).then_some(()));
    app.give("takeaway-part");
    app.see_words("takeaway", TAKEN);
    look.screen("session-table");
    rest(&app, &[HOUR, TAKEN]);
    app.see_words("takeaway", TAKEN);
    app.open_and_say("takeaway-part", "I can say it sooner.");
    app.see_words("takeaway", "sooner");
    app.click("doing-stop");
    app.see("stopped");
    look.screen("session-stopped");
    app.click("stopped-leave");
    app.go_on_from("together");
    app.see_words("takeaway", TAKEN);
    app.click("doing-pause");
    app.click("pause-yes");
    app.see("paused");
    look.screen("session-paused");
    look.end();
}

#[test]
fn what_is_opened_goes_on_after_a_pause_a_stop_and_a_lock_screens_light() {
    opened("light");
}

#[test]
fn what_is_opened_goes_on_after_a_pause_a_stop_and_a_lock_screens_dark() {
    opened("dark");
}

fn opened(theme: &str) {
    let (_computer, app) = at_the_table(theme);
    let mut look = Look::at(&app, theme);
    app.both_answer([NOOR, SAM], QUESTION, ANSWERS);
    app.unlock_together(NOOR, SAM);
    app.go("together");
    app.click("together-open");
    app.one_presses();
    rest(&app, &[QUESTION]);
    app.see("opening");
    assert!(!app.sees("[data-test=press][aria-pressed=true]"), "a pause lets go of every button");
    app.one_presses();
    app.the_other_presses();
    app.see_words("opened", ANSWERS[0]);
    app.write("reply", BEGUN);
    look.screen("opened-table");
    rest(&app, &[ANSWERS[0], ANSWERS[1], BEGUN]);
    app.see_words("opened", ANSWERS[1]);
    app.wait("the words from before the pause", || app.everything().contains(BEGUN).then_some(()));
    app.click("doing-stop");
    app.see("stopped");
    app.click("stopped-leave");
    app.see_words("opened-today", QUESTION);
    look.screen("together-opened-today");
    app.click("opened-today-go-on");
    app.see_words("opened", ANSWERS[0]);
    app.click("focus-lock");

    app.unlock_together(NOOR, SAM);
    app.go("together");
    app.click("opened-today-go-on");
    app.wait("the words from before the lock", || app.everything().contains(BEGUN).then_some(()));
    app.click("reply-add");
    app.see_words("[data-test=replies]:nth-of-type(1)", BEGUN);
    look.end();
}

/// The step after the one that is opened, in Noor's words.
const SOFTER: &str = "Shy, as in the glovehouse.";

#[test]
fn views_go_on_half_opened_after_a_pause_a_stop_a_lock_and_a_taking_back() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.both_seal_views([NOOR, SAM], "The call on Thursday night", ANSWERS);

    app.unlock_together(NOOR, SAM);
    app.go_on_to_open_views();
    app.one_presses();
    app.the_other_presses();
    app.see_words("understand", ANSWERS[0]);
    rest(&app, &ANSWERS);
    app.see_words("understand", ANSWERS[1]);
    app.open_and_say("part-makesSense", GLAD);
    app.see_words("understand", GLAD);
    app.click("focus-lock");

    // the rest is Noor's still, and what is opened is not asked for again
    app.unlock(NOOR);
    app.go_on_from("practices");
    app.see_words("view-sealed", "What is not opened yet is sealed");
    app.click("view-take-back");
    app.see("view-surface");
    assert!(!app.sees("view-happened"), "what was opened stands");
    app.write("view-surface", SOFTER);
    app.seal_view();
    app.leave_and_lock();

    app.unlock_together(NOOR, SAM);
    app.go_on_from("together");
    app.see_words("understand", GLAD);
    app.open_and_say("part-makesSense", WISH);
    app.click("open-begin");
    app.both_are_safe();
    app.one_presses();
    assert!(!app.everything().contains(SOFTER), "one press opens nothing");
    app.the_other_presses();
    app.see_words("understand", SOFTER);
}

#[test]
fn a_plan_goes_on_after_a_pause_and_a_stop_and_the_phones_stay_away() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock_together(NOOR, SAM);
    let here = app.ask("situation", json!({})).expect("the situation")["here"].clone();
    app.begin_plan(&here[0]["partner"], IDEA);
    app.go_on_from("together");
    assert!(!app.sees("finish-page"), "there is nothing to make a page of");
    app.click("plan-part-open");
    app.set("plan-part-day", &in_may(8).to_string());
    app.set("plan-part-time", "17:30");
    app.write("plan-part-text", WHERE);
    app.give("plan-part");
    app.see_words("plan", WHERE);
    app.click("phones-start");
    app.see("phones-left");
    rest(&app, &[IDEA, WHERE]);
    app.see("phones-left");
    app.open_and_say("after-part", "The lamp burned all night.");
    app.see_words("after", "all night");
    app.go("journal");
    app.go("together");
    app.click("begun-go-on");
    app.see("phones-left");
    app.click("phones-stop");
    app.see("phones-start");
    app.finish();
    app.see_words("page-practice", WHERE);
}

/// Pauses, goes on, stops, goes on: `covered` is out of sight meanwhile, and nobody is named.
#[track_caller]
fn rest(app: &App, covered: &[&str]) {
    app.click("doing-pause");
    app.click("pause-yes");
    app.see("paused");
    is_covered(app, "paused", covered);
    app.click("pause-on");
    app.see_gone("paused");
    app.click("doing-stop");
    app.see("stopped");
    is_covered(app, "stopped", covered);
    app.click("stopped-go-on");
    app.see_gone("stopped");
}

#[track_caller]
fn is_covered(app: &App, part: &str, covered: &[&str]) {
    let all = app.everything();
    for words in covered {
        assert!(!all.contains(words), "`{part}` covers {words:?}");
    }
    let said = app.words(part);
    for person in [NOOR, SAM] {
        assert!(!said.contains(person.label), "`{part}` names nobody:\n{said}");
    }
}
