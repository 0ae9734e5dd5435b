//! What somebody put there and takes off again: a question on the table, an idea or a question of
//! their own; and a practice in which nothing was said, put away.

use core_tests::practice::{part, say, words};
use core_tests::{Kept, journal_of_two, listed, listed_together, lock, lock_both};
use duologue_core::Link;
use duologue_core::journal::{
    BadInput, Depth, DraftBody, JournalError, Own, Practice, Sitting, Space,
};
use duologue_core::practice::LeftWords;

fn seal(sitting: &mut Sitting, question: Link, text: &str) {
    let body = DraftBody::Answer { question, text: text.into(), in_person: false };
    let draft = sitting.save_draft(None, body).unwrap();
    sitting.seal_answer(draft.id).unwrap();
}

/// Whether anybody's keys open these words.
fn kept(journal: &Kept, words: &str) -> bool {
    [journal.noor, journal.sam].into_iter().any(|who| {
        let hand = journal.hand_of(who);
        let texts = journal.reach_in(|db| hand.everything(db));
        texts.iter().any(|text| String::from_utf8_lossy(text).contains(words))
    })
}

#[test]
fn a_question_is_taken_off_the_table_by_who_put_it_there_and_leaves_a_mark() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let question = noor.put_question("What did you dread?", Some("dread".into())).unwrap();
    seal(&mut noor, question, "The stairs.");
    lock(noor);
    let mut sam = journal.sit(journal.sam);
    seal(&mut sam, question, "The letter.");
    assert_eq!(sam.hide_page(question), Err(JournalError::NotYours), "it is Noor's");
    assert_eq!(sam.erase_page(question), Err(JournalError::NotYours), "it is Noor's");
    lock(sam);

    let mut noor = journal.sit(journal.noor);
    noor.hide_page(question).unwrap();
    assert_eq!(noor.questions().unwrap(), [], "out of sight");
    noor.show_page(question);
    assert_eq!(noor.questions().unwrap().len(), 1, "it can be undone");
    assert_eq!(noor.left_words(), [], "and so far nothing is left over");
    noor.erase_page(question).unwrap();
    for read_anew in [false, true] {
        if read_anew {
            lock(noor);
            noor = journal.sit(journal.noor);
        }
        assert_eq!(noor.questions().unwrap(), [], "read anew: {read_anew}");
        let marks = listed(&noor);
        let [mark] = &marks[..] else { panic!("one mark: {marks:?}") };
        assert!(
            mark.taken_back && mark.space == Space::Ours && mark.excerpt.is_empty(),
            "{mark:?}"
        );
        assert_eq!(noor.alarms(), [], "it is no damage");
    }
    assert_eq!(noor.erase_page(question), Err(JournalError::NoSuchPage), "once");
    lock(noor);
    assert!(!kept(&journal, "What did you dread?"), "its words are gone");

    for (who, text) in [(journal.noor, "The stairs."), (journal.sam, "The letter.")] {
        let mut sitting = journal.sit(who);
        let body = DraftBody::Answer { question, text: text.into(), in_person: false };
        let left = LeftWords { of: question, bodies: vec![body], said: false };
        assert_eq!(sitting.left_words(), [left], "what was sealed is its writer's");
        let draft = sitting.free_left(question, text).unwrap();
        assert_eq!(sitting.drafts().unwrap(), [draft], "as a draft of their own");
        assert_eq!(sitting.left_words(), [], "and sealed no more");
        lock(sitting);
        assert_eq!(journal.sit(who).alarms(), [], "which is no damage either");
    }
    let both = journal.together();
    assert_eq!(both.questions(), [], "there is nothing to open");
    assert_eq!(listed_together(&both).len(), 1, "both see the mark");
}

#[test]
fn an_answer_to_a_question_that_is_gone_becomes_a_draft_of_ones_own() {
    let journal = journal_of_two();
    let mut sam = journal.sit(journal.sam);
    let question = sam.put_question("Where to?", None).unwrap();
    lock(sam);
    let mut noor = journal.sit(journal.noor);
    let body = DraftBody::Answer { question, text: "North.".into(), in_person: false };
    let draft = noor.save_draft(None, body).unwrap();
    let refused = noor.free_drafts(&[draft.id], "North.");
    assert_eq!(refused, Err(JournalError::BadInput(BadInput::NotThisKind)), "it has its place");
    lock(noor);
    let mut sam = journal.sit(journal.sam);
    sam.erase_page(question).unwrap();
    lock(sam);
    let mut noor = journal.sit(journal.noor);
    let freed = noor.free_drafts(&[draft.id], "North.").unwrap();
    assert!(matches!(freed.body, DraftBody::Page { ours: false, .. }), "in Mine: {freed:?}");
}

