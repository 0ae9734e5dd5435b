//! What one of both wrote when the other was not there is covered while both are here.
//!
//! Whoever holds the keyboard can go behind either curtain. So a draft from before this sitting,
//! and what was saved for the sit-down, is given out only once its writer's own passphrase was
//! asked for at this table; it is not written over meanwhile. What was begun at this table needs
//! none, nor what was last written in front of both at another. Why: docs/decisions/0022.

use super::drafting::drafts;
use super::writer::Kept;
use super::{BadInput, Desk, Draft, DraftBody, JournalError, Practice, TogetherSitting};
use crate::vault::{Challenge, Opened, Unlocked};
use crate::{Id, Link};
use std::collections::BTreeSet;

/// Whether what one of both wrote alone about something stands here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cover {
    /// It was begun at this table: nobody can have written about it alone.
    BegunHere,
    /// Only after its writer's own passphrase. Says nothing of whether there is anything.
    Covered,
    /// Its writer's own passphrase was asked for.
    Uncovered,
}

/// What of this sitting is not covered. It ends with the sitting.
#[derive(Default)]
pub(super) struct Uncovered {
    /// Whose own passphrase was asked for.
    partners: BTreeSet<Id>,
    /// Drafts that were begun at this table.
    begun: BTreeSet<Id>,
    /// Practices, questions and opened pages that came about at this table.
    new: BTreeSet<Link>,
}

impl TogetherSitting {
    /// What one partner's passphrase is tried against, before they uncover or approve.
    ///
    /// # Errors
    /// [`JournalError::NotYours`] for somebody who is not here; those of the vault.
    pub fn own_challenge(&self, author: Id) -> Result<Challenge, JournalError> {
        self.one(author)?;
        Ok(self.desk.file.challenge(author)?)
    }

    /// Uncovers what one of both wrote alone, until this sitting ends; `proof` is what their own
    /// passphrase opened just now. What they wrote twice for the same step becomes one draft.
    ///
    /// # Errors
    /// [`JournalError::NotYours`] when `proof` is not of `author`, or they are not here.
    pub fn uncover(&mut self, author: Id, proof: &Opened) -> Result<(), JournalError> {
        if !proof.is_of(self.one(author)?) {
            return Err(JournalError::NotYours);
        }
        self.gather(author)?;
        self.uncovered.partners.insert(author);
        Ok(())
    }

    /// How what `author` wrote alone is covered in this sitting: `about` a practice, a question or
    /// an opened page, or at all.
    ///
    /// # Errors
    /// [`JournalError::NotYours`] for somebody who is not here.
    pub fn cover(&self, author: Id, about: Option<Link>) -> Result<Cover, JournalError> {
        Ok(if self.is_uncovered(author)? {
            Cover::Uncovered
        } else if about.is_some_and(|about| self.uncovered.new.contains(&about)) {
            Cover::BegunHere
        } else {
            Cover::Covered
        })
    }

    fn is_uncovered(&self, author: Id) -> Result<bool, JournalError> {
        Ok(self.uncovered.partners.contains(&self.one(author)?.partner()))
    }

    /// Something came about at this table that one may write about.
    pub(crate) fn came_about(&mut self, link: Link) -> Link {
        self.uncovered.new.insert(link);
        link
    }

    /// What one of both has begun and may be given out, for them alone.
    pub(crate) fn drafts_of(&self, author: Id) -> Result<Vec<Draft>, JournalError> {
        let mut all = drafts(&self.desk, self.one(author)?)?;
        all.retain(|draft| self.is_given(draft));
        Ok(all)
    }

    /// Refuses what `author` wrote alone, as long as it is covered.
    pub(crate) fn check_uncovered(&self, author: Id) -> Result<(), JournalError> {
        if self.is_uncovered(author)? { Ok(()) } else { Err(JournalError::Covered) }
    }

    /// Whether `body` may be kept as the draft `id` of `author`: nothing is written over that is
    /// not given out.
    pub(super) fn check_writable(
        &self,
        author: Id,
        id: Option<Id>,
        body: &DraftBody,
    ) -> Result<(), JournalError> {
        if !is_shown(body) {
            return Err(BadInput::NotThisKind.into());
        }
        let all = drafts(&self.desk, self.one(author)?)?;
        match all.iter().find(|known| Some(known.id) == id) {
            Some(known) if !is_shown(&known.body) || !self.is_given(known) => {
                Err(JournalError::NoSuchPage)
            }
            _ => Ok(()),
        }
    }

    /// A draft that either has begun and that may be given out.
    pub(super) fn given(&self, id: Id) -> Result<Draft, JournalError> {
        let all = self.partners().map(|one| self.drafts_of(one));
        let all = all.into_iter().collect::<Result<Vec<_>, _>>()?;
        let shown = |draft: &Draft| draft.id == id && is_shown(&draft.body);
        all.into_iter().flatten().find(shown).ok_or(JournalError::NoSuchPage)
    }

