//! The PDF as a file: for screen readers, complete, and nowhere but in memory.

use crate::printed::{notes, page, printed, set, typeset};
use duologue_paper::{Paper, Sheet, Words};
use std::process::Command;

fn holds(pdf: &[u8], part: &str) -> bool {
    pdf.windows(part.len()).any(|window| window == part.as_bytes())
}

#[test]
fn the_pdf_is_made_for_screen_readers() {
    let sheets = set("Short and **bold**.\n\n- one\n- two\n\n> a quote");
    let pdf = sheets.pdf().unwrap();
    let printed = printed(&sheets);
    let info = printed.info();
    assert!(info.contains("Tagged:          yes"), "readers need the structure: {info}");
    assert!(info.contains("Title:           For our session"), "PDF/UA wants a title: {info}");
    assert!(holds(&pdf, "<pdfuaid:part>1</pdfuaid:part>"), "it says that it is PDF/UA-1");
    assert!(holds(&pdf, "/Lang"), "and in which language");
    let structure = printed.structure();
    for tag in ["H1", "H2", "H3", "P", "L", "LI", "BlockQuote"] {
        let found = structure.lines().any(|line| line.split_whitespace().next() == Some(tag));
        assert!(found, "{tag} is missing in the structure: {structure}");
    }
    let lists = structure.lines().filter(|line| line.trim().split(' ').next() == Some("L"));
    assert_eq!(lists.count(), 1, "two items are one list: {structure}");
}

#[test]
fn the_pdf_carries_its_fonts() {
    let fonts = printed(&set("Short and **bold**.")).fonts();
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
fn a_language_that_is_none_does_not_keep_the_page_from_being_set() {
    for language in ["de", "en-GB", "zh-Hant-TW", "es-419", "", "no language", "abcdefgh"] {
        let sheet = Sheet::Notes(notes(vec![page("Short.")]));
        let sheets = duologue_paper::typeset(&sheet, &Words::of(language), Paper::A4).unwrap();
        let text = printed(&sheets).text();
        assert!(text.contains("For our session"), "{language:?} falls back to English");
    }
}

#[test]
fn the_same_summary_makes_the_same_bytes() {
    let content = notes(vec![page("The same, \u{4F60} \u{5E9}\u{5DC}.")]);
    let make = || {
        let sheets = typeset(&content, Paper::A4).unwrap();
        (sheets.pdf().unwrap(), sheets.svg(0).unwrap())
    };
    let once = make();
    duologue_paper::forget();
    assert!(once == make(), "an approval is over the exact pages: they must not change unasked");
}

/// Names the folder in which [`a_page_is_set_in_this_folder`] runs.
const FOLDER: &str = "DUOLOGUE_PAPER_TEST_FOLDER";

#[test]
fn no_file_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "file::a_page_is_set_in_this_folder"]).current_dir(folder.path());
    for name in [FOLDER, "TMPDIR", "HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR", "TMP", "TEMP"] {
        child.env(name, folder.path());
    }
    let output = child.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && said.contains("1 passed"), "the page was set: {said}");
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert!(left.is_empty(), "paper comes from memory; found {left:?}");
}

#[test]
fn a_page_is_set_in_this_folder() {
    let sheets = set("Ours, \u{4F60}\u{597D} \u{10FFFD}");
    assert!(!sheets.pdf().unwrap().is_empty() && sheets.svg(0).is_some(), "all of it is made");
    if let Some(folder) = std::env::var_os(FOLDER) {
        assert!(std::fs::read_dir(folder).unwrap().next().is_none(), "also while it was made");
    }
}
