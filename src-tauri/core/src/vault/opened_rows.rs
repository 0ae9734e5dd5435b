//! Rows that were opened in this sitting and say nothing of others: as long as their bytes are the
//! same, opening them again would tell nothing new. Why a backup may go by that:
//! docs/decisions/0023.

use super::content::Head;
use super::log::StoredRow;
use super::{ATTACHMENT, Unlocked};
use crate::Id;
use crate::crypto::{Fingerprint, Fingerprinter, KeyId};
use std::collections::HashMap;

/// What was opened, by row.
pub(crate) struct OpenedRows {
    pub(super) prints: Fingerprinter,
    pub(super) of: HashMap<i64, Fingerprint>,
}

impl OpenedRows {
    /// Nothing yet, of what `here` open; nothing ever where somebody reads only Ours.
    pub(super) fn of(here: &[&Unlocked]) -> Option<Self> {
        let keys = here.iter().map(|me| me.mine_key().ok()).collect::<Option<Vec<_>>>()?;
        let keys: Vec<_> = keys.iter().map(|key| &**key).collect();
        Some(Self { prints: Fingerprinter::of(&keys), of: HashMap::new() })
    }
}

/// Whether what a change says is about itself alone: it counts, and takes nothing else's place.
pub(super) fn speaks_of_itself(head: &Head) -> bool {
    head.seen.is_empty() && !["erase", "card", ATTACHMENT].contains(&head.kind.as_str())
}

impl StoredRow {
    /// Of everything that opening a row looks at.
    pub(super) fn print(&self, space: Id, key: KeyId, prints: &Fingerprinter) -> Fingerprint {
        let mut place = [0; 104];
        let row = self.row.to_le_bytes();
        let parts = [&row[..], &space.0, &key.0, &self.content_hash, &self.link.0].concat();
        place.copy_from_slice(&parts);
        prints.print(&place, self.blob.as_deref().unwrap_or_default())
    }
}
