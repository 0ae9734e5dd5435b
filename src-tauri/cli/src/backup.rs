//! `backup`, `restore` and `verify`.

use crate::arguments::{Backup, Restore, Verify};
use crate::computer;
use crate::failure::{Code, Failure};
use crate::interrupt::{careful, go_on};
use crate::output::{print, remark};
use crate::passphrase::{Passphrases, kit_words};
use crate::visit;
use duologue_core::Id;
use duologue_core::crypto::KitWords;
use duologue_core::journal::{self, Sitting};
use duologue_core::vault::{BackupFile, BackupMade, KitOpened, Problem, ProblemKind, VaultError};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// What every version of a backup begins with; anything else is taken for a journal.
const BACKUP: &[u8] = b"duologue backup v";

/// Writes a backup; it appears only once it was read back and verified.
pub fn make(backup: &Backup, passphrases: &Passphrases) -> Result<(), Failure> {
    refuse_existing(&backup.file)?;
    let opened = visit::ask(&backup.journal, &backup.label, passphrases)?;
    let BackupMade { bytes, changes, damaged } = visit::sit(&backup.journal, &opened, |sitting| {
        Ok(sitting.back_up(&backup.file, &mut |_, _| go_on())?)
    })?;
    print(&format!("backed up and verified: {changes} changes, {bytes} bytes\n"))?;
    if damaged == 0 {
        return Ok(());
    }
    // The backup is there; a script must learn that it is not all.
    Err(Failure::new(
        Code::Damaged,
        format!(
            "{damaged} of the things in this journal are damaged, and no better in the backup; keep earlier ones too, and see verify"
        ),
    ))
}

/// Builds a journal from a backup.
pub fn restore(restore: &Restore, passphrases: &Passphrases) -> Result<(), Failure> {
    refuse_existing(&restore.journal)?;
    let mut backup = BackupFile::open(&restore.backup)?;
    let person = visit::person(&backup.faces(), &restore.label)?;
    if let Some(kit) = &restore.kit_file {
        return restore_with_kit(&mut backup, person, restore, kit);
    }
    let opened = visit::answer(&backup.challenge(person)?, &passphrases.of(&restore.label)?)?;
    let (target, records) = (&restore.journal, computer::records()?);
    let surroundings = computer::surroundings();
    let mut watch = |_, _| go_on();
    careful(|| journal::restore(&mut backup, &opened, target, records, surroundings, &mut watch))?;
    Ok(())
}

/// The same without a passphrase; a new one is chosen afterwards, with the same kit.
fn restore_with_kit(
    backup: &mut BackupFile,
    person: Id,
    restore: &Restore,
    kit: &Path,
) -> Result<(), Failure> {
    let challenge = backup.kit_challenge(person)?;
    let words = KitWords::read(&kit_words(&restore.label, Some(kit))?)?;
    let KitOpened::AllOfMine(recovered) = challenge.answer(&words)? else {
        let message = "a kit for only Ours restores nothing: it takes one for all of mine";
        return Err(Failure::new(Code::Other, message));
    };
    let (target, records) = (&restore.journal, computer::records()?);
    let surroundings = computer::surroundings();
    let mut watch = |_, _| go_on();
    careful(|| {
        journal::restore_with_kit(backup, &recovered, target, records, surroundings, &mut watch)
    })?;
    remark(
        "Restored. The lost passphrase is in it still: unlock-with-kit puts a new one in its place.",
    );
    Ok(())
}

/// Checks a journal or a backup, whichever it is by its content.
pub fn verify(verify: &Verify, passphrases: &Passphrases) -> Result<(), Failure> {
    if is_backup(&verify.file)? {
        verify_backup(verify, passphrases)?;
        return print("the backup is whole\n");
    }
    let opened = visit::ask(&verify.file, &verify.label, passphrases)?;
    let changes = visit::sit(&verify.file, &opened, |sitting| {
        check(sitting)?;
        check_files(sitting)?;
        Ok(sitting.tips().values().sum::<u64>())
    })?;
    print(&format!("the journal is whole: {changes} changes\n"))
}

