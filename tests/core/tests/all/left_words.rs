//! Words that lost their place are found whole and once, whatever way they lost it, and are freed with
//! every copy of them.

use super::beginning_taken_back::{newest, noor_finds, opened_and_replied, take_back};
use super::questions::{both_sealed, seal};
use core_tests::practice::{part, say, words};
use core_tests::{ChangeRow, Kept, journal_of_two, lock, lock_both};
use duologue_core::Link;
use duologue_core::journal::{BadInput, DraftBody, JournalError, Practice};
use duologue_core::practice::{LeftWords, MyAnswer};

/// Noor finds these words, and once she has made a page of them none of them opens in Ours, not even
/// for Sam.
fn noor_frees(journal: &Kept, left: &LeftWords, words: &str) {
    assert!(stands_in_ours(journal, words), "Sam can read it");
    noor_finds(journal, left);
    assert!(!stands_in_ours(journal, words), "what is only Noor's now is not left for Sam");
}

fn stands_in_ours(journal: &Kept, words: &str) -> bool {
    let sam = journal.hand_of(journal.sam);
    let all = journal.reach_in(|db| sam.everything(db));
    all.iter().any(|json| String::from_utf8_lossy(json).contains(words))
}

/// Sam ends something in Ours as if it had been over before anybody said a word.
fn end_before_it_began(journal: &Kept, of: Link) {
    let hand = journal.hand_of(journal.sam);
    let json = format!(
        r#"{{"kind":"finished","schema":1,"clock":1,"at":"2026-11-02T22:00:00+01:00","of":"{of}"}}"#
    );
    journal.reach_in(|db| {
        let (space, key) = hand.ours(db);
        hand.append(db, space, &key, json.as_bytes())
    });
}

#[test]
fn what_was_opened_of_a_view_is_freed_with_what_was_sealed_of_it() {
    let journal = journal_of_two();
    let mut both = journal.together();
    let of = both.begin_practice(journal.sam, Practice::Candidate, "Dr. Vos").unwrap();
    lock_both(both);
    for (who, text) in [(journal.noor, "Kind."), (journal.sam, "Calm.")] {
        let mut sitting = journal.sit(who);
        sitting.save_draft(None, part(of, "impression", 0, words(text))).unwrap();
        sitting.seal_parts(of).unwrap();
        lock(sitting);
    }
    let mut both = journal.together();
    both.open_parts(of, "impression", &[journal.noor, journal.sam]).unwrap();
    lock_both(both);
    take_back(&journal, journal.sam, of);
    let bodies = vec![part(of, "impression", 0, words("Kind."))];
    noor_frees(&journal, &LeftWords { of, bodies, said: true }, "Kind.");
}

#[test]
fn an_answer_that_was_opened_is_not_told_to_be_sealed_still() {
    let (journal, question) = both_sealed();
    let mut both = journal.together();
    both.open_answers(question, &[journal.sam, journal.noor]).unwrap();
    lock_both(both);
    take_back(&journal, journal.sam, question);
    let answer = DraftBody::Answer { question, text: "More silence.".into(), in_person: false };
    let left = LeftWords { of: question, bodies: vec![answer], said: true };
    noor_frees(&journal, &left, "More silence.");
}

#[test]
fn what_was_said_after_an_end_that_the_other_made_up_is_found_again() {
    let journal = journal_of_two();
    let mut both = journal.together();
    let of = both.begin_practice(journal.sam, Practice::Openly, "The dishes").unwrap();
    say(&mut both, of, journal.noor, ("said", 1), words("I was alone with it.")).unwrap();
    lock_both(both);
    end_before_it_began(&journal, of);
    let mut noor = journal.sit(journal.noor);
    assert_eq!(noor.begun_practices().unwrap(), [], "it is over, as Sam says");
    let bodies = vec![part(of, "said", 1, words("I was alone with it."))];
    let left = LeftWords { of, bodies, said: true };
    assert_eq!(noor.left_words(), [left], "no page has it, so it is found here");
    noor.free_left(of, "I was alone with it.").unwrap();
    assert_eq!(noor.left_words(), [], "and it is found once");
    lock(noor);
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.left_words(), [], "also after the next unlock");
    lock(noor);
}

