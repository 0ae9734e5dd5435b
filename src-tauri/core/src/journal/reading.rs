//! A page whole: its versions, its practice, what was opened in it.

use super::at::{AnswerAt, PageAt, PageAtKind};
use super::kinds::{AnswerBody, NoticedBody, PageBody, PartBody};
use super::page::{OpenedAnswer, Page, Part, Practice, PracticePage, Reply, ReplyKind, Version};
use super::parts::PartAt;
use super::{Desk, JournalError};
use crate::Link;
use crate::vault::{Unlocked, parse};
use std::collections::BTreeSet;

impl Desk {
    /// A page whole, if it is shown to those who are here.
    pub(crate) fn page(&self, here: &[&Unlocked], id: Link) -> Result<Page, JournalError> {
        let at = self
            .book
            .pages
            .get(&id)
            .filter(|page| self.shows(id, page, here))
            .ok_or(JournalError::NoSuchPage)?;
        let head = self.head_with_excerpt(id, at, here).ok_or(JournalError::NoSuchPage)?;
        let mut page = Page {
            head,
            text: String::new(),
            noticed: None,
            question: None,
            answers: Vec::new(),
            replies: Vec::new(),
            practice: None,
            versions: Vec::new(),
            shared_as: self.book.shared_as(id),
        };
        match at.kind {
            PageAtKind::Page => self.read_versions(here, at, &mut page)?,
            PageAtKind::Noticed => {
                let newest = at.newest().ok_or(JournalError::NoSuchPage)?;
                let body: NoticedBody = parse(self.read(here, newest.text)?.json())?;
                page.noticed = Some(body.noticed);
            }
            PageAtKind::InnerWorld => self.read_opened(here, id, &mut page)?,
            PageAtKind::Practice => page.practice = Some(self.read_practice(here, id)?),
            PageAtKind::Newer | PageAtKind::TakenBack => {}
        }
        Ok(page)
    }

    /// A practice with everything that was said in it.
    pub(crate) fn read_practice(
        &self,
        here: &[&Unlocked],
        id: Link,
    ) -> Result<PracticePage, JournalError> {
        let at = self.book.practices.get(id).ok_or(JournalError::NoSuchPage)?;
        let practice = Practice::named(&at.practice).ok_or(JournalError::NoSuchPage)?;
        let agreed = self.book.practices.agreed(id);
        let read = |at: &PartAt| {
            let part = self.read_part(here, at)?;
            Ok(Part { agreed: agreed.contains(&at.link), ..part })
        };
        let parts = self.book.practices.said(id).map(read).collect::<Result<_, JournalError>>()?;
        Ok(PracticePage { practice, about: at.about.clone(), parts })
    }

    /// The words of a part; whether they are agreed to is not looked at.
    pub(crate) fn read_part(&self, here: &[&Unlocked], at: &PartAt) -> Result<Part, JournalError> {
        let PartBody { step, turn, words, .. } = parse(self.read(here, at.text)?.json())?;
        Ok(Part { author: at.author, step, turn, words, agreed: false })
    }

    fn read_versions(
        &self,
        here: &[&Unlocked],
        at: &PageAt,
        page: &mut Page,
    ) -> Result<(), JournalError> {
        for version in &at.versions {
            // An edit holds the same names as a page, and the page it is of.
            let body: PageBody = parse(self.read(here, version.text)?.json())?;
            page.versions.push(Version {
                at: version.at,
                text: body.text,
                tags: body.tags,
                on: body.on,
            });
        }
        page.text = page.versions.pop().map(|newest| newest.text).unwrap_or_default();
        Ok(())
    }

    fn read_opened(
        &self,
        here: &[&Unlocked],
        question: Link,
        page: &mut Page,
    ) -> Result<(), JournalError> {
        page.question = self.book.questions.get(&question).map(|asked| asked.text.clone());
        for author in &page.head.authors {
            let mut answers = self.book.answers(question);
            let Some(AnswerAt { text, .. }) = answers.find(|answer| answer.text.author == *author)
            else {
                continue;
            };
            let body: AnswerBody = parse(self.read(here, *text)?.json())?;
            page.answers.push(OpenedAnswer {
                author: *author,
                text: body.text,
                in_person: body.in_person,
            });
        }
        let mut received = BTreeSet::new();
        for reply in self.book.replies(question) {
            let first = received.insert(reply.stands.author);
            let kind = if first { ReplyKind::Receive } else { ReplyKind::Comment };
            page.replies.push(Reply {
                author: reply.stands.author,
                kind,
                text: reply.text.clone(),
                at: reply.at,
            });
        }
        Ok(())
    }
}
