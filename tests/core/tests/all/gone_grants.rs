//! A grant that is gone from the file: what it opened is out of sight, and that is told.

use core_tests::{Kept, journal_of_one, journal_of_two, lock, lock_both, november};
use duologue_core::Id;
use duologue_core::journal::{Alarm, OpenFor};
use duologue_core::vault::ProblemKind;

fn take_grant(journal: &Kept, of: Id) {
    let delete = "DELETE FROM \"grant\" WHERE recipient = ?";
    assert_eq!(
        journal.reach_in(|db| db.execute(delete, [&of.0[..]]).unwrap()),
        1,
        "there was one grant to take"
    );
}

fn write_in_ours(journal: &Kept, who: Id) {
    let mut sitting = journal.sit(who);
    sitting.write_page(true, november(2), "ours", &[]).unwrap();
    lock(sitting);
}

#[test]
fn who_began_ours_is_told_that_its_key_is_gone() {
    let journal = journal_of_two();
    take_grant(&journal, journal.noor);
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.alarms(), [Alarm::GrantGone], "all of Ours is out of Noor's sight");
    let kinds: Vec<_> = noor.problems().iter().map(|problem| problem.kind).collect();
    assert_eq!(kinds, [ProblemKind::GrantGone], "one space, named once and not row by row");
    lock(noor);
    assert_eq!(journal.sit(journal.sam).alarms(), [], "Sam still reads it");
}

#[test]
fn who_was_let_in_is_told_also_before_they_wrote_anything() {
    let journal = journal_of_two();
    take_grant(&journal, journal.sam);
    assert_eq!(
        journal.sit(journal.sam).alarms(),
        [Alarm::GrantGone],
        "everybody reads at least one Ours, so none at all is a loss"
    );
}

#[test]
fn who_was_let_in_and_wrote_there_is_told_once() {
    let journal = journal_of_two();
    write_in_ours(&journal, journal.sam);
    take_grant(&journal, journal.sam);
    let sam = journal.sit(journal.sam);
    assert_eq!(sam.problems().len(), 1, "their own change says in which space they were");
    assert_eq!(sam.alarms(), [Alarm::GrantGone], "and that is told");
}

#[test]
fn both_are_told_what_one_of_them_lost() {
    let journal = journal_of_two();
    take_grant(&journal, journal.noor);
    let both = journal.together();
    assert!(both.alarms().contains(&Alarm::GrantGone), "Sam's key does not hide that Noor's went");
    lock_both(both);
}

#[test]
fn what_was_before_the_partner_joined_is_no_loss_to_them() {
    let mut journal = journal_of_one();
    write_in_ours(&journal, journal.noor);
    journal.sam_joins(OpenFor::FromToday);
    for who in [journal.noor, journal.sam] {
        write_in_ours(&journal, who);
        assert_eq!(journal.sit(who).alarms(), [], "Sam was never given the key of before");
    }
}
