//! A backup of a journal in which something does not hold: everything else is in it, and it says so.

use core_tests::{ChangeRow, Kept, NOOR, exported, go_on, journal_of_two, lock, november};
use duologue_core::Link;
use duologue_core::journal::{Alarm, JournalError, Sitting, restore};
use duologue_core::vault::{BackupFile, BackupMade, Computer, VaultError};
use rusqlite::Connection;

/// Noor wrote three pages; the one in the middle is to be hurt.
fn three_pages() -> (Kept, [Link; 3]) {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let pages =
        ["one", "two", "three"].map(|text| noor.write_page(true, november(2), text, &[]).unwrap());
    lock(noor);
    (journal, pages)
}

fn back_up(journal: &Kept) -> Result<BackupMade, JournalError> {
    let mut noor = journal.sit(journal.noor);
    let made = noor.back_up(&journal.place("kept.duologue-backup"), &mut go_on);
    lock(noor);
    made
}

fn restored(journal: &Kept) -> Kept {
    let (target, computer) =
        (journal.place("restored.duologue"), Computer::new(&journal.place("restored computer")));
    let mut backup = BackupFile::open(&journal.place("kept.duologue-backup")).unwrap();
    let opened = backup.challenge(journal.noor).unwrap().answer(NOOR, None).unwrap();
    let surroundings = journal.world.surroundings();
    restore(&mut backup, &opened, &target, computer.clone(), surroundings, &mut go_on).unwrap();
    journal.elsewhere(&target, computer)
}

fn texts(sitting: &Sitting, pages: [Link; 3]) -> Vec<String> {
    pages.iter().filter_map(|page| sitting.page(*page).ok()).map(|page| page.text).collect()
}

/// What `surgery` hurts is told when the backup is made, and again when it is restored.
fn assert_the_rest_is_kept(why: &str, surgery: impl FnOnce(&Connection, Link)) {
    let (journal, pages) = three_pages();
    journal.reach_in(|db| surgery(db, pages[1]));
    let before = exported(&journal.sit(journal.noor));
    let made = back_up(&journal).unwrap_or_else(|error| panic!("{why}: {error}"));
    assert!(made.damaged > 0, "{why}: the backup says that it is not all");
    let noor = {
        let restored = restored(&journal);
        let noor = restored.sit(journal.noor);
        assert_eq!(exported(&noor), before, "{why}: what holds is there, and nothing more");
        noor
    };
    assert_eq!(texts(&noor, pages), ["one", "three"], "{why}: the pages beside it are whole");
    assert_ne!(noor.alarms(), [], "{why}: and the restored journal tells it too");
    lock(noor);
}

fn set(column: &str, value: &str) -> impl FnOnce(&Connection, Link) {
    let sql = format!("UPDATE change SET {column} = {value} WHERE link = ?");
    move |db, link| {
        let hurt = db.execute(&sql, [&link.0[..]]).unwrap();
        assert_eq!(hurt, 1, "one row must be hurt, or this shows nothing");
    }
}

#[test]
fn a_change_that_rotted_stops_no_backup_of_the_rest() {
    assert_the_rest_is_kept("a blob", set("blob", "randomblob(600)"));
    assert_the_rest_is_kept("an emptied blob", set("blob", "NULL"));
    assert_the_rest_is_kept("a blob beyond all limits", set("blob", "zeroblob(17 * 1024 * 1024)"));
    assert_the_rest_is_kept("a link", set("link", "randomblob(32)"));
    assert_the_rest_is_kept("a content hash", set("content_hash", "randomblob(32)"));
}

