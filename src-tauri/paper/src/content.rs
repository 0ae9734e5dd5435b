//! What stands on the counsellor's page, in reading order.

use crate::block::{Block, LineRole, Run, Stand};
use crate::words::Words;
use crate::{Answer, ChosenKind, ChosenPage, PaperError, Summary, markdown};

const MOST_BYTES: usize = 1024 * 1024;
const MOST_BLOCKS: usize = 10_000;

/// The page but its running head and foot.
pub(crate) struct Content {
    pub(crate) blocks: Vec<Block>,
    /// How many of the blocks say what the page is, before the first entry.
    pub(crate) opening: usize,
}

/// # Errors
/// [`PaperError::TooLong`].
pub(crate) fn of(summary: &Summary, words: &Words) -> Result<Content, PaperError> {
    if bytes(summary) > MOST_BYTES {
        return Err(PaperError::TooLong);
    }
    let mut blocks = Vec::new();
    if !summary.approved {
        blocks.push(Block::plain(LineRole::Note, words.say("paper-not-approved", &[])));
    }
    blocks.push(Block::plain(LineRole::Title, words.say("paper-title", &[])));
    blocks.extend(frame(summary, words).map(|line| Block::plain(LineRole::Text, line)));
    let opening = blocks.len();
    if summary.entries.is_empty() {
        blocks.push(Block::plain(LineRole::Text, words.say("paper-nothing-chosen", &[])));
    }
    let mut day = None;
    for entry in &summary.entries {
        if day != Some(entry.on) {
            blocks.push(Block::plain(LineRole::Heading, words.date(entry.on)));
            day = Some(entry.on);
        }
        entry_blocks(entry, words, &mut blocks);
        if blocks.len() > MOST_BLOCKS {
            return Err(PaperError::TooLong);
        }
    }
    Ok(Content { blocks, opening })
}

fn bytes(summary: &Summary) -> usize {
    let of_answer =
        |answer: &Answer| answer.author.len() + answer.markdown.as_deref().map_or(0, str::len);
    let of_entry = |entry: &ChosenPage| {
        entry.author.len()
            + match &entry.kind {
                ChosenKind::Page { markdown } => markdown.len(),
                ChosenKind::Noticed { did, says, meant } => did.len() + says.len() + meant.len(),
                ChosenKind::InnerWorld { question, answers } => {
                    question.len() + answers.iter().map(of_answer).sum::<usize>()
                }
            }
    };
    let names: usize = summary.names.iter().map(String::len).sum();
    names + summary.entries.iter().map(of_entry).sum::<usize>()
}

fn frame(summary: &Summary, words: &Words) -> [String; 3] {
    let (from, to) = (words.date(summary.from), words.date(summary.to));
    let statement =
        if summary.names.len() < 2 { "paper-statement-one" } else { "paper-statement-both" };
    [
        words.names_and_date(&summary.names, summary.made),
        words.say("paper-period", &[("from", &from), ("to", &to)]),
        words.say(statement, &[]),
    ]
}

fn entry_blocks(entry: &ChosenPage, words: &Words, out: &mut Vec<Block>) {
    match &entry.kind {
        ChosenKind::Page { markdown } => {
            voice(&entry.author, markdown::blocks(markdown), words, out);
        }
        ChosenKind::Noticed { did, says, meant } => {
            let label = words.say("paper-noticed", &[("author", &entry.author)]);
            let mut parts: Vec<Block> = did.lines().filter(|line| !blank(line)).map(text).collect();
            for (id, said) in [("paper-says", says), ("paper-meant", meant)] {
                if !blank(said) {
                    parts.push(labelled(words, id, said));
                }
            }
            voice(&label, parts, words, out);
        }
        ChosenKind::InnerWorld { question, answers } => {
            out.push(Block::plain(LineRole::Voice, words.say("paper-inner-world", &[])));
            if !blank(question) {
                let asked = vec![Run::strong(question)];
                out.push(Block::of_runs(LineRole::Text, Stand::Paragraph, asked));
            }
            for Answer { author, markdown } in answers {
                let parts = match markdown {
                    Some(markdown) => markdown::blocks(markdown),
                    None => vec![text(&words.say("paper-in-person", &[]))],
                };
                voice(author, parts, words, out);
            }
        }
    }
}

/// Somebody's words below their name. Where there are none the line is left
/// open, and nobody is named as the one who left it.
fn voice(label: &str, parts: Vec<Block>, words: &Words, out: &mut Vec<Block>) {
    if parts.is_empty() {
        return out.push(text(&words.say("paper-left-open", &[])));
    }
    if !blank(label) {
        out.push(Block::plain(LineRole::Voice, label));
    }
    out.extend(parts);
}

fn labelled(words: &Words, id: &str, said: &str) -> Block {
    let [before, after] = words.around(id, ["text"]);
    let runs = vec![Run::strong(before), Run::plain(said), Run::strong(after)];
    Block::of_runs(LineRole::Text, Stand::Paragraph, runs)
}

fn text(text: &str) -> Block {
    Block::plain(LineRole::Text, text)
}

fn blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c.is_control())
}
