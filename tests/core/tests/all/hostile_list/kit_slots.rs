//! Faults of the keyslot that the words of a kit open: Noor's for all of mine, and once Sam's for
//! only Ours. The passphrases stay whole.

use super::keyslots::{changed_slot, damaged};
use super::{Case, assert_each, flipped, good, insert, is_of, other_lengths, row};
use core_tests::{Kept, NOOR, lock, refused, turned_away};
use duologue_core::Id;
use duologue_core::crypto::{Cost, KitWords};
use duologue_core::journal::JournalError;
use duologue_core::vault::{KitOpened, VaultError};
use rusqlite::types::Value;

const KIND: usize = 2;
const SALT: usize = 6;

/// The slot of her kit.
fn changed(
    name: impl Into<String>,
    comes_to: VaultError,
    fits: bool,
    change: impl Fn(&mut Vec<Value>) + 'static,
) -> Case<VaultError> {
    changed_slot(2, name, comes_to, fits, change)
}

pub(super) fn cases() -> Vec<Case<VaultError>> {
    let mut cases = vec![
        Case::sql(
            "it is gone",
            VaultError::NoKit,
            format!(
                "DELETE FROM keyslot WHERE {} AND kind = 2",
                is_of("partner", good().journal.noor)
            ),
        ),
        Case::new("there are four of it", damaged(), |journal| {
            let which = format!("{} AND kind = 2", is_of("partner", journal.noor));
            for n in 0..3 {
                let mut slot = journal.reach_in(|db| row(db, "keyslot", &which));
                slot[0] = Value::Blob(vec![n; 16]);
                journal.reach_in(|db| insert(db, "keyslot", &slot));
            }
        }),
    ];
    for (what, column) in
        [("its salt", SALT), ("its commitment", 7), ("the root in it", 8), ("its check", 9)]
    {
        for n in 0..4 {
            let (length, _) = other_lengths(&Value::Blob(vec![0; 16]))[n];
            cases.push(changed(format!("{what} is {length}"), damaged(), false, move |slot| {
                slot[column] = other_lengths(&slot[column])[n].1.clone();
            }));
        }
        let flip = move |slot: &mut Vec<Value>| slot[column] = flipped(&slot[column]);
        cases.push(changed(format!("{what} is another"), damaged(), false, flip));
    }
    for (what, column) in [("commitment", 7), ("root", 8), ("id", 0)] {
        let flip = move |slot: &mut Vec<Value>| slot[column] = flipped(&slot[column]);
        let name = format!("another {what} under a check that fits");
        cases.push(changed(name, VaultError::WrongKit, true, flip));
    }
    // A kit has no numbers and no salt: it can be given none.
    for (what, column) in [("m", 3), ("t", 4), ("p", 5)] {
        for to in [1, (1 << 32) - 1] {
            let name = format!("{what} is {to}, and the check fits");
            cases.push(changed(name, damaged(), true, move |slot| {
                slot[column] = Value::Integer(to)
            }));
        }
    }
    cases.push(changed("it has a salt, and the check fits", damaged(), true, |slot| {
        slot[SALT] = Value::Blob(vec![1; 16]);
    }));
    cases.push(changed(
        "it has a passphrase's numbers and salt, and the check fits",
        damaged(),
        true,
        |slot| {
            for (column, to) in [(3, 64), (4, 1), (5, 1)] {
                slot[column] = Value::Integer(to);
            }
            slot[SALT] = Value::Blob(vec![1; 16]);
        },
    ));
    cases.push(changed("it says that it is for only Ours", VaultError::WrongKit, true, |slot| {
        slot[KIND] = Value::Integer(3);
    }));
    cases.push(changed("it is Sam's, under Noor's name", VaultError::WrongKit, true, |slot| {
        let sams = is_of("partner", good().journal.sam);
        let other =
            good().journal.reach_in(|db| row(db, "keyslot", &format!("{sams} AND kind = 3")));
        slot[KIND..].clone_from_slice(&other[KIND..]);
    }));
    cases
}

fn answer(journal: &Kept, who: Id, words: &str) -> Result<KitOpened, JournalError> {
    let words = KitWords::read(words).unwrap();
    Ok(journal.open().kit_challenge(who)?.answer(&words)?)
}

#[test]
fn a_kits_keyslot_with_a_fault_opens_nothing_and_the_passphrase_everything() {
    assert_each(cases(), |name, journal| {
        let JournalError::Vault(error) = refused(answer(journal, journal.noor, &good().words))
        else {
            panic!("{name}: another error");
        };
        let sams = answer(journal, journal.sam, &good().sams_words);
        assert!(matches!(sams, Ok(KitOpened::OnlyOurs(_))), "{name}: Sam's kit is Sam's");
        let noor = journal.try_sit(journal.noor, NOOR).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(super::read(&noor), [0, 1, 2, 3, 4, 5], "{name}: Noor reads everything");
        lock(noor);
        error
    });
}

#[test]
fn a_kit_that_noor_never_wrote_down_opens_nothing() {
    let journal = good().journal.in_memory(&good().bytes);
    let which = format!("{} AND kind = 2", is_of("partner", journal.noor));
    let kit = journal.reach_in(|db| row(db, "keyslot", &which));
    let mut noor = journal.sit(journal.noor);
    super::draw_kit(&mut noor, duologue_core::crypto::KitKind::AllOfMine, NOOR);
    lock(noor);
    journal.reach_in(|db| insert(db, "keyslot", &kit));
    let Ok(KitOpened::AllOfMine(recovered)) = answer(&journal, journal.noor, &good().words) else {
        panic!("the slot is whole, and these are its words");
    };
    let slot = recovered
        .new_slot("somebody's", Cost::CHEAP, journal.world.surroundings().as_mut())
        .unwrap();
    let error =
        turned_away(journal.open().recover(&recovered, &slot, journal.world.surroundings()));
    let not_hers = JournalError::Vault(VaultError::NotAuthentic("keyslot"));
    assert_eq!(error, not_hers, "a kit that was given up is in no list of its owner's");
}
