//! What `--json` prints; the shapes are described in README.md.

use crate::failure::{Code, Failure};
use crate::pages::Whole;
use duologue_core::journal::{
    Attachment, Noticed, OpenedAnswer, PageHead, PageKind, Part, PracticePage, Reply, ReplyKind,
    Space, Version, Words,
};
use duologue_core::practice::Standing;
use duologue_core::vault::Face;
use duologue_core::{Id, Link};
use serde::Serialize;
use std::collections::HashMap;

/// Names of partners.
pub struct Labels(HashMap<Id, String>);

impl Labels {
    /// The labels of these faces.
    pub fn of(faces: Vec<(Id, Face)>) -> Self {
        Self(faces.into_iter().map(|(id, face)| (id, face.label)).collect())
    }

    /// The label of a partner.
    pub fn get(&self, partner: Id) -> &str {
        self.0.get(&partner).map_or("", String::as_str)
    }

    /// The labels of several.
    pub fn all(&self, partners: &[Id]) -> Vec<&str> {
        partners.iter().map(|partner| self.get(*partner)).collect()
    }
}

#[derive(Serialize)]
struct HeadJson<'a> {
    id: Link,
    space: &'static str,
    kind: &'static str,
    authors: Vec<&'a str>,
    on: String,
    at: String,
    edited: Option<String>,
    tags: &'a [String],
    taken_back: bool,
}

#[derive(Serialize)]
struct ListedJson<'a> {
    #[serde(flatten)]
    head: HeadJson<'a>,
    excerpt: &'a str,
}

#[derive(Serialize)]
struct PageJson<'a> {
    #[serde(flatten)]
    head: HeadJson<'a>,
    text: &'a str,
    noticed: Option<&'a Noticed>,
    question: Option<&'a str>,
    answers: Vec<AnswerJson<'a>>,
    replies: Vec<ReplyJson<'a>>,
    practice: Option<PracticeJson<'a>>,
    earlier_versions: Vec<VersionJson<'a>>,
    shared_as: Option<Link>,
    attachments: Vec<AttachmentJson<'a>>,
}

#[derive(Serialize)]
struct AttachmentJson<'a> {
    id: Id,
    name: &'a str,
    #[serde(rename = "type")]
    media: &'a str,
    length: u64,
    blake3: Link,
    at: String,
    /// Where it stands in a copy.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
}

#[derive(Serialize)]
struct AnswerJson<'a> {
    author: &'a str,
    text: &'a str,
    in_person: bool,
}

#[derive(Serialize)]
struct ReplyJson<'a> {
    author: &'a str,
    kind: &'static str,
    text: &'a str,
    at: String,
}

#[derive(Serialize)]
struct PracticeJson<'a> {
    about: &'a str,
    standing: Option<&'static str>,
    parts: Vec<PartJson<'a>>,
}

#[derive(Serialize)]
struct PartJson<'a> {
    author: &'a str,
    step: &'a str,
    turn: u32,
    /// The other agreed to exactly this.
    agreed: bool,
    #[serde(flatten)]
    words: &'a Words,
}

#[derive(Serialize)]
struct VersionJson<'a> {
    at: String,
    on: String,
    tags: &'a [String],
    text: &'a str,
}

/// The pages of a list.
pub fn list(heads: &[PageHead], labels: &Labels) -> Result<String, Failure> {
    let listed = |head| ListedJson { head: head_json(head, labels), excerpt: &head.excerpt };
    to_text(&heads.iter().map(listed).collect::<Vec<_>>())
}

/// One page, whole.
pub fn page(page: &Whole, labels: &Labels) -> Result<String, Failure> {
    to_text(&page_json(page, labels, &|_| None))
}

/// The files on a page.
pub fn attachments(files: &[Attachment]) -> Result<String, Failure> {
    to_text(&files.iter().map(|file| attachment_json(file, None)).collect::<Vec<_>>())
}

/// Whole pages, in the order given, each with where `copied` says that its files stand.
pub fn pages(
    pages: &[Whole],
    labels: &Labels,
    copied: &dyn Fn(&Attachment) -> Option<String>,
) -> Result<String, Failure> {
    to_text(&pages.iter().map(|page| page_json(page, labels, copied)).collect::<Vec<_>>())
}

