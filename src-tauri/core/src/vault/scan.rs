//! Reading every log: the chain, the signatures, and what the keys at hand open. Format: docs/format.md §6.

use super::content::{self, Erased, Head};
use super::log::{self, ChangeId, Entry, SEQ_BITS, SIGN_LABEL, StoredRow};
use super::{Unlocked, VaultError, VaultFile};
use crate::crypto::{self, SpaceKey};
use crate::{Id, Link};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// What is wrong with a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// Its row, its text or its place is not what was written.
    Damaged,
    /// It was not written by who it says.
    NotAuthentic,
    /// It is missing from the middle of its log.
    Missing,
    /// Its content is gone, and nobody erased it.
    Vanished,
    /// Its author is not a partner this person has confirmed.
    Unconfirmed,
}

/// A change that cannot be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Where it stands.
    pub id: ChangeId,
    /// What is wrong with it.
    pub kind: ProblemKind,
}

/// What a scan found beside the changes themselves.
#[derive(Default)]
pub struct Scan {
    /// The end of every log.
    pub tips: BTreeMap<Id, (u64, Link)>,
    /// What cannot be trusted.
    pub problems: Vec<Problem>,
    /// Every change that a valid erase names, with its row and link.
    pub erased: HashMap<ChangeId, (i64, Link)>,
    /// Rows of erased changes that hold content again.
    pub put_back: Vec<i64>,
}

/// Key ids by their number in the file, and the keys that are at hand.
type KeysByNumber = HashMap<i64, (Id, Option<Arc<SpaceKey>>)>;

struct LogReader<'a> {
    file: &'a VaultFile,
    here: &'a [&'a Unlocked],
    spaces: HashMap<i64, Id>,
    keys: KeysByNumber,
}

/// Reads all logs and gives every change that holds to `take`, log by log.
///
/// # Errors
/// Only those of the file; what is wrong with a change is in [`Scan::problems`].
pub(crate) fn scan(
    file: &VaultFile,
    here: &[&Unlocked],
    take: &mut dyn FnMut(Entry, &Head) -> Result<(), VaultError>,
) -> Result<Scan, VaultError> {
    let reader = LogReader { file, here, spaces: spaces(file)?, keys: keys(file, here)? };
    let mut out = Scan::default();
    let mut erases: Vec<(Id, Id, Erased)> = Vec::new();
    let mut rows: HashMap<ChangeId, RowFact> = HashMap::new();
    for (n, log, author) in log::all(&file.db)? {
        reader.read_log(n, log, author, &mut out, &mut rows, &mut |entry| {
            let head: Head = content::parse(&entry.json)?;
            if head.kind == "erase" {
                erases.push((entry.author, entry.space, content::parse(&entry.json)?));
            }
            take(entry, &head)
        })?;
    }
    settle_erased(&mut out, &rows, erases);
    Ok(out)
}

struct RowFact {
    author: Id,
    space: Id,
    row: i64,
    link: Link,
    empty: bool,
    readable: bool,
}

fn settle_erased(out: &mut Scan, rows: &HashMap<ChangeId, RowFact>, erases: Vec<(Id, Id, Erased)>) {
    for (author, space, erase) in erases {
        for (log, seq) in erase.what {
            let id = ChangeId { log, seq };
            if let Some(fact) =
                rows.get(&id).filter(|fact| fact.author == author && fact.space == space)
            {
                out.erased.insert(id, (fact.row, fact.link));
                if !fact.empty {
                    out.put_back.push(fact.row);
                }
            }
        }
    }
    for (id, fact) in rows {
        if fact.empty && fact.readable && !out.erased.contains_key(id) {
            out.problems.push(Problem { id: *id, kind: ProblemKind::Vanished });
        }
    }
    out.problems.retain(|problem| {
        !out.erased.contains_key(&problem.id) || problem.kind != ProblemKind::Damaged
    });
    let distinct: BTreeSet<Problem> = out.problems.drain(..).collect();
    out.problems.extend(distinct);
}

