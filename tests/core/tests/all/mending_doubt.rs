//! Putting back where something is in doubt: what may come back does, and nothing else.

use super::mending::{Journal, journal};
use core_tests::files::{attach, some_bytes};
use core_tests::{ChangeRow, Kept, NOOR, go_on, journal_of_two, kept_kit, lock, november};
use duologue_core::Link;
use duologue_core::crypto::KitKind;
use duologue_core::vault::{BackupFile, Mended, ProblemKind};
use rusqlite::Connection;
use std::path::Path;

fn rot(db: &Connection, mut row: ChangeRow) {
    row.blob.as_mut().unwrap()[100] ^= 1;
    row.put(db);
}

fn backed_up(kept: &Kept, name: &str) -> std::path::PathBuf {
    let backup = kept.place(name);
    let mut noor = kept.sit(kept.noor);
    noor.back_up(&backup, &mut go_on).unwrap();
    lock(noor);
    backup
}

/// What putting back comes to, and what is damaged after it.
fn mended(kept: &Kept, backup: &Path) -> (Mended, Vec<ProblemKind>) {
    let mut noor = kept.sit(kept.noor);
    let mended = noor.mend(&mut BackupFile::open(backup).unwrap(), &mut go_on).unwrap();
    let left = noor.check(&mut go_on).unwrap().problems;
    lock(noor);
    (mended, left.iter().map(|problem| problem.kind).collect())
}

#[test]
fn what_cannot_come_back_keeps_nothing_else_from_it() {
    let journal = journal();
    let kept = &journal.kept;
    let mut noor = kept.sit(kept.noor);
    attach(&mut noor, journal.pages[0], &some_bytes(200_000, 1));
    lock(noor);
    let whole = kept.bytes();
    let rot_chunk = |n: i64| {
        kept.reach_in(|db| {
            let sql = "UPDATE chunk SET bytes = zeroblob(length(bytes)) WHERE n = ?";
            assert_eq!(db.execute(sql, [n]).unwrap(), 1, "chunk {n} is hurt");
        });
    };
    rot_chunk(0);
    let backup = backed_up(kept, "of half a file.duologue-backup");
    std::fs::write(&kept.path, whole).unwrap();
    rot_chunk(1);
    journal.hurt(journal.pages[1], rot);
    assert_eq!(
        mended(kept, &backup),
        (Mended { brought: 1, left: 1 }, vec![ProblemKind::Attachment]),
        "the file is whole in neither, and the page comes back all the same"
    );
}

/// Sam wrote a page, and after it a change that this version does not know.
fn with_a_newer_change(json: &str) -> (Journal, Link, Link) {
    let journal = journal();
    let mut sitting = journal.kept.sit(journal.kept.sam);
    let page = sitting.write_page(true, november(5), "Sam's.", &[]).unwrap();
    lock(sitting);
    let sam = journal.kept.hand_of(journal.kept.sam);
    let newer = journal.kept.reach_in(|db| {
        let (space, key) = sam.ours(db);
        sam.append(db, space, &key, json.as_bytes())
    });
    (journal, page, newer)
}

