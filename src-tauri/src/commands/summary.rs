//! The counselling summary: lines, pages to start from, approvals, and the pages as they print.

use super::journal::{with_here, with_reader};
use super::paper::{self, What};
use super::practices::{by, mine};
use super::slowly;
use super::writing::changed;
use crate::convert::{frame, id, link, pressed, sheet_of, summary as shape};
use crate::failure::{Done, refuse};
use crate::shapes::{FailureCode, Job, PageHead, Preview, Summary, SummaryFrame, TypedLine};
use crate::shell::{Open, Seat, Shell, Step};
use duologue_core::Link;
use duologue_core::Surroundings;
use duologue_core::crypto::pages_hash;
use duologue_core::practice;
use duologue_core::system::System;
use tauri::{AppHandle, Manager, State};
use zeroize::Zeroizing;

fn read(open: &Open, of: Link) -> Done<practice::Summary> {
    Ok(with_reader!(&open.seat, sitting => sitting.summary(of))?)
}

/// As the window shows it.
fn told(open: &Open, of: Link) -> Done<Summary> {
    let summary = read(open, of)?;
    let agreed = with_reader!(&open.seat, sitting => sitting.agreed_practice())?;
    Ok(shape(summary, agreed))
}

/// Every summary, the newest first, also those that are pages already.
#[tauri::command(async)]
pub(crate) fn summaries(shell: State<'_, Shell>) -> Done<Vec<Summary>> {
    let open = shell.open();
    let all = with_here!(&open.seat, sitting => sitting.summaries());
    all.into_iter().map(|of| told(&open, of)).collect()
}

/// One summary.
#[tauri::command(async)]
pub(crate) fn summary(shell: State<'_, Shell>, of: String) -> Done<Summary> {
    told(&shell.open(), link(&of)?)
}

/// Begins a summary.
#[tauri::command(async)]
pub(crate) fn begin_summary(
    app: AppHandle,
    shell: State<'_, Shell>,
    author: String,
    frame: SummaryFrame,
) -> Done<Summary> {
    let (author, frame) = (id(&author)?, self::frame(frame)?);
    let mut open = shell.open();
    let of = by!(open, author,
        me => me.begin_summary(&frame),
        both => both.begin_summary(author, &frame));
    changed(&app);
    told(&open, of)
}

/// Sets form, paper, language or period anew.
#[tauri::command(async)]
pub(crate) fn change_frame(
    app: AppHandle,
    shell: State<'_, Shell>,
    author: String,
    of: String,
    frame: SummaryFrame,
) -> Done<Summary> {
    let (author, of, frame) = (id(&author)?, link(&of)?, self::frame(frame)?);
    let mut open = shell.open();
    by!(open, author,
        me => me.change_frame(of, &frame),
        both => both.change_frame(author, of, &frame));
    changed(&app);
    told(&open, of)
}

/// Pages of Ours of the period, which may be proposed to start from; newest first.
#[tauri::command(async)]
pub(crate) fn proposable_pages(shell: State<'_, Shell>, of: String) -> Done<Vec<PageHead>> {
    let of = link(&of)?;
    let open = shell.open();
    let pages = with_here!(&open.seat, sitting => sitting.proposable_pages(of))?;
    Ok(pages.into_iter().map(Into::into).collect())
}

/// Proposes a page, or withdraws one's own proposal.
#[tauri::command(async)]
pub(crate) fn propose_page(
    app: AppHandle,
    shell: State<'_, Shell>,
    author: String,
    of: String,
    page: String,
    yes: bool,
) -> Done<Summary> {
    let (author, of, page) = (id(&author)?, link(&of)?, link(&page)?);
    let mut open = shell.open();
    by!(open, author,
        me => me.propose_page(of, page, yes),
        both => both.propose_page(author, of, page, yes));
    changed(&app);
    told(&open, of)
}

/// Opens what both have written and not shared, when both press.
#[tauri::command(async)]
pub(crate) fn open_lines(
    app: AppHandle,
    shell: State<'_, Shell>,
    of: String,
    pressed: Vec<String>,
) -> Done<Summary> {
    let (of, pressed) = (link(&of)?, self::pressed(&pressed)?);
    let mut open = shell.open();
    open.together()?.open_lines(of, &pressed)?;
    changed(&app);
    told(&open, of)
}

/// Sets a summary as it stands, with lines that are still being typed if there are any; what is
/// shown without those is what prints and what is approved.
#[tauri::command]
pub(crate) async fn summary_preview(
    app: AppHandle,
    of: String,
    typed: Vec<TypedLine>,
) -> Done<Preview> {
    slowly(move || {
        let (of, shell) = (link(&of)?, app.state::<Shell>());
        let (summary, seated) = {
            let open = shell.open();
            (read(&open, of)?, open.seated)
        };
        let what = match typed.is_empty() {
            true => What::Summary(of, summary.hash),
            false => What::Typed,
        };
        let frame = crate::convert::frame_shape(&summary.content.frame);
        let sheet = sheet_of(&summary, &typed)?;
        paper::show(&shell, (&sheet, seated), what, (frame.paper, &frame.language))
    })
    .await
}

/// Approves the pages that are before the person's eyes, with their own passphrase asked again.
#[tauri::command]
pub(crate) async fn approve_summary(
    app: AppHandle,
    author: String,
    of: String,
    passphrase: String,
) -> Done<Summary> {
    let passphrase = Zeroizing::new(passphrase);
    slowly(move || {
        let (author, of, shell) = (id(&author)?, link(&of)?, app.state::<Shell>());
        let step = Step::begin(&app, Job::Approve);
        let challenge = match &shell.open().seat {
            Seat::Alone(sitting) if sitting.me() == author => sitting.own_challenge()?,
            Seat::Alone(_) => return refuse(FailureCode::NotYours),
            Seat::Together(both) => both.own_challenge(author)?,
            Seat::Closed | Seat::Locked(_) | Seat::OnlyOurs(_) => {
                return refuse(FailureCode::Locked);
            }
        };
        let proof = challenge.answer(&passphrase, System::default().free_memory_kib())?;
        step.go_on()?;
        let mut open = shell.open();
        let content = read(&open, of)?.hash;
        let Some(shown) = &open.preview else { return refuse(FailureCode::Changed) };
        let pages = pages_hash(&shown.pages_of(of, content)?);
        by!(open, author,
            me => me.approve_summary(of, content, pages, &proof),
            both => both.approve_summary(author, of, content, pages, &proof));
        changed(&app);
        told(&open, of)
    })
    .await
}
