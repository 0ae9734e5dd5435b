//! Agreeing to what the other proposed is agreeing to exactly those words: nobody puts others in
//! their place, whatever program they write with.

use super::beginning_taken_back::take_back;
use core_tests::practice::{say, words};
use core_tests::{ChangeRow, Kept, go_on, journal_of_two, lock, lock_both, november};
use duologue_core::journal::{
    DraftBody, Frame, JournalError, PaperSize, Practice, Section, Sitting, Template, Words,
};
use duologue_core::vault::VaultError;
use duologue_core::{Id, Link};

const PROPOSED: &str = "The evenings.";
const OTHER: &str = "Noor's mother.";

/// A summary in which Sam proposed its topic, and at which clock.
struct Proposed {
    journal: Kept,
    of: Link,
    clock: u64,
}

impl Proposed {
    fn by_sam() -> Self {
        let journal = journal_of_two();
        let mut sitting = journal.sit(journal.sam);
        let of = sitting.begin_summary(&of_november()).unwrap();
        share(&mut sitting, of, "topic", PROPOSED);
        lock(sitting);
        let mut proposed = Self { journal, of, clock: 0 };
        proposed.clock = proposed.newest()["clock"].as_u64().unwrap();
        proposed
    }

    /// Where Sam's newest change in Ours stands.
    fn newest_row(&self) -> ChangeRow {
        let sam = self.journal.hand_of(self.journal.sam);
        self.journal.reach_in(|db| {
            let key = sam.ours(db).1;
            ChangeRow::all(db).into_iter().rfind(|row| sam.opens(db, row, &key)).unwrap()
        })
    }

    fn newest(&self) -> serde_json::Value {
        let sam = self.journal.hand_of(self.journal.sam);
        let row = self.newest_row();
        let json = self.journal.reach_in(|db| sam.read(db, &row, &sam.ours(db).1));
        serde_json::from_slice(&json).unwrap()
    }

    fn proposal(&self) -> Link {
        Link::from_slice(&self.newest_row().link).unwrap()
    }

    /// `who` writes a part with a program of their own.
    fn writes(&self, who: Id, clock: u64, step: &str, text: &str, rest: &str) -> Link {
        let (hand, of) = (self.journal.hand_of(who), self.of);
        let json = format!(
            r#"{{"kind":"part","schema":1,"clock":{clock},"at":"2026-11-02T21:00:00+01:00","of":"{of}","step":"{step}","turn":1,"text":"{text}"{rest}}}"#
        );
        self.journal.reach_in(|db| {
            let (space, key) = hand.ours(db);
            hand.append(db, space, &key, json.as_bytes())
        })
    }

    /// What Noor agrees to in the app.
    fn noor_agrees(&self) {
        let mut noor = self.journal.sit(self.journal.noor);
        share(&mut noor, self.of, "topicAgreed", "");
        assert_eq!(self.topic(&noor), PROPOSED, "both stand behind it");
        lock(noor);
    }

    fn topic(&self, sitting: &Sitting) -> String {
        let lines = sitting.summary(self.of).unwrap().content.lines;
        let line = lines.into_iter().find(|line| line.section == Section::Topic).unwrap();
        assert_eq!(line.author, None, "one line of both");
        line.text
    }

    /// What either of them sees as the line of both.
    fn stands(&self) -> String {
        let [noor, sam] = [self.journal.noor, self.journal.sam].map(|who| {
            let sitting = self.journal.sit(who);
            let topic = self.topic(&sitting);
            lock(sitting);
            topic
        });
        assert_eq!(noor, sam, "both see the same");
        noor
    }
}

fn share(sitting: &mut Sitting, of: Link, step: &str, text: &str) {
    share_in_turn(sitting, of, (step, 1), text);
}

fn share_in_turn(sitting: &mut Sitting, of: Link, (step, turn): (&str, u32), text: &str) {
    let words = Words { text: text.into(), ..Words::default() };
    let body = DraftBody::Part { of, step: step.into(), turn, words };
    let draft = sitting.save_draft(None, body).unwrap();
    sitting.say_part(draft.id).unwrap();
}

/// A summary of the whole month.
pub(super) fn of_november() -> Frame {
    Frame {
        template: Template::Running,
        paper: PaperSize::A4,
        language: "en".into(),
        from: november(1),
        to: november(30),
    }
}

#[test]
fn words_put_beside_what_was_agreed_to_are_not_agreed_to() {
    let proposed = Proposed::by_sam();
    proposed.noor_agrees();
    proposed.writes(proposed.journal.sam, proposed.clock, "topic", OTHER, "");
    assert_ne!(proposed.stands(), OTHER, "Noor never saw that, and never agreed to it");
}

#[test]
fn words_put_in_the_place_of_what_was_taken_back_are_not_agreed_to() {
    let proposed = Proposed::by_sam();
    let proposal = proposed.proposal();
    proposed.noor_agrees();
    take_back(&proposed.journal, proposed.journal.sam, proposal);
    proposed.writes(proposed.journal.sam, proposed.clock, "topic", OTHER, "");
    assert_eq!(proposed.stands(), "", "what Noor agreed to is gone, and nothing took its place");
}

