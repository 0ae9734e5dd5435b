//! Backup, verifying, restoring; and a file that was tampered with restores nothing.

use core_tests::{
    Kept, NOOR, SAM, effort, exported, go_on, journal_of_two, journal_seeded, listed, lock,
    lock_both, november, refused,
};
use duologue_core::Id;
use duologue_core::journal::{Alarm, DraftBody, JournalError, restore};
use duologue_core::vault::{BackupFile, Computer, ProblemKind, VaultError};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

const FRAME: usize = 65_536 + 16;

/// A journal with something of everything, and its backup by Noor.
fn backed_up() -> (Kept, PathBuf) {
    let journal = journal_of_two();
    let mut sam = journal.sit(journal.sam);
    let question = sam.put_question("Why?", None).unwrap();
    super::questions::seal(&mut sam, question, "S");
    sam.write_page(false, november(1), "Sam's own", &[]).unwrap();
    lock(sam);
    let mut noor = journal.sit(journal.noor);
    super::questions::seal(&mut noor, question, "N");
    let id = noor.write_page(true, november(2), "first", &["t".into()]).unwrap();
    noor.edit_page(id, november(3), &"second ".repeat(30_000), &[]).unwrap();
    let gone = noor.write_page(true, november(4), "gone", &[]).unwrap();
    noor.erase_page(gone).unwrap();
    let body = DraftBody::Page {
        page: None,
        ours: false,
        on: november(5),
        text: "begun".into(),
        tags: vec![],
    };
    noor.save_draft(None, body).unwrap();
    let mut both = journal.joined_by(noor, journal.sam);
    both.open_answers(question, &[journal.noor, journal.sam]).unwrap();
    lock_both(both);
    let target = journal.place("kept.duologue-backup");
    let mut noor = journal.sit(journal.noor);
    let made = noor.back_up(&target, &mut go_on).unwrap();
    assert_eq!(made.bytes, std::fs::metadata(&target).unwrap().len(), "it says how large it is");
    lock(noor);
    (journal, target)
}

fn verify(backup: &Path, who: Id, passphrase: &str) -> Result<Vec<ProblemKind>, VaultError> {
    let mut file = BackupFile::open(backup)?;
    let opened = file.challenge(who)?.answer(passphrase, None)?;
    file.verify_opened(&opened, &mut go_on).map(|problems| {
        let kinds = problems.iter().map(|problem| problem.kind);
        kinds.collect()
    })
}

pub(super) fn restore_to(
    journal: &Kept,
    backup: &Path,
    target: &Path,
) -> Result<Kept, JournalError> {
    let computer = Computer::new(&journal.place("restored computer"));
    let mut file = BackupFile::open(backup)?;
    let opened = file.challenge(journal.noor)?.answer(NOOR, None)?;
    restore(
        &mut file,
        &opened,
        target,
        computer.clone(),
        journal.world.surroundings(),
        &mut go_on,
    )?;
    Ok(journal.elsewhere(target, computer))
}

#[test]
fn a_restored_journal_reads_the_same_for_both() {
    let (journal, backup) = backed_up();
    assert_eq!(verify(&backup, journal.noor, NOOR), Ok(vec![]), "Noor verifies it");
    assert_eq!(
        verify(&backup, journal.sam, SAM),
        Ok(vec![]),
        "and so does Sam, who did not make it"
    );
    let restored = restore_to(&journal, &backup, &journal.place("restored.duologue")).unwrap();
    for who in [journal.noor, journal.sam] {
        let (before, after) = (journal.sit(who), restored.sit(who));
        assert_eq!(exported(&after), exported(&before), "every page, version, answer and mark");
        assert_eq!(after.drafts().unwrap(), before.drafts().unwrap(), "and what was begun");
        let mut alarms = after.alarms();
        // Noor restored it, and Sam learns that.
        alarms.retain(|alarm| !matches!(alarm, Alarm::Restored { changes: 0, .. }));
        assert_eq!(alarms, [], "nothing is amiss");
        lock(before);
        lock(after);
    }
    assert!(!restored.beside("-wal").exists(), "one complete file");
}

#[test]
fn a_restored_journal_begins_a_new_log_by_saying_so() {
    let (journal, backup) = backed_up();
    let restored = restore_to(&journal, &backup, &journal.place("restored.duologue")).unwrap();
    let count = |journal: &Kept| -> i64 {
        journal
            .reach_in(|db| db.query_row("SELECT count(*) FROM log", [], |row| row.get(0)).unwrap())
    };
    assert_eq!(
        count(&restored),
        count(&journal) + 1,
        "two different changes never get the same number"
    );
    let noors = restored.hand_of(journal.noor);
    let json = restored.reach_in(|db| {
        let row = core_tests::ChangeRow::all(db).pop().unwrap();
        noors.read(db, &row, &noors.ours(db).1)
    });
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(json["kind"], "restored", "the new log begins with what it is");
    assert_eq!(json["made"].as_str().unwrap().get(..10), Some("2026-11-02"), "of which backup");
    assert!(json["tips"].as_object().unwrap().len() >= 2, "and how far every log had come");
}

