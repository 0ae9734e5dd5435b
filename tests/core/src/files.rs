//! Files on pages: their rows, and files that the app would not write.

use crate::{Hand, Kept};
use duologue_core::crypto::{
    AttachmentKey, AttachmentWriter, FRAME, FileHash, SpaceKey, encrypt_attachment_key,
};
use duologue_core::journal::{JournalError, Sitting};
use duologue_core::{Id, Link, Surroundings};
use rusqlite::Connection;
use std::io::Write;

/// Bytes that are all of them elsewhere than their neighbours.
pub fn some_bytes(len: usize, seed: u8) -> Vec<u8> {
    let mut out = vec![0; len];
    blake3::Hasher::new().update(&[seed]).finalize_xof().fill(&mut out);
    out
}

/// Puts bytes on a page; the attachment's id comes back.
#[track_caller]
pub fn attach(sitting: &mut Sitting, page: Link, bytes: &[u8]) -> Id {
    sitting.attach(page, "a file.bin", &mut &bytes[..]).unwrap().id
}

/// What a file of a page reads as.
pub fn read(sitting: &Sitting, page: Link, id: Id) -> Result<Vec<u8>, JournalError> {
    let mut bytes = Vec::new();
    sitting.read_attachment(page, id, &mut bytes).map(|()| bytes)
}

/// The chunks of an attachment, by number.
pub fn chunks(db: &Connection, id: Id) -> Vec<Vec<u8>> {
    let mut query = db.prepare("SELECT bytes FROM chunk WHERE attachment = ? ORDER BY n").unwrap();
    query.query_map([&id.0[..]], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// The encrypted key of an attachment.
pub fn key_blob(db: &Connection, id: Id) -> Vec<u8> {
    db.query_row("SELECT blob FROM attachment WHERE id = ?", [&id.0[..]], |row| row.get(0)).unwrap()
}

/// How many rows `attachment` and `chunk` have.
pub fn rows(journal: &Kept) -> (i64, i64) {
    let count = |db: &Connection, table: &str| {
        db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
    };
    journal.reach_in(|db| (count(db, "attachment"), count(db, "chunk")))
}

/// A file that its author puts on a page past the app.
pub struct Planted {
    /// Its id.
    pub id: Id,
    /// The key of its chunks.
    pub key: AttachmentKey,
    /// Its chunks, as they would be written.
    pub chunks: Vec<Vec<u8>>,
    /// What would be said of it.
    pub file: FileHash,
}

impl Planted {
    /// Encrypts `plain` under an id that begins with `n`.
    pub fn of(hand: &Hand, n: u8, plain: &[u8], surroundings: &mut dyn Surroundings) -> Self {
        let id = Id::from_slice(&[n; 16]).unwrap();
        let key = AttachmentKey::make(surroundings);
        let mut writer = AttachmentWriter::new(&key, hand.vault, id, Vec::new());
        writer.write_all(plain).unwrap();
        let (bytes, file) = writer.finish().unwrap();
        Self { id, key, chunks: bytes.chunks(FRAME).map(<[u8]>::to_vec).collect(), file }
    }

    /// Puts the row of its key, and its chunks.
    pub fn put(&self, db: &Connection, hand: &Hand, space: Id, key: &SpaceKey) {
        let place: [&[u8]; 4] = [&hand.vault.0, &space.0, &self.id.0, &key.id().0];
        let mut surroundings = crate::World::seeded(77).surroundings();
        let blob = encrypt_attachment_key(key, &place, &self.key, surroundings.as_mut());
        let insert = "INSERT INTO attachment SELECT ?, space.n, key.n, ? FROM space, key
                      WHERE space.id = ? AND key.id = ?";
        let put = db.execute(insert, (&self.id.0[..], blob, &space.0[..], &key.id().0[..]));
        assert_eq!(put.unwrap(), 1, "space and key are in use");
        for (n, chunk) in self.chunks.iter().enumerate() {
            let insert = "INSERT INTO chunk(attachment, n, bytes) VALUES(?, ?, ?)";
            db.execute(insert, (&self.id.0[..], n as i64, chunk)).unwrap();
        }
    }

    /// The JSON of a change that puts it on `page`.
    pub fn named(&self, page: Link) -> String {
        let FileHash { length, hash } = self.file;
        let id = self.id;
        format!(
            r#"{{"kind":"attachment","schema":1,"clock":9000,"page":"{page}","id":"{id}","name":"planted","type":"application/octet-stream","length":{length},"hash":"{hash}"}}"#
        )
    }
}
