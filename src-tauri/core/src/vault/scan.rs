//! Reading every log: the chain, the signatures, and what the keys at hand open. Format: docs/format.md §6.

use super::chain::Chain;
use super::content::{self, Erased, Head, NewCard};
use super::log::{self, ChangeId, Entry, Logs, SEQ_BITS, StoredRow};
use super::many::{Batch, Opened};
use super::problem::{Problem, ProblemKind};
use super::succession::{WrittenBy, written_by};
use super::{Unlocked, VaultError, VaultFile};
use crate::crypto::{self, SpaceKey};
use crate::{Id, Link};
use rusqlite::types::ValueRef;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// A change that a valid erase names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erasure {
    /// Its row.
    pub row: i64,
    /// Who wrote it, and erased it.
    pub author: Id,
    /// Its link, unless the row is broken.
    pub link: Option<Link>,
}

/// What a scan found beside the changes themselves.
#[derive(Default)]
pub struct Scan {
    /// The newest change of every log that holds.
    pub tips: BTreeMap<Id, (u64, Link)>,
    /// What cannot be trusted.
    pub problems: Vec<Problem>,
    /// Every change that a valid erase names.
    pub erased: HashMap<ChangeId, Erasure>,
    /// Rows of erased changes that hold content again.
    pub put_back: Vec<i64>,
}

impl Scan {
    /// What is wrong with a row that stands in no log; `n` tells it from others.
    fn outside(&mut self, n: u64, kind: ProblemKind) {
        self.problem(ChangeId { log: crate::id::Name([0; 16]), seq: n }, kind);
    }

    fn problem(&mut self, id: ChangeId, kind: ProblemKind) {
        self.problems.push(Problem { id, kind });
    }
}

/// Key ids by their number in the file, and the keys that are at hand.
type Keys = HashMap<i64, (Id, Option<Arc<SpaceKey>>)>;

struct LogReader<'a> {
    file: &'a VaultFile,
    here: &'a [&'a Unlocked],
    spaces: HashMap<i64, Id>,
    keys: Keys,
    /// The largest clock that is believed.
    latest: u64,
}

/// What the changes say of other changes, until all of them are read.
#[derive(Default)]
struct Said {
    rows: HashMap<ChangeId, RowFact>,
    /// Author and space of each erase.
    erases: Vec<(Id, Id, Erased)>,
    /// Where those who are here saw other logs stand: who, in which change of theirs.
    seen: HashMap<ChangeId, Sight>,
    /// Who says under the card that counts which one is theirs from then on.
    cards: HashSet<(Id, Link)>,
    /// By who is here and space: the first change of theirs in a space they cannot read.
    locked_out: BTreeMap<(Id, Id), ChangeId>,
}

/// What somebody here once saw of a log: the link, who, and where in the fold they say so.
struct Sight {
    link: Link,
    by: Id,
    order: (u64, Id, u64),
}

struct RowFact {
    author: Id,
    row: i64,
    /// Unknown when the row is broken.
    place: Option<(Id, Link)>,
    empty: bool,
    readable: bool,
}

type Take<'a> = &'a mut dyn FnMut(&Entry, &Head) -> Result<(), VaultError>;

