//! Putting back out of a backup what is damaged: only what is whole there and holds here comes back.

use core_tests::files::{attach, read, some_bytes};
use core_tests::{
    ChangeRow, Kept, NOOR, exported, go_on, journal_of_two, journal_seeded, lock, november, refused,
};
use duologue_core::Link;
use duologue_core::journal::{JournalError, Page, Sitting};
use duologue_core::vault::{BackupFile, Computer, Mended, ProblemKind, VaultError};
use rusqlite::Connection;
use std::ops::ControlFlow;
use std::path::PathBuf;

/// A journal with pages in both spaces and a file, what Noor reads in it, and a backup of it.
pub(super) struct Journal {
    pub(super) kept: Kept,
    pub(super) pages: [Link; 3],
    before: Vec<Page>,
    pub(super) backup: PathBuf,
}

pub(super) fn journal() -> Journal {
    let kept = journal_of_two();
    let mut noor = kept.sit(kept.noor);
    let mine = noor.write_page(false, november(2), "In Mine.", &[]).unwrap();
    let ours = noor.write_page(true, november(3), "In Ours.", &[]).unwrap();
    let last = noor.write_page(true, november(4), "In Ours, and the last.", &[]).unwrap();
    noor.edit_page(mine, november(2), "In Mine, and longer.", &[]).unwrap();
    let before = exported(&noor);
    let backup = kept.place("kept.duologue-backup");
    noor.back_up(&backup, &mut go_on).unwrap();
    lock(noor);
    Journal { kept, pages: [mine, ours, last], before, backup }
}

impl Journal {
    /// Does something to the row of a page.
    pub(super) fn hurt(&self, page: Link, how: impl FnOnce(&Connection, ChangeRow)) {
        self.kept.reach_in(|db| how(db, ChangeRow::of(db, page)));
    }

    pub(super) fn mend(&self) -> Mended {
        let mut noor = self.kept.sit(self.kept.noor);
        let mended = noor.mend(&mut BackupFile::open(&self.backup).unwrap(), &mut go_on).unwrap();
        lock(noor);
        mended
    }

    fn problems(&self) -> Vec<ProblemKind> {
        let noor = self.kept.sit(self.kept.noor);
        let found = noor.check(&mut go_on).unwrap().problems;
        lock(noor);
        found.iter().map(|problem| problem.kind).collect()
    }

    #[track_caller]
    fn assert_whole(&self, why: &str) {
        assert_eq!(self.problems(), [], "{why}: nothing is damaged any more");
        let mut noor = self.kept.sit(self.kept.noor);
        assert_eq!(noor.alarms(), [], "{why}: there is nothing to tell");
        assert_eq!(exported(&noor), self.before, "{why}: every page is as it was written");
        noor.write_page(true, november(9), "Written after it.", &[]).unwrap();
        lock(noor);
        let sam = self.kept.sit(self.kept.sam);
        assert_eq!(sam.alarms(), [], "{why}: nor has Sam anything to be told");
        lock(sam);
    }
}

