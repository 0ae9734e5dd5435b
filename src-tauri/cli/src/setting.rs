//! A page of a journal as it is set on paper.

use crate::json::Labels;
use crate::wording::Wording;
use duologue_core::journal::{
    JournalError, Page, PageHead, PageKind, Part, Practice, PracticePage, Reply, Sitting,
};
use duologue_core::practice::{self, Summary};
use duologue_paper::{Answer, ChosenKind, ChosenPage, ChosenPart, Standing, Words};

/// Whose words are named how, and what practices are called.
pub struct Setting {
    labels: Labels,
    wording: Wording,
    paper: Words,
}

impl Setting {
    /// In `language`, a BCP 47 tag.
    pub fn new(labels: Labels, language: &str) -> Self {
        Self { labels, wording: Wording::read(), paper: Words::of(language) }
    }

    /// One page, with the replies it got.
    pub fn page(&self, sitting: &Sitting, head: &PageHead) -> Result<ChosenPage, JournalError> {
        let author = self.labels.all(&head.authors).join(", ");
        if head.kind == PageKind::Practice(Practice::Summary) {
            let kind = self.summary(&sitting.summary(head.id)?);
            return Ok(ChosenPage { on: head.on, author, kind });
        }
        let mut page = sitting.page(head.id)?;
        let replies: Vec<Answer> = page.replies.iter().map(|reply| self.reply(reply)).collect();
        let kind = self.kind(&mut page);
        let kind = match replies.is_empty() {
            true => kind,
            false => ChosenKind::Replied { page: Box::new(kind), replies },
        };
        Ok(ChosenPage { on: head.on, author, kind })
    }

    fn kind(&self, page: &mut Page) -> ChosenKind {
        if let Some(noticed) = page.noticed.take() {
            ChosenKind::Noticed { did: noticed.did, says: noticed.says, meant: noticed.meant }
        } else if let Some(question) = page.question.take() {
            let answers = page.answers.drain(..).map(|answer| Answer {
                author: self.labels.get(answer.author).to_owned(),
                markdown: (!answer.in_person).then_some(answer.text),
            });
            ChosenKind::InnerWorld { question, answers: answers.collect() }
        } else if let Some(practice) = &page.practice {
            self.practice(practice)
        } else {
            ChosenKind::Page { markdown: std::mem::take(&mut page.text) }
        }
    }

    fn reply(&self, reply: &Reply) -> Answer {
        let author = self.labels.get(reply.author).to_owned();
        Answer { author, markdown: Some(reply.text.clone()) }
    }

    fn practice(&self, page: &PracticePage) -> ChosenKind {
        let name = self.wording.practice(page.practice);
        let title = match page.about.is_empty() {
            true => name,
            false => format!("{name}: {}", page.about),
        };
        let parts = page.parts.iter().filter_map(|part| self.part(page.practice, part));
        ChosenKind::Practice { title, parts: parts.collect() }
    }

    /// What was said in a step; a pause says nothing and is left out.
    fn part(&self, practice: Practice, part: &Part) -> Option<ChosenPart> {
        if part.step == practice::PAUSE {
            return None;
        }
        let words = &part.words;
        let ids = words.choice.iter().chain(&words.feelings).chain(&words.needs);
        let chosen: Vec<String> = ids.filter_map(|id| self.wording.chosen(id)).collect();
        let when = words.when.map(|when| self.paper.moment(when)).unwrap_or_default();
        let lines = [when, chosen.join(", "), words.text.clone()];
        let said: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        (!said.is_empty()).then(|| ChosenPart {
            heading: self.wording.step(practice, &part.step),
            author: self.labels.get(part.author).to_owned(),
            text: said.join("\n"),
        })
    }

    /// A summary as it stood; its title says where not both approved it.
    fn summary(&self, summary: &Summary) -> ChosenKind {
        let said = summary.content.lines.iter().filter(|line| !line.text.is_empty());
        let parts = said.map(|line| ChosenPart {
            heading: self.wording.step(Practice::Summary, line.section.step()),
            author: line.author.map(|of| self.labels.get(of).to_owned()).unwrap_or_default(),
            text: line.text.clone(),
        });
        let title = self.wording.practice(Practice::Summary);
        ChosenKind::Practice {
            title: self.paper.titled(&title, standing_of(summary)),
            parts: parts.collect(),
        }
    }
}

fn standing_of(summary: &Summary) -> Standing {
    match summary.standing() {
        practice::Standing::ByOne => Standing::ByOne,
        practice::Standing::NotApproved => Standing::NotApproved,
        practice::Standing::Approved => Standing::Approved,
    }
}
