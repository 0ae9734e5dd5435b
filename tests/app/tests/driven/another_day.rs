//! What was begun on another day: each is asked again whether it is safe, before it is gone on with.

use std::path::Path;
use std::time::Duration;

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::journal::{self, NOOR, Person, SAM};
use app_tests::screens::Look;
use chrono::{DateTime, FixedOffset, TimeDelta};
use duologue_core::journal::{DraftBody, Journal, Practice, TogetherSitting, Words};
use duologue_core::system::System;
use duologue_core::vault::Computer as Records;
use duologue_core::{Id, Link, Surroundings};

const TOPIC: &str = "Who plans the Sundays";
const SAID: &str = "I sit alone with the tallowlight.";
const MOMENT: &str = "The call on Thursday night";
const VIEWS: [&str; 2] = ["Glimmerwort, and rain.", "The hedge, and no answer."];

/// The same computer, two days ago.
struct TwoDaysAgo(System);

impl Surroundings for TwoDaysAgo {
    fn now(&self) -> DateTime<FixedOffset> {
        self.0.now() - TimeDelta::days(2)
    }

    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        self.0.fill(bytes);
    }

    fn free_memory_kib(&self) -> Option<u64> {
        self.0.free_memory_kib()
    }
}

#[test]
fn a_talk_of_another_day_goes_on_only_if_it_is_safe_today_screens_light() {
    a_talk_goes_on("light");
}

#[test]
fn a_talk_of_another_day_goes_on_only_if_it_is_safe_today_screens_dark() {
    a_talk_goes_on("dark");
}

fn a_talk_goes_on(theme: &str) {
    let (_computer, app) = begun_two_days_ago(theme, |both, [noor, _]| {
        let of = both.begin_practice(noor, Practice::Openly, TOPIC).expect("a talk");
        let draft = both.save_draft(noor, None, part(of, "said", 1, SAID)).expect("a draft");
        both.say_part(noor, draft.id).expect("said");
    });
    let mut look = Look::at(&app, theme);
    goes_on_only_if_both_are_safe(&app, SAID, &mut look, "talk-go-on");
    look.end();
}

#[test]
fn opened_views_of_another_day_are_shown_only_if_it_is_safe_today_screens_light() {
    views_are_shown("light");
}

#[test]
fn opened_views_of_another_day_are_shown_only_if_it_is_safe_today_screens_dark() {
    views_are_shown("dark");
}

fn views_are_shown(theme: &str) {
    let (_computer, app) = begun_two_days_ago(theme, |both, [noor, sam]| {
        let of = both.begin_practice(noor, Practice::Understand, MOMENT).expect("a moment");
        for (who, words) in [noor, sam].into_iter().zip(VIEWS) {
            both.save_draft(who, None, part(of, "happened", 0, words)).expect("a draft");
            both.seal_parts(who, of).expect("a sealed view");
        }
        both.open_parts(of, "happened", &[noor, sam]).expect("opened");
    });
    let mut look = Look::at(&app, theme);
    goes_on_only_if_both_are_safe(&app, VIEWS[1], &mut look, "understand-go-on");
    app.see_words("understand", VIEWS[0]);
    for label in ["Noor", "Sam"] {
        app.open_and_say("part-makesSense", &format!("{label} sees it."));
    }
    // asked once, and not again before the next step opens
    app.see("open-step");
    look.end();
}

/// Either no ends it for today and shows nothing; two yeses show `words`.
#[track_caller]
fn goes_on_only_if_both_are_safe(app: &App, words: &str, look: &mut Look<'_>, picture: &str) {
    app.unlock_together(NOOR, SAM);
    for answers in [["safe-no", "safe-yes"], ["safe-yes", "safe-no"]] {
        app.go_on_from("together");
        for (person, answer) in [NOOR, SAM].into_iter().zip(answers) {
            app.see_words("safe-curtain", person.label);
            assert!(!app.everything().contains(words), "nothing is shown before both were asked");
            app.click("safe-curtain-next");
            app.see("safe-question");
            app.click(answer);
        }
        app.see("stopped-finder");
        assert!(!app.sees("stopped-go-on"), "nobody presses the other after a no");
        assert!(!app.everything().contains(words), "and nothing is shown");
        app.click("stopped-leave");
    }
    app.go_on_from("together");
    app.click("safe-curtain-next");
    app.see("safe-question");
    look.screen(picture);
    app.click("safe-yes");
    app.click("safe-curtain-next");
    app.click("safe-yes");
    app.see_words("doing", words);
}

fn part(of: Link, step: &str, turn: u32, text: &str) -> DraftBody {
    let words = Words { text: text.to_owned(), ..Words::default() };
    DraftBody::Part { of, step: step.to_owned(), turn, words }
}

/// A journal in which both did something two days ago, in front of the app.
fn begun_two_days_ago(
    theme: &str,
    work: impl FnOnce(&mut TogetherSitting, [Id; 2]),
) -> (Computer, App) {
    let computer = Computer::for_pictures(theme, 100);
    let journal = journal::of_two(&computer, "earlier.duologue");
    both_at(&journal, work);
    let app = App::open(&computer, &journal);
    (computer, app)
}

fn both_at(journal: &Path, work: impl FnOnce(&mut TogetherSitting, [Id; 2])) {
    let elsewhere = tempfile::tempdir().expect("another computer");
    let journal = Journal::open(journal, Records::new(elsewhere.path())).expect("the journal");
    let faces = journal.faces().expect("faces");
    let id = |person: Person| {
        let face = faces.iter().find(|(_, face)| face.label == person.label);
        face.expect("somebody of this journal").0
    };
    let free = System::default().free_memory_kib();
    let challenge = journal.challenge(id(NOOR)).expect("a keyslot");
    let opened = challenge.answer(NOOR.passphrase, free).expect("Noor’s passphrase");
    let sitting = journal.unlock(&opened, Box::new(TwoDaysAgo(System::default())));
    let sitting = sitting.map_err(|(_, error)| error).expect("unlocked");
    let challenge = sitting.partner_challenge().expect("Sam’s keyslot");
    let opened = challenge.answer(SAM.passphrase, free).expect("Sam’s passphrase");
    let both = sitting.sit_together(&opened).map_err(|(_, error)| error);
    let mut both = both.expect("both here");
    work(&mut both, [id(NOOR), id(SAM)]);
    both.lock().and_then(Journal::close).expect("closed");
}
