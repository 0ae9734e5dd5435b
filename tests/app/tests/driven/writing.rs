//! Writing in Mine and Ours, editing, sharing, giving, taking back.

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::journal::{self, MINE_OF_NOOR, MINE_OF_SAM, NOOR, OURS_BY_SAM, SAM};
use thirtyfour::Key;

#[test]
fn a_page_of_mine_is_only_mine_and_a_page_of_ours_is_both_of_ours() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    app.write_page("mine", "Only I know of the amberwick.");
    app.write_page("ours", "The kitchen smelled of quincebread.");
    app.lock();

    app.unlock(SAM);
    app.go("journal");
    app.see_words("timeline", "quincebread");
    app.see_words("timeline", "marblefinch");
    let all = app.everything();
    assert!(!all.contains("amberwick"), "what Noor wrote in Mine must not reach Sam's window");
    let heads = app.ask("timeline", journal::every_page()).expect("the timeline").to_string();
    assert!(!heads.contains("amberwick"), "nor may the core hand it to Sam's window");
    assert!(!heads.contains(MINE_OF_NOOR), "nor what was in Mine before");
    assert!(heads.contains(MINE_OF_SAM) && heads.contains(OURS_BY_SAM), "Sam's own is all there");
}

#[test]
fn an_edited_page_keeps_its_earlier_words_for_both() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(SAM);
    app.go("journal");
    app.click("filter-space-ours");
    app.see_gone("[data-test=row]:nth-of-type(2)");
    app.click("row");
    app.see_words("page-text", OURS_BY_SAM);
    app.click("page-edit");
    app.write("write-text", " It was gullgrey.");
    app.click("write-done");
    app.see_words("page-text", "It was gullgrey.");
    app.lock();

    app.unlock(NOOR);
    app.go("journal");
    app.click("filter-space-ours");
    app.see_gone("[data-test=row]:nth-of-type(2)");
    app.click("row");
    app.see_words("page-text", "It was gullgrey.");
    app.see_gone("page-edit");
    app.click("history");
    app.see_words("history-steps ins", "It was gullgrey.");
}

#[test]
fn what_is_taken_back_comes_back_within_two_minutes_and_else_leaves_only_a_mark() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    app.write_page("ours", "I should not have said thornapple.");
    take_back(&app);
    app.see("undo");
    app.click("undo-erase");
    app.see_words("page-text", "thornapple");
    take_back(&app);
    app.see("undo");
    app.lock();

    app.unlock(SAM);
    app.go("journal");
    app.click("filter-space-ours");
    app.see_words("timeline", NOOR.label);
    app.click("row");
    app.see_words("page-taken-back", NOOR.label);
    let all = app.everything();
    assert!(!all.contains("thornapple"), "a page taken back leaves a mark without its words");
}

fn take_back(app: &App) {
    app.click("page-erase");
    app.click("erase-yes");
    app.see_gone("erase-dialog");
}

#[test]
fn sharing_is_a_copy_by_its_author() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    app.go("journal");
    app.click("filter-space-mine");
    app.see_gone("[data-test=row]:nth-of-type(2)");
    app.click("row");
    app.see_words("page-text", MINE_OF_NOOR);
    app.click("page-share");
    app.see_words("share-what", MINE_OF_NOOR);
    app.click("share-no");
    app.see_gone("share-dialog");
    app.click("page-share");
    app.click("share-yes");
    app.see_words("who-reads", SAM.label);
    app.see_words("page-text", MINE_OF_NOOR);
    app.lock();

    app.unlock(SAM);
    app.go("journal");
    app.see_words("timeline", "zephyrquill");
}

#[test]
fn something_noticed_is_given_and_the_other_reads_why() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    app.choose_practice("noticed");
    app.write("noticed-did", "You filled the bird feeder.");
    app.click("noticed-next");
    app.write("noticed-says", "You think of small things.");
    app.click("noticed-next");
    app.write("noticed-meant", "I felt at home.");
    app.click("noticed-give");
    app.see_words("page-noticed", "You filled the bird feeder.");
    app.lock();

    app.unlock(SAM);
    app.go("journal");
    app.click("filter-space-ours");
    app.see_words("row", "bird feeder");
    app.click("row");
    for words in ["You filled the bird feeder.", "You think of small things.", "I felt at home."] {
        app.see_words("page-noticed", words);
    }
}

#[test]
fn a_line_on_today_is_kept_in_mine_or_given() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    app.write("noticed-text", "You waited with supper.");
    app.click("noticed-keep");
    app.see_words("noticed-said", "Kept in Mine");
    app.write("noticed-text", "You sang on the stairs.");
    app.click("noticed-give");
    app.see_words("noticed-said", SAM.label);
    app.lock();

    app.unlock(SAM);
    app.go("journal");
    app.see_words("timeline", "You sang on the stairs.");
    let all = app.everything();
    assert!(!all.contains("You waited with supper."), "what is kept in Mine is not given");
}

#[test]
fn an_empty_page_begins_from_a_template_and_one_undo_takes_it_back() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    app.go("journal");
    app.click("write-new");
    app.see("[data-test=write-text]:focus");
    app.script("document.querySelector('[data-test=template-begin]').focus()", &[]);
    app.see("[data-test=template-begin]:focus");
    app.press(Key::Enter);
    app.see("template-dialog");
    app.script("document.querySelector('[data-test=template][data-id=good-moment]').focus()", &[]);
    app.see("[data-test=template][data-id=good-moment]:focus");
    app.press(Key::Enter);
    app.see_words("write-text", "Where we were:");
    app.see("[data-test=write-text]:focus");
    app.see_gone("template-begin");
    app.press(Key::Control + "z");
    app.see("template-begin");
    assert!(!app.words("write-text").contains("Where we were"), "all of it in one step");

    app.click("template-begin");
    app.click("[data-test=template][data-id=good-moment]");
    app.see_words("write-text", "Where we were:");
    app.see("[data-test=write-text]:focus");
    app.press(" By the quarry.");
    app.click("write-done");
    app.see_words("page-text", "Where we were: By the quarry.");
    app.see_words("page-text", "What I want to remember of it:");
    app.click("page-edit");
    app.see("write-text");
    assert!(!app.sees("template-begin"), "a page that has words is not begun again");
}
