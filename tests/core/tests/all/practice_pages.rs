//! What becomes of a practice in the list of pages.

use chrono::Datelike;
use core_tests::practice::{part, say, words};
use core_tests::{journal_of_two, listed, lock, lock_both, november};
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

#[test]
fn nothing_hard_comes_back_by_its_day_and_of_mine_no_words() {
    let journal = journal_of_two();
    let (noor, sam) = (journal.noor, journal.sam);
    let now = "2026-11-02T20:00:00+01:00";
    journal.world.set_now("2025-11-02T20:00:00+01:00");
    let day = november(2).with_year(2025).unwrap();
    let mut alone = journal.sit(noor);
    let mine = alone.write_page(false, day, "What I tell nobody.", &[]).unwrap();
    for (practice, step) in [(Practice::Witness, "outside"), (Practice::CheckIn, "raising")] {
        let parts = vec![(step.into(), words("It does not feel safe."))];
        let body = DraftBody::Alone { practice, about: String::new(), parts };
        let draft = alone.save_draft(None, body).unwrap();
        alone.keep_alone(draft.id).unwrap();
    }
    lock(alone);
    let mut both = journal.together();
    let talk = both.begin_practice(noor, Practice::Openly, "The Sundays").unwrap();
    say(&mut both, talk, sam, ("said", 1), words("You went out.")).unwrap();
    both.finish_practice(talk).unwrap();
    lock_both(both);

    journal.world.set_now(now);
    let alone = journal.sit(noor);
    let head = alone.on_this_day().expect("the page");
    assert_eq!(head.id, mine, "and none of what is newer, and hard");
    assert_eq!((&*head.excerpt, head.first), ("", None), "without a word of what is Mine");
    lock(alone);
    assert_eq!(journal.sit(sam).on_this_day(), None, "a talk does not come back to Sam");
    let both = journal.together();
    assert_eq!(both.on_this_day(), None, "nor to both");
    lock_both(both);

    let mut alone = journal.sit(sam);
    let ours = alone.write_page(true, day, "The boat, and the rain.", &[]).unwrap();
    lock(alone);
    let head = journal.sit(noor).on_this_day().expect("a page of Ours");
    assert_eq!((head.id, &*head.excerpt), (ours, "The boat, and the rain."), "with its words");
}

#[test]
fn time_together_may_come_back_by_its_day() {
    let journal = journal_of_two();
    journal.world.set_now("2025-11-02T20:00:00+01:00");
    let mut both = journal.together();
    let plan = both.begin_practice(journal.noor, Practice::Time, "Row to the island").unwrap();
    let when =
        Words { when: Some("2025-11-02T17:30:00".parse().unwrap()), ..words("At the jetty.") };
    say(&mut both, plan, journal.noor, ("plan", 1), when).unwrap();
    both.finish_practice(plan).unwrap();
    lock_both(both);
    journal.world.set_now("2026-11-02T20:00:00+01:00");
    let head = journal.sit(journal.sam).on_this_day().expect("the afternoon on the lake");
    assert_eq!((head.id, &*head.excerpt), (plan, "Row to the island"), "what was planned");
}
