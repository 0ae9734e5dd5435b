//! Set pages, and what can be asked of them.

use crate::block::{self, Block, Line, LineRole};
use crate::fonts;
use crate::words::Words;
use crate::world::PaperWorld;
use crate::{Paper, PaperError, Summary};
use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use std::collections::BTreeSet;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst::layout::{Frame, FrameItem};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_svg::SvgOptions;

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
    language: &'a str,
    family: &'a str,
    title: String,
    /// On the second page and later; the first has it as its first line.
    head: Option<String>,
    foot: String,
    /// "1 of 3" with the numbers left out, as the text around them.
    page_of: [String; 3],
    blocks: &'a [Block],
}

/// Sets a summary on paper.
///
/// # Errors
/// [`PaperError::TooLong`] for over 1 MiB of text; [`PaperError::Typesetting`].
pub fn typeset(summary: &Summary, paper: Paper) -> Result<Sheets, PaperError> {
    let words = Words::english();
    let blocks = block::blocks(summary, &words)?;
    let foot_id = if summary.approved { "paper-foot-approved" } else { "paper-foot-not-approved" };
    let data = Data {
        paper: match paper {
            Paper::A4 => "a4",
            Paper::Letter => "us-letter",
        },
        language: &summary.language,
        family: fonts::FAMILY,
        title: words.say("paper-title", &[]),
        head: (!summary.approved).then(|| words.say("paper-not-approved", &[])),
        foot: words.say(foot_id, &[]),
        page_of: page_of(&words),
        blocks: &blocks,
    };
    let fonts = fonts::for_text(
        blocks.iter().flat_map(|block| block.runs.iter().map(|run| run.text.as_str())),
    );
    let json =
        serde_json::to_vec(&data).map_err(|error| PaperError::Typesetting(error.to_string()))?;
    let world = PaperWorld::new(json, fonts);
    let document =
        typst::compile::<PagedDocument>(&world).output.map_err(|errors| refused(&errors))?;
    let mut lines: Vec<Line> = blocks.iter().map(Block::line).collect();
    lines.push(Line { role: LineRole::Mark, text: data.foot });
    Ok(Sheets { document, lines, made: summary.made })
}

/// Empties the typesetter's cache, which holds text.
pub fn forget() {
    comemo::evict(0);
}

/// The message around the two numbers, so that the template can put them in.
fn page_of(words: &Words) -> [String; 3] {
    let text = words.say("paper-page-of", &[("page", "\u{1}"), ("pages", "\u{2}")]);
    let mut parts = text.split(['\u{1}', '\u{2}']).map(str::to_owned);
    [parts.next(), parts.next(), parts.next()].map(Option::unwrap_or_default)
}

fn refused(errors: &[SourceDiagnostic]) -> PaperError {
    let message = errors.first().map(|error| error.message.to_string());
    PaperError::Typesetting(message.unwrap_or_default())
}

impl Sheets {
    /// The pages as tagged PDF, the same bytes for the same summary. It is
    /// PDF/UA-1 unless a character is [missing](Self::missing) a glyph.
    ///
    /// # Errors
    /// [`PaperError::Typesetting`].
    pub fn pdf(&self) -> Result<Vec<u8>, PaperError> {
        let wanted: &[PdfStandard] =
            if self.missing().is_empty() { &[PdfStandard::Ua_1] } else { &[] };
        let standards = PdfStandards::new(wanted)
            .map_err(|error| PaperError::Typesetting(error.message().to_string()))?;
        let day = |n: u32| u8::try_from(n).unwrap_or(1);
        let made =
            Datetime::from_ymd(self.made.year(), day(self.made.month()), day(self.made.day()));
        let options = PdfOptions {
            ident: Smart::Custom("duologue summary".to_owned()),
            creator: Smart::Custom(Some("Duologue".to_owned())),
            timestamp: made.map(Timestamp::new_utc),
            standards,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&self.document, &options).map_err(|errors| refused(&errors))
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
