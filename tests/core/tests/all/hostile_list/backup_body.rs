//! Faults of the records in a backup. Frames and commitment fit what they have become, and so do
//! counts, digest and the maker's signature, unless they are the fault.

use super::backup_frames::{PIECE, assert_restores_nothing, case, padded, parts, sealed, written};
use super::{Case, good};
use core_tests::{Hand, Kept, blake3_derive, journal_seeded};
use duologue_core::vault::VaultError;

const CHANGE: u8 = 1;
const GRANT: u8 = 2;
const OLDER_ROOT: u8 = 3;
const DRAFT: u8 = 6;
const WITNESS: u8 = 7;
const END: u8 = 255;
/// Of the end record: where its parts begin.
const MAKER: usize = 64;
const LOG: usize = 80;
const COUNTS: usize = 96;
const DIGEST: usize = 128;
const MADE: usize = 160;

/// Of a change: the byte that says whether it is there.
const PRESENT: usize = 216;

type Records = Vec<(u8, Vec<u8>)>;

fn record() -> VaultError {
    VaultError::Damaged("backup record")
}

fn whole() -> VaultError {
    VaultError::Damaged("backup")
}

/// A body of these bytes, padded.
fn body(body: Vec<u8>) -> Vec<u8> {
    raw(&padded(body))
}

fn raw(body: &[u8]) -> Vec<u8> {
    sealed(&parts().before, &body.chunks(PIECE).collect::<Vec<_>>())
}

fn flat(records: &Records) -> Vec<u8> {
    records.iter().flat_map(|(kind, record)| written(*kind, record)).collect()
}

/// Records after `change`, with an end that fits them, signed by Noor.
fn changed(
    name: impl Into<String>,
    comes_to: VaultError,
    change: impl Fn(&mut Records) + 'static,
) -> Case<VaultError> {
    case(name, comes_to, move || {
        let mut records = parts().records.clone();
        change(&mut records);
        let (_, mut end) = records.pop().unwrap();
        let count = |kind: u8| records.iter().filter(|(of, _)| *of == kind).count() as u64;
        for (n, kind) in [CHANGE, GRANT, DRAFT, WITNESS].into_iter().enumerate() {
            end[COUNTS + n * 8..][..8].copy_from_slice(&count(kind).to_be_bytes());
        }
        let digest: [u8; 32] = blake3_derive("backup", blake3::hash(&flat(&records)).as_bytes());
        end[DIGEST..MADE].copy_from_slice(&digest);
        sign(&noor(), &mut end);
        records.push((END, end));
        body(flat(&records))
    })
}

/// The end after `change`, signed by Noor.
fn ended(name: &str, comes_to: VaultError, change: fn(&mut Vec<u8>)) -> Case<VaultError> {
    case(name, comes_to, move || {
        let mut records = parts().records.clone();
        let (_, end) = records.last_mut().unwrap();
        change(end);
        sign(&noor(), end);
        body(flat(&records))
    })
}

/// The bytes of a whole body after `change`.
fn bytes(name: &str, comes_to: VaultError, change: fn(&mut Vec<u8>)) -> Case<VaultError> {
    case(name, comes_to, move || {
        let mut plain = flat(&parts().records);
        change(&mut plain);
        body(plain)
    })
}

fn noor() -> Hand {
    let journal: &Kept = &good().journal;
    journal.hand_of(journal.noor)
}

fn sign(hand: &Hand, end: &mut [u8]) {
    if end.len() < MAKER {
        return;
    }
    let vault = noor().vault;
    let sig = hand.signer.sign("duologue v1 backup", &[&vault.0, &end[MAKER..]]);
    end[..MAKER].copy_from_slice(&sig);
}

fn first(records: &mut Records, kind: u8) -> &mut Vec<u8> {
    &mut records.iter_mut().find(|(of, _)| *of == kind).unwrap().1
}

pub(super) fn cases() -> Vec<Case<VaultError>> {
    [shapes(), rows(), ends(), tails()].into_iter().flatten().collect()
}

