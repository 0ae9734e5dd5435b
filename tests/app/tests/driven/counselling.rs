//! The counsellor's page: as PDF, and through the system's print dialog.

use std::path::Path;
use std::process::Command;

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::dialogs;
use app_tests::journal::{self, MINE_OF_NOOR, NOOR, SAM};

const OF_NOOR: &str = "We argued about the ferry and then about nothing.";
const OF_SAM: &str = "I counted to twenty and came back to the kitchen.";

/// Both wrote a page in Ours today, and Noor has both on the page.
fn with_two_pages(computer: &Computer) -> App {
    let app = App::open(computer, &journal::of_two(computer, "two.duologue"));
    for (person, text) in [(SAM, OF_SAM), (NOOR, OF_NOOR)] {
        app.unlock(person);
        app.write_page("ours", text);
        if person.place != NOOR.place {
            app.lock();
        }
    }
    app.go("counselling");
    app.see_words("summary-choice", OF_SAM);
    app.click("[data-test=summary-choice] li:nth-child(1) input");
    app.click("[data-test=summary-choice] li:nth-child(2) input");
    app.see_words("summary-text", OF_SAM);
    app.see_words("summary-text", OF_NOOR);
    app
}

#[test]
fn the_summary_is_saved_as_pdf_with_the_words_on_screen() {
    let computer = Computer::new();
    let app = with_two_pages(&computer);
    let pdf = computer.document("For Tuesday.pdf");
    app.click("summary-save");
    dialogs::save_as(&pdf);
    app.see_words("summary-saved", "For Tuesday");
    let text = text_of(&pdf);
    let shown = app.script(
        "return [...document.querySelector('[data-test=summary-text]').children]
            .map(line => line.textContent)",
        &[],
    );
    for line in shown.as_array().expect("lines").iter().filter_map(|line| line.as_str()) {
        let line = one_line(line);
        assert!(text.contains(&line), "the preview says {line:?}, the PDF does not:\n{text}");
    }
    for words in [OF_NOOR, OF_SAM, NOOR.label, SAM.label] {
        assert!(text.contains(words), "{words:?} must be in the PDF:\n{text}");
    }
    assert!(!text.contains(MINE_OF_NOOR), "nothing of Mine may be in the PDF");
}

#[test]
fn print_goes_through_the_systems_dialog() {
    let computer = Computer::new();
    let app = with_two_pages(&computer);
    let pdf = computer.document("Printed.pdf");
    app.click("summary-print");
    dialogs::print_to_file(&pdf);
    assert_eq!(pages_of(&pdf), 1, "one page was previewed, one page prints");
    app.lock();
}

fn text_of(pdf: &Path) -> String {
    one_line(&output(Command::new("pdftotext").args(["-layout"]).arg(pdf).arg("-")))
}

fn pages_of(pdf: &Path) -> usize {
    let about = output(Command::new("pdfinfo").arg(pdf));
    let pages = about.lines().find_map(|line| line.strip_prefix("Pages:"));
    pages.and_then(|pages| pages.trim().parse().ok()).expect("a number of pages")
}

fn output(command: &mut Command) -> String {
    let ran = command.output().expect("poppler-utils is installed");
    assert!(ran.status.success(), "{command:?} ended with {}", ran.status);
    String::from_utf8_lossy(&ran.stdout).into_owned()
}

/// Words with one space between them: paper breaks lines elsewhere than the screen.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