#[test]
fn in_an_hour_with_a_counsellor_too_words_put_beside_what_was_agreed_to_are_not_agreed_to() {
    let journal = journal_of_two();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut both = journal.together();
    let of = both.begin_practice(sam, Practice::Session, "").unwrap();
    say(&mut both, of, sam, ("practice", 1), words(PROPOSED)).unwrap();
    say(&mut both, of, noor, ("practiceAgreed", 1), words("")).unwrap();
    both.finish_practice(of).unwrap();
    lock_both(both);
    let proposed = Proposed { journal, of, clock: 1 };
    proposed.writes(sam, 1, "practice", OTHER, "");
    let page = proposed.journal.sit(noor).page(of).unwrap();
    let parts = page.practice.unwrap().parts;
    let agreed: Vec<&str> =
        parts.iter().filter(|part| part.agreed).map(|part| part.words.text.as_str()).collect();
    assert!(parts.iter().any(|part| part.words.text == OTHER), "Sam's other words are there");
    assert_eq!(agreed, [PROPOSED], "Noor agreed to what stood before Noor");
}

#[test]
fn of_two_proposals_in_one_turn_the_newest_can_be_agreed_to_by_its_name() {
    let proposed = Proposed::by_sam();
    proposed.writes(proposed.journal.sam, proposed.clock + 1, "topic", OTHER, "");
    let mut noor = proposed.journal.sit(proposed.journal.noor);
    share(&mut noor, proposed.of, "topicAgreed", "");
    assert_eq!(proposed.topic(&noor), OTHER, "these words stood before Noor, and no others");
    lock(noor);
}

#[test]
fn what_the_app_writes_names_the_proposal() {
    let proposed = Proposed::by_sam();
    let proposal = proposed.proposal();
    proposed.noor_agrees();
    let noor = proposed.journal.hand_of(proposed.journal.noor);
    let written = proposed.journal.reach_in(|db| {
        let key = noor.ours(db).1;
        let row = ChangeRow::all(db).into_iter().rfind(|row| {
            noor.opens(db, row, &key)
                && noor.read(db, row, &key).windows(11).any(|at| at == b"topicAgreed")
        });
        noor.read(db, &row.unwrap(), &key)
    });
    let written: serde_json::Value = serde_json::from_slice(&written).unwrap();
    assert_eq!(written["agreesTo"], proposal.to_string(), "as docs/format.md says");
}

#[test]
fn an_agreement_from_before_they_named_anything_counts_for_the_only_proposal_of_its_turn() {
    let proposed = Proposed::by_sam();
    proposed.writes(proposed.journal.noor, proposed.clock + 1, "topicAgreed", "", "");
    assert_eq!(proposed.stands(), PROPOSED, "journals of earlier versions say the same as ever");
    proposed.writes(proposed.journal.sam, proposed.clock, "topic", OTHER, "");
    assert_eq!(proposed.stands(), "", "of two nobody knows which was agreed to");
}

#[test]
fn an_agreement_counts_for_nothing_but_a_proposal_of_the_other_in_its_step() {
    for (who, step) in [("sam", "topicAgreed"), ("noor", "loopAgreed"), ("noor", "agreed")] {
        let proposed = Proposed::by_sam();
        let rest = format!(r#","agreesTo":"{}""#, proposed.proposal());
        let by = if who == "sam" { proposed.journal.sam } else { proposed.journal.noor };
        proposed.writes(by, proposed.clock + 1, step, "", &rest);
        assert_eq!(proposed.stands(), "", "{step} by {who} agrees to nothing");
    }
}

#[test]
fn an_agreement_that_names_what_is_not_there_counts_for_nothing() {
    let proposed = Proposed::by_sam();
    let rest = format!(r#","agreesTo":"{}""#, "5".repeat(64));
    proposed.writes(proposed.journal.noor, proposed.clock + 1, "topicAgreed", "", &rest);
    assert_eq!(proposed.stands(), "", "it says exactly what it agrees to, and that is not here");
}

#[test]
fn what_was_agreed_to_before_does_not_come_back_when_what_took_its_place_is_taken_back() {
    let proposed = Proposed::by_sam();
    proposed.noor_agrees();
    let mut sam = proposed.journal.sit(proposed.journal.sam);
    share_in_turn(&mut sam, proposed.of, ("topic", 2), OTHER);
    lock(sam);
    let other = proposed.proposal();
    let mut noor = proposed.journal.sit(proposed.journal.noor);
    share_in_turn(&mut noor, proposed.of, ("topicAgreed", 2), "");
    assert_eq!(proposed.topic(&noor), OTHER, "both stand behind it now");
    lock(noor);
    take_back(&proposed.journal, proposed.journal.sam, other);
    assert_eq!(proposed.stands(), "", "Noor agreed to something else since");
}

#[test]
fn agreeing_waits_until_an_older_journal_is_brought_up_to_date_and_the_draft_is_kept() {
    let proposed = Proposed::by_sam();
    let stamp = "UPDATE vault SET format = 1";
    proposed.journal.reach_in(|db| db.execute_batch(stamp).unwrap());
    let mut noor = proposed.journal.sit(proposed.journal.noor);
    let (of, step, words) = (proposed.of, "topicAgreed".to_owned(), Words::default());
    let draft = noor.save_draft(None, DraftBody::Part { of, step, turn: 1, words }).unwrap();
    let refused = noor.say_part(draft.id).unwrap_err();
    assert_eq!(
        refused,
        JournalError::Vault(VaultError::OlderVersion),
        "a program of then would not understand it"
    );
    noor.bring_up_to_date(&mut go_on).unwrap();
    noor.say_part(draft.id).unwrap();
    assert_eq!(proposed.topic(&noor), PROPOSED, "now it is");
    lock(noor);
}
