//! What becomes of a practice in the list of pages.

use core_tests::practice::{part, say, words};
use core_tests::{journal_of_two, listed, lock, november};
use duologue_core::journal::{DraftBody, JournalError, PageKind, Practice, TimelineFilter, Words};

#[test]
fn what_one_does_alone_is_a_page_of_mine_and_can_be_deleted() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let body = DraftBody::Alone {
        practice: Practice::Witness,
        about: "The keys".into(),
        parts: vec![("outside".into(), words("Two tired people.")), ("wish".into(), words(""))],
    };
    let draft = noor.save_draft(None, body).unwrap();
    let page = noor.keep_alone(draft.id).unwrap();
    assert_eq!(noor.drafts().unwrap(), [], "the draft became the page");
    let kept = noor.page(page).unwrap();
    assert_eq!(kept.head.kind, PageKind::Practice(Practice::Witness), "a page");
    assert_eq!(kept.practice.unwrap().parts.len(), 1, "blank steps are not kept");
    lock(noor);
    assert_eq!(listed(&journal.sit(journal.sam)), [], "Sam finds nothing of it");
    let mut noor = journal.sit(journal.noor);
    noor.erase_page(page).unwrap();
    lock(noor);
    let noor = journal.sit(journal.noor);
    assert_eq!((listed(&noor), noor.alarms()), (vec![], vec![]), "deleted, and no damage");
    assert_eq!(noor.page(page), Err(JournalError::NoSuchPage), "for good");
}

#[test]
fn a_page_without_a_topic_is_listed_with_the_first_thing_said_in_it() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let chosen =
        Words { choice: Some("closeness-near".into()), ..words("Most of all at breakfast.") };
    let body = DraftBody::Alone {
        practice: Practice::CheckIn,
        about: String::new(),
        parts: vec![("closeness".into(), chosen), ("wish".into(), words("A walk."))],
    };
    let draft = noor.save_draft(None, body).unwrap();
    let page = noor.keep_alone(draft.id).unwrap();
    let head = noor.page(page).unwrap().head;
    assert_eq!(head.excerpt, "Most of all at breakfast.", "its first words");
    let first = head.first.expect("where they were said");
    assert_eq!((&*first.step, first.choice.as_deref()), ("closeness", Some("closeness-near")));
    let listed = noor.timeline(&TimelineFilter::default(), None, 9).heads;
    assert!(listed.iter().any(|row| row.id == page && row.first == Some(first.clone())), "a row");
    lock(noor);

    let (noor, sam) = (journal.noor, journal.sam);
    let mut both = journal.together();
    let of = both.begin_practice(noor, Practice::SitDown, "").unwrap();
    both.pause_practice(of, 20).unwrap();
    say(&mut both, of, sam, ("wentWell", 1), words("The walk to the mill.")).unwrap();
    both.finish_practice(of).unwrap();
    let head = both.page(of).unwrap().head;
    assert_eq!(head.excerpt, "The walk to the mill.", "a pause says nothing");
}

#[test]
fn an_outing_is_a_page_of_the_day_it_was_planned_for_once_that_has_come() {
    let planned = |day: u32| november(day).and_hms_opt(17, 30, 0);
    for (days, page_of) in [(30, 28), (27, 2)] {
        let journal = journal_of_two();
        let mut noor = journal.sit(journal.noor);
        let of = noor.begin_practice(Practice::Time, "Supper on the jetty").unwrap();
        for (turn, day) in [(1, 20), (2, 28)] {
            let when = Words { when: planned(day), ..words("At the weir.") };
            let draft = noor.save_draft(None, part(of, "plan", turn, when)).unwrap();
            noor.say_part(draft.id).unwrap();
        }
        lock(noor);
        journal.world.set_now(&format!("2026-11-{days}T21:00:00+01:00"));
        let mut sam = journal.sit(journal.sam);
        sam.finish_practice(of).unwrap();
        assert_eq!(sam.page(of).unwrap().head.on, november(page_of), "finished on the {days}th");
        lock(sam);
        let noor = journal.sit(journal.noor);
        let days = noor.written_days(november(1), november(30));
        let days: Vec<_> = days.into_iter().map(|(day, _)| day).collect();
        assert_eq!(days, [november(page_of)], "also when all is read anew, and on no other day");
    }
}

#[test]
fn a_practice_of_a_newer_version_is_kept_and_shown_as_such() {
    let journal = journal_of_two();
    let hand = journal.hand_of(journal.sam);
    let json = br#"{"kind":"practice","schema":1,"clock":9,"at":"2026-11-02T21:00:00+01:00","practice":"dance","on":"2026-11-02","about":"Sunday"}"#;
    let link = journal.reach_in(|db| {
        let (space, key) = hand.ours(db);
        hand.append(db, space, &key, json)
    });
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.page(link).unwrap().head.kind, PageKind::Newer, "shown as newer");
    assert_eq!(noor.alarms(), [], "it is no damage");
    assert_eq!(noor.begun_practices().unwrap(), [], "and not half understood");
}
