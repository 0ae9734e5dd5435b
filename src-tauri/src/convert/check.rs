//! What looking at everything came to.

use crate::shapes::{self, FoundProblem};
use duologue_core::vault::{self, Checked, Resealed};
use std::collections::BTreeMap;

impl From<vault::ProblemKind> for shapes::ProblemKind {
    fn from(kind: vault::ProblemKind) -> Self {
        use vault::ProblemKind as Kind;
        match kind {
            Kind::Damaged => Self::Damaged,
            Kind::Attachment => Self::File,
            Kind::NotAuthentic => Self::NotAuthentic,
            Kind::Missing => Self::Missing,
            Kind::Vanished => Self::Vanished,
            Kind::Unconfirmed => Self::Unconfirmed,
            Kind::Member => Self::Member,
            Kind::GrantGone => Self::GrantGone,
            Kind::MissingEnd => Self::MissingEnd,
            Kind::Rewritten => Self::Rewritten,
            Kind::OlderFile => Self::OlderFile,
            Kind::Unwitnessed => Self::Unwitnessed,
            Kind::OldKeyslot => Self::OldKeyslot,
            Kind::UnknownKey => Self::UnknownKey,
            Kind::OldGrant => Self::OldGrant,
            Kind::OtherCard => Self::OtherCard,
            Kind::NewCard => Self::NewCard,
        }
    }
}

impl From<Checked> for shapes::Checked {
    fn from(found: Checked) -> Self {
        let mut counted = BTreeMap::new();
        for problem in &found.problems {
            let author = found.authors.get(&problem.id.log).copied();
            *counted.entry((problem.kind, author)).or_insert(0) += 1;
        }
        let problem = |((kind, author), changes): ((vault::ProblemKind, _), u32)| FoundProblem {
            kind: kind.into(),
            author: Option::map(author, |author: duologue_core::Id| author.to_string()),
            changes,
        };
        Self {
            opened: found.opened,
            damaged_drafts: found.damaged_drafts,
            lost: found.lost,
            problems: counted.into_iter().map(problem).collect(),
        }
    }
}

impl shapes::Resealed {
    pub(crate) fn of(done: Resealed, old_mine: bool) -> Self {
        Self { changes: done.changes, left: done.left, old_mine }
    }
}

impl shapes::Mended {
    /// Before any backup was looked into.
    pub(crate) fn none() -> Self {
        Self { brought: 0, left: 0, backups: 0 }
    }

    /// And one backup more.
    pub(crate) fn and(self, more: vault::Mended) -> Self {
        Self { brought: self.brought + more.brought, left: more.left, backups: self.backups + 1 }
    }
}
