//! Reading every log: the chain, the signatures, and what the keys at hand open. Format: docs/format.md §6.
//!
//! Which changes of a log hold is known only at its end, where its newest signature stands. Nearly
//! always all of them do, so every log is read once as if they did, and what was taken in counts
//! only if that came true. Else it is thrown away, and the chains are walked before anything is
//! opened.

use super::chain::{Chain, Sound};
use super::content::{self, Head};
use super::log::{self, ChangeId, Entry, Logs, StoredRow};
use super::lost::is_lost;
use super::many::{Batch, Looked, Spare};
use super::opened_rows::{OpenedRows, speaks_of_itself};
use super::problem::{Problem, ProblemKind};
use super::rows::{self, no_longer};
use super::said::{RowFact, Said};
use super::succession::{WrittenBy, written_by};
use super::{Unlocked, VaultError, VaultFile};
use crate::crypto::{self, Fingerprint, SpaceKey};
use crate::id::Name;
use crate::{Id, Link};
use rusqlite::types::ValueRef;
use rusqlite::{CachedStatement, Row};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

/// A change that a valid erase names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erasure {
    /// Its row.
    pub row: i64,
    /// Who wrote it, and erased it.
    pub author: Id,
    /// Its link, unless the row does not hold.
    pub link: Option<Link>,
}

/// What a scan found beside the changes themselves.
#[derive(Default)]
pub struct Scan {
    /// The newest change of every log that holds.
    pub tips: BTreeMap<Id, (u64, Link)>,
    /// What cannot be trusted.
    pub problems: Vec<Problem>,
    /// Those that somebody who is here tells, by what their changes say they saw.
    pub missed: Vec<(Id, Problem)>,
    /// Every change that a valid erase names.
    pub erased: HashMap<ChangeId, Erasure>,
    /// Rows of erased changes that hold content again.
    pub put_back: Vec<i64>,
    /// How many changes stand in a Mine that was lost.
    pub lost: u64,
    /// What opened, where that is to be remembered.
    pub(super) opened: HashMap<i64, Fingerprint>,
}

impl Scan {
    /// What is wrong with a row that stands in no log; `n` tells it from others.
    pub(super) fn outside(&mut self, n: u64, kind: ProblemKind) {
        self.problem(ChangeId { log: crate::id::Name([0; 16]), seq: n }, kind);
    }

    pub(super) fn problem(&mut self, id: ChangeId, kind: ProblemKind) {
        self.problems.push(Problem { id, kind });
    }

    /// What is not as `by` says they saw it.
    pub(super) fn missed(&mut self, by: Id, id: ChangeId, kind: ProblemKind) {
        self.missed.push((by, Problem { id, kind }));
        self.problem(id, kind);
    }
}

/// Key ids by their number in the file, and the keys that are at hand.
type Keys = HashMap<i64, (Id, Option<Arc<SpaceKey>>)>;

struct LogReader<'a> {
    file: &'a VaultFile,
    here: &'a [&'a Unlocked],
    spaces: HashMap<i64, Id>,
    keys: Keys,
    /// The largest clock that is believed: as many changes as the logs say there are, and a great
    /// many that were lost.
    latest: u64,
    /// Whether every row is taken to hold until the end of its log is read.
    at_once: bool,
    /// What was opened before, and is not opened again.
    before: Option<&'a OpenedRows>,
}

/// A row as it stands in its log, whether it holds or not.
pub(super) struct Standing<'a> {
    pub(super) log: Id,
    pub(super) author: Id,
    /// Zeros where the row names none.
    pub(super) space: Id,
    /// Zeros where the row names none.
    pub(super) key: Id,
    pub(super) stored: &'a StoredRow,
}

