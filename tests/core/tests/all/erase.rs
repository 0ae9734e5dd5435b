//! Taking back and deleting: every version, draft and byte, and for ever.

use core_tests::{
    ChangeRow, Kept, holds_any_window, journal_of_one, journal_of_two, listed, lock, november,
};
use duologue_core::Link;
use duologue_core::journal::{Alarm, JournalError, Sitting};

/// Every change blob and draft blob in the file.
fn blobs(journal: &Kept) -> Vec<Vec<u8>> {
    journal.reach_in(|db| {
        let mut query = db
            .prepare("SELECT blob FROM change WHERE blob IS NOT NULL UNION SELECT blob FROM draft")
            .unwrap();
        query.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    })
}

/// A page with two versions and an edit begun, and every ciphertext there ever was of it.
fn page_with_a_past(journal: &Kept, ours: bool) -> (Link, Vec<Vec<u8>>) {
    let before = blobs(journal);
    let mut sitting = journal.sit(journal.noor);
    let id = sitting.write_page(ours, november(2), &"the first version ".repeat(300), &[]).unwrap();
    lock(sitting);
    let mut all = blobs(journal);
    let mut sitting = journal.sit(journal.noor);
    sitting.edit_page(id, november(2), "the second version", &[]).unwrap();
    sitting.start_edit(id).unwrap();
    lock(sitting);
    all.extend(blobs(journal));
    all.retain(|blob| !before.contains(blob));
    (id, all)
}

/// How many texts in the file that Noor's keys open hold words of the page.
fn told_by_noors_keys(journal: &Kept) -> usize {
    let hand = journal.hand_of(journal.noor);
    let texts = journal.reach_in(|db| hand.everything(db));
    let of_the_page =
        |text: &&Vec<u8>| holds(text, b"first version") || holds(text, b"second version");
    texts.iter().filter(of_the_page).count()
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|part| part == words)
}

fn assert_nothing_is_left(journal: &Kept, past: &[Vec<u8>]) {
    assert_eq!(told_by_noors_keys(journal), 0, "Noor's own keys find no version and no draft");
    let bytes = journal.bytes();
    for blob in past {
        assert!(
            !holds_any_window(&bytes, blob),
            "no 32 bytes of any version or draft are left in the file"
        );
    }
    assert!(!journal.beside("-wal").exists(), "and no write-ahead log stands beside it");
}

#[test]
fn a_page_deleted_in_mine_is_gone_with_every_version_draft_and_byte() {
    let journal = journal_of_one();
    let (id, past) = page_with_a_past(&journal, false);
    assert!(past.len() >= 3, "two versions and a draft are looked for");
    assert_eq!(told_by_noors_keys(&journal), 3, "and Noor's keys find them all");
    assert!(
        past.iter().any(|blob| holds_any_window(&journal.bytes(), blob)),
        "the search finds what is there"
    );
    let mut sitting = journal.sit(journal.noor);
    sitting.erase_page(id).unwrap();
    let wal = std::fs::metadata(journal.beside("-wal")).map_or(0, |about| about.len());
    assert_eq!(wal, 0, "the write-ahead log is empty at once, not only after locking");
    assert_eq!(sitting.page(id).unwrap_err(), JournalError::NoSuchPage, "it is gone at once");
    assert_eq!(sitting.drafts().unwrap(), [], "and the edit that was begun");
    lock(sitting);
    assert_nothing_is_left(&journal, &past);
    let sitting = journal.sit(journal.noor);
    assert_eq!(listed(&sitting), [], "in Mine deleting leaves no mark");
    assert_eq!(sitting.alarms(), [], "and what was erased is no damage");
}

