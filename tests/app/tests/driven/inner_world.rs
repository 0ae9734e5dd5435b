//! Inner world: questions drawn at the table, up to the shallower of two private choices, and one's
//! own kept for another day.

use app_tests::app::App;
use app_tests::journal::{NOOR, SAM};
use app_tests::screens::Look;
use app_tests::table::at_the_table;
use serde_json::{Value, json};

/// So many draws from one depth of three show whether the others are left out.
const DRAWS: usize = 12;

const OWN: &str = "Which of our habits would you miss first?";
const ANSWER: &str = "That you read the weather to me: siltwing.";

#[test]
fn a_question_is_drawn_another_one_too_and_put_on_the_table_screens_light() {
    drawn("light");
}

#[test]
fn a_question_is_drawn_another_one_too_and_put_on_the_table_screens_dark() {
    drawn("dark");
}

fn drawn(theme: &str) {
    let (_computer, app) = at_the_table(theme);
    let mut look = Look::at(&app, theme);
    app.unlock(SAM);
    app.choose_practice("innerWorld");
    app.click("own-depth-tender");
    app.see("[data-test=own-depth-tender]:checked");
    app.lock();

    // Noor has chosen nothing, which is everyday
    app.unlock_together(NOOR, SAM);
    app.choose_practice("innerWorld");
    app.see("draw-one");
    look.screen("inner-draw");
    app.click("draw-one");
    let mut last = app.words("drawn");
    look.screen("inner-drawn");
    for _ in 0..DRAWS {
        assert_eq!(depth_of(&last), "everyday", "no deeper than the shallower of both: {last}");
        app.click("draw-other");
        app.wait("another question", || (app.words("drawn") != last).then_some(()));
        last = app.words("drawn");
    }
    app.click("draw-put");
    app.see_words("table-question", &last);
    let shown = app.words("table-question");
    assert!(!shown.contains("Put here by"), "chance chose it, and nobody is named: {shown}");
    app.see("draw-one");
    look.screen("inner-drawn-put");
    app.lock();
    look.end();
}

const BY_NOOR: &str = "A quince by the kitchen door, for the fernlight.";
const BY_SAM: &str = "A row of amberbeans, as my aunt had.";

#[test]
fn a_question_of_ones_own_is_kept_for_another_day_found_again_and_answered_screens() {
    let (_computer, app) = at_the_table("light");
    let mut look = Look::at(&app, "light");
    app.unlock(NOOR);
    app.choose_practice("innerWorld");
    app.click("depth-meaningful");
    app.write("own-question", OWN);
    app.see_words("own-keep", "Mine");
    look.screen("inner-own");
    app.click("own-keep");
    app.see_words("library-question", OWN);
    app.wait("the focus on something near", || {
        let script = "return document.activeElement !== document.body";
        (app.script(script, &[]) == json!(true)).then_some(())
    });
    assert_eq!(app.value("own-question"), "", "what is kept is not written any more");
    assert!(!app.sees("table-question"), "kept is not put on the table");
    look.screen("inner-own-kept");
    app.click("depth-everyday");
    app.wait("a question of the library", || (app.words("library-question") != OWN).then_some(()));
    app.lock();

    app.unlock(SAM);
    app.choose_practice("innerWorld");
    app.click("depth-meaningful");
    app.see("library-question");
    let own = app.ask("own_content", json!({})).expect("questions of one’s own");
    let got = format!("{}{own}", app.everything());
    assert!(!got.contains(OWN), "what Noor keeps for later is in Noor’s Mine");
    app.lock();

    app.unlock(NOOR);
    app.choose_practice("innerWorld");
    app.click("depth-meaningful");
    app.see_words("library-question", OWN);
    app.click("library-put");
    app.see_words("table-question", OWN);
    app.wait("another question", || (app.words("library-question") != OWN).then_some(()));
    app.click("answer");
    app.write("answer-text", ANSWER);
    app.click("answer-seal");
    app.see("answer-take-back");
    look.screen("inner-own-answered");
    app.lock();

    app.unlock(SAM);
    app.choose_practice("innerWorld");
    app.see_words("table-question", OWN);
    assert!(!app.everything().contains(ANSWER), "the answer is sealed");
    app.lock();
    look.end();
}

#[test]
fn a_question_is_drawn_answered_by_both_and_opened_in_one_sitting_screens_light() {
    in_one_sitting("light");
}

#[test]
fn a_question_is_drawn_answered_by_both_and_opened_in_one_sitting_screens_dark() {
    in_one_sitting("dark");
}

fn in_one_sitting(theme: &str) {
    let (_computer, app) = at_the_table(theme);
    let mut look = Look::at(&app, theme);
    app.unlock_together(NOOR, SAM);
    app.choose_practice("innerWorld");
    app.click("draw-one");
    let question = app.words("drawn");
    app.see_words("draw", "each of you answers apart");
    app.click("draw-put");
    app.see_words("table-question", &question);
    app.see_words("table-how", "answers apart and seals");
    let table = app.words("table");
    look.screen("inner-apart");

    // Noor begins, hands back half-way, and goes on
    answer_for(&app, 1, NOOR.label);
    look.screen("answer-curtain");
    app.click("only-curtain-next");
    app.see_words("[id=answer-question]", &question);
    app.write("answer-text", "A quince");
    app.click("only-back");
    app.see("draw-one");
    assert!(!app.everything().contains("A quince"), "it leaves the screen with its writer");
    answer_for(&app, 1, NOOR.label);
    app.click("only-curtain-next");
    app.wait("what was begun", || app.everything().contains("A quince").then_some(()));
    app.fill("answer-text", BY_NOOR);
    look.screen("answer-behind");
    app.click("answer-seal");
    app.see("draw-one");
    assert_eq!(app.words("table"), table, "the table does not show who has sealed");
    assert!(!app.everything().contains("fernlight"), "nor what");
    answer_for(&app, 1, NOOR.label);
    app.click("only-curtain-next");
    app.see("answer-sealed");
    look.screen("answer-behind-sealed");
    app.click("only-back");

    answer_for(&app, 2, SAM.label);
    app.click("only-curtain-next");
    app.write("answer-text", BY_SAM);
    assert!(!app.everything().contains("fernlight"), "Noor's is not behind Sam's curtain");
    app.click("answer-seal");
    app.see("table-openable");
    look.screen("inner-openable");
    app.click("table-open");
    app.one_presses();
    assert!(!app.everything().contains("amberbeans"), "one press opens nothing");
    app.the_other_presses();
    for words in [BY_NOOR, BY_SAM] {
        app.see_words("opened", words);
    }
    app.see_words("opened-question", &question);
    look.end();
}

/// Goes to the curtain of whoever stands at `place`.
#[track_caller]
fn answer_for(app: &App, place: u8, name: &str) {
    app.click(&format!("[data-test=table-question] [data-test=for-one]:nth-of-type({place})"));
    app.see_words("only-curtain", name);
}

/// How deep a question of the library goes.
fn depth_of(text: &str) -> String {
    let library = include_str!("../../../../ui/content/en/questions.json");
    let library: Value = serde_json::from_str(library).expect("the library");
    let mut all = library.as_array().expect("questions").iter();
    let found = all.find(|one| one["text"] == text).expect("a question of the library");
    found["depth"].as_str().expect("a depth").to_owned()
}
