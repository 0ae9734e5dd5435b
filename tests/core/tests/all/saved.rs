//! Noticed, saved for the weekly sit-down.

use core_tests::{Kept, journal_of_two, listed, listed_together, lock, lock_both};
use duologue_core::journal::{BadInput, DraftBody, JournalError, Noticed, Space};
use duologue_core::{Id, Link};

/// Something Noor saved.
fn saved() -> (Kept, Link) {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let noticed = Noticed { did: "You called first.".into(), ..Noticed::default() };
    let draft = noor.save_draft(None, DraftBody::Noticed { noticed }).unwrap();
    let id = noor.save_for_sit_down(draft.id).unwrap();
    assert_eq!(noor.drafts().unwrap(), [], "the draft became a page");
    assert_eq!(noor.page(id).unwrap().head.space, Space::Mine, "of Mine");
    lock(noor);
    (journal, id)
}

fn saved_by(journal: &Kept, who: Id) -> usize {
    let mut both = journal.together();
    journal.uncover(&mut both, who);
    let count = both.saved_noticed(who).unwrap().len();
    lock_both(both);
    count
}

#[test]
fn what_is_saved_is_its_authors_until_it_is_given() {
    let (journal, id) = saved();
    assert_eq!(listed(&journal.sit(journal.sam)), [], "Sam finds nothing of it");
    assert_eq!(saved_by(&journal, journal.noor), 1, "Noor finds it at the sit-down");
    assert_eq!(saved_by(&journal, journal.sam), 0, "it is not among Sam's");
    let mut both = journal.together();
    for who in [journal.noor, journal.sam] {
        assert_eq!(
            both.saved_noticed(who),
            Err(JournalError::Covered),
            "whether there is anything or not, its writer's passphrase comes first"
        );
        assert_eq!(both.give_noticed(who, id), Err(JournalError::Covered), "nor is it given");
        journal.uncover(&mut both, who);
    }
    assert_eq!(listed_together(&both), [], "nor in front of both");
    assert_eq!(
        both.give_noticed(journal.sam, id),
        Err(JournalError::NoSuchPage),
        "nobody gives what the other saved"
    );
    let given = both.give_noticed(journal.noor, id).unwrap();
    assert_eq!(listed_together(&both)[0].id, given, "given, both read it");
    assert_eq!(
        both.give_noticed(journal.noor, id),
        Err(JournalError::NoSuchPage),
        "it is given once"
    );
    lock_both(both);
    assert_eq!(saved_by(&journal, journal.noor), 0, "also after unlocking again");
    let sam = journal.sit(journal.sam);
    assert_eq!(sam.page(given).unwrap().noticed.unwrap().did, "You called first.", "word for word");
}

#[test]
fn only_something_noticed_is_saved_for_the_sit_down() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let draft = noor.save_draft(None, DraftBody::Noticed { noticed: Noticed::default() }).unwrap();
    assert_eq!(
        noor.save_for_sit_down(draft.id),
        Err(JournalError::BadInput(BadInput::Empty)),
        "empty"
    );
    let kept = noor
        .write_noticed(false, &Noticed { did: "You rang.".into(), ..Noticed::default() })
        .unwrap();
    assert_eq!(noor.saved_noticed().unwrap(), [], "what is only kept is not saved for anything");
    let mut both = journal.joined_by(noor, journal.sam);
    journal.uncover(&mut both, journal.noor);
    assert_eq!(
        both.give_noticed(journal.noor, kept),
        Err(JournalError::NoSuchPage),
        "and cannot be given from there"
    );
}
