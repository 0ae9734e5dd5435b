//! `summary`: pages of Ours of a period as a PDF, marked as not yet approved.

use crate::arguments::{PaperSize, Summary};
use crate::failure::{Code, Failure};
use crate::interrupt::careful;
use crate::output::remark;
use crate::pages::all;
use crate::passphrase::Passphrases;
use crate::visit;
use crate::wording::Catalogues;
use duologue_chosen::Setting;
use duologue_core::journal::{PageHead, PageKind, Practice, Sitting, Space};
use duologue_core::vault::VaultError;
use duologue_paper::{Notes, Paper, Sheet, Standing, Words, typeset};
use std::io::{self, Write};
use std::path::Path;

/// The language of this program, and so of its paper.
const LANGUAGE: &str = "en";

/// Typesets every page of Ours from one day to another, oldest first.
pub fn make(summary: &Summary, passphrases: &Passphrases) -> Result<(), Failure> {
    if summary.from > summary.to {
        return Err(Failure::new(Code::Usage, "--from is after --to"));
    }
    if summary.pdf.symlink_metadata().is_ok() {
        return Err(VaultError::AlreadyExists.into());
    }
    let opened = visit::ask(&summary.journal, &summary.label, passphrases)?;
    let content = visit::sit(&summary.journal, &opened, |sitting| content(sitting, summary))?;
    if content.entries.is_empty() {
        remark("There is nothing in Ours in this period; the page has only its frame.");
    }
    let pdf = typeset_pdf(content, summary.paper)?;
    careful(|| save(&summary.pdf, &pdf)).map_err(|error| Failure::of_disk("write the PDF", error))
}

fn content(sitting: &Sitting, asked: &Summary) -> Result<Notes, Failure> {
    let faces = sitting.faces()?;
    let names: Vec<String> = faces.iter().map(|(_, face)| face.label.clone()).collect();
    let standing = if names.len() < 2 { Standing::ByOne } else { Standing::NotApproved };
    let names_of = faces.into_iter().map(|(id, face)| (id, face.label)).collect();
    let (wording, paper) = (Catalogues::read(), Words::of(LANGUAGE));
    let setting = Setting { names: names_of, wording, paper };
    let printed = |head: &PageHead| {
        head.space == Space::Ours
            && (asked.from..=asked.to).contains(&head.on)
            && !head.taken_back
            && head.kind != PageKind::Newer
    };
    let mut entries = Vec::new();
    for head in all(sitting).into_iter().rev().filter(printed) {
        entries.push(match head.kind {
            PageKind::Practice(Practice::Summary) => setting.summary(&sitting.summary(head.id)?),
            _ => setting.page(sitting.page(head.id)?),
        });
    }
    Ok(Notes {
        names,
        made: sitting.today(),
        from: asked.from,
        to: asked.to,
        // Only the app asks both, over the exact pages.
        standing,
        entries,
    })
}

fn typeset_pdf(content: Notes, size: PaperSize) -> Result<Vec<u8>, Failure> {
    let paper = match size {
        PaperSize::A4 => Paper::A4,
        PaperSize::Letter => Paper::Letter,
    };
    let unprinted = |error: duologue_paper::PaperError| {
        Failure::new(Code::Other, format!("cannot typeset: {error}"))
    };
    let sheets = typeset(&Sheet::Notes(content), &Words::of(LANGUAGE), paper).map_err(unprinted)?;
    let missing = sheets.missing();
    if !missing.is_empty() {
        remark(&format!(
            "No font here has these letters, they print as empty boxes: {}",
            missing.join(" ")
        ));
    }
    sheets.pdf().map_err(unprinted)
}

/// The file appears whole or not at all, readable by its owner, and never in the place of another.
fn save(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder =
        path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file =
        tempfile::Builder::new().prefix(".duologue-").suffix(".partial").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path).map_err(|error| error.error)?;
    Ok(())
}
