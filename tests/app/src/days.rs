//! Days that a plan can be for, whenever the tests run.

use chrono::{Datelike, Local, NaiveDate};

/// A day in May, two years ahead: it is told with its year.
///
/// # Panics
/// Never: May has such a day.
pub fn in_may(day: u32) -> NaiveDate {
    let year = Local::now().year() + 2;
    NaiveDate::from_ymd_opt(year, 5, day).expect("a day in May")
}

/// This day of the newest year before it that has it.
///
/// # Panics
/// Never: one of the eight years before has every day.
pub fn years_ago(day: NaiveDate) -> NaiveDate {
    (1..=8).find_map(|years| day.with_year(day.year() - years)).expect("a year that has this day")
}
