//! What a counselling summary is framed by: its form, paper, language and period.

use super::BadInput;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

const LONGEST_LANGUAGE: usize = 35;

/// The form of a summary, and the version of what its sections are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Template {
    /// Before one of many sessions: one page.
    #[serde(rename = "running-1")]
    Running,
    /// Before the first: a second page.
    #[serde(rename = "first-1")]
    First,
}

impl Template {
    const ALL: [(Self, &'static str); 2] = [(Self::Running, "running-1"), (Self::First, "first-1")];

    /// The form of this name, if this version knows it.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| *known == name).map(|(template, _)| template)
    }

    /// Its name in the file.
    pub fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(template, _)| *template == self).map_or("", |(_, name)| name)
    }

    /// Its sections, in the order they print.
    pub fn sections(self) -> &'static [Section] {
        use Section::*;
        match self {
            Self::Running => {
                &[WentWell, Tried, Moment, Recognise, Loop, Topic, Today, Worthwhile, Help]
            }
            Self::First => &[
                WentWell, Tried, Moment, Recognise, Loop, Topic, Today, Worthwhile, Help, Met,
                Before, GoalsUs, GoalsMe, Practical,
            ],
        }
    }
}

/// A section of a summary. Their names in the file never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Section {
    /// What went well.
    WentWell,
    /// What we tried, and what got in the way.
    Tried,
    /// One hard moment.
    Moment,
    /// What both recognise in it.
    Recognise,
    /// Our loop in one line.
    Loop,
    /// One shared topic for today.
    Topic,
    /// One topic of one's own for today.
    Today,
    /// What would make this hour worthwhile.
    Worthwhile,
    /// What we would like help with.
    Help,
    /// How we met and what we value.
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
    /// The step of a practice that holds its lines.
    pub fn step(self) -> &'static str {
        match self {
            Self::WentWell => "wentWell",
            Self::Tried => "tried",
            Self::Moment => "moment",
            Self::Recognise => "recognise",
            Self::Loop => "loop",
            Self::Topic => "topic",
            Self::Today => "today",
            Self::Worthwhile => "worthwhile",
            Self::Help => "help",
            Self::Met => "met",
            Self::Before => "before",
            Self::GoalsUs => "goalsUs",
            Self::GoalsMe => "goalsMe",
            Self::Practical => "practical",
        }
    }

    /// Where both stand behind one line: the step in which the other agrees to it.
    pub fn agreed_step(self) -> Option<&'static str> {
        match self {
            Self::Recognise => Some("recogniseAgreed"),
            Self::Loop => Some("loopAgreed"),
            Self::Topic => Some("topicAgreed"),
            _ => None,
        }
    }
}

/// The paper a summary is set for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PaperSize {
    /// 210 × 297 mm.
    A4,
    /// 8.5 × 11 in.
    Letter,
}

/// How a summary is set and which days it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// Its form.
    pub template: Template,
    /// Its paper.
    pub paper: PaperSize,
    /// The language of its headings, as a tag of BCP 47.
    pub language: String,
    /// First day of the period.
    pub from: NaiveDate,
    /// Last day of the period.
    pub to: NaiveDate,
}

impl Frame {
    pub(crate) fn check(&self) -> Result<(), BadInput> {
        let tag = self.language.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !tag || !(2..=LONGEST_LANGUAGE).contains(&self.language.len()) {
            return Err(BadInput::Language);
        }
        if self.from > self.to { Err(BadInput::Period) } else { Ok(()) }
    }
}