fn verify_backup(verify: &Verify, passphrases: &Passphrases) -> Result<(), Failure> {
    let mut backup = BackupFile::open(&verify.file)?;
    let challenge = backup.challenge(visit::person(&backup.faces(), &verify.label)?)?;
    let opened = visit::answer(&challenge, &passphrases.of(&verify.label)?)?;
    let problems = careful(|| backup.verify_opened(&opened, &mut |_, _| go_on()))?;
    whole_unless(&named(&problems))
}

/// Refuses a sitting in which anything cannot be trusted, naming how much of what.
pub fn check(sitting: &Sitting) -> Result<(), Failure> {
    let mut wrong = named(&sitting.problems());
    let keys = sitting.refused_grants();
    if keys > 0 {
        wrong.push(format!("keys nobody you trust has given: {keys}"));
    }
    whole_unless(&wrong)
}

/// Refuses a sitting in which a file on a page is not as it was written.
fn check_files(sitting: &Sitting) -> Result<(), Failure> {
    let mut problems = sitting.check(&mut |_, _| go_on())?.problems;
    problems.retain(|problem| problem.kind == ProblemKind::Attachment);
    whole_unless(&named(&problems))
}

fn whole_unless(wrong: &[String]) -> Result<(), Failure> {
    if wrong.is_empty() {
        return Ok(());
    }
    Err(Failure::new(
        Code::Damaged,
        format!("not whole; changes and keys that cannot be trusted: {}", wrong.join(", ")),
    ))
}

/// How many problems of which kind, in words.
fn named(problems: &[Problem]) -> Vec<String> {
    let mut counts: BTreeMap<ProblemKind, usize> = BTreeMap::new();
    for problem in problems {
        *counts.entry(problem.kind).or_default() += 1;
    }
    counts.into_iter().map(|(kind, n)| format!("{}: {n}", word(kind))).collect()
}

/// What is wrong, in words.
pub fn word(kind: ProblemKind) -> &'static str {
    match kind {
        ProblemKind::Damaged => "damaged",
        ProblemKind::NotAuthentic => "not authentic",
        ProblemKind::Missing => "missing",
        ProblemKind::Vanished => "emptied though nobody erased it",
        ProblemKind::Attachment => "files on pages that are not as they were written",
        ProblemKind::Unconfirmed => "by somebody not confirmed",
        ProblemKind::Member => "cards or faces not as their owner signed them",
        ProblemKind::GrantGone => "the key to Ours is gone",
        ProblemKind::MissingEnd => "logs whose end is gone",
        ProblemKind::Rewritten => "logs that were written anew",
        ProblemKind::OlderFile => "logs that are older than this computer has seen",
        ProblemKind::Unwitnessed => "logs with changes you never witnessed",
        ProblemKind::UnknownKey => {
            "what this computer has seen, under a key that is not in the file"
        }
        ProblemKind::OldKeyslot => "an old keyslot in the place of yours",
        ProblemKind::OldGrant => "a key that had gone is there again",
        ProblemKind::NewCard => "your partner's new keys are not confirmed yet",
        ProblemKind::OtherCard => "your partner's card is another one",
    }
}

fn is_backup(path: &Path) -> Result<bool, Failure> {
    let of_disk = |error| Failure::of_disk("read the file", error);
    let mut beginning = Vec::new();
    let file = File::open(path).map_err(of_disk)?;
    file.take(BACKUP.len() as u64).read_to_end(&mut beginning).map_err(of_disk)?;
    Ok(beginning == BACKUP)
}

/// Before anybody is asked for a passphrase; the core refuses it once more.
pub fn refuse_existing(path: &Path) -> Result<(), Failure> {
    if path.symlink_metadata().is_ok() { Err(VaultError::AlreadyExists.into()) } else { Ok(()) }
}
