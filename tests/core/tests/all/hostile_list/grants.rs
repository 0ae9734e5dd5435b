//! Faults of the grant by which Sam reads Ours: Noor made it, and loses nothing.

use super::{Case, Told, assert_each, flipped, good, insert, is_of, other_lengths, read, row};
use core_tests::slot_rows::blob;
use core_tests::{Hand, Kept, SAM, journal_seeded, lock};
use duologue_core::Id;
use duologue_core::journal::{Alarm, JournalError};
use duologue_core::vault::{ProblemKind, VaultError};
use rusqlite::types::Value;

const KEY: usize = 0;
const RECIPIENT: usize = 1;
const SPACE: usize = 2;
const RECIPIENT_CARD: usize = 3;
const SENDER: usize = 4;
const SENDER_CARD: usize = 5;
const ENC: usize = 6;
const CT: usize = 7;
const SIG: usize = 8;
/// X-Wing's encapsulated key ends with a point of X25519.
const POINT: usize = 1088;

/// What Sam is told, or why Sam does not sit down; and whether Noor is told of it too.
type Outcome = (Result<Told, VaultError>, bool);

/// The key to Ours is gone, and what stands there is counted.
fn refused() -> Told {
    let (alarms, kinds) = (vec![Alarm::Damaged(1), Alarm::GrantGone], vec![ProblemKind::GrantGone]);
    Told { alarms, kinds, lost: vec![3, 4, 5] }
}

/// The key to Ours is gone, and nothing is there in its place.
fn gone() -> Told {
    Told { alarms: vec![Alarm::GrantGone], ..refused() }
}

fn changed(
    name: impl Into<String>,
    comes_to: Outcome,
    change: impl Fn(&Kept, &mut Vec<Value>) + 'static,
) -> Case<Outcome> {
    Case::new(name, comes_to, move |journal| {
        let which = is_of("recipient", journal.sam);
        let mut grant = journal.reach_in(|db| row(db, "grant", &which));
        change(journal, &mut grant);
        journal.reach_in(|db| {
            db.execute(&format!("DELETE FROM \"grant\" WHERE {which}"), []).unwrap();
            insert(db, "grant", &grant);
        });
    })
}

/// Signed by `hand` as the grant it has become.
fn signed(hand: &Hand, grant: &mut [Value]) {
    let columns = [SPACE, KEY, RECIPIENT_CARD, SENDER_CARD, ENC, CT];
    let body = columns.iter().fold(hand.vault.0.to_vec(), |mut body, column| {
        body.extend_from_slice(blob(&grant[*column]));
        body
    });
    grant[SIG] = Value::Blob(hand.signer.sign("duologue v1 grant", &[&body]).to_vec());
}

/// As [`changed`], and signed anew by Noor, who made it.
fn signed_again(
    name: impl Into<String>,
    comes_to: Told,
    change: impl Fn(&Kept, &mut Vec<Value>) + 'static,
) -> Case<Outcome> {
    changed(name, (Ok(comes_to), false), move |journal, grant| {
        change(journal, grant);
        signed(&journal.hand_of(journal.noor), grant);
    })
}

pub(super) fn cases() -> Vec<Case<Outcome>> {
    [shapes(), others(), signed_ones(), whole_rows()].into_iter().flatten().collect()
}

fn shapes() -> Vec<Case<Outcome>> {
    let columns = [
        ("the key", KEY),
        ("the space", SPACE),
        ("the card it is to", RECIPIENT_CARD),
        ("the sender", SENDER),
        ("the sender's card", SENDER_CARD),
        ("the encapsulated key", ENC),
        ("the encrypted key", CT),
        ("the signature", SIG),
    ];
    let mut cases = Vec::new();
    for (what, column) in columns {
        for n in 0..3 {
            let (length, _) = other_lengths(&Value::Blob(vec![0; 16]))[n];
            let name = format!("{what} is {length}");
            cases.push(changed(name, (Ok(refused()), true), move |_, grant| {
                grant[column] = other_lengths(&grant[column])[n].1.clone();
            }));
        }
        let name = format!("{what} is another");
        cases.push(changed(name, (Ok(refused()), false), move |_, grant| {
            grant[column] = flipped(&grant[column]);
        }));
    }
    cases
}

/// Bytes that are somebody else's.
fn others() -> Vec<Case<Outcome>> {
    let noors = |column: usize| {
        move |journal: &Kept, grant: &mut Vec<Value>| {
            let own = is_of("recipient", journal.noor);
            grant[column] = journal.reach_in(|db| row(db, "grant", &own))[column].clone();
        }
    };
    let refused = || (Ok(refused()), false);
    vec![
        changed("the card is Noor's own", refused(), noors(RECIPIENT_CARD)),
        changed("the encapsulated key is Noor's own", refused(), noors(ENC)),
        changed("the encrypted key is Noor's own", refused(), noors(CT)),
        changed("the signature is that of Noor's own", refused(), noors(SIG)),
        changed("the signature is zeros", refused(), |_, grant| {
            grant[SIG] = Value::Blob(vec![0; 64])
        }),
        changed("the signature is the same, counted further", refused(), |_, grant| {
            grant[SIG] = Value::Blob(super::counted_further(blob(&grant[SIG])));
        }),
        changed("the sender is Sam", refused(), |journal, grant| {
            grant[SENDER] = Value::Blob(journal.sam.0.to_vec());
        }),
        changed("the sender is nobody", refused(), |_, grant| {
            grant[SENDER] = Value::Blob(vec![0; 16])
        }),
        changed("Sam signed it", refused(), |journal, grant| {
            signed(&journal.hand_of(journal.sam), grant)
        }),
        changed("a stranger signed it", refused(), |_, grant| {
            let stranger = journal_seeded(8);
            signed(&stranger.hand_of(stranger.noor), grant);
        }),
        changed("it is signed as a card is", refused(), |journal, grant| {
            let hand = journal.hand_of(journal.noor);
            let body = [SPACE, KEY, RECIPIENT_CARD, SENDER_CARD, ENC, CT]
                .iter()
                .fold(hand.vault.0.to_vec(), |body, column| {
                    [&body[..], blob(&grant[*column])].concat()
                });
            grant[SIG] = Value::Blob(hand.signer.sign("duologue v1 card", &[&body]).to_vec());
        }),
    ]
}

