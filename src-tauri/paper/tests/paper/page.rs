//! The paper itself: size, margins, preview.

use crate::printed::{notes, page, printed, set, typeset};
use duologue_paper::Paper;

#[test]
fn the_paper_is_the_size_that_was_asked_for() {
    for (paper, size, points) in [
        (Paper::A4, "595.276 x 841.89 pts (A4)", (595.0, 842.0)),
        (Paper::Letter, "612 x 792 pts (letter)", (612.0, 792.0)),
    ] {
        let sheets = typeset(&notes(vec![page("Short.")]), paper).unwrap();
        let info = printed(&sheets).info();
        assert!(info.contains(size), "{paper:?} must be {size}: {info}");
        let (width, height) = sheets.size_pt();
        assert_eq!((width.round(), height.round()), points, "and the preview agrees");
    }
}

#[test]
fn a_word_wider_than_the_page_goes_on_in_the_next_line() {
    for text in [
        "w".repeat(300),
        format!("> - > 1. {}", "W".repeat(300)),
        "**ab***cd*".repeat(60),
        format!("<https://example.org/{}>", "0123456789".repeat(20)),
        format!("# {}", "M".repeat(150)),
    ] {
        let sheets = set(&text);
        let (right, edge) = (printed(&sheets).reach(), sheets.size_pt().0 - 50.0);
        assert!(right <= edge, "{text} reaches {right}, past {edge}: nobody could read it");
        let words = printed(&sheets).text().replace(' ', "");
        let last = sheets.lines()[sheets.lines().len() - 2].text.replace(' ', "");
        assert!(words.contains(&last), "nothing is lost or put in: {last} in {words}");
    }
}

#[test]
fn an_author_of_many_letters_stays_on_the_page() {
    let mut content = notes(vec![page("Short.")]);
    content.entries[0].author = "n".repeat(500);
    let right = printed(&typeset(&content, Paper::Letter).unwrap()).reach();
    assert!(right <= 612.0 - 50.0, "reaches {right} of 612");
}

#[test]
fn the_preview_has_a_picture_of_every_sheet_and_no_other() {
    let sheets = set(&"A sentence that fills the page. ".repeat(400));
    let pages = sheets.page_count();
    let info = printed(&sheets).info();
    assert!(info.contains(&format!("Pages:           {pages}\n")), "as many as the PDF: {info}");
    for number in 0..pages {
        let svg = sheets.svg(number).unwrap();
        assert!(svg.starts_with("<svg") && svg.contains("595.2"), "a picture of the paper's size");
        assert!(!svg.contains("<text"), "outlines only: the preview needs no font");
        assert!(svg.matches("<use").count() > 60, "the words of sheet {number} are on it");
    }
    assert!(sheets.svg(pages).is_none(), "there is no further page");
}
