//! The projection in memory: what the changes at hand come to.
//!
//! The fold is in the order (clock, log, number), never of the wall clock.
//! Texts stay in the file; the book holds heads and where the texts are.

mod files;
mod left;
mod taking;

use super::at::{
    AnswerAt, AttachmentAt, Order, PageAt, PageAtKind, QuestionAt, ReplyAt, RestoredAt, TextAt,
    VersionAt,
};
use super::choices::Choices;
use super::parts::Practices;
use super::summaries::Summaries;
use crate::crypto::SpaceKey;
use crate::vault::{
    ChangeId, Entry, Erasure, Head, OpenedRows, Problem, Restored, SpaceReaders, Unlocked,
    VaultError, VaultFile, parse, scan_and_remember,
};
use crate::{Id, Link};
use chrono::{DateTime, FixedOffset, NaiveDate};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

type Sorted = (NaiveDate, i64, Link);

/// An `erase`, and when it was written.
struct ErasedAt {
    author: Id,
    space: Id,
    at: DateTime<FixedOffset>,
    order: Order,
    what: Vec<ChangeId>,
    /// It took something off a page, which stays.
    off_a_page: bool,
}

/// Everything the keys at hand can read, folded.
#[derive(Default)]
pub(crate) struct Book {
    /// In alphabetical order of their labels.
    pub(crate) partners: Vec<Id>,
    pub(crate) clock: u64,
    pub(crate) tips: BTreeMap<Id, (u64, Link)>,
    pub(crate) seen_by: HashMap<Id, BTreeMap<Id, (u64, Link)>>,
    pub(crate) problems: Vec<Problem>,
    /// Those that somebody here tells of what they saw.
    pub(crate) missed: Vec<(Id, Problem)>,
    pub(crate) put_back: Vec<i64>,
    /// The key of a file that was erased stood in the file again.
    pub(crate) file_put_back: bool,
    pub(crate) pages: HashMap<Link, PageAt>,
    pub(crate) sorted: BTreeSet<Sorted>,
    edits: HashMap<Link, Vec<(Id, Id, VersionAt)>>,
    /// By page, in fold order; also those that do not count.
    files: HashMap<Link, BTreeMap<Order, AttachmentAt>>,
    /// By page of Mine, and who says so: its newest copy in Ours.
    shared: HashMap<(Link, Id), (Order, Link)>,
    pub(crate) questions: HashMap<Link, QuestionAt>,
    /// By question and author.
    pub(crate) sealed: HashMap<(Link, Id), AnswerAt>,
    /// By question; of each author in each space the first.
    opened: HashMap<Link, Vec<AnswerAt>>,
    /// By question and space.
    opened_at: HashMap<(Link, Id), (TextAt, DateTime<FixedOffset>, Order)>,
    replies: HashMap<Link, Vec<ReplyAt>>,
    pub(crate) practices: Practices,
    pub(crate) summaries: Summaries,
    pub(crate) choices: Choices,
    /// Things noticed, for the sit-down.
    saved: HashSet<Link>,
    readers: HashMap<Id, (Order, Vec<Id>)>,
    keys_in_use: HashMap<Id, BTreeSet<Id>>,
    /// Where a key first came into use.
    pub(crate) keys_begun: HashMap<Id, ChangeId>,
    /// By space and key: who took it out of use, and when.
    retired: HashMap<(Id, Id), BTreeMap<Id, DateTime<FixedOffset>>>,
    /// By author: keys under which nothing is left.
    rotated: HashSet<(Id, Id)>,
    /// By author: the newest restore.
    pub(crate) restored: BTreeMap<Id, RestoredAt>,
    /// What was opened and need not be opened again for a backup.
    pub(crate) rows: Option<OpenedRows>,
    erased: HashSet<ChangeId>,
    /// The links of what was erased, where its row holds.
    gone: HashSet<Link>,
    erases: Vec<ErasedAt>,
}

impl Book {
    /// Reads everything that the keys of `here` open.
    pub(crate) fn read(file: &VaultFile, here: &[&Unlocked]) -> Result<Self, VaultError> {
        let mut partners = file.faces()?;
        partners.sort_by_key(|(id, face)| (face.label.to_lowercase(), *id));
        let (mut book, found, rows) = scan_and_remember(file, here, Self::default, Self::take_in)?;
        book.rows = rows;
        book.partners = partners.into_iter().map(|(id, _)| id).collect();
        book.tips = found.tips;
        book.problems = found.problems;
        book.missed = found.missed;
        book.put_back = found.put_back;
        book.erased = found.erased.keys().copied().collect();
        book.keep_readers(|who| here.iter().any(|me| me.knows(who)));
        book.settle(&found.erased);
        Ok(book)
    }

