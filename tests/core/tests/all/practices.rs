//! Practices by steps: who may say what next, what is sealed, what becomes a page.

use core_tests::{Kept, journal_of_one, journal_of_two, listed, lock, lock_both};
use duologue_core::journal::{
    BadInput, DraftBody, JournalError, PageKind, Practice, Sitting, TimelineFilter,
    TogetherSitting, Words,
};
use duologue_core::practice::{BegunPractice, PAUSE, Way};
use duologue_core::{Id, Link};
use std::time::Duration;

const VIEW: [&str; 5] = ["happened", "surface", "softer", "story", "myPart"];

fn words(text: &str) -> Words {
    Words { text: text.into(), ..Words::default() }
}

fn part(of: Link, step: &str, turn: u32, words: Words) -> DraftBody {
    DraftBody::Part { of, step: step.into(), turn, words }
}

/// One of both says something.
fn say(
    both: &mut TogetherSitting,
    of: Link,
    by: Id,
    (step, turn): (&str, u32),
    words: Words,
) -> Result<BegunPractice, JournalError> {
    let draft = both.save_draft(by, None, part(of, step, turn, words)).unwrap();
    let said = both.say_part(by, draft.id);
    if said.is_err() {
        both.discard_draft(draft.id).unwrap();
    }
    said
}

fn steps(begun: &BegunPractice) -> Vec<(&'static str, u32, Id)> {
    begun.next.iter().map(|next| (next.step, next.turn, next.by)).collect()
}

fn yes() -> Words {
    Words { choice: Some("yes".into()), ..Words::default() }
}

/// A view, written and sealed on one's own turn.
fn seal_view(sitting: &mut Sitting, of: Link, name: &str) {
    for step in VIEW {
        sitting.save_draft(None, part(of, step, 0, words(&format!("{name}: {step}")))).unwrap();
    }
    assert!(sitting.seal_parts(of).unwrap().i_sealed, "it is finished, and still only mine");
}

/// A moment that both have sealed their view of.
fn two_views() -> (Kept, Link) {
    let journal = journal_of_two();
    let mut sam = journal.sit(journal.sam);
    let of = sam.begin_practice(Practice::Understand, "The evening with the keys").unwrap();
    seal_view(&mut sam, of, "Sam");
    lock(sam);
    let mut noor = journal.sit(journal.noor);
    seal_view(&mut noor, of, "Noor");
    lock(noor);
    (journal, of)
}

#[test]
fn talking_openly_goes_from_turn_to_turn_and_becomes_a_page() {
    let journal = journal_of_two();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut both = journal.together();
    let of = both.begin_practice(noor, Practice::Openly, "The evenings").unwrap();
    let first = both.begun_practice(of).unwrap();
    let either: Vec<Id> = first.next.iter().map(|next| next.by).collect();
    assert!(either.contains(&noor) && either.contains(&sam), "either may begin");

    let after = say(&mut both, of, sam, ("said", 1), words("I miss the walks.")).unwrap();
    assert_eq!(steps(&after), [("heard", 1, noor)], "only the listener's task is left");
    let after = say(&mut both, of, noor, ("heard", 1), words("You want to go out.")).unwrap();
    assert_eq!(steps(&after), [("saidBack", 1, sam)], "the speaker says whether that is it");
    let not_quite = Words { choice: Some("notQuite".into()), ..words("More the talking.") };
    let after = say(&mut both, of, sam, ("saidBack", 1), not_quite).unwrap();
    assert_eq!(steps(&after), [("heard", 1, noor)], "not quite: the listener tries again");
    say(&mut both, of, noor, ("heard", 1), words("You miss our talks.")).unwrap();
    let after = say(&mut both, of, sam, ("saidBack", 1), yes()).unwrap();
    let open = steps(&after);
    assert!(open.contains(&("said", 1, sam)), "Sam may say more");
    assert!(open.contains(&("said", 2, noor)), "or the floor passes");
    lock_both(both);

    let mut both = journal.together();
    assert_eq!(
        steps(&both.begun_practice(of).unwrap()),
        open,
        "after a lock it goes on exactly where it was"
    );
    say(&mut both, of, sam, ("understood", 1), words("It is about us two.")).unwrap();
    let after = say(&mut both, of, noor, ("understood", 1), words("You miss me.")).unwrap();
    assert!(after.next.iter().all(|next| next.step == "agreement"), "an agreement may follow");
    let after = say(&mut both, of, noor, ("agreement", 1), words("A walk on Sunday.")).unwrap();
    let open = steps(&after);
    assert_eq!(
        open,
        [("agreementAgreed", 1, sam), ("agreement", 2, sam)],
        "agree, or propose anew"
    );
    let after = say(&mut both, of, sam, ("agreementAgreed", 1), Words::default()).unwrap();
    assert_eq!(steps(&after), [], "agreed: nothing is left but to finish");
    both.finish_practice(of).unwrap();
    assert_eq!(both.begun_practices().unwrap(), [], "it is no longer under way");
    lock_both(both);

    let page = journal.sit(sam).page(of).unwrap();
    assert_eq!(page.head.kind, PageKind::Practice(Practice::Openly), "a page in the timeline");
    let mut authors = vec![noor, sam];
    authors.sort();
    let mut shown = page.head.authors.clone();
    shown.sort();
    assert_eq!(shown, authors, "of both");
    assert_eq!(page.head.excerpt, "The evenings", "under its topic");
    let told = page.practice.unwrap();
    let said: Vec<_> = told.parts.iter().map(|part| (part.step.as_str(), part.author)).collect();
    assert_eq!(
        said,
        [
            ("said", sam),
            ("heard", noor),
            ("saidBack", sam),
            ("heard", noor),
            ("saidBack", sam),
            ("understood", sam),
            ("understood", noor),
            ("agreement", noor),
            ("agreementAgreed", sam)
        ],
        "everything that was said, by whoever said it"
    );
}

