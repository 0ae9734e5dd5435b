//! A question answered at the table, each behind their own curtain, and opened in the same sitting.

use super::questions::seal;
use core_tests::{Kept, journal_of_two, lock, lock_both};
use duologue_core::journal::{BadInput, DraftBody, JournalError, TogetherSitting};
use duologue_core::practice::{MyAnswer, OwnAnswer};
use duologue_core::{Id, Link};

const BY_NOOR: &str = "A quince.";
const BY_SAM: &str = "A row of beans.";

fn asked() -> (Kept, TogetherSitting, Link) {
    let journal = journal_of_two();
    let mut both = journal.together();
    let question = both.put_question(journal.noor, "What would you plant?", None).unwrap();
    (journal, both, question)
}

fn answer(question: Link, text: &str) -> DraftBody {
    DraftBody::Answer { question, text: text.into(), in_person: false }
}

/// Writes and seals an answer behind the curtain of `who`.
fn seal_here(both: &mut TogetherSitting, who: Id, question: Link, text: &str) {
    let draft = both.save_draft(who, None, answer(question, text)).unwrap();
    both.seal_answer(who, draft.id).unwrap();
}

/// Whether the keys of each open `words`.
fn readers(journal: &Kept, words: &str) -> [bool; 2] {
    [journal.noor, journal.sam].map(|who| {
        let hand = journal.hand_of(who);
        let texts = journal.reach_in(|db| hand.everything(db));
        texts.iter().any(|text| String::from_utf8_lossy(text).contains(words))
    })
}

#[test]
fn a_question_is_put_answered_by_both_and_opened_in_one_sitting() {
    let (journal, mut both, question) = asked();
    let (noor, sam) = (journal.noor, journal.sam);
    seal_here(&mut both, sam, question, BY_SAM);
    assert_eq!(
        both.open_answers(question, &[noor, sam]),
        Err(JournalError::NeedsBoth),
        "one answer alone is not opened"
    );
    seal_here(&mut both, noor, question, BY_NOOR);
    assert!(both.questions()[0].openable, "both have sealed");
    let page = both.open_answers(question, &[noor, sam]).unwrap();
    let told: Vec<_> = page.answers.iter().map(|one| (one.author, one.text.as_str())).collect();
    assert!(told.contains(&(noor, BY_NOOR)) && told.contains(&(sam, BY_SAM)), "both: {told:?}");
    lock_both(both);
    for who in [noor, sam] {
        assert_eq!(journal.sit(who).alarms(), [], "each answer is its author's own signed change");
    }
}

#[test]
fn the_other_ones_keys_open_nothing_of_it_before_it_is_opened() {
    let (journal, mut both, question) = asked();
    let (noor, sam) = (journal.noor, journal.sam);
    let draft = both.save_draft(noor, None, answer(question, BY_NOOR)).unwrap();
    lock_both(both);
    assert_eq!(readers(&journal, BY_NOOR), [true, false], "a draft is Noor's");
    let mut both = journal.together();
    journal.uncover(&mut both, noor);
    both.seal_answer(noor, draft.id).unwrap();
    lock_both(both);
    assert_eq!(readers(&journal, BY_NOOR), [true, false], "and so it is when it is sealed");
    let mut both = journal.together();
    seal_here(&mut both, sam, question, BY_SAM);
    lock_both(both);
    assert_eq!(readers(&journal, BY_NOOR), [true, false], "and when both have sealed");
    assert_eq!(readers(&journal, BY_SAM), [false, true], "Sam's is Sam's");
    let mut both = journal.together();
    both.open_answers(question, &[noor, sam]).unwrap();
    lock_both(both);
    assert_eq!(readers(&journal, BY_NOOR), [true, true], "opened, both read it");
}

#[test]
fn the_table_looks_the_same_before_and_after_one_has_sealed() {
    let (journal, mut both, question) = asked();
    let before = (both.questions(), both.drafts().unwrap());
    seal_here(&mut both, journal.noor, question, BY_NOOR);
    assert_eq!((both.questions(), both.drafts().unwrap()), before, "nobody is told who has sealed");
    assert_eq!(
        both.own_answer(journal.sam, question).unwrap(),
        OwnAnswer { sealed: false, draft: None },
        "nor behind the other curtain"
    );
    assert!(both.own_answer(journal.noor, question).unwrap().sealed, "only behind one's own");
}

