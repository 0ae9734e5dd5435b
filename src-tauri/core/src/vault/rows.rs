//! Reading fixed-width values, and the small numbers that stand for ids inside one file.

use super::{VaultError, log};
use crate::Id;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OptionalExtension, Row};

/// Columns, none longer in bytes than it may be: what is longer is none of ours, and not even read.
///
/// SQLite refuses a whole query where it comes to a value over its limit: one row would hide all
/// others.
macro_rules! no_longer {
    ($first:literal <= $most:literal $(, $column:literal <= $more:literal)*) => {
        concat!(
            "iif(octet_length(", $first, ") > ", $most, ", x'', ", $first, ")",
            $(", iif(octet_length(", $column, ") > ", $more, ", x'', ", $column, ")",)*
        )
    };
}
pub(super) use no_longer;

/// A column as an integer; nothing where it is none.
macro_rules! integer {
    ($column:literal) => {
        concat!("iif(typeof(", $column, ") = 'integer', ", $column, ", NULL)")
    };
}
pub(super) use integer;

/// An id out of column `n`.
pub(super) fn id(row: &Row<'_>, n: usize) -> Result<Id, VaultError> {
    Ok(crate::id::Name(row.get(n)?))
}

/// Which table an id is numbered in.
#[derive(Clone, Copy)]
pub(super) enum Numbered {
    Space,
    Key,
}

/// The number of an id in this file; gives it one if it has none.
pub(super) fn number(db: &Connection, table: Numbered, id: Id) -> Result<i64, VaultError> {
    let (find, add) = match table {
        Numbered::Space => ("SELECT n FROM space WHERE id = ?", "INSERT INTO space(id) VALUES(?)"),
        Numbered::Key => ("SELECT n FROM key WHERE id = ?", "INSERT INTO key(id) VALUES(?)"),
    };
    let found: Option<i64> =
        db.prepare_cached(find)?.query_row([&id.0[..]], |row| row.get(0)).optional()?;
    if let Some(n) = found {
        return Ok(n);
    }
    db.execute(add, [&id.0[..]])?;
    Ok(db.last_insert_rowid())
}

/// The id that a number stands for in this file.
pub(super) fn named(db: &Connection, table: Numbered, n: i64) -> Result<Id, VaultError> {
    let find = match table {
        Numbered::Space => concat!("SELECT ", no_longer!("id" <= 16), " FROM space WHERE n = ?"),
        Numbered::Key => concat!("SELECT ", no_longer!("id" <= 16), " FROM key WHERE n = ?"),
    };
    Ok(crate::id::Name(db.prepare_cached(find)?.query_row([n], |row| row.get(0))?))
}

/// Runs a change of rows of which the rest may be of any length: SQLite reads all of a row that it
/// writes or takes out, and refuses where it comes to a value over its limit. `change` gives none out.
pub(super) fn whatever_stands_beside<T>(
    db: &Connection,
    change: impl FnOnce() -> rusqlite::Result<T>,
) -> Result<T, VaultError> {
    let most = db.limit(Limit::SQLITE_LIMIT_LENGTH)?;
    db.set_limit(Limit::SQLITE_LIMIT_LENGTH, i32::MAX)?;
    let changed = change();
    db.set_limit(Limit::SQLITE_LIMIT_LENGTH, most)?;
    Ok(changed?)
}

/// A number for a new log: one that no log has, and under which no row stands.
pub(super) fn free_log(db: &Connection) -> Result<i64, VaultError> {
    let last = "SELECT coalesce(max(n), 0) FROM log WHERE n BETWEEN 1 AND ?";
    let last: i64 = db.query_row(last, [log::LAST], |row| row.get(0))?;
    let mut is_taken = db.prepare_cached(
        "SELECT EXISTS(SELECT 1 FROM log WHERE n = ?1)
         OR EXISTS(SELECT 1 FROM change WHERE id >= ?2 AND id < ?3)",
    )?;
    // Whoever writes into the file may have put the last number there, or rows beyond it.
    for n in (last..=log::LAST).chain(1..=last) {
        let Some(rows) = log::rows_of(n) else { continue };
        if !is_taken.query_row((n, rows.start, rows.end), |row| row.get::<_, bool>(0))? {
            return Ok(n);
        }
    }
    Err(VaultError::TooLarge)
}

/// What stands as the link of a row of `change`, if there is one.
pub(super) fn link_of(db: &Connection, row: i64) -> Result<Option<Vec<u8>>, VaultError> {
    let find =
        concat!("SELECT CAST(", no_longer!("link" <= 32), " AS BLOB) FROM change WHERE id = ?");
    Ok(db.prepare_cached(find)?.query_row([row], |row| row.get(0)).optional()?)
}

/// The columns of a change that its chain is made of.
pub(super) const OF_CHAIN: &str = concat!(
    "id, ",
    integer!("space"),
    ", ",
    no_longer!("content_hash" <= 32, "link" <= 32, "sig" <= 64)
);

/// All columns of a change.
pub(super) const OF_CHANGE: &str = concat!(
    "id, ",
    integer!("space"),
    ", ",
    no_longer!("content_hash" <= 32, "link" <= 32, "sig" <= 64),
    ", ",
    integer!("key"),
    ", ",
    no_longer!("sum" <= 16, "blob" <= 16777216)
);
