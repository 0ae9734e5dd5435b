//! What is told where no witness is left: by what one's own changes say.

use core_tests::{ChangeRow, Kept, journal_of_one, journal_of_two, lock, november};
use duologue_core::journal::{Alarm, OpenFor};
use duologue_core::vault::{Computer, ProblemKind};
use duologue_core::{Id, Link};
use rusqlite::Connection;

fn write(journal: &Kept, who: Id, text: &str) -> Link {
    let mut sitting = journal.sit(who);
    let id = sitting.write_page(true, november(2), text, &[]).unwrap();
    lock(sitting);
    id
}

/// Three pages of Sam's. After each Noor wrote one, which says how far Sam's log was.
fn in_turns() -> (Kept, [Link; 3]) {
    let journal = journal_of_two();
    let sams = ["one", "two", "three"].map(|text| {
        let id = write(&journal, journal.sam, text);
        write(&journal, journal.noor, "seen");
        id
    });
    (journal, sams)
}

/// The same file on a computer that never saw it, with the witnesses taken out.
fn forgotten(journal: &Kept) -> Kept {
    assert!(journal.reach_in(|db| db.execute("DELETE FROM witness", []).unwrap()) > 0);
    journal.elsewhere(&journal.path, Computer::new(&journal.place("elsewhere")))
}

/// What is told beside that there is no witness, and what is amiss.
fn told(journal: &Kept, who: Id) -> (Vec<Alarm>, Vec<ProblemKind>) {
    let sitting = journal.sit(who);
    let mut alarms = sitting.alarms();
    alarms.retain(|alarm| !matches!(alarm, Alarm::Unwitnessed { .. }));
    let kinds = sitting.problems().into_iter().map(|problem| problem.kind);
    let kinds = kinds.filter(|kind| *kind != ProblemKind::Unwitnessed).collect();
    lock(sitting);
    (alarms, kinds)
}

fn delete(db: &Connection, links: &[Link]) {
    for link in links {
        let gone = db.execute("DELETE FROM change WHERE link = ?", [&link.0[..]]).unwrap();
        assert_eq!(gone, 1, "one row must go, or this shows nothing");
    }
}

const OTHER: &[u8] = br#"{"kind":"page","schema":1,"clock":60,"at":"2026-11-02T21:00:00+01:00","on":"2026-11-02","text":"other words","tags":[]}"#;

#[test]
fn an_end_that_my_own_changes_name_is_missed() {
    let (journal, sams) = in_turns();
    journal.reach_in(|db| delete(db, &sams[1..]));
    let missing = Alarm::MissingEnd { author: Some(journal.sam), changes: 2 };
    assert_eq!(
        told(&forgotten(&journal), journal.noor).0,
        [missing],
        "Noor's pages say how far Sam's log was when they were written"
    );
}

#[test]
fn a_change_signed_anew_in_the_place_of_one_that_my_own_changes_name_is_told() {
    let (journal, sams) = in_turns();
    let hand = journal.hand_of(journal.sam);
    journal.reach_in(|db| {
        let (space, key) = hand.ours(db);
        delete(db, &sams[2..]);
        hand.append(db, space, &key, OTHER);
    });
    assert_eq!(
        told(&forgotten(&journal), journal.noor).0,
        [Alarm::Rewritten { author: Some(journal.sam) }],
        "Noor's page names the link that stood there"
    );
}

#[test]
fn what_nobody_signed_anew_is_not_authentic_and_no_word_of_its_author() {
    let (journal, sams) = in_turns();
    let hand = journal.hand_of(journal.noor);
    journal.reach_in(|db| {
        let (space, key) = hand.ours(db);
        delete(db, &sams[2..]);
        hand.append_to_log_of(journal.sam, db, space, &key, OTHER);
    });
    assert_eq!(
        told(&forgotten(&journal), journal.noor),
        (vec![Alarm::Damaged(1)], vec![ProblemKind::NotAuthentic]),
        "it is named once, and not laid at Sam's door"
    );
}

