//! Which proposals of a practice the other agreed to.
//!
//! A step `X` in which something is proposed has a step `XAgreed`. Whoever agrees names the link of
//! what they had before them, so that nobody can put other words in its place afterwards.

use super::parts::{PartAt, Practices};
use crate::{Id, Link};
use std::collections::{HashMap, HashSet};

const AGREED: &str = "Agreed";

impl Practices {
    /// What is proposed now in the step that `agreed_step` agrees to, unless `author` proposes it.
    pub(crate) fn proposal(&self, of: Link, agreed_step: &str, author: Id) -> Option<Link> {
        let step = agreed_step.strip_suffix(AGREED)?;
        let newest = self.said(of).filter(|part| part.step == step).last()?;
        (newest.author != author).then_some(newest.link)
    }

    /// The proposals that somebody else than their author agreed to, of each step one: whoever agrees
    /// to another agrees to the one before no more, also when the other is taken back.
    pub(crate) fn agreed(&self, of: Link) -> HashSet<Link> {
        let proposals = Proposals::of(self.said(of));
        let agreeing = self.said(of).filter(|part| part.step.ends_with(AGREED));
        let last: HashMap<&str, &PartAt> = agreeing.map(|part| (&*part.step, part)).collect();
        last.into_values().filter_map(|part| proposals.agreed_by(part)).map(|it| it.link).collect()
    }
}

/// What may be agreed to: by its link, and as it was before agreements named one.
#[derive(Default)]
struct Proposals<'a> {
    by_link: HashMap<Link, &'a PartAt>,
    /// By step and turn, in the order they were said.
    in_turn: HashMap<(&'a str, u32), Vec<&'a PartAt>>,
}

impl<'a> Proposals<'a> {
    fn of(said: impl Iterator<Item = &'a PartAt>) -> Self {
        let mut all = Self::default();
        for part in said {
            all.by_link.insert(part.link, part);
            all.in_turn.entry((&part.step, part.turn)).or_default().push(part);
        }
        all
    }

    fn agreed_by(&self, part: &PartAt) -> Option<&'a PartAt> {
        let step = part.step.strip_suffix(AGREED)?;
        let proposal = match part.agrees_to {
            Some(link) => *self.by_link.get(&link)?,
            None => self.only_one_before(part, step)?,
        };
        (proposal.step == step && proposal.author != part.author).then_some(proposal)
    }

    /// Of two proposals in one turn nobody knows which of them the other had before them.
    fn only_one_before(&self, part: &PartAt, step: &str) -> Option<&'a PartAt> {
        match self.in_turn.get(&(step, part.turn))?.as_slice() {
            [only] if only.is_before(part) => Some(only),
            _ => None,
        }
    }
}
