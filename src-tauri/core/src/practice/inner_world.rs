//! Inner world: a question on the table, answered apart, sealed, opened together.
//!
//! Nobody goes first. A sealed answer stays under its author's own key and
//! tells nothing of when it was sealed; opening needs both to have sealed,
//! both to be here, both to press. Not yet, skipped and taken back are one and
//! the same to the partner.

use super::written;
use crate::journal::{
    AnswerAt, AnswerBody, BadInput, Desk, Draft, DraftBody, JournalError, OpenedBody, Page,
    QuestionBody, ReplyBody, Sitting, TextAt, TogetherSitting, Writer,
};
use crate::vault::{Erased, Unlocked, parse};
use crate::{Id, Link};

const LONGEST_QUESTION: usize = 600;
/// Of an id of the library, in bytes.
const LONGEST_NAME: usize = 64;

/// Where my own answer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MyAnswer {
    /// Not begun.
    None,
    /// Begun.
    Draft,
    /// Finished; still only mine.
    Sealed,
}

/// A question on the table that is not opened yet. Says nothing of the partner's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableQuestion {
    /// The question's id.
    pub id: Link,
    /// Its words.
    pub text: String,
    /// The library's id, if it came from there.
    pub library: Option<String>,
    /// Who put it on the table.
    pub author: Id,
    /// Where my own answer stands; nothing while both are here.
    pub mine: Option<MyAnswer>,
    /// While both are here: both have sealed.
    pub openable: bool,
}

/// What one of both has of an answer while both are here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnAnswer {
    /// It is finished, and still only theirs.
    pub sealed: bool,
    /// What they have begun, unless it is covered.
    pub draft: Option<Draft>,
}

impl Desk {
    /// Questions that whoever is here can read and that are not opened, oldest first.
    fn table(&self, here: &[&Unlocked]) -> Vec<TableQuestion> {
        let readable =
            |space: Id| here.iter().all(|me| self.book.readers(space).contains(&me.partner()));
        let mut asked: Vec<_> = self
            .book
            .questions
            .iter()
            .filter(|(id, asked)| readable(asked.space) && self.book.is_on_table(**id))
            .filter(|(id, _)| !self.hidden.contains(*id))
            .collect();
        asked.sort_by_key(|(_, asked)| asked.order);
        asked
            .into_iter()
            .map(|(id, asked)| TableQuestion {
                id: *id,
                text: asked.text.clone(),
                library: asked.library.clone(),
                author: asked.author,
                mine: None,
                openable: here.len() == 2
                    && here.iter().all(|one| self.has_answered(*id, one.partner())),
            })
            .collect()
    }

    fn question(&self, id: Link) -> Result<Id, JournalError> {
        Ok(self.book.questions.get(&id).ok_or(JournalError::NoSuchPage)?.space)
    }

    fn is_opened(&self, question: Link) -> bool {
        self.book.pages.contains_key(&question)
    }

    fn put_on_table(
        &mut self,
        here: &mut [&mut Unlocked],
        author: Id,
        text: &str,
        library: Option<String>,
    ) -> Result<Link, JournalError> {
        let text = written(text, LONGEST_QUESTION)?;
        if library.as_ref().is_some_and(|id| id.len() > LONGEST_NAME) {
            return Err(BadInput::Question.into());
        }
        let ours = self.ours(author)?;
        let body = QuestionBody { text, library };
        self.write(here, |writer| writer.append(author, ours, "question", &body))
    }

    /// Seals the answer in a draft of one of `here`: one that is told in person holds no words;
    /// those that were written become a draft of a page in Mine.
    fn seal_answer(
        &mut self,
        here: &mut [&mut Unlocked],
        draft: Draft,
    ) -> Result<Link, JournalError> {
        let Draft { id, author, body, .. } = draft;
        let DraftBody::Answer { question, text, in_person } = body else {
            return Err(BadInput::NotThisKind.into());
        };
        self.question(question)?;
        if self.is_opened(question) {
            return Err(BadInput::OpenedAlready.into());
        }
        if self.has_answered(question, author) {
            return Err(BadInput::SealedAlready.into());
        }
        if text.trim().is_empty() && !in_person {
            return Err(BadInput::Empty.into());
        }
        let (text, left) = if in_person { (String::new(), text) } else { (text, String::new()) };
        let left = (!left.trim().is_empty()).then(|| DraftBody::of_mine(self.today(), left));
        let body = AnswerBody { question, text, in_person };
        self.write(here, |writer| {
            match left {
                Some(page) => drop(writer.put_draft(author, Some(id), page)?),
                None => {
                    let me = writer.here.iter().find(|me| me.partner() == author);
                    writer.file.delete_draft(me.ok_or(JournalError::NotYours)?, id)?;
                }
            }
            writer.append_timeless(author, author, "answer", &body)
        })?;
        Ok(question)
    }

