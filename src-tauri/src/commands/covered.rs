//! What one of both wrote alone, uncovered at the table by their own passphrase.

use super::slowly;
use crate::convert::{id, link};
use crate::failure::Done;
use crate::shapes::{Cover, Job};
use crate::shell::{Shell, Step};
use duologue_core::Surroundings;
use duologue_core::system::System;
use tauri::{AppHandle, Manager, State};
use zeroize::Zeroizing;

/// Uncovers what `author` wrote alone, until one of both leaves or the journal is locked.
#[tauri::command]
pub(crate) async fn uncover(app: AppHandle, author: String, passphrase: String) -> Done<()> {
    let passphrase = Zeroizing::new(passphrase);
    slowly(move || {
        let (author, shell) = (id(&author)?, app.state::<Shell>());
        let step = Step::begin(&app, Job::Uncover);
        let challenge = shell.open().together()?.own_challenge(author)?;
        let proof = challenge.answer(&passphrase, System::default().free_memory_kib())?;
        step.go_on()?;
        Ok(shell.open().together()?.uncover(author, &proof)?)
    })
    .await
}

/// How what `author` wrote alone is covered: `about` something, or at all.
#[tauri::command(async)]
pub(crate) fn cover(shell: State<'_, Shell>, author: String, about: Option<String>) -> Done<Cover> {
    let about = about.as_deref().map(link).transpose()?;
    Ok(shell.open().together()?.cover(id(&author)?, about)?.into())
}
