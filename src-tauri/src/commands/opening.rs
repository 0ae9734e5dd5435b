//! Making, opening, unlocking and locking a journal.

use super::journal::with_here;
use super::slowly;
use crate::convert::{face, file_name, id, place};
use crate::failure::{Done, refuse};
use crate::lock;
use crate::shapes::{
    Face, Failure, FailureCode, FilePlace, Job, NewPartner, Notice, Situation, Strength,
};
use crate::shell::{Open, Seat, Shell, Step};
use crate::up_to_date;
use crate::window::MAIN;
use chrono::{DateTime, FixedOffset};
use duologue_core::crypto::Cost;
use duologue_core::journal::{Alarm, Journal, JournalError, NewJournal, OpenFor};
use duologue_core::system::System;
use duologue_core::vault::{self, NewMember, Opened, VaultError};
use duologue_core::{Id, passphrase};
use std::path::{Path, PathBuf};
use tauri::{AppHandle, Emitter, Manager, State};
use tauri_plugin_dialog::DialogExt;
use zeroize::Zeroizing;

const EXTENSION: &str = "duologue";

// ── where things stand ───────────────────────────────────────────

/// What the window is in front of.
#[tauri::command(async)]
pub(crate) fn situation(shell: State<'_, Shell>) -> Done<Situation> {
    let mut open = shell.open();
    situation_of(&mut open)
}

pub(super) fn situation_of(open: &mut Open) -> Done<Situation> {
    let sample = open.is_sample.then(|| duologue_sample::PASSPHRASE.to_owned());
    let place = |path: &Path| FilePlace { sample: sample.clone(), ..place(path) };
    let notices = |alarms: Vec<Alarm>| alarms.into_iter().map(Notice::from);
    Ok(match &open.seat {
        Seat::Closed => Situation::Closed {
            refused: open.refused.as_ref().map(|(failure, _)| failure.clone()),
            file: open.refused.as_ref().map(|(_, path)| place(path)),
        },
        Seat::Locked(journal) => Situation::Locked {
            journal: place(journal.path()),
            faces: journal.faces()?.into_iter().map(face).collect(),
            unkept: open.unkept.of(journal.id()).next().is_some(),
        },
        Seat::Alone(sitting) => {
            let (me, partner) = me_and_partner(sitting.faces()?, sitting.me())?;
            Situation::Alone {
                journal: place(sitting.path()),
                me,
                partner,
                notices: notices(sitting.alarms())
                    .chain(sitting.keys_unfinished().map(unfinished))
                    .chain(up_to_date::told(open, sitting.vault()))
                    .collect(),
            }
        }
        Seat::OnlyOurs(sitting) => {
            let (me, partner) = me_and_partner(sitting.faces()?, sitting.me())?;
            Situation::OnlyOurs {
                journal: place(sitting.path()),
                me,
                partner,
                confirmed: sitting.partner_is_confirmed(),
                needs_partner: sitting.needs_partner()?,
                notices: notices(sitting.alarms()).collect(),
            }
        }
        Seat::Together(sitting) => Situation::Together {
            journal: place(sitting.path()),
            here: sitting.faces()?.into_iter().map(face).collect::<Vec<Face>>(),
            notices: notices(sitting.alarms())
                .chain(up_to_date::told(open, sitting.vault()))
                .collect(),
        },
    })
}

fn me_and_partner(faces: Vec<(Id, vault::Face)>, me: Id) -> Done<(Face, Option<Face>)> {
    let (mine, others): (Vec<_>, Vec<_>) = faces.into_iter().partition(|(id, _)| *id == me);
    let Some(mine) = mine.into_iter().next() else { return refuse(FailureCode::NoSuchPerson) };
    Ok((face(mine), others.into_iter().next().map(face)))
}

fn unfinished(since: DateTime<FixedOffset>) -> Notice {
    Notice::KeysUnfinished { since: since.to_rfc3339() }
}

// ── making ───────────────────────────────────────────────────────

/// Asks where a new journal shall lie.
#[tauri::command]
pub(crate) async fn choose_new_file(app: AppHandle, name: String) -> Done<Option<FilePlace>> {
    slowly(move || {
        let name = file_name(&name, EXTENSION)?;
        let dialog = app.dialog().file().set_file_name(name).add_filter("Duologue", &[EXTENSION]);
        let Some(chosen) = dialog.blocking_save_file() else { return Ok(None) };
        let path = with_extension(chosen.into_path().map_err(|_| VaultError::Missing)?, EXTENSION);
        if path.exists() {
            return refuse(FailureCode::AlreadyExists);
        }
        let shown = place(&path);
        app.state::<Shell>().open().chosen_new = Some(path);
        Ok(Some(shown))
    })
    .await
}

