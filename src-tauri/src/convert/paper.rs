//! Pages of a journal as they are set on paper.

use super::practice::same;
use super::summary::standing_of;
use crate::shapes;
use duologue_core::Id;
use duologue_core::journal::{Page, Part, PracticePage, Space};
use duologue_core::practice::{PAUSE, Summary};
use duologue_paper::{Answer, BookOf, ChosenKind, ChosenPage, ChosenPart, Words};
use std::collections::{BTreeMap, HashMap};

same!(shapes::LineRole, duologue_paper::LineRole: Title, Heading, Voice, Text, Note);
same!(shapes::Paper, duologue_paper::Paper: A4, Letter);

/// The words that are on paper beside those people wrote: names, and the window's own for what
/// practices are made of.
pub(crate) struct Labels<'a> {
    /// Of everyone.
    pub(crate) names: HashMap<Id, String>,
    /// Words for practices, steps, choices, feelings and needs, by their ids.
    pub(crate) words: &'a BTreeMap<String, String>,
    /// The paper's own, for days.
    pub(crate) paper: Words,
}

impl Labels<'_> {
    fn name(&self, id: &Id) -> String {
        self.names.get(id).cloned().unwrap_or_default()
    }

    /// The window's word for `id`, or nothing where it has none.
    fn word(&self, of: &str, id: &str) -> Option<&str> {
        self.words.get(&format!("{of}.{id}")).map(String::as_str)
    }

    /// The name of a step; some have another in one practice.
    fn step(&self, practice: &str, step: &str) -> String {
        let named = self.word("step", &format!("{practice}.{step}"));
        named.or_else(|| self.word("step", step)).unwrap_or_default().to_owned()
    }
}

/// A page as it is set. What a practice says only together with the window's words is left out
/// where those are missing.
pub(crate) fn chosen(page: Page, labels: &Labels<'_>) -> ChosenPage {
    let authors: Vec<String> = page.head.authors.iter().map(|id| labels.name(id)).collect();
    let answer = |author: &Id, text: String, in_person: bool| Answer {
        author: labels.name(author),
        markdown: (!in_person).then_some(text),
    };
    let replies: Vec<Answer> =
        page.replies.iter().map(|reply| answer(&reply.author, reply.text.clone(), false)).collect();
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
        (_, _, Some(practice)) => done(&practice, labels),
        (None, None, None) => ChosenKind::Page { markdown: page.text },
    };
    let kind = match replies.is_empty() {
        true => kind,
        false => ChosenKind::Replied { page: Box::new(kind), replies },
    };
    ChosenPage { on: page.head.on, author: authors.join(", "), kind }
}

fn done(page: &PracticePage, labels: &Labels<'_>) -> ChosenKind {
    let practice = super::word(shapes::Practice::from(page.practice));
    let name = labels.word("practice", &practice).unwrap_or_default();
    let title = match page.about.is_empty() {
        true => name.to_owned(),
        false => format!("{name}: {}", page.about),
    };
    let parts = page.parts.iter().filter_map(|part| said(&practice, part, labels)).collect();
    ChosenKind::Practice { title, parts }
}

/// A summary that is a page now, as it stood: not what was proposed or written anew on the way.
/// Its title says so where not both approved it.
pub(crate) fn chosen_summary(summary: &Summary, labels: &Labels<'_>) -> ChosenPage {
    let content = &summary.content;
    let said = content.lines.iter().filter(|line| !line.text.is_empty());
    let parts = said.map(|line| ChosenPart {
        heading: labels.step("summary", line.section.step()),
        author: line.author.map(|author| labels.name(&author)).unwrap_or_default(),
        text: line.text.clone(),
    });
    let authors: Vec<String> = content.names.iter().map(|name| name.label.clone()).collect();
    let title = labels.word("practice", "summary").unwrap_or_default();
    ChosenPage {
        on: content.made,
        author: authors.join(", "),
        kind: ChosenKind::Practice {
            title: labels.paper.titled(title, standing_of(summary)),
            parts: parts.collect(),
        },
    }
}

/// What was said in a step. A pause says nothing, and whose hand signed it says nothing of who
/// asked for it: it is left out.
fn said(practice: &str, part: &Part, labels: &Labels<'_>) -> Option<ChosenPart> {
    if part.step == PAUSE {
        return None;
    }
    let words = &part.words;
    let choice = words.choice.iter().filter_map(|id| labels.word("choice", id));
    let felt = words.feelings.iter().filter_map(|id| labels.word("feeling", id));
    let needed = words.needs.iter().filter_map(|id| labels.word("need", id));
    let named: Vec<&str> = choice.chain(felt).chain(needed).collect();
    let when = words.when.map(|when| labels.paper.moment(when)).unwrap_or_default();
    let lines = [when, named.join(", "), words.text.clone()];
    let text = lines.iter().filter(|line| !line.is_empty()).cloned().collect::<Vec<_>>();
    if text.is_empty() {
        return None;
    }
    Some(ChosenPart {
        heading: labels.step(practice, &part.step),
        author: labels.name(&part.author),
        text: text.join("\n"),
    })
}

/// Whose pages a book of a space holds.
pub(crate) fn book_of(space: Space) -> BookOf {
    match space {
        Space::Mine => BookOf::Mine,
        Space::Ours | Space::Before => BookOf::Ours,
    }
}

#[cfg(test)]
mod tests {
    use super::{Labels, PAUSE, Part, chosen_summary, said};
    use chrono::NaiveDate;
    use duologue_core::journal::{Frame, PaperSize, Section, Template, Words as CoreWords};
    use duologue_core::practice::{
        Approval, ApprovalState, LineOf, PartnerName, Summary, SummaryContent,
    };
    use duologue_core::{Id, Link};
    use duologue_paper::{ChosenKind, Words};
    use std::collections::{BTreeMap, HashMap};

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
        let labels = Labels { names: HashMap::new(), words: &words, paper: Words::of("en") };
        match chosen_summary(&finished(states), &labels).kind {
            ChosenKind::Practice { title, .. } => title,
            other => panic!("{other:?} is no practice"),
        }
    }

    #[test]
    fn a_pause_names_nobody_on_paper() {
        let author = Id::from_slice(&[1; 16]).expect("an id");
        let words = BTreeMap::from([("step.said".to_owned(), "What I said".to_owned())]);
        let names = HashMap::from([(author, "Noor".to_owned())]);
        let labels = Labels { names, words: &words, paper: Words::of("en") };
        let day = NaiveDate::from_ymd_opt(2026, 11, 28).expect("a day");
        let when = day.and_hms_opt(21, 40, 0);
        let part = |step: &str| Part {
            author,
            step: step.into(),
            turn: 1,
            words: CoreWords { when, ..CoreWords::default() },
        };
        assert_eq!(said("openly", &part(PAUSE), &labels), None, "no name stands beside a pause");
        assert!(said("openly", &part("said"), &labels).is_some(), "a step with a time stands");
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