#[test]
fn a_backup_by_one_is_restored_by_the_other() {
    let (journal, backup) = backed_up();
    let target = journal.place("restored.duologue");
    let mut file = BackupFile::open(&backup).unwrap();
    let labels: Vec<String> = file.faces().into_iter().map(|(_, face)| face.label).collect();
    assert!(
        labels.contains(&"Noor".into()) && labels.contains(&"Sam".into()),
        "it shows whose passphrases open it"
    );
    let opened = file.challenge(journal.sam).unwrap().answer(SAM, None).unwrap();
    let computer = Computer::new(&journal.place("Sam's computer"));
    restore(
        &mut file,
        &opened,
        &target,
        computer.clone(),
        journal.world.surroundings(),
        &mut go_on,
    )
    .unwrap();
    let restored = journal.elsewhere(&target, computer);
    assert_eq!(
        exported(&restored.sit(journal.sam)),
        exported(&journal.sit(journal.sam)),
        "all of it"
    );
}

#[test]
fn an_existing_target_is_refused() {
    let (journal, backup) = backed_up();
    let exists = JournalError::Vault(VaultError::AlreadyExists);
    let whole = std::fs::read(&backup).unwrap();
    let mut noor = journal.sit(journal.noor);
    assert_eq!(
        noor.back_up(&backup, &mut go_on),
        Err(exists.clone()),
        "a backup is never written over"
    );
    lock(noor);
    assert_eq!(std::fs::read(&backup).unwrap(), whole, "it is as it was");
    assert_eq!(refused(restore_to(&journal, &backup, &journal.path)), exists, "nor a journal");
}

#[test]
fn a_restore_beside_a_stale_write_ahead_log_is_refused() {
    let (journal, backup) = backed_up();
    let target = journal.place("restored.duologue");
    for suffix in ["-wal", "-journal", "-shm"] {
        let stale = journal.place(&format!("restored.duologue{suffix}"));
        std::fs::write(&stale, b"of another file").unwrap();
        let error = refused(restore_to(&journal, &backup, &target));
        assert_eq!(
            error,
            JournalError::Vault(VaultError::AlreadyExists),
            "{suffix} would mix two journals"
        );
        assert!(!target.exists(), "nothing was restored");
        std::fs::remove_file(stale).unwrap();
    }
}

#[test]
fn a_wrong_passphrase_verifies_and_restores_nothing() {
    let (journal, backup) = backed_up();
    assert_eq!(
        verify(&backup, journal.noor, SAM),
        Err(VaultError::WrongPassphrase),
        "called wrong"
    );
    let nobody = Id::parse(&"ab".repeat(16)).unwrap();
    assert_eq!(verify(&backup, nobody, NOOR), Err(VaultError::NoSuchPerson), "nor does a stranger");
}

/// Tampers with the bytes of a backup; what verifying and restoring say to it.
fn tampered(journal: &Kept, backup: &Path, bytes: &[u8]) -> VaultError {
    let hurt = journal.place("hurt.duologue-backup");
    let target = journal.place("from-hurt.duologue");
    std::fs::write(&hurt, bytes).unwrap();
    let error = refused(verify(&hurt, journal.noor, NOOR));
    assert!(restore_to(journal, &hurt, &target).is_err(), "{error}: nor is it restored");
    assert!(!target.exists(), "{error}: nothing of it is restored");
    assert!(backup.exists(), "{error}: the whole backup beside it is not touched");
    let left = std::fs::read_dir(journal.folder.path()).unwrap();
    let partial = left.filter(|entry| {
        entry.as_ref().unwrap().file_name().to_string_lossy().starts_with(".duologue")
    });
    assert_eq!(partial.count(), 0, "{error}: nothing half-made is left");
    error
}

