//! Approvals: a partner's own signature over exactly what they saw. Format: docs/format.md §6.
//!
//! The change that carries one is signed as every change is. This signature is another: it is
//! made with what the passphrase opened when it was asked again, and names journal and summary,
//! so that it stands for nothing else.

use super::{Opened, Unlocked, VaultError};
use crate::crypto;
use crate::id::Name;
use crate::{Id, Link};

const LABEL: &str = "duologue v1 approval";

/// A signature over an [`Approved`].
pub(crate) type ApprovedBy = Name<64>;

/// What somebody approves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Approved {
    /// Which summary.
    pub(crate) summary: Link,
    /// The hash of what stands on it.
    pub(crate) content: Link,
    /// The hash of the pages that were seen.
    pub(crate) pages: Link,
}

impl Approved {
    fn signed_with(&self, signer: &crypto::Signer, vault: Id) -> ApprovedBy {
        Name(signer.sign(LABEL, &[&vault.0, &self.summary.0, &self.content.0, &self.pages.0]))
    }
}

impl Unlocked {
    /// Signs as this partner, with what their passphrase opened again.
    ///
    /// # Errors
    /// [`VaultError::NotAuthentic`] when `proof` is not this partner's, of this journal, through
    /// a keyslot that is theirs now.
    pub(crate) fn approve(
        &self,
        what: &Approved,
        proof: &Opened,
    ) -> Result<ApprovedBy, VaultError> {
        if proof.is_of(self) {
            Ok(what.signed_with(&proof.root().ours_root().signer(), self.vault))
        } else {
            Err(VaultError::NotAuthentic("approval"))
        }
    }

    /// Whether `author` approved exactly this, in this journal, by the card this partner trusts.
    pub(crate) fn knows_approval(&self, author: Id, what: &Approved, sig: &ApprovedBy) -> bool {
        let body = [&self.vault.0[..], &what.summary.0, &what.content.0, &what.pages.0];
        self.public_of(author)
            .is_some_and(|public| crypto::verify(&public, LABEL, &body, &sig.0).is_ok())
    }
}
