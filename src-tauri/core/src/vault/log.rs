//! Logs of changes: appending, and finding the one this computer may continue. Format: docs/format.md §6.

use super::computer::Remembered;
use super::content::{Head, MAX_TEXT, Stamp};
use super::many::{Batch, Looked, Spare};
use super::rows::{self, Numbered, integer, no_longer};
use super::{Computer, Unlocked, VaultError, VaultFile};
use crate::crypto::{self, ObjectType, SpaceKey};
use crate::{Id, Link, Surroundings};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;
use std::ops::Range;
use zeroize::Zeroizing;

pub(super) const FORMAT: u16 = 1;
pub(super) const SIGN_LABEL: &str = "duologue v1 change";
pub(super) const SEQ_BITS: u32 = 40;
const MOST_LOGS: i64 = 64;
const SALT: usize = 32;
pub(super) const HEADER: usize = 2 + 16 + 16 + 16 + 8 + 16;

/// Where a change stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChangeId {
    /// Its log.
    pub log: Id,
    /// Its number, from 1.
    pub seq: u64,
}

/// A change that opened and holds: who wrote what, where.
pub struct Entry {
    /// Where it stands.
    pub id: ChangeId,
    /// Its author, by signature.
    pub author: Id,
    /// Who can read it.
    pub space: Id,
    /// Its link; of a page's first change, the page's id.
    pub link: Link,
    /// The row it is in, in this file.
    pub row: i64,
    /// The hash of what the author signed.
    pub content_hash: [u8; 32],
    /// What the author signed: salt ‖ JSON.
    pub(super) salted: Zeroizing<Vec<u8>>,
}

impl Entry {
    /// What the change says.
    pub fn json(&self) -> &[u8] {
        self.salted.get(SALT..).unwrap_or_default()
    }
}

/// The end of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tip {
    pub(super) log: Id,
    pub(super) n: i64,
    pub(super) seq: u64,
    pub(super) link: Link,
}

/// A change to be written.
pub struct NewChange<'a> {
    /// Its space.
    pub space: Id,
    /// A key of that space.
    pub key: &'a SpaceKey,
    /// Its JSON, from [`json`].
    pub json: Zeroizing<Vec<u8>>,
}

/// The JSON of a change: its stamp and its body in one object.
pub(crate) fn json<T: Serialize>(
    stamp: &Stamp<'_>,
    body: &T,
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    #[derive(Serialize)]
    struct Whole<'a, 'b, T> {
        #[serde(flatten)]
        stamp: &'a Stamp<'b>,
        #[serde(flatten)]
        body: &'a T,
    }
    let json = Zeroizing::new(
        serde_json::to_vec(&Whole { stamp, body }).map_err(|_| VaultError::TooLarge)?,
    );
    if json.len() > MAX_TEXT {
        return Err(VaultError::TooLarge);
    }
    Ok(json)
}

/// Header of a change.
pub(super) fn header(vault: Id, author: Id, id: ChangeId, space: Id) -> [u8; HEADER] {
    let (format, seq) = (FORMAT.to_be_bytes(), id.seq.to_be_bytes());
    let mut header = [0; HEADER];
    let mut at = &mut header[..];
    for part in [&format[..], &vault.0, &author.0, &id.log.0, &seq, &space.0] {
        let (here, rest) = at.split_at_mut(part.len());
        here.copy_from_slice(part);
        at = rest;
    }
    header
}

/// Appends a change to the log of `me`; the caller holds the transaction.
pub(super) fn append(
    file: &VaultFile,
    me: &mut Unlocked,
    new: NewChange<'_>,
    surroundings: &mut dyn Surroundings,
) -> Result<Entry, VaultError> {
    let salt: [u8; SALT] = surroundings.random();
    let salted = Zeroizing::new([&salt[..], &new.json].concat());
    append_salted(file, me, new.space, new.key, salted, surroundings)
}

/// As [`append`], with the very salt and JSON of an earlier change.
pub(super) fn append_salted(
    file: &VaultFile,
    me: &mut Unlocked,
    space: Id,
    key: &SpaceKey,
    salted: Zeroizing<Vec<u8>>,
    surroundings: &mut dyn Surroundings,
) -> Result<Entry, VaultError> {
    let tip = match me.tip {
        Some(tip) => tip,
        None => begin(file, me, surroundings)?,
    };
    let id = ChangeId { log: tip.log, seq: tip.seq + 1 };
    let header = header(me.vault, me.partner, id, space);
    let content_hash = crypto::content_hash(&salted);
    let link = crypto::link(&header, tip.link, &content_hash);
    let sig = me.signer.sign(SIGN_LABEL, &[&link.0]);
    let key_id = key.id();
    let blob = crypto::encrypt_object(
        key,
        ObjectType::Change,
        &[&header, &link.0, &key_id.0],
        &salted,
        surroundings,
    );
    let row = row_id(tip.n, id.seq)?;
    file.db
        .prepare_cached("INSERT INTO change(id, space, content_hash, link, sig, key, sum, blob) VALUES(?, ?, ?, ?, ?, ?, ?, ?)")?
        .execute((
            row,
            rows::number(&file.db, Numbered::Space, space)?,
            &content_hash[..],
            &link.0[..],
            &sig[..],
            rows::number(&file.db, Numbered::Key, key_id)?,
            &crypto::object_sum(&blob)[..],
            &blob,
        ))?;
    me.tip = Some(Tip { seq: id.seq, link, ..tip });
    Ok(Entry { id, author: me.partner, space, link, row, content_hash, salted })
}