/// Is given every row of every log once, in order.
pub(super) type Copy<'a> = &'a mut dyn FnMut(&Standing<'_>) -> Result<(), VaultError>;

type Take<'a> = &'a mut dyn FnMut(&Entry, &Head) -> Result<(), VaultError>;

/// What reading all logs comes to.
#[derive(Default)]
struct Read {
    out: Scan,
    said: Said,
    spare: Spare,
    /// Something was taken in that does not hold.
    broken: bool,
}

/// Reads all logs and gives every change that holds to `take`, log by log.
///
/// What `take` refuses is damage of that change alone, but for [`VaultError::Cancelled`]. Where a
/// chain does not hold, it is given all of them twice, the second time with what `begin` makes anew.
///
/// # Errors
/// Only those of the file; what is wrong with a change is in [`Scan::problems`].
pub(crate) fn scan<T>(
    file: &VaultFile,
    here: &[&Unlocked],
    begin: impl Fn() -> T,
    take: impl FnMut(&mut T, &Entry, &Head) -> Result<(), VaultError>,
) -> Result<(T, Scan), VaultError> {
    scan_by((file, here, None), begin, take, None)
}

/// As [`scan`], and remembers what was opened.
pub(crate) fn scan_and_remember<T>(
    file: &VaultFile,
    here: &[&Unlocked],
    begin: impl Fn() -> T,
    take: impl FnMut(&mut T, &Entry, &Head) -> Result<(), VaultError>,
) -> Result<(T, Scan, Option<OpenedRows>), VaultError> {
    let rows = OpenedRows::of(here);
    let (taken, mut out) = scan_by((file, here, rows.as_ref()), begin, take, None)?;
    let of = std::mem::take(&mut out.opened);
    Ok((taken, out, rows.map(|rows| OpenedRows { of, ..rows })))
}

/// As [`scan`], and gives every row that is read to `copy`. What was opened `before` and says nothing
/// of others is not given to `take`.
pub(super) fn scan_and_copy<T>(
    (file, me, before): (&VaultFile, &Unlocked, Option<&OpenedRows>),
    begin: impl Fn() -> T,
    take: impl FnMut(&mut T, &Entry, &Head) -> Result<(), VaultError>,
    copy: Copy<'_>,
) -> Result<(T, Scan), VaultError> {
    scan_by((file, &[me], before), begin, take, Some(copy))
}

fn scan_by<T>(
    (file, here, before): (&VaultFile, &[&Unlocked], Option<&OpenedRows>),
    begin: impl Fn() -> T,
    mut take: impl FnMut(&mut T, &Entry, &Head) -> Result<(), VaultError>,
    mut copy: Option<Copy<'_>>,
) -> Result<(T, Scan), VaultError> {
    let logs = log::all(&file.db)?;
    let latest = content::FURTHEST_AHEAD + log::said_to_be(&file.db, &logs)?;
    let (spaces, keys) = (spaces(file)?, keys(file, here)?);
    let mut reader = LogReader { file, here, spaces, keys, latest, at_once: true, before };
    let mut taken = begin();
    let mut read =
        reader.read(&logs, &mut |entry, head| take(&mut taken, entry, head), &mut copy)?;
    if read.broken {
        reader.at_once = false;
        taken = begin();
        read = reader.read(&logs, &mut |entry, head| take(&mut taken, entry, head), &mut None)?;
    }
    let Read { mut out, said, .. } = read;
    find_strays(file, &logs, &mut out)?;
    for n in 0..file.members()?.damaged {
        out.outside(n, ProblemKind::Member);
    }
    for (n, me) in (0..).zip(here).filter(|(_, me)| me.other_card) {
        let is_new = me.awaits_one_of(&said.cards);
        out.outside(n, if is_new { ProblemKind::NewCard } else { ProblemKind::OtherCard });
    }
    // What was cached to be walked through more than once is not needed again.
    file.db.release_memory()?;
    said.settle(here, &mut out);
    let distinct: BTreeSet<Problem> = out.problems.drain(..).collect();
    out.problems.extend(distinct);
    Ok((taken, out))
}

/// Rows that belong to no log: what a log's row named is gone, or the number is none. They stand
/// between the logs, so nothing else is read to find them.
fn find_strays(file: &VaultFile, logs: &Logs, out: &mut Scan) -> Result<(), VaultError> {
    const MOST: i64 = 1000;
    let mut query = file
        .db
        .prepare_cached("SELECT id FROM change WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?")?;
    let mut numbers: Vec<i64> =
        logs.whole.iter().map(|(n, _, _)| *n).chain(logs.damaged.iter().copied()).collect();
    numbers.sort_unstable();
    let logs: Vec<_> = numbers.into_iter().filter_map(log::rows_of).collect();
    let begins = [i64::MIN].into_iter().chain(logs.iter().map(|rows| rows.end));
    let ends = logs.iter().map(|rows| rows.start - 1).chain([i64::MAX]);
    let mut left = MOST;
    for between in begins.zip(ends) {
        let mut strays = query.query((between.0, between.1, left))?;
        while let Some(row) = strays.next()? {
            out.outside(row.get::<_, i64>(0)?.cast_unsigned(), ProblemKind::Damaged);
            left -= 1;
        }
    }
    Ok(())
}

impl LogReader<'_> {
    fn read(
        &self,
        logs: &Logs,
        take: Take<'_>,
        copy: &mut Option<Copy<'_>>,
    ) -> Result<Read, VaultError> {
        let mut read = Read::default();
        for n in &logs.damaged {
            read.out.outside(n.cast_unsigned(), ProblemKind::Damaged);
        }
        for (n, log, author) in &logs.whole {
            self.read_log((*n, *log, *author), &mut read, take, copy)?;
        }
        Ok(read)
    }

    fn read_log(
        &self,
        (n, log, author): (i64, Id, Id),
        read: &mut Read,
        take: Take<'_>,
        copy: &mut Option<Copy<'_>>,
    ) -> Result<(), VaultError> {
        let whole_log = ChangeId { log, seq: 0 };
        let range = log::rows_of(n);
        let (public, ended) = match written_by(self.file, self.here, (n, log), author)? {
            WrittenBy::Key(public, ended) => (public, ended),
            closed => {
                if matches!(closed, WrittenBy::Unconfirmed) {
                    read.out.problem(whole_log, ProblemKind::Unconfirmed);
                }
                let copied = range.zip(copy.as_mut());
                return copied
                    .map_or(Ok(()), |(range, copy)| self.copy_log(range, (log, author), copy));
            }
        };
        let Some(range) = range else {
            read.out.problem(whole_log, ProblemKind::Damaged);
            return Ok(());
        };
        let mut chain = Chain::begin(self.file.id, author, log, public).ended_with(ended);
        let sound = if self.at_once {
            None
        } else {
            self.walk(range.clone(), &mut chain)?;
            Some(finish(&mut chain, &mut read.out))
        };
        let mut query = self.rows()?;
        let mut rows = query.query((range.start, range.end))?;
        let mut next = |read: &mut Read| -> Result<Batch<'_>, VaultError> {
            let mut batch = Batch::default();
            while !batch.is_full()
                && let Some(row) = rows.next()?
            {
                let at: i64 = row.get(0)?;
                let id = ChangeId { log, seq: log::number_of(at) };
                if sound.is_none() {
                    self.step(&mut chain, row)?;
                }
                let stored = StoredRow::in_memory_of(&mut read.spare, row);
                if let Some(copy) = copy {
                    match &stored {
                        Ok(stored) => copy(&self.standing(log, author, stored))?,
                        Err(_) => {
                            let stored = StoredRow::as_it_stands(row)?;
                            copy(&self.standing(log, author, &stored))?;
                        }
                    }
                }
                let holds = sound.as_ref().is_none_or(|sound| sound.contains(id.seq));
                let Ok(stored) = stored else {
                    let (place, empty) = (self.place_in(row), row.get_ref(7)? == ValueRef::Null);
                    let fact = RowFact { row: at, place, holds, empty, readable: false };
                    read.said.row(log, author, fact);
                    read.out.problem(id, ProblemKind::Damaged);
                    continue;
                };
                if let Some((space, key)) = self.place_row(id, author, &stored, holds, read) {
                    batch.add(id, space, stored, key);
                }
            }
            Ok(batch)
        };
        // While some rows are decrypted, those before them are taken and those after them read.
        let (mut batch, mut opened) = (next(read)?, Vec::new());
        while !batch.is_empty() || !opened.is_empty() {
            let before = std::mem::take(&mut opened);
            let (now, after) = batch.open(self.file.id, author, self.before, || {
                self.take_all(before, read, take)?;
                next(read)
            });
            (opened, batch) = (now, after?);
        }
        if sound.is_none() {
            read.broken |= !finish(&mut chain, &mut read.out).is_whole();
        }
        Ok(())
    }

    fn rows(&self) -> Result<CachedStatement<'_>, VaultError> {
        let columns = rows::OF_CHANGE;
        let sql = format!("SELECT {columns} FROM change WHERE id >= ? AND id < ? ORDER BY id");
        Ok(self.file.db.prepare_cached(&sql)?)
    }

    /// A log that nobody here reads.
    fn copy_log(
        &self,
        range: Range<i64>,
        (log, author): (Id, Id),
        copy: Copy<'_>,
    ) -> Result<(), VaultError> {
        let mut query = self.rows()?;
        let mut rows = query.query((range.start, range.end))?;
        while let Some(row) = rows.next()? {
            copy(&self.standing(log, author, &StoredRow::as_it_stands(row)?))?;
        }
        Ok(())
    }

    fn standing<'s>(&self, log: Id, author: Id, stored: &'s StoredRow) -> Standing<'s> {
        let space = self.spaces.get(&stored.space).copied().unwrap_or(Name([0; 16]));
        let key = self.keys.get(&stored.key).map_or(Name([0; 16]), |(id, _)| *id);
        Standing { log, author, space, key, stored }
    }

    fn take_all(
        &self,
        looked: Vec<Looked>,
        read: &mut Read,
        take: Take<'_>,
    ) -> Result<(), VaultError> {
        for Looked { id, print, opened } in looked {
            let Some(opened) = opened else { continue };
            let taken = opened.map(|(entry, head)| {
                let taken = self.take_entry(&entry, &head, &mut read.said, take);
                read.spare.keep(entry.salted);
                if taken.is_ok() && speaks_of_itself(&head) {
                    read.out.opened.extend(print);
                }
                taken
            });
            match taken {
                Ok(Ok(())) => {}
                Ok(Err(VaultError::Cancelled)) => return Err(VaultError::Cancelled),
                Err(VaultError::NotAuthentic(_)) => read.out.problem(id, ProblemKind::NotAuthentic),
                Ok(Err(_)) | Err(_) => read.out.problem(id, ProblemKind::Damaged),
            }
        }
        Ok(())
    }

    /// Notes where a row stands; what opens it, if it holds and its key is at hand.
    fn place_row(
        &self,
        id: ChangeId,
        author: Id,
        stored: &StoredRow,
        sound: bool,
        read: &mut Read,
    ) -> Option<(Id, &SpaceKey)> {
        let space = self.spaces.get(&stored.space).copied();
        let place = space.map(|space| (space, stored.link));
        let key_id = self.keys.get(&stored.key).map(|(id, _)| *id);
        let lost = space.zip(key_id).is_some_and(|at| is_lost(self.here, (author, id), at));
        let reads = |space| self.here.iter().any(|me| me.reads(space));
        let readable = !lost && space.is_some_and(reads);
        let empty = stored.blob.is_none();
        let fact = RowFact { row: stored.row, place, holds: sound, empty, readable };
        read.said.row(id.log, author, fact);
        if let Some(space) = space.filter(|space| sound && self.is_locked_out(author, *space)) {
            read.said.locked_out(author, space, id);
        }
        // A space that is nowhere is named by the chain.
        let space = space.filter(|_| sound && !empty)?;
        if lost {
            read.out.lost += 1;
            return None;
        }
        let key = self.key_for(stored, space);
        if key.is_none() {
            self.check_unreadable(id, readable, stored, &mut read.out);
        }
        Some((space, key?))
    }

    fn take_entry(
        &self,
        entry: &Entry,
        head: &Head,
        said: &mut Said,
        take: Take<'_>,
    ) -> Result<(), VaultError> {
        if head.clock > self.latest {
            return Err(VaultError::Damaged("clock"));
        }
        said.take(entry, head, self.here)?;
        take(entry, head)
    }

    /// Whether `author` is here and has no key to a space they wrote in; a Mine is never granted.
    fn is_locked_out(&self, author: Id, space: Id) -> bool {
        space != author && self.here.iter().any(|me| me.partner() == author && !me.reads(space))
    }

    /// The key of a row, if it is one of the row's space.
    fn key_for(&self, stored: &StoredRow, space: Id) -> Option<&SpaceKey> {
        let (id, key) = self.keys.get(&stored.key)?;
        key.as_deref().filter(|_| self.here.iter().any(|me| me.space_of(*id) == Some(space)))
    }

    /// A row of a space I do not read is no damage. One of a space I read under a key that
    /// is none of its own is, and so is one whose bytes are not what its plain sum says.
    fn check_unreadable(&self, id: ChangeId, readable: bool, stored: &StoredRow, out: &mut Scan) {
        let rotten =
            stored.blob.as_deref().is_some_and(|blob| crypto::object_sum(blob) != stored.sum);
        let key = self.keys.get(&stored.key);
        if readable || rotten || key.is_none_or(|(_, held)| held.is_some()) {
            out.problem(id, ProblemKind::Damaged);
        }
    }

    /// Walks the chain without any blob.
    fn walk(&self, range: Range<i64>, chain: &mut Chain) -> Result<(), VaultError> {
        let columns = rows::OF_CHAIN;
        let sql = format!("SELECT {columns} FROM change WHERE id >= ? AND id < ? ORDER BY id");
        let mut query = self.file.db.prepare_cached(&sql)?;
        let mut rows = query.query((range.start, range.end))?;
        while let Some(row) = rows.next()? {
            self.step(chain, row)?;
        }
        Ok(())
    }

    fn space_in(&self, row: &Row<'_>) -> Option<Id> {
        self.spaces.get(&row.get(1).ok()?).copied()
    }

    /// Where a row stands, if that much of it can be read.
    fn place_in(&self, row: &Row<'_>) -> Option<(Id, Link)> {
        Some((self.space_in(row)?, Name(row.get(3).ok()?)))
    }

    fn step(&self, chain: &mut Chain, row: &Row<'_>) -> Result<(), VaultError> {
        let parts = (row.get(2).ok(), row.get(3).ok(), row.get(4).ok());
        chain.step(log::number_of(row.get(0)?), self.space_in(row), parts);
        Ok(())
    }
}

