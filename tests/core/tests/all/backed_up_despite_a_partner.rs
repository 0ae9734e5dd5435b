//! Whatever a partner plants in the file: the other makes a backup of it.

use core_tests::files::{attach, some_bytes};
use core_tests::slot_rows::{put_slot, slots};
use core_tests::{ChangeRow, Kept, go_on, journal_of_two, lock, november};
use duologue_core::Link;
use duologue_core::vault::BackupFile;
use rusqlite::types::Value;

/// Three pages of Sam's in Ours.
fn three_pages(journal: &Kept) -> [Link; 3] {
    let mut sam = journal.sit(journal.sam);
    let pages =
        ["one", "two", "three"].map(|text| sam.write_page(true, november(1), text, &[]).unwrap());
    lock(sam);
    pages
}

#[track_caller]
fn backs_up(journal: &Kept, why: &str) {
    let mut noor = journal.sit(journal.noor);
    let made = noor.back_up(&journal.place("noors.duologue-backup"), &mut go_on);
    assert!(made.is_ok(), "{why}: {made:?}");
    lock(noor);
}

#[test]
fn two_links_in_a_row_that_were_hurt_keep_nobody_from_a_backup() {
    let journal = journal_of_two();
    let pages = three_pages(&journal);
    journal.reach_in(|db| {
        let hurt = "UPDATE change SET link = randomblob(?) WHERE link = ?";
        db.execute(hurt, (32, &pages[0].0[..])).unwrap();
        db.execute(hurt, (31, &pages[1].0[..])).unwrap();
    });
    backs_up(&journal, "what is damaged is known, and all else holds");
}

#[test]
fn too_many_keyslots_of_the_partner_keep_nobody_from_a_backup() {
    let journal = journal_of_two();
    journal.reach_in(|db| {
        let sams = slots(db).into_iter().find(|row| row[1] == Value::Blob(journal.sam.0.to_vec()));
        for n in 0..4 {
            let mut row = sams.clone().unwrap();
            row[0] = Value::Blob(vec![0x70 + n; 16]);
            row[2] = Value::Integer(2);
            put_slot(db, &row);
        }
    });
    let mut noor = journal.sit(journal.noor);
    let made = noor.back_up(&journal.place("noors.duologue-backup"), &mut go_on);
    let damaged = made.map(|made| made.damaged);
    assert_eq!(damaged, Ok(1), "three of a kind have a place; whether Sam can unlock is Sam's");
    lock(noor);
}

#[test]
fn a_file_of_mine_that_a_partner_names_keeps_nothing_from_being_put_back() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let mine = noor.write_page(false, november(2), "In Mine.", &[]).unwrap();
    let ours = noor.write_page(true, november(3), "In Ours.", &[]).unwrap();
    let file = attach(&mut noor, mine, &some_bytes(90_000, 1));
    lock(noor);
    let sam = journal.hand_of(journal.sam);
    journal.reach_in(|db| {
        let (space, key) = sam.ours(db);
        let hash = "5".repeat(64);
        let json = format!(
            r#"{{"kind":"attachment","schema":1,"clock":60,"page":"{ours}","id":"{file}","name":"x","type":"image/png","length":9,"hash":"{hash}"}}"#
        );
        sam.append(db, space, &key, json.as_bytes());
    });
    let whole = journal.bytes();
    journal.reach_in(|db| {
        db.execute("UPDATE chunk SET bytes = zeroblob(length(bytes)) WHERE n = 1", []).unwrap();
    });
    let backup = journal.place("noors.duologue-backup");
    let mut noor = journal.sit(journal.noor);
    noor.back_up(&backup, &mut go_on).unwrap();
    lock(noor);
    std::fs::write(&journal.path, whole).unwrap();
    journal.reach_in(|db| {
        let mut row = ChangeRow::of(db, ours);
        row.blob.as_mut().unwrap()[100] ^= 1;
        row.put(db);
    });
    let mut noor = journal.sit(journal.noor);
    let mended = noor.mend(&mut BackupFile::open(&backup).unwrap(), &mut go_on).unwrap();
    assert_eq!(
        (mended.brought, mended.left),
        (1, 1),
        "the page is back, what Sam says stays amiss"
    );
    assert_eq!(noor.page(ours).unwrap().text, "In Ours.", "word for word");
    lock(noor);
}
