//! The counselling summary: lines, what both stand behind, and approvals of exactly what prints.

#[path = "summary_after.rs"]
mod after;
#[path = "summary_approving.rs"]
mod approving;
#[path = "summary_bytes.rs"]
mod bytes;
#[path = "summary_forging.rs"]
mod forging;

use super::agreeing::of_november;
use core_tests::{Hand, Kept, journal_of_one, journal_of_two, lock, lock_both, november, refused};
use duologue_core::crypto::pages_hash;
use duologue_core::journal::{
    BadInput, DraftBody, Frame, JournalError, PageKind, PaperSize, Practice, Section, Sitting,
    Template, TogetherSitting, Words,
};
use duologue_core::practice::{ApprovalState, LineOf, Standing, Summary};
use duologue_core::{Id, Link};
use rusqlite::Connection;

const SEEN: [&str; 1] = ["<svg>the very page</svg>"];

fn line(of: Link, section: Section, turn: u32, text: &str) -> DraftBody {
    DraftBody::Part {
        of,
        step: section.step().into(),
        turn,
        words: Words { text: text.into(), ..Words::default() },
    }
}

/// Says a line on one's own turn.
#[track_caller]
fn share(sitting: &mut Sitting, of: Link, section: Section, turn: u32, text: &str) {
    let draft = sitting.save_draft(None, line(of, section, turn, text)).unwrap();
    sitting.say_part(draft.id).unwrap();
}

/// The other agrees to what was proposed in `turn`.
#[track_caller]
fn agree(sitting: &mut Sitting, of: Link, section: Section, turn: u32) {
    let step = section.agreed_step().unwrap().to_owned();
    let body = DraftBody::Part { of, step, turn, words: Words::default() };
    let draft = sitting.save_draft(None, body).unwrap();
    sitting.say_part(draft.id).unwrap();
}

/// Approves what stands there, with the passphrase asked again.
fn approve(journal: &Kept, sitting: &mut Sitting, of: Link) -> Result<Summary, JournalError> {
    let passphrase = journal.passphrase_of(sitting.me()).to_owned();
    let proof = sitting.own_challenge().unwrap().answer(&passphrase, None).unwrap();
    let content = sitting.summary(of).unwrap().hash;
    sitting.approve_summary(of, content, pages_hash(&SEEN), &proof)
}

fn state(summary: &Summary, who: Id) -> ApprovalState {
    summary.approvals.iter().find(|approval| approval.partner == who).unwrap().state
}

fn text_of(summary: &Summary, section: Section, author: Option<Id>) -> &str {
    let lines = &summary.content.lines;
    &lines.iter().find(|line| line.section == section && line.author == author).unwrap().text
}

/// A summary with a line of each, an agreed topic and a page, approved by both.
struct Prepared {
    journal: Kept,
    of: Link,
    page: Link,
}

impl Prepared {
    fn new() -> Self {
        Self::in_journal(journal_of_two())
    }

    fn in_journal(journal: Kept) -> Self {
        let mut noor = journal.sit(journal.noor);
        let page = noor.write_page(true, november(2), "We walked.", &[]).unwrap();
        let of = noor.begin_summary(&of_november()).unwrap();
        share(&mut noor, of, Section::WentWell, 1, "The walks.");
        share(&mut noor, of, Section::Topic, 1, "The evenings.");
        noor.propose_page(of, page, true).unwrap();
        lock(noor);
        let mut sam = journal.sit(journal.sam);
        share(&mut sam, of, Section::WentWell, 1, "That we talked.");
        agree(&mut sam, of, Section::Topic, 1);
        approve(&journal, &mut sam, of).unwrap();
        lock(sam);
        let mut noor = journal.sit(journal.noor);
        assert!(approve(&journal, &mut noor, of).unwrap().both_approve(), "both stand behind it");
        lock(noor);
        Self { journal, of, page }
    }

    /// As each of both sees it.
    fn seen_by_each(&self) -> [Summary; 2] {
        [self.journal.noor, self.journal.sam].map(|who| {
            let sitting = self.journal.sit(who);
            let summary = sitting.summary(self.of).unwrap();
            lock(sitting);
            summary
        })
    }

