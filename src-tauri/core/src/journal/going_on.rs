//! Going on with a kit for only Ours: a new passphrase, new keys, and a Mine that begins anew.
//!
//! [`OursSitting::go_on`] is durable at once. What was written before in Ours is under the old keys
//! still, as after [`Sitting::take_new_keys`]: [`Sitting::encrypt_anew`] is next. What stood in Mine
//! stays in the file as it is, and is named as lost.

use super::{BadInput, Desk, JournalError, OursSitting, Sitting};
use crate::Id;
use crate::vault::{
    Challenge, GoingOn, KitChallenge, NewKeys, NewKeysFor, Opened, OursOpened, SeenChange,
    Unlocked, VaultError,
};

impl Sitting {
    /// Whether this person had a Mine before, and went on without it: only what was copied before
    /// they did opens it, should they find the passphrase.
    pub fn has_lost_mine(&self) -> bool {
        self.me.has_lost_mine()
    }
}

impl OursSitting {
    /// What the words of the kit are tried against once more, so that nobody who finds Ours open
    /// goes on with it.
    ///
    /// # Errors
    /// [`VaultError::NoKit`], [`VaultError::Damaged`].
    pub fn kit_challenge(&self) -> Result<KitChallenge, JournalError> {
        Ok(self.desk.file.kit_challenge(self.me())?)
    }

    /// What the passphrase of the partner who is beside is tried against.
    ///
    /// # Errors
    /// [`JournalError::NeedsBoth`] when nobody has joined; [`VaultError::Damaged`].
    pub fn partner_challenge(&self) -> Result<Challenge, JournalError> {
        let partner = self.others()?.first().copied().ok_or(JournalError::NeedsBoth)?;
        let vault = self.desk.file.id();
        Ok(self.desk.file.challenge(partner)?.seen_from(vault, &self.desk.computer))
    }

