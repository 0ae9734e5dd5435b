//! Looking at everything once more: what can be opened, and what has to be left out.

use super::attachment::Named;
use super::backup::go_on;
use super::{Problem, Unlocked, VaultError, VaultFile, Watch, log, scan};
use crate::Id;
use std::collections::BTreeMap;

/// What looking at everything came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// How many changes opened.
    pub opened: u64,
    /// How many of one's own drafts do not open.
    pub damaged_drafts: u64,
    /// How many changes of an earlier Mine open no more, its root being lost: no damage.
    pub lost: u64,
    /// Every change that is left out, and why.
    pub problems: Vec<Problem>,
    /// Whose log is whose, as the file says.
    pub authors: BTreeMap<Id, Id>,
}

impl VaultFile {
    /// Opens everything that `me` can, change by change and then file by file; `watch` is told how
    /// many of how many.
    ///
    /// # Errors
    /// [`VaultError::Cancelled`], and those of the file.
    pub(crate) fn check(&self, me: &Unlocked, watch: Watch<'_>) -> Result<Checked, VaultError> {
        let logs = log::all(&self.db)?;
        let total = log::said_to_be(&self.db, &logs)? + self.count("attachment")?;
        let mut told = 0;
        let begin = || (0, Named::default());
        let ((opened, named), found) = scan(self, &[me], begin, |(opened, named), entry, head| {
            named.take(entry, head);
            *opened += 1;
            told = told.max(*opened);
            go_on(watch, told, total)
        })?;
        let broken = named.without(&found.erased).broken_in(self, me, &mut || {
            told += 1;
            go_on(watch, told.min(total), total)
        })?;
        let differences = me.differences.iter().map(|one| one.problem());
        let lost = found.lost;
        let mut problems: Vec<_> =
            found.problems.into_iter().chain(broken).chain(differences).collect();
        problems.sort();
        problems.dedup();
        Ok(Checked {
            opened,
            lost,
            damaged_drafts: self.drafts(me)?.1 as u64,
            problems,
            authors: logs.whole.into_iter().map(|(_, log, author)| (log, author)).collect(),
        })
    }
}
