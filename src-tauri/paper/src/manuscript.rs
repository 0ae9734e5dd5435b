//! A manuscript: what one template sets, before it has a place on paper.

use crate::block::{Block, Line, LineRole};
use crate::{Paper, PaperError};
use serde::Serialize;

/// Blocks of words, and what stands around them on every sheet.
#[derive(Serialize)]
pub(crate) struct Manuscript {
    #[serde(skip)]
    pub(crate) layout: Layout,
    /// The title of the file.
    pub(crate) title: String,
    /// What stands at the top of every sheet. It is also the first block.
    pub(crate) head: Option<String>,
    /// The lines at the foot of every sheet.
    pub(crate) foot: Vec<String>,
    #[serde(skip)]
    pub(crate) blocks: Vec<Block>,
    /// Somebody may yet approve it: room is kept for the line that says so.
    pub(crate) to_approve: bool,
    /// How many of the blocks say what the sheet is: a line is drawn below them.
    pub(crate) opening: usize,
    /// The block that begins the second page.
    pub(crate) second: Option<usize>,
    /// The twelve words of a kit.
    pub(crate) kit: Vec<String>,
    /// How many blocks stand above those words.
    pub(crate) above_kit: usize,
    /// The cover of a book, a line each.
    pub(crate) cover: Vec<String>,
    /// The heading above a book's months.
    pub(crate) contents: String,
}

/// How a manuscript is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Layout {
    /// Clear print, with room.
    #[default]
    Clear,
    /// Clear print, for a summary.
    Summary,
    /// The same, closer: for one that would not fit its pages otherwise.
    Tight,
    /// A recovery kit.
    Kit,
    /// A book.
    Book,
}

impl Layout {
    /// Margin left and right, in millimetres.
    pub(crate) fn side_mm(self, paper: Paper) -> f64 {
        match (self, paper) {
            (Self::Clear | Self::Summary | Self::Kit, _) => 22.0,
            (Self::Tight, _) => 19.0,
            // So that a line holds 62 to 68 letters.
            (Self::Book, Paper::A4) => 43.0,
            (Self::Book, Paper::Letter) => 46.0,
        }
    }

    /// Paragraphs and bytes beyond which nothing is set.
    fn most(self) -> (usize, usize) {
        const MIB: usize = 1024 * 1024;
        match self {
            Self::Book => (300_000, 32 * MIB),
            _ => (10_000, MIB),
        }
    }

    /// # Errors
    /// [`PaperError::TooLong`] for so many bytes of text.
    pub(crate) fn take_bytes(self, bytes: usize) -> Result<(), PaperError> {
        if bytes > self.most().1 { Err(PaperError::TooLong) } else { Ok(()) }
    }

    /// # Errors
    /// [`PaperError::TooLong`] for so many blocks.
    pub(crate) fn take_blocks(self, blocks: &[Block]) -> Result<(), PaperError> {
        if blocks.len() > self.most().0 { Err(PaperError::TooLong) } else { Ok(()) }
    }
}

impl Manuscript {
    pub(crate) fn new(layout: Layout, title: String) -> Self {
        Self {
            layout,
            title,
            head: None,
            foot: Vec::new(),
            to_approve: false,
            blocks: Vec::new(),
            opening: 0,
            second: None,
            kit: Vec::new(),
            above_kit: 0,
            cover: Vec::new(),
            contents: String::new(),
        }
    }

    /// Its words in reading order.
    pub(crate) fn lines(&self) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let title = |(n, text): (usize, &String)| Line {
            role: if n == 0 { LineRole::Title } else { LineRole::Text },
            text: text.clone(),
        };
        lines.extend(self.cover.iter().enumerate().map(title));
        let body = |blocks: &[Block]| -> Vec<Line> {
            blocks.iter().filter(|block| !block.is_rule()).map(Block::line).collect()
        };
        let (above, below) = self.blocks.split_at(self.above_kit.min(self.blocks.len()));
        lines.extend(body(above));
        let word = |(n, word): (usize, &String)| Line {
            role: LineRole::Text,
            text: format!("{}. {word}", n + 1),
        };
        lines.extend(self.kit.iter().enumerate().map(word));
        lines.extend(body(below));
        let foot = |text: &String| Line { role: LineRole::Note, text: text.clone() };
        lines.extend(self.foot.iter().map(foot));
        lines
    }
}
