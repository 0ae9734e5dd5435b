//! Talk openly, from begin to end at one table.

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::journal::{self, NOOR, SAM};
use app_tests::screens::Look;
use app_tests::table::at_the_table;
use serde_json::json;

pub const TOPIC: &str = "Sunday evenings, and who plans them";
pub const SAID: &str = "On Sunday evenings we each sit with a screen, and I feel alone.";
pub const HEARD: &str = "You would like fewer screens.";
pub const CLOSER: &str = "It is being alone that hurts, the screens matter less.";
const HEARD_AGAIN: &str = "On Sundays you feel alone beside me, and that hurts.";
const BY_SAM: &str = "I am tired on Sundays and I go quiet.";
const ONLY_NOORS: &str = "Nine in the evening, two screens, and both lamps off.";
pub const UNDERSTOOD: [&str; 2] =
    ["Quiet is tiredness, and no turning away.", "Being alone beside me is the hard part."];
const MORE: &str = "And I miss the hour when we read aloud.";
const FIRST_PROPOSED: &str = "No screens at all on a Sunday.";
pub const AGREED: &str = "Half an hour at the table before the week begins.";

#[test]
fn a_talk_from_the_topic_to_the_page_screens_light() {
    talk("light");
}

#[test]
fn a_talk_from_the_topic_to_the_page_screens_dark() {
    talk("dark");
}

fn talk(theme: &str) {
    let (_computer, app) = at_the_table(theme);
    let mut look = Look::at(&app, theme);
    app.unlock_together(NOOR, SAM);
    app.choose_practice("openly");
    app.see("begin");
    look.screen("talk-begin");
    other_topics(&app);
    look.screen("talk-topic");
    app.fill("begin-about", TOPIC);
    app.click("begin-hand input");
    app.click("begin-go");
    app.see("safe-curtain");
    look.screen("talk-curtain");
    app.click("safe-curtain-next");
    app.see("safe-question");
    look.screen("talk-safe");
    app.click("safe-yes");
    assert_eq!(app.begun(), json!([]), "nothing is begun before both were asked");
    app.click("safe-curtain-next");
    app.click("safe-yes");
    app.see("who-begins");
    look.screen("talk-who-begins");

    app.hand_over();
    app.write("view-camera", ONLY_NOORS);
    app.click("[data-test=words-feelings] [data-test=family-low]");
    app.click("[data-test=family-words] .chip");
    app.click("words-needs [data-test^=family-]");
    look.screen("talk-notes");
    app.click("only-back");
    app.see("who-begins");
    assert!(!app.everything().contains("both lamps off"), "a note leaves the page with its writer");

    app.click("takes-floor");
    app.see_words("floor", NOOR.label);
    app.write("part-said-text", SAID);
    look.screen("talk-speaking");
    app.give("part-said");
    app.see_words("large", SAID);
    app.see_words("listener", SAM.label);
    app.click("part-heard-open");
    app.write("part-heard-text", HEARD);
    look.screen("talk-hearing");
    app.give("part-heard");
    app.see("confirm");
    look.screen("talk-confirm");

    let back = pause(&app, &mut look);
    app.click("confirm-not-quite");
    app.see("part-closer-text");
    app.click("closer-back");
    app.click("confirm-not-quite");
    app.write("part-closer-text", CLOSER);
    look.screen("talk-closer");
    app.give("part-closer");
    app.click("part-heard-open");
    app.fill("part-heard-text", HEARD_AGAIN);
    look.screen("talk-hearing-again");
    app.give("part-heard");
    app.click("confirm-yes");
    app.see("floor-on");
    look.screen("talk-floor-on");

    app.click("floor-more");
    app.see_words("floor", NOOR.label);
    app.write("part-said-text", MORE);
    look.screen("talk-more");
    app.give("part-said");
    app.see_words("large", MORE);
    app.see_words("listener", SAM.label);
    app.open_and_say("part-heard", "You would like to hear one of them.");
    app.click("confirm-yes");

    app.click("floor-pass");
    app.see_words("floor", SAM.label);
    app.say("part-said", BY_SAM);
    app.open_and_say("part-heard", "You are worn out by then.");
    app.click("confirm-yes");
    app.click("said-before summary");
    look.screen("talk-before");

    app.click("doing-stop");
    app.see("stopped");
    look.screen("talk-stopped");
    app.click("stopped-go-on");
    app.click("floor-close");
    app.see("closing");
    look.screen("talk-closing");
    app.click("closing-back");
    app.see_words("floor", SAM.label);
    app.see("floor-on");
    app.click("floor-close");
    for words in UNDERSTOOD {
        app.open_and_say("part-understood", words);
        app.see_words("closing", words);
    }
    look.screen("talk-understood");
    app.open_and_say("part-agreement", FIRST_PROPOSED);
    app.see("agree");
    look.screen("talk-agree");
    app.click("agree-other");
    app.see("part-agreement-text");
    app.click("agree-back");
    app.see("agree");
    app.click("agree-other");
    app.see("part-agreement-text");
    assert_eq!(app.count("part-agreement-text"), 1, "only the other one proposes something else");
    app.write("part-agreement-text", AGREED);
    look.screen("talk-agree-other");
    app.give("part-agreement");
    app.see_words("proposal", AGREED);
    app.see_words("agree", NOOR.label);
    app.click("agree");
    app.see("agreed");
    look.screen("talk-agreed");
    app.finish();
    for words in [TOPIC, SAID, HEARD, CLOSER, HEARD_AGAIN, MORE, BY_SAM, FIRST_PROPOSED, AGREED] {
        app.see_words("reading", words);
    }
    app.see_words("reading", &format!("A pause until {back}"));
    for words in UNDERSTOOD {
        app.see_words("reading", words);
    }
    assert!(!app.everything().contains("both lamps off"), "a note is nobody's page");
    look.screen("talk-page");
    app.lock();
    look.end();
}