    /// A draft was begun at this table, or gone on with: it is given out without a passphrase.
    pub(super) fn begun_here(&mut self, id: Id) {
        self.uncovered.begun.insert(id);
    }

    fn is_given(&self, draft: &Draft) -> bool {
        let Uncovered { partners, begun, .. } = &self.uncovered;
        partners.contains(&draft.author) || begun.contains(&draft.id) || draft.together
    }

    /// What is kept of a draft here: in front of both, unless it has a curtain.
    pub(super) fn kept(&self, body: DraftBody) -> Kept {
        let together = self.desk.is_open(&body);
        Kept { body, together }
    }

    /// Makes one draft of what `author` wrote for the same step alone and, with that covered, here.
    pub(super) fn gather(&mut self, author: Id) -> Result<(), JournalError> {
        let Self { desk, first, second, .. } = self;
        let mut both = [first, second].into_iter();
        let me = both.find(|one| one.partner() == author).ok_or(JournalError::NotYours)?;
        desk.gather(me)
    }
}

impl Desk {
    /// Whether a draft that is written while both are here is written in front of both.
    fn is_open(&self, body: &DraftBody) -> bool {
        match body {
            DraftBody::Reply { .. } => true,
            DraftBody::Part { of, step, .. } => {
                let at = self.book.practices.get(*of);
                let practice = at.and_then(|at| Practice::named(&at.practice));
                practice.is_some_and(|practice| practice.open_steps().contains(&step.as_str()))
            }
            _ => false,
        }
    }

    /// Makes one draft of all that `me` has begun in the same place: the older words come first.
    pub(crate) fn gather(&mut self, me: &mut Unlocked) -> Result<(), JournalError> {
        let mut kept: Vec<(Draft, Vec<Id>)> = Vec::new();
        for draft in drafts(self, me)? {
            let place = place_of(&draft.body);
            let same = |(older, _): &&mut (Draft, Vec<Id>)| place_of(&older.body) == place;
            match kept.iter_mut().find(same).filter(|_| place.is_some()) {
                Some((older, others)) => {
                    older.together &= draft.together;
                    add(&mut older.body, draft.body);
                    others.push(draft.id);
                }
                None => kept.push((draft, Vec::new())),
            }
        }
        // Of what was never covered nothing was begun anew for want of seeing it.
        kept.retain(|(draft, others)| !others.is_empty() && !draft.together);
        if kept.is_empty() {
            return Ok(());
        }
        let author = me.partner();
        self.write(&mut [me], |writer| {
            for (Draft { id, body, .. }, others) in kept {
                for other in others {
                    writer.file.delete_draft(writer.here[0], other)?;
                }
                writer.put_draft(author, Some(id), body)?;
            }
            Ok(())
        })
    }
}

/// What may be written while both are here; every other draft of either stays out of sight.
fn is_shown(body: &DraftBody) -> bool {
    matches!(body, DraftBody::Answer { .. } | DraftBody::Reply { .. } | DraftBody::Part { .. })
}

/// Where a draft belongs of which there can be one.
#[derive(PartialEq, Eq)]
enum PlaceOf<'a> {
    Answer(Link),
    Reply(Link),
    Step(Link, &'a str),
}

fn place_of(body: &DraftBody) -> Option<PlaceOf<'_>> {
    match body {
        DraftBody::Answer { question, .. } => Some(PlaceOf::Answer(*question)),
        DraftBody::Reply { question, .. } => Some(PlaceOf::Reply(*question)),
        DraftBody::Part { of, step, .. } => Some(PlaceOf::Step(*of, step)),
        DraftBody::Page { .. } | DraftBody::Noticed { .. } | DraftBody::Alone { .. } => None,
    }
}

/// Puts what was written later in the same place below what stood there.
fn add(older: &mut DraftBody, newer: DraftBody) {
    match (older, newer) {
        (
            DraftBody::Answer { text, in_person, .. },
            DraftBody::Answer { text: more, in_person: told, .. },
        ) => {
            *text = below(text, &more);
            *in_person |= told;
        }
        (DraftBody::Reply { text, .. }, DraftBody::Reply { text: more, .. }) => {
            *text = below(text, &more);
        }
        (
            DraftBody::Part { turn, words, .. },
            DraftBody::Part { turn: newest, words: more, .. },
        ) => {
            *turn = newest;
            words.text = below(&words.text, &more.text);
            words.choice = more.choice.or(words.choice.take());
            words.when = more.when.or(words.when.take());
            append_new(&mut words.feelings, more.feelings);
            append_new(&mut words.needs, more.needs);
        }
        _ => {}
    }
}

fn below(text: &str, more: &str) -> String {
    let (text, more) = (text.trim(), more.trim());
    if more.is_empty() || text.ends_with(more) {
        return text.to_owned();
    }
    if text.is_empty() {
        return more.to_owned();
    }
    format!("{text}\n\n{more}")
}

fn append_new(words: &mut Vec<String>, more: Vec<String>) {
    for word in more {
        if !words.contains(&word) {
            words.push(word);
        }
    }
}
