//! What somebody wrote alone, behind their curtain while both are here: after their own passphrase.

use app_tests::app::App;
use app_tests::journal::{NOOR, SAM};
use app_tests::screens::Look;
use app_tests::table::at_the_table;

use crate::openly::TOPIC;

const ALONE: &str = "Nine in the evening, and both lamps off.";
const HERE: &str = "It rained.";

#[test]
fn notes_written_alone_are_shown_after_their_writers_passphrase_and_none_is_lost_screens_light() {
    notes("light");
}

#[test]
fn notes_written_alone_are_shown_after_their_writers_passphrase_and_none_is_lost_screens_dark() {
    notes("dark");
}

fn notes(theme: &str) {
    let (_computer, app) = at_the_table(theme);
    let mut look = Look::at(&app, theme);
    app.unlock_together(NOOR, SAM);
    app.begin_talk(TOPIC);
    app.both_are_safe();
    app.see("who-begins");
    app.leave_and_lock();
    app.unlock(NOOR);
    app.go_on_from("practices");
    app.see_words("own-notes", "after your own passphrase");
    app.write("view-camera", ALONE);
    look.screen("notes-alone");
    app.leave_and_lock();

    // whoever has the keyboard presses, and finds nothing
    app.unlock_together(NOOR, SAM);
    app.go_on_from("together");
    app.see("who-begins");
    app.hand_over();
    app.see_words("only", "before you both sat down");
    app.write("view-camera", HERE);
    assert!(!app.everything().contains("both lamps off"), "it was written alone");
    look.screen("notes-covered");
    app.click("uncover");
    app.see("uncover-dialog");
    app.fill("uncover-passphrase", SAM.passphrase);
    app.click("uncover-yes");
    app.see_words("failure-wrongPassphrase", NOOR.label);
    look.screen("notes-uncover-wrong");
    assert!(!app.everything().contains("both lamps off"), "nor with another passphrase");
    app.click("uncover-no");
    assert_eq!(field(&app), HERE, "and what is being written stands there");

    app.uncover(NOOR);
    app.wait("what was written alone", || field(&app).contains(ALONE).then_some(()));
    assert_eq!(field(&app), format!("{ALONE}\n\n{HERE}"), "both, the older words first");
    look.screen("notes-uncovered");
    app.click("only-back");
    app.see("who-begins");
    assert!(!app.everything().contains("both lamps off"), "it leaves the screen with its writer");
    app.hand_over();
    app.see("uncovered");
    app.wait("the notes, asked for once", || field(&app).contains(ALONE).then_some(()));
    app.click("only-back");
    app.click("[data-test=for-one]:nth-of-type(2)");
    app.see_words("only-curtain", SAM.label);
    app.click("only-curtain-next");
    app.see("uncover");
    assert_eq!(field(&app), "", "Sam is offered the same, and wrote nothing");
    app.click("only-back");
    app.leave_and_lock();

    app.unlock_together(NOOR, SAM);
    app.go_on_from("together");
    app.hand_over();
    app.see("uncover");
    assert_eq!(field(&app), "", "after a lock it is covered again");
    look.end();
}

/// What stands in the first field.
fn field(app: &App) -> String {
    app.see("view-camera");
    let said = app.script("return document.querySelector('[data-test=view-camera]').value", &[]);
    said.as_str().expect("a field").to_owned()
}
