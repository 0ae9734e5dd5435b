//! Ideas for time together: marked apart, shown only where both would like to.

use super::written;
use crate::journal::{BadInput, Desk, JournalError, Mark, MarkBody, Own, Sitting, TogetherSitting};
use crate::vault::Unlocked;
use crate::{Id, Link};
use std::collections::BTreeSet;

const LONGEST_OWN: usize = 600;
const LONGEST_NAME: usize = 64;

/// An idea or a question that one of both wrote themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnContent {
    /// Its id.
    pub id: Link,
    /// Who wrote it.
    pub author: Id,
    /// What it is.
    pub own: Own,
}

impl Desk {
    fn own_in(&self, space: Id) -> Vec<OwnContent> {
        let all = self.book.choices.own_in(space);
        let shown = all.filter(|(id, _, _)| !self.hidden.contains(id));
        shown.map(|(id, author, own)| OwnContent { id, author, own: own.clone() }).collect()
    }

    fn add_own(
        &mut self,
        here: &mut [&mut Unlocked],
        author: Id,
        own: Own,
    ) -> Result<Link, JournalError> {
        let (space, own) = match own {
            Own::Question { text, depth } => {
                (author, Own::Question { text: written(&text, LONGEST_OWN)?, depth })
            }
            Own::Idea { text } => {
                (self.ours(author)?, Own::Idea { text: written(&text, LONGEST_OWN)? })
            }
        };
        self.write(here, |writer| writer.append(author, space, "own", &own))
    }
}

impl Sitting {
    /// Marks an idea, in Mine. `idea` is an id of the library, or of one of our own ideas.
    ///
    /// # Errors
    /// [`JournalError::BadInput`] for an id that cannot be one.
    pub fn mark_idea(&mut self, idea: &str, mark: Mark) -> Result<(), JournalError> {
        if idea.is_empty() || idea.len() > LONGEST_NAME {
            return Err(BadInput::Idea.into());
        }
        let me = self.me();
        let body = MarkBody { idea: idea.to_owned(), mark };
        self.desk.write(&mut [&mut self.me], |writer| writer.append(me, me, "mark", &body))?;
        Ok(())
    }

    /// My own marks; the partner's are nowhere here.
    pub fn marked_ideas(&self) -> Vec<(String, Mark)> {
        let marks = self.desk.book.choices.marks_of(self.me());
        let mut marks: Vec<_> = marks.map(|(idea, mark)| (idea.to_owned(), mark)).collect();
        marks.sort_by(|one, other| one.0.cmp(&other.0));
        marks
    }

    /// Our own ideas, and my own questions.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn own_content(&self) -> Result<Vec<OwnContent>, JournalError> {
        let mut all = self.desk.own_in(self.space(true)?);
        all.extend(self.desk.own_in(self.me()));
        Ok(all)
    }

    /// Adds an idea of one's own to Ours, or a question to Mine.
    ///
    /// # Errors
    /// [`JournalError::BadInput`] when it is empty or longer than 600 characters.
    pub fn add_own(&mut self, own: Own) -> Result<Link, JournalError> {
        let me = self.me();
        self.desk.add_own(&mut [&mut self.me], me, own)
    }
}

impl TogetherSitting {
    /// Ideas to which both said yes or maybe, by id: which of the two shows in nothing.
    pub fn mutual_ideas(&self) -> Vec<String> {
        let liked = |one: &Unlocked| -> BTreeSet<String> {
            let marks = self.desk.book.choices.marks_of(one.partner());
            marks
                .filter(|(_, mark)| *mark != Mark::NotNow)
                .map(|(idea, _)| idea.to_owned())
                .collect()
        };
        let [first, second] = self.both().map(liked);
        first.intersection(&second).cloned().collect()
    }

    /// Our own ideas; the questions either keeps in Mine are not here.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn own_content(&self) -> Result<Vec<OwnContent>, JournalError> {
        Ok(self.desk.own_in(self.desk.ours(self.first.partner())?))
    }

    /// Adds an idea to Ours, in the name of one of both.
    ///
    /// # Errors
    /// As [`Sitting::add_own`]; a question is added alone.
    pub fn add_own(&mut self, author: Id, own: Own) -> Result<Link, JournalError> {
        if matches!(own, Own::Question { .. }) {
            return Err(BadInput::NotThisKind.into());
        }
        let Self { desk, first, second, .. } = self;
        desk.add_own(&mut [first, second], author, own)
    }
}
