//! What is inside of the encryption, by somebody who has the key: padding, salt, JSON, and files.
//! Everything beside it is read as it was written.
//!
//! The first byte says which object; see the arms below.

#![no_main]

use core_tests::files::Planted;
use core_tests::{ChangeRow, Hand, Kept, Place, blake3_derive};
use duologue_core::Link;
use duologue_fuzz::{Source, encrypted, everything, good, padded, read, written_over};
use libfuzzer_sys::fuzz_target;
use rusqlite::Connection;

fuzz_target!(|bytes: &[u8]| {
    let journal = good().copy();
    let (noor, sam) = (journal.hand_of(journal.noor), journal.hand_of(journal.sam));
    let mine: [u8; 32] = blake3_derive("mine", &journal.root_of(journal.noor));
    let mut source = Source(bytes);
    let (which, rest) = (source.byte(), source.rest());
    let plain = |rest: &[u8]| if which & 8 == 0 { padded(rest) } else { rest.to_vec() };
    let mut lost = None;
    let mut file = None;
    journal.reach_in(|db| match which % 8 {
        0 => lost = Some(put_blob(db, rest)),
        1 => append(db, &sam, &plain(rest), rest),
        2 => put_own(db, &noor, &mine, 2, "draft", &plain(rest)),
        3 => put_own(db, &noor, &mine, 3, "witness", &plain(rest)),
        4 => file = Some((attach(db, &journal, &sam, "image/jpeg", rest), rest.to_vec())),
        5 => file = Some((attach(db, &journal, &sam, "image/png", rest), rest.to_vec())),
        6 => {
            let chunks = written_over(some_file(), &mut Source(rest));
            let id = attach(db, &journal, &sam, "image/jpeg", &some_file());
            db.execute("UPDATE chunk SET bytes = ? WHERE attachment = ?", (chunks, &id.0[..]))
                .expect("another chunk");
        }
        _ => put_ring(db, &journal, rest),
    });
    let sitting = journal.sit(journal.noor);
    everything(&sitting);
    let pages = read(&sitting);
    let expected: Vec<usize> = (0..6).filter(|n| lost != Some(*n)).collect();
    let missing: Vec<_> = expected.iter().filter(|page| !pages.contains(page)).collect();
    assert!(missing.is_empty(), "pages beside it are read: {missing:?}");
    if let Some((id, plain)) = file {
        let page = good().sams[0];
        let mut got = Vec::new();
        sitting.read_attachment(page, id, &mut got).expect("Sam's file is whole");
        assert_eq!(got, plain, "a file is what was put there");
        let _ = sitting.picture(page, id);
    }
});

/// In the place of the blob of one of Noor's pages; which one comes back.
fn put_blob(db: &Connection, rest: &[u8]) -> usize {
    let mut source = Source(rest);
    let (page, fits) = (usize::from(source.byte()) % 6, source.byte() & 1 == 1);
    let mut row = ChangeRow::of(db, good().pages[page]);
    let blob = written_over(row.blob.take().expect("a blob"), &mut source);
    if fits {
        row.sum = blake3::hash(&blob).as_bytes()[..16].to_vec();
    }
    row.blob = Some(blob);
    row.put(db);
    page
}

/// At the end of Sam's log, signed; what is hashed is what stands in the plaintext.
fn append(db: &Connection, sam: &Hand, plain: &[u8], unpadded: &[u8]) {
    let (space, key) = sam.ours(db);
    let page = br#"{"kind":"page","schema":1,"on":"2026-11-02","text":"","tags":[]}"#;
    let link = sam.append(db, space, &key, page);
    let mut row = ChangeRow::of(db, link);
    let before = ChangeRow::all(db).into_iter().find(|before| before.id == row.id - 1);
    let header = Place::of(db, sam.vault, &row).header();
    let hash: [u8; 32] = blake3_derive("content", unpadded);
    let before = before.expect("Sam's log goes back").link;
    let link: [u8; 32] = blake3_derive("link", &[&header[..], &before, &hash].concat());
    let blob = encrypted(&good().ours_key, 1, &[&header, &link, &key.id().0], plain);
    row.content_hash = hash.to_vec();
    row.link = link.to_vec();
    row.sig = sam.signer.sign("duologue v1 change", &[&link]).to_vec();
    row.sum = blake3::hash(&blob).as_bytes()[..16].to_vec();
    row.blob = Some(blob);
    row.put(db);
}

/// In the place of Noor's draft or witness.
fn put_own(db: &Connection, noor: &Hand, key: &[u8; 32], kind: u8, table: &str, plain: &[u8]) {
    let id = if kind == 2 { "id" } else { "zeroblob(16)" };
    let find = format!("SELECT {id}, key FROM {table} WHERE partner = ?");
    let (id, name): (Vec<u8>, Vec<u8>) = db
        .query_row(&find, [&noor.partner.0[..]], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("Noor has one");
    let blob = encrypted(key, kind, &[&noor.vault.0, &noor.partner.0, &id, &name], plain);
    let put = format!("UPDATE {table} SET blob = ? WHERE partner = ?");
    db.execute(&put, (blob, &noor.partner.0[..])).expect("it is put");
}

/// A file of Sam's on his page, which he says is a picture.
fn attach(
    db: &Connection,
    journal: &Kept,
    sam: &Hand,
    media: &str,
    plain: &[u8],
) -> duologue_core::Id {
    let (space, key) = sam.ours(db);
    let planted = Planted::of(sam, 7, plain, journal.world.surroundings().as_mut());
    planted.put(db, sam, space, &key);
    let page: Link = good().sams[0];
    let named = planted.named(page).replace("application/octet-stream", media);
    // The clock of a change may not run ahead of all there is.
    let named = named.replace(r#""clock":9000"#, r#""clock":90"#);
    sam.append(db, space, &key, named.as_bytes());
    planted.id
}

fn some_file() -> Vec<u8> {
    core_tests::files::some_bytes(1000, 1)
}

/// An older card of Sam's, and its root.
fn put_ring(db: &Connection, journal: &Kept, rest: &[u8]) {
    let card: Vec<u8> = db
        .query_row("SELECT card FROM member WHERE partner = ?", [&journal.sam.0[..]], |row| {
            row.get(0)
        })
        .expect("Sam has a card");
    let mut source = Source(rest);
    let who = if source.byte() & 1 == 0 { journal.sam } else { journal.noor };
    let number = source.long();
    let blob = written_over([card, vec![0; 72]].concat(), &mut source);
    db.execute("INSERT INTO ring VALUES(?,?,?)", (&who.0[..], number, blob)).expect("it is put");
}
