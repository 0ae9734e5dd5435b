//! Faults of the keyslot that Noor's passphrase opens. Sam's stays whole, and so does Noor's kit.

use super::{Case, assert_each, flipped, good, insert, is_of, other_lengths, row};
use core_tests::slot_rows::with_fitting_check;
use core_tests::{Kept, NOOR, SAM, journal_seeded, lock, refused, root};
use duologue_core::Id;
use duologue_core::crypto::{Cost, KitWords, SlotKind, SlotPlace, seal_slot};
use duologue_core::journal::JournalError;
use duologue_core::vault::VaultError;
use rusqlite::types::Value;

const SLOT: usize = 0;
const PARTNER: usize = 1;
const KIND: usize = 2;
const M: usize = 3;
const T: usize = 4;
const P: usize = 5;
const SALT: usize = 6;
const COMMITMENT: usize = 7;
const SEALED: usize = 8;
const CHK: usize = 9;
const MIB: i64 = 1024;
/// One more than 32 bits hold.
const BEYOND: i64 = 1 << 32;

pub(super) fn damaged() -> VaultError {
    VaultError::Damaged("keyslot")
}

/// Noor's row of this kind after `change`, with a check that fits it where it can have one.
pub(super) fn changed_slot(
    kind: u8,
    name: impl Into<String>,
    comes_to: VaultError,
    fits: bool,
    change: impl Fn(&mut Vec<Value>) + 'static,
) -> Case<VaultError> {
    Case::new(name, comes_to, move |journal| {
        let which = format!("{} AND kind = {kind}", is_of("partner", journal.noor));
        let mut slot = journal.reach_in(|db| row(db, "keyslot", &which));
        change(&mut slot);
        let slot = if fits { with_fitting_check(journal, slot) } else { slot };
        journal.reach_in(|db| {
            db.pragma_update(None, "ignore_check_constraints", true).unwrap();
            db.execute(&format!("DELETE FROM keyslot WHERE {which}"), []).unwrap();
            insert(db, "keyslot", &slot);
        });
    })
}

/// The slot of her passphrase.
fn changed(
    name: impl Into<String>,
    comes_to: VaultError,
    fits: bool,
    change: impl Fn(&mut Vec<Value>) + 'static,
) -> Case<VaultError> {
    changed_slot(1, name, comes_to, fits, change)
}

pub(super) fn cases() -> Vec<Case<VaultError>> {
    [bytes(), numbers(), rows()].into_iter().flatten().collect()
}

/// Columns of bytes: other lengths, other bytes, and other bytes under a check that fits.
fn bytes() -> Vec<Case<VaultError>> {
    let columns = [
        ("its id", SLOT),
        ("whose it is", PARTNER),
        ("its salt", SALT),
        ("its commitment", COMMITMENT),
        ("the root in it", SEALED),
        ("its check", CHK),
    ];
    let mut cases = Vec::new();
    for (which, column) in columns {
        for n in 0..4 {
            let (length, _) = other_lengths(&Value::Blob(vec![0; 16]))[n];
            cases.push(changed(format!("{which} is {length}"), damaged(), false, move |slot| {
                slot[column] = other_lengths(&slot[column])[n].1.clone();
            }));
        }
        let flip = move |slot: &mut Vec<Value>| slot[column] = flipped(&slot[column]);
        cases.push(changed(format!("{which} is another"), damaged(), false, flip));
    }
    for (which, column) in [("salt", SALT), ("commitment", COMMITMENT), ("root", SEALED)] {
        let name = format!("another {which} under a check that fits");
        let flip = move |slot: &mut Vec<Value>| slot[column] = flipped(&slot[column]);
        cases.push(changed(name, VaultError::OtherKeyslot, true, flip));
    }
    cases
}

/// A number is another.
fn set(
    (what, column): (&str, usize),
    name: &str,
    comes_to: VaultError,
    fits: bool,
    to: i64,
) -> Case<VaultError> {
    let fitting = if fits { ", and the check fits" } else { "" };
    let name = format!("{what} is {name}{fitting}");
    changed(name, comes_to, fits, move |slot| slot[column] = Value::Integer(to))
}

