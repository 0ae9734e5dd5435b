//! `write`, `edit` and `erase`.

use crate::arguments::{OnePage, PagePrefix, Write};
use crate::failure::{Code, Failure};
use crate::output::{print, remark};
use crate::passphrase::Passphrases;
use crate::visit;
use duologue_core::Link;
use duologue_core::journal::{
    Attachment, JournalError, Page, PageHead, Practice, Sitting, TimelineFilter,
};
use duologue_core::practice::{Standing, Summary};
use duologue_core::vault::{MAX_TEXT, VaultError};
use std::io::{self, IsTerminal, Read};
use zeroize::Zeroizing;

/// Writes a page from stdin; prints its id.
pub fn write(write: &Write, passphrases: &Passphrases) -> Result<(), Failure> {
    let opened = visit::ask(&write.journal, &write.label, passphrases)?;
    let text = text()?;
    let page = visit::sit(&write.journal, &opened, |sitting| {
        let on = write.on.unwrap_or_else(|| sitting.today());
        Ok(sitting.write_page(write.ours, on, &text, &write.tags)?)
    })?;
    print(&format!("{page}\n"))
}

/// Writes a page anew from stdin.
pub fn edit(edit: &OnePage, passphrases: &Passphrases) -> Result<(), Failure> {
    let opened = visit::ask(&edit.journal, &edit.label, passphrases)?;
    let text = text()?;
    visit::sit(&edit.journal, &opened, |sitting| {
        let PageHead { id, on, tags, .. } = find(sitting, &edit.page)?;
        Ok(sitting.edit_page(id, on, &text, &tags)?)
    })
}

/// Erases a page at once; the file is swept before the command ends.
pub fn erase(erase: &OnePage, passphrases: &Passphrases) -> Result<(), Failure> {
    let opened = visit::ask(&erase.journal, &erase.label, passphrases)?;
    visit::sit(&erase.journal, &opened, |sitting| {
        let id = find(sitting, &erase.page)?.id;
        Ok(sitting.erase_page(id)?)
    })
}

/// Every page this partner can read, newest first.
pub fn all(sitting: &Sitting) -> Vec<PageHead> {
    sitting.timeline(&TimelineFilter::default(), None, usize::MAX).heads
}

/// The one page whose id begins so.
pub fn find(sitting: &Sitting, PagePrefix(prefix): &PagePrefix) -> Result<PageHead, Failure> {
    let begins_so = |id: &Link| id.to_string().starts_with(prefix);
    let mut found = all(sitting).into_iter().filter(|head| begins_so(&head.id));
    match (found.next(), found.next()) {
        (Some(page), None) => Ok(page),
        (None, _) if sitting.problems().is_empty() => Err(JournalError::NoSuchPage.into()),
        (None, _) => Err(Failure::new(
            Code::Damaged,
            "no such page in what is whole of this damaged journal; see verify",
        )),
        _ => Err(Failure::new(Code::NotFound, "more than one page begins so: give more digits")),
    }
}

/// A page as it is read.
pub struct Whole {
    /// All of it.
    pub page: Page,
    /// The files on it.
    pub files: Vec<Attachment>,
    /// Of a counselling summary, who stands behind what it says.
    pub standing: Option<Standing>,
}

impl Whole {
    /// `page`, with its files, and with what `summary` says of one.
    pub fn of(
        page: Page,
        files: Vec<Attachment>,
        summary: impl Fn(Link) -> Result<Summary, JournalError>,
    ) -> Result<Self, JournalError> {
        let is_summary = page.practice.as_ref().is_some_and(|of| of.practice == Practice::Summary);
        let standing = match is_summary {
            true => Some(summary(page.head.id)?.standing()),
            false => None,
        };
        Ok(Self { page, files, standing })
    }

    /// All pages that one partner can read.
    pub fn all(sitting: &Sitting) -> Result<Vec<Self>, JournalError> {
        let pages = sitting.pages()?.into_iter();
        let whole = |page: Page| {
            let files = sitting.attachments(page.head.id)?;
            Self::of(page, files, |id| sitting.summary(id))
        };
        pages.map(whole).collect()
    }
}

/// Who stands behind a summary, for people.
pub fn standing_words(standing: Standing) -> &'static str {
    match standing {
        Standing::ByOne => "(notes by one)",
        Standing::NotApproved => "(not yet approved by both)",
        Standing::Approved => "(approved by both)",
    }
}

/// All of stdin, exactly as it came.
fn text() -> Result<Zeroizing<String>, Failure> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        remark("Write the page; Ctrl-D on a new line ends it.");
    }
    let mut bytes = Zeroizing::new(Vec::new());
    let most = MAX_TEXT as u64;
    stdin
        .lock()
        .take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::of_disk("read stdin", error))?;
    if bytes.len() > MAX_TEXT {
        return Err(VaultError::TooLarge.into());
    }
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| Failure::new(Code::Other, "the text on stdin is not UTF-8"))?;
    Ok(Zeroizing::new(text.to_owned()))
}