#[test]
fn nobody_speaks_out_of_turn() {
    let journal = journal_of_two();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut both = journal.together();
    let of = both.begin_practice(noor, Practice::Openly, "The evenings").unwrap();
    let refused = Err(JournalError::BadInput(BadInput::NotNow));
    let why = "the rules decide, not the window";
    assert_eq!(say(&mut both, of, sam, ("heard", 1), words("x")), refused, "{why}: nothing heard");
    assert_eq!(say(&mut both, of, sam, ("said", 2), words("x")), refused, "{why}: no second turn");
    let empty = Err(JournalError::BadInput(BadInput::Empty));
    assert_eq!(say(&mut both, of, sam, ("said", 1), words(" ")), empty, "{why}: nothing said");
    assert_eq!(say(&mut both, of, sam, ("sung", 1), words("x")), refused, "{why}: no such step");
    say(&mut both, of, sam, ("said", 1), words("I miss the walks.")).unwrap();
    assert_eq!(say(&mut both, of, sam, ("said", 1), words("x")), refused, "{why}: not heard yet");
    assert_eq!(say(&mut both, of, sam, ("heard", 1), words("x")), refused, "{why}: not by Sam");
    let draft = both.save_draft(noor, None, part(of, "heard", 1, words("x"))).unwrap();
    assert_eq!(
        both.say_part(sam, draft.id),
        Err(JournalError::NoSuchPage),
        "nobody says what the other is writing"
    );
}

