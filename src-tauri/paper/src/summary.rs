//! The counselling summary: what both bring to somebody trained, in a fixed number of pages.

use crate::block::{Block, LineRole, Stand};
use crate::entries::blank;
use crate::manuscript::{Layout, Manuscript};
use crate::words::Words;
use crate::{PaperError, Standing};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The counselling summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// One or two, as they choose to be named; whoever comes first in the first section first.
    /// May be empty.
    pub names: Vec<String>,
    /// The day it is made.
    pub made: NaiveDate,
    /// First day of the period.
    pub from: NaiveDate,
    /// Last day of the period.
    pub to: NaiveDate,
    /// How many pages it has.
    pub form: Form,
    /// Who stands behind it.
    pub standing: Standing,
    /// In the order they print, those of one section together.
    pub lines: Vec<SummaryLine>,
}

/// One voice in one section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SummaryLine {
    /// Where it stands.
    pub section: Section,
    /// Whose it is, as an index into the names; nobody's where both stand behind it.
    pub author: Option<usize>,
    /// The words, printed as typed but for line breaks, which become spaces.
    pub text: String,
}

/// How many pages a summary has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Form {
    /// Before one of many sessions: one page.
    Running,
    /// Before the first: a second page.
    First,
}

/// A section of a summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Section {
    /// What went well.
    WentWell,
    /// What we tried, and what got in the way.
    Tried,
    /// One hard moment, two views.
    Moment,
    /// What both recognise in it.
    Recognise,
    /// Our loop in one line. It does not print unless it has words.
    Loop,
    /// One shared topic for today.
    Topic,
    /// One topic of one's own for today.
    Today,
    /// What would make this hour worthwhile.
    Worthwhile,
    /// What we would like help with.
    Help,
    /// How we met, and what we value.
    Met,
    /// What we tried before.
    Before,
    /// Goals for us.
    GoalsUs,
    /// Goals for myself: about me, not about you.
    GoalsMe,
    /// Practical matters.
    Practical,
}

impl Section {
    /// Whether it stands on the second page of a first summary.
    pub(crate) fn is_second(self) -> bool {
        matches!(self, Self::Met | Self::Before | Self::GoalsUs | Self::GoalsMe | Self::Practical)
    }

    /// The heading it stands under, as an id of the catalogue. Some share one, and some have
    /// another where one writes alone.
    fn heading(self, alone: bool) -> &'static str {
        match self {
            Self::WentWell => "paper-went-well",
            Self::Tried => "paper-tried",
            Self::Moment | Self::Recognise if alone => "paper-moment-one",
            Self::Moment | Self::Recognise => "paper-moment",
            Self::Loop if alone => "paper-loop-one",
            Self::Loop => "paper-loop",
            Self::Topic | Self::Today | Self::Worthwhile => "paper-today",
            Self::Help if alone => "paper-help-one",
            Self::Help => "paper-help",
            Self::Met => "paper-met",
            Self::Before => "paper-before",
            Self::GoalsUs => "paper-goals-us",
            Self::GoalsMe => "paper-goals-me",
            Self::Practical => "paper-practical",
        }
    }

    /// What runs into its line where one writes alone and several stand under a heading.
    fn label_of_one(self) -> Option<&'static str> {
        match self {
            Self::Recognise => Some("paper-recognise-one"),
            Self::Topic => Some("paper-topic-one"),
            Self::Today => Some("paper-today-one"),
            Self::Worthwhile => Some("paper-worthwhile"),
            _ => None,
        }
    }
}

impl Summary {
    /// Whether it holds one voice only.
    fn alone(&self) -> bool {
        self.standing == Standing::ByOne
    }

