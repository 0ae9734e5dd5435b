//! Restoring a backup into a new file, with a passphrase of its day or with a recovery kit.

use super::backup::{ask_where, ask_which};
use super::recovery;
use super::slowly;
use crate::convert::{face, id, place};
use crate::failure::{Done, refuse};
use crate::shapes::{
    BackupChosen, BackupTried, BackupTriedWithKit, FailureCode, Job, KitTried, RestoredWithKit,
    Situation,
};
use crate::shell::{Shell, Step};
use duologue_core::Surroundings;
use duologue_core::journal::{self, JournalError, Trial};
use duologue_core::system::System;
use duologue_core::vault::{BackupFile, Computer, KitOpened, Opened, Recovered, VaultError, Watch};
use std::path::Path;
use tauri::{AppHandle, Manager};
use zeroize::Zeroizing;

/// Asks which backup to restore.
#[tauri::command]
pub(crate) async fn choose_backup(app: AppHandle) -> Done<Option<BackupChosen>> {
    slowly(move || {
        let Some(path) = ask_which(&app)? else { return Ok(None) };
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
        let (mut backup, opened) = open_chosen(&app, &partner, &passphrase)?;
        try_in_a_folder_of_our_own(&app, |folder, watch| {
            journal::try_restore(&mut backup, &opened, folder, system, watch)
        })
    })
    .await
}

/// As [`try_backup`], with the words of a recovery kit for all of mine.
#[tauri::command]
pub(crate) async fn try_backup_with_kit(
    app: AppHandle,
    partner: String,
    words: String,
) -> Done<BackupTriedWithKit> {
    let words = Zeroizing::new(words);
    slowly(move || {
        let (mut backup, recovered) = match open_chosen_with_kit(&app, &partner, &words)? {
            Ok(opened) => opened,
            Err(why) => return Ok(BackupTriedWithKit::Refused { why }),
        };
        let tried = try_in_a_folder_of_our_own(&app, |folder, watch| {
            journal::try_restore_with_kit(&mut backup, &recovered, folder, system, watch)
        })?;
        Ok(BackupTriedWithKit::Tried { tried })
    })
    .await
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
        let (mut backup, opened) = open_chosen(&app, &partner, &passphrase)?;
        into_a_new_file(&app, &name, |target, computer, watch| {
            journal::restore(&mut backup, &opened, target, computer, system(), watch)
        })
    })
    .await
}

/// As [`restore_backup`], with the words of a recovery kit for all of mine. What they opened waits
/// for a new passphrase, as where a journal was opened with them.
#[tauri::command]
pub(crate) async fn restore_backup_with_kit(
    app: AppHandle,
    partner: String,
    words: String,
    name: String,
) -> Done<RestoredWithKit> {
    let words = Zeroizing::new(words);
    slowly(move || {
        let (mut backup, recovered) = match open_chosen_with_kit(&app, &partner, &words)? {
            Ok(opened) => opened,
            Err(why) => return Ok(RestoredWithKit::Refused { why }),
        };
        let restored = into_a_new_file(&app, &name, |target, computer, watch| {
            journal::restore_with_kit(&mut backup, &recovered, target, computer, system(), watch)
        })?;
        let Some(situation) = restored else { return Ok(RestoredWithKit::Nowhere) };
        app.state::<Shell>().open().recovered = Some(recovered);
        Ok(RestoredWithKit::Restored { situation })
    })
    .await
}

fn system() -> Box<dyn Surroundings> {
    Box::new(System::default())
}

fn chosen(app: &AppHandle) -> Done<BackupFile> {
    let Some(path) = app.state::<Shell>().open().chosen_backup.clone() else {
        return refuse(FailureCode::BadInput);
    };
    Ok(BackupFile::open(&path)?)
}

/// The chosen backup, opened with a passphrase of its day.
fn open_chosen(app: &AppHandle, partner: &str, passphrase: &str) -> Done<(BackupFile, Opened)> {
    let backup = chosen(app)?;
    let challenge = backup.challenge(id(partner)?)?;
    let step = Step::begin(app, Job::Unlock);
    let opened = challenge.answer(passphrase, System::default().free_memory_kib())?;
    step.go_on()?;
    Ok((backup, opened))
}

/// The chosen backup, opened with a kit of its day; or why these words restore nothing.
fn open_chosen_with_kit(
    app: &AppHandle,
    partner: &str,
    words: &str,
) -> Done<Result<(BackupFile, Box<Recovered>), KitTried>> {
    let backup = chosen(app)?;
    let opened = recovery::answer(backup.kit_challenge(id(partner)?), words)?;
    Ok(opened.and_then(|opened| match opened {
        KitOpened::AllOfMine(recovered) => Ok((backup, recovered)),
        KitOpened::OnlyOurs(_) => Err(KitTried::OnlyOurs),
    }))
}

fn try_in_a_folder_of_our_own(
    app: &AppHandle,
    try_restore: impl FnOnce(&Path, Watch<'_>) -> Result<Trial, JournalError>,
) -> Done<BackupTried> {
    let folder = app.state::<Shell>().this_computer().trials();
    // What a crash left there: encrypted, and of no use to anybody.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).map_err(VaultError::from)?;
    let step = Step::begin(app, Job::Restore);
    let tried = try_restore(&folder, &mut step.watch());
    let _ = std::fs::remove_dir_all(&folder);
    Ok(BackupTried { damaged: tried?.damaged as u64 })
}

/// Asks for a place, restores there, and stands in front of the new file; nothing where nobody
/// said where.
fn into_a_new_file(
    app: &AppHandle,
    name: &str,
    restore: impl FnOnce(&Path, Computer, Watch<'_>) -> Result<(), JournalError>,
) -> Done<Option<Situation>> {
    let shell = app.state::<Shell>();
    let Some(target) = ask_where(app, name, "duologue")? else { return Ok(None) };
    {
        let step = Step::begin(app, Job::Restore);
        restore(&target, shell.computer(), &mut step.watch())?;
    }
    super::opening::stand_before(&shell, &target).map(Some)
}