#[test]
fn a_finished_practice_takes_nothing_more() {
    let journal = journal_of_two();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut both = journal.together();
    let of = both.begin_practice(noor, Practice::Openly, "The evenings").unwrap();
    assert_eq!(
        both.finish_practice(of),
        Err(JournalError::BadInput(BadInput::NothingToFinish)),
        "a page of nothing is none"
    );
    say(&mut both, of, sam, ("said", 1), words("I miss the walks.")).unwrap();
    both.finish_practice(of).unwrap();
    assert_eq!(
        say(&mut both, of, noor, ("heard", 1), words("x")),
        Err(JournalError::BadInput(BadInput::Finished)),
        "it is a page now"
    );
    lock_both(both);
    let sams = journal.hand_of(sam);
    let planted = |time: &str| {
        format!(
            r#"{{"kind":"part","schema":1,{time}"of":"{of}","step":"heard","turn":1,"text":"planted"}}"#
        )
    };
    let (late, timeless) =
        (planted(r#""clock":90,"at":"2026-11-02T21:00:00+01:00","#), planted(""));
    journal.reach_in(|db| {
        let (space, key) = sams.ours(db);
        sams.append(db, space, &key, late.as_bytes());
        sams.append(db, space, &key, timeless.as_bytes());
    });
    let page = journal.sit(noor).page(of).unwrap();
    assert_eq!(page.practice.unwrap().parts.len(), 1, "what comes later is no part of the page");
}

#[test]
fn views_are_opened_one_step_at_a_time_and_each_says_what_makes_sense() {
    let (journal, of) = two_views();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut both = journal.together();
    for (step, turn) in VIEW.into_iter().zip(1..) {
        let begun = both.begun_practice(of).unwrap();
        assert!(begun.next.iter().all(|n| (n.step, n.way) == (step, Way::Open)), "next: {step}");
        let later = VIEW.iter().rfind(|later| **later != step).unwrap();
        assert_eq!(
            both.open_parts(of, later, &[noor, sam]),
            Err(JournalError::NeedsBoth),
            "no step is opened before its turn"
        );
        for pressed in [&[noor][..], &[sam], &[]] {
            assert_eq!(
                both.open_parts(of, step, pressed),
                Err(JournalError::NeedsBoth),
                "nothing opens unless both press"
            );
        }
        let opened = both.open_parts(of, step, &[sam, noor]).unwrap();
        let texts: Vec<&str> = opened
            .page
            .parts
            .iter()
            .filter(|part| part.step == step)
            .map(|part| part.words.text.as_str())
            .collect();
        let expected = [format!("Noor: {step}"), format!("Sam: {step}")];
        assert!(
            expected.iter().all(|text| texts.contains(&text.as_str())),
            "both at once: {texts:?}"
        );
        assert!(opened.next.iter().all(|next| next.step == "makesSense"), "before the next step");
        say(&mut both, of, sam, ("makesSense", turn), words("That you were tired.")).unwrap();
        say(&mut both, of, noor, ("makesSense", turn), words("That you waited.")).unwrap();
    }
    let open = steps(&both.begun_practice(of).unwrap());
    assert!(open.contains(&("recognise", 1, noor)) && open.contains(&("plan", 1, sam)), "{open:?}");
}

#[test]
fn sealed_taken_back_and_never_written_look_the_same_to_the_partner() {
    let journal = journal_of_two();
    let mut sam = journal.sit(journal.sam);
    let of = sam.begin_practice(Practice::Understand, "The evening with the keys").unwrap();
    lock(sam);
    let seen_by_noor = || {
        let noor = journal.sit(journal.noor);
        let seen = (noor.begun_practices().unwrap(), listed(&noor), noor.alarms());
        lock(noor);
        let both = journal.together();
        let together = (both.begun_practices().unwrap(), both.drafts().unwrap());
        lock_both(both);
        (seen, together)
    };
    let before = seen_by_noor();
    let mut sam = journal.sit(journal.sam);
    seal_view(&mut sam, of, "Sam");
    lock(sam);
    assert_eq!(seen_by_noor(), before, "sealed");
    let mut sam = journal.sit(journal.sam);
    assert!(!sam.unseal_parts(of).unwrap().i_sealed, "taken back");
    assert_eq!(sam.part_drafts(of).unwrap().len(), 5, "every step is a draft again");
    lock(sam);
    assert_eq!(seen_by_noor(), before, "taken back");
    let sam = journal.sit(journal.sam);
    assert_eq!(sam.alarms(), [], "taking back is no damage");
    assert_eq!(sam.part_drafts(of).unwrap().len(), 5, "also after unlocking again");
}

#[test]
fn a_view_that_is_partly_blank_is_sealed_whole() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let of = noor.begin_practice(Practice::Understand, "The keys").unwrap();
    assert_eq!(
        noor.seal_parts(of),
        Err(JournalError::BadInput(BadInput::Empty)),
        "nothing is written"
    );
    noor.save_draft(None, part(of, "happened", 0, words("I came home."))).unwrap();
    assert!(noor.seal_parts(of).unwrap().i_sealed, "the other steps are left open");
    assert_eq!(noor.seal_parts(of), Err(JournalError::BadInput(BadInput::NotNow)), "once");
}

#[test]
fn what_one_prepares_is_shown_to_nobody_else() {
    let journal = journal_of_two();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut both = journal.together();
    let of = both.begin_practice(noor, Practice::Openly, "The evenings").unwrap();
    both.save_draft(noor, None, part(of, "camera", 0, words("You came at nine."))).unwrap();
    assert_eq!(both.part_drafts(noor, of).unwrap().len(), 1, "Noor finds it again");
    assert_eq!(both.part_drafts(sam, of).unwrap(), [], "Sam does not");
    assert_eq!(both.drafts().unwrap(), [], "nor does the list of both");
    lock_both(both);
    assert_eq!(journal.sit(sam).part_drafts(of).unwrap(), [], "nor alone");
    assert_eq!(journal.sit(noor).part_drafts(of).unwrap().len(), 1, "Noor keeps it");
}

#[test]
fn no_private_draft_is_written_over_while_both_are_here() {
    let journal = journal_of_two();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut alone = journal.sit(noor);
    let body = DraftBody::Page {
        page: None,
        ours: false,
        on: core_tests::november(2),
        text: "private".into(),
        tags: vec![],
    };
    let private = alone.save_draft(None, body.clone()).unwrap();
    lock(alone);
    let mut both = journal.together();
    let of = both.begin_practice(sam, Practice::Openly, "The evenings").unwrap();
    for author in [noor, sam] {
        let over = both.save_draft(author, Some(private.id), part(of, "said", 1, words("x")));
        assert!(over.is_err(), "an id of Noor's private draft is no way to it");
    }
    lock_both(both);
    let kept = journal.sit(noor).drafts().unwrap();
    assert_eq!(
        kept.iter().map(|draft| &draft.body).collect::<Vec<_>>(),
        [&body],
        "it is as it was"
    );
}

#[test]
fn a_pause_and_an_end_are_signed_by_the_same_hand_whoever_asked() {
    let journal = journal_of_two();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut both = journal.together();
    let of = both.begin_practice(sam, Practice::Openly, "The evenings").unwrap();
    for minutes in [0, 19, 24 * 60 + 1, u32::MAX] {
        assert_eq!(
            both.pause_practice(of, minutes),
            Err(JournalError::BadInput(BadInput::Pause)),
            "{minutes} minutes are no pause"
        );
    }
    let paused = both.pause_practice(of, 20).unwrap();
    let pause = paused.page.parts.last().unwrap();
    assert_eq!(pause.step, PAUSE, "it stands in the practice");
    assert_eq!(pause.author, noor.min(sam), "always the smaller id: it says nothing of who asked");
    assert_eq!(
        pause.words.when.unwrap().to_string(),
        "2026-11-02 21:20:00",
        "with the time to come back"
    );
    assert_eq!(pause.words.text, "", "and nothing else");
}

#[test]
fn listening_swaps_once_both_have_been_heard() {
    let journal = journal_of_two();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut both = journal.together();
    let of = both.begin_practice(noor, Practice::Listen, "").unwrap();
    for (turn, teller, listener) in [(1, noor, sam), (2, sam, noor)] {
        let wanted = Words { choice: Some("listen".into()), ..Words::default() };
        let after = say(&mut both, of, teller, ("wanted", turn), wanted).unwrap();
        assert_eq!(steps(&after), [("gist", turn, listener)], "the listener listens, then writes");
        say(&mut both, of, listener, ("gist", turn), words("A long day.")).unwrap();
        say(&mut both, of, listener, ("question", turn), words("What was the worst of it?"))
            .unwrap();
        let after = say(&mut both, of, teller, ("confirm", turn), yes()).unwrap();
        let open = steps(&after);
        assert!(open.contains(&("helped", turn, teller)), "what helped may be said");
        assert_eq!(open.contains(&("wanted", 2, sam)), turn == 1, "then the other tells, once");
    }
}

#[test]
fn a_plan_and_its_lines_can_be_written_on_ones_own_turn() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let of = noor.begin_practice(Practice::Time, "Cook something new").unwrap();
    let when = core_tests::november(7).and_hms_opt(18, 30, 0);
    let draft =
        noor.save_draft(None, part(of, "plan", 1, Words { when, ..words("At home.") })).unwrap();
    let after = noor.say_part(draft.id).unwrap();
    assert!(steps(&after).contains(&("after", 1, journal.noor)), "a line afterwards");
    assert!(steps(&after).contains(&("plan", 2, journal.noor)), "or another plan");
    lock(noor);
    let sam = journal.sit(journal.sam);
    let seen = sam.begun_practices().unwrap();
    assert_eq!(seen[0].page.parts[0].words.when, when, "Sam sees the plan");
}

