//! Pages for oneself: chosen ones for a talk of one's own, and a range of days as a book.

use super::journal::{with_here, with_reader};
use super::paper::{self, What};
use super::slowly;
use crate::convert::{Labels, book_of, day, link};
use crate::failure::{Done, refuse};
use crate::press::{self, Pressed};
use crate::shapes::{self, BookChoice, BookMade, FailureCode, Job, NotesChoice, PageHead, Preview};
use crate::shell::{Open, Seat, Shell, Step};
use chrono::NaiveDate;
use duologue_chosen::Setting;
use duologue_core::Link;
use duologue_core::journal::{self, PageKind, Practice, Space, TimelineFilter};
use duologue_core::vault::VaultError;
use duologue_paper::press::Order;
use duologue_paper::{Book, ChosenPage, Notes, Sheet, Standing, Words};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use tauri::{AppHandle, Manager, State};

/// Pages of one space in a period, oldest first.
fn pages_of(
    open: &Open,
    space: Space,
    (from, to): (NaiveDate, NaiveDate),
) -> Done<Vec<journal::PageHead>> {
    // What is in Mine is its owner's alone: not looked at while both are here.
    if space == Space::Mine && matches!(open.seat, Seat::Together(_) | Seat::OnlyOurs(_)) {
        return refuse(FailureCode::BadInput);
    }
    let filter =
        TimelineFilter { space: Some(space), until: Some(to), ..TimelineFilter::default() };
    let found = with_reader!(&open.seat, sitting => sitting.timeline(&filter, None, usize::MAX));
    let fits = |head: &journal::PageHead| {
        head.on >= from && head.space == space && !head.taken_back && head.kind != PageKind::Newer
    };
    Ok(found.heads.into_iter().rev().filter(fits).collect())
}

fn names(open: &Open, space: Space) -> Done<Vec<(duologue_core::Id, String)>> {
    let faces = with_reader!(&open.seat, sitting => sitting.faces())?;
    let here = open.here();
    let counts = |id: &duologue_core::Id| space != Space::Mine || here.contains(id);
    let named = faces.into_iter().filter(|(id, _)| counts(id));
    Ok(named.map(|(id, face)| (id, face.label)).collect())
}

fn setting<'a>(
    open: &Open,
    words: &'a BTreeMap<String, String>,
    language: &str,
) -> Done<Setting<Labels<'a>>> {
    let names = names(open, Space::Ours)?.into_iter().collect();
    Ok(Setting { names, wording: Labels(words), paper: Words::of(language) })
}

fn set_page(
    open: &Open,
    head: &journal::PageHead,
    setting: &Setting<Labels<'_>>,
) -> Done<ChosenPage> {
    if head.kind == PageKind::Practice(Practice::Summary) {
        let summary = with_reader!(&open.seat, sitting => sitting.summary(head.id))?;
        return Ok(setting.summary(&summary));
    }
    Ok(setting.page(with_reader!(&open.seat, sitting => sitting.page(head.id))?))
}

/// Pages of one space in a period, oldest first.
#[tauri::command(async)]
pub(crate) fn printable_pages(
    shell: State<'_, Shell>,
    space: shapes::Space,
    from: String,
    to: String,
) -> Done<Vec<PageHead>> {
    let pages = pages_of(&shell.open(), space.into(), (day(&from)?, day(&to)?))?;
    Ok(pages.into_iter().map(Into::into).collect())
}

/// Sets chosen pages under the name of who stands behind them; what is shown is what prints.
#[tauri::command]
pub(crate) async fn notes_preview(app: AppHandle, choice: NotesChoice) -> Done<Preview> {
    slowly(move || {
        let shell = app.state::<Shell>();
        let (sheet, seated) = {
            let open = shell.open();
            (Sheet::Notes(notes(&open, &choice)?), open.seated)
        };
        paper::show(&shell, (&sheet, seated), What::Notes, (choice.paper, &choice.language))
    })
    .await
}

