//! Drafts the file could not take: on a full disk, or one that may not be written to.
//!
//! They wait here, encrypted, also while the journal is locked, and go into the file as soon as
//! it takes them. They are gone when the app ends, so it asks before it does.

use duologue_core::Id;
use duologue_core::journal::JournalError;
use duologue_core::vault::EncryptedDraft;

/// What waits, of each draft the newest.
#[derive(Default)]
pub(crate) struct Unkept(Vec<EncryptedDraft>);

impl Unkept {
    /// Lets a draft wait, in place of what waited of it before.
    pub(crate) fn hold(&mut self, draft: EncryptedDraft) {
        self.forget(draft.id());
        self.0.push(draft);
    }

    /// A draft waits no longer: it is kept, or was thrown away. Whether it waited.
    pub(crate) fn forget(&mut self, id: Id) -> bool {
        let before = self.0.len();
        self.0.retain(|draft| draft.id() != id);
        self.0.len() < before
    }

    /// Those for which `gone` says so wait no longer.
    pub(crate) fn forget_if(&mut self, gone: impl Fn(&EncryptedDraft) -> bool) {
        self.0.retain(|draft| !gone(draft));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What waits for one journal.
    pub(crate) fn of(&self, vault: Id) -> impl Iterator<Item = &EncryptedDraft> {
        self.0.iter().filter(move |draft| draft.vault() == vault)
    }

    /// Tries to keep what waits for one journal; whether anything was kept.
    pub(crate) fn try_again(
        &mut self,
        vault: Id,
        keep: impl Fn(&EncryptedDraft) -> Result<(), JournalError>,
    ) -> bool {
        let before = self.0.len();
        self.0.retain(|draft| draft.vault() != vault || keep(draft).is_err());
        self.0.len() < before
    }
}
