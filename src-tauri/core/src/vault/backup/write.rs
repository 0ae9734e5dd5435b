//! Making a backup: written beside its place, read back, then named. Why what is read back proves
//! it: docs/decisions/0023.

use super::super::attachment::Named;
use super::super::file::{refuse_existing, sync_names_beside};
use super::super::opened_rows::OpenedRows;
use super::super::scan::scan_and_copy;
use super::super::{Problem, ProblemKind, Scan, Unlocked, VaultError, VaultFile, log};
use super::body::{Body, Tell};
use super::header::{Header, wrap_for};
use super::looking::Looking;
use super::read_back::ReadBack;
use super::record::End;
use super::to_disk::ToDisk;
use super::{BackupFile, Watch, go_on};
use crate::Surroundings;
use crate::crypto;
use crate::partial::partial_in;
use rusqlite::OptionalExtension;
use std::collections::HashSet;
use std::fs::File;
use std::io::Write;
use std::path::Path;

pub(super) const LABEL: &str = "duologue v1 backup";

/// A backup that was written, read back and verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupMade {
    /// Its size in bytes.
    pub bytes: u64,
    /// How many changes it holds.
    pub changes: u64,
    /// How much of the journal does not hold: it is in the backup as it stands, or left out.
    pub damaged: u64,
}

/// What was written.
pub(super) struct Written {
    /// The bytes before the commitment.
    pub(super) before: Vec<u8>,
    pub(super) end: End,
    /// Members, grants, attachments, chunks, drafts and witnesses that have no place in a backup.
    left_out: u64,
    /// What does not hold in the journal, its attachments included.
    known: Scan,
}

/// Writes a backup of `file` to `target`, which must not exist.
///
/// Every row is opened as it is copied, or is byte for byte one that was `opened` in this sitting.
/// The bytes go to a temporary name in the same folder, are
/// synced, read back, authenticated and held against what was written; only then does `target`
/// appear. What does not hold in the journal does not hold in the backup; everything else must.
///
/// # Errors
/// [`VaultError::AlreadyExists`], [`VaultError::Full`], [`VaultError::Cancelled`]
/// and those of the disk; `target` does not exist in any of them.
pub(crate) fn write_backup(
    (file, maker, opened): (&VaultFile, &Unlocked, Option<&OpenedRows>),
    target: &Path,
    surroundings: &mut dyn Surroundings,
    watch: Watch<'_>,
) -> Result<BackupMade, VaultError> {
    refuse_existing(target)?;
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let temporary = partial_in(folder, surroundings.now().into())?;
    let mut records = log::said_to_be(&file.db, &log::all(&file.db)?)?;
    for table in ["grant", "attachment", "chunk", "draft", "witness"] {
        records += file.count(table)?;
    }
    let total = 2 * records;
    let out = temporary.as_file();
    let mut to_disk = ToDisk::new(out);
    let mut back = ReadBack::new(temporary.path(), maker);
    let written = write_all((file, maker, opened), out, surroundings, &mut |done, bytes| {
        to_disk.written(bytes);
        if back.wants_sync(bytes) {
            out.sync_data()?;
            back.synced(bytes)?;
        }
        go_on(watch, done + back.records(), total)
    })?;
    out.sync_all()?;
    let mut verified = 0;
    back.finish(&written, &mut |records_back| {
        verified = records_back;
        go_on(watch, (records + verified).min(total), total)
    })?;
    if !written.is_whole() {
        let problems = BackupFile::open(temporary.path())?.verify(maker, &mut |_, _| {
            verified += 1;
            watch((records + verified).min(total), total)
        })?;
        refuse_new(&written.known, &problems)?;
    }
    let bytes = temporary.as_file().metadata()?.len();
    temporary.persist_noclobber(target).map_err(|error| VaultError::from(error.error))?;
    sync_names_beside(target);
    let Written { end, left_out, known, .. } = written;
    let in_logs = known.problems.iter().filter(|problem| problem.kind != ProblemKind::Member);
    let damaged = in_logs.count() as u64 + left_out;
    Ok(BackupMade { bytes, changes: end.counts[0], damaged })
}