    /// Whether [`Self::go_on`] needs the partner beside: nothing that this person signed in Ours
    /// says which card is theirs, or the kit does not open all it takes.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn needs_partner(&self) -> Result<bool, JournalError> {
        let others = self.others()?;
        if others.is_empty() {
            return Ok(false);
        }
        match self.desk.spaces_to_rotate(&self.me) {
            Ok(spaces) if spaces.iter().all(|(_, others)| others.is_empty()) => return Ok(true),
            Ok(_) => {}
            Err(JournalError::BadInput(_)) => return Ok(true),
            Err(error) => return Err(error),
        }
        Ok(!self.is_vouched_for(&others)?)
    }

    fn is_vouched_for(&self, others: &[Id]) -> Result<bool, JournalError> {
        let seen = self.seen()?;
        for other in others {
            if !self.desk.file.vouches_without_mine(&self.me, *other, &seen)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Gives this person new keys in one transaction or not at all, and sits them down: a new root
    /// and card, the one keyslot of `new`, a Mine that begins anew, a new key for every Ours. All
    /// their keyslots and recovery kits are gone, this one too.
    ///
    /// `opened` is what the words of the kit opened just now; `beside` is what the partner's own
    /// passphrase opened, if they are here: then it is their card that counts.
    ///
    /// The partner is told, reads Ours as before, and believes the new card once both sat down
    /// together.
    ///
    /// # Errors
    /// The sitting comes back with the reason. [`JournalError::NotYours`] when something is not
    /// this person's, or `beside` not the partner's; [`BadInput::Unconfirmed`] when the partner must
    /// be beside ([`Self::needs_partner`]); [`VaultError::Damaged`] when the key to Ours is not in
    /// the file; [`JournalError::DoneUnread`] when it is done and the sitting that comes back is of no
    /// use any more: its kit is gone; those of the vault.
    #[allow(clippy::result_large_err, reason = "whoever reads Ours goes on reading")]
    pub fn go_on(
        mut self,
        opened: &OursOpened,
        new: &NewKeys,
        beside: Option<&Opened>,
    ) -> Result<Sitting, (Self, JournalError)> {
        match self.take_keys(opened, new, beside) {
            Ok(()) => Ok(Sitting::begin(self.desk, self.me)),
            Err(error) => Err((self, error)),
        }
    }

    fn take_keys(
        &mut self,
        opened: &OursOpened,
        new: &NewKeys,
        beside: Option<&Opened>,
    ) -> Result<(), JournalError> {
        if !opened.is_of(&self.me) || new.partner() != self.me() {
            return Err(JournalError::NotYours);
        }
        self.know_partner(beside)?;
        let ours = self.desk.book.ours(self.me()).filter(|ours| self.me.reads(*ours));
        // Without a key there is nothing to go on with: a backup may have the grant.
        let ours = Some(ours.ok_or(VaultError::Damaged("grant"))?);
        let spaces = self.desk.spaces_to_rotate(&self.me)?;
        let Desk { file, book, computer, surroundings, .. } = &mut self.desk;
        let mut clock = book.clock;
        let of = NewKeysFor { spaces, ours };
        let going = GoingOn { new, proof: opened, of, tips: &book.tips };
        let with = (&*computer, &mut clock);
        self.me = file.go_on_without_mine(&mut self.me, &going, with, surroundings.as_mut())?;
        self.sit_down().map_err(|_| JournalError::DoneUnread)
    }

    /// Everything is written: it is read again with the keys of Mine, as at any unlock.
    fn sit_down(&mut self) -> Result<(), JournalError> {
        self.desk.book = Desk::open_book(&self.desk.file, &[&self.me])?;
        self.desk.sweep();
        self.desk.hold_against_seen(&mut [&mut self.me], 0)?;
        self.desk.remember(&[&self.me], true)
    }

    /// From now on the partner's card is the one that their own root gives, if they are `beside`,
    /// or the one that this person's own changes vouch for.
    fn know_partner(&mut self, beside: Option<&Opened>) -> Result<(), JournalError> {
        let others = self.others()?;
        match beside {
            Some(theirs) if others.contains(&theirs.partner()) => self.sit_beside(theirs)?,
            Some(_) => return Err(JournalError::NotYours),
            None if self.needs_partner()? => return Err(BadInput::Unconfirmed.into()),
            None => {}
        }
        for other in others {
            self.desk.file.trust_card_here(&mut self.me, other)?;
        }
        self.desk.book = Desk::open_book(&self.desk.file, &[&self.me])?;
        Ok(())
    }

    /// What their root gives is the card that stands in the file, or this fails.
    fn sit_beside(&mut self, theirs: &Opened) -> Result<(), JournalError> {
        let mut other = self.desk.file.unlock(theirs, &self.desk.computer)?;
        let theirs = Desk::open_book(&self.desk.file, &[&other])?;
        let ours = std::mem::replace(&mut self.desk.book, theirs);
        let met = self.meet(&mut other);
        // Their book holds what is in their Mine: whatever came of it, it is not left lying here.
        self.desk.book = ours;
        self.me.put_back |= other.put_back;
        met
    }

    /// `other`, whose book is open, confirms the card that this person had, and gives them what they
    /// have of Ours and the kit does not open.
    fn meet(&mut self, other: &mut Unlocked) -> Result<(), JournalError> {
        self.desk.hold_against_seen(&mut [other], 0)?;
        let me = &mut self.me;
        let confirms = self.desk.is_announced(0) && other.may_confirm(me);
        let knows = confirms || other.has_confirmed(me.partner());
        let both = self.desk.read_by_both(other, me);
        self.desk.restructure(&mut [other], |structure, here, surroundings| {
            if confirms {
                structure.confirm_new_card((&mut *here[0], me), &both, surroundings)
            } else if knows {
                structure.give_lost_keys((&*here[0], me), &both, surroundings)
            } else {
                Ok(())
            }
        })
    }

    /// Everybody whose card stands in the file, but for who is here.
    fn others(&self) -> Result<Vec<Id>, JournalError> {
        let mut others = self.desk.file.partners()?;
        others.retain(|other| *other != self.me());
        Ok(others)
    }

    /// The changes of others that this person's own changes say they saw, of each log the last that
    /// each log of theirs names.
    fn seen(&self) -> Result<Vec<SeenChange>, JournalError> {
        let own = self.desk.file.logs_of(self.me())?;
        let seen = self.desk.book.seen_by.iter().filter(|(by, _)| own.contains(by));
        Ok(seen.flat_map(|(_, seen)| seen.iter().map(|(log, at)| (*log, *at))).collect())
    }
}
