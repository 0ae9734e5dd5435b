//! The sit-down, gone through door by door.

use app_tests::app::App;
use app_tests::days::in_may;
use app_tests::journal::{self, NOOR, SAM};
use app_tests::screens::Look;
use app_tests::table::at_the_table;
use chrono::Datelike;
use serde_json::json;

const DID: &str = "You carried the ferns in before the frost.";
const MEANT: &str = "I did not have to think of it.";

const QUESTION: &str = "What would you plant?";
const ANSWERS: [&str; 2] = ["A quince.", "A row of amberbeans."];
const MOMENT: &str = "The gate on Friday night";
const VIEWS: [&str; 2] = ["I locked it, and went up.", "I stood outside in the fernrain."];
const TOPIC: &str = "Who says when guests come";
const IDEA: &str = "Supper on the jetty";

#[test]
fn the_sit_down_is_gone_through_door_by_door_screens_light() {
    sit_down("light");
}

#[test]
fn the_sit_down_is_gone_through_door_by_door_screens_dark() {
    sit_down("dark");
}

fn sit_down(theme: &str) {
    let (_computer, app) = at_the_table(theme);
    let mut look = Look::at(&app, theme);
    save_a_note(&app);
    app.unlock_together(NOOR, SAM);
    app.go("together");
    app.click("together-practices");
    app.click("practice-sitDown");
    app.click("begin-go");
    app.see("inside-appreciations");
    look.screen("sit-down");
    app.click("give-saved");
    app.click("only-curtain-next");
    app.see("uncover");
    assert!(!app.everything().contains(DID), "whoever pressed: it was written alone");
    look.screen("sit-down-covered");
    app.uncover(NOOR);
    app.see_words("saved", DID);
    app.see_words("saved", MEANT);
    look.screen("sit-down-saved");
    app.click("saved-give");
    app.see_words("saved-given", SAM.label);
    look.screen("sit-down-given");
    app.click("only-back");
    assert!(!app.everything().contains(DID), "it leaves the screen with whoever gave it");
    assert!(in_ours(&app).contains(DID), "and it is Ours now");
    app.click("[data-test=give-saved]:nth-of-type(2)");
    app.see_words("only-curtain", SAM.label);
    app.click("only-curtain-next");
    app.uncover(SAM);
    app.see("saved-none");
    look.screen("sit-down-saved-none");
    app.click("only-back");
    app.click("door-wentWell");
    app.open_and_say("part-wentWell", "We were both home by six.");
    app.see_words("sit-down", "home by six");
    look.screen("sit-down-went-well");
    app.click("door-appreciations");
    app.open_and_say("part-appreciations", "You warmed the car.");
    app.see_words("sit-down", "You warmed the car.");
    app.click("door-openSealed");
    app.see("nothing-sealed");
    look.screen("sit-down-sealed");
    app.click("door-topic");
    app.see("door-openly");
    look.screen("sit-down-topic");
    app.click("door-wish");
    app.open_and_say("part-wish", "A walk on Saturday, would you?");
    app.see_words("sit-down", "A walk on Saturday");
    look.screen("sit-down-wish");
    app.click("door-nextPlan");
    app.see("door-time");
    look.screen("sit-down-next-plan");
    app.finish();
    app.see_words("reading", "You warmed the car.");
    app.see_words("reading", "A walk on Saturday");
    look.screen("sit-down-page");
    app.lock();
    look.end();
}