#[test]
fn a_truncated_backup_restores_nothing() {
    let (journal, backup) = backed_up();
    let whole = std::fs::read(&backup).unwrap();
    let head = header_len(&whole);
    let mut lengths: Vec<usize> =
        vec![0, 1, 18, 19, 22, 23, head - 1, head, head + 31, head + 32, whole.len() - 1];
    for frame in 1..=(whole.len() - head - 32) / FRAME {
        let end = head + 32 + frame * FRAME;
        lengths.extend([end - 1, end, end + 1]);
    }
    assert!(lengths.len() > 13, "the backup is several frames long");
    lengths.extend(effort::of(0..0, 0..whole.len()));
    lengths.retain(|length| *length < whole.len());
    for length in lengths.iter().copied() {
        let error = tampered(&journal, &backup, &whole[..length]);
        let expected = matches!(error, VaultError::Damaged(_))
            || (length < 23 && error == VaultError::NotAJournal);
        assert!(expected, "{length} of {} bytes: {error:?}", whole.len());
    }
    effort::held(&format!("a backup cut at {} lengths", lengths.len()));
}

/// Bytes before the commitment.
fn header_len(whole: &[u8]) -> usize {
    23 + u32::from_be_bytes(whole[19..23].try_into().unwrap()) as usize
}

#[test]
fn frames_swapped_doubled_dropped_or_added_restore_nothing() {
    let (journal, backup) = backed_up();
    let whole = std::fs::read(&backup).unwrap();
    let (before, body) = whole.split_at(header_len(&whole) + 32);
    let frames: Vec<&[u8]> = body.chunks(FRAME).collect();
    assert!(frames.len() >= 3, "there are frames to exchange");
    let with = |order: &[usize]| {
        order.iter().fold(before.to_vec(), |mut all, n| {
            all.extend_from_slice(frames[*n]);
            all
        })
    };
    let last = frames.len() - 1;
    let all: Vec<usize> = (0..=last).collect();
    let cases = [
        ([&[1, 0], &all[2..]].concat(), "swapped"),
        ([&[0], &all[..]].concat(), "doubled"),
        (all[1..].to_vec(), "the first dropped"),
        ([&[0], &all[2..]].concat(), "one dropped from the middle"),
        (all[..last].to_vec(), "the last dropped"),
        ([&all[..], &[last]].concat(), "the last doubled"),
    ];
    for (order, why) in cases {
        assert!(
            matches!(tampered(&journal, &backup, &with(&order)), VaultError::Damaged(_)),
            "{why}"
        );
    }
    let more = [&whole[..], b"x"].concat();
    assert!(
        matches!(tampered(&journal, &backup, &more), VaultError::Damaged(_)),
        "one byte appended"
    );
    let much = [&whole[..], &[0; FRAME]].concat();
    assert!(
        matches!(tampered(&journal, &backup, &much), VaultError::Damaged(_)),
        "a frame of zeros appended"
    );
}

#[test]
fn a_flipped_bit_in_header_commitment_or_frames_restores_nothing() {
    let (journal, backup) = backed_up();
    let whole = std::fs::read(&backup).unwrap();
    let head = header_len(&whole);
    let mut places: Vec<usize> = (0..head).step_by(head / 60).collect();
    places.extend([head, head + 31, head + 32, head + 32 + FRAME, whole.len() - 1]);
    places.extend(effort::of(0..0, 0..whole.len()));
    for at in &places {
        let mut flipped = whole.clone();
        flipped[*at] ^= 1 << ((*at as u64 + effort::seed()) % 8);
        tampered(&journal, &backup, &flipped);
    }
    effort::held(&format!("a bit flipped in {} bytes of a backup", places.len()));
}

#[test]
fn a_backup_of_a_newer_version_is_called_newer() {
    let (journal, backup) = backed_up();
    let mut whole = std::fs::read(&backup).unwrap();
    whole[17] = b'3';
    assert_eq!(tampered(&journal, &backup, &whole), VaultError::NewerVersion, "not damaged, newer");
}

#[test]
fn a_header_that_asks_for_gigabytes_is_refused() {
    let (journal, backup) = backed_up();
    let mut whole = std::fs::read(&backup).unwrap();
    whole[19..23].copy_from_slice(&u32::MAX.to_be_bytes());
    assert_eq!(
        tampered(&journal, &backup, &whole),
        VaultError::Damaged("backup header"),
        "before any allocation"
    );
}

#[test]
fn the_header_of_another_backup_does_not_fit() {
    let (journal, backup) = backed_up();
    let second = journal.place("second.duologue-backup");
    let mut noor = journal.sit(journal.noor);
    noor.back_up(&second, &mut go_on).unwrap();
    lock(noor);
    let (one, two) = (std::fs::read(&backup).unwrap(), std::fs::read(&second).unwrap());
    let spliced = [&one[..header_len(&one)], &two[header_len(&two)..]].concat();
    assert!(
        matches!(tampered(&journal, &backup, &spliced), VaultError::Damaged(_)),
        "frames are bound to their header"
    );
}

