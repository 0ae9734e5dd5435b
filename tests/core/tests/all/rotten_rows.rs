//! One damaged row of one partner does not keep the other from what holds.

use core_tests::{Kept, journal_of_two, lock, november, sams_face};
use duologue_core::Link;
use duologue_core::crypto::Cost;
use duologue_core::journal::{Alarm, JournalError};
use duologue_core::vault::{NewMember, ProblemKind};

/// Both wrote a page in Ours: Noor's, then Sam's.
fn pages_of_both() -> (Kept, [Link; 2]) {
    let journal = journal_of_two();
    let pages = [journal.noor, journal.sam].map(|who| {
        let mut sitting = journal.sit(who);
        let page = sitting.write_page(true, november(2), "ours", &[]).unwrap();
        lock(sitting);
        page
    });
    (journal, pages)
}

/// Changes one row, past the checks of its table.
fn hurt(journal: &Kept, table: &str, column: &str, row: &str) {
    journal.reach_in(|db| {
        db.pragma_update(None, "ignore_check_constraints", true).unwrap();
        let sql = format!("UPDATE \"{table}\" SET {column} = x'0102' WHERE {row}");
        assert_eq!(db.execute(&sql, []).unwrap(), 1, "{table}.{column}: one row is hurt");
    });
}

fn of_sam(journal: &Kept, column: &str) -> String {
    format!("{column} = x'{}'", journal.sam)
}

fn kinds(journal: &Kept) -> Vec<ProblemKind> {
    let noor = journal.sit(journal.noor);
    let kinds = noor.problems().iter().map(|problem| problem.kind).collect();
    lock(noor);
    kinds
}

#[test]
fn a_damaged_card_of_one_keeps_the_other_from_nothing_of_their_own() {
    for column in ["card", "card_sig"] {
        let (journal, [noors, _]) = pages_of_both();
        hurt(&journal, "member", column, &of_sam(&journal, "partner"));
        let noor = journal.sit(journal.noor);
        assert_eq!(noor.page(noors).unwrap().text, "ours", "{column}: Noor reads what is Noor's");
        lock(noor);
        assert_eq!(
            kinds(&journal),
            [ProblemKind::Member, ProblemKind::Unconfirmed],
            "{column}: the card is named, and the log that nobody can confirm without it"
        );
    }
}

#[test]
fn a_damaged_face_of_one_hides_nothing_they_wrote() {
    for column in ["face", "face_sig"] {
        let (journal, pages) = pages_of_both();
        hurt(&journal, "member", column, &of_sam(&journal, "partner"));
        let noor = journal.sit(journal.noor);
        assert!(
            pages.iter().all(|page| noor.page(*page).is_ok()),
            "{column}: the card holds, so what Sam signed does too"
        );
        assert_eq!(noor.alarms(), [Alarm::Damaged(1)], "{column}: and the face is named");
    }
}

#[test]
fn nobody_joins_in_the_place_of_a_partner_whose_row_is_damaged() {
    let (journal, _) = pages_of_both();
    hurt(&journal, "member", "face", &of_sam(&journal, "partner"));
    let mut noor = journal.sit(journal.noor);
    let (vault, face) = (noor.vault(), sams_face());
    let new = NewMember::make(vault, &face, "another", Cost::CHEAP, noor.surroundings()).unwrap();
    assert_eq!(
        noor.add_partner(&new, &face, duologue_core::journal::OpenFor::Everything),
        Err(JournalError::NeedsBoth),
        "there are two, though one cannot be shown"
    );
}

#[test]
fn a_damaged_grant_of_one_keeps_the_other_from_nothing() {
    for column in ["space", "enc", "sig", "recipient_card"] {
        let (journal, pages) = pages_of_both();
        hurt(&journal, "grant", column, &of_sam(&journal, "recipient"));
        let noor = journal.sit(journal.noor);
        assert!(pages.iter().all(|page| noor.page(*page).is_ok()), "{column}: Noor reads all");
        lock(noor);
        let sam = journal.sit(journal.sam);
        assert!(sam.alarms().contains(&Alarm::GrantGone), "{column}: and Sam is told what is gone");
    }
}

#[test]
fn a_damaged_log_row_of_one_keeps_the_other_from_nothing() {
    for column in ["id", "author"] {
        let (journal, [noors, _]) = pages_of_both();
        hurt(&journal, "log", column, &of_sam(&journal, "author"));
        let noor = journal.sit(journal.noor);
        assert_eq!(noor.page(noors).unwrap().text, "ours", "{column}: Noor's log is whole");
        lock(noor);
        assert!(kinds(&journal).contains(&ProblemKind::Damaged), "{column}: Sam's is named");
    }
}

#[test]
fn a_damaged_number_of_a_space_or_key_is_damage_of_what_points_at_it_alone() {
    for table in ["space", "key"] {
        let (journal, [noors, _]) = pages_of_both();
        let mut sam = journal.sit(journal.sam);
        sam.write_page(false, november(2), "Sam's own", &[]).unwrap();
        lock(sam);
        let of_sams_mine = "SELECT {} FROM change JOIN log ON log.n = change.id >> 40 WHERE author";
        let n = of_sams_mine.replace("{}", &format!("change.{table}"));
        let row = format!("n = ({n} = x'{}' ORDER BY change.id DESC LIMIT 1)", journal.sam);
        hurt(&journal, table, "id", &row);
        let noor = journal.sit(journal.noor);
        assert_eq!(noor.page(noors).unwrap().text, "ours", "{table}: Ours is as it was");
        assert_ne!(noor.alarms(), [], "{table}: what points at it is named");
    }
}
