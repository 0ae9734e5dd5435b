//! Settings of this computer, and one's own passphrase.

use super::slowly;
use crate::failure::{Done, refuse};
use crate::shapes::{FailureCode, Job, Settings};
use crate::shell::{Open, Shell, Step};
use duologue_core::crypto::Cost;
use duologue_core::system::System;
use duologue_core::vault::Challenge;
use duologue_core::{Surroundings, passphrase};
use tauri::{AppHandle, Manager, State};
use zeroize::Zeroizing;

/// The settings that hold now.
#[tauri::command(async)]
pub(crate) fn settings(shell: State<'_, Shell>) -> Settings {
    let here = shell.open().here();
    shell.this_computer().settings(&here)
}

/// Changes them; out-of-range values are brought into range. An idle time is its partner's own:
/// it changes only while they are here alone.
#[tauri::command(async)]
pub(crate) fn set_settings(shell: State<'_, Shell>, settings: Settings) -> Done<Settings> {
    let here = shell.open().here();
    let mut computer = shell.this_computer();
    computer.set_settings(settings, &here)?;
    Ok(computer.settings(&here))
}

/// What the passphrase of the one who is here is tried against, and what they are called.
pub(super) fn own(open: &mut Open) -> Done<(Challenge, String)> {
    let sitting = open.alone()?;
    let me = sitting.me();
    let own = sitting.faces()?.into_iter().find(|(partner, _)| *partner == me);
    Ok((sitting.own_challenge()?, own.map(|(_, face)| face.label).unwrap_or_default()))
}

/// Gives the one who is here a new passphrase.
#[tauri::command]
pub(crate) async fn change_passphrase(app: AppHandle, old: String, new: String) -> Done<()> {
    let (old, new) = (Zeroizing::new(old), Zeroizing::new(new));
    slowly(move || {
        let shell = app.state::<Shell>();
        let step = Step::begin(&app, Job::PassphraseChange);
        let (challenge, label) = own(&mut shell.open())?;
        if !passphrase::strength(&new, &["duologue", &label]).enough {
            return refuse(FailureCode::BadInput);
        }
        let mut system = System::default();
        let opened = challenge.answer(&old, system.free_memory_kib())?;
        step.go_on()?;
        let cost = Cost::measured(&mut system);
        let slot = opened.new_slot(&new, cost, &mut system)?;
        step.go_on()?;
        Ok(shell.open().alone()?.change_passphrase(&slot)?)
    })
    .await
}
