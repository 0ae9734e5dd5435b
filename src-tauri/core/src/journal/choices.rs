//! What somebody chose, in the projection: marks of ideas, a depth, questions and ideas of their own.

use super::at::{Order, TextAt};
use super::kinds::{Depth, DepthBody, Mark, MarkBody, Own};
use crate::vault::ChangeId;
use crate::{Id, Link};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What everybody whose keys are at hand chose.
#[derive(Default)]
pub(crate) struct Choices {
    marks: HashMap<(Id, String), (Order, Mark)>,
    depths: HashMap<Id, (Order, Depth)>,
    /// In fold order.
    own: BTreeMap<Order, (Link, TextAt, Own)>,
}

impl Choices {
    /// Takes in a mark; the newest of an idea counts.
    pub(crate) fn mark(&mut self, author: Id, body: MarkBody, order: Order) {
        let place = self.marks.entry((author, body.idea)).or_insert((order, body.mark));
        if place.0 <= order {
            *place = (order, body.mark);
        }
    }

    /// Takes in a depth; the newest counts.
    pub(crate) fn depth(&mut self, author: Id, body: &DepthBody, order: Order) {
        let place = self.depths.entry(author).or_insert((order, body.depth));
        if place.0 <= order {
            *place = (order, body.depth);
        }
    }

    /// Takes in an idea or a question.
    pub(crate) fn add(&mut self, id: Link, text: TextAt, own: Own, order: Order) {
        self.own.insert(order, (id, text, own));
    }

    /// Where an idea or a question stands.
    pub(crate) fn own_at(&self, id: Link) -> Option<TextAt> {
        self.own.values().find(|(own, _, _)| *own == id).map(|(_, text, _)| *text)
    }

    /// Takes out what was erased.
    pub(crate) fn erase(&mut self, erased: &HashSet<ChangeId>) {
        self.own.retain(|_, (_, text, _)| !erased.contains(&text.id));
    }

    /// The marks of one partner.
    pub(crate) fn marks_of(&self, author: Id) -> impl Iterator<Item = (&str, Mark)> {
        self.marks
            .iter()
            .filter(move |((by, _), _)| *by == author)
            .map(|((_, idea), (_, mark))| (idea.as_str(), *mark))
    }

    /// How deep one partner wants questions to go; everyday until they say so.
    pub(crate) fn depth_of(&self, author: Id) -> Depth {
        self.depths.get(&author).map_or(Depth::Everyday, |(_, depth)| *depth)
    }

    /// Ideas and questions of a space, in fold order.
    pub(crate) fn own_in(&self, space: Id) -> impl Iterator<Item = (Link, Id, &Own)> {
        self.own
            .values()
            .filter(move |(_, text, _)| text.space == space)
            .map(|(id, text, own)| (*id, text.author, own))
    }
}
