//! What a partner has seen last, and how the file differs from it. Format: docs/format.md §7.
//!
//! A witness stands in the file, renewed in the transaction of every write, and a copy of it
//! in this computer's folder. What either has seen and the file does not hold any more is a
//! [`Difference`]; it stays one at every unlock until the person accepts it. So the entry of a log
//! that differs is not renewed before.

use super::computer::Remembered;
use super::log::{self, ChangeId};
use super::rows::{self, no_longer};
use super::{Computer, Problem, ProblemKind, Unlocked, VaultError, VaultFile};
use crate::crypto::{self, KeyId, ObjectType, SpaceKey};
use crate::{Id, Link, Surroundings};
use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// More than 64 logs need.
const LARGEST: i64 = 65_536;

/// What a partner has seen.
#[derive(Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Witness {
    /// The newest change of every log.
    logs: BTreeMap<Id, (u64, Link)>,
    /// The keyslots that were theirs.
    slots: BTreeSet<(Id, Id)>,
    /// The keys they were granted.
    keys: BTreeSet<KeyId>,
}

/// A witness as its row holds it, under its partner's Mine key.
#[derive(Clone)]
pub(super) struct EncryptedWitness {
    pub(super) key: KeyId,
    pub(super) blob: Vec<u8>,
}

/// One of the two places where a witness stands.
#[derive(Default, Clone)]
struct Place {
    witness: Witness,
    /// What differs from the file and was not accepted: it stays as it is.
    logs_differ: BTreeSet<Id>,
    slots_differ: bool,
    keys_differ: bool,
}

/// What a partner has seen, by the file and by this computer.
#[derive(Default, Clone)]
pub(super) struct Seen {
    in_file: Place,
    outside: Place,
    /// What stands outside under a key that is not at hand: it stays until that is accepted.
    unread: Option<EncryptedWitness>,
}

/// What was seen and is not there, or is there and was never seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    /// What it is: one of the kinds of a [`Problem`] that a witness tells.
    pub kind: ProblemKind,
    /// Which log; zeros where it is of none.
    pub log: Id,
    /// Whose log it is, if the file still says.
    pub author: Option<Id>,
    /// The numbers that it is about, from and to.
    pub numbers: (u64, u64),
}

/// That a partner goes on without what is gone. Its place, its clock, and the numbers by log.
#[derive(Clone)]
pub(super) struct Acceptance {
    pub(super) id: ChangeId,
    pub(super) clock: u64,
    pub(super) lost: BTreeMap<Id, (u64, u64)>,
}

/// What reading the logs came to.
pub(crate) struct Found<'a> {
    /// The newest change that holds, by log.
    pub(crate) tips: &'a BTreeMap<Id, (u64, Link)>,
    pub(crate) problems: &'a [Problem],
    /// Those that the changes of somebody here tell, by what they say they saw.
    pub(crate) missed: &'a [(Id, Problem)],
    /// Where a key first came into use.
    pub(crate) keys: &'a HashMap<KeyId, ChangeId>,
    /// Keys that went out of use, each with its space: whoever takes new keys takes their grants out.
    pub(crate) retired: &'a HashSet<(Id, KeyId)>,
}

impl Difference {
    fn of_log(kind: ProblemKind, log: Id, author: Option<Id>, numbers: (u64, u64)) -> Self {
        Self { kind, log, author, numbers }
    }

    fn of_none(kind: ProblemKind) -> Self {
        Self { kind, log: crate::id::Name([0; 16]), author: None, numbers: (0, 0) }
    }

    /// How many changes it is about.
    pub fn changes(&self) -> u64 {
        let (from, to) = self.numbers;
        (to + 1).saturating_sub(from)
    }

    /// The same among all that cannot be trusted.
    pub(crate) fn problem(&self) -> Problem {
        Problem { id: ChangeId { log: self.log, seq: self.numbers.1 }, kind: self.kind }
    }
}

