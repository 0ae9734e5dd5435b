//! What the changes of a scan say of other changes, until all of them are read. Format: docs/format.md §6.

use super::content::{self, Erased, Head, NewCard};
use super::log::{self, ChangeId, Entry};
use super::problem::{Problem, ProblemKind};
use super::scan::{Erasure, Scan};
use super::{Unlocked, VaultError};
use crate::{Id, Link};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What the changes say of other changes, until all of them are read.
#[derive(Default)]
pub(super) struct Said {
    logs: BTreeMap<Id, LogFacts>,
    /// Author and space of each erase.
    erases: Vec<(Id, Id, Erased)>,
    /// Where those who are here saw other logs stand, by who says so.
    seen: HashMap<(Id, ChangeId), Sight>,
    /// Who says under the card that counts which one is theirs from then on.
    pub(super) cards: HashSet<(Id, Link)>,
    /// By who is here and space: the first change of theirs in a space they cannot read.
    locked_out: BTreeMap<(Id, Id), ChangeId>,
}

/// What somebody here once saw of a log: the link, and where in the fold they say so.
struct Sight {
    link: Link,
    order: (u64, Id, u64),
}

/// The rows of one log, in the order of their numbers.
struct LogFacts {
    author: Id,
    rows: Vec<RowFact>,
}

/// What a row shows before anything opens it.
pub(super) struct RowFact {
    pub(super) row: i64,
    /// Unknown when the row is broken.
    pub(super) place: Option<(Id, Link)>,
    pub(super) holds: bool,
    pub(super) empty: bool,
    pub(super) readable: bool,
}

impl LogFacts {
    fn find(&self, seq: u64) -> Option<&RowFact> {
        let at = self.rows.binary_search_by_key(&seq, |fact| log::number_of(fact.row));
        at.ok().map(|at| &self.rows[at])
    }

    fn last(&self) -> Option<u64> {
        self.rows.last().map(|fact| log::number_of(fact.row))
    }
}

impl Said {
    /// The next row of a log.
    pub(super) fn row(&mut self, log: Id, author: Id, fact: RowFact) {
        let facts = self.logs.entry(log).or_insert_with(|| LogFacts { author, rows: Vec::new() });
        facts.rows.push(fact);
    }

    /// A change of somebody here, in a space they cannot read.
    pub(super) fn locked_out(&mut self, who: Id, space: Id, change: ChangeId) {
        self.locked_out.entry((who, space)).or_insert(change);
    }

    /// What a change that holds says of others.
    pub(super) fn take(
        &mut self,
        entry: &Entry,
        head: &Head,
        here: &[&Unlocked],
    ) -> Result<(), VaultError> {
        if head.kind == "erase" && head.schema <= content::SCHEMA {
            self.erases.push((entry.author, entry.space, content::parse(entry.json())?));
        }
        if head.kind == "card" && head.schema <= content::SCHEMA {
            let NewCard { card } = content::parse(entry.json())?;
            self.cards.insert((entry.author, card));
        }
        if here.iter().any(|me| me.partner() == entry.author) {
            let order = (head.clock, entry.id.log, entry.id.seq);
            for (log, (seq, link)) in &head.seen {
                let by = (entry.author, ChangeId { log: *log, seq: *seq });
                // The last of each to say so counts: what was accepted before is claimed anew.
                if self.seen.get(&by).is_none_or(|known| known.order <= order) {
                    self.seen.insert(by, Sight { link: *link, order });
                }
            }
        }
        Ok(())
    }

    fn find(&self, id: ChangeId) -> Option<(Id, &RowFact)> {
        let facts = self.logs.get(&id.log)?;
        Some((facts.author, facts.find(id.seq)?))
    }

    /// Once all is read: what is erased, and what should not be gone or be another.
    pub(super) fn settle(&self, here: &[&Unlocked], out: &mut Scan) {
        self.find_gone_grants(here, out);
        self.settle_erased(out);
        self.settle_seen(here, out);
    }

    /// Whoever wrote in a space had its key, and everybody reads at least one Ours.
    fn find_gone_grants(&self, here: &[&Unlocked], out: &mut Scan) {
        for first in self.locked_out.values() {
            out.problem(*first, ProblemKind::GrantGone);
        }
        for (n, me) in (0..).zip(here) {
            let named = self.locked_out.keys().any(|(who, _)| *who == me.partner());
            if !me.reads_more_than_mine() && !named {
                out.outside(n, ProblemKind::GrantGone);
            }
        }
    }

    fn settle_erased(&self, out: &mut Scan) {
        for (author, space, erase) in &self.erases {
            for (log, seq) in &erase.what {
                let id = ChangeId { log: *log, seq: *seq };
                let named = self.find(id).filter(|(of, _)| of == author);
                let Some((_, fact)) =
                    named.filter(|(_, fact)| fact.place.is_none_or(|(of, _)| of == *space))
                else {
                    continue;
                };
                // A stored link that does not hold may be that of anything.
                let link = fact.place.filter(|_| fact.holds).map(|(_, link)| link);
                let known = out.erased.insert(id, Erasure { row: fact.row, author: *author, link });
                if !fact.empty && known.is_none() {
                    out.put_back.push(fact.row);
                }
            }
        }
        for (log, facts) in &self.logs {
            for fact in facts.rows.iter().filter(|fact| fact.empty && fact.readable) {
                let id = ChangeId { log: *log, seq: log::number_of(fact.row) };
                if !out.erased.contains_key(&id) {
                    out.problem(id, ProblemKind::Vanished);
                }
            }
        }
        // Of a row that does not say what it was, nobody knows what else is gone with it.
        let erased = &out.erased;
        let is_known = |id: ChangeId| erased.get(&id).is_some_and(|erased| erased.link.is_some());
        out.problems.retain(|it| it.kind != ProblemKind::Damaged || !is_known(it.id));
    }

    /// A log that was shortened or signed anew differs from what those who are here once saw.
    fn settle_seen(&self, here: &[&Unlocked], out: &mut Scan) {
        let unread: BTreeSet<Id> = out.problems.iter().filter_map(Problem::whole_log).collect();
        for ((by, id), Sight { link, order }) in &self.seen {
            // A log that was not read is named already; what stands in it was not looked at.
            if unread.contains(&id.log) {
                continue;
            }
            if here.iter().any(|me| me.partner() == *by && me.accepted_after(*order, *id)) {
                continue;
            }
            let last = self.logs.get(&id.log).and_then(LogFacts::last);
            match self.find(*id).map(|(_, fact)| fact.place) {
                // A gap in the middle is named already.
                None if last.is_some_and(|last| last > id.seq) => {}
                None => out.missed(*by, *id, ProblemKind::MissingEnd),
                Some(Some((_, stands))) if stands != *link => {
                    let problem = Problem { id: *id, kind: ProblemKind::NotAuthentic };
                    if !out.problems.contains(&problem) {
                        out.missed(*by, *id, ProblemKind::Rewritten);
                    }
                }
                // A broken row is named already.
                Some(_) => {}
            }
        }
    }
}
