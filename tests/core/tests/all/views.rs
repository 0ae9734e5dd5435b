//! Views and impressions: what each writes alone, seals, and opens with the other.

use core_tests::practice::{part, say, steps, words};
use core_tests::{Kept, journal_of_two, listed, lock, lock_both};
use duologue_core::Link;
use duologue_core::journal::{BadInput, DraftBody, JournalError, Practice, Sitting};
use duologue_core::practice::{BegunPractice, LeftWords, Way};
use std::time::Duration;

const VIEW: [&str; 5] = ["happened", "surface", "softer", "story", "myPart"];

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
fn nobody_has_to_say_what_makes_sense_in_a_step_that_the_other_left_open() {
    let journal = journal_of_two();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut alone = journal.sit(noor);
    let of = alone.begin_practice(Practice::Understand, "The keys").unwrap();
    alone.save_draft(None, part(of, VIEW[0], 0, words("I came home."))).unwrap();
    alone.seal_parts(of).unwrap();
    lock(alone);
    let mut alone = journal.sit(sam);
    alone.save_draft(None, part(of, VIEW[1], 0, words("Cross."))).unwrap();
    alone.seal_parts(of).unwrap();
    lock(alone);
    let mut both = journal.together();
    let asked = |begun: &BegunPractice| -> Vec<_> {
        begun.next.iter().map(|next| (next.step, next.by)).collect()
    };
    let opened = both.open_parts(of, VIEW[0], &[noor, sam]).unwrap();
    assert_eq!(asked(&opened), [("makesSense", sam)], "Sam left it open: Noor has nothing to read");
    assert_eq!(
        say(&mut both, of, noor, ("makesSense", 1), words("That.")).map(|_| ()),
        Err(JournalError::BadInput(BadInput::NotNow)),
        "and may not answer to nothing"
    );
    say(&mut both, of, sam, ("makesSense", 1), words("That you were late.")).unwrap();
    let opened = both.open_parts(of, VIEW[1], &[noor, sam]).unwrap();
    assert_eq!(asked(&opened), [("makesSense", noor)], "the other way round");
    say(&mut both, of, noor, ("makesSense", 2), words("That it stings.")).unwrap();
    let opened = both.open_parts(of, VIEW[2], &[noor, sam]).unwrap();
    assert!(
        opened.next.iter().all(|next| (next.step, next.way) == (VIEW[3], Way::Open)),
        "both left it open: the next step may be opened at once: {:?}",
        opened.next
    );
}

#[test]
fn a_view_that_is_opened_half_way_is_taken_back_and_sealed_as_far_as_it_is_not() {
    let (journal, of) = two_views();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut both = journal.together();
    both.open_parts(of, VIEW[0], &[noor, sam]).unwrap();
    for who in [noor, sam] {
        say(&mut both, of, who, ("makesSense", 1), words("That.")).unwrap();
    }
    lock_both(both);
    let mut alone = journal.sit(noor);
    alone.unseal_parts(of).unwrap();
    assert_eq!(alone.part_drafts(of).unwrap().len(), 4, "what is opened is no draft again");
    let stray = alone.save_draft(None, part(of, VIEW[0], 0, words("Anew."))).unwrap();
    assert!(alone.seal_parts(of).unwrap().i_sealed, "the other four are sealed");
    assert_eq!(alone.draft(stray.id).unwrap().id, stray.id, "what has no place is not swallowed");
    assert_eq!(alone.unseal_parts(of).unwrap().page.parts.len(), 4, "what was opened stands");
    let again = alone.part_drafts(of).unwrap();
    assert_eq!(again.len(), 5, "four taken back, and the one that had no place: {again:?}");
    alone.seal_parts(of).unwrap();
    lock(alone);
    let mut both = journal.together();
    let opened = both.open_parts(of, VIEW[1], &[noor, sam]).unwrap();
    let texts: Vec<&str> = opened.page.parts.iter().map(|part| &*part.words.text).collect();
    assert!(texts.contains(&"Noor: surface"), "the next step goes on as it was: {texts:?}");
    assert!(!texts.contains(&"Anew."), "and nothing is opened twice: {texts:?}");
}

#[test]
fn a_view_is_taken_back_and_sealed_while_what_makes_sense_is_still_to_be_said() {
    let (journal, of) = two_views();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut both = journal.together();
    both.open_parts(of, VIEW[0], &[noor, sam]).unwrap();
    say(&mut both, of, noor, ("makesSense", 1), words("That.")).unwrap();
    lock_both(both);
    let mut alone = journal.sit(noor);
    let back = alone.unseal_parts(of).unwrap();
    assert!(back.next.iter().any(|next| next.way == Way::Seal), "it can be sealed again: {back:?}");
    alone.seal_parts(of).unwrap();
    lock(alone);
    let mut both = journal.together();
    let said = say(&mut both, of, sam, ("makesSense", 1), words("That too.")).unwrap();
    assert!(
        said.next.iter().any(|next| next.way == Way::Open),
        "and the next step opens: {said:?}"
    );
}

#[test]
fn what_is_sealed_when_it_becomes_a_page_is_found_again_by_its_writer_alone() {
    let (journal, of) = two_views();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut both = journal.together();
    both.open_parts(of, VIEW[0], &[noor, sam]).unwrap();
    lock_both(both);
    assert_eq!(journal.sit(noor).left_words(), [], "it may still be opened");
    let mut alone = journal.sit(sam);
    alone.finish_practice(of).unwrap();
    lock(alone);
    for (who, name) in [(noor, "Noor"), (sam, "Sam")] {
        let mut alone = journal.sit(who);
        let left = alone.left_words();
        let bodies: Vec<_> = VIEW[1..]
            .iter()
            .map(|step| part(of, step, 0, words(&format!("{name}: {step}"))))
            .collect();
        assert_eq!(
            left,
            [LeftWords { of, bodies, said: false }],
            "all that was not opened, of {name} alone"
        );
        let page = alone.page(of).unwrap();
        let draft = alone.free_left(of, "all of it").unwrap();
        assert_eq!(
            alone.drafts().unwrap(),
            std::slice::from_ref(&draft),
            "one draft of {name}'s own"
        );
        assert_eq!(alone.left_words(), [], "and sealed no more");
        assert_eq!(alone.free_left(of, "again"), Err(JournalError::NoSuchPage), "nor freed twice");
        assert_eq!(alone.page(of).unwrap(), page, "the page is as it was");
        alone.discard_draft(draft.id).unwrap();
        lock(alone);
        let hand = journal.hand_of(who);
        let texts = journal.reach_in(|db| hand.everything(db));
        let last = format!("{name}: myPart");
        let kept = texts.iter().any(|text| String::from_utf8_lossy(text).contains(&last));
        assert!(!kept, "what {name} throws away is gone");
        assert_eq!(journal.sit(who).alarms(), [], "and that is no damage");
    }
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
fn a_practice_survives_time_and_a_lock_of_days() {
    let (journal, of) = two_views();
    journal.world.pass(Duration::from_secs(200 * 24 * 60 * 60));
    let both = journal.together();
    let begun = both.begun_practice(of).unwrap();
    assert!(begun.next.iter().all(|next| next.way == Way::Open), "it waits for nobody and goes on");
}
