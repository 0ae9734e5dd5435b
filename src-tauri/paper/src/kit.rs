//! The sheet of a recovery kit: twelve words, and what they open.

use crate::PaperError;
use crate::block::{Block, LineRole, printable};
use crate::entries::blank;
use crate::manuscript::{Layout, Manuscript};
use crate::words::Words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The sheet of a recovery kit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kit {
    /// Whose it is, as they choose to be named; may be empty.
    pub name: String,
    /// What it opens.
    pub opens: KitOpens,
    /// The id of the journal, in hexadecimal.
    pub journal: String,
    /// Which kit it is: the journal gives the one that counts the same number.
    pub number: u32,
    /// The day it is made.
    pub made: NaiveDate,
    /// The twelve words, in their order.
    pub words: Vec<String>,
}

/// What a recovery kit opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum KitOpens {
    /// Everything its owner can open: their Mine, and Ours.
    All,
    /// Only Ours.
    OnlyOurs,
}

/// # Errors
/// [`PaperError::TooLong`].
pub(crate) fn manuscript(kit: &Kit, words: &Words) -> Result<Manuscript, PaperError> {
    let written = kit.words.iter().map(String::len).sum::<usize>();
    Layout::Kit.take_bytes(kit.name.len() + kit.journal.len() + written)?;
    let mut sheet = Manuscript::new(Layout::Kit, words.say("paper-kit-title", &[]));
    sheet.foot = vec![words.say("paper-kit-foot", &[])];
    sheet.kit = kit.words.iter().map(|word| printable(word)).collect();
    sheet.blocks = above(kit, words, &sheet.title);
    sheet.opening = 3;
    sheet.above_kit = sheet.blocks.len();
    sheet.blocks.extend(below(kit, words));
    Ok(sheet)
}

fn above(kit: &Kit, words: &Words, title: &str) -> Vec<Block> {
    let date = words.date(kit.made);
    let number = kit.number.to_string();
    let values = [("name", kit.name.as_str()), ("number", &number), ("made", &date)];
    let whose = if blank(&kit.name) { "paper-kit-unnamed" } else { "paper-kit-of" };
    vec![
        words.line(LineRole::Title, title),
        words.line(LineRole::Text, words.say(whose, &values)),
        words.labelled("paper-kit-journal", &[], &kit.journal),
        words.line(LineRole::Text, words.say("paper-kit-words", &[])),
    ]
}

fn below(kit: &Kit, words: &Words) -> Vec<Block> {
    let (opens, used) = match kit.opens {
        KitOpens::All => ("paper-kit-opens-all", "paper-kit-use-all"),
        KitOpens::OnlyOurs => ("paper-kit-opens-ours", "paper-kit-use-ours"),
    };
    let mut blocks = Vec::new();
    for (heading, text) in [
        ("paper-kit-opens", opens),
        ("paper-kit-use", used),
        ("paper-kit-keep", "paper-kit-keep-where"),
        ("paper-kit-lost", "paper-kit-lost-what"),
    ] {
        blocks.push(words.line(LineRole::Heading, words.say(heading, &[])));
        blocks.push(words.line(LineRole::Text, words.say(text, &[])));
    }
    blocks
}
