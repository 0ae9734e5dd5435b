//! The counsellor's page: what is printed is what was chosen, and nothing else.

#![allow(clippy::unwrap_used, reason = "tests")]

use chrono::NaiveDate;
use duologue_paper::{
    Answer, Entry, EntryKind, LineRole, Paper, PaperError, Sheets, Summary, typeset,
};
use std::path::PathBuf;
use std::process::Command;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, day).unwrap()
}

fn page(markdown: &str) -> Entry {
    Entry {
        on: day(18),
        author: "Noor".into(),
        kind: EntryKind::Page { markdown: markdown.into() },
    }
}

fn summary(entries: Vec<Entry>) -> Summary {
    Summary {
        language: "en".into(),
        names: vec!["Noor".into(), "Sam".into()],
        made: day(28),
        from: day(8),
        to: day(23),
        approved: false,
        entries,
    }
}

/// A PDF in a folder of its own, for the tools that read it.
struct Printed {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

fn printed(sheets: &Sheets) -> Printed {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.pdf");
    std::fs::write(&path, sheets.pdf().unwrap()).unwrap();
    Printed { _folder: folder, path }
}

impl Printed {
    fn tool(&self, name: &str, arguments: &[&str]) -> String {
        let output = Command::new(name)
            .args(arguments)
            .arg(&self.path)
            .args(if name == "pdftotext" { vec!["-"] } else { vec![] })
            .output();
        let output =
            output.unwrap_or_else(|error| panic!("{name} of poppler-utils is needed: {error}"));
        String::from_utf8(output.stdout).unwrap()
    }

    fn text(&self) -> String {
        self.tool("pdftotext", &["-raw"])
    }
}

/// Words without line breaks, which paper and screen set differently.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_line_on_the_screen_is_in_the_pdf_in_the_same_order() {
    let noticed = EntryKind::Noticed {
        did: "You kept the porch light on.".into(),
        says: "You wait for people.".into(),
        meant: String::new(),
    };
    let answers = vec![
        Answer { author: "Noor".into(), markdown: Some("Time, but with an end to it.".into()) },
        Answer { author: "Sam".into(), markdown: None },
    ];
    let asked = EntryKind::InnerWorld { question: "What helps you come back?".into(), answers };
    let sheets = typeset(
        &summary(vec![
            page("We *drove* back.\n\n- one\n- two\n\n> a quote"),
            Entry { on: day(19), author: "Sam".into(), kind: noticed },
            Entry { on: day(20), author: "Sam".into(), kind: asked },
        ]),
        Paper::A4,
    )
    .unwrap();
    let text = words(&printed(&sheets).text());
    let mut from = 0;
    for line in sheets.lines() {
        let line = words(&line.text);
        let at =
            text[from..].find(&line).unwrap_or_else(|| panic!("{line:?} must follow in {text:?}"));
        from += at + line.len();
    }
    assert!(!text.contains("What it meant"), "an empty field prints no heading");
}

#[test]
fn a_page_that_is_not_approved_says_so_on_every_sheet_and_an_approved_one_nowhere() {
    let long = page(&"A sentence that fills the page. ".repeat(400));
    let mut content = summary(vec![long]);
    let sheets = typeset(&content, Paper::A4).unwrap();
    assert!(
        sheets.page_count() > 1,
        "the text must need more than one page for this test to mean anything"
    );
    let marks = printed(&sheets).text().matches("Not yet approved by both").count();
    assert_eq!(
        marks,
        sheets.page_count(),
        "each sheet can be handed on alone, so each carries the mark"
    );
    content.approved = true;
    let text = printed(&typeset(&content, Paper::A4).unwrap()).text();
    assert!(!text.contains("Not yet approved"), "both approved these pages");
    assert!(
        words(&text).contains("Holds only what both of us approved."),
        "the foot says what the approval covers"
    );
}

#[test]
fn the_paper_is_the_size_that_was_asked_for() {
    for (paper, size) in
        [(Paper::A4, "595.276 x 841.89 pts (A4)"), (Paper::Letter, "612 x 792 pts (letter)")]
    {
        let info =
            printed(&typeset(&summary(vec![page("Short.")]), paper).unwrap()).tool("pdfinfo", &[]);
        assert!(info.contains(size), "{paper:?} must be {size}: {info}");
    }
}

