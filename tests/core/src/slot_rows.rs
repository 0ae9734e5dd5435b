//! Rows of the keyslot table, as they stand in the closed file.

use crate::{Kept, blake3_derive};
use rusqlite::Connection;
use rusqlite::types::Value;

/// Every keyslot row, as it stands.
pub fn slots(db: &Connection) -> Vec<Vec<Value>> {
    let mut query = db.prepare("SELECT * FROM keyslot ORDER BY rowid").unwrap();
    let rows = query.query_map([], |row| (0..10).map(|n| row.get(n)).collect());
    rows.unwrap().map(Result::unwrap).collect()
}

/// Puts one more row into the table.
pub fn put_slot(db: &Connection, row: &[Value]) {
    let values = rusqlite::params_from_iter(row);
    db.execute("INSERT INTO keyslot VALUES(?,?,?,?,?,?,?,?,?,?)", values).unwrap();
}

/// The bytes of a column of bytes.
///
/// # Panics
/// When it is of another type.
pub fn blob(value: &Value) -> &[u8] {
    let Value::Blob(bytes) = value else { panic!("a blob") };
    bytes
}

/// Makes the plain check of a slot row fit what now stands in it.
pub fn with_fitting_check(journal: &Kept, mut row: Vec<Value>) -> Vec<Value> {
    let vault = journal.open().id();
    let number = |value: &Value| -> [u8; 4] {
        let Value::Integer(n) = value else { panic!("a number") };
        u32::try_from(*n).unwrap().to_be_bytes()
    };
    let material = [
        &vault.0[..],
        blob(&row[1]),
        blob(&row[0]),
        &number(&row[2])[3..],
        &number(&row[3]),
        &number(&row[4]),
        &number(&row[5]),
        blob(&row[6]),
        blob(&row[7]),
        blob(&row[8]),
    ]
    .concat();
    row[9] = Value::Blob(blake3_derive::<16>("slot check", &material).to_vec());
    row
}
