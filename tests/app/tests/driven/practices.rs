//! Talk openly, Understand, Listen and the sit-down, each from begin to end at one table.

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::journal::{self, LONG, NOOR, Person, SAM};
use app_tests::screens::Look;
use app_tests::table::{VIEW, at_the_table};
use serde_json::json;
use thirtyfour::Key;

const TOPIC: &str = "Sunday evenings, and who plans them";
const SAID: &str = "On Sunday evenings we each sit with a screen, and I feel alone.";
const HEARD: &str = "You would like fewer screens.";
const CLOSER: &str = "It is being alone that hurts, the screens matter less.";
const HEARD_AGAIN: &str = "On Sundays you feel alone beside me, and that hurts.";
const BY_SAM: &str = "I am tired on Sundays and I go quiet.";
const ONLY_NOORS: &str = "Quillfeather note: nine in the evening, both lamps off.";
const UNDERSTOOD: [&str; 2] =
    ["Quiet is tiredness, and no turning away.", "Being alone beside me is the hard part."];
const AGREED: &str = "Half an hour at the table before the week begins.";

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
    app.write("begin-about", TOPIC);
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
    app.click("[data-test=words-feelings] [data-test^=family-]");
    app.click("[data-test=family-words] .chip");
    app.click("words-needs [data-test^=family-]");
    look.screen("talk-notes");
    app.click("only-back");
    app.see("who-begins");
    assert!(!app.everything().contains("Quillfeather"), "a note leaves the page with its writer");

    app.click("takes-floor");
    app.see_words("floor", NOOR.label);
    app.write("part-said-text", SAID);
    look.screen("talk-speaking");
    app.click("part-said-say");
    app.see_words("large", SAID);
    app.see_words("listener", SAM.label);
    app.click("part-heard-open");
    app.write("part-heard-text", HEARD);
    look.screen("talk-hearing");
    app.click("part-heard-say");
    app.see("confirm");
    look.screen("talk-confirm");

    pause(&app, &mut look);
    app.click("confirm-not-quite");
    app.write("part-closer-text", CLOSER);
    look.screen("talk-closer");
    app.click("part-closer-say");
    app.click("part-heard-open");
    app.fill("part-heard-text", HEARD_AGAIN);
    look.screen("talk-hearing-again");
    app.click("part-heard-say");
    app.click("confirm-yes");
    app.see("floor-on");
    look.screen("talk-floor-on");

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
    for words in UNDERSTOOD {
        app.open_and_say("part-understood", words);
        app.see_words("closing", words);
    }
    look.screen("talk-understood");
    app.open_and_say("part-agreement", AGREED);
    app.see("agree");
    look.screen("talk-agree");
    app.click("agree");
    app.see("agreed");
    look.screen("talk-agreed");
    app.finish();
    for words in [TOPIC, SAID, HEARD, CLOSER, HEARD_AGAIN, BY_SAM, AGREED, "A pause until"] {
        app.see_words("reading", words);
    }
    for words in UNDERSTOOD {
        app.see_words("reading", words);
    }
    assert!(!app.everything().contains("Quillfeather"), "a note is nobody's page");
    look.screen("talk-page");
    app.lock();
    look.end();
}

/// Twenty minutes, then on before they are over.
fn pause(app: &App, look: &mut Look<'_>) {
    app.click("doing-pause");
    app.see("pause-dialog");
    look.screen("talk-pause-dialog");
    app.click("pause-yes");
    app.see("paused");
    let shown = app.words("body");
    assert!(!shown.contains("Sunday"), "a pause covers what was said:\n{shown}");
    look.screen("talk-paused");
    app.click("pause-on");
    app.see("confirm");
}

#[test]
fn a_no_to_being_safe_shows_one_calm_page_and_begins_nothing_screens() {
    let mut pages = Vec::new();
    for (first, second) in
        [("safe-yes", "safe-no"), ("safe-no", "safe-yes"), ("safe-no", "safe-no")]
    {
        let (_computer, app) = at_the_table("light");
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
        if pages.len() == 1 {
            let mut look = Look::at(&app, "light");
            look.screen("talk-not-today");
            look.end();
        }
        assert_eq!(app.begun(), json!([]), "a no begins nothing");
        assert!(!app.everything().contains(TOPIC), "nor does the page keep the topic");
        app.click("stopped-leave");
        app.see("together");
        assert!(!app.sees("begun"), "nothing to go on with");
    }
    assert!(pages.iter().all(|page| *page == pages[0]), "whoever said no, the page is the same");
}

