//! What is read in a journal, in the same lines as what must be there.

use crate::files::{read as read_file, some_bytes};
use duologue_core::journal::{DraftBody, JournalError, Page, Sitting, Space};
use std::collections::BTreeSet;

/// Words, short enough to be shown where something is amiss.
fn short(text: &str) -> String {
    let beginning: String = text.chars().take(24).collect();
    format!("{beginning:?} {:.8}", blake3::hash(text.as_bytes()).to_hex().as_str())
}

pub(super) fn page_line(
    ours: bool,
    texts: impl Iterator<Item = String>,
    files: impl Iterator<Item = String>,
) -> String {
    let texts: Vec<String> = texts.map(|text| short(&text)).collect();
    let mut files: Vec<String> = files.collect();
    files.sort();
    let space = if ours { "Ours" } else { "Mine" };
    format!("{space}: {}; {}", texts.join(", "), files.join(", "))
}

pub(super) fn draft_line(text: &str) -> String {
    format!("draft {}", short(text))
}

/// What file number `n` holds.
pub fn bytes_of(n: u64, length: usize) -> Vec<u8> {
    some_bytes(length, n as u8)
}

/// How file number `n` is called.
pub fn file_name(n: u64) -> String {
    format!("file {n}")
}

pub(super) fn file_line(n: u64, length: usize) -> String {
    file(&file_name(n), &bytes_of(n, length))
}

fn file(name: &str, bytes: &[u8]) -> String {
    format!("{name} {} {:.8}", bytes.len(), blake3::hash(bytes).to_hex().as_str())
}

/// Everything that somebody reads: pages with all their versions and files, drafts, how many pages
/// were taken back, and whether new keys are unfinished.
///
/// # Errors
/// Those of whatever does not open.
pub fn read(sitting: &Sitting) -> Result<BTreeSet<String>, JournalError> {
    let (marks, pages): (Vec<_>, Vec<_>) =
        sitting.pages()?.into_iter().partition(|page| page.head.taken_back);
    let mut lines = BTreeSet::from([format!("{} taken back", marks.len())]);
    let count = pages.len();
    let pages = pages.iter().map(|page| read_page(sitting, page));
    let pages = pages.collect::<Result<BTreeSet<_>, _>>()?;
    assert_eq!(pages.len(), count, "no page is there twice");
    lines.extend(pages);
    for draft in sitting.drafts()? {
        let DraftBody::Page { text, .. } = draft.body else { panic!("another kind of draft") };
        lines.insert(draft_line(&text));
    }
    lines.extend(sitting.keys_unfinished().map(|_| "keys unfinished".to_owned()));
    Ok(lines)
}

fn read_page(sitting: &Sitting, page: &Page) -> Result<String, JournalError> {
    let texts = page.versions.iter().map(|version| version.text.clone());
    let mut files = Vec::new();
    for kept in sitting.attachments(page.head.id)? {
        files.push(file(&kept.name, &read_file(sitting, page.head.id, kept.id)?));
    }
    let ours = page.head.space == Space::Ours;
    Ok(page_line(ours, texts.chain([page.text.clone()]), files.into_iter()))
}

/// What is there and should not be, and what should be and is not.
pub fn shows(expected: &BTreeSet<String>, found: &BTreeSet<String>) -> String {
    let gone = expected.difference(found).map(|line| format!("  - {line}\n"));
    let more = found.difference(expected).map(|line| format!("  + {line}\n"));
    gone.chain(more).collect()
}