#[test]
fn every_door_is_gone_through_to_its_end_and_leads_back_screens() {
    let (_computer, app) = at_the_table("light");
    let mut look = Look::at(&app, "light");
    app.both_answer([NOOR, SAM], QUESTION, ANSWERS);
    app.both_seal_views([NOOR, SAM], MOMENT, VIEWS);
    both_would_like(&app, IDEA);
    app.unlock_together(NOOR, SAM);
    app.choose_practice("sitDown");
    app.click("begin-go");

    app.click("door-openSealed");
    app.see_words("door-open", QUESTION);
    app.see_words("door-open-practice", MOMENT);
    assert!(!app.everything().contains(ANSWERS[0]), "sealed is sealed in front of the door");
    look.screen("sit-down-to-open");
    an_answer_is_opened(&app);
    app.go_on_with_the_sit_down();
    app.click("door-openSealed");
    app.see("door-open-practice");
    assert!(!app.sees("door-open"), "what is opened is not behind the door any more");
    a_view_is_opened(&app);
    app.go_on_with_the_sit_down();

    app.click("door-topic");
    app.click("door-openly");
    a_topic_is_talked_about(&app);
    app.go_on_with_the_sit_down();
    app.click("door-nextPlan");
    app.click("door-time");
    app.see_words("mutual", IDEA);
    app.click("mutual-plan");
    app.click("plan-part-open");
    app.set("plan-part-day", &in_may(8).to_string());
    app.set("plan-part-time", "17:30");
    app.say("plan-part", "I bring the saltlamp.");
    app.see_words("plan-stands", &format!("8 May {} at 17:30", in_may(8).year()));
    look.screen("sit-down-planned");

    app.go_on_with_the_sit_down();
    app.open_and_say("part-appreciations", "You stayed until the end.");
    app.see_words("sit-down", "until the end");
    app.finish();
    app.see_words("reading", "until the end");
    app.go("today");
    app.see_words("next-plan", IDEA);
    app.lock();
    look.end();
}

fn an_answer_is_opened(app: &App) {
    app.click("door-open");
    app.one_presses();
    app.the_other_presses();
    for words in ANSWERS {
        app.see_words("opened", words);
    }
    app.click("focus-leave");
}

fn a_view_is_opened(app: &App) {
    app.click("door-open-practice");
    app.click("open-begin");
    app.both_are_safe();
    app.one_presses();
    assert!(!app.everything().contains(VIEWS[1]), "one press opens nothing");
    app.the_other_presses();
    for words in VIEWS {
        app.see_words("understand", words);
    }
    for words in ["It was dark already.", "You did not know that I was there."] {
        app.open_and_say("part-makesSense", words);
        app.see_words("understand", words);
    }
    app.click("focus-leave");
}

fn a_topic_is_talked_about(app: &App) {
    app.see("begin");
    app.write("begin-about", TOPIC);
    app.click("begin-hand input");
    app.click("begin-go");
    app.both_are_safe();
    app.click("takes-floor");
    app.say("part-said", "I would like to know it on Thursday.");
    app.open_and_say("part-heard", "You like to know it early.");
    app.click("confirm-yes");
    app.click("floor-close");
    for words in ["Early is easier for you.", "You forget the day, and not me."] {
        app.open_and_say("part-understood", words);
        app.see_words("closing", words);
    }
    app.finish();
    app.see_words("reading", TOPIC);
}

/// Each marks the same idea, of their own, alone.
fn both_would_like(app: &App, idea: &str) {
    app.unlock(NOOR);
    let here = app.ask("situation", json!({})).expect("the situation");
    let own = json!({ "author": here["me"]["partner"], "own": { "is": "idea", "text": idea } });
    let id = app.ask("add_own", own).expect("an idea");
    let mark = json!({ "idea": id, "mark": "yes" });
    app.ask("mark_idea", mark.clone()).expect("Noor’s mark");
    app.lock();
    app.unlock(SAM);
    app.ask("mark_idea", mark).expect("Sam’s mark");
    app.lock();
}

/// Noor alone saves a note for the sit-down.
fn save_a_note(app: &App) {
    app.unlock(NOOR);
    app.choose_practice("noticed");
    app.write("noticed-did", DID);
    app.click("noticed-step-meant");
    app.write("noticed-meant", MEANT);
    app.click("noticed-save");
    app.see_words("page-noticed", DID);
    assert!(!in_ours(app).contains(DID), "saved is not given");
    app.lock();
}

fn in_ours(app: &App) -> String {
    app.ask("timeline", journal::pages_of("ours")).expect("a timeline").to_string()
}
