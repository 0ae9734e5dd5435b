//! What has no place any more: sealed where nothing can be opened now, or said where the beginning
//! was taken back or the end put before it. It is its writer's, and they find it again.

use crate::journal::{
    AnswerBody, BadInput, Draft, DraftBody, JournalError, PAUSE, Part, PartAt, Sitting, TextAt,
};
use crate::vault::{ChangeId, Erased, parse};
use crate::{Id, Link};
use std::collections::{BTreeMap, BTreeSet};

/// What I wrote in one place that is not there any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftWords {
    /// The practice, or the question.
    pub of: Link,
    /// What I wrote, as the drafts it was before; of a view in the order of its steps.
    pub bodies: Vec<DraftBody>,
    /// Some of it was said in Ours; else it was sealed, and nobody else has read it.
    pub said: bool,
}

/// Where words lie, and what they are.
struct Lying {
    /// What was opened stands in Ours, and in Mine as it was sealed.
    copies: Vec<TextAt>,
    body: DraftBody,
}

impl Sitting {
    /// What I wrote where there is no place for it any more; what does not open even for me is
    /// left out.
    pub fn left_words(&self) -> Vec<LeftWords> {
        let me = self.me();
        let left = |of: Link| {
            let lying = self.lying(of);
            let said = copies_of(&lying).any(|copy| copy.space != me);
            LeftWords { of, said, bodies: lying.into_iter().map(|one| one.body).collect() }
        };
        let places = self.places_gone().into_iter().map(left);
        places.filter(|left| !left.bodies.is_empty()).collect()
    }

    /// Makes a draft of a page in Mine of what I wrote in one place that is not there any more;
    /// `text` is what it says, as in [`free_drafts`](Self::free_drafts).
    ///
    /// # Errors
    /// [`BadInput::Empty`]; [`JournalError::NoSuchPage`] when nothing is left there.
    pub fn free_left(&mut self, of: Link, text: &str) -> Result<Draft, JournalError> {
        if text.trim().is_empty() {
            return Err(BadInput::Empty.into());
        }
        let lying = if self.places_gone().contains(&of) { self.lying(of) } else { Vec::new() };
        if lying.is_empty() {
            return Err(JournalError::NoSuchPage);
        }
        let (me, page) = (self.me(), DraftBody::of_mine(self.today(), text.to_owned()));
        let rows: Vec<i64> = copies_of(&lying).map(|copy| copy.row).collect();
        let mut by_space: BTreeMap<Id, BTreeSet<ChangeId>> = BTreeMap::new();
        for copy in copies_of(&lying) {
            by_space.entry(copy.space).or_default().insert(copy.id);
        }
        let draft = self.desk.write(&mut [&mut self.me], |writer| {
            for (space, ids) in by_space {
                // In Ours no mark is left of words that had no place.
                let of = (space != me).then_some(of);
                writer.append(me, space, "erase", &Erased { of, ..Erased::these(ids) })?;
            }
            writer.file.erase_rows(&rows)?;
            writer.put_draft(me, None, page)
        })?;
        self.desk.book.erase_left(of);
        self.desk.sweep();
        Ok(draft)
    }

    /// Where something of mine may be left: practices that are over or whose beginning was taken
    /// back, and every question I wrote anything for.
    fn places_gone(&self) -> BTreeSet<Link> {
        let book = &self.desk.book;
        let begun = book.practices.without_beginning().filter(|of| book.was_erased(*of));
        let over = book.practices.over().into_iter();
        over.chain(begun).chain(book.answered_by(self.me())).chain(book.replied()).collect()
    }

    /// What is mine in one place that is gone.
    fn lying(&self, of: Link) -> Vec<Lying> {
        let (book, me) = (&self.desk.book, self.me());
        let mut parts: Vec<&PartAt> = if book.was_erased(of) {
            book.practices.written_by(me, of).collect()
        } else {
            let sealed = book.practices.sealed(of, me).into_iter();
            sealed.chain(book.practices.said_too_late(me, of)).collect()
        };
        parts.retain(|part| part.step != PAUSE);
        let parts = parts.into_iter().filter_map(|at| self.part_lying(of, at));
        parts.chain(self.answer_lying(of)).chain(self.replies_lying(of)).collect()
    }

    /// What was left blank says nothing.
    fn part_lying(&self, of: Link, at: &PartAt) -> Option<Lying> {
        let Part { step, turn, words, .. } = self.desk.read_part(&[&self.me], at).ok()?;
        if words.is_empty() {
            return None;
        }
        let copies = self.desk.book.practices.copies(of, at).collect();
        Some(Lying { copies, body: DraftBody::Part { of, step, turn, words } })
    }

    fn answer_lying(&self, question: Link) -> Option<Lying> {
        let copies = self.desk.book.answer_left(self.me(), question);
        let entry = self.desk.read(&[&self.me], *copies.first()?).ok()?;
        let AnswerBody { text, in_person, .. } = parse(entry.json()).ok()?;
        if text.trim().is_empty() {
            return None;
        }
        Some(Lying { copies, body: DraftBody::Answer { question, text, in_person } })
    }

    fn replies_lying(&self, question: Link) -> impl Iterator<Item = Lying> {
        let replies = self.desk.book.replies_left(self.me(), question);
        replies.map(move |reply| Lying {
            copies: vec![reply.stands],
            body: DraftBody::Reply { question, text: reply.text.clone() },
        })
    }
}

fn copies_of(lying: &[Lying]) -> impl Iterator<Item = &TextAt> {
    lying.iter().flat_map(|one| &one.copies)
}
