//! What the lines of a summary come to.

use super::Agreement;
use super::content::{LineOf, PartnerName, SummaryContent, VERSION};
use crate::journal::{Desk, Frame, JournalError, Part, Section, Template, Until};
use crate::{Id, Link};

impl Desk {
    /// Everything that prints; the same whoever of both looks.
    pub(super) fn content(
        &self,
        until: Until,
        said: &[Part],
    ) -> Result<SummaryContent, JournalError> {
        let frame = self.frame_of(until)?;
        let names = self.names(until.of)?;
        let order: Vec<Id> = names.iter().map(|name| name.id).collect();
        let at = self.book.practices.get(until.of).ok_or(JournalError::NoSuchPage)?;
        Ok(SummaryContent {
            v: VERSION,
            made: at.on,
            lines: lines(frame.template, said, &order),
            names,
            frame,
        })
    }

    /// The frame that counts.
    pub(super) fn frame_of(&self, until: Until) -> Result<Frame, JournalError> {
        self.book.summaries.frame_of(until).cloned().ok_or(JournalError::NoSuchPage)
    }

    /// Both, whoever comes first before the other.
    fn names(&self, of: Link) -> Result<Vec<PartnerName>, JournalError> {
        let first = self.book.summaries.first(of);
        let mut both = self.both_of(of);
        both.sort_by_key(|one| (Some(*one) != first, *one));
        let faces = self.faces()?;
        let label = |one: &Id| {
            let face = faces.iter().find(|(id, _)| id == one);
            face.map(|(_, face)| face.label.clone()).unwrap_or_default()
        };
        Ok(both.iter().map(|one| PartnerName { id: *one, label: label(one) }).collect())
    }
}

/// Every line in the order it prints; who comes first changes from section to section.
fn lines(template: Template, said: &[Part], order: &[Id]) -> Vec<LineOf> {
    let mut order = order.to_vec();
    let mut lines = Vec::new();
    for section in template.sections() {
        if section.agreed_step().is_some() && order.len() == 2 {
            let agreed = agreement(*section, said).filter(|line| line.agreed);
            let text = agreed.map(|line| line.text).unwrap_or_default();
            lines.push(LineOf { section: *section, author: None, text });
            continue;
        }
        for author in &order {
            let text = own_line(*section, *author, said);
            lines.push(LineOf { section: *section, author: Some(*author), text });
        }
        order.reverse();
    }
    lines
}

/// The newest of what one partner wrote in a section.
fn own_line(section: Section, author: Id, said: &[Part]) -> String {
    let newest = said.iter().rfind(|part| part.author == author && part.step == section.step());
    newest.map(|part| part.words.text.trim().to_owned()).unwrap_or_default()
}

/// What is proposed wherever both are to stand behind one line.
pub(super) fn agreements(template: Template, said: &[Part]) -> Vec<Agreement> {
    template.sections().iter().filter_map(|section| agreement(*section, said)).collect()
}

/// The newest proposal of a section.
fn agreement(section: Section, said: &[Part]) -> Option<Agreement> {
    section.agreed_step()?;
    let proposed = newest_in(section.step(), said)?;
    let text = proposed.words.text.trim().to_owned();
    (!text.is_empty()).then_some(Agreement {
        section,
        text,
        by: proposed.author,
        turn: proposed.turn,
        agreed: proposed.agreed,
    })
}

/// The newest practice a session agreed on.
pub(super) fn agreed_in_session(said: &[Part]) -> Option<String> {
    let proposed = newest_in("practice", said).filter(|part| part.agreed)?;
    Some(proposed.words.text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// What was said last in a step.
fn newest_in<'a>(step: &str, said: &'a [Part]) -> Option<&'a Part> {
    said.iter().rfind(|part| part.step == step)
}
