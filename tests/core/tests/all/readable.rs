//! What the keys of each partner open, at every state of every practice. It is asked of the keys
//! themselves, past everything the core would show or keep back.

use core_tests::practice::{part, words};
use core_tests::{Kept, journal_of_two, lock, lock_both};
use duologue_core::journal::{Depth, DraftBody, Mark, Noticed, Practice};
use duologue_core::{Id, Link};

/// Which of Noor's and Sam's keys open words.
type Readers = [bool; 2];
const NOBODY: Readers = [false, false];
const NOOR: Readers = [true, false];
const BOTH: Readers = [true, true];

fn readers(journal: &Kept, words: &str) -> Readers {
    [journal.noor, journal.sam].map(|who| {
        let hand = journal.hand_of(who);
        let texts = journal.reach_in(|db| hand.everything(db));
        texts.iter().any(|text| String::from_utf8_lossy(text).contains(words))
    })
}

#[track_caller]
fn opens(journal: &Kept, words: &str, expected: Readers, state: &str) {
    assert_eq!(readers(journal, words), expected, "{words:?}, {state}: Noor's keys and Sam's");
}

/// Begins a practice in Noor's name, and nothing more.
fn begun(practice: Practice) -> (Kept, Link) {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let of = noor.begin_practice(practice, "the topic").unwrap();
    lock(noor);
    opens(&journal, "the topic", BOTH, "begun");
    (journal, of)
}

/// A draft of one step, by Noor on her own turn.
fn prepare(journal: &Kept, of: Link, step: &str, text: &str) -> Id {
    let mut noor = journal.sit(journal.noor);
    let body = part(of, step, turn_of(step), words(text));
    let draft = noor.save_draft(None, body).unwrap().id;
    lock(noor);
    opens(journal, text, NOOR, "prepared");
    draft
}

/// What is sealed has no turns.
fn turn_of(step: &str) -> u32 {
    let sealed = Practice::ALL.into_iter().any(|(one, _)| one.sealed_steps().contains(&step));
    u32::from(!sealed)
}

/// What is said at the table, from its draft to a page.
fn said_at_the_table(practice: Practice, step: &str) {
    let (journal, of) = begun(practice);
    let draft = prepare(&journal, of, step, "what Noor says");
    let mut both = journal.together();
    journal.uncover(&mut both, journal.noor);
    both.say_part(journal.noor, draft).unwrap();
    lock_both(both);
    opens(&journal, "what Noor says", BOTH, "said");
    let mut both = journal.together();
    both.finish_practice(of).unwrap();
    lock_both(both);
    opens(&journal, "what Noor says", BOTH, "a page");
}

#[test]
fn what_is_prepared_for_the_table_is_its_writers_until_it_is_said() {
    said_at_the_table(Practice::Openly, "said");
    said_at_the_table(Practice::Listen, "wanted");
    said_at_the_table(Practice::SitDown, "wish");
}

/// What is said on one's own turn, from its draft on.
fn said_alone(practice: Practice, step: &str) {
    let (journal, of) = begun(practice);
    let draft = prepare(&journal, of, step, "what Noor says");
    let mut noor = journal.sit(journal.noor);
    noor.say_part(draft).unwrap();
    lock(noor);
    opens(&journal, "what Noor says", BOTH, "said");
}

#[test]
fn what_is_said_on_ones_own_turn_is_for_both_once_it_is_said() {
    said_alone(Practice::Time, "plan");
    said_alone(Practice::Candidate, "known");
    said_alone(Practice::Session, "takeaway");
}

#[test]
fn notes_for_talking_openly_are_never_the_others() {
    let (journal, of) = begun(Practice::Openly);
    prepare(&journal, of, "camera", "what a camera saw");
    let draft = prepare(&journal, of, "said", "what Noor says");
    let mut both = journal.together();
    journal.uncover(&mut both, journal.noor);
    both.say_part(journal.noor, draft).unwrap();
    both.finish_practice(of).unwrap();
    lock_both(both);
    opens(&journal, "what a camera saw", NOOR, "after all was said and finished");
}

/// What is written apart: prepared, sealed, taken back, sealed again.
fn seal(practice: Practice) -> (Kept, Link) {
    let (journal, of) = begun(practice);
    for step in practice.sealed_steps() {
        prepare(&journal, of, step, &format!("{step} of Noor"));
    }
    for state in ["sealed", "taken back", "sealed again"] {
        let mut noor = journal.sit(journal.noor);
        let _ = if state == "taken back" { noor.unseal_parts(of) } else { noor.seal_parts(of) }
            .unwrap();
        lock(noor);
        for step in practice.sealed_steps() {
            opens(&journal, &format!("{step} of Noor"), NOOR, state);
        }
    }
    let mut sam = journal.sit(journal.sam);
    for step in practice.sealed_steps() {
        sam.save_draft(None, part(of, step, 0, words(&format!("{step} of Sam")))).unwrap();
    }
    sam.seal_parts(of).unwrap();
    lock(sam);
    opens(&journal, "of Noor", NOOR, "while both have sealed");
    opens(&journal, "of Sam", [false, true], "while both have sealed");
    (journal, of)
}

#[test]
fn each_step_of_a_view_is_for_both_from_its_opening_and_no_earlier() {
    let (journal, of) = seal(Practice::Understand);
    let steps = Practice::Understand.sealed_steps();
    for (n, step) in steps.iter().enumerate() {
        let mut both = journal.together();
        both.open_parts(of, step, &[journal.noor, journal.sam]).unwrap();
        for who in [journal.noor, journal.sam] {
            let turn = u32::try_from(n).unwrap() + 1;
            let body = part(of, "makesSense", turn, words("It makes sense."));
            let draft = both.save_draft(who, None, body).unwrap();
            both.say_part(who, draft.id).unwrap();
        }
        lock_both(both);
        opens(&journal, &format!("{step} of Noor"), BOTH, "opened");
        for later in &steps[n + 1..] {
            opens(&journal, &format!("{later} of Noor"), NOOR, "not opened yet");
            opens(&journal, &format!("{later} of Sam"), [false, true], "not opened yet");
        }
    }
}