/// Reads all logs and gives every change that holds to `take`, log by log.
///
/// What `take` refuses is damage of that change alone, but for [`VaultError::Cancelled`].
///
/// # Errors
/// Only those of the file; what is wrong with a change is in [`Scan::problems`].
pub(crate) fn scan(
    file: &VaultFile,
    here: &[&Unlocked],
    take: Take<'_>,
) -> Result<Scan, VaultError> {
    let logs = log::all(&file.db)?;
    let latest = latest_clock(file, &logs)?;
    let reader = LogReader { file, here, spaces: spaces(file)?, keys: keys(file, here)?, latest };
    let mut out = Scan::default();
    let mut said = Said::default();
    for n in logs.damaged {
        out.outside(n.cast_unsigned(), ProblemKind::Damaged);
    }
    for (n, log, author) in logs.whole {
        reader.read_log(n, log, author, &mut out, &mut said, take)?;
    }
    find_strays(file, &mut out)?;
    for n in 0..file.members()?.damaged {
        out.outside(n, ProblemKind::Member);
    }
    for (n, me) in (0..).zip(here).filter(|(_, me)| me.other_card) {
        out.outside(
            n,
            if me.awaits_one_of(&said.cards) {
                ProblemKind::NewCard
            } else {
                ProblemKind::OtherCard
            },
        );
    }
    find_gone_grants(here, &mut out, &said);
    // What was cached to be walked through more than once is not needed again.
    file.db.release_memory()?;
    settle_erased(&mut out, &said);
    settle_seen(here, &mut out, &said);
    let distinct: BTreeSet<Problem> = out.problems.drain(..).collect();
    out.problems.extend(distinct);
    Ok(out)
}

/// The largest clock that is believed: as many changes as the logs say there are, and a great many
/// that were lost.
fn latest_clock(file: &VaultFile, logs: &Logs) -> Result<u64, VaultError> {
    let mut latest = content::FURTHEST_AHEAD;
    let mut query =
        file.db.prepare_cached("SELECT max(id) FROM change WHERE id >= ? AND id < ?")?;
    for (n, _, _) in &logs.whole {
        let Some(range) = log::rows_of(*n) else { continue };
        let last: Option<i64> = query.query_row((range.start, range.end), |row| row.get(0))?;
        latest += last.map_or(Ok(0), |last| seq_of(*n, last))?;
    }
    Ok(latest)
}

/// Rows that belong to no log: what a log's row named is gone, or the number is none.
fn find_strays(file: &VaultFile, out: &mut Scan) -> Result<(), VaultError> {
    let mut query = file.db.prepare(
        "SELECT id FROM change WHERE (id & 0xFFFFFFFFFF) = 0
         OR (id >> 40) NOT IN (SELECT n FROM log WHERE n BETWEEN 1 AND 8388606) LIMIT 1000",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let seq = row.get::<_, i64>(0)?.cast_unsigned();
        out.outside(seq, ProblemKind::Damaged);
    }
    Ok(())
}

/// Whoever wrote in a space had its key, and everybody reads at least one Ours.
fn find_gone_grants(here: &[&Unlocked], out: &mut Scan, said: &Said) {
    for first in said.locked_out.values() {
        out.problem(*first, ProblemKind::GrantGone);
    }
    for (n, me) in (0..).zip(here) {
        let named = said.locked_out.keys().any(|(who, _)| *who == me.partner());
        if !me.reads_more_than_mine() && !named {
            out.outside(n, ProblemKind::GrantGone);
        }
    }
}

fn settle_erased(out: &mut Scan, said: &Said) {
    for (author, space, erase) in &said.erases {
        for (log, seq) in &erase.what {
            let id = ChangeId { log: *log, seq: *seq };
            let named = said.rows.get(&id).filter(|fact| fact.author == *author);
            let Some(fact) = named.filter(|fact| fact.place.is_none_or(|(of, _)| of == *space))
            else {
                continue;
            };
            let link = fact.place.map(|(_, link)| link);
            let known = out.erased.insert(id, Erasure { row: fact.row, author: *author, link });
            if !fact.empty && known.is_none() {
                out.put_back.push(fact.row);
            }
        }
    }
    for (id, fact) in &said.rows {
        if fact.empty && fact.readable && !out.erased.contains_key(id) {
            out.problem(*id, ProblemKind::Vanished);
        }
    }
    out.problems.retain(|problem| {
        !out.erased.contains_key(&problem.id) || problem.kind != ProblemKind::Damaged
    });
}

