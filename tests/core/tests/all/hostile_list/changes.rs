//! Faults of the row of a change: Noor's second page, in the middle of Mine.

use super::{Case, Told, assert_each, flipped, good, insert, other_lengths, row};
use core_tests::{ChangeRow, Kept, lock};
use duologue_core::vault::ProblemKind;
use rusqlite::types::Value;

use ProblemKind::{Damaged, Missing, NotAuthentic, Vanished};

const ID: usize = 0;
const SPACE: usize = 1;
const CONTENT_HASH: usize = 2;
const LINK: usize = 3;
const SIG: usize = 4;
const KEY: usize = 5;
const SUM: usize = 6;
const BLOB: usize = 7;
/// The page that is hurt, and the one after it.
const HURT: usize = 1;

fn changed(
    name: impl Into<String>,
    comes_to: Told,
    change: impl Fn(&Kept, &mut Vec<Value>) + 'static,
) -> Case<Told> {
    of_page(HURT, name, comes_to, change)
}

fn of_page(
    page: usize,
    name: impl Into<String>,
    comes_to: Told,
    change: impl Fn(&Kept, &mut Vec<Value>) + 'static,
) -> Case<Told> {
    Case::new(name, comes_to, move |journal| {
        let which = format!("link = x'{}'", good().pages[page]);
        let mut stored = journal.reach_in(|db| row(db, "change", &which));
        change(journal, &mut stored);
        journal.reach_in(|db| {
            db.execute(&format!("DELETE FROM change WHERE {which}"), []).unwrap();
            insert(db, "change", &stored);
        });
    })
}

fn of_other(page: usize, column: usize) -> impl Fn(&Kept, &mut Vec<Value>) {
    move |journal, stored| {
        let which = format!("link = x'{}'", good().pages[page]);
        stored[column] = journal.reach_in(|db| row(db, "change", &which))[column].clone();
    }
}

fn damaged() -> Told {
    Told::damaged(&[Damaged], &[HURT])
}

fn not_authentic() -> Told {
    Told::damaged(&[NotAuthentic], &[HURT])
}

pub(super) fn cases() -> Vec<Case<Told>> {
    [lengths(), bytes(), numbers(), blobs()].into_iter().flatten().collect()
}

fn lengths() -> Vec<Case<Told>> {
    let columns = [
        ("the content hash", CONTENT_HASH),
        ("the link", LINK),
        ("the signature", SIG),
        ("the sum", SUM),
    ];
    let mut cases = Vec::new();
    for (what, column) in columns {
        for n in 0..3 {
            let (length, _) = other_lengths(&Value::Blob(vec![0; 16]))[n];
            cases.push(changed(format!("{what} is {length}"), damaged(), move |_, stored| {
                stored[column] = other_lengths(&stored[column])[n].1.clone();
            }));
        }
    }
    cases
}

fn bytes() -> Vec<Case<Told>> {
    let flip = |column: usize| {
        move |_: &Kept, stored: &mut Vec<Value>| stored[column] = flipped(&stored[column])
    };
    vec![
        changed("the content hash is another", not_authentic(), flip(CONTENT_HASH)),
        changed("the link is another", not_authentic(), flip(LINK)),
        changed(
            "the content hash is that of the page before",
            not_authentic(),
            of_other(0, CONTENT_HASH),
        ),
        changed("the link is that of the page before", not_authentic(), of_other(0, LINK)),
        changed("the link is zeros", not_authentic(), |_, stored| {
            stored[LINK] = Value::Blob(vec![0; 32])
        }),
        of_page(
            5,
            "the last signature is another",
            Told::damaged(&[NotAuthentic], &[5]),
            flip(SIG),
        ),
        of_page(
            5,
            "the last signature is that of the page before",
            Told::damaged(&[NotAuthentic], &[5]),
            of_other(4, SIG),
        ),
        of_page(
            5,
            "the last signature is zeros",
            Told::damaged(&[NotAuthentic], &[5]),
            |_, stored| {
                stored[SIG] = Value::Blob(vec![0; 64]);
            },
        ),
        of_page(
            5,
            "the last signature is the same, counted further",
            Told::damaged(&[NotAuthentic], &[5]),
            |_, stored| {
                let Value::Blob(sig) = &stored[SIG] else { panic!("bytes") };
                stored[SIG] = Value::Blob(super::counted_further(sig));
            },
        ),
        of_page(
            5,
            "Sam gave the last signature",
            Told::damaged(&[NotAuthentic], &[5]),
            |journal, stored| {
                let Value::Blob(link) = &stored[LINK] else { panic!("bytes") };
                let sig = journal.hand_of(journal.sam).signer.sign("duologue v1 change", &[link]);
                stored[SIG] = Value::Blob(sig.to_vec());
            },
        ),
        of_page(
            5,
            "the last signature is one of a card's",
            Told::damaged(&[NotAuthentic], &[5]),
            |journal, stored| {
                let Value::Blob(link) = &stored[LINK] else { panic!("bytes") };
                let sig = journal.hand_of(journal.noor).signer.sign("duologue v1 card", &[link]);
                stored[SIG] = Value::Blob(sig.to_vec());
            },
        ),
    ]
}

