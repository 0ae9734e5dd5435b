//! Practices by steps.

use super::writing::changed;
use crate::convert::{id, link, pressed};
use crate::failure::{Done, refuse};
use crate::shapes::{BegunPractice, Draft, FailureCode, Page, PageHead, Practice};
use crate::shell::{Open, Seat, Shell};
use duologue_core::Id;
use duologue_core::journal::Sitting;
use tauri::{AppHandle, State};

/// The sitting of `author`, who must be the one who is here.
pub(super) fn mine(sitting: &mut Sitting, author: Id) -> Done<&mut Sitting> {
    if sitting.me() == author { Ok(sitting) } else { refuse(FailureCode::NotYours) }
}

/// Does one thing for `author`, whoever else is here.
macro_rules! by {
    ($open:expr, $author:expr, $me:ident => $alone:expr, $both:ident => $together:expr) => {
        match &mut $open.seat {
            Seat::Alone(sitting) => {
                let $me = mine(sitting, $author)?;
                $alone?
            }
            Seat::Together($both) => $together?,
            Seat::Closed | Seat::Locked(_) | Seat::OnlyOurs(_) => {
                return refuse(FailureCode::Locked);
            }
        }
    };
}
pub(super) use by;

fn one(open: &Open, of: duologue_core::Link) -> Done<BegunPractice> {
    Ok(super::journal::with_here!(&open.seat, sitting => sitting.begun_practice(of))?.into())
}

/// Practices that were begun and are no page yet, the oldest first.
#[tauri::command(async)]
pub(crate) fn practices(shell: State<'_, Shell>) -> Done<Vec<BegunPractice>> {
    let open = shell.open();
    let begun = super::journal::with_here!(&open.seat, sitting => sitting.begun_practices())?;
    Ok(begun.into_iter().map(Into::into).collect())
}

/// One practice, and what may be done next.
#[tauri::command(async)]
pub(crate) fn practice(shell: State<'_, Shell>, of: String) -> Done<BegunPractice> {
    one(&shell.open(), link(&of)?)
}

/// Begins a practice for both.
#[tauri::command(async)]
pub(crate) fn begin_practice(
    app: AppHandle,
    shell: State<'_, Shell>,
    author: String,
    practice: Practice,
    about: String,
) -> Done<BegunPractice> {
    let (author, which) = (id(&author)?, practice.into());
    let mut open = shell.open();
    let of = by!(open, author,
        me => me.begin_practice(which, &about),
        both => both.begin_practice(author, which, &about));
    changed(&app);
    one(&open, of)
}

/// What `author` has written for a practice and neither said nor sealed: asked for behind their
/// curtain only.
#[tauri::command(async)]
pub(crate) fn part_drafts(shell: State<'_, Shell>, author: String, of: String) -> Done<Vec<Draft>> {
    let (author, of) = (id(&author)?, link(&of)?);
    let mut open = shell.open();
    let drafts = by!(open, author,
        me => me.part_drafts(of),
        both => both.part_drafts(author, of));
    Ok(drafts.into_iter().map(Into::into).collect())
}

/// What `author` has begun to say in one step; what they prepared for themselves stays away.
#[tauri::command(async)]
pub(crate) fn step_draft(
    shell: State<'_, Shell>,
    author: String,
    of: String,
    step: String,
) -> Done<Option<Draft>> {
    let (author, of) = (id(&author)?, link(&of)?);
    let mut open = shell.open();
    let draft = by!(open, author,
        me => me.step_draft(of, &step),
        both => both.step_draft(author, of, &step));
    Ok(draft.map(Into::into))
}

/// Whether one of both has sealed: asked for behind their curtain only.
#[tauri::command(async)]
pub(crate) fn has_sealed(shell: State<'_, Shell>, author: String, of: String) -> Done<bool> {
    Ok(shell.open().together()?.has_sealed(id(&author)?, link(&of)?)?)
}

/// Says what a draft of a step holds, signed by its author.
#[tauri::command(async)]
pub(crate) fn say_part(
    app: AppHandle,
    shell: State<'_, Shell>,
    author: String,
    draft: String,
) -> Done<BegunPractice> {
    let (author, draft) = (id(&author)?, id(&draft)?);
    let mut open = shell.open();
    let begun = by!(open, author,
        me => me.say_part(draft),
        both => both.say_part(author, draft));
    changed(&app);
    Ok(begun.into())
}

