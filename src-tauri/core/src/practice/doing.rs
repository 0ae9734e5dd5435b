//! Doing a practice: begun in Ours, each step signed by whoever wrote it, finished into a page.
//!
//! What one person writes for a step is their own draft until they say it or
//! seal it. Sealed words stay under their author's own key, as sealed answers
//! do, and are copied into Ours by opening, unchanged.

use super::rules::{self, Course, Next, Said, Way};
use crate::journal::{
    Desk, Draft, DraftBody, FinishedBody, JournalError, Part, PartAt, PartBody, Practice,
    PracticeBody, PracticePage, Sitting, TogetherSitting, Words,
};
use crate::vault::{Erased, Unlocked};
use crate::{Id, Link};
use chrono::{NaiveDate, TimeDelta};

const LONGEST_ABOUT: usize = 600;
const SHORTEST_PAUSE: TimeDelta = TimeDelta::minutes(20);
const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(24);

/// A practice that is not a page yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BegunPractice {
    /// Its id, and later the page's.
    pub id: Link,
    /// The day it was begun for.
    pub on: NaiveDate,
    /// What was said so far.
    pub page: PracticePage,
    /// What may be done next, by those who are here.
    pub next: Vec<Next>,
    /// Only to myself: I have sealed.
    pub i_sealed: bool,
}

impl Desk {
    fn course(&self, id: Link, practice: Practice, here: &[&Unlocked]) -> Course {
        let both = self.both_of(id);
        let practices = &self.book.practices;
        let steps = rules::sealed_steps(practice);
        let sealed = |one: Id| {
            let mine = practices.sealed(id, one);
            let opened = |step: &str| practices.said(id).any(|p| p.author == one && p.step == step);
            steps.iter().all(|step| opened(step) || mine.iter().any(|part| part.step == *step))
        };
        let said = |part: &PartAt| Said {
            author: part.author,
            step: part.step.clone(),
            turn: part.turn,
            choice: part.choice.clone(),
        };
        Course {
            said: practices.said(id).map(said).collect(),
            both_sealed: here.len() == 2 && both.iter().all(|one| sealed(*one)),
            i_sealed: here.len() == 1 && here.iter().all(|me| sealed(me.partner())),
            both,
        }
    }

    /// Those who read the space a practice is in.
    fn both_of(&self, id: Link) -> Vec<Id> {
        let space = self.book.practices.get(id).map(|at| at.space);
        space.map(|space| self.book.readers(space).to_vec()).unwrap_or_default()
    }

    fn next(&self, id: Link, practice: Practice, here: &[&Unlocked]) -> Vec<Next> {
        let is_here = |next: &Next| {
            here.iter().any(|me| me.partner() == next.by) && (here.len() == 2 || next.alone)
        };
        let mut all = rules::next(practice, &self.course(id, practice, here));
        all.retain(is_here);
        all
    }

    fn readable(&self, id: Link, here: &[&Unlocked]) -> Result<Practice, JournalError> {
        let at = self.book.practices.get(id).ok_or(JournalError::NoSuchPage)?;
        let readers = self.book.readers(at.space);
        if !here.iter().all(|me| readers.contains(&me.partner())) {
            return Err(JournalError::NoSuchPage);
        }
        Practice::named(&at.practice).ok_or(JournalError::NoSuchPage)
    }

    fn begun(&self, id: Link, here: &[&Unlocked]) -> Result<BegunPractice, JournalError> {
        let practice = self.readable(id, here)?;
        let at = self.book.practices.get(id).ok_or(JournalError::NoSuchPage)?;
        Ok(BegunPractice {
            id,
            on: at.on,
            page: self.read_practice(here, id)?,
            next: self.next(id, practice, here),
            i_sealed: self.course(id, practice, here).i_sealed
                && !rules::sealed_steps(practice).is_empty(),
        })
    }

    fn all_begun(&self, here: &[&Unlocked]) -> Result<Vec<BegunPractice>, JournalError> {
        let open = self.book.practices.unfinished();
        let shown = open.iter().filter(|(id, _)| self.readable(*id, here).is_ok());
        shown.map(|(id, _)| self.begun(*id, here)).collect()
    }

    fn begin(
        &mut self,
        here: &mut [&mut Unlocked],
        author: Id,
        practice: Practice,
        about: &str,
    ) -> Result<Link, JournalError> {
        let about = about.trim().to_owned();
        if practice.is_alone() || about.chars().count() > LONGEST_ABOUT {
            return Err(JournalError::BadInput("practice"));
        }
        let (ours, on) = (self.ours(author)?, self.today());
        if self.book.readers(ours).len() < 2 {
            return Err(JournalError::NeedsBoth);
        }
        let body = PracticeBody { practice: practice.name().to_owned(), on, about };
        self.write(here, |writer| writer.append(author, ours, "practice", &body))
    }

