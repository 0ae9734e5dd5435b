//! Practices in the projection: what was begun, who added what, what is finished.

use super::at::{Order, TextAt};
use super::kinds::{PartBody, PracticeBody, Words};
use super::page::Practice;
use crate::vault::ChangeId;
use crate::{Id, Link};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};
use std::collections::{HashMap, HashSet};

/// The step of a pause: a time to come back, signed by no one in particular.
pub const PAUSE: &str = "pause";
/// The step an outing is planned in.
const PLAN: &str = "plan";

/// A practice that was begun.
#[derive(Debug, Clone)]
pub(crate) struct PracticeAt {
    pub(crate) practice: String,
    pub(crate) about: String,
    pub(crate) author: Id,
    pub(crate) space: Id,
    pub(crate) on: NaiveDate,
    pub(crate) at: DateTime<FixedOffset>,
    pub(crate) text: TextAt,
    pub(crate) order: Order,
}

/// What somebody added to a practice; its words stay in the file.
#[derive(Debug, Clone)]
pub(crate) struct PartAt {
    pub(crate) author: Id,
    pub(crate) space: Id,
    pub(crate) link: Link,
    pub(crate) step: String,
    pub(crate) turn: u32,
    pub(crate) choice: Option<String>,
    pub(crate) when: Option<NaiveDateTime>,
    /// The proposal it agrees to.
    pub(crate) agrees_to: Option<Link>,
    /// The step was left open: it says nothing.
    pub(crate) blank: bool,
    pub(crate) text: TextAt,
    order: Order,
}

impl PartAt {
    /// What was sealed carries no clock.
    fn is_timeless(&self) -> bool {
        self.order.0 == 0
    }

    /// Whether it was said before `other`.
    pub(super) fn is_before(&self, other: &Self) -> bool {
        self.order < other.order
    }
}

/// All practices that the keys at hand can read.
#[derive(Default)]
pub(crate) struct Practices {
    begun: HashMap<Link, PracticeAt>,
    parts: HashMap<Link, Vec<PartAt>>,
    /// By practice and the space it was said in; with the day.
    finished: HashMap<(Link, Id), (Order, NaiveDate)>,
}

impl Practices {
    /// Takes in a beginning.
    pub(crate) fn begin(
        &mut self,
        id: Link,
        body: PracticeBody,
        text: TextAt,
        at: DateTime<FixedOffset>,
        order: Order,
    ) {
        let PracticeBody { practice, on, about } = body;
        let TextAt { author, space, .. } = text;
        self.begun.insert(id, PracticeAt { practice, about, author, space, on, at, text, order });
    }

    /// Takes in a part; only its facts are kept.
    pub(crate) fn add(&mut self, link: Link, body: PartBody, text: TextAt, order: Order) {
        let PartBody { of, step, turn, agrees_to, words } = body;
        let TextAt { author, space, .. } = text;
        let blank = words.is_empty();
        let Words { choice, when, .. } = words;
        let part =
            PartAt { author, space, link, step, turn, choice, when, agrees_to, blank, text, order };
        let parts = self.parts.entry(of).or_default();
        let before = parts.partition_point(|known| known.order < part.order);
        parts.insert(before, part);
    }

    /// Takes in an end; the first one counts.
    pub(crate) fn finish(&mut self, of: Link, space: Id, order: Order, on: NaiveDate) {
        let first = self.finished.entry((of, space)).or_insert((order, on));
        *first = (order, on).min(*first);
    }

    /// A practice.
    pub(crate) fn get(&self, id: Link) -> Option<&PracticeAt> {
        self.begun.get(&id)
    }

    /// Where in the fold a practice became a page, if it did.
    pub(crate) fn finished(&self, id: Link) -> Option<Order> {
        Some(self.end(id)?.0)
    }

    fn end(&self, id: Link) -> Option<(Order, NaiveDate)> {
        let space = self.begun.get(&id)?.space;
        self.finished.get(&(id, space)).copied()
    }

    /// The day a practice that is a page is about; none for one that was put away: the one it was begun for, and of an outing the one it
    /// was last planned for, once that had come.
    pub(crate) fn day(&self, id: Link) -> Option<NaiveDate> {
        let at = self.begun.get(&id)?;
        let (_, ended) = self.end(id)?;
        if at.space != at.author && !self.says_anything(id) {
            return None;
        }
        let plans = self.said(id).filter(|part| part.step == PLAN);
        let planned = plans.max_by_key(|part| part.turn).and_then(|part| part.when);
        let outing = (at.practice == Practice::Time.name()).then_some(planned).flatten();
        Some(outing.map(|when| when.date()).filter(|day| *day <= ended).unwrap_or(at.on))
    }

    /// Practices that are not a page yet, the oldest first.
    pub(crate) fn unfinished(&self) -> Vec<(Link, &PracticeAt)> {
        let mut open: Vec<_> = self
            .begun
            .iter()
            .filter(|(id, at)| !self.finished.contains_key(&(**id, at.space)))
            .map(|(id, at)| (*id, at))
            .collect();
        open.sort_by_key(|(_, at)| at.order);
        open
    }

