//! What was opened when somebody sat down is not opened again for a backup, as long as it is the same
//! to the byte: what changes on the disk meanwhile is found all the same.

use super::backup::restore_to;
use core_tests::{ChangeRow, Kept, go_on, journal_of_two, listed, lock, lock_both, november};
use duologue_core::Link;
use std::io::Write;
use std::process::{Command, Stdio};

/// A page, where in the file it begins, and with which byte.
struct Written {
    page: Link,
    at: u64,
    byte: u8,
}

/// A page of Noor's in Mine and one in Ours.
fn written() -> (Kept, [Written; 2]) {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let pages = [false, true].map(|ours| {
        let write = |n| noor.write_page(ours, november(2), &format!("page {n}"), &[]).unwrap();
        // Of those in between nothing stays in SQLite's own memory.
        (0..100).map(write).collect::<Vec<_>>()[50]
    });
    lock(noor);
    let bytes = journal.bytes();
    let at = |page: Link| {
        let blob = journal.reach_in(|db| ChangeRow::of(db, page)).blob.unwrap();
        let begins = &blob[..64];
        let at = bytes.windows(64).position(|window| window == begins).unwrap();
        Written { page, at: at as u64, byte: bytes[at] }
    };
    let pages = pages.map(at);
    (journal, pages)
}

/// A byte turns on the disk while somebody has the file open. In another process: a descriptor that is
/// closed in this one would let the lock go.
fn turn(journal: &Kept, Written { at, byte, .. }: &Written) {
    let mut dd = Command::new("dd")
        .arg(format!("of={}", journal.path.display()))
        .args(["bs=1", "conv=notrunc", "status=none", &format!("seek={at}")])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    dd.stdin.take().unwrap().write_all(&[byte ^ 1]).unwrap();
    assert!(dd.wait().unwrap().success(), "the byte is written");
}

#[test]
fn a_page_that_rots_while_its_writer_sits_there_is_told_by_the_next_backup() {
    for which in [0, 1] {
        let (journal, pages) = written();
        let mut noor = journal.sit(journal.noor);
        let before = noor.back_up(&journal.place("a.duologue-backup"), &mut go_on).unwrap();
        assert_eq!(before.damaged, 0, "all is as it was opened");
        turn(&journal, &pages[which]);
        let after = noor.back_up(&journal.place("b.duologue-backup"), &mut go_on).unwrap();
        assert_eq!((after.changes, after.damaged), (before.changes, 1), "one is not any more");
        lock(noor);
    }
}

#[test]
fn a_page_that_rots_while_both_sit_there_is_told_by_the_next_backup() {
    let (journal, pages) = written();
    let mut both = journal.together();
    turn(&journal, &pages[1]);
    let made = both.back_up(&journal.place("both.duologue-backup"), &mut go_on).unwrap();
    assert_eq!(made.damaged, 1, "it is not what was opened");
    lock_both(both);
}

#[test]
fn what_is_written_erased_and_edited_after_sitting_down_is_in_the_backup_as_it_stands() {
    let (journal, pages) = written();
    let mut noor = journal.sit(journal.noor);
    noor.write_page(true, november(3), "after sitting down", &[]).unwrap();
    noor.edit_page(pages[0].page, november(4), "written anew", &[]).unwrap();
    noor.erase_page(pages[1].page).unwrap();
    let here = listed(&noor);
    let backup = journal.place("after.duologue-backup");
    let made = noor.back_up(&backup, &mut go_on).unwrap();
    assert_eq!(made.damaged, 0, "nothing is amiss");
    lock(noor);
    let restored = restore_to(&journal, &backup, &journal.place("restored.duologue")).unwrap();
    let noor = restored.sit(restored.noor);
    assert_eq!(listed(&noor), here, "the same pages, and the same mark");
    assert_eq!(noor.alarms(), [], "none of them damaged");
    lock(noor);
}
