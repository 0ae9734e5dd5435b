//! What this computer keeps outside of any journal: settings, where the last
//! journal lies, when its last backup was made. No content, readable before
//! anything is unlocked.

use crate::shapes::{Settings, Theme};
use duologue_core::Id;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

const IDLE_MINUTES: u16 = 5;

/// The last backup of one journal.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct LastBackup {
    pub(crate) at: String,
    pub(crate) name: String,
    pub(crate) tips: BTreeMap<Id, u64>,
}

/// The device file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    settings: Settings,
    recent: Option<PathBuf>,
    backups: BTreeMap<Id, LastBackup>,
}

impl Default for Kept {
    fn default() -> Self {
        let settings =
            Settings { theme: Theme::System, text_size: 100, idle_minutes: IDLE_MINUTES };
        Self { settings, recent: None, backups: BTreeMap::new() }
    }
}

/// What this computer keeps, and the folder it is kept in.
pub(crate) struct Device {
    folder: PathBuf,
    kept: Kept,
}

impl Device {
    pub(crate) fn read(folder: &Path) -> Self {
        let kept = std::fs::read(folder.join("device.json"))
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        Self { folder: folder.to_owned(), kept }
    }

    /// Where the records of this computer's logs lie.
    pub(crate) fn computers(&self) -> PathBuf {
        self.folder.join("computers")
    }

    pub(crate) fn settings(&self) -> Settings {
        self.kept.settings
    }

    pub(crate) fn set_settings(&mut self, settings: Settings) -> std::io::Result<()> {
        self.kept.settings = Settings {
            text_size: settings.text_size.clamp(100, 200),
            idle_minutes: settings.idle_minutes.clamp(1, 60),
            ..settings
        };
        self.write()
    }

    pub(crate) fn recent(&self) -> Option<PathBuf> {
        self.kept.recent.clone()
    }

    pub(crate) fn set_recent(&mut self, path: Option<&Path>) {
        self.kept.recent = path.map(Path::to_owned);
        // Only a convenience: the journal opens all the same.
        let _ = self.write();
    }

    pub(crate) fn last_backup(&self, vault: Id) -> Option<&LastBackup> {
        self.kept.backups.get(&vault)
    }

    pub(crate) fn set_last_backup(&mut self, vault: Id, backup: LastBackup) {
        self.kept.backups.insert(vault, backup);
        // The backup exists; only the line about it on Today would be missing.
        let _ = self.write();
    }

    fn write(&self) -> std::io::Result<()> {
        std::fs::create_dir_all(&self.folder)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        file.write_all(&serde_json::to_vec_pretty(&self.kept)?)?;
        file.persist(self.folder.join("device.json"))?;
        Ok(())
    }
}
