//! Inner world: answered apart, sealed, opened together.

use core_tests::{ChangeRow, journal_of_two, listed, lock, lock_both};
use duologue_core::Link;
use duologue_core::journal::{BadInput, DraftBody, JournalError, PageKind, Sitting};
use duologue_core::practice::MyAnswer;

/// Writes and seals an answer.
pub fn seal(sitting: &mut Sitting, question: Link, text: &str) {
    let body = DraftBody::Answer { question, text: text.into(), in_person: false };
    let draft = sitting.save_draft(None, body).unwrap();
    sitting.seal_answer(draft.id).unwrap();
}

/// A journal in which both have sealed, Sam first.
pub fn both_sealed() -> (core_tests::Kept, Link) {
    let journal = journal_of_two();
    let mut sam = journal.sit(journal.sam);
    let question =
        sam.put_question("What would you like more of?", Some("more-of".into())).unwrap();
    seal(&mut sam, question, "More walks.");
    lock(sam);
    let mut noor = journal.sit(journal.noor);
    seal(&mut noor, question, "More silence.");
    lock(noor);
    (journal, question)
}

#[test]
fn a_question_stands_on_the_table_for_both() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let id = noor.put_question("  What scared you?  ", Some("fear".into())).unwrap();
    lock(noor);
    let table = journal.sit(journal.sam).questions().unwrap();
    assert_eq!(table.len(), 1, "Sam sees it");
    assert_eq!((table[0].id, table[0].text.as_str()), (id, "What scared you?"), "its words");
    assert_eq!(table[0].library.as_deref(), Some("fear"), "where it is from");
    assert_eq!(
        (table[0].author, table[0].mine),
        (journal.noor, Some(MyAnswer::None)),
        "who asked, and no answer yet"
    );
    assert!(!table[0].openable, "one alone opens nothing");
}

#[test]
fn an_empty_or_endless_question_is_refused() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    assert_eq!(noor.put_question(" ", None), Err(JournalError::BadInput(BadInput::Empty)), "empty");
    assert_eq!(
        noor.put_question(&"q".repeat(601), None),
        Err(JournalError::BadInput(BadInput::TooLong)),
        "too long"
    );
}

#[test]
fn an_answer_goes_from_none_to_draft_to_sealed_and_back() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let question = noor.put_question("Why?", None).unwrap();
    let mine = |sitting: &Sitting| sitting.questions().unwrap()[0].mine;
    let body = DraftBody::Answer { question, text: "Because.".into(), in_person: false };
    let draft = noor.save_draft(None, body.clone()).unwrap();
    assert_eq!(mine(&noor), Some(MyAnswer::Draft), "begun");
    noor.seal_answer(draft.id).unwrap();
    assert_eq!(mine(&noor), Some(MyAnswer::Sealed), "finished, and still only mine");
    assert_eq!(noor.drafts().unwrap(), [], "the draft became the sealed answer");
    let back = noor.unseal_answer(question).unwrap();
    assert_eq!(back.body, body, "taken back, its words are a draft again");
    assert_eq!(mine(&noor), Some(MyAnswer::Draft), "not sealed any more");
    lock(noor);
    let noor = journal.sit(journal.noor);
    assert_eq!(mine(&noor), Some(MyAnswer::Draft), "also after unlocking again");
    assert_eq!(noor.alarms(), [], "taking back is no damage");
}

#[test]
fn an_answer_is_sealed_once_and_not_empty() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let question = noor.put_question("Why?", None).unwrap();
    let empty = noor
        .save_draft(None, DraftBody::Answer { question, text: " ".into(), in_person: false })
        .unwrap();
    assert_eq!(
        noor.seal_answer(empty.id),
        Err(JournalError::BadInput(BadInput::Empty)),
        "an empty answer is none"
    );
    seal(&mut noor, question, "Once.");
    let second = noor
        .save_draft(None, DraftBody::Answer { question, text: "Twice.".into(), in_person: false })
        .unwrap();
    assert_eq!(
        noor.seal_answer(second.id),
        Err(JournalError::BadInput(BadInput::SealedAlready)),
        "one answer each"
    );
}

