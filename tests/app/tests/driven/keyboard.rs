//! A talk and listening by the keyboard alone: it goes to where the next turn is.

use app_tests::app::App;
use app_tests::journal::{NOOR, SAM};
use app_tests::table::at_the_table;
use serde_json::json;
use thirtyfour::Key;

use crate::openly::{AGREED, CLOSER, HEARD, SAID, TOPIC, UNDERSTOOD};

#[test]
fn the_keyboard_goes_from_one_turn_to_the_next() {
    let (_computer, app) = at_the_table("light");
    app.unlock_together(NOOR, SAM);
    app.begin_talk(TOPIC);
    for _ in [NOOR, SAM] {
        has_focus(&app, "[data-test=safe-curtain] h2");
        enter(&app, "safe-curtain-next");
        has_focus(&app, "[data-test=safe-question] h2");
        enter(&app, "safe-yes");
    }
    has_focus(&app, "[data-test=who-begins] h2");
    enter(&app, "takes-floor");
    has_focus(&app, "[data-test=part-said-text]");
    app.write("part-said-text", SAID);
    enter(&app, "part-said-say");
    for back in ["confirm-not-quite", "confirm-yes"] {
        has_focus(&app, "[data-test=listener] h3");
        enter(&app, "part-heard-open");
        has_focus(&app, "[data-test=part-heard-text]");
        app.fill("part-heard-text", HEARD);
        enter(&app, "part-heard-say");
        has_focus(&app, "[data-test=confirm] h4");
        enter(&app, back);
        if back == "confirm-not-quite" {
            has_focus(&app, "[data-test=part-closer-text]");
            app.write("part-closer-text", CLOSER);
            enter(&app, "part-closer-say");
        }
    }
    has_focus(&app, "[data-test=floor] h2");
    enter(&app, "floor-close");
    has_focus(&app, "[data-test=each] h2");
    for (place, words) in UNDERSTOOD.into_iter().enumerate() {
        if place == 1 {
            has_focus(&app, "[data-test=half] [data-test=part-understood-open]");
        }
        enter(&app, "part-understood-open");
        has_focus(&app, "[data-test=part-understood-text]");
        app.write("part-understood-text", words);
        enter(&app, "part-understood-say");
    }
    has_focus(&app, "[data-test=closing] :is(h2, button, summary)");
    enter(&app, "part-agreement-open");
    has_focus(&app, "[data-test=part-agreement-text]");
    app.write("part-agreement-text", AGREED);
    enter(&app, "part-agreement-say");
    has_focus(&app, "[data-test=agree]");
    enter(&app, "agree");
    app.see("agreed");
    has_focus(&app, "[data-test=closing] :is(h2, button, summary)");
    app.leave_and_lock();
}

#[test]
fn the_keyboard_goes_through_listening() {
    let (_computer, app) = at_the_table("light");
    app.unlock_together(NOOR, SAM);
    app.choose_practice("listen");
    enter(&app, "begin-go");
    has_focus(&app, "[data-test=who-begins] h2");
    enter(&app, "takes-floor");
    has_focus(&app, "[data-test=part-wanted-text]");
    app.write("part-wanted-text", "The new place at work.");
    enter(&app, "part-wanted-say");
    has_focus(&app, "[data-test=listener] h3");
    enter(&app, "part-gist-open");
    has_focus(&app, "[data-test=part-gist-text]");
    app.write("part-gist-text", "A long day.");
    enter(&app, "part-gist-say");
    has_focus(&app, "[data-test=confirm] h4");
    enter(&app, "confirm-yes");
    has_focus(&app, "[data-test=listener] h3");
    enter(&app, "part-question-open");
    has_focus(&app, "[data-test=part-question-text]");
    app.write("part-question-text", "You were quiet.");
    app.click("part-question-suggestion");
    let asked = "return document.querySelector('[data-test=part-question-text]').value";
    let asked = app.script(asked, &[]);
    let kept = asked.as_str().is_some_and(|words| words.starts_with("You were quiet. "));
    assert!(kept, "a suggestion stands after what somebody wrote, and never in its place: {asked}");
    enter(&app, "part-question-say");
    has_focus(&app, "[data-test=floor] h2");
    enter(&app, "part-helped-open");
    has_focus(&app, "[data-test=part-helped-text]");
    app.write("part-helped-text", "That you looked at me.");
    enter(&app, "part-helped-say");
    app.see("[data-test=large][data-step=helped]");
    has_focus(&app, "[data-test=floor] :is(h2, button, summary)");
    app.leave_and_lock();
}

/// Presses Enter on a button, as somebody does who has no mouse.
#[track_caller]
fn enter(app: &App, button: &str) {
    app.see(button);
    app.script(
        "[...document.querySelectorAll(`[data-test=\"${arguments[0]}\"]`)]
            .find(one => one.ariaDisabled !== 'true').focus()",
        &[json!(button)],
    );
    app.press(Key::Enter);
}

/// Waits until the keyboard is at `part`.
#[track_caller]
fn has_focus(app: &App, part: &str) {
    app.wait(&format!("the focus on `{part}`"), || {
        let here = "return document.activeElement.matches(arguments[0])";
        (app.script(here, &[json!(part)]) == true).then_some(())
    });
}