#[test]
fn stopping_in_the_middle_leaves_nothing() {
    let (journal, backup) = backed_up();
    let names = || -> Vec<_> {
        let mut names: Vec<_> = std::fs::read_dir(journal.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        names
    };
    let stopped = JournalError::Vault(VaultError::Cancelled);
    let before = names();
    for after in [1, 5, 12, 25] {
        let mut told = 0;
        let mut stop = |_: u64, _: u64| {
            told += 1;
            if told == after { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let mut noor = journal.sit(journal.noor);
        let target = journal.place("stopped.duologue-backup");
        assert_eq!(
            noor.back_up(&target, &mut stop),
            Err(stopped.clone()),
            "backing up, at step {after}"
        );
        lock(noor);
    }
    let mut file = BackupFile::open(&backup).unwrap();
    let opened = file.challenge(journal.noor).unwrap().answer(NOOR, None).unwrap();
    let target = journal.place("stopped.duologue");
    let mut stop = |_: u64, _: u64| ControlFlow::Break(());
    let surroundings = journal.world.surroundings();
    let result =
        restore(&mut file, &opened, &target, journal.computer.clone(), surroundings, &mut stop);
    assert_eq!(result, Err(stopped), "restoring");
    assert_eq!(names(), before, "no file is left of any of them");
}

#[test]
fn progress_never_passes_its_end() {
    let (journal, _) = backed_up();
    let mut noor = journal.sit(journal.noor);
    let mut last = (0, 0);
    let mut watch = |done: u64, total: u64| {
        assert!(done <= total && done >= last.0, "{done} of {total} after {}", last.0);
        last = (done, total);
        ControlFlow::Continue(())
    };
    noor.back_up(&journal.place("watched.duologue-backup"), &mut watch).unwrap();
    assert!(last.1 > 0 && last.0 == last.1, "it comes to its end: {last:?}");
}

#[test]
fn a_stranger_whose_card_stands_in_the_journal_is_given_no_backup() {
    let journal = journal_of_two();
    let other = journal_seeded(8);
    let stranger = other.hand_of(other.noor);
    let vault = journal.open().id();
    journal.reach_in(|db| {
        db.execute(
            "DELETE FROM change WHERE id >> 40 = (SELECT n FROM log WHERE author = ?)",
            [&journal.sam.0[..]],
        )
        .unwrap();
        db.execute("DELETE FROM log WHERE author = ?", [&journal.sam.0[..]]).unwrap();
        stranger.take_the_place_of(db, journal.sam, vault);
    });
    let mut noor = journal.sit(journal.noor);
    let target = journal.place("for whom.duologue-backup");
    let made = noor.back_up(&target, &mut go_on).unwrap();
    assert!(made.damaged > 0, "Noor is told that it is not all");
    let backup = BackupFile::open(&target).unwrap();
    let faces: Vec<Id> = backup.faces().into_iter().map(|(partner, _)| partner).collect();
    assert_eq!(faces, [journal.noor], "it opens only for a card Noor confirmed");
}

#[test]
fn a_backup_after_the_restore_and_a_second_restore_read_the_same() {
    let (journal, backup) = backed_up();
    let restored = restore_to(&journal, &backup, &journal.place("restored.duologue")).unwrap();
    let mut noor = restored.sit(journal.noor);
    noor.write_page(true, november(6), "after the restore", &[]).unwrap();
    let again = journal.place("again.duologue-backup");
    noor.back_up(&again, &mut go_on).unwrap();
    let expected = exported(&noor);
    assert_eq!(listed(&noor).len(), 4, "what was restored and what was written since");
    lock(noor);
    let twice = restore_to(&journal, &again, &journal.place("twice.duologue")).unwrap();
    assert_eq!(exported(&twice.sit(journal.noor)), expected, "nothing is lost in a second turn");
}

#[test]
fn a_backup_cut_at_the_end_of_any_of_its_many_frames_restores_nothing() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    noor.write_page(true, november(2), &"a long page ".repeat(200_000), &[]).unwrap();
    let backup = journal.place("kept.duologue-backup");
    noor.back_up(&backup, &mut go_on).unwrap();
    lock(noor);
    assert_eq!(verify(&backup, journal.noor, NOOR), Ok(vec![]), "whole, all of them open");
    let whole = std::fs::read(&backup).unwrap();
    let body = header_len(&whole) + 32;
    let frames = (whole.len() - body).div_ceil(FRAME);
    assert!(frames > 33, "more than are opened together, twice: {frames}");
    let hurt = journal.place("hurt.duologue-backup");
    for frame in 0..frames {
        std::fs::write(&hurt, &whole[..body + frame * FRAME]).unwrap();
        let error = refused(verify(&hurt, journal.noor, NOOR));
        assert!(
            matches!(error, VaultError::Damaged(_)),
            "what ends after {frame} frames does not end as it was made: {error:?}"
        );
    }
}