pub(super) fn row_id(n: i64, seq: u64) -> Result<i64, VaultError> {
    let seq =
        i64::try_from(seq).ok().filter(|seq| *seq < 1 << SEQ_BITS).ok_or(VaultError::TooLarge)?;
    Ok((n << SEQ_BITS) + seq)
}

fn begin(
    file: &VaultFile,
    me: &Unlocked,
    surroundings: &mut dyn Surroundings,
) -> Result<Tip, VaultError> {
    let logs: i64 = file.db.query_row("SELECT count(*) FROM log", [], |row| row.get(0))?;
    if logs >= MOST_LOGS {
        return Err(VaultError::TooLarge);
    }
    let (log, n) = (crate::id::Name(surroundings.random()), rows::free_log(&file.db)?);
    let insert = "INSERT INTO log(n, id, author) VALUES(?, ?, ?)";
    file.db.execute(insert, (n, &log.0[..], &me.partner.0[..]))?;
    let link = crypto::log_start(me.vault, me.partner, log, &me.signer.public());
    Ok(Tip { log, n, seq: 0, link })
}

/// The number of a row in its log.
pub(super) fn number_of(row: i64) -> u64 {
    (row & ((1 << SEQ_BITS) - 1)).unsigned_abs()
}

/// The last number that a log is given.
pub(super) const LAST: i64 = (1 << (i64::BITS - 1 - SEQ_BITS)) - 2;

/// The rows of log `n`; none for a number that no log is given.
pub(super) fn rows_of(n: i64) -> Option<Range<i64>> {
    (1..=LAST).contains(&n).then(|| (n << SEQ_BITS) + 1..(n + 1) << SEQ_BITS)
}

/// The log this computer wrote last, if the file still holds what the computer remembers.
///
/// What follows in the file must be this partner's own to the last change: the next
/// signature vouches for every link before it, so a row that somebody else put there
/// must never be continued.
pub(super) fn continued(
    file: &VaultFile,
    me: &Unlocked,
    computer: &Computer,
) -> Result<Option<Tip>, VaultError> {
    let Some(Remembered { log, seq, link }) = computer.remembered(file.id, me.partner) else {
        return Ok(None);
    };
    let find = concat!("SELECT n FROM log WHERE id = ? AND ", no_longer!("author" <= 16), " = ?");
    let n: Option<i64> =
        file.db.query_row(find, (&log.0[..], &me.partner.0[..]), |row| row.get(0)).optional()?;
    let Some((n, range)) = n.and_then(|n| Some((n, rows_of(n)?))) else { return Ok(None) };
    if !file.is_under_the_card_of(me, (n, log))? {
        return Ok(None);
    }
    let Ok(from) = row_id(n, seq) else { return Ok(None) };
    let stands = rows::link_of(&file.db, from)?;
    if stands.is_none_or(|stands| stands != link.0) {
        return Ok(None);
    }
    follow(file, me, Tip { log, n, seq, link }, from + 1..range.end)
}

/// Goes on from `tip` to the end of its log; nothing when a change on the way is not `me`'s own.
fn follow(
    file: &VaultFile,
    me: &Unlocked,
    mut tip: Tip,
    range: Range<i64>,
) -> Result<Option<Tip>, VaultError> {
    let mut query = file.db.prepare_cached(concat!(
        "SELECT change.id, ",
        no_longer!("space.id" <= 16, "content_hash" <= 32, "link" <= 32, "sig" <= 64),
        " FROM change LEFT JOIN space ON space.n = ",
        integer!("change.space"),
        " WHERE change.id >= ? AND change.id < ? ORDER BY change.id"
    ))?;
    let mut found = query.query((range.start, range.end))?;
    let mut last_sig = None;
    while let Some(row) = found.next()? {
        let at: i64 = row.get(0)?;
        let (Ok(space), Ok(content_hash)) = (rows::id(row, 1), row.get(2)) else { return Ok(None) };
        let (Ok(link), Ok(sig)) = (row.get(3), row.get::<_, [u8; 64]>(4)) else { return Ok(None) };
        let id = ChangeId { log: tip.log, seq: tip.seq + 1 };
        let header = header(me.vault, me.partner, id, space);
        let expected = crypto::link(&header, tip.link, &content_hash);
        if row_id(tip.n, id.seq)? != at || expected != crate::id::Name(link) {
            return Ok(None);
        }
        tip = Tip { seq: id.seq, link: expected, ..tip };
        last_sig = Some(sig);
    }
    let own = |sig: &[u8; 64]| {
        crypto::verify(&me.signer.public(), SIGN_LABEL, &[&tip.link.0], sig).is_ok()
    };
    Ok(last_sig.is_none_or(|sig| own(&sig)).then_some(tip))
}

