//! Drafts: one row for each page being written, replaced in place. Format: docs/format.md §6.

use super::rows::no_longer;
use super::{Unlocked, VaultError, VaultFile};
use crate::crypto::{self, KeyId, ObjectType};
use crate::{Id, Surroundings};
use zeroize::Zeroizing;

/// A draft's id and its JSON.
pub(crate) type DraftRow = (Id, Zeroizing<Vec<u8>>);

/// A draft as its row holds it: encrypted under its writer's Mine key. Keeping it asks for no key,
/// so it can wait in memory, also while the journal is locked, until the file can take it.
pub struct EncryptedDraft {
    vault: Id,
    partner: Id,
    id: Id,
    key: KeyId,
    blob: Vec<u8>,
}

impl EncryptedDraft {
    /// The draft's id.
    pub fn id(&self) -> Id {
        self.id
    }

    /// The journal it belongs to.
    pub fn vault(&self) -> Id {
        self.vault
    }
}

impl VaultFile {
    /// Encrypts a draft of `me`.
    pub(crate) fn encrypt_draft(
        &self,
        me: &Unlocked,
        id: Id,
        json: &[u8],
        surroundings: &mut dyn Surroundings,
    ) -> Result<EncryptedDraft, VaultError> {
        if json.len() > super::MAX_TEXT {
            return Err(VaultError::TooLarge);
        }
        let (vault, partner, key) = (self.id, me.partner, me.mine_key()?);
        let place: [&[u8]; 4] = [&vault.0, &partner.0, &id.0, &key.id().0];
        let blob = crypto::encrypt_object(&key, ObjectType::Draft, &place, json, surroundings);
        Ok(EncryptedDraft { vault, partner, id, key: key.id(), blob })
    }

    /// Keeps a draft in place of what it held before.
    pub(crate) fn put_draft(&self, draft: &EncryptedDraft) -> Result<(), VaultError> {
        let EncryptedDraft { vault, partner, id, key, blob } = draft;
        if *vault != self.id {
            return Err(VaultError::NotAuthentic("draft"));
        }
        let changed = self.db.execute(
            "INSERT INTO draft(id, partner, key, blob) VALUES(?, ?, ?, ?)
             ON CONFLICT(id) DO UPDATE SET key = excluded.key, blob = excluded.blob WHERE partner = excluded.partner",
            (&id.0[..], &partner.0[..], &key.0[..], blob),
        )?;
        if changed == 1 { Ok(()) } else { Err(VaultError::NotAuthentic("draft")) }
    }

    /// The JSON of a draft of `me` that may not be in the file yet.
    pub(crate) fn decrypt_draft(
        &self,
        me: &Unlocked,
        draft: &EncryptedDraft,
    ) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let key = me.mine_key()?;
        let place: [&[u8]; 4] = [&self.id.0, &me.partner.0, &draft.id.0, &key.id().0];
        crypto::decrypt_object(&key, ObjectType::Draft, &place, &draft.blob)
            .map_err(|_| VaultError::NotAuthentic("draft"))
    }

    /// Every draft of `me` that opens, and how many do not.
    pub(crate) fn drafts(&self, me: &Unlocked) -> Result<(Vec<DraftRow>, usize), VaultError> {
        let mut query = self.db.prepare_cached(concat!(
            "SELECT ",
            no_longer!("id" <= 16, "key" <= 16, "blob" <= 16777216),
            " FROM draft WHERE ",
            no_longer!("partner" <= 16),
            " = ? ORDER BY rowid"
        ))?;
        let mut rows = query.query([&me.partner.0[..]])?;
        let (mut drafts, mut damaged) = (Vec::new(), 0);
        let key = me.mine_key()?;
        while let Some(row) = rows.next()? {
            let Ok(id) = super::rows::id(row, 0) else {
                damaged += 1;
                continue;
            };
            if super::rows::id(row, 1).is_ok_and(|key| me.lost_key(key)) {
                continue;
            }
            let blob = row.get_ref(2)?.as_blob().unwrap_or_default();
            let place: [&[u8]; 4] = [&self.id.0, &me.partner.0, &id.0, &key.id().0];
            match crypto::decrypt_object(&key, ObjectType::Draft, &place, blob) {
                Ok(json) => drafts.push((id, json)),
                Err(_) => damaged += 1,
            }
        }
        Ok((drafts, damaged))
    }

    /// Deletes a draft of `me`.
    pub(crate) fn delete_draft(&self, me: &Unlocked, id: Id) -> Result<(), VaultError> {
        self.db.execute(
            "DELETE FROM draft WHERE id = ? AND partner = ?",
            (&id.0[..], &me.partner.0[..]),
        )?;
        Ok(())
    }
}
