//! Practices with text twice as large, names that do not break, words that do not end, and writing
//! from right to left.

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::journal::{self, Person, UNLIKE};
use app_tests::screens::Look;
use serde_json::json;

const WORD: &str =
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
const LEFTWARD: &str = "في مساء الأحد نجلس كلٌّ أمام شاشته، وأشعر بأنني وحدي.";
const VIEW: [&str; 5] = ["happened", "surface", "softer", "story", "myPart"];

fn on_paper() -> (Computer, App) {
    let settings = json!({ "theme": "light", "textSize": 200, "idleMinutes": 60 });
    let computer = Computer::new().with_settings(&settings);
    let app = App::open(&computer, &journal::of(UNLIKE, &computer, "two.duologue"));
    (computer, app)
}

#[test]
fn a_talk_can_be_read_with_text_twice_as_large() {
    let (_computer, app) = on_paper();
    let mut look = Look::at(&app, "text200");
    app.unlock_together(UNLIKE[0], UNLIKE[1]);
    app.go("practices");
    app.click("practice-openly");
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
    app.click("for-one");
    app.click("only-curtain-next");
    app.see("view-camera");
    look.screen("large-talk-notes");
    app.click("only-back");
    app.click("[data-test=takes-floor]:nth-of-type(2)");
    app.write("part-said-text", LEFTWARD);
    look.screen("large-talk-speaking");
    app.click("part-said-say");
    app.click("part-heard-open");
    app.write("part-heard-text", WORD);
    app.click("part-heard-say");
    app.see("confirm");
    look.screen("large-talk-confirm");
    app.click("doing-pause");
    look.screen("large-talk-pause");
    app.click("pause-no");
    app.click("confirm-yes");
    app.see("floor-on");
    look.screen("large-talk-floor-on");
    app.click("floor-close");
    app.click("part-understood-open");
    app.write("part-understood-text", LEFTWARD);
    app.click("part-understood-say");
    app.click("part-understood-open");
    app.write("part-understood-text", WORD);
    app.click("part-understood-say");
    app.see("part-agreement-open");
    look.screen("large-talk-closing");
    app.click("doing-stop");
    app.see("stopped");
    look.screen("large-talk-stopped");
    app.click("finish-page");
    app.see("page-practice");
    look.screen("large-talk-page");
    app.lock();
    look.end();
}

#[test]
fn two_views_can_be_read_with_text_twice_as_large() {
    let (_computer, app) = on_paper();
    let mut look = Look::at(&app, "text200");
    app.unlock(UNLIKE[1]);
    app.go("practices");
    app.click("practice-understand");
    app.write("begin-about", LEFTWARD);
    app.click("begin-go");
    app.see("view-seal");
    app.see_words("own-view", "Write something in at least one of these first");
    look.screen("large-understand-empty");
    write_view(&app, LEFTWARD);
    app.click("view-seal");
    app.see("view-sealed");
    app.click("focus-lock");
    app.unlock(UNLIKE[0]);
    app.go("practices");
    app.click("begun-go-on");
    app.see("view-happened");
    write_view(&app, WORD);
    app.click("[data-test=words-feelings] [data-test^=family-]");
    look.screen("large-understand-alone");
    app.click("view-seal");
    app.see("view-sealed");
    app.click("focus-lock");
    app.unlock_together(UNLIKE[0], UNLIKE[1]);
    app.go("together");
    look.screen("large-together");
    app.click("begun-go-on");
    app.click("open-begin");
    for _ in UNLIKE {
        app.click("safe-curtain-next");
        app.click("safe-yes");
    }
    app.see("open-step");
    look.screen("large-understand-opening");
    app.click("[data-test=press][aria-pressed=false]");
    app.click("[data-test=press][aria-pressed=false]");
    app.see("view");
    look.screen("large-understand-opened");
    app.click("part-makesSense-open");
    app.write("part-makesSense-text", WORD);
    look.screen("large-understand-sense");
    app.click("part-makesSense-say");
    app.click("doing-stop");
    app.click("finish-page");
    app.see("page-practice");
    look.screen("large-understand-page");
    app.lock();
    look.end();
}