    fn has_answered(&self, question: Link, author: Id) -> bool {
        self.book.sealed.contains_key(&(question, author))
    }

    /// Turns a reply that was begun into a reply: the first of each receives,
    /// and nobody comments before both have received.
    fn reply(&mut self, here: &mut [&mut Unlocked], draft: &Draft) -> Result<Link, JournalError> {
        let DraftBody::Reply { question, text } = &draft.body else {
            return Err(BadInput::NotThisKind.into());
        };
        let text = written(text, usize::MAX)?;
        if !self.is_opened(*question) {
            return Err(BadInput::NotOpened.into());
        }
        let received = |by: Id| self.book.replies(*question).any(|reply| reply.stands.author == by);
        let answered: Vec<Id> =
            self.book.answers(*question).map(|answer| answer.text.author).collect();
        if received(draft.author) && !answered.iter().all(|author| received(*author)) {
            return Err(BadInput::NotReceived.into());
        }
        let (author, space, id) = (draft.author, self.question(*question)?, draft.id);
        let body = ReplyBody { question: *question, text };
        self.write(here, |writer| {
            let me = writer
                .here
                .iter()
                .find(|me| me.partner() == author)
                .ok_or(JournalError::NotYours)?;
            writer.file.delete_draft(me, id)?;
            writer.append(author, space, "reply", &body)
        })?;
        Ok(*question)
    }
}

impl Sitting {
    /// Questions on the table, oldest first, and where my own answers stand.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn questions(&self) -> Result<Vec<TableQuestion>, JournalError> {
        let begun = self.drafts()?;
        let mut table = self.desk.table(&[&self.me]);
        for asked in &mut table {
            asked.mine = Some(if self.desk.has_answered(asked.id, self.me()) {
                MyAnswer::Sealed
            } else if begun.iter().any(|draft| answers(draft, asked.id)) {
                MyAnswer::Draft
            } else {
                MyAnswer::None
            });
        }
        Ok(table)
    }

    /// Puts a question on the table, in Ours.
    ///
    /// # Errors
    /// [`JournalError::BadInput`] when it is empty or longer than 600 characters.
    pub fn put_question(
        &mut self,
        text: &str,
        library: Option<String>,
    ) -> Result<Link, JournalError> {
        let me = self.me();
        self.desk.put_on_table(&mut [&mut self.me], me, text, library)
    }

    /// Seals an answer that was begun: finished, and still only mine. One that is told in person
    /// holds no words; those that were written become a draft of a page in Mine.
    ///
    /// # Errors
    /// [`JournalError::BadInput`] when it is empty, sealed or opened already.
    pub fn seal_answer(&mut self, draft: Id) -> Result<Link, JournalError> {
        let draft = self.draft(draft)?;
        self.desk.seal_answer(&mut [&mut self.me], draft)
    }

    /// Takes a sealed answer back, silently; its words are a draft again.
    ///
    /// # Errors
    /// [`JournalError::NoSuchPage`] when nothing is sealed, or it is opened already.
    pub fn unseal_answer(&mut self, question: Link) -> Result<Draft, JournalError> {
        let me = self.me();
        if self.desk.is_opened(question) {
            return Err(JournalError::NoSuchPage);
        }
        let AnswerAt { text: at, .. } =
            *self.desk.book.sealed.get(&(question, me)).ok_or(JournalError::NoSuchPage)?;
        let AnswerBody { text, in_person, .. } = parse(self.desk.read(&[&self.me], at)?.json())?;
        // It was opened before if the other took theirs back since: the first in Ours would count.
        let opened = self.desk.book.answers(question).map(|answer| answer.text);
        let opened: Vec<TextAt> = opened.filter(|text| text.author == me).collect();
        self.desk.write(&mut [&mut self.me], |writer| {
            for TextAt { id, row, space, .. } in [at].into_iter().chain(opened) {
                let of = (space != me).then_some(question);
                writer.append(me, space, "erase", &Erased { of, ..Erased::these([id]) })?;
                writer.file.erase_rows(&[row])?;
            }
            writer.put_draft(me, None, DraftBody::Answer { question, text, in_person })
        })?;
        self.desk.book.erase_left(question);
        self.desk.sweep();
        self.desk.gather(&mut self.me)?;
        let draft = self.drafts()?.into_iter().find(|draft| answers(draft, question));
        draft.ok_or(JournalError::NoSuchPage)
    }

    /// Turns my reply into one both can read.
    ///
    /// # Errors
    /// [`JournalError::BadInput`] for a comment before both have received.
    pub fn reply(&mut self, draft: Id) -> Result<Page, JournalError> {
        let draft = self.draft(draft)?;
        let question = self.desk.reply(&mut [&mut self.me], &draft)?;
        self.page(question)
    }
}

