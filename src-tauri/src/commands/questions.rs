//! Inner world: questions answered apart and opened together.

use super::practices::{by, mine};
use super::writing::changed;
use crate::convert::{id, link};
use crate::failure::{Done, refuse};
use crate::shapes::{Draft, FailureCode, OwnAnswer, Page, TableQuestion};
use crate::shell::{Open, Seat, Shell};
use duologue_core::{Id, Link};
use tauri::{AppHandle, State};

/// Questions on the table, oldest first.
#[tauri::command(async)]
pub(crate) fn questions(shell: State<'_, Shell>) -> Done<Vec<TableQuestion>> {
    Ok(table(&shell.open())?.into_iter().map(Into::into).collect())
}

fn table(open: &Open) -> Done<Vec<duologue_core::practice::TableQuestion>> {
    match &open.seat {
        Seat::Alone(sitting) => Ok(sitting.questions()?),
        Seat::Together(sitting) => Ok(sitting.questions()),
        Seat::Closed | Seat::Locked(_) | Seat::OnlyOurs(_) => refuse(FailureCode::Locked),
    }
}

fn on_table(open: &Open, question: Link) -> Done<TableQuestion> {
    let found = table(open)?.into_iter().find(|asked| asked.id == question);
    found.map_or_else(|| refuse(FailureCode::NoSuchPage), |asked| Ok(asked.into()))
}

/// Puts a question on the table, in the name of `author`, who must be here.
#[tauri::command(async)]
pub(crate) fn put_question(
    app: AppHandle,
    shell: State<'_, Shell>,
    author: String,
    text: String,
    library: Option<String>,
) -> Done<TableQuestion> {
    let author = id(&author)?;
    let mut open = shell.open();
    let question = match &mut open.seat {
        Seat::Alone(sitting) if sitting.me() == author => sitting.put_question(&text, library)?,
        Seat::Alone(_) => return refuse(FailureCode::NotYours),
        Seat::Together(sitting) => sitting.put_question(author, &text, library)?,
        Seat::Closed | Seat::Locked(_) | Seat::OnlyOurs(_) => {
            return refuse(FailureCode::Locked);
        }
    };
    changed(&app);
    on_table(&open, question)
}

/// What `author` has of an answer while both are here: asked for behind their curtain only.
#[tauri::command(async)]
pub(crate) fn own_answer(
    shell: State<'_, Shell>,
    author: String,
    question: String,
) -> Done<OwnAnswer> {
    let own = shell.open().together()?.own_answer(id(&author)?, link(&question)?)?;
    Ok(OwnAnswer { sealed: own.sealed, draft: own.draft.map(Into::into) })
}

/// Seals an answer of `author`.
#[tauri::command(async)]
pub(crate) fn seal_answer(
    app: AppHandle,
    shell: State<'_, Shell>,
    author: String,
    id: String,
) -> Done<TableQuestion> {
    let (author, draft) = (self::id(&author)?, self::id(&id)?);
    let mut open = shell.open();
    let question = by!(open, author,
        me => me.seal_answer(draft),
        both => both.seal_answer(author, draft));
    changed(&app);
    on_table(&open, question)
}

/// Takes a sealed answer back, silently.
#[tauri::command(async)]
pub(crate) fn unseal_answer(
    app: AppHandle,
    shell: State<'_, Shell>,
    question: String,
) -> Done<Draft> {
    let draft = shell.open().alone()?.unseal_answer(link(&question)?)?;
    changed(&app);
    Ok(draft.into())
}

/// Opens both answers at once.
#[tauri::command(async)]
pub(crate) fn open_answers(
    app: AppHandle,
    shell: State<'_, Shell>,
    question: String,
    pressed: Vec<String>,
) -> Done<Page> {
    let pressed = pressed.iter().map(|partner| id(partner)).collect::<Done<Vec<Id>>>()?;
    let page = shell.open().together()?.open_answers(link(&question)?, &pressed)?;
    changed(&app);
    Ok(page.into())
}

/// Turns a reply that was begun into one both can read.
#[tauri::command(async)]
pub(crate) fn reply(app: AppHandle, shell: State<'_, Shell>, draft: String) -> Done<Page> {
    let draft = id(&draft)?;
    let mut open = shell.open();
    let page = match &mut open.seat {
        Seat::Alone(sitting) => sitting.reply(draft)?,
        Seat::Together(sitting) => sitting.reply(draft)?,
        Seat::Closed | Seat::Locked(_) | Seat::OnlyOurs(_) => {
            return refuse(FailureCode::Locked);
        }
    };
    changed(&app);
    Ok(page.into())
}
