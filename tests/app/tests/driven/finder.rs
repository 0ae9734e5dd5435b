//! Counselling: somebody who might help, and the hours with them.

use app_tests::app::App;
use app_tests::days::in_may;
use app_tests::journal::{NOOR, SAM};
use app_tests::screens::Look;
use app_tests::table::at_the_table;
use chrono::Datelike;

const NAME: &str = "Dr Ilse Marrow, Tansy Street";
const KNOWN: &str = "Evenings, 80 an hour, two years of training with couples.";
const OF_NOOR: &str = "She let the silence stand, and I could think.";
const OF_SAM: &str = "I felt hurried when the hour was over.";
const PROPOSED: &str = "Ten minutes at the window after supper.";
const BRING: &str = "Bring the summary, and the key to the side door.";
const OTHER: &str = "Ten minutes on the stairs, before supper.";

#[test]
fn somebody_is_found_and_two_impressions_open_together_screens_light() {
    found("light");
}

#[test]
fn somebody_is_found_and_two_impressions_open_together_screens_dark() {
    found("dark");
}

fn found(theme: &str) {
    let (_computer, app) = at_the_table(theme);
    let mut look = Look::at(&app, theme);

    app.unlock(NOOR);
    app.go("counselling");
    app.see("finder");
    look.screen("finder");
    app.click("counselling-counselling");
    app.see("summary-new");
    look.screen("counselling-parts");
    app.click("counselling-finder");
    app.see("finder");
    app.write("candidate-name", NAME);
    app.click("candidate-name-begin");
    app.see_words("candidate", NAME);
    app.say("known-part", KNOWN);
    app.see_words("known", KNOWN);
    look.screen("candidate-known");
    seal(&app, OF_NOOR);
    look.screen("candidate-sealed");
    app.lock();

    app.unlock_together(NOOR, SAM);
    to_candidate(&app);
    app.see("impression-apart");
    assert!(!app.sees("press"), "one impression alone must not be opened");
    app.lock();

    app.unlock(SAM);
    to_candidate(&app);
    app.see_words("known", KNOWN);
    let mut got = app.everything();
    got.push_str(&app.begun().to_string());
    assert!(!got.contains("let the silence stand"), "a sealed impression is only its author's");
    seal(&app, OF_SAM);
    app.click("impression-take-back");
    app.wait("the words back", || app.everything().contains("felt hurried").then_some(()));
    app.give("impression-part");
    app.see("impression-sealed");
    app.lock();

    app.unlock_together(NOOR, SAM);
    to_candidate(&app);
    look.screen("candidate-press");
    app.one_presses();
    let half = app.everything();
    assert!(
        !half.contains("let the silence stand") && !half.contains("felt hurried"),
        "one press opens nothing"
    );
    app.the_other_presses();
    app.see_words("impression", OF_NOOR);
    app.see_words("impression", OF_SAM);
    look.screen("candidate-opened");
    app.finish();
    app.see_words("reading", SAM.label);
    let page = app.newest_page();
    for words in [NAME, KNOWN, OF_NOOR, OF_SAM] {
        assert!(page.contains(words), "{words:?} belongs to the page:\n{page}");
    }
    look.screen("candidate-page");
    app.lock();
    look.end();
}

#[test]
fn a_session_has_takeaways_and_a_practice_that_is_looked_at_again_screens_light() {
    hour("light");
}

#[test]
fn a_session_has_takeaways_and_a_practice_that_is_looked_at_again_screens_dark() {
    hour("dark");
}

