//! The page as a list of blocks: what the template sets, and what a screen reader reads.

use crate::words::Words;
use crate::{Answer, Entry, EntryKind, PaperError, Summary, markdown};
use serde::Serialize;

const MOST_BYTES: usize = 1024 * 1024;

/// What a printed line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LineRole {
    /// The title of the page.
    Title,
    /// A heading.
    Heading,
    /// Whose words follow.
    Voice,
    /// Text.
    Text,
    /// A line about the page itself.
    Mark,
}

/// A printed line, as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub role: LineRole,
    /// Its words.
    pub text: String,
}

/// A run of text in one weight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Run {
    pub(crate) text: String,
    pub(crate) strong: bool,
}

/// How a block of text stands on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Stand {
    Paragraph,
    Item,
    Quote,
}

/// A block of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Block {
    pub(crate) role: LineRole,
    pub(crate) stand: Stand,
    pub(crate) rtl: bool,
    pub(crate) runs: Vec<Run>,
}

impl Block {
    pub(crate) fn plain(role: LineRole, text: impl Into<String>) -> Self {
        Self::of_runs(role, Stand::Paragraph, vec![Run { text: text.into(), strong: false }])
    }

    pub(crate) fn of_runs(role: LineRole, stand: Stand, mut runs: Vec<Run>) -> Self {
        for run in &mut runs {
            run.text = printable(&run.text);
        }
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        let rtl = unicode_bidi::get_base_direction(text.as_str()) == unicode_bidi::Direction::Rtl;
        Self { role, stand, rtl, runs }
    }

    pub(crate) fn line(&self) -> Line {
        Line { role: self.role, text: self.runs.iter().map(|run| run.text.as_str()).collect() }
    }
}

/// Characters that have no place on paper become spaces: controls, and marks that turn text around unseen.
fn printable(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FDD0}'..='\u{FDEF}')
            || u32::from(c) & 0xFFFE == 0xFFFE
    };
    text.chars().map(|c| if hidden(c) { ' ' } else { c }).collect()
}

/// Everything on the page but its running head and foot, in reading order.
pub(crate) fn blocks(summary: &Summary, words: &Words) -> Result<Vec<Block>, PaperError> {
    if bytes(summary) > MOST_BYTES {
        return Err(PaperError::TooLong);
    }
    let mut out = Vec::new();
    if !summary.approved {
        out.push(Block::plain(LineRole::Mark, words.say("paper-not-approved", &[])));
    }
    out.push(Block::plain(LineRole::Title, words.say("paper-title", &[])));
    for line in frame(summary, words) {
        out.push(Block::plain(LineRole::Text, line));
    }
    if summary.entries.is_empty() {
        out.push(Block::plain(LineRole::Text, words.say("paper-nothing-chosen", &[])));
    }
    let mut day = None;
    for entry in &summary.entries {
        if day != Some(entry.on) {
            out.push(Block::plain(LineRole::Heading, words.date(entry.on)));
            day = Some(entry.on);
        }
        entry_blocks(entry, words, &mut out);
    }
    Ok(out)
}

fn bytes(summary: &Summary) -> usize {
    let of_entry = |entry: &Entry| match &entry.kind {
        EntryKind::Page { markdown } => markdown.len(),
        EntryKind::Noticed { did, says, meant } => did.len() + says.len() + meant.len(),
        EntryKind::InnerWorld { question, answers } => {
            question.len()
                + answers.iter().map(|a| a.markdown.as_ref().map_or(0, String::len)).sum::<usize>()
        }
    };
    summary.entries.iter().map(of_entry).sum()
}

fn frame(summary: &Summary, words: &Words) -> [String; 3] {
    let date = |day| words.date(day);
    let statement =
        if summary.names.len() < 2 { "paper-statement-one" } else { "paper-statement-both" };
    [
        words.say(
            "paper-names",
            &[("names", &words.names(&summary.names)), ("made", &date(summary.made))],
        ),
        words.say("paper-period", &[("from", &date(summary.from)), ("to", &date(summary.to))]),
        words.say(statement, &[]),
    ]
}

fn entry_blocks(entry: &Entry, words: &Words, out: &mut Vec<Block>) {
    match &entry.kind {
        EntryKind::Page { markdown } => {
            out.push(Block::plain(LineRole::Voice, &entry.author));
            text_blocks(markdown, words, out);
        }
        EntryKind::Noticed { did, says, meant } => {
            out.push(Block::plain(
                LineRole::Voice,
                words.say("paper-noticed", &[("author", &entry.author)]),
            ));
            text_blocks(did, words, out);
            for (id, text) in [("paper-says", says), ("paper-meant", meant)] {
                if !text.trim().is_empty() {
                    out.push(Block::plain(LineRole::Text, words.say(id, &[("text", text)])));
                }
            }
        }
        EntryKind::InnerWorld { question, answers } => {
            out.push(Block::plain(LineRole::Voice, words.say("paper-inner-world", &[])));
            out.push(Block::of_runs(
                LineRole::Text,
                Stand::Paragraph,
                vec![Run { text: question.clone(), strong: true }],
            ));
            for Answer { author, markdown } in answers {
                out.push(Block::plain(LineRole::Voice, author));
                match markdown {
                    Some(markdown) => text_blocks(markdown, words, out),
                    None => {
                        out.push(Block::plain(LineRole::Text, words.say("paper-in-person", &[])))
                    }
                }
            }
        }
    }
}

fn text_blocks(markdown: &str, words: &Words, out: &mut Vec<Block>) {
    let before = out.len();
    out.extend(markdown::blocks(markdown));
    if out.len() == before {
        out.push(Block::plain(LineRole::Text, words.say("paper-left-open", &[])));
    }
}
