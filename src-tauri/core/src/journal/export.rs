//! A readable copy of everything one person can read, as Markdown or JSON.

use super::{JournalError, Page, PageKind, Sitting, Space, TimelineFilter};
use crate::vault::VaultError;
use serde::Serialize;
use std::collections::HashMap;

/// How pages are written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// One Markdown file a page.
    Markdown,
    /// One JSON file with everything.
    Json,
}

/// A file of the copy, not yet written anywhere.
pub struct ExportedFile {
    /// Its name: a date and a number, no content.
    pub name: String,
    /// What it holds.
    pub text: zeroize::Zeroizing<String>,
}

#[derive(Serialize)]
struct PageJson<'a> {
    id: String,
    space: &'a str,
    kind: &'a str,
    authors: Vec<&'a str>,
    on: String,
    at: String,
    tags: &'a [String],
    taken_back: bool,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    noticed: Option<&'a super::Noticed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<&'a str>,
    answers: Vec<AnswerJson<'a>>,
    replies: Vec<ReplyJson<'a>>,
    earlier_versions: Vec<VersionJson<'a>>,
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
    text: &'a str,
    at: String,
}

#[derive(Serialize)]
struct VersionJson<'a> {
    at: String,
    on: String,
    text: &'a str,
    tags: &'a [String],
}

impl Sitting {
    /// Everything this partner can read, oldest first, as files to write.
    ///
    /// # Errors
    /// Those of reading a page.
    pub fn export(&self, format: ExportFormat) -> Result<Vec<ExportedFile>, JournalError> {
        let labels: HashMap<_, _> =
            self.faces()?.into_iter().map(|(id, face)| (id, face.label)).collect();
        let label = |id: &crate::Id| labels.get(id).map_or("", String::as_str);
        let heads = self.timeline(&TimelineFilter::default(), None, usize::MAX).heads;
        let mut pages = Vec::with_capacity(heads.len());
        for head in heads.iter().rev() {
            pages.push(self.page(head.id)?);
        }
        match format {
            ExportFormat::Json => {
                let all: Vec<PageJson<'_>> =
                    pages.iter().map(|page| page_json(page, &label)).collect();
                let text = serde_json::to_string_pretty(&all).map_err(|_| VaultError::TooLarge)?;
                Ok(vec![ExportedFile { name: "journal.json".into(), text: text.into() }])
            }
            ExportFormat::Markdown => Ok(pages
                .iter()
                .enumerate()
                .map(|(n, page)| ExportedFile {
                    name: format!("{}-{:05}.md", page.head.on, n + 1),
                    text: markdown(page, &label).into(),
                })
                .collect()),
        }
    }
}

fn space_word(space: Space) -> &'static str {
    match space {
        Space::Mine => "mine",
        Space::Ours => "ours",
        Space::Before => "before",
    }
}

fn kind_word(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Page => "page",
        PageKind::Noticed => "noticed",
        PageKind::InnerWorld => "inner-world",
        PageKind::Newer => "newer",
    }
}

fn page_json<'a>(page: &'a Page, label: &impl Fn(&crate::Id) -> &'a str) -> PageJson<'a> {
    PageJson {
        id: page.head.id.to_string(),
        space: space_word(page.head.space),
        kind: kind_word(page.head.kind),
        authors: page.head.authors.iter().map(label).collect(),
        on: page.head.on.to_string(),
        at: page.head.at.to_rfc3339(),
        tags: &page.head.tags,
        taken_back: page.head.taken_back,
        text: &page.text,
        noticed: page.noticed.as_ref(),
        question: page.question.as_deref(),
        answers: page
            .answers
            .iter()
            .map(|a| AnswerJson { author: label(&a.author), text: &a.text, in_person: a.in_person })
            .collect(),
        replies: page
            .replies
            .iter()
            .map(|r| ReplyJson { author: label(&r.author), text: &r.text, at: r.at.to_rfc3339() })
            .collect(),
        earlier_versions: page
            .versions
            .iter()
            .map(|v| VersionJson {
                at: v.at.to_rfc3339(),
                on: v.on.to_string(),
                text: &v.text,
                tags: &v.tags,
            })
            .collect(),
    }
}

fn markdown<'a>(page: &'a Page, label: &impl Fn(&crate::Id) -> &'a str) -> String {
    let authors: Vec<&str> = page.head.authors.iter().map(label).collect();
    // JSON strings are YAML strings, so no name or tag can break the front matter.
    let quoted = |value: &dyn erased::Json| value.json();
    let mut out = format!(
        "---\nid: {}\nspace: {}\nkind: {}\nauthors: {}\non: {}\nat: {}\ntags: {}\n---\n\n",
        page.head.id,
        space_word(page.head.space),
        kind_word(page.head.kind),
        quoted(&authors),
        page.head.on,
        page.head.at.to_rfc3339(),
        quoted(&page.head.tags),
    );
    if page.head.taken_back {
        out.push_str("(taken back)\n");
    }
    let mut part = |heading: &str, text: &str| {
        if !text.is_empty() {
            out.push_str(&format!("## {heading}\n\n{text}\n\n"));
        }
    };
    if let Some(noticed) = &page.noticed {
        part("What you did", &noticed.did);
        part("What it says about you", &noticed.says);
        part("What it meant to me", &noticed.meant);
    }
    part("Question", page.question.as_deref().unwrap_or_default());
    for answer in &page.answers {
        part(
            label(&answer.author),
            if answer.in_person { "(told in person)" } else { &answer.text },
        );
    }
    for reply in &page.replies {
        part(&format!("{}, {}", label(&reply.author), reply.at.to_rfc3339()), &reply.text);
    }
    if !page.text.is_empty() {
        out.push_str(&page.text);
        out.push('\n');
    }
    for version in &page.versions {
        out.push_str(&format!(
            "\n---\n\nEarlier version, {}:\n\n{}\n",
            version.at.to_rfc3339(),
            version.text
        ));
    }
    out
}

mod erased {
    /// Anything that can be written as JSON.
    pub(super) trait Json {
        fn json(&self) -> String;
    }

    impl<T: serde::Serialize> Json for T {
        fn json(&self) -> String {
            serde_json::to_string(self).unwrap_or_default()
        }
    }
}
