//! Whoever began something both did takes the beginning back, with a program of their own: what the
//! other wrote in it stays theirs, and they find it again.

use super::agreeing::of_november;
use super::questions::{both_sealed, seal};
use core_tests::practice::{part, say, words};
use core_tests::{ChangeRow, Kept, journal_of_two, listed, lock, lock_both};
use duologue_core::journal::{Alarm, BadInput, DraftBody, JournalError, Practice};
use duologue_core::practice::LeftWords;
use duologue_core::{Id, Link};

/// `who` takes a change of theirs in Ours back for good, past the app.
pub(super) fn take_back(journal: &Kept, who: Id, change: Link) {
    let hand = journal.hand_of(who);
    journal.reach_in(|db| {
        let row = ChangeRow::of(db, change);
        let (space, key) = hand.ours(db);
        let log: Vec<u8> = db
            .query_row("SELECT id FROM log WHERE n = ?", [row.id >> 40], |row| row.get(0))
            .unwrap();
        let json = format!(
            r#"{{"kind":"erase","schema":1,"clock":99,"at":"2026-11-02T22:00:00+01:00","what":[["{}",{}]]}}"#,
            hex::encode(log),
            row.id & 0xFF_FFFF_FFFF
        );
        hand.append(db, space, &key, json.as_bytes());
        db.execute("UPDATE change SET blob = NULL WHERE id = ?", [row.id]).unwrap();
    });
}

/// The newest change of `who` in Ours of this kind.
pub(super) fn newest(journal: &Kept, who: Id, kind: &str) -> Link {
    let hand = journal.hand_of(who);
    journal.reach_in(|db| {
        let key = hand.ours(db).1;
        let is_it = |row: &ChangeRow| {
            hand.opens(db, row, &key)
                && serde_json::from_slice::<serde_json::Value>(&hand.read(db, row, &key))
                    .is_ok_and(|json| json["kind"] == kind)
        };
        let author = |row: &ChangeRow| -> Vec<u8> {
            let find = "SELECT author FROM log WHERE n = ?";
            db.query_row(find, [row.id >> 40], |found| found.get(0)).unwrap()
        };
        let own = ChangeRow::all(db).into_iter().filter(|row| author(row) == who.0);
        let row = own.rev().find(is_it).unwrap();
        Link::from_slice(&row.link).unwrap()
    })
}

/// Noor finds exactly these words again, and makes a page of her own of them.
pub(super) fn noor_finds(journal: &Kept, left: &LeftWords) {
    let mut noor = journal.sit(journal.noor);
    assert_eq!(noor.alarms(), [], "taking back is no damage");
    assert_eq!(noor.left_words(), std::slice::from_ref(left), "what Noor wrote is Noor's");
    let empty = noor.free_left(left.of, " \n");
    assert_eq!(empty, Err(BadInput::Empty.into()), "words are not given away for nothing");
    let draft = noor.free_left(left.of, "all of it").unwrap();
    assert_eq!(noor.drafts().unwrap(), [draft], "as a draft of Noor's own");
    assert_eq!(noor.left_words(), [], "and it is found once");
    assert_eq!(noor.free_left(left.of, "again"), Err(JournalError::NoSuchPage), "once");
    lock(noor);
    for who in [journal.noor, journal.sam] {
        let sitting = journal.sit(who);
        // Sam's program wrote past the witness, which Sam alone is told.
        assert_eq!(sitting.alarms().is_empty(), who == journal.noor, "no damage: {who}");
        assert_eq!(listed(&sitting).len(), 1, "one mark says that something was taken back");
        lock(sitting);
    }
}

/// A question of Sam's that both opened, and what Noor replied.
pub(super) fn opened_and_replied() -> (Kept, Link, DraftBody) {
    let (journal, question) = both_sealed();
    let mut both = journal.together();
    both.open_answers(question, &[journal.sam, journal.noor]).unwrap();
    lock_both(both);
    let reply = DraftBody::Reply { question, text: "I heard that.".into() };
    let mut noor = journal.sit(journal.noor);
    let draft = noor.save_draft(None, reply.clone()).unwrap();
    noor.reply(draft.id).unwrap();
    lock(noor);
    (journal, question, reply)
}

#[test]
fn what_was_said_in_a_talk_is_found_again() {
    let journal = journal_of_two();
    let mut both = journal.together();
    let of = both.begin_practice(journal.sam, Practice::Openly, "The dishes").unwrap();
    say(&mut both, of, journal.noor, ("said", 1), words("I was alone with it.")).unwrap();
    both.pause_practice(of, 30).unwrap();
    lock_both(both);
    take_back(&journal, journal.sam, of);
    let bodies = vec![part(of, "said", 1, words("I was alone with it."))];
    noor_finds(&journal, &LeftWords { of, bodies, said: true });
}