impl Witness {
    /// That one log went as far as this, and nothing else.
    fn of_end(Remembered { log, seq, link }: Remembered) -> Self {
        Self { logs: BTreeMap::from([(log, (seq, link))]), ..Self::default() }
    }

    fn knows(&self, change: ChangeId) -> bool {
        self.logs.get(&change.log).is_some_and(|(seq, _)| change.seq <= *seq)
    }
}

impl Place {
    fn renew(&mut self, tips: &[(Id, (u64, Link))], slots: &[(Id, Id)], keys: &BTreeSet<KeyId>) {
        for (log, tip) in tips.iter().filter(|(log, _)| !self.logs_differ.contains(log)) {
            self.witness.logs.insert(*log, *tip);
        }
        if !self.slots_differ {
            self.witness.slots = slots.iter().copied().collect();
        }
        if !self.keys_differ {
            self.witness.keys.clone_from(keys);
        }
    }
}

impl Unlocked {
    /// The keys of every space but their Mine.
    fn granted(&self) -> BTreeSet<KeyId> {
        let granted = self.keys.iter().filter(|(_, (space, _))| *space != self.partner);
        granted.map(|(id, _)| *id).collect()
    }

    /// This partner has seen these ends of logs now.
    pub(super) fn renew_seen(&mut self, tips: &[(Id, (u64, Link))]) {
        let keys = self.granted();
        self.seen.in_file.renew(tips, &self.slots, &keys);
        self.seen.outside.renew(tips, &self.slots, &keys);
    }

    /// This partner has seen what the file holds, and nothing else: what differed is accepted.
    pub(super) fn settle_seen(&mut self, tips: &BTreeMap<Id, (u64, Link)>) {
        self.seen = Seen::default();
        self.differences.clear();
        self.renew_seen(&tips.iter().map(|(log, tip)| (*log, *tip)).collect::<Vec<_>>());
    }

    /// Whether a claim on a log was made before it was accepted that it does not hold any more.
    fn accepted(&self, by: &Witness, log: Id, seq: u64) -> bool {
        self.accepted.iter().any(|accepted| {
            let numbers = accepted.lost.get(&log);
            numbers.is_some_and(|(from, to)| (*from..=*to).contains(&seq)) && !by.knows(accepted.id)
        })
    }

    /// As `accepted`, for what a change of theirs at this place in the fold says of other logs.
    pub(super) fn accepted_after(&self, order: (u64, Id, u64), claim: ChangeId) -> bool {
        self.accepted.iter().any(|accepted| {
            let numbers = accepted.lost.get(&claim.log);
            numbers.is_some_and(|(from, to)| (*from..=*to).contains(&claim.seq))
                && (accepted.clock, accepted.id.log, accepted.id.seq) > order
        })
    }
}

impl VaultFile {
    fn encrypt_witness(
        &self,
        me: &Unlocked,
        witness: &Witness,
        surroundings: &mut dyn Surroundings,
    ) -> Result<EncryptedWitness, VaultError> {
        let key = me.mine_key()?;
        let json = serde_json::to_vec(witness).map_err(|_| VaultError::TooLarge)?;
        let id = key.id();
        let place: [&[u8]; 4] = [&self.id.0, &me.partner.0, &[0; 16], &id.0];
        let blob = crypto::encrypt_object(&key, ObjectType::Witness, &place, &json, surroundings);
        Ok(EncryptedWitness { key: id, blob })
    }

    fn decrypt_witness(&self, me: &Unlocked, of: &EncryptedWitness) -> Option<Witness> {
        let key = me.mine_key().ok()?;
        self.decrypt_witness_with(me, &key, of)
    }

    /// What stands outside may be of before this partner took new keys, on another computer.
    fn decrypt_outside(&self, me: &Unlocked, of: &EncryptedWitness) -> Option<Witness> {
        let key = me.key(of.key).filter(|_| me.space_of(of.key) == Some(me.partner))?;
        self.decrypt_witness_with(me, key, of)
    }