fn shapes() -> Vec<Case<VaultError>> {
    let kind = |to: u8, comes_to| {
        changed(format!("a record of type {to}"), comes_to, move |records| records[0].0 = to)
    };
    vec![
        kind(0, record()),
        kind(4, record()),
        kind(5, record()),
        kind(8, record()),
        kind(254, record()),
        bytes("a length of 2^32 - 1", record(), |body| body[1..5].fill(0xff)),
        bytes("a length over what a record has", record(), |body| {
            body[1..5].copy_from_slice(&16_778_241_u32.to_be_bytes());
        }),
        bytes("a length beyond the end", whole(), |body| {
            body[1..5].copy_from_slice(&16_778_240_u32.to_be_bytes());
        }),
        bytes("a length of none", record(), |body| body[1..5].fill(0)),
        bytes("no record at all", record(), Vec::clear),
        bytes("half the type and length of one", whole(), |body| {
            body.truncate(3);
            body.resize(3, 1);
        }),
        changed("types that go down", record(), |records| {
            let change = records.remove(0);
            let end = records.len() - 1;
            records.insert(end, change);
        }),
        changed("a change a byte short of a sum", record(), |records| {
            first(records, CHANGE).truncate(PRESENT - 1)
        }),
        changed("a change without its last byte before the blob", record(), |records| {
            first(records, CHANGE).truncate(PRESENT)
        }),
        changed("a change that is neither there nor erased", record(), |records| {
            first(records, CHANGE)[PRESENT] = 2
        }),
        changed("an erased change with a blob", record(), |records| {
            first(records, CHANGE)[PRESENT] = 0
        }),
        changed("a grant a byte short", record(), |records| {
            first(records, GRANT).pop();
        }),
        changed("a grant a byte long", record(), |records| first(records, GRANT).push(0)),
        changed("an empty grant", record(), |records| first(records, GRANT).clear()),
        changed("a witness without a key", record(), |records| {
            first(records, WITNESS).truncate(31)
        }),
        changed("a draft without a key", record(), |records| {
            let at = records.iter().position(|(kind, _)| *kind == WITNESS).unwrap();
            records.insert(at, (DRAFT, vec![0; 47]));
        }),
        changed("an older root without a number", record(), |records| {
            let at = records.iter().position(|(kind, _)| *kind > GRANT).unwrap();
            records.insert(at, (OLDER_ROOT, vec![0; 19]));
        }),
    ]
}

/// Records of their shape, that cannot be together.
fn rows() -> Vec<Case<VaultError>> {
    let twice = |name: &str, comes_to, kind: u8| {
        changed(name, comes_to, move |records| {
            let at = records.iter().position(|(of, _)| *of == kind).unwrap();
            records.insert(at, records[at].clone());
        })
    };
    let number = |name: &str, comes_to, to: u64| {
        changed(name, comes_to, move |records| {
            first(records, CHANGE)[32..40].copy_from_slice(&to.to_be_bytes());
        })
    };
    vec![
        twice("a change twice", VaultError::Damaged("row"), CHANGE),
        twice("a grant twice", VaultError::Damaged("row"), GRANT),
        twice("a witness twice", record(), WITNESS),
        number("a number of 2^40", VaultError::TooLarge, 1 << 40),
        number("a number of 2^64 - 1", VaultError::TooLarge, u64::MAX),
        number("a number that is there", VaultError::Damaged("row"), 2),
        changed("a draft twice", record(), |records| {
            let at = records.iter().position(|(kind, _)| *kind == WITNESS).unwrap();
            let draft = (DRAFT, vec![1; 48]);
            records.splice(at..at, [draft.clone(), draft]);
        }),
        changed("an older root twice", record(), |records| {
            let at = records.iter().position(|(kind, _)| *kind > GRANT).unwrap();
            let root = (OLDER_ROOT, vec![1; 20 + 1358]);
            records.splice(at..at, [root.clone(), root]);
        }),
        changed("no list of keyslots", VaultError::NotAuthentic("keyslot"), |records| {
            records.retain(|(kind, _)| *kind != CHANGE);
        }),
    ]
}

