//! What was sealed and can be opened no more: its practice is over, or its question is off the
//! table. It is its writer's alone, as before, and they find it again.

use crate::journal::{AnswerBody, Draft, DraftBody, JournalError, Part, Sitting};
use crate::vault::{ChangeId, Erased, parse};
use crate::{Id, Link};

/// What I sealed in one place and nobody can open there any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftSealed {
    /// The practice, or the question.
    pub of: Link,
    /// What I wrote, as the drafts it was before; of a view in the order of its steps.
    pub bodies: Vec<DraftBody>,
}

/// Where sealed words lie, and what they are.
struct Lying {
    id: ChangeId,
    row: i64,
    body: DraftBody,
}

impl Sitting {
    /// What I sealed and nobody can open any more; what does not open even for me is left out.
    pub fn left_sealed(&self) -> Vec<LeftSealed> {
        let over = self.desk.book.practices.over().into_iter().map(|of| (of, self.parts_left(of)));
        let gone = self.questions_gone().into_iter().map(|of| (of, self.answer_left(of)));
        let left = |(of, lying): (Link, Vec<Lying>)| LeftSealed {
            of,
            bodies: lying.into_iter().map(|one| one.body).collect(),
        };
        over.chain(gone).filter(|(_, lying)| !lying.is_empty()).map(left).collect()
    }

    /// Makes a draft of a page in Mine of what I sealed in one place and nobody can open any more;
    /// `text` is what it says, as in [`free_drafts`](Self::free_drafts).
    ///
    /// # Errors
    /// [`JournalError::NoSuchPage`] when nothing is left there.
    pub fn free_sealed(&mut self, of: Link, text: &str) -> Result<Draft, JournalError> {
        let lying = if self.desk.book.practices.finished(of).is_some() {
            self.parts_left(of)
        } else if self.questions_gone().contains(&of) {
            self.answer_left(of)
        } else {
            Vec::new()
        };
        if lying.is_empty() {
            return Err(JournalError::NoSuchPage);
        }
        let (me, page) = (self.me(), DraftBody::of_mine(self.today(), text.to_owned()));
        let rows: Vec<i64> = lying.iter().map(|one| one.row).collect();
        let erase = Erased::these(lying.iter().map(|one| one.id));
        let draft = self.desk.write(&mut [&mut self.me], |writer| {
            writer.append(me, me, "erase", &erase)?;
            writer.file.erase_rows(&rows)?;
            writer.put_draft(me, None, page)
        })?;
        self.desk.book.erase_sealed(of, me);
        self.desk.file.sweep()?;
        Ok(draft)
    }

    /// What I sealed of a practice and was not opened; what was left blank says nothing.
    fn parts_left(&self, of: Link) -> Vec<Lying> {
        let sealed = self.desk.book.practices.sealed(of, self.me());
        let lying = sealed.into_iter().filter_map(|at| {
            let Part { step, turn, words, .. } = self.desk.read_part(&[&self.me], at).ok()?;
            let body = DraftBody::Part { of, step, turn, words: words.clone() };
            (!words.is_empty()).then_some(Lying { id: at.text.id, row: at.text.row, body })
        });
        lying.collect()
    }

    /// Questions I sealed an answer to that are not there any more.
    fn questions_gone(&self) -> Vec<Link> {
        let book = &self.desk.book;
        let mine = |(_, author): &&(Link, Id)| *author == self.me();
        let questions = book.sealed.keys().filter(mine).map(|(question, _)| *question);
        let mut gone: Vec<Link> =
            questions.filter(|question| !book.questions.contains_key(question)).collect();
        gone.sort();
        gone
    }

    fn answer_left(&self, question: Link) -> Vec<Lying> {
        let lying = || {
            let at = self.desk.book.sealed.get(&(question, self.me()))?.text;
            let entry = self.desk.read(&[&self.me], at).ok()?;
            let AnswerBody { text, in_person, .. } = parse(entry.json()).ok()?;
            let body = DraftBody::Answer { question, text: text.clone(), in_person };
            (!text.trim().is_empty()).then_some(Lying { id: at.id, row: at.row, body })
        };
        lying().into_iter().collect()
    }
}
