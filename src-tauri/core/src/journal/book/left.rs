//! What somebody wrote where there is no place for it any more.

use super::super::at::{PageAtKind, ReplyAt, TextAt};
use super::Book;
use crate::{Id, Link};

impl Book {
    /// Whether the beginning of something was erased.
    pub(crate) fn was_erased(&self, of: Link) -> bool {
        self.gone.contains(&of)
    }

    /// Whether the answers to a question are opened, and a page.
    pub(crate) fn is_opened(&self, question: Link) -> bool {
        self.pages.get(&question).is_some_and(|page| page.kind == PageAtKind::InnerWorld)
    }

    /// Questions that somebody replied to.
    pub(crate) fn replied(&self) -> impl Iterator<Item = Link> {
        self.replies.keys().copied()
    }

    /// Questions that `author` wrote an answer to, sealed or opened.
    pub(crate) fn answered_by(&self, author: Id) -> impl Iterator<Item = Link> {
        let sealed = self.sealed.keys().filter(move |(_, by)| *by == author);
        let opened = self.opened.iter();
        let opened = opened.filter(move |(_, all)| all.iter().any(|one| one.text.author == author));
        sealed.map(|(question, _)| *question).chain(opened.map(|(question, _)| *question))
    }

    /// Where the answer of `author` stands to a question that is not there any more: as it was
    /// opened, if it was, then as it was sealed.
    pub(crate) fn answer_left(&self, author: Id, question: Link) -> Vec<TextAt> {
        let opened = self.opened.get(&question).into_iter().flatten();
        let own = opened.filter(|answer| answer.text.author == author);
        let mut copies: Vec<TextAt> = own.map(|answer| answer.text).collect();
        // Of a damaged question nothing that was opened is gone: a backup may have it.
        let is_left = match copies.as_slice() {
            [] => !self.questions.contains_key(&question),
            _ => self.was_erased(question),
        };
        copies.extend(self.sealed.get(&(question, author)).map(|answer| answer.text));
        if is_left { copies } else { Vec::new() }
    }

    /// What `author` replied to opened answers that are no page any more, in fold order.
    pub(crate) fn replies_left(
        &self,
        author: Id,
        question: Link,
    ) -> impl Iterator<Item = &ReplyAt> {
        // Of a damaged question nothing is gone: a backup may have it.
        let is_known = self.was_erased(question) || self.questions.contains_key(&question);
        let all = self.replies.get(&question).filter(|_| is_known && !self.is_opened(question));
        all.into_iter().flatten().filter(move |reply| reply.stands.author == author)
    }

    /// Takes in the erase of what was left of a practice or of a question, or of an answer.
    pub(crate) fn erase_left(&mut self, of: Link) {
        self.erase_parts();
        let erased = &self.erased;
        self.sealed.retain(|_, answer| !erased.contains(&answer.text.id));
        if let Some(opened) = self.opened.get_mut(&of) {
            opened.retain(|answer| !erased.contains(&answer.text.id));
        }
        if let Some(replies) = self.replies.get_mut(&of) {
            replies.retain(|reply| !erased.contains(&reply.stands.id));
        }
    }
}
