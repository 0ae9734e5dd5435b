//! Approving a summary: with one's own passphrase, and only for as long as nothing changes.

use super::*;

#[test]
fn both_approve_together_each_with_their_own_passphrase() {
    let journal = journal_of_two();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut both = journal.together();
    let of = both.begin_summary(noor, &of_november()).unwrap();
    let draft = both.save_draft(sam, None, line(of, Section::Help, 1, "A beginning.")).unwrap();
    both.say_part(sam, draft.id).unwrap();
    let (content, pages) = (both.summary(of).unwrap().hash, pages_hash(&SEEN));
    let proof_of = |both: &TogetherSitting, who: Id| {
        let challenge = both.own_challenge(who).unwrap();
        challenge.answer(journal.passphrase_of(who), None).unwrap()
    };
    let noors = proof_of(&both, noor);
    assert_eq!(
        both.approve_summary(sam, of, content, pages, &noors).unwrap_err(),
        JournalError::NotYours,
        "whoever holds the keyboard does not approve for the other"
    );
    let approved = both.approve_summary(noor, of, content, pages, &noors).unwrap();
    assert_eq!(
        (state(&approved, noor), state(&approved, sam)),
        (ApprovalState::Holds, ApprovalState::None),
        "one has approved"
    );
    assert!(!approved.both_approve(), "and one is not both");
    let sams = proof_of(&both, sam);
    let approved = both.approve_summary(sam, of, content, pages, &sams).unwrap();
    assert!(approved.both_approve(), "now both have");
    assert_eq!(approved.approvals[0].pages, Some(pages), "of the pages that were seen");
}

#[test]
fn what_was_changed_while_it_was_looked_at_is_not_approved() {
    let prepared = Prepared::new();
    let (of, noor_id) = (prepared.of, prepared.journal.noor);
    let mut noor = prepared.journal.sit(noor_id);
    let proof = noor
        .own_challenge()
        .unwrap()
        .answer(prepared.journal.passphrase_of(noor_id), None)
        .unwrap();
    let seen = noor.summary(of).unwrap().hash;
    share(&mut noor, of, Section::Help, 1, "Talking calmly.");
    assert_eq!(
        noor.approve_summary(of, seen, pages_hash(&SEEN), &proof).unwrap_err(),
        JournalError::BadInput(BadInput::Changed),
        "only what stands there now can be approved"
    );
}

#[test]
fn the_proof_of_another_person_journal_or_passphrase_of_before_approves_nothing() {
    let prepared = Prepared::new();
    let (journal, of) = (&prepared.journal, prepared.of);
    let other = core_tests::journal_seeded(99);
    let stranger = other.answer(&other.open(), other.noor, core_tests::NOOR).unwrap();
    let sams = journal.answer(&journal.open(), journal.sam, core_tests::SAM).unwrap();
    let mut noor = journal.sit(journal.noor);
    let old = noor.own_challenge().unwrap().answer(core_tests::NOOR, None).unwrap();
    let new = old
        .new_slot("noor swims now", duologue_core::crypto::Cost::CHEAP, noor.surroundings())
        .unwrap();
    noor.change_passphrase(&new).unwrap();
    let content = noor.summary(of).unwrap().hash;
    for (proof, whose) in
        [(&stranger, "a stranger's"), (&sams, "the partner's"), (&old, "one's old passphrase's")]
    {
        assert_eq!(
            noor.approve_summary(of, content, pages_hash(&SEEN), proof).unwrap_err(),
            JournalError::NotYours,
            "{whose} proof is not Noor's now"
        );
    }
    let now = noor.own_challenge().unwrap().answer("noor swims now", None).unwrap();
    let approved = noor.approve_summary(of, content, pages_hash(&SEEN), &now).unwrap();
    assert!(approved.both_approve(), "with the new passphrase Noor approves");
}

#[test]
fn any_change_by_anyone_clears_both_approvals() {
    let (wider, letter) = (
        Frame { to: november(29), ..of_november() },
        Frame { paper: PaperSize::Letter, ..of_november() },
    );
    let french = Frame { language: "fr".into(), ..of_november() };
    let first = Frame { template: Template::First, ..of_november() };
    for frame in [wider, letter, french, first] {
        let prepared = Prepared::new();
        let of = prepared.of;
        let change = |sam: &mut Sitting| {
            sam.change_frame(of, &frame).unwrap();
        };
        prepared.assert_clears_both(prepared.journal.sam, change, &format!("{frame:?}"));
    }
    let prepared = Prepared::new();
    let of = prepared.of;
    let (noor, sam) = (prepared.journal.noor, prepared.journal.sam);
    let word = |sitting: &mut Sitting| share(sitting, of, Section::WentWell, 2, "The walk.");
    prepared.assert_clears_both(noor, word, "a word of a line");

    let prepared = Prepared::new();
    let proposal = |sitting: &mut Sitting| share(sitting, of, Section::Topic, 2, "The mornings.");
    prepared.assert_clears_both(sam, proposal, "a line of both proposed anew");
}

