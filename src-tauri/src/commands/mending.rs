//! Putting back what is damaged, out of backups that have it whole.

use super::backup::EXTENSION;
use super::slowly;
use crate::automatic;
use crate::failure::Done;
use crate::shapes::{Job, Mended};
use crate::shell::{Shell, Step};
use duologue_core::journal::{JournalError, Sitting};
use duologue_core::vault::{BackupFile, VaultError};
use std::path::{Path, PathBuf};
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::DialogExt;

/// Out of the backups that were made by themselves, the newest first, until nothing is left.
#[tauri::command]
pub(crate) async fn mend_from_backups(app: AppHandle) -> Done<Mended> {
    slowly(move || {
        let shell = app.state::<Shell>();
        let step = Step::begin(&app, Job::Mend);
        let mut open = shell.open();
        let sitting = open.alone()?;
        let automatic = shell.this_computer().automatic(sitting.vault()).cloned();
        let folder = automatic.ok_or(VaultError::Missing)?.folder;
        if !folder.is_dir() {
            return Err(VaultError::Missing.into());
        }
        let backups = automatic::backups_in(&folder, sitting.vault());
        mend(sitting, backups.into_values().rev(), &step)
    })
    .await
}

/// Out of a backup that is asked for.
#[tauri::command]
pub(crate) async fn mend_from_backup(app: AppHandle) -> Done<Option<Mended>> {
    slowly(move || {
        let shell = app.state::<Shell>();
        let dialog = app.dialog().file().add_filter("Duologue", &[EXTENSION]);
        let Some(chosen) = dialog.blocking_pick_file() else { return Ok(None) };
        let path = chosen.into_path().map_err(|_| VaultError::Missing)?;
        let step = Step::begin(&app, Job::Mend);
        let mut open = shell.open();
        let mended = mend_out_of(&path, open.alone()?, &step)?;
        Ok(Some(Mended::none().and(mended)))
    })
    .await
}

/// One backup after the other. One that cannot be read or is not trusted is passed over: an older
/// one may be whole.
fn mend(
    sitting: &mut Sitting,
    backups: impl Iterator<Item = PathBuf>,
    step: &Step<'_>,
) -> Done<Mended> {
    let mut all = Mended::none();
    for path in backups {
        match mend_out_of(&path, sitting, step) {
            Ok(mended) => all = all.and(mended),
            Err(JournalError::Vault(
                VaultError::Damaged(_)
                | VaultError::NotAuthentic(_)
                | VaultError::NotAJournal
                | VaultError::NewerVersion
                | VaultError::Missing,
            )) => {}
            Err(error) => return Err(error.into()),
        }
        if all.backups > 0 && all.left == 0 {
            break;
        }
    }
    Ok(all)
}

fn mend_out_of(
    path: &Path,
    sitting: &mut Sitting,
    step: &Step<'_>,
) -> Result<duologue_core::vault::Mended, JournalError> {
    sitting.mend(&mut BackupFile::open(path)?, &mut step.watch())
}
