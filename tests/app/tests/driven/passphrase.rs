//! Changing a passphrase.

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::journal::{self, NOOR, Person, SAM};

const NEW: &str = "pebble sandal orchard kettle finch";

#[test]
fn a_changed_passphrase_opens_the_journal_and_the_old_one_does_not() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    begin_to_change(&app);
    app.fill("change-old", NOOR.passphrase);
    app.click("change-next");
    app.see("change-done");
    let left = app.everything();
    for passphrase in [NOOR.passphrase, NEW] {
        assert!(!left.contains(passphrase), "no passphrase stays on the page once it is changed");
    }
    app.click("change-done-back");
    app.see("settings-passphrase");
    app.lock();

    app.try_passphrase(NOOR, NOOR.passphrase);
    app.see_words("failure-wrongPassphrase", NOOR.label);
    assert!(!app.sees("rail"), "the old passphrase opens nothing any more");
    app.unlock(Person { passphrase: NEW, ..NOOR });
    app.go("journal");
    app.see_words("timeline", "zephyrquill");
    app.see_words("timeline", "lighthouse");
    app.lock();
    app.unlock(SAM);
    app.go("journal");
    app.see_words("timeline", "marblefinch");
}

#[test]
fn a_wrong_current_passphrase_changes_nothing_and_is_said_as_it_is() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    begin_to_change(&app);
    for wrong in ["wander lantern copper meadow tidy", SAM.passphrase, NEW] {
        app.fill("change-old", wrong);
        app.click("change-next");
        app.see_words("failure-wrongPassphrase", NOOR.label);
        app.see_words("failure-wrongPassphrase", "Nothing has been changed");
        assert!(!app.sees("change-done"), "{wrong:?} is not Noor’s, so it changes nothing");
        // Typing again is what a person does next; the old notice must not be taken for a new one.
        app.click("change-back");
        begin_from_settings(&app);
    }
    app.lock();
    app.try_passphrase(NOOR, NEW);
    app.see_words("failure-wrongPassphrase", NOOR.label);
    app.unlock(NOOR);
}

#[test]
fn a_weak_new_passphrase_is_not_taken() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    begin_to_change(&app);
    app.fill("change-old", NOOR.passphrase);
    for (new, again) in [("noor noor", "noor noor"), (NEW, "pebble sandal orchard kettle finc")] {
        app.fill("passphrase-new", new);
        app.fill("passphrase-again", again);
        app.see("[data-test=change-next][aria-disabled=true]");
    }
    let ask = |new: &str| {
        let given = serde_json::json!({ "old": NOOR.passphrase, "new": new });
        app.ask("change_passphrase", given).expect_err("a weak passphrase")
    };
    assert_eq!(ask("noor noor")["code"], "badInput", "nor does the core take it from the window");
    app.lock();
    app.unlock(NOOR);
}

fn begin_to_change(app: &App) {
    app.go("settings");
    begin_from_settings(app);
}

/// Everything but the current passphrase.
fn begin_from_settings(app: &App) {
    app.click("settings-passphrase-change");
    app.choose_passphrase(NEW);
}
