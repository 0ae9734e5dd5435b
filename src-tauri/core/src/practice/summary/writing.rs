//! Beginning a summary, framing it anew, proposing pages, and what it may begin with.

use super::ProposedPage;
use super::resolving::agreed_in_session;
use crate::journal::{
    BadInput, Desk, Frame, FrameBody, JournalError, PageHead, PageKind, Practice, ProposedBody,
    Space, SummaryBody, Template, TimelineFilter, Until,
};
use crate::practice::doing::shared;
use crate::vault::Unlocked;
use crate::{Id, Link};

impl Desk {
    /// The form of a summary; of another practice there is none.
    pub(in crate::practice) fn template_of(&self, of: Link) -> Option<Template> {
        let at = self.book.practices.get(of)?;
        let until = Until { of, space: at.space, end: self.book.practices.finished(of) };
        self.book.summaries.frame_of(until).map(|frame| frame.template)
    }

    /// Whether saying nothing takes a line of a summary off it.
    pub(in crate::practice) fn leaves_open(&self, of: Link, author: Id, step: &str) -> bool {
        let Some(template) = self.template_of(of) else { return false };
        let Some(section) = template.sections().iter().find(|one| one.step() == step) else {
            return false;
        };
        let shared = section.agreed_step().is_some();
        self.book
            .practices
            .said(of)
            .any(|part| part.step == step && (shared || part.author == author))
    }

    pub(super) fn begin_summary(
        &mut self,
        here: &mut [&mut Unlocked],
        author: Id,
        frame: &Frame,
    ) -> Result<Link, JournalError> {
        frame.check()?;
        let ours = self.ours(author)?;
        let first = self.comes_first(ours, author);
        let body = SummaryBody { on: self.today(), first, frame: frame.clone() };
        self.write(here, |writer| writer.append(author, ours, "summary", &body))
    }

    /// By turns: whoever did not in the summary before; in the first one whoever begins it.
    fn comes_first(&self, ours: Id, begins: Id) -> Id {
        let newest = self.book.practices.all(Practice::Summary).into_iter();
        let before = newest
            .filter(|(_, at)| at.space == ours)
            .find_map(|(id, _)| self.book.summaries.first(id));
        let other = |one: Id| self.book.readers(ours).iter().copied().find(|id| *id != one);
        before.and_then(other).unwrap_or(begins)
    }

    pub(super) fn change_frame(
        &mut self,
        here: &mut [&mut Unlocked],
        author: Id,
        of: Link,
        frame: &Frame,
    ) -> Result<(), JournalError> {
        frame.check()?;
        let until = self.open_until(of, &shared(here))?;
        if self.frame_of(until)? == *frame {
            return Ok(());
        }
        let body = FrameBody { of, frame: frame.clone() };
        self.write(here, |writer| writer.append(author, until.space, "frame", &body))?;
        Ok(())
    }

    pub(super) fn propose(
        &mut self,
        here: &mut [&mut Unlocked],
        author: Id,
        body: &ProposedBody,
    ) -> Result<(), JournalError> {
        let until = self.open_until(body.of, &shared(here))?;
        if body.yes {
            self.check_proposable(body.page, until, &shared(here))?;
        }
        let proposed = self.book.summaries.proposed(until);
        let stands = proposed.get(&body.page).is_some_and(|by| by.contains(&author));
        if stands == body.yes {
            return Ok(());
        }
        self.write(here, |writer| writer.append(author, until.space, "proposed", body))?;
        Ok(())
    }

    /// Only a page that everybody who reads the summary can read, in its period, with words.
    fn check_proposable(
        &self,
        page: Link,
        until: Until,
        here: &[&Unlocked],
    ) -> Result<(), JournalError> {
        let at = self.book.pages.get(&page).filter(|at| self.shows(page, at, here));
        let at = at.ok_or(JournalError::NoSuchPage)?;
        let head = self.head(page, at, here).ok_or(JournalError::NoSuchPage)?;
        let Frame { from, to, .. } = self.frame_of(until)?;
        if at.space != until.space || head.taken_back || head.kind == PageKind::Newer {
            return Err(BadInput::NotThisKind.into());
        }
        if (from..=to).contains(&head.on) { Ok(()) } else { Err(BadInput::Period.into()) }
    }

    /// The pages of the period that may be proposed, newest first.
    pub(super) fn proposable(
        &self,
        of: Link,
        here: &[&Unlocked],
    ) -> Result<Vec<PageHead>, JournalError> {
        let until = self.until(of, here)?;
        let Frame { to, .. } = self.frame_of(until)?;
        let filter =
            TimelineFilter { space: Some(Space::Ours), until: Some(to), ..Default::default() };
        let mut heads = self.timeline(here, &filter, None, usize::MAX).heads;
        heads.retain(|head| self.check_proposable(head.id, until, here).is_ok());
        Ok(heads)
    }

    /// The pages somebody proposes, and who; what may not be proposed any more is left out.
    pub(super) fn proposed(&self, until: Until, here: &[&Unlocked]) -> Vec<ProposedPage> {
        let all = self.book.summaries.proposed(until).into_iter();
        all.filter(|(page, _)| self.check_proposable(*page, until, here).is_ok())
            .map(|(page, by)| ProposedPage { page, by: by.into_iter().collect() })
            .collect()
    }

    /// What is written of a summary that is no page yet.
    pub(super) fn open_until(&self, of: Link, here: &[&Unlocked]) -> Result<Until, JournalError> {
        let until = self.until(of, here)?;
        if until.end.is_some() { Err(BadInput::Finished.into()) } else { Ok(until) }
    }

    /// The newest small practice that both agreed on after a session: what was tried since.
    pub(super) fn agreed_practice(
        &self,
        here: &[&Unlocked],
    ) -> Result<Option<String>, JournalError> {
        for (id, _) in self.book.practices.all(Practice::Session) {
            if self.readable(id, here).is_err() {
                continue;
            }
            if let Some(agreed) = agreed_in_session(&self.read_practice(here, id)?.parts) {
                return Ok(Some(agreed));
            }
        }
        Ok(None)
    }
}
