//! Marks and depths: each one's own, and what both together may learn of them.

use core_tests::{journal_of_two, listed, lock, lock_both};
use duologue_core::Id;
use duologue_core::journal::{BadInput, Depth, DraftBody, JournalError, Mark, Own};
use duologue_core::practice::LibraryQuestion;
use std::collections::BTreeMap;

const DEPTHS: [Depth; 3] = [Depth::Everyday, Depth::Meaningful, Depth::Tender];

fn library() -> Vec<LibraryQuestion> {
    let of =
        |depth: Depth| (0..6).map(move |n| LibraryQuestion { id: format!("{depth:?}{n}"), depth });
    DEPTHS.into_iter().flat_map(of).collect()
}

/// How often each depth is drawn in `draws`, after these two private choices.
fn drawn(noors: Depth, sams: Depth, draws: usize) -> BTreeMap<Depth, usize> {
    let journal = journal_of_two();
    for (who, depth) in [(journal.noor, noors), (journal.sam, sams)] {
        let mut sitting = journal.sit(who);
        sitting.choose_depth(depth).unwrap();
        assert_eq!(sitting.depth(), depth, "one's own choice");
        lock(sitting);
    }
    let library = library();
    let mut both = journal.together();
    let mut counts = BTreeMap::new();
    for _ in 0..draws {
        let id = both.draw_question(&library).unwrap();
        let depth = library.iter().find(|one| one.id == id).unwrap().depth;
        *counts.entry(depth).or_insert(0) += 1;
    }
    counts
}

#[test]
fn only_what_both_like_or_might_like_is_ever_shown() {
    let journal = journal_of_two();
    let marks = [
        ("both-yes", Mark::Yes, Mark::Yes),
        ("yes-and-maybe", Mark::Yes, Mark::Maybe),
        ("both-maybe", Mark::Maybe, Mark::Maybe),
        ("yes-and-not-now", Mark::Yes, Mark::NotNow),
        ("not-now-and-maybe", Mark::NotNow, Mark::Maybe),
        ("both-not-now", Mark::NotNow, Mark::NotNow),
    ];
    for (who, first) in [(journal.noor, true), (journal.sam, false)] {
        let mut sitting = journal.sit(who);
        for (idea, noors, sams) in marks {
            sitting.mark_idea(idea, if first { noors } else { sams }).unwrap();
        }
        sitting.mark_idea(if first { "only-noor" } else { "only-sam" }, Mark::Yes).unwrap();
        assert_eq!(sitting.marked_ideas().len(), 7, "one's own marks, nobody else's");
        lock(sitting);
    }
    let both = journal.together();
    assert_eq!(
        both.mutual_ideas(),
        ["both-maybe", "both-yes", "yes-and-maybe"],
        "in the order of their names: neither who nor how much shows"
    );
}

#[test]
fn the_newest_mark_counts() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    noor.mark_idea("walk", Mark::Yes).unwrap();
    noor.mark_idea("walk", Mark::NotNow).unwrap();
    assert_eq!(noor.marked_ideas(), [("walk".to_owned(), Mark::NotNow)], "changed one's mind");
    lock(noor);
    assert_eq!(
        journal.sit(journal.noor).marked_ideas(),
        [("walk".to_owned(), Mark::NotNow)],
        "also after unlocking again"
    );
    let too_long = "x".repeat(65);
    let mut noor = journal.sit(journal.noor);
    for idea in ["", too_long.as_str()] {
        assert_eq!(
            noor.mark_idea(idea, Mark::Yes),
            Err(JournalError::BadInput(BadInput::Idea)),
            "{idea}"
        );
    }
}

#[test]
fn marks_depths_and_own_questions_show_the_partner_nothing() {
    let journal = journal_of_two();
    let seen = |who: Id| {
        let sitting = journal.sit(who);
        let all = (
            listed(&sitting),
            sitting.marked_ideas(),
            sitting.depth(),
            sitting.own_content().unwrap(),
            sitting.begun_practices().unwrap(),
        );
        lock(sitting);
        all
    };
    let before = seen(journal.sam);
    let mut noor = journal.sit(journal.noor);
    noor.mark_idea("walk", Mark::Yes).unwrap();
    noor.choose_depth(Depth::Tender).unwrap();
    noor.add_own(Own::Question { text: "Where to?".into(), depth: Depth::Tender }).unwrap();
    lock(noor);
    assert_eq!(seen(journal.sam), before, "what Noor chose is Noor's");
}

