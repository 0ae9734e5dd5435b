//! Making a backup: written beside its place, verified in full, then named.

use super::super::attachment::Named;
use super::super::file::{refuse_existing, sync_names_beside};
use super::super::log::{self, SEQ_BITS, StoredRow};
use super::super::{
    Problem, ProblemKind, Scan, Unlocked, VaultError, VaultFile, grant, rows, scan,
};
use super::header::{Header, wrap_for};
use super::record::{
    ChangeRecord, End, RecordType, attachment_bytes, chunk_bytes, draft_bytes, older_root_bytes,
    witness_bytes,
};
use super::{BackupFile, Watch, go_on};
use crate::crypto::{self, FileKey, StreamWriter};
use crate::{Id, Surroundings};
use rusqlite::OptionalExtension;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Told how many records were written.
type Tell<'a> = &'a mut dyn FnMut(u64) -> Result<(), VaultError>;

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
struct Written {
    changes: u64,
    /// Members, grants, attachments, chunks, drafts and witnesses that have no place in a backup.
    left_out: u64,
}

/// Writes a backup of `file` to `target`, which must not exist.
///
/// The bytes go to a temporary name in the same folder, are synced, read back
/// and verified in full; only then does `target` appear. What does not hold in the journal
/// does not hold in the backup; everything else must.
///
/// # Errors
/// [`VaultError::AlreadyExists`], [`VaultError::Full`], [`VaultError::Cancelled`]
/// and those of the disk; `target` does not exist in any of them.
pub fn write_backup(
    file: &VaultFile,
    maker: &Unlocked,
    target: &Path,
    surroundings: &mut dyn Surroundings,
    watch: Watch<'_>,
) -> Result<BackupMade, VaultError> {
    refuse_existing(target)?;
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let temporary =
        tempfile::Builder::new().prefix(".duologue-").suffix(".partial").tempfile_in(folder)?;
    let mut records = 0;
    for table in ["change", "grant", "attachment", "chunk", "draft", "witness"] {
        records += file.count(table)?;
    }
    let total = 2 * records;
    let known = known(file, maker, &mut || go_on(watch, 0, total))?;
    let Written { changes, left_out } =
        write_all(file, maker, temporary.as_file(), surroundings, &mut |done| {
            go_on(watch, done, total)
        })?;
    temporary.as_file().sync_all()?;
    let mut verified = 0;
    let found = BackupFile::open(temporary.path())?.verify(maker, &mut |_, _| {
        verified += 1;
        watch((records + verified).min(total), total)
    })?;
    refuse_new(&known, &found)?;
    let bytes = temporary.as_file().metadata()?.len();
    temporary.persist_noclobber(target).map_err(|error| VaultError::from(error.error))?;
    sync_names_beside(target);
    let in_logs = known.problems.iter().filter(|problem| problem.kind != ProblemKind::Member);
    Ok(BackupMade { bytes, changes, damaged: in_logs.count() as u64 + left_out })
}

/// What does not hold in the journal, its attachments included.
fn known(
    file: &VaultFile,
    maker: &Unlocked,
    tell: &mut dyn FnMut() -> Result<(), VaultError>,
) -> Result<Scan, VaultError> {
    let (named, mut known) = scan::scan(file, &[maker], Named::default, |named, entry, head| {
        named.take(entry, head);
        Ok(())
    })?;
    let named = named.without(&known.erased);
    known.problems.extend(named.broken_in(file, maker, tell)?);
    Ok(known)
}

/// Nothing that holds in the journal may be lost on the way.
fn refuse_new(known: &Scan, found: &[Problem]) -> Result<(), VaultError> {
    // A file that is broken says nothing of the change that names it.
    let is_of = |problem: &Problem, of_journal: &Problem| {
        let of_file = of_journal.kind == ProblemKind::Attachment;
        of_journal.id == problem.id && (!of_file || of_journal.kind == problem.kind)
    };
    let is_known = |problem: &Problem| {
        known.erased.contains_key(&problem.id)
            || known.problems.iter().any(|of_journal| is_of(problem, of_journal))
    };
    if found.iter().all(is_known) { Ok(()) } else { Err(VaultError::Damaged("backup")) }
}

