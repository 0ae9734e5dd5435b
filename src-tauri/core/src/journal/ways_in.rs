//! A partner's ways in: their passphrase, and recovery kits.

use super::{JournalError, Sitting};
use crate::crypto::KitKind;
use crate::vault::{Challenge, Keyslot, NewKit, NewSlot, Opened};

impl Sitting {
    /// What the old passphrase is tried against before it is changed.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn own_challenge(&self) -> Result<Challenge, JournalError> {
        Ok(self.desk.file.challenge(self.me())?)
    }

    /// Puts the new keyslot in the place of the old one; the old passphrase opens nothing here any
    /// more. Recovery kits stay as they are.
    ///
    /// # Errors
    /// [`JournalError::NotYours`] for somebody else's slot; those of the vault.
    pub fn change_passphrase(&mut self, new: &NewSlot) -> Result<(), JournalError> {
        if new.partner() != self.me() {
            return Err(JournalError::NotYours);
        }
        self.replace_slot(new)
    }

    /// Draws a recovery kit, which opens nothing yet: [`Self::keep_kit`] is next, once its words
    /// are on paper.
    ///
    /// `proof` is what [`Self::own_challenge`] opened just now: whoever finds an unlocked journal
    /// makes no kit of it.
    ///
    /// # Errors
    /// [`JournalError::NotYours`] when `proof` is not this partner's.
    pub fn draw_kit(&mut self, kind: KitKind, proof: &Opened) -> Result<NewKit, JournalError> {
        if !proof.is_of(&self.me) {
            return Err(JournalError::NotYours);
        }
        Ok(proof.new_kit(kind, self.desk.surroundings.as_mut()))
    }

    /// From now on `kit` opens what it was drawn for, and an earlier kit of the same kind opens
    /// nothing here any more.
    ///
    /// # Errors
    /// [`JournalError::NotYours`] when it is somebody else's, or was drawn before new keys were
    /// taken; those of the vault.
    pub fn keep_kit(&mut self, kit: &NewKit) -> Result<(), JournalError> {
        if !kit.is_of(&self.me) {
            return Err(JournalError::NotYours);
        }
        self.replace_slot(&kit.slot)
    }

    fn replace_slot(&mut self, new: &NewSlot) -> Result<(), JournalError> {
        self.desk.restructure(&mut [&mut self.me], |structure, here, surroundings| {
            structure.replace_slot(here[0], new, surroundings)
        })
    }

    /// Every way in that is this partner's own: the passphrase, and kits.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn keyslots(&self) -> Result<Vec<Keyslot>, JournalError> {
        Ok(self.desk.file.keyslots(&self.me)?)
    }

    /// The person has seen [`Alarm::NewKeyslot`] and [`Alarm::Restored`], and is not told of those
    /// keyslots and that restore again. A keyslot that was made in this sitting is told at the next
    /// unlock.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn alarms_were_read(&mut self) -> Result<(), JournalError> {
        self.desk.say_told(&mut [&mut self.me], 0)
    }
}
