//! A hand that writes into the closed file: a partner's own keys, used past the app.
//!
//! Headers, links and rows are put together here a second time, from
//! docs/format.md, and not by the code under test.

use crate::ChangeRow;
use chrono::{DateTime, FixedOffset};
use duologue_core::crypto::{
    self, AttachmentKey, KeyId, ObjectType, Root, Signer, SpaceKey, WrappedKey,
};
use duologue_core::{Id, Link, Surroundings};
use rusqlite::Connection;
use std::time::Duration;

const SEQ: u32 = 40;

/// Draws what it was given: to make a key that is known.
struct Given(Vec<u8>);

impl Surroundings for Given {
    fn now(&self) -> DateTime<FixedOffset> {
        DateTime::UNIX_EPOCH.fixed_offset()
    }

    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        let mut given = self.0.iter().cycle();
        bytes.fill_with(|| *given.next().unwrap());
    }

    fn free_memory_kib(&self) -> Option<u64> {
        None
    }
}

/// Randomness that is `bytes`, over and over.
pub fn drawing(bytes: &[u8]) -> impl Surroundings {
    Given(bytes.to_vec())
}

/// The root with these bytes.
pub fn root(bytes: [u8; 32]) -> Root {
    Root::make(&mut Given(bytes.to_vec()))
}

/// BLAKE3 derive_key with the contexts of the format.
pub fn blake3_derive<const N: usize>(purpose: &str, material: &[u8]) -> [u8; N] {
    let mut out = [0; N];
    let mut hasher = blake3::Hasher::new_derive_key(&format!("duologue 2026 v1 {purpose}"));
    hasher.update(material).finalize_xof().fill(&mut out);
    out
}

pub(crate) fn vault_id(db: &Connection) -> Id {
    Id::from_slice(
        &db.query_row("SELECT id FROM vault", [], |row| row.get::<_, Vec<u8>>(0)).unwrap(),
    )
    .unwrap()
}

/// A partner who writes past the app.
pub struct Hand {
    /// Who it is.
    pub partner: Id,
    /// The vault.
    pub vault: Id,
    /// Their signature.
    pub signer: Signer,
    root: Root,
}

impl Hand {
    pub(crate) fn new(bytes: [u8; 32], partner: Id, vault: Id) -> Self {
        let root = root(bytes);
        Self { partner, vault, signer: root.ours_root().signer(), root }
    }

    /// The key of their Mine.
    pub fn mine_key(&self) -> SpaceKey {
        self.root.mine_key()
    }

    /// A key nobody else has, made of one repeated byte.
    pub fn own_key(byte: u8) -> SpaceKey {
        SpaceKey::make(&mut Given(vec![byte]))
    }

