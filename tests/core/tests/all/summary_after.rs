//! After a session: a summary is a page, and the next one begins with what was agreed on.

use super::*;

#[test]
fn a_finished_summary_is_a_page_and_its_lines_stand() {
    let prepared = Prepared::new();
    let of = prepared.of;
    let mut noor = prepared.journal.sit(prepared.journal.noor);
    noor.finish_practice(of).unwrap();
    let summary = noor.summary(of).unwrap();
    assert!(summary.finished && summary.both_approve(), "finishing changes nothing of it");
    assert_eq!(summary.next, [], "nothing more is written");
    assert_eq!(
        noor.page(of).unwrap().head.kind,
        PageKind::Practice(Practice::Summary),
        "it stands in the timeline"
    );
    let finished = JournalError::BadInput(BadInput::Finished);
    let late = Frame { paper: PaperSize::Letter, ..of_november() };
    assert_eq!(noor.change_frame(of, &late).unwrap_err(), finished, "nor framed anew");
    assert_eq!(
        noor.propose_page(of, prepared.page, false).unwrap_err(),
        finished,
        "nor are pages put on it or taken off"
    );
    lock(noor);
    let hand = prepared.journal.hand_of(prepared.journal.sam);
    let planted = [
        format!(
            r#""kind":"frame","of":"{of}","template":"running-1","paper":"letter","language":"en","from":"2026-11-01","to":"2026-11-30""#
        ),
        format!(r#""kind":"part","of":"{of}","step":"wentWell","turn":9,"text":"Late.""#),
        format!(r#""kind":"proposed","of":"{of}","page":"{of}","yes":true"#),
    ];
    prepared.journal.reach_in(|db| {
        let (space, key) = hand.ours(db);
        for fields in &planted {
            let json = format!(r#"{{"schema":1,"clock":900,{fields}}}"#);
            hand.append(db, space, &key, json.as_bytes());
        }
    });
    prepared.assert_states(
        ApprovalState::Holds,
        ApprovalState::Holds,
        "what is written into a page of the past is not on it",
    );
}

#[test]
fn the_next_summary_is_offered_what_both_agreed_on_after_the_session() {
    let journal = journal_of_two();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut both = journal.together();
    assert_eq!(both.agreed_practice().unwrap(), None, "there was no session");
    for (text, agreed) in [("A walk on Sunday.", true), ("Phones away at nine.", false)] {
        let of = both.begin_practice(noor, Practice::Session, "").unwrap();
        say(&mut both, of, noor, "practice", text);
        if agreed {
            say(&mut both, of, sam, "practiceAgreed", "");
        }
    }
    assert_eq!(
        both.agreed_practice().unwrap().as_deref(),
        Some("A walk on Sunday."),
        "the newest that both agreed on; a proposal is none"
    );
    lock_both(both);
    let alone = journal.sit(sam);
    assert_eq!(alone.agreed_practice().unwrap().as_deref(), Some("A walk on Sunday."), "alone too");
}

#[test]
fn an_agreement_from_before_the_proposal_is_no_practice_both_agreed_on() {
    let journal = journal_of_two();
    let mut both = journal.together();
    let of = both.begin_practice(journal.noor, Practice::Session, "").unwrap();
    lock_both(both);
    for (who, clock, step) in
        [(journal.sam, 900, "practiceAgreed"), (journal.noor, 901, "practice")]
    {
        let hand = journal.hand_of(who);
        let json = format!(
            r#"{{"kind":"part","schema":1,"clock":{clock},"at":"2026-11-02T21:00:00+01:00","of":"{of}","step":"{step}","turn":1,"text":"Sell the boat."}}"#
        );
        journal.reach_in(|db| {
            let (space, key) = hand.ours(db);
            hand.append(db, space, &key, json.as_bytes());
        });
    }
    let sam = journal.sit(journal.sam);
    assert_eq!(sam.agreed_practice().unwrap(), None, "Sam agreed before there was anything");
}

fn say(both: &mut TogetherSitting, of: Link, by: Id, step: &str, text: &str) {
    let words = Words { text: text.into(), ..Words::default() };
    let body = DraftBody::Part { of, step: step.into(), turn: 1, words };
    let draft = both.save_draft(by, None, body).unwrap();
    both.say_part(by, draft.id).unwrap();
}
