//! A journal in which a newer version of Duologue wrote: a practice that nobody knows here.
//!
//! The row is put together past the journal, from docs/format.md, with the writer's own keys: this
//! version writes only what it knows.

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use duologue_core::crypto::{self, Cost, ObjectType, Root, SpaceKey, WrappedKey};
use duologue_core::journal::{Journal, NewJournal, OpenFor};
use duologue_core::system::System;
use duologue_core::vault::{Computer as Records, Face, NewMember};
use duologue_core::{Id, Link, Surroundings};
use rusqlite::Connection;

use crate::computer::Computer;
use crate::journal::{NOOR, Person, SAM};

const PRACTICE: &str = r#"{"kind":"practice","schema":1,"clock":9,"at":"2026-11-02T21:00:00+01:00","practice":"dance","on":"2026-11-02","about":"The waltz of the ferns"}"#;
/// A change's number is its log's, times this, and its place in the log.
const LOG: i64 = 1 << 40;

/// A journal with a page of a newer version in it.
pub struct Newer {
    /// The journal.
    pub journal: PathBuf,
    /// The page's id.
    page: Link,
}

impl Newer {
    /// A journal of two in whose Ours Sam began a practice that only a newer version knows.
    ///
    /// # Panics
    /// When it cannot be made.
    pub fn made(computer: &Computer, document: &str) -> Self {
        let elsewhere = Computer::new();
        let journal = computer.document(document);
        let roots = of_two(&journal, &Records::new(&elsewhere.data()));
        let db = Connection::open(&journal).expect("the journal");
        let page = append(&db, &roots);
        db.close().map_err(|(_, error)| error).expect("the journal closed");
        Self { journal, page }
    }

    /// The row as it lies in the closed file.
    ///
    /// # Panics
    /// When it is not there any more.
    pub fn row(&self) -> Vec<u8> {
        let db = Connection::open(&self.journal).expect("the journal");
        let row =
            db.query_row("SELECT blob FROM change WHERE link = ?", [&self.page.0[..]], |row| {
                row.get(0)
            });
        row.expect("the page of the newer version")
    }
}

/// Whose root is which.
struct Roots {
    sam: Id,
    root: Root,
}

/// A journal of Noor and Sam, and the keys of Sam.
fn of_two(path: &Path, records: &Records) -> Roots {
    let (noors, sams) = (face(NOOR, "plum", "leaf"), face(SAM, "lake", "kite"));
    let new = NewJournal::prepare(&noors, NOOR.passphrase, Cost::FLOOR, &mut System::default());
    let sitting = new
        .and_then(|new| new.write(path, records.clone(), Box::new(System::default())))
        .expect("a journal");
    let mut sitting = sitting;
    let mut drawn = Drawn::default();
    let vault = sitting.vault();
    let sam = NewMember::make(vault, &sams, SAM.passphrase, Cost::FLOOR, &mut drawn);
    let sam = sam.expect("another partner");
    sitting.add_partner(&sam, &sams, OpenFor::Everything).expect("both in it");
    sitting.lock().and_then(Journal::close).expect("closed");
    let root = drawn.secret.expect("a root that was drawn");
    Roots { sam: sam.partner(), root: Root::make(&mut Given(root.to_vec())) }
}

fn face(person: Person, colour: &str, shape: &str) -> Face {
    Face { label: person.label.into(), colour: colour.into(), shape: shape.into() }
}

/// Appends the practice to Sam's log, in Ours; docs/format.md §6.
fn append(db: &Connection, of: &Roots) -> Link {
    let bytes = |sql: &str, id: &[u8]| -> Vec<u8> {
        db.query_row(sql, [id], |row| row.get(0)).unwrap_or_else(|error| panic!("{sql}: {error}"))
    };
    let sam = &of.sam.0[..];
    let vault: Vec<u8> =
        db.query_row("SELECT id FROM vault", [], |row| row.get(0)).expect("a vault");
    let space = bytes("SELECT space FROM \"grant\" WHERE recipient = ?", sam);
    let key = granted(db, of, &vault);
    let log = bytes("SELECT id FROM log WHERE author = ? ORDER BY n DESC", sam);
    let newest = "SELECT id, link FROM change WHERE id / ?1 =
        (SELECT max(n) FROM log WHERE author = ?2) ORDER BY id DESC";
    let (last, before): (i64, Vec<u8>) =
        db.query_row(newest, (LOG, sam), |row| Ok((row.get(0)?, row.get(1)?))).expect("a log");
    let sequence = ((last + 1) % LOG).unsigned_abs();
    let header =
        [&1_u16.to_be_bytes()[..], &vault, sam, &log, &sequence.to_be_bytes(), &space].concat();
    let salted = [&[9; 32], PRACTICE.as_bytes()].concat();
    let content_hash = crypto::content_hash(&salted);
    let before = Link::from_slice(&before).expect("a link");
    let link = crypto::link(&header, before, &content_hash);
    let place: [&[u8]; 3] = [&header, &link.0, &key.id().0];
    let blob =
        crypto::encrypt_object(&key, ObjectType::Change, &place, &salted, &mut System::default());
    let signed = of.root.ours_root().signer().sign("duologue v1 change", &[&link.0]);
    let put = "INSERT INTO change(id, space, content_hash, link, sig, key, sum, blob) VALUES(?,
        (SELECT n FROM space WHERE id = ?), ?, ?, ?, (SELECT n FROM key WHERE id = ?), ?, ?)";
    let row = (
        last + 1,
        &space,
        &content_hash[..],
        &link.0[..],
        &signed[..],
        &key.id().0[..],
        &crypto::object_sum(&blob)[..],
        &blob,
    );
    db.execute(put, row).expect("a row");
    link
}

/// The key of Ours, as it was given to Sam; docs/format.md §5.
fn granted(db: &Connection, of: &Roots, vault: &[u8]) -> SpaceKey {
    let find = "SELECT space, key, sender, enc, ct FROM \"grant\" WHERE recipient = ?";
    let [space, key, sender, enc, ct]: [Vec<u8>; 5] = db
        .query_row(find, [&of.sam.0[..]], |row| {
            Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?])
        })
        .expect("a grant");
    let info = [b"duologue v1 grant".as_slice(), vault, &space, &key, &of.sam.0, &sender].concat();
    let receive = of.root.ours_root().receive_key();
    receive.unwrap_space_key(&WrappedKey { enc, ct }, &info).expect("the key of Ours")
}

/// The system's randomness, and the first secret that was drawn of it.
#[derive(Default)]
struct Drawn {
    system: System,
    secret: Option<[u8; 32]>,
}

impl Surroundings for Drawn {
    fn now(&self) -> DateTime<FixedOffset> {
        self.system.now()
    }

    fn elapsed(&self) -> Duration {
        self.system.elapsed()
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        self.system.fill(bytes);
        self.secret = self.secret.or_else(|| (&*bytes).try_into().ok());
    }

    fn free_memory_kib(&self) -> Option<u64> {
        self.system.free_memory_kib()
    }
}

/// Draws what it was given: to make a root that is known.
struct Given(Vec<u8>);

impl Surroundings for Given {
    fn now(&self) -> DateTime<FixedOffset> {
        DateTime::UNIX_EPOCH.fixed_offset()
    }

    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        bytes.copy_from_slice(&self.0);
    }

    fn free_memory_kib(&self) -> Option<u64> {
        None
    }
}
