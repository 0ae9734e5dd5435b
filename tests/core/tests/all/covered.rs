//! While both are here, whoever holds the keyboard can go behind either curtain: what somebody
//! wrote alone is given out only after their own passphrase.

use core_tests::practice::{part, steps, words};
use core_tests::{Kept, journal_of_two, lock, lock_both};
use duologue_core::journal::{Cover, Draft, DraftBody, JournalError, Practice, TogetherSitting};
use duologue_core::{Id, Link};

/// A talk that Noor, alone, wrote one note for.
fn noted() -> (Kept, Link, Draft) {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let of = noor.begin_practice(Practice::Openly, "The evenings").unwrap();
    let note = noor.save_draft(None, part(of, "camera", 0, words("Both lamps off."))).unwrap();
    lock(noor);
    (journal, of, note)
}

fn noted_by(both: &TogetherSitting, who: Id, of: Link) -> Vec<String> {
    let texts = both.part_drafts(who, of).unwrap().into_iter().map(|draft| draft.body);
    texts
        .map(
            |body| {
                if let DraftBody::Part { words, .. } = body { words.text } else { String::new() }
            },
        )
        .collect()
}

#[test]
fn what_was_written_alone_is_given_out_after_its_writers_own_passphrase() {
    let (journal, of, _) = noted();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut both = journal.together();
    assert_eq!(noted_by(&both, noor, of), [""; 0], "whoever presses finds nothing");
    assert_eq!(both.step_draft(noor, of, "camera").unwrap(), None, "nor by its step");
    let cover = |both: &TogetherSitting| both.cover(noor, Some(of));
    assert_eq!(cover(&both), Ok(Cover::Covered), "and is told so whether there is anything or not");
    journal.uncover(&mut both, sam);
    assert_eq!(noted_by(&both, noor, of), [""; 0], "Sam's passphrase uncovers what is Sam's");
    journal.uncover(&mut both, noor);
    assert_eq!(cover(&both), Ok(Cover::Uncovered), "it is asked for once");
    assert_eq!(noted_by(&both, noor, of), ["Both lamps off."], "and Noor's uncovers Noor's");
}

#[test]
fn of_what_came_about_at_the_table_nothing_can_have_been_written_alone() {
    let (journal, of, _) = noted();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut both = journal.together();
    let begun = both.begin_practice(sam, Practice::Understand, "The keys").unwrap();
    let question = both.put_question(sam, "Why?", None).unwrap();
    for new in [begun, question] {
        assert_eq!(both.cover(noor, Some(new)), Ok(Cover::BegunHere), "nobody is asked for it");
    }
    assert_eq!(
        both.cover(noor, Some(of)),
        Ok(Cover::Covered),
        "what was there before may have been"
    );
    assert_eq!(both.cover(noor, None), Ok(Cover::Covered), "and what belongs to no page");
    lock_both(both);
    let both = journal.together();
    assert_eq!(both.cover(noor, Some(begun)), Ok(Cover::Covered), "the next time it was there");
}

#[test]
fn of_answers_that_were_opened_at_the_table_nobody_can_have_written_alone() {
    let journal = journal_of_two();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut alone = journal.sit(noor);
    let question = alone.put_question("Why?", None).unwrap();
    let mut both = journal.joined_by(alone, sam);
    for who in [noor, sam] {
        let answer = DraftBody::Answer { question, text: "Because.".into(), in_person: false };
        let begun = both.save_draft(who, None, answer).unwrap();
        both.seal_answer(who, begun.id).unwrap();
    }
    let cover = |both: &TogetherSitting| both.cover(sam, Some(question));
    assert_eq!(cover(&both), Ok(Cover::Covered), "an answer may have been begun alone");
    both.open_answers(question, &[noor, sam]).unwrap();
    assert_eq!(cover(&both), Ok(Cover::BegunHere), "a reply cannot");
}