/// The numbers of the key derivation, and the kind.
fn numbers() -> Vec<Case<VaultError>> {
    let (m, t, p, kind) = (("m", M), ("t", T), ("p", P), ("kind", KIND));
    let other = || VaultError::OtherKeyslot;
    let mut cases = vec![
        set(m, "63 KiB, under its bound", damaged(), true, 63),
        changed("more than 4 GiB of work in all", damaged(), true, |slot| {
            (slot[M], slot[T]) = (Value::Integer(MIB * MIB), Value::Integer(5));
        }),
        changed("the cheapest there can be", other(), true, |slot| {
            (slot[M], slot[T], slot[P]) =
                (Value::Integer(64), Value::Integer(1), Value::Integer(1));
        }),
    ];
    for (number, most) in [(m, MIB * MIB), (t, 16), (p, 4)] {
        for (name, to) in [("0", 0), ("over its bound", most + 1), ("2^32 - 1", BEYOND - 1)] {
            cases.push(set(number, name, damaged(), true, to));
        }
        let beyond = [("-1", -1), ("2^32", BEYOND), ("2^63 - 1", i64::MAX), ("-2^63", i64::MIN)];
        cases.extend(beyond.map(|(name, to)| set(number, name, damaged(), false, to)));
    }
    // Weaker, so that guessing would cost less: what follows is another secret.
    for (number, to) in [(m, 64), (t, 1), (p, 1)] {
        cases.push(set(number, "weaker, within its bounds", damaged(), false, to));
        cases.push(set(number, "weaker, within its bounds", other(), true, to));
    }
    for to in [0, 4, 256, -1, i64::MAX] {
        cases.push(set(kind, &to.to_string(), damaged(), false, to));
    }
    cases.extend([2, 3].map(|to| set(kind, &format!("{to}, a kit's"), damaged(), true, to)));
    cases
}

/// Whole rows.
fn rows() -> Vec<Case<VaultError>> {
    let of_noor = || is_of("partner", good().journal.noor);
    vec![
        Case::sql(
            "it is gone",
            damaged(),
            format!("DELETE FROM keyslot WHERE {} AND kind = 1", of_noor()),
        ),
        Case::new("there are four of it", damaged(), |journal| copies(journal, 3)),
        changed("Sam's under Noor's name", VaultError::OtherKeyslot, true, |slot| {
            let sams = good().journal.sam;
            let other = good().journal.reach_in(|db| {
                row(db, "keyslot", &format!("{} AND kind = 1", is_of("partner", sams)))
            });
            for column in [SALT, COMMITMENT, SEALED] {
                slot[column] = other[column].clone();
            }
        }),
        changed("it is of another journal", VaultError::OtherKeyslot, true, |slot| {
            let other = journal_seeded(8).reach_in(|db| row(db, "keyslot", "kind = 1"));
            for column in [SLOT, SALT, COMMITMENT, SEALED] {
                slot[column] = other[column].clone();
            }
        }),
        Case::new(
            "it opens a root that is not Noor's",
            VaultError::NotAuthentic("card"),
            |journal| {
                let thief = journal_seeded(9);
                another_way_in(journal, thief.root_of(thief.noor));
            },
        ),
        Case::new("Noor never wrote it down", VaultError::NotAuthentic("keyslot"), |journal| {
            another_way_in(journal, journal.root_of(journal.noor));
        }),
    ]
}

/// So many more rows with other ids beside Noor's.
fn copies(journal: &Kept, more: u8) {
    let which = format!("{} AND kind = 1", is_of("partner", journal.noor));
    let slot = journal.reach_in(|db| row(db, "keyslot", &which));
    for n in 0..more {
        let mut copy = slot.clone();
        copy[SLOT] = Value::Blob(vec![n; 16]);
        let copy = with_fitting_check(journal, copy);
        journal.reach_in(|db| insert(db, "keyslot", &copy));
    }
}

/// A slot as somebody makes it who has a root, opened by Noor's own passphrase.
fn another_way_in(journal: &Kept, to: [u8; 32]) {
    let vault = journal.open().id();
    let secret = Cost::CHEAP.derive(NOOR, &[3; 16], u64::MAX).unwrap();
    let slot = Id::from_slice(&[5; 16]).unwrap();
    let place = SlotPlace { vault, partner: journal.noor, slot, kind: SlotKind::Passphrase };
    let made = seal_slot(place, Cost::CHEAP, [3; 16], &secret, &root(to));
    let blob = |bytes: &[u8]| Value::Blob(bytes.to_vec());
    let [m, t, p] = [made.cost.m, made.cost.t, made.cost.p].map(|n| Value::Integer(n.into()));
    let row = [
        blob(&slot.0),
        blob(&journal.noor.0),
        Value::Integer(1),
        m,
        t,
        p,
        blob(&made.salt),
        blob(&made.commitment),
        blob(&made.sealed),
        blob(&made.chk),
    ];
    journal.reach_in(|db| insert(db, "keyslot", &row));
}

#[test]
fn a_keyslot_with_a_fault_opens_nothing_and_keeps_nobody_else_out() {
    assert_each(cases(), |name, journal| {
        let error = match refused(journal.try_sit(journal.noor, NOOR)) {
            JournalError::Vault(error) => error,
            other => panic!("{name}: {other}"),
        };
        let sam = journal.try_sit(journal.sam, SAM).unwrap_or_else(|e| panic!("{name}: Sam: {e}"));
        assert_eq!(super::read(&sam), [3, 4, 5], "{name}: Sam reads all of Ours");
        assert_eq!(sam.alarms(), [], "{name}: and it is nothing of Sam's");
        lock(sam);
        let words = KitWords::read(&good().words).unwrap();
        let kit = journal.open().kit_challenge(journal.noor).unwrap().answer(&words);
        assert!(kit.is_ok(), "{name}: Noor's kit is another way in");
        error
    });
}