fn write_all(
    file: &VaultFile,
    maker: &Unlocked,
    out: &File,
    surroundings: &mut dyn Surroundings,
    tell: Tell<'_>,
) -> Result<Written, VaultError> {
    let mut members = file.members()?.whole;
    // Those whose card the maker has confirmed, also if they took new keys since.
    members.retain(|member| {
        maker.trusts(&member.card, member.partner) || maker.awaits(member.partner, &member.card)
    });
    let mut slots = Vec::new();
    for member in &members {
        slots.extend(file.slots(member.partner)?);
    }
    let (key, wraps) = wrap_for(file.id, maker, &members, surroundings)?;
    let before = Header::new(file.id, &slots, &members, &wraps).to_bytes()?;
    let mut out = BufWriter::new(out);
    out.write_all(&before)?;
    out.write_all(&crypto::backup_commitment(&key, &before))?;
    let mut body = Body::new(&key, &before, out);
    body.changes(file, tell)?;
    let without = file.count("member")?.saturating_sub(members.len() as u64);
    let left_out = without
        + body.grants(file, tell)?
        + body.older_roots(file)?
        + body.attachments(file, tell)?
        + body.chunks(file, tell)?
        + body.drafts(file, tell)?
        + body.witnesses(file, tell)?;
    let changes = body.counts[0];
    body.finish(file.id, maker, surroundings.now().to_rfc3339())?.flush()?;
    Ok(Written { changes, left_out })
}

struct Body<W: Write> {
    frames: StreamWriter<W>,
    hasher: blake3::Hasher,
    counts: [u64; 4],
    /// Of attachments and chunks, which are not counted at the end.
    beside: u64,
}

impl<W: Write> Body<W> {
    fn new(key: &FileKey, before: &[u8], out: W) -> Self {
        Self {
            frames: StreamWriter::new(key, before, out),
            hasher: blake3::Hasher::new(),
            counts: [0; 4],
            beside: 0,
        }
    }

    fn record(&mut self, kind: RecordType, bytes: &[u8]) -> Result<(), VaultError> {
        let len = u32::try_from(bytes.len()).map_err(|_| VaultError::TooLarge)?;
        let head = [&[kind as u8][..], &len.to_be_bytes()].concat();
        if kind != RecordType::End {
            self.hasher.update(&head).update(bytes);
        }
        self.frames.write_all(&head)?;
        self.frames.write_all(bytes)?;
        Ok(())
    }

    fn changes(&mut self, file: &VaultFile, tell: Tell<'_>) -> Result<(), VaultError> {
        for (n, log, author) in log::all(&file.db)?.whole {
            let sql = format!(
                "SELECT {}, (SELECT id FROM space WHERE n = space), (SELECT id FROM key WHERE n = key)
                 FROM change WHERE id >= ? AND id < ? ORDER BY id",
                StoredRow::COLUMNS
            );
            let mut query = file.db.prepare(&sql)?;
            let Some(range) = log::rows_of(n) else { continue };
            let mut found = query.query((range.start, range.end))?;
            while let Some(row) = found.next()? {
                let stored = StoredRow::as_it_stands(row)?;
                let seq = u64::try_from(stored.row - (n << SEQ_BITS))
                    .map_err(|_| VaultError::Damaged("log"))?;
                let or_none = |n| rows::id(row, n).unwrap_or(crate::id::Name([0; 16]));
                let (space, key) = (or_none(8), or_none(9));
                let record = ChangeRecord { log, author, seq, space, key, stored };
                self.record(RecordType::Change, &record.to_bytes())?;
                self.counts[0] += 1;
                tell(self.records())?;
            }
        }
        Ok(())
    }

    /// How many records were written.
    fn records(&self) -> u64 {
        self.counts.iter().sum::<u64>() + self.beside
    }

    /// How many rows have no place in a backup comes back.
    fn grants(&mut self, file: &VaultFile, tell: Tell<'_>) -> Result<u64, VaultError> {
        let (grants, broken) = grant::all(file)?;
        for grant in grants {
            self.record(RecordType::Grant, &grant.to_bytes())?;
            self.counts[1] += 1;
            tell(self.records())?;
        }
        Ok(broken.into())
    }

    /// How many rows have no place in a backup comes back. There are as many as keys were given
    /// up, and nobody waits for them.
    fn older_roots(&mut self, file: &VaultFile) -> Result<u64, VaultError> {
        let mut query =
            file.db.prepare("SELECT partner, number, blob FROM ring ORDER BY partner, number")?;
        let mut found = query.query([])?;
        let mut broken = 0;
        while let Some(row) = found.next()? {
            let number = u32::try_from(row.get::<_, i64>(1)?);
            let (Ok(partner), Ok(number), Ok(blob)) =
                (rows::id(row, 0), number, row.get::<_, Vec<u8>>(2))
            else {
                broken += 1;
                continue;
            };
            self.record(RecordType::OlderRoot, &older_root_bytes(partner, number, &blob))?;
        }
        Ok(broken)
    }