fn page_json<'a>(
    Whole { page, files, standing }: &'a Whole,
    labels: &'a Labels,
    copied: &dyn Fn(&Attachment) -> Option<String>,
) -> PageJson<'a> {
    PageJson {
        head: head_json(&page.head, labels),
        text: &page.text,
        noticed: page.noticed.as_ref(),
        question: page.question.as_deref(),
        answers: page.answers.iter().map(|answer| answer_json(answer, labels)).collect(),
        replies: page.replies.iter().map(|reply| reply_json(reply, labels)).collect(),
        practice: page.practice.as_ref().map(|page| practice_json(page, *standing, labels)),
        earlier_versions: page.versions.iter().map(version_json).collect(),
        shared_as: page.shared_as,
        attachments: files.iter().map(|file| attachment_json(file, copied(file))).collect(),
    }
}

fn attachment_json(file: &Attachment, copied: Option<String>) -> AttachmentJson<'_> {
    AttachmentJson {
        id: file.id,
        name: &file.name,
        media: &file.media,
        length: file.length,
        blake3: file.hash,
        at: file.at.to_rfc3339(),
        file: copied,
    }
}

fn head_json<'a>(head: &'a PageHead, labels: &'a Labels) -> HeadJson<'a> {
    HeadJson {
        id: head.id,
        space: space_word(head.space),
        kind: kind_word(head.kind),
        authors: labels.all(&head.authors),
        on: head.on.to_string(),
        at: head.at.to_rfc3339(),
        edited: head.edited.map(|at| at.to_rfc3339()),
        tags: &head.tags,
        taken_back: head.taken_back,
    }
}

fn answer_json<'a>(answer: &'a OpenedAnswer, labels: &'a Labels) -> AnswerJson<'a> {
    AnswerJson {
        author: labels.get(answer.author),
        text: &answer.text,
        in_person: answer.in_person,
    }
}

fn reply_json<'a>(reply: &'a Reply, labels: &'a Labels) -> ReplyJson<'a> {
    let kind = match reply.kind {
        ReplyKind::Receive => "receive",
        ReplyKind::Comment => "comment",
    };
    ReplyJson {
        author: labels.get(reply.author),
        kind,
        text: &reply.text,
        at: reply.at.to_rfc3339(),
    }
}

fn practice_json<'a>(
    practice: &'a PracticePage,
    standing: Option<Standing>,
    labels: &'a Labels,
) -> PracticeJson<'a> {
    let part = |part: &'a Part| PartJson {
        author: labels.get(part.author),
        step: &part.step,
        turn: part.turn,
        agreed: part.agreed,
        words: &part.words,
    };
    PracticeJson {
        about: &practice.about,
        standing: standing.map(|standing| match standing {
            Standing::ByOne => "by-one",
            Standing::NotApproved => "not-approved",
            Standing::Approved => "approved",
        }),
        parts: practice.parts.iter().map(part).collect(),
    }
}

fn version_json(version: &Version) -> VersionJson<'_> {
    VersionJson {
        at: version.at.to_rfc3339(),
        on: version.on.to_string(),
        tags: &version.tags,
        text: &version.text,
    }
}

/// The word for a space, the same in every output.
pub fn space_word(space: Space) -> &'static str {
    match space {
        Space::Mine => "mine",
        Space::Ours => "ours",
        Space::Before => "before",
    }
}

/// The word for a kind of page.
pub fn kind_word(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Page => "page",
        PageKind::Noticed => "noticed",
        PageKind::InnerWorld => "inner-world",
        PageKind::Practice(practice) => practice.name(),
        PageKind::Newer => "newer",
    }
}

fn to_text(value: &impl Serialize) -> Result<String, Failure> {
    let json = serde_json::to_string_pretty(value)
        .map_err(|_| Failure::new(Code::Other, "this cannot be written as JSON"))?;
    Ok(escaped(&json) + "\n")
}

/// JSON must escape only what is below U+0020; terminals obey DEL and U+0080 to U+009F too.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '\u{7f}'..='\u{9f}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_control_character_is_escaped_and_still_the_same_text() {
        let json = to_text(&"a\u{9b}2J\x1b\x7f").unwrap();
        assert!(
            !json.trim_end().chars().any(char::is_control),
            "a terminal must not see it: {json:?}"
        );
        let back: String = serde_json::from_str(&json).unwrap();
        assert_eq!(back, "a\u{9b}2J\x1b\x7f", "a reader of the JSON must");
    }
}
