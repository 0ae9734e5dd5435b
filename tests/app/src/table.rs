//! Two people at a table: what they do in a practice, by themselves and both.
//!
//! A part that somebody says is told by its name in the page, as in `part-heard` or `known-part`;
//! a step of a view by its name in [`VIEW`].

use chrono::{Local, TimeDelta};
use serde_json::{Value, json};

use crate::app::{App, selector};
use crate::computer::Computer;
use crate::journal::{self, Person};

/// The steps of a view, in the order in which both open them.
pub const VIEW: [&str; 5] = ["happened", "surface", "softer", "story", "myPart"];

/// A journal of two in front of the app, in `theme`, with time enough for pictures.
pub fn at_the_table(theme: &str) -> (Computer, App) {
    let computer = Computer::for_pictures(theme, 100);
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    (computer, app)
}

impl App {
    // ── beginning, going on, ending ──

    /// Goes to a practice, as far as it lies in front of whoever is here.
    #[track_caller]
    pub fn choose_practice(&self, practice: &str) {
        self.go("practices");
        self.click(&format!("practice-{practice}"));
    }

    /// Begins a practice about something.
    #[track_caller]
    pub fn begin(&self, practice: &str, about: &str) {
        self.choose_practice(practice);
        self.write("begin-about", about);
        self.click("begin-go");
    }

    /// Begins to talk openly, up to the first curtain; the first person has the keyboard.
    #[track_caller]
    pub fn begin_talk(&self, about: &str) {
        self.choose_practice("openly");
        self.write("begin-about", about);
        self.click("begin-hand input");
        self.click("begin-go");
        self.see("safe-curtain");
    }

    /// Each is asked behind the curtain, and each says yes.
    #[track_caller]
    pub fn both_are_safe(&self) {
        for _ in 0..2 {
            self.click("safe-curtain-next");
            self.click("safe-yes");
        }
    }

    /// Goes on with what is begun, from a `place` in the rail that tells of it.
    #[track_caller]
    pub fn go_on_from(&self, place: &str) {
        self.go(place);
        self.click("begun-go-on");
    }

    /// Goes on with the sit-down, whatever else is begun.
    #[track_caller]
    pub fn go_on_with_the_sit_down(&self) {
        self.go("together");
        let find = "const found = [...document.querySelectorAll('[data-test=begun-go-on]')]
            .find(one => one.textContent.includes('sit-down'));
            found?.click();
            return found !== undefined";
        self.wait("the sit-down among what is begun", || {
            (self.try_script(find, &[])? == Value::Bool(true)).then_some(())
        });
        self.see("sit-down");
    }

    /// Makes a page of the practice, and reads it in the Journal.
    #[track_caller]
    pub fn finish(&self) {
        self.click("finish-page");
        self.see("page-practice");
    }

    /// A practice fills the window: one goes from it before one locks.
    #[track_caller]
    pub fn leave_and_lock(&self) {
        self.click("focus-leave");
        self.lock();
    }

    /// Pauses for so many minutes, and gives back what the page says of it: a time that is in so
    /// many minutes.
    #[track_caller]
    pub fn pause_for(&self, minutes: u16) -> String {
        self.click("doing-pause");
        self.click(&format!("pause-length-{minutes}"));
        let back = || (Local::now() + TimeDelta::minutes(minutes.into())).format("%H:%M");
        let earliest = back().to_string();
        self.click("pause-yes");
        let told = self.words("paused");
        let expected = [earliest, back().to_string()];
        assert!(
            expected.iter().any(|time| told.contains(time)),
            "it says when they come back, at {expected:?}:\n{told}"
        );
        told
    }

    // ── saying ──

    /// Says a part whose place to write is in front of whoever says it.
    #[track_caller]
    pub fn say(&self, part: &str, words: &str) {
        self.write(&format!("{part}-text"), words);
        self.give(part);
    }

    /// Gives what stands in the place to write, and waits until that place is gone: the page below
    /// moves up, and a click meant for what is there would land on something else.
    #[track_caller]
    pub fn give(&self, part: &str) {
        let field = selector(&format!("{part}-text"));
        let mark =
            "const field = document.querySelector(arguments[0]); if (field) field.given = true";
        let is_given = "return document.querySelector(arguments[0])?.given !== true";
        self.script(mark, &[json!(field)]);
        self.click(&format!("{part}-say"));
        self.wait(&format!("`{part}` to be given"), || {
            (self.try_script(is_given, &[json!(field)])? == Value::Bool(true)).then_some(())
        });
    }

