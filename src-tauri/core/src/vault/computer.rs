//! What this computer remembers of its own logs, outside the file. Format: docs/format.md §7.
//!
//! A computer continues a log only if the file still holds what is remembered
//! here; a restored or copied file begins a new one, so that two different
//! changes never get the same number.

use super::log::Tip;
use super::{Unlocked, VaultError};
use crate::{Id, Link};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The folder of this computer's records; one small file for each journal.
#[derive(Debug, Clone)]
pub struct Computer {
    folder: Option<PathBuf>,
}

/// The end of a log when this computer last wrote to it.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Remembered {
    pub(super) log: Id,
    pub(super) seq: u64,
    pub(super) link: Link,
}

impl Computer {
    /// Records lie in `folder`, which is made when first needed.
    pub fn new(folder: &Path) -> Self {
        Self { folder: Some(folder.to_owned()) }
    }

    /// A computer that remembers nothing: whoever unlocks here begins a new log.
    pub(super) fn nowhere() -> Self {
        Self { folder: None }
    }

    fn file(&self, vault: Id) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join(format!("{vault}.json")))
    }

    fn read(&self, vault: Id) -> BTreeMap<Id, Remembered> {
        // A missing or damaged record only means that the next change begins a new log.
        self.file(vault)
            .and_then(|file| std::fs::read(file).ok())
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    pub(super) fn remembered(&self, vault: Id, partner: Id) -> Option<Remembered> {
        self.read(vault).get(&partner).copied()
    }

    /// Remembers where the logs of `here` stand.
    ///
    /// # Errors
    /// Those of the folder.
    pub(crate) fn remember(&self, here: &[&Unlocked]) -> Result<(), VaultError> {
        let Some(vault) = here.first().map(|me| me.vault) else { return Ok(()) };
        let (Some(folder), Some(target)) = (&self.folder, self.file(vault)) else { return Ok(()) };
        let mut all = self.read(vault);
        for me in here {
            if let Some(Tip { log, seq, link, .. }) = me.tip {
                all.insert(me.partner, Remembered { log, seq, link });
            }
        }
        std::fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(&serde_json::to_vec(&all).map_err(|_| VaultError::TooLarge)?)?;
        file.persist(target).map_err(|error| VaultError::from(error.error))?;
        Ok(())
    }
}