    fn decrypt_witness_with(
        &self,
        me: &Unlocked,
        key: &SpaceKey,
        of: &EncryptedWitness,
    ) -> Option<Witness> {
        let place: [&[u8]; 4] = [&self.id.0, &me.partner.0, &[0; 16], &key.id().0];
        let json = crypto::decrypt_object(key, ObjectType::Witness, &place, &of.blob).ok()?;
        super::strict::is_strict(&json).then(|| serde_json::from_slice(&json).ok())?
    }

    /// Renews the witness of everybody here, inside the transaction of what they wrote.
    pub(crate) fn witness(
        &self,
        here: &mut [&mut Unlocked],
        surroundings: &mut dyn Surroundings,
    ) -> Result<(), VaultError> {
        let tips: Vec<_> =
            here.iter().filter_map(|me| Some((me.tip?.log, (me.tip?.seq, me.tip?.link)))).collect();
        for me in here {
            let before = me.seen.in_file.witness.clone();
            me.renew_seen(&tips);
            // A draft moves nothing that is witnessed.
            if me.seen.in_file.witness != before {
                self.put_witness(me, surroundings)?;
            }
        }
        Ok(())
    }

    pub(super) fn put_witness(
        &self,
        me: &Unlocked,
        surroundings: &mut dyn Surroundings,
    ) -> Result<(), VaultError> {
        let of = self.encrypt_witness(me, &me.seen.in_file.witness, surroundings)?;
        self.db
            .prepare_cached(
                "INSERT INTO witness(partner, key, blob) VALUES(?, ?, ?)
                 ON CONFLICT(partner) DO UPDATE SET key = excluded.key, blob = excluded.blob",
            )?
            .execute((&me.partner.0[..], &of.key.0[..], &of.blob))?;
        Ok(())
    }

    /// The copy of a witness for this computer's folder.
    pub(super) fn witness_outside(
        &self,
        me: &Unlocked,
        surroundings: &mut dyn Surroundings,
    ) -> Result<EncryptedWitness, VaultError> {
        match &me.seen.unread {
            Some(unread) => Ok(unread.clone()),
            None => self.encrypt_witness(me, &me.seen.outside.witness, surroundings),
        }
    }

    /// The witness of `me` in the file, if there is one and it opens.
    fn witness_in_file(&self, me: &Unlocked) -> Result<Option<Witness>, VaultError> {
        let find = concat!(
            "SELECT ",
            no_longer!("key" <= 16),
            ", blob FROM witness WHERE partner = ? AND octet_length(blob) <= ?"
        );
        let row = self
            .db
            .query_row(find, (&me.partner.0[..], LARGEST), |row| Ok((row.get(0), row.get(1))));
        let Some((Ok(key), Ok(blob))) = row.optional()? else { return Ok(None) };
        Ok(self.decrypt_witness(me, &EncryptedWitness { key: crate::id::Name(key), blob }))
    }

    /// Holds the file against what `me` has seen of it, and renews what does not differ.
    pub(crate) fn hold_against_seen(
        &self,
        me: &mut Unlocked,
        computer: &Computer,
        found: &Found<'_>,
        surroundings: &mut dyn Surroundings,
    ) -> Result<(), VaultError> {
        let in_file = self.witness_in_file(me)?;
        let kept = computer.witness(self.id, me.partner);
        let outside = kept.as_ref().and_then(|of| self.decrypt_outside(me, of));
        // Of what was seen under a key that is lost, only what stands beside it in plain is known.
        let is_lost = kept.as_ref().is_some_and(|of| me.lost_key(of.key));
        let last = || Some(Witness::of_end(computer.remembered(self.id, me.partner)?));
        let outside = if is_lost { last() } else { outside };
        let unread = kept.filter(|of| me.key(of.key).is_none() && !is_lost);
        let mut differences = Differences { file: self, me, found, all: Vec::new() };
        let mut of_file = differences.place(in_file.clone().unwrap_or_default())?;
        differences.unwitnessed(&mut of_file)?;
        let by_file = differences.all.len();
        let outside = differences.place(outside.unwrap_or_default())?;
        let seen = Seen { in_file: of_file, outside, unread };
        differences.call_older(by_file);
        if seen.unread.is_some() {
            differences.add(Difference::of_none(ProblemKind::UnknownKey));
        }
        differences.by_own_changes()?;
        me.differences = differences.all;
        me.seen = seen;
        let tips: Vec<_> = found.tips.iter().map(|(log, tip)| (*log, *tip)).collect();
        me.renew_seen(&tips);
        if in_file.as_ref() != Some(&me.seen.in_file.witness) {
            // Where it cannot be written the older one stands: it says less, and nothing wrong.
            let _ = self.put_witness(me, surroundings);
        }
        Ok(())
    }
}

