//! Saves what it is told, durably, into a new SQLCipher file, and answers how long each row took.
//!
//! `sqlcipher-saves FILE`. Each line of standard input holds the length of a text in bytes, and
//! that text follows it; the answer is a line with nanoseconds. The first line printed is
//! SQLCipher's version.

use rusqlite::Connection;
use std::error::Error;
use std::io::{BufRead, Read, Write, stdin, stdout};
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args_os().nth(1).ok_or("sqlcipher-saves FILE")?;
    let db = Connection::open(file)?;
    // a raw key: what is measured is saving, not deriving
    db.execute_batch(&format!("PRAGMA key = \"x'{}'\";", "5a".repeat(32)))?;
    db.execute_batch(
        "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
         CREATE TABLE page(id INTEGER PRIMARY KEY, text TEXT NOT NULL);",
    )?;
    let version: String = db.query_row("PRAGMA cipher_version", [], |row| row.get(0))?;
    let (mut from, mut to) = (stdin().lock(), stdout().lock());
    writeln!(to, "{version}")?;
    to.flush()?;
    let mut line = String::new();
    while from.read_line(&mut line)? > 0 {
        let mut text = vec![0; line.trim().parse()?];
        from.read_exact(&mut text)?;
        let text = String::from_utf8(text)?;
        let before = Instant::now();
        db.prepare_cached("INSERT INTO page(text) VALUES(?)")?.execute([&text])?;
        writeln!(to, "{}", before.elapsed().as_nanos())?;
        to.flush()?;
        line.clear();
    }
    Ok(())
}
