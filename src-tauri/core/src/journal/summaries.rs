//! Summaries in the projection: their frames, the pages proposed for them, what was approved.

use super::at::Order;
use super::frame::Frame;
use super::kinds::{ApprovalBody, FrameBody, ProposedBody, SummaryBody};
use crate::vault::{Approved, ApprovedBy, Entry};
use crate::{Id, Link};
use chrono::{DateTime, FixedOffset};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What somebody added to a summary, and where.
struct Added<T> {
    author: Id,
    space: Id,
    order: Order,
    what: T,
}

/// What somebody approved, and when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ApprovalAt {
    pub(crate) order: Order,
    pub(crate) at: DateTime<FixedOffset>,
    pub(crate) what: Approved,
    pub(crate) sig: ApprovedBy,
}

/// What stands of one summary, up to where it became a page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Until {
    pub(crate) of: Link,
    pub(crate) space: Id,
    pub(crate) end: Option<Order>,
}

/// All summaries that the keys at hand can read.
#[derive(Default)]
pub(crate) struct Summaries {
    /// How each began, and who comes first in it.
    begun: HashMap<Link, (Id, Frame)>,
    frames: HashMap<Link, Vec<Added<Frame>>>,
    proposed: HashMap<Link, Vec<Added<(Link, bool)>>>,
    approved: HashMap<Link, Vec<Added<ApprovalAt>>>,
}

impl Summaries {
    /// Takes in a beginning.
    pub(crate) fn begin(&mut self, id: Link, body: SummaryBody) {
        self.begun.insert(id, (body.first, body.frame));
    }

    /// Takes in another frame.
    pub(crate) fn frame(&mut self, body: FrameBody, entry: &Entry, order: Order) {
        put(&mut self.frames, body.of, entry, order, body.frame);
    }

    /// Takes in that a page is proposed, or withdrawn.
    pub(crate) fn propose(&mut self, body: &ProposedBody, entry: &Entry, order: Order) {
        put(&mut self.proposed, body.of, entry, order, (body.page, body.yes));
    }

    /// Takes in an approval; whether its signature holds is asked when it is looked at.
    pub(crate) fn approve(
        &mut self,
        body: &ApprovalBody,
        at: DateTime<FixedOffset>,
        entry: &Entry,
        order: Order,
    ) {
        let ApprovalBody { of, content, pages, sig } = *body;
        let what = Approved { summary: of, content, pages };
        put(&mut self.approved, of, entry, order, ApprovalAt { order, at, what, sig });
    }

    /// Who comes first in a summary, as it was fixed when it was begun.
    pub(crate) fn first(&self, of: Link) -> Option<Id> {
        self.begun.get(&of).map(|(first, _)| *first)
    }

    /// The frame that counts: the newest.
    pub(crate) fn frame_of(&self, until: Until) -> Option<&Frame> {
        let newest = added(&self.frames, until).max_by_key(|added| added.order);
        newest.map(|added| &added.what).or(self.begun.get(&until.of).map(|(_, frame)| frame))
    }

    /// Where in the fold its frame was set anew last, if it was.
    pub(crate) fn framed(&self, until: Until) -> Option<Order> {
        added(&self.frames, until).map(|added| added.order).max()
    }

    /// By page, who proposes it and has not withdrawn it.
    pub(crate) fn proposed(&self, until: Until) -> BTreeMap<Link, BTreeSet<Id>> {
        let mut all: Vec<_> = added(&self.proposed, until).collect();
        all.sort_by_key(|added| added.order);
        let mut pages: BTreeMap<Link, BTreeSet<Id>> = BTreeMap::new();
        for Added { author, what: (page, yes), .. } in all {
            let by = pages.entry(*page).or_default();
            if *yes {
                by.insert(*author)
            } else {
                by.remove(author)
            };
        }
        pages.retain(|_, by| !by.is_empty());
        pages
    }

    /// The newest approval by one partner, whenever it was given.
    pub(crate) fn approval(&self, of: Link, space: Id, author: Id) -> Option<&ApprovalAt> {
        let anytime = Until { of, space, end: None };
        let own = added(&self.approved, anytime).filter(|added| added.author == author);
        own.max_by_key(|added| added.order).map(|added| &added.what)
    }
}

fn put<T>(all: &mut HashMap<Link, Vec<Added<T>>>, of: Link, entry: &Entry, order: Order, what: T) {
    let added = Added { author: entry.author, space: entry.space, order, what };
    all.entry(of).or_default().push(added);
}

/// What was added where the summary's readers can read it, before it became a page.
fn added<T>(all: &HashMap<Link, Vec<Added<T>>>, until: Until) -> impl Iterator<Item = &Added<T>> {
    all.get(&until.of).into_iter().flatten().filter(move |added| {
        added.space == until.space && until.end.is_none_or(|end| added.order < end)
    })
}
