//! From the core's types to what crosses to the window, and back.

use crate::failure::{Done, refuse};
use crate::shapes;
use chrono::NaiveDate;
use duologue_core::crypto::SlotKind;
use duologue_core::journal::{self, Alarm, Cover, DraftBody, PageKind, ReplyKind, Space};
use duologue_core::practice::{LeftWords, MyAnswer, TableQuestion};
use duologue_core::vault::Face;
use duologue_core::{Id, Link};
use std::path::Path;

mod check;
mod name;
mod paper;
mod practice;
mod summary;

pub(crate) use name::{disk_name, shown_name};
pub(crate) use paper::{Labels, book_of};
pub(crate) use practice::pressed;
use practice::words;
pub(crate) use summary::{frame, frame_shape, sheet_of, summary};

/// Reads an id the window sent back.
pub(crate) fn id(text: &str) -> Done<Id> {
    Id::parse(text).map_or_else(|| refuse(shapes::FailureCode::BadInput), Ok)
}

/// Reads a page's id the window sent back.
pub(crate) fn link(text: &str) -> Done<Link> {
    Link::parse(text).map_or_else(|| refuse(shapes::FailureCode::NoSuchPage), Ok)
}

/// Reads a day.
pub(crate) fn day(text: &str) -> Done<NaiveDate> {
    text.parse().map_or_else(|_| refuse(shapes::FailureCode::BadInput), Ok)
}

/// A name the window suggests for a file: words, and no way to another folder.
pub(crate) fn plain_name(name: &str) -> Done<String> {
    const LONGEST: usize = 80;
    let strange = |c: char| c.is_control() || matches!(c, '/' | '\\' | ':');
    let fits = (1..=LONGEST).contains(&name.chars().count());
    if !fits || name.trim() != name || name.starts_with('.') || name.contains(strange) {
        return refuse(shapes::FailureCode::BadInput);
    }
    Ok(name.to_owned())
}

/// The same, with its extension.
pub(crate) fn file_name(name: &str, extension: &str) -> Done<String> {
    Ok(format!("{}.{extension}", plain_name(name)?))
}

/// A file as people see it.
pub(crate) fn place(path: &Path) -> shapes::FilePlace {
    let text = |part: Option<&std::ffi::OsStr>| {
        part.map(|p| p.to_string_lossy().into_owned()).unwrap_or_default()
    };
    shapes::FilePlace {
        name: text(path.file_stem()),
        folder: text(path.parent().map(Path::as_os_str)),
        sample: None,
    }
}

/// The name serde gives a unit variant, and the variant a name stands for.
fn word<T: serde::Serialize>(value: T) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

fn from_word<T: serde::de::DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

impl shapes::NewPartner {
    pub(crate) fn face(&self) -> Face {
        Face { label: self.label.clone(), colour: word(&self.colour), shape: word(&self.shape) }
    }
}

/// A face; one with an ink or mark of a newer version gets the plainest.
pub(crate) fn face((partner, face): (Id, Face)) -> shapes::Face {
    shapes::Face {
        partner: partner.to_string(),
        label: face.label,
        colour: from_word(&face.colour).unwrap_or(shapes::Colour::Stone),
        shape: from_word(&face.shape).unwrap_or(shapes::Shape::Pebble),
    }
}

impl From<Alarm> for shapes::Notice {
    fn from(alarm: Alarm) -> Self {
        let name = |author: Option<Id>| author.map(|author| author.to_string());
        match alarm {
            Alarm::PutBack => Self::PutBack,
            Alarm::Damaged(changes) => Self::Damaged { changes },
            Alarm::GrantGone => Self::GrantGone,
            Alarm::NewKeyslot(slot) => Self::NewKeyslot {
                kit: slot.kind != SlotKind::Passphrase,
                made: slot.made.to_rfc3339(),
            },
            Alarm::KeyslotGone => Self::KeyslotGone,
            Alarm::OlderFile { changes } => Self::OlderFile { changes },
            Alarm::Restored { by, made, changes } => {
                Self::Restored { by: by.to_string(), made: made.to_rfc3339(), changes }
            }
            Alarm::MissingEnd { author, changes } => {
                Self::MissingEnd { author: name(author), changes }
            }
            Alarm::Rewritten { author } => Self::Rewritten { author: name(author) },
            Alarm::Unwitnessed { changes } => Self::Unwitnessed { changes },
            Alarm::OldKeyslot => Self::OldKeyslot,
            Alarm::UnknownKey => Self::UnknownKey,
            Alarm::OldGrant => Self::OldGrant,
            // The window has no words of its own for it yet; what is said of the other is true.
            Alarm::OtherCard => Self::OtherCard,
            Alarm::NewCard => Self::NewCard,
        }
    }
}

