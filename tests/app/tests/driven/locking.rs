//! Locking and unlocking.

use std::time::Duration;

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::desktop;
use app_tests::journal::{self, MINE_OF_NOOR, NOOR, OURS_BY_SAM, SAM};
use serde_json::{Value, json};

#[test]
fn a_wrong_passphrase_opens_nothing_and_is_never_called_damage() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.try_passphrase(NOOR, "wander lantern copper meadow tidy");
    app.see_words("failure-wrongPassphrase", NOOR.label);
    app.see("unlock-form");
    assert!(!app.sees("failure-damaged"), "a wrong passphrase says nothing of the file");
    app.try_passphrase(NOOR, SAM.passphrase);
    app.see("failure-wrongPassphrase");
    let refused = app.ask("timeline", journal::every_page()).expect_err("a locked journal");
    assert_eq!(refused["code"], "locked", "a wrong passphrase must leave the journal locked");
    app.unlock(NOOR);
}

#[test]
fn locking_empties_the_page_before_anything_else() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    app.go("journal");
    app.see_words("timeline", "zephyrquill");
    // What the page still held when it was torn down, told to the page that comes after it.
    app.script(
        "addEventListener('pagehide', () => sessionStorage.setItem('left',
            document.body ? document.body.outerHTML : 'no body'))",
        &[],
    );
    app.lock();
    let left = app.script("return sessionStorage.getItem('left')", &[]);
    let left = left.as_str().expect("the page must be torn down");
    for words in [MINE_OF_NOOR, OURS_BY_SAM, NOOR.passphrase] {
        assert!(!left.contains(words), "the page was torn down with words still on it: {left}");
        assert!(!app.everything().contains(words), "after locking no words may be left");
    }
    assert!(!left.contains("data-test"), "the page must be empty before it is torn down: {left}");
    for command in ["today", "drafts", "questions"] {
        let refused = app.ask(command, json!({})).expect_err("a locked journal");
        assert_eq!(refused["code"], "locked", "{command} must not answer in a locked journal");
    }
    let now = app.ask("situation", json!({})).expect("where it stands");
    assert_eq!(now["is"], "locked", "the core is locked too, not only the page empty");
}

#[test]
fn a_practice_of_both_says_who_is_here_and_is_locked_by_the_keyboard() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock_together(NOOR, SAM);
    app.choose_practice("openly");
    app.see("begin");
    for person in [NOOR, SAM] {
        app.see_words("focus-here", person.label);
    }
    // The page has the focus when it comes up; Lock is the last of the bar above it.
    desktop::press("shift+Tab");
    app.see("[data-test=focus-lock]:focus");
    desktop::press("Return");
    app.see("unlock-form");
    let now = app.ask("situation", json!({})).expect("where it stands");
    assert_eq!(now["is"], "locked", "one lock closes it for both");
}

/// Two minutes, and what a slow computer adds.
const TWICE_IDLE: Duration = Duration::from_secs(200);

#[test]
fn a_running_timer_keeps_it_open_and_when_nobody_is_there_it_locks_for_both() {
    let settings = json!({ "theme": "light", "textSize": 100, "idleMinutes": 1 });
    let computer = Computer::new().with_settings(&settings);
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock_together(NOOR, SAM);
    app.choose_practice("listen");
    app.click("begin-go");
    app.click("takes-floor");
    app.click("part-wanted-choice-listen");
    app.say("part-wanted", "The cranes on the quayside.");
    app.click("part-gist-open");
    app.write("part-gist-text", "You miss the stillwater.");
    app.click("listen-start");
    app.see_words("listen-left", "10 minutes");
    // nobody touches anything; the last minute but one is past twice the time that locks
    app.wait_for(TWICE_IDLE, "the timer to run past twice the idle time", || {
        app.words("listen-left").contains("8 minutes").then_some(())
    });
    let now = app.ask("situation", json!({})).expect("where it stands");
    assert_eq!(now["is"], "together", "a running timer is somebody being there");

    app.click("listen-stop");
    app.wait_for(TWICE_IDLE, "the door, with nobody there", || {
        app.sees("unlock-form").then_some(())
    });
    let left = app.everything();
    for words in ["quayside", "stillwater"] {
        assert!(!left.contains(words), "an idle window is emptied of {words}");
    }
    let now = app.ask("situation", json!({})).expect("where it stands");
    assert_eq!(now["is"], "locked", "neither of both is left unlocked");

    app.unlock_together(NOOR, SAM);
    app.go_on_from("together");
    app.see_words("large", "quayside");
    app.click("part-gist-open");
    app.wait("the words from before the lock", || {
        app.everything().contains("stillwater").then_some(())
    });
}

#[test]
fn locking_takes_the_previewed_pages_along() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    app.write_page("ours", "A page for the counsellor.");
    app.go("counselling");
    app.click("counselling-notes");
    app.click("notes-space-ours");
    app.click("notes-page");
    app.see_words("notes-text", "A page for the counsellor.");
    let image = app.script("return document.querySelector('[data-test=notes-board] img').src", &[]);
    assert!(loads(&app, &image), "the preview shows its picture");
    app.lock();
    assert!(!loads(&app, &image), "a locked journal must not serve the picture of a page");
}

fn loads(app: &App, image: &Value) -> bool {
    let script = "const [image, done] = arguments;
        const seen = new Image();
        seen.onload = () => done(true);
        seen.onerror = () => done(false);
        seen.src = image + '?' + Math.random()";
    app.slow_script(script, std::slice::from_ref(image)) == json!(true)
}