/// A file a person named without its extension gets it.
pub(super) fn with_extension(path: PathBuf, extension: &str) -> PathBuf {
    if path.extension().is_some_and(|has| has == extension) {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(extension);
    PathBuf::from(name)
}

/// Makes the journal at the chosen place; its first partner is here then.
#[tauri::command]
pub(crate) async fn make_journal(app: AppHandle, me: NewPartner) -> Done<Situation> {
    slowly(move || {
        let shell = app.state::<Shell>();
        let Some(path) = shell.open().chosen_new.clone() else {
            return refuse(FailureCode::BadInput);
        };
        let step = Step::begin(&app, Job::Unlock);
        let face = me.face();
        let passphrase = checked_passphrase(me)?;
        let mut system = System::default();
        let cost = Cost::measured(&mut system);
        let new = NewJournal::prepare(&face, &passphrase, cost, &mut system)?;
        step.go_on()?;
        let mut open = shell.open();
        close_seat(&shell, &mut open)?;
        let sitting = new.write(&path, shell.computer(), Box::new(system))?;
        open.seat = Seat::Alone(Box::new(sitting));
        open.chosen_new = None;
        shell.this_computer().set_recent(Some(&path));
        situation_of(&mut open)
    })
    .await
}

fn checked_passphrase(new: NewPartner) -> Done<Zeroizing<String>> {
    let NewPartner { label, passphrase, .. } = new;
    let passphrase = Zeroizing::new(passphrase);
    if !passphrase::strength(&passphrase, &[&label, "duologue"]).enough {
        return refuse(FailureCode::BadInput);
    }
    Ok(passphrase)
}

/// Adds the partner who now has the keyboard; the one who was here stays here.
#[tauri::command]
pub(crate) async fn add_partner(
    app: AppHandle,
    partner: NewPartner,
    everything: bool,
) -> Done<Situation> {
    slowly(move || {
        let shell = app.state::<Shell>();
        let step = Step::begin(&app, Job::Unlock);
        let vault = shell.open().alone()?.vault();
        let face = partner.face();
        let passphrase = checked_passphrase(partner)?;
        let mut system = System::default();
        let cost = Cost::measured(&mut system);
        let new = NewMember::make(vault, &face, &passphrase, cost, &mut system)?;
        step.go_on()?;
        let mut open = shell.open();
        let open_for = if everything { OpenFor::Everything } else { OpenFor::FromToday };
        open.alone()?.add_partner(&new, &face, open_for)?;
        situation_of(&mut open)
    })
    .await
}

/// A passphrase of five words.
#[tauri::command(async)]
pub(crate) fn suggest_passphrase() -> String {
    passphrase::suggest(&mut System::default()).to_string()
}

/// How strong a passphrase is.
#[tauri::command(async)]
pub(crate) fn passphrase_strength(passphrase: String, label: String) -> Strength {
    let passphrase = Zeroizing::new(passphrase);
    let found = passphrase::strength(&passphrase, &[&label, "duologue"]);
    Strength { level: found.level, enough: found.enough }
}

// ── opening ──────────────────────────────────────────────────────

/// Asks which journal to open.
#[tauri::command]
pub(crate) async fn open_file(app: AppHandle) -> Done<Option<Situation>> {
    slowly(move || {
        let dialog = app.dialog().file().add_filter("Duologue", &[EXTENSION]);
        let Some(chosen) = dialog.blocking_pick_file() else { return Ok(None) };
        let path = chosen.into_path().map_err(|_| VaultError::Missing)?;
        stand_before(&app.state::<Shell>(), &path).map(Some)
    })
    .await
}

/// Tries the journal again that could not be opened.
#[tauri::command]
pub(crate) async fn open_again(app: AppHandle) -> Done<Situation> {
    slowly(move || {
        let shell = app.state::<Shell>();
        let refused = shell.open().refused.as_ref().map(|(_, path)| path.clone());
        stand_before(&shell, &refused.ok_or(VaultError::Missing)?)
    })
    .await
}

/// Opens a journal, locked, in place of what was open.
fn open_path(shell: &Shell, path: &Path) -> Done<()> {
    let mut open = shell.open();
    close_seat(shell, &mut open)?;
    match Journal::open(path, shell.computer()).and_then(|journal| journal.faces().map(|_| journal))
    {
        Ok(journal) => {
            open.seat = Seat::Locked(journal);
            shell.this_computer().set_recent(Some(path));
            Ok(())
        }
        Err(error) => {
            // What is no journal at all is not offered again at the next start.
            let nothing_there =
                [VaultError::NotAJournal, VaultError::Missing].map(JournalError::Vault);
            if !nothing_there.contains(&error) {
                shell.this_computer().set_recent(Some(path));
            }
            open.refused = Some((error.clone().into(), path.to_owned()));
            Err(error.into())
        }
    }
}

/// Opens a journal and says what the window is in front of then.
pub(super) fn stand_before(shell: &Shell, path: &Path) -> Done<Situation> {
    open_path(shell, path)?;
    situation_of(&mut shell.open())
}

fn close_seat(shell: &Shell, open: &mut Open) -> Done<()> {
    open.forget();
    open.refused = None;
    let closed = match std::mem::take(&mut open.seat) {
        Seat::Closed => Ok(()),
        Seat::Locked(journal) => journal.close(),
        Seat::Alone(sitting) => sitting.lock().and_then(Journal::close),
        Seat::Together(sitting) => sitting.lock().and_then(Journal::close),
        Seat::OnlyOurs(sitting) => sitting.lock().and_then(Journal::close),
    };
    if std::mem::take(&mut open.is_sample) {
        shell.this_computer().sample().throw_away();
    }
    Ok(closed?)
}

/// At the start: the journal that was double-clicked, else the last one.
pub(crate) fn open_at_start(app: &AppHandle, asked: Option<PathBuf>) {
    let shell = app.state::<Shell>();
    shell.this_computer().sample().throw_away();
    let recent = shell.this_computer().recent();
    if let Some(path) = asked.or(recent) {
        // Why it does not open stands in the situation the window asks for.
        let _ = open_path(&shell, &path);
    }
}

/// A journal was double-clicked while the app runs: what is open is locked first.
pub(crate) fn open_from_outside(app: &AppHandle, path: PathBuf) {
    let app = app.clone();
    std::thread::spawn(move || {
        let shell = app.state::<Shell>();
        if is_open(&shell, &path) {
            return;
        }
        lock::lock(&app);
        let _ = open_path(&shell, &path);
        tell_situation(&app, &mut shell.open());
    });
}

/// Tells the window what it is in front of now.
pub(crate) fn tell_situation(app: &AppHandle, open: &mut Open) {
    if let Ok(now) = situation_of(open) {
        // A page that was just torn down asks for itself, should this come too early.
        let _ = app.emit_to(MAIN, "situation", now);
    }
}

fn is_open(shell: &Shell, path: &Path) -> bool {
    let open = shell.open();
    let open_path = match &open.seat {
        Seat::Closed => return false,
        Seat::Locked(journal) => journal.path(),
        Seat::Alone(sitting) => sitting.path(),
        Seat::Together(sitting) => sitting.path(),
        Seat::OnlyOurs(sitting) => sitting.path(),
    };
    std::fs::canonicalize(open_path).ok() == std::fs::canonicalize(path).ok()
}

/// Puts the journal away; the next start shows the welcome.
#[tauri::command(async)]
pub(crate) fn close_journal(shell: State<'_, Shell>) -> Done<Situation> {
    let mut open = shell.open();
    let was_sample = open.is_sample;
    close_seat(&shell, &mut open)?;
    // Whoever looked around in the sample finds their own journal again at the next start.
    if !was_sample {
        shell.this_computer().set_recent(None);
    }
    situation_of(&mut open)
}

/// Makes the sample journal and opens it, locked, in place of what was open.
#[tauri::command]
pub(crate) async fn open_sample(app: AppHandle) -> Done<Situation> {
    slowly(move || {
        let shell = app.state::<Shell>();
        let step = Step::begin(&app, Job::Sample);
        let sample = shell.this_computer().sample();
        close_seat(&shell, &mut shell.open())?;
        sample.begin()?;
        let made = duologue_sample::write(&sample.journal(), sample.computer(), &mut step.watch())
            .map_err(Failure::from)
            .and_then(|()| Ok(Journal::open(&sample.journal(), sample.computer())?));
        let mut open = shell.open();
        // Somebody may have double-clicked a journal meanwhile.
        close_seat(&shell, &mut open)?;
        match made {
            Ok(journal) => {
                open.seat = Seat::Locked(journal);
                open.is_sample = true;
            }
            Err(failure) => {
                sample.throw_away();
                return Err(failure);
            }
        }
        situation_of(&mut open)
    })
    .await
}

// ── unlocking ────────────────────────────────────────────────────

/// Sits the first partner down.
#[tauri::command]
pub(crate) async fn unlock(app: AppHandle, partner: String, passphrase: String) -> Done<Situation> {
    let passphrase = Zeroizing::new(passphrase);
    slowly(move || {
        let shell = app.state::<Shell>();
        let step = Step::begin(&app, Job::Unlock);
        let partner = id(&partner)?;
        let challenge = match &shell.open().seat {
            Seat::Locked(journal) => journal.challenge(partner)?,
            _ => return refuse(FailureCode::BadInput),
        };
        let mut system = System::default();
        let opened = challenge.answer_at_least(&passphrase, Cost::FLOOR, &mut system)?;
        step.go_on()?;
        let mut open = shell.open();
        let journal = match std::mem::take(&mut open.seat) {
            Seat::Locked(journal) => journal,
            other => {
                open.seat = other;
                return refuse(FailureCode::BadInput);
            }
        };
        match journal.unlock(&opened, Box::new(system)) {
            Ok(sitting) => open.seat = Seat::Alone(Box::new(sitting)),
            Err((journal, error)) => {
                open.seat = Seat::Locked(journal);
                return Err(error.into());
            }
        }
        up_to_date::bring(&mut open, &step);
        situation_of(&mut open)
    })
    .await
}

/// Sits the second partner down beside the first.
#[tauri::command]
pub(crate) async fn unlock_second(app: AppHandle, passphrase: String) -> Done<Situation> {
    let passphrase = Zeroizing::new(passphrase);
    slowly(move || {
        let shell = app.state::<Shell>();
        let step = Step::begin(&app, Job::Unlock);
        let challenge = shell.open().alone()?.partner_challenge()?;
        let opened = challenge.answer_at_least(&passphrase, Cost::FLOOR, &mut System::default())?;
        step.go_on()?;
        let mut open = shell.open();
        sit_together(&mut open, &opened)?;
        situation_of(&mut open)
    })
    .await
}

fn sit_together(open: &mut Open, opened: &Opened) -> Done<()> {
    open.forget();
    let sitting = match std::mem::take(&mut open.seat) {
        Seat::Alone(sitting) => sitting,
        other => {
            open.seat = other;
            return refuse(FailureCode::BadInput);
        }
    };
    match sitting.sit_together(opened) {
        Ok(together) => {
            open.seat = Seat::Together(Box::new(together));
            Ok(())
        }
        Err((sitting, error)) => {
            open.seat = Seat::Alone(Box::new(sitting));
            Err(error.into())
        }
    }
}

/// One of both leaves; the other stays.
#[tauri::command(async)]
pub(crate) fn leave(shell: State<'_, Shell>, partner: String) -> Done<Situation> {
    let partner: Id = id(&partner)?;
    let mut open = shell.open();
    open.forget();
    let together = match std::mem::take(&mut open.seat) {
        Seat::Together(together) => together,
        other => {
            open.seat = other;
            return refuse(FailureCode::NeedsBoth);
        }
    };
    match together.leave(partner) {
        Ok(sitting) => open.seat = Seat::Alone(Box::new(sitting)),
        Err((together, error)) => {
            open.seat = Seat::Together(Box::new(together));
            return Err(error.into());
        }
    }
    situation_of(&mut open)
}

/// The person has read what they were told; new ways into their part, and that the journal was
/// restored, are not told again.
#[tauri::command(async)]
pub(crate) fn notices_read(shell: State<'_, Shell>) -> Done<()> {
    let mut open = shell.open();
    let of = with_here!(&mut open.seat, sitting => {
        sitting.alarms_were_read()?;
        sitting.vault()
    });
    up_to_date::was_read(&mut open, of);
    Ok(())
}

/// The person goes on without what they saw once and what is gone.
#[tauri::command(async)]
pub(crate) fn accept_loss(shell: State<'_, Shell>) -> Done<Situation> {
    let mut open = shell.open();
    with_here!(&mut open.seat, sitting => sitting.accept_loss())?;
    situation_of(&mut open)
}

/// Locks now.
#[tauri::command(async)]
pub(crate) fn lock(app: AppHandle) {
    lock::lock(&app);
}

/// Ends the app, whatever waits to be kept.
#[tauri::command(async)]
pub(crate) fn quit(app: AppHandle) {
    app.exit(0);
}

/// Stops the slow step that runs. On the main thread, so that it always gets through.
#[tauri::command]
pub(crate) fn cancel_job(shell: State<'_, Shell>) {
    shell.cancel();
}

/// Somebody is doing something. On the main thread, so that it always gets through.
#[tauri::command]
pub(crate) fn active(shell: State<'_, Shell>) {
    shell.touch();
}
