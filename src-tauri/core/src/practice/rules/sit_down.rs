//! The weekly sit-down: a thread through the week, each step for whoever wants it.

use super::{Course, Next};

const EACH: [&str; 3] = ["appreciations", "wentWell", "wish"];

pub(super) fn next(course: &Course) -> Vec<Next> {
    EACH.into_iter().flat_map(|step| course.each(step, 1)).collect()
}
