//! What this computer remembers of its own logs, and what was seen here, outside the file.
//! Format: docs/format.md §7.
//!
//! A computer continues a log only if the file still holds what is remembered
//! here; a restored or copied file begins a new one, so that two different
//! changes never get the same number.

use super::log::Tip;
use super::witness::EncryptedWitness;
use super::{Unlocked, VaultError, VaultFile};
use crate::{Id, Link, Surroundings};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The folder of this computer's records; one small file for each journal.
#[derive(Debug, Clone)]
pub struct Computer {
    folder: Option<PathBuf>,
}

/// What is remembered of one partner.
#[derive(Default, Serialize, Deserialize)]
struct Record {
    #[serde(flatten)]
    tip: Option<Remembered>,
    /// Their keyslots, to tell before anything is unlocked that the file has others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    slots: Vec<(Id, Id)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    witness: Option<WitnessJson>,
}

/// A copy of their witness.
#[derive(Serialize, Deserialize)]
struct WitnessJson {
    key: Id,
    blob: String,
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
    pub(crate) fn nowhere() -> Self {
        Self { folder: None }
    }

    fn file(&self, vault: Id) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join(format!("{vault}.json")))
    }

    fn read(&self, vault: Id) -> BTreeMap<Id, Record> {
        // A missing or damaged record only means that the next change begins a new log.
        self.file(vault)
            .and_then(|file| std::fs::read(file).ok())
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    pub(super) fn remembered(&self, vault: Id, partner: Id) -> Option<Remembered> {
        self.read(vault).remove(&partner)?.tip
    }

    /// The keyslots of a partner, as this computer has seen them.
    pub(super) fn slots(&self, vault: Id, partner: Id) -> Vec<(Id, Id)> {
        self.read(vault).remove(&partner).map(|record| record.slots).unwrap_or_default()
    }

    /// The copy of a partner's witness, if there is one.
    pub(super) fn witness(&self, vault: Id, partner: Id) -> Option<EncryptedWitness> {
        let WitnessJson { key, blob } = self.read(vault).remove(&partner)?.witness?;
        Some(EncryptedWitness { key, blob: hex::decode(blob).ok()? })
    }

    /// Remembers where the logs of `here` stand, and what they have seen.
    ///
    /// # Errors
    /// Those of the folder.
    pub(crate) fn remember(
        &self,
        file: &VaultFile,
        here: &[&Unlocked],
        surroundings: &mut dyn Surroundings,
    ) -> Result<(), VaultError> {
        self.prepare(file, here, surroundings)?.map_or(Ok(()), NewRecord::keep)
    }

    /// As [`Self::remember`], all but the last step.
    ///
    /// # Errors
    /// Those of the folder.
    pub(crate) fn prepare(
        &self,
        file: &VaultFile,
        here: &[&Unlocked],
        surroundings: &mut dyn Surroundings,
    ) -> Result<Option<NewRecord>, VaultError> {
        let (Some(folder), Some(target)) = (&self.folder, self.file(file.id)) else {
            return Ok(None);
        };
        let mut all = self.read(file.id);
        for me in here {
            let EncryptedWitness { key, blob } = file.witness_outside(me, surroundings)?;
            let record = all.entry(me.partner).or_default();
            record.slots.clone_from(&me.slots);
            record.witness = Some(WitnessJson { key, blob: hex::encode(blob) });
            if let Some(Tip { log, seq, link, .. }) = me.tip {
                record.tip = Some(Remembered { log, seq, link });
            }
        }
        std::fs::create_dir_all(folder)?;
        let mut kept = tempfile::NamedTempFile::new_in(folder)?;
        kept.write_all(&serde_json::to_vec(&all).map_err(|_| VaultError::TooLarge)?)?;
        // A power cut must not leave a name without its bytes: what was seen would be forgotten.
        kept.as_file().sync_all()?;
        Ok(Some(NewRecord { kept, target }))
    }
}

/// A record that is written whole, and does not count yet.
pub(crate) struct NewRecord {
    kept: tempfile::NamedTempFile,
    target: PathBuf,
}

impl NewRecord {
    /// Puts it in the place of the one before.
    ///
    /// # Errors
    /// Those of the folder.
    pub(crate) fn keep(self) -> Result<(), VaultError> {
        self.kept.persist(self.target).map_err(|error| VaultError::from(error.error))?;
        Ok(())
    }
}
