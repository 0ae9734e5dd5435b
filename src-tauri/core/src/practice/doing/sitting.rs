//! What one partner can do in a practice on their own turn.

use super::{BegunPractice, of_practice, of_step};
use crate::journal::{
    BadInput, Draft, DraftBody, FinishedBody, JournalError, Part, PartAt, PartBody, Practice,
    PracticeBody, Sitting,
};
use crate::vault::Erased;
use crate::{Id, Link};

impl Sitting {
    /// Practices in Ours that were begun and are no page yet, the oldest first.
    ///
    /// # Errors
    /// Those of reading a page.
    pub fn begun_practices(&self) -> Result<Vec<BegunPractice>, JournalError> {
        self.desk.all_begun(&[&self.me])
    }

    /// One practice, and what I may do in it on my own turn.
    ///
    /// # Errors
    /// [`JournalError::NoSuchPage`].
    pub fn begun_practice(&self, id: Link) -> Result<BegunPractice, JournalError> {
        self.desk.begun(id, &[&self.me])
    }

    /// Begins a practice for both of us.
    ///
    /// # Errors
    /// [`JournalError::NeedsBoth`] until the partner has joined, [`JournalError::BadInput`]
    /// for one that is done alone.
    pub fn begin_practice(&mut self, which: Practice, about: &str) -> Result<Link, JournalError> {
        let me = self.me();
        self.desk.begin(&mut [&mut self.me], me, which, about)
    }

    /// What I have written for a practice and neither said nor sealed.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn part_drafts(&self, of: Link) -> Result<Vec<Draft>, JournalError> {
        let mut drafts = self.drafts()?;
        drafts.retain(|draft| of_practice(draft, of));
        Ok(drafts)
    }

    /// What I have begun to say in one step.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn step_draft(&self, of: Link, step: &str) -> Result<Option<Draft>, JournalError> {
        Ok(self.part_drafts(of)?.into_iter().find(|draft| of_step(draft, step)))
    }

    /// Says what a draft of a step holds.
    ///
    /// # Errors
    /// [`JournalError::BadInput`] when it is not that step's turn, or nothing is written.
    pub fn say_part(&mut self, draft: Id) -> Result<BegunPractice, JournalError> {
        let draft = self.draft(draft)?;
        let of = self.desk.say(&mut [&mut self.me], draft)?;
        self.begun_practice(of)
    }

    /// Seals what I wrote apart.
    ///
    /// # Errors
    /// [`JournalError::BadInput`] when nothing is written, or it is sealed already.
    pub fn seal_parts(&mut self, of: Link) -> Result<BegunPractice, JournalError> {
        let (me, drafts) = (self.me(), self.drafts()?);
        self.desk.seal(&mut [&mut self.me], me, of, drafts)?;
        self.begun_practice(of)
    }

    /// Takes back what I sealed, silently; the words are drafts again.
    ///
    /// # Errors
    /// [`JournalError::NoSuchPage`] when nothing is sealed, or it is opened already.
    pub fn unseal_parts(&mut self, of: Link) -> Result<BegunPractice, JournalError> {
        let me = self.me();
        let sealed: Vec<PartAt> =
            self.desk.book.practices.sealed(of, me).into_iter().cloned().collect();
        if sealed.is_empty() {
            return Err(JournalError::NoSuchPage);
        }
        let mut drafts = Vec::new();
        for at in &sealed {
            let Part { step, turn, words, .. } = self.desk.read_part(&[&self.me], at)?;
            if !words.is_empty() {
                drafts.push(DraftBody::Part { of, step, turn, words });
            }
        }
        let rows: Vec<i64> = sealed.iter().map(|part| part.text.row).collect();
        let erase = Erased::these(sealed.iter().map(|part| part.text.id));
        self.desk.write(&mut [&mut self.me], |writer| {
            writer.append(me, me, "erase", &erase)?;
            writer.file.erase_rows(&rows)?;
            for draft in drafts {
                writer.put_draft(me, None, draft)?;
            }
            Ok(())
        })?;
        self.desk.book.erase_parts();
        self.desk.sweep();
        self.desk.gather(&mut self.me)?;
        self.begun_practice(of)
    }

    /// Makes a page of a practice.
    ///
    /// # Errors
    /// [`JournalError::BadInput`] when nothing was said in it.
    pub fn finish_practice(&mut self, of: Link) -> Result<(), JournalError> {
        let me = self.me();
        self.desk.finish(&mut [&mut self.me], me, of)
    }

    /// Puts a practice away in which nothing was said. What either wrote or sealed for it is a
    /// draft of their own: [`free_drafts`](Self::free_drafts), [`left_words`](Self::left_words).
    ///
    /// # Errors
    /// [`JournalError::BadInput`] once something was said in it.
    pub fn put_away_practice(&mut self, of: Link) -> Result<(), JournalError> {
        let me = self.me();
        self.desk.put_away(&mut [&mut self.me], me, of)
    }

    /// Makes a page in Mine of what I did alone.
    ///
    /// # Errors
    /// [`JournalError::BadInput`] for any other draft, or when nothing is written.
    pub fn keep_alone(&mut self, draft: Id) -> Result<Link, JournalError> {
        let DraftBody::Alone { practice, about, mut parts } = self.draft(draft)?.body else {
            return Err(BadInput::NotThisKind.into());
        };
        parts.retain(|(_, words)| !words.is_empty());
        if !practice.is_alone() {
            return Err(BadInput::NotThisKind.into());
        }
        let about = about.trim().to_owned();
        if parts.is_empty() && about.is_empty() {
            return Err(BadInput::Empty.into());
        }
        let (me, on) = (self.me(), self.today());
        let begin = PracticeBody { practice: practice.name().to_owned(), on, about };
        self.desk.write(&mut [&mut self.me], |writer| {
            writer.file.delete_draft(writer.here[0], draft)?;
            let of = writer.append(me, me, "practice", &begin)?;
            for (step, words) in parts {
                writer.append(me, me, "part", &PartBody::apart(of, step, words))?;
            }
            writer.append(me, me, "finished", &FinishedBody { of })?;
            Ok(of)
        })
    }
}