    #[track_caller]
    fn assert_states(&self, noors: ApprovalState, sams: ApprovalState, why: &str) {
        for seen in self.seen_by_each() {
            let states = (state(&seen, self.journal.noor), state(&seen, self.journal.sam));
            assert_eq!(states, (noors, sams), "{why}");
        }
        let both = self.journal.together();
        let seen = both.summary(self.of).unwrap();
        let states = (state(&seen, self.journal.noor), state(&seen, self.journal.sam));
        assert_eq!(states, (noors, sams), "{why}, also Together");
        lock_both(both);
    }

    /// Both approvals hold, `change` is made by `who`, and neither holds any more.
    #[track_caller]
    fn assert_clears_both(&self, who: Id, change: impl FnOnce(&mut Sitting), why: &str) {
        let mut sitting = self.journal.sit(who);
        assert!(sitting.summary(self.of).unwrap().both_approve(), "before: {why}");
        change(&mut sitting);
        lock(sitting);
        self.assert_states(ApprovalState::Changed, ApprovalState::Changed, why);
    }

    /// Somebody writes an approval past the app.
    fn plant(&self, author: Id, what: &str) {
        let hand = self.journal.hand_of(author);
        let json = format!(
            r#"{{"kind":"approval","schema":1,"clock":900,"at":"2026-11-02T21:00:00+01:00","of":"{}",{what}}}"#,
            self.of
        );
        self.journal.reach_in(|db| {
            let (space, key) = hand.ours(db);
            hand.append(db, space, &key, json.as_bytes());
        });
    }

    /// The fields of an approval that a hand signs over whatever is given.
    fn signed(&self, by: &Hand, vault: Id, of: Link, content: Link) -> String {
        let pages = pages_hash(&SEEN);
        let body = [&vault.0[..], &of.0, &content.0, &pages.0].concat();
        let sig = by.signer.sign("duologue v1 approval", &[&body]);
        let hex = hex::encode(sig);
        format!(r#""content":"{content}","pages":"{pages}","sig":"{hex}""#)
    }

    fn hash(&self) -> Link {
        self.seen_by_each()[0].hash
    }
}

// ── what stands on it ────────────────────────────────────────────

#[test]
fn a_summary_holds_the_lines_of_both_in_turns_and_what_both_agreed_on() {
    let prepared = Prepared::new();
    let [noors, sams] = prepared.seen_by_each();
    assert_eq!(noors.content, sams.content, "both have the very same content before them");
    assert_eq!(noors.hash, sams.hash, "and so the same hash");
    let (noor, sam) = (prepared.journal.noor, prepared.journal.sam);
    assert_eq!(
        noors.content.names.iter().map(|name| name.label.as_str()).collect::<Vec<_>>(),
        ["Noor", "Sam"],
        "who began the first one comes first"
    );
    let voices: Vec<(Section, Option<Id>)> =
        noors.content.lines.iter().map(|line| (line.section, line.author)).collect();
    assert_eq!(
        voices[..7],
        [
            (Section::WentWell, Some(noor)),
            (Section::WentWell, Some(sam)),
            (Section::Tried, Some(sam)),
            (Section::Tried, Some(noor)),
            (Section::Moment, Some(noor)),
            (Section::Moment, Some(sam)),
            (Section::Recognise, None),
        ],
        "the voices take turns to come first"
    );
    assert_eq!(text_of(&noors, Section::WentWell, Some(sam)), "That we talked.", "Sam's line");
    assert_eq!(text_of(&noors, Section::Topic, None), "The evenings.", "what both agreed on");
    assert_eq!(text_of(&noors, Section::Help, Some(noor)), "", "what nobody wrote is left open");
    let started = &noors.proposed[0];
    assert_eq!(started.page, prepared.page, "the page Noor proposed to start from");
    assert_eq!(started.by, [noor], "and who proposed it");
}

#[test]
fn the_form_before_a_first_session_has_a_second_page_of_sections() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let of = noor.begin_summary(&Frame { template: Template::First, ..of_november() }).unwrap();
    share(&mut noor, of, Section::GoalsMe, 1, "To ask sooner.");
    let summary = noor.summary(of).unwrap();
    assert_eq!(
        text_of(&summary, Section::GoalsMe, Some(journal.noor)),
        "To ask sooner.",
        "a goal about oneself"
    );
    let first = |author: Id| {
        let of_each = |line: &&LineOf| line.author.is_some();
        let lines: Vec<&LineOf> = summary.content.lines.iter().filter(of_each).collect();
        lines.chunks(2).filter(|two| two[0].author == Some(author)).count()
    };
    let (noors, sams) = (first(journal.noor), first(journal.sam));
    assert_eq!(noors + sams, 11, "eleven sections have a line of each");
    assert!(noors.abs_diff(sams) <= 1, "each comes first as often: {noors} and {sams}");
    let refused_line = noor.save_draft(None, line(of, Section::GoalsMe, 1, "x")).unwrap();
    assert_eq!(
        noor.say_part(refused_line.id).unwrap_err(),
        JournalError::BadInput(BadInput::NotNow),
        "a turn that is over is not said again"
    );
}

