//! Putting back what is damaged, out of backups that have it whole.

use super::backup::ask_which;
use super::slowly;
use crate::automatic;
use crate::failure::Done;
use crate::shapes::{Job, Mended};
use crate::shell::{Open, Seat, Shell, Step};
use crate::this_computer::Automatic;
use duologue_core::journal::{JournalError, Sitting};
use duologue_core::vault::{BackupFile, VaultError};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tauri::{AppHandle, Manager};

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
        let mended = mend(sitting, backups.into_values().rev(), &step)?;
        backup_is_due(&shell, &mut open, mended);
        Ok(mended)
    })
    .await
}

/// Out of a backup that is asked for.
#[tauri::command]
pub(crate) async fn mend_from_backup(app: AppHandle) -> Done<Option<Mended>> {
    slowly(move || {
        let shell = app.state::<Shell>();
        let Some(path) = ask_which(&app)? else { return Ok(None) };
        let step = Step::begin(&app, Job::Mend);
        let mut open = shell.open();
        let mended = mend_out_of(&path, open.alone()?, &step)?;
        let mended = Mended::none().and(mended);
        backup_is_due(&shell, &mut open, mended);
        Ok(Some(mended))
    })
    .await
}

/// The newest backup is as damaged as the journal was: the next is made although no log has moved.
fn backup_is_due(shell: &Shell, open: &mut Open, mended: Mended) {
    let Seat::Alone(sitting) = &open.seat else { return };
    let automatic = shell.this_computer().automatic(sitting.vault()).cloned();
    if let Some(automatic) = automatic.filter(|_| mended.brought > 0) {
        let due = Automatic { tips: BTreeMap::new(), ..automatic };
        let _ = shell.this_computer().set_automatic(sitting.vault(), Some(due));
    }
}

/// One backup after the other. One that cannot be read, is not trusted or is not for whoever is here
/// is passed over: an older one may be whole.
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
                | VaultError::NoSuchPerson
                | VaultError::ReadOnly
                | VaultError::Missing,
            )) => {}
            // What is back already is back, and is told.
            Err(_) if all.brought > 0 => break,
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
