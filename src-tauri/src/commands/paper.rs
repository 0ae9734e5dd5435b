//! What is set on paper: shown from memory, saved where the person says, handed to the printer.

use super::slowly;
use crate::convert::{file_name, place, plain_name};
use crate::failure::{Done, refuse};
use crate::print;
use crate::shapes::{Failure, FailureCode, FilePlace, Paper, PaperLine, Preview};
use crate::shell::{Open, Seat, Shell};
use duologue_core::Link;
use duologue_core::vault::VaultError;
use duologue_paper::{Sheet, Sheets, Words};
use std::io::Write;
use std::path::{Path, PathBuf};
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::DialogExt;

/// The pages before somebody's eyes.
pub(crate) struct Shown {
    pub(crate) sheets: Sheets,
    what: What,
}

/// What pages show, and so what may be done with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// A summary, and the hash of what stands on it.
    Summary(Link, Link),
    /// A summary with lines that are still being typed: it is only looked at.
    Typed,
    /// Pages for oneself.
    Notes,
}

impl Shown {
    /// Whether the pages may leave the journal.
    fn leaves(&self) -> bool {
        self.what != What::Typed && self.sheets.too_long().is_empty()
    }

    /// The pages as they are approved, if they show exactly this summary.
    ///
    /// # Errors
    /// [`FailureCode::Changed`] when they show anything else, [`FailureCode::TooLong`] when they
    /// need more room than the form has.
    pub(super) fn pages_of(&self, of: Link, content: Link) -> Done<Vec<String>> {
        if self.what != What::Summary(of, content) {
            return refuse(FailureCode::Changed);
        }
        if !self.leaves() {
            return refuse(FailureCode::TooLong);
        }
        Ok((0..self.sheets.page_count()).filter_map(|page| self.sheets.svg(page)).collect())
    }
}

/// Sets `sheet` and keeps it as what is before the person's eyes. Sets without the lock: locking
/// must not wait for it.
pub(super) fn show(
    shell: &Shell,
    sheet: &Sheet,
    what: What,
    (paper, language): (Paper, &str),
) -> Done<Preview> {
    let sheets = duologue_paper::typeset(sheet, &Words::of(language), paper.into())?;
    let mut open = shell.open();
    if matches!(open.seat, Seat::Closed | Seat::Locked(_)) {
        duologue_paper::forget();
        return refuse(FailureCode::Locked);
    }
    open.preview_number += 1;
    let preview = preview(&sheets, open.preview_number);
    open.preview = Some(Shown { sheets, what });
    Ok(preview)
}

fn preview(sheets: &Sheets, number: u64) -> Preview {
    let (width, height) = sheets.size_pt();
    let image =
        |page| print::address(print::page_path(number, page).trim_start_matches('/')).to_string();
    Preview {
        images: (0..sheets.page_count()).map(image).collect(),
        lines: sheets.lines().iter().map(line).collect(),
        missing: sheets.missing().into_iter().map(String::from).collect(),
        too_long: sheets.too_long().to_vec(),
        width,
        height,
    }
}

fn line(line: &duologue_paper::Line) -> PaperLine {
    PaperLine { role: line.role.into(), text: line.text.clone() }
}

/// The pages, if they may leave.
fn leaving(open: &Open) -> Done<&Sheets> {
    match &open.preview {
        Some(shown) if shown.leaves() => Ok(&shown.sheets),
        Some(_) => refuse(FailureCode::TooLong),
        None if matches!(open.seat, Seat::Closed | Seat::Locked(_)) => refuse(FailureCode::Locked),
        None => refuse(FailureCode::BadInput),
    }
}

/// Saves what was last previewed as PDF, where the person says.
#[tauri::command]
pub(crate) async fn paper_save_pdf(app: AppHandle, name: String) -> Done<Option<FilePlace>> {
    slowly(move || {
        let shell = app.state::<Shell>();
        leaving(&shell.open())?;
        let Some(path) = ask_where(&app, &name)? else { return Ok(None) };
        // It may have been locked while the dialog was open: then nothing readable is written.
        let bytes = leaving(&shell.open())?.pdf()?;
        write_whole(&path, &bytes)?;
        Ok(Some(place(&path)))
    })
    .await
}

/// Where a PDF shall lie; `name` is what the dialog suggests.
pub(super) fn ask_where(app: &AppHandle, name: &str) -> Done<Option<PathBuf>> {
    let name = file_name(name, "pdf")?;
    let dialog = app.dialog().file().set_file_name(name).add_filter("PDF", &["pdf"]);
    let Some(chosen) = dialog.blocking_save_file() else { return Ok(None) };
    let chosen = chosen.into_path().map_err(|_| VaultError::Missing)?;
    Ok(Some(super::opening::with_extension(chosen, "pdf")))
}

/// Written where the person said and nowhere else: it is readable, so no copy of it may stay
/// behind under another name. The dialog has asked before replacing a file.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
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
pub(crate) async fn paper_print(app: AppHandle, name: String) -> Done<()> {
    let name = plain_name(&name)?;
    leaving(&app.state::<Shell>().open())?;
    print::open_dialog(&app, name)?;
    Ok(())
}
