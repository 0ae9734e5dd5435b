//! A range of days as a book: cover, months, the days in them.

use crate::block::{Block, LineRole};
use crate::chosen::ChosenPage;
use crate::manuscript::{Layout, Manuscript};
use crate::words::Words;
use crate::{PaperError, entries};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A range of days as a book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Book {
    /// What its cover says.
    pub title: String,
    /// The partners, or the one whose Mine it is, as they choose to be named.
    pub names: Vec<String>,
    /// First day of the range.
    pub from: NaiveDate,
    /// Last day of the range.
    pub to: NaiveDate,
    /// The day it is made.
    pub made: NaiveDate,
    /// Whose pages are in it.
    pub of: BookOf,
    /// The pages; printed by the day they are about.
    pub entries: Vec<ChosenPage>,
}

/// Whose pages are in a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum BookOf {
    /// Those both can read: each says whose it is.
    Ours,
    /// Those of one alone.
    Mine,
}

const PERIOD: [&str; 4] = [
    "paper-book-period-day",
    "paper-book-period",
    "paper-book-period-months",
    "paper-book-period-years",
];

/// # Errors
/// [`PaperError::TooLong`].
pub(crate) fn manuscript(book: &Book, words: &Words) -> Result<Manuscript, PaperError> {
    let names: usize = book.names.iter().map(String::len).sum();
    let written: usize = book.entries.iter().map(ChosenPage::bytes).sum();
    Layout::Book.take_bytes(book.title.len() + names + written)?;
    let entries = in_order(book);
    let title = Block::plain(LineRole::Title, &book.title).words();
    let mut bound = Manuscript::new(Layout::Book, title.clone());
    let period = words.period(PERIOD, book.from, book.to);
    bound.cover = vec![title];
    bound.cover.extend(words.names(&book.names).map(|names| crate::block::printable(&names)));
    bound.cover.push(period);
    let month = |page: &ChosenPage| (page.on.year(), page.on.month());
    for pages in entries.chunk_by(|one, next| month(one) == month(next)) {
        let Some(first) = pages.first() else { continue };
        bound.blocks.push(words.line(LineRole::Title, words.month(first.on)));
        entries::under_days(pages, words, Layout::Book, &mut bound.blocks)?;
    }
    if entries.is_empty() {
        let nothing = words.say("paper-book-empty", &[]);
        bound.blocks.push(words.line(LineRole::Text, nothing));
    } else {
        bound.contents = words.say("paper-book-contents", &[]);
    }
    Ok(bound)
}

/// By their days; in a book of one alone nobody needs to be named on every page.
fn in_order(book: &Book) -> Vec<ChosenPage> {
    let mut entries = book.entries.clone();
    entries.sort_by_key(|page| page.on);
    if book.of == BookOf::Mine {
        for page in &mut entries {
            page.author.clear();
        }
    }
    entries
}