impl Written {
    /// Whether every row of the journal was opened and copied to the letter. If not, that what was
    /// written is there does not say that what held before holds in it.
    fn is_whole(&self) -> bool {
        self.known.problems.is_empty() && self.left_out == 0
    }
}

/// Nothing that holds in the journal may be lost on the way.
fn refuse_new(known: &Scan, found: &[Problem]) -> Result<(), VaultError> {
    // A file that is broken says nothing of the change that names it.
    let (of_files, of_changes): (Vec<&Problem>, Vec<_>) =
        known.problems.iter().partition(|one| one.kind == ProblemKind::Attachment);
    let ids = |all: Vec<&Problem>| all.iter().map(|one| one.id).collect::<HashSet<_>>();
    let (of_files, of_changes) = (ids(of_files), ids(of_changes));
    let is_known = |problem: &Problem| {
        known.erased.contains_key(&problem.id)
            || of_changes.contains(&problem.id)
            || problem.kind == ProblemKind::Attachment && of_files.contains(&problem.id)
    };
    if found.iter().all(is_known) { Ok(()) } else { Err(VaultError::Damaged("backup")) }
}

fn write_all(
    (file, maker, opened): (&VaultFile, &Unlocked, Option<&OpenedRows>),
    mut out: &File,
    surroundings: &mut dyn Surroundings,
    tell: Tell<'_>,
) -> Result<Written, VaultError> {
    let mut members = file.members()?.whole;
    // Those whose card the maker has confirmed, also if they took new keys since.
    members.retain(|member| {
        maker.trusts(&member.card, member.partner) || maker.awaits(member.partner, &member.card)
    });
    let (mut slots, mut slots_left) = (Vec::new(), 0);
    for member in &members {
        // Nobody is kept from a backup by how many keyslots the other has.
        let (first, left) = file.first_slots(member.partner)?;
        slots.extend(first);
        slots_left += left;
    }
    let (key, wraps) = wrap_for(file.id, maker, &members, surroundings)?;
    let before = Header::new(file.id, &slots, &members, &wraps).to_bytes(file.version()?)?;
    out.write_all(&before)?;
    out.write_all(&crypto::backup_commitment(&key, &before))?;
    let mut body = Body::new(&key, &before, out);
    let (named, mut known) = copy_changes((file, maker, opened), &mut body, tell)?;
    let without = file.count("member")?.saturating_sub(members.len() as u64);
    let mut left_out = without
        + slots_left
        + body.grants(file, tell)?
        + body.older_roots(file)?
        + body.attachments(file, tell)?;
    let mut looking = Looking::new(file, maker, &named)?;
    left_out += body.chunks(file, &mut looking, tell)?;
    known.problems.extend(looking.broken());
    left_out += body.drafts(file, tell)? + body.witnesses(file, tell)?;
    let (end, mut out) = body.finish(file.id, maker, surroundings.now().to_rfc3339())?;
    out.flush()?;
    Ok(Written { before, end, left_out, known })
}

/// Copies every change as it is opened; what does not hold comes back, and the files that are named.
fn copy_changes(
    of: (&VaultFile, &Unlocked, Option<&OpenedRows>),
    body: &mut Body<impl Write>,
    tell: Tell<'_>,
) -> Result<(Named, Scan), VaultError> {
    let (named, known) = scan_and_copy(
        of,
        Named::default,
        |named, entry, head| {
            named.take(entry, head);
            Ok(())
        },
        &mut |standing| body.change(standing, tell),
    )?;
    Ok((named.without(&known.erased), known))
}

impl VaultFile {
    /// How many rows a table of the schema has.
    pub(crate) fn count(&self, table: &'static str) -> Result<u64, VaultError> {
        let n: Option<i64> = self
            .db
            .query_row(&format!("SELECT count(*) FROM \"{table}\""), [], |row| row.get(0))
            .optional()?;
        Ok(n.and_then(|n| u64::try_from(n).ok()).unwrap_or(0))
    }
}