impl LogReader<'_> {
    fn public_of(&self, author: Id) -> Option<[u8; 32]> {
        self.here.iter().find_map(|me| me.public_of(author))
    }

    fn read_log(
        &self,
        n: i64,
        log: Id,
        author: Id,
        out: &mut Scan,
        facts: &mut HashMap<ChangeId, RowFact>,
        take: &mut dyn FnMut(Entry) -> Result<(), VaultError>,
    ) -> Result<(), VaultError> {
        let Some(public) = self.public_of(author) else {
            out.problems
                .push(Problem { id: ChangeId { log, seq: 0 }, kind: ProblemKind::Unconfirmed });
            return Ok(());
        };
        let mut chain = Chain::begin(self.file.id, author, log, public);
        let sound = self.check_chain(n, &mut chain, out)?;
        let sql = format!(
            "SELECT {} FROM change WHERE id >= ? AND id < ? ORDER BY id",
            StoredRow::COLUMNS
        );
        let mut query = self.file.db.prepare_cached(&sql)?;
        let mut rows = query.query((n << SEQ_BITS, (n + 1) << SEQ_BITS))?;
        while let Some(row) = rows.next()? {
            let id = ChangeId { log, seq: seq_of(n, row.get(0)?)? };
            let Ok(stored) = StoredRow::from_row(row) else { continue };
            let Some(space) = self.spaces.get(&stored.space).copied() else { continue };
            let (key_id, key) = match self.keys.get(&stored.key) {
                Some((key_id, key)) => (*key_id, key.as_ref()),
                None => continue,
            };
            let readable = key.is_some() && self.key_is_for(key_id, space);
            facts.insert(
                id,
                RowFact {
                    author,
                    space,
                    row: stored.row,
                    link: stored.link,
                    empty: stored.blob.is_none(),
                    readable,
                },
            );
            if !sound.contains(&id.seq) || stored.blob.is_none() {
                continue;
            }
            let Some(key) = key.filter(|_| readable) else {
                self.check_unreadable(id, key.is_some(), &stored, out);
                continue;
            };
            match log::decrypt_row(self.file.id, author, id, space, &stored, key) {
                Ok(entry) => take(entry)?,
                Err(VaultError::NotAuthentic(_)) => {
                    out.problems.push(Problem { id, kind: ProblemKind::NotAuthentic })
                }
                Err(_) => out.problems.push(Problem { id, kind: ProblemKind::Damaged }),
            }
        }
        Ok(())
    }

    /// A row of a space I do not read is no damage; one under a key of another space is,
    /// and so is one whose bytes are not what its plain sum says.
    fn check_unreadable(
        &self,
        id: ChangeId,
        key_of_other_space: bool,
        stored: &StoredRow,
        out: &mut Scan,
    ) {
        let rotten =
            stored.blob.as_deref().is_some_and(|blob| crypto::object_sum(blob) != stored.sum);
        if key_of_other_space || rotten {
            out.problems.push(Problem { id, kind: ProblemKind::Damaged });
        }
    }

    fn key_is_for(&self, key: Id, space: Id) -> bool {
        self.here.iter().any(|me| me.space_of(key) == Some(space))
    }

    /// Walks the chain without any blob; the numbers of the changes that hold come back.
    fn check_chain(
        &self,
        n: i64,
        chain: &mut Chain,
        out: &mut Scan,
    ) -> Result<BTreeSet<u64>, VaultError> {
        let mut query = self.file.db.prepare_cached(
            "SELECT id, space, content_hash, link, sig FROM change WHERE id >= ? AND id < ? ORDER BY id",
        )?;
        let mut rows = query.query((n << SEQ_BITS, (n + 1) << SEQ_BITS))?;
        while let Some(row) = rows.next()? {
            let seq = seq_of(n, row.get(0)?)?;
            let space = self.spaces.get(&row.get(1)?).copied();
            let parts =
                (|| -> rusqlite::Result<_> { Ok((row.get(2)?, row.get(3)?, row.get(4)?)) })().ok();
            chain.step(seq, space, parts);
        }
        if let Some((seq, link)) = chain.tip() {
            out.tips.insert(chain.log, (seq, link));
        }
        Ok(chain.finish(&mut out.problems))
    }
}

fn seq_of(n: i64, row: i64) -> Result<u64, VaultError> {
    u64::try_from(row - (n << SEQ_BITS)).map_err(|_| VaultError::Damaged("log"))
}

