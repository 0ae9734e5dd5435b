//! Backups: exporting one, restoring one into a new file.

use super::journal::with_here;
use super::opening::with_extension;
use super::slowly;
use crate::automatic;
use crate::convert::{face, file_name, id, place};
use crate::failure::{Done, refuse};
use crate::shapes::{
    AutomaticBackups, BackupChosen, BackupMade, BackupTried, FailureCode, Job, Situation,
};
use crate::shell::{Seat, Shell, Step};
use crate::this_computer::LastBackup;
use duologue_core::Surroundings;
use duologue_core::journal;
use duologue_core::system::System;
use duologue_core::vault::{BackupFile, Opened, VaultError};
use std::path::PathBuf;
use tauri::{AppHandle, Manager, State};
use tauri_plugin_dialog::DialogExt;
use zeroize::Zeroizing;

pub(crate) const EXTENSION: &str = "duologue-backup";

fn ask_where(app: &AppHandle, name: &str, extension: &str) -> Done<Option<PathBuf>> {
    let name = file_name(name, extension)?;
    let dialog = app.dialog().file().set_file_name(name).add_filter("Duologue", &[extension]);
    let Some(chosen) = dialog.blocking_save_file() else { return Ok(None) };
    let path = with_extension(chosen.into_path().map_err(|_| VaultError::Missing)?, extension);
    if path.exists() {
        return refuse(FailureCode::AlreadyExists);
    }
    Ok(Some(path))
}

/// Writes a verified backup where the person says.
#[tauri::command]
pub(crate) async fn back_up(app: AppHandle, name: String) -> Done<Option<BackupMade>> {
    slowly(move || {
        let shell = app.state::<Shell>();
        let Some(target) = ask_where(&app, &name, EXTENSION)? else { return Ok(None) };
        let step = Step::begin(&app, Job::Backup);
        let mut open = shell.open();
        let mut watch = step.watch();
        let (made, vault, tips) = with_here!(&mut open.seat, sitting => {
            let made = sitting.back_up(&target, &mut watch)?;
            (made, sitting.vault(), sitting.tips())
        });
        let shown = place(&target);
        let at = System::default().now().to_rfc3339();
        shell
            .this_computer()
            .set_last_backup(vault, LastBackup { at, name: shown.name.clone(), tips });
        Ok(Some(BackupMade {
            place: shown,
            bytes: made.bytes,
            changes: made.changes,
            damaged: made.damaged,
        }))
    })
    .await
}

/// Asks into which folder backups go by themselves from now on, and makes the first one there: a
/// folder that does not work is told now.
#[tauri::command]
pub(crate) async fn begin_automatic_backups(app: AppHandle) -> Done<Option<AutomaticBackups>> {
    slowly(move || {
        let shell = app.state::<Shell>();
        let dialog = app.dialog().file().set_directory(where_to_look(&shell)?);
        let Some(chosen) = dialog.blocking_pick_folder() else { return Ok(None) };
        let folder = chosen.into_path().map_err(|_| VaultError::Missing)?;
        let mut open = shell.open();
        automatic::begin(&shell, &mut open, folder)?;
        automatic_state(&shell, &open.seat)
    })
    .await
}

/// Where the dialog for a folder begins: where backups go now, or beside the journal.
fn where_to_look(shell: &Shell) -> Done<PathBuf> {
    let open = shell.open();
    let (vault, journal) =
        with_here!(&open.seat, sitting => (sitting.vault(), sitting.path().to_owned()));
    let beside = journal.parent().unwrap_or(&journal).to_owned();
    Ok(shell.this_computer().automatic(vault).map_or(beside, |automatic| automatic.folder.clone()))
}

/// No more backups are made by themselves; those there are stay.
#[tauri::command(async)]
pub(crate) fn end_automatic_backups(shell: State<'_, Shell>) -> Done<()> {
    let open = shell.open();
    let vault = with_here!(&open.seat, sitting => sitting.vault());
    shell.this_computer().set_automatic(vault, None).map_err(|error| VaultError::from(error).into())
}

