//! What may come next in a practice, from what was said so far.
//!
//! A rule never sees words: only who said something in which step or left it
//! open, and what was chosen there. So a practice goes on after a lock exactly where it was,
//! and two windows of different versions cannot disagree about whose turn it is.

mod candidate;
mod listen;
mod openly;
mod session;
mod sit_down;
mod summary;
mod time;
mod understand;

use crate::Id;
use crate::journal::{LAST_TURN, Practice, Template};

/// One thing that may be done next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// In which step.
    pub step: &'static str,
    /// In which turn of it.
    pub turn: u32,
    /// By whom; opening is done by both.
    pub by: Id,
    /// How.
    pub way: Way,
    /// Whether a person can do it on their own turn, without the other there.
    pub alone: bool,
}

/// How a step is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Written where both can read it.
    Say,
    /// Written apart, and sealed.
    Seal,
    /// What both have sealed is opened, when both press.
    Open,
    /// The other's words are agreed to.
    Agree,
}

/// Who said something, and what was chosen.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) author: Id,
    pub(super) step: String,
    pub(super) turn: u32,
    pub(super) choice: Option<String>,
    /// The step was opened, and nothing was written in it.
    pub(super) blank: bool,
    /// The other agreed to it.
    pub(super) agreed: bool,
}

/// A practice so far, as its rules see it.
pub(super) struct Course {
    /// The two of them.
    pub(super) both: Vec<Id>,
    pub(super) said: Vec<Said>,
    /// While both are here: both have sealed what they have to.
    pub(super) both_sealed: bool,
    /// When only one is here: I have sealed.
    pub(super) i_sealed: bool,
    /// Of a summary: its form.
    pub(super) template: Option<Template>,
}

/// Everything that may be done next; nothing when the practice can only be finished.
pub(super) fn next(practice: Practice, course: &Course) -> Vec<Next> {
    match practice {
        Practice::Openly => openly::next(course),
        Practice::Understand => understand::next(course),
        Practice::Listen => listen::next(course),
        Practice::Time => time::next(course),
        Practice::Candidate => candidate::next(course),
        Practice::Session => session::next(course),
        Practice::SitDown => sit_down::next(course),
        Practice::Summary => summary::next(course),
        Practice::Witness | Practice::CheckIn => Vec::new(),
    }
}

impl Course {
    fn by(&self, author: Id, step: &str, turn: u32) -> bool {
        self.said.iter().any(|s| s.author == author && s.step == step && s.turn == turn)
    }

    fn any(&self, step: &str, turn: u32) -> Option<&Said> {
        self.said.iter().rev().find(|said| said.step == step && said.turn == turn)
    }

    fn newest_turn(&self, step: &str) -> u32 {
        self.said.iter().filter(|said| said.step == step).map(|said| said.turn).max().unwrap_or(0)
    }

    fn newest_turn_of(&self, author: Id, step: &str) -> u32 {
        let own = self.said.iter().filter(|said| said.author == author && said.step == step);
        own.map(|said| said.turn).max().unwrap_or(0)
    }

    fn other(&self, one: Id) -> Option<Id> {
        self.both.iter().copied().find(|id| *id != one)
    }

    /// Whether `author` left this step open.
    fn left_open(&self, author: Id, step: &str) -> bool {
        self.said.iter().any(|said| said.author == author && said.step == step && said.blank)
    }

    /// Both have said something in this step.
    fn all(&self, step: &str, turn: u32) -> bool {
        self.both.iter().all(|one| self.by(*one, step, turn))
    }

    /// Whoever has not said anything in this step yet may.
    fn each(&self, step: &'static str, turn: u32) -> Vec<Next> {
        let waiting = self.both.iter().filter(|one| !self.by(**one, step, turn));
        waiting.map(|one| say(step, turn, *one)).collect()
    }

    /// Either may say this.
    fn either(&self, step: &'static str, turn: u32) -> Vec<Next> {
        self.both.iter().map(|one| say(step, turn, *one)).collect()
    }

    /// What was proposed last, and who may agree to it.
    fn proposal(&self, step: &str) -> Option<(&Said, Id)> {
        let newest = self.said.iter().rfind(|said| said.step == step)?;
        Some((newest, self.other(newest.author)?))
    }

    /// One proposes, the other agrees or proposes something else; nothing once agreed.
    fn agreement(&self, step: &'static str, agreed: &'static str) -> Vec<Next> {
        let Some((proposed, other)) = self.proposal(step) else { return self.either(step, 1) };
        if proposed.agreed {
            return Vec::new();
        }
        let agree = Next { way: Way::Agree, ..say(agreed, proposed.turn, other) };
        vec![agree, say(step, self.newest_turn(step) + 1, other)]
    }

    /// Sealing, until both have sealed and both are here.
    fn seal(&self, step: &'static str) -> Vec<Next> {
        if self.i_sealed {
            return Vec::new();
        }
        // While both are here each is offered it alike: who has sealed shows in nothing.
        let seal = |one: &Id| Next { way: Way::Seal, alone: true, ..say(step, 0, *one) };
        self.both.iter().map(seal).collect()
    }

    fn open(&self, step: &'static str) -> Vec<Next> {
        self.both.iter().map(|one| Next { way: Way::Open, ..say(step, 0, *one) }).collect()
    }
}

fn say(step: &'static str, turn: u32, by: Id) -> Next {
    Next { step, turn: turn.min(LAST_TURN), by, way: Way::Say, alone: false }
}

/// The same, for people who are not here at the same time.
fn on_own_turn(all: Vec<Next>) -> Vec<Next> {
    all.into_iter().map(|next| Next { alone: true, ..next }).collect()
}
