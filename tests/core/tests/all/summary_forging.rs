//! Approvals that nobody gave, and those of something else.

use super::*;

/// A summary that only Sam has approved.
fn approved_by_sam() -> Prepared {
    let prepared = Prepared::new();
    let mut sam = prepared.journal.sit(prepared.journal.sam);
    share(&mut sam, prepared.of, Section::Help, 1, "Something new.");
    approve(&prepared.journal, &mut sam, prepared.of).unwrap();
    lock(sam);
    prepared
}

#[test]
fn an_approval_in_my_log_that_the_partner_signed_is_left_out() {
    let prepared = approved_by_sam();
    let (noor, sam) = (prepared.journal.noor, prepared.journal.sam);
    let hand = prepared.journal.hand_of(sam);
    let fields = prepared.signed(&hand, hand.vault, prepared.of, prepared.hash());
    let json =
        format!(r#"{{"kind":"approval","schema":1,"clock":900,"of":"{}",{fields}}}"#, prepared.of);
    prepared.journal.reach_in(|db| {
        let (space, key) = hand.ours(db);
        hand.append_to_log_of(noor, db, space, &key, json.as_bytes());
    });
    prepared.assert_states(
        ApprovalState::Changed,
        ApprovalState::Holds,
        "a change in Noor's log that Noor did not sign is not Noor's",
    );
}

#[test]
fn an_approval_with_the_signature_of_the_other_is_not_authentic() {
    let prepared = approved_by_sam();
    let sams = prepared.journal.hand_of(prepared.journal.sam);
    let fields = prepared.signed(&sams, sams.vault, prepared.of, prepared.hash());
    // Even were Noor's log to hold it whole: the signature within is Sam's.
    prepared.plant(prepared.journal.noor, &fields);
    prepared.assert_states(
        ApprovalState::NotAuthentic,
        ApprovalState::Holds,
        "each approves by their own signature",
    );
}

#[test]
fn an_approval_of_other_content_under_this_contents_hash_is_not_authentic() {
    let prepared = approved_by_sam();
    let (noors, now) = (prepared.journal.hand_of(prepared.journal.noor), prepared.hash());
    let other = Link::from_slice(&[7; 32]).unwrap();
    let fields = prepared.signed(&noors, noors.vault, prepared.of, other);
    prepared.plant(prepared.journal.noor, &fields);
    prepared.assert_states(
        ApprovalState::Changed,
        ApprovalState::Holds,
        "what Noor signed is other content",
    );
    let renamed = fields.replace(&other.to_string(), &now.to_string());
    prepared.plant(prepared.journal.noor, &renamed);
    prepared.assert_states(
        ApprovalState::NotAuthentic,
        ApprovalState::Holds,
        "and it does not become this content by saying so",
    );
}

#[test]
fn an_approval_of_other_pages_than_were_signed_is_not_authentic() {
    let prepared = approved_by_sam();
    let noors = prepared.journal.hand_of(prepared.journal.noor);
    let fields = prepared.signed(&noors, noors.vault, prepared.of, prepared.hash());
    let seen = pages_hash(&SEEN).to_string();
    prepared.plant(prepared.journal.noor, &fields.replace(&seen, &"5".repeat(64)));
    prepared.assert_states(
        ApprovalState::NotAuthentic,
        ApprovalState::Holds,
        "the pages that were seen are signed too",
    );
}

#[test]
fn an_approval_of_another_summary_does_not_count_for_this_one() {
    let prepared = approved_by_sam();
    let noors = prepared.journal.hand_of(prepared.journal.noor);
    let other = Link::from_slice(&[8; 32]).unwrap();
    let fields = prepared.signed(&noors, noors.vault, other, prepared.hash());
    prepared.plant(prepared.journal.noor, &fields);
    prepared.assert_states(
        ApprovalState::NotAuthentic,
        ApprovalState::Holds,
        "the summary is part of what was signed",
    );
}

#[test]
fn an_approval_from_another_journal_does_not_count_in_this_one() {
    let prepared = approved_by_sam();
    let noors = prepared.journal.hand_of(prepared.journal.noor);
    let elsewhere = Id::from_slice(&[3; 16]).unwrap();
    let fields = prepared.signed(&noors, elsewhere, prepared.of, prepared.hash());
    prepared.plant(prepared.journal.noor, &fields);
    prepared.assert_states(
        ApprovalState::NotAuthentic,
        ApprovalState::Holds,
        "the journal is part of what was signed",
    );
}

#[test]
fn the_same_signature_for_another_use_is_no_approval() {
    let prepared = approved_by_sam();
    let noors = prepared.journal.hand_of(prepared.journal.noor);
    let (content, pages) = (prepared.hash(), pages_hash(&SEEN));
    let body = [&noors.vault.0[..], &prepared.of.0, &content.0, &pages.0].concat();
    for label in ["duologue v1 change", "duologue v1 card", ""] {
        let sig = hex::encode(noors.signer.sign(label, &[&body]));
        prepared.plant(
            prepared.journal.noor,
            &format!(r#""content":"{content}","pages":"{pages}","sig":"{sig}""#),
        );
        prepared.assert_states(
            ApprovalState::NotAuthentic,
            ApprovalState::Holds,
            "what was signed for something else approves nothing",
        );
    }
}

#[test]
fn an_approval_kept_in_mine_is_none() {
    let prepared = approved_by_sam();
    let noors = prepared.journal.hand_of(prepared.journal.noor);
    let fields = prepared.signed(&noors, noors.vault, prepared.of, prepared.hash());
    let json =
        format!(r#"{{"kind":"approval","schema":1,"clock":900,"of":"{}",{fields}}}"#, prepared.of);
    prepared.journal.reach_in(|db: &Connection| {
        let key = noors.mine_key();
        noors.append(db, noors.partner, &key, json.as_bytes());
    });
    prepared.assert_states(
        ApprovalState::Changed,
        ApprovalState::Holds,
        "what Sam cannot read is no approval to Sam, and so none to Noor",
    );
}

#[test]
fn an_older_approval_put_again_after_a_newer_one_is_only_what_it_was() {
    let prepared = approved_by_sam();
    let (journal, of) = (&prepared.journal, prepared.of);
    let noors = journal.hand_of(journal.noor);
    let before = prepared.signed(&noors, noors.vault, of, prepared.hash());
    let mut sam = journal.sit(journal.sam);
    share(&mut sam, of, Section::Help, 2, "Something else.");
    lock(sam);
    prepared.plant(journal.noor, &before);
    prepared.assert_states(
        ApprovalState::Changed,
        ApprovalState::Changed,
        "whenever it comes, it is of what was there before",
    );
}

#[test]
fn a_bystander_of_the_journal_approves_nothing() {
    let prepared = approved_by_sam();
    let other = core_tests::journal_seeded(99);
    let stranger = other.hand_of(other.noor);
    let (vault, content) = (prepared.journal.hand_of(prepared.journal.noor).vault, prepared.hash());
    let fields = prepared.signed(&stranger, vault, prepared.of, content);
    prepared.plant(prepared.journal.noor, &fields);
    prepared.assert_states(
        ApprovalState::NotAuthentic,
        ApprovalState::Holds,
        "the key is that of the card both have confirmed",
    );
}