impl From<Space> for shapes::Space {
    fn from(space: Space) -> Self {
        match space {
            Space::Mine => Self::Mine,
            Space::Ours => Self::Ours,
            Space::Before => Self::Before,
        }
    }
}

impl From<shapes::Space> for Space {
    fn from(space: shapes::Space) -> Self {
        match space {
            shapes::Space::Mine => Self::Mine,
            shapes::Space::Ours => Self::Ours,
            shapes::Space::Before => Self::Before,
        }
    }
}

impl From<journal::PageHead> for shapes::PageHead {
    fn from(head: journal::PageHead) -> Self {
        Self {
            id: head.id.to_string(),
            space: head.space.into(),
            authors: head.authors.iter().map(Id::to_string).collect(),
            kind: match head.kind {
                PageKind::Page => shapes::PageKind::Page,
                PageKind::Noticed => shapes::PageKind::Noticed,
                PageKind::InnerWorld => shapes::PageKind::InnerWorld,
                PageKind::Practice(_) => shapes::PageKind::Practice,
                PageKind::Newer => shapes::PageKind::Newer,
            },
            practice: match head.kind {
                PageKind::Practice(practice) => Some(practice.into()),
                _ => None,
            },
            on: head.on.to_string(),
            at: head.at.to_rfc3339(),
            edited: head.edited.map(|at| at.to_rfc3339()),
            tags: head.tags,
            excerpt: head.excerpt,
            first: head
                .first
                .map(|first| shapes::FirstStep { step: first.step, choice: first.choice }),
            taken_back: head.taken_back,
            has_photo: head.has_photo,
            has_file: head.has_file,
        }
    }
}

impl From<journal::Noticed> for shapes::Noticed {
    fn from(noticed: journal::Noticed) -> Self {
        Self { did: noticed.did, says: noticed.says, meant: noticed.meant }
    }
}

impl From<shapes::Noticed> for journal::Noticed {
    fn from(noticed: shapes::Noticed) -> Self {
        Self { did: noticed.did, says: noticed.says, meant: noticed.meant }
    }
}

impl From<journal::Page> for shapes::Page {
    fn from(page: journal::Page) -> Self {
        let answer = |a: journal::OpenedAnswer| shapes::OpenedAnswer {
            author: a.author.to_string(),
            text: a.text,
            in_person: a.in_person,
        };
        let reply = |r: journal::Reply| shapes::Reply {
            author: r.author.to_string(),
            kind: match r.kind {
                ReplyKind::Receive => shapes::ReplyKind::Receive,
                ReplyKind::Comment => shapes::ReplyKind::Comment,
            },
            text: r.text,
            at: r.at.to_rfc3339(),
        };
        let version = |v: journal::Version| shapes::Version {
            at: v.at.to_rfc3339(),
            text: v.text,
            tags: v.tags,
            on: v.on.to_string(),
        };
        Self {
            head: page.head.into(),
            text: page.text,
            noticed: page.noticed.map(Into::into),
            question: page.question,
            answers: page.answers.into_iter().map(answer).collect(),
            replies: page.replies.into_iter().map(reply).collect(),
            practice: page.practice.map(Into::into),
            versions: page.versions.into_iter().map(version).collect(),
            shared_as: page.shared_as.map(|copy| copy.to_string()),
        }
    }
}

impl From<TableQuestion> for shapes::TableQuestion {
    fn from(asked: TableQuestion) -> Self {
        Self {
            id: asked.id.to_string(),
            text: asked.text,
            library: asked.library,
            author: asked.author.to_string(),
            mine: asked.mine.map(|mine| match mine {
                MyAnswer::None => shapes::MyAnswer::None,
                MyAnswer::Draft => shapes::MyAnswer::Draft,
                MyAnswer::Sealed => shapes::MyAnswer::Sealed,
            }),
            openable: asked.openable,
        }
    }
}