#[test]
fn the_change_that_names_the_key_of_ours_stops_no_restore_when_it_rots() {
    let (journal, pages) = three_pages();
    let hand = journal.hand_of(journal.noor);
    journal.reach_in(|db| {
        let (_, key) = hand.ours(db);
        let names = |row: &ChangeRow| {
            hand.opens(db, row, &key) && hand.read(db, row, &key).starts_with(br#"{"kind":"key""#)
        };
        let mut row = ChangeRow::all(db).into_iter().find(names).unwrap();
        row.blob = Some(vec![0; 552]);
        row.put(db);
    });
    let before = exported(&journal.sit(journal.noor));
    back_up(&journal).unwrap();
    let restored = restored(&journal);
    let mut noor = restored.sit(journal.noor);
    assert_eq!(exported(&noor), before, "what holds is there: nothing is written into Ours for it");
    assert_eq!(texts(&noor, pages), ["one", "two", "three"], "the pages are read");
    assert_ne!(noor.alarms(), [], "and the restored journal tells what is damaged");
    let more = noor.write_page(true, november(5), "four", &[]).unwrap();
    lock(noor);
    let sam = restored.sit(journal.sam);
    assert_eq!(sam.page(more).unwrap().text, "four", "they go on writing, and both read it");
    lock(sam);
}

#[test]
fn a_column_of_the_wrong_shape_stops_no_backup_of_the_rest() {
    for column in ["content_hash", "link"] {
        assert_the_rest_is_kept(column, set(column, "x'0102'"));
    }
}

#[test]
fn a_number_that_is_nowhere_stops_no_backup_of_the_rest() {
    for column in ["space", "key"] {
        assert_the_rest_is_kept(column, set(column, "999"));
    }
}

/// A row beside the pages is hurt: all three are in the backup, and it says that it is not all.
fn assert_all_pages_are_kept(why: &str, sql: &str) {
    let (journal, pages) = three_pages();
    journal.reach_in(|db| {
        db.pragma_update(None, "ignore_check_constraints", true).unwrap();
        assert!(db.execute(sql, []).unwrap() > 0, "{why}: something is hurt");
    });
    let made = back_up(&journal).unwrap_or_else(|error| panic!("{why}: {error}"));
    assert!(made.damaged > 0, "{why}: the backup says that it is not all");
    let restored = restored(&journal);
    let noor = restored.sit(journal.noor);
    assert_eq!(texts(&noor, pages), ["one", "two", "three"], "{why}: every page is in it");
    lock(noor);
}

#[test]
fn a_row_that_somebody_put_there_stops_no_backup() {
    assert_all_pages_are_kept(
        "a stray change",
        "INSERT INTO change SELECT 5, space, content_hash, link, sig, key, sum, blob
         FROM change LIMIT 1",
    );
    assert_all_pages_are_kept(
        "a log of no shape",
        "INSERT INTO log(id, author) VALUES(x'01', x'02')",
    );
    assert_all_pages_are_kept(
        "a log of somebody unknown",
        "INSERT INTO log(id, author) VALUES(randomblob(16), randomblob(16))",
    );
    assert_all_pages_are_kept(
        "a grant of no shape",
        "INSERT INTO \"grant\" SELECT x'01', recipient, space, recipient_card, sender,
         sender_card, enc, ct, sig FROM \"grant\" LIMIT 1",
    );
    for column in ["enc", "ct"] {
        let others = ["enc", "ct"].map(|one| if one == column { "x'01'" } else { one }).join(", ");
        assert_all_pages_are_kept(
            &format!("a grant whose {column} is too short"),
            &format!(
                "INSERT INTO \"grant\" SELECT randomblob(16), recipient, space, recipient_card,
                 sender, sender_card, {others}, sig FROM \"grant\" LIMIT 1"
            ),
        );
    }
    assert_all_pages_are_kept(
        "a draft of no shape",
        "INSERT INTO draft(id, partner, key, blob) VALUES(x'01', x'02', x'03', x'04')",
    );
}

#[test]
fn a_damaged_member_stops_no_backup_of_the_other() {
    assert_all_pages_are_kept(
        "Sam's face",
        "UPDATE member SET face = x'00' WHERE rowid = (SELECT max(rowid) FROM member)",
    );
}

#[test]
fn a_whole_journal_makes_a_backup_that_names_nothing() {
    let (journal, _) = three_pages();
    assert_eq!(back_up(&journal).unwrap().damaged, 0, "nothing is amiss");
    let restored = restored(&journal);
    assert_eq!(restored.sit(journal.noor).alarms(), [], "nor after it was restored");
}

#[test]
fn a_backup_of_a_damaged_journal_is_still_bound_to_the_last_byte() {
    let (journal, pages) = three_pages();
    journal.reach_in(|db| set("blob", "randomblob(600)")(db, pages[1]));
    back_up(&journal).unwrap();
    let path = journal.place("kept.duologue-backup");
    let mut bytes = std::fs::read(&path).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let mut backup = BackupFile::open(&path).unwrap();
    let opened = backup.challenge(journal.noor).unwrap().answer(NOOR, None).unwrap();
    assert!(
        matches!(backup.verify_opened(&opened, &mut go_on), Err(VaultError::Damaged(_))),
        "what was damaged in the journal is no excuse for damage of the backup"
    );
}

#[test]
fn a_lost_grant_stops_no_backup_and_is_told_again_after_the_restore() {
    let (journal, _) = three_pages();
    journal.reach_in(|db| {
        db.execute("DELETE FROM \"grant\" WHERE recipient = ?", [&journal.noor.0[..]]).unwrap()
    });
    assert!(back_up(&journal).unwrap().damaged > 0, "the backup says that a key is gone");
    let restored = restored(&journal);
    assert_eq!(
        restored.sit(journal.noor).alarms(),
        [Alarm::GrantGone],
        "and so does what it makes"
    );
}