/// Decrypts one row that stands where its columns say, and is strict JSON, with what every change
/// says.
pub(super) fn decrypt_row(
    vault: Id,
    author: Id,
    id: ChangeId,
    space: Id,
    stored: StoredRow,
    key: &SpaceKey,
) -> Result<(Entry, Head), VaultError> {
    let StoredRow { row, content_hash, link, blob, .. } = stored;
    let blob = blob.ok_or(VaultError::Damaged("content"))?;
    let header = header(vault, author, id, space);
    let place: [&[u8]; 3] = [&header, &link.0, &key.id().0];
    let salted = crypto::decrypt_own_object(key, ObjectType::Change, &place, blob)?;
    if crypto::content_hash(&salted) != content_hash || salted.len() < SALT {
        return Err(VaultError::NotAuthentic("content"));
    }
    let entry = Entry { id, author, space, link, row, content_hash, salted };
    let head = Head::of(entry.json())?;
    Ok((entry, head))
}

/// A row of the change table, as it stands.
pub(super) struct StoredRow {
    pub(super) row: i64,
    pub(super) space: i64,
    pub(super) content_hash: [u8; 32],
    pub(super) link: Link,
    pub(super) sig: [u8; 64],
    pub(super) key: i64,
    pub(super) sum: [u8; 16],
    pub(super) blob: Option<Vec<u8>>,
}

impl StoredRow {
    /// A row for a backup: a column of the wrong shape becomes zeros, so that the rows beside it
    /// keep their place in the chain.
    pub(super) fn as_it_stands(row: &Row<'_>) -> Result<Self, VaultError> {
        Ok(Self {
            row: row.get(0)?,
            space: row.get(1).unwrap_or_default(),
            content_hash: row.get(2).unwrap_or([0; 32]),
            link: crate::id::Name(row.get(3).unwrap_or([0; 32])),
            sig: row.get(4).unwrap_or([0; 64]),
            key: row.get(5).unwrap_or_default(),
            sum: row.get(6).unwrap_or([0; 16]),
            blob: row.get(7).unwrap_or(Some(Vec::new())),
        })
    }

    pub(super) fn from_row(row: &Row<'_>) -> Result<Self, VaultError> {
        Self::in_memory_of(&mut Spare::default(), row)
    }

    /// As [`Self::from_row`], in memory that other rows were in.
    pub(super) fn in_memory_of(spare: &mut Spare, row: &Row<'_>) -> Result<Self, VaultError> {
        Ok(Self {
            row: row.get(0)?,
            space: row.get(1)?,
            content_hash: row.get(2)?,
            link: crate::id::Name(row.get(3)?),
            sig: row.get(4)?,
            key: row.get(5)?,
            sum: row.get(6)?,
            blob: match row.get_ref(7)? {
                ValueRef::Blob(blob) => Some(spare.filled_with(blob)),
                _ => row.get(7)?,
            },
        })
    }
}

/// The logs of the file.
#[derive(Default)]
pub(super) struct Logs {
    /// Number, id, author.
    pub(super) whole: Vec<(i64, Id, Id)>,
    /// The numbers of rows that say neither.
    pub(super) damaged: Vec<i64>,
}

/// The logs of the file: a row that is damaged keeps the others from nothing.
pub(super) fn all(db: &Connection) -> Result<Logs, VaultError> {
    const ALL: &str =
        concat!("SELECT n, ", no_longer!("id" <= 16, "author" <= 16), " FROM log ORDER BY n");
    let mut query = db.prepare(ALL)?;
    let mut rows = query.query([])?;
    let mut logs = Logs::default();
    while let Some(row) = rows.next()? {
        if (logs.whole.len() + logs.damaged.len()) as i64 == MOST_LOGS {
            return Err(VaultError::Damaged("log"));
        }
        let n = row.get(0)?;
        match (rows::id(row, 1), rows::id(row, 2)) {
            (Ok(id), Ok(author)) if id.0 != [0; 16] => logs.whole.push((n, id, author)),
            _ => logs.damaged.push(n),
        }
    }
    Ok(logs)
}

