//! Understand: two views of one moment, sealed apart and opened together.

use app_tests::app::App;
use app_tests::journal::{NOOR, SAM};
use app_tests::screens::Look;
use app_tests::table::{VIEW, at_the_table};
use serde_json::json;

const MOMENT: &str = "The call on Thursday night";

#[test]
fn two_views_are_sealed_apart_and_opened_together_screens_light() {
    understand("light");
}

#[test]
fn two_views_are_sealed_apart_and_opened_together_screens_dark() {
    understand("dark");
}

fn view(of: &str, step: &str) -> String {
    format!("{of} on {step}: I stood in the kitchen and waited for you to look up.")
}

fn understand(theme: &str) {
    let (_computer, app) = at_the_table(theme);
    let mut look = Look::at(&app, theme);
    app.unlock(NOOR);
    app.choose_practice("understand");
    app.see("begin");
    look.screen("understand-begin");
    app.write("begin-about", MOMENT);
    app.click("begin-go");
    app.see("own-view");
    app.write_view(|step| view(NOOR.label, step));
    app.click("[data-test=words-feelings] [data-test^=family-]");
    app.click("[data-test=family-words] .chip");
    look.screen("understand-alone");
    app.seal_view();
    look.screen("understand-sealed");
    app.click("view-take-back");
    app.see("view-happened");
    app.wait("the words back", || {
        app.everything().contains(&view(NOOR.label, "myPart")).then_some(())
    });
    app.seal_view();
    app.click("focus-lock");

    // Sam seals behind the curtain, on another evening with both here
    app.unlock_together(NOOR, SAM);
    app.go_on_from("together");
    app.see("views-apart");
    look.screen("understand-apart");
    assert!(!app.everything().contains("in the kitchen"), "sealed is sealed");
    app.hand_over();
    app.see("view-sealed");
    app.click("only-back");
    app.see("views-apart");
    app.click("[data-test=for-one]:nth-of-type(2)");
    app.see_words("only-curtain", SAM.label);
    app.click("only-curtain-next");
    app.write_view(|step| view(SAM.label, step));
    look.screen("understand-curtain");
    app.click("view-seal");

    app.see("open-begin");
    assert!(!app.everything().contains("in the kitchen"), "nothing is open yet");
    look.screen("understand-before");
    app.click("open-begin");
    for place in 0..2 {
        app.click("safe-curtain-next");
        app.see("safe-question");
        if place == 0 {
            look.screen("understand-safe");
        }
        app.click("safe-yes");
    }
    for (place, step) in VIEW.into_iter().enumerate() {
        app.see("open-step");
        if place == 0 {
            look.screen("understand-opening");
        }
        app.one_presses();
        assert!(!app.everything().contains(&view(SAM.label, step)), "one press opens nothing");
        app.the_other_presses();
        for label in [NOOR.label, SAM.label] {
            app.see_words(&format!("[data-test=view][data-step={step}]"), &view(label, step));
        }
        assert!(
            VIEW.into_iter().skip(place + 1).all(|later| {
                !app.everything().contains(&view(NOOR.label, later)) && !app.sees("open-step")
            }),
            "one step at a time"
        );
        if place == 1 {
            look.screen("understand-opened");
        }
        for label in [NOOR.label, SAM.label] {
            let words = format!("To {label} the part on {step} makes sense.");
            app.open_and_say("part-makesSense", &words);
            app.see_words("understand", &words);
        }
    }
    app.open_and_say("part-recognise", "We both waited for the other.");
    app.see("agree");
    look.screen("understand-recognise");
    app.click("agree");
    app.see("agreed");
    for plan in ["I will look up when you come in.", "I will say that I am there."] {
        app.open_and_say("part-plan", plan);
        app.see_words("understand", plan);
    }
    look.screen("understand-end");
    app.finish();
    for words in [MOMENT, "We both waited", "I will look up", &view(SAM.label, "story")] {
        app.see_words("reading", words);
    }
    look.screen("understand-page");
    app.lock();
    look.end();
}

#[test]
fn a_no_before_opening_shows_one_calm_page_and_opens_nothing_screens_dark() {
    let (_computer, app) = at_the_table("dark");
    let mut look = Look::at(&app, "dark");
    both_sealed(&app);
    app.unlock_together(NOOR, SAM);
    let mut pages = Vec::new();
    for (first, second) in [
        ("safe-yes", "safe-no"),
        ("safe-no", "safe-yes"),
        ("safe-no", "safe-no"),
        ("safe-yes", "doing-stop"),
    ] {
        app.go_on_from("together");
        app.click("open-begin");
        app.click("safe-curtain-next");
        app.click(first);
        app.see_words("safe-curtain", SAM.label);
        app.click("safe-curtain-next");
        app.click(second);
        app.see("stopped-finder");
        if pages.is_empty() {
            look.screen("understand-not-today");
        }
        pages.push(app.words("body"));
        assert!(!app.sees("stopped-go-on"), "nobody presses the other to go on after a no");
        assert_eq!(app.begun()[0]["page"]["parts"], json!([]), "a no opens nothing");
        assert!(!app.everything().contains("in the kitchen"), "and both views stay sealed");
        app.click("stopped-leave");
    }
    assert!(pages.iter().all(|page| *page == pages[0]), "whoever said no, the page is the same");

    app.go_on_from("together");
    app.click("open-begin");
    app.both_are_safe();
    app.see("open-step");
    look.end();
}

/// Noor and Sam each seal a view, alone.
fn both_sealed(app: &App) {
    app.unlock(NOOR);
    app.begin("understand", MOMENT);
    app.write("view-happened", &view(NOOR.label, "happened"));
    app.seal_view();
    app.leave_and_lock();
    app.unlock(SAM);
    app.go_on_from("practices");
    app.write("view-happened", &view(SAM.label, "happened"));
    app.seal_view();
    app.leave_and_lock();
}