/// A log that was shortened or signed anew differs from what those who are here once saw.
fn settle_seen(here: &[&Unlocked], out: &mut Scan, said: &Said) {
    let unread: BTreeSet<Id> = out.problems.iter().filter_map(Problem::whole_log).collect();
    let mut last: HashMap<Id, u64> = HashMap::new();
    for ChangeId { log, seq } in said.rows.keys() {
        let last = last.entry(*log).or_default();
        *last = (*last).max(*seq);
    }
    for (id, Sight { link, by, order }) in &said.seen {
        // A log that was not read is named already; what stands in it was not looked at.
        if unread.contains(&id.log) {
            continue;
        }
        if here.iter().any(|me| me.partner() == *by && me.accepted_after(*order, *id)) {
            continue;
        }
        match said.rows.get(id).map(|fact| fact.place) {
            // A gap in the middle is named already.
            None if last.get(&id.log).is_some_and(|last| *last > id.seq) => {}
            None => out.problem(*id, ProblemKind::MissingEnd),
            Some(Some((_, stands))) if stands != *link => {
                let problem = Problem { id: *id, kind: ProblemKind::NotAuthentic };
                if !out.problems.contains(&problem) {
                    out.problem(*id, ProblemKind::Rewritten);
                }
            }
            // A broken row is named already.
            Some(_) => {}
        }
    }
}