/// As many changes as the logs say there are: to count them all of their rows would be read.
pub(super) fn said_to_be(db: &Connection, logs: &Logs) -> Result<u64, VaultError> {
    let mut query = db.prepare_cached("SELECT max(id) FROM change WHERE id >= ? AND id < ?")?;
    let mut all = 0;
    for range in logs.whole.iter().filter_map(|(n, _, _)| rows_of(*n)) {
        let last: Option<i64> = query.query_row((range.start, range.end), |row| row.get(0))?;
        all += last.map_or(0, number_of);
    }
    Ok(all)
}

/// The changes of my own Mine that are of one of these kinds, all of which are small. What does not
/// open here is named by the scan that follows.
pub(super) fn small_of_kinds(
    file: &VaultFile,
    me: &Unlocked,
    kinds: &[&str],
) -> Result<Vec<(Entry, Head)>, VaultError> {
    const SMALL: i64 = 2048;
    let key = me.mine_key()?;
    let mut entries = Vec::new();
    let logs = all(&file.db)?.whole;
    for (n, log, _) in logs.into_iter().filter(|(_, _, author)| *author == me.partner) {
        let Some(range) = rows_of(n) else { continue };
        let (columns, mine) = (rows::OF_CHANGE, "SELECT n FROM space WHERE id = ?");
        let rows = "FROM change WHERE id >= ? AND id < ? AND octet_length(blob) <= ?";
        let sql = format!("SELECT {columns} {rows} AND {} = ({mine})", integer!("space"));
        let mut query = file.db.prepare_cached(&sql)?;
        let mut rows = query.query((range.start, range.end, SMALL, &me.partner.0[..]))?;
        let mut next = || -> Result<Batch<'_>, VaultError> {
            let mut batch = Batch::default();
            while !batch.is_full()
                && let Some(row) = rows.next()?
            {
                let Ok(stored) = StoredRow::from_row(row) else { continue };
                let id = ChangeId { log, seq: number_of(stored.row) };
                batch.add(id, me.partner, stored, &key);
            }
            Ok(batch)
        };
        let mut batch = next()?;
        while !batch.is_empty() {
            let (opened, after) = batch.open(me.vault, me.partner, None, &mut next);
            let opened = opened.into_iter().filter_map(Looked::change);
            entries.extend(opened.filter(|(_, head)| kinds.contains(&head.kind.as_str())));
            batch = after?;
        }
    }
    Ok(entries)
}

impl VaultFile {
    /// Runs `step` in one transaction, with the witness of everybody here: everything of it is
    /// durable, or nothing happened.
    pub(crate) fn in_one_step<T>(
        &self,
        here: &mut [&mut Unlocked],
        surroundings: &mut dyn Surroundings,
        step: impl FnOnce(&Self, &mut [&mut Unlocked], &mut dyn Surroundings) -> Result<T, VaultError>,
    ) -> Result<T, VaultError> {
        let before: Vec<_> = here.iter().map(|me| me.standing()).collect();
        let done =
            self.db.unchecked_transaction().map_err(VaultError::from).and_then(|transaction| {
                let value = step(self, here, surroundings)?;
                self.witness(here, surroundings)?;
                transaction.commit()?;
                Ok(value)
            });
        if done.is_err() {
            for (me, before) in here.iter_mut().zip(before) {
                me.stand_as(before);
            }
        }
        done
    }

    /// Appends a change to the log of `me`; called inside [`Self::in_one_step`].
    pub(crate) fn append(
        &self,
        me: &mut Unlocked,
        new: NewChange<'_>,
        surroundings: &mut dyn Surroundings,
    ) -> Result<Entry, VaultError> {
        append(self, me, new, surroundings)
    }

    /// Copies a change of `me` into another space, with the salt and JSON it was
    /// first written with: its content hash proves that nothing was changed.
    pub(crate) fn copy_unchanged(
        &self,
        me: &mut Unlocked,
        of: &Entry,
        space: Id,
        key: &SpaceKey,
        surroundings: &mut dyn Surroundings,
    ) -> Result<Entry, VaultError> {
        append_salted(self, me, space, key, of.salted.clone(), surroundings)
    }

    /// Erases the content of changes for good; the `erase` change is the caller's.
    pub(crate) fn erase_rows(&self, ids: &[i64]) -> Result<(), VaultError> {
        let mut erase = self.db.prepare_cached("UPDATE change SET blob = NULL WHERE id = ?")?;
        rows::whatever_stands_beside(&self.db, || {
            ids.iter().try_for_each(|id| erase.execute([id]).map(drop))
        })
    }

    /// Empties what was erased, or is of no use any more, out of every file beside the journal.
    pub(crate) fn sweep(&self) -> Result<(), VaultError> {
        self.checkpoint()
    }
}