#[test]
fn a_gap_that_my_own_changes_name_is_no_missing_end() {
    let (journal, sams) = in_turns();
    journal.reach_in(|db| delete(db, &sams[1..2]));
    let (alarms, kinds) = told(&forgotten(&journal), journal.noor);
    assert!(kinds.contains(&ProblemKind::Missing), "the chain shows it: {kinds:?}");
    assert!(!kinds.contains(&ProblemKind::MissingEnd), "the end of the log is there: {kinds:?}");
    assert!(matches!(alarms[..], [Alarm::Damaged(_)]), "and told as damage alone: {alarms:?}");
}

#[test]
fn what_was_seen_again_after_a_loss_was_accepted_is_missed_again() {
    let journal = journal_of_two();
    let first = write(&journal, journal.sam, "one");
    write(&journal, journal.noor, "seen");
    journal.reach_in(|db| delete(db, &[first]));
    let mut noor = journal.sit(journal.noor);
    noor.accept_loss().unwrap();
    lock(noor);
    assert_eq!(told(&journal, journal.noor).0, [], "that it is gone was accepted");
    let hand = journal.hand_of(journal.sam);
    let again = journal.reach_in(|db| {
        let (space, key) = hand.ours(db);
        hand.append(db, space, &key, OTHER)
    });
    write(&journal, journal.noor, "seen again, under the same number");
    journal.reach_in(|db| delete(db, &[again]));
    assert_eq!(
        told(&forgotten(&journal), journal.noor).0,
        [Alarm::MissingEnd { author: Some(journal.sam), changes: 1 }],
        "Noor's newer page saw what came after the loss that was accepted"
    );
}

#[test]
fn a_space_of_before_that_its_author_cannot_read_any_more_is_told() {
    let mut journal = journal_of_one();
    write(&journal, journal.noor, "before Sam");
    journal.sam_joins(OpenFor::FromToday);
    write(&journal, journal.noor, "with Sam");
    journal.reach_in(|db| {
        let alone = "DELETE FROM \"grant\" WHERE space IN
                     (SELECT space FROM \"grant\" GROUP BY space HAVING count(*) = 1)";
        assert_eq!(db.execute(alone, []).unwrap(), 1, "Noor alone was given the key of before");
    });
    assert_eq!(
        told(&forgotten(&journal), journal.noor).0,
        [Alarm::GrantGone],
        "Noor wrote there, so its key was Noor's"
    );
}

#[test]
fn whoever_reads_no_ours_at_all_is_told_also_before_they_wrote_anything() {
    let journal = journal_of_two();
    journal.reach_in(|db| {
        let delete = "DELETE FROM \"grant\" WHERE recipient = ?";
        assert_eq!(db.execute(delete, [&journal.sam.0[..]]).unwrap(), 1, "there was one");
    });
    assert_eq!(
        told(&forgotten(&journal), journal.sam).0,
        [Alarm::GrantGone],
        "everybody reads at least one Ours"
    );
}

#[test]
fn the_newest_pin_in_the_order_of_the_fold_counts_wherever_it_stands() {
    let (journal, sams) = in_turns();
    let other = journal.elsewhere(&journal.path, Computer::new(&journal.place("second")));
    write(&other, journal.noor, "this begins a log that is read after the first");
    let hand = journal.hand_of(journal.noor);
    let json = format!(
        r#"{{"kind":"pin","schema":1,"clock":1,"partner":"{}","card":"{}"}}"#,
        journal.sam,
        "00".repeat(32)
    );
    journal.reach_in(|db| {
        let link = hand.append(db, journal.noor, &hand.mine_key(), json.as_bytes());
        let logs = ChangeRow::of(db, link).id >> 40;
        let first = "SELECT min(n) FROM log WHERE author = ?";
        let first: i64 = db.query_row(first, [&journal.noor.0[..]], |row| row.get(0)).unwrap();
        assert!(logs > first, "it stands in the later log");
    });
    let noor = journal.sit(journal.noor);
    assert!(!noor.alarms().contains(&Alarm::OtherCard), "{:?}", noor.alarms());
    assert_eq!(noor.page(sams[0]).unwrap().text, "one", "Sam's card is the one pinned since");
    lock(noor);
}
