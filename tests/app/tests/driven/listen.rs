//! Listen: each tells and is listened to.

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::journal::{self, LONG, NOOR, Person, SAM};
use app_tests::screens::Look;

#[test]
fn each_is_listened_to_and_it_becomes_a_page_screens_light() {
    listen("light", [NOOR, SAM]);
}

#[test]
fn each_is_listened_to_and_it_becomes_a_page_screens_dark() {
    listen("dark", LONG);
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
    for (turn, (teller, wish)) in
        [(first, "comfort"), (second, "celebrate")].into_iter().enumerate()
    {
        app.click(if turn == 0 { "takes-floor" } else { "floor-pass" });
        app.see_words("floor", teller.label);
        app.click(&format!("part-wanted-choice-{wish}"));
        app.write("part-wanted-text", "The new place at work.");
        if turn == 0 {
            look.screen("listen-wanted");
        }
        app.give("part-wanted");
        app.see("listen-timer");
        app.click("listen-start");
        app.see_words("listen-left", "10 minutes");
        app.click("part-gist-open");
        app.write("part-gist-text", "It was a long day, and nobody asked.");
        if turn == 0 {
            look.screen("listen-telling");
        }
        app.give("part-gist");
        app.see_gone("listen-timer");
        app.click("part-question-open");
        app.click("part-question-suggestion");
        if turn == 0 {
            look.screen("listen-question");
        }
        app.give("part-question");
        app.see("[data-test=large][data-step=question]");
        app.click("confirm-yes");
        app.open_and_say("part-helped", "That you looked at me.");
        app.see_gone("part-helped");
        if turn == 0 {
            look.screen("listen-swap");
        }
    }
    app.finish();
    for words in ["The new place at work.", "nobody asked", "That you looked at me."] {
        app.see_words("reading", words);
    }
    look.screen("listen-page");
    app.lock();
    look.end();
}
