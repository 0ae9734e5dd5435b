//! The bodies of the changes people make. Format: docs/format.md §6.

use super::frame::Frame;
use crate::vault::{ApprovedBy, NamedFile};
use crate::{Id, Link};
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Deserializer, Serialize};

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
    /// In Mine: to be given when both sit down.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) sit_down: bool,
}

/// `shared`, in Mine: which page of Ours is my copy of a page of Mine.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SharedBody {
    pub(crate) page: Link,
    pub(crate) copy: Link,
}

/// `attachment`: a file on a page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct AttachmentBody {
    pub(crate) page: Link,
    pub(crate) name: String,
    /// A media type.
    #[serde(rename = "type")]
    pub(crate) media: String,
    #[serde(flatten)]
    pub(crate) file: NamedFile,
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

/// `practice`: something two people begin to do; in Mine, what one does alone.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PracticeBody {
    pub(crate) practice: String,
    pub(crate) on: NaiveDate,
    pub(crate) about: String,
}

/// What somebody adds to a step of a practice; what a step does not ask for is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// In their own words.
    pub text: String,
    /// The id of what they chose, of those the step offers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice: Option<String>,
    /// Ids of feelings of the vocabulary.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub feelings: Vec<String>,
    /// Ids of needs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
    /// A day and time of day that was agreed on, where a step asks for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<NaiveDateTime>,
}

impl Words {
    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
            && self.choice.is_none()
            && self.feelings.is_empty()
            && self.needs.is_empty()
            && self.when.is_none()
    }
}

/// `part`: what one of both adds to a practice; sealed while it is in Mine.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PartBody {
    pub(crate) of: Link,
    pub(crate) step: String,
    #[serde(deserialize_with = "turn")]
    pub(crate) turn: u32,
    /// The proposal this agrees to.
    #[serde(default, rename = "agreesTo", skip_serializing_if = "Option::is_none")]
    pub(crate) agrees_to: Option<Link>,
    #[serde(flatten)]
    pub(crate) words: Words,
}

impl PartBody {
    /// In a step without turns.
    pub(crate) fn apart(of: Link, step: String, words: Words) -> Self {
        Self { of, step, turn: 0, agrees_to: None, words }
    }
}

/// No talk has as many turns: whoever writes this one leaves nobody another, and can be answered in it.
pub(crate) const LAST_TURN: u32 = (1 << 31) - 1;

fn turn<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    let turn = u32::deserialize(from)?;
    if turn <= LAST_TURN { Ok(turn) } else { Err(serde::de::Error::custom("no turn")) }
}

/// `finished`: a practice is a page now.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct FinishedBody {
    pub(crate) of: Link,
}

/// `summary`: a page for a counsellor is begun.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SummaryBody {
    pub(crate) on: NaiveDate,
    /// Who comes first, fixed for as long as it stands.
    pub(crate) first: Id,
    #[serde(flatten)]
    pub(crate) frame: Frame,
}

/// `frame`: a summary is set anew; the newest counts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct FrameBody {
    pub(crate) of: Link,
    #[serde(flatten)]
    pub(crate) frame: Frame,
}

/// `proposed`: a page of Ours is to stand on a summary, or not any more.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ProposedBody {
    pub(crate) of: Link,
    pub(crate) page: Link,
    pub(crate) yes: bool,
}

/// `approval`: its author stands behind exactly this.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ApprovalBody {
    pub(crate) of: Link,
    pub(crate) content: Link,
    pub(crate) pages: Link,
    pub(crate) sig: ApprovedBy,
}

/// Whether I would like to do an idea with the partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Mark {
    /// Yes.
    Yes,
    /// Maybe.
    Maybe,
    /// Not now; the same as no mark to the partner.
    NotNow,
}

/// `mark`, in Mine: the newest of an idea counts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct MarkBody {
    pub(crate) idea: String,
    pub(crate) mark: Mark,
}

/// How near to the heart a question goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Depth {
    /// Small things of a day.
    Everyday,
    /// What matters.
    Meaningful,
    /// What is easily hurt.
    Tender,
}

/// `depth`, in Mine: how deep I want questions to go; the newest counts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct DepthBody {
    pub(crate) depth: Depth,
}

/// `own`: an idea in Ours or a question in Mine that somebody wrote themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "camelCase")]
pub enum Own {
    /// A question to ask; only its author sees it until it is on the table.
    Question {
        /// Its words.
        text: String,
        /// How deep it goes.
        depth: Depth,
    },
    /// Something to do together.
    Idea {
        /// Its words.
        text: String,
    },
}