#[test]
fn who_comes_first_goes_by_turns_from_summary_to_summary() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let mut firsts = Vec::new();
    for _ in 0..3 {
        let of = noor.begin_summary(&of_november()).unwrap();
        firsts.push(noor.summary(of).unwrap().content.names[0].id);
    }
    assert_eq!(
        firsts,
        [journal.noor, journal.sam, journal.noor],
        "Noor begins them all, and does not come first in all"
    );
    assert_eq!(noor.summaries().len(), 3, "all are listed");
    lock(noor);
    let mut sam = journal.sit(journal.sam);
    let of = sam.begin_summary(&of_november()).unwrap();
    assert_eq!(sam.summary(of).unwrap().content.names[0].id, journal.sam, "whoever begins it");
}

#[test]
fn the_newest_line_counts_and_an_empty_one_leaves_it_open() {
    let prepared = Prepared::new();
    let (of, noor_id) = (prepared.of, prepared.journal.noor);
    let mut noor = prepared.journal.sit(noor_id);
    share(&mut noor, of, Section::WentWell, 2, "  The walks, mostly. \n");
    let summary = noor.summary(of).unwrap();
    assert_eq!(
        text_of(&summary, Section::WentWell, Some(noor_id)),
        "The walks, mostly.",
        "the newest, without white space around it"
    );
    share(&mut noor, of, Section::WentWell, 3, "");
    let summary = noor.summary(of).unwrap();
    assert_eq!(text_of(&summary, Section::WentWell, Some(noor_id)), "", "left open again");
    let blank = noor.save_draft(None, line(of, Section::Help, 1, " ")).unwrap();
    assert_eq!(
        noor.say_part(blank.id).unwrap_err(),
        JournalError::BadInput(BadInput::Empty),
        "where nothing stands there is nothing to leave open"
    );
}

#[test]
fn one_line_for_both_prints_only_while_both_stand_behind_its_newest_wording() {
    let prepared = Prepared::new();
    let of = prepared.of;
    let mut sam = prepared.journal.sit(prepared.journal.sam);
    share(&mut sam, of, Section::Topic, 2, "The mornings.");
    let summary = sam.summary(of).unwrap();
    assert_eq!(text_of(&summary, Section::Topic, None), "", "a new wording is nobody's but Sam's");
    assert!(!summary.agreements[0].agreed, "it waits for Noor");
    let own = DraftBody::Part { of, step: "topicAgreed".into(), turn: 2, words: Words::default() };
    let draft = sam.save_draft(None, own).unwrap();
    assert_eq!(
        sam.say_part(draft.id).unwrap_err(),
        JournalError::BadInput(BadInput::NotNow),
        "nobody agrees with themselves"
    );
    lock(sam);
    let mut noor = prepared.journal.sit(prepared.journal.noor);
    agree(&mut noor, of, Section::Topic, 2);
    let summary = noor.summary(of).unwrap();
    assert_eq!(text_of(&summary, Section::Topic, None), "The mornings.", "agreed");
    share(&mut noor, of, Section::Topic, 3, "");
    let summary = noor.summary(of).unwrap();
    assert_eq!(text_of(&summary, Section::Topic, None), "", "either takes it off again");
}

