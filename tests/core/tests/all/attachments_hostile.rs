//! Files that somebody tampered with: each fault names that file, and spares everything else.

use super::attachments::{Two, two_files};
use core_tests::files::{Planted, attach, chunks, key_blob, read, rows, some_bytes};
use core_tests::{ChangeRow, Kept, go_on, journal_of_two, journal_seeded, lock, november, refused};
use duologue_core::crypto::{AttachmentReader, FileHash};
use duologue_core::journal::{Alarm, JournalError};
use duologue_core::vault::{ProblemKind, VaultError};
use duologue_core::{Id, Link};
use rusqlite::Connection;

const DAMAGED: JournalError = JournalError::Vault(VaultError::Damaged("attachment"));

/// What `surgery` hurts is not read by either, is named by its change, and nothing else is.
fn assert_only_it_is_named(why: &str, surgery: impl FnOnce(&Connection, &Two)) {
    let two = two_files();
    let Two { journal, page, hurt, whole, .. } = &two;
    journal.reach_in(|db| surgery(db, &two));
    let seq = journal.reach_in(|db| ChangeRow::of(db, two.named).id & 0xFF_FFFF_FFFF) as u64;
    for who in [journal.noor, journal.sam] {
        let sitting = journal.sit(who);
        assert_eq!(sitting.page(*page).unwrap().text, "with two files", "{why}: the page is read");
        assert_eq!(sitting.attachments(*page).unwrap().len(), 2, "{why}: both are listed");
        assert_eq!(refused(read(&sitting, *page, *hurt)), DAMAGED, "{why}: it is not read");
        assert!(read(&sitting, *page, *whole).unwrap() == two.bytes, "{why}: the other one is");
        let checked = sitting.check(&mut go_on).unwrap();
        let [problem] = checked.problems[..] else { panic!("{why}: {:?}", checked.problems) };
        assert_eq!((problem.kind, problem.id.seq), (ProblemKind::Attachment, seq), "{why}: which");
        assert_eq!(checked.authors[&problem.id.log], journal.noor, "{why}: and whose");
        lock(sitting);
    }
    let mut sam = journal.sit(journal.sam);
    let made = sam.back_up(&journal.place("kept.duologue-backup"), &mut go_on).unwrap();
    assert!(made.damaged > 0, "{why}: a backup of the rest is made, and says so");
    lock(sam);
}

/// Puts other bytes in the place of a chunk.
fn put(db: &Connection, id: Id, n: usize, bytes: &[u8]) {
    let put = "UPDATE chunk SET bytes = ? WHERE attachment = ? AND n = ?";
    assert_eq!(db.execute(put, (bytes, &id.0[..], n as i64)).unwrap(), 1, "one chunk is hurt");
}

fn change(db: &Connection, sql: &str, of: &Two) {
    assert!(db.execute(sql, [&of.hurt.0[..]]).unwrap() > 0, "something is hurt: {sql}");
}

#[test]
fn two_chunks_that_changed_places() {
    assert_only_it_is_named("swapped", |db, two| {
        let of = chunks(db, two.hurt);
        put(db, two.hurt, 0, &of[1]);
        put(db, two.hurt, 1, &of[0]);
    });
}

#[test]
fn a_chunk_that_stands_twice() {
    assert_only_it_is_named("doubled", |db, two| put(db, two.hurt, 1, &chunks(db, two.hurt)[0]));
    assert_only_it_is_named("the last one doubled", |db, two| {
        let of = chunks(db, two.hurt);
        put(db, two.hurt, of.len() - 2, &of[of.len() - 1]);
    });
}

#[test]
fn a_chunk_that_is_gone() {
    for (why, which) in [
        ("the first", "n = 0"),
        ("one in the middle", "n = 1"),
        ("the last", "n = (SELECT max(n) FROM chunk WHERE attachment = ?1)"),
        ("all", "n >= 0"),
    ] {
        let sql = format!("DELETE FROM chunk WHERE attachment = ?1 AND {which}");
        assert_only_it_is_named(why, |db, two| change(db, &sql, two));
    }
    assert_only_it_is_named("the first, and the others moved up", |db, two| {
        change(db, "DELETE FROM chunk WHERE attachment = ? AND n = 0", two);
        change(db, "UPDATE chunk SET n = n - 1 WHERE attachment = ? AND n = 1", two);
        change(db, "UPDATE chunk SET n = n - 1 WHERE attachment = ? AND n = 2", two);
        change(db, "UPDATE chunk SET n = n - 1 WHERE attachment = ? AND n = 3", two);
    });
}

