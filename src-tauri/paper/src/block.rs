//! A block of the page: what the template sets, and what a screen reader reads.

use serde::Serialize;

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
    Note,
}

/// A printed line, as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub role: LineRole,
    /// Its words.
    pub text: String,
}

/// A run of text in one weight and posture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Run {
    pub(crate) text: String,
    pub(crate) strong: bool,
    /// Only a book is set in italics.
    pub(crate) italic: bool,
}

impl Run {
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), strong: false, italic: false }
    }

    pub(crate) fn strong(text: impl Into<String>) -> Self {
        Self { text: text.into(), strong: true, italic: false }
    }
}

/// How a block of text stands on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "stand", rename_all = "lowercase")]
pub(crate) enum Stand {
    Paragraph,
    Quote,
    /// An item of a list, `depth` lists deep below the first.
    Bullet {
        depth: usize,
    },
    /// An item of a numbered list.
    Number {
        depth: usize,
        number: u64,
    },
    /// A further paragraph of an item.
    Under {
        depth: usize,
    },
    /// A heading of somebody's own: what follows stays with it.
    Heading,
    /// What nobody wrote: a line to write on goes on from it.
    Open,
    /// A break between thoughts, without words.
    Rule,
}

/// A block of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Block {
    pub(crate) role: LineRole,
    #[serde(flatten)]
    pub(crate) stand: Stand,
    pub(crate) rtl: bool,
    /// Its language, where the script tells that it is not the sheet's.
    pub(crate) language: Option<&'static str>,
    pub(crate) runs: Vec<Run>,
}

impl Block {
    pub(crate) fn plain(role: LineRole, text: impl Into<String>) -> Self {
        Self::of_runs(role, Stand::Paragraph, vec![Run::plain(text)])
    }

    pub(crate) fn of_runs(role: LineRole, stand: Stand, mut runs: Vec<Run>) -> Self {
        for run in &mut runs {
            run.text = printable(&run.text);
        }
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        Self { role, stand, rtl: is_rtl(&text), language: None, runs }
    }

    /// Text with a label that runs into it; it stands as the text does.
    pub(crate) fn labelled(role: LineRole, label: [&str; 2], text: &str) -> Self {
        let [before, after] = label.map(Run::strong);
        let block = Self::of_runs(role, Stand::Paragraph, vec![before, Run::plain(text), after]);
        let rtl = if has_direction(text) { is_rtl(text) } else { block.rtl };
        Self { rtl, ..block }
    }

    pub(crate) fn rule() -> Self {
        Self::of_runs(LineRole::Text, Stand::Rule, Vec::new())
    }

    pub(crate) fn is_rule(&self) -> bool {
        self.stand == Stand::Rule
    }

    /// As text that cannot be taken for a name: in clear print those stand alone, in bold.
    pub(crate) fn unlike_a_name(mut self) -> Self {
        if self.stand == Stand::Heading {
            self.stand = Stand::Paragraph;
        }
        // Signs without a letter beside it may be seen by nobody: a name would still stand alone.
        let is_read = |run: &&Run| run.text.chars().any(is_read);
        if self.runs.iter().filter(is_read).all(|run| run.strong) {
            self.runs.iter_mut().for_each(|run| run.strong = false);
        }
        self
    }

    /// Its words, in one piece.
    pub(crate) fn words(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Whether both are items of the same list: one after the other, they are set as one.
    pub(crate) fn goes_on(&self, next: &Self) -> bool {
        let deep = |block: &Self| match block.stand {
            Stand::Bullet { depth } => Some((depth, false)),
            Stand::Number { depth, .. } => Some((depth, true)),
            _ => None,
        };
        deep(self).is_some() && deep(self) == deep(next) && self.rtl == next.rtl
    }

    /// The block as it reads, with the sign of a list before it.
    pub(crate) fn line(&self) -> Line {
        let sign = match self.stand {
            Stand::Bullet { .. } => "• ".to_owned(),
            Stand::Number { number, .. } => format!("{number}. "),
            _ => String::new(),
        };
        Line { role: self.role, text: sign + &self.words() }
    }
}

/// Whether it is a letter or a digit, and not one of the fillers of Hangul, which nobody sees.
fn is_read(c: char) -> bool {
    c.is_alphanumeric() && !matches!(c, '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}')
}

fn is_rtl(text: &str) -> bool {
    unicode_bidi::get_base_direction(text) == unicode_bidi::Direction::Rtl
}

fn has_direction(text: &str) -> bool {
    unicode_bidi::get_base_direction(text) != unicode_bidi::Direction::Mixed
}

/// Text without what has no place on paper: controls become spaces, and marks
/// that turn the text around unseen are left out.
pub(crate) fn printable(text: &str) -> String {
    let turns =
        |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    let empty = |c: char| {
        c.is_control()
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FDD0}'..='\u{FDEF}')
            || u32::from(c) & 0xFFFE == 0xFFFE
    };
    text.chars().filter(|c| !turns(*c)).map(|c| if empty(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::{Block, LineRole, Run, Stand, printable};

    #[test]
    fn nothing_unseen_turns_text_around_and_signs_of_a_script_stay() {
        assert_eq!(
            printable("a\u{202E}b\u{0}c\u{2028}d\u{1FFFE}e"),
            "ab c d e",
            "overrides go, controls and non-characters become a space"
        );
        let persian = "می\u{200C}خواهم \u{200F}";
        assert_eq!(printable(persian), persian, "Persian is written with these marks");
    }

    #[test]
    fn what_nobody_reads_beside_a_name_leaves_it_no_less_alone() {
        let strong = |beside: &str| {
            let runs = vec![Run::strong("Noor"), Run::plain(beside)];
            let block = Block::of_runs(LineRole::Text, Stand::Paragraph, runs).unlike_a_name();
            block.runs.iter().any(|run| run.strong)
        };
        for beside in ["", " ", "\u{200B}", "\u{2060}", "\u{AD}", "\u{2800}", "\u{3164}", ":"] {
            assert!(!strong(beside), "{beside:?}");
        }
        assert!(strong(" told me of it."), "a word may be strong among others");
    }
}
