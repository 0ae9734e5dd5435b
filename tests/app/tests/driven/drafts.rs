//! What is being written survives a lock, an idle evening and a power cut.

use std::time::Duration;

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::journal::{self, NOOR, SAM};
use serde_json::json;

/// One minute, and what a slow computer adds.
const IDLE: Duration = Duration::from_secs(100);

fn begin_to_write(app: &App, text: &str) {
    app.go("journal");
    app.click("write-new");
    app.write("write-text", text);
}

#[track_caller]
fn go_on_writing(app: &App, text: &str) {
    app.see_words("draft", text);
    app.click("draft");
    app.see_words("write-text", text);
}

#[test]
fn what_is_being_written_is_there_again_after_locking() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    begin_to_write(&app, "Half a thought about driftglass");
    // at once, before the page keeps it by itself
    app.lock();
    app.unlock(SAM);
    app.see("today-also");
    assert!(!app.everything().contains("driftglass"), "a draft is only its writer's");
    app.lock();
    app.unlock(NOOR);
    go_on_writing(&app, "Half a thought about driftglass");
    app.write("write-text", ", and the rest.");
    app.click("write-done");
    app.see_words("page-text", "Half a thought about driftglass, and the rest.");
    app.go("today");
    app.see_gone("draft");
}

#[test]
fn what_was_kept_survives_the_app_being_killed() {
    let computer = Computer::new();
    let journal = journal::of_two(&computer, "two.duologue");
    let app = App::open(&computer, &journal);
    app.unlock(NOOR);
    begin_to_write(&app, "Written before the power went: saltlamp");
    app.wait("all of it kept", || {
        let kept = app.ask("drafts", json!({})).expect("drafts").to_string();
        kept.contains("Written before the power went: saltlamp").then_some(())
    });
    app.see_words("kept", "Kept");
    app.kill();

    let app = App::start(&computer);
    app.unlock(NOOR);
    go_on_writing(&app, "Written before the power went: saltlamp");
}

#[test]
fn nobody_there_for_a_minute_locks_it_and_keeps_what_was_begun() {
    let settings = json!({ "theme": "light", "textSize": 100, "idleMinutes": 1 });
    let computer = Computer::new().with_settings(&settings);
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    begin_to_write(&app, "Called away from the nightjar");
    app.wait_for(IDLE, "the door, with nobody there", || app.sees("unlock-form").then_some(()));
    assert!(!app.everything().contains("nightjar"), "an idle window is emptied");
    app.unlock(NOOR);
    go_on_writing(&app, "Called away from the nightjar");
}
