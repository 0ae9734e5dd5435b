//! What is being written, as kept. Format: docs/format.md §6.

use super::kinds::{Noticed, Words};
use super::page::Practice;
use crate::{Id, Link};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// What a draft holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum DraftBody {
    /// A page, or an edit of one.
    Page {
        /// The page being edited, if it is an edit.
        page: Option<Link>,
        /// Whether it will go to Ours.
        ours: bool,
        /// The day it is about.
        on: NaiveDate,
        /// Markdown.
        text: String,
        /// Tags.
        tags: Vec<String>,
    },
    /// A thing noticed.
    Noticed {
        /// The fields so far.
        noticed: Noticed,
    },
    /// An answer to a question on the table.
    Answer {
        /// The question.
        question: Link,
        /// Markdown.
        text: String,
        /// "I'd rather tell you in person."
        in_person: bool,
    },
    /// A reply to opened answers.
    Reply {
        /// The question.
        question: Link,
        /// The words so far.
        text: String,
    },
    /// A step of a practice.
    Part {
        /// The practice.
        of: Link,
        /// The step.
        step: String,
        /// The turn of it.
        turn: u32,
        /// The words so far.
        words: Words,
    },
    /// What one does alone, all its steps.
    Alone {
        /// Which practice.
        practice: Practice,
        /// What it is about.
        about: String,
        /// The steps so far.
        parts: Vec<(String, Words)>,
    },
}

impl DraftBody {
    /// A page in Mine that begins with these words.
    pub(crate) fn of_mine(on: NaiveDate, text: String) -> Self {
        Self::Page { page: None, ours: false, on, text, tags: Vec::new() }
    }
}

/// A draft of one partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its id.
    pub id: Id,
    /// Whose.
    pub author: Id,
    /// When it was last kept.
    pub at: DateTime<FixedOffset>,
    /// What it holds.
    pub body: DraftBody,
    /// It was last kept in front of both.
    pub(crate) together: bool,
}

impl Draft {
    /// Whether it is an edit of this page.
    pub fn is_of(&self, id: Link) -> bool {
        matches!(self.body, DraftBody::Page { page: Some(page), .. } if page == id)
    }
}

/// A draft as it is encrypted.
#[derive(Serialize, Deserialize)]
pub(super) struct DraftJson {
    pub(super) at: DateTime<FixedOffset>,
    pub(super) body: DraftBody,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) together: bool,
}
