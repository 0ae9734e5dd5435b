//! A journal that an older version of this program wrote.
//!
//! It is read and written as it is; only what the older version would not understand waits until it
//! was brought up to date. Why a backup comes first, and why beside it: docs/decisions/0028.

use super::{JournalError, Sitting};
use crate::vault::{BackupMade, VaultError, Watch};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// As many names are tried in one second, while the clock stands still.
const MOST: u32 = 100;
/// The longest part of the journal's name that stands in the backup's, in bytes: no folder takes a
/// name of any length.
const LONGEST_STEM: usize = 80;

/// The backup that was made before a journal was brought up to date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// Where it lies: beside the journal.
    pub place: PathBuf,
    /// What is in it.
    pub made: BackupMade,
}

impl Sitting {
    /// Whether an older version of this program wrote the journal, and it was not brought up to date
    /// since. Nobody can agree to a proposal in it until then.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn is_older(&self) -> Result<bool, JournalError> {
        Ok(self.desk.file.is_older()?)
    }

    /// Makes an older journal one of this version, once a verified backup lies beside it. The older
    /// program opens the backup, and refuses the journal from then on.
    ///
    /// # Errors
    /// As [`Self::back_up`], and those of the vault; the journal is as it was, and goes on as before.
    pub fn bring_up_to_date(&mut self, watch: Watch<'_>) -> Result<Option<Before>, JournalError> {
        if !self.is_older()? {
            return Ok(None);
        }
        let place = self.place_of_before()?;
        let made = self.back_up(&place, watch)?;
        self.desk.file.migrate()?;
        Ok(Some(Before { place, made }))
    }

    /// A name that tells what it is, and no name of a backup that is taken away again.
    fn place_of_before(&self) -> Result<PathBuf, JournalError> {
        let version = self.desk.file.version()?;
        let at = self.desk.surroundings.now().format("%Y-%m-%d %H.%M.%S");
        let stem = shortened(self.path().file_stem().unwrap_or_default());
        let named = |more: String| {
            let mut name = stem.clone();
            name.push(format!(" (version {version}) {at}{more}.duologue-backup"));
            self.path().with_file_name(name)
        };
        let others = (2..=MOST).map(|nth| format!(" {nth}"));
        let mut names = std::iter::once(String::new()).chain(others).map(named);
        Ok(names.find(|path| !path.exists()).ok_or(VaultError::AlreadyExists)?)
    }
}

fn shortened(stem: &OsStr) -> OsString {
    if stem.len() <= LONGEST_STEM {
        return stem.to_owned();
    }
    let stem = stem.to_string_lossy();
    stem.get(..stem.floor_char_boundary(LONGEST_STEM)).unwrap_or_default().into()
}
