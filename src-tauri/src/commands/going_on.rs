//! Going on with a kit for only Ours: a new passphrase, and a Mine that begins anew.

use super::opening::situation_of;
use super::recovery::answer;
use super::slowly;
use crate::failure::{Done, refuse};
use crate::shapes::{FailureCode, Job, KitTried, WentOn};
use crate::shell::{Open, Seat, Shell, Step};
use crate::up_to_date;
use duologue_core::crypto::Cost;
use duologue_core::journal::{JournalError, OursSitting};
use duologue_core::system::System;
use duologue_core::vault::{KitChallenge, KitOpened, NewKeys, Opened, OursOpened};
use duologue_core::{Surroundings, passphrase};
use tauri::{AppHandle, Manager};
use zeroize::Zeroizing;

/// Sits down whoever reads Ours with a kit, under new keys and the passphrase they choose. The words
/// are asked for once more; `beside` is the passphrase of the partner, where that is needed.
#[tauri::command]
pub(crate) async fn go_on_with_kit(
    app: AppHandle,
    words: String,
    passphrase: String,
    beside: Option<String>,
) -> Done<WentOn> {
    let (words, new) = (Zeroizing::new(words), Zeroizing::new(passphrase));
    let beside = beside.map(Zeroizing::new);
    slowly(move || {
        let shell = app.state::<Shell>();
        let step = Step::begin(&app, Job::NewKeys);
        let (challenge, label) = asked(&shell.open())?;
        let opened = match answer(challenge, &words)? {
            Err(why) => return Ok(WentOn::Refused { why }),
            Ok(KitOpened::AllOfMine(_)) => {
                return Ok(WentOn::Refused { why: KitTried::AllOfMine });
            }
            Ok(KitOpened::OnlyOurs(opened)) => opened,
        };
        if !passphrase::strength(&new, &["duologue", &label]).enough {
            return refuse(FailureCode::BadInput);
        }
        let mut system = System::default();
        let beside = beside.map(|theirs| partner(&shell, &theirs, &system)).transpose()?;
        step.go_on()?;
        let cost = Cost::measured(&mut system);
        let keys = opened.new_keys(&new, cost, &mut system)?;
        step.go_on()?;
        let mut open = shell.open();
        let vault = reading(&open)?.vault();
        // Before it is done: a backup too many that stays is better than the last one gone. Where
        // it cannot be kept, backups by themselves are not either.
        let _ = shell.this_computer().set_went_on(vault, system.now().naive_local());
        go_on(&mut open, &opened, &keys, beside.as_ref())?;
        up_to_date::bring(&mut open, &step);
        let situation = situation_of(&mut open)?;
        Ok(WentOn::WentOn { situation })
    })
    .await
}

fn reading(open: &Open) -> Done<&OursSitting> {
    match &open.seat {
        Seat::OnlyOurs(sitting) => Ok(sitting),
        _ => refuse(FailureCode::BadInput),
    }
}

/// What the words are tried against, and what their owner is called.
fn asked(open: &Open) -> Done<(Result<KitChallenge, JournalError>, String)> {
    let sitting = reading(open)?;
    let own = sitting.faces()?.into_iter().find(|(partner, _)| *partner == sitting.me());
    Ok((sitting.kit_challenge(), own.map(|(_, face)| face.label).unwrap_or_default()))
}

fn partner(shell: &Shell, theirs: &str, system: &System) -> Done<Opened> {
    let challenge = reading(&shell.open())?.partner_challenge()?;
    Ok(challenge.answer(theirs, system.free_memory_kib())?)
}

fn go_on(
    open: &mut Open,
    opened: &OursOpened,
    keys: &NewKeys,
    beside: Option<&Opened>,
) -> Done<()> {
    let sitting = match std::mem::take(&mut open.seat) {
        Seat::OnlyOurs(sitting) => sitting,
        other => {
            open.seat = other;
            return refuse(FailureCode::BadInput);
        }
    };
    match sitting.go_on(opened, keys, beside) {
        Ok(sitting) => {
            open.seat = Seat::Alone(Box::new(sitting));
            Ok(())
        }
        Err((sitting, error)) => {
            open.seat = Seat::OnlyOurs(Box::new(sitting));
            Err(error.into())
        }
    }
}
