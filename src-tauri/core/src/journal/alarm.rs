//! What a person must be told at an unlock, and every change that cannot be trusted.

use super::Desk;
use super::at::RestoredAt;
use crate::Id;
use crate::vault::{Difference, Keyslot, Problem, ProblemKind, Unlocked};
use chrono::{DateTime, FixedOffset};

/// What the person must be told at this unlock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alarm {
    /// Something erased, or a keyslot that is not theirs, stood in the file again; it is gone.
    PutBack,
    /// Changes that do not open or were not written by who they say, and keys and members that
    /// are not what they should be.
    Damaged(u32),
    /// The key to Ours is not in the file any more: what is there is out of sight.
    GrantGone,
    /// There is a way into this partner's part that they were not told of yet.
    NewKeyslot(Keyslot),
    /// A keyslot of theirs, a kit perhaps, is not in the file any more.
    KeyslotGone,
    /// The file is older than what this computer has seen: a copy or a backup took its place.
    OlderFile {
        /// How many changes are gone with it.
        changes: u64,
    },
    /// The partner restored this journal from a backup: what was written after it was made is not
    /// here.
    Restored {
        /// Who did.
        by: Id,
        /// When the backup was made, by the clock of the computer it was made on.
        made: DateTime<FixedOffset>,
        /// How many changes that this computer has seen are gone with it; [`Alarm::OlderFile`] does
        /// not tell them too.
        changes: u64,
    },
    /// This computer has seen this journal under a key that the file does not have: it may be from
    /// before this person took new keys.
    UnknownKey,
    /// The end of a log that this person saw was cut off.
    MissingEnd {
        /// Whose log, if the file still says.
        author: Option<Id>,
        /// How many changes are gone.
        changes: u64,
    },
    /// A log says something else where this person saw it before, and its author signed it.
    Rewritten {
        /// Whose log, if the file still says.
        author: Option<Id>,
    },
    /// Changes in this person's own name that their witness does not know: it was taken out or
    /// set back, or somebody wrote with their keys.
    Unwitnessed {
        /// How many.
        changes: u64,
    },
    /// The keyslot that let them in is one they had given up.
    OldKeyslot,
    /// A key that they had let go is granted to them again.
    OldGrant,
    /// The partner's card is another one than they confirmed: nothing of it is believed.
    OtherCard,
    /// The partner took new keys: what they write with them is read once both sat down together.
    NewCard,
}

impl Alarm {
    /// What a difference is to the person; nothing where another alarm says it.
    fn of(one: &Difference) -> Option<Self> {
        let (author, changes) = (one.author, one.changes());
        Some(match one.kind {
            ProblemKind::MissingEnd => Self::MissingEnd { author, changes },
            ProblemKind::Rewritten => Self::Rewritten { author },
            ProblemKind::OldKeyslot => Self::OldKeyslot,
            ProblemKind::UnknownKey => Self::UnknownKey,
            ProblemKind::OldGrant => Self::OldGrant,
            _ => return None,
        })
    }
}

/// What is to be told of a book, and of who was unlocked last.
pub(super) fn alarms_of(desk: &Desk, me: &Unlocked) -> Vec<Alarm> {
    let problems = &desk.book.problems;
    let of = |kind: ProblemKind| problems.iter().filter(move |problem| problem.kind == kind);
    let new_card = of(ProblemKind::NewCard).count() > 0;
    let is_damage = |problem: &&Problem| {
        use ProblemKind as Kind;
        let told = matches!(
            problem.kind,
            Kind::GrantGone | Kind::MissingEnd | Kind::Rewritten | Kind::OtherCard | Kind::NewCard
        );
        // The logs under a new card are those that wait for it to be confirmed.
        let waits = new_card && problem.kind == Kind::Unconfirmed;
        !(told || waits)
    };
    let damaged = problems.iter().filter(is_damage).count() as u32 + me.refused_grants;
    let (restored, older) = tell_older(desk, me);
    let unwitnessed = me.differences.iter().filter(|one| one.kind == ProblemKind::Unwitnessed);
    let unwitnessed: u64 = unwitnessed.map(Difference::changes).sum();
    let gone = of(ProblemKind::GrantGone).count()
        + me.differences.iter().filter(|one| one.kind == ProblemKind::GrantGone).count();
    let put_back = me.put_back || desk.book.file_put_back || !desk.book.put_back.is_empty();
    let told = [
        put_back.then_some(Alarm::PutBack),
        (damaged > 0).then_some(Alarm::Damaged(damaged)),
        (gone > 0).then_some(Alarm::GrantGone),
        me.slot_gone.then_some(Alarm::KeyslotGone),
        restored,
        (older > 0).then_some(Alarm::OlderFile { changes: older }),
        (unwitnessed > 0).then_some(Alarm::Unwitnessed { changes: unwitnessed }),
        (of(ProblemKind::OtherCard).count() > 0).then_some(Alarm::OtherCard),
        new_card.then_some(Alarm::NewCard),
    ];
    let differences = me.differences.iter().filter_map(Alarm::of);
    let new = me.new_slots.iter().copied().map(Alarm::NewKeyslot);
    told.into_iter().flatten().chain(differences).chain(new).collect()
}

/// The partner's newest restore, where this person was in the journal before it and was not told.
pub(super) fn restored_anew<'a>(desk: &'a Desk, me: &Unlocked) -> Option<(Id, &'a RestoredAt)> {
    let by_others = desk.book.restored.iter().filter(|(by, _)| **by != me.partner());
    let (by, restored) = by_others.max_by_key(|(_, restored)| restored.order)?;
    let was_there = me.began.is_some_and(|began| began < restored.order);
    (was_there && !me.told_restored.contains(&restored.said)).then_some((*by, restored))
}

/// What is to be told of a restore with what it explains, and how many changes are gone besides.
fn tell_older(desk: &Desk, me: &Unlocked) -> (Option<Alarm>, u64) {
    let restored = restored_anew(desk, me);
    let older = me.differences.iter().filter(|one| one.kind == ProblemKind::OlderFile);
    let (with_it, besides): (Vec<_>, Vec<_>) =
        older.partition(|one| restored.is_some_and(|(_, at)| at.explains(one)));
    let sum = |all: &[&Difference]| -> u64 { all.iter().map(|one| one.changes()).sum() };
    let told =
        restored.map(|(by, at)| Alarm::Restored { by, made: at.made, changes: sum(&with_it) });
    (told, sum(&besides))
}

/// Every change that cannot be trusted, and how the file differs from what was seen of it.
pub(super) fn problems_of(desk: &Desk, me: &Unlocked) -> Vec<Problem> {
    let differences = me.differences.iter().map(Difference::problem);
    let mut problems: Vec<_> = desk.book.problems.iter().copied().chain(differences).collect();
    problems.sort();
    problems.dedup();
    problems
}
