//! Set pages, and what can be asked of them.

use crate::block::{Block, Line, LineRole};
use crate::fonts::Face;
use crate::manuscript::{Layout, Manuscript};
use crate::shorten::{self, Taken};
use crate::words::Words;
use crate::world::PaperWorld;
use crate::{
    Paper, PaperError, Sheet, Summary, book, breaks, fonts, kit, missing, notes, picture, script,
    summary,
};
use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use std::collections::BTreeMap;
use typst::foundations::{Datetime, Label, Smart};
use typst::introspection::Introspector;
use typst::layout::Abs;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_svg::SvgOptions;

/// Pages as they print.
pub struct Sheets {
    document: PagedDocument,
    lines: Vec<Line>,
    too_long: Vec<usize>,
    made: NaiveDate,
}

/// What the template reads.
#[derive(Serialize)]
struct Data<'a> {
    paper: &'a str,
    side_mm: f64,
    language: &'a str,
    region: Option<&'a str>,
    /// The families text is set in, by language; those of any other under "".
    families: BTreeMap<&'a str, Vec<&'a str>>,
    /// Those of labels.
    labels: Vec<&'a str>,
    /// "1 of 3" with the numbers left out, as the text around them.
    page_of: [String; 3],
    layout: Layout,
    #[serde(flatten)]
    manuscript: &'a Manuscript,
    /// Blocks, the items of one list together; none of a book.
    groups: Vec<&'a [Block]>,
    /// The same of a book, by month.
    chapters: Vec<Chapter<'a>>,
}

/// A part of a book that begins on a page of its own.
#[derive(Serialize)]
struct Chapter<'a> {
    title: String,
    groups: Vec<&'a [Block]>,
}

/// Sets a sheet on paper, in `words` around what people wrote.
///
/// # Errors
/// [`PaperError::TooLong`] for more text than such a sheet is made for;
/// [`PaperError::Typesetting`] when the typesetter refused.
pub fn typeset(sheet: &Sheet, words: &Words, paper: Paper) -> Result<Sheets, PaperError> {
    let (mut manuscript, made) = match sheet {
        Sheet::Summary(summary) => return typeset_summary(summary, words, paper),
        Sheet::Notes(notes) => (notes::manuscript(notes, words)?, notes.made),
        Sheet::Kit(kit) => (kit::manuscript(kit, words)?, kit.made),
        Sheet::Book(book) => (book::manuscript(book, words)?, book.made),
    };
    let (document, lines) = set_whole(&mut manuscript, words, paper)?;
    Ok(Sheets { document, lines, too_long: Vec::new(), made })
}

/// With room, or closer where it does not fit so; what does not fit then is offered back.
fn typeset_summary(summary: &Summary, words: &Words, paper: Paper) -> Result<Sheets, PaperError> {
    let made = summary.made;
    let mut roomy = summary::manuscript(summary, words, Layout::Summary)?;
    let (document, lines) = set_whole(&mut roomy, words, paper)?;
    if taken(&document).fits(summary.form) {
        return Ok(Sheets { document, lines, too_long: Vec::new(), made });
    }
    let mut tight = summary::manuscript(summary, words, Layout::Tight)?;
    let (document, lines) = set_whole(&mut tight, words, paper)?;
    let too_long = shorten::too_long(summary, &taken(&document));
    Ok(Sheets { document, lines, too_long, made })
}

/// Sets a manuscript, and again with places to break where a word runs out of the page; gives
/// back its words too.
fn set_whole(
    manuscript: &mut Manuscript,
    words: &Words,
    paper: Paper,
) -> Result<(PagedDocument, Vec<Line>), PaperError> {
    script::tell(&mut manuscript.blocks, words.language.language.as_str());
    let lines = manuscript.lines();
    let mut document = set(manuscript, &lines, words, paper)?;
    let side = Abs::mm(manuscript.layout.side_mm(paper)).to_pt();
    if !breaks::fits(&document, side) {
        breaks::give_places(manuscript);
        document = set(manuscript, &lines, words, paper)?;
    }
    Ok((document, lines))
}