#[test]
fn sealing_shows_nothing_to_the_partner() {
    let (journal, question) = both_sealed();
    let mut noor = journal.sit(journal.noor);
    noor.unseal_answer(question).unwrap();
    lock(noor);
    let sam = journal.sit(journal.sam);
    let with_it_taken_back = (sam.questions().unwrap(), listed(&sam), sam.alarms());
    lock(sam);
    let mut noor = journal.sit(journal.noor);
    let draft = noor.drafts().unwrap()[0].id;
    noor.seal_answer(draft).unwrap();
    lock(noor);
    let sam = journal.sit(journal.sam);
    let with_it_sealed = (sam.questions().unwrap(), listed(&sam), sam.alarms());
    assert_eq!(
        with_it_sealed, with_it_taken_back,
        "sealed and taken back look the same to the partner"
    );
}

#[test]
fn both_sealed_and_both_pressed_opens_both_at_once() {
    let (journal, question) = both_sealed();
    let mut both = journal.together();
    assert!(both.questions()[0].openable, "both have sealed");
    let page = both.open_answers(question, &[journal.sam, journal.noor]).unwrap();
    assert_eq!(page.head.kind, PageKind::InnerWorld, "it becomes a page of the question");
    assert_eq!(page.question.as_deref(), Some("What would you like more of?"), "under its words");
    let answers: Vec<_> = page.answers.iter().map(|a| (a.author, a.text.as_str())).collect();
    let expected = [(journal.noor, "More silence."), (journal.sam, "More walks.")];
    assert_eq!(answers, expected, "in the order of their names, not of sealing");
    assert!(both.questions().is_empty(), "the question is off the table");
    assert_eq!(
        both.open_answers(question, &[journal.sam, journal.noor]).unwrap_err(),
        JournalError::BadInput(BadInput::OpenedAlready),
        "it opens once"
    );
    lock_both(both);
    let mut sam = journal.sit(journal.sam);
    assert_eq!(sam.page(question).unwrap(), page, "Sam reads both alone too");
    assert_eq!(
        sam.unseal_answer(question),
        Err(JournalError::NoSuchPage),
        "an opened answer is not taken back"
    );
}

#[test]
fn nothing_opens_while_one_has_not_sealed_or_not_pressed() {
    let (journal, question) = both_sealed();
    let mut noor = journal.sit(journal.noor);
    noor.unseal_answer(question).unwrap();
    lock(noor);
    let mut both = journal.together();
    assert!(!both.questions()[0].openable, "one took theirs back");
    let pressed = [journal.noor, journal.sam];
    assert_eq!(
        both.open_answers(question, &pressed).unwrap_err(),
        JournalError::NeedsBoth,
        "one has not sealed"
    );
    lock_both(both);
    let mut noor = journal.sit(journal.noor);
    let draft = noor.drafts().unwrap()[0].id;
    noor.seal_answer(draft).unwrap();
    lock(noor);
    let mut both = journal.together();
    for pressed in [&[journal.noor][..], &[journal.sam], &[], &[journal.sam, journal.sam]] {
        assert_eq!(
            both.open_answers(question, pressed).unwrap_err(),
            JournalError::NeedsBoth,
            "one has not pressed"
        );
    }
    lock_both(both);
    let sam = journal.sit(journal.sam);
    assert_eq!(
        sam.page(question).unwrap_err(),
        JournalError::NoSuchPage,
        "nothing was opened by trying"
    );
}