#[test]
fn nobody_seals_for_somebody_who_is_not_here_nor_what_the_other_wrote() {
    let (journal, mut both, question) = asked();
    let (noor, sam) = (journal.noor, journal.sam);
    let draft = both.save_draft(noor, None, answer(question, BY_NOOR)).unwrap();
    let nobody = Id::parse(&"ab".repeat(16)).unwrap();
    assert_eq!(both.seal_answer(nobody, draft.id), Err(JournalError::NotYours), "not here");
    assert_eq!(both.own_answer(nobody, question), Err(JournalError::NotYours), "not here");
    assert_eq!(both.seal_answer(sam, draft.id), Err(JournalError::NoSuchPage), "Noor's is Noor's");
    let blank = both.save_draft(sam, None, answer(question, " ")).unwrap();
    let empty = Err(JournalError::BadInput(BadInput::Empty));
    assert_eq!(both.seal_answer(sam, blank.id), empty, "nothing is no answer");
    seal_here(&mut both, noor, question, BY_NOOR);
    let again = both.save_draft(noor, None, answer(question, "Another.")).unwrap();
    let twice = Err(JournalError::BadInput(BadInput::SealedAlready));
    assert_eq!(both.seal_answer(noor, again.id), twice, "it is sealed once");
}

#[test]
fn an_answer_begun_here_is_found_again_alone_and_a_sealed_one_taken_back() {
    let (journal, mut both, question) = asked();
    let noor = journal.noor;
    let draft = both.save_draft(noor, None, answer(question, BY_NOOR)).unwrap();
    assert_eq!(
        both.own_answer(noor, question).unwrap().draft.unwrap().id,
        draft.id,
        "behind the curtain"
    );
    lock_both(both);
    let mut alone = journal.sit(noor);
    assert_eq!(alone.questions().unwrap()[0].mine, Some(MyAnswer::Draft), "and alone");
    let mut both = {
        assert_eq!(alone.draft(draft.id).unwrap().body, answer(question, BY_NOOR), "the words");
        alone.discard_draft(draft.id).unwrap();
        journal.joined_by(alone, journal.sam)
    };
    seal_here(&mut both, noor, question, BY_NOOR);
    lock_both(both);
    let mut alone = journal.sit(noor);
    let back = alone.unseal_answer(question).unwrap();
    assert_eq!(back.body, answer(question, BY_NOOR), "taken back, it is a draft again");
    lock(alone);
    assert!(!journal.together().questions()[0].openable, "silently");
}

#[test]
fn an_answer_written_alone_is_covered_and_none_is_lost() {
    let journal = journal_of_two();
    let noor = journal.noor;
    let mut alone = journal.sit(noor);
    let question = alone.put_question("What would you plant?", None).unwrap();
    let before = alone.save_draft(None, answer(question, "A fig.")).unwrap();
    let mut both = journal.joined_by(alone, journal.sam);
    assert_eq!(both.own_answer(noor, question).unwrap().draft, None, "covered");
    assert_eq!(both.seal_answer(noor, before.id), Err(JournalError::NoSuchPage), "nor sealed");
    seal_here(&mut both, noor, question, BY_NOOR);
    lock_both(both);
    let mut alone = journal.sit(noor);
    assert_eq!(alone.draft(before.id).unwrap().body, before.body, "what was covered is as it was");
    let back = alone.unseal_answer(question).unwrap();
    let joined = answer(question, "A fig.\n\nA quince.");
    assert_eq!(back.body, joined, "taken back, both stand in one draft");
    assert_eq!(alone.drafts().unwrap().len(), 1, "and in no other");
}

#[test]
fn told_in_person_the_words_become_a_draft_of_mine_that_is_not_shown_here() {
    let (journal, mut both, question) = asked();
    let noor = journal.noor;
    let body = DraftBody::Answer { question, text: "half-written".into(), in_person: true };
    let draft = both.save_draft(noor, None, body).unwrap();
    both.seal_answer(noor, draft.id).unwrap();
    assert_eq!(both.own_answer(noor, question).unwrap().draft, None, "no answer any more");
    assert_eq!(both.drafts().unwrap(), [], "nor anything else at the table");
    assert_eq!(both.discard_draft(draft.id), Err(JournalError::NoSuchPage), "out of reach here");
    lock_both(both);
    let alone = journal.sit(noor);
    assert!(
        matches!(&alone.draft(draft.id).unwrap().body, DraftBody::Page { ours: false, text, .. } if text == "half-written"),
        "it is a draft of a page in Mine"
    );
}

#[test]
fn one_seals_alone_and_the_other_here() {
    let journal = journal_of_two();
    let mut alone = journal.sit(journal.sam);
    let question = alone.put_question("What would you plant?", None).unwrap();
    seal(&mut alone, question, BY_SAM);
    let mut both = journal.joined_by(alone, journal.noor);
    seal_here(&mut both, journal.noor, question, BY_NOOR);
    let page = both.open_answers(question, &[journal.noor, journal.sam]).unwrap();
    assert_eq!(page.answers.len(), 2, "both at once");
}