/// What rots of a row, and how.
type Flip = (&'static str, fn(&mut ChangeRow));

#[test]
fn what_rotted_comes_back_as_it_was_written() {
    let flips: [Flip; 6] = [
        ("its text", |row| row.blob.as_mut().unwrap()[100] ^= 1),
        ("its content hash", |row| row.content_hash[0] ^= 1),
        ("its link", |row| row.link[0] ^= 1),
        ("its sum", |row| row.sum[0] ^= 1),
        ("a column's length", |row| row.content_hash.truncate(3)),
        ("all of its text", |row| row.blob = None),
    ];
    for (what, flip) in flips {
        for page in 0..2 {
            let journal = journal();
            journal.hurt(journal.pages[page], |db, mut row| {
                db.pragma_update(None, "ignore_check_constraints", true).unwrap();
                flip(&mut row);
                let id = row.id;
                db.execute("DELETE FROM change WHERE id = ?", [id]).unwrap();
                row.put(db);
            });
            let hurt = !journal.problems().is_empty();
            let mended = journal.mend();
            assert_eq!(mended.left, 0, "{what} of page {page}: all of it came back");
            assert_eq!(mended.brought > 0, hurt, "{what} of page {page}: what was damaged");
            if hurt {
                journal.assert_whole(&format!("{what} of page {page}"));
            }
        }
    }
}

#[test]
fn a_row_that_is_gone_from_the_middle_comes_back() {
    let journal = journal();
    journal.hurt(journal.pages[1], |db, row| {
        db.execute("DELETE FROM change WHERE id = ?", [row.id]).unwrap();
    });
    assert!(journal.problems().contains(&ProblemKind::Missing), "it is missed");
    assert_eq!(journal.mend().left, 0, "it came back, and what stood after it holds again");
    journal.assert_whole("a row of the middle");
}

#[test]
fn a_file_on_a_page_comes_back_whatever_of_it_rotted() {
    let hurts = [
        "UPDATE chunk SET bytes = zeroblob(length(bytes)) WHERE n = 1",
        "DELETE FROM chunk WHERE n = 0",
        "UPDATE attachment SET blob = zeroblob(length(blob))",
        "DELETE FROM attachment",
    ];
    for hurt in hurts {
        let journal = journal();
        let mut noor = journal.kept.sit(journal.kept.noor);
        let bytes = some_bytes(200_000, 1);
        let file = attach(&mut noor, journal.pages[0], &bytes);
        let backup = journal.kept.place("with a file.duologue-backup");
        noor.back_up(&backup, &mut go_on).unwrap();
        lock(noor);
        journal.kept.reach_in(|db| assert!(db.execute(hurt, []).unwrap() > 0, "{hurt}"));
        let mut noor = journal.kept.sit(journal.kept.noor);
        let mended = noor.mend(&mut BackupFile::open(&backup).unwrap(), &mut go_on).unwrap();
        assert_eq!(mended, Mended { brought: 1, left: 0 }, "{hurt}: the file came back");
        let now = read(&noor, journal.pages[0], file).unwrap();
        assert!(now == bytes, "{hurt}: byte for byte");
        assert_eq!(noor.check(&mut go_on).unwrap().problems, [], "{hurt}: nothing is damaged");
        lock(noor);
    }
}

#[test]
fn a_whole_journal_is_not_touched() {
    let journal = journal();
    let rows = || journal.kept.reach_in(ChangeRow::all);
    let before = rows();
    assert_eq!(journal.mend(), Mended::default(), "nothing is damaged");
    assert_eq!(rows(), before, "nothing was written");
    journal.assert_whole("untouched");
}

#[test]
fn what_was_erased_since_the_backup_stays_erased() {
    let journal = journal();
    let mut noor = journal.kept.sit(journal.kept.noor);
    noor.erase_page(journal.pages[0]).unwrap();
    lock(noor);
    journal.hurt(journal.pages[1], |db, mut row| {
        row.blob.as_mut().unwrap()[100] ^= 1;
        row.put(db);
    });
    assert_eq!(journal.mend(), Mended { brought: 1, left: 0 }, "the other page comes back");
    let noor = journal.kept.sit(journal.kept.noor);
    let texts: Vec<_> = exported(&noor).into_iter().map(|page| page.text).collect();
    assert!(
        !texts.iter().any(|text| text.contains("longer")),
        "the erased one does not: {texts:?}"
    );
    lock(noor);
}

/// Noor erased a page since the backup; something is done to its row and to that of the erase.
fn assert_stays_erased(why: &str, how: impl FnOnce(&Connection, ChangeRow, ChangeRow)) -> Journal {
    let journal = journal();
    let mut noor = journal.kept.sit(journal.kept.noor);
    noor.erase_page(journal.pages[0]).unwrap();
    lock(noor);
    journal.hurt(journal.pages[0], |db, page| {
        db.pragma_update(None, "ignore_check_constraints", true).unwrap();
        let rows = ChangeRow::all(db).into_iter().filter(|row| row.id >> 40 == page.id >> 40);
        let erase = rows.max_by_key(|row| row.id).unwrap();
        how(db, page, erase);
    });
    journal.assert_is_not_read(why);
    journal
}

impl Journal {
    pub(super) fn assert_is_not_read(&self, why: &str) {
        self.mend();
        let noor = self.kept.sit(self.kept.noor);
        let texts: Vec<_> = exported(&noor).into_iter().map(|page| page.text).collect();
        assert!(!texts.iter().any(|text| text.contains("In Mine")), "{why}: {texts:?}");
        lock(noor);
    }
}

fn rot(db: &Connection, mut row: ChangeRow) {
    row.blob.as_mut().unwrap()[100] ^= 1;
    row.put(db);
}

fn delete(db: &Connection, row: &ChangeRow) {
    db.execute("DELETE FROM change WHERE id = ?", [row.id]).unwrap();
}

#[test]
fn whatever_becomes_of_the_erase_what_was_erased_does_not_come_back() {
    assert_stays_erased("the erase rotted", |db, _, erase| rot(db, erase));
    assert_stays_erased("the erase was emptied", |db, _, erase| {
        ChangeRow { blob: None, ..erase }.put(db);
    });
    assert_stays_erased("the erase rotted and the page is gone as a row", |db, page, erase| {
        rot(db, erase);
        delete(db, &page);
    });
    assert_stays_erased(
        "the erase rotted and the page has a column too short",
        |db, page, erase| {
            rot(db, erase);
            delete(db, &page);
            ChangeRow { sig: vec![0], ..page }.put(db);
        },
    );
    let cut = assert_stays_erased("the erase was cut off", |db, _, erase| delete(db, &erase));
    let mut noor = cut.kept.sit(cut.kept.noor);
    assert_ne!(noor.alarms(), [], "she is told that the end is missing");
    noor.accept_loss().unwrap();
    lock(noor);
    cut.assert_is_not_read("she goes on without the end of the log");
}

#[test]
fn a_later_version_of_a_page_that_was_erased_does_not_come_back_into_the_file() {
    let journal = journal();
    let edit = |db: &Connection| {
        let page = ChangeRow::of(db, journal.pages[0]);
        ChangeRow::all(db).into_iter().rfind(|row| row.id >> 40 == page.id >> 40).unwrap()
    };
    journal.kept.reach_in(|db| rot(db, edit(db)));
    let edit = journal.kept.reach_in(edit);
    let mut noor = journal.kept.sit(journal.kept.noor);
    noor.erase_page(journal.pages[0]).unwrap();
    lock(noor);
    journal.mend();
    let stands = journal
        .kept
        .reach_in(|db| ChangeRow::all(db).into_iter().find(|row| row.id == edit.id).unwrap());
    assert_eq!(stands.blob, edit.blob, "it stays as it rotted: its page is erased");
}

#[test]
fn what_heals_with_another_is_not_called_left() {
    let journal = journal();
    let mut noor = journal.kept.sit(journal.kept.noor);
    noor.write_page(true, november(8), "Newer than the backup.", &[]).unwrap();
    lock(noor);
    journal.hurt(journal.pages[0], |db, page| {
        let of_log = ChangeRow::all(db).into_iter().filter(|row| row.id >> 40 == page.id >> 40);
        let of_log: Vec<_> = of_log.collect();
        delete(db, of_log.iter().rev().nth(1).unwrap());
    });
    let problems = journal.problems();
    assert!(problems.len() > 1, "the row after it is not vouched for: {problems:?}");
    let mended = journal.mend();
    assert_eq!(mended.left, 0, "both hold again");
    assert_eq!(journal.problems(), [], "nothing is damaged any more");
}

#[test]
fn whatever_change_rots_whoever_still_comes_in_comes_in_again_after_it() {
    let journal = journal();
    let kept = &journal.kept;
    let mut came_in = 0;
    for row in kept.reach_in(ChangeRow::all) {
        kept.reach_in(|db| {
            let mut hurt = row.clone();
            hurt.blob.as_mut().unwrap()[100] ^= 1;
            hurt.put(db);
        });
        if let Ok(mut noor) = kept.try_sit(kept.noor, NOOR) {
            let mended = noor.mend(&mut BackupFile::open(&journal.backup).unwrap(), &mut go_on);
            lock(noor);
            let came_back = mended.unwrap().brought > 0;
            assert_eq!(journal.problems().is_empty(), came_back, "row {}", row.id);
            came_in += 1;
        }
        kept.reach_in(|db| row.put(db));
    }
    assert!(came_in > 5, "most changes can rot and leave a way in: {came_in}");
}

#[test]
fn a_backup_of_another_journal_or_a_damaged_one_changes_nothing() {
    let journal = journal();
    journal.hurt(journal.pages[1], |db, mut row| {
        row.blob.as_mut().unwrap()[100] ^= 1;
        row.put(db);
    });
    let other = journal_seeded(99);
    let mut stranger = other.sit(other.noor);
    let strange = other.place("other.duologue-backup");
    stranger.back_up(&strange, &mut go_on).unwrap();
    lock(stranger);
    let mut bytes = std::fs::read(&journal.backup).unwrap();
    let middle = bytes.len() - 2000;
    bytes[middle] ^= 1;
    let rotten = journal.kept.place("rotten.duologue-backup");
    std::fs::write(&rotten, bytes).unwrap();

    let before = journal.problems();
    let mut noor = journal.kept.sit(journal.kept.noor);
    for (backup, error) in
        [(&strange, VaultError::NotAuthentic("journal")), (&rotten, VaultError::Damaged("file"))]
    {
        let refusal = refused(noor.mend(&mut BackupFile::open(backup).unwrap(), &mut go_on));
        assert_eq!(refusal, JournalError::Vault(error), "{}", backup.display());
    }
    let mut stop = |_, _| ControlFlow::Break(());
    let stopped = refused(noor.mend(&mut BackupFile::open(&journal.backup).unwrap(), &mut stop));
    assert_eq!(stopped, JournalError::Vault(VaultError::Cancelled), "it can be stopped");
    lock(noor);
    assert_eq!(journal.problems(), before, "the journal is as it was");
}

#[test]
fn it_can_be_stopped_at_every_moment_and_then_all_or_nothing_is_back() {
    let journal = journal();
    journal.hurt(journal.pages[1], |db, mut row| {
        row.blob.as_mut().unwrap()[100] ^= 1;
        row.put(db);
    });
    let mut told = 0;
    loop {
        let mut noor = journal.kept.sit(journal.kept.noor);
        let mut left = told;
        let mut watch = |_, _| {
            if left == 0 {
                return ControlFlow::Break(());
            }
            left -= 1;
            ControlFlow::Continue(())
        };
        let mended = noor.mend(&mut BackupFile::open(&journal.backup).unwrap(), &mut watch);
        lock(noor);
        match mended {
            Ok(mended) => {
                assert_eq!(mended, Mended { brought: 1, left: 0 }, "in the end it is back");
                break;
            }
            Err(error) => assert_eq!(error, JournalError::Vault(VaultError::Cancelled), "{told}"),
        }
        assert_ne!(journal.problems(), [], "stopped after {told} steps: nothing was put back");
        told += 7;
    }
    journal.assert_whole("after many stops");
}

#[test]
fn only_what_one_can_read_is_put_back_and_the_other_puts_back_their_own() {
    let journal = journal();
    let mut sam = journal.kept.sit(journal.kept.sam);
    let page = sam.write_page(false, november(5), "Sam's own.", &[]).unwrap();
    let backup = journal.kept.place("sams.duologue-backup");
    sam.back_up(&backup, &mut go_on).unwrap();
    lock(sam);
    journal.hurt(page, |db, mut row| {
        row.blob.as_mut().unwrap()[100] ^= 1;
        row.put(db);
    });
    let mut noor = journal.kept.sit(journal.kept.noor);
    let mended = noor.mend(&mut BackupFile::open(&backup).unwrap(), &mut go_on).unwrap();
    assert_eq!(mended, Mended::default(), "it is not Noor's to judge");
    lock(noor);
    let mut sam = journal.kept.sit(journal.kept.sam);
    let mended = sam.mend(&mut BackupFile::open(&backup).unwrap(), &mut go_on).unwrap();
    assert_eq!(mended, Mended { brought: 1, left: 0 }, "Sam puts it back");
    assert_eq!(sam.page(page).unwrap().text, "Sam's own.", "and reads it");
    lock(sam);
}

const OTHER: &[u8] = br#"{"kind":"page","schema":1,"clock":9,"at":"2026-11-02T21:00:00+01:00","on":"2026-11-02","text":"other words","tags":[]}"#;

#[test]
fn a_partner_cannot_put_words_into_somebodys_page_by_a_backup() {
    for hash_too in [false, true] {
        let journal = journal();
        let page = journal.pages[1];
        let whole = journal.kept.bytes();
        let sams = journal.kept.hand_of(journal.kept.sam);
        journal.kept.reach_in(|db| sams.rewrite(db, page, &sams.ours(db).1, OTHER, hash_too));
        let mut sam = journal.kept.sit(journal.kept.sam);
        let forged = journal.kept.place("forged.duologue-backup");
        sam.back_up(&forged, &mut go_on).unwrap();
        lock(sam);
        std::fs::write(&journal.kept.path, whole).unwrap();
        journal.hurt(page, |db, mut row| {
            row.blob.as_mut().unwrap()[100] ^= 1;
            row.put(db);
        });
        let mut noor = journal.kept.sit(journal.kept.noor);
        let mended = noor.mend(&mut BackupFile::open(&forged).unwrap(), &mut go_on).unwrap();
        assert_eq!(mended, Mended { brought: 0, left: 1 }, "nothing of it is believed");
        assert!(noor.page(page).is_err(), "no other words stand as hers");
        lock(noor);
    }
}

/// A copy of the journal is gone on with, and backed up.
fn backup_of_a_copy(journal: &Journal) -> PathBuf {
    let copy = journal.kept.place("copy.duologue");
    std::fs::copy(&journal.kept.path, &copy).unwrap();
    let records = journal.kept.place("copied");
    journal.kept.copy_records(&records);
    let other = journal.kept.elsewhere(&copy, Computer::new(&records));
    let mut noor = other.sit(other.noor);
    noor.write_page(true, november(6), "Written in the copy.", &[]).unwrap();
    let backup = journal.kept.place("of the copy.duologue-backup");
    noor.back_up(&backup, &mut go_on).unwrap();
    lock(noor);
    backup
}

fn assert_nothing_of_the_copy(noor: &Sitting, why: &str) {
    let texts: Vec<_> = exported(noor).into_iter().map(|page| page.text).collect();
    assert!(!texts.contains(&"Written in the copy.".to_owned()), "{why}: {texts:?}");
}

#[test]
fn a_change_of_another_copy_does_not_fill_a_gap() {
    let journal = journal();
    let backup = backup_of_a_copy(&journal);
    let mut noor = journal.kept.sit(journal.kept.noor);
    let page = noor.write_page(true, november(6), "Written here.", &[]).unwrap();
    noor.write_page(true, november(6), "And this.", &[]).unwrap();
    lock(noor);
    journal.hurt(page, |db, row| delete(db, &row));
    let mut noor = journal.kept.sit(journal.kept.noor);
    let mended = noor.mend(&mut BackupFile::open(&backup).unwrap(), &mut go_on).unwrap();
    assert_eq!(mended.brought, 0, "what follows the gap does not follow this");
    assert_nothing_of_the_copy(&noor, "a gap");
    lock(noor);
}

#[test]
fn the_end_of_another_copy_does_not_take_the_place_of_what_rotted() {
    let journal = journal();
    let backup = backup_of_a_copy(&journal);

    let mut noor = journal.kept.sit(journal.kept.noor);
    let page = noor.write_page(true, november(6), "Written here.", &[]).unwrap();
    lock(noor);
    for hurt in ["blob = zeroblob(600)", "link = zeroblob(32)"] {
        let whole = journal.kept.bytes();
        journal.kept.reach_in(|db| {
            let sql = format!("UPDATE change SET {hurt} WHERE link = ?");
            assert_eq!(db.execute(&sql, [&page.0[..]]).unwrap(), 1, "{hurt}: the end is hurt");
        });
        let mut noor = journal.kept.sit(journal.kept.noor);
        let mended = noor.mend(&mut BackupFile::open(&backup).unwrap(), &mut go_on).unwrap();
        assert_eq!(mended, Mended { brought: 0, left: 1 }, "{hurt}: it is another change");
        assert_nothing_of_the_copy(&noor, hurt);
        lock(noor);
        std::fs::write(&journal.kept.path, whole).unwrap();
    }
}