#[test]
fn nobody_uncovers_with_a_passphrase_that_is_not_the_writers() {
    let (journal, of, _) = noted();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut both = journal.together();
    let wrong = both.own_challenge(noor).unwrap().answer(core_tests::SAM, None);
    assert!(wrong.is_err(), "Sam's passphrase does not open what is asked of Noor");
    let sams = both.own_challenge(sam).unwrap().answer(core_tests::SAM, None).unwrap();
    assert_eq!(both.uncover(noor, &sams), Err(JournalError::NotYours), "nor does its answer");
    let nobody = Id::parse(&"ab".repeat(16)).unwrap();
    assert_eq!(both.uncover(nobody, &sams), Err(JournalError::NotYours), "nor somebody else's");
    assert_eq!(both.cover(nobody, None), Err(JournalError::NotYours), "who is not even here");
    assert_eq!(noted_by(&both, noor, of), [""; 0], "nothing of it is given out");
}

#[test]
fn it_is_covered_again_once_one_has_left_or_the_journal_was_locked() {
    let (journal, of, _) = noted();
    let mut both = journal.together();
    journal.uncover(&mut both, journal.noor);
    let Ok(alone) = both.leave(journal.sam) else { panic!("Sam leaves") };
    assert_eq!(alone.part_drafts(of).unwrap().len(), 1, "alone Noor needs no second passphrase");
    let mut both = journal.joined_by(alone, journal.sam);
    assert_eq!(noted_by(&both, journal.noor, of), [""; 0], "Sam is back: it is forgotten");
    journal.uncover(&mut both, journal.noor);
    lock_both(both);
    let both = journal.together();
    assert_eq!(noted_by(&both, journal.noor, of), [""; 0], "so it is after a lock");
}

#[test]
fn what_is_covered_is_neither_written_over_nor_thrown_away_said_or_sealed() {
    let (journal, of, note) = noted();
    let noor = journal.noor;
    let mut alone = journal.sit(noor);
    let moment = alone.begin_practice(Practice::Understand, "The call").unwrap();
    let view = alone.save_draft(None, part(moment, "happened", 0, words("It rang."))).unwrap();
    let mut both = journal.joined_by(alone, journal.sam);
    let blank = part(of, "camera", 0, words(""));
    assert_eq!(
        both.save_draft(noor, Some(note.id), blank),
        Err(JournalError::NoSuchPage),
        "a curtain that shows nothing writes nothing over it"
    );
    assert_eq!(both.discard_draft(note.id), Err(JournalError::NoSuchPage), "nor throws it away");
    assert_eq!(both.say_part(noor, view.id), Err(JournalError::NoSuchPage), "nor says it");
    assert!(both.seal_parts(noor, moment).is_err(), "nor seals it for opening");
    lock_both(both);
    let alone = journal.sit(noor);
    assert_eq!(alone.draft(note.id).unwrap(), note, "it is as it was");
    assert_eq!(alone.draft(view.id).unwrap(), view, "so is the view");
}

#[test]
fn what_was_begun_at_this_table_needs_no_passphrase_and_at_the_next_one_does() {
    let (journal, of, _) = noted();
    let noor = journal.noor;
    let mut both = journal.together();
    let here = both.save_draft(noor, None, part(of, "ask", 0, words("An hour."))).unwrap();
    assert_eq!(noted_by(&both, noor, of), ["An hour."], "Noor finds it behind the curtain again");
    let more = part(of, "ask", 0, words("An hour, would you?"));
    both.save_draft(noor, Some(here.id), more).unwrap();
    assert_eq!(noted_by(&both, noor, of), ["An hour, would you?"], "and goes on with it");
    lock_both(both);
    let both = journal.together();
    assert_eq!(noted_by(&both, noor, of), [""; 0], "another evening it is from before");
}

#[test]
fn what_was_written_twice_is_one_draft_once_it_is_uncovered_or_the_sitting_ends() {
    for ends in ["uncovered", "one left", "locked"] {
        let (journal, of, note) = noted();
        let noor = journal.noor;
        let mut both = journal.together();
        both.save_draft(noor, None, part(of, "camera", 0, words("It was nine."))).unwrap();
        let left = match ends {
            "uncovered" => {
                journal.uncover(&mut both, noor);
                both.part_drafts(noor, of).unwrap()
            }
            "one left" => {
                let Ok(alone) = both.leave(journal.sam) else { panic!("Sam leaves") };
                alone.part_drafts(of).unwrap()
            }
            _ => {
                lock_both(both);
                journal.sit(noor).part_drafts(of).unwrap()
            }
        };
        let bodies: Vec<_> = left.iter().map(|draft| (draft.id, draft.body.clone())).collect();
        let both_texts = part(of, "camera", 0, words("Both lamps off.\n\nIt was nine."));
        assert_eq!(bodies, [(note.id, both_texts)], "{ends}: neither is lost");
    }
}

