//! How each kind of change comes into the book.

use super::super::at::{AnswerAt, Order, PageAtKind, QuestionAt, ReplyAt, TextAt};
use super::super::facts::{EditFacts, NoticedFacts, PageFacts, TemplateFacts};
use super::super::frame::Template;
use super::super::kinds::*;
use super::super::page::Practice;
use super::{Book, ErasedAt, moment, version};
use crate::vault::{
    ATTACHMENT, ChangeId, Entry, Erased, Head, KeyInUse, Rotated, SpaceReaders, VaultError, parse,
};

/// A change on its way in.
struct Taken<'a> {
    entry: &'a Entry,
    head: &'a Head,
    order: Order,
}

impl Taken<'_> {
    /// Whether it stands in its author's own Mine.
    fn is_private(&self) -> bool {
        self.entry.space == self.entry.author
    }

    fn text(&self) -> TextAt {
        TextAt::of(self.entry)
    }
}

impl Book {
    /// Takes in one change; of a kind or schema this version does not know, only that it is there.
    pub(super) fn take_in(&mut self, entry: &Entry, head: &Head) -> Result<(), VaultError> {
        self.clock = self.clock.max(head.clock);
        if !head.seen.is_empty() {
            let seen = self.seen_by.entry(entry.id.log).or_default();
            seen.extend(head.seen.iter().map(|(log, tip)| (*log, *tip)));
        }
        let taken = Taken { entry, head, order: (head.clock, entry.id.log, entry.id.seq) };
        let known = head.schema <= SCHEMA
            && (self.take_page_kinds(&taken)?
                || self.take_question_kinds(&taken)?
                || self.take_practice_kinds(&taken)?
                || self.take_summary_kinds(&taken)?
                || self.take_choices(&taken)?
                || self.take_structure(&taken)?);
        if !known {
            self.take_newer(entry, head, taken.order);
        }
        Ok(())
    }

