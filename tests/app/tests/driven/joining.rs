//! A partner who joins "from today".

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::journal::{self, NOOR, SAM};
use serde_json::json;

const BEFORE: &str = "Before there were two of us: siltbloom.";
const SINCE: &str = "Now that we are two: cloverlatch.";

#[test]
fn who_joins_from_today_sees_nothing_of_before_and_the_first_sees_it_as_only_theirs() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_one(&computer, "one.duologue"));
    app.unlock(NOOR);
    app.write_page("ours", BEFORE);
    app.see_words("who-reads", "until someone joins");
    let pages = app.ask("timeline", journal::pages_of("ours")).expect("a timeline");
    let before = pages["heads"][0]["id"].clone();
    assert_eq!(pages["heads"][0]["excerpt"], BEFORE, "it begins as a page of Ours");

    app.go("together");
    app.click("invite-partner-start");
    app.click("invite-ours-fromToday");
    app.click("invite-offer-next");
    app.click("curtain-next");
    app.join(SAM);
    app.see("rail");
    only_noors(&app);
    app.write_page("ours", SINCE);
    app.lock();

    app.unlock(SAM);
    app.go("journal");
    app.see_words("timeline", "cloverlatch");
    let mut got = app.everything();
    for pages in [journal::every_page(), journal::pages_of("ours"), journal::pages_of("before")] {
        got.push_str(&app.ask("timeline", pages).expect("a timeline").to_string());
    }
    assert!(!got.contains("siltbloom"), "what was before must not reach the window of who joined");
    let refused = app.ask("page", json!({ "id": before })).expect_err("a page of before");
    assert_eq!(refused["code"], "noSuchPage", "nor can the window ask for it by id");
    app.lock();

    app.unlock_together(NOOR, SAM);
    app.go("together");
    app.click("together-journal");
    app.see_words("timeline", "cloverlatch");
    assert!(!app.everything().contains("siltbloom"), "nor is it shown where both look");
    app.lock();

    app.unlock(NOOR);
    only_noors(&app);
}

/// The page is there, and says that only Noor opens it.
fn only_noors(app: &App) {
    app.go("journal");
    app.open_row("siltbloom");
    app.see_words("page-text", BEFORE);
    app.see_words("who-reads", &format!("From before {} joined. Only you", SAM.label));
}
