//! The plain check of a keyslot, which anybody can make.

use core_tests::blake3_derive;
use core_tests::slot_rows::{blob, slots};
use duologue_core::Id;
use rusqlite::Connection;
use rusqlite::types::Value;

/// Makes the check of every row fit what stands in it.
pub fn fit_checks(db: &Connection, vault: Id) {
    for row in slots(db) {
        let number = |at: usize| match row[at] {
            Value::Integer(number) => (number as u32).to_be_bytes(),
            _ => [0; 4],
        };
        let material = [
            &vault.0[..],
            blob(&row[1]),
            blob(&row[0]),
            &number(2)[3..],
            &number(3),
            &number(4),
            &number(5),
            blob(&row[6]),
            blob(&row[7]),
            blob(&row[8]),
        ];
        let check: [u8; 16] = blake3_derive("slot check", &material.concat());
        let put = "UPDATE keyslot SET chk = ? WHERE slot = ?";
        db.execute(put, (&check[..], blob(&row[0]))).unwrap();
    }
}
