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
/// must not wait for it. `seated` is who was here when it was read: it is for nobody else.
pub(super) fn show(
    shell: &Shell,
    (sheet, seated): (&Sheet, u64),
    what: What,
    (paper, language): (Paper, &str),
) -> Done<Preview> {
    let sheets = duologue_paper::typeset(sheet, &Words::of(language), paper.into())?;
    let mut open = shell.open();
    if matches!(open.seat, Seat::Closed | Seat::Locked(_)) {
        duologue_paper::forget();
        return refuse(FailureCode::Locked);
    }
    if open.seated != seated {
        duologue_paper::forget();
        return refuse(FailureCode::OthersHere);
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use super::*;
    use crate::desk::noor_at_a_new_journal;
    use chrono::NaiveDate;
    use duologue_paper::{Notes, Standing};

    #[test]
    fn what_one_read_alone_is_not_shown_once_somebody_came_while_it_was_set() {
        let folder = tempfile::tempdir().unwrap();
        let shell = Shell::new(folder.path());
        shell.open().seat = Seat::Alone(Box::new(noor_at_a_new_journal(folder.path())));
        let day = NaiveDate::from_ymd_opt(2026, 11, 2).unwrap();
        let sheet = Sheet::Notes(Notes {
            names: vec!["Noor".into()],
            made: day,
            from: day,
            to: day,
            standing: Standing::ByOne,
            entries: Vec::new(),
        });
        let set = |seated| show(&shell, (&sheet, seated), What::Notes, (Paper::A4, "en"));
        let seated = shell.open().seated;
        assert!(set(seated).is_ok(), "nobody came or went");
        // As where the second partner sits down, or one of both leaves.
        shell.open().forget();
        let refused = set(seated).err().map(|failure| failure.code);
        assert_eq!(refused, Some(FailureCode::OthersHere), "it was read for who was here then");
        assert!(shell.open().preview.is_none(), "and nobody saves or prints it now");
    }
}