#[test]
fn the_pdf_is_tagged_titled_and_carries_its_fonts() {
    let printed =
        printed(&typeset(&summary(vec![page("Short and **bold**.")]), Paper::A4).unwrap());
    let info = printed.tool("pdfinfo", &[]);
    assert!(info.contains("Tagged:          yes"), "screen readers need the structure: {info}");
    assert!(info.contains("Title:           For our session"), "a PDF/UA file has a title: {info}");
    let fonts = printed.tool("pdffonts", &[]);
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(rows.len() >= 2, "regular and bold are used: {fonts}");
    for row in rows {
        assert!(
            row.contains("AtkinsonHyperlegibleNext") && row.contains("yes yes yes"),
            "embedded, as a subset, with its characters: {row}"
        );
    }
}

#[test]
fn what_people_write_is_never_read_as_markup_or_code() {
    for text in [
        "#read(\"/etc/passwd\")",
        "#import \"@preview/x:1.0.0\"",
        "$x^2$ @label <label>",
        "\\ ` ~ = - + / // /* */",
        "</script><script>alert(1)</script>",
        "#set page(width: 1pt)",
        "[#panic()]",
    ] {
        let sheets = typeset(&summary(vec![page(text)]), Paper::A4).unwrap();
        assert_eq!(sheets.page_count(), 1, "{text:?} changes nothing of the page");
        let line = sheets
            .lines()
            .iter()
            .find(|line| line.role == LineRole::Text && !line.text.contains("Noor and Sam"));
        assert!(line.is_some(), "{text:?} is printed as text");
    }
    let sheets =
        typeset(&summary(vec![page("say \\#read(\"/etc/passwd\") twice")]), Paper::A4).unwrap();
    assert!(
        words(&printed(&sheets).text()).contains("say #read(\"/etc/passwd\") twice"),
        "it stands there as it was written"
    );
}

#[test]
fn hostile_text_is_printed_or_named_and_never_stops_the_page() {
    let long_word = "w".repeat(20_000);
    for text in [
        "a\u{0}b\u{7}c",
        "\u{202E}reversed",
        "\u{200B}\u{200D}",
        "\u{FFFF}",
        "שלום לכולם",
        "مرحبا",
        "日本語",
        "👩‍👩‍👧",
        &long_word,
    ] {
        let sheets = typeset(&summary(vec![page(text)]), Paper::A4).unwrap();
        let pdf = sheets.pdf();
        assert!(
            pdf.is_ok(),
            "{:?} must not keep the page from being printed: {:?}",
            text.chars().take(20).collect::<String>(),
            pdf.err()
        );
    }
}

#[test]
fn a_character_without_a_glyph_is_named() {
    let sheets = typeset(&summary(vec![page("plain \u{10FFFD} end")]), Paper::A4).unwrap();
    assert_eq!(
        sheets.missing(),
        vec!['\u{10FFFD}'],
        "a private character that no font has is named, and nothing else"
    );
    assert!(
        typeset(&summary(vec![page("plain")]), Paper::A4).unwrap().missing().is_empty(),
        "plain words have glyphs"
    );
}

#[test]
fn more_than_a_mebibyte_is_refused_with_its_own_error() {
    let refused = typeset(&summary(vec![page(&"x ".repeat(600_000))]), Paper::A4).err();
    assert_eq!(
        refused,
        Some(PaperError::TooLong),
        "a summary is for an hour, and typesetting must end"
    );
}

#[test]
fn the_same_summary_makes_the_same_bytes() {
    let content = summary(vec![page("The same.")]);
    let once = typeset(&content, Paper::A4).unwrap().pdf().unwrap();
    duologue_paper::forget();
    let again = typeset(&content, Paper::A4).unwrap().pdf().unwrap();
    assert_eq!(
        once, again,
        "an approval will be over the exact pages, so they must not change by themselves"
    );
}

#[test]
fn a_page_is_also_a_picture_of_the_same_size() {
    let sheets = typeset(&summary(vec![page("Short.")]), Paper::Letter).unwrap();
    let svg = sheets.svg(0).unwrap();
    assert!(svg.starts_with("<svg") && svg.contains("612"), "the preview has the paper's size");
    assert!(!svg.contains("<text"), "outlines only: the preview needs no font");
    assert!(sheets.svg(1).is_none(), "there is no second page");
    let (width, height) = sheets.size_pt();
    assert_eq!((width.round(), height.round()), (612.0, 792.0), "Letter in points");
}

#[test]
fn an_empty_answer_prints_left_open_without_a_name() {
    let sheets = typeset(&summary(vec![page("   ")]), Paper::A4).unwrap();
    assert!(sheets.lines().iter().any(|line| line.text == "left open"), "an empty line says so");
}
