//! What this computer has seen is held against the file, and told in words.

use std::fs;

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::journal::{self, NOOR, SAM};

#[test]
fn an_older_file_in_the_journals_place_is_told_until_one_goes_on_without_what_is_gone() {
    let computer = Computer::new();
    let file = journal::of_two(&computer, "two.duologue");
    let older = fs::read(&file).expect("the journal as it was");
    let app = App::open(&computer, &file);
    app.unlock(NOOR);
    app.write_page("mine", "Written later: fernlight.");
    app.lock();
    app.kill();
    fs::write(&file, older).expect("an older copy in its place");

    let app = App::start(&computer);
    app.unlock(NOOR);
    app.see_words("told-olderFile", "older than what this computer has seen");
    app.lock();
    app.unlock(NOOR);
    app.see_words("told-olderFile", "look for the newer file");
    app.click("told-accept");
    app.see_gone("told");
    app.lock();
    app.unlock(NOOR);
    app.see("prompt");
    assert!(!app.sees("told"), "whoever went on without it is not told again");
    app.write_page("mine", "It goes on: dawnharbour.");
    app.lock();
    app.unlock(SAM);
    app.see("prompt");
    assert!(!app.sees("told-damaged"), "a loss that was accepted is no damage to anybody");
}