impl From<DraftBody> for shapes::DraftBody {
    fn from(body: DraftBody) -> Self {
        match body {
            DraftBody::Page { page, ours, on, text, tags } => Self::Page {
                page: page.map(|page| page.to_string()),
                space: if ours { shapes::Space::Ours } else { shapes::Space::Mine },
                on: on.to_string(),
                text,
                tags,
            },
            DraftBody::Noticed { noticed } => Self::Noticed { noticed: noticed.into() },
            DraftBody::Answer { question, text, in_person } => {
                Self::Answer { question: question.to_string(), text, in_person }
            }
            DraftBody::Reply { question, text } => {
                Self::Reply { question: question.to_string(), text }
            }
            DraftBody::Part { of, step, turn, words } => {
                Self::Part { of: of.to_string(), step, turn, words: words.into() }
            }
            DraftBody::Alone { practice, about, parts } => Self::Alone {
                practice: practice.into(),
                about,
                parts: parts.into_iter().map(|(step, words)| (step, words.into())).collect(),
            },
        }
    }
}

impl From<journal::Draft> for shapes::Draft {
    fn from(draft: journal::Draft) -> Self {
        Self {
            id: draft.id.to_string(),
            author: draft.author.to_string(),
            at: draft.at.to_rfc3339(),
            body: draft.body.into(),
        }
    }
}

impl From<LeftWords> for shapes::LeftWords {
    fn from(left: LeftWords) -> Self {
        let bodies = left.bodies.into_iter().map(Into::into).collect();
        Self { of: left.of.to_string(), bodies, said: left.said }
    }
}

/// Reads what is being written.
pub(crate) fn draft_body(body: shapes::DraftBody) -> Done<DraftBody> {
    Ok(match body {
        shapes::DraftBody::Page { page, space, on, text, tags } => DraftBody::Page {
            page: page.as_deref().map(link).transpose()?,
            ours: space != shapes::Space::Mine,
            on: day(&on)?,
            text,
            tags,
        },
        shapes::DraftBody::Noticed { noticed } => DraftBody::Noticed { noticed: noticed.into() },
        shapes::DraftBody::Answer { question, text, in_person } => {
            DraftBody::Answer { question: link(&question)?, text, in_person }
        }
        shapes::DraftBody::Reply { question, text } => {
            DraftBody::Reply { question: link(&question)?, text }
        }
        shapes::DraftBody::Part { of, step, turn, words } => {
            DraftBody::Part { of: link(&of)?, step, turn, words: self::words(words)? }
        }
        shapes::DraftBody::Alone { practice, about, parts } => DraftBody::Alone {
            practice: practice.into(),
            about,
            parts: parts
                .into_iter()
                .map(|(step, words)| Ok((step, self::words(words)?)))
                .collect::<Done<_>>()?,
        },
    })
}

/// Reads what the timeline is to show.
pub(crate) fn filter(filter: shapes::TimelineFilter) -> Done<journal::TimelineFilter> {
    Ok(journal::TimelineFilter {
        space: filter.space.map(Into::into),
        tag: filter.tag,
        until: filter.until.as_deref().map(day).transpose()?,
        photo: filter.photo,
    })
}

impl From<Cover> for shapes::Cover {
    fn from(cover: Cover) -> Self {
        match cover {
            Cover::BegunHere => Self::BegunHere,
            Cover::Covered => Self::Covered,
            Cover::Uncovered => Self::Uncovered,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_suggested_name_is_words_and_leads_nowhere() {
        assert_eq!(
            file_name("Duologue 2026-10-28", "pdf").ok().as_deref(),
            Some("Duologue 2026-10-28.pdf"),
            "the extension is the shell's"
        );
        let endless = "n".repeat(81);
        for name in ["", " ", "..", ".hidden", "../up", "a/b", "a\\b", "c:d", "a\nb", &endless] {
            assert!(file_name(name, "pdf").is_err(), "{name:?} must not reach a dialog");
        }
    }
}
