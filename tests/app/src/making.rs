//! A journal that is made, and joined, on the screens that ask for it.

use std::path::Path;

use crate::app::App;
use crate::dialogs;
use crate::journal::Person;

impl App {
    /// Begins a journal that shall lie `at` a place.
    #[track_caller]
    pub fn begin_journal(&self, at: &Path) {
        self.click("welcome-new");
        self.click("making-choose-file");
        dialogs::save_as(at);
    }

    /// Says who one is, and chooses the passphrase: everything before the last button.
    ///
    /// `step` is `making` for whoever makes the journal, `join` for whoever joins it.
    #[track_caller]
    pub fn introduce(&self, step: &str, person: Person) {
        self.fill("face-label", person.label);
        self.click(&format!("{step}-face-next"));
        self.choose_passphrase(person.passphrase);
    }

    /// Chooses a passphrase of one's own.
    #[track_caller]
    pub fn choose_passphrase(&self, passphrase: &str) {
        self.click("passphrase-way-own");
        self.fill("passphrase-new", passphrase);
        self.fill("passphrase-again", passphrase);
    }

    /// Joins the journal, with the keyboard handed over, and hands it back.
    #[track_caller]
    pub fn join(&self, person: Person) {
        self.introduce("join", person);
        self.click("join-passphrase-next");
        self.click("handback-next");
    }
}