#[test]
fn a_page_taken_back_from_ours_leaves_a_mark_without_content() {
    let journal = journal_of_two();
    let (id, past) = page_with_a_past(&journal, true);
    let mut noor = journal.sit(journal.noor);
    journal.world.set_now("2026-11-09T08:00:00+01:00");
    noor.erase_page(id).unwrap();
    let mark = noor.page(id).unwrap();
    assert!(
        mark.head.taken_back && mark.text.is_empty() && mark.versions.is_empty(),
        "only a mark is left"
    );
    lock(noor);
    assert_nothing_is_left(&journal, &past);
    let sam = journal.sit(journal.sam);
    let heads = listed(&sam);
    assert_eq!(heads.len(), 1, "Sam sees that something was taken back");
    assert_eq!(heads[0], mark.head, "the same mark as Noor's");
    assert_eq!(heads[0].at.to_rfc3339(), "2026-11-09T08:00:00+01:00", "and when");
    assert_eq!(
        (heads[0].excerpt.as_str(), &heads[0].tags[..]),
        ("", &[][..]),
        "without words or tags"
    );
    assert_eq!(sam.alarms(), [], "and is told of no damage");
}

#[test]
fn what_is_erased_can_be_erased_or_edited_no_more() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let id = noor.write_page(true, november(2), "x", &[]).unwrap();
    noor.erase_page(id).unwrap();
    assert_eq!(
        noor.erase_page(id),
        Err(JournalError::NoSuchPage),
        "there is nothing left to take back"
    );
    assert_eq!(
        noor.edit_page(id, november(2), "y", &[]),
        Err(JournalError::NoSuchPage),
        "nor to edit"
    );
}

#[test]
fn a_hidden_page_comes_back_when_it_is_undone_and_is_erased_at_lock_otherwise() {
    let journal = journal_of_one();
    let mut sitting = journal.sit(journal.noor);
    let undone = sitting.write_page(false, november(2), "stays", &[]).unwrap();
    let gone = sitting.write_page(false, november(2), "goes", &[]).unwrap();
    sitting.hide_page(undone).unwrap();
    sitting.hide_page(gone).unwrap();
    assert_eq!(listed(&sitting), [], "hiding takes a page out of sight");
    assert_eq!(
        sitting.page(gone).unwrap_err(),
        JournalError::NoSuchPage,
        "also when asked for by name"
    );
    sitting.show_page(undone);
    assert_eq!(sitting.page(undone).unwrap().text, "stays", "undoing shows it again");
    lock(sitting);
    let sitting = journal.sit(journal.noor);
    let left: Vec<Link> = listed(&sitting).into_iter().map(|head| head.id).collect();
    assert_eq!(left, [undone], "locking erases what is still hidden");
}

/// Puts the old row back over the erased one, and looks.
fn with_row_put_back(journal: &Kept, row: &ChangeRow) -> Sitting {
    journal.reach_in(|db| row.put(db));
    assert!(
        holds_any_window(&journal.bytes(), row.blob.as_ref().unwrap()),
        "it stands in the file again"
    );
    journal.sit(journal.noor)
}

#[test]
fn an_old_blob_put_back_stays_erased_and_is_emptied_again() {
    let journal = journal_of_one();
    let mut sitting = journal.sit(journal.noor);
    let id = sitting.write_page(false, november(2), "once", &[]).unwrap();
    lock(sitting);
    let row = journal.reach_in(|db| ChangeRow::of(db, id));
    let mut sitting = journal.sit(journal.noor);
    sitting.erase_page(id).unwrap();
    lock(sitting);
    let sitting = with_row_put_back(&journal, &row);
    assert_eq!(
        sitting.page(id).unwrap_err(),
        JournalError::NoSuchPage,
        "a valid erase beats any blob"
    );
    assert_eq!(listed(&sitting), [], "it is not listed");
    assert_eq!(sitting.alarms(), [Alarm::PutBack], "the author is told that someone put it back");
    lock(sitting);
    assert!(
        !holds_any_window(&journal.bytes(), row.blob.as_ref().unwrap()),
        "and it is gone from the file again"
    );
    assert_eq!(journal.sit(journal.noor).alarms(), [], "told once");
}

