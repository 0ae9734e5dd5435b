//! `summary`: pages of Ours of a period as a PDF, marked as not yet approved.

use crate::arguments::Summary;
use crate::failure::{Code, Failure};
use crate::interrupt::careful;
use crate::output::remark;
use crate::pages::all;
use crate::passphrase::Passphrases;
use crate::pdf;
use crate::visit;
use crate::wording::Catalogues;
use duologue_chosen::Setting;
use duologue_core::journal::{PageHead, PageKind, Practice, Sitting, Space};
use duologue_paper::{Notes, Sheet, Standing, Words};

/// Typesets every page of Ours from one day to another, oldest first.
pub fn make(summary: &Summary, passphrases: &Passphrases) -> Result<(), Failure> {
    if summary.from > summary.to {
        return Err(Failure::new(Code::Usage, "--from is after --to"));
    }
    pdf::refuse_existing(&summary.pdf)?;
    let opened = visit::ask(&summary.journal, &summary.label, passphrases)?;
    let content = visit::sit(&summary.journal, &opened, |sitting| content(sitting, summary))?;
    if content.entries.is_empty() {
        remark("There is nothing in Ours in this period; the page has only its frame.");
    }
    let bytes = pdf::of(&Sheet::Notes(content), summary.paper)?;
    careful(|| pdf::save(&summary.pdf, &bytes))
}

fn content(sitting: &Sitting, asked: &Summary) -> Result<Notes, Failure> {
    let faces = sitting.faces()?;
    let names: Vec<String> = faces.iter().map(|(_, face)| face.label.clone()).collect();
    let standing = if names.len() < 2 { Standing::ByOne } else { Standing::NotApproved };
    let names_of = faces.into_iter().map(|(id, face)| (id, face.label)).collect();
    let (wording, paper) = (Catalogues::read(), Words::of(pdf::LANGUAGE));
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