fn hour(theme: &str) {
    let (_computer, app) = at_the_table(theme);
    let mut look = Look::at(&app, theme);

    app.unlock(NOOR);
    to_sessions(&app);
    look.screen("sessions");
    app.write("session-whom", NAME);
    app.click("session-whom-begin");
    app.see_words("session", NAME);
    app.say("takeaway-part", "We interrupt when we are afraid.");
    app.see_words("takeaway", "afraid");
    app.say("practice-part", PROPOSED);
    app.see_words("practice", PROPOSED);
    assert!(!app.sees("practice-agree"), "nobody agrees with themselves");
    look.screen("session-alone");
    app.lock();

    app.unlock(SAM);
    to_session(&app);
    app.see_words("takeaway", "afraid");
    app.click("practice-other");
    app.see("practice-part");
    app.click("practice-back");
    app.see("practice-agree");
    app.click("practice-other");
    app.say("practice-part", OTHER);
    app.see_words("practice", OTHER);
    app.lock();

    app.unlock_together(NOOR, SAM);
    to_session(&app);
    look.screen("session-together");
    app.open_and_say("takeaway-part", "I can say it sooner.");
    app.see_words("takeaway", "sooner");
    app.click("practice-agree");
    app.see("practice-agreed");
    app.see("lookAgain");
    look.screen("session-agreed");
    next_date(&app, &mut look);

    // the next hour begins with what was tried
    to_sessions(&app);
    app.see_words("tried", OTHER);
    app.write("session-whom", "The second hour");
    app.click("session-whom-begin");
    app.see_words("session", "The second hour");
    app.see_words("tried", OTHER);
    look.screen("session-next");
    app.click("tried-open");
    app.see_words("session", NAME);
    for words in ["It helped on four evenings.", "The stairs were cold."] {
        app.open_and_say("lookAgain-part", words);
        app.see_words("lookAgain", words);
    }
    look.screen("session-looked-at");
    app.finish();
    app.see_words("reading", SAM.label);
    assert!(app.newest_page().contains(OTHER), "what was agreed belongs to the page");
    app.see_words("page-practice", "you both agreed");
    assert_eq!(app.count("[data-test=page-practice] h4"), 4, "each step is headed once");
    app.see_words("page-practice", &on(9, "18:15"));
    app.go("today");
    app.see_words("next-session", &on(9, "18:15"));
    app.click("next-session-see");
    app.see_words("page-practice", NAME);
    look.screen("session-page");
    app.lock();

    app.unlock(SAM);
    to_sessions(&app);
    app.see_words("tried", "The stairs were cold.");
    app.lock();
    look.end();
}

/// The day of the next session is said and said anew; Today and a new summary have it too.
fn next_date(app: &App, look: &mut Look<'_>) {
    app.click("nextDate-part-open");
    app.set("nextDate-part-day", &in_may(8).to_string());
    app.set("nextDate-part-time", "17:30");
    app.write("nextDate-part-text", BRING);
    look.screen("session-next-date");
    app.give("nextDate-part");
    app.see_words("nextDate-stands", &on(8, "17:30"));
    app.see_words("nextDate", BRING);

    app.click("nextDate-change");
    app.click("nextDate-keep");
    app.see_gone("nextDate-part-open");
    app.click("nextDate-change");
    app.click("nextDate-part-open");
    app.wait("what stood there", || app.value("nextDate-part-text").contains(BRING).then_some(()));
    app.set("nextDate-part-day", &in_may(9).to_string());
    app.set("nextDate-part-time", "18:15");
    app.give("nextDate-part");
    app.see_words("nextDate-stands", &on(9, "18:15"));
    assert!(!app.words("nextDate").contains("8 May"), "the newest stands");
    look.screen("session-next-date-stands");

    app.go("today");
    app.see_words("next-session", &on(9, "18:15"));
    look.screen("today-next-session");
    app.go("counselling");
    app.click("summary-begin");
    app.see_words("summary-for", &on(9, "18:15"));
    look.screen("summary-for-session");
    app.go("today");
    app.click("next-session-see");
    app.see_words("nextDate-stands", &on(9, "18:15"));
}

fn seal(app: &App, text: &str) {
    app.say("impression-part", text);
    app.see("impression-sealed");
}

fn to_candidate(app: &App) {
    app.go("counselling");
    app.click("counselling-finder");
    app.click("candidate-open");
    app.see("impression");
}

fn to_sessions(app: &App) {
    app.go("counselling");
    app.click("counselling-sessions");
    app.see("sessions");
}

fn to_session(app: &App) {
    to_sessions(app);
    app.click("session-open");
    app.see("takeaway");
}

/// "8 May 2031 at 17:30"
fn on(day: u32, time: &str) -> String {
    format!("{day} May {} at {time}", in_may(day).year())
}
