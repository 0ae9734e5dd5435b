//! Somebody knows my passphrase: new keys, and everything encrypted with them.

use super::opening::situation_of;
use super::slowly;
use crate::failure::{Done, refuse};
use crate::shapes::{FailureCode, Job, Resealed, Situation};
use crate::shell::{Shell, Step};
use duologue_core::crypto::Cost;
use duologue_core::system::System;
use duologue_core::{Surroundings, passphrase};
use tauri::{AppHandle, Manager};
use zeroize::Zeroizing;

/// Takes new keys under a new passphrase: from then on the old one opens nothing that is written.
#[tauri::command]
pub(crate) async fn take_new_keys(app: AppHandle, old: String, new: String) -> Done<Situation> {
    let (old, new) = (Zeroizing::new(old), Zeroizing::new(new));
    slowly(move || {
        let shell = app.state::<Shell>();
        let step = Step::begin(&app, Job::NewKeys);
        let (challenge, label) = super::settings::own(&mut shell.open())?;
        if !passphrase::strength(&new, &["duologue", &label]).enough {
            return refuse(FailureCode::BadInput);
        }
        let mut system = System::default();
        let proof = challenge.answer(&old, system.free_memory_kib())?;
        step.go_on()?;
        let cost = Cost::measured(&mut system);
        let keys = proof.new_keys(&new, cost, &mut system)?;
        step.go_on()?;
        let mut open = shell.open();
        open.alone()?.take_new_keys(&keys, &proof)?;
        // A kit that was drawn before would open what somebody knows.
        open.put_kit_away();
        situation_of(&mut open)
    })
    .await
}

/// Encrypts with the new keys what is under old ones still; stopped, it goes on from there.
#[tauri::command]
pub(crate) async fn encrypt_anew(app: AppHandle) -> Done<Resealed> {
    slowly(move || {
        let shell = app.state::<Shell>();
        let step = Step::begin(&app, Job::EncryptAnew);
        let mut open = shell.open();
        let sitting = open.alone()?;
        let done = sitting.encrypt_anew(&mut step.watch())?;
        Ok(Resealed::of(done, sitting.has_lost_mine()))
    })
    .await
}