/// Seals what `author` wrote apart.
#[tauri::command(async)]
pub(crate) fn seal_parts(
    app: AppHandle,
    shell: State<'_, Shell>,
    author: String,
    of: String,
) -> Done<BegunPractice> {
    let (author, of) = (id(&author)?, link(&of)?);
    let mut open = shell.open();
    let begun = by!(open, author,
        me => me.seal_parts(of),
        both => both.seal_parts(author, of));
    changed(&app);
    Ok(begun.into())
}

/// Takes back what I sealed, silently.
#[tauri::command(async)]
pub(crate) fn unseal_parts(
    app: AppHandle,
    shell: State<'_, Shell>,
    of: String,
) -> Done<BegunPractice> {
    let begun = shell.open().alone()?.unseal_parts(link(&of)?)?;
    changed(&app);
    Ok(begun.into())
}

/// Opens one step of what both have sealed.
#[tauri::command(async)]
pub(crate) fn open_parts(
    app: AppHandle,
    shell: State<'_, Shell>,
    of: String,
    step: String,
    pressed: Vec<String>,
) -> Done<BegunPractice> {
    let pressed = self::pressed(&pressed)?;
    let begun = shell.open().together()?.open_parts(link(&of)?, &step, &pressed)?;
    changed(&app);
    Ok(begun.into())
}

/// Pauses for so many minutes, 20 to 1,440.
#[tauri::command(async)]
pub(crate) fn pause_practice(
    app: AppHandle,
    shell: State<'_, Shell>,
    of: String,
    minutes: u32,
) -> Done<BegunPractice> {
    let begun = shell.open().together()?.pause_practice(link(&of)?, minutes)?;
    changed(&app);
    Ok(begun.into())
}

/// Makes a page of a practice.
#[tauri::command(async)]
pub(crate) fn finish_practice(
    app: AppHandle,
    shell: State<'_, Shell>,
    of: String,
) -> Done<PageHead> {
    let of = link(&of)?;
    let mut open = shell.open();
    let page = super::journal::with_here!(&mut open.seat, sitting => {
        sitting.finish_practice(of).and_then(|()| sitting.page(of))
    })?;
    changed(&app);
    Ok(page.head.into())
}

/// Puts a practice away in which nothing was said.
#[tauri::command(async)]
pub(crate) fn put_away_practice(app: AppHandle, shell: State<'_, Shell>, of: String) -> Done<()> {
    let of = link(&of)?;
    let mut open = shell.open();
    super::journal::with_here!(&mut open.seat, sitting => sitting.put_away_practice(of))?;
    changed(&app);
    Ok(())
}

/// What `author` saved for the sit-down: asked for behind their curtain only.
#[tauri::command(async)]
pub(crate) fn saved_noticed(shell: State<'_, Shell>, author: String) -> Done<Vec<Page>> {
    let author = id(&author)?;
    let mut open = shell.open();
    let saved = by!(open, author,
        me => me.saved_noticed(),
        both => both.saved_noticed(author));
    Ok(saved.into_iter().map(Into::into).collect())
}

/// Gives what one of both saved for the sit-down: a copy in Ours.
#[tauri::command(async)]
pub(crate) fn give_noticed(
    app: AppHandle,
    shell: State<'_, Shell>,
    author: String,
    page: String,
) -> Done<Page> {
    let (author, page) = (id(&author)?, link(&page)?);
    let mut open = shell.open();
    let both = open.together()?;
    let copy = both.give_noticed(author, page)?;
    let given = both.page(copy)?.into();
    changed(&app);
    Ok(given)
}

/// Makes a page in Mine of what I did alone.
#[tauri::command(async)]
pub(crate) fn keep_alone(app: AppHandle, shell: State<'_, Shell>, draft: String) -> Done<PageHead> {
    let mut open = shell.open();
    let sitting = open.alone()?;
    let page = sitting.keep_alone(id(&draft)?)?;
    let head = sitting.page(page)?.head.into();
    changed(&app);
    Ok(head)
}
