//! One visit to a journal: look, ask, open, do one thing, lock.

use crate::computer;
use crate::failure::{Code, Failure};
use crate::interrupt::careful;
use crate::output::{field, remark};
use crate::passphrase::Passphrases;
use crate::up_to_date;
use chrono::{DateTime, FixedOffset};
use duologue_core::Id;
use duologue_core::crypto::{Cost, SlotKind};
use duologue_core::journal::{Alarm, Journal, JournalError, Sitting};
use duologue_core::vault::{Challenge, Face, Opened, VaultError};
use std::io::IsTerminal;
use std::path::Path;
use zeroize::Zeroizing;

/// Tries the passphrase of `label`, with the journal closed: a person may take long to type.
pub fn ask(journal: &Path, label: &str, passphrases: &Passphrases) -> Result<Opened, Failure> {
    let (challenge, passphrase) = look(journal, label, passphrases)?;
    let mut surroundings = computer::surroundings();
    let opened = challenge.answer_at_least(&passphrase, Cost::FLOOR, surroundings.as_mut());
    opened.map_err(wrong_if_no_passphrase)
}

/// As [`ask`], and the keyslot stays as it is: for who sits down more than once.
pub fn ask_alone(
    journal: &Path,
    label: &str,
    passphrases: &Passphrases,
) -> Result<Opened, Failure> {
    let (challenge, passphrase) = look(journal, label, passphrases)?;
    answer(&challenge, &passphrase)
}

fn look(
    journal: &Path,
    label: &str,
    passphrases: &Passphrases,
) -> Result<(Challenge, Zeroizing<String>), Failure> {
    let closed = Journal::open(journal, computer::records()?)?;
    let challenge = closed.challenge(person(&closed.faces()?, label)?)?;
    closed.close()?;
    Ok((challenge, passphrases.of(label)?))
}

/// Who is called exactly `label`.
pub fn person(faces: &[(Id, Face)], label: &str) -> Result<Id, Failure> {
    faces.iter().find(|(_, face)| face.label == label).map(|(id, _)| *id).ok_or_else(|| {
        let there: Vec<String> = faces.iter().map(|(_, face)| field(&face.label)).collect();
        Failure::new(
            Code::NotFound,
            format!("nobody is called {label} here, only {}", there.join(" and ")),
        )
    })
}

/// Derives the key, slowly.
pub fn answer(challenge: &Challenge, passphrase: &str) -> Result<Opened, Failure> {
    let opened = challenge.answer(passphrase, computer::surroundings().free_memory_kib());
    opened.map_err(wrong_if_no_passphrase)
}

fn wrong_if_no_passphrase(error: VaultError) -> Failure {
    match error {
        // Nobody can have chosen it, so it is not theirs.
        VaultError::BadPassphrase => VaultError::WrongPassphrase.into(),
        error => error.into(),
    }
}

/// Sits down at the journal, does `work` and locks it, whatever came of the work.
pub fn sit<T>(
    journal: &Path,
    opened: &Opened,
    work: impl FnOnce(&mut Sitting) -> Result<T, Failure>,
) -> Result<T, Failure> {
    careful(|| {
        let closed = Journal::open(journal, computer::records()?)?;
        let mut sitting = closed
            .unlock(opened, computer::surroundings())
            .map_err(|(_, error)| Failure::from(error))?;
        tell(&sitting.alarms());
        if let Some(since) = sitting.keys_unfinished() {
            let since = since.format("%Y-%m-%d %H:%M %:z");
            remark(&format!(
                "New keys were taken on {since}, and not everything is encrypted with them yet: go on with rotate."
            ));
        }
        if std::io::stderr().is_terminal() {
            // A person has seen it. Where that cannot be written they are told once more.
            let _ = sitting.alarms_were_read();
        }
        let done = up_to_date::bring(&mut sitting).and_then(|()| work(&mut sitting));
        let locked: Result<(), JournalError> = sitting.lock().and_then(Journal::close);
        let done = done?;
        locked?;
        Ok(done)
    })
}

fn restored(made: DateTime<FixedOffset>, changes: u64) -> String {
    let made = made.format("%Y-%m-%d %H:%M %:z");
    let told = format!(
        "Your partner restored this journal from a backup made on {made}. What was written between then and the restore is not in this file; the one from before the restore may have it still."
    );
    if changes == 0 {
        return told;
    }
    format!("{told} Changes gone that this computer has seen: {changes}. Go on with accept.")
}

/// Says what this partner must know, without content.
pub fn tell(alarms: &[Alarm]) {
    for alarm in alarms {
        match alarm {
            Alarm::PutBack => {
                remark(
                    "Something that was erased, or a way in that is not yours, had been put back. It is gone again.",
                );
            }
            Alarm::Damaged(n) => {
                remark(&format!(
                    "{n} of the changes in this journal cannot be trusted and are left out; see verify."
                ));
            }
            Alarm::GrantGone => {
                remark(
                    "The key to Ours is not in this file any more: what is there cannot be read here; see verify.",
                );
            }
            Alarm::NewKeyslot(keyslot) => {
                let what = match keyslot.kind {
                    SlotKind::Passphrase => "A new passphrase of yours was set",
                    SlotKind::Kit => "A recovery kit for all of yours was made",
                    SlotKind::OursKit => "A recovery kit for only Ours was made in your name",
                };
                let made = keyslot.made.format("%Y-%m-%d %H:%M %:z");
                remark(&format!(
                    "{what} on {made}. If that was not you, somebody else comes in: change your passphrase and make new kits."
                ));
            }
            Alarm::OlderFile { changes } => {
                remark(&format!(
                    "This file is older than what this computer has seen: {changes} changes are gone. A copy or a backup took its place. Look for a newer one before you write, or go on with accept."
                ));
            }
            Alarm::Restored { made, changes, .. } => remark(&restored(*made, *changes)),
            Alarm::MissingEnd { changes, .. } => {
                remark(&format!(
                    "The newest {changes} changes of a log you have seen were cut off. Look into your backups, or go on with accept."
                ));
            }
            Alarm::Rewritten { .. } => {
                remark(
                    "A log says something else where you have seen it before. Look into your backups, or go on with accept.",
                );
            }
            Alarm::Unwitnessed { changes } => {
                remark(&format!(
                    "There are {changes} changes in your name that you never witnessed: the witness was taken out or set back, or somebody wrote with your keys. Go on with accept."
                ));
            }
            Alarm::UnknownKey => {
                remark(
                    "This computer has seen this journal under a key that is not in this file. It may be from before you took new keys: a copy or a backup took its place. Look for a newer one before you write, or go on with accept.",
                );
            }
            Alarm::OldKeyslot => {
                remark(
                    "You came in by a passphrase or kit that had been given up: an old keyslot was put in its place. Change your passphrase.",
                );
            }
            Alarm::OldGrant => {
                remark("A key that had been taken out of this file is there again.");
            }
            Alarm::OtherCard => {
                remark(
                    "Your partner's card is another one than you confirmed: nothing under it is believed.",
                );
            }
            Alarm::NewCard => {
                remark(
                    "Your partner took new keys. What they write with them is read once you unlocked Duologue together.",
                );
            }
            Alarm::KeyslotGone => {
                remark(
                    "A way in of yours, a recovery kit perhaps, is not in this file any more: make a new kit.",
                );
            }
        }
    }
}
