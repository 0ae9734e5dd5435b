//! What one takes along for oneself: notes, the print dialog, a book.

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::dialogs;
use app_tests::disk::Disk;
use app_tests::journal::{self, MINE_OF_NOOR, MINE_OF_SAM, NOOR, OURS_BY_SAM, SAM};

use crate::printed::{pages_of, text_of};

const OF_NOOR: &str = "We argued about the ferry and then about nothing.";

fn at_notes(app: &App) {
    app.go("counselling");
    app.click("counselling-notes");
    app.see("notes-build");
}

/// Writes a page in Ours and has it before one's eyes as it would print.
fn take_along(app: &App) {
    app.write_page("ours", OF_NOOR);
    at_notes(app);
    app.click("notes-space-ours");
    app.click("notes-page");
    app.see_words("notes-text", OF_NOOR);
    app.see_words("notes-state", "Exactly what prints");
}

#[test]
fn pages_of_mine_are_taken_along_as_notes_by_one_and_the_pdf_says_what_the_preview_said() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    app.write_page("mine", "For the doctor: elderwhistle.");
    app.write_page("ours", OF_NOOR);
    at_notes(&app);
    app.click("notes-page");
    app.see_words("notes-text", "elderwhistle");
    app.see_words("notes-state", "Exactly what prints");
    let pdf = computer.document("To the doctor.pdf");
    app.click("notes-save");
    dialogs::save_as(&pdf);
    app.see_words("notes-saved", "To the doctor");
    let text = text_of(&pdf);
    for words in ["elderwhistle", "Notes by one of us", NOOR.label] {
        assert!(text.contains(words), "{words:?} must be in the PDF:\n{text}");
    }
    for words in [OF_NOOR, "Not yet approved", SAM.label] {
        assert!(!text.contains(words), "{words:?} was not chosen:\n{text}");
    }
}

#[test]
fn pages_of_ours_print_as_not_yet_approved_by_both_whoever_chose_them() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    take_along(&app);
    app.see_words("notes-marked", "Not yet approved by both");
    app.see_words("notes-text", "Not yet approved by both");
    let pdf = computer.document("For our session.pdf");
    app.click("notes-save");
    dialogs::save_as(&pdf);
    app.see_words("notes-saved", "For our session");
    let text = text_of(&pdf);
    for words in [OF_NOOR, "Not yet approved by both", "For our session", NOOR.label, SAM.label] {
        assert!(text.contains(words), "{words:?} must be in the PDF:\n{text}");
    }
    assert!(!text.contains("Notes by one"), "it speaks for both:\n{text}");
}

#[test]
fn while_both_are_here_nothing_of_mine_can_be_taken_along() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock_together(NOOR, SAM);
    at_notes(&app);
    assert!(!app.sees("notes-space-mine"), "there is no Mine at the table");
    app.see("[data-test=notes-save][aria-disabled=true]");
    app.see_words("notes-marked", "Choose a page");
    let asked = serde_json::json!({ "space": "mine", "from": "2000-01-01", "to": "2100-01-01" });
    let refused = app.ask("printable_pages", asked).expect_err("the core gives nothing of Mine");
    assert_eq!(refused["code"], "badInput", "whatever the window asks for");
}

#[test]
fn print_goes_through_the_systems_dialog() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    take_along(&app);
    let pdf = computer.document("Printed.pdf");
    app.click("notes-print");
    dialogs::print_to_file(&pdf);
    assert_eq!(pages_of(&pdf), 1, "one page was previewed, one page prints");
    app.lock();
}

#[test]
fn a_pdf_on_a_full_disk_says_so_leaves_nothing_and_is_saved_once_there_is_room() {
    let computer = Computer::new();
    let disk = Disk::of(&computer);
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    take_along(&app);
    let pdf = disk.folder().join("Our page.pdf");
    disk.fill();
    app.click("notes-save");
    dialogs::save_as(&pdf);
    app.see_words("failure-full", "The disk is full");
    assert!(!app.sees("notes-saved"), "it is not said to be saved");
    assert_eq!(disk.names(), ["filler"], "nothing readable may be left half written");
    disk.make_room();
    app.click("notes-save");
    dialogs::save_as(&pdf);
    app.see_words("notes-saved", "Our page");
    assert!(!app.sees("failure-full"), "what went wrong before is over");
    assert!(text_of(&pdf).contains(OF_NOOR), "the pages are what was chosen");
}

#[test]
fn a_printer_that_takes_nothing_is_told_and_the_pages_stay() {
    let computer = Computer::new();
    let disk = Disk::of(&computer);
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    take_along(&app);
    disk.read_only(true);
    app.click("notes-print");
    dialogs::ask_to_print(&disk.folder().join("Printed.pdf"));
    app.see_words("notes-not-printed", "The page was not printed");
    app.see_words("notes-text", OF_NOOR);
    app.click("notes-print");
    app.see_gone("notes-not-printed");
    let pdf = computer.document("Printed.pdf");
    dialogs::print_to_file(&pdf);
    assert_eq!(pages_of(&pdf), 1, "the same pages go to one that is there");
}

#[test]
fn a_book_of_ours_holds_every_page_of_its_days_and_none_of_mine() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    app.go("journal");
    app.click("book-begin");
    app.see("book");
    app.set("book-from", "2026-01-01");
    app.set("book-to", "2026-12-31");
    app.fill("book-name", "Our year by the sea");
    let pdf = computer.document("Year.pdf");
    app.click("book-save");
    dialogs::save_as(&pdf);
    app.see_words("book-saved", "Year");
    let text = text_of(&pdf);
    for words in ["Our year by the sea", "March", OURS_BY_SAM, NOOR.label, SAM.label] {
        assert!(text.contains(words), "{words:?} must be in the book:\n{text}");
    }
    for words in [MINE_OF_NOOR, MINE_OF_SAM] {
        assert!(!text.contains(words), "nothing of Mine is in a book of Ours:\n{text}");
    }
}
