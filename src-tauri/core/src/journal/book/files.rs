//! Files on pages: which count, and which are named at all.

use super::super::at::{AttachmentAt, PageAtKind, TextAt};
use super::super::kinds::AttachmentBody;
use super::{Book, moment};
use crate::vault::{Entry, Head};
use crate::{Id, Link};
use std::collections::{BTreeMap, BTreeSet, HashSet};

impl Book {
    /// Takes in a file on a page; its name and length are kept, what is in it is not.
    pub(super) fn take_file(&mut self, entry: &Entry, head: &Head, body: AttachmentBody) {
        let text = TextAt::of(entry);
        let order = (head.clock, entry.id.log, entry.id.seq);
        let files = self.files.entry(body.page).or_default();
        files.insert(order, AttachmentAt { text, at: moment(head), body });
    }

    /// The files on a page, in fold order: those that its author put there, in its space.
    pub(crate) fn files_of(&self, page: Link) -> impl Iterator<Item = &AttachmentAt> {
        let at = self.pages.get(&page).map(|at| (at.author, at.space));
        let files = self.files.get(&page).into_iter().flat_map(BTreeMap::values);
        files.filter(move |file| Some((file.text.author, file.text.space)) == at)
    }

    /// Every page that a file names.
    pub(crate) fn pages_with_files(&self) -> impl Iterator<Item = &Link> {
        self.files.keys()
    }

    /// The changes in this space that name this attachment, whether they count or not.
    pub(crate) fn namers_of(&self, space: Id, id: Id) -> impl Iterator<Item = TextAt> {
        let files = self.files.values().flat_map(BTreeMap::values);
        let files = files.map(|file| (file.text, file.body.file.id));
        files.filter(move |(text, of)| text.space == space && *of == id).map(|(text, _)| text)
    }

    /// Every attachment that a change names: its space, and its id.
    pub(crate) fn named_files(&self) -> HashSet<(Id, Id)> {
        let files = self.files.values().flat_map(BTreeMap::values);
        files.map(|file| (file.text.space, file.body.file.id)).collect()
    }

    /// The spaces in which something is of a kind this version does not know: it may name files.
    pub(crate) fn spaces_with_newer(&self) -> HashSet<Id> {
        let newer = self.pages.values().filter(|page| page.kind == PageAtKind::Newer);
        newer.map(|page| page.space).collect()
    }

    /// Whether one change is of a kind this version does not know.
    pub(crate) fn is_newer(entry: &Entry, head: &Head) -> bool {
        let mut alone = Self::default();
        alone.take_in(entry, head).is_ok() && !alone.newer_by().is_empty()
    }

    /// Who wrote anything of a kind this version does not know.
    pub(crate) fn newer_by(&self) -> BTreeSet<Id> {
        let newer = self.pages.values().filter(|page| page.kind == PageAtKind::Newer);
        newer.map(|page| page.author).collect()
    }

    /// Takes in the erase of one file, which was just written.
    pub(crate) fn take_off(&mut self) {
        for erase in std::mem::take(&mut self.erases) {
            self.erased.extend(erase.what);
        }
        self.erase_files();
    }

    /// Takes out what was erased.
    pub(super) fn erase_files(&mut self) {
        for files in self.files.values_mut() {
            files.retain(|_, file| !self.erased.contains(&file.text.id));
        }
    }
}