#[test]
fn a_lock_in_the_middle_of_a_talk_comes_back_to_the_same_step() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock_together(NOOR, SAM);
    app.begin_talk(TOPIC);
    app.both_are_safe();
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
    app.click("part-said-say");

    app.see_words("large", SAID);
    app.click("part-heard-open");
    app.write("part-heard-text", HEARD);
    come_back(&app);
    app.see_words("large", SAID);
    app.see_words("listener", SAM.label);
    app.click("part-heard-open");
    app.wait("the words from before the lock", || app.everything().contains(HEARD).then_some(()));
    app.click("part-heard-say");
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

#[test]
fn the_keyboard_goes_from_one_turn_to_the_next() {
    let (_computer, app) = at_the_table("light");
    app.unlock_together(NOOR, SAM);
    app.begin_talk(TOPIC);
    for _ in [NOOR, SAM] {
        has_focus(&app, "[data-test=safe-curtain] h2");
        enter(&app, "safe-curtain-next");
        has_focus(&app, "[data-test=safe-question] h2");
        enter(&app, "safe-yes");
    }
    has_focus(&app, "[data-test=who-begins] h2");
    enter(&app, "takes-floor");
    has_focus(&app, "[data-test=part-said-text]");
    app.write("part-said-text", SAID);
    enter(&app, "part-said-say");
    for back in ["confirm-not-quite", "confirm-yes"] {
        has_focus(&app, "[data-test=listener] h3");
        enter(&app, "part-heard-open");
        has_focus(&app, "[data-test=part-heard-text]");
        app.fill("part-heard-text", HEARD);
        enter(&app, "part-heard-say");
        has_focus(&app, "[data-test=confirm] h4");
        enter(&app, back);
        if back == "confirm-not-quite" {
            has_focus(&app, "[data-test=part-closer-text]");
            app.write("part-closer-text", CLOSER);
            enter(&app, "part-closer-say");
        }
    }
    has_focus(&app, "[data-test=floor] h2");
    enter(&app, "floor-close");
    has_focus(&app, "[data-test=each] h2");
    for (place, words) in UNDERSTOOD.into_iter().enumerate() {
        if place == 1 {
            has_focus(&app, "[data-test=half] [data-test=part-understood-open]");
        }
        enter(&app, "part-understood-open");
        has_focus(&app, "[data-test=part-understood-text]");
        app.write("part-understood-text", words);
        enter(&app, "part-understood-say");
    }
    has_focus(&app, "[data-test=closing] :is(h2, button, summary)");
    enter(&app, "part-agreement-open");
    has_focus(&app, "[data-test=part-agreement-text]");
    app.write("part-agreement-text", AGREED);
    enter(&app, "part-agreement-say");
    has_focus(&app, "[data-test=agree]");
    enter(&app, "agree");
    app.see("agreed");
    has_focus(&app, "[data-test=closing] :is(h2, button, summary)");
    app.leave_and_lock();
}

#[test]
fn the_keyboard_goes_through_listening() {
    let (_computer, app) = at_the_table("light");
    app.unlock_together(NOOR, SAM);
    app.choose_practice("listen");
    enter(&app, "begin-go");
    has_focus(&app, "[data-test=who-begins] h2");
    enter(&app, "takes-floor");
    has_focus(&app, "[data-test=part-wanted-text]");
    app.write("part-wanted-text", "The new place at work.");
    enter(&app, "part-wanted-say");
    has_focus(&app, "[data-test=listener] h3");
    enter(&app, "part-gist-open");
    has_focus(&app, "[data-test=part-gist-text]");
    app.write("part-gist-text", "A long day.");
    enter(&app, "part-gist-say");
    has_focus(&app, "[data-test=listener] h3");
    enter(&app, "part-question-open");
    has_focus(&app, "[data-test=part-question-text]");
    app.write("part-question-text", "You were quiet.");
    app.click("part-question-suggestion");
    let asked = "return document.querySelector('[data-test=part-question-text]').value";
    let asked = app.script(asked, &[]);
    let kept = asked.as_str().is_some_and(|words| words.starts_with("You were quiet. "));
    assert!(kept, "a suggestion stands after what somebody wrote, and never in its place: {asked}");
    enter(&app, "part-question-say");
    has_focus(&app, "[data-test=confirm] h4");
    enter(&app, "confirm-yes");
    has_focus(&app, "[data-test=floor] h2");
    enter(&app, "part-helped-open");
    has_focus(&app, "[data-test=part-helped-text]");
    app.write("part-helped-text", "That you looked at me.");
    enter(&app, "part-helped-say");
    app.see("[data-test=large][data-step=helped]");
    has_focus(&app, "[data-test=floor] :is(h2, button, summary)");
    app.leave_and_lock();
}

