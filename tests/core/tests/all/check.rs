//! Opening everything once more, and listing what has to be left out.

use core_tests::{ChangeRow, Kept, go_on, journal_of_two, lock, november, refused};
use duologue_core::Link;
use duologue_core::journal::{DraftBody, JournalError};
use duologue_core::vault::{ProblemKind, VaultError};
use std::ops::ControlFlow;

fn three_pages() -> (Kept, [Link; 3]) {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let ids =
        ["one", "two", "three"].map(|text| noor.write_page(true, november(2), text, &[]).unwrap());
    let body = DraftBody::Page {
        page: None,
        ours: false,
        on: november(2),
        text: "begun".into(),
        tags: Vec::new(),
    };
    noor.save_draft(None, body).unwrap();
    lock(noor);
    (journal, ids)
}

#[test]
fn a_whole_journal_has_nothing_to_list() {
    let (journal, _) = three_pages();
    let noor = journal.sit(journal.noor);
    let checked = noor.check(&mut go_on).unwrap();
    assert_eq!(checked.problems, [], "nothing is left out");
    assert_eq!(checked.damaged_drafts, 0, "nor any draft");
    let mut told = Vec::new();
    noor.check(&mut |done, total| {
        told.push((done, total));
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(told.len() as u64, checked.opened, "each change that opens is told");
    assert!(told.iter().all(|(done, total)| done <= total), "never more than there are");
    lock(noor);
}

#[test]
fn what_does_not_open_is_listed_with_its_place_and_the_rest_opens() {
    let (journal, ids) = three_pages();
    let whole = {
        let noor = journal.sit(journal.noor);
        let whole = noor.check(&mut go_on).unwrap().opened;
        lock(noor);
        whole
    };
    let seq = journal.reach_in(|db| {
        let mut row = ChangeRow::of(db, ids[1]);
        row.blob.as_mut().unwrap()[100] ^= 1;
        row.put(db);
        db.execute("UPDATE draft SET blob = zeroblob(600)", []).unwrap();
        row.id & 0xFF_FFFF_FFFF
    });
    let noor = journal.sit(journal.noor);
    let checked = noor.check(&mut go_on).unwrap();
    let [problem] = checked.problems[..] else { panic!("{:?}", checked.problems) };
    assert_eq!((problem.kind, problem.id.seq), (ProblemKind::Damaged, seq as u64), "which it is");
    assert_eq!(checked.authors[&problem.id.log], journal.noor, "and whose");
    assert_eq!(checked.opened, whole - 1, "the rest opens");
    assert_eq!(checked.damaged_drafts, 1, "drafts are looked at too");
    lock(noor);
}

#[test]
fn it_can_be_stopped_at_any_change() {
    let (journal, _) = three_pages();
    let noor = journal.sit(journal.noor);
    let stopped = JournalError::Vault(VaultError::Cancelled);
    for at in 1..=noor.check(&mut go_on).unwrap().opened {
        let mut watch = |done, _| {
            if done == at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        assert_eq!(refused(noor.check(&mut watch)), stopped, "at change {at}");
    }
    lock(noor);
}