    /// Says a part that is somebody's turn, but not opened yet.
    #[track_caller]
    pub fn open_and_say(&self, part: &str, words: &str) {
        self.click(&format!("{part}-open"));
        self.say(part, words);
    }

    // ── by oneself ──

    /// The first of both takes the keyboard, the other one looks away.
    #[track_caller]
    pub fn hand_over(&self) {
        self.click("for-one");
        self.click("only-curtain-next");
    }

    /// Behind their own curtain, somebody opens with their passphrase what they wrote alone.
    #[track_caller]
    pub fn uncover(&self, person: Person) {
        self.click("uncover");
        self.fill("uncover-passphrase", person.passphrase);
        self.click("uncover-yes");
        self.see("uncovered");
    }

    /// Writes every step of a view; `words` gives those of a step.
    #[track_caller]
    pub fn write_view(&self, words: impl Fn(&str) -> String) {
        for step in VIEW {
            self.write(&format!("view-{step}"), &words(step));
        }
    }

    /// Seals a view with nobody else there.
    #[track_caller]
    pub fn seal_view(&self) {
        self.click("view-seal");
        self.see("view-sealed");
    }

    /// The first begins with a moment, and each seals alone what `write` puts into their view;
    /// it is told whose it is, by their place among the two.
    #[track_caller]
    pub fn both_seal(&self, people: [Person; 2], moment: &str, write: impl Fn(usize)) {
        for (place, person) in people.into_iter().enumerate() {
            self.unlock(person);
            match place {
                0 => self.begin("understand", moment),
                _ => self.go_on_from("practices"),
            }
            write(place);
            self.seal_view();
            self.leave_and_lock();
        }
    }

    /// Each seals the first step of a view alone, and nothing else.
    #[track_caller]
    pub fn both_seal_views(&self, people: [Person; 2], moment: &str, views: [&str; 2]) {
        self.both_seal(people, moment, |place| self.write("view-happened", views[place]));
    }

    /// The first puts a question on the table, and each seals an answer alone.
    #[track_caller]
    pub fn both_answer(&self, people: [Person; 2], question: &str, answers: [&str; 2]) {
        for (place, (person, words)) in people.into_iter().zip(answers).enumerate() {
            self.unlock(person);
            self.choose_practice("innerWorld");
            if place == 0 {
                self.write("own-question", question);
                self.click("own-put");
            }
            self.click("answer");
            self.write("answer-text", words);
            self.click("answer-seal");
            self.see("answer-take-back");
            self.lock();
        }
    }

    // ── together ──

    /// Goes on with two sealed views, as far as the buttons that open them: each says it is safe.
    #[track_caller]
    pub fn go_on_to_open_views(&self) {
        self.go_on_from("together");
        self.click("open-begin");
        self.both_are_safe();
    }

    /// One of both presses; nothing may open yet.
    #[track_caller]
    pub fn one_presses(&self) {
        self.click("[data-test=press][aria-pressed=false]");
        self.see("[data-test=press][aria-pressed=true]");
    }

    /// The other presses as well.
    #[track_caller]
    pub fn the_other_presses(&self) {
        self.click("[data-test=press][aria-pressed=false]");
    }

    // ── what the core says ──

    /// What is under way.
    #[track_caller]
    pub fn begun(&self) -> Value {
        self.ask("practices", json!({})).expect("what is under way")
    }

    /// A plan begun by `author`, without a day yet: its id.
    #[track_caller]
    pub fn begin_plan(&self, author: &Value, about: &str) -> Value {
        let given = json!({ "author": author, "practice": "time", "about": about });
        self.ask("begin_practice", given).expect("a plan begun")["id"].clone()
    }

    /// The newest page, with all that is in it.
    #[track_caller]
    pub fn newest_page(&self) -> String {
        let pages = self.ask("timeline", journal::every_page()).expect("a timeline");
        let page = self.ask("page", json!({ "id": pages["heads"][0]["id"] }));
        page.expect("a page").to_string()
    }
}
