//! The chain of one log, and which of its changes hold. Format: docs/format.md §6.

use super::log::{self, ChangeId, SIGN_LABEL};
use super::{Problem, ProblemKind};
use crate::crypto;
use crate::{Id, Link};
use std::collections::BTreeMap;

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
pub(super) struct Chain {
    vault: Id,
    author: Id,
    pub(super) log: Id,
    public: [u8; 32],
    /// The link stored before, and the one its own parts give.
    before: [Option<Link>; 2],
    steps: Vec<Step>,
    problems: Vec<Problem>,
    /// Of a log whose key was given up: the links that count in place of its signatures.
    ended: Option<BTreeMap<u64, Link>>,
}

/// Which changes of a log hold.
pub(super) struct Sound {
    /// Their numbers, in order.
    numbers: Vec<u64>,
    /// How many there are, whether they hold or not.
    of: usize,
}

impl Sound {
    pub(super) fn contains(&self, seq: u64) -> bool {
        self.numbers.binary_search(&seq).is_ok()
    }

    /// Whether all of them hold.
    pub(super) fn is_whole(&self) -> bool {
        self.numbers.len() == self.of
    }
}

/// How far back one row that rots in a log that ended can take others with it.
const BELIEVED_EVERY: u64 = 1024;

/// How many numbers of one gap are named.
const MOST_OF_A_GAP: usize = 1_000;
/// How many numbers of all gaps of a log are: a row at the end of each costs next to nothing.
const MOST_MISSING: usize = 10_000;

/// Content hash, link and signature of a row.
pub(super) type Parts = (Option<[u8; 32]>, Option<[u8; 32]>, Option<[u8; 64]>);

impl Chain {
    /// The chain of a log that nothing was read of yet.
    pub(super) fn begin(vault: Id, author: Id, log: Id, public: [u8; 32]) -> Self {
        let start = crypto::log_start(vault, author, log, &public);
        Self {
            vault,
            author,
            log,
            public,
            before: [Some(start), None],
            steps: Vec::new(),
            problems: Vec::new(),
            ended: None,
        }
    }

    /// The same, of a log whose author gave its key up: signatures count no more, these links do.
    pub(super) fn ended_with(mut self, links: Option<&BTreeMap<u64, Link>>) -> Self {
        self.ended = links.cloned();
        self
    }

    /// The links by which this log is believed once its signatures count no more.
    pub(super) fn believed(&mut self) -> BTreeMap<u64, Link> {
        let sound = self.finish(&mut Vec::new());
        let next = self.steps.iter().skip(1).map(Some).chain([None]);
        let alone = self.steps.iter().zip(next).filter(|(step, next)| {
            let vouched = next.is_some_and(|next| sound.contains(next.seq) && next.follows_stored);
            !vouched || step.seq.is_multiple_of(BELIEVED_EVERY)
        });
        let sound = alone.filter(|(step, _)| sound.contains(step.seq));
        sound.map(|(step, _)| (step.seq, step.link)).collect()
    }

    fn is_signed(&self, step: &Step) -> bool {
        match &self.ended {
            Some(links) => links.get(&step.seq) == Some(&step.link),
            None => crypto::verify(&self.public, SIGN_LABEL, &[&step.link.0], &step.sig).is_ok(),
        }
    }

    /// The last change that holds.
    pub(super) fn tip(&self, sound: &Sound) -> Option<(u64, Link)> {
        let last = self.steps.iter().rev().find(|step| sound.contains(step.seq));
        last.map(|step| (step.seq, step.link))
    }

    /// The next row, in order of numbers; a part is missing when its column has the wrong shape.
    pub(super) fn step(&mut self, seq: u64, space: Option<Id>, parts: Parts) {
        let expected = self.steps.last().map_or(1, |step| step.seq + 1);
        let room = MOST_MISSING.saturating_sub(self.problems.len()).min(MOST_OF_A_GAP);
        for missing in (expected..seq).take(room) {
            self.problems.push(Problem {
                id: ChangeId { log: self.log, seq: missing },
                kind: ProblemKind::Missing,
            });
        }
        if seq != expected {
            self.before = [None; 2];
        }
        // A column of the wrong shape takes its own row out, and not the rows beside it.
        let (content_hash, link, sig) = parts;
        let link: Option<Link> = link.map(crate::id::Name);
        let computed = match (space, content_hash) {
            (Some(space), Some(content_hash)) => {
                let id = ChangeId { log: self.log, seq };
                let header = log::header(self.vault, self.author, id, space);
                self.before.map(|before| before.map(|it| crypto::link(&header, it, &content_hash)))
            }
            _ => [None; 2],
        };
        self.steps.push(Step {
            seq,
            link: link.unwrap_or(crate::id::Name([0; 32])),
            sig: sig.unwrap_or([0; 64]),
            follows: link.is_some() && computed.contains(&link),
            follows_stored: link.is_some() && computed[0] == link,
            whole: link.is_some() && space.is_some() && content_hash.is_some(),
        });
        let other = computed.into_iter().find(|computed| computed.is_some() && *computed != link);
        // In a backup a link of the wrong shape is zeros; it says no more there than here.
        let stored = link.filter(|link| link.0 != [0; 32]);
        self.before = if stored.is_some() { [stored, other.flatten()] } else { computed };
    }

    /// Checks signatures from the end, and tells which changes hold.
    pub(super) fn finish(&mut self, problems: &mut Vec<Problem>) -> Sound {
        problems.append(&mut self.problems);
        let mut numbers = Vec::with_capacity(self.steps.len());
        let mut vouched = false;
        for step in self.steps.iter().rev() {
            let signed = step.whole && (vouched || self.is_signed(step));
            let holds = step.follows && signed;
            if holds {
                numbers.push(step.seq);
            } else {
                let kind =
                    if step.whole { ProblemKind::NotAuthentic } else { ProblemKind::Damaged };
                problems.push(Problem { id: ChangeId { log: self.log, seq: step.seq }, kind });
            }
            vouched = holds && step.follows_stored;
        }
        numbers.reverse();
        Sound { numbers, of: self.steps.len() }
    }
}