#[test]
fn an_opened_question_is_of_both_and_stays() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let question = noor.put_question("Where to?", None).unwrap();
    seal(&mut noor, question, "North.");
    lock(noor);
    let mut sam = journal.sit(journal.sam);
    seal(&mut sam, question, "South.");
    lock(sam);
    let mut both = journal.together();
    both.open_answers(question, &[journal.noor, journal.sam]).unwrap();
    lock_both(both);
    let mut noor = journal.sit(journal.noor);
    let refused = Err(JournalError::BadInput(BadInput::NotThisKind));
    assert_eq!(noor.erase_page(question), refused, "both answers stand in it");
}

#[test]
fn an_idea_of_ours_is_taken_off_by_its_author_and_a_question_of_mine_is_deleted() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let idea = noor.add_own(Own::Idea { text: "Row to the reed island".into() }).unwrap();
    let own = Own::Question { text: "What do you hide?".into(), depth: Depth::Tender };
    let question = noor.add_own(own).unwrap();
    lock(noor);
    let mut sam = journal.sit(journal.sam);
    assert_eq!(sam.erase_page(idea), Err(JournalError::NotYours), "the idea is Noor's");
    assert_eq!(sam.erase_page(question), Err(JournalError::NoSuchPage), "the question unheard of");
    lock(sam);
    let mut noor = journal.sit(journal.noor);
    noor.erase_page(question).unwrap();
    assert_eq!(noor.own_content().unwrap().len(), 1, "the idea is left");
    assert_eq!(listed(&noor), [], "in Mine deleting leaves nothing");
    noor.hide_page(idea).unwrap();
    assert_eq!(noor.own_content().unwrap(), [], "out of sight");
    lock(noor);
    let noor = journal.sit(journal.noor);
    assert_eq!(
        (noor.own_content().unwrap(), noor.alarms()),
        (vec![], vec![]),
        "gone with the lock"
    );
    assert!(listed(&noor)[0].taken_back, "of what stood in Ours a mark is left");
    lock(noor);
    for gone in ["reed island", "What do you hide?"] {
        assert!(!kept(&journal, gone), "{gone:?} is nowhere any more");
    }
    assert_eq!(journal.sit(journal.sam).own_content().unwrap(), [], "nor in Sam's list");
}

#[test]
fn a_practice_in_which_nothing_was_said_is_put_away_and_is_no_page() {
    let journal = journal_of_two();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut alone = journal.sit(noor);
    let of = alone.begin_practice(Practice::Understand, "The keys").unwrap();
    alone.save_draft(None, part(of, "happened", 0, words("I came home."))).unwrap();
    alone.seal_parts(of).unwrap();
    lock(alone);
    let mut both = journal.together();
    both.pause_practice(of, 20).unwrap();
    both.put_away_practice(of).unwrap();
    assert_eq!(both.begun_practices().unwrap(), [], "under way no more");
    assert_eq!(listed_together(&both), [], "and no page");
    assert!(both.put_away_practice(of).is_err(), "once");
    lock_both(both);
    for who in [noor, sam] {
        let sitting = journal.sit(who);
        assert_eq!(sitting.begun_practices().unwrap(), [], "also when it is read anew");
        assert_eq!((listed(&sitting), sitting.alarms()), (vec![], vec![]), "and for each alone");
        assert_eq!(
            sitting.left_words().len(),
            usize::from(who == noor),
            "what Noor sealed is hers"
        );
    }
}

#[test]
fn what_is_said_in_is_finished_and_not_put_away_and_a_summary_neither() {
    let journal = journal_of_two();
    let mut both = journal.together();
    let of = both.begin_practice(journal.noor, Practice::SitDown, "").unwrap();
    assert!(both.finish_practice(of).is_err(), "there is nothing to make a page of");
    say(&mut both, of, journal.sam, ("wish", 1), words("A walk.")).unwrap();
    let refused = Err(JournalError::BadInput(BadInput::NotThisKind));
    assert_eq!(both.put_away_practice(of), refused, "somebody said something");
    both.finish_practice(of).unwrap();
    assert!(both.page(of).is_ok(), "it is a page");
}

#[test]
fn the_moment_alone_is_kept_when_one_stops_there() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let long = "When the plate broke. ".repeat(60);
    let body = |about: &str| DraftBody::Alone {
        practice: Practice::Witness,
        about: about.into(),
        parts: vec![("wish".into(), words(" "))],
    };
    let blank = noor.save_draft(None, body("  ")).unwrap();
    let refused = Err(JournalError::BadInput(BadInput::Empty));
    assert_eq!(noor.keep_alone(blank.id), refused, "nothing is written");
    let draft = noor.save_draft(None, body(&long)).unwrap();
    let page = noor.keep_alone(draft.id).unwrap();
    lock(noor);
    let noor = journal.sit(journal.noor);
    let kept = noor.page(page).unwrap();
    assert_eq!(kept.practice.unwrap().about, long.trim(), "however long it is");
    assert_eq!(kept.head.authors, [journal.noor], "and it is Noor's");
}
