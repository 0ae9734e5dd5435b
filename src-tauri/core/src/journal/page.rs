//! Pages as they are shown.

use super::kinds::{Noticed, Words};
use crate::{Id, Link};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// Who can read a page, from where this person stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Space {
    /// Only I.
    Mine,
    /// Both of us, or me alone until the partner joins.
    Ours,
    /// Ours as it was before the partner joined "from today": only I.
    Before,
}

/// What a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKind {
    /// Free writing.
    Page,
    /// A thing noticed.
    Noticed,
    /// A question both answered, opened together.
    InnerWorld,
    /// Something the two of them did, or one alone.
    Practice(Practice),
    /// Made by a newer version: kept, not shown.
    Newer,
}

/// What people do by steps. Their names in the file never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Practice {
    /// Take turns, speak for yourself.
    Openly,
    /// One moment, two views.
    Understand,
    /// A moment as a kind witness saw it; alone.
    Witness,
    /// Each is listened to.
    Listen,
    /// An idea, a plan, a line afterwards.
    Time,
    /// Somebody who might help, and each one's impression.
    Candidate,
    /// An hour with a counsellor, and what comes of it.
    Session,
    /// The weekly sit-down.
    SitDown,
    /// The weekly check-in; alone.
    CheckIn,
    /// A page for a counsellor, approved by both.
    Summary,
}

impl Practice {
    /// All of them, with the names the file knows them by.
    pub const ALL: [(Self, &'static str); 10] = [
        (Self::Openly, "openly"),
        (Self::Understand, "understand"),
        (Self::Witness, "witness"),
        (Self::Listen, "listen"),
        (Self::Time, "time"),
        (Self::Candidate, "candidate"),
        (Self::Session, "session"),
        (Self::SitDown, "sitDown"),
        (Self::CheckIn, "checkIn"),
        (Self::Summary, "summary"),
    ];

    /// The practice of this name, if this version knows it.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| *known == name).map(|(practice, _)| practice)
    }

    /// Its name in the file.
    pub fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(practice, _)| *practice == self).map_or("", |(_, name)| name)
    }

    /// What it asks to be written apart and sealed, in the order it is opened.
    pub fn sealed_steps(self) -> &'static [&'static str] {
        match self {
            Self::Understand => &["happened", "surface", "softer", "story", "myPart"],
            Self::Candidate => &["impression"],
            _ => &[],
        }
    }

    /// Steps that are written in front of both while both are here; every other one has a curtain.
    pub(crate) fn open_steps(self) -> &'static [&'static str] {
        match self {
            Self::Openly => &["said", "heard", "saidBack", "understood", "agreement"],
            Self::Understand => &["makesSense", "recognise", "plan"],
            Self::Listen => &["wanted", "gist", "confirm", "question", "helped"],
            Self::Time => &["plan", "after"],
            Self::Candidate => &["known"],
            Self::Session => &["takeaway", "practice", "lookAgain", "nextDate"],
            Self::SitDown => &["appreciations", "wentWell", "wish"],
            Self::Witness | Self::CheckIn | Self::Summary => &[],
        }
    }

    /// Whether one person does it alone, in Mine.
    pub fn is_alone(self) -> bool {
        matches!(self, Self::Witness | Self::CheckIn)
    }
}

/// What somebody said in a step of a practice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Who.
    pub author: Id,
    /// In which step.
    pub step: String,
    /// In which turn of it, from 1; 0 where a step has no turns.
    pub turn: u32,
    /// What.
    pub words: Words,
    /// The other agreed to exactly this, where something is proposed.
    pub agreed: bool,
}

/// What a practice came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PracticePage {
    /// Which one.
    pub practice: Practice,
    /// What it was about: a topic, a moment, an idea, a name.
    pub about: String,
    /// What was said, in the order it was said.
    pub parts: Vec<Part>,
}

/// The step a page begins with, where it has no topic of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstStep {
    /// Which.
    pub step: String,
    /// What was chosen in it.
    pub choice: Option<String>,
}

/// A page in the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageHead {
    /// The link of its first change.
    pub id: Link,
    /// Who can read it.
    pub space: Space,
    /// Who wrote it: one partner, or both for opened answers.
    pub authors: Vec<Id>,
    /// What it is.
    pub kind: PageKind,
    /// The day it is about.
    pub on: NaiveDate,
    /// When it was written, or opened.
    pub at: DateTime<FixedOffset>,
    /// When it was last edited, if it was.
    pub edited: Option<DateTime<FixedOffset>>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Its first words without markup.
    pub excerpt: String,
    /// For a practice without a topic: the step that `excerpt` was said in.
    pub first: Option<FirstStep>,
    /// Taken back by its author: this mark is all that is left.
    pub taken_back: bool,
    /// Whether there is a photo on it: a file that whoever put it there called a picture.
    pub has_photo: bool,
    /// Whether there is another file on it.
    pub has_file: bool,
}

/// Which pages to list.
#[derive(Debug, Clone, Default)]
pub struct TimelineFilter {
    /// One space, or all.
    pub space: Option<Space>,
    /// Pages with this tag only.
    pub tag: Option<String>,
    /// Pages about this day or earlier.
    pub until: Option<NaiveDate>,
    /// Pages with a photo on them only.
    pub photo: bool,
}

/// A part of the timeline, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// The pages.
    pub heads: Vec<PageHead>,
    /// The page to go on after, unless this is the end.
    pub next: Option<Link>,
}

/// One version of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// When it was written.
    pub at: DateTime<FixedOffset>,
    /// Markdown.
    pub text: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// The day it is about.
    pub on: NaiveDate,
}

/// An answer, opened together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedAnswer {
    /// Whose.
    pub author: Id,
    /// Markdown; empty when told in person.
    pub text: String,
    /// "I'd rather tell you in person."
    pub in_person: bool,
}

/// What a reply is: the first of each partner receives, later ones comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplyKind {
    /// What I received.
    Receive,
    /// A comment, once both have received.
    Comment,
}

/// A reply to opened answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Who wrote it.
    pub author: Id,
    /// Receiving, or a comment.
    pub kind: ReplyKind,
    /// The words.
    pub text: String,
    /// When.
    pub at: DateTime<FixedOffset>,
}

/// A page, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its head.
    pub head: PageHead,
    /// Markdown; empty for other kinds than [`PageKind::Page`].
    pub text: String,
    /// For [`PageKind::Noticed`].
    pub noticed: Option<Noticed>,
    /// For [`PageKind::InnerWorld`].
    pub question: Option<String>,
    /// For [`PageKind::InnerWorld`]: both, in the order of their authors' labels.
    pub answers: Vec<OpenedAnswer>,
    /// For [`PageKind::InnerWorld`].
    pub replies: Vec<Reply>,
    /// For [`PageKind::Practice`].
    pub practice: Option<PracticePage>,
    /// Earlier versions, oldest first.
    pub versions: Vec<Version>,
    /// My copy of this page of Mine in Ours, if there is one.
    pub shared_as: Option<Link>,
}
