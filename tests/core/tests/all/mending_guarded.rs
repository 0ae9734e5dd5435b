//! What a backup has whole and must not be put back all the same.

use super::mending::journal;
use core_tests::files::{attach, some_bytes};
use core_tests::{ChangeRow, NOOR, go_on, journal_of_two, lock, november};
use duologue_core::crypto::Cost;
use duologue_core::vault::{BackupFile, Mended};

#[test]
fn what_a_valid_erase_names_stays_erased_also_where_its_row_rotted() {
    let journal = journal();
    let mut noor = journal.kept.sit(journal.kept.noor);
    noor.erase_page(journal.pages[0]).unwrap();
    lock(noor);
    journal.hurt(journal.pages[0], |db, mut row| {
        row.content_hash[0] ^= 1;
        row.put(db);
    });
    journal.assert_is_not_read("the erase is whole");
    let stands = journal
        .kept
        .reach_in(|db| ChangeRow::all(db).into_iter().filter(|row| row.blob.is_none()).count());
    assert_eq!(stands, 2, "the page and its edit stand without their words");
}

#[test]
fn half_of_a_file_does_not_take_the_place_of_its_other_half() {
    let journal = journal();
    let mut noor = journal.kept.sit(journal.kept.noor);
    attach(&mut noor, journal.pages[0], &some_bytes(200_000, 1));
    lock(noor);
    let whole = journal.kept.bytes();
    let rot = |n: i64| {
        journal.kept.reach_in(|db| {
            let sql = "UPDATE chunk SET bytes = zeroblob(length(bytes)) WHERE n = ?";
            assert_eq!(db.execute(sql, [n]).unwrap(), 1, "chunk {n} is hurt");
        });
    };
    rot(0);
    let mut noor = journal.kept.sit(journal.kept.noor);
    let backup = journal.kept.place("of half a file.duologue-backup");
    noor.back_up(&backup, &mut go_on).unwrap();
    lock(noor);
    std::fs::write(&journal.kept.path, whole).unwrap();
    rot(1);
    let chunks = || {
        journal.kept.reach_in(|db| {
            let sql = "SELECT sum(length(trim(hex(bytes), '0')) > 0) FROM chunk WHERE n < 2";
            let first = "SELECT hex(bytes) FROM chunk WHERE n = 0";
            let whole: i64 = db.query_row(sql, [], |row| row.get(0)).unwrap();
            (whole, db.query_row(first, [], |row| row.get::<_, String>(0)).unwrap())
        })
    };
    let before = chunks();
    let mut noor = journal.kept.sit(journal.kept.noor);
    let mended = noor.mend(&mut BackupFile::open(&backup).unwrap(), &mut go_on).unwrap();
    lock(noor);
    assert_eq!(mended, Mended { brought: 0, left: 1 }, "it is whole in neither");
    assert!(chunks() == before, "the half that is whole here is not overwritten");
}

#[test]
fn what_is_under_a_key_that_was_given_up_does_not_come_back_under_it() {
    let journal = journal();
    let mut noor = journal.kept.sit(journal.kept.noor);
    let opened = noor.own_challenge().unwrap().answer(NOOR, None).unwrap();
    let words = "five newer words for Noor";
    let keys = opened.new_keys(words, Cost::CHEAP, noor.surroundings()).unwrap();
    noor.take_new_keys(&keys, &opened).unwrap();
    let between = journal.kept.place("in between.duologue-backup");
    noor.back_up(&between, &mut go_on).unwrap();
    noor.encrypt_anew(&mut go_on).unwrap();
    lock(noor);
    journal.hurt(journal.pages[0], |db, mut row| {
        row.blob.as_mut().unwrap()[100] ^= 1;
        row.put(db);
    });
    let mut noor = journal.kept.try_sit(journal.kept.noor, words).unwrap();
    let mended = noor.mend(&mut BackupFile::open(&between).unwrap(), &mut go_on).unwrap();
    assert_eq!(mended, Mended { brought: 0, left: 1 }, "somebody may know that key");
    let old = noor.mend(&mut BackupFile::open(&journal.backup).unwrap(), &mut go_on);
    assert!(old.is_err(), "nor is a backup from before read");
    noor.write_page(true, november(9), "It goes on.", &[]).unwrap();
    lock(noor);
}

#[test]
fn a_newer_list_of_keyslots_does_not_shut_out_whoever_came_in_by_an_older_one() {
    let kept = journal_of_two();
    let older = kept.place("older");
    std::fs::copy(&kept.path, &older).unwrap();
    let mut noor = kept.sit(kept.noor);
    let opened = noor.own_challenge().unwrap().answer(NOOR, None).unwrap();
    let new = opened.new_slot("five newer words for Noor", Cost::CHEAP, noor.surroundings());
    noor.change_passphrase(&new.unwrap()).unwrap();
    let backup = kept.place("kept.duologue-backup");
    noor.back_up(&backup, &mut go_on).unwrap();
    lock(noor);
    // The keyslot of before stands there again, and the list that knows better has rotted.
    let hand = kept.hand_of(kept.noor);
    kept.reach_in(|db| {
        let names = |row: &ChangeRow| {
            let key = hand.mine_key();
            hand.opens(db, row, &key) && hand.read(db, row, &key).starts_with(br#"{"kind":"slots""#)
        };
        let mut row = ChangeRow::all(db).into_iter().rfind(names).unwrap();
        row.blob.as_mut().unwrap()[100] ^= 1;
        row.put(db);
        db.execute("ATTACH ? AS older", [older.to_str().unwrap()]).unwrap();
        db.execute_batch("DELETE FROM keyslot; INSERT INTO keyslot SELECT * FROM older.keyslot")
            .unwrap();
    });
    for accepted in [false, true] {
        let mut noor = kept.sit(kept.noor);
        let mended = noor.mend(&mut BackupFile::open(&backup).unwrap(), &mut go_on).unwrap();
        assert_eq!(mended, Mended { brought: 0, left: 1 }, "it stays out; accepted: {accepted}");
        noor.accept_loss().unwrap();
        lock(noor);
    }
    lock(kept.sit(kept.noor));
}