#[test]
fn what_does_not_print_clears_nothing() {
    let prepared = Prepared::new();
    let mut noor = prepared.journal.sit(prepared.journal.noor);
    noor.write_page(true, november(3), "Another evening.", &[]).unwrap();
    noor.save_draft(None, line(prepared.of, Section::Help, 1, "A draft.")).unwrap();
    noor.change_frame(prepared.of, &of_november()).unwrap();
    noor.propose_page(prepared.of, prepared.page, false).unwrap();
    noor.edit_page(prepared.page, november(2), "We walked far.", &[]).unwrap();
    lock(noor);
    prepared.journal.world.pass(std::time::Duration::from_secs(90 * 24 * 60 * 60));
    prepared.assert_states(
        ApprovalState::Holds,
        ApprovalState::Holds,
        "drafts, pages one starts from, the same frame once more, and time are not on it",
    );
}

#[test]
fn a_change_and_its_reversal_still_clear_both() {
    let prepared = Prepared::new();
    let (of, before) = (prepared.of, prepared.hash());
    let there_and_back = |noor: &mut Sitting| {
        share(noor, of, Section::WentWell, 2, "The walk.");
        share(noor, of, Section::WentWell, 3, "The walks.");
    };
    prepared.assert_clears_both(prepared.journal.noor, there_and_back, "words changed back");
    assert_eq!(prepared.hash(), before, "what prints is the very same again");

    let prepared = Prepared::new();
    let of = prepared.of;
    let there_and_back = |sam: &mut Sitting| {
        sam.change_frame(of, &Frame { paper: PaperSize::Letter, ..of_november() }).unwrap();
        sam.change_frame(of, &of_november()).unwrap();
    };
    prepared.assert_clears_both(prepared.journal.sam, there_and_back, "the paper changed back");
    let mut noor = prepared.journal.sit(prepared.journal.noor);
    approve(&prepared.journal, &mut noor, of).unwrap();
    lock(noor);
    prepared.assert_states(
        ApprovalState::Holds,
        ApprovalState::Changed,
        "whoever looks again approves again",
    );
}

#[test]
fn it_can_be_approved_after_it_was_finished() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let of = noor.begin_summary(&of_november()).unwrap();
    share(&mut noor, of, Section::Help, 1, "A first sentence.");
    approve(&journal, &mut noor, of).unwrap();
    noor.finish_practice(of).unwrap();
    let finished = noor.summary(of).unwrap();
    assert!(finished.finished, "it is a page now");
    assert_eq!(
        (state(&finished, journal.noor), finished.standing()),
        (ApprovalState::Holds, Standing::NotApproved),
        "finishing changes no word, so Noor's approval holds; it is still not both's"
    );
    lock(noor);
    let mut sam = journal.sit(journal.sam);
    let approved = approve(&journal, &mut sam, of).unwrap();
    assert_eq!(approved.standing(), Standing::Approved, "Sam approves on a turn of their own");
}

#[test]
fn after_a_change_both_approve_again_and_it_counts() {
    let prepared = Prepared::new();
    let (of, journal) = (prepared.of, &prepared.journal);
    let mut noor = journal.sit(journal.noor);
    share(&mut noor, of, Section::WentWell, 2, "The walk.");
    approve(journal, &mut noor, of).unwrap();
    lock(noor);
    prepared.assert_states(ApprovalState::Holds, ApprovalState::Changed, "Noor's is new");
    let mut sam = journal.sit(journal.sam);
    assert!(approve(journal, &mut sam, of).unwrap().both_approve(), "Sam's is new too");
}

#[test]
fn approving_twice_is_one_approval() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let of = noor.begin_summary(&of_november()).unwrap();
    share(&mut noor, of, Section::Help, 1, "A beginning.");
    approve(&journal, &mut noor, of).unwrap();
    let twice = approve(&journal, &mut noor, of).unwrap();
    assert_eq!(
        (state(&twice, journal.noor), state(&twice, journal.sam)),
        (ApprovalState::Holds, ApprovalState::None),
        "one person is not both, however often"
    );
    assert!(!twice.both_approve(), "so it keeps its mark");
}

#[test]
fn a_page_on_which_every_line_is_left_open_is_not_approved() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let of = noor.begin_summary(&of_november()).unwrap();
    assert_eq!(
        approve(&journal, &mut noor, of).unwrap_err(),
        JournalError::BadInput(BadInput::Empty),
        "there is nothing to stand behind yet"
    );
    share(&mut noor, of, Section::Help, 1, "A beginning.");
    approve(&journal, &mut noor, of).unwrap();
}
