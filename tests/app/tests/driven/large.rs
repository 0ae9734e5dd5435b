//! Practices with text twice as large, names that do not break, words that do not end, and writing
//! from right to left.

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::days::in_may;
use app_tests::journal::{self, Person, UNLIKE};
use app_tests::screens::{Look, SIZES};
use serde_json::json;

const WORD: &str =
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
const LEFTWARD: &str = "في مساء الأحد نجلس كلٌّ أمام شاشته، وأشعر بأنني وحدي.";

fn on_paper() -> (Computer, App) {
    let computer = Computer::for_pictures("light", 200);
    let app = App::open(&computer, &journal::of(UNLIKE, &computer, "two.duologue"));
    (computer, app)
}

#[test]
fn a_talk_can_be_read_with_text_twice_as_large() {
    let (_computer, app) = on_paper();
    let mut look = Look::at(&app, "text200");
    app.unlock_together(UNLIKE[0], UNLIKE[1]);
    app.choose_practice("openly");
    app.write("begin-about", WORD);
    look.screen("large-talk-begin");
    app.click("begin-hand input");
    app.click("begin-go");
    look.screen("large-talk-curtain");
    for place in 0..2 {
        app.click("safe-curtain-next");
        if place == 1 {
            look.screen("large-talk-safe");
        }
        app.click("safe-yes");
    }
    app.see("who-begins");
    look.screen("large-talk-who-begins");
    app.hand_over();
    app.see("view-camera");
    look.screen("large-talk-notes");
    app.click("only-back");
    app.click("[data-test=takes-floor]:nth-of-type(2)");
    app.write("part-said-text", LEFTWARD);
    look.screen("large-talk-speaking");
    the_task_is_in_sight(&app);
    app.give("part-said");
    app.open_and_say("part-heard", WORD);
    app.see("confirm");
    look.screen("large-talk-confirm");
    app.click("doing-pause");
    look.screen("large-talk-pause");
    app.click("pause-no");
    app.click("confirm-yes");
    app.see("floor-on");
    look.screen("large-talk-floor-on");
    app.click("floor-close");
    app.open_and_say("part-understood", LEFTWARD);
    app.open_and_say("part-understood", WORD);
    app.see("part-agreement-open");
    look.screen("large-talk-closing");
    app.click("doing-stop");
    app.see("stopped");
    look.screen("large-talk-stopped");
    app.finish();
    look.screen("large-talk-page");
    app.lock();
    look.end();
}

/// However far one scrolls, what the listener has to do stays to be read, in every size.
#[track_caller]
fn the_task_is_in_sight(app: &App) {
    for (width, height) in SIZES {
        app.resize(width, height);
        let script = "const task = document.querySelector('[data-test=listener-task]');
            const all = [...document.querySelectorAll('*')];
            const moved = place => {
                all.forEach(part => part.scrollTo(0, place * part.scrollHeight));
                const { top, bottom } = task.getBoundingClientRect();
                return top >= 0 && bottom <= innerHeight;
            };
            return [0, 0.5, 1].map(moved)";
        let seen = app.script(script, &[]);
        assert_eq!(seen, json!([true, true, true]), "at its begin, middle and end: {width} px");
    }
}

#[test]
fn two_views_can_be_read_with_text_twice_as_large() {
    let (_computer, app) = on_paper();
    let mut look = Look::at(&app, "text200");
    app.unlock(UNLIKE[1]);
    app.begin("understand", LEFTWARD);
    app.see("view-seal");
    app.see_words("own-view", "Write something in at least one of these first");
    look.screen("large-understand-empty");
    app.write_view(|_| LEFTWARD.to_owned());
    app.seal_view();
    app.click("focus-lock");
    app.unlock(UNLIKE[0]);
    app.go_on_from("practices");
    app.see("view-happened");
    app.write_view(|_| WORD.to_owned());
    app.click("[data-test=words-feelings] [data-test^=family-]");
    look.screen("large-understand-alone");
    app.seal_view();
    app.click("focus-lock");
    app.unlock_together(UNLIKE[0], UNLIKE[1]);
    app.go("together");
    look.screen("large-together");
    app.click("begun-go-on");
    app.click("open-begin");
    app.both_are_safe();
    app.see("open-step");
    look.screen("large-understand-opening");
    app.one_presses();
    app.the_other_presses();
    app.see("view");
    look.screen("large-understand-opened");
    app.click("part-makesSense-open");
    app.write("part-makesSense-text", WORD);
    look.screen("large-understand-sense");
    app.give("part-makesSense");
    app.click("doing-stop");
    app.finish();
    look.screen("large-understand-page");
    app.lock();
    look.end();
}

