//! Where things are: what the book holds of pages, questions, answers and replies.

use super::kinds::AttachmentBody;
use crate::vault::{ChangeId, Difference, Entry};
use crate::{Id, Link};
use chrono::{DateTime, FixedOffset, NaiveDate};
use std::collections::BTreeMap;

/// The order of the fold.
pub(crate) type Order = (u64, Id, u64);

/// Where the text of a change is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TextAt {
    pub(crate) id: ChangeId,
    pub(crate) row: i64,
    pub(crate) author: Id,
    pub(crate) space: Id,
    /// Of what its author signed.
    pub(crate) content_hash: [u8; 32],
}

impl TextAt {
    pub(super) fn of(entry: &Entry) -> Self {
        let Entry { id, author, space, row, content_hash, .. } = *entry;
        Self { id, row, author, space, content_hash }
    }
}

/// A restore, as whoever made it says: from a backup made when, and where the logs ended in it.
#[derive(Debug, Clone)]
pub(crate) struct RestoredAt {
    pub(crate) order: Order,
    pub(crate) said: Link,
    pub(crate) made: DateTime<FixedOffset>,
    pub(crate) tips: BTreeMap<Id, (u64, Link)>,
}

impl RestoredAt {
    /// Whether what is missing begins just where a log ended in the backup.
    pub(crate) fn explains(&self, missing: &Difference) -> bool {
        let (from, _) = missing.numbers;
        from == self.tips.get(&missing.log).map_or(0, |(seq, _)| *seq).saturating_add(1)
    }
}

/// One version of a page.
#[derive(Debug, Clone)]
pub(crate) struct VersionAt {
    pub(crate) order: Order,
    pub(crate) text: TextAt,
    pub(crate) at: DateTime<FixedOffset>,
    pub(crate) on: NaiveDate,
    pub(crate) tags: Vec<String>,
}

/// What stands in the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PageAtKind {
    Page,
    Noticed,
    InnerWorld,
    Practice,
    Newer,
    TakenBack,
}

/// A page in the book.
#[derive(Debug, Clone)]
pub(crate) struct PageAt {
    pub(crate) kind: PageAtKind,
    pub(crate) author: Id,
    pub(crate) space: Id,
    /// In fold order; the last one stands. Never empty.
    pub(crate) versions: Vec<VersionAt>,
}

impl PageAt {
    pub(crate) fn newest(&self) -> Option<&VersionAt> {
        self.versions.last()
    }
}

/// A file on a page.
#[derive(Debug, Clone)]
pub(crate) struct AttachmentAt {
    pub(crate) text: TextAt,
    pub(crate) at: DateTime<FixedOffset>,
    pub(crate) body: AttachmentBody,
}

/// A question on the table.
#[derive(Debug, Clone)]
pub(crate) struct QuestionAt {
    pub(crate) author: Id,
    pub(crate) space: Id,
    pub(crate) text: String,
    pub(crate) library: Option<String>,
    pub(crate) at: DateTime<FixedOffset>,
    pub(crate) order: Order,
    pub(super) asked: TextAt,
}

/// A sealed or opened answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AnswerAt {
    pub(crate) text: TextAt,
    pub(super) order: Order,
}

/// A reply.
#[derive(Debug, Clone)]
pub(crate) struct ReplyAt {
    pub(crate) order: Order,
    pub(crate) stands: TextAt,
    pub(crate) text: String,
    pub(crate) at: DateTime<FixedOffset>,
}
