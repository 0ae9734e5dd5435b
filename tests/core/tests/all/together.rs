//! Both at one computer: neither Mine, and nothing from before, is shown.

use core_tests::{
    journal_of_one, journal_of_two, listed, listed_together, lock, lock_both, november, refused,
    turned_away,
};
use duologue_core::journal::{BadInput, DraftBody, JournalError, OpenFor, TimelineFilter};

#[test]
fn together_shows_ours_and_neither_mine() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let private = noor.write_page(false, november(2), "Noor's own", &["secret".into()]).unwrap();
    let shared = noor.share_page(private).unwrap();
    lock(noor);
    let mut sam = journal.sit(journal.sam);
    let sams = sam.write_page(false, november(3), "Sam's own", &["hidden".into()]).unwrap();
    lock(sam);
    let both = journal.together();
    let ids: Vec<_> = listed_together(&both).into_iter().map(|head| head.id).collect();
    assert_eq!(ids, [shared], "only what is in Ours is listed");
    assert_eq!(both.tags(), ["secret"], "the copy's tag, and no tag of either Mine");
    assert_eq!(
        both.page(private).unwrap_err(),
        JournalError::NoSuchPage,
        "Noor's Mine is not shown"
    );
    assert_eq!(both.page(sams).unwrap_err(), JournalError::NoSuchPage, "nor Sam's");
    assert_eq!(both.page(shared).unwrap().shared_as, None, "nor where a page came from");
    assert_eq!(
        both.written_days(november(1), november(30)).len(),
        1,
        "nor when something private was written"
    );
    let filter =
        TimelineFilter { space: Some(duologue_core::journal::Space::Mine), ..Default::default() };
    assert_eq!(both.timeline(&filter, None, 9).heads, [], "not even when asked for Mine");
}

#[test]
fn together_shows_nothing_from_before() {
    let mut journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let before = noor.write_page(true, november(1), "before Sam", &["old".into()]).unwrap();
    lock(noor);
    journal.sam_joins(OpenFor::FromToday);
    let both = journal.together();
    assert_eq!(
        both.page(before).unwrap_err(),
        JournalError::NoSuchPage,
        "what Sam cannot read is not shown to Sam"
    );
    assert_eq!((listed_together(&both), both.tags()), (vec![], vec![]), "nor listed");
    assert_eq!(both.on_this_day(), None, "nor found by its day");
}

#[test]
fn together_keeps_no_draft_but_replies() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let body = DraftBody::Page {
        page: None,
        ours: false,
        on: november(2),
        text: "private".into(),
        tags: vec![],
    };
    noor.save_draft(None, body.clone()).unwrap();
    let mut both = journal.joined_by(noor, journal.sam);
    assert_eq!(both.drafts().unwrap(), [], "no page that either is writing is shown");
    let kept = both.save_draft(journal.noor, None, body);
    assert_eq!(
        kept,
        Err(JournalError::BadInput(BadInput::NotThisKind)),
        "nothing of either Mine is written here"
    );
}

#[test]
fn one_leaves_and_the_other_stays_with_what_is_theirs() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let noors = noor.write_page(false, november(2), "Noor's", &[]).unwrap();
    lock(noor);
    let mut sam = journal.sit(journal.sam);
    let sams = sam.write_page(false, november(2), "Sam's", &[]).unwrap();
    lock(sam);
    let both = journal.together();
    let Ok(stays) = both.leave(journal.noor) else { panic!("Noor leaves") };
    assert_eq!(stays.me(), journal.sam, "Sam stays");
    assert_eq!(stays.page(sams).unwrap().text, "Sam's", "with Sam's Mine");
    assert_eq!(stays.page(noors).unwrap_err(), JournalError::NoSuchPage, "and without Noor's");
    lock(stays);
    let both = journal.together();
    let Ok(mut stays) = both.leave(journal.sam) else { panic!("Sam leaves") };
    assert_eq!(stays.me(), journal.noor, "and the other way round");
    stays.write_page(true, november(4), "after Sam left", &[]).unwrap();
    assert_eq!(listed(&stays).len(), 2, "Noor goes on writing");
}

#[test]
fn a_stranger_leaving_changes_nothing() {
    let journal = journal_of_two();
    let both = journal.together();
    let nobody = duologue_core::Id::parse(&"ab".repeat(16)).unwrap();
    assert_eq!(turned_away(both.leave(nobody)), JournalError::NotYours, "neither of both");
}

#[test]
fn the_one_who_is_here_does_not_count_as_two() {
    let journal = journal_of_two();
    let noor = journal.sit(journal.noor);
    let opened = noor.own_challenge().unwrap().answer(core_tests::NOOR, None).unwrap();
    assert_eq!(
        turned_away(noor.sit_together(&opened)),
        JournalError::NeedsBoth,
        "both means two people"
    );
}

#[test]
fn alone_there_is_nobody_to_sit_with() {
    let journal = journal_of_one();
    let noor = journal.sit(journal.noor);
    assert_eq!(refused(noor.partner_challenge()), JournalError::NeedsBoth, "nobody has joined");
    assert_eq!(noor.partner(), None, "nor is anybody shown");
}

#[test]
fn what_was_hidden_is_erased_before_the_other_sits_down() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let id = noor.write_page(false, november(2), "x", &[]).unwrap();
    noor.hide_page(id).unwrap();
    let both = journal.joined_by(noor, journal.sam);
    lock_both(both);
    assert_eq!(
        listed(&journal.sit(journal.noor)),
        [],
        "it is gone, and did not come back by sitting together"
    );
}

#[test]
fn locking_together_leaves_one_complete_file() {
    let journal = journal_of_two();
    lock_both(journal.together());
    assert!(!journal.beside("-wal").exists(), "no write-ahead log stands beside it");
    assert_eq!(journal.sit(journal.sam).alarms(), [], "and it opens");
}
