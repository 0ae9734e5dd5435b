//! Sheets to set, and PDFs as other programs read them.

use chrono::NaiveDate;
use duologue_paper::{
    ChosenKind, ChosenPage, Notes, Paper, PaperError, Sheet, Sheets, Standing, Words,
};
use std::collections::{BTreeMap, HashMap};
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

pub fn notes(entries: Vec<ChosenPage>) -> Notes {
    Notes {
        names: vec!["Noor".into(), "Sam".into()],
        made: day(28),
        from: day(8),
        to: day(23),
        standing: Standing::NotApproved,
        entries,
    }
}

pub fn typeset(notes: &Notes, paper: Paper) -> Result<Sheets, PaperError> {
    duologue_paper::typeset(&Sheet::Notes(notes.clone()), &Words::of("en"), paper)
}

/// A sheet that is not refused, in English.
pub fn set_sheet(sheet: &Sheet, paper: Paper) -> Sheets {
    duologue_paper::typeset(sheet, &Words::of("en"), paper).unwrap()
}

pub fn set(markdown: &str) -> Sheets {
    typeset(&notes(vec![page(markdown)]), Paper::A4).unwrap()
}

/// The lines of a page with this text that came from it.
pub fn written(sheets: &Sheets) -> Vec<&str> {
    let lines = sheets.lines();
    let first = lines.iter().position(|line| line.text == "Noor").unwrap() + 1;
    lines[first..lines.len() - 1].iter().map(|line| line.text.as_str()).collect()
}

/// A PDF in a folder of its own, for the tools of poppler-utils.
pub struct Printed {
    folder: tempfile::TempDir,
    path: PathBuf,
}

pub fn printed(sheets: &Sheets) -> Printed {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.pdf");
    std::fs::write(&path, sheets.pdf().unwrap()).unwrap();
    Printed { folder, path }
}

impl Printed {
    pub fn info(&self) -> String {
        self.tool("pdfinfo", &[], &[])
    }

    pub fn fonts(&self) -> String {
        self.tool("pdffonts", &[], &[])
    }

    /// The first page as another program draws it, a PNG so many pixels across.
    pub fn drawn(&self, width: u32) -> Vec<u8> {
        let into = self.folder.path().join("page");
        let width = width.to_string();
        let done = Command::new("pdftoppm")
            .args(["-png", "-singlefile", "-scale-to-x", &width, "-scale-to-y", "-1"])
            .args([&self.path, &into])
            .status();
        assert!(done.expect("pdftoppm of poppler-utils").success(), "it draws the page");
        std::fs::read(into.with_extension("png")).unwrap()
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

    /// Every piece of text with the size it is set in, in whole points.
    pub fn sizes(&self) -> Vec<(u32, String)> {
        let xml = self.tool("pdftohtml", &["-xml", "-stdout", "-i", "-zoom", "1"], &[]);
        let value = |line: &str, name: &str| {
            let after = line.split_once(&format!(" {name}=\""))?.1;
            Some(after.split_once('"')?.0.to_owned())
        };
        let size = |line: &str| Some((value(line, "id")?, value(line, "size")?.parse().ok()?));
        let sizes: HashMap<String, u32> =
            xml.lines().filter(|line| line.contains("<fontspec")).filter_map(size).collect();
        let texts = xml.lines().filter(|line| line.starts_with("<text"));
        texts
            .map(|line| {
                let said = line.split_once('>').unwrap().1.replace("</text>", "");
                (sizes[&value(line, "font").unwrap()], said.replace("<b>", "").replace("</b>", ""))
            })
            .collect()
    }

    /// The lines that are set in bold.
    pub fn bold(&self) -> Vec<String> {
        let xml = self.tool("pdftohtml", &["-xml", "-stdout", "-i"], &[]);
        let lines = xml.lines().filter_map(|line| line.split_once("<b>"));
        lines.map(|(_, said)| said.replace("</b></text>", "").trim().to_owned()).collect()
    }

    /// The words of each line of each page, from top to bottom.
    pub fn lines_by_page(&self) -> Vec<Vec<Vec<String>>> {
        let lines =
            |page: Vec<(f64, Vec<String>)>| page.into_iter().map(|(_, line)| line).collect();
        self.words_by_page().into_iter().map(lines).collect()
    }

    /// Each line of each page, and how far its top is from that of the page, in points.
    pub fn tops(&self) -> Vec<Vec<(f64, String)>> {
        let line = |(top, words): (f64, Vec<String>)| (top, words.join(" "));
        let pages = self.words_by_page().into_iter();
        pages.map(|page| page.into_iter().map(line).collect()).collect()
    }

    /// Lines of words with how far they are from the top of their page.
    fn words_by_page(&self) -> Vec<Vec<(f64, Vec<String>)>> {
        let boxes = self.tool("pdftotext", &["-bbox"], &["-"]);
        let of_page = |page: &str| {
            let mut lines: BTreeMap<i64, (f64, Vec<String>)> = BTreeMap::new();
            for word in page.lines().filter(|line| line.contains("<word")) {
                let top: f64 = word.split('"').nth(3).unwrap().parse().unwrap();
                let said = word.rsplit_once("</word>").unwrap().0.rsplit_once('>').unwrap().1;
                let line = lines.entry(top.round() as i64).or_insert((top, Vec::new()));
                line.1.push(said.to_owned());
            }
            lines.into_values().collect()
        };
        boxes.split("<page ").skip(1).map(of_page).collect()
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
