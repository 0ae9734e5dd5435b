//! Once the journal is locked, no word that stood in the window is left in the web view's memory.

use app_tests::desktop::until;
use app_tests::memory::Words;
use app_tests::released::{App, Home};

use crate::journal;

const ON_A_PAGE: &str = "quovzimemory6dn";

#[test]
fn no_word_is_left_in_the_memory_of_the_web_view_once_it_is_locked() {
    let home = Home::empty();
    let file = home.path("documents").join("two.duologue");
    journal::of_two(&file, &home.path("records"), 1);
    let app = App::start(&home, Some(&file));
    app.unlock("Noor", journal::NOOR);
    app.press("Journal");
    app.press("Write a new page");
    app.type_into("Your page", ON_A_PAGE);
    app.press("Done");
    app.button("Edit");
    let words = Words::new([ON_A_PAGE.to_owned(), journal::NOOR.to_owned()]);
    let found = || words.found_below(app.process()).expect("the memory of what it started");
    assert!(found() >= 1, "a page that stands there is in memory, or this shows nothing");

    app.lock("Noor");
    until("the page's words and the passphrase gone with the process", || {
        (found() == 0).then_some(())
    });

    app.unlock("Noor", journal::NOOR);
    app.press("Journal");
    app.press_one_with(ON_A_PAGE);
    app.button("Edit");
    assert!(found() >= 1, "and whoever unlocks again reads on");
}