#[test]
fn what_was_sealed_in_a_view_is_found_again() {
    let journal = journal_of_two();
    let mut both = journal.together();
    let of = both.begin_practice(journal.sam, Practice::Understand, "Sunday").unwrap();
    lock_both(both);
    let mut noor = journal.sit(journal.noor);
    noor.save_draft(None, part(of, "happened", 0, words("The door."))).unwrap();
    noor.seal_parts(of).unwrap();
    lock(noor);
    take_back(&journal, journal.sam, of);
    let bodies = vec![part(of, "happened", 0, words("The door."))];
    noor_finds(&journal, &LeftWords { of, bodies, said: false });
}

#[test]
fn the_lines_of_a_summary_are_found_again() {
    let journal = journal_of_two();
    let mut sam = journal.sit(journal.sam);
    let of = sam.begin_summary(&of_november()).unwrap();
    lock(sam);
    let mut noor = journal.sit(journal.noor);
    let line = part(of, "wentWell", 1, words("The lake."));
    let draft = noor.save_draft(None, line.clone()).unwrap();
    noor.say_part(draft.id).unwrap();
    lock(noor);
    take_back(&journal, journal.sam, of);
    noor_finds(&journal, &LeftWords { of, bodies: vec![line], said: true });
}

#[test]
fn an_answer_and_a_reply_to_a_question_are_found_again() {
    let (journal, question, reply) = opened_and_replied();
    take_back(&journal, journal.sam, question);
    let answer = DraftBody::Answer { question, text: "More silence.".into(), in_person: false };
    let left = LeftWords { of: question, bodies: vec![answer, reply], said: true };
    noor_finds(&journal, &left);
}

#[test]
fn a_beginning_that_was_spoilt_as_it_was_taken_back_is_told_as_damaged() {
    for spoilt in ["space = 999", "content_hash = x'00'", "link = x'00'", "sig = x'00'"] {
        let (journal, question, _) = opened_and_replied();
        take_back(&journal, journal.sam, question);
        let sql = format!("UPDATE change SET {spoilt} WHERE link = ?");
        journal.reach_in(|db| db.execute(&sql, [&question.0[..]]).unwrap());
        let noor = journal.sit(journal.noor);
        let told = noor.alarms().iter().any(|alarm| matches!(alarm, Alarm::Damaged(1)));
        let found = !noor.left_words().is_empty();
        assert!(told || found, "{spoilt}: Noor's answer is gone, and nobody says so");
        lock(noor);
    }
}

#[test]
fn answers_that_were_opened_stay_open_when_the_word_of_it_is_taken_back() {
    let (journal, question) = both_sealed();
    let mut both = journal.together();
    let page = both.open_answers(question, &[journal.sam, journal.noor]).unwrap();
    lock_both(both);
    let opened_by = journal.noor.min(journal.sam);
    take_back(&journal, opened_by, newest(&journal, opened_by, "opened"));
    for who in [journal.noor, journal.sam] {
        let sitting = journal.sit(who);
        assert_eq!(sitting.page(question).unwrap().answers, page.answers, "both answers");
        assert_eq!(sitting.questions().unwrap(), [], "and nothing to open again");
        lock(sitting);
    }
}

#[test]
fn a_reply_is_found_again_when_the_other_takes_their_answer_back() {
    let (journal, question, reply) = opened_and_replied();
    take_back(&journal, journal.sam, newest(&journal, journal.sam, "answer"));
    let noor = journal.sit(journal.noor);
    let left = LeftWords { of: question, bodies: vec![reply], said: true };
    assert_eq!(
        noor.left_words(),
        [left],
        "the answer is on the table again, sealed; the reply here"
    );
    assert_eq!(noor.questions().unwrap().len(), 1, "with the question");
}

#[test]
fn of_a_beginning_that_is_damaged_nothing_is_left_over() {
    let journal = journal_of_two();
    let mut both = journal.together();
    let of = both.begin_practice(journal.sam, Practice::Openly, "The dishes").unwrap();
    say(&mut both, of, journal.noor, ("said", 1), words("I was alone with it.")).unwrap();
    lock_both(both);
    journal.reach_in(|db| {
        let row = ChangeRow::of(db, of);
        db.execute("UPDATE change SET blob = zeroblob(length(blob)) WHERE id = ?", [row.id])
            .unwrap();
    });
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.left_words(), [], "a backup may have it whole: then it stands where it stood");
    assert!(!noor.alarms().is_empty(), "and the damage is told");
}

#[test]
fn nobody_frees_what_stands_where_it_was_said() {
    let journal = journal_of_two();
    let mut both = journal.together();
    let of = both.begin_practice(journal.sam, Practice::Openly, "The dishes").unwrap();
    say(&mut both, of, journal.noor, ("said", 1), words("I was alone with it.")).unwrap();
    lock_both(both);
    let mut noor = journal.sit(journal.noor);
    let question = noor.put_question("Why?", None).unwrap();
    seal(&mut noor, question, "Because.");
    for place in [of, question] {
        assert_eq!(noor.free_left(place, "mine"), Err(JournalError::NoSuchPage), "it has a place");
    }
}
