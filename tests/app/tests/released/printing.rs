//! *Print…*: what comes out of the system's dialog is what the preview showed.

use std::path::Path;

use app_tests::desktop::reader::{Node, Role, state};
use app_tests::desktop::{output, until};
use app_tests::dialogs;
use app_tests::released::{App, Home};

use crate::journal;
use crate::leaks::report;

#[test]
fn pages_print_as_they_were_previewed() {
    let home = Home::empty();
    let file = home.path("documents").join("two.duologue");
    journal::of_two(&file, &home.path("records"), 3);
    let app = App::start(&home, Some(&file));
    app.unlock("Noor", journal::NOOR);
    choose_every_page(&app);
    for (paper, width, height) in [("A4", 595, 842), ("Letter", 612, 792)] {
        app.choose(paper);
        let shown = pages_shown(&app, paper);
        assert!(shown > 1, "one page would not show that the next ones print too");
        let printed = home.path("documents").join(format!("{paper}.pdf"));
        app.press("Print…");
        dialogs::print_to_file(&printed);
        let about = output("pdfinfo", &[as_text(&printed)]).expect("pdfinfo (poppler-utils)");
        report(&format!("printing: {paper}, {shown} pages previewed"));
        assert_eq!(field(&about, "Pages:"), shown.to_string(), "as many pages as previewed");
        let size = format!("{width} x {height} pts");
        assert!(field(&about, "Page size:").starts_with(&size), "{paper} must print on {paper}");
        for page in 1..=shown {
            let ink = ink(&printed, page);
            assert!((0.002..0.5).contains(&ink), "page {page} of {paper} is {ink} black");
        }
    }
    let windows: Vec<_> = app.windows().iter().map(Node::name).collect();
    assert_eq!(windows, ["Duologue"], "nothing of the pages must stay on the screen");
    app.quit();
}

#[test]
fn the_print_dialog_can_be_closed_and_opened_again() {
    let home = Home::empty();
    let file = home.path("documents").join("two.duologue");
    journal::of_two(&file, &home.path("records"), 1);
    let app = App::start(&home, Some(&file));
    app.unlock("Noor", journal::NOOR);
    choose_every_page(&app);
    app.choose("A4");
    for _ in 0..2 {
        pages_shown(&app, "A4");
        app.press("Print…");
        let dialog = dialogs::print_dialog(&app_tests::desktop::reader::Reader::begin());
        until("the print dialog gone", || {
            app_tests::desktop::press("Escape");
            app_tests::desktop::within(std::time::Duration::from_secs(2), || {
                (!dialog.is(state::SHOWING)).then_some(())
            })
        });
    }
    app.lock("Noor");
    app.quit();
}

/// Takes every page of Ours along, for oneself.
pub fn choose_every_page(app: &App) {
    app.press("Counselling");
    app.press("For yourself");
    app.choose("Ours");
    let boxes = until("pages of Ours to choose from", || {
        let all = app.window().everything().into_iter();
        let boxes: Vec<_> = all.filter(|node| node.role() == Some(Role::CHECK_BOX)).collect();
        (!boxes.is_empty()).then_some(boxes)
    });
    for page in boxes {
        page.press();
        until("the page chosen", || page.is(state::CHECKED).then_some(()));
    }
}

/// How many pages the preview of `paper` shows, once it shows them.
pub fn pages_shown(app: &App, paper: &str) -> usize {
    until("the preview", || {
        let window = app.window();
        let ready = format!("Exactly what prints: {paper}, ");
        let said = window.everything().iter().map(Node::text).find(|text| text.contains(&ready))?;
        let count = said.split(&ready).nth(1)?.split(' ').next()?.to_owned();
        if count == "one" { Some(1) } else { count.parse().ok() }
    })
}

/// How much of a page is dark, from 0 to 1.
fn ink(pdf: &Path, page: usize) -> f64 {
    let page = page.to_string();
    let picture = pdf.with_extension("page");
    let words = ["-r", "60", "-gray", "-singlefile", "-f", &page, "-l", &page];
    let drawn = output("pdftoppm", &[&words[..], &[as_text(pdf), as_text(&picture)]].concat());
    drawn.expect("pdftoppm (poppler-utils)");
    let bytes = std::fs::read(picture.with_extension("page.pgm")).expect("a picture");
    // three lines of head (P5, size, depth), then a byte for each dot
    let mut lines = 0;
    let head = bytes.iter().take_while(|byte| {
        lines += usize::from(**byte == b'\n');
        lines < 3
    });
    let dots = bytes.get(head.count() + 1..).expect("dots");
    let dark = dots.iter().filter(|dot| **dot < 128).count();
    f64::from(u32::try_from(dark).expect("few"))
        / f64::from(u32::try_from(dots.len()).expect("few"))
}

fn field(about: &str, name: &str) -> String {
    let line = about.lines().find_map(|line| line.strip_prefix(name));
    line.unwrap_or_else(|| panic!("no {name} in {about}")).trim().to_owned()
}

fn as_text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}