/// What Noor could sign and must not: the signature is good.
fn signed_ones() -> Vec<Case<Outcome>> {
    vec![
        signed_again("another space, signed", refused(), |_, grant| {
            grant[SPACE] = flipped(&grant[SPACE])
        }),
        signed_again("another key, signed", refused(), |_, grant| {
            grant[KEY] = flipped(&grant[KEY])
        }),
        signed_again("Sam's Mine, signed", refused(), |journal, grant| {
            grant[SPACE] = Value::Blob(journal.sam.0.to_vec());
        }),
        signed_again("another encrypted key, signed", refused(), |_, grant| {
            grant[CT] = flipped(&grant[CT])
        }),
        signed_again("another encapsulated key, signed", refused(), |_, grant| {
            grant[ENC] = flipped(&grant[ENC])
        }),
        signed_again("a point of small order, signed", refused(), |_, grant| {
            let Value::Blob(enc) = &mut grant[ENC] else { panic!("bytes") };
            enc[POINT..].fill(0);
        }),
        signed_again("encapsulated for Noor, signed", refused(), |journal, grant| {
            let own = journal.reach_in(|db| row(db, "grant", &is_of("recipient", journal.noor)));
            (grant[ENC], grant[CT]) = (own[ENC].clone(), own[CT].clone());
        }),
        signed_again("to Noor's card, signed", refused(), |journal, grant| {
            let own = journal.reach_in(|db| row(db, "grant", &is_of("recipient", journal.noor)));
            grant[RECIPIENT_CARD] = own[RECIPIENT_CARD].clone();
        }),
        signed_again("from a card that is not Noor's, signed", refused(), |_, grant| {
            grant[SENDER_CARD] = flipped(&grant[SENDER_CARD]);
        }),
        Case::new("a key under another key's name, signed", (Ok(refused()), false), |journal| {
            let noors = journal.hand_of(journal.noor);
            let which = is_of("recipient", journal.sam);
            let honest = journal.reach_in(|db| row(db, "grant", &which));
            journal.reach_in(|db| {
                let (space, _) = noors.ours(db);
                let name = Id::from_slice(blob(&honest[KEY])).unwrap();
                noors.grant_as(db, journal.sam, space, &Hand::own_key(3), name);
            });
        }),
        Case::new("Noor's own Mine, signed by Sam", (Ok(Told::nothing()), true), |journal| {
            let sams = journal.hand_of(journal.sam);
            journal.reach_in(|db| sams.grant(db, journal.noor, journal.noor, &Hand::own_key(4)));
        }),
        Case::new(
            "Sam's own Mine, signed by Noor",
            (Ok(alone(&[Alarm::Damaged(1)])), false),
            |journal| {
                let noors = journal.hand_of(journal.noor);
                journal.reach_in(|db| noors.grant(db, journal.sam, journal.sam, &Hand::own_key(4)));
            },
        ),
    ]
}

/// Told so, and nothing is lost.
fn alone(alarms: &[Alarm]) -> Told {
    Told::nothing().and(alarms, &[])
}

fn whole_rows() -> Vec<Case<Outcome>> {
    let sam = || is_of("recipient", good().journal.sam);
    vec![
        Case::sql("it is gone", (Ok(gone()), false), format!("DELETE FROM \"grant\" WHERE {}", sam())),
        changed("its recipient is nobody", (Ok(gone()), false), |_, grant| grant[RECIPIENT] = Value::Blob(vec![0; 16])),
        changed("its recipient is a byte short", (Ok(refused()), true), |_, grant| {
            grant[RECIPIENT] = Value::Blob(vec![0; 15]);
        }),
        Case::sql(
            "there are 4,097",
            (Err(VaultError::Damaged("grant")), false),
            format!(
                "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 4097)
                 INSERT INTO \"grant\" SELECT randomblob(16), recipient, space, recipient_card, sender,
                 sender_card, enc, ct, sig FROM \"grant\", n WHERE {}",
                sam()
            ),
        ),
    ]
}

#[test]
fn a_grant_with_a_fault_opens_nothing_and_takes_nothing_from_who_made_it() {
    assert_each(cases(), |name, journal| {
        let told = match journal.try_sit(journal.sam, SAM) {
            Ok(sam) => {
                assert!(sam.page(good().sams[1]).is_ok(), "{name}: Sam reads what is Sam's alone");
                let told = Told::of(&sam, 3..6);
                lock(sam);
                Ok(told)
            }
            Err(JournalError::Vault(error)) => return (Err(error), false),
            Err(error) => panic!("{name}: {error}"),
        };
        let noor = journal.sit(journal.noor);
        assert_eq!(read(&noor), [0, 1, 2, 3, 4, 5], "{name}: Noor reads everything");
        let is_told = !noor.alarms().is_empty();
        lock(noor);
        (told, is_told)
    });
}
