//! Which of the backups that make themselves stay.

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime};
use duologue_core::vault::superseded;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn at(day: u32, hour: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap().and_hms_opt(hour, 0, 0).unwrap()
}

/// What is left after a backup a day, each time what is superseded being taken away.
fn left_after(days: i64) -> Vec<NaiveDateTime> {
    let mut kept = Vec::new();
    for day in 0..days {
        kept.push(at(1, 21) + Duration::days(day));
        let gone = superseded(&kept);
        kept.retain(|made| !gone.contains(made));
    }
    kept
}

#[test]
fn of_one_day_the_newest_stays() {
    assert_eq!(
        superseded(&[at(3, 8), at(3, 22), at(3, 12)]),
        [at(3, 12), at(3, 8)],
        "newest first"
    );
    assert_eq!(superseded(&[]), [], "of none, none");
    assert_eq!(superseded(&[at(3, 8)]), [], "of one, none");
}

#[test]
fn after_three_years_of_days_there_are_seven_days_four_weeks_and_twelve_months() {
    let kept = left_after(3 * 365);
    let newest = *kept.last().unwrap();
    let days = kept.iter().filter(|made| newest - **made < Duration::days(7)).count();
    assert_eq!(days, 7, "each of the last seven days");
    let months: BTreeSet<_> = kept.iter().map(|made| (made.year(), made.month())).collect();
    assert_eq!(months.len(), 12, "and each of twelve months: {kept:?}");
    let weeks: BTreeSet<_> = kept.iter().map(|made| made.date().iso_week()).collect();
    assert!(weeks.len() >= 4, "and of four weeks");
    assert!(kept.len() <= 7 + 4 + 12, "and no more: {}", kept.len());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_newest_stays_and_so_does_one_of_every_day_that_is_near(
        minutes in prop::collection::vec(0i64..600_000, 1..200)
    ) {
        let made: Vec<NaiveDateTime> =
            minutes.iter().map(|minute| at(1, 0) + Duration::minutes(*minute)).collect();
        let gone = superseded(&made);
        let kept: BTreeSet<_> = made.iter().filter(|made| !gone.contains(made)).copied().collect();
        let newest = made.iter().max().unwrap();
        prop_assert!(kept.contains(newest), "the newest is never taken away");
        prop_assert!(kept.len() <= 7 + 4 + 12, "it does not grow without end");
        let days: BTreeSet<NaiveDate> = made.iter().map(|made| made.date()).collect();
        for day in days.iter().rev().take(7) {
            let last = made.iter().filter(|made| made.date() == *day).max().unwrap();
            prop_assert!(kept.contains(last), "the last of {}", day);
        }
        let again: Vec<_> = kept.iter().copied().collect();
        prop_assert_eq!(superseded(&again), vec![], "what stays, stays");
    }
}
