//! Practices by steps: who may say what next, until it is a page.

use core_tests::practice::{part, say, steps, words, yes};
use core_tests::{journal_of_one, journal_of_two, lock, lock_both};
use duologue_core::Id;
use duologue_core::journal::{BadInput, JournalError, PageKind, Practice, Words};
use duologue_core::practice::PAUSE;

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
fn the_one_question_may_still_be_asked_after_the_yes() {
    let journal = journal_of_two();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut both = journal.together();
    let of = both.begin_practice(noor, Practice::Listen, "").unwrap();
    let wanted = Words { choice: Some("listen".into()), ..Words::default() };
    say(&mut both, of, noor, ("wanted", 1), wanted).unwrap();
    say(&mut both, of, sam, ("gist", 1), words("A long day.")).unwrap();
    let after = say(&mut both, of, noor, ("confirm", 1), yes()).unwrap();
    assert!(steps(&after).contains(&("question", 1, sam)), "the yes may come first");
    let after = say(&mut both, of, sam, ("question", 1), words("What was the worst?")).unwrap();
    assert!(!steps(&after).iter().any(|(step, ..)| *step == "question"), "one, and no more");
}

#[test]
fn a_pause_alone_makes_no_page() {
    let journal = journal_of_two();
    let mut both = journal.together();
    let of = both.begin_practice(journal.noor, Practice::Listen, "").unwrap();
    both.pause_practice(of, 20).unwrap();
    assert_eq!(
        both.finish_practice(of),
        Err(JournalError::BadInput(BadInput::NothingToFinish)),
        "there is nothing in it to read again"
    );
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
fn a_practice_of_two_needs_two() {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    assert_eq!(
        noor.begin_practice(Practice::Understand, "x"),
        Err(JournalError::NeedsBoth),
        "nobody has joined"
    );
}
