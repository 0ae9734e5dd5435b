//! Summaries to set, and PDFs as other programs read them.

use chrono::NaiveDate;
use duologue_paper::{ChosenKind, ChosenPage, Paper, PaperError, Sheets, Summary, Words};
use std::ops::Range;
use std::path::PathBuf;
use std::process::Command;

pub fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, day).unwrap()
}

pub fn entry(on: u32, author: &str, kind: ChosenKind) -> ChosenPage {
    ChosenPage { on: day(on), author: author.into(), kind }
}

pub fn page(markdown: &str) -> ChosenPage {
    entry(18, "Noor", ChosenKind::Page { markdown: markdown.into() })
}

pub fn summary(entries: Vec<ChosenPage>) -> Summary {
    Summary {
        names: vec!["Noor".into(), "Sam".into()],
        made: day(28),
        from: day(8),
        to: day(23),
        approved: false,
        entries,
    }
}

pub fn typeset(summary: &Summary, paper: Paper) -> Result<Sheets, PaperError> {
    duologue_paper::typeset(summary, &Words::of("en"), paper)
}

pub fn set(markdown: &str) -> Sheets {
    typeset(&summary(vec![page(markdown)]), Paper::A4).unwrap()
}

/// The lines of a page with this text that came from it.
pub fn written(sheets: &Sheets) -> Vec<&str> {
    let lines = sheets.lines();
    let first = lines.iter().position(|line| line.text == "Noor").unwrap() + 1;
    lines[first..lines.len() - 1].iter().map(|line| line.text.as_str()).collect()
}

/// A PDF in a folder of its own, for the tools of poppler-utils.
pub struct Printed {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

pub fn printed(sheets: &Sheets) -> Printed {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.pdf");
    std::fs::write(&path, sheets.pdf().unwrap()).unwrap();
    Printed { _folder: folder, path }
}

impl Printed {
    pub fn info(&self) -> String {
        self.tool("pdfinfo", &[], &[])
    }

    pub fn fonts(&self) -> String {
        self.tool("pdffonts", &[], &[])
    }

    /// The tags of the document, as a screen reader meets them.
    pub fn structure(&self) -> String {
        self.tool("pdfinfo", &["-struct-text"], &[])
    }

    /// The words of each sheet in the order in which they were set.
    pub fn sheets(&self) -> Vec<String> {
        let text = self.tool("pdftotext", &["-raw"], &["-"]);
        let unseen = text.replace('\u{200B}', "");
        unseen.trim_end_matches('\u{c}').split('\u{c}').map(words).collect()
    }

    pub fn text(&self) -> String {
        self.sheets().join(" ")
    }

    /// Where a word begins and ends on its line, in points from the left.
    pub fn place_of(&self, word: &str) -> Range<f64> {
        let words = self.places();
        words.into_iter().find(|(said, _)| said == word).unwrap_or_else(|| panic!("{word}")).1
    }

    /// The right edge of the rightmost word, in points from the left.
    pub fn reach(&self) -> f64 {
        self.places().into_iter().map(|(_, place)| place.end).fold(0.0, f64::max)
    }

    fn places(&self) -> Vec<(String, Range<f64>)> {
        let boxes = self.tool("pdftotext", &["-bbox"], &["-"]);
        let place = |line: &str| {
            let mut values = line.split('"').skip(1).step_by(2);
            let (start, _, end) = (values.next()?, values.next()?, values.next()?);
            let said = line.rsplit_once("</word>")?.0.rsplit_once('>')?.1;
            Some((said.to_owned(), start.parse().ok()?..end.parse().ok()?))
        };
        boxes.lines().filter_map(place).collect()
    }

    fn tool(&self, name: &str, before: &[&str], after: &[&str]) -> String {
        let output = Command::new(name).args(before).arg(&self.path).args(after).output();
        let output =
            output.unwrap_or_else(|error| panic!("{name} of poppler-utils is needed: {error}"));
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}

/// Words without line breaks, which paper and screen set differently.
pub fn words(text: impl AsRef<str>) -> String {
    text.as_ref().split_whitespace().collect::<Vec<_>>().join(" ")
}