fn numbers() -> Vec<Case<Told>> {
    let set = |column: usize, to: i64| {
        move |_: &Kept, stored: &mut Vec<Value>| stored[column] = Value::Integer(to)
    };
    let mut cases = vec![
        changed("it is moved to Ours", not_authentic(), of_other(4, SPACE)),
        changed("it is under the key of Ours", damaged(), of_other(4, KEY)),
    ];
    for (name, to) in [("0", 0), ("-1", -1), ("nowhere", 999), ("2^63 - 1", i64::MAX)] {
        cases.push(changed(format!("its space is {name}"), damaged(), set(SPACE, to)));
        cases.push(changed(format!("its key is {name}"), damaged(), set(KEY, to)));
    }
    for (name, to) in [("0", 0), ("-1", -1), ("that of no log", 999 << 40), ("2^63 - 1", i64::MAX)]
    {
        // Its place is empty, and what stands elsewhere belongs to nothing. The page after it
        // follows from what is not there.
        let told = Told::damaged(&[Damaged, Missing, NotAuthentic], &[HURT, HURT + 1]);
        cases.push(changed(format!("its number is {name}"), told, set(ID, to)));
    }
    cases.push(changed("its key is one that nobody was given", damaged(), |journal, stored| {
        let key = journal.reach_in(|db| {
            db.execute("INSERT INTO key(id) VALUES(randomblob(16))", []).unwrap();
            db.last_insert_rowid()
        });
        stored[KEY] = Value::Integer(key);
    }));
    cases
}

/// Blobs that are not what was encrypted for this place.
fn blobs() -> Vec<Case<Told>> {
    let blob = |name: &'static str, change: fn(&mut Vec<u8>)| {
        changed(name, damaged(), move |_, stored| {
            let Value::Blob(bytes) = &mut stored[BLOB] else { panic!("bytes") };
            change(bytes);
        })
    };
    vec![
        changed("it is emptied", Told::damaged(&[Vanished], &[HURT]), |_, stored| {
            stored[BLOB] = Value::Null
        }),
        blob("its blob has no bytes", Vec::clear),
        blob("its blob has one byte", |bytes| bytes.truncate(1)),
        blob("its blob ends before the nonce does", |bytes| bytes.truncate(23)),
        blob("its blob is a nonce alone", |bytes| bytes.truncate(24)),
        blob("its blob ends inside the tag", |bytes| bytes.truncate(39)),
        blob("its blob is nonce and tag alone", |bytes| drop(bytes.drain(24..bytes.len() - 16))),
        blob("its blob is a byte short", |bytes| {
            bytes.pop();
        }),
        blob("its blob is a byte short at its start", |bytes| {
            bytes.remove(0);
        }),
        blob("its blob is a byte long", |bytes| bytes.push(0)),
        blob("its blob is twice itself", |bytes| bytes.extend_from_within(..)),
        blob("the first bit of its nonce is another", |bytes| bytes[0] ^= 0x80),
        blob("the last bit of its nonce is another", |bytes| bytes[23] ^= 1),
        blob("the first bit of its text is another", |bytes| bytes[24] ^= 0x80),
        blob("the last bit of its padding is another", |bytes| {
            let n = bytes.len();
            bytes[n - 17] ^= 1;
        }),
        blob("the first bit of its tag is another", |bytes| {
            let n = bytes.len();
            bytes[n - 16] ^= 0x80;
        }),
        blob("the last bit of its tag is another", |bytes| {
            let n = bytes.len();
            bytes[n - 1] ^= 1;
        }),
        blob("its tag is zeros", |bytes| {
            let n = bytes.len();
            bytes[n - 16..].fill(0);
        }),
        blob("its blob is zeros", |bytes| bytes.fill(0)),
        blob("its blob is over 16 MiB", |bytes| bytes.resize((16 << 20) + 1, 0)),
        changed("its blob is that of the page before", damaged(), of_other(0, BLOB)),
        changed("its blob is that of a page in Ours", damaged(), of_other(4, BLOB)),
        changed(
            // The page after it follows from what is nowhere any more.
            "it is the whole row of the page before",
            Told::damaged(&[NotAuthentic, NotAuthentic], &[HURT, HURT + 1]),
            |journal, stored| {
                let which = format!("link = x'{}'", good().pages[0]);
                let before = journal.reach_in(|db| row(db, "change", &which));
                stored[SPACE..].clone_from_slice(&before[SPACE..]);
            },
        ),
    ]
}

#[test]
fn a_change_with_a_fault_is_named_and_every_other_is_read() {
    assert_each(cases(), |name, journal| {
        let noor = journal.sit(journal.noor);
        let told = Told::of(&noor, 0..6);
        assert!(good().sams[..1].iter().all(|page| noor.page(*page).is_ok()), "{name}: Sam's page");
        lock(noor);
        let rows = journal.reach_in(ChangeRow::all).len();
        assert_eq!(
            rows,
            good().journal.reach_in(ChangeRow::all).len(),
            "{name}: no row is dropped"
        );
        told
    });
}
