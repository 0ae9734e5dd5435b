//! What a newer version wrote: told as that, and kept as it is.

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::journal::{NOOR, SAM};
use app_tests::newer::Newer;
use app_tests::screens::Look;

const NEWER: &str = "made by a newer Duologue";
const OWN: &str = "The saltlamp burned.";
const EDITED: &str = "It burned all night.";

#[test]
fn a_practice_of_a_newer_version_is_told_as_that_and_outlives_what_is_done_beside_it_screens() {
    let computer = Computer::for_pictures("light", 100);
    let newer = Newer::made(&computer, "newer.duologue");
    let before = newer.row();
    let app = App::open(&computer, &newer.journal);
    let mut look = Look::at(&app, "light");
    app.unlock(NOOR);
    app.see("prompt");
    assert!(!app.sees("told"), "a newer version is no damage");
    is_told(&app);
    assert!(!app.everything().contains("waltz"), "and what it says is not half understood");
    for way in ["page-edit", "page-share"] {
        assert!(!app.sees(way), "`{way}` would lose what this version does not know");
    }
    look.screen("page-newer");

    app.write_page("mine", OWN);
    app.click("page-edit");
    app.write("write-text", EDITED);
    app.click("write-done");
    app.see_words("page-text", EDITED);
    app.click("page-share");
    app.click("share-yes");
    app.see_words("page-text", EDITED);
    is_told(&app);
    app.lock();

    // whoever wrote it with the newer version has it all the same, and both have it together
    app.unlock(SAM);
    is_told(&app);
    app.open_row(OWN);
    app.see_words("page-text", EDITED);
    app.lock();
    app.unlock_together(NOOR, SAM);
    app.go("together");
    app.see("together-here");
    assert!(!app.sees("begun"), "nobody is asked to go on with what is not known");
    is_told(&app);
    look.screen("page-newer-together");
    app.lock();
    look.end();
    drop(app);
    assert_eq!(newer.row(), before, "to the last byte what the newer version wrote");
}

#[track_caller]
fn is_told(app: &App) {
    app.go("journal");
    app.open_row(NEWER);
    app.see_words("page-newer", NEWER);
    app.see_words("page-newer", "Install the newer version");
}
