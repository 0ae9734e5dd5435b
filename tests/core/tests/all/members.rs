//! Cards and faces in the file: whose they are, how large, and what is left when none is whole.

use core_tests::{Kept, blake3_derive, journal_of_one, journal_of_two, lock, refused};
use duologue_core::journal::JournalError;
use duologue_core::vault::{Face, ProblemKind, VaultError};

fn kinds(journal: &Kept) -> Vec<ProblemKind> {
    let noor = journal.sit(journal.noor);
    let kinds = noor.problems().iter().map(|problem| problem.kind).collect();
    lock(noor);
    kinds
}

/// A face of Sam's with a name of so many letters, signed as it should be; how long its JSON is.
fn with_a_face_of(letters: usize) -> (Kept, usize) {
    let journal = journal_of_two();
    let face = Face { label: "s".repeat(letters), colour: "moss".into(), shape: "square".into() };
    let Face { label, colour, shape } = face;
    let json = format!(r#"{{"label":"{label}","colour":"{colour}","shape":"{shape}"}}"#);
    let hand = journal.hand_of(journal.sam);
    let material = [&hand.vault.0[..], &journal.sam.0, json.as_bytes()].concat();
    let sig = hand.signer.sign("duologue v1 face", &[&blake3_derive::<32>("face", &material)]);
    journal.reach_in(|db| {
        let put = "UPDATE member SET face = ?, face_sig = ? WHERE partner = ?";
        db.execute(put, (json.as_bytes(), &sig[..], &journal.sam.0[..])).unwrap();
    });
    (journal, json.len())
}

#[test]
fn a_face_of_the_most_bytes_is_shown_and_one_of_more_is_not() {
    let (journal, less) = with_a_face_of(0);
    assert_eq!(journal.open().faces().unwrap().len(), 2, "signed, it is shown");
    let (journal, most) = with_a_face_of(4096 - less);
    assert_eq!((most, journal.open().faces().unwrap().len()), (4096, 2), "as large as it may be");
    assert_eq!(kinds(&journal), [], "nothing is amiss");
    let (journal, more) = with_a_face_of(4097 - less);
    assert_eq!((more, journal.open().faces().unwrap().len()), (4097, 1), "too large by a byte");
    assert_eq!(kinds(&journal), [ProblemKind::Member], "and that is told");
}

#[test]
fn a_card_counts_only_for_whom_it_names_and_at_its_length() {
    let put = "UPDATE member SET card = ?, card_sig = ? WHERE partner = ?";
    let expected = [ProblemKind::Member, ProblemKind::Unconfirmed];
    let journal = journal_of_two();
    journal.reach_in(|db| {
        let of_noor = "SELECT card, card_sig FROM member WHERE partner = ?";
        let row = db.query_row(of_noor, [&journal.noor.0[..]], |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?))
        });
        let (card, sig) = row.unwrap();
        db.execute(put, (card, sig, &journal.sam.0[..])).unwrap();
    });
    assert_eq!(kinds(&journal), expected, "Noor's card, whole and signed, is none of Sam's");
    for longer in [false, true] {
        let journal = journal_of_two();
        let hand = journal.hand_of(journal.sam);
        journal.reach_in(|db| {
            let of_sam = "SELECT card FROM member WHERE partner = ?";
            let card = db.query_row(of_sam, [&journal.sam.0[..]], |row| row.get(0));
            let mut card: Vec<u8> = card.unwrap();
            card.resize(if longer { card.len() + 1 } else { card.len() - 1 }, 0);
            let hash: [u8; 32] = blake3_derive("card", &card);
            let sig = hand.signer.sign("duologue v1 card", &[&hash]);
            db.execute(put, (card, &sig[..], &journal.sam.0[..])).unwrap();
        });
        assert_eq!(kinds(&journal), expected, "signed by Sam, and longer than a card: {longer}");
    }
}

#[test]
fn a_file_in_which_no_member_is_whole_says_that_it_is_damaged() {
    let damaged = JournalError::Vault(VaultError::Damaged("member"));
    for journal in [journal_of_one(), journal_of_two()] {
        journal.reach_in(|db| db.execute("UPDATE member SET face_sig = zeroblob(64)", []).unwrap());
        assert_eq!(refused(journal.open().faces()), damaged, "there is nobody to show");
    }
    let nobody = journal_of_one();
    nobody.reach_in(|db| db.execute("DELETE FROM member", []).unwrap());
    assert_eq!(nobody.open().faces(), Ok(vec![]), "where nobody stands nobody is damaged");
}