#[test]
fn impressions_of_a_counsellor_open_when_both_have_given_theirs() {
    let journal = journal_of_two();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut alone = journal.sit(noor);
    let of = alone.begin_practice(Practice::Candidate, "The practice by the river").unwrap();
    alone.save_draft(None, part(of, "impression", 0, words("Warm."))).unwrap();
    alone.seal_parts(of).unwrap();
    lock(alone);
    let mut both = journal.together();
    assert_eq!(
        both.open_parts(of, "impression", &[noor, sam]),
        Err(JournalError::NeedsBoth),
        "one has given none"
    );
    both.save_draft(sam, None, part(of, "impression", 0, words("Hurried."))).unwrap();
    both.seal_parts(sam, of).unwrap();
    let opened = both.open_parts(of, "impression", &[noor, sam]).unwrap();
    assert_eq!(opened.page.parts.len(), 2, "both at once");
}

#[test]
fn a_practice_of_two_needs_two() {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    assert_eq!(
        noor.begin_practice(Practice::Understand, "x"),
        Err(JournalError::NeedsBoth),
        "nobody has joined"
    );
}

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
fn a_practice_survives_time_and_a_lock_of_days() {
    let (journal, of) = two_views();
    journal.world.pass(Duration::from_secs(200 * 24 * 60 * 60));
    let both = journal.together();
    let begun = both.begun_practice(of).unwrap();
    assert!(begun.next.iter().all(|next| next.way == Way::Open), "it waits for nobody and goes on");
}