fn write_view(app: &App, words: &str) {
    for step in VIEW {
        app.write(&format!("view-{step}"), words);
    }
}

#[test]
fn listening_and_sitting_down_can_be_read_with_text_twice_as_large() {
    let (_computer, app) = on_paper();
    let mut look = Look::at(&app, "text200");
    app.unlock_together(UNLIKE[0], UNLIKE[1]);
    app.go("practices");
    app.click("practice-listen");
    app.click("begin-go");
    app.click("takes-floor");
    app.click("part-wanted-choice-celebrate");
    app.write("part-wanted-text", WORD);
    look.screen("large-listen-wanted");
    app.click("part-wanted-say");
    app.click("listen-start");
    app.click("part-gist-open");
    app.write("part-gist-text", LEFTWARD);
    look.screen("large-listen-telling");
    app.click("part-gist-say");
    app.click("part-question-open");
    app.click("part-question-suggestion");
    look.screen("large-listen-question");
    app.click("part-question-say");
    app.click("confirm-yes");
    app.see("part-helped-open");
    look.screen("large-listen-helped");
    app.click("finish-page");
    app.see("page-practice");
    look.screen("large-listen-page");

    app.go("practices");
    app.click("practice-sitDown");
    app.click("begin-go");
    app.see("inside-appreciations");
    look.screen("large-sit-down");
    app.click("part-appreciations-open");
    app.write("part-appreciations-text", LEFTWARD);
    app.click("part-appreciations-say");
    app.click("part-appreciations-open");
    app.write("part-appreciations-text", WORD);
    look.screen("large-sit-down-each");
    app.click("part-appreciations-say");
    app.see_words("sit-down", WORD);
    app.see_gone("part-appreciations");
    app.click("finish-page");
    app.see("page-practice");
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
    let of = planned(&app, &here[0]["partner"], WORD);
    app.go("practices");
    app.click("practice-time");
    app.see("plan-open");
    look.screen("large-time");
    app.click("plan-open");
    app.see("plan-when");
    app.click("[data-test=turn]:nth-of-type(2) [data-test=plan-part-open]");
    set(&app, "plan-part-day", "2031-05-08");
    set(&app, "plan-part-time", "17:30");
    app.write("plan-part-text", LEFTWARD);
    look.screen("large-plan-writing");
    app.click("plan-part-say");
    app.see_words("plan-stands", "17:30");
    look.screen("large-plan");
    line(&app, UNLIKE[0], WORD);
    line(&app, UNLIKE[1], LEFTWARD);
    look.screen("large-plan-after");
    app.go("today");
    app.see("next-plan");
    look.screen("large-today-plan");
    app.click("next-plan-see");
    app.click("finish-page");
    app.see("page-practice");
    look.screen("large-plan-page");
    assert!(of.is_string(), "the plan was begun");
    app.lock();
    look.end();
}

/// A plan begun, without a day yet.
fn planned(app: &App, author: &serde_json::Value, about: &str) -> serde_json::Value {
    let given = json!({ "author": author, "practice": "time", "about": about });
    app.ask("begin_practice", given).expect("a plan begun")["id"].clone()
}

/// Fills a field of days or times; typing into one depends on the system's language.
fn set(app: &App, part: &str, value: &str) {
    app.see(part);
    app.script(
        "const field = document.querySelector(`[data-test=\"${arguments[0]}\"]`);
        field.value = arguments[1];
        field.dispatchEvent(new Event('input', { bubbles: true }));",
        &[json!(part), json!(value)],
    );
}

#[track_caller]
fn line(app: &App, person: Person, text: &str) {
    app.see_words("[data-test=after] [data-test=turn]", person.label);
    app.click("after-part-open");
    app.write("after-part-text", text);
    app.click("after-part-say");
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
