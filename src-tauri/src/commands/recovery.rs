//! Coming in with a recovery kit.

use super::opening::situation_of;
use super::slowly;
use crate::convert::id;
use crate::failure::{Done, refuse};
use crate::shapes::{FailureCode, Job, KitTried, Situation};
use crate::shell::{Seat, Shell, Step};
use crate::up_to_date;
use duologue_core::crypto::{Cost, KitWords, KitWordsError};
use duologue_core::journal::{Journal, JournalError};
use duologue_core::passphrase;
use duologue_core::system::System;
use duologue_core::vault::{KitChallenge, KitOpened, OursOpened, Recovered, VaultError};
use tauri::{AppHandle, Manager};
use zeroize::Zeroizing;

/// Tries the words of a kit. One for all of mine waits then for a new passphrase; one for only
/// Ours opens Ours, to read.
#[tauri::command]
pub(crate) async fn try_kit(app: AppHandle, partner: String, words: String) -> Done<KitTried> {
    let words = Zeroizing::new(words);
    slowly(move || {
        let shell = app.state::<Shell>();
        let _step = Step::begin(&app, Job::Unlock);
        let partner = id(&partner)?;
        let challenge = match &shell.open().seat {
            Seat::Locked(journal) => journal.kit_challenge(partner),
            _ => return refuse(FailureCode::BadInput),
        };
        match answer(challenge, &words)? {
            Err(why) => Ok(why),
            Ok(KitOpened::AllOfMine(recovered)) => {
                shell.open().recovered = Some(recovered);
                Ok(KitTried::AllOfMine)
            }
            Ok(KitOpened::OnlyOurs(opened)) => {
                read_ours(&shell, &opened).map(|()| KitTried::OnlyOurs)
            }
        }
    })
    .await
}

/// What the words of a kit open, or what is wrong with them.
pub(super) fn answer<E: Into<JournalError>>(
    challenge: Result<KitChallenge, E>,
    words: &str,
) -> Done<Result<KitOpened, KitTried>> {
    let challenge = match challenge.map_err(E::into) {
        Err(JournalError::Vault(VaultError::NoKit)) => return Ok(Err(KitTried::NoKit)),
        challenge => challenge?,
    };
    let words = match KitWords::read(words) {
        Ok(words) => words,
        Err(why) => return Ok(Err(why.into())),
    };
    match challenge.answer(&words) {
        Err(VaultError::WrongKit) => Ok(Err(KitTried::Other)),
        opened => Ok(Ok(opened?)),
    }
}

impl From<KitWordsError> for KitTried {
    fn from(why: KitWordsError) -> Self {
        match why {
            KitWordsError::Count(words) => Self::Count { words },
            KitWordsError::Unknown(place) => Self::Unknown { place },
            KitWordsError::Checksum => Self::Checksum,
        }
    }
}

fn read_ours(shell: &Shell, opened: &OursOpened) -> Done<()> {
    let mut open = shell.open();
    let journal = locked(&mut open.seat)?;
    match journal.read_ours(opened, Box::new(System::default())) {
        Ok(sitting) => {
            open.seat = Seat::OnlyOurs(Box::new(sitting));
            Ok(())
        }
        Err((journal, error)) => {
            open.seat = Seat::Locked(journal);
            Err(error.into())
        }
    }
}

/// Takes the locked journal off its seat; another seat stays as it is.
fn locked(seat: &mut Seat) -> Done<Journal> {
    match std::mem::take(seat) {
        Seat::Locked(journal) => Ok(journal),
        other => {
            *seat = other;
            refuse(FailureCode::BadInput)
        }
    }
}

/// Sits down whoever a kit let in, under the passphrase they choose now.
#[tauri::command]
pub(crate) async fn recover(app: AppHandle, passphrase: String) -> Done<Situation> {
    let passphrase = Zeroizing::new(passphrase);
    slowly(move || {
        let shell = app.state::<Shell>();
        let step = Step::begin(&app, Job::Unlock);
        let Some(recovered) = shell.open().recovered.take() else {
            return refuse(FailureCode::Locked);
        };
        let done = sit_down(&shell, &recovered, &passphrase, &step);
        let mut open = shell.open();
        if done.is_err() && matches!(open.seat, Seat::Locked(_)) {
            open.recovered = Some(recovered);
        }
        done.and_then(|()| situation_of(&mut open))
    })
    .await
}

fn sit_down(shell: &Shell, recovered: &Recovered, new: &str, step: &Step<'_>) -> Done<()> {
    let faces = match &shell.open().seat {
        Seat::Locked(journal) => journal.faces()?,
        _ => return refuse(FailureCode::BadInput),
    };
    let own = faces.into_iter().find(|(partner, _)| *partner == recovered.partner());
    let label = own.map(|(_, face)| face.label).unwrap_or_default();
    if !passphrase::strength(new, &["duologue", &label]).enough {
        return refuse(FailureCode::BadInput);
    }
    let mut system = System::default();
    let cost = Cost::measured(&mut system);
    let slot = recovered.new_slot(new, cost, &mut system)?;
    step.go_on()?;
    let mut open = shell.open();
    let journal = locked(&mut open.seat)?;
    match journal.recover(recovered, &slot, Box::new(system)) {
        Ok(sitting) => {
            open.seat = Seat::Alone(Box::new(sitting));
            up_to_date::bring(&mut open, step);
            Ok(())
        }
        Err((journal, error)) => {
            open.seat = Seat::Locked(journal);
            Err(error.into())
        }
    }
}
