//! What looking at everything came to.

use super::practice::same;
use crate::shapes::{self, FoundProblem};
use duologue_core::vault::{self, Checked, Resealed};
use std::collections::BTreeMap;

same!(
    shapes::ProblemKind,
    vault::ProblemKind: Damaged, NotAuthentic, Missing, Vanished, Unconfirmed, Member, GrantGone,
    MissingEnd, Rewritten, OlderFile, Unwitnessed, OldKeyslot, OldGrant, OtherCard, NewCard
);

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
            problems: counted.into_iter().map(problem).collect(),
        }
    }
}

impl From<Resealed> for shapes::Resealed {
    fn from(done: Resealed) -> Self {
        Self { changes: done.changes, left: done.left }
    }
}