/// Presses Enter on a button, as somebody does who has no mouse.
#[track_caller]
fn enter(app: &App, button: &str) {
    app.see(button);
    app.script(
        "[...document.querySelectorAll(`[data-test=\"${arguments[0]}\"]`)]
            .find(one => one.ariaDisabled !== 'true').focus()",
        &[json!(button)],
    );
    app.press(Key::Enter);
}

/// Waits until the keyboard is at `part`.
#[track_caller]
fn has_focus(app: &App, part: &str) {
    app.wait(&format!("the focus on `{part}`"), || {
        let here = "return document.activeElement.matches(arguments[0])";
        (app.script(here, &[json!(part)]) == true).then_some(())
    });
}

fn come_back(app: &App) {
    app.click("focus-lock");
    app.unlock_together(NOOR, SAM);
    app.go_on_from("together");
    app.see("doing");
}

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
    app.both_are_safe();
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
fn each_is_listened_to_and_it_becomes_a_page_screens_light() {
    listen("light", [NOOR, SAM]);
}

#[test]
fn each_is_listened_to_and_it_becomes_a_page_screens_dark() {
    listen("dark", LONG);
}

fn listen(theme: &str, [first, second]: [Person; 2]) {
    let computer = Computer::for_pictures(theme, 100);
    let file = match first.label {
        "Noor" => journal::of_two(&computer, "two.duologue"),
        _ => journal::of_long_names(&computer, "two.duologue"),
    };
    let app = App::open(&computer, &file);
    let mut look = Look::at(&app, theme);
    app.unlock(first);
    app.choose_practice("listen");
    app.see("begin-together");
    look.screen("listen-alone");
    app.click("focus-lock");
    app.unlock_together(first, second);
    app.choose_practice("listen");
    look.screen("listen-begin");
    app.click("begin-go");
    app.see("who-begins");
    for (turn, (teller, wish)) in
        [(first, "comfort"), (second, "celebrate")].into_iter().enumerate()
    {
        app.click(if turn == 0 { "takes-floor" } else { "floor-pass" });
        app.see_words("floor", teller.label);
        app.click(&format!("part-wanted-choice-{wish}"));
        app.write("part-wanted-text", "The new place at work.");
        if turn == 0 {
            look.screen("listen-wanted");
        }
        app.click("part-wanted-say");
        app.see("listen-timer");
        app.click("listen-start");
        app.see_words("listen-left", "10 minutes");
        app.click("part-gist-open");
        app.write("part-gist-text", "It was a long day, and nobody asked.");
        if turn == 0 {
            look.screen("listen-telling");
        }
        app.click("part-gist-say");
        app.see_gone("listen-timer");
        app.click("part-question-open");
        app.click("part-question-suggestion");
        if turn == 0 {
            look.screen("listen-question");
        }
        app.click("part-question-say");
        app.see("[data-test=large][data-step=question]");
        app.click("confirm-yes");
        app.open_and_say("part-helped", "That you looked at me.");
        app.see_gone("part-helped");
        if turn == 0 {
            look.screen("listen-swap");
        }
    }
    app.finish();
    for words in ["The new place at work.", "nobody asked", "That you looked at me."] {
        app.see_words("reading", words);
    }
    look.screen("listen-page");
    app.lock();
    look.end();
}

#[test]
fn the_sit_down_is_gone_through_door_by_door_screens_light() {
    let (_computer, app) = at_the_table("light");
    let mut look = Look::at(&app, "light");
    app.unlock_together(NOOR, SAM);
    app.choose_practice("sitDown");
    app.click("begin-go");
    app.see("inside-appreciations");
    look.screen("sit-down");
    app.click("give-saved");
    app.click("only-curtain-next");
    app.see("saved-none");
    look.screen("sit-down-saved");
    app.click("only-back");
    app.open_and_say("part-appreciations", "You warmed the car.");
    app.see_words("sit-down", "You warmed the car.");
    app.click("door-openSealed");
    app.see("nothing-sealed");
    app.click("door-wish");
    app.open_and_say("part-wish", "A walk on Saturday, would you?");
    app.see_words("sit-down", "A walk on Saturday");
    look.screen("sit-down-wish");
    app.finish();
    app.see_words("reading", "You warmed the car.");
    app.see_words("reading", "A walk on Saturday");
    look.screen("sit-down-page");
    app.lock();
    look.end();
}
