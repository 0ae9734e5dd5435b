//! Which of the backups that were made by themselves stay.

use chrono::{Datelike, NaiveDateTime};
use std::collections::BTreeSet;

const DAYS: usize = 7;
const WEEKS: usize = 4;
const MONTHS: usize = 12;

/// Of backups made at these moments, those that newer ones stand for: what stays is the newest of
/// each of the last seven days, four weeks and twelve months in which any was made. The newest of
/// all is never among them.
pub fn superseded(made: &[NaiveDateTime]) -> Vec<NaiveDateTime> {
    let mut newest_first: Vec<NaiveDateTime> = made.to_vec();
    newest_first.sort_unstable_by(|a, b| b.cmp(a));
    let mut stay: BTreeSet<NaiveDateTime> = newest_first.first().copied().into_iter().collect();
    stay.extend(newest_of_each(&newest_first, DAYS, |at| at.date()));
    stay.extend(newest_of_each(&newest_first, WEEKS, |at| at.date().iso_week()));
    stay.extend(newest_of_each(&newest_first, MONTHS, |at| (at.year(), at.month())));
    newest_first.into_iter().filter(|at| !stay.contains(at)).collect()
}

/// The newest of each of the last `periods` in which there is one.
fn newest_of_each<P: PartialEq>(
    newest_first: &[NaiveDateTime],
    periods: usize,
    period_of: impl Fn(&NaiveDateTime) -> P,
) -> impl Iterator<Item = NaiveDateTime> {
    newest_first
        .chunk_by(move |a, b| period_of(a) == period_of(b))
        .take(periods)
        .filter_map(|period| period.first().copied())
}