const NEWER: [&str; 2] =
    [r#"{"kind":"page","schema":2,"clock":60}"#, r#"{"kind":"unheard of","schema":1,"clock":60}"#];

#[test]
fn an_emptied_page_stays_out_while_something_of_its_authors_is_of_a_newer_version() {
    for json in NEWER {
        let (journal, sams, _) = with_a_newer_change(json);
        let backup = backed_up(&journal.kept, "newer.duologue-backup");
        journal.hurt(sams, |db, row| ChangeRow { blob: None, ..row }.put(db));
        assert_eq!(
            mended(&journal.kept, &backup),
            (Mended { brought: 0, left: 1 }, vec![ProblemKind::Vanished]),
            "{json}: nobody here knows what it erases"
        );
    }
}

#[test]
fn what_a_partner_writes_with_a_newer_version_keeps_nothing_of_the_others_out() {
    for json in NEWER {
        let (journal, _, _) = with_a_newer_change(json);
        let backup = backed_up(&journal.kept, "newer.duologue-backup");
        for page in [journal.pages[0], journal.pages[1]] {
            journal.hurt(page, |db, row| ChangeRow { blob: None, ..row }.put(db));
        }
        assert_eq!(
            mended(&journal.kept, &backup),
            (Mended { brought: 2, left: 0 }, vec![]),
            "{json}: Sam erases nothing of Noor's, in Mine or in Ours"
        );
    }
}

#[test]
fn an_emptied_page_stays_out_also_where_what_is_of_a_newer_version_comes_back_with_it() {
    for json in NEWER {
        let (journal, sams, newer) = with_a_newer_change(json);
        let backup = backed_up(&journal.kept, "newer.duologue-backup");
        journal.hurt(newer, rot);
        journal.hurt(sams, |db, row| ChangeRow { blob: None, ..row }.put(db));
        assert_eq!(
            mended(&journal.kept, &backup),
            (Mended { brought: 1, left: 1 }, vec![ProblemKind::Vanished]),
            "{json}: what rotted is back, and may erase what was emptied"
        );
    }
}

#[test]
fn an_older_list_of_keyslots_that_rotted_comes_back() {
    let kept = journal_of_two();
    let mut noor = kept.sit(kept.noor);
    let proof = noor.own_challenge().unwrap().answer(NOOR, None).unwrap();
    kept_kit(&mut noor, KitKind::AllOfMine, &proof);
    lock(noor);
    let backup = backed_up(&kept, "kept.duologue-backup");
    let hand = kept.hand_of(kept.noor);
    kept.reach_in(|db| {
        let key = hand.mine_key();
        let names = |row: &ChangeRow| {
            hand.opens(db, row, &key) && hand.read(db, row, &key).starts_with(br#"{"kind":"slots""#)
        };
        let lists: Vec<_> = ChangeRow::all(db).into_iter().filter(names).collect();
        assert_eq!(lists.len(), 2, "the first one, and the one with the kit");
        rot(db, lists[0].clone());
    });
    assert_eq!(
        mended(&kept, &backup),
        (Mended { brought: 1, left: 0 }, vec![]),
        "the newest names the keyslots that there are, so this one shuts nobody out"
    );
}

#[test]
fn damage_that_is_of_no_change_is_not_counted_as_one_that_stayed_away() {
    let journal = journal();
    journal.kept.reach_in(|db| {
        let row = "INSERT INTO log(n, id, author) VALUES(9000000, ?, ?)";
        db.execute(row, (&[5; 16][..], &journal.kept.noor.0[..])).unwrap();
    });
    assert_eq!(
        mended(&journal.kept, &journal.backup),
        (Mended::default(), vec![ProblemKind::Damaged]),
        "a log under a number that no log is given has no change to bring"
    );
}

#[test]
fn the_partner_retires_no_key_of_a_space_that_is_not_theirs() {
    let journal = journal();
    let (noor, sam) = (
        journal.kept.hand_of(journal.kept.noor).mine_key().id(),
        journal.kept.hand_of(journal.kept.sam),
    );
    journal.kept.reach_in(|db| {
        let (space, key) = sam.ours(db);
        let in_use = key.id();
        let json = format!(
            r#"{{"kind":"key","schema":1,"clock":60,"key":"{in_use}","retires":["{noor}"]}}"#
        );
        sam.append(db, space, &key, json.as_bytes());
    });
    let backup = backed_up(&journal.kept, "after it.duologue-backup");
    journal.hurt(journal.pages[0], rot);
    assert_eq!(
        mended(&journal.kept, &backup),
        (Mended { brought: 1, left: 0 }, vec![]),
        "the key of Noor's Mine goes out of use when Noor says so, in Mine"
    );
}
