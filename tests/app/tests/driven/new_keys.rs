//! Somebody knows my passphrase: new keys, and everything encrypted with them.

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::journal::{self, NOOR, OURS_BY_SAM, Person, SAM};
use serde_json::json;

const NEW: Person = Person { passphrase: "pebble sandal orchard kettle finch", ..NOOR };

#[test]
fn new_keys_open_everything_as_before_and_the_known_passphrase_nothing() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    begin(&app);
    app.see_words("new-keys-partner", SAM.label);
    app.fill("new-keys-old", NOOR.passphrase);
    app.choose_passphrase(NEW.passphrase);
    app.click("new-keys-next");
    app.see_words("new-keys-done", "encrypted again");
    assert!(!app.sees("new-keys-left"), "nothing stays under the old keys");
    let left = app.everything();
    for passphrase in [NOOR.passphrase, NEW.passphrase] {
        assert!(!left.contains(passphrase), "no passphrase stays on the page");
    }
    app.lock();
    app.try_passphrase(NOOR, NOOR.passphrase);
    app.see_words("failure-wrongPassphrase", NOOR.label);
    app.unlock(NEW);
    assert!(!app.sees("told-keysUnfinished"), "it is finished");
    app.go("journal");
    app.see_words("timeline", "zephyrquill");
    app.see_words("timeline", "lighthouse");
    app.write_page("ours", "Under the new keys: swallowtail.");
    app.lock();
    app.unlock(SAM);
    app.see_words("told-newCard", NOOR.label);
    app.go("journal");
    app.see_words("timeline", OURS_BY_SAM);
    app.lock();
    app.unlock_together(NEW, SAM);
    app.go("journal");
    app.see_words("timeline", "swallowtail");
}

#[test]
fn what_was_begun_is_called_unfinished_after_a_crash_until_it_is_gone_on_with() {
    let computer = Computer::new();
    let file = journal::of_two(&computer, "two.duologue");
    let app = App::open(&computer, &file);
    app.unlock(NOOR);
    let given = json!({ "old": NOOR.passphrase, "new": NEW.passphrase });
    app.ask("take_new_keys", given).expect("new keys, and the power fails before the rest");
    app.kill();

    let app = App::start(&computer);
    app.unlock(NEW);
    app.see_words("told-keysUnfinished", "not everything is under them yet");
    app.go("journal");
    app.see("told-keysUnfinished");
    app.see_words("timeline", "zephyrquill");
    app.click("told-keys-go-on");
    app.see_words("new-keys-unfinished", "Not finished yet");
    app.click("new-keys-go-on");
    app.see_words("new-keys-done", "encrypted again");
    app.click("new-keys-done-back");
    app.see("settings-passphrase");
    assert!(!app.sees("told-keysUnfinished"), "now it is");
    app.lock();
    app.unlock(NEW);
    assert!(!app.sees("told-keysUnfinished"), "and stays so");
}

#[test]
fn the_same_passphrase_a_wrong_one_and_a_weak_one_take_no_new_keys() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    begin(&app);
    app.fill("new-keys-old", SAM.passphrase);
    app.choose_passphrase(NEW.passphrase);
    app.click("new-keys-next");
    app.see_words("failure-wrongPassphrase", NOOR.label);
    app.fill("new-keys-old", NOOR.passphrase);
    app.fill("passphrase-new", NOOR.passphrase);
    app.fill("passphrase-again", NOOR.passphrase);
    app.click("new-keys-next");
    app.see_words("failure-samePassphrase", "Choose another one");
    let weak = json!({ "old": NOOR.passphrase, "new": "noor noor" });
    let refused = app.ask("take_new_keys", weak).expect_err("a weak passphrase");
    assert_eq!(refused["code"], "badInput", "whatever the window sends");
    app.click("new-keys-back");
    app.lock();
    app.unlock(NOOR);
    assert!(!app.sees("told-keysUnfinished"), "nothing was begun");
}

fn begin(app: &App) {
    app.go("settings");
    app.click("settings-new-keys");
    app.see("new-keys");
}