/// Chooses a topic that is offered, after looking at others.
fn other_topics(app: &App) {
    let first = app.words("topic");
    app.click("topics-other");
    app.wait("other topics", || (app.words("topic") != first).then_some(()));
    let offered = app.words("topic");
    app.click("topic");
    app.see("[data-test=topic][aria-pressed=true]");
    assert_eq!(app.value("begin-about"), offered, "the chosen topic stands in the field");
    app.click("topic");
    assert_eq!(app.value("begin-about"), "", "and not any more when it is let go of");
    app.click("topic");
}

/// An hour, then on before it is over: the time it would have been.
fn pause(app: &App, look: &mut Look<'_>) -> String {
    app.click("doing-pause");
    app.see("pause-dialog");
    look.screen("talk-pause-dialog");
    app.click("pause-no");
    let told = app.pause_for(60);
    let shown = app.words("body");
    assert!(!shown.contains("Sunday"), "a pause covers what was said:\n{shown}");
    look.screen("talk-paused");
    app.click("pause-on");
    app.see("confirm");
    let time = told.split_whitespace().find(|word| word.contains(':'));
    time.expect("a time to come back").to_owned()
}

#[test]
fn a_no_to_being_safe_shows_one_calm_page_and_begins_nothing_screens() {
    let mut pages = Vec::new();
    for (theme, first, second) in [
        ("light", "safe-yes", "safe-no"),
        ("dark", "safe-no", "safe-yes"),
        ("light", "safe-no", "safe-no"),
        ("light", "safe-yes", "doing-stop"),
    ] {
        let (_computer, app) = at_the_table(theme);
        app.unlock_together(NOOR, SAM);
        app.begin_talk(TOPIC);
        app.click("safe-curtain-next");
        app.click(first);
        app.see("safe-curtain");
        app.see_words("safe-curtain", SAM.label);
        app.click("safe-curtain-next");
        app.click(second);
        app.see("stopped");
        app.see("stopped-finder");
        pages.push(app.words("stopped"));
        if pages.len() <= 2 {
            let mut look = Look::at(&app, theme);
            look.screen("talk-not-today");
            look.end();
        }
        assert_eq!(app.begun(), json!([]), "a no begins nothing");
        assert!(!app.everything().contains(TOPIC), "nor does the page keep the topic");
        app.click("stopped-leave");
        app.see("together");
        assert!(!app.sees("begun"), "nothing to go on with");
        app.choose_practice("openly");
        app.wait("the topic again", || app.everything().contains(TOPIC).then_some(()));
    }
    assert!(pages.iter().all(|page| *page == pages[0]), "whoever said no, the page is the same");
}

#[test]
fn a_lock_in_the_middle_of_a_talk_comes_back_to_the_same_step() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock_together(NOOR, SAM);
    app.choose_practice("openly");
    let topic = app.words("topic");
    app.click("topic");
    app.click("begin-hand input");
    app.click("begin-go");
    app.both_are_safe();
    app.see_words("body", &topic);
    // while the first is still writing
    app.click("takes-floor");
    app.write("part-said-text", "On Sunday evenings");
    come_back(&app);
    app.see_words("floor", NOOR.label);
    assert!(!app.everything().contains("On Sunday evenings"), "shown only when Noor asks for it");
    app.click("part-said-open");
    app.wait("the words from before the lock", || {
        app.everything().contains("On Sunday evenings").then_some(())
    });
    app.fill("part-said-text", SAID);
    app.give("part-said");

    app.see_words("large", SAID);
    app.click("part-heard-open");
    app.write("part-heard-text", HEARD);
    come_back(&app);
    app.see_words("large", SAID);
    app.see_words("listener", SAM.label);
    app.click("part-heard-open");
    app.wait("the words from before the lock", || app.everything().contains(HEARD).then_some(()));
    app.give("part-heard");
    come_back(&app);
    app.see("confirm-yes");
    app.see_words("listener", HEARD);
    app.click("focus-lock");
    app.see("unlock-form");

    // alone it says that it needs both, and goes no further
    app.unlock(SAM);
    app.go_on_from("practices");
    app.see("doing-needs-both");
    assert!(!app.sees("confirm-yes"), "nobody answers for the other");
}

fn come_back(app: &App) {
    app.click("focus-lock");
    app.unlock_together(NOOR, SAM);
    app.go_on_from("together");
    app.see("doing");
}