#[test]
fn listening_and_sitting_down_can_be_read_with_text_twice_as_large() {
    let (_computer, app) = on_paper();
    let mut look = Look::at(&app, "text200");
    app.unlock_together(UNLIKE[0], UNLIKE[1]);
    app.choose_practice("listen");
    app.click("begin-go");
    app.click("takes-floor");
    app.click("part-wanted-choice-celebrate");
    app.write("part-wanted-text", WORD);
    look.screen("large-listen-wanted");
    app.give("part-wanted");
    app.click("listen-start");
    app.click("part-gist-open");
    app.write("part-gist-text", LEFTWARD);
    look.screen("large-listen-telling");
    the_task_is_in_sight(&app);
    app.give("part-gist");
    app.click("confirm-yes");
    app.click("part-question-open");
    app.click("part-question-suggestion");
    look.screen("large-listen-question");
    app.give("part-question");
    app.see("part-helped-open");
    look.screen("large-listen-helped");
    app.finish();
    look.screen("large-listen-page");

    app.choose_practice("sitDown");
    app.click("begin-go");
    app.see("inside-appreciations");
    look.screen("large-sit-down");
    app.open_and_say("part-appreciations", LEFTWARD);
    app.click("part-appreciations-open");
    app.write("part-appreciations-text", WORD);
    look.screen("large-sit-down-each");
    app.give("part-appreciations");
    app.see_words("sit-down", WORD);
    app.see_gone("part-appreciations");
    app.finish();
    look.screen("large-sit-down-page");
    app.lock();
    look.end();
}

#[test]
fn time_together_can_be_read_with_text_twice_as_large() {
    let (_computer, app) = on_paper();
    let mut look = Look::at(&app, "text200");
    app.unlock_together(UNLIKE[0], UNLIKE[1]);
    let here = app.ask("situation", json!({})).expect("the situation")["here"].clone();
    let of = app.begin_plan(&here[0]["partner"], WORD);
    app.choose_practice("time");
    app.see("plan-open");
    look.screen("large-time");
    app.click("plan-open");
    app.see("plan-when");
    app.click("[data-test=turn]:nth-of-type(2) [data-test=plan-part-open]");
    app.set("plan-part-day", &in_may(8).to_string());
    app.set("plan-part-time", "17:30");
    app.write("plan-part-text", LEFTWARD);
    look.screen("large-plan-writing");
    app.give("plan-part");
    app.see_words("plan-stands", "17:30");
    look.screen("large-plan");
    line(&app, UNLIKE[0], WORD);
    line(&app, UNLIKE[1], LEFTWARD);
    look.screen("large-plan-after");
    app.go("today");
    app.see("next-plan");
    look.screen("large-today-plan");
    app.click("next-plan-see");
    app.finish();
    look.screen("large-plan-page");
    assert!(of.is_string(), "the plan was begun");
    app.lock();
    look.end();
}

#[track_caller]
fn line(app: &App, person: Person, text: &str) {
    app.see_words("[data-test=after] [data-test=turn]", person.label);
    app.open_and_say("after-part", text);
    app.see_words("after", text);
}

#[test]
fn a_page_begun_from_a_template_can_be_taken_back_and_read_large() {
    let (_computer, app) = on_paper();
    let mut look = Look::at(&app, "text200");
    app.unlock(UNLIKE[0]);
    app.go("journal");
    app.click("write-new");
    app.see("template-begin");
    look.screen("large-write");
    app.click("template-begin");
    app.see("template");
    look.screen("large-template");
    app.click("template-none");
    app.see("write-text");
    look.end();
}