#[test]
fn a_chunk_that_was_cut_or_grew() {
    for (why, n, len) in [
        ("the first by a byte", 0, -1),
        ("the last by a byte", 3, -1),
        ("the last by all", 3, -9_999),
    ] {
        assert_only_it_is_named(why, |db, two| {
            let of = chunks(db, two.hurt);
            let len = (of[n].len() as i64 + len).max(0) as usize;
            put(db, two.hurt, n, &of[n][..len]);
        });
    }
    for n in [0, 3] {
        assert_only_it_is_named("a byte more", |db, two| {
            put(db, two.hurt, n, &[&chunks(db, two.hurt)[n][..], &[0]].concat());
        });
    }
    assert_only_it_is_named("beyond all limits", |db, two| {
        change(
            db,
            "UPDATE chunk SET bytes = zeroblob(17 << 20) WHERE attachment = ? AND n = 1",
            two,
        );
    });
}

#[test]
fn a_chunk_too_many() {
    for n in [4, 9, -1] {
        assert_only_it_is_named("one more", |db, two| {
            let more = "INSERT INTO chunk(attachment, n, bytes) SELECT attachment, ?, bytes
                        FROM chunk WHERE attachment = ? AND n = 3";
            assert_eq!(db.execute(more, (n, &two.hurt.0[..])).unwrap(), 1, "it is there");
        });
    }
}

#[test]
fn a_chunk_of_another_file() {
    for n in [0, 1, 3] {
        assert_only_it_is_named("from beside it", |db, two| {
            put(db, two.hurt, n, &chunks(db, two.whole)[n]);
        });
    }
    assert_only_it_is_named("all of them", |db, two| {
        for (n, chunk) in chunks(db, two.whole).iter().enumerate() {
            put(db, two.hurt, n, chunk);
        }
    });
}

#[test]
fn a_bit_that_was_flipped_anywhere() {
    for n in 0..4 {
        for at in [0, 5_000, usize::MAX] {
            assert_only_it_is_named("flipped", |db, two| {
                let mut chunk = chunks(db, two.hurt).swap_remove(n);
                let at = at.min(chunk.len() - 1);
                chunk[at] ^= 0x10;
                put(db, two.hurt, n, &chunk);
            });
        }
    }
    for at in [0, 23, 24, 71] {
        assert_only_it_is_named("flipped in the key", |db, two| {
            let mut blob = key_blob(db, two.hurt);
            blob[at] ^= 0x10;
            let put = "UPDATE attachment SET blob = ? WHERE id = ?";
            db.execute(put, (blob, &two.hurt.0[..])).unwrap();
        });
    }
}

#[test]
fn a_key_that_is_not_its_own() {
    assert_only_it_is_named("the other file's", |db, two| {
        let put = "UPDATE attachment SET blob = ? WHERE id = ?";
        db.execute(put, (key_blob(db, two.whole), &two.hurt.0[..])).unwrap();
    });
    let of_another_vault = {
        let other = journal_seeded(99);
        let mut noor = other.sit(other.noor);
        let page = noor.write_page(false, november(2), "elsewhere", &[]).unwrap();
        let id = attach(&mut noor, page, &some_bytes(200_000, 1));
        lock(noor);
        other.reach_in(|db| (key_blob(db, id), chunks(db, id)))
    };
    assert_only_it_is_named("another vault's, with its chunks", |db, two| {
        let put_key = "UPDATE attachment SET blob = ? WHERE id = ?";
        db.execute(put_key, (&of_another_vault.0, &two.hurt.0[..])).unwrap();
        for (n, chunk) in of_another_vault.1.iter().enumerate() {
            put(db, two.hurt, n, chunk);
        }
    });
    for (why, column) in [
        (
            "in Noor's Mine",
            "space = (SELECT n FROM space WHERE id = (SELECT author FROM log LIMIT 1))",
        ),
        ("in a space that is nowhere", "space = 999"),
        ("under a key that is nowhere", "key = 999"),
        ("under the key of Mine", "key = (SELECT min(n) FROM key)"),
        ("emptied", "blob = NULL"),
        ("too short", "blob = x'0102'"),
        ("too long", "blob = zeroblob(17 << 20)"),
    ] {
        let sql = format!("UPDATE attachment SET {column} WHERE id = ?");
        assert_only_it_is_named(why, |db, two| change(db, &sql, two));
    }
    assert_only_it_is_named("under a key nobody was given", |db, two| {
        db.execute("INSERT INTO key(id) VALUES(randomblob(16))", []).unwrap();
        change(db, "UPDATE attachment SET key = (SELECT max(n) FROM key) WHERE id = ?", two);
    });
}

