//! What is printed: typeset in memory, as PDF and as the very same pages in SVG.
//!
//! This crate knows what stands on a counsellor's page, not the journal it
//! came from. Text of people is data and never markup: the template reads it
//! as strings. Nothing is read from or written to disk but the system's fonts.

mod block;
mod breaks;
mod content;
mod fonts;
mod markdown;
mod sheets;
mod words;
mod world;

pub use block::{Line, LineRole};
pub use sheets::{Sheets, forget, typeset};
pub use words::Words;

use chrono::NaiveDate;

/// A counsellor's page: chosen pages of Ours of a period.
#[derive(Debug, Clone)]
pub struct Summary {
    /// The partners, as they choose to be named.
    pub names: Vec<String>,
    /// The day it is made.
    pub made: NaiveDate,
    /// First day of the period.
    pub from: NaiveDate,
    /// Last day of the period.
    pub to: NaiveDate,
    /// Both have approved these very pages.
    pub approved: bool,
    /// What is on it, in order.
    pub entries: Vec<ChosenPage>,
}

/// One page of Ours.
#[derive(Debug, Clone)]
pub struct ChosenPage {
    /// The day it is about.
    pub on: NaiveDate,
    /// Who wrote it.
    pub author: String,
    /// What it is.
    pub kind: ChosenKind,
}

/// What an entry is.
#[derive(Debug, Clone)]
pub enum ChosenKind {
    /// Free writing.
    Page {
        /// Its text.
        markdown: String,
    },
    /// A thing noticed.
    Noticed {
        /// What the other did.
        did: String,
        /// What it says about them; may be empty.
        says: String,
        /// What it meant; may be empty.
        meant: String,
    },
    /// A question both answered.
    InnerWorld {
        /// The question.
        question: String,
        /// Both answers.
        answers: Vec<Answer>,
    },
}

/// An answer to a question.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Whose.
    pub author: String,
    /// The words; nothing when it was told in person.
    pub markdown: Option<String>,
}

/// Paper size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 210 × 297 mm.
    A4,
    /// 8.5 × 11 in.
    Letter,
}

/// Why a page could not be set. Holds nothing of what stands on it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// More text than a talk can use: over 1 MiB, or over 10,000 paragraphs.
    /// Typesetting cannot be stopped once begun, so it is bounded before.
    #[error("too much text for one summary")]
    TooLong,
    /// The typesetter refused; names the step only, as its own words may
    /// repeat what people wrote.
    #[error("the page could not be set: {0}")]
    Typesetting(&'static str),
}
