//! Understand: two views of one moment, sealed apart and opened together.

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

/// What each writes of a step; everything that is sealed has the kitchen in it.
fn view(of: &str, step: &str) -> String {
    let (of_noor, of_sam) = match step {
        "happened" => (
            "You took the call in the hall. I stood in the kitchen, and our plates got cold.",
            "My sister rang, in tears. I heard you in the kitchen, and I could not hang up on her.",
        ),
        "surface" => (
            "Angry. I banged the pans in the kitchen so that you would hear it.",
            "Annoyed. It got so loud in the kitchen that I could hardly make out what she said.",
        ),
        "softer" => (
            "Lonely. It was very quiet in the kitchen after that, and I wished you would come.",
            "Frightened for her. I wanted you beside me in the hall, and you were in the kitchen.",
        ),
        "story" => (
            "That whoever rings comes first, and that I can be left in the kitchen.",
            "That you stood in the kitchen and counted the minutes.",
        ),
        _ => (
            "I stayed in the kitchen and sulked, and I could have asked who it was.",
            "I walked past you in the kitchen afterwards and did not say who had rung.",
        ),
    };
    (if of == NOOR.label { of_noor } else { of_sam }).to_owned()
}

/// What of the other’s view makes sense to each.
fn sense(to: &str, step: &str) -> &'static str {
    let (to_noor, to_sam) = match step {
        "happened" => (
            "Nobody hangs up on a sister who is crying.",
            "Two cold plates, after you had cooked for us both.",
        ),
        "surface" => (
            "That the noise made it hard for you to hear her.",
            "I would have been angry as well, not knowing who it was.",
        ),
        "softer" => (
            "You were frightened, and you stood there alone with it.",
            "That it was quiet, and you wished for company.",
        ),
        "story" => (
            "From the hall it must have sounded like that.",
            "You could not know who it was, so you might think so.",
        ),
        _ => (
            "You were worn out by then, and there was a lot to tell.",
            "Asking is hard when one is hurt. I know that from myself.",
        ),
    };
    if to == NOOR.label { to_noor } else { to_sam }
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
    app.click("[data-test=words-feelings] [data-test=family-hot]");
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
            let words = sense(label, step);
            app.open_and_say("part-makesSense", words);
            app.see_words("understand", words);
        }
    }
    app.open_and_say("part-recognise", "We both waited for the other to come in.");
    app.see("agree");
    look.screen("understand-recognise");
    app.click("agree");
    app.see("agreed");
    for plan in ["I will come and ask who it is.", "I will put my head in and say who rang."] {
        app.open_and_say("part-plan", plan);
        app.see_words("understand", plan);
    }
    look.screen("understand-end");
    app.finish();
    for words in [MOMENT, "We both waited", "I will come and ask", &view(SAM.label, "story")] {
        app.see_words("reading", words);
    }
    look.screen("understand-page");
    app.lock();
    look.end();
}

#[test]
fn a_no_before_opening_shows_one_calm_page_and_opens_nothing_screens_light() {
    a_no_before_opening("light");
}

#[test]
fn a_no_before_opening_shows_one_calm_page_and_opens_nothing_screens_dark() {
    a_no_before_opening("dark");
}

fn a_no_before_opening(theme: &str) {
    let (_computer, app) = at_the_table(theme);
    let mut look = Look::at(&app, theme);
    let views = [NOOR, SAM].map(|person| view(person.label, "happened"));
    app.both_seal_views([NOOR, SAM], MOMENT, views.each_ref().map(String::as_str));
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
        app.see("begun-go-on");
        assert!(!app.sees("together-open-practice"), "what rests for today is not urged on them");
    }
    assert!(pages.iter().all(|page| *page == pages[0]), "whoever said no, the page is the same");

    app.go_on_to_open_views();
    app.see("open-step");
    look.end();
}