#[test]
fn a_key_that_is_gone_takes_its_chunks_and_is_named() {
    assert_only_it_is_named("no row", |db, two| {
        change(db, "DELETE FROM attachment WHERE id = ?", two);
    });
}

/// Noor herself puts a file on a page, of which something is not as her change says.
fn assert_a_lie_is_named(why: &str, lie: impl FnOnce(&mut Planted)) {
    let two = two_files();
    let Two { journal, page, whole, .. } = &two;
    let hand = journal.hand_of(journal.noor);
    let mut planted =
        Planted::of(&hand, 1, &some_bytes(150_000, 8), journal.world.surroundings().as_mut());
    lie(&mut planted);
    journal.reach_in(|db| {
        let (space, key) = hand.ours(db);
        planted.put(db, &hand, space, &key);
        hand.append(db, space, &key, planted.named(*page).as_bytes());
    });
    let sam = journal.sit(journal.sam);
    assert_eq!(sam.attachments(*page).unwrap().len(), 3, "{why}: it is listed");
    let found = read(&sam, *page, planted.id);
    if why.is_empty() {
        assert!(found.unwrap() == some_bytes(150_000, 8), "without a lie it is read");
    } else {
        assert_eq!(refused(found), DAMAGED, "{why}: it is not read");
        let problems = sam.check(&mut go_on).unwrap().problems;
        let kinds: Vec<_> = problems.iter().map(|problem| problem.kind).collect();
        assert_eq!(kinds, [ProblemKind::Attachment], "{why}: and named");
    }
    assert!(read(&sam, *page, *whole).unwrap() == two.bytes, "{why}: the others are read");
    lock(sam);
}

#[test]
fn a_length_or_a_hash_that_is_not_the_files() {
    assert_a_lie_is_named("", |_| {});
    for length in [0, 1, 149_999, 150_001, 153_000, 1_000_000, 1 << 40, 1 << 53] {
        assert_a_lie_is_named("a length", |planted| planted.file.length = length);
    }
    assert_a_lie_is_named("a hash", |planted| planted.file.hash.0[31] ^= 1);
}

#[test]
fn a_last_chunk_that_is_not_the_last_and_one_before_it_that_is() {
    let long = some_bytes(150_000, 8);
    let hash = |bytes: &[u8]| FileHash {
        length: bytes.len() as u64,
        hash: Link::from_slice(blake3::hash(bytes).as_bytes()).unwrap(),
    };
    assert_a_lie_is_named("broken off where a chunk ends", |planted| {
        planted.chunks.truncate(2);
        // As long as two chunks are: only the flag of the second tells that there were more.
        planted.file = hash(&long[..131_000]);
    });
    let journal = journal_of_two();
    let hand = journal.hand_of(journal.noor);
    let mut surroundings = journal.world.surroundings();
    let planted = Planted::of(&hand, 1, &some_bytes(65_000, 8), surroundings.as_mut());
    let mut reader = AttachmentReader::new(
        &planted.key,
        hand.vault,
        planted.id,
        FileHash { length: 150_000, ..planted.file },
    )
    .unwrap();
    assert!(reader.open(&planted.chunks[0]).is_err(), "an end does not open where more follows");
}

#[test]
fn padding_that_is_not_zeros_is_no_padding() {
    let journal = journal_of_two();
    let hand = journal.hand_of(journal.noor);
    // The file says of itself that it is shorter: what follows is not padding then.
    let mut bytes = some_bytes(1_000, 8);
    bytes[900] = 0x80;
    let planted = Planted::of(&hand, 1, &bytes, journal.world.surroundings().as_mut());
    let shorter = FileHash {
        length: 995,
        hash: Link::from_slice(blake3::hash(&bytes[..995]).as_bytes()).unwrap(),
    };
    let mut reader = AttachmentReader::new(&planted.key, hand.vault, planted.id, shorter).unwrap();
    assert!(reader.open(&planted.chunks[0]).is_err(), "the mark must stand right after the file");
}

#[test]
fn a_file_that_the_partner_names_on_ones_page_is_not_on_it() {
    let two = two_files();
    let Two { journal, page, hurt, .. } = &two;
    let sams = journal.hand_of(journal.sam);
    let mut surroundings = journal.world.surroundings();
    let planted = Planted::of(&sams, 1, b"by Sam", surroundings.as_mut());
    journal.reach_in(|db| {
        let (space, key) = sams.ours(db);
        planted.put(db, &sams, space, &key);
        sams.append(db, space, &key, planted.named(*page).as_bytes());
    });
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.attachments(*page).unwrap().len(), 2, "only its author puts files on a page");
    assert!(read(&noor, *page, *hurt).unwrap() == two.bytes, "and what is on it is read");
    lock(noor);
    assert_eq!(rows(journal).0, 3, "a change names it all the same, so it stays");
}

