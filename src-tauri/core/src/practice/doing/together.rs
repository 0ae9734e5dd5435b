//! What both can do in a practice, each with their own hand.

use super::{BegunPractice, of_practice, of_step};
use crate::journal::{BadInput, Draft, JournalError, PartBody, Practice, TogetherSitting, Words};
use crate::practice::PAUSE;
use crate::practice::rules::{Next, Way};
use crate::{Id, Link};
use chrono::TimeDelta;

const SHORTEST_PAUSE: TimeDelta = TimeDelta::minutes(20);
const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(24);

impl TogetherSitting {
    /// Practices that were begun and are no page yet, the oldest first.
    ///
    /// # Errors
    /// Those of reading a page.
    pub fn begun_practices(&self) -> Result<Vec<BegunPractice>, JournalError> {
        self.desk.all_begun(&self.both())
    }

    /// One practice, and what each may do in it.
    ///
    /// # Errors
    /// [`JournalError::NoSuchPage`].
    pub fn begun_practice(&self, id: Link) -> Result<BegunPractice, JournalError> {
        self.desk.begun(id, &self.both())
    }

    /// Begins a practice, in the name of one of both.
    ///
    /// # Errors
    /// As [`Sitting::begin_practice`].
    pub fn begin_practice(
        &mut self,
        author: Id,
        which: Practice,
        about: &str,
    ) -> Result<Link, JournalError> {
        let Self { desk, first, second, .. } = self;
        let begun = desk.begin(&mut [first, second], author, which, about)?;
        Ok(self.came_about(begun))
    }

    /// What `author` has written for a practice and neither said nor sealed: for them alone, and
    /// without what is covered.
    ///
    /// # Errors
    /// [`JournalError::NotYours`] for somebody who is not here.
    pub fn part_drafts(&self, author: Id, of: Link) -> Result<Vec<Draft>, JournalError> {
        let mut drafts = self.drafts_of(author)?;
        drafts.retain(|draft| of_practice(draft, of));
        Ok(drafts)
    }

    /// What `author` has begun to say in one step; nothing of what they wrote for others.
    ///
    /// # Errors
    /// As [`TogetherSitting::part_drafts`].
    pub fn step_draft(
        &self,
        author: Id,
        of: Link,
        step: &str,
    ) -> Result<Option<Draft>, JournalError> {
        Ok(self.part_drafts(author, of)?.into_iter().find(|draft| of_step(draft, step)))
    }

    /// Whether `author` has sealed what there is to seal: for them alone.
    ///
    /// # Errors
    /// [`JournalError::NotYours`] for somebody who is not here, [`JournalError::NoSuchPage`].
    pub fn has_sealed(&self, author: Id, of: Link) -> Result<bool, JournalError> {
        if !self.both().iter().any(|one| one.partner() == author) {
            return Err(JournalError::NotYours);
        }
        let practice = self.desk.readable(of, &self.both())?;
        Ok(self.desk.has_sealed(of, practice, author))
    }

    /// Says what a draft of a step holds, signed by whoever wrote it.
    ///
    /// # Errors
    /// As [`Sitting::say_part`].
    pub fn say_part(&mut self, author: Id, draft: Id) -> Result<BegunPractice, JournalError> {
        let begun = self.drafts_of(author)?.into_iter().find(|begun| begun.id == draft);
        let draft = begun.ok_or(JournalError::NoSuchPage)?;
        let Self { desk, first, second, .. } = self;
        let of = desk.say(&mut [first, second], draft)?;
        self.begun_practice(of)
    }

    /// Seals what one of both wrote apart, without what is covered.
    ///
    /// # Errors
    /// As [`Sitting::seal_parts`].
    pub fn seal_parts(&mut self, author: Id, of: Link) -> Result<BegunPractice, JournalError> {
        let drafts = self.drafts_of(author)?;
        let Self { desk, first, second, .. } = self;
        desk.seal(&mut [first, second], author, of, drafts)?;
        self.begun_practice(of)
    }

    /// Opens one step of what both have sealed. `pressed` holds both partners, or nothing happens.
    ///
    /// # Errors
    /// [`JournalError::NeedsBoth`] unless both pressed, both have sealed, and it is this step's turn.
    pub fn open_parts(
        &mut self,
        of: Link,
        step: &str,
        pressed: &[Id],
    ) -> Result<BegunPractice, JournalError> {
        let fits = |next: &Next| next.way == Way::Open && next.step == step;
        let space = self.desk.may(&self.both(), of, fits).map_err(|_| JournalError::NeedsBoth)?;
        let mut both: Vec<Id> = self.both().iter().map(|one| one.partner()).collect();
        both.sort();
        if !both.iter().all(|one| pressed.contains(one)) {
            return Err(JournalError::NeedsBoth);
        }
        let mut sealed = Vec::new();
        for one in &both {
            let parts = self.desk.book.practices.sealed(of, *one);
            // Somebody's own may stand in Ours already, if they put it there by other means.
            if let Some(part) = parts.into_iter().find(|part| part.step == step) {
                sealed.push((*one, self.desk.read(&self.both(), part.text)?));
            }
        }
        let Self { desk, first, second, .. } = self;
        // In the order of ids, never of sealing.
        desk.write(&mut [first, second], |writer| {
            for (author, entry) in &sealed {
                writer.copy_unchanged(*author, entry, space)?;
            }
            Ok(())
        })?;
        self.begun_practice(of)
    }

    /// Pauses until a time that both can see; nobody is named as the one who asked.
    ///
    /// # Errors
    /// [`JournalError::BadInput`] for less than 20 minutes or more than a day.
    pub fn pause_practice(
        &mut self,
        of: Link,
        minutes: u32,
    ) -> Result<BegunPractice, JournalError> {
        let length = TimeDelta::minutes(i64::from(minutes));
        if length < SHORTEST_PAUSE || length > LONGEST_PAUSE {
            return Err(BadInput::Pause.into());
        }
        self.desk.readable(of, &self.both())?;
        let space = self.desk.book.practices.get(of).ok_or(JournalError::NoSuchPage)?.space;
        let until = (self.desk.surroundings.now() + length).naive_local();
        let words = Words { when: Some(until), ..Words::default() };
        let body = PartBody::apart(of, PAUSE.to_owned(), words);
        let writer = self.nobody();
        let Self { desk, first, second, .. } = self;
        desk.write(&mut [first, second], |it| it.append(writer, space, "part", &body))?;
        self.begun_practice(of)
    }

    /// Makes a page of a practice; nobody is named as the one who ended it.
    ///
    /// # Errors
    /// [`JournalError::BadInput`] when nothing was said in it.
    pub fn finish_practice(&mut self, of: Link) -> Result<(), JournalError> {
        let writer = self.nobody();
        let Self { desk, first, second, .. } = self;
        desk.finish(&mut [first, second], writer, of)
    }

    /// Puts a practice away in which nothing was said; nobody is named as the one who did.
    ///
    /// # Errors
    /// As [`Sitting::put_away_practice`](crate::journal::Sitting::put_away_practice).
    pub fn put_away_practice(&mut self, of: Link) -> Result<(), JournalError> {
        let writer = self.nobody();
        let Self { desk, first, second, .. } = self;
        desk.put_away(&mut [first, second], writer, of)
    }

    /// Who signs what both did: always the one with the smaller id, whoever held the keyboard.
    fn nobody(&self) -> Id {
        self.first.partner().min(self.second.partner())
    }
}