    /// Practices that are finished, in the order in which they were begun.
    pub(crate) fn over(&self) -> Vec<Link> {
        let ended =
            self.begun.iter().filter(|(id, at)| self.finished.contains_key(&(**id, at.space)));
        let mut over: Vec<_> = ended.map(|(id, at)| (at.order, *id)).collect();
        over.sort();
        over.into_iter().map(|(_, id)| id).collect()
    }

    /// Every practice of one kind, the newest first.
    pub(crate) fn all(&self, practice: Practice) -> Vec<(Link, &PracticeAt)> {
        let named = self.begun.iter().filter(|(_, at)| at.practice == practice.name());
        let mut all: Vec<_> = named.map(|(id, at)| (*id, at)).collect();
        all.sort_by_key(|(_, at)| std::cmp::Reverse(at.order));
        all
    }

    /// What was said in a practice, where its readers can read it, in fold order;
    /// nothing is added to a page.
    pub(crate) fn said(&self, id: Link) -> impl Iterator<Item = &PartAt> {
        let at = self.begun.get(&id);
        let (space, end) = (at.map(|at| at.space), self.finished(id));
        let sealed = at.and_then(|at| Practice::named(&at.practice));
        let sealed = sealed.map(Practice::sealed_steps).unwrap_or_default();
        let mut opened = HashSet::new();
        self.parts.get(&id).into_iter().flatten().filter(move |part| {
            // Only what was sealed tells no time, and of that the first stands.
            let in_place = if part.is_timeless() {
                sealed.contains(&part.step.as_str())
            } else {
                end.is_none_or(|end| part.order < end)
            };
            let here = Some(part.space) == space && in_place;
            here && (!part.is_timeless() || opened.insert((part.author, part.step.as_str())))
        })
    }

    /// Whether anything was said that one would read again: a pause alone says nothing.
    pub(crate) fn says_anything(&self, id: Link) -> bool {
        self.said(id).any(|part| part.step != PAUSE)
    }

    /// Where in the fold something was said in a practice last.
    pub(crate) fn newest(&self, id: Link) -> Option<Order> {
        self.said(id).map(|part| part.order).max()
    }

    /// What `author` has sealed of a practice and not opened; of a step only the newest.
    pub(crate) fn sealed(&self, id: Link, author: Id) -> Vec<&PartAt> {
        let shared = self.begun.get(&id).is_some_and(|at| at.space != author);
        let opened = |step: &str| self.said(id).any(|p| p.author == author && p.step == step);
        let mut steps = HashSet::new();
        let mut mine: Vec<&PartAt> = self
            .parts
            .get(&id)
            .into_iter()
            .flatten()
            .rev()
            .filter(|part| shared && part.author == author && part.space == author)
            .filter(|part| !opened(&part.step) && steps.insert(part.step.as_str()))
            .collect();
        mine.reverse();
        mine
    }

    /// Practices in which something was written and whose beginning is not there.
    pub(crate) fn without_beginning(&self) -> impl Iterator<Item = Link> {
        self.parts.keys().copied().filter(|id| !self.begun.contains_key(id))
    }

    /// What `author` wrote in a practice, in fold order; what was opened as it was opened.
    pub(crate) fn written_by(&self, author: Id, id: Link) -> impl Iterator<Item = &PartAt> {
        let own = self.parts.get(&id).into_iter().flatten().filter(move |p| p.author == author);
        let opened: HashSet<&str> =
            own.clone().filter(|p| p.space != author).map(|p| p.step.as_str()).collect();
        own.filter(move |p| p.space != author || !opened.contains(p.step.as_str()))
    }

    /// What `author` said in a practice and sorts after its end: no page has it. The app writes
    /// nothing there, but whoever wrote the end says where it stands.
    pub(crate) fn said_too_late(&self, author: Id, id: Link) -> impl Iterator<Item = &PartAt> {
        let (space, end) = (self.begun.get(&id).map(|at| at.space), self.finished(id));
        self.parts.get(&id).into_iter().flatten().filter(move |part| {
            let is_late = !part.is_timeless() && end.is_some_and(|end| part.order >= end);
            is_late && part.author == author && Some(part.space) == space
        })
    }

    /// Everywhere the words of a part stand: what was opened stands in its author's Mine too, as it
    /// was sealed.
    pub(crate) fn copies(&self, id: Link, of: &PartAt) -> impl Iterator<Item = TextAt> {
        let (author, link, is_opened) = (of.author, of.link, of.space != of.author);
        let same = self.parts.get(&id).into_iter().flatten().filter(move |part| {
            let is_sealed = is_opened && part.space == author && part.step == of.step;
            part.author == author && (part.link == link || is_sealed)
        });
        same.map(|part| part.text)
    }

    /// Every change of a practice whose words stand in its own space.
    pub(crate) fn texts(&self, id: Link) -> Vec<TextAt> {
        let begun = self.begun.get(&id).map(|at| at.text);
        begun.into_iter().chain(self.said(id).map(|part| part.text)).collect()
    }

    /// Takes out what was erased.
    pub(crate) fn erase(&mut self, erased: &HashSet<ChangeId>) {
        self.begun.retain(|_, at| !erased.contains(&at.text.id));
        for parts in self.parts.values_mut() {
            parts.retain(|part| !erased.contains(&part.text.id));
        }
    }
}
