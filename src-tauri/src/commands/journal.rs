//! Reading: the timeline, pages, Today.

use crate::convert::{day, filter, link};
use crate::failure::{Done, refuse};
use crate::shapes::{BackupState, FailureCode, Page, Timeline, TimelineFilter, Today, WrittenDay};
use crate::shell::{Seat, Shell};
use duologue_core::Id;
use tauri::State;

const MOST_AT_ONCE: usize = 500;

/// Does the same with whoever is here: one, or both.
macro_rules! with_here {
    ($seat:expr, $sitting:ident => $do:expr) => {
        match $seat {
            Seat::Alone($sitting) => $do,
            Seat::Together($sitting) => $do,
            Seat::Closed | Seat::Locked(_) | Seat::OnlyOurs(_) => {
                return refuse(FailureCode::Locked);
            }
        }
    };
}
pub(crate) use with_here;

/// Does the same with whoever reads: one, both, or somebody with a kit for only Ours.
macro_rules! with_reader {
    ($seat:expr, $sitting:ident => $do:expr) => {
        match $seat {
            Seat::Alone($sitting) => $do,
            Seat::Together($sitting) => $do,
            Seat::OnlyOurs($sitting) => $do,
            Seat::Closed | Seat::Locked(_) => return refuse(FailureCode::Locked),
        }
    };
}
pub(super) use with_reader;

/// A part of the timeline.
#[tauri::command(async)]
pub(crate) fn timeline(
    shell: State<'_, Shell>,
    filter: TimelineFilter,
    after: Option<String>,
    limit: usize,
) -> Done<Timeline> {
    let wanted = self::filter(filter)?;
    let after = after.as_deref().map(link).transpose()?;
    let open = shell.open();
    let (found, tags, has_photos) = with_reader!(&open.seat, sitting => {
        let found = sitting.timeline(&wanted, after, limit.min(MOST_AT_ONCE));
        (found, sitting.tags(), sitting.has_photos())
    });
    Ok(Timeline {
        heads: found.heads.into_iter().map(Into::into).collect(),
        next: found.next.map(|id| id.to_string()),
        tags,
        has_photos,
    })
}

/// Days with writing in a period.
#[tauri::command(async)]
pub(crate) fn written_days(
    shell: State<'_, Shell>,
    from: String,
    to: String,
) -> Done<Vec<WrittenDay>> {
    let (from, to) = (day(&from)?, day(&to)?);
    let open = shell.open();
    let days = with_reader!(&open.seat, sitting => sitting.written_days(from, to));
    let shown = |(on, authors): (chrono::NaiveDate, Vec<Id>)| WrittenDay {
        on: on.to_string(),
        authors: authors.iter().map(Id::to_string).collect(),
    };
    Ok(days.into_iter().map(shown).collect())
}

/// A page, whole.
#[tauri::command(async)]
pub(crate) fn page(shell: State<'_, Shell>, id: String) -> Done<Page> {
    let id = link(&id)?;
    let open = shell.open();
    Ok(with_reader!(&open.seat, sitting => sitting.page(id))?.into())
}

/// What Today shows.
#[tauri::command(async)]
pub(crate) fn today(shell: State<'_, Shell>) -> Done<Today> {
    let open = shell.open();
    let (on, on_this_day) =
        with_here!(&open.seat, sitting => (sitting.today(), sitting.on_this_day()));
    let (sealed, drafts, left) = match &open.seat {
        Seat::Alone(sitting) => {
            let mine = sitting.questions()?;
            let sealed = mine
                .into_iter()
                .filter(|q| q.mine == Some(duologue_core::practice::MyAnswer::Sealed));
            (sealed.collect::<Vec<_>>(), sitting.drafts()?, sitting.left_words())
        }
        Seat::Together(sitting) => {
            let openable = sitting.questions().into_iter().filter(|q| q.openable);
            (openable.collect(), Vec::new(), Vec::new())
        }
        Seat::Closed | Seat::Locked(_) | Seat::OnlyOurs(_) => {
            return refuse(FailureCode::Locked);
        }
    };
    Ok(Today {
        on: on.to_string(),
        on_this_day: on_this_day.map(Into::into),
        sealed: sealed.into_iter().map(Into::into).collect(),
        drafts: drafts.into_iter().map(Into::into).collect(),
        left: left.into_iter().map(Into::into).collect(),
        backup: backup_state(&shell, &open.seat)?,
    })
}

fn backup_state(shell: &Shell, seat: &Seat) -> Done<BackupState> {
    let (vault, tips) = with_here!(seat, sitting => (sitting.vault(), sitting.tips()));
    let computer = shell.this_computer();
    let last = computer.last_backup(vault);
    Ok(BackupState {
        at: last.map(|backup| backup.at.clone()),
        name: last.map(|backup| backup.name.clone()),
        changed_since: last.is_none_or(|backup| backup.tips != tips),
    })
}
