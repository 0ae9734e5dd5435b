//! What both can do with a summary, each with their own hand.

use super::Summary;
use crate::journal::{
    Draft, DraftBody, Frame, JournalError, PageHead, PartBody, Practice, ProposedBody, Section,
    TogetherSitting, Words,
};
use crate::practice::doing::of_practice;
use crate::vault::{Approved, Opened};
use crate::{Id, Link};

impl TogetherSitting {
    /// Begins a summary, in the name of one of both.
    ///
    /// # Errors
    /// As [`crate::journal::Sitting::begin_summary`].
    pub fn begin_summary(&mut self, author: Id, frame: &Frame) -> Result<Link, JournalError> {
        let Self { desk, first, second, .. } = self;
        let begun = desk.begin_summary(&mut [first, second], author, frame)?;
        Ok(self.came_about(begun))
    }

    /// A summary as it stands.
    ///
    /// # Errors
    /// [`JournalError::NoSuchPage`]; those of reading a page.
    pub fn summary(&self, of: Link) -> Result<Summary, JournalError> {
        self.desk.summary(of, &self.both())
    }

    /// Every summary, the newest first, also those that are pages already.
    pub fn summaries(&self) -> Vec<Link> {
        self.desk.summaries(&self.both())
    }

    /// Sets form, paper, language or period anew, in the name of one of both.
    ///
    /// # Errors
    /// As [`crate::journal::Sitting::change_frame`].
    pub fn change_frame(
        &mut self,
        author: Id,
        of: Link,
        frame: &Frame,
    ) -> Result<Summary, JournalError> {
        let Self { desk, first, second, .. } = self;
        desk.change_frame(&mut [first, second], author, of, frame)?;
        self.summary(of)
    }

    /// Pages of Ours of the period, which may be proposed; newest first.
    ///
    /// # Errors
    /// [`JournalError::NoSuchPage`].
    pub fn proposable_pages(&self, of: Link) -> Result<Vec<PageHead>, JournalError> {
        self.desk.proposable(of, &self.both())
    }

    /// Proposes a page of Ours, or withdraws the author's own proposal.
    ///
    /// # Errors
    /// As [`crate::journal::Sitting::propose_page`].
    pub fn propose_page(
        &mut self,
        author: Id,
        of: Link,
        page: Link,
        yes: bool,
    ) -> Result<Summary, JournalError> {
        let Self { desk, first, second, .. } = self;
        desk.propose(&mut [first, second], author, &ProposedBody { of, page, yes })?;
        self.summary(of)
    }

    /// Opens what both have written and not shared, at once: here, or uncovered. `pressed` holds
    /// both partners, or nothing happens. Lines that both are to stand behind are proposed by themselves.
    ///
    /// # Errors
    /// [`JournalError::NeedsBoth`] unless both pressed and both have written something.
    pub fn open_lines(&mut self, of: Link, pressed: &[Id]) -> Result<Summary, JournalError> {
        let space = self.desk.open_until(of, &self.both())?.space;
        let mut both = self.partners();
        both.sort();
        let lines = both.map(|author| self.begun_lines(author, of));
        let [first_lines, second_lines] = lines;
        let lines = [first_lines?, second_lines?];
        if !both.iter().all(|one| pressed.contains(one)) || lines.iter().any(Vec::is_empty) {
            return Err(JournalError::NeedsBoth);
        }
        let Self { desk, first, second, .. } = self;
        // In the order of ids, never of writing.
        desk.write(&mut [first, second], |writer| {
            for line in lines.into_iter().flatten() {
                let me = writer.here.iter().find(|me| me.partner() == line.author);
                writer.file.delete_draft(me.ok_or(JournalError::NotYours)?, line.draft)?;
                writer.append(line.author, space, "part", &line.body)?;
            }
            Ok(())
        })?;
        self.summary(of)
    }

    /// What `author` has written for their own lines and not shared.
    fn begun_lines(&self, author: Id, of: Link) -> Result<Vec<BegunLine>, JournalError> {
        let template = self.desk.template_of(of).ok_or(JournalError::NoSuchPage)?;
        let own: Vec<&Section> =
            template.sections().iter().filter(|one| one.agreed_step().is_none()).collect();
        let turn_of = |step: &str| {
            let next = self.desk.next(of, Practice::Summary, &self.both());
            let mine = next.into_iter().find(|next| next.by == author && next.step == step);
            mine.map(|next| next.turn)
        };
        let line = |draft: Draft| {
            let fits = of_practice(&draft, of);
            let DraftBody::Part { step, words, .. } = draft.body else { return None };
            if !fits || words.is_empty() || !own.iter().any(|section| section.step() == step) {
                return None;
            }
            let turn = turn_of(&step)?;
            let words = Words { text: words.text, ..Words::default() };
            let body = PartBody { of, step, turn, agrees_to: None, words };
            Some(BegunLine { author, draft: draft.id, body })
        };
        Ok(self.drafts_of(author)?.into_iter().filter_map(line).collect())
    }

    /// Approves in the name of one of both; `proof` is what their own passphrase opened again.
    ///
    /// # Errors
    /// As [`crate::journal::Sitting::approve_summary`].
    pub fn approve_summary(
        &mut self,
        author: Id,
        of: Link,
        content: Link,
        pages: Link,
        proof: &Opened,
    ) -> Result<Summary, JournalError> {
        let Self { desk, first, second, .. } = self;
        let what = Approved { summary: of, content, pages };
        desk.approve(&mut [first, second], author, what, proof)?;
        self.summary(of)
    }

    /// The newest small practice that both agreed on after a session, to begin "what we tried".
    ///
    /// # Errors
    /// Those of reading a page.
    pub fn agreed_practice(&self) -> Result<Option<String>, JournalError> {
        self.desk.agreed_practice(&self.both())
    }
}

/// A line of one's own that is still a draft.
struct BegunLine {
    author: Id,
    draft: Id,
    body: PartBody,
}