    /// Takes in a change that was just written.
    pub(crate) fn take_written(&mut self, entry: &Entry) -> Result<(), VaultError> {
        let head: Head = parse(entry.json())?;
        self.tips.insert(entry.id.log, (entry.id.seq, entry.link));
        self.take_in(entry, &head)
    }

    /// Whoever reads a space may let somebody in, and nobody out; there are two people.
    fn take_readers(
        &mut self,
        entry: &Entry,
        body: SpaceReaders,
        order: Order,
    ) -> Result<(), VaultError> {
        if body.readers.len() > 2 {
            return Err(VaultError::Damaged("readers"));
        }
        if body.space == entry.space && entry.space != entry.author {
            let (newest, readers) = self.readers.entry(body.space).or_insert((order, Vec::new()));
            *newest = order.max(*newest);
            readers.extend(body.readers);
            readers.sort();
            readers.dedup();
        }
        Ok(())
    }

    /// A `space` may name anybody: only those who are known to somebody here read anything.
    fn keep_readers(&mut self, knows: impl Fn(Id) -> bool) {
        for (_, readers) in self.readers.values_mut() {
            readers.retain(|reader| knows(*reader));
        }
    }

    fn take_restored(&mut self, entry: &Entry, body: Restored, order: Order) {
        let Restored { made, tips } = body;
        let made = DateTime::parse_from_rfc3339(&made).unwrap_or_default();
        let newest = self.restored.get(&entry.author).is_none_or(|known| known.order < order);
        if newest {
            let at = RestoredAt { order, said: entry.link, made, tips };
            self.restored.insert(entry.author, at);
        }
    }

    fn take_page(&mut self, entry: &Entry, kind: PageAtKind, version: VersionAt) {
        let page =
            PageAt { kind, author: entry.author, space: entry.space, versions: vec![version] };
        self.pages.insert(entry.link, page);
        self.sort_in(entry.link);
        self.fold_edits(entry.link);
    }

    fn take_newer(&mut self, entry: &Entry, head: &Head, order: Order) {
        let at = moment(head);
        let version = version(entry, head, order, at.date_naive(), Vec::new());
        self.take_page(entry, PageAtKind::Newer, version);
    }

    /// Puts every edit that came before its page where it belongs.
    fn fold_edits(&mut self, id: Link) {
        for (by, of, version) in self.edits.get(&id).cloned().unwrap_or_default() {
            self.fold_edit(id, (by, of), version);
        }
    }

    /// An edit counts only of a page of words, from the same author in the same space.
    fn fold_edit(&mut self, id: Link, by: (Id, Id), version: VersionAt) {
        self.sort_out(id);
        let page = self.pages.get_mut(&id);
        let page = page.filter(|page| page.kind == PageAtKind::Page);
        if let Some(page) = page.filter(|page| (page.author, page.space) == by) {
            // The page itself comes first, whatever its order says.
            let later = page.versions.split_first().map_or(&[][..], |(_, later)| later);
            let before = later.partition_point(|known| known.order < version.order);
            page.versions.insert(1 + before, version);
        }
        self.sort_in(id);
    }

    /// Two answers in its space make a page of a question; the opening says when.
    fn settle_question(&mut self, question: Link) {
        let Some(asked) = self.questions.get(&question) else { return };
        if self.answers(question).count() < 2 {
            return;
        }
        // Whoever takes their word of the opening back does not close what is open.
        let opened = self.opened_at.get(&(question, asked.space)).copied();
        let (text, at, order) = opened.unwrap_or((asked.asked, asked.at, asked.order));
        let version = VersionAt { order, text, at, on: at.date_naive(), tags: Vec::new() };
        let page = PageAt {
            kind: PageAtKind::InnerWorld,
            author: asked.author,
            space: asked.space,
            versions: vec![version],
        };
        self.sort_out(question);
        self.pages.insert(question, page);
        self.sort_in(question);
    }

    /// A practice that is finished is a page, unless nothing was said in it: that was put away.
    fn settle_practice(&mut self, id: Link) {
        let (Some(at), Some(on)) = (self.practices.get(id), self.practices.day(id)) else { return };
        let (order, text) = (at.order, at.text);
        let version = VersionAt { order, text, at: at.at, on, tags: Vec::new() };
        let page = PageAt {
            kind: PageAtKind::Practice,
            author: at.author,
            space: at.space,
            versions: vec![version],
        };
        self.sort_out(id);
        self.pages.insert(id, page);
        self.sort_in(id);
    }

