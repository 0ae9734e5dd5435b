//! What stood in a Mine whose root is lost: it stays in the file as it is, opens to nobody, and is
//! no damage. Format: docs/format.md §4, *Going on without Mine*.
//!
//! Only a `lost` in one's own Mine says so, and it names both the logs and the keys: what is written
//! later stands in other logs, and is missed like anything else if it does not open.

use super::content::LostMine;
use super::log::{self, ChangeId, Tip};
use super::rows::{self, integer, no_longer};
use super::{Structure, Unlocked, VaultError, VaultFile};
use crate::crypto::KeyId;
use crate::{Id, Surroundings};
use std::collections::BTreeSet;

/// How many logs, and how many keys, one `lost` names: few enough to be found among the small ones.
const MOST: usize = 16;

/// What a partner's Mine says of an earlier one of theirs.
#[derive(Debug, Default, Clone)]
pub(super) struct Lost {
    logs: BTreeSet<Id>,
    keys: BTreeSet<KeyId>,
    /// The changes that say so.
    pub(super) said: Vec<ChangeId>,
}

impl Lost {
    pub(super) fn take(&mut self, said: ChangeId, one: LostMine) {
        self.said.push(said);
        self.logs.extend(one.logs);
        self.keys.extend(one.keys);
    }
}

impl Unlocked {
    /// Whether they had a Mine before the one they have.
    pub(crate) fn has_lost_mine(&self) -> bool {
        !self.lost.said.is_empty()
    }

    /// Whether a key of their Mine is one they have no more.
    pub(super) fn lost_key(&self, key: KeyId) -> bool {
        self.lost.keys.contains(&key) && self.key(key).is_none()
    }

    /// Whether a row of their Mine, in this log and under this key, is one they have no more.
    pub(super) fn lost_row(&self, log: Id, key: KeyId) -> bool {
        self.lost.logs.contains(&log) && self.lost_key(key)
    }
}

impl VaultFile {
    /// Every log of `me` that ended and has rows in Mine, and every key of theirs that `me` has not.
    fn lost_mine(&self, me: &Unlocked) -> Result<Lost, VaultError> {
        let mut lost = Lost::default();
        const KEY_ID: &str = no_longer!("key.id" <= 16);
        let mine = "SELECT n FROM space WHERE id = ?";
        let change = format!(
            "SELECT DISTINCT {KEY_ID} FROM change JOIN key ON key.n = {}
             WHERE change.id >= ? AND change.id < ? AND {} = ({mine})",
            integer!("change.key"),
            integer!("change.space")
        );
        for (n, log, author) in log::all(&self.db)?.whole {
            let ended = author == me.partner && me.ended.contains_key(&log);
            let Some(range) = log::rows_of(n).filter(|_| ended) else { continue };
            let (from, to) = (range.start, range.end);
            let keys = self.key_ids(&change, (from, to, &me.partner.0[..]))?;
            if !keys.is_empty() {
                lost.logs.insert(log);
            }
            lost.keys.extend(keys);
        }
        let others = [
            &format!(
                "SELECT DISTINCT {KEY_ID} FROM attachment JOIN key ON key.n = {}
                 WHERE {} = ({mine})",
                integer!("attachment.key"),
                integer!("attachment.space")
            ),
            concat!(
                "SELECT DISTINCT ",
                no_longer!("key" <= 16),
                " FROM draft WHERE ",
                no_longer!("partner" <= 16),
                " = ?"
            ),
        ];
        for sql in others {
            lost.keys.extend(self.key_ids(sql, [&me.partner.0[..]])?);
        }
        // What is no number counts as 0: one NULL among them, and nothing were NOT IN.
        // Under these nothing is left, but another computer may have seen the journal under one.
        let unused = concat!(
            "SELECT ",
            no_longer!("id" <= 16),
            " FROM key WHERE n NOT IN (SELECT iif(typeof(key) = 'integer', key, 0) FROM change)
             AND n NOT IN (SELECT iif(typeof(key) = 'integer', key, 0) FROM attachment)"
        );
        lost.keys.extend(self.key_ids(unused, [])?);
        lost.keys.retain(|key| me.key(*key).is_none());
        Ok(lost)
    }

    fn key_ids(&self, sql: &str, of: impl rusqlite::Params) -> Result<Vec<KeyId>, VaultError> {
        let mut query = self.db.prepare_cached(sql)?;
        let mut found = query.query(of)?;
        let mut keys = Vec::new();
        while let Some(row) = found.next()? {
            // What is no id names no key.
            keys.extend(rows::id(row, 0));
        }
        Ok(keys)
    }
}

impl Structure<'_> {
    /// `next`, whose Mine begins anew, names what stood in the one before as lost.
    pub(super) fn say_lost(
        &mut self,
        next: &mut Unlocked,
        surroundings: &mut dyn Surroundings,
    ) -> Result<(), VaultError> {
        let mut lost = self.file.lost_mine(next)?;
        let (mine, key) = (next.partner, next.mine_key()?);
        let logs: Vec<Id> = lost.logs.iter().copied().collect();
        let keys: Vec<KeyId> = lost.keys.iter().copied().collect();
        for at in (0..logs.len().max(keys.len())).step_by(MOST) {
            let part = |all: &[Id]| all.iter().skip(at).take(MOST).copied().collect();
            let body = LostMine { logs: part(&logs), keys: part(&keys) };
            self.say(next, (mine, &key), ("lost", &body), surroundings)?;
            lost.said.extend(next.tip.map(|Tip { log, seq, .. }| ChangeId { log, seq }));
        }
        next.lost = lost;
        Ok(())
    }
}

/// Where rows of a lost Mine stand: their author's own space.
pub(super) fn is_lost(
    here: &[&Unlocked],
    (author, id): (Id, ChangeId),
    (space, key): (Id, KeyId),
) -> bool {
    space == author && here.iter().any(|me| me.partner == author && me.lost_row(id.log, key))
}
