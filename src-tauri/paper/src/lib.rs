//! What is printed: typeset in memory, as PDF, and as the very same pages in SVG and PNG.
//!
//! This crate knows what stands on paper, not the journal it came from. Text of
//! people is data and never markup of the typesetter: templates read it as
//! strings. Nothing is read from or written to disk but the system's fonts.
//!
//! Every kind of [`Sheet`] becomes a manuscript (blocks of words, and how they
//! stand), a template sets that on paper, and [`Sheets`] are the pages. A book
//! may take seconds and setting cannot be stopped once begun: [`press`] has it
//! set by a child process, which can be killed.

mod block;
mod book;
mod breaks;
mod budget;
mod chosen;
mod entries;
mod fonts;
mod kit;
mod manuscript;
mod markdown;
mod missing;
mod notes;
mod picture;
pub mod press;
mod script;
mod sheets;
mod shorten;
mod standing;
mod summary;
mod words;
mod world;

pub use block::{Line, LineRole};
pub use book::{Book, BookOf};
pub use chosen::{Answer, ChosenKind, ChosenPage, ChosenPart};
pub use kit::{Kit, KitOpens};
pub use notes::Notes;
pub use sheets::{Sheets, forget, typeset};
pub use standing::Standing;
pub use summary::{Form, Section, Summary, SummaryLine};
pub use words::Words;

use serde::{Deserialize, Serialize};

/// What can be set on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Sheet {
    /// The counselling summary.
    Summary(Summary),
    /// Chosen pages under their days: private notes for a talk, or pages of Ours.
    Notes(Notes),
    /// The sheet of a recovery kit.
    Kit(Kit),
    /// A range of days as a book.
    Book(Book),
}

/// Paper size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Paper {
    /// 210 × 297 mm.
    A4,
    /// 8.5 × 11 in.
    Letter,
}

/// Why a page could not be set. Holds nothing of what stands on it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// More text than this kind of sheet is made for: over 1 MiB or 10,000
    /// paragraphs, for a book over 32 MiB or 300,000 paragraphs. Typesetting
    /// cannot be stopped once begun, so it is bounded before.
    #[error("too much text for one sheet")]
    TooLong,
    /// The typesetter refused; names the step only, as its own words may
    /// repeat what people wrote.
    #[error("the page could not be set: {0}")]
    Typesetting(&'static str),
}
