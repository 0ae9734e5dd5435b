//! Together: both are here, and neither Mine is.

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::journal::{self, MINE_OF_NOOR, MINE_OF_SAM, NOOR, OURS_BY_SAM, SAM};
use serde_json::{Value, json};

const OF_NOOR: &str = "I miss the fernlight evenings.";
const OF_SAM: &str = "I miss how you hummed at brackenfall.";
const QUESTION: &str = "What do you miss?";

#[test]
fn neither_mine_is_in_anything_the_window_gets_in_together() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    let mut of_mine = Vec::new();
    for (person, words) in [(NOOR, MINE_OF_NOOR), (SAM, MINE_OF_SAM)] {
        app.unlock(person);
        let mine = app.ask("timeline", journal::pages_of("mine")).expect("a timeline");
        let id = mine["heads"][0]["id"].clone();
        assert_eq!(mine["heads"][0]["excerpt"], words, "each has a page in Mine");
        of_mine.push(id);
        app.lock();
    }

    app.unlock_together(NOOR, SAM);
    app.go("together");
    app.see_words("together-here", NOOR.label);
    app.see_words("together-here", SAM.label);
    app.click("together-journal");
    app.see_words("timeline", "lighthouse");
    app.see_gone("write-new");
    let mut got = app.everything();
    for filter in [journal::every_page(), journal::pages_of("mine"), journal::pages_of("before")] {
        got.push_str(&app.ask("timeline", filter).expect("a timeline").to_string());
    }
    let days = json!({ "from": "2026-03-01", "to": "2026-03-31" });
    let ours = json!({ "space": "ours", "from": "2026-03-01", "to": "2026-03-31" });
    for (command, given) in [
        ("situation", json!({})),
        ("drafts", json!({})),
        ("today", json!({})),
        ("questions", json!({})),
        ("summaries", json!({})),
        ("printable_pages", ours),
    ] {
        got.push_str(&app.ask(command, given).expect(command).to_string());
    }
    assert!(got.contains(OURS_BY_SAM), "Ours is shown");
    for private in [MINE_OF_NOOR, MINE_OF_SAM] {
        assert!(!got.contains(private), "Mine must not reach the window in Together: {private}");
    }
    let written = app.ask("written_days", days).expect("days").to_string();
    assert!(written.contains("2026-03-04"), "a day of Ours is marked");
    for day in ["2026-03-02", "2026-03-03"] {
        assert!(!written.contains(day), "a day with writing only in Mine must not be marked");
    }
    for id in of_mine {
        let refused = app.ask("page", json!({ "id": id })).expect_err("a page of Mine");
        assert_eq!(
            refused["code"], "noSuchPage",
            "nor can the window ask for a page of Mine by id"
        );
    }
}

#[test]
fn a_question_is_answered_apart_and_opened_together() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    app.choose_practice("innerWorld");
    app.write("own-question", QUESTION);
    app.click("own-put");
    answer(&app, OF_NOOR);
    app.lock();

    app.unlock_together(NOOR, SAM);
    app.go("together");
    app.see("together-do");
    app.click("together-inner");
    app.see_words("table-question", QUESTION);
    assert!(!app.sees("table-open"), "one answer alone must not be opened");
    app.lock();

    app.unlock(SAM);
    app.choose_practice("innerWorld");
    app.see_words("table-question", QUESTION);
    let mut got = app.everything();
    got.push_str(&app.ask("questions", json!({})).expect("questions").to_string());
    assert!(!got.contains("fernlight"), "a sealed answer must not reach the other one's window");
    answer(&app, OF_SAM);
    app.lock();

    app.unlock_together(NOOR, SAM);
    app.go("together");
    app.click("together-open");
    app.see_words("opening", QUESTION);
    app.one_presses();
    let half = app.everything();
    assert!(
        !half.contains("fernlight") && !half.contains("brackenfall"),
        "one press opens nothing"
    );
    app.the_other_presses();
    app.see_words("opened", OF_NOOR);
    app.see_words("opened", OF_SAM);
    app.see_words("opened-question", QUESTION);

    reply(&app, 1, "Thank you for telling me.");
    assert_eq!(refused_comment(&app), "badInput", "no comment before both have received");
    reply(&app, 2, "That stays with me.");
    app.click("opened-enough");
    app.lock();

    app.unlock(SAM);
    app.go("journal");
    app.see_words("row", QUESTION);
    app.click("row");
    app.see_words("page-question", QUESTION);
    for words in [OF_NOOR, OF_SAM, "Thank you for telling me.", "That stays with me."] {
        app.see_words("reading", words);
    }
}

fn answer(app: &App, text: &str) {
    app.click("answer");
    app.write("answer-text", text);
    app.click("answer-seal");
    app.see("answer-take-back");
}

fn reply(app: &App, column: usize, text: &str) {
    let part = |name| format!("[data-test=replies]:nth-of-type({column}) [data-test={name}]");
    app.write(&part("reply"), text);
    app.click(&part("reply-add"));
    app.see_words(&format!("[data-test=replies]:nth-of-type({column})"), text);
}

/// What the core says to a second reply of the one who has received, before the other has.
fn refused_comment(app: &App) -> Value {
    let here = app.ask("situation", json!({})).expect("the situation");
    let page = app.ask("timeline", journal::every_page()).expect("a timeline")["heads"][0].clone();
    let body = json!({ "is": "reply", "question": page["id"], "text": "But" });
    let given = json!({ "id": null, "author": here["here"][0]["partner"], "body": body });
    let draft = app.ask("save_draft", given).expect("a draft");
    let refused = app.ask("reply", json!({ "draft": draft["id"] })).expect_err("a comment");
    app.ask("discard_draft", json!({ "id": draft["id"] })).expect("the draft thrown away");
    refused["code"].clone()
}

#[test]
fn a_sealed_answer_is_taken_back_without_a_word() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    app.choose_practice("innerWorld");
    let library = app.words("library-question");
    app.click("library-put");
    app.see_words("table-question", &library);
    app.lock();
    app.unlock(SAM);
    let before = app.ask("questions", json!({})).expect("questions");
    app.lock();

    app.unlock(NOOR);
    app.choose_practice("innerWorld");
    answer(&app, OF_NOOR);
    app.click("answer-take-back");
    app.see_words("answer-text", OF_NOOR);
    app.lock();

    app.unlock(SAM);
    let after = app.ask("questions", json!({})).expect("questions");
    assert_eq!(before, after, "sealing and taking back must not show to the other one");
}

#[test]
fn one_leaves_and_the_other_stays_alone() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    app.go("together");
    app.fill("second-passphrase", NOOR.passphrase);
    app.click("second-open");
    app.see_words("failure-wrongPassphrase", SAM.label);
    app.fill("second-passphrase", SAM.passphrase);
    app.click("second-open");
    app.see_words("here", SAM.label);
    app.see("together-here");
    app.click("[data-test=together-here] li:nth-child(1) [data-test=together-leave]");
    app.wait("Sam alone", || (!app.words("here").contains(NOOR.label)).then_some(()));
    app.go("journal");
    app.see_words("timeline", "marblefinch");
    assert!(!app.everything().contains("zephyrquill"), "who left takes their Mine along");
}