fn ends() -> Vec<Case<VaultError>> {
    let not_authentic = VaultError::NotAuthentic;
    let count = |name: &str, n: usize| {
        let change: fn(&mut Vec<u8>) = match n {
            0 => |end| end[COUNTS + 7] += 1,
            1 => |end| end[COUNTS + 15] += 1,
            2 => |end| end[COUNTS + 23] += 1,
            _ => |end| end[COUNTS + 31] += 1,
        };
        ended(name, whole(), change)
    };
    let signed = |name: &str, by: fn(&mut Vec<u8>)| {
        case(name, not_authentic("backup"), move || {
            let mut records = parts().records.clone();
            by(&mut records.last_mut().unwrap().1);
            body(flat(&records))
        })
    };
    vec![
        count("one change more is counted", 0),
        count("one grant more is counted", 1),
        count("one draft more is counted", 2),
        count("one witness more is counted", 3),
        ended("another digest", whole(), |end| end[DIGEST] ^= 1),
        ended("a maker nobody knows", not_authentic("backup maker"), |end| end[MAKER] ^= 1),
        ended("no room for the digest", record(), |end| end.truncate(DIGEST + 31)),
        ended("no room for the signature", record(), |end| end.truncate(63)),
        ended("made at no text", record(), |end| end[MADE] = 0xff),
        signed("another signature", |end| end[0] ^= 1),
        signed("a signature of zeros", |end| end[..MAKER].fill(0)),
        signed("the signature, counted further", |end| {
            let further = super::counted_further(&end[..MAKER]);
            end[..MAKER].copy_from_slice(&further);
        }),
        signed("another day than the one that is signed", |end| end[MADE + 9] ^= 1),
        signed("another log than the one that is signed", |end| end[LOG] ^= 1),
        signed("signed by Sam, in Noor's name", |end| {
            let journal = &good().journal;
            sign(&journal.hand_of(journal.sam), end);
        }),
        signed("signed by a stranger", |end| {
            let stranger = journal_seeded(8);
            sign(&stranger.hand_of(stranger.noor), end);
        }),
        signed("signed under a card's label", |end| {
            let hand = noor();
            let sig = hand.signer.sign("duologue v1 card", &[&hand.vault.0, &end[MAKER..]]);
            end[..MAKER].copy_from_slice(&sig);
        }),
        signed("signed for another vault", |end| {
            let sig = noor().signer.sign("duologue v1 backup", &[&[0; 16], &end[MAKER..]]);
            end[..MAKER].copy_from_slice(&sig);
        }),
    ]
}

fn tails() -> Vec<Case<VaultError>> {
    let tail = |name: &str, comes_to, change: fn(Vec<u8>) -> Vec<u8>| {
        case(name, comes_to, move || raw(&change(flat(&parts().records))))
    };
    vec![
        case("no end", record(), || {
            let mut records = parts().records.clone();
            records.pop();
            // What would be the type of the next record is the mark of the padding.
            body(flat(&records))
        }),
        tail("something after the end", whole(), |body| padded([&body[..], b"more"].concat())),
        tail("the end twice", whole(), |mut body| {
            let (kind, end) = parts().records.last().unwrap();
            body.extend(written(*kind, end));
            padded(body)
        }),
        tail("no padding", whole(), |body| body),
        tail("padding without its mark", whole(), |body| {
            let len = body.len();
            let mut padded = padded(body);
            padded[len] = 0;
            padded
        }),
        tail("padding that is not zeros", whole(), |body| {
            let mut padded = padded(body);
            *padded.last_mut().unwrap() = 1;
            padded
        }),
        tail("a byte of padding too few", whole(), |body| {
            let mut padded = padded(body);
            padded.pop();
            padded
        }),
        tail("a byte of padding too many", whole(), |body| [&padded(body)[..], &[0]].concat()),
    ]
}

#[test]
fn a_body_with_a_fault_restores_nothing() {
    assert_restores_nothing(cases());
}