impl TogetherSitting {
    /// Questions on the table, oldest first, and which can be opened.
    pub fn questions(&self) -> Vec<TableQuestion> {
        self.desk.table(&self.both())
    }

    /// Puts a question on the table, in the name of one of both.
    ///
    /// # Errors
    /// [`JournalError::BadInput`] when it is empty or longer than 600 characters.
    pub fn put_question(
        &mut self,
        author: Id,
        text: &str,
        library: Option<String>,
    ) -> Result<Link, JournalError> {
        let Self { desk, first, second, .. } = self;
        let put = desk.put_on_table(&mut [first, second], author, text, library)?;
        Ok(self.came_about(put))
    }

    /// What `author` has written behind their curtain, and whether it is sealed: for them alone.
    ///
    /// # Errors
    /// [`JournalError::NotYours`] for somebody who is not here, [`JournalError::NoSuchPage`].
    pub fn own_answer(&self, author: Id, question: Link) -> Result<OwnAnswer, JournalError> {
        let drafts = self.drafts_of(author)?;
        self.desk.question(question)?;
        Ok(OwnAnswer {
            sealed: self.desk.has_answered(question, author),
            draft: drafts.into_iter().find(|draft| answers(draft, question)),
        })
    }

    /// Seals an answer that one of both has begun, as [`Sitting::seal_answer`]; the other is told
    /// nothing of it.
    ///
    /// # Errors
    /// As [`Sitting::seal_answer`]; [`JournalError::NotYours`] for somebody who is not here,
    /// [`JournalError::NoSuchPage`] for a draft of the other or one that is covered.
    pub fn seal_answer(&mut self, author: Id, draft: Id) -> Result<Link, JournalError> {
        let begun = self.drafts_of(author)?.into_iter().find(|begun| begun.id == draft);
        let draft = begun.ok_or(JournalError::NoSuchPage)?;
        let Self { desk, first, second, .. } = self;
        desk.seal_answer(&mut [first, second], draft)
    }

    /// Opens both answers at once. `pressed` holds both partners, or nothing happens.
    ///
    /// # Errors
    /// [`JournalError::NeedsBoth`] unless both pressed and both have sealed.
    pub fn open_answers(&mut self, question: Link, pressed: &[Id]) -> Result<Page, JournalError> {
        let mut both: Vec<Id> = self.both().iter().map(|one| one.partner()).collect();
        both.sort();
        let space = self.desk.question(question)?;
        let sealed: Option<Vec<AnswerAt>> = both
            .iter()
            .map(|author| self.desk.book.sealed.get(&(question, *author)).copied())
            .collect();
        let sealed = sealed
            .filter(|_| both.iter().all(|one| pressed.contains(one)))
            .ok_or(JournalError::NeedsBoth)?;
        if self.desk.is_opened(question) {
            return Err(BadInput::OpenedAlready.into());
        }
        let mut answers = Vec::new();
        for AnswerAt { text, .. } in &sealed {
            answers.push(self.desk.read(&self.both(), *text)?);
        }
        let Self { desk, first, second, .. } = self;
        // In the order of ids, never of sealing.
        desk.write(&mut [first, second], |writer: &mut Writer<'_, '_>| {
            for (author, answer) in both.iter().zip(&answers) {
                writer.copy_unchanged(*author, answer, space)?;
            }
            writer.append(both[0], space, "opened", &OpenedBody { question })
        })?;
        self.came_about(question);
        self.page(question)
    }

    /// Turns the reply one of both wrote into one both can read.
    ///
    /// # Errors
    /// [`JournalError::BadInput`] for a comment before both have received.
    pub fn reply(&mut self, draft: Id) -> Result<Page, JournalError> {
        let draft = self
            .drafts()?
            .into_iter()
            .find(|begun| begun.id == draft)
            .ok_or(JournalError::NoSuchPage)?;
        let Self { desk, first, second, .. } = self;
        let question = desk.reply(&mut [first, second], &draft)?;
        self.page(question)
    }
}

fn answers(draft: &Draft, asked: Link) -> bool {
    matches!(draft.body, DraftBody::Answer { question, .. } if question == asked)
}
