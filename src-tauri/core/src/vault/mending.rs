//! Putting back what is damaged, out of a backup that has it whole. Format: docs/format.md §7.
//!
//! A backup is asked for bytes and never believed: what is put back counts only if it holds in this
//! journal's own chains, under its author's signature. What was erased stays erased, and where a
//! damaged change might be an erase, nothing that is gone comes back.

use super::attachment::Named;
use super::backup::{BackupFile, go_on};
use super::content::{self, NamedFile, Slots};
use super::log::{self, ChangeId, StoredRow};
use super::rows::{self, Numbered};
use super::scan::{Scan, scan};
use super::{Problem, ProblemKind, Unlocked, VaultError, VaultFile, Watch};
use crate::Id;
use crate::crypto::KeyId;
use rusqlite::OptionalExtension;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What putting back came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mended {
    /// How many changes are whole again.
    pub brought: u64,
    /// How many of those that could come out of a backup are still not.
    pub left: u64,
}

/// What of a backup may be put back.
struct Spare {
    /// All of it, without what is in files.
    held: VaultFile,
    /// Every change that is damaged here and whole there.
    changes: BTreeSet<ChangeId>,
    /// Of those that put a file on a page: the file, and its space.
    files: BTreeMap<ChangeId, (Id, NamedFile)>,
}

/// How a journal stands.
struct Standing {
    problems: BTreeSet<Problem>,
    erased: BTreeSet<ChangeId>,
}

/// Whether a backup may have whole what is damaged in this way.
fn can_come_back(problem: &Problem) -> bool {
    use ProblemKind as Kind;
    let kinds =
        [Kind::Damaged, Kind::NotAuthentic, Kind::Missing, Kind::Vanished, Kind::Attachment];
    problem.id.seq > 0 && kinds.contains(&problem.kind)
}

/// Whether something that cannot be read might be an erase.
fn leaves_a_doubt(problem: &Problem) -> bool {
    !matches!(problem.kind, ProblemKind::Vanished | ProblemKind::Attachment)
}

impl VaultFile {
    /// Puts back out of `backup` what is damaged here and whole there, of all that `me` can read,
    /// in one transaction or not at all; `watch` may stop it until then.
    ///
    /// # Errors
    /// [`VaultError::NotAuthentic`] when the backup is of another journal or its maker is not
    /// trusted; [`VaultError::Damaged`] when it is damaged; [`VaultError::Cancelled`]; those of the
    /// file. Nothing was changed then.
    pub(crate) fn mend(
        &self,
        me: &Unlocked,
        backup: &mut BackupFile,
        retired: &HashSet<KeyId>,
        watch: Watch<'_>,
    ) -> Result<Mended, VaultError> {
        if backup.vault() != self.id {
            return Err(VaultError::NotAuthentic("journal"));
        }
        let before = self.standing(me, watch)?;
        let wanted: BTreeSet<ChangeId> =
            before.problems.iter().filter(|one| can_come_back(one)).map(|one| one.id).collect();
        if wanted.is_empty() {
            return Ok(Mended::default());
        }
        let mut spare = Spare::of(backup.in_memory(me, watch)?, me, &wanted, retired, watch)?;
        while !spare.changes.is_empty() {
            let transaction = self.db.unchecked_transaction()?;
            self.put_back(&spare, backup, me, watch)?;
            let after = self.standing(me, watch)?;
            let unfit = self.unfit(me, &spare, &before, &after)?;
            if unfit.is_empty() {
                transaction.commit()?;
                break;
            }
            spare.changes.retain(|id| !unfit.contains(id));
        }
        let brought = spare.changes.len() as u64;
        Ok(Mended { brought, left: wanted.len() as u64 - brought })
    }

    fn standing(&self, me: &Unlocked, watch: Watch<'_>) -> Result<Standing, VaultError> {
        let (named, found) = scan(self, &[me], Named::default, |named, entry, head| {
            named.take(entry, head);
            go_on(watch, 0, 0)
        })?;
        let Scan { problems, erased, .. } = found;
        let broken = named.without(&erased).broken_in(self, me, &mut || go_on(watch, 0, 0))?;
        Ok(Standing {
            problems: problems.into_iter().chain(broken).collect(),
            erased: erased.into_keys().collect(),
        })
    }