    /// Whether this may be done next; the space it goes to.
    fn may(
        &self,
        here: &[&Unlocked],
        id: Link,
        fits: impl Fn(&Next) -> bool,
    ) -> Result<Id, JournalError> {
        let practice = self.readable(id, here)?;
        if self.book.practices.finished(id).is_some() {
            return Err(JournalError::BadInput("finished"));
        }
        if !self.next(id, practice, here).iter().any(fits) {
            return Err(JournalError::BadInput("not now"));
        }
        Ok(self.book.practices.get(id).ok_or(JournalError::NoSuchPage)?.space)
    }

    /// Says what a draft holds, as its author's own signed words.
    fn say(&mut self, here: &mut [&mut Unlocked], draft: Draft) -> Result<Link, JournalError> {
        let DraftBody::Part { of, step, turn, words } = draft.body else {
            return Err(JournalError::BadInput("kind"));
        };
        let fits = |next: &Next| {
            next.by == draft.author
                && next.step == step
                && next.turn == turn
                && (next.way == Way::Agree || next.way == Way::Say && !words.is_empty())
        };
        let space = self.may(&shared(here), of, fits)?;
        let body = PartBody { of, step, turn, words };
        self.write(here, |writer| {
            let me = writer.here.iter().find(|me| me.partner() == draft.author);
            writer.file.delete_draft(me.ok_or(JournalError::NotYours)?, draft.id)?;
            writer.append(draft.author, space, "part", &body)
        })?;
        Ok(of)
    }

    /// Seals everything `author` has written for this practice; what is blank is sealed blank.
    fn seal(
        &mut self,
        here: &mut [&mut Unlocked],
        author: Id,
        of: Link,
        drafts: Vec<Draft>,
    ) -> Result<(), JournalError> {
        let fits = |next: &Next| next.by == author && next.way == Way::Seal;
        self.may(&shared(here), of, fits)?;
        let practice = self.readable(of, &shared(here))?;
        let steps = rules::sealed_steps(practice);
        let mut begun: Vec<(Id, String, Words)> = drafts
            .into_iter()
            .filter_map(|draft| match draft.body {
                DraftBody::Part { of: at, step, words, .. }
                    if at == of && steps.contains(&step.as_str()) =>
                {
                    Some((draft.id, step, words))
                }
                _ => None,
            })
            .collect();
        if begun.iter().all(|(_, _, words)| words.is_empty()) {
            return Err(JournalError::BadInput("empty"));
        }
        if self.book.practices.sealed(of, author).len() == steps.len() {
            return Err(JournalError::BadInput("sealed already"));
        }
        self.write(here, |writer| {
            for step in steps {
                let at = begun.iter().position(|(_, of, _)| of == step);
                let words = match at.map(|at| begun.swap_remove(at)) {
                    Some((draft, _, words)) => {
                        let me = writer.here.iter().find(|me| me.partner() == author);
                        writer.file.delete_draft(me.ok_or(JournalError::NotYours)?, draft)?;
                        words
                    }
                    None => Words::default(),
                };
                let body = PartBody { of, step: (*step).to_owned(), turn: 0, words };
                writer.append_timeless(author, author, "part", &body)?;
            }
            Ok(())
        })
    }

    /// Makes a page of what was said.
    fn finish(
        &mut self,
        here: &mut [&mut Unlocked],
        author: Id,
        of: Link,
    ) -> Result<(), JournalError> {
        self.readable(of, &shared(here))?;
        let at = self.book.practices.get(of).ok_or(JournalError::NoSuchPage)?;
        let said = self.book.practices.said(of).next().is_some();
        if !said || self.book.practices.finished(of).is_some() {
            return Err(JournalError::BadInput("nothing to finish"));
        }
        let space = at.space;
        self.write(here, |writer| {
            writer.append(author, space, "finished", &FinishedBody { of })?;
            Ok(())
        })
    }
}

fn shared<'a>(here: &'a [&mut Unlocked]) -> Vec<&'a Unlocked> {
    here.iter().map(|me| &**me).collect()
}