fn set(
    manuscript: &Manuscript,
    lines: &[Line],
    words: &Words,
    paper: Paper,
) -> Result<PagedDocument, PaperError> {
    let language = &words.language;
    let layout = manuscript.layout;
    let face = if layout == Layout::Book { Face::Serif } else { Face::Sans };
    let fonts = fonts::for_text(lines.iter().map(|line| line.text.as_str()), face);
    let told = manuscript.blocks.iter().filter_map(|block| block.language);
    let tag = language.language.as_str();
    let families = told.map(|told| (told, told)).chain([("", tag)]);
    let is_book = layout == Layout::Book;
    let data = Data {
        paper: match paper {
            Paper::A4 => "a4",
            Paper::Letter => "us-letter",
        },
        side_mm: layout.side_mm(paper),
        language: if tag.len() < 4 { tag } else { "en" },
        region: language.region.as_ref().map(|tag| tag.as_str()).filter(|tag| tag.len() == 2),
        families: families.map(|(name, tag)| (name, fonts.families(face, tag))).collect(),
        labels: fonts.families(Face::Sans, tag),
        page_of: words.around("paper-page-of", &[], ["page", "pages"]),
        layout,
        manuscript,
        groups: if is_book { Vec::new() } else { groups(&manuscript.blocks) },
        chapters: if is_book { chapters(&manuscript.blocks) } else { Vec::new() },
    };
    let json = serde_json::to_vec(&data).map_err(|_| PaperError::Typesetting("data"))?;
    let world = PaperWorld::new(layout, json, fonts);
    typst::compile(&world).output.map_err(|_| PaperError::Typesetting("pages"))
}

fn groups(blocks: &[Block]) -> Vec<&[Block]> {
    blocks.chunk_by(Block::goes_on).collect()
}

/// Each begins with its title.
fn chapters(blocks: &[Block]) -> Vec<Chapter<'_>> {
    let of_one = |blocks: &[Block]| {
        let title = blocks.first().filter(|first| first.role == LineRole::Title);
        title.map(Block::words).unwrap_or_default()
    };
    blocks
        .chunk_by(|_, next| next.role != LineRole::Title)
        .map(|blocks| Chapter { title: of_one(blocks), groups: groups(blocks) })
        .collect()
}

/// How many pages stand before and after the start of the second page.
fn taken(document: &PagedDocument) -> Taken {
    let pages = document.pages().len();
    let introspector = document.introspector();
    let second = Label::new(PicoStr::intern("second"))
        .and_then(|label| introspector.query_label(label).ok()?.location())
        .and_then(|location| introspector.page(location))
        .map_or(pages, |page| page.get() - 1);
    Taken { first: second, second: pages - second }
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

    /// One page, from 0, as a PNG for the screen, `width` pixels across.
    pub fn png(&self, page: usize, width: u32) -> Option<Vec<u8>> {
        picture::png(self.document.pages().get(page)?, width)
    }

    /// The printed words in reading order, without the running head and page numbers.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Letters that no font at hand can print, as people see them.
    pub fn missing(&self) -> Vec<String> {
        missing::letters(&self.document, &self.lines)
    }

    /// The lines of a summary, as indices, that are offered back to their authors to shorten,
    /// because it does not fit its pages: first those furthest over their
    /// [budget](crate::Section::budget), or else the longest of each voice. Empty when it fits,
    /// and of any other sheet.
    pub fn too_long(&self) -> &[usize] {
        &self.too_long
    }

    /// Width and height of a page in points.
    pub fn size_pt(&self) -> (f64, f64) {
        let size = self.document.pages().first().map(|page| page.frame.size());
        size.map_or((0.0, 0.0), |size| (size.x.to_pt(), size.y.to_pt()))
    }
}