impl LogReader<'_> {
    fn read_log(
        &self,
        n: i64,
        log: Id,
        author: Id,
        out: &mut Scan,
        said: &mut Said,
        take: Take<'_>,
    ) -> Result<(), VaultError> {
        let whole_log = ChangeId { log, seq: 0 };
        let (public, ended) = match written_by(self.file, self.here, (n, log), author)? {
            WrittenBy::Key(public, ended) => (public, ended),
            WrittenBy::Unconfirmed => {
                out.problem(whole_log, ProblemKind::Unconfirmed);
                return Ok(());
            }
            WrittenBy::NotOurs => return Ok(()),
        };
        let Some(range) = log::rows_of(n) else {
            out.problem(whole_log, ProblemKind::Damaged);
            return Ok(());
        };
        let mut chain = Chain::begin(self.file.id, author, log, public).ended_with(ended);
        let sound = self.check_chain(n, &mut chain, out)?;
        let sql = format!(
            "SELECT {} FROM change WHERE id >= ? AND id < ? ORDER BY id",
            StoredRow::COLUMNS
        );
        let mut query = self.file.db.prepare_cached(&sql)?;
        let mut rows = query.query((range.start, range.end))?;
        let mut read = |out: &mut Scan, said: &mut Said| -> Result<Batch<'_>, VaultError> {
            let mut batch = Batch::default();
            while !batch.is_full()
                && let Some(row) = rows.next()?
            {
                let at: i64 = row.get(0)?;
                let id = ChangeId { log, seq: seq_of(n, at)? };
                let Ok(stored) = StoredRow::from_row(row) else {
                    let empty = matches!(row.get_ref(7)?, ValueRef::Null);
                    let fact = RowFact { author, row: at, place: None, empty, readable: false };
                    said.rows.insert(id, fact);
                    out.problem(id, ProblemKind::Damaged);
                    continue;
                };
                let holds = sound.contains(&id.seq);
                if let Some((space, key)) = self.place_row(id, author, &stored, holds, out, said) {
                    batch.add(id, space, stored, key);
                }
            }
            Ok(batch)
        };
        // While some rows are decrypted, those before them are taken and those after them read.
        let (mut batch, mut opened) = (read(out, said)?, Vec::new());
        while !batch.is_empty() || !opened.is_empty() {
            let before = std::mem::take(&mut opened);
            let (now, next) = batch.open(self.file.id, author, || {
                self.take_all(before, out, said, take)?;
                read(out, said)
            });
            (opened, batch) = (now, next?);
        }
        Ok(())
    }

    fn take_all(
        &self,
        opened: Vec<Opened>,
        out: &mut Scan,
        said: &mut Said,
        take: Take<'_>,
    ) -> Result<(), VaultError> {
        for (id, opened) in opened {
            let taken = opened.map(|(entry, head)| self.take_entry(&entry, &head, said, take));
            match taken {
                Ok(Ok(())) => {}
                Ok(Err(VaultError::Cancelled)) => return Err(VaultError::Cancelled),
                Err(VaultError::NotAuthentic(_)) => out.problem(id, ProblemKind::NotAuthentic),
                Ok(Err(_)) | Err(_) => out.problem(id, ProblemKind::Damaged),
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
        out: &mut Scan,
        said: &mut Said,
    ) -> Option<(Id, &SpaceKey)> {
        let space = self.spaces.get(&stored.space).copied();
        let place = space.map(|space| (space, stored.link));
        let readable = space.is_some_and(|space| self.here.iter().any(|me| me.reads(space)));
        let empty = stored.blob.is_none();
        said.rows.insert(id, RowFact { author, row: stored.row, place, empty, readable });
        if let Some(space) = space.filter(|space| sound && self.is_locked_out(author, *space)) {
            said.locked_out.entry((author, space)).or_insert(id);
        }
        // A space that is nowhere is named by the chain.
        let space = space.filter(|_| sound && !empty)?;
        let key = self.key_for(stored, space);
        if key.is_none() {
            self.check_unreadable(id, readable, stored, out);
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
        if head.kind == "erase" && head.schema <= content::SCHEMA {
            said.erases.push((entry.author, entry.space, content::parse(entry.json())?));
        }
        if head.kind == "card" && head.schema <= content::SCHEMA {
            let NewCard { card } = content::parse(entry.json())?;
            said.cards.insert((entry.author, card));
        }
        if self.here.iter().any(|me| me.partner() == entry.author) {
            let order = (head.clock, entry.id.log, entry.id.seq);
            for (log, (seq, link)) in &head.seen {
                let id = ChangeId { log: *log, seq: *seq };
                // The last to say so counts: what was accepted before is claimed anew.
                if said.seen.get(&id).is_none_or(|known| known.order <= order) {
                    said.seen.insert(id, Sight { link: *link, by: entry.author, order });
                }
            }
        }
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

    /// Walks the chain without any blob; the numbers of the changes that hold come back.
    fn check_chain(
        &self,
        n: i64,
        chain: &mut Chain,
        out: &mut Scan,
    ) -> Result<BTreeSet<u64>, VaultError> {
        let range = log::rows_of(n).ok_or(VaultError::Damaged("log"))?;
        let mut query = self.file.db.prepare_cached(
            "SELECT id, space, content_hash, link, sig FROM change WHERE id >= ? AND id < ? ORDER BY id",
        )?;
        let mut rows = query.query((range.start, range.end))?;
        while let Some(row) = rows.next()? {
            let seq = seq_of(n, row.get(0)?)?;
            let space = self.spaces.get(&row.get(1)?).copied();
            chain.step(seq, space, (row.get(2).ok(), row.get(3).ok(), row.get(4).ok()));
        }
        let sound = chain.finish(&mut out.problems);
        if let Some(tip) = chain.tip(&sound) {
            out.tips.insert(chain.log, tip);
        }
        Ok(sound)
    }
}

fn seq_of(n: i64, row: i64) -> Result<u64, VaultError> {
    u64::try_from(row - (n << SEQ_BITS)).map_err(|_| VaultError::Damaged("log"))
}

fn spaces(file: &VaultFile) -> Result<HashMap<i64, Id>, VaultError> {
    numbered(file, "SELECT n, id FROM space")
}

fn keys(file: &VaultFile, here: &[&Unlocked]) -> Result<Keys, VaultError> {
    let held = |id: Id| here.iter().find_map(|me| me.key(id)).cloned();
    Ok(numbered(file, "SELECT n, id FROM key")?
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
