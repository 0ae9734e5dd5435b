//! What was written is read back from the disk before it is called a backup.

use core_tests::files::{attach, some_bytes};
use core_tests::{Kept, NOOR, go_on, journal_of_two, lock, november, refused};
use duologue_core::journal::JournalError;
use duologue_core::vault::{BackupFile, VaultError};
use std::ops::ControlFlow;
use std::path::PathBuf;

const FRAME: usize = 65_536 + 16;

/// Backs up while `meddle` changes the bytes that were written, once `when` holds for how far the
/// backup is.
pub(super) fn meddled_with(
    journal: &Kept,
    when: impl Fn(u64, u64) -> bool,
    meddle: impl Fn(&mut Vec<u8>),
) -> JournalError {
    let mut done_to = false;
    let mut watch = |done: u64, total: u64| {
        if when(done, total) && !done_to {
            done_to = true;
            let partial = partials(journal).pop().unwrap();
            let mut bytes = std::fs::read(&partial).unwrap();
            meddle(&mut bytes);
            std::fs::write(&partial, bytes).unwrap();
        }
        ControlFlow::Continue(())
    };
    let target = journal.place("meddled.duologue-backup");
    let mut noor = journal.sit(journal.noor);
    let error = refused(noor.back_up(&target, &mut watch));
    lock(noor);
    assert!(done_to, "something was changed, or this shows nothing");
    assert!(!target.exists(), "{error}: what does not read back gets no name");
    assert_eq!(partials(journal).len(), 0, "{error}: and is not left lying about");
    error
}

pub(super) fn partials(journal: &Kept) -> Vec<PathBuf> {
    let paths = std::fs::read_dir(journal.folder.path()).unwrap().map(|it| it.unwrap().path());
    paths.filter(|path| path.to_string_lossy().ends_with(".partial")).collect()
}

#[test]
fn what_does_not_read_back_as_it_was_written_becomes_no_backup() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    noor.write_page(true, november(2), &"a long page ".repeat(200_000), &[]).unwrap();
    lock(noor);
    let is_damage = |error| matches!(error, JournalError::Vault(VaultError::Damaged(_)));
    let begun = |_: u64, _: u64| true;
    let read_back = |done: u64, total: u64| 2 * done > total;
    let flip_a_salt = |bytes: &mut Vec<u8>| {
        let named = bytes.windows(8).position(|it| it == b"\"salt\":\"").unwrap();
        bytes[named + 8] = if bytes[named + 8] == b'0' { b'1' } else { b'0' };
    };
    assert!(
        is_damage(meddled_with(&journal, begun, flip_a_salt)),
        "a header that reads well and is another"
    );
    let flip_the_last = |bytes: &mut Vec<u8>| *bytes.last_mut().unwrap() ^= 1;
    assert!(
        is_damage(meddled_with(&journal, read_back, flip_the_last)),
        "one bit, after everything was written"
    );
    let cut = |bytes: &mut Vec<u8>| bytes.truncate(bytes.len() - FRAME);
    assert!(is_damage(meddled_with(&journal, read_back, cut)), "an end that is not the end");
}

/// More than is synced at once, in chunks of which the first range has 512.
pub(super) fn with_a_film() -> Kept {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let page = noor.write_page(true, november(2), "a film", &[]).unwrap();
    attach(&mut noor, page, &some_bytes(40 << 20, 1));
    lock(noor);
    journal
}

#[test]
fn what_is_read_back_while_more_is_written_is_held_against_it_too() {
    let journal = with_a_film();
    let before_the_first_sync = |done: u64, _: u64| done > 220;
    let flip_an_early_one = |bytes: &mut Vec<u8>| bytes[4 << 20] ^= 1;
    assert!(
        matches!(
            meddled_with(&journal, before_the_first_sync, flip_an_early_one),
            JournalError::Vault(VaultError::Damaged(_))
        ),
        "one bit, long before everything was written"
    );
    let mut noor = journal.sit(journal.noor);
    let mut last = 0;
    let target = journal.place("kept.duologue-backup");
    let made = noor.back_up(&target, &mut |done, total| {
        assert!(last <= done && done <= total, "{done} of {total} after {last}");
        last = done;
        ControlFlow::Continue(())
    });
    assert_eq!(made.unwrap().damaged, 0);
    lock(noor);
    let mut backup = BackupFile::open(&target).unwrap();
    let opened = backup.challenge(journal.noor).unwrap().answer(NOOR, None).unwrap();
    assert_eq!(backup.verify_opened(&opened, &mut go_on), Ok(vec![]), "it is whole");
}

#[test]
fn stopping_while_it_is_read_back_leaves_nothing() {
    let journal = with_a_film();
    let mut noor = journal.sit(journal.noor);
    let target = journal.place("stopped.duologue-backup");
    let stopped = noor.back_up(&target, &mut |done, _| {
        if done > 600 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(stopped, Err(JournalError::Vault(VaultError::Cancelled)));
    lock(noor);
    assert_eq!((partials(&journal).len(), target.exists()), (0, false));
}
