//! Rows of `keyslot`: the passphrase and both kits open what they opened, all of it, or are refused.
//!
//! The first byte: bit 0, every check is made to fit. Then operations on the table.

#![no_main]

use core_tests::{Kept, NOOR};
use duologue_core::crypto::KitWords;
use duologue_core::journal::JournalError;
use duologue_core::vault::KitOpened;
use duologue_fuzz::{
    Source, Table, assert_nothing_is_made_up, everything, fit_checks, good, operate, read,
};
use libfuzzer_sys::fuzz_target;

const TABLES: &[Table] = &[Table(
    "keyslot",
    &["slot", "partner", "kind", "m", "t", "p", "salt", "commitment", "sealed", "chk"],
)];
/// In KiB. The format allows a gibibyte, and a slot that asks for more than is free is not tried.
const FREE: Option<u64> = Some(1024);

fuzz_target!(|bytes: &[u8]| {
    let journal = good().copy();
    let mut source = Source(bytes);
    let fits = source.byte() & 1 == 1;
    journal.reach_in(|db| {
        operate(db, TABLES, &mut source);
        if fits {
            fit_checks(db, good().vault);
        }
    });
    let _ = by_passphrase(&journal);
    let _ = all_of_mine(&journal);
    let _ = only_ours(&journal);
});

fn by_passphrase(journal: &Kept) -> Result<(), JournalError> {
    let locked = journal.try_open()?;
    let challenge = locked.challenge(journal.noor)?;
    assert!(challenge.answer("another", FREE).is_err(), "no other passphrase opens");
    let opened = challenge.answer(NOOR, FREE)?;
    let sitting =
        locked.unlock(&opened, journal.world.surroundings()).map_err(|(_, error)| error)?;
    assert_nothing_is_made_up(&everything(&sitting));
    assert_eq!(read(&sitting), [0, 1, 2, 3, 4, 5], "whoever comes in reads all of it");
    Ok(())
}

fn all_of_mine(journal: &Kept) -> Result<(), JournalError> {
    let words = KitWords::read(&good().words).expect("a kit");
    let KitOpened::AllOfMine(recovered) =
        journal.try_open()?.kit_challenge(journal.noor)?.answer(&words)?
    else {
        panic!("this kit is for all of mine");
    };
    assert_eq!(recovered.partner(), journal.noor, "a kit is its owner's");
    Ok(())
}

fn only_ours(journal: &Kept) -> Result<(), JournalError> {
    let words = KitWords::read(&good().sams_words).expect("a kit");
    let locked = journal.try_open()?;
    let KitOpened::OnlyOurs(opened) = locked.kit_challenge(journal.sam)?.answer(&words)? else {
        panic!("this kit is for only Ours");
    };
    let surroundings = journal.world.surroundings();
    let sitting = locked.read_ours(&opened, surroundings).map_err(|(_, error)| error)?;
    let pages = sitting.pages()?;
    assert_eq!(pages.len(), 4, "whoever comes in reads all of Ours");
    assert_nothing_is_made_up(&pages);
    Ok(())
}