    fn take_page_kinds(&mut self, taken: &Taken<'_>) -> Result<bool, VaultError> {
        let Taken { entry, head, order } = *taken;
        match head.kind.as_str() {
            "page" => {
                let body: PageFacts = parse(entry.json())?;
                let version = version(entry, head, order, body.on, body.tags);
                self.take_page(entry, PageAtKind::Page, version);
            }
            "noticed" => {
                let body: NoticedFacts = parse(entry.json())?;
                let version = version(entry, head, order, body.on, Vec::new());
                self.take_page(entry, PageAtKind::Noticed, version);
                if body.sit_down && taken.is_private() {
                    self.saved.insert(entry.link);
                }
            }
            "edit" => {
                let EditFacts { page } = parse(entry.json())?;
                let body: PageFacts = parse(entry.json())?;
                let version = version(entry, head, order, body.on, body.tags);
                let by = (entry.author, entry.space);
                self.edits.entry(page).or_default().push((by.0, by.1, version.clone()));
                self.fold_edit(page, by, version);
            }
            "shared" => {
                let SharedBody { page, copy } = parse(entry.json())?;
                // Only its author says so, in Mine.
                let by = (page, entry.author);
                let known = self.shared.get(&by).is_some_and(|(newer, _)| *newer > order);
                if taken.is_private() && !known {
                    self.shared.insert(by, (order, copy));
                }
            }
            "erase" => {
                let body: Erased = parse(entry.json())?;
                let what = body.what.into_iter().map(|(log, seq)| ChangeId { log, seq }).collect();
                let (author, space, at) = (entry.author, entry.space, moment(head));
                let off_a_page = body.of.is_some();
                self.erases.push(ErasedAt { author, space, at, order, what, off_a_page });
            }
            ATTACHMENT => self.take_file(entry, head, parse(entry.json())?),
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn take_question_kinds(&mut self, taken: &Taken<'_>) -> Result<bool, VaultError> {
        let Taken { entry, head, order } = *taken;
        let (author, space, at) = (entry.author, entry.space, moment(head));
        match head.kind.as_str() {
            "question" => {
                let QuestionBody { text, library } = parse(entry.json())?;
                let asked =
                    QuestionAt { author, space, text, library, at, order, asked: taken.text() };
                self.questions.insert(entry.link, asked);
                self.settle_question(entry.link);
            }
            "answer" => {
                let body: AnswerBody = parse(entry.json())?;
                self.take_answer(body, taken);
            }
            "opened" => {
                let body: OpenedBody = parse(entry.json())?;
                self.opened_at.insert((body.question, space), (taken.text(), at, order));
                self.settle_question(body.question);
            }
            "reply" => {
                let ReplyBody { question, text } = parse(entry.json())?;
                let replies = self.replies.entry(question).or_default();
                let before = replies.partition_point(|known| known.order < order);
                replies.insert(before, ReplyAt { order, stands: taken.text(), text, at });
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn take_answer(&mut self, body: AnswerBody, taken: &Taken<'_>) {
        let answer = AnswerAt { text: taken.text(), order: taken.order };
        if taken.is_private() {
            self.sealed.insert((body.question, taken.entry.author), answer);
            return;
        }
        // What was opened stands: a later answer changes nothing.
        let opened = self.opened.entry(body.question).or_default();
        let same = |known: &&mut AnswerAt| {
            (known.text.author, known.text.space) == (answer.text.author, answer.text.space)
        };
        match opened.iter_mut().find(same) {
            Some(known) if known.order < answer.order => {}
            Some(known) => *known = answer,
            None => opened.push(answer),
        }
        self.settle_question(body.question);
    }

    fn take_practice_kinds(&mut self, taken: &Taken<'_>) -> Result<bool, VaultError> {
        let Taken { entry, head, order } = *taken;
        match head.kind.as_str() {
            "practice" => {
                let body: PracticeBody = parse(entry.json())?;
                let known = Practice::named(&body.practice);
                // A summary has a beginning of its own.
                if known.is_none_or(|practice| practice == Practice::Summary) {
                    return Ok(false);
                }
                self.practices.begin(entry.link, body, taken.text(), moment(head), order);
                self.settle_practice(entry.link);
            }
            "part" => {
                let body: PartBody = parse(entry.json())?;
                let of = body.of;
                self.practices.add(entry.link, body, taken.text(), order);
                // Logs are read one after the other: the end may have come before it.
                self.settle_practice(of);
            }
            "finished" => {
                let FinishedBody { of } = parse(entry.json())?;
                self.practices.finish(of, entry.space, order, moment(head).date_naive());
                self.settle_practice(of);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn take_summary_kinds(&mut self, taken: &Taken<'_>) -> Result<bool, VaultError> {
        let Taken { entry, head, order } = *taken;
        match head.kind.as_str() {
            "summary" if has_known_form(entry)? => {
                let body: SummaryBody = parse(entry.json())?;
                let begun = PracticeBody {
                    practice: Practice::Summary.name().to_owned(),
                    on: body.on,
                    about: String::new(),
                };
                self.summaries.begin(entry.link, body);
                self.practices.begin(entry.link, begun, taken.text(), moment(head), order);
                self.settle_practice(entry.link);
            }
            "frame" if has_known_form(entry)? => {
                self.summaries.frame(parse(entry.json())?, entry, order);
            }
            "proposed" => self.summaries.propose(&parse(entry.json())?, entry, order),
            "approval" => {
                self.summaries.approve(&parse(entry.json())?, moment(head), entry, order);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// What somebody chose counts only from their own Mine.
    fn take_choices(&mut self, taken: &Taken<'_>) -> Result<bool, VaultError> {
        let Taken { entry, head, order } = *taken;
        match head.kind.as_str() {
            "mark" => {
                let body: MarkBody = parse(entry.json())?;
                if taken.is_private() {
                    self.choices.mark(entry.author, body, order);
                }
            }
            "depth" => {
                let body: DepthBody = parse(entry.json())?;
                if taken.is_private() {
                    self.choices.depth(entry.author, &body, order);
                }
            }
            "own" => {
                let own: Own = parse(entry.json())?;
                self.choices.add(entry.link, taken.text(), own, order);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn take_structure(&mut self, taken: &Taken<'_>) -> Result<bool, VaultError> {
        let Taken { entry, head, order } = *taken;
        match head.kind.as_str() {
            "space" => {
                let body: SpaceReaders = parse(entry.json())?;
                self.take_readers(entry, body, order)?;
            }
            "key" => {
                let KeyInUse { key, retires } = parse(entry.json())?;
                self.keys_in_use.entry(entry.space).or_default().insert(key);
                self.keys_begun.entry(key).or_insert(entry.id);
                // A key goes out of use only for another one, and only in its own space.
                for old in retires.into_iter().filter(|old| *old != key) {
                    let by = self.retired.entry((entry.space, old)).or_default();
                    by.entry(entry.author).or_insert(moment(head));
                }
            }
            "rotated" => {
                let Rotated { keys } = parse(entry.json())?;
                // Only its author says so, in Mine.
                if taken.is_private() {
                    self.rotated.extend(keys.into_iter().map(|key| (entry.author, key)));
                }
            }
            "restored" => self.take_restored(entry, parse(entry.json())?, order),
            "pin" | "slots" | "told" | "accepted" | "lost" | "card" | "ended" => {}
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// Whether this version knows the form of a summary.
fn has_known_form(entry: &Entry) -> Result<bool, VaultError> {
    let TemplateFacts { template } = parse(entry.json())?;
    Ok(Template::named(&template).is_some())
}
