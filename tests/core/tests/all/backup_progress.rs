//! How far a backup or a restore is told to be: record by record, to its end.

use core_tests::files::{attach, some_bytes};
use core_tests::{ChangeRow, Kept, NOOR, go_on, journal_of_two, lock, november};
use duologue_core::journal::{DraftBody, restore};
use duologue_core::vault::{BackupFile, Computer};
use std::ops::ControlFlow;

/// Noor wrote eight pages; on one is a file of twenty chunks and on another a small one, and
/// something is begun.
fn lived_in() -> Kept {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let pages = [1, 2, 3, 4, 5, 6, 7, 8]
        .map(|n| noor.write_page(true, november(n), &format!("page {n}"), &[]).unwrap());
    attach(&mut noor, pages[0], &some_bytes(20 * 65_536, 1));
    attach(&mut noor, pages[7], b"small");
    let body = DraftBody::Noticed { noticed: duologue_core::journal::Noticed::default() };
    noor.save_draft(None, body).unwrap();
    lock(noor);
    journal
}

/// What is told while Noor makes a backup.
fn told(journal: &Kept) -> (Vec<u64>, u64) {
    let (mut told, mut end) = (Vec::new(), 0);
    let mut noor = journal.sit(journal.noor);
    let target = journal.place("kept.duologue-backup");
    noor.back_up(&target, &mut |done, total| {
        told.push(done);
        end = total;
        ControlFlow::Continue(())
    })
    .unwrap();
    lock(noor);
    (told, end)
}

#[test]
fn every_record_of_a_backup_is_told_once_as_it_is_written_and_once_as_it_is_read_back() {
    let journal = lived_in();
    let (told, end) = told(&journal);
    let rows: u64 = journal.reach_in(|db| {
        let tables = ["change", "\"grant\"", "attachment", "chunk", "draft", "witness"];
        let count = |table: &str| -> i64 {
            let count = format!("SELECT count(*) FROM {table}");
            db.query_row(&count, [], |row| row.get(0)).unwrap()
        };
        tables.into_iter().map(count).sum::<i64>().unsigned_abs()
    });
    assert!(rows > 40, "there are chunks among them: {rows}");
    assert_eq!(end, 2 * rows, "as many as there are rows, twice");
    assert_eq!(told, Vec::from_iter(1..=end), "one after the other, to the end, and no more");
}

#[test]
fn what_is_checked_a_second_time_is_told_to_its_end_too() {
    let journal = lived_in();
    journal.reach_in(|db| {
        let rows = ChangeRow::all(db);
        let noors: Vec<_> = rows.iter().filter(|row| row.id >> 40 == 1).collect();
        let gone = noors[noors.len() - 9].id;
        let delete = "DELETE FROM change WHERE id BETWEEN ? AND ?";
        assert_eq!(db.execute(delete, [gone, gone + 4]).unwrap(), 5, "five pages are missing");
    });
    let (told, end) = told(&journal);
    let second: Vec<u64> = told.into_iter().skip_while(|done| 2 * done <= end).collect();
    assert!(second.is_sorted_by(|one, next| next - one <= 1), "step by step: {second:?}");
    assert_eq!(second.last(), Some(&end), "to the end, though some it was to read are not there");
}

#[test]
fn a_restore_tells_how_far_it_is_in_bytes_to_nearly_the_last() {
    let journal = lived_in();
    let target = journal.place("kept.duologue-backup");
    let mut noor = journal.sit(journal.noor);
    let made = noor.back_up(&target, &mut go_on).unwrap();
    lock(noor);
    let mut backup = BackupFile::open(&target).unwrap();
    let opened = backup.challenge(journal.noor).unwrap().answer(NOOR, None).unwrap();
    let (mut told, mut end) = (Vec::new(), 0);
    let restored = journal.place("restored.duologue");
    let computer = Computer::new(&journal.place("another computer"));
    restore(
        &mut backup,
        &opened,
        &restored,
        computer,
        journal.world.surroundings(),
        &mut |done, total| {
            told.push(done);
            end = total;
            ControlFlow::Continue(())
        },
    )
    .unwrap();
    assert_eq!(end, made.bytes, "of the bytes there are");
    assert!(told[0] * 4 < end, "a little at first: {} of {end}", told[0]);
    assert!(
        told.is_sorted_by(|one, next| one <= next && next - one < end / 4),
        "in steps: {told:?}"
    );
    assert!(told.last().unwrap() * 10 > end * 9, "and nearly all at last: {told:?} of {end}");
}
