//! Everything opened once more, from Settings.

use std::fs;

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::dialogs;
use app_tests::journal::{self, NOOR};
use app_tests::screens::Look;

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

#[test]
fn a_page_that_rotted_comes_back_out_of_the_automatic_backups() {
    let computer = Computer::for_pictures("light", 100);
    let file = journal::of_two(&computer, "two.duologue");
    let folder = computer.document("Backups");
    fs::create_dir(&folder).expect("a folder");
    let app = App::open(&computer, &file);
    app.unlock(NOOR);
    app.write_page("mine", "It will rot: marsh marigold.");
    app.go("today");
    app.click("backup-go");
    app.click("automatic-begin");
    dialogs::open_folder(&folder);
    app.see("automatic-on");
    app.lock();
    app.kill();
    let rot = rusqlite::Connection::open(&file).expect("the journal");
    let newest = "UPDATE change SET blob = zeroblob(length(blob))
        WHERE id = (SELECT max(id) FROM change WHERE blob IS NOT NULL)";
    assert_eq!(rot.execute(newest, []).expect("a change to rot"), 1, "one change is hurt");
    rot.close().expect("a closed journal");

    let app = App::start(&computer);
    app.unlock(NOOR);
    app.see("told-damaged");
    let mut look = Look::at(&app, "light");
    check(&app);
    app.see_words("check-damaged", "One change is damaged");
    look.screen("check-found");
    app.click("mend-automatic");
    app.see_words("mend-done", "One change is whole again");
    app.see_words("check-whole", "Everything opens");
    look.screen("check-mended");
    app.go("journal");
    app.open_row("marsh marigold");
    look.end();
}

fn check(app: &App) {
    app.go("settings");
    app.click("settings-check");
    app.click("check-go");
}
