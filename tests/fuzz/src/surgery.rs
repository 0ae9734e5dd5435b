//! Rows of a closed file, changed as the fuzzer says.
//!
//! One operation is: table, row, column and deed (a byte each, of whatever there is by remainder),
//! and what the deed takes. The schema stays, so a column keeps its type; every length and every
//! number can stand in it.

use crate::Source;
use rusqlite::Connection;
use rusqlite::types::Value;

/// At most so many operations of one input.
const MOST: usize = 6;

/// A table and its columns.
pub struct Table(pub &'static str, pub &'static [&'static str]);

/// What was touched.
pub struct Done {
    /// The table.
    pub table: &'static str,
    /// The row, before.
    pub row: i64,
    /// The column; nothing if it was the whole row, or another one was put beside it.
    pub column: Option<&'static str>,
}

/// Does to some of `tables` what the bytes say.
pub fn operate(db: &Connection, tables: &[Table], source: &mut Source<'_>) -> Vec<Done> {
    db.pragma_update(None, "ignore_check_constraints", true).unwrap();
    db.pragma_update(None, "synchronous", "OFF").unwrap();
    let mut done = Vec::new();
    while !source.is_empty() && done.len() < MOST {
        let Table(table, columns) = &tables[usize::from(source.byte()) % tables.len()];
        let row = usize::from(source.byte());
        let column = columns[usize::from(source.byte()) % columns.len()];
        let deed = source.byte();
        let rows = row_ids(db, table);
        let Some(&row) = rows.get(row % rows.len().max(1)) else {
            put_new(db, table, columns, source);
            done.push(Done { table, row: 0, column: None });
            continue;
        };
        let column = one(db, table, columns, row, column, deed, source);
        done.push(Done { table, row, column });
    }
    done
}

fn row_ids(db: &Connection, table: &str) -> Vec<i64> {
    let mut query = db.prepare(&format!("SELECT rowid FROM \"{table}\" ORDER BY rowid")).unwrap();
    query.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn one(
    db: &Connection,
    table: &str,
    columns: &[&str],
    row: i64,
    column: &'static str,
    deed: u8,
    source: &mut Source<'_>,
) -> Option<&'static str> {
    let find = format!("SELECT \"{column}\" FROM \"{table}\" WHERE rowid = ?");
    let old: Value = db.query_row(&find, [row], |row| row.get(0)).unwrap();
    // What stands twice where it must not, or points at nothing, SQLite refuses; then nothing is done.
    match deed % 6 {
        0 => {
            let _ = db.execute(&format!("DELETE FROM \"{table}\" WHERE rowid = ?"), [row]);
            return None;
        }
        1 => {
            let picked = columns
                .iter()
                .map(|name| if *name == column { "?1".to_owned() } else { format!("\"{name}\"") });
            let picked = picked.collect::<Vec<_>>().join(",");
            let names = columns.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>();
            let names = names.join(",");
            let sql = format!(
                "INSERT INTO \"{table}\"({names}) SELECT {picked} FROM \"{table}\" WHERE rowid = ?2"
            );
            let _ = db.execute(&sql, (other(old, source), row));
            return None;
        }
        2 => {
            put_new(db, table, columns, source);
            return None;
        }
        _ => {
            let sql = format!("UPDATE \"{table}\" SET \"{column}\" = ? WHERE rowid = ?");
            let _ = db.execute(&sql, (other(old, source), row));
        }
    }
    Some(column)
}

/// Another value of the same type: all of it, or bytes written over some of it.
fn other(old: Value, source: &mut Source<'_>) -> Value {
    match (source.byte() % 4, old) {
        (0, Value::Blob(bytes)) => Value::Blob(written_over(bytes, source)),
        (1, Value::Blob(mut bytes)) => {
            bytes.truncate(source.short());
            Value::Blob(bytes)
        }
        (2, Value::Blob(mut bytes)) => {
            bytes.resize(bytes.len() + source.short() * 64, source.byte());
            Value::Blob(bytes)
        }
        (_, Value::Integer(number)) if source.byte() % 2 == 0 => {
            Value::Integer(number.wrapping_add(i64::from(source.byte()) - 128))
        }
        (_, Value::Integer(_)) => Value::Integer(source.long()),
        (_, _) => Value::Blob(source.bytes().to_vec()),
    }
}

/// A row that is all the fuzzer's: numbers and bytes as SQLite will take them.
fn put_new(db: &Connection, table: &str, columns: &[&str], source: &mut Source<'_>) {
    let mut info = db.prepare(&format!("PRAGMA table_info(\"{table}\")")).unwrap();
    let types: Vec<String> =
        info.query_map([], |row| row.get(2)).unwrap().map(Result::unwrap).collect();
    let value = |kind: &String| match kind.as_str() {
        "INTEGER" => Value::Integer(source.long()),
        _ => Value::Blob(source.bytes().to_vec()),
    };
    let row: Vec<Value> = types.iter().map(value).collect();
    let places = vec!["?"; columns.len()].join(",");
    let _ = db.execute(
        &format!("INSERT INTO \"{table}\" VALUES({places})"),
        rusqlite::params_from_iter(row),
    );
}

/// Bytes with others over some of them: two bytes say from where, the rest is as in
/// [`Source::bytes`].
pub fn written_over(mut bytes: Vec<u8>, source: &mut Source<'_>) -> Vec<u8> {
    let from = source.short() % (bytes.len() + 1);
    let over = source.bytes();
    bytes.resize(bytes.len().max(from + over.len()), 0);
    bytes[from..from + over.len()].copy_from_slice(over);
    bytes
}
