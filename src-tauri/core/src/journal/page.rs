//! Pages as they are shown.

use super::kinds::Noticed;
use crate::{Id, Link};
use chrono::{DateTime, FixedOffset, NaiveDate};

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
    /// Made by a newer version: kept, not shown.
    Newer,
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
    /// Taken back by its author: this mark is all that is left.
    pub taken_back: bool,
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
    /// Earlier versions, oldest first.
    pub versions: Vec<Version>,
    /// My copy of this page of Mine in Ours, if there is one.
    pub shared_as: Option<Link>,
}