    fn put_back(
        &self,
        spare: &Spare,
        backup: &mut BackupFile,
        me: &Unlocked,
        watch: Watch<'_>,
    ) -> Result<(), VaultError> {
        let here = log::all(&self.db)?.whole;
        let there = log::all(&spare.held.db)?.whole;
        let number = |logs: &[(i64, Id, Id)], log: Id| {
            logs.iter().find(|(_, id, _)| *id == log).map(|(n, _, _)| *n)
        };
        for id in &spare.changes {
            // A log that is gone as a whole comes back with a restore alone.
            let Some((from, to)) = number(&there, id.log).zip(number(&here, id.log)) else {
                continue;
            };
            let to = log::row_id(to, id.seq)?;
            if let Some(stored) = spare.held.stored(log::row_id(from, id.seq)?)?
                && self.may_stand(to, &stored)?
            {
                self.put_row(to, &spare.held, &stored)?;
            }
        }
        let files = spare.files.iter().filter(|(change, _)| spare.changes.contains(change));
        let files: BTreeSet<Id> = files.map(|(_, (_, file))| file.id).collect();
        if files.is_empty() {
            return Ok(());
        }
        for file in &files {
            self.put_attachment_of(*file, &spare.held)?;
        }
        backup.each_chunk(me, watch, &mut |file, n, bytes| {
            if !files.contains(&file) {
                return Ok(());
            }
            let insert = "INSERT INTO chunk(attachment, n, bytes) VALUES(?, ?, ?)";
            self.db.prepare_cached(insert)?.execute((&file.0[..], n, bytes))?;
            Ok(())
        })
    }

    /// The end of a log has only its own signature to prove it, which the end of another copy of
    /// this journal has too: there it must be the very change that stands here.
    fn may_stand(&self, row: i64, stored: &StoredRow) -> Result<bool, VaultError> {
        let end = (row >> log::SEQ_BITS) + 1 << log::SEQ_BITS;
        let later = "SELECT EXISTS(SELECT 1 FROM change WHERE id > ? AND id < ?)";
        let is_last =
            !self.db.prepare_cached(later)?.query_row((row, end), |row| row.get::<_, bool>(0))?;
        let same = "SELECT EXISTS(SELECT 1 FROM change WHERE id = ? AND link = ?)";
        let same =
            self.db.prepare_cached(same)?.query_row((row, &stored.link.0[..]), |row| row.get(0))?;
        Ok(!is_last || same)
    }

    /// Puts a row in the place of the one that stands there, if one does.
    fn put_row(&self, row: i64, held: &VaultFile, stored: &StoredRow) -> Result<(), VaultError> {
        let (space, key) = self.numbers_as_in(held, stored.space, stored.key)?;
        self.db
            .prepare_cached("INSERT OR REPLACE INTO change(id, space, content_hash, link, sig, key, sum, blob) VALUES(?, ?, ?, ?, ?, ?, ?, ?)")?
            .execute((
                row,
                space,
                &stored.content_hash[..],
                &stored.link.0[..],
                &stored.sig[..],
                key,
                &stored.sum[..],
                &stored.blob,
            ))?;
        Ok(())
    }

    /// The numbers that stand here for a space and a key with these numbers there.
    fn numbers_as_in(
        &self,
        there: &VaultFile,
        space: i64,
        key: i64,
    ) -> Result<(i64, i64), VaultError> {
        let space = rows::named(&there.db, Numbered::Space, space)?;
        let key = rows::named(&there.db, Numbered::Key, key)?;
        let db = &self.db;
        Ok((rows::number(db, Numbered::Space, space)?, rows::number(db, Numbered::Key, key)?))
    }