    /// A line as it prints.
    pub(crate) fn said(line: &SummaryLine) -> String {
        line.text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// `layout` is one of the two of a summary.
///
/// # Errors
/// [`PaperError::TooLong`].
pub(crate) fn manuscript(
    summary: &Summary,
    words: &Words,
    layout: Layout,
) -> Result<Manuscript, PaperError> {
    let names: usize = summary.names.iter().map(String::len).sum();
    let written: usize = summary.lines.iter().map(|line| line.text.len()).sum();
    layout.take_bytes(names + written)?;
    let mut page = Manuscript::new(layout, words.say("paper-title", &[]));
    opening(&mut page, summary, words);
    let shown = |line: &&SummaryLine| line.section != Section::Loop || !blank(&line.text);
    let lines: Vec<&SummaryLine> = summary.lines.iter().filter(shown).collect();
    let heading = |line: &SummaryLine| line.section.heading(summary.alone());
    for under in lines.chunk_by(|one, next| heading(one) == heading(next)) {
        let Some(first) = under.first() else { continue };
        if summary.form == Form::First && first.section.is_second() && page.second.is_none() {
            page.second = Some(page.blocks.len());
        }
        page.blocks.push(words.line(LineRole::Heading, words.say(heading(first), &[])));
        for section in under.chunk_by(|one, next| one.section == next.section) {
            voices(section, summary, words, &mut page.blocks);
        }
        layout.take_blocks(&page.blocks)?;
    }
    Ok(page)
}

fn opening(page: &mut Manuscript, summary: &Summary, words: &Words) {
    page.head = summary.standing.mark(words);
    page.foot = vec![match summary.standing {
        Standing::ByOne => words.say("paper-foot-written-by-one", &[]),
        standing => standing.foot(words),
    }];
    page.blocks.extend(page.head.iter().map(|mark| words.line(LineRole::Note, mark)));
    page.blocks.push(words.line(LineRole::Title, &page.title));
    for line in [
        words.names_and_date(&summary.names, summary.made),
        words.covers(summary.from, summary.to),
        summary.standing.statement(words),
    ] {
        page.blocks.push(words.line(LineRole::Text, line));
    }
    match (summary.standing, page.layout) {
        // It says who approved where it says who wrote, but where a full page has no room there.
        (Standing::Approved, Layout::Tight) => page.foot.push(approved(summary, words)),
        (Standing::Approved, _) => {
            page.blocks.push(words.line(LineRole::Text, approved(summary, words)));
        }
        (Standing::NotApproved, _) => page.to_approve = true,
        (Standing::ByOne, _) => {}
    }
    page.opening = page.blocks.len();
}

fn approved(summary: &Summary, words: &Words) -> String {
    match words.names(&summary.names) {
        Some(_) => words.say("paper-approved-by", &[("names", &listed(&summary.names))]),
        None => words.say("paper-approved-by-both", &[]),
    }
}

fn listed(names: &[String]) -> String {
    names.iter().map(String::as_str).filter(|name| !blank(name)).collect::<Vec<_>>().join(", ")
}

/// The lines of one section; what nobody wrote is left open once, without a name.
fn voices(lines: &[&SummaryLine], summary: &Summary, words: &Words, out: &mut Vec<Block>) {
    let said: Vec<String> = lines.iter().map(|line| Summary::said(line)).collect();
    let nobody = said.iter().all(|said| blank(said));
    let mut left_open = false;
    for (line, said) in lines.iter().zip(&said) {
        if !blank(said) {
            out.push(voice(line, said, summary, words));
        } else if !std::mem::replace(&mut left_open, true) {
            out.push(open(line.section, nobody, summary, words));
        }
    }
}

fn voice(line: &SummaryLine, said: &str, summary: &Summary, words: &Words) -> Block {
    if summary.alone()
        && let Some(id) = line.section.label_of_one()
    {
        return words.labelled(id, &[], said);
    }
    let name = match line.author.map(|author| summary.names.get(author)) {
        None => words.say("paper-both-of-us", &[]),
        Some(Some(name)) if !blank(name) => apart_from_ours(name, words),
        Some(_) => words.say("paper-one-of-us", &[]),
    };
    match line.section {
        Section::Loop => Block::plain(LineRole::Text, said),
        Section::Recognise => words.labelled("paper-recognise", &[], said),
        Section::Worthwhile => words.labelled("paper-worthwhile-for", &[("name", &name)], said),
        _ => words.run_in(&name, said),
    }
}

/// A name; in quotation marks where its letters are those of words that say who stands behind a
/// line, so that nobody's own line prints as one of both.
fn apart_from_ours(name: &str, words: &Words) -> String {
    const OURS: [&str; 5] = [
        "paper-both-of-us",
        "paper-each-of-us",
        "paper-one-of-us",
        "paper-recognise",
        "paper-worthwhile",
    ];
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let is_ours = |id: &&str| letters(&words.say(id, &[("text", "")])) == letters(name);
    match OURS.iter().any(is_ours) {
        true => words.say("paper-name-quoted", &[("name", name)]),
        false => name.to_owned(),
    }
}

/// What is left open, written by `nobody` or by one of both. Below what the other one wrote it
/// says that it is one's line, or it would read as more of the same.
fn open(section: Section, nobody: bool, summary: &Summary, words: &Words) -> Block {
    let open = words.say("paper-left-open", &[]);
    let of = |id: &str| words.run_in(&words.say(id, &[]), &open);
    let said = match section {
        _ if summary.alone() => match section.label_of_one() {
            Some(id) => words.labelled(id, &[], &open),
            None => words.line(LineRole::Text, open),
        },
        Section::Recognise => words.labelled("paper-recognise", &[], &open),
        Section::Topic => of("paper-both-of-us"),
        // Between the lines of both and of the hour it would not be clear what is open.
        Section::Today if nobody => of("paper-each-of-us"),
        Section::Worthwhile => words.labelled("paper-worthwhile", &[], &open),
        _ if nobody => words.line(LineRole::Text, open),
        _ => of("paper-one-of-us"),
    };
    Block { stand: Stand::Open, ..said }
}