#[test]
fn opening_proves_that_nothing_was_changed_since_sealing() {
    let (journal, question) = both_sealed();
    let sealed = journal.reach_in(ChangeRow::all);
    let mut both = journal.together();
    both.open_answers(question, &[journal.noor, journal.sam]).unwrap();
    lock_both(both);
    let rows = journal.reach_in(ChangeRow::all);
    let opened: Vec<_> = rows.iter().filter(|row| !sealed.iter().any(|s| s.id == row.id)).collect();
    let same_hash = |row: &&&ChangeRow| sealed.iter().any(|s| s.content_hash == row.content_hash);
    assert_eq!(opened.len(), 3, "two copies and the opening, in one step");
    assert_eq!(
        opened.iter().filter(same_hash).count(),
        2,
        "both copies have the content hash they were sealed with"
    );
    assert!(opened.iter().all(|row| row.space == opened[0].space), "all in Ours");
}

#[test]
fn a_sealed_answer_tells_no_time() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let question = noor.put_question("Why?", None).unwrap();
    seal(&mut noor, question, "Because.");
    lock(noor);
    let hand = journal.hand_of(journal.noor);
    let json = journal.reach_in(|db| {
        let row = ChangeRow::all(db).into_iter().rfind(|row| row.id >> 40 == 1).unwrap();
        hand.read(db, &row, &hand.mine_key())
    });
    let names: Vec<String> =
        serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(&json)
            .unwrap()
            .keys()
            .cloned()
            .collect();
    assert_eq!(
        names,
        ["in_person", "kind", "question", "schema", "text"],
        "no at, no clock, nothing seen"
    );
}

#[test]
fn an_answer_told_in_person_holds_no_words() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let question = noor.put_question("Why?", None).unwrap();
    let body = DraftBody::Answer { question, text: "half-written".into(), in_person: true };
    let draft = noor.save_draft(None, body).unwrap();
    noor.seal_answer(draft.id).unwrap();
    let left = noor.drafts().unwrap();
    assert!(
        matches!(&left[..], [one] if matches!(&one.body, DraftBody::Page { page: None, ours: false, text, .. } if text == "half-written")),
        "what was written is a draft of Noor's own: {left:?}"
    );
    noor.unseal_answer(question).unwrap();
    let again = noor.drafts().unwrap();
    assert_eq!(again.len(), 2, "taken back, both are there: {again:?}");
    let answer = again.iter().find(|draft| draft.id != left[0].id).unwrap();
    noor.seal_answer(answer.id).unwrap();
    assert_eq!(noor.drafts().unwrap(), left, "sealed without words it leaves nothing more");
    lock(noor);
    let mut sam = journal.sit(journal.sam);
    seal(&mut sam, question, "In writing.");
    lock(sam);
    let page = journal.together().open_answers(question, &[journal.noor, journal.sam]).unwrap();
    assert_eq!(
        (page.answers[0].in_person, page.answers[0].text.as_str()),
        (true, ""),
        "nothing half-written is shown"
    );
}

#[test]
fn a_partner_cannot_open_the_others_answer_nor_change_their_own_afterwards() {
    let (journal, question) = both_sealed();
    let sams = journal.hand_of(journal.sam);
    let answer = format!(
        r#"{{"kind":"answer","schema":1,"question":"{question}","text":"Other.","in_person":false}}"#
    );
    let opened = format!(r#"{{"kind":"opened","schema":1,"clock":50,"question":"{question}"}}"#);
    journal.reach_in(|db| {
        let (space, key) = sams.ours(db);
        sams.append(db, space, &key, opened.as_bytes());
    });
    let noor = journal.sit(journal.noor);
    assert_eq!(
        noor.page(question).unwrap_err(),
        JournalError::NoSuchPage,
        "nothing of Noor's is open"
    );
    lock(noor);
    let mut both = journal.together();
    both.open_answers(question, &[journal.noor, journal.sam]).unwrap();
    lock_both(both);
    journal.reach_in(|db| {
        let (space, key) = sams.ours(db);
        sams.append(db, space, &key, answer.as_bytes());
    });
    let page = journal.sit(journal.noor).page(question).unwrap();
    let sams_answer = page.answers.iter().find(|answer| answer.author == journal.sam).unwrap();
    assert_eq!(
        sams_answer.text, "More walks.",
        "what was opened stands; a later answer changes nothing"
    );
}