    fn key_of(&self, id: Link) -> Option<Sorted> {
        let page = self.pages.get(&id)?;
        let (first, newest) = (page.versions.first()?, page.newest()?);
        Some((newest.on, first.at.timestamp_millis(), id))
    }

    fn sort_in(&mut self, id: Link) {
        self.sorted.extend(self.key_of(id));
    }

    fn sort_out(&mut self, id: Link) {
        if let Some(key) = self.key_of(id) {
            self.sorted.remove(&key);
        }
    }

    /// Takes out everything that is erased; what was taken back from Ours leaves a mark.
    fn settle(&mut self, erased: &HashMap<ChangeId, Erasure>) {
        self.gone = erased.values().filter_map(|erasure| erasure.link).collect();
        self.sealed.retain(|_, answer| !self.erased.contains(&answer.text.id));
        self.practices.erase(&self.erased);
        self.questions.retain(|_, question| !self.erased.contains(&question.asked.id));
        self.choices.erase(&self.erased);
        for edits in self.edits.values_mut() {
            edits.retain(|(_, _, version)| !self.erased.contains(&version.text.id));
        }
        self.erase_files();
        let gone: Vec<Link> = self
            .pages
            .iter()
            .filter(|(_, page)| {
                page.versions.iter().any(|version| self.erased.contains(&version.text.id))
            })
            .map(|(id, _)| *id)
            .collect();
        for id in gone {
            self.forget(id);
        }
        let erases = std::mem::take(&mut self.erases);
        for erase in erases {
            let Some(first) = erase.what.first() else { continue };
            // Only who wrote a page takes it back.
            let own = erased.get(first).filter(|erasure| erasure.author == erase.author);
            if let Some(link) = own.and_then(|erasure| erasure.link) {
                self.leave_taken_back(&erase, (*first, link));
            }
        }
    }

    /// Forgets a page, after an erase.
    pub(crate) fn forget(&mut self, id: Link) {
        self.sort_out(id);
        self.pages.remove(&id);
        self.edits.remove(&id);
        self.shared.retain(|(page, _), (_, copy)| *page != id && *copy != id);
    }

    /// Takes in an erase that was just written: its page goes, and of Ours a mark stays.
    pub(crate) fn erase(&mut self, id: Link, first: ChangeId) {
        self.forget(id);
        for erase in std::mem::take(&mut self.erases) {
            self.erased.extend(erase.what.iter().copied());
            if erase.what.first() == Some(&first) {
                self.leave_taken_back(&erase, (first, id));
            }
        }
        self.gone.insert(id);
        self.questions.remove(&id);
        self.practices.erase(&self.erased);
        self.erase_files();
        self.choices.erase(&self.erased);
    }

    /// Takes in the erase of sealed parts of a practice.
    pub(crate) fn erase_parts(&mut self) {
        for erase in std::mem::take(&mut self.erases) {
            self.erased.extend(erase.what);
        }
        self.practices.erase(&self.erased);
    }

    fn leave_taken_back(&mut self, erase: &ErasedAt, first: (ChangeId, Link)) {
        let ErasedAt { author, space, at, order, off_a_page, .. } = *erase;
        if space == author || off_a_page {
            return;
        }
        let text = TextAt { id: first.0, row: 0, author, space, content_hash: [0; 32] };
        let version = VersionAt { order, text, at, on: at.date_naive(), tags: Vec::new() };
        self.pages.insert(
            first.1,
            PageAt { kind: PageAtKind::TakenBack, author, space, versions: vec![version] },
        );
        self.sort_in(first.1);
    }

    /// Whether a question is asked and not opened.
    pub(crate) fn is_on_table(&self, question: Link) -> bool {
        self.questions.contains_key(&question) && !self.pages.contains_key(&question)
    }

    /// Where a question on the table, or an idea or a question of somebody's own, was put.
    pub(crate) fn put_there(&self, id: Link) -> Option<TextAt> {
        let question = self.questions.get(&id).filter(|_| self.is_on_table(id));
        question.map(|question| question.asked).or_else(|| self.choices.own_at(id))
    }

    /// Who reads a space, as its `space` changes say.
    pub(crate) fn readers(&self, space: Id) -> &[Id] {
        self.readers.get(&space).map_or(&[], |(_, readers)| readers)
    }