/// What differs, while it is looked for.
struct Differences<'a> {
    file: &'a VaultFile,
    me: &'a Unlocked,
    found: &'a Found<'a>,
    all: Vec<Difference>,
}

impl Differences<'_> {
    /// Holds one witness against the file.
    fn place(&mut self, mut witness: Witness) -> Result<Place, VaultError> {
        let mut place = Place::default();
        for (log, (seq, link)) in witness.logs.clone() {
            if self.me.accepted(&witness, log, seq) {
                // Nothing renews the entry of a log that is gone as a whole.
                if !self.found.tips.contains_key(&log) {
                    witness.logs.remove(&log);
                }
            } else if self.differs(ChangeId { log, seq }, link)? {
                place.logs_differ.insert(log);
            }
        }
        let is_accepted = self.me.accepted.iter().any(|accepted| !witness.knows(accepted.id));
        // Who has seen anything has seen the keyslot they came through: else only a log is known.
        if !is_accepted && !witness.slots.is_empty() {
            let own: BTreeSet<_> = self.me.slots.iter().copied().collect();
            // A list that the witness does not know yet may name others.
            let known = self.me.slots_at.is_some_and(|at| witness.knows(at));
            place.slots_differ = known && own != witness.slots;
            place.keys_differ = self.keys_differ(&witness);
        }
        if place.slots_differ {
            self.add(Difference::of_none(ProblemKind::OldKeyslot));
        }
        place.witness = witness;
        Ok(place)
    }

    /// Whether what was seen of a log is not there; named, unless reading the logs named it.
    fn differs(&mut self, id: ChangeId, link: Link) -> Result<bool, VaultError> {
        let Some((n, author)) = self.log(id.log)? else {
            self.add(Difference::of_log(ProblemKind::MissingEnd, id.log, None, (1, id.seq)));
            return Ok(true);
        };
        let stands =
            log::row_id(n, id.seq).ok().map(|row| rows::link_of(&self.file.db, row)).transpose()?;
        let Some(stands) = stands.flatten() else {
            let last = self.last_of(n)?;
            if last < id.seq {
                let numbers = (last + 1, id.seq);
                let kind = ProblemKind::MissingEnd;
                self.add(Difference::of_log(kind, id.log, Some(author), numbers));
            }
            return Ok(true);
        };
        let is_named = self.found.problems.iter().any(|problem| {
            problem.id == id
                && matches!(problem.kind, ProblemKind::Damaged | ProblemKind::NotAuthentic)
        });
        if stands != link.0 && !is_named {
            let numbers = (id.seq, id.seq);
            let kind = ProblemKind::Rewritten;
            self.add(Difference::of_log(kind, id.log, Some(author), numbers));
        }
        Ok(stands != link.0)
    }

    /// A key that was seen and is gone, or one that had gone and is there again.
    fn keys_differ(&mut self, witness: &Witness) -> bool {
        let held = self.me.granted();
        let is_retired = |key: &KeyId| self.found.retired.iter().any(|(_, of)| of == key);
        let gone = witness.keys.iter().any(|key| !held.contains(key) && !is_retired(key));
        let is_old = |key: &KeyId| self.found.keys.get(key).is_some_and(|at| witness.knows(*at));
        let back = held.iter().any(|key| !witness.keys.contains(key) && is_old(key));
        // Often the rows of a space tell it already.
        if gone && !self.found.problems.iter().any(|one| one.kind == ProblemKind::GrantGone) {
            self.add(Difference::of_none(ProblemKind::GrantGone));
        }
        if back {
            self.add(Difference::of_none(ProblemKind::OldGrant));
        }
        gone || back
    }

    /// Changes in one's own logs that the witness of the same transaction does not know.
    fn unwitnessed(&mut self, place: &mut Place) -> Result<(), VaultError> {
        let own = log::all(&self.file.db)?.whole;
        for (_, log, author) in own.into_iter().filter(|(_, _, by)| *by == self.me.partner) {
            let known = place.witness.logs.get(&log).map_or(0, |(seq, _)| *seq);
            let Some((last, _)) = self.found.tips.get(&log) else { continue };
            if *last > known && !place.logs_differ.contains(&log) {
                let numbers = (known + 1, *last);
                let kind = ProblemKind::Unwitnessed;
                self.add(Difference::of_log(kind, log, Some(author), numbers));
                place.logs_differ.insert(log);
            }
        }
        Ok(())
    }

    /// Where everything in the file fits what the file says of itself, and this computer has seen
    /// more, the file is an older one as a whole.
    fn call_older(&mut self, by_file: usize) {
        let is_end = |one: &Difference| one.kind == ProblemKind::MissingEnd;
        if !self.all[..by_file].iter().any(is_end) {
            for one in self.all[by_file..].iter_mut().filter(|one| is_end(one)) {
                one.kind = ProblemKind::OlderFile;
            }
        }
    }

    /// What this partner's own changes say that they saw; found when the logs were read.
    fn by_own_changes(&mut self) -> Result<(), VaultError> {
        let told = |kind| matches!(kind, ProblemKind::MissingEnd | ProblemKind::Rewritten);
        let own = self.found.missed.iter().filter(|(who, _)| *who == self.me.partner);
        for Problem { id, kind } in own.map(|(_, one)| one).filter(|one| told(one.kind)) {
            let log = self.log(id.log)?;
            let from = match (kind, log) {
                (ProblemKind::Rewritten, _) => id.seq,
                (_, Some((n, _))) => self.last_of(n)? + 1,
                (_, None) => 1,
            };
            let author = log.map(|(_, author)| author);
            self.add(Difference::of_log(*kind, id.log, author, (from, id.seq)));
        }
        Ok(())
    }

    /// Names a log once: what is missing as far as anybody saw it.
    fn add(&mut self, new: Difference) {
        let is_end = |kind| matches!(kind, ProblemKind::MissingEnd | ProblemKind::OlderFile);
        let known = self.all.iter_mut().find(|known| {
            let same = known.kind == new.kind || (is_end(known.kind) && is_end(new.kind));
            known.log == new.log && same
        });
        match known {
            Some(known) => {
                let ((from, to), (also_from, also_to)) = (known.numbers, new.numbers);
                known.numbers = (from.min(also_from), to.max(also_to));
            }
            None => self.all.push(new),
        }
    }

    fn log(&self, log: Id) -> Result<Option<(i64, Id)>, VaultError> {
        let all = log::all(&self.file.db)?.whole;
        Ok(all.into_iter().find(|(_, id, _)| *id == log).map(|(n, _, author)| (n, author)))
    }

    fn last_of(&self, n: i64) -> Result<u64, VaultError> {
        let Some(range) = log::rows_of(n) else { return Ok(0) };
        let find = "SELECT max(id) FROM change WHERE id >= ? AND id < ?";
        let last: Option<i64> =
            self.file.db.query_row(find, (range.start, range.end), |row| row.get(0))?;
        Ok(last.map_or(0, |last| (last - (range.start - 1)).unsigned_abs()))
    }
}
