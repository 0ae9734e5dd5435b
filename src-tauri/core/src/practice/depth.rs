//! How deep questions go: each one's private choice, and the draw that keeps to the shallower.

use crate::journal::{Depth, DepthBody, Desk, JournalError, Sitting, TogetherSitting};
use chrono::Months;
use std::collections::HashMap;

const REST: Months = Months::new(6);

/// A question of the library, as far as a draw needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LibraryQuestion {
    /// Its id.
    pub id: String,
    /// How deep it goes.
    pub depth: Depth,
}

impl Sitting {
    /// How deep I want questions to go: everyday until I say so.
    pub fn depth(&self) -> Depth {
        self.desk.book.choices.depth_of(self.me())
    }

    /// Chooses how deep questions go for me, in Mine.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn choose_depth(&mut self, depth: Depth) -> Result<(), JournalError> {
        let me = self.me();
        self.desk.write(&mut [&mut self.me], |writer| {
            writer.append(me, me, "depth", &DepthBody { depth })
        })?;
        Ok(())
    }
}

impl Sitting {
    /// Of a library what may be put on the table: nothing comes back before everything else of its
    /// depth was there, and not within six months.
    pub fn rested_questions(&self, library: &[LibraryQuestion]) -> Vec<String> {
        self.desk.rested(library).into_iter().map(|one| one.id.clone()).collect()
    }
}

impl TogetherSitting {
    /// Draws a question, from all depths up to the shallower of the two private choices.
    ///
    /// Each of these depths is as likely as the others, so a draw tells no more than
    /// that both go at least as deep as it did. Nothing comes back before everything
    /// else was on the table, and not within six months.
    pub fn draw_question(&mut self, library: &[LibraryQuestion]) -> Option<String> {
        let choices = &self.desk.book.choices;
        let deepest = self.both().map(|one| choices.depth_of(one.partner())).into_iter().min()?;
        let fresh = self.desk.rested(library);
        let depths: Vec<Depth> = [Depth::Everyday, Depth::Meaningful, Depth::Tender]
            .into_iter()
            .filter(|depth| *depth <= deepest && fresh.iter().any(|one| one.depth == *depth))
            .collect();
        let depth = *self.desk.one_of(&depths)?;
        let of_depth: Vec<&LibraryQuestion> =
            fresh.into_iter().filter(|one| one.depth == depth).collect();
        self.desk.one_of(&of_depth).map(|one| one.id.clone())
    }
}

impl Desk {
    /// What was never on the table; of a depth that is used up, what has rested for six months.
    fn rested<'a>(&self, library: &'a [LibraryQuestion]) -> Vec<&'a LibraryQuestion> {
        let mut asked = HashMap::new();
        for question in self.book.questions.values() {
            if let Some(id) = &question.library {
                let last = asked.entry(id.as_str()).or_insert(question.at);
                *last = question.at.max(*last);
            }
        }
        let now = self.surroundings.now();
        let rested = |one: &&LibraryQuestion| {
            asked
                .get(one.id.as_str())
                .is_none_or(|at| at.checked_add_months(REST).is_some_and(|again| again <= now))
        };
        let fresh = |one: &&LibraryQuestion| !asked.contains_key(one.id.as_str());
        let used_up = |depth: Depth| !library.iter().any(|one| one.depth == depth && fresh(&one));
        library.iter().filter(|one| fresh(one) || used_up(one.depth) && rested(one)).collect()
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let drawn = u64::from_be_bytes(self.surroundings.random());
        // The remainder favours nothing that anybody could see: 2⁶⁴ is far more than a library.
        let at = drawn.checked_rem(all.len() as u64)?;
        all.get(usize::try_from(at).ok()?)
    }
}
