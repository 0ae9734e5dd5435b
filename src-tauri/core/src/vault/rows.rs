//! Reading fixed-width values, and the small numbers that stand for ids inside one file.

use super::VaultError;
use crate::Id;
use rusqlite::{Connection, OptionalExtension, Row};

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
        Numbered::Space => "SELECT id FROM space WHERE n = ?",
        Numbered::Key => "SELECT id FROM key WHERE n = ?",
    };
    Ok(crate::id::Name(db.prepare_cached(find)?.query_row([n], |row| row.get(0))?))
}

/// Columns, each no longer than it may be: what is longer is none of ours, and not even read.
pub(super) fn no_longer(columns: &[(&str, usize)]) -> String {
    let column =
        |(name, most): &(&str, usize)| format!("iif(length({name}) > {most}, x'', {name})");
    columns.iter().map(column).collect::<Vec<_>>().join(", ")
}
