//! Putting back what is damaged, out of a backup that has it whole. Format: docs/format.md §7.
//!
//! A backup is asked for bytes and never believed: what is put back counts only if it holds in this
//! journal's own chains, under a signature that stands here. What was erased stays erased, and
//! while anything may hide an erase, nothing comes back that stands here without its words.

use super::attachment::Named;
use super::backup::{BackupFile, go_on};
use super::content::{self, Head, NamedFile, Slots};
use super::log::{self, ChangeId, Entry, StoredRow};
use super::rows::{self, Numbered, integer};
use super::scan::scan;
use super::{Problem, ProblemKind, Unlocked, VaultError, VaultFile, Watch};
use crate::crypto::{self, KeyId};
use crate::{Id, Link, Surroundings};
use rusqlite::{OptionalExtension, Transaction};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Each round of putting back leaves something out. No damage that chance does needs more.
const MOST_ROUNDS: usize = 16;

/// What putting back came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mended {
    /// How many changes are whole again.
    pub brought: u64,
    /// How many are not, of those this person can read.
    pub left: u64,
}

/// What the journal knows beside the file.
pub(crate) struct Known<'a> {
    /// Keys that went out of use, each with its space.
    pub(crate) retired: &'a HashSet<(Id, KeyId)>,
    /// Who wrote something of a newer version: nobody here knows what of theirs it erases.
    pub(crate) newer_by: BTreeSet<Id>,
    /// Whether a change is of a newer version.
    pub(crate) is_newer: &'a dyn Fn(&Entry, &Head) -> bool,
}

/// What is damaged here, of what may be put back.
struct Wanted {
    all: BTreeSet<ChangeId>,
    /// Those whose row is damaged, and not only a file.
    rows: BTreeSet<ChangeId>,
    /// Those that stand here without their words, or not at all: only these can have been erased.
    bare: BTreeSet<ChangeId>,
    /// Files that are whole here by what some change says of them, whatever another says.
    whole_files: BTreeSet<Id>,
}

/// What a backup has whole of it.
struct Lent {
    /// All of the backup, without what is in files.
    held: VaultFile,
    changes: BTreeSet<ChangeId>,
    /// The page that a change belongs to.
    pages: BTreeMap<ChangeId, Link>,
    /// Of those that put a file on a page: the file.
    files: BTreeMap<ChangeId, NamedFile>,
}

/// How a journal stands.
struct State {
    problems: BTreeSet<Problem>,
    erased: BTreeSet<ChangeId>,
    /// The links of what is erased: of a page's first change, the page's id.
    erased_links: BTreeSet<Link>,
    /// The newest change of every log that holds.
    tips: Vec<(Id, (u64, Link))>,
    newer_by: BTreeSet<Id>,
    /// Files that are as some change says.
    whole_files: BTreeSet<Id>,
}

/// By where they stand in the fold: the keyslots that were somebody's.
type SlotLists = BTreeMap<(u64, ChangeId), Vec<(Id, Id)>>;

#[derive(Deserialize)]
struct OfPage {
    #[serde(default)]
    page: Option<Link>,
}

