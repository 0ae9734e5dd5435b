//! Going on without what is gone: for oneself, on every computer, and once.

use super::*;

#[test]
fn a_loss_that_was_accepted_here_is_accepted_on_every_computer() {
    let (journal, _, sams) = seen_by_both();
    let other = journal.elsewhere(&journal.path, Computer::new(&journal.place("elsewhere")));
    assert_eq!(look(&other, journal.noor), [], "the other computer has seen it all");
    journal.reach_in(|db| delete(db, &sams[2..]));
    let mut noor = journal.sit(journal.noor);
    noor.accept_loss().unwrap();
    lock(noor);
    assert_eq!(look(&other, journal.noor), [], "the change in Mine says so there too");
    assert_eq!(
        look(&journal, journal.sam),
        [Alarm::MissingEnd { author: Some(journal.sam), changes: 1 }],
        "and it says nothing for Sam"
    );
}

#[test]
fn a_whole_log_that_was_accepted_as_gone_stays_accepted_on_every_computer() {
    let (journal, _, _) = seen_by_both();
    let other = journal.elsewhere(&journal.path, Computer::new(&journal.place("elsewhere")));
    look(&other, journal.noor);
    journal.reach_in(|db| {
        let sams = "SELECT n FROM log WHERE author = ?";
        let n: i64 = db.query_row(sams, [&journal.sam.0[..]], |row| row.get(0)).unwrap();
        db.execute("DELETE FROM change WHERE id >> 40 = ?", [n]).unwrap();
        db.execute("DELETE FROM log WHERE n = ?", [n]).unwrap();
    });
    let mut noor = journal.sit(journal.noor);
    noor.accept_loss().unwrap();
    lock(noor);
    for _ in 0..2 {
        assert_eq!(look(&other, journal.noor), [], "there is no log any more to renew it by");
    }
}

#[test]
fn what_was_accepted_once_is_no_leave_to_do_it_again() {
    let journal = journal_of_two();
    let first = write(&journal, journal.sam, true, "one");
    look(&journal, journal.noor);
    journal.reach_in(|db| delete(db, &[first]));
    let mut noor = journal.sit(journal.noor);
    noor.accept_loss().unwrap();
    lock(noor);
    // Sam's log goes on under the very number that was lost.
    let hand = journal.hand_of(journal.sam);
    let json = br#"{"kind":"page","schema":1,"clock":60,"at":"2026-11-02T21:00:00+01:00","on":"2026-11-02","text":"again","tags":[]}"#;
    let again = journal.reach_in(|db| {
        let (space, key) = hand.ours(db);
        hand.append(db, space, &key, json)
    });
    assert_eq!(look(&journal, journal.noor), [], "it is a change like any other");
    journal.reach_in(|db| delete(db, &[again]));
    assert_eq!(
        look(&journal, journal.noor),
        [Alarm::MissingEnd { author: Some(journal.sam), changes: 1 }],
        "the same number, and another loss"
    );
}

#[test]
fn nobody_accepts_for_somebody_else() {
    let (journal, _, sams) = seen_by_both();
    let hand = journal.hand_of(journal.sam);
    journal.reach_in(|db| {
        let log: Vec<u8> = db
            .query_row("SELECT id FROM log WHERE author = ?", [&journal.sam.0[..]], |row| {
                row.get(0)
            })
            .unwrap();
        let log = Id::from_slice(&log).unwrap();
        delete(db, &sams[1..]);
        let json =
            format!(r#"{{"kind":"accepted","schema":1,"clock":90,"lost":{{"{log}":[1,99]}}}}"#);
        let (space, key) = hand.ours(db);
        hand.append(db, space, &key, json.as_bytes());
        hand.append(db, journal.sam, &hand.mine_key(), json.as_bytes());
    });
    assert_eq!(
        look(&journal, journal.noor),
        [Alarm::Rewritten { author: Some(journal.sam) }],
        "Sam's word is not Noor's"
    );
}