/// Whether and where backups are made by themselves.
#[tauri::command(async)]
pub(crate) fn automatic_backups(shell: State<'_, Shell>) -> Done<Option<AutomaticBackups>> {
    automatic_state(&shell, &shell.open().seat)
}

fn automatic_state(shell: &Shell, seat: &Seat) -> Done<Option<AutomaticBackups>> {
    let vault = with_here!(seat, sitting => sitting.vault());
    let computer = shell.this_computer();
    Ok(computer.automatic(vault).map(|automatic| AutomaticBackups {
        folder: automatic.folder.to_string_lossy().into_owned(),
        problem: automatic.problem,
        damaged: automatic.damaged,
    }))
}

/// Asks which backup to restore.
#[tauri::command]
pub(crate) async fn choose_backup(app: AppHandle) -> Done<Option<BackupChosen>> {
    slowly(move || {
        let dialog = app.dialog().file().add_filter("Duologue", &[EXTENSION]);
        let Some(chosen) = dialog.blocking_pick_file() else { return Ok(None) };
        let path = chosen.into_path().map_err(|_| VaultError::Missing)?;
        let backup = BackupFile::open(&path)?;
        let mut faces = backup.faces();
        faces.sort_by_key(|(id, face)| (face.label.to_lowercase(), *id));
        let shown =
            BackupChosen { place: place(&path), faces: faces.into_iter().map(face).collect() };
        app.state::<Shell>().open().chosen_backup = Some(path);
        Ok(Some(shown))
    })
    .await
}

/// Tries whether the chosen backup can be restored, in a file of our own that is thrown away; says
/// how much was damaged already when it was made.
#[tauri::command]
pub(crate) async fn try_backup(
    app: AppHandle,
    partner: String,
    passphrase: String,
) -> Done<BackupTried> {
    let passphrase = Zeroizing::new(passphrase);
    slowly(move || {
        let shell = app.state::<Shell>();
        let (mut backup, opened) = open_chosen(&app, &partner, &passphrase)?;
        let folder = shell.this_computer().trials();
        // What a crash left there: encrypted, and of no use to anybody.
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).map_err(VaultError::from)?;
        let step = Step::begin(&app, Job::Restore);
        let system = || -> Box<dyn Surroundings> { Box::new(System::default()) };
        let tried = journal::try_restore(&mut backup, &opened, &folder, system, &mut step.watch());
        let _ = std::fs::remove_dir_all(&folder);
        Ok(BackupTried { damaged: tried?.damaged as u64 })
    })
    .await
}

/// The chosen backup, opened with a passphrase of its day.
fn open_chosen(app: &AppHandle, partner: &str, passphrase: &str) -> Done<(BackupFile, Opened)> {
    let Some(path) = app.state::<Shell>().open().chosen_backup.clone() else {
        return refuse(FailureCode::BadInput);
    };
    let backup = BackupFile::open(&path)?;
    let challenge = backup.challenge(id(partner)?)?;
    let step = Step::begin(app, Job::Unlock);
    let opened = challenge.answer(passphrase, System::default().free_memory_kib())?;
    step.go_on()?;
    Ok((backup, opened))
}

/// Restores the chosen backup into a new file, and stands in front of it, locked.
#[tauri::command]
pub(crate) async fn restore_backup(
    app: AppHandle,
    partner: String,
    passphrase: String,
    name: String,
) -> Done<Option<Situation>> {
    let passphrase = Zeroizing::new(passphrase);
    slowly(move || {
        let shell = app.state::<Shell>();
        let (mut backup, opened) = open_chosen(&app, &partner, &passphrase)?;
        let Some(target) = ask_where(&app, &name, "duologue")? else { return Ok(None) };
        {
            let step = Step::begin(&app, Job::Restore);
            let mut watch = step.watch();
            let system = Box::new(System::default());
            journal::restore(&mut backup, &opened, &target, shell.computer(), system, &mut watch)?;
        }
        super::opening::stand_before(&shell, &target).map(Some)
    })
    .await
}
