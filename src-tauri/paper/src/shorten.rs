//! Which lines of a summary are offered back to their authors, should it not fit its pages.

use crate::entries::blank;
use crate::summary::{Form, Summary, SummaryLine};
use std::cmp::Reverse;
use unicode_segmentation::UnicodeSegmentation;

/// How many pages a summary takes, from its beginning and from the start of its second page.
pub(crate) struct Taken {
    pub(crate) first: usize,
    pub(crate) second: usize,
}

impl Taken {
    /// Whether it has the pages of its form, and no more.
    pub(crate) fn fits(&self, form: Form) -> bool {
        match form {
            Form::Running => self.first + self.second <= 1,
            Form::First => self.first <= 1 && self.second <= 1,
        }
    }
}

/// Indices into the lines: those over their budget, the most beyond it first; where there are
/// none, the longest of each voice, so that both are asked alike. Empty when it fits.
pub(crate) fn too_long(summary: &Summary, taken: &Taken) -> Vec<usize> {
    let over = |line: &SummaryLine| match summary.form {
        Form::Running => !taken.fits(Form::Running),
        Form::First if line.section.is_second() => taken.second > 1,
        Form::First => taken.first > 1,
    };
    let lines: Vec<(usize, &SummaryLine)> = summary
        .lines
        .iter()
        .enumerate()
        .filter(|(_, line)| over(line) && !blank(&line.text))
        .collect();
    let mut beyond: Vec<(usize, usize)> = lines
        .iter()
        .filter_map(|(at, line)| {
            let beyond = length(line).checked_sub(line.section.budget(summary.form) + 1)?;
            Some((*at, beyond))
        })
        .collect();
    beyond.sort_by_key(|(_, beyond)| Reverse(*beyond));
    if beyond.is_empty() {
        return longest_of_each(&lines);
    }
    beyond.into_iter().map(|(at, _)| at).collect()
}

fn length(line: &SummaryLine) -> usize {
    Summary::said(line).graphemes(true).count()
}

/// The longest line of each author; of what both stand behind only where nobody wrote alone.
fn longest_of_each(lines: &[(usize, &SummaryLine)]) -> Vec<usize> {
    let longest = |author: Option<usize>| {
        let theirs = lines.iter().filter(|(_, line)| line.author == author);
        theirs.max_by_key(|(at, line)| (length(line), Reverse(*at))).map(|(at, _)| *at)
    };
    let mut authors: Vec<usize> = lines.iter().filter_map(|(_, line)| line.author).collect();
    authors.sort_unstable();
    authors.dedup();
    let each: Vec<usize> = authors.into_iter().filter_map(|author| longest(Some(author))).collect();
    if each.is_empty() { longest(None).into_iter().collect() } else { each }
}