#[test]
fn an_old_blob_put_back_with_a_broken_row_is_emptied_too() {
    let journal = journal_of_one();
    let mut sitting = journal.sit(journal.noor);
    let id = sitting.write_page(false, november(2), "once", &[]).unwrap();
    lock(sitting);
    let mut row = journal.reach_in(|db| ChangeRow::of(db, id));
    let mut sitting = journal.sit(journal.noor);
    sitting.erase_page(id).unwrap();
    lock(sitting);
    row.sig = vec![1, 2, 3];
    let sitting = with_row_put_back(&journal, &row);
    assert!(
        sitting.alarms().contains(&Alarm::PutBack),
        "a broken row hides nothing that was erased"
    );
    lock(sitting);
    assert!(!holds_any_window(&journal.bytes(), row.blob.as_ref().unwrap()), "its blob goes");
}

#[test]
fn a_put_back_sealed_answer_does_not_hide_the_one_sealed_since() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let question = noor.put_question("What do you fear?", None).unwrap();
    super::questions::seal(&mut noor, question, "first");
    lock(noor);
    let rows = journal.reach_in(ChangeRow::all);
    let mut noor = journal.sit(journal.noor);
    let draft = noor.unseal_answer(question).unwrap();
    noor.seal_answer(draft.id).unwrap();
    lock(noor);
    let emptied =
        journal.reach_in(ChangeRow::all).into_iter().find(|row| row.blob.is_none()).unwrap();
    let old = rows.into_iter().find(|row| row.id == emptied.id).unwrap();
    let noor = with_row_put_back(&journal, &old);
    let mine = noor.questions().unwrap()[0].mine;
    assert_eq!(
        mine,
        Some(duologue_core::practice::MyAnswer::Sealed),
        "the answer sealed since still stands"
    );
}

#[test]
fn a_partner_cannot_erase_the_others_page() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let id = noor.write_page(true, november(2), "stays", &[]).unwrap();
    lock(noor);
    let sams = journal.hand_of(journal.sam);
    journal.reach_in(|db| {
        let (space, key) = sams.ours(db);
        let row = ChangeRow::of(db, id);
        let log: Vec<u8> = db
            .query_row("SELECT id FROM log WHERE n = ?", [row.id >> 40], |row| row.get(0))
            .unwrap();
        let seq = row.id & 0xFF_FFFF_FFFF;
        let json = format!(
            r#"{{"kind":"erase","schema":1,"clock":99,"what":[["{}",{seq}]]}}"#,
            hex::encode(log)
        );
        sams.append(db, space, &key, json.as_bytes());
    });
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.page(id).unwrap().text, "stays", "an erase counts only from the same author");
    assert_eq!(noor.alarms(), [], "and does nothing at all otherwise");
}

#[test]
fn a_partner_cannot_put_their_name_on_what_the_other_took_back() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let id = noor.write_page(true, november(2), "goes", &[]).unwrap();
    lock(noor);
    let row = journal.reach_in(|db| ChangeRow::of(db, id));
    let mut noor = journal.sit(journal.noor);
    noor.erase_page(id).unwrap();
    lock(noor);
    let sams = journal.hand_of(journal.sam);
    journal.reach_in(|db| {
        let (space, key) = sams.ours(db);
        let log: Vec<u8> = db
            .query_row("SELECT id FROM log WHERE n = ?", [row.id >> 40], |row| row.get(0))
            .unwrap();
        let seq = row.id & 0xFF_FFFF_FFFF;
        let json = format!(
            r#"{{"kind":"erase","schema":1,"clock":99,"what":[["{}",{seq}]]}}"#,
            hex::encode(log)
        );
        sams.append(db, space, &key, json.as_bytes());
    });
    let heads = listed(&journal.sit(journal.noor));
    assert_eq!(heads[0].authors, [journal.noor], "the mark says who took it back");
}

#[test]
fn content_that_vanished_without_an_erase_is_damage() {
    let journal = journal_of_one();
    let mut sitting = journal.sit(journal.noor);
    let id = sitting.write_page(false, november(2), "x", &[]).unwrap();
    lock(sitting);
    journal.reach_in(|db| {
        db.execute("UPDATE change SET blob = NULL WHERE link = ?", [&id.0[..]]).unwrap()
    });
    assert_eq!(journal.sit(journal.noor).alarms(), [Alarm::Damaged(1)], "nothing vanishes unseen");
}
