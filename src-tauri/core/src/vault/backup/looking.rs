//! Looking at the files in a backup, chunk after chunk: while it is written, and where the journal in
//! memory holds none.

use super::super::attachment::{self, Named, OneFile};
use super::super::{ChangeId, Problem, Unlocked, VaultError, VaultFile};
use crate::Id;
use crate::crypto::AttachmentReader;
use std::collections::{BTreeMap, BTreeSet};

/// Attachments that are looked for.
pub(super) struct Looking {
    /// By the attachment's id: the changes that say the same of it, and how far each file has come.
    open: BTreeMap<Id, Vec<(Vec<ChangeId>, AttachmentReader, u32)>>,
    broken: BTreeSet<ChangeId>,
}

impl Looking {
    pub(super) fn new(vault: &VaultFile, me: &Unlocked, named: &Named) -> Result<Self, VaultError> {
        let mut this = Self { open: BTreeMap::new(), broken: BTreeSet::new() };
        for OneFile { space, file, by, others } in named.files() {
            this.broken.extend(others);
            let key = vault.attachment_key(me, space, file.id);
            match key.and_then(|key| file.reader(&key, vault.id)) {
                Ok(reader) => this.open.entry(file.id).or_default().push((by, reader, 0)),
                Err(VaultError::Damaged(_)) => this.broken.extend(by),
                Err(error) => return Err(error),
            }
        }
        Ok(this)
    }

    /// Whether there is nothing to look for.
    pub(super) fn is_done(&self) -> bool {
        self.open.is_empty()
    }

    /// The next chunk.
    pub(super) fn take(&mut self, id: Id, n: u32, bytes: &[u8]) {
        let Some(files) = self.open.get_mut(&id) else { return };
        files.retain_mut(|(by, reader, next)| {
            let holds = *next == n && reader.open(bytes).is_ok();
            *next += 1;
            if !holds {
                self.broken.extend(by.iter());
            }
            holds
        });
    }

    /// What is wrong with the files that are not as they were written.
    pub(super) fn broken(mut self) -> Vec<Problem> {
        for (by, reader, _) in self.open.into_values().flatten() {
            if reader.finish().is_err() {
                self.broken.extend(by);
            }
        }
        self.broken.into_iter().map(attachment::problem).collect()
    }
}