fn of_practice(draft: &Draft, id: Link) -> bool {
    matches!(draft.body, DraftBody::Part { of, .. } if of == id)
}

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
        for at in &sealed {
            let Part { step, turn, words, .. } = self.desk.read_part(&[&self.me], at)?;
            if !words.is_empty() {
                self.save_draft(None, DraftBody::Part { of, step, turn, words })?;
            }
        }
        let rows: Vec<i64> = sealed.iter().map(|part| part.text.row).collect();
        let what = sealed.iter().map(|part| (part.text.id.log, part.text.id.seq)).collect();
        self.desk.write(&mut [&mut self.me], |writer| {
            writer.append(me, me, "erase", &Erased { what })?;
            writer.file.erase_rows(&rows)?;
            Ok(())
        })?;
        self.desk.book.erase_parts();
        self.desk.file.sweep()?;
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

    /// Makes a page in Mine of what I did alone.
    ///
    /// # Errors
    /// [`JournalError::BadInput`] for any other draft, or when nothing is written.
    pub fn keep_alone(&mut self, draft: Id) -> Result<Link, JournalError> {
        let DraftBody::Alone { practice, about, mut parts } = self.draft(draft)?.body else {
            return Err(JournalError::BadInput("kind"));
        };
        parts.retain(|(_, words)| !words.is_empty());
        if !practice.is_alone() || parts.is_empty() {
            return Err(JournalError::BadInput("practice"));
        }
        let (me, on) = (self.me(), self.today());
        let (practice, about) = (practice.name().to_owned(), about.trim().to_owned());
        let begin = PracticeBody { practice, on, about };
        self.desk.write(&mut [&mut self.me], |writer| {
            writer.file.delete_draft(writer.here[0], draft)?;
            let of = writer.append(me, me, "practice", &begin)?;
            for (step, words) in parts {
                writer.append(me, me, "part", &PartBody { of, step, turn: 0, words })?;
            }
            writer.append(me, me, "finished", &FinishedBody { of })?;
            Ok(of)
        })
    }
}

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
        let Self { desk, first, second } = self;
        desk.begin(&mut [first, second], author, which, about)
    }

    /// What `author` has written for a practice and neither said nor sealed: for them alone.
    ///
    /// # Errors
    /// [`JournalError::NotYours`] for somebody who is not here.
    pub fn part_drafts(&self, author: Id, of: Link) -> Result<Vec<Draft>, JournalError> {
        let mut drafts = self.drafts_of(author)?;
        drafts.retain(|draft| of_practice(draft, of));
        Ok(drafts)
    }

    /// Says what a draft of a step holds, signed by whoever wrote it.
    ///
    /// # Errors
    /// As [`Sitting::say_part`].
    pub fn say_part(&mut self, author: Id, draft: Id) -> Result<BegunPractice, JournalError> {
        let mut drafts = self.drafts_of(author)?;
        drafts.retain(|begun| begun.id == draft);
        let draft = drafts.pop().ok_or(JournalError::NoSuchPage)?;
        let Self { desk, first, second } = self;
        let of = desk.say(&mut [first, second], draft)?;
        self.begun_practice(of)
    }

    /// Seals what one of both wrote apart.
    ///
    /// # Errors
    /// As [`Sitting::seal_parts`].
    pub fn seal_parts(&mut self, author: Id, of: Link) -> Result<BegunPractice, JournalError> {
        let drafts = self.drafts_of(author)?;
        let Self { desk, first, second } = self;
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
        let Self { desk, first, second } = self;
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
            return Err(JournalError::BadInput("pause"));
        }
        self.desk.readable(of, &self.both())?;
        let space = self.desk.book.practices.get(of).ok_or(JournalError::NoSuchPage)?.space;
        let until = (self.desk.surroundings.now() + length).naive_local();
        let words = Words { when: Some(until), ..Words::default() };
        let body = PartBody { of, step: super::PAUSE.to_owned(), turn: 0, words };
        let writer = self.nobody();
        let Self { desk, first, second } = self;
        desk.write(&mut [first, second], |it| it.append(writer, space, "part", &body))?;
        self.begun_practice(of)
    }

    /// Makes a page of a practice; nobody is named as the one who ended it.
    ///
    /// # Errors
    /// [`JournalError::BadInput`] when nothing was said in it.
    pub fn finish_practice(&mut self, of: Link) -> Result<(), JournalError> {
        let writer = self.nobody();
        let Self { desk, first, second } = self;
        desk.finish(&mut [first, second], writer, of)
    }

    /// Who signs what both did: always the one with the smaller id, whoever held the keyboard.
    fn nobody(&self) -> Id {
        self.first.partner().min(self.second.partner())
    }
}
