//! Writing: drafts, pages, sharing, taking back.

use super::journal::with_here;
use crate::convert::{draft_body, id, link};
use crate::failure::{Done, refuse};
use crate::shapes::{Draft, DraftBody, FailureCode, PageHead, SavedDraft};
use crate::shell::{Open, Seat, Shell};
use duologue_core::Link;
use duologue_core::journal::JournalError;
use std::time::{Duration, Instant};
use tauri::{AppHandle, Emitter, State};

/// How long a taken-back page can be brought back.
const UNDO: Duration = Duration::from_secs(120);

/// Tells the window that something in the journal changed.
pub(super) fn changed(app: &AppHandle) {
    // A window that is gone shows nothing that could be old.
    let _ = app.emit_to(crate::window::MAIN, "changed", ());
}

fn head(open: &mut Open, id: Link) -> Done<PageHead> {
    Ok(open.alone()?.page(id)?.head.into())
}

/// What is being written.
#[tauri::command(async)]
pub(crate) fn drafts(shell: State<'_, Shell>) -> Done<Vec<Draft>> {
    let open = shell.open();
    let mut drafts = with_here!(&open.seat, sitting => sitting.drafts())?;
    if let Seat::Alone(sitting) = &open.seat {
        let newer = open.unkept.of(sitting.vault()).filter_map(|draft| sitting.read_draft(draft));
        for draft in newer {
            drafts.retain(|kept| kept.id != draft.id);
            drafts.push(draft);
        }
    }
    Ok(drafts.into_iter().map(Into::into).collect())
}

/// Keeps what is being written, encrypted. What the file cannot take waits in memory.
#[tauri::command(async)]
pub(crate) fn save_draft(
    shell: State<'_, Shell>,
    id: Option<String>,
    author: String,
    body: DraftBody,
) -> Done<SavedDraft> {
    let known = id.as_deref().map(self::id).transpose()?;
    let (author, body) = (self::id(&author)?, draft_body(body)?);
    let mut open = shell.open();
    let draft = match &mut open.seat {
        Seat::Alone(sitting) if sitting.me() == author => sitting.encrypt_draft(known, body)?,
        Seat::Alone(_) => return refuse(FailureCode::NotYours),
        Seat::Together(sitting) => sitting.encrypt_draft(author, known, body)?,
        Seat::Closed | Seat::Locked(_) | Seat::OnlyOurs(_) => {
            return refuse(FailureCode::Locked);
        }
    };
    let id = draft.id();
    let kept = with_here!(&open.seat, sitting => sitting.keep_draft(&draft));
    let unkept = match kept {
        Ok(()) => {
            open.unkept.forget(id);
            None
        }
        Err(error) => {
            open.unkept.hold(draft);
            Some(error.into())
        }
    };
    Ok(SavedDraft { id: id.to_string(), unkept })
}

/// Throws a draft away.
#[tauri::command(async)]
pub(crate) fn discard_draft(app: AppHandle, shell: State<'_, Shell>, id: String) -> Done<()> {
    let id = self::id(&id)?;
    let mut open = shell.open();
    let waited = open.unkept.forget(id);
    let discarded = with_here!(&mut open.seat, sitting => sitting.discard_draft(id));
    drop(open);
    // What only waited was never in the file.
    discarded.or_else(|error| match error {
        JournalError::NoSuchPage if waited => Ok(()),
        error => Err(error),
    })?;
    changed(&app);
    Ok(())
}

/// Makes a page of a draft: keeps it, puts it in Ours, or edits.
#[tauri::command(async)]
pub(crate) fn finish_draft(app: AppHandle, shell: State<'_, Shell>, id: String) -> Done<PageHead> {
    finish(&app, &shell, &id, false)
}

/// Gives a thing noticed: puts it in Ours.
#[tauri::command(async)]
pub(crate) fn give_draft(app: AppHandle, shell: State<'_, Shell>, id: String) -> Done<PageHead> {
    finish(&app, &shell, &id, true)
}

/// Keeps a thing noticed in Mine, to be given at the weekly sit-down.
#[tauri::command(async)]
pub(crate) fn save_for_sit_down(
    app: AppHandle,
    shell: State<'_, Shell>,
    id: String,
) -> Done<PageHead> {
    let mut open = shell.open();
    let page = open.alone()?.save_for_sit_down(self::id(&id)?)?;
    let head = head(&mut open, page)?;
    changed(&app);
    Ok(head)
}

fn finish(app: &AppHandle, shell: &Shell, id: &str, give: bool) -> Done<PageHead> {
    let mut open = shell.open();
    let page = open.alone()?.finish_draft(self::id(id)?, give)?;
    let head = head(&mut open, page)?;
    changed(app);
    Ok(head)
}

/// Drafts that have no place any more, as one draft of a page in Mine that says `text`.
#[tauri::command(async)]
pub(crate) fn free_drafts(shell: State<'_, Shell>, ids: Vec<String>, text: String) -> Done<Draft> {
    let ids = ids.iter().map(|id| self::id(id)).collect::<Done<Vec<_>>>()?;
    Ok(shell.open().alone()?.free_drafts(&ids, &text)?.into())
}

/// What I wrote in one place that is not there any more, as a draft of a page in Mine that says `text`.
#[tauri::command(async)]
pub(crate) fn free_left(shell: State<'_, Shell>, of: String, text: String) -> Done<Draft> {
    Ok(shell.open().alone()?.free_left(link(&of)?, &text)?.into())
}

/// A draft to edit a page with.
#[tauri::command(async)]
pub(crate) fn start_edit(shell: State<'_, Shell>, id: String) -> Done<Draft> {
    Ok(shell.open().alone()?.start_edit(link(&id)?)?.into())
}

/// Copies a page of Mine to Ours.
#[tauri::command(async)]
pub(crate) fn share_page(app: AppHandle, shell: State<'_, Shell>, id: String) -> Done<PageHead> {
    let mut open = shell.open();
    let copy = open.alone()?.share_page(link(&id)?)?;
    let head = head(&mut open, copy)?;
    changed(&app);
    Ok(head)
}

/// Takes back or deletes a page, a question on the table, or an idea or a question of one's own:
/// out of sight now, erased in two minutes or at lock.
#[tauri::command(async)]
pub(crate) fn erase_page(app: AppHandle, shell: State<'_, Shell>, id: String) -> Done<()> {
    let id = link(&id)?;
    let mut open = shell.open();
    open.alone()?.hide_page(id)?;
    let Open { seat, unkept, .. } = &mut *open;
    if let Seat::Alone(sitting) = seat {
        unkept.forget_if(|draft| sitting.read_draft(draft).is_some_and(|draft| draft.is_of(id)));
    }
    open.erasing.push((id, Instant::now() + UNDO));
    changed(&app);
    Ok(())
}

/// Brings back what was just taken back or deleted.
#[tauri::command(async)]
pub(crate) fn undo_erase(app: AppHandle, shell: State<'_, Shell>, id: String) -> Done<()> {
    let id = link(&id)?;
    let mut open = shell.open();
    if !open.erasing.iter().any(|(hidden, _)| *hidden == id) {
        return refuse(FailureCode::NoSuchPage);
    }
    open.alone()?.show_page(id);
    open.erasing.retain(|(hidden, _)| *hidden != id);
    changed(&app);
    Ok(())
}
