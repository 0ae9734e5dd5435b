//! The page for the counsellor: chosen pages of Ours, typeset from memory.

use super::journal::with_here;
use super::slowly;
use crate::convert::{day, file_name, link, place, plain_name};
use crate::failure::{Done, refuse};
use crate::print;
use crate::shapes::{
    Failure, FailureCode, FilePlace, LineRole, PageHead, Paper, PaperLine, Preview, SummaryChoice,
};
use crate::shell::{Open, Seat, Shell};
use chrono::NaiveDate;
use duologue_core::journal::{Page, PageKind, Space, TimelineFilter};
use duologue_core::vault::VaultError;
use duologue_core::{Id, Link};
use duologue_paper::{ChosenKind, ChosenPage, Notes, Sheet, Standing, Words};
use std::collections::HashMap;
use std::io::Write;
use tauri::{AppHandle, Manager, State};
use tauri_plugin_dialog::DialogExt;

fn pages_of_ours(
    open: &Open,
    from: NaiveDate,
    to: NaiveDate,
) -> Done<Vec<duologue_core::journal::PageHead>> {
    let filter = TimelineFilter { space: Some(Space::Ours), until: Some(to), tag: None };
    let found = with_here!(&open.seat, sitting => sitting.timeline(&filter, None, usize::MAX));
    let fits = |head: &duologue_core::journal::PageHead| {
        head.on >= from && head.space == Space::Ours && !head.taken_back && is_printed(head.kind)
    };
    Ok(found.heads.into_iter().rev().filter(fits).collect())
}

/// Pages of Ours in a period, oldest first.
#[tauri::command(async)]
pub(crate) fn summary_pages(
    shell: State<'_, Shell>,
    from: String,
    to: String,
) -> Done<Vec<PageHead>> {
    let pages = pages_of_ours(&shell.open(), day(&from)?, day(&to)?)?;
    Ok(pages.into_iter().map(Into::into).collect())
}

/// Typesets the chosen pages; what is shown is what prints.
#[tauri::command]
pub(crate) async fn summary_preview(app: AppHandle, choice: SummaryChoice) -> Done<Preview> {
    slowly(move || {
        let shell = app.state::<Shell>();
        let sheet = Sheet::Notes(notes(&shell.open(), &choice)?);
        let paper = match choice.paper {
            Paper::A4 => duologue_paper::Paper::A4,
            Paper::Letter => duologue_paper::Paper::Letter,
        };
        // Typeset without the lock: locking must not wait for it.
        let sheets = duologue_paper::typeset(&sheet, &Words::of(&choice.language), paper)?;
        let mut open = shell.open();
        if matches!(open.seat, Seat::Closed | Seat::Locked(_)) {
            duologue_paper::forget();
            return refuse(FailureCode::Locked);
        }
        open.preview_number += 1;
        let number = open.preview_number;
        let (width, height) = sheets.size_pt();
        let preview = Preview {
            images: (0..sheets.page_count()).map(|page| image(number, page)).collect(),
            lines: sheets.lines().iter().map(line).collect(),
            missing: sheets.missing().into_iter().map(String::from).collect(),
            width,
            height,
        };
        open.preview = Some(sheets);
        Ok(preview)
    })
    .await
}

fn image(number: u64, page: usize) -> String {
    print::address(print::page_path(number, page).trim_start_matches('/')).to_string()
}

fn line(line: &duologue_paper::Line) -> PaperLine {
    let role = match line.role {
        duologue_paper::LineRole::Title => LineRole::Title,
        duologue_paper::LineRole::Heading => LineRole::Heading,
        duologue_paper::LineRole::Voice => LineRole::Voice,
        duologue_paper::LineRole::Text => LineRole::Text,
        duologue_paper::LineRole::Note => LineRole::Note,
    };
    PaperLine { role, text: line.text.clone() }
}