    /// Puts the key of a file in the place of the one that stands there, and makes room for its
    /// chunks.
    fn put_attachment_of(&self, file: Id, held: &VaultFile) -> Result<(), VaultError> {
        self.db.execute("DELETE FROM chunk WHERE attachment = ?", [&file.0[..]])?;
        self.db.execute("DELETE FROM attachment WHERE id = ?", [&file.0[..]])?;
        let find = "SELECT space, key, blob FROM attachment WHERE id = ?";
        let found = held.db.query_row(find, [&file.0[..]], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get::<_, Vec<u8>>(2)?))
        });
        let Some((space, key, blob)) = found.optional()? else { return Ok(()) };
        let (space, key) = self.numbers_as_in(held, space, key)?;
        let insert = "INSERT INTO attachment(id, space, key, blob) VALUES(?, ?, ?, ?)";
        self.db.execute(insert, (&file.0[..], space, key, blob))?;
        Ok(())
    }

    /// What of `spare`, having been put back, must not stay: all of it, where something else does
    /// not hold any more.
    fn unfit(
        &self,
        me: &Unlocked,
        spare: &Spare,
        before: &Standing,
        after: &Standing,
    ) -> Result<BTreeSet<ChangeId>, VaultError> {
        let new: BTreeSet<ChangeId> =
            after.problems.difference(&before.problems).map(|one| one.id).collect();
        if !new.is_subset(&spare.changes) {
            return Ok(spare.changes.clone());
        }
        let still: BTreeSet<ChangeId> = after.problems.iter().map(|one| one.id).collect();
        let mut unfit: BTreeSet<ChangeId> =
            spare.changes.iter().filter(|id| still.contains(id)).copied().collect();
        unfit.extend(spare.changes.intersection(&after.erased));
        if unfit.is_empty() && after.problems.iter().any(leaves_a_doubt) {
            let gone = before.problems.iter().filter(|one| one.kind == ProblemKind::Vanished);
            unfit.extend(gone.map(|one| one.id).filter(|id| spare.changes.contains(id)));
        }
        if unfit.is_empty() && self.newest_slots(me)? != me.slots {
            let slots = self.slots_changes(me)?;
            unfit.extend(
                slots.into_keys().map(|(_, id)| id).filter(|id| spare.changes.contains(id)),
            );
        }
        Ok(unfit)
    }

    /// The keyslots that are `me`'s by what stands in Mine now. Whoever is here must be able to
    /// come in again.
    fn newest_slots(&self, me: &Unlocked) -> Result<Vec<(Id, Id)>, VaultError> {
        Ok(self.slots_changes(me)?.pop_last().map(|(_, slots)| slots).unwrap_or_default())
    }

    /// Every list of `me`'s keyslots, in the order of the fold.
    fn slots_changes(
        &self,
        me: &Unlocked,
    ) -> Result<BTreeMap<(u64, ChangeId), Vec<(Id, Id)>>, VaultError> {
        let changes = log::small_of_kinds(self, me, &["slots"])?;
        let lists = changes.into_iter().filter_map(|(entry, head)| {
            let Slots { slots } = content::parse(entry.json()).ok()?;
            Some(((head.clock, entry.id), slots))
        });
        Ok(lists.collect())
    }
}

impl Spare {
    fn of(
        held: VaultFile,
        me: &Unlocked,
        wanted: &BTreeSet<ChangeId>,
        retired: &HashSet<KeyId>,
        watch: Watch<'_>,
    ) -> Result<Self, VaultError> {
        let begin = || (BTreeSet::new(), Named::default());
        let ((mut changes, named), found) =
            scan(&held, &[me], begin, |(changes, named), entry, head| {
                if wanted.contains(&entry.id) {
                    changes.insert(entry.id);
                    named.take(entry, head);
                }
                go_on(watch, 0, 0)
            })?;
        let numbers = log::all(&held.db)?.whole;
        let mut whole = BTreeSet::new();
        for id in changes.iter().filter(|id| !found.erased.contains_key(id)) {
            let Some((n, _, _)) = numbers.iter().find(|(_, log, _)| *log == id.log) else {
                continue;
            };
            let Some(stored) = held.stored(log::row_id(*n, id.seq)?)? else { continue };
            if !retired.contains(&rows::named(&held.db, Numbered::Key, stored.key)?) {
                whole.insert(*id);
            }
        }
        changes = whole;
        let files = named.without(&found.erased);
        let files = files.iter().map(|(change, space, file)| (*change, (*space, *file))).collect();
        Ok(Self { held, changes, files })
    }
}
