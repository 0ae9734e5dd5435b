//! Going about a journal: through its door, from place to place, to a page.

use serde_json::json;

use crate::app::App;
use crate::journal::Person;

impl App {
    /// Unlocks the journal in front of which the app stands.
    #[track_caller]
    pub fn unlock(&self, person: Person) {
        self.try_passphrase(person, person.passphrase);
        self.see("rail");
    }

    /// Tries a passphrase.
    #[track_caller]
    pub fn try_passphrase(&self, person: Person, passphrase: &str) {
        self.see("unlock-form");
        let who = format!("unlock-who-{}", person.place);
        if self.count(&who) > 0 {
            self.click(&who);
        }
        self.fill("unlock-passphrase", passphrase);
        self.click("unlock-open");
    }

    /// Unlocks it for both, the first in the alphabet first.
    #[track_caller]
    pub fn unlock_together(&self, first: Person, second: Person) {
        self.click("unlock-who-both");
        self.fill("unlock-passphrase", first.passphrase);
        self.click("unlock-open");
        self.fill("second-passphrase", second.passphrase);
        self.click("second-open");
        self.see("rail");
    }

    /// Locks, and waits for the door.
    #[track_caller]
    pub fn lock(&self) {
        self.click("rail-lock");
        self.see("unlock-form");
    }

    /// Goes to a place in the rail.
    #[track_caller]
    pub fn go(&self, place: &str) {
        self.click(&format!("rail-{place}"));
        self.see(&format!("place-{place}"));
    }

    /// Goes to where the page for a counsellor is made; before there is any, Counselling opens with
    /// finding someone.
    #[track_caller]
    pub fn go_to_summary(&self) {
        self.go("counselling");
        self.click("counselling-counselling");
    }

    /// Writes a page in `space` (`mine` or `ours`), and keeps it there.
    #[track_caller]
    pub fn write_page(&self, space: &str, text: &str) {
        self.go("journal");
        self.click("write-new");
        self.click(&format!("space-{space}"));
        self.write("write-text", text);
        self.click("write-done");
        self.see_words("page-text", text);
    }

    /// Opens the page in the timeline whose row says `words`.
    #[track_caller]
    pub fn open_row(&self, words: &str) {
        self.wait(&format!("a row with {words:?}"), || {
            let row = self.script(
                "const row = [...document.querySelectorAll('[data-test=row]')]
                    .find(row => row.textContent.includes(arguments[0]));
                row?.click();
                return row !== undefined",
                &[json!(words)],
            );
            (row == json!(true)).then_some(())
        });
    }
}