fn notes(open: &Open, choice: &SummaryChoice) -> Done<Notes> {
    let (from, to) = (day(&choice.from)?, day(&choice.to)?);
    let wanted = choice.pages.iter().map(|page| link(page)).collect::<Done<Vec<Link>>>()?;
    let faces = with_here!(&open.seat, sitting => sitting.faces())?;
    let labels: HashMap<Id, String> =
        faces.iter().map(|(id, face)| (*id, face.label.clone())).collect();
    let mut entries = Vec::new();
    // Only pages of Ours can be chosen, whatever the window asks for.
    for head in pages_of_ours(open, from, to)?.into_iter().filter(|head| wanted.contains(&head.id))
    {
        let page = with_here!(&open.seat, sitting => sitting.page(head.id))?;
        entries.push(entry(page, &labels));
    }
    let made = with_here!(&open.seat, sitting => sitting.today());
    let names: Vec<String> = faces.into_iter().map(|(_, face)| face.label).collect();
    let standing = if names.len() < 2 { Standing::ByOne } else { Standing::NotApproved };
    Ok(Notes { names, made, from, to, standing, entries })
}

fn entry(page: Page, labels: &HashMap<Id, String>) -> ChosenPage {
    let label = |id: &Id| labels.get(id).cloned().unwrap_or_default();
    let author = page.head.authors.first().map(label).unwrap_or_default();
    let kind = match (page.noticed, page.question) {
        (Some(noticed), _) => {
            ChosenKind::Noticed { did: noticed.did, says: noticed.says, meant: noticed.meant }
        }
        (None, Some(question)) => ChosenKind::InnerWorld {
            question,
            answers: page
                .answers
                .into_iter()
                .map(|answer| duologue_paper::Answer {
                    author: label(&answer.author),
                    markdown: (!answer.in_person).then_some(answer.text),
                })
                .collect(),
        },
        (None, None) => ChosenKind::Page { markdown: page.text },
    };
    ChosenPage { on: page.head.on, author, kind }
}

/// Practices by steps have no form on paper yet.
fn is_printed(kind: PageKind) -> bool {
    !matches!(kind, PageKind::Newer | PageKind::Practice(_))
}

/// Saves what was last previewed as PDF, where the person says.
#[tauri::command]
pub(crate) async fn summary_save_pdf(app: AppHandle, name: String) -> Done<Option<FilePlace>> {
    slowly(move || {
        let shell = app.state::<Shell>();
        if shell.open().preview.is_none() {
            return refuse(FailureCode::BadInput);
        }
        let name = file_name(&name, "pdf")?;
        let dialog = app.dialog().file().set_file_name(name).add_filter("PDF", &["pdf"]);
        let Some(chosen) = dialog.blocking_save_file() else { return Ok(None) };
        let path = super::opening::with_extension(
            chosen.into_path().map_err(|_| VaultError::Missing)?,
            "pdf",
        );
        // It may have been locked while the dialog was open: then nothing readable is written.
        let bytes = match &shell.open().preview {
            Some(sheets) => sheets.pdf()?,
            None => return refuse(FailureCode::Locked),
        };
        write_whole(&path, &bytes)?;
        Ok(Some(place(&path)))
    })
    .await
}

/// Written where the person said and nowhere else: it is readable, so no copy of it may stay
/// behind under another name. The dialog has asked before replacing a file.
pub(super) fn write_whole(path: &std::path::Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut file = std::fs::File::create(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        // Half a page is of no use, and may not be found readable later.
        let _ = std::fs::remove_file(path);
    }
    Ok(written?)
}

/// Opens the system's print dialog for what was last previewed.
#[tauri::command]
pub(crate) async fn summary_print(app: AppHandle, name: String) -> Done<()> {
    let name = plain_name(&name)?;
    if app.state::<Shell>().open().preview.is_none() {
        return refuse(FailureCode::BadInput);
    }
    print::open_dialog(&app, name)?;
    Ok(())
}
