//! Drafts that a partner puts beside those of the other, or moves, or takes.

use super::rotation::{NEW, NOORS, rotate};
use core_tests::{Kept, go_on, journal_of_two, lock, november};
use duologue_core::Link;
use duologue_core::journal::{Draft, DraftBody};

fn words(page: Option<Link>, text: &str) -> DraftBody {
    DraftBody::Page { page, ours: false, on: november(2), text: text.into(), tags: vec![] }
}

/// Noor has begun something.
fn begun() -> (Kept, Draft) {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let draft = noor.save_draft(None, words(None, "half a thought")).unwrap();
    lock(noor);
    (journal, draft)
}

fn plant(journal: &Kept, id: &str) {
    journal.reach_in(|db| {
        db.pragma_update(None, "ignore_check_constraints", true).unwrap();
        let sql = format!("INSERT INTO draft VALUES({id}, ?, x'', x'')");
        db.execute(&sql, [&journal.noor.0[..]]).unwrap();
    });
}

#[test]
fn a_draft_without_an_id_hides_none_that_has_one() {
    for id in ["x''", "x'0102'", "zeroblob(17)"] {
        let (journal, draft) = begun();
        plant(&journal, id);
        let mut noor = journal.sit(journal.noor);
        let drafts = noor.drafts();
        assert_eq!(drafts.as_deref(), Ok(&[draft.clone()][..]), "{id}: what Noor began is there");
        let page = noor.finish_draft(draft.id, false);
        assert!(page.is_ok(), "{id}: and becomes a page: {page:?}");
        let checked = noor.check(&mut go_on).map(|checked| checked.damaged_drafts);
        assert_eq!(checked, Ok(1), "{id}: everything is checked, and one is none");
        lock(noor);
    }
}

#[test]
fn a_draft_without_an_id_keeps_nobody_from_new_keys() {
    let (mut journal, draft) = begun();
    plant(&journal, "x'0102'");
    rotate(&mut journal, NOORS, NEW);
    let noor = journal.sit(journal.noor);
    let kept = noor.drafts().unwrap();
    assert_eq!(kept.first().map(|kept| &kept.body), Some(&draft.body), "the draft went along");
    lock(noor);
}

#[test]
fn a_draft_is_nobody_elses_and_of_no_other_page_however_it_is_moved() {
    let (journal, draft) = begun();
    let mut sam = journal.sit(journal.sam);
    sam.save_draft(None, words(None, "Sam's words")).unwrap();
    lock(sam);
    for sql in [
        "UPDATE draft SET blob = (SELECT blob FROM draft WHERE partner != ?1) WHERE partner = ?1",
        "UPDATE draft SET partner = ?1",
    ] {
        journal.reach_in(|db| db.execute(sql, [&journal.noor.0[..]]).unwrap());
        let noor = journal.sit(journal.noor);
        let drafts = noor.drafts().unwrap();
        assert!(drafts.iter().all(|one| one == &draft), "{sql}: none of Sam's words are Noor's");
        lock(noor);
    }
}
