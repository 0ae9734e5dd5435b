//! The bodies of the changes people make. Format: docs/format.md §6.

use crate::Link;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The schema this version writes and reads.
pub(crate) const SCHEMA: u32 = 1;

/// `page`: free writing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PageBody {
    pub(crate) on: NaiveDate,
    pub(crate) text: String,
    pub(crate) tags: Vec<String>,
}

/// `edit`: the whole text of a page anew.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct EditBody {
    pub(crate) page: Link,
    #[serde(flatten)]
    pub(crate) body: PageBody,
}

/// A thing noticed: what you did, what it says about you, what it meant to me.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noticed {
    /// What the partner did.
    pub did: String,
    /// What it says about them; may be empty.
    pub says: String,
    /// What it meant to me; may be empty.
    pub meant: String,
}

/// `noticed`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct NoticedBody {
    pub(crate) on: NaiveDate,
    #[serde(flatten)]
    pub(crate) noticed: Noticed,
}

/// `shared`, in Mine: which page of Ours is my copy of a page of Mine.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SharedBody {
    pub(crate) page: Link,
    pub(crate) copy: Link,
}

/// `question`: on the table, in Ours.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct QuestionBody {
    pub(crate) text: String,
    pub(crate) library: Option<String>,
}

/// `answer`: sealed while it is in Mine, opened once it is in Ours.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct AnswerBody {
    pub(crate) question: Link,
    pub(crate) text: String,
    pub(crate) in_person: bool,
}

/// `opened`: both answers were opened together.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct OpenedBody {
    pub(crate) question: Link,
}

/// `reply`: to opened answers.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ReplyBody {
    pub(crate) question: Link,
    pub(crate) text: String,
}
