//! Everything opened once more, from Settings.

use std::fs;

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::journal::{self, NOOR};

#[test]
fn a_whole_journal_is_called_whole_and_one_that_lost_its_end_is_not() {
    let computer = Computer::new();
    let file = journal::of_two(&computer, "two.duologue");
    let older = fs::read(&file).expect("the journal as it was");
    let app = App::open(&computer, &file);
    app.unlock(NOOR);
    app.write_page("mine", "Written later: fernlight.");
    check(&app);
    app.see_words("check-whole", "Everything opens");
    app.see_words("check-whole", "as it was written");
    app.lock();
    app.kill();
    fs::write(&file, older).expect("an older copy in its place");

    let app = App::start(&computer);
    app.unlock(NOOR);
    check(&app);
    app.see_words("check-olderFile", "older than what this computer has seen");
    app.see_words("check-found", "Do not delete older backups");
    assert!(!app.sees("check-whole"), "it is not called whole");
    app.click("check-backups");
    app.see("backup-state");
}

fn check(app: &App) {
    app.go("settings");
    app.click("settings-check");
    app.click("check-go");
}
