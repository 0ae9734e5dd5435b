//! Chosen pages of a journal, as they are set on paper: for the window and for the terminal.
//!
//! The paper knows no journal, and the journal no paper; this is where they meet. What is *not*
//! here: words. Those for practices and what is chosen in them are asked for ([`Wording`]).

use duologue_core::Id;
use duologue_core::journal::{Page, Part, Practice, PracticePage};
use duologue_core::practice::{self, PAUSE, Summary};
use duologue_paper::{Answer, ChosenKind, ChosenPage, ChosenPart, Standing, Words};
use std::collections::HashMap;

/// The words for what practices are made of.
pub trait Wording {
    /// The word for the `practice`, `step`, `choice`, `feeling` or `need` of this id, or nothing
    /// where there is none. A step with a name of its own in one practice is asked for there
    /// first, as "time.plan".
    fn word(&self, of: &str, id: &str) -> Option<String>;
}

/// The words that are on paper beside those people wrote.
pub struct Setting<W> {
    /// Of everyone.
    pub names: HashMap<Id, String>,
    /// For what practices are made of.
    pub wording: W,
    /// The paper's own, for days.
    pub paper: Words,
}

impl<W: Wording> Setting<W> {
    /// A page as it is set. What a practice says only together with a word is left out where that
    /// is missing.
    pub fn page(&self, page: Page) -> ChosenPage {
        let authors: Vec<String> = page.head.authors.iter().map(|id| self.name(id)).collect();
        let answer = |author: &Id, text: String, in_person: bool| Answer {
            author: self.name(author),
            markdown: (!in_person).then_some(text),
        };
        let replies: Vec<Answer> = page
            .replies
            .iter()
            .map(|reply| answer(&reply.author, reply.text.clone(), false))
            .collect();
        let kind = match (page.noticed, page.question, page.practice) {
            (Some(noticed), _, _) => {
                ChosenKind::Noticed { did: noticed.did, says: noticed.says, meant: noticed.meant }
            }
            (_, Some(question), _) => ChosenKind::InnerWorld {
                question,
                answers: page
                    .answers
                    .into_iter()
                    .map(|given| answer(&given.author, given.text, given.in_person))
                    .collect(),
            },
            (_, _, Some(practice)) => self.done(&practice),
            (None, None, None) => ChosenKind::Page { markdown: page.text },
        };
        let kind = match replies.is_empty() {
            true => kind,
            false => ChosenKind::Replied { page: Box::new(kind), replies },
        };
        ChosenPage { on: page.head.on, author: authors.join(", "), kind }
    }

    /// A summary that is a page now, as it stood: not what was proposed or written anew on the
    /// way. Its title says so where not both approved it.
    pub fn summary(&self, summary: &Summary) -> ChosenPage {
        let content = &summary.content;
        let said = content.lines.iter().filter(|line| !line.text.is_empty());
        let parts = said.map(|line| ChosenPart {
            heading: self.step(Practice::Summary, line.section.step()),
            author: line.author.map(|author| self.name(&author)).unwrap_or_default(),
            text: line.text.clone(),
        });
        let authors: Vec<String> = content.names.iter().map(|name| name.label.clone()).collect();
        let title = self.paper.titled(&self.practice(Practice::Summary), standing_of(summary));
        let kind = ChosenKind::Practice { title, parts: parts.collect() };
        ChosenPage { on: content.made, author: authors.join(", "), kind }
    }

    fn name(&self, id: &Id) -> String {
        self.names.get(id).cloned().unwrap_or_default()
    }

    fn practice(&self, practice: Practice) -> String {
        self.wording.word("practice", practice.name()).unwrap_or_default()
    }

    fn step(&self, practice: Practice, step: &str) -> String {
        let own = self.wording.word("step", &format!("{}.{step}", practice.name()));
        own.or_else(|| self.wording.word("step", step)).unwrap_or_default()
    }

    fn done(&self, page: &PracticePage) -> ChosenKind {
        let name = self.practice(page.practice);
        let title = match page.about.is_empty() {
            true => name,
            false => format!("{name}: {}", page.about),
        };
        let parts = page.parts.iter().filter_map(|part| self.said(page.practice, part)).collect();
        ChosenKind::Practice { title, parts }
    }

    /// What was said in a step. A pause says nothing, and whose hand signed it says nothing of who
    /// asked for it: it is left out.
    fn said(&self, practice: Practice, part: &Part) -> Option<ChosenPart> {
        if part.step == PAUSE {
            return None;
        }
        let words = &part.words;
        let of = |of, ids: &[String]| -> Vec<String> {
            ids.iter().filter_map(|id| self.wording.word(of, id)).collect()
        };
        let choice = words.choice.iter().filter_map(|id| self.wording.word("choice", id));
        let felt_and_needed = [of("feeling", &words.feelings), of("need", &words.needs)].concat();
        let named: Vec<String> = choice.chain(felt_and_needed).collect();
        let when = words.when.map(|when| self.paper.moment(when)).unwrap_or_default();
        let lines = [when, named.join(", "), words.text.clone()];
        let text: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        if text.is_empty() {
            return None;
        }
        Some(ChosenPart {
            heading: self.step(practice, &part.step),
            author: self.name(&part.author),
            text: text.join("\n"),
        })
    }
}