    /// How many rows have no place in a backup comes back.
    fn attachments(&mut self, file: &VaultFile, tell: Tell<'_>) -> Result<u64, VaultError> {
        let mut query = file.db.prepare(
            "SELECT attachment.id, space.id, key.id, iif(length(blob) > 72, x'', blob)
             FROM attachment LEFT JOIN space ON space.n = attachment.space
             LEFT JOIN key ON key.n = attachment.key ORDER BY attachment.id",
        )?;
        let mut found = query.query([])?;
        let mut broken = 0;
        while let Some(row) = found.next()? {
            let or_none = |n| rows::id(row, n).unwrap_or(crate::id::Name([0; 16]));
            let Ok(id) = rows::id(row, 0) else {
                broken += 1;
                continue;
            };
            let blob: Vec<u8> = row.get(3).unwrap_or_default();
            let record = attachment_bytes(id, or_none(1), or_none(2), &blob);
            self.record(RecordType::Attachment, &record)?;
            self.beside += 1;
            tell(self.records())?;
        }
        Ok(broken)
    }

    /// How many rows have no place in a backup comes back.
    fn chunks(&mut self, file: &VaultFile, tell: Tell<'_>) -> Result<u64, VaultError> {
        let mut query = file.db.prepare(
            "SELECT attachment, n, iif(length(bytes) > 65552, x'', bytes) FROM chunk
             ORDER BY attachment, n",
        )?;
        let mut found = query.query([])?;
        let mut broken = 0;
        while let Some(row) = found.next()? {
            let (id, n) = (rows::id(row, 0), u32::try_from(row.get::<_, i64>(1)?));
            let (Ok(id), Ok(n), Ok(bytes)) = (id, n, row.get::<_, Vec<u8>>(2)) else {
                broken += 1;
                continue;
            };
            self.record(RecordType::Chunk, &chunk_bytes(id, n, &bytes))?;
            self.beside += 1;
            tell(self.records())?;
        }
        Ok(broken)
    }

    /// How many rows have no place in a backup comes back.
    fn drafts(&mut self, file: &VaultFile, tell: Tell<'_>) -> Result<u64, VaultError> {
        let mut query =
            file.db.prepare("SELECT id, partner, key, blob FROM draft ORDER BY rowid")?;
        let mut found = query.query([])?;
        let mut broken = 0;
        while let Some(row) = found.next()? {
            let (Ok(id), Ok(partner)) = (rows::id(row, 0), rows::id(row, 1)) else {
                broken += 1;
                continue;
            };
            let (Ok(key), Ok(blob)) = (rows::id(row, 2), row.get::<_, Vec<u8>>(3)) else {
                broken += 1;
                continue;
            };
            self.record(RecordType::Draft, &draft_bytes(id, partner, key, &blob))?;
            self.counts[2] += 1;
            tell(self.records())?;
        }
        Ok(broken)
    }

    /// How many rows have no place in a backup comes back.
    fn witnesses(&mut self, file: &VaultFile, tell: Tell<'_>) -> Result<u64, VaultError> {
        let mut query =
            file.db.prepare("SELECT partner, key, blob FROM witness ORDER BY partner")?;
        let mut found = query.query([])?;
        let mut broken = 0;
        while let Some(row) = found.next()? {
            let (Ok(partner), Ok(key)) = (rows::id(row, 0), rows::id(row, 1)) else {
                broken += 1;
                continue;
            };
            let blob = row.get_ref(2)?.as_blob().unwrap_or_default();
            self.record(RecordType::Witness, &witness_bytes(partner, key, blob))?;
            self.counts[3] += 1;
            tell(self.records())?;
        }
        Ok(broken)
    }

    fn finish(mut self, vault: Id, maker: &Unlocked, made: String) -> Result<W, VaultError> {
        let mut end = End {
            maker: maker.partner,
            log: maker.tip.map(|tip| tip.log),
            made,
            counts: self.counts,
            digest: crypto::backup_digest(&self.hasher),
            sig: [0; 64],
        };
        end.sig = maker.signer.sign(LABEL, &[&end.signed(vault)]);
        self.record(RecordType::End, &end.to_bytes())?;
        Ok(self.frames.finish()?)
    }
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
