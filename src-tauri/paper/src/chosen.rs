//! Pages that were chosen to be printed, and what they hold.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One page of a journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenPage {
    /// The day it is about.
    pub on: NaiveDate,
    /// Who wrote it.
    pub author: String,
    /// What it is.
    pub kind: ChosenKind,
}

/// What an entry is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
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
    /// A practice of two.
    Practice {
        /// What it was, as "Talk openly: Sunday evenings".
        title: String,
        /// What was said in it, in order.
        parts: Vec<ChosenPart>,
    },
    /// A page with what was written in reply to it.
    Replied {
        /// The page.
        page: Box<ChosenKind>,
        /// The replies, in order.
        replies: Vec<Answer>,
    },
}

/// An answer to a question, or a reply to a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Whose.
    pub author: String,
    /// The words; nothing when it was told in person.
    pub markdown: Option<String>,
}

/// A part of a practice. Its text prints as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenPart {
    /// Which step it belongs to; may be empty. Printed once above parts that share it.
    pub heading: String,
    /// Whose; may be empty.
    pub author: String,
    /// The words.
    pub text: String,
}

impl ChosenPage {
    /// How much text it holds, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.author.len() + self.kind.bytes()
    }
}

/// Whether more than one speaks in these pages.
pub(crate) fn several_speak(pages: &[ChosenPage]) -> bool {
    let mut voices: Vec<&str> = Vec::new();
    for page in pages {
        voices.push(&page.author);
        page.kind.voices(&mut voices);
    }
    voices.retain(|voice| !voice.is_empty());
    voices.windows(2).any(|two| two[0] != two[1])
}

impl ChosenKind {
    fn voices<'a>(&'a self, into: &mut Vec<&'a str>) {
        let of_all = |answers: &'a [Answer]| answers.iter().map(|one| one.author.as_str());
        match self {
            Self::Page { .. } | Self::Noticed { .. } => {}
            Self::InnerWorld { answers, .. } => into.extend(of_all(answers)),
            Self::Practice { parts, .. } => {
                into.extend(parts.iter().map(|part| part.author.as_str()));
            }
            Self::Replied { page, replies } => {
                page.voices(into);
                into.extend(of_all(replies));
            }
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::Page { markdown } => markdown.len(),
            Self::Noticed { did, says, meant } => did.len() + says.len() + meant.len(),
            Self::InnerWorld { question, answers } => question.len() + of_all(answers),
            Self::Practice { title, parts } => {
                let of_part =
                    |part: &ChosenPart| part.heading.len() + part.author.len() + part.text.len();
                title.len() + parts.iter().map(of_part).sum::<usize>()
            }
            Self::Replied { page, replies } => page.bytes() + of_all(replies),
        }
    }
}

fn of_all(answers: &[Answer]) -> usize {
    let of_one =
        |answer: &Answer| answer.author.len() + answer.markdown.as_deref().map_or(0, str::len);
    answers.iter().map(of_one).sum()
}