#[test]
fn a_file_that_the_partner_names_too_stays_when_their_page_goes() {
    let two = two_files();
    let Two { journal, page, hurt, .. } = &two;
    let mut sam = journal.sit(journal.sam);
    let sams_page = sam.write_page(true, november(3), "Sam's", &[]).unwrap();
    lock(sam);
    let sams = journal.hand_of(journal.sam);
    journal.reach_in(|db| {
        let (space, key) = sams.ours(db);
        let planted = Planted::of(&sams, 1, &two.bytes, journal.world.surroundings().as_mut());
        let stolen = Planted { id: *hurt, ..planted };
        sams.append(db, space, &key, stolen.named(sams_page).as_bytes());
    });
    let mut sam = journal.sit(journal.sam);
    sam.accept_loss().unwrap();
    assert!(read(&sam, sams_page, *hurt).unwrap() == two.bytes, "Sam's page shows it too");
    sam.erase_page(sams_page).unwrap();
    lock(sam);
    let noor = journal.sit(journal.noor);
    assert!(read(&noor, *page, *hurt).unwrap() == two.bytes, "taking that back leaves Noor's");
    lock(noor);
}

/// What a file of Mine is to the partner: the row of its key, and the chunks.
fn in_mine() -> (Kept, Id, FileHash) {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let page = noor.write_page(false, november(2), "private", &[]).unwrap();
    let bytes = some_bytes(100_000, 4);
    let id = attach(&mut noor, page, &bytes);
    lock(noor);
    let hash = Link::from_slice(blake3::hash(&bytes).as_bytes()).unwrap();
    (journal, id, FileHash { length: 100_000, hash })
}

#[test]
fn no_key_of_the_partners_opens_a_file_of_mine() {
    let (journal, id, _) = in_mine();
    let (noors, sams) = (journal.hand_of(journal.noor), journal.hand_of(journal.sam));
    journal.reach_in(|db| {
        assert_eq!(noors.file_keys(db).len(), 1, "Noor's do");
        assert_eq!(sams.file_keys(db).len(), 0, "and none of Sam's");
    });
    journal.reach_in(|db| {
        let (space, _) = sams.ours(db);
        let moved = "UPDATE attachment SET space = (SELECT n FROM space WHERE id = ?) WHERE id = ?";
        assert_eq!(db.execute(moved, (&space.0[..], &id.0[..])).unwrap(), 1, "moved to Ours");
        assert_eq!(sams.file_keys(db).len(), 0, "also where it is said to be Ours");
    });
}

#[test]
fn a_copy_in_ours_opens_nothing_of_the_file_in_mine() {
    let (journal, mine, file) = in_mine();
    let mut noor = journal.sit(journal.noor);
    let page = core_tests::listed(&noor)[0].id;
    let copy = noor.share_page(page).unwrap();
    let copied = noor.attachments(copy).unwrap();
    let [ours] = &copied[..] else { panic!("one file goes along: {copied:?}") };
    assert_ne!(ours.id, mine, "under an id of its own");
    let bytes = read(&noor, page, mine).unwrap();
    lock(noor);
    let sam = journal.sit(journal.sam);
    assert!(read(&sam, copy, ours.id).unwrap() == bytes, "Sam's key opens the copy");
    assert_eq!(sam.attachments(copy).unwrap()[0].name, "a file.bin", "with its name");
    lock(sam);
    let sams = journal.hand_of(journal.sam);
    journal.reach_in(|db| {
        let keys = sams.file_keys(db);
        assert_eq!(keys.len(), 1, "one key is Sam's to open");
        let (id, key) = &keys[0];
        assert_eq!(*id, ours.id, "that of the copy");
        for of in [mine, ours.id] {
            let mut reader = AttachmentReader::new(key, sams.vault, of, file).unwrap();
            let opened = chunks(db, mine).iter().any(|chunk| reader.open(chunk).is_ok());
            assert!(!opened, "it opens no chunk of the file in Mine");
        }
        let (a, b) = (chunks(db, mine).concat(), chunks(db, ours.id).concat());
        let same = a.chunks(32).zip(b.chunks(32)).any(|(a, b)| a == b);
        assert!(!same, "nor do the two look alike");
    });
}

