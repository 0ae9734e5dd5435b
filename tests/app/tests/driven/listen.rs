//! Listen: each tells and is listened to.

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::journal::{self, LONG, NOOR, Person, SAM};
use app_tests::screens::Look;

const TOLD: &str = "The new place at work.";
const CLOSER: &str = "The day was fine, the evening was empty.";
const AGAIN: &str = "You came home, and nobody was there to ask.";

#[test]
fn each_is_listened_to_and_it_becomes_a_page_screens_light() {
    listen("light", [NOOR, SAM]);
}

#[test]
fn each_is_listened_to_and_it_becomes_a_page_screens_dark() {
    listen("dark", LONG);
}

#[test]
fn listening_goes_on_after_a_lock_a_pause_and_a_stop() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock_together(NOOR, SAM);
    app.choose_practice("listen");
    app.click("begin-go");
    app.click("takes-floor");
    app.click("part-wanted-choice-comfort");
    app.write("part-wanted-text", TOLD);
    app.click("focus-lock");

    app.unlock_together(NOOR, SAM);
    app.go_on_from("together");
    app.see_words("floor", NOOR.label);
    assert!(!app.everything().contains(TOLD), "shown only when Noor asks for it");
    app.click("part-wanted-open");
    app.wait("the words from before the lock", || app.everything().contains(TOLD).then_some(()));
    app.give("part-wanted");
    app.see_words("large", TOLD);

    app.click("doing-pause");
    app.click("pause-yes");
    app.see("paused");
    assert!(!app.everything().contains(TOLD), "what was said stays covered");
    app.click("doing-stop");
    app.see("stopped");
    app.click("stopped-go-on");
    app.see("paused");
    app.click("pause-on");
    app.see_words("large", TOLD);
    app.open_and_say("part-gist", "A long day.");
    app.click("confirm-not-quite");
    app.write("part-closer-text", "Long, and nobody asked.");
    app.give("part-closer");
    app.wait("what is closer", || {
        app.everything().contains("Long, and nobody asked.").then_some(())
    });
    assert!(!app.sees("finish-page"), "it is not whole before the yes");
    app.click("part-gist-open");
    app.fill("part-gist-text", "Nobody asked how it was.");
    app.give("part-gist");
    app.click("confirm-yes");
    // the one question may be left out
    app.see("part-question-open");
    app.finish();
    for words in [TOLD, "A long day.", "Long, and nobody asked.", "Nobody asked how it was."] {
        app.see_words("reading", words);
    }
}

fn listen(theme: &str, [first, second]: [Person; 2]) {
    let computer = Computer::for_pictures(theme, 100);
    let file = match first.label {
        "Noor" => journal::of_two(&computer, "two.duologue"),
        _ => journal::of_long_names(&computer, "two.duologue"),
    };
    let app = App::open(&computer, &file);
    let mut look = Look::at(&app, theme);
    app.unlock(first);
    app.choose_practice("listen");
    app.see("begin-together");
    look.screen("listen-alone");
    app.click("focus-lock");
    app.unlock_together(first, second);
    app.choose_practice("listen");
    look.screen("listen-begin");
    app.click("begin-go");
    app.see("who-begins");
    look.screen("listen-who-begins");
    for (turn, (teller, wish)) in
        [(first, "comfort"), (second, "celebrate")].into_iter().enumerate()
    {
        app.click(if turn == 0 { "takes-floor" } else { "floor-pass" });
        app.see_words("floor", teller.label);
        app.click(&format!("part-wanted-choice-{wish}"));
        app.write("part-wanted-text", TOLD);
        if turn == 0 {
            look.screen("listen-wanted");
        }
        app.give("part-wanted");
        app.see("listen-timer");
        app.listen_for_sounds();
        app.click("listen-start");
        app.see_words("listen-left", "10 minutes");
        app.click("part-gist-open");
        app.write("part-gist-text", "It was a long day, and nobody asked.");
        if turn == 0 {
            look.screen("listen-telling");
            app.let_pass(10);
            app.see_words("listen-over", "Time is up");
            assert!(!app.sees("listen-left"), "nothing is counted any more");
            app.is_calm("listen-timer");
            look.screen("listen-over");
        }
        app.give("part-gist");
        app.see_gone("listen-timer");
        if turn == 0 {
            not_quite(&app, &mut look);
        }
        assert!(!app.sees("part-question-open"), "a question waits for the yes");
        app.click("confirm-yes");
        app.click("part-question-open");
        app.click("part-question-suggestion");
        if turn == 0 {
            look.screen("listen-question");
        }
        app.give("part-question");
        app.see("[data-test=large][data-step=question]");
        app.open_and_say("part-helped", "That you looked at me.");
        app.see_gone("part-helped");
        if turn == 0 {
            look.screen("listen-swap");
        }
    }
    app.finish();
    for words in [TOLD, "nobody asked", CLOSER, AGAIN, "That you looked at me."] {
        app.see_words("reading", words);
    }
    look.screen("listen-page");
    app.lock();
    look.end();
}

/// It is more like something else, and the gist is given anew.
fn not_quite(app: &App, look: &mut Look<'_>) {
    app.see("confirm");
    look.screen("listen-confirm");
    app.click("confirm-not-quite");
    app.see("part-closer-text");
    app.click("closer-back");
    app.click("confirm-not-quite");
    app.write("part-closer-text", CLOSER);
    look.screen("listen-closer");
    app.give("part-closer");
    app.see_words("floor", CLOSER);
    app.click("part-gist-open");
    app.fill("part-gist-text", AGAIN);
    look.screen("listen-gist-again");
    app.give("part-gist");
    app.see_words("listener", AGAIN);
}