#[test]
fn an_idea_of_our_own_is_in_ours_and_a_question_in_mine() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    noor.add_own(Own::Idea { text: "  Row on the lake ".into() }).unwrap();
    noor.add_own(Own::Question { text: "Where to?".into(), depth: Depth::Tender }).unwrap();
    let endless = "x".repeat(601);
    let bad = [("", BadInput::Empty), ("  ", BadInput::Empty), (&*endless, BadInput::TooLong)];
    for (text, why) in bad {
        let refused = noor.add_own(Own::Idea { text: text.into() });
        assert_eq!(refused, Err(JournalError::BadInput(why)), "empty or endless");
    }
    assert_eq!(noor.own_content().unwrap().len(), 2, "Noor has both");
    lock(noor);
    let sams = journal.sit(journal.sam).own_content().unwrap();
    assert_eq!(sams.len(), 1, "Sam has the idea");
    assert_eq!(sams[0].own, Own::Idea { text: "Row on the lake".into() }, "in its own words");
    let mut both = journal.together();
    assert_eq!(both.own_content().unwrap(), sams, "so do both together");
    let question = Own::Question { text: "Where to?".into(), depth: Depth::Tender };
    assert!(both.add_own(journal.sam, question).is_err(), "a private question is written alone");
    lock_both(both);
}

#[test]
fn a_draw_keeps_to_the_shallower_choice_whoevers_it_is() {
    for shallower in DEPTHS {
        for deeper in DEPTHS.into_iter().filter(|depth| *depth >= shallower) {
            let allowed: Vec<Depth> =
                DEPTHS.into_iter().filter(|depth| *depth <= shallower).collect();
            let one = drawn(shallower, deeper, 300);
            let other = drawn(deeper, shallower, 300);
            for counts in [&one, &other] {
                assert_eq!(counts.keys().copied().collect::<Vec<_>>(), allowed, "{shallower:?}");
            }
        }
    }
}

/// With the same choices exchanged, and with any deeper second choice, every depth comes as often:
/// a draw is worth the same to whoever tries to read the other's choice from it.
#[test]
fn no_single_draw_tells_whose_choice_it_was() {
    const DRAWS: usize = 3000;
    let evenly = DRAWS as f64 / 2.0;
    // Five standard deviations of a fair coin: by chance alone once in some millions of runs.
    let far = 5.0 * (DRAWS as f64 / 4.0).sqrt();
    for (noors, sams) in [
        (Depth::Meaningful, Depth::Meaningful),
        (Depth::Meaningful, Depth::Tender),
        (Depth::Tender, Depth::Meaningful),
    ] {
        let counts = drawn(noors, sams, DRAWS);
        for depth in [Depth::Everyday, Depth::Meaningful] {
            let off = (counts[&depth] as f64 - evenly).abs();
            assert!(off < far, "{noors:?} and {sams:?}: {depth:?} {} times", counts[&depth]);
        }
    }
}

#[test]
fn nothing_comes_back_before_everything_was_asked_and_six_months_have_passed() {
    let journal = journal_of_two();
    let library: Vec<_> =
        library().into_iter().filter(|one| one.depth == Depth::Everyday).collect();
    let mut both = journal.together();
    let mut asked = Vec::new();
    for _ in &library {
        let id = both.draw_question(&library).unwrap();
        assert!(!asked.contains(&id), "{id} was on the table already");
        both.put_question(journal.sam, &id, Some(id.clone())).unwrap();
        asked.push(id);
    }
    assert_eq!(both.draw_question(&library), None, "all were asked a moment ago");
    lock_both(both);
    journal.world.set_now("2027-05-01T21:00:00+01:00");
    assert_eq!(journal.together().draw_question(&library), None, "not within six months");
    journal.world.set_now("2027-05-02T21:00:00+01:00");
    assert!(journal.together().draw_question(&library).is_some(), "after six months");
}

#[test]
fn alone_a_question_that_was_opened_is_not_offered_again_the_same_evening() {
    let journal = journal_of_two();
    let library = library();
    let mut noor = journal.sit(journal.noor);
    assert_eq!(noor.rested_questions(&library).len(), library.len(), "nothing was asked yet");
    let id = library[0].id.clone();
    let question = noor.put_question("Why?", Some(id.clone())).unwrap();
    assert!(!noor.rested_questions(&library).contains(&id), "it lies on the table");
    lock(noor);
    for who in [journal.noor, journal.sam] {
        let mut sitting = journal.sit(who);
        let body = DraftBody::Answer { question, text: "Because.".into(), in_person: false };
        let draft = sitting.save_draft(None, body).unwrap();
        sitting.seal_answer(draft.id).unwrap();
        lock(sitting);
    }
    let mut both = journal.together();
    both.open_answers(question, &[journal.noor, journal.sam]).unwrap();
    lock_both(both);
    assert!(
        !journal.sit(journal.sam).rested_questions(&library).contains(&id),
        "opened this evening, it does not come back this evening"
    );
}

#[test]
fn a_draw_from_nothing_is_none() {
    let journal = journal_of_two();
    assert_eq!(journal.together().draw_question(&[]), None, "an empty library");
}