/// Whether a backup may have whole what is damaged in this way.
fn can_come_back(problem: &Problem) -> bool {
    use ProblemKind as Kind;
    let kinds =
        [Kind::Damaged, Kind::NotAuthentic, Kind::Missing, Kind::Vanished, Kind::Attachment];
    let in_a_log = problem.id.seq > 0 && problem.id.log.0 != [0; 16];
    in_a_log && kinds.contains(&problem.kind)
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
        me: &mut Unlocked,
        backup: &mut BackupFile,
        known: &Known<'_>,
        surroundings: &mut dyn Surroundings,
        watch: Watch<'_>,
    ) -> Result<Mended, VaultError> {
        if backup.vault() != self.id {
            return Err(VaultError::NotAuthentic("journal"));
        }
        let before = self.state(me, known, watch)?;
        let wanted = self.wanted(me, &before)?;
        let mut left = wanted.all.clone();
        // What is missing may be an erase of anything: whoever is here decides on that first.
        if !wanted.all.is_empty() && me.differences.is_empty() {
            let mut lent = Lent::of(backup.in_memory(me, watch)?, me, &wanted, known, watch)?;
            for _ in 0..MOST_ROUNDS {
                if lent.changes.is_empty() {
                    break;
                }
                let transaction = self.db.unchecked_transaction()?;
                self.put_back(&lent, &wanted, backup, me, watch)?;
                let after = self.state(me, known, watch)?;
                let unfit = self.unfit(me, (&lent, &wanted), known, (&before, &after))?;
                if unfit.is_empty() {
                    left = self.wanted(me, &after)?.all;
                    self.settle(me, transaction, &after, surroundings)?;
                    break;
                }
                lent.changes.retain(|id| !unfit.contains(id));
            }
        }
        let brought = wanted.all.difference(&left).count() as u64;
        Ok(Mended { brought, left: left.len() as u64 })
    }

    /// What was put back was there all along: whoever is here has seen it, also where damage before
    /// it kept them from reading it.
    fn settle(
        &self,
        me: &mut Unlocked,
        transaction: Transaction<'_>,
        after: &State,
        surroundings: &mut dyn Surroundings,
    ) -> Result<(), VaultError> {
        let before = me.standing();
        me.renew_seen(&after.tips);
        let settled = self.put_witness(me, surroundings).and_then(|()| Ok(transaction.commit()?));
        if settled.is_err() {
            me.stand_as(before);
        }
        settled
    }

    fn state(
        &self,
        me: &Unlocked,
        known: &Known<'_>,
        watch: Watch<'_>,
    ) -> Result<State, VaultError> {
        let begin = || (Named::default(), BTreeSet::new());
        let ((named, newer_by), found) =
            scan(self, &[me], begin, |(named, newer), entry, head| {
                named.take(entry, head);
                if (known.is_newer)(entry, head) {
                    newer.insert(entry.author);
                }
                go_on(watch, 0, 0)
            })?;
        let named = named.without(&found.erased);
        let broken = named.broken_in(self, me, &mut || go_on(watch, 0, 0))?;
        let lost: HashSet<ChangeId> = broken.iter().map(|problem| problem.id).collect();
        let whole = named.iter().filter(|(change, _)| !lost.contains(change));
        Ok(State {
            whole_files: whole.map(|(_, file)| file.id).collect(),
            problems: found.problems.into_iter().chain(broken).collect(),
            erased_links: found.erased.values().filter_map(|erasure| erasure.link).collect(),
            erased: found.erased.into_keys().collect(),
            tips: found.tips.into_iter().collect(),
            newer_by,
        })
    }

    /// What is damaged, of what `me` can judge.
    fn wanted(&self, me: &Unlocked, state: &State) -> Result<Wanted, VaultError> {
        let mut wanted = Wanted {
            all: BTreeSet::new(),
            rows: BTreeSet::new(),
            bare: BTreeSet::new(),
            whole_files: state.whole_files.clone(),
        };
        let numbers = numbers(self)?;
        for Problem { id, kind } in state.problems.iter().filter(|one| can_come_back(one)) {
            let Some(n) = numbers.get(&id.log) else { continue };
            let row = log::row_id(*n, id.seq)?;
            if self.is_anothers(me, row)? {
                continue;
            }
            wanted.all.insert(*id);
            if *kind != ProblemKind::Attachment {
                wanted.rows.insert(*id);
            }
            let words = "SELECT EXISTS(SELECT 1 FROM change WHERE id = ? AND blob IS NOT NULL)";
            if !self.db.prepare_cached(words)?.query_row([row], |row| row.get::<_, bool>(0))? {
                wanted.bare.insert(*id);
            }
        }
        Ok(wanted)
    }

    /// Whether a row stands in a space that `me` does not read.
    fn is_anothers(&self, me: &Unlocked, row: i64) -> Result<bool, VaultError> {
        let find = concat!(
            "SELECT space.id FROM change JOIN space ON space.n = ",
            integer!("change.space"),
            " WHERE change.id = ?"
        );
        let space = self.db.prepare_cached(find)?.query_row([row], |row| row.get(0)).optional();
        // A space of the wrong shape is nobody's.
        Ok(space.ok().flatten().is_some_and(|space| !me.reads(crate::id::Name(space))))
    }

    fn put_back(
        &self,
        lent: &Lent,
        wanted: &Wanted,
        backup: &mut BackupFile,
        me: &Unlocked,
        watch: Watch<'_>,
    ) -> Result<(), VaultError> {
        let (here, there) = (authors(self)?, numbers(&lent.held)?);
        // From the last on: each is vouched for by the one after it.
        for id in lent.changes.iter().rev().filter(|id| wanted.rows.contains(id)) {
            let Some((from, (to, author))) = there.get(&id.log).zip(here.get(&id.log)) else {
                continue;
            };
            let to = log::row_id(*to, id.seq)?;
            if let Some(stored) = lent.held.stored(log::row_id(*from, id.seq)?)?
                && self.may_stand(*author, *id, to, &stored)?
            {
                self.put_row(to, &lent.held, &stored)?;
            }
        }
        let files = lent.files.iter().filter(|(change, _)| lent.changes.contains(change));
        let files = files.map(|(_, file)| file.id);
        let files: BTreeSet<Id> = files.filter(|id| !wanted.whole_files.contains(id)).collect();
        if files.is_empty() {
            return Ok(());
        }
        for file in &files {
            self.put_attachment_of(*file, &lent.held)?;
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

    /// Whether this journal itself says that just this change was there: by the link that stands
    /// there still, or by the one after it. Its own signature proves nothing of that: what was
    /// written in another copy of this journal has one too.
    fn may_stand(
        &self,
        author: Id,
        id: ChangeId,
        row: i64,
        stored: &StoredRow,
    ) -> Result<bool, VaultError> {
        // A row of the wrong shape says nothing.
        let at = |row| self.stored(row).ok().flatten();
        if at(row).is_some_and(|here| here.link == stored.link) {
            return Ok(true);
        }
        let Some(next) = at(row + 1) else { return Ok(false) };
        let Ok(space) = rows::named(&self.db, Numbered::Space, next.space) else {
            return Ok(false);
        };
        let next_id = ChangeId { seq: id.seq + 1, ..id };
        let header = log::header(self.id, author, next_id, space);
        Ok(crypto::link(&header, stored.link, &next.content_hash) == next.link)
    }

    /// Puts a row in the place of the one that stands there, if one does.
    fn put_row(&self, row: i64, held: &Self, stored: &StoredRow) -> Result<(), VaultError> {
        let (space, key) = self.numbers_as_in(held, stored.space, stored.key)?;
        let sum = stored.blob.as_deref().map_or(stored.sum, crypto::object_sum);
        let put = "INSERT OR REPLACE INTO change(id, space, content_hash, link, sig, key, sum, blob) VALUES(?, ?, ?, ?, ?, ?, ?, ?)";
        let mut put = self.db.prepare_cached(put)?;
        rows::whatever_stands_beside(&self.db, || {
            put.execute((
                row,
                space,
                &stored.content_hash[..],
                &stored.link.0[..],
                &stored.sig[..],
                key,
                &sum[..],
                &stored.blob,
            ))
        })?;
        Ok(())
    }

    /// The numbers that stand here for a space and a key with these numbers there.
    fn numbers_as_in(&self, there: &Self, space: i64, key: i64) -> Result<(i64, i64), VaultError> {
        let space = rows::named(&there.db, Numbered::Space, space)?;
        let key = rows::named(&there.db, Numbered::Key, key)?;
        let db = &self.db;
        Ok((rows::number(db, Numbered::Space, space)?, rows::number(db, Numbered::Key, key)?))
    }

    /// Puts the key of a file in the place of the one that stands there, and makes room for its
    /// chunks.
    fn put_attachment_of(&self, file: Id, held: &Self) -> Result<(), VaultError> {
        rows::whatever_stands_beside(&self.db, || {
            self.db.execute("DELETE FROM chunk WHERE attachment = ?", [&file.0[..]])?;
            self.db.execute("DELETE FROM attachment WHERE id = ?", [&file.0[..]])
        })?;
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

    /// What was put back and must not stay: all of it, where something else does not hold any more.
    fn unfit(
        &self,
        me: &Unlocked,
        (lent, wanted): (&Lent, &Wanted),
        known: &Known<'_>,
        (before, after): (&State, &State),
    ) -> Result<BTreeSet<ChangeId>, VaultError> {
        let ids = |problems: &BTreeSet<Problem>| -> BTreeSet<ChangeId> {
            problems.iter().map(|one| one.id).collect()
        };
        let new: BTreeSet<Problem> = after.problems.difference(&before.problems).copied().collect();
        if !ids(&new).is_subset(&lent.changes) {
            return Ok(lent.changes.clone());
        }
        let mut unfit: BTreeSet<ChangeId> =
            lent.changes.intersection(&ids(&after.problems)).copied().collect();
        unfit.extend(lent.changes.iter().filter(|id| {
            let page = lent.pages.get(id);
            after.erased.contains(id) || page.is_some_and(|page| after.erased_links.contains(page))
        }));
        if !unfit.is_empty() {
            return Ok(unfit);
        }
        let is_doubt = |one: &Problem| one.kind != ProblemKind::Attachment;
        let all = !me.accepted.is_empty() || after.problems.iter().any(is_doubt);
        let authors = authors(self)?;
        // Only its author erases a change.
        let may_be_erased = |id: &&ChangeId| {
            let by = authors.get(&id.log).map(|(_, author)| author);
            by.is_none_or(|by| known.newer_by.contains(by) || after.newer_by.contains(by))
        };
        let bare = lent.changes.intersection(&wanted.bare);
        unfit.extend(bare.filter(|id| all || may_be_erased(id)));
        if unfit.is_empty() && self.newest_slots(me)? != me.slots {
            let slots = self.slots_changes(me)?;
            unfit
                .extend(slots.into_keys().map(|(_, id)| id).filter(|id| lent.changes.contains(id)));
        }
        Ok(unfit)
    }

    /// The keyslots that are `me`'s by what stands in Mine now. Whoever is here must be able to
    /// come in again.
    fn newest_slots(&self, me: &Unlocked) -> Result<Vec<(Id, Id)>, VaultError> {
        Ok(self.slots_changes(me)?.pop_last().map(|(_, slots)| slots).unwrap_or_default())
    }

    /// Every list of `me`'s keyslots, in the order of the fold.
    fn slots_changes(&self, me: &Unlocked) -> Result<SlotLists, VaultError> {
        let changes = log::small_of_kinds(self, me, &["slots"])?;
        let lists = changes.into_iter().filter_map(|(entry, head)| {
            let Slots { slots } = content::parse(entry.json()).ok()?;
            Some(((head.clock, entry.id), slots))
        });
        Ok(lists.collect())
    }
}

impl Lent {
    fn of(
        held: VaultFile,
        me: &Unlocked,
        wanted: &Wanted,
        known: &Known<'_>,
        watch: Watch<'_>,
    ) -> Result<Self, VaultError> {
        let begin = || (BTreeSet::new(), BTreeMap::new(), Named::default());
        let ((mut changes, pages, named), found) =
            scan(&held, &[me], begin, |(changes, pages, named), entry, head| {
                if wanted.all.contains(&entry.id) {
                    changes.insert(entry.id);
                    named.take(entry, head);
                    let of = content::parse(entry.json());
                    pages.extend(of.ok().and_then(|OfPage { page }| Some((entry.id, page?))));
                }
                go_on(watch, 0, 0)
            })?;
        let named = named.without(&found.erased);
        let files = named.iter().collect();
        changes.retain(|id| !found.erased.contains_key(id));
        let mut this = Self { held, changes, pages, files };
        this.leave_retired(known.retired)?;
        Ok(this)
    }

    /// What is under a key that went out of use stays where it is: somebody may know it.
    fn leave_retired(&mut self, retired: &HashSet<(Id, KeyId)>) -> Result<(), VaultError> {
        let numbers = numbers(&self.held)?;
        let is_retired = |space, key| -> Result<bool, VaultError> {
            let space = rows::named(&self.held.db, Numbered::Space, space)?;
            Ok(retired.contains(&(space, rows::named(&self.held.db, Numbered::Key, key)?)))
        };
        let mut stay = BTreeSet::new();
        for id in &self.changes {
            let row = numbers.get(&id.log).map(|n| log::row_id(*n, id.seq)).transpose()?;
            let stored = row.map(|row| self.held.stored(row)).transpose()?.flatten();
            let find = "SELECT key FROM attachment WHERE id = ?";
            let of_file = match self.files.get(id) {
                Some(file) => {
                    self.held.db.query_row(find, [&file.id.0[..]], |row| row.get(0)).optional()?
                }
                None => None,
            };
            let Some(stored) = stored else { continue };
            let is_file_retired = of_file.map(|key| is_retired(stored.space, key)).transpose()?;
            if !is_retired(stored.space, stored.key)? && is_file_retired != Some(true) {
                stay.insert(*id);
            }
        }
        self.changes = stay;
        Ok(())
    }
}

/// The numbers of the logs of a file, and whose they are.
fn authors(file: &VaultFile) -> Result<BTreeMap<Id, (i64, Id)>, VaultError> {
    Ok(log::all(&file.db)?.whole.into_iter().map(|(n, log, author)| (log, (n, author))).collect())
}

fn numbers(file: &VaultFile) -> Result<BTreeMap<Id, i64>, VaultError> {
    Ok(authors(file)?.into_iter().map(|(log, (n, _))| (log, n)).collect())
}
