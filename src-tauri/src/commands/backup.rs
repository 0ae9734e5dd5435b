//! Backups: exporting one, and those that make themselves.

use super::journal::with_here;
use super::opening::with_extension;
use super::slowly;
use crate::automatic;
use crate::convert::{file_name, place};
use crate::failure::{Done, refuse};
use crate::shapes::{AutomaticBackups, BackupMade, FailureCode, Job};
use crate::shell::{Seat, Shell, Step};
use crate::this_computer::LastBackup;
use duologue_core::Surroundings;
use duologue_core::system::System;
use duologue_core::vault::VaultError;
use std::path::PathBuf;
use tauri::{AppHandle, Manager, State};
use tauri_plugin_dialog::DialogExt;

pub(crate) const EXTENSION: &str = "duologue-backup";

/// Asks for the place of a new file, for which `name` is suggested.
pub(super) fn ask_where(app: &AppHandle, name: &str, extension: &str) -> Done<Option<PathBuf>> {
    let name = file_name(name, extension)?;
    let dialog = app.dialog().file().set_file_name(name).add_filter("Duologue", &[extension]);
    let Some(chosen) = dialog.blocking_save_file() else { return Ok(None) };
    let path = with_extension(chosen.into_path().map_err(|_| VaultError::Missing)?, extension);
    if path.exists() {
        return refuse(FailureCode::AlreadyExists);
    }
    Ok(Some(path))
}

/// Asks for a backup.
pub(super) fn ask_which(app: &AppHandle) -> Done<Option<PathBuf>> {
    let dialog = app.dialog().file().add_filter("Duologue", &[EXTENSION]);
    let Some(chosen) = dialog.blocking_pick_file() else { return Ok(None) };
    Ok(Some(chosen.into_path().map_err(|_| VaultError::Missing)?))
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