#[test]
fn a_step_that_was_written_in_front_of_both_goes_on_after_a_lock_without_a_passphrase() {
    let (journal, of, _) = noted();
    let noor = journal.noor;
    let mut both = journal.together();
    both.save_draft(noor, None, part(of, "said", 1, words("On Sundays"))).unwrap();
    lock_both(both);
    let both = journal.together();
    assert!(both.step_draft(noor, of, "said").unwrap().is_some(), "both saw it being written");
}

#[test]
fn what_is_written_in_front_of_both_is_covered_once_its_writer_went_on_with_it_alone() {
    let journal = journal_of_two();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut both = journal.together();
    let of = both.begin_practice(noor, Practice::Session, "").unwrap();
    let begun = part(of, "takeaway", 1, words("It was slow."));
    let draft = both.save_draft(noor, None, begun.clone()).unwrap();
    lock_both(both);
    let both = journal.together();
    let again = both.step_draft(noor, of, "takeaway").unwrap();
    assert_eq!(again.map(|draft| draft.body), Some(begun), "both saw it, and it goes on");
    lock_both(both);
    let mut alone = journal.sit(noor);
    let alone_too = part(of, "takeaway", 1, words("I felt blamed."));
    alone.save_draft(Some(draft.id), alone_too).unwrap();
    let mut both = journal.joined_by(alone, sam);
    assert_eq!(both.step_draft(noor, of, "takeaway").unwrap(), None, "that is Noor's alone");
    both.save_draft(noor, None, part(of, "takeaway", 1, words("It was good."))).unwrap();
    journal.uncover(&mut both, noor);
    let all = noted_by(&both, noor, of);
    assert_eq!(all, ["I felt blamed.\n\nIt was good."], "and one draft once it is uncovered");
}

#[test]
fn no_step_that_can_be_written_alone_is_given_out_unasked() {
    for practice in [
        Practice::Openly,
        Practice::Understand,
        Practice::Listen,
        Practice::Time,
        Practice::Candidate,
        Practice::Session,
        Practice::SitDown,
    ] {
        let journal = journal_of_two();
        let mut alone = journal.sit(journal.noor);
        let of = alone.begin_practice(practice, "the topic").unwrap();
        for (step, turn, _) in steps(&alone.begun_practice(of).unwrap()) {
            alone.save_draft(None, part(of, step, turn, words("alone"))).unwrap();
        }
        let both = journal.joined_by(alone, journal.sam);
        assert_eq!(noted_by(&both, journal.noor, of), [""; 0], "{practice:?}");
    }
}

#[test]
fn a_reply_that_was_begun_alone_is_not_shown_to_both_before_it_is_uncovered() {
    let journal = journal_of_two();
    let noor = journal.noor;
    let mut alone = journal.sit(noor);
    let question = alone.put_question("Why?", None).unwrap();
    let reply = DraftBody::Reply { question, text: "I was hurt.".into() };
    let in_the_open = DraftBody::Reply { question, text: "Thank you.".into() };
    alone.save_draft(None, reply.clone()).unwrap();
    let mut both = journal.joined_by(alone, journal.sam);
    assert_eq!(both.drafts().unwrap(), [], "it does not stand there by itself");
    journal.uncover(&mut both, noor);
    let bodies: Vec<_> = both.drafts().unwrap().into_iter().map(|draft| draft.body).collect();
    assert_eq!(bodies, [reply], "Noor goes on with it");
    both.save_draft(journal.sam, None, in_the_open.clone()).unwrap();
    lock_both(both);
    let left = journal.together().drafts().unwrap();
    let bodies: Vec<_> = left.into_iter().map(|draft| draft.body).collect();
    assert_eq!(bodies, [in_the_open], "what Sam wrote in front of both goes on after a lock");
}
