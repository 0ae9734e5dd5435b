//! The id of zeros stands for no log: what is damaged outside of all logs is told under it.

use super::old_logs::log_called;
use core_tests::{ChangeRow, Kept, journal_of_two, lock};
use duologue_core::Id;
use duologue_core::journal::Alarm;
use rusqlite::Connection;

/// A log row of no shape, under a number; it is told as damage.
fn hurt_log(db: &Connection, n: i64) {
    db.pragma_update(None, "ignore_check_constraints", true).unwrap();
    db.execute("INSERT INTO log(n, id, author) VALUES(?, x'01', x'02')", [n]).unwrap();
}

fn alarms(journal: &Kept) -> Vec<Alarm> {
    let noor = journal.sit(journal.noor);
    let alarms = noor.alarms();
    lock(noor);
    alarms
}

#[test]
fn a_log_of_zeros_hides_no_damage_by_what_its_author_takes_back() {
    let journal = journal_of_two();
    journal.reach_in(|db| hurt_log(db, 3));
    let told = alarms(&journal);
    assert_eq!(told, [Alarm::Damaged(1)], "a log that nobody can read is told");
    let sam = journal.hand_of(journal.sam);
    journal.reach_in(|db| {
        let (space, key) = sam.ours(db);
        let page = r#"{"kind":"page","schema":1,"on":"2026-11-02","text":"x","tags":[]}"#;
        let zeros = Id::from_slice(&[0; 16]).unwrap();
        let whose = (sam.partner, sam.signer.public());
        log_called(zeros, db, whose, &sam, (space, &key), page);
        let n = db.query_row("SELECT max(n) FROM log", [], |row| row.get(0)).unwrap();
        for _ in 0..2 {
            sam.append_to(db, n, space, &key, page.as_bytes());
        }
        let erase = format!(r#"{{"kind":"erase","schema":1,"clock":60,"what":[["{zeros}",3]]}}"#);
        sam.append_to(db, n, space, &key, erase.as_bytes());
        let third = ChangeRow::all(db).into_iter().find(|row| row.id == (n << 40) + 3).unwrap();
        ChangeRow { blob: None, ..third }.put(db);
    });
    let told = alarms(&journal);
    assert!(matches!(told[..], [Alarm::Damaged(1..)]), "it is told as before: {told:?}");
}