    /// Every space they were granted, with its key.
    pub fn granted(&self, db: &Connection) -> Vec<(Id, SpaceKey)> {
        let mut query = db
            .prepare("SELECT space, key, sender, enc, ct FROM \"grant\" WHERE recipient = ?")
            .unwrap();
        let rows = query.query_map([&self.partner.0[..]], |row| {
            Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?])
        });
        let receive = self.root.ours_root().receive_key();
        let open = |[space, key, sender, enc, ct]: [Vec<u8>; 5]| {
            let info = [
                b"duologue v1 grant".as_slice(),
                &self.vault.0,
                &space,
                &key,
                &self.partner.0,
                &sender,
            ]
            .concat();
            let key = receive.unwrap_space_key(&WrappedKey { enc, ct }, &info).unwrap();
            (Id::from_slice(&space).unwrap(), key)
        };
        rows.unwrap().map(|row| open(row.unwrap())).collect()
    }

    /// The one space they share.
    #[track_caller]
    pub fn ours(&self, db: &Connection) -> (Id, SpaceKey) {
        self.granted(db).pop().unwrap()
    }

    /// Grants `key` as one of `space`'s to `to`, as the app would.
    pub fn grant(&self, db: &Connection, to: Id, space: Id, key: &SpaceKey) {
        self.grant_as(db, to, space, key, key.id());
    }

    /// As [`Self::grant`], under the name that another key has.
    pub fn grant_as(&self, db: &Connection, to: Id, space: Id, key: &SpaceKey, id: KeyId) {
        let card = |of: Id| -> Vec<u8> {
            db.query_row("SELECT card FROM member WHERE partner = ?", [&of.0[..]], |row| row.get(0))
                .unwrap()
        };
        let (theirs, mine) = (card(to), card(self.partner));
        let public = theirs[70..].try_into().unwrap();
        let info = [
            b"duologue v1 grant".as_slice(),
            &self.vault.0,
            &space.0,
            &id.0,
            &to.0,
            &self.partner.0,
        ]
        .concat();
        let wrapped = key.wrap(&public, &info, &mut Given((1..=255).collect())).unwrap();
        let (hash, own_hash): ([u8; 32], [u8; 32]) =
            (blake3_derive("card", &theirs), blake3_derive("card", &mine));
        let body =
            [&self.vault.0[..], &space.0, &id.0, &hash, &own_hash, &wrapped.enc, &wrapped.ct]
                .concat();
        let sig = self.signer.sign("duologue v1 grant", &[&body]);
        db.execute(
            "INSERT OR REPLACE INTO \"grant\" VALUES(?,?,?,?,?,?,?,?,?)",
            (
                &id.0[..],
                &to.0[..],
                &space.0[..],
                &hash[..],
                &self.partner.0[..],
                &own_hash[..],
                &wrapped.enc,
                &wrapped.ct,
                &sig[..],
            ),
        )
        .unwrap();
    }

    /// Puts this hand's own card and face in the place of a member's.
    pub fn take_the_place_of(&self, db: &Connection, who: Id, vault: Id) {
        let receive = self.root.ours_root().receive_key().public();
        let card = [
            &1u16.to_be_bytes()[..],
            &vault.0,
            &who.0,
            &1u32.to_be_bytes(),
            &self.signer.public(),
            &receive,
        ]
        .concat();
        let face: Vec<u8> = db
            .query_row("SELECT face FROM member WHERE partner = ?", [&who.0[..]], |row| row.get(0))
            .unwrap();
        let hash: [u8; 32] = blake3_derive("card", &card);
        let face_hash: [u8; 32] = blake3_derive("face", &[&vault.0[..], &who.0, &face].concat());
        let card_sig = self.signer.sign("duologue v1 card", &[&hash]);
        let face_sig = self.signer.sign("duologue v1 face", &[&face_hash]);
        let sql = "UPDATE member SET card = ?, card_sig = ?, face_sig = ? WHERE partner = ?";
        db.execute(sql, (&card, &card_sig[..], &face_sig[..], &who.0[..])).unwrap();
    }

    /// Appends any JSON to their own newest log, chained and signed as it should be.
    pub fn append(&self, db: &Connection, space: Id, key: &SpaceKey, json: &[u8]) -> Link {
        self.append_to_log_of(self.partner, db, space, key, json)
    }

    /// Appends any JSON to the log of `author`, chained as it should be, and signed by this hand.
    pub fn append_to_log_of(
        &self,
        author: Id,
        db: &Connection,
        space: Id,
        key: &SpaceKey,
        json: &[u8],
    ) -> Link {
        let newest = "SELECT n FROM log WHERE author = ? ORDER BY n DESC";
        let n = db.query_row(newest, [&author.0[..]], |row| row.get(0)).unwrap();
        self.append_to(db, n, space, key, json)
    }

    /// Appends any JSON to the log with this number, in its author's name, signed by this hand.
    pub fn append_to(
        &self,
        db: &Connection,
        n: i64,
        space: Id,
        key: &SpaceKey,
        json: &[u8],
    ) -> Link {
        let find = "SELECT id, author FROM log WHERE n = ?";
        let (log, author): (Vec<u8>, Vec<u8>) =
            db.query_row(find, [n], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let author = Id::from_slice(&author).unwrap();
        let newest = ChangeRow::all(db).into_iter().rfind(|row| row.id >> SEQ == n).unwrap();
        let seq = newest.id - (n << SEQ) + 1;
        let place = Place {
            vault: self.vault,
            author,
            log: Id::from_slice(&log).unwrap(),
            seq: seq as u64,
            space,
        };
        let before = Link::from_slice(&newest.link).unwrap();
        let row = self.row(db, (n << SEQ) + seq, &place, before, key, &[&[9; 32], json].concat());
        row.put(db);
        Link::from_slice(&row.link).unwrap()
    }

    /// Appends a page with each of `texts` to their own newest log, as the app would.
    pub fn append_pages(&self, db: &Connection, space: Id, key: &SpaceKey, texts: &[String]) {
        let page = |text: &String| {
            format!(r#"{{"kind":"page","schema":1,"on":"2026-11-02","text":"{text}","tags":[]}}"#)
        };
        let Some((first, rest)) = texts.split_first() else { return };
        let mut before = self.append(db, space, key, page(first).as_bytes());
        let mut row = ChangeRow::of(db, before);
        db.execute_batch("BEGIN").unwrap();
        for text in rest {
            let id = row.id + 1;
            let place =
                Place { seq: (id & ((1 << SEQ) - 1)) as u64, ..Place::of(db, self.vault, &row) };
            let salted = [&[9; 32], page(text).as_bytes()].concat();
            row = self.row(db, id, &place, before, key, &salted);
            row.put(db);
            before = Link::from_slice(&row.link).unwrap();
        }
        db.execute_batch("COMMIT").unwrap();
    }

    /// Puts other content into a row, under a link and a signature that fit the row before it.
    pub fn resign(&self, db: &Connection, row: &ChangeRow, key: &SpaceKey, json: &[u8]) {
        let before = ChangeRow::all(db).into_iter().find(|before| before.id == row.id - 1).unwrap();
        let before = Link::from_slice(&before.link).unwrap();
        let place = Place::of(db, self.vault, row);
        self.row(db, row.id, &place, before, key, &[&[9; 32], json].concat()).put(db);
    }

    /// Whether a key opens a row.
    pub fn opens(&self, db: &Connection, row: &ChangeRow, key: &SpaceKey) -> bool {
        let header = Place::of(db, self.vault, row).header();
        let place: [&[u8]; 3] = [&header, &row.link, &key.id().0];
        let blob = row.blob.as_ref().unwrap();
        crypto::decrypt_object(key, ObjectType::Change, &place, blob).is_ok()
    }

    /// The JSON of a row, opened with `key`.
    #[track_caller]
    pub fn read(&self, db: &Connection, row: &ChangeRow, key: &SpaceKey) -> Vec<u8> {
        self.read_salted(db, row, key)[32..].to_vec()
    }

    /// Salt ‖ JSON of a row, opened with `key`.
    #[track_caller]
    pub fn read_salted(&self, db: &Connection, row: &ChangeRow, key: &SpaceKey) -> Vec<u8> {
        let header = Place::of(db, self.vault, row).header();
        let place: [&[u8]; 3] = [&header, &row.link, &key.id().0];
        crypto::decrypt_object(key, ObjectType::Change, &place, row.blob.as_ref().unwrap())
            .unwrap()
            .to_vec()
    }

    /// Every text in the file that their keys open: changes and drafts.
    pub fn everything(&self, db: &Connection) -> Vec<Vec<u8>> {
        let mut keys: Vec<SpaceKey> = self.granted(db).into_iter().map(|(_, key)| key).collect();
        keys.push(self.mine_key());
        let mut found = Vec::new();
        for row in ChangeRow::all(db) {
            let header = Place::of(db, self.vault, &row).header();
            let Some(blob) = &row.blob else { continue };
            for key in &keys {
                let place: [&[u8]; 3] = [&header, &row.link, &key.id().0];
                found.extend(crypto::decrypt_object(key, ObjectType::Change, &place, blob));
            }
        }
        let mine = self.mine_key();
        let mut drafts = db.prepare("SELECT id, blob FROM draft").unwrap();
        let mut rows = drafts.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let (id, blob): (Vec<u8>, Vec<u8>) = (row.get(0).unwrap(), row.get(1).unwrap());
            let place: [&[u8]; 4] = [&self.vault.0, &self.partner.0, &id, &mine.id().0];
            found.extend(crypto::decrypt_object(&mine, ObjectType::Draft, &place, &blob));
        }
        found.into_iter().map(|text| text.to_vec()).collect()
    }

    /// The keys of all files that their keys open, by the attachment's id.
    pub fn file_keys(&self, db: &Connection) -> Vec<(Id, AttachmentKey)> {
        let mut spaces = self.granted(db);
        spaces.push((self.partner, self.mine_key()));
        let mut query = db.prepare("SELECT id, blob FROM attachment").unwrap();
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
        let rows = rows.unwrap().map(|row| -> (Vec<u8>, Vec<u8>) { row.unwrap() });
        let open = |(id, blob): (Vec<u8>, Vec<u8>)| {
            let opened = spaces.iter().find_map(|(space, key)| {
                let place: [&[u8]; 4] = [&self.vault.0, &space.0, &id, &key.id().0];
                crypto::decrypt_attachment_key(key, &place, &blob).ok()
            });
            Some((Id::from_slice(&id)?, opened?))
        };
        rows.filter_map(open).collect()
    }

    /// A whole row for `place`, after the link `before`, signed by this hand.
    pub fn row(
        &self,
        db: &Connection,
        id: i64,
        at: &Place,
        before: Link,
        key: &SpaceKey,
        salted: &[u8],
    ) -> ChangeRow {
        let header = at.header();
        let content_hash: [u8; 32] = blake3_derive("content", salted);
        let link: [u8; 32] =
            blake3_derive("link", &[&header[..], &before.0, &content_hash].concat());
        let blob = encrypted(key, &header, &link, salted);
        ChangeRow {
            id,
            space: number(db, "space", at.space),
            content_hash: content_hash.to_vec(),
            link: link.to_vec(),
            sig: self.signer.sign("duologue v1 change", &[&link]).to_vec(),
            key: number(db, "key", key.id()),
            sum: blake3::hash(&blob).as_bytes()[..16].to_vec(),
            blob: Some(blob),
        }
    }

    /// Encrypts `json` anew for the place of the change `link`, under the link and
    /// signature that stand there; `hash_too` also makes the content hash fit.
    pub fn rewrite(
        &self,
        db: &Connection,
        link: Link,
        key: &SpaceKey,
        json: &[u8],
        hash_too: bool,
    ) {
        self.rewrite_salted(db, link, key, &[&[9; 32], json].concat(), hash_too);
    }

    /// As [`Self::rewrite`], with a salt of one's choice before the JSON.
    pub fn rewrite_salted(
        &self,
        db: &Connection,
        link: Link,
        key: &SpaceKey,
        salted: &[u8],
        hash_too: bool,
    ) {
        let mut row = ChangeRow::of(db, link);
        let place = Place::of(db, self.vault, &row);
        let blob = encrypted(key, &place.header(), &link.0, salted);
        row.sum = blake3::hash(&blob).as_bytes()[..16].to_vec();
        row.blob = Some(blob);
        if hash_too {
            row.content_hash = blake3_derive::<32>("content", salted).to_vec();
        }
        row.put(db);
    }
}

