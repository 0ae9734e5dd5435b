//! Opening everything once more.

use super::slowly;
use crate::failure::Done;
use crate::shapes::{Checked, Job};
use crate::shell::{Shell, Step};
use tauri::{AppHandle, Manager};

/// Opens everything that the one who is here can.
#[tauri::command]
pub(crate) async fn check_journal(app: AppHandle) -> Done<Checked> {
    slowly(move || {
        let shell = app.state::<Shell>();
        let step = Step::begin(&app, Job::Check);
        let found = shell.open().alone()?.check(&mut step.watch())?;
        Ok(found.into())
    })
    .await
}