#[test]
fn a_page_with_a_damaged_file_is_not_shared_and_leaves_nothing() {
    let (journal, id, _) = in_mine();
    journal.reach_in(|db| put(db, id, 1, b"damaged"));
    let before = rows(&journal);
    let mut noor = journal.sit(journal.noor);
    let page = core_tests::listed(&noor)[0].id;
    assert_eq!(noor.share_page(page), Err(DAMAGED), "half of it would be given away as all");
    assert_eq!(core_tests::listed(&noor).len(), 1, "nothing was shared");
    lock(noor);
    assert_eq!(rows(&journal), before, "and no chunk is left of the copy");
}

#[test]
fn planted_chunks_and_keys_that_nothing_names_go_at_the_next_unlock() {
    let two = two_files();
    let Two { journal, page, hurt, .. } = &two;
    let before = rows(journal);
    let hand = journal.hand_of(journal.noor);
    journal.reach_in(|db| {
        db.execute("INSERT INTO chunk VALUES(randomblob(16), 0, zeroblob(70000))", []).unwrap();
        db.execute("INSERT INTO chunk VALUES(x'01', -5, x'')", []).unwrap();
        let space = hand.ours(db).0;
        let insert = "INSERT INTO attachment SELECT randomblob(16), space.n, 1, zeroblob(72)
                      FROM space WHERE id = ?";
        assert_eq!(db.execute(insert, [&space.0[..]]).unwrap(), 1, "a key of nothing");
    });
    let sam = journal.sit(journal.sam);
    assert_eq!(sam.alarms(), [], "what opens nothing is nothing to be told");
    lock(sam);
    assert_eq!(rows(journal), before, "all of it is gone");
    let noor = journal.sit(journal.noor);
    assert!(read(&noor, *page, *hurt).unwrap() == two.bytes, "and what is named stays");
    lock(noor);
}

#[test]
fn an_erased_file_that_is_put_back_goes_again_and_is_told_in_ours_and_in_mine() {
    for ours in [true, false] {
        let journal = journal_of_two();
        let mut noor = journal.sit(journal.noor);
        let page = noor.write_page(ours, november(2), "with a file", &[]).unwrap();
        lock(noor);
        let before = rows(&journal);
        let mut noor = journal.sit(journal.noor);
        let file = attach(&mut noor, page, &some_bytes(100_000, 1));
        lock(noor);
        let (key, space, number, of) = journal.reach_in(|db| {
            let find = "SELECT space, key FROM attachment WHERE id = ?";
            let (space, number): (i64, i64) =
                db.query_row(find, [&file.0[..]], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
            (key_blob(db, file), space, number, chunks(db, file))
        });
        let mut noor = journal.sit(journal.noor);
        noor.detach(page, file).unwrap();
        lock(noor);
        journal.reach_in(|db| {
            let insert = "INSERT INTO attachment VALUES(?, ?, ?, ?)";
            db.execute(insert, (&file.0[..], space, number, &key)).unwrap();
            for (n, chunk) in of.iter().enumerate() {
                let insert = "INSERT INTO chunk VALUES(?, ?, ?)";
                db.execute(insert, (&file.0[..], n as i64, chunk)).unwrap();
            }
        });
        let noor = journal.sit(journal.noor);
        assert_eq!(noor.alarms(), [Alarm::PutBack], "ours {ours}: it was put back, and is told");
        assert_eq!(noor.attachments(page).unwrap(), [], "ours {ours}: it is not on the page");
        lock(noor);
        assert_eq!(rows(&journal), before, "ours {ours}: and gone again");
        let bytes = journal.bytes();
        assert!(!core_tests::holds_any_window(&bytes, &key), "with every byte of its key");
        assert_eq!(journal.sit(journal.noor).alarms(), [], "ours {ours}: told once");
    }
}

#[test]
fn where_anything_cannot_be_read_no_key_is_taken_for_an_orphan() {
    let two = two_files();
    let Two { journal, page, hurt, .. } = &two;
    let before = rows(journal);
    let whole = journal.reach_in(|db| {
        let row = ChangeRow::of(db, two.named);
        let mut hurt = row.clone();
        hurt.blob.as_mut().unwrap()[100] ^= 1;
        hurt.put(db);
        row
    });
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.attachments(*page).unwrap().len(), 1, "what would name it does not open");
    lock(noor);
    assert_eq!(rows(journal), before, "its key and chunks stay: a backup may have the change");
    journal.reach_in(|db| whole.put(db));
    let noor = journal.sit(journal.noor);
    assert!(read(&noor, *page, *hurt).unwrap() == two.bytes, "and it is whole again");
    lock(noor);
}