/// Who stands behind a summary, as paper says it.
pub fn standing_of(summary: &Summary) -> Standing {
    match summary.standing() {
        practice::Standing::ByOne => Standing::ByOne,
        practice::Standing::NotApproved => Standing::NotApproved,
        practice::Standing::Approved => Standing::Approved,
    }
}

#[cfg(test)]
mod tests {
    use super::{PAUSE, Part, Practice, Setting, Wording};
    use chrono::NaiveDate;
    use duologue_core::journal::{Frame, PaperSize, Section, Template, Words as CoreWords};
    use duologue_core::practice::{
        Approval, ApprovalState, LineOf, PartnerName, Summary, SummaryContent,
    };
    use duologue_core::{Id, Link};
    use duologue_paper::{ChosenKind, Words};
    use std::collections::{BTreeMap, HashMap};

    impl Wording for BTreeMap<String, String> {
        fn word(&self, of: &str, id: &str) -> Option<String> {
            self.get(&format!("{of}.{id}")).cloned()
        }
    }

    /// A finished summary of as many people as there are `states`.
    fn finished(states: &[ApprovalState]) -> Summary {
        let day = NaiveDate::from_ymd_opt(2026, 11, 28).expect("a day");
        let ids = [[1; 16], [2; 16]].map(|id| Id::from_slice(&id).expect("an id"));
        let link = |n: u8| Link::from_slice(&[n; 32]).expect("a link");
        let each = || ids.iter().zip(states);
        Summary {
            id: link(3),
            content: SummaryContent {
                v: 1,
                frame: Frame {
                    template: Template::Running,
                    paper: PaperSize::A4,
                    language: "en".into(),
                    from: day,
                    to: day,
                },
                made: day,
                names: each()
                    .map(|(id, _)| PartnerName { id: *id, label: "Noor".into() })
                    .collect(),
                lines: vec![LineOf {
                    section: Section::Help,
                    author: Some(ids[0]),
                    text: "A first sentence.".into(),
                }],
            },
            hash: link(4),
            agreements: Vec::new(),
            proposed: Vec::new(),
            approvals: each()
                .map(|(partner, state)| Approval {
                    partner: *partner,
                    state: *state,
                    at: None,
                    pages: None,
                })
                .collect(),
            next: Vec::new(),
            finished: true,
        }
    }

    fn title(states: &[ApprovalState]) -> String {
        let words = BTreeMap::from([("practice.summary".to_owned(), "Counselling".to_owned())]);
        let setting = Setting { names: HashMap::new(), wording: words, paper: Words::of("en") };
        match setting.summary(&finished(states)).kind {
            ChosenKind::Practice { title, .. } => title,
            other => panic!("{other:?} is no practice"),
        }
    }

    #[test]
    fn a_pause_names_nobody_on_paper() {
        let author = Id::from_slice(&[1; 16]).expect("an id");
        let words = BTreeMap::from([("step.said".to_owned(), "What I said".to_owned())]);
        let names = HashMap::from([(author, "Noor".to_owned())]);
        let setting = Setting { names, wording: words, paper: Words::of("en") };
        let day = NaiveDate::from_ymd_opt(2026, 11, 28).expect("a day");
        let when = day.and_hms_opt(21, 40, 0);
        let part = |step: &str| Part {
            author,
            step: step.into(),
            turn: 1,
            words: CoreWords { when, ..CoreWords::default() },
            agreed: false,
        };
        assert_eq!(
            setting.said(Practice::Openly, &part(PAUSE)),
            None,
            "no name stands beside a pause"
        );
        assert!(
            setting.said(Practice::Openly, &part("said")).is_some(),
            "a step with a time stands"
        );
    }

    #[test]
    fn a_summary_leaves_in_a_book_unmarked_only_when_both_approve() {
        use ApprovalState::{Changed, Holds, None, NotAuthentic};
        assert_eq!(title(&[Holds, Holds]), "Counselling", "both stand behind it");
        for states in [[Holds, None], [Changed, Holds], [None, None], [Holds, NotAuthentic]] {
            assert_eq!(
                title(&states),
                "Counselling (not yet approved by both)",
                "{states:?}: nobody may take it for approved"
            );
        }
        assert_eq!(title(&[None]), "Counselling (notes by one of us)", "whoever wrote it alone");
    }
}
