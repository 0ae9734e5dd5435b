//! The paper's own kinds, and the window's words on it.

use super::practice::same;
use crate::shapes;
use duologue_chosen::Wording;
use duologue_core::journal::Space;
use duologue_paper::BookOf;
use std::collections::BTreeMap;

same!(shapes::LineRole, duologue_paper::LineRole: Title, Heading, Voice, Text, Note);
same!(shapes::Paper, duologue_paper::Paper: A4, Letter);

/// Words for practices, steps, choices, feelings and needs, as the window sent them: by
/// "practice.sitDown", "step.time.plan".
pub(crate) struct Labels<'a>(pub(crate) &'a BTreeMap<String, String>);

impl Wording for Labels<'_> {
    fn word(&self, of: &str, id: &str) -> Option<String> {
        self.0.get(&format!("{of}.{id}")).cloned()
    }
}

/// Whose pages a book of a space holds.
pub(crate) fn book_of(space: Space) -> BookOf {
    match space {
        Space::Mine => BookOf::Mine,
        Space::Ours | Space::Before => BookOf::Ours,
    }
}
