//! What has no place any more stays its writer's: told in person, taken off, never opened, put away.

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::journal::{self, NOOR, SAM};
use app_tests::screens::Look;
use app_tests::table::at_the_table;
use serde_json::json;

const QUESTION: &str = "What did you dread?";
const ANSWERS: [&str; 2] = ["The spindlestairs.", "A letter with a lanternseal."];
const MOMENT: &str = "The evening with the keys";

#[test]
fn what_is_told_in_person_shows_that_alone_and_the_words_stay_ones_own_screens_light() {
    told_in_person("light");
}

#[test]
fn what_is_told_in_person_shows_that_alone_and_the_words_stay_ones_own_screens_dark() {
    told_in_person("dark");
}

fn told_in_person(theme: &str) {
    let (_computer, app) = at_the_table(theme);
    let mut look = Look::at(&app, theme);
    app.unlock(NOOR);
    app.choose_practice("innerWorld");
    app.write("own-question", QUESTION);
    app.click("own-put");
    app.click("answer");
    app.write("answer-text", ANSWERS[0]);
    app.click("answer-in-person");
    app.wait("the words out of sight", || {
        (!app.words("answer-sheet").contains(ANSWERS[0])).then_some(())
    });
    look.screen("answer-in-person");
    app.click("answer-seal");
    app.see("answer-take-back");
    app.go("today");
    app.see_words("draft", ANSWERS[0]);
    app.choose_practice("innerWorld");
    app.click("answer-take-back");
    app.see("[data-test=answer-in-person]:checked");
    app.click("answer-seal");
    app.see("answer-take-back");
    app.lock();

    app.unlock(SAM);
    app.choose_practice("innerWorld");
    app.click("answer");
    app.write("answer-text", ANSWERS[1]);
    app.click("answer-seal");
    app.see("answer-take-back");
    app.lock();
    app.unlock_together(NOOR, SAM);
    app.go("together");
    app.click("together-open");
    app.one_presses();
    app.the_other_presses();
    app.see_words("opened", ANSWERS[1]);
    assert!(!app.everything().contains(ANSWERS[0]), "nothing half-written is shown");
    app.see_words("[data-test=replies]:nth-of-type(2)", "a word to Noor");
    look.screen("opened-in-person");
    app.click("focus-lock");

    app.unlock(NOOR);
    app.click("draft");
    app.see_words("write-text", ANSWERS[0]);
    look.end();
}

#[test]
fn a_question_is_taken_off_and_each_finds_what_they_sealed_screens_light() {
    taken_off("light");
}

#[test]
fn a_question_is_taken_off_and_each_finds_what_they_sealed_screens_dark() {
    taken_off("dark");
}

fn taken_off(theme: &str) {
    let (_computer, app) = at_the_table(theme);
    let mut look = Look::at(&app, theme);
    app.both_answer([NOOR, SAM], QUESTION, ANSWERS);
    app.unlock(SAM);
    app.choose_practice("innerWorld");
    app.see_words("table-question", QUESTION);
    assert!(!app.sees("take-off"), "it is Noor's to take off");
    app.lock();
    app.unlock(NOOR);
    app.choose_practice("innerWorld");
    app.click("take-off");
    app.see("take-off-dialog");
    look.screen("inner-take-off");
    app.click("take-off-yes");
    app.see_gone("table-question");
    app.click("undo-erase");
    app.see_words("table-question", QUESTION);
    app.click("take-off");
    app.click("take-off-yes");
    app.see_gone("table-question");
    app.lock();

    for (person, words) in [NOOR, SAM].into_iter().zip(ANSWERS) {
        app.unlock(person);
        app.see_words("draft-left", words);
        if person.label == SAM.label {
            look.screen("today-left");
        }
        app.click("draft-left");
        app.see_words("write-text", words);
        app.go("journal");
        app.see("timeline");
        let told = app.ask("timeline", journal::every_page()).expect("a timeline").to_string();
        assert!(!told.contains(QUESTION), "a mark without words is left: {told}");
        app.lock();
    }
    look.end();
}

#[test]
fn what_is_not_opened_when_a_page_is_made_of_it_stays_with_each() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.both_seal([NOOR, SAM], MOMENT, |place| {
        app.write("view-happened", "It was late.");
        app.write("view-softer", ANSWERS[place]);
    });
    app.unlock_together(NOOR, SAM);
    app.go_on_to_open_views();
    app.one_presses();
    app.the_other_presses();
    app.see_words("understand", "It was late.");
    app.click("doing-stop");
    app.see_words("stopped", "What is not opened stays with each of you.");
    app.finish();
    app.lock();
    app.unlock(SAM);
    app.see_words("draft-left", "The quieter feeling under it");
    assert!(!app.words("draft-left").contains(ANSWERS[1]), "no word of it on the first screen");
    app.click("draft-left");
    app.see_words("write-text", ANSWERS[1]);
    let all = app.everything();
    assert!(!all.contains(ANSWERS[0]), "and what is Noor's is not Sam's");
}

#[test]
fn a_practice_in_which_nothing_was_said_is_put_away_and_notes_are_one_line() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock_together(NOOR, SAM);
    app.begin_talk("Who plans the Sundays");
    app.both_are_safe();
    app.see("who-begins");
    app.click("focus-lock");

    app.unlock(NOOR);
    app.go("journal");
    app.click("write-new");
    app.write("write-text", "Half a thought about driftglass");
    app.go_on_from("practices");
    app.see("own-notes");
    for (step, words) in [("camera", "Two lamps off."), ("ask", "One evening a week.")] {
        app.write(&format!("view-{step}"), words);
    }
    app.click("focus-leave");
    app.go("today");
    app.see_words("today-drafts", "driftglass");
    app.wait("one line for all notes of one talk", || (app.count("draft") == 2).then_some(()));
    app.lock();

    app.unlock_together(NOOR, SAM);
    app.go_on_from("together");
    app.click("doing-stop");
    assert!(!app.sees("finish-page"), "there is nothing to make a page of");
    app.click("put-away");
    app.click("put-away-yes");
    app.see_gone("stopped");
    assert_eq!(app.begun(), json!([]), "it is under way no more");
    app.lock();
    app.unlock(NOOR);
    app.click("[data-test=today-drafts] li:nth-of-type(1) [data-test=draft]");
    for words in ["Two lamps off.", "One evening a week."] {
        app.see_words("write-text", words);
    }
}
