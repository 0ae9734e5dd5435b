//! A backup, by somebody who has its bytes, or as Sam who made it: it is verified and restored, or
//! refused, both alike; nothing is left of one that is refused.
//!
//! The first byte: 0, the rest is the file; 1, bytes over the good one; 2, over its header, 3, over
//! its body, both encrypted anew; 4, operations on its records, which Sam signs anew.

#![no_main]

use core_tests::{Kept, NOOR, go_on, lock};
use duologue_core::journal::{JournalError, restore};
use duologue_core::vault::{BackupFile, Computer, Opened};
use duologue_fuzz::{
    Backup, Source, assert_nothing_is_made_up, everything, good, read, written_over,
};
use libfuzzer_sys::fuzz_target;
use std::path::Path;

const MOST: usize = 6;
/// Another good one, of the same journal.
const KEPT: &[u8] = include_bytes!("../../core/vectors/kept.duologue-backup");

fuzz_target!(|bytes: &[u8]| {
    let journal = good().copy();
    let mut source = Source(bytes);
    let by = source.byte() % 5;
    let file = match by {
        0 => source.rest().to_vec(),
        1 => written_over(good().backup.0.clone(), &mut source),
        2 => with_header(&mut source),
        3 => {
            let good = Backup::good();
            good.sealed(&written_over(good.body(), &mut source))
        }
        _ => with_records(&journal, &mut source),
    };
    let is_good = file == good().backup.0 || file == KEPT;
    let path = journal.place("kept.duologue-backup");
    std::fs::write(&path, file).expect("a backup is put");
    let Ok((mut backup, opened)) = open(&path, &journal) else {
        assert!(!is_good, "the good one opens");
        return;
    };
    let verified = backup.verify_opened(&opened, &mut go_on);
    if [0, 1, 3].contains(&by) {
        assert_eq!(verified.is_ok(), is_good, "nobody but its maker changes a backup");
    }
    let before = names(journal.folder.path());
    let (target, computer) = (journal.place("restored"), Computer::new(&journal.place("computer")));
    let surroundings = journal.world.surroundings();
    let restored =
        restore(&mut backup, &opened, &target, computer.clone(), surroundings, &mut go_on);
    match restored {
        Err(error) => {
            assert_eq!(names(journal.folder.path()), before, "nothing is left");
            let verified = verified.map_err(JournalError::from);
            assert!(verified.is_err(), "what is verified is restored: {error}");
        }
        Ok(()) => {
            assert!(verified.is_ok(), "what is restored is verified");
            let restored = journal.elsewhere(&target, computer);
            let sitting = restored.sit(journal.noor);
            let pages = everything(&sitting);
            if by > 0 {
                assert_nothing_is_made_up(&pages);
            }
            read(&sitting);
            lock(sitting);
        }
    }
});

fn open(path: &Path, journal: &Kept) -> Result<(BackupFile, Opened), JournalError> {
    let backup = BackupFile::open(path)?;
    let _ = (backup.vault(), backup.faces(), backup.kit_challenge(journal.noor));
    let opened = backup.challenge(journal.noor)?.answer(NOOR, Some(1024))?;
    Ok((backup, opened))
}

fn names(folder: &Path) -> Vec<std::ffi::OsString> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut names: Vec<_> = entries.map(|entry| entry.expect("a name").file_name()).collect();
    names.sort();
    names
}

fn with_header(source: &mut Source<'_>) -> Vec<u8> {
    let mut backup = Backup::good();
    backup.header = match source.byte() & 1 {
        0 => source.rest().to_vec(),
        _ => written_over(backup.header, source),
    };
    backup.sealed(&backup.body())
}

fn with_records(journal: &Kept, source: &mut Source<'_>) -> Vec<u8> {
    let mut backup = Backup::good();
    for _ in 0..MOST {
        if source.is_empty() {
            break;
        }
        let (deed, at) = (source.byte(), usize::from(source.byte()));
        // The end is not taken away: without it there is nothing to sign.
        let at = at % backup.records.len();
        let is_end = at + 1 == backup.records.len();
        match deed % 6 {
            0 if !is_end => drop(backup.records.remove(at)),
            1 if !is_end => backup.records.insert(at, backup.records[at].clone()),
            2 => backup.records.insert(at, (source.byte(), source.bytes().to_vec())),
            3 if !is_end => backup.records[at].0 = source.byte(),
            4 if !is_end => backup.records[at].1.truncate(source.short()),
            _ => backup.records[at].1 = written_over(backup.records[at].1.clone(), source),
        }
    }
    backup.sign(&journal.hand_of(journal.sam));
    backup.sealed(&backup.body())
}