#[test]
fn whoever_frees_a_reply_still_has_their_answer_sealed() {
    let (journal, question, _) = opened_and_replied();
    take_back(&journal, journal.sam, newest(&journal, journal.sam, "answer"));
    let mut noor = journal.sit(journal.noor);
    noor.free_left(question, "I heard that.").unwrap();
    let mine = noor.questions().unwrap()[0].mine;
    assert_eq!(mine, Some(MyAnswer::Sealed), "the answer has its place, and stays there");
    lock(noor);
}

#[test]
fn an_answer_that_is_written_anew_takes_the_place_of_the_one_that_was_opened_before() {
    let (journal, question) = both_sealed();
    let both_open = || {
        let mut both = journal.together();
        let page = both.open_answers(question, &[journal.sam, journal.noor]).unwrap();
        lock_both(both);
        page.answers.into_iter().map(|answer| answer.text).collect::<Vec<_>>()
    };
    assert_eq!(both_open(), ["More silence.", "More walks."], "Noor's and Sam's");
    take_back(&journal, journal.sam, newest(&journal, journal.sam, "answer"));
    let mut noor = journal.sit(journal.noor);
    let draft = noor.unseal_answer(question).unwrap();
    lock(noor);
    assert!(!stands_in_ours(&journal, "More silence."), "taken back, also in Ours");
    let mut noor = journal.sit(journal.noor);
    noor.discard_draft(draft.id).unwrap();
    seal(&mut noor, question, "More of you.");
    lock(noor);
    assert_eq!(both_open(), ["More of you.", "More walks."], "what Noor sealed last");
}

#[test]
fn a_reply_that_was_begun_becomes_a_draft_of_ones_own_when_the_answers_are_gone() {
    let (journal, question) = both_sealed();
    let mut both = journal.together();
    both.open_answers(question, &[journal.sam, journal.noor]).unwrap();
    lock_both(both);
    let mut noor = journal.sit(journal.noor);
    let reply = DraftBody::Reply { question, text: "I heard that.".into() };
    let draft = noor.save_draft(None, reply).unwrap();
    let refused = noor.free_drafts(&[draft.id], "I heard that.");
    assert_eq!(refused, Err(JournalError::BadInput(BadInput::NotThisKind)), "it has its place");
    lock(noor);
    take_back(&journal, journal.sam, question);
    let mut noor = journal.sit(journal.noor);
    let freed = noor.free_drafts(&[draft.id], "I heard that.").unwrap();
    assert!(matches!(freed.body, DraftBody::Page { ours: false, .. }), "in Mine: {freed:?}");
    lock(noor);
}

#[test]
fn what_was_sealed_for_a_question_that_rotted_is_found_too() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let question = noor.put_question("What did you dread?", None).unwrap();
    seal(&mut noor, question, "The stairs.");
    lock(noor);
    journal.reach_in(|db| {
        let row = ChangeRow::of(db, question);
        db.execute("UPDATE change SET blob = zeroblob(length(blob)) WHERE id = ?", [row.id])
            .unwrap();
    });
    let noor = journal.sit(journal.noor);
    let body = DraftBody::Answer { question, text: "The stairs.".into(), in_person: false };
    let left = LeftWords { of: question, bodies: vec![body], said: false };
    assert_eq!(noor.left_words(), [left], "nobody else has read it, and there is no place for it");
    lock(noor);
}

#[test]
fn freeing_one_thing_leaves_what_is_sealed_elsewhere() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let questions = ["What did you dread?", "What do you hope for?"].map(|text| {
        let question = noor.put_question(text, None).unwrap();
        seal(&mut noor, question, text);
        question
    });
    noor.erase_page(questions[0]).unwrap();
    noor.free_left(questions[0], "mine").unwrap();
    let asked = noor.questions().unwrap();
    assert_eq!(asked[0].mine, Some(MyAnswer::Sealed), "the other is sealed still, at once");
    lock(noor);
}
