//! What is told beside other damage, beside an erase, or once for a whole flood.

use super::restored::{look, write};
use super::witness::old_keys::another_key;
use core_tests::{ChangeRow, Kept, journal_of_two, lock};
use duologue_core::Link;
use duologue_core::crypto::SpaceKey;
use duologue_core::journal::Alarm;
use duologue_core::vault::{Computer, ProblemKind};
use rusqlite::Connection;

fn rot(db: &Connection, page: Link) {
    let mut row = ChangeRow::of(db, page);
    row.blob.as_mut().unwrap()[100] ^= 1;
    row.put(db);
}

/// Sam brings another key of Ours into use, and grants it to both; Noor has seen it.
fn with_another_key(journal: &Kept) -> SpaceKey {
    let sam = journal.hand_of(journal.sam);
    let key = another_key(journal, &sam);
    assert_eq!(look(journal, journal.noor), [], "Noor let Sam in, so the key counts");
    key
}

fn take_from_noor(journal: &Kept, key: &SpaceKey) {
    journal.reach_in(|db| {
        let gone = "DELETE FROM \"grant\" WHERE key = ? AND recipient = ?";
        let gone = db.execute(gone, (&key.id().0[..], &journal.noor.0[..])).unwrap();
        assert_eq!(gone, 1, "Noor's grant of it is taken");
    });
}

#[test]
fn a_log_that_was_signed_anew_is_told_also_beside_other_damage() {
    let journal = journal_of_two();
    let hurt = write(&journal, journal.noor, "to be hurt");
    let last = write(&journal, journal.sam, "one");
    assert_eq!(look(&journal, journal.noor), [], "Noor has seen it, and wrote nothing since");
    let sam = journal.hand_of(journal.sam);
    journal.reach_in(|db| {
        let (space, key) = sam.ours(db);
        db.execute("DELETE FROM change WHERE link = ?", [&last.0[..]]).unwrap();
        let json = br#"{"kind":"page","schema":1,"clock":60,"on":"2026-11-02","text":"other words","tags":[]}"#;
        sam.append(db, space, &key, json);
        rot(db, hurt);
    });
    assert_eq!(
        look(&journal, journal.noor),
        [Alarm::Damaged(1), Alarm::Rewritten { author: Some(journal.sam) }],
        "damage of another change does not excuse it"
    );
}

#[test]
fn a_grant_that_is_gone_is_told_also_beside_other_damage() {
    let journal = journal_of_two();
    let hurt = write(&journal, journal.noor, "to be hurt");
    let key = with_another_key(&journal);
    take_from_noor(&journal, &key);
    journal.reach_in(|db| rot(db, hurt));
    assert_eq!(
        look(&journal, journal.noor),
        [Alarm::Damaged(1), Alarm::GrantGone],
        "nothing in the file says that the key was Noor's, and the witness does"
    );
}

#[test]
fn a_grant_whose_loss_was_accepted_here_is_accepted_on_every_computer() {
    let journal = journal_of_two();
    let other = journal.elsewhere(&journal.path, Computer::new(&journal.place("elsewhere")));
    let key = with_another_key(&journal);
    assert_eq!(look(&other, journal.noor), [], "the other computer has seen it too");
    take_from_noor(&journal, &key);
    let mut noor = journal.sit(journal.noor);
    assert_eq!(noor.alarms(), [Alarm::GrantGone], "it is missed");
    noor.accept_loss().unwrap();
    lock(noor);
    assert_eq!(look(&other, journal.noor), [], "the change in Mine says so there too");
}

#[test]
fn what_is_accepted_names_the_numbers_of_logs_and_nothing_that_is_of_none() {
    let journal = journal_of_two();
    let key = with_another_key(&journal);
    take_from_noor(&journal, &key);
    let mut noor = journal.sit(journal.noor);
    noor.accept_loss().unwrap();
    lock(noor);
    let hand = journal.hand_of(journal.noor);
    let said: serde_json::Value = journal.reach_in(|db| {
        let mine = hand.mine_key();
        let mut rows = ChangeRow::all(db).into_iter();
        let last = rows.rfind(|row| hand.opens(db, row, &mine)).unwrap();
        serde_json::from_slice(&hand.read(db, &last, &mine)).unwrap()
    });
    assert_eq!(said["kind"], "accepted", "the last that Noor wrote in Mine");
    assert_eq!(said["lost"], serde_json::json!({}), "a grant has no number in any log");
}

#[test]
fn of_an_erased_change_what_is_damaged_is_not_told_and_what_is_forged_is() {
    let hurts = [
        ("sum = x'00'", None),
        ("sig = x'00'", None),
        ("content_hash = zeroblob(32)", Some(ProblemKind::NotAuthentic)),
    ];
    for (hurt, expected) in hurts {
        let journal = journal_of_two();
        let page = write(&journal, journal.noor, "to be erased");
        write(&journal, journal.noor, "to stay");
        let mut noor = journal.sit(journal.noor);
        noor.erase_page(page).unwrap();
        lock(noor);
        journal.reach_in(|db| {
            let sql = format!("UPDATE change SET {hurt} WHERE link = ?");
            assert_eq!(db.execute(&sql, [&page.0[..]]).unwrap(), 1, "{hurt}");
        });
        let noor = journal.sit(journal.noor);
        let kinds: Vec<_> = noor.problems().iter().map(|problem| problem.kind).collect();
        assert_eq!(kinds, Vec::from_iter(expected), "{hurt}: only who wrote it still matters");
        lock(noor);
    }
}

#[test]
fn of_a_flood_of_rows_that_are_in_no_log_the_first_thousand_are_named() {
    let journal = journal_of_two();
    let page = write(&journal, journal.noor, "to be read");
    journal.reach_in(|db| {
        // Before every log, and after every log.
        for start in [-5_000i64, 60 << 40] {
            let sql = "WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < 699)
                       INSERT INTO change SELECT ? + n.n, space, content_hash, zeroblob(32), sig, key, sum,
                       NULL FROM n, change WHERE change.link = ?";
            assert_eq!(db.execute(sql, (start, &page.0[..])).unwrap(), 700, "a flood");
        }
    });
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.page(page).unwrap().text, "to be read", "what holds is read");
    assert_eq!(noor.alarms(), [Alarm::Damaged(1_000)], "and no more is listed than a person reads");
    lock(noor);
}