#[test]
fn an_agreement_planted_by_its_own_proposer_or_before_the_wording_is_none() {
    let prepared = Prepared::new();
    let (sam, of) = (prepared.journal.sam, prepared.of);
    let hand = prepared.journal.hand_of(sam);
    let part = |clock: u32, step: &str, text: &str| {
        format!(
            r#"{{"kind":"part","schema":1,"clock":{clock},"at":"2026-11-02T21:00:00+01:00","of":"{of}","step":"{step}","turn":7,"text":"{text}"}}"#
        )
    };
    let planted = [
        part(900, "topic", "Sam was right."),
        part(901, "topicAgreed", ""),
        part(902, "loop", "Noor shouts."),
    ];
    prepared.journal.reach_in(|db| {
        let (space, key) = hand.ours(db);
        for json in &planted {
            hand.append(db, space, &key, json.as_bytes());
        }
    });
    for seen in prepared.seen_by_each() {
        for section in [Section::Topic, Section::Loop] {
            assert_eq!(text_of(&seen, section, None), "", "one person is not both");
        }
    }
}

#[test]
fn drafts_are_only_ones_own_until_they_are_shared_or_opened_together() {
    let journal = journal_of_two();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut alone = journal.sit(noor);
    let of = alone.begin_summary(&of_november()).unwrap();
    alone.save_draft(None, line(of, Section::WentWell, 1, "The walks.")).unwrap();
    alone.save_draft(None, line(of, Section::Topic, 1, "The evenings.")).unwrap();
    lock(alone);
    let alone = journal.sit(sam);
    assert_eq!(alone.part_drafts(of).unwrap(), [], "Sam has none of it");
    let seen = alone.summary(of).unwrap();
    assert!(seen.content.lines.iter().all(|line| line.text.is_empty()), "nor on the summary");
    lock(alone);

    let mut both = journal.together();
    assert_eq!(
        refused(both.open_lines(of, &[noor, sam])),
        JournalError::NeedsBoth,
        "nobody goes first: Sam has written nothing"
    );
    both.save_draft(sam, None, line(of, Section::Help, 1, "Talking calmly.")).unwrap();
    assert_eq!(
        refused(both.open_lines(of, &[noor, sam])),
        JournalError::NeedsBoth,
        "what Noor wrote alone is no line yet that anybody could open here"
    );
    journal.uncover(&mut both, noor);
    for pressed in [&[noor][..], &[sam], &[], &[noor, noor]] {
        assert_eq!(
            refused(both.open_lines(of, pressed)),
            JournalError::NeedsBoth,
            "nothing opens unless both press"
        );
    }
    let opened = both.open_lines(of, &[sam, noor]).unwrap();
    assert_eq!(text_of(&opened, Section::WentWell, Some(noor)), "The walks.", "Noor's");
    assert_eq!(text_of(&opened, Section::Help, Some(sam)), "Talking calmly.", "and Sam's at once");
    assert_eq!(opened.agreements, [], "a line for both is proposed by itself");
    let left = both.part_drafts(noor, of).unwrap();
    assert_eq!(left.len(), 1, "that draft is still Noor's own: {left:?}");
    assert_eq!(both.part_drafts(sam, of).unwrap(), [], "what was opened is no draft any more");
}

