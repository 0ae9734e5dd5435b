//! Chosen pages under their days: for a talk of one's own, or pages of Ours.

use crate::block::LineRole;
use crate::chosen::ChosenPage;
use crate::manuscript::{Layout, Manuscript};
use crate::words::Words;
use crate::{PaperError, Standing, entries};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Chosen pages of a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notes {
    /// The partners, as they choose to be named.
    pub names: Vec<String>,
    /// The day it is made.
    pub made: NaiveDate,
    /// First day of the period.
    pub from: NaiveDate,
    /// Last day of the period.
    pub to: NaiveDate,
    /// Who stands behind it.
    pub standing: Standing,
    /// What is on it, in order.
    pub entries: Vec<ChosenPage>,
}

/// # Errors
/// [`PaperError::TooLong`].
pub(crate) fn manuscript(notes: &Notes, words: &Words) -> Result<Manuscript, PaperError> {
    let names: usize = notes.names.iter().map(String::len).sum();
    let written: usize = notes.entries.iter().map(ChosenPage::bytes).sum();
    Layout::Clear.take_bytes(names + written)?;
    let title = match notes.standing {
        Standing::ByOne => "paper-title-one",
        Standing::NotApproved | Standing::Approved => "paper-title",
    };
    let mut notes_on_paper = Manuscript::new(Layout::Clear, words.say(title, &[]));
    opening(&mut notes_on_paper, notes, words);
    if notes.entries.is_empty() {
        let nothing = words.say("paper-nothing-chosen", &[]);
        notes_on_paper.blocks.push(words.line(LineRole::Text, nothing));
    }
    entries::under_days(&notes.entries, words, Layout::Clear, &mut notes_on_paper.blocks)?;
    Ok(notes_on_paper)
}

fn opening(out: &mut Manuscript, notes: &Notes, words: &Words) {
    out.head = notes.standing.mark(words);
    out.foot = vec![notes.standing.foot(words)];
    let mark = out.head.iter().map(|mark| words.line(LineRole::Note, mark));
    out.blocks.extend(mark);
    out.blocks.push(words.line(LineRole::Title, &out.title));
    for line in [
        words.names_and_date(&notes.names, notes.made),
        words.covers(notes.from, notes.to),
        notes.standing.statement(words),
    ] {
        out.blocks.push(words.line(LineRole::Text, line));
    }
    out.opening = out.blocks.len();
}
