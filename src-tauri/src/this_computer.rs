//! What this computer keeps outside of any journal: settings, where the last
//! journal lies, when its last backup was made. No content, readable before
//! anything is unlocked.

use crate::sample::Sample;
use crate::shapes::{FailureCode, Settings, Theme};
use chrono::NaiveDateTime;
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

/// Backups of one journal that are made by themselves.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Automatic {
    /// Where to.
    pub(crate) folder: PathBuf,
    /// What the newest of them holds.
    #[serde(default)]
    pub(crate) tips: BTreeMap<Id, u64>,
    /// Why the last one could not be made.
    #[serde(default)]
    pub(crate) problem: Option<FailureCode>,
    /// Whether some of the journal was damaged when the last one was made.
    #[serde(default)]
    pub(crate) damaged: bool,
}

/// The computer file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    settings: Settings,
    recent: Option<PathBuf>,
    backups: BTreeMap<Id, LastBackup>,
    automatic: BTreeMap<Id, Automatic>,
    /// When somebody last went on without their Mine, by journal.
    went_on: BTreeMap<Id, NaiveDateTime>,
    /// Minutes before locking, of each partner who chose them here.
    idle: BTreeMap<Id, u16>,
}

impl Default for Kept {
    fn default() -> Self {
        let settings =
            Settings { theme: Theme::System, text_size: 100, idle_minutes: IDLE_MINUTES };
        Self {
            settings,
            recent: None,
            backups: BTreeMap::new(),
            automatic: BTreeMap::new(),
            went_on: BTreeMap::new(),
            idle: BTreeMap::new(),
        }
    }
}

/// What this computer keeps, and the folder it is kept in.
pub(crate) struct ThisComputer {
    folder: PathBuf,
    kept: Kept,
}

impl ThisComputer {
    pub(crate) fn read(folder: &Path) -> Self {
        let kept = std::fs::read(folder.join("this-computer.json"))
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        Self { folder: folder.to_owned(), kept }
    }

    /// Where the sample journal lies while somebody looks around in it.
    pub(crate) fn sample(&self) -> Sample {
        Sample::within(&self.folder)
    }

    /// Where restores are tried; nothing stays there.
    pub(crate) fn trials(&self) -> PathBuf {
        self.folder.join("tried")
    }

    /// Where the records of this computer's logs lie.
    pub(crate) fn computers(&self) -> PathBuf {
        self.folder.join("computers")
    }

    /// The settings that hold for those who are here: of two idle times the shorter.
    pub(crate) fn settings(&self, here: &[Id]) -> Settings {
        let usual = self.kept.settings.idle_minutes;
        let chosen = |partner: &Id| self.kept.idle.get(partner).copied().unwrap_or(usual);
        let idle_minutes = here.iter().map(chosen).min().unwrap_or(usual);
        Settings { idle_minutes, ..self.kept.settings }
    }

    /// Changes what belongs to the computer, and the idle time of whoever is here alone.
    pub(crate) fn set_settings(&mut self, settings: Settings, here: &[Id]) -> std::io::Result<()> {
        self.kept.settings = Settings {
            text_size: settings.text_size.clamp(100, 200),
            idle_minutes: self.kept.settings.idle_minutes,
            ..settings
        };
        if let [alone] = here {
            self.kept.idle.insert(*alone, settings.idle_minutes.clamp(1, 60));
        }
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

    pub(crate) fn automatic(&self, vault: Id) -> Option<&Automatic> {
        self.kept.automatic.get(&vault)
    }

    /// Begins, changes or ends that backups of a journal are made by themselves.
    pub(crate) fn set_automatic(
        &mut self,
        vault: Id,
        automatic: Option<Automatic>,
    ) -> std::io::Result<()> {
        match automatic {
            Some(automatic) => drop(self.kept.automatic.insert(vault, automatic)),
            None => drop(self.kept.automatic.remove(&vault)),
        }
        self.write()
    }

    /// When somebody last went on without their Mine: only backups from before open that.
    pub(crate) fn went_on(&self, vault: Id) -> Option<NaiveDateTime> {
        self.kept.went_on.get(&vault).copied()
    }

    pub(crate) fn set_went_on(&mut self, vault: Id, at: NaiveDateTime) -> std::io::Result<()> {
        self.kept.went_on.insert(vault, at);
        self.write()
    }

    fn write(&self) -> std::io::Result<()> {
        std::fs::create_dir_all(&self.folder)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        file.write_all(&serde_json::to_vec_pretty(&self.kept)?)?;
        file.persist(self.folder.join("this-computer.json"))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use super::*;

    fn partner(byte: u8) -> Id {
        duologue_core::Id::from_slice(&[byte; 16]).unwrap()
    }

    #[test]
    fn of_two_idle_times_the_shorter_holds_and_each_keeps_their_own() {
        let folder = tempfile::tempdir().unwrap();
        let (noor, sam) = (partner(1), partner(2));
        let mut computer = ThisComputer::read(folder.path());
        let wants = |minutes| Settings { idle_minutes: minutes, ..Kept::default().settings };
        computer.set_settings(wants(30), &[noor]).unwrap();
        computer.set_settings(wants(2), &[sam]).unwrap();
        computer.set_settings(wants(60), &[noor, sam]).unwrap();
        computer.set_settings(wants(60), &[]).unwrap();
        let computer = ThisComputer::read(folder.path());
        assert_eq!(computer.settings(&[noor]).idle_minutes, 30, "Noor's own, kept");
        assert_eq!(computer.settings(&[sam]).idle_minutes, 2, "Sam's own, kept");
        assert_eq!(computer.settings(&[noor, sam]).idle_minutes, 2, "the shorter of the two");
        assert_eq!(computer.settings(&[]).idle_minutes, IDLE_MINUTES, "before anybody is here");
        assert_eq!(computer.settings(&[partner(3)]).idle_minutes, IDLE_MINUTES, "five by default");
    }

    #[test]
    fn an_idle_time_out_of_range_is_brought_into_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut computer = ThisComputer::read(folder.path());
        for (asked, holds) in [(0, 1), (61, 60), (u16::MAX, 60)] {
            let wants = Settings { idle_minutes: asked, ..Kept::default().settings };
            computer.set_settings(wants, &[partner(1)]).unwrap();
            assert_eq!(computer.settings(&[partner(1)]).idle_minutes, holds, "{asked} minutes");
        }
    }
}
