//! What is set on paper: shown from memory, saved where the person says, handed to the printer.

use super::saving::{self, Target};
use super::slowly;
use crate::convert::plain_name;
use crate::failure::{Done, refuse};
use crate::print;
use crate::shapes::{FailureCode, FilePlace, Paper, PaperLine, Preview};
use crate::shell::{Open, Seat, Shell};
use duologue_core::Link;
use duologue_paper::{Sheet, Sheets, Words};
use tauri::{AppHandle, Manager};

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
    /// The sheet of a recovery kit.
    Kit,
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
        missing: sheets.missing(),
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
        let Some(target) = ask_where(&app, &name)? else { return Ok(None) };
        // It may have been locked while the dialog was open: then nothing readable is written.
        let bytes = leaving(&shell.open())?.pdf()?;
        target.write(&bytes).map(Some)
    })
    .await
}

/// Where a PDF shall lie; `name` is what the dialog suggests.
pub(super) fn ask_where(app: &AppHandle, name: &str) -> Done<Option<Target>> {
    saving::ask_where(app, name, ("PDF", "pdf"))
}

/// Opens the system's print dialog for what was last previewed.
#[tauri::command]
pub(crate) async fn paper_print(app: AppHandle, name: String) -> Done<()> {
    let name = plain_name(&name)?;
    leaving(&app.state::<Shell>().open())?;
    print::open_dialog(&app, name)?;
    Ok(())
}