#[test]
fn only_pages_of_the_period_that_both_read_are_proposed() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let mine = noor.write_page(false, november(2), "private", &[]).unwrap();
    let early = noor.write_page(true, november(1), "early", &[]).unwrap();
    let fits = noor.write_page(true, november(3), "fits", &[]).unwrap();
    let of =
        noor.begin_summary(&Frame { from: november(2), to: november(9), ..of_november() }).unwrap();
    let why = "no page of Mine is ever shown beside a summary";
    assert_eq!(
        noor.propose_page(of, mine, true).unwrap_err(),
        JournalError::BadInput(BadInput::NotThisKind),
        "{why}"
    );
    assert_eq!(
        noor.propose_page(of, early, true).unwrap_err(),
        JournalError::BadInput(BadInput::Period),
        "not of the period"
    );
    let offered: Vec<Link> =
        noor.proposable_pages(of).unwrap().iter().map(|head| head.id).collect();
    assert_eq!(offered, [fits], "and only the others are offered");
    noor.propose_page(of, fits, true).unwrap();
    lock(noor);
    let hand = journal.hand_of(journal.noor);
    let json = format!(
        r#"{{"kind":"proposed","schema":1,"clock":900,"of":"{of}","page":"{mine}","yes":true}}"#
    );
    journal.reach_in(|db| {
        let (space, key) = hand.ours(db);
        hand.append(db, space, &key, json.as_bytes());
    });
    for who in [journal.noor, journal.sam] {
        let sitting = journal.sit(who);
        let pages = sitting.summary(of).unwrap().proposed;
        assert_eq!(pages.iter().map(|one| one.page).collect::<Vec<_>>(), [fits], "{why}: planted");
        lock(sitting);
    }
    let mut sam = journal.sit(journal.sam);
    let summary = sam.propose_page(of, fits, false).unwrap();
    assert_eq!(summary.proposed.len(), 1, "only who proposed it withdraws it");
    sam.propose_page(of, fits, true).unwrap();
    lock(sam);
    let mut noor = journal.sit(journal.noor);
    let summary = noor.propose_page(of, fits, false).unwrap();
    assert_eq!(summary.proposed[0].by, [journal.sam], "and Noor does not any more");
}

#[test]
fn whoever_is_alone_writes_notes_of_their_own_in_the_same_form() {
    let alone = journal_of_one();
    let mut noor = alone.sit(alone.noor);
    let of = noor.begin_summary(&of_november()).unwrap();
    share(&mut noor, of, Section::WentWell, 1, "The walks.");
    share(&mut noor, of, Section::Topic, 1, "The evenings.");
    let summary = noor.summary(of).unwrap();
    let mine = Some(alone.noor);
    assert_eq!(text_of(&summary, Section::WentWell, mine), "The walks.", "a line of one's own");
    assert_eq!(
        text_of(&summary, Section::Topic, mine),
        "The evenings.",
        "nobody else has to agree"
    );
    assert_eq!(summary.content.names.len(), 1, "nobody else is named");
    let approved = approve(&alone, &mut noor, of).unwrap();
    assert!(!approved.both_approve(), "one person is not both");
}

#[test]
fn a_summary_needs_a_frame_that_makes_sense() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let backwards = Frame { from: november(9), to: november(2), ..of_november() };
    assert_eq!(
        noor.begin_summary(&backwards).unwrap_err(),
        JournalError::BadInput(BadInput::Period),
        "a period does not end before it begins"
    );
    for language in ["", "e", "en us", "<svg>", "x-123456789012345678901234567890123456"] {
        assert_eq!(
            noor.begin_summary(&Frame { language: language.into(), ..of_november() }).unwrap_err(),
            JournalError::BadInput(BadInput::Language),
            "{language:?} is no language"
        );
    }
    assert_eq!(
        noor.begin_practice(Practice::Summary, "").unwrap_err(),
        JournalError::BadInput(BadInput::NotThisKind),
        "it is not begun without a frame"
    );
}

#[test]
fn a_summary_of_a_form_this_version_does_not_know_is_shown_as_newer() {
    let journal = journal_of_two();
    let hand = journal.hand_of(journal.sam);
    let json = format!(
        r#"{{"kind":"summary","schema":1,"clock":9,"at":"2026-11-02T21:00:00+01:00","on":"2026-11-02","first":"{}","template":"running-2","paper":"a4","language":"en","from":"2026-11-01","to":"2026-11-30"}}"#,
        journal.sam
    );
    let of = journal.reach_in(|db| {
        let (space, key) = hand.ours(db);
        hand.append(db, space, &key, json.as_bytes())
    });
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.page(of).unwrap().head.kind, PageKind::Newer, "kept, and said to be newer");
    assert_eq!(noor.summary(of).unwrap_err(), JournalError::NoSuchPage, "and not half understood");
    assert_eq!(noor.alarms(), [], "it is no damage");
}