/// The end of a log: which of its changes hold.
fn finish(chain: &mut Chain, out: &mut Scan) -> Sound {
    let sound = chain.finish(&mut out.problems);
    if let Some(tip) = chain.tip(&sound) {
        out.tips.insert(chain.log, tip);
    }
    sound
}

fn spaces(file: &VaultFile) -> Result<HashMap<i64, Id>, VaultError> {
    numbered(file, concat!("SELECT n, ", no_longer!("id" <= 16), " FROM space"))
}

fn keys(file: &VaultFile, here: &[&Unlocked]) -> Result<Keys, VaultError> {
    let held = |id: Id| here.iter().find_map(|me| me.key(id)).cloned();
    Ok(numbered(file, concat!("SELECT n, ", no_longer!("id" <= 16), " FROM key"))?
        .into_iter()
        .map(|(n, id)| (n, (id, held(id))))
        .collect())
}

fn numbered(file: &VaultFile, sql: &str) -> Result<HashMap<i64, Id>, VaultError> {
    let mut query = file.db.prepare(sql)?;
    let mut rows = query.query([])?;
    let mut map = HashMap::new();
    while let Some(row) = rows.next()? {
        // A row that names nothing is as good as none: whatever points at it is damaged.
        if let Ok(id) = super::rows::id(row, 1) {
            map.insert(row.get(0)?, id);
        }
    }
    Ok(map)
}
