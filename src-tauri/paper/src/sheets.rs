//! Set pages, and what can be asked of them.

use crate::block::{Block, Line, LineRole};
use crate::words::Words;
use crate::world::PaperWorld;
use crate::{Paper, PaperError, Summary, breaks, content, fonts};
use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use std::collections::BTreeSet;
use typst::foundations::{Datetime, Smart};
use typst::layout::{Abs, Frame, FrameItem};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_svg::SvgOptions;

/// Margin left and right, in millimetres.
const SIDE_MM: f64 = 22.0;

/// Pages as they print.
pub struct Sheets {
    document: PagedDocument,
    lines: Vec<Line>,
    made: NaiveDate,
}

/// What the template reads.
#[derive(Serialize)]
struct Data<'a> {
    paper: &'a str,
    side_mm: f64,
    language: &'a str,
    region: Option<&'a str>,
    family: &'a str,
    title: String,
    /// On the second page and later; the first has it as its first line.
    head: Option<String>,
    foot: String,
    /// "1 of 3" with the numbers left out, as the text around them.
    page_of: [String; 3],
    /// How many groups stand above the line below the title.
    opening: usize,
    /// Blocks, the items of one list together.
    groups: Vec<&'a [Block]>,
}

/// Sets a summary on paper, in `words` around what people wrote.
///
/// # Errors
/// [`PaperError::TooLong`] for more than a talk can use;
/// [`PaperError::Typesetting`] when the typesetter refused.
pub fn typeset(summary: &Summary, words: &Words, paper: Paper) -> Result<Sheets, PaperError> {
    let language = &words.language;
    let content = content::of(summary, words)?;
    let foot = words.say(foot(summary), &[]);
    let mut lines: Vec<Line> = content.blocks.iter().map(Block::line).collect();
    lines.push(Line { role: LineRole::Note, text: foot.clone() });
    let fonts = fonts::for_text(lines.iter().map(|line| line.text.as_str()));
    let mut data = Data {
        paper: match paper {
            Paper::A4 => "a4",
            Paper::Letter => "us-letter",
        },
        side_mm: SIDE_MM,
        language: Some(language.language.as_str()).filter(|tag| tag.len() < 4).unwrap_or("en"),
        region: language.region.as_ref().map(|tag| tag.as_str()).filter(|tag| tag.len() == 2),
        family: fonts::FAMILY,
        title: words.say("paper-title", &[]),
        head: (!summary.approved).then(|| words.say("paper-not-approved", &[])),
        foot,
        page_of: words.around("paper-page-of", ["page", "pages"]),
        opening: content.opening,
        groups: groups(&content.blocks),
    };
    let mut document = set(&data, fonts)?;
    if !breaks::fits(&document, Abs::mm(SIDE_MM).to_pt()) {
        let broken = breaks::with_places(&content.blocks);
        data.groups = groups(&broken);
        document = set(&data, fonts)?;
    }
    Ok(Sheets { document, lines, made: summary.made })
}

fn groups(blocks: &[Block]) -> Vec<&[Block]> {
    blocks.chunk_by(Block::goes_on).collect()
}

fn foot(summary: &Summary) -> &'static str {
    match (summary.approved, summary.names.len()) {
        (true, _) => "paper-foot-approved",
        (false, 0 | 1) => "paper-foot-one",
        (false, _) => "paper-foot-not-approved",
    }
}

fn set(data: &Data<'_>, fonts: &'static fonts::Fonts) -> Result<PagedDocument, PaperError> {
    let json = serde_json::to_vec(data).map_err(|_| PaperError::Typesetting("data"))?;
    let world = PaperWorld::new(json, fonts);
    typst::compile(&world).output.map_err(|_| PaperError::Typesetting("pages"))
}

/// Empties the typesetter's cache, which holds text.
pub fn forget() {
    comemo::evict(0);
}

impl Sheets {
    /// The pages as tagged PDF, the same bytes for the same summary on the
    /// same computer. It is PDF/UA-1 unless it holds what that does not allow:
    /// a character that is [missing](Self::missing) a glyph, one that no
    /// standard names, or signs of a script whose words a PDF cannot map back.
    ///
    /// # Errors
    /// [`PaperError::Typesetting`] when the pages cannot be written as PDF.
    pub fn pdf(&self) -> Result<Vec<u8>, PaperError> {
        self.pdf_of(&[PdfStandard::Ua_1]).or_else(|_| self.pdf_of(&[]))
    }

    fn pdf_of(&self, standards: &[PdfStandard]) -> Result<Vec<u8>, PaperError> {
        let refused = PaperError::Typesetting("pdf");
        let part = |n: u32| u8::try_from(n).ok();
        let (month, day) = (part(self.made.month()), part(self.made.day()));
        let made = month
            .zip(day)
            .and_then(|(month, day)| Datetime::from_ymd(self.made.year(), month, day));
        let options = PdfOptions {
            // One for all: it says nothing about whose pages these are.
            ident: Smart::Custom("duologue summary".to_owned()),
            creator: Smart::Custom(Some("Duologue".to_owned())),
            timestamp: made.map(Timestamp::new_utc),
            standards: PdfStandards::new(standards).map_err(|_| refused.clone())?,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&self.document, &options).map_err(|_| refused)
    }

    /// How many pages there are.
    pub fn page_count(&self) -> usize {
        self.document.pages().len()
    }

    /// One page, from 0, as SVG with outlines only.
    pub fn svg(&self, page: usize) -> Option<String> {
        let options = SvgOptions { render_bleed: false, pretty: false };
        self.document.pages().get(page).map(|page| typst_svg::svg(page, &options))
    }

    /// The printed words in reading order, without the running head and page numbers.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Characters that no font at hand can print.
    pub fn missing(&self) -> Vec<char> {
        let mut found = BTreeSet::new();
        for page in self.document.pages() {
            missing_in(&page.frame, &mut found);
        }
        found.into_iter().collect()
    }

    /// Width and height of a page in points.
    pub fn size_pt(&self) -> (f64, f64) {
        let size = self.document.pages().first().map(|page| page.frame.size());
        size.map_or((0.0, 0.0), |size| (size.x.to_pt(), size.y.to_pt()))
    }
}

fn missing_in(frame: &Frame, found: &mut BTreeSet<char>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => missing_in(&group.frame, found),
            FrameItem::Text(text) => {
                for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
                    let part = text.text.get(glyph.range()).unwrap_or_default();
                    found.extend(part.chars().filter(|c| !c.is_whitespace()));
                }
            }
            _ => {}
        }
    }
}