/// Where a change stands.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    vault: Id,
    author: Id,
    log: Id,
    seq: u64,
    space: Id,
}

impl Place {
    /// Where a row stands.
    pub fn of(db: &Connection, vault: Id, row: &ChangeRow) -> Self {
        let id = |sql: &str, n: i64| -> Id {
            Id::from_slice(&db.query_row(sql, [n], |row| row.get::<_, Vec<u8>>(0)).unwrap())
                .unwrap()
        };
        let n = row.id >> SEQ;
        Self {
            vault,
            author: id("SELECT author FROM log WHERE n = ?", n),
            log: id("SELECT id FROM log WHERE n = ?", n),
            seq: (row.id - (n << SEQ)) as u64,
            space: id("SELECT id FROM space WHERE n = ?", row.space),
        }
    }

    /// The bytes its change is bound to.
    pub fn header(&self) -> Vec<u8> {
        let Self { vault, author, log, seq, space } = self;
        [&1u16.to_be_bytes()[..], &vault.0, &author.0, &log.0, &seq.to_be_bytes(), &space.0]
            .concat()
    }
}

fn encrypted(key: &SpaceKey, header: &[u8], link: &[u8; 32], salted: &[u8]) -> Vec<u8> {
    let mut nonce = Given(blake3::hash(&[link, salted].concat()).as_bytes()[..24].to_vec());
    crypto::encrypt_object(
        key,
        ObjectType::Change,
        &[header, link, &key.id().0],
        salted,
        &mut nonce,
    )
}

fn number(db: &Connection, table: &str, id: KeyId) -> i64 {
    db.execute(&format!("INSERT OR IGNORE INTO {table}(id) VALUES(?)"), [&id.0[..]]).unwrap();
    db.query_row(&format!("SELECT n FROM {table} WHERE id = ?"), [&id.0[..]], |row| row.get(0))
        .unwrap()
}