    /// What `author` saved for the sit-down and has not given, oldest first.
    pub(crate) fn saved_by(&self, author: Id) -> Vec<Link> {
        let waiting = |id: &Link| {
            let own = self.pages.get(id).is_some_and(|page| page.author == author);
            own && self.saved.contains(id) && self.shared_as(*id).is_none()
        };
        self.sorted.iter().map(|(_, _, id)| *id).filter(waiting).collect()
    }

    /// The copy in Ours of a page of Mine, while it is there.
    pub(crate) fn shared_as(&self, page: Link) -> Option<Link> {
        let author = self.pages.get(&page)?.author;
        let (_, copy) = self.shared.get(&(page, author))?;
        self.pages.get(copy).filter(|page| page.kind != PageAtKind::TakenBack).map(|_| *copy)
    }

    /// The space both write in; before the partner joined, the one that will be shared.
    pub(crate) fn ours(&self, me: Id) -> Option<Id> {
        self.readers
            .iter()
            .filter(|(space, (_, readers))| **space != me && readers.contains(&me))
            .max_by_key(|(_, (order, readers))| (readers.len(), *order))
            .map(|(space, _)| *space)
    }

    /// The opened answers to a question, in its own space: one of each author.
    pub(crate) fn answers(&self, question: Link) -> impl Iterator<Item = &AnswerAt> {
        let space = self.questions.get(&question).map(|asked| asked.space);
        let opened = self.opened.get(&question).into_iter().flatten();
        opened.filter(move |answer| Some(answer.text.space) == space)
    }

    /// Replies to opened answers, in fold order, of those who read the question.
    pub(crate) fn replies(&self, question: Link) -> impl Iterator<Item = &ReplyAt> {
        let space = self.questions.get(&question).map(|asked| asked.space);
        self.replies
            .get(&question)
            .into_iter()
            .flatten()
            .filter(move |reply| Some(reply.stands.space) == space)
    }

    /// The keys to write with in a space, in use and not retired, the smallest id first:
    /// the writer takes the first they were given.
    pub(crate) fn keys_of(&self, space: Id) -> impl Iterator<Item = Id> {
        let keys = self.keys_in_use.get(&space).into_iter().flatten();
        keys.filter(move |key| !self.retired.contains_key(&(space, **key))).copied()
    }

    /// The key that `me` writes with in a space. Where the change that names it is damaged it is one
    /// they were given and nobody took out of use.
    pub(crate) fn key_to_write(
        &self,
        me: &Unlocked,
        space: Id,
    ) -> Result<Arc<SpaceKey>, VaultError> {
        if space == me.partner() {
            return me.mine_key();
        }
        let given = me.keys_of(space).into_iter();
        let given = given.filter(|key| !self.retired.contains_key(&(space, *key)));
        let mut keys = self.keys_of(space).chain(given);
        keys.find_map(|id| me.key(id).cloned()).ok_or(VaultError::NoKey)
    }

    /// Keys that went out of use, each with the space it was for.
    pub(crate) fn retired(&self) -> HashSet<(Id, Id)> {
        self.retired.keys().copied().collect()
    }

    /// Keys that `author` took out of use, and under which something may be left; since when.
    pub(crate) fn unfinished(&self, author: Id) -> Vec<(Id, Id, DateTime<FixedOffset>)> {
        let by = |((space, key), by): (&(Id, Id), &BTreeMap<Id, DateTime<FixedOffset>>)| {
            let at = *by.get(&author)?;
            (!self.rotated.contains(&(author, *key))).then_some((*space, *key, at))
        };
        let mut unfinished: Vec<_> = self.retired.iter().filter_map(by).collect();
        unfinished.sort();
        unfinished
    }

    /// Every change that holds text of a page, in fold order.
    pub(crate) fn texts_of(&self, id: Link) -> Vec<TextAt> {
        match self.pages.get(&id) {
            Some(page) if page.kind == PageAtKind::Practice => self.practices.texts(id),
            Some(page) => page.versions.iter().map(|version| version.text).collect(),
            None => Vec::new(),
        }
    }
}

fn moment(head: &Head) -> DateTime<FixedOffset> {
    head.at.as_deref().and_then(|at| DateTime::parse_from_rfc3339(at).ok()).unwrap_or_default()
}

fn version(
    entry: &Entry,
    head: &Head,
    order: Order,
    on: NaiveDate,
    tags: Vec<String>,
) -> VersionAt {
    VersionAt { order, text: TextAt::of(entry), at: moment(head), on, tags }
}
