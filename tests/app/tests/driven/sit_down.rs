//! The sit-down, gone through door by door.

use app_tests::journal::{NOOR, SAM};
use app_tests::screens::Look;
use app_tests::table::at_the_table;

#[test]
fn the_sit_down_is_gone_through_door_by_door_screens_light() {
    sit_down("light");
}

#[test]
fn the_sit_down_is_gone_through_door_by_door_screens_dark() {
    sit_down("dark");
}

fn sit_down(theme: &str) {
    let (_computer, app) = at_the_table(theme);
    let mut look = Look::at(&app, theme);
    app.unlock_together(NOOR, SAM);
    app.go("together");
    app.click("together-practices");
    app.click("practice-sitDown");
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
    look.screen("sit-down-sealed");
    app.click("door-topic");
    app.see("door-openly");
    look.screen("sit-down-topic");
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
