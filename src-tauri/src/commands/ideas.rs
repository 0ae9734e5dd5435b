//! Ideas for time together, content of one's own, and how deep questions go.

use super::writing::changed;
use crate::convert::id;
use crate::failure::{Done, refuse};
use crate::shapes::{Depth, FailureCode, LibraryQuestion, Mark, MarkedIdea, Own, OwnContent};
use crate::shell::{Seat, Shell};
use tauri::{AppHandle, State};

/// Marks an idea, in Mine.
#[tauri::command(async)]
pub(crate) fn mark_idea(shell: State<'_, Shell>, idea: String, mark: Mark) -> Done<()> {
    Ok(shell.open().alone()?.mark_idea(&idea, mark.into())?)
}

/// My own marks.
#[tauri::command(async)]
pub(crate) fn marked_ideas(shell: State<'_, Shell>) -> Done<Vec<MarkedIdea>> {
    let marks = shell.open().alone()?.marked_ideas();
    Ok(marks.into_iter().map(|(idea, mark)| MarkedIdea { idea, mark: mark.into() }).collect())
}

/// While both are here: what both would like, or might.
#[tauri::command(async)]
pub(crate) fn mutual_ideas(shell: State<'_, Shell>) -> Done<Vec<String>> {
    Ok(shell.open().together()?.mutual_ideas())
}

/// Our own ideas; on one's own turn also one's own questions.
#[tauri::command(async)]
pub(crate) fn own_content(shell: State<'_, Shell>) -> Done<Vec<OwnContent>> {
    let open = shell.open();
    let all = super::journal::with_here!(&open.seat, sitting => sitting.own_content())?;
    Ok(all.into_iter().map(Into::into).collect())
}

/// Adds an idea to Ours, or a question to Mine.
#[tauri::command(async)]
pub(crate) fn add_own(
    app: AppHandle,
    shell: State<'_, Shell>,
    author: String,
    own: Own,
) -> Done<String> {
    let author = id(&author)?;
    let mut open = shell.open();
    let added = match &mut open.seat {
        Seat::Alone(sitting) if sitting.me() == author => sitting.add_own(own.into())?,
        Seat::Alone(_) => return refuse(FailureCode::NotYours),
        Seat::Together(sitting) => sitting.add_own(author, own.into())?,
        Seat::Closed | Seat::Locked(_) | Seat::OnlyOurs(_) => {
            return refuse(FailureCode::Locked);
        }
    };
    changed(&app);
    Ok(added.to_string())
}

/// How deep I want questions to go.
#[tauri::command(async)]
pub(crate) fn depth(shell: State<'_, Shell>) -> Done<Depth> {
    Ok(shell.open().alone()?.depth().into())
}

/// Chooses how deep questions go for me, in Mine.
#[tauri::command(async)]
pub(crate) fn choose_depth(shell: State<'_, Shell>, depth: Depth) -> Done<()> {
    Ok(shell.open().alone()?.choose_depth(depth.into())?)
}

/// Of a library, by id, what has not been on the table, or has rested for long.
#[tauri::command(async)]
pub(crate) fn rested_questions(
    shell: State<'_, Shell>,
    library: Vec<LibraryQuestion>,
) -> Done<Vec<String>> {
    let library: Vec<_> = library.into_iter().map(Into::into).collect();
    Ok(shell.open().alone()?.rested_questions(&library))
}

/// While both are here: draws a question of the library, by id.
#[tauri::command(async)]
pub(crate) fn draw_question(
    shell: State<'_, Shell>,
    library: Vec<LibraryQuestion>,
) -> Done<Option<String>> {
    let library: Vec<_> = library.into_iter().map(Into::into).collect();
    Ok(shell.open().together()?.draw_question(&library))
}
