//! Doing a practice: begun in Ours, each step signed by whoever wrote it, finished into a page.
//!
//! What one person writes for a step is their own draft until they say it or
//! seal it. Sealed words stay under their author's own key, as sealed answers
//! do, and are copied into Ours by opening, unchanged.

mod sitting;
mod together;

use super::rules::{self, Course, Next, Said, Way};
use crate::journal::{
    BadInput, Desk, Draft, DraftBody, FinishedBody, JournalError, PartAt, PartBody, Practice,
    PracticeBody, PracticePage, Words,
};
use crate::vault::{Unlocked, VaultError};
use crate::{Id, Link};
use chrono::NaiveDate;

const LONGEST_ABOUT: usize = 600;

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
        let agreed = practices.agreed(id);
        let sealed = |one: Id| self.has_sealed(id, practice, one);
        let said = |part: &PartAt| Said {
            author: part.author,
            step: part.step.clone(),
            turn: part.turn,
            choice: part.choice.clone(),
            blank: part.blank,
            agreed: agreed.contains(&part.link),
        };
        Course {
            said: practices.said(id).map(said).collect(),
            both_sealed: here.len() == 2 && both.iter().all(|one| sealed(*one)),
            i_sealed: here.len() == 1 && here.iter().all(|me| sealed(me.partner())),
            template: self.template_of(id),
            both,
        }
    }

    /// Everything there is to seal in a practice is sealed by `one`, or opened already.
    fn has_sealed(&self, id: Link, practice: Practice, one: Id) -> bool {
        let practices = &self.book.practices;
        let mine = practices.sealed(id, one);
        let unopened = self.unopened(id, practice, one);
        unopened.iter().all(|step| mine.iter().any(|part| part.step == *step))
    }

    /// The steps of a practice in which nothing of `one` was opened.
    fn unopened(&self, id: Link, practice: Practice, one: Id) -> Vec<&'static str> {
        let opened = |step: &str| {
            self.book.practices.said(id).any(|part| part.author == one && part.step == step)
        };
        practice.sealed_steps().iter().copied().filter(|step| !opened(step)).collect()
    }

    /// Those who read the space a practice is in.
    pub(in crate::practice) fn both_of(&self, id: Link) -> Vec<Id> {
        let space = self.book.practices.get(id).map(|at| at.space);
        space.map(|space| self.book.readers(space).to_vec()).unwrap_or_default()
    }

    pub(in crate::practice) fn next(
        &self,
        id: Link,
        practice: Practice,
        here: &[&Unlocked],
    ) -> Vec<Next> {
        let is_here = |next: &Next| {
            here.iter().any(|me| me.partner() == next.by) && (here.len() == 2 || next.alone)
        };
        let mut all = rules::next(practice, &self.course(id, practice, here));
        all.retain(is_here);
        all
    }

    pub(in crate::practice) fn readable(
        &self,
        id: Link,
        here: &[&Unlocked],
    ) -> Result<Practice, JournalError> {
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
                && !practice.sealed_steps().is_empty(),
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
        if practice.is_alone() || practice == Practice::Summary {
            return Err(BadInput::NotThisKind.into());
        }
        let about = about_of(about)?;
        let (ours, on) = (self.ours(author)?, self.today());
        if self.book.readers(ours).len() < 2 {
            return Err(JournalError::NeedsBoth);
        }
        let body = PracticeBody { practice: practice.name().to_owned(), on, about };
        self.write(here, |writer| writer.append(author, ours, "practice", &body))
    }

    /// Whether this may be done next; the space it goes to.
    pub(in crate::practice) fn may(
        &self,
        here: &[&Unlocked],
        id: Link,
        fits: impl Fn(&Next) -> bool,
    ) -> Result<Id, JournalError> {
        let practice = self.readable(id, here)?;
        if self.book.practices.finished(id).is_some() {
            return Err(BadInput::Finished.into());
        }
        if !self.next(id, practice, here).iter().any(fits) {
            return Err(BadInput::NotNow.into());
        }
        Ok(self.book.practices.get(id).ok_or(JournalError::NoSuchPage)?.space)
    }

    /// Says what a draft holds, as its author's own signed words.
    fn say(&mut self, here: &mut [&mut Unlocked], draft: Draft) -> Result<Link, JournalError> {
        let DraftBody::Part { of, step, turn, words } = draft.body else {
            return Err(BadInput::NotThisKind.into());
        };
        let fits = |next: &Next| {
            next.by == draft.author
                && next.step == step
                && next.turn == turn
                && matches!(next.way, Way::Agree | Way::Say)
        };
        let space = self.may(&shared(here), of, fits)?;
        let agrees = |next: &Next| fits(next) && next.way == Way::Agree;
        let may_be_blank = self.may(&shared(here), of, agrees).is_ok()
            || self.leaves_open(of, draft.author, &step);
        if words.is_empty() && !may_be_blank {
            return Err(BadInput::Empty.into());
        }
        let agrees_to = self.book.practices.proposal(of, &step, draft.author);
        if agrees_to.is_some() && self.file.is_older()? {
            return Err(VaultError::OlderVersion.into());
        }
        let body = PartBody { of, step, turn, agrees_to, words };
        self.write(here, |writer| {
            let me = writer.here.iter().find(|me| me.partner() == draft.author);
            writer.file.delete_draft(me.ok_or(JournalError::NotYours)?, draft.id)?;
            writer.append(draft.author, space, "part", &body)
        })?;
        Ok(of)
    }

    /// Seals everything `author` has written for this practice; what is blank is sealed blank, and
    /// what is opened stands.
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
        let steps = self.unopened(of, practice, author);
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
            return Err(BadInput::Empty.into());
        }
        if self.book.practices.sealed(of, author).len() == steps.len() {
            return Err(BadInput::SealedAlready.into());
        }
        self.write(here, |writer| {
            for step in &steps {
                let at = begun.iter().position(|(_, of, _)| of == step);
                let words = match at.map(|at| begun.swap_remove(at)) {
                    Some((draft, _, words)) => {
                        let me = writer.here.iter().find(|me| me.partner() == author);
                        writer.file.delete_draft(me.ok_or(JournalError::NotYours)?, draft)?;
                        words
                    }
                    None => Words::default(),
                };
                let body = PartBody::apart(of, (*step).to_owned(), words);
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
        if !self.book.practices.says_anything(of) {
            return Err(BadInput::NothingToFinish.into());
        }
        self.end(here, author, of)
    }

    /// Puts a practice away in which nothing was said: no page, and not under way any more.
    fn put_away(
        &mut self,
        here: &mut [&mut Unlocked],
        author: Id,
        of: Link,
    ) -> Result<(), JournalError> {
        let summary = self.readable(of, &shared(here))? == Practice::Summary;
        if summary || self.book.practices.says_anything(of) {
            return Err(BadInput::NotThisKind.into());
        }
        self.end(here, author, of)
    }

    fn end(
        &mut self,
        here: &mut [&mut Unlocked],
        author: Id,
        of: Link,
    ) -> Result<(), JournalError> {
        self.readable(of, &shared(here))?;
        let space = self.book.practices.get(of).ok_or(JournalError::NoSuchPage)?.space;
        if self.book.practices.finished(of).is_some() {
            return Err(BadInput::NothingToFinish.into());
        }
        self.write(here, |writer| {
            writer.append(author, space, "finished", &FinishedBody { of })?;
            Ok(())
        })
    }
}

/// What a practice is about, as it is kept; may be empty.
fn about_of(about: &str) -> Result<String, BadInput> {
    let about = about.trim();
    if about.chars().count() > LONGEST_ABOUT {
        return Err(BadInput::TooLong);
    }
    Ok(about.to_owned())
}

pub(in crate::practice) fn shared<'a>(here: &'a [&mut Unlocked]) -> Vec<&'a Unlocked> {
    here.iter().map(|me| &**me).collect()
}

pub(in crate::practice) fn of_practice(draft: &Draft, id: Link) -> bool {
    matches!(draft.body, DraftBody::Part { of, .. } if of == id)
}

fn of_step(draft: &Draft, name: &str) -> bool {
    matches!(&draft.body, DraftBody::Part { step, .. } if step == name)
}
