//! The sit-down, gone through door by door.

use app_tests::app::App;
use app_tests::journal::{self, NOOR, SAM};
use app_tests::screens::Look;
use app_tests::table::at_the_table;

const DID: &str = "You carried the ferns in before the frost.";
const MEANT: &str = "I did not have to think of it.";

const QUESTION: &str = "What would you plant?";
const ANSWERS: [&str; 2] = ["A quince.", "A row of amberbeans."];

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
fn every_door_leads_somewhere_and_back() {
    let (_computer, app) = at_the_table("light");
    app.both_answer([NOOR, SAM], QUESTION, ANSWERS);
    app.unlock_together(NOOR, SAM);
    app.choose_practice("sitDown");
    app.click("begin-go");
    app.click("door-openSealed");
    app.see_words("door-open", QUESTION);
    app.click("door-open");
    app.one_presses();
    app.the_other_presses();
    for words in ANSWERS {
        app.see_words("opened", words);
    }
    app.click("focus-leave");
    for (door, within, place) in
        [("topic", "door-openly", "begin"), ("nextPlan", "door-time", "time")]
    {
        app.go_on_from("together");
        app.click(&format!("door-{door}"));
        app.click(within);
        app.see(place);
        app.click(if place == "time" { "time-leave" } else { "focus-leave" });
    }
    app.go_on_from("together");
    app.see("sit-down");
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
