//! `list` and `read`.

use crate::arguments::{List, Read};
use crate::failure::Failure;
use crate::json::{self, Labels, space_word};
use crate::markdown::{step_heading, told};
use crate::output::{field, plain, print, set_off};
use crate::pages::{Whole, all, find, standing_words};
use crate::passphrase::Passphrases;
use crate::visit;
use duologue_core::journal::{Attachment, PageHead, PageKind};
use std::fmt::Write;
use zeroize::Zeroizing;

/// Lists every page, newest first.
pub fn list(list: &List, passphrases: &Passphrases) -> Result<(), Failure> {
    let opened = visit::ask(&list.journal, &list.label, passphrases)?;
    let text = visit::sit(&list.journal, &opened, |sitting| {
        let (heads, labels) = (all(sitting), Labels::of(sitting.faces()?));
        let text = if list.json { json::list(&heads, &labels)? } else { lines(&heads, &labels) };
        Ok(Zeroizing::new(text))
    })?;
    // Locked by now: a pager may keep us waiting.
    print(&text)
}

/// Prints one page.
pub fn read(read: &Read, passphrases: &Passphrases) -> Result<(), Failure> {
    let opened = visit::ask(&read.journal, &read.label, passphrases)?;
    let text = visit::sit(&read.journal, &opened, |sitting| {
        let page = sitting.page(find(sitting, &read.page)?.id)?;
        let files = sitting.attachments(page.head.id)?;
        let page = Whole::of(page, files, |id| sitting.summary(id))?;
        let labels = Labels::of(sitting.faces()?);
        let text = if read.json { json::page(&page, &labels)? } else { for_people(&page, &labels) };
        Ok(Zeroizing::new(text))
    })?;
    print(&text)
}

fn lines(heads: &[PageHead], labels: &Labels) -> String {
    heads.iter().map(|head| line(head, labels)).collect()
}

fn line(head: &PageHead, labels: &Labels) -> String {
    let excerpt = match (head.taken_back, head.kind) {
        (true, _) => "(taken back)",
        (_, PageKind::Newer) => "(made by a newer version)",
        _ => &head.excerpt,
    };
    let fields = [
        head.id.to_string(),
        space_word(head.space).to_owned(),
        field(&labels.all(&head.authors).join(", ")),
        head.on.to_string(),
        field(&head.tags.join(", ")),
        field(excerpt),
    ];
    fields.join("\t") + "\n"
}

/// Text under headings.
struct Sheet(String);

impl Sheet {
    fn part(&mut self, heading: &str, text: &str) {
        if !text.is_empty() {
            let _ = writeln!(self.0, "\n{}:\n{}", field(heading), set_off(&plain(text), "  "));
        }
    }
}

/// A page as text, whatever it is.
pub fn for_people(Whole { page, files, standing }: &Whole, labels: &Labels) -> String {
    let mut sheet = Sheet(head_lines(&page.head, labels));
    if let Some(standing) = standing {
        let _ = writeln!(sheet.0, "{}", standing_words(*standing));
    }
    if !page.text.is_empty() {
        let _ = writeln!(sheet.0, "\n{}", plain(&page.text).trim_end());
    }
    if let Some(noticed) = &page.noticed {
        sheet.part("What you did", &noticed.did);
        sheet.part("What it says about you", &noticed.says);
        sheet.part("What it meant to me", &noticed.meant);
    }
    sheet.part("Question", page.question.as_deref().unwrap_or_default());
    for answer in &page.answers {
        let text = if answer.in_person { "(told in person)" } else { &answer.text };
        sheet.part(labels.get(answer.author), text);
    }
    for reply in &page.replies {
        sheet
            .part(&format!("{}, {}", labels.get(reply.author), reply.at.date_naive()), &reply.text);
    }
    if let Some(practice) = &page.practice {
        sheet.part("About", &practice.about);
        for part in told(practice) {
            let heading = step_heading(labels.get(part.author), part);
            let _ = writeln!(sheet.0, "\n{}:", field(&heading));
            sheet.0.push_str(&set_off(&plain(&part.words.text), "  "));
        }
        sheet.0.push('\n');
    }
    let files: String = files.iter().map(file_line).collect();
    sheet.part("Files", &files);
    for version in page.versions.iter().rev() {
        sheet.part(&format!("Before the change, as of {}", version.at.date_naive()), &version.text);
    }
    sheet.0
}

/// One file of a page: id, bytes, type, name.
pub fn file_line(file: &Attachment) -> String {
    let Attachment { id, length, media, name, .. } = file;
    format!("{id}\t{length}\t{}\t{}\n", field(media), field(name))
}

fn head_lines(head: &PageHead, labels: &Labels) -> String {
    let mut out = format!(
        "{}\n{}, {}, {}",
        head.id,
        space_word(head.space),
        field(&labels.all(&head.authors).join(" and ")),
        head.on
    );
    for tag in &head.tags {
        let _ = write!(out, ", #{}", field(tag));
    }
    out.push('\n');
    if let Some(edited) = head.edited {
        let _ = writeln!(out, "changed on {}", edited.date_naive());
    }
    if head.taken_back {
        out.push_str("(taken back)\n");
    }
    if head.kind == PageKind::Newer {
        out.push_str("(made by a newer version)\n");
    }
    out
}