#[test]
fn a_view_that_is_stopped_half_way_stays_half_sealed() {
    let (journal, of) = seal(Practice::Understand);
    let mut both = journal.together();
    both.open_parts(of, "happened", &[journal.noor, journal.sam]).unwrap();
    both.finish_practice(of).unwrap();
    lock_both(both);
    opens(&journal, "happened of Noor", BOTH, "opened");
    opens(&journal, "softer of Noor", NOOR, "left sealed when it became a page");
}

#[test]
fn an_impression_of_a_counsellor_is_for_both_from_its_opening() {
    let (journal, of) = seal(Practice::Candidate);
    let mut both = journal.together();
    both.open_parts(of, "impression", &[journal.noor, journal.sam]).unwrap();
    lock_both(both);
    opens(&journal, "impression of Noor", BOTH, "opened");
}

#[test]
fn what_one_does_alone_stays_alone() {
    for practice in [Practice::Witness, Practice::CheckIn] {
        let journal = journal_of_two();
        let mut noor = journal.sit(journal.noor);
        let parts = vec![("wish".into(), words("what Noor wishes"))];
        let body = DraftBody::Alone { practice, about: "the moment".into(), parts };
        let draft = noor.save_draft(None, body).unwrap();
        lock(noor);
        opens(&journal, "what Noor wishes", NOOR, "a draft");
        let mut noor = journal.sit(journal.noor);
        let page = noor.keep_alone(draft.id).unwrap();
        lock(noor);
        opens(&journal, "what Noor wishes", NOOR, "kept");
        let mut noor = journal.sit(journal.noor);
        noor.erase_page(page).unwrap();
        lock(noor);
        opens(&journal, "what Noor wishes", NOBODY, "deleted");
    }
}

#[test]
fn something_noticed_is_for_both_once_it_is_given() {
    for (give, kept) in [(true, BOTH), (false, NOOR)] {
        let journal = journal_of_two();
        let mut noor = journal.sit(journal.noor);
        let noticed = Noticed { did: "You warmed the car.".into(), ..Noticed::default() };
        let draft = noor.save_draft(None, DraftBody::Noticed { noticed }).unwrap();
        lock(noor);
        opens(&journal, "warmed the car", NOOR, "a draft");
        let mut noor = journal.sit(journal.noor);
        noor.finish_draft(draft.id, give).unwrap();
        lock(noor);
        opens(&journal, "warmed the car", kept, if give { "given" } else { "kept" });
    }
}

#[test]
fn something_saved_for_the_sit_down_is_for_both_once_it_is_given_there() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let noticed = Noticed { did: "You warmed the car.".into(), ..Noticed::default() };
    let draft = noor.save_draft(None, DraftBody::Noticed { noticed }).unwrap();
    let saved = noor.save_for_sit_down(draft.id).unwrap();
    lock(noor);
    opens(&journal, "warmed the car", NOOR, "saved");
    let mut both = journal.together();
    journal.uncover(&mut both, journal.noor);
    both.give_noticed(journal.noor, saved).unwrap();
    lock_both(both);
    opens(&journal, "warmed the car", BOTH, "given");
}

#[test]
fn an_answer_is_for_both_from_its_opening() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let question = noor.put_question("What would you like more of?", None).unwrap();
    let answer = |text: &str| DraftBody::Answer { question, text: text.into(), in_person: false };
    let draft = noor.save_draft(None, answer("More silence.")).unwrap();
    lock(noor);
    opens(&journal, "like more of", BOTH, "on the table");
    opens(&journal, "More silence.", NOOR, "a draft");
    let mut noor = journal.sit(journal.noor);
    noor.seal_answer(draft.id).unwrap();
    lock(noor);
    opens(&journal, "More silence.", NOOR, "sealed");
    let mut noor = journal.sit(journal.noor);
    let draft = noor.unseal_answer(question).unwrap();
    lock(noor);
    opens(&journal, "More silence.", NOOR, "taken back");
    let mut noor = journal.sit(journal.noor);
    noor.seal_answer(draft.id).unwrap();
    lock(noor);
    let mut sam = journal.sit(journal.sam);
    let draft = sam.save_draft(None, answer("More walks.")).unwrap();
    sam.seal_answer(draft.id).unwrap();
    lock(sam);
    opens(&journal, "More silence.", NOOR, "while both have sealed");
    let mut both = journal.together();
    both.open_answers(question, &[journal.noor, journal.sam]).unwrap();
    lock_both(both);
    opens(&journal, "More silence.", BOTH, "opened");
}

#[test]
fn marks_and_depths_stay_ones_own_also_after_they_were_of_use() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    noor.mark_idea("i-033", Mark::Maybe).unwrap();
    noor.choose_depth(Depth::Everyday).unwrap();
    lock(noor);
    let mut sam = journal.sit(journal.sam);
    sam.mark_idea("i-033", Mark::Yes).unwrap();
    lock(sam);
    let both = journal.together();
    assert_eq!(both.mutual_ideas(), ["i-033"], "both would like it");
    lock_both(both);
    opens(&journal, r#""maybe""#, NOOR, "that it was only a maybe");
    opens(&journal, r#""everyday""#, NOOR, "the depth Noor chose");
}
