//! The change table as it lies in the closed file.

use duologue_core::Link;
use rusqlite::Connection;

/// A row of the change table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRow {
    /// log.n · 2^40 + number.
    pub id: i64,
    /// The space's number in this file.
    pub space: i64,
    /// DK("content", salt ‖ JSON).
    pub content_hash: Vec<u8>,
    /// The link.
    pub link: Vec<u8>,
    /// Over the link.
    pub sig: Vec<u8>,
    /// The key's number in this file.
    pub key: i64,
    /// Of the blob.
    pub sum: Vec<u8>,
    /// Nothing once it is erased.
    pub blob: Option<Vec<u8>>,
}

impl ChangeRow {
    /// Every row, in order.
    pub fn all(db: &Connection) -> Vec<Self> {
        let mut query = db
            .prepare(
                "SELECT id, space, content_hash, link, sig, key, sum, blob FROM change ORDER BY id",
            )
            .unwrap();
        let rows = query.query_map([], |row| {
            Ok(Self {
                id: row.get(0)?,
                space: row.get(1)?,
                content_hash: row.get(2)?,
                link: row.get(3)?,
                sig: row.get(4)?,
                key: row.get(5)?,
                sum: row.get(6)?,
                blob: row.get(7)?,
            })
        });
        rows.unwrap().map(Result::unwrap).collect()
    }

    /// The row with this link.
    #[track_caller]
    pub fn of(db: &Connection, link: Link) -> Self {
        Self::all(db).into_iter().find(|row| row.link == link.0).unwrap()
    }

    /// Puts the row into the file, over what stands under its number.
    pub fn put(&self, db: &Connection) {
        db.execute(
            "INSERT OR REPLACE INTO change(id, space, content_hash, link, sig, key, sum, blob) VALUES(?,?,?,?,?,?,?,?)",
            (self.id, self.space, &self.content_hash, &self.link, &self.sig, self.key, &self.sum, &self.blob),
        )
        .unwrap();
    }
}