/// One change as the chain sees it.
struct Step {
    seq: u64,
    link: Link,
    sig: [u8; 64],
    /// The link follows from the header, the content hash and one of the candidates before it.
    follows: bool,
    /// It follows from the very link stored before it.
    follows_stored: bool,
    whole: bool,
}

/// The chain of one log: the newest signature vouches for every change it follows from.
struct Chain {
    vault: Id,
    author: Id,
    log: Id,
    public: [u8; 32],
    /// The link stored before, and the one its own parts give.
    before: Vec<Link>,
    steps: Vec<Step>,
    problems: Vec<Problem>,
}

type Parts = ([u8; 32], [u8; 32], [u8; 64]);

impl Chain {
    fn begin(vault: Id, author: Id, log: Id, public: [u8; 32]) -> Self {
        let start = crypto::log_start(vault, author, log, &public);
        Self {
            vault,
            author,
            log,
            public,
            before: vec![start],
            steps: Vec::new(),
            problems: Vec::new(),
        }
    }

    fn tip(&self) -> Option<(u64, Link)> {
        self.steps.last().map(|step| (step.seq, step.link))
    }

    fn step(&mut self, seq: u64, space: Option<Id>, parts: Option<Parts>) {
        let expected = self.steps.last().map_or(1, |step| step.seq + 1);
        for missing in (expected..seq).take(1000) {
            self.problems.push(Problem {
                id: ChangeId { log: self.log, seq: missing },
                kind: ProblemKind::Missing,
            });
        }
        if seq != expected {
            self.before.clear();
        }
        let (Some(space), Some((content_hash, link, sig))) = (space, parts) else {
            self.steps.push(Step {
                seq,
                link: crate::id::Name([0; 32]),
                sig: [0; 64],
                follows: false,
                follows_stored: false,
                whole: false,
            });
            self.before.clear();
            return;
        };
        let link: Link = crate::id::Name(link);
        let header = log::header(self.vault, self.author, ChangeId { log: self.log, seq }, space);
        let computed: Vec<Link> = self
            .before
            .iter()
            .map(|before| crypto::link(&header, *before, &content_hash))
            .collect();
        let follows_stored = computed.first() == Some(&link);
        let follows = computed.contains(&link);
        self.before =
            std::iter::once(link).chain(computed.into_iter().filter(|c| *c != link)).collect();
        self.before.truncate(2);
        self.steps.push(Step { seq, link, sig, follows, follows_stored, whole: true });
    }

    fn finish(&mut self, problems: &mut Vec<Problem>) -> BTreeSet<u64> {
        problems.append(&mut self.problems);
        let mut sound = BTreeSet::new();
        let mut vouched = false;
        for at in (0..self.steps.len()).rev() {
            let step = &self.steps[at];
            let signed = step.whole
                && (vouched
                    || crypto::verify(&self.public, SIGN_LABEL, &[&step.link.0], &step.sig)
                        .is_ok());
            let holds = step.follows && signed;
            if holds {
                sound.insert(step.seq);
            } else {
                let kind =
                    if step.whole { ProblemKind::NotAuthentic } else { ProblemKind::Damaged };
                problems.push(Problem { id: ChangeId { log: self.log, seq: step.seq }, kind });
            }
            vouched = holds && step.follows_stored;
        }
        sound
    }
}

fn spaces(file: &VaultFile) -> Result<HashMap<i64, Id>, VaultError> {
    numbered(file, "SELECT n, id FROM space")
}

fn keys(file: &VaultFile, here: &[&Unlocked]) -> Result<KeysByNumber, VaultError> {
    let held = |id: Id| here.iter().find_map(|me| me.key(id)).cloned();
    Ok(numbered(file, "SELECT n, id FROM key")?
        .into_iter()
        .map(|(n, id)| (n, (id, held(id))))
        .collect())
}

fn numbered(file: &VaultFile, sql: &str) -> Result<HashMap<i64, Id>, VaultError> {
    let mut query = file.db.prepare(sql)?;
    let mut rows = query.query([])?;
    let mut map = HashMap::new();
    while let Some(row) = rows.next()? {
        map.insert(row.get(0)?, super::rows::id(row, 1)?);
    }
    Ok(map)
}