fn notes(open: &Open, choice: &NotesChoice) -> Done<Notes> {
    let (from, to) = (day(&choice.from)?, day(&choice.to)?);
    let wanted = choice.pages.iter().map(|page| link(page)).collect::<Done<Vec<Link>>>()?;
    let space = choice.space.into();
    let setting = setting(open, &choice.labels, &choice.language)?;
    let mut entries = Vec::new();
    // Only pages of this space can be chosen, whatever the window asks for.
    let heads = pages_of(open, space, (from, to))?;
    for head in heads.into_iter().filter(|head| wanted.contains(&head.id)) {
        entries.push(set_page(open, &head, &setting)?);
    }
    let names = names(open, space)?;
    Ok(Notes {
        made: with_here!(&open.seat, sitting => sitting.today()),
        from,
        to,
        standing: standing_of(space, names.len()),
        names: names.into_iter().map(|(_, name)| name).collect(),
        entries,
    })
}

/// Pages of Ours speak for both once there are two, and nobody approved them here.
fn standing_of(space: Space, partners: usize) -> Standing {
    match space {
        Space::Ours if partners > 1 => Standing::NotApproved,
        Space::Ours | Space::Before | Space::Mine => Standing::ByOne,
    }
}

/// Sets a range of days as a book and saves it, where the person says. Reading and setting tell
/// how far they are and can be stopped; setting is done by a process of its own for that.
#[tauri::command]
pub(crate) async fn make_book(
    app: AppHandle,
    choice: BookChoice,
    name: String,
) -> Done<Option<BookMade>> {
    slowly(move || {
        let shell = app.state::<Shell>();
        let period = (day(&choice.from)?, day(&choice.to)?);
        let space = Space::from(choice.space);
        let seated = {
            let open = shell.open();
            pages_of(&open, space, period)?;
            open.seated
        };
        let Some(target) = paper::ask_where(&app, &name)? else { return Ok(None) };
        let step = Step::begin(&app, Job::Book);
        let sheet = Sheet::Book(book(&shell, &choice, (space, period), &mut step.watch())?);
        let BookChoice { language, paper, .. } = choice;
        let order = Order { sheet, language, paper: paper.into() };
        step.goes_on(Job::BookSetting, 0, 0);
        let writing = |pages| step.goes_on(Job::BookWriting, pages, pages);
        let Pressed { pdf, missing } = press::set(order, || step.go_on().is_err(), writing)?;
        let open = shell.open();
        if matches!(open.seat, Seat::Closed | Seat::Locked(_)) {
            return refuse(FailureCode::Locked);
        }
        if open.seated != seated {
            return refuse(FailureCode::OthersHere);
        }
        drop(open);
        Ok(Some(BookMade { place: target.write(&pdf)?, missing }))
    })
    .await
}

/// Reads the pages one by one, so that locking never waits for all of them.
fn book(
    shell: &Shell,
    choice: &BookChoice,
    (space, (from, to)): (Space, (NaiveDate, NaiveDate)),
    watch: &mut impl FnMut(u64, u64) -> ControlFlow<()>,
) -> Done<Book> {
    let heads = pages_of(&shell.open(), space, (from, to))?;
    let setting = setting(&shell.open(), &choice.labels, &choice.language)?;
    let mut entries: Vec<ChosenPage> = Vec::new();
    let total = heads.len() as u64;
    for head in heads {
        if watch(entries.len() as u64, total).is_break() {
            return Err(VaultError::Cancelled.into());
        }
        entries.push(set_page(&shell.open(), &head, &setting)?);
    }
    let open = shell.open();
    Ok(Book {
        title: choice.title.clone(),
        names: names(&open, space)?.into_iter().map(|(_, name)| name).collect(),
        from,
        to,
        made: with_reader!(&open.seat, sitting => sitting.today()),
        of: book_of(space),
        entries,
    })
}

#[cfg(test)]
mod tests {
    use super::{Space, Standing, standing_of};

    #[test]
    fn pages_of_ours_are_notes_by_one_only_while_there_is_one() {
        assert_eq!(standing_of(Space::Ours, 2), Standing::NotApproved, "they speak for both");
        assert_eq!(standing_of(Space::Ours, 1), Standing::ByOne, "nobody else is there");
        assert_eq!(standing_of(Space::Mine, 1), Standing::ByOne, "they are one's own");
    }
}
