//! Somebody who might help: what is known of them, and each one's impression, opened together.

use super::{Course, Next, on_own_turn};

/// An impression is private until both have given theirs.
pub(super) const SEALED: [&str; 1] = ["impression"];

pub(super) fn next(course: &Course) -> Vec<Next> {
    let turn = course.newest_turn("known");
    let mut all = on_own_turn(course.either("known", turn + 1));
    if !course.all(SEALED[0], 0) {
        let impressions =
            if course.both_sealed { course.open(SEALED[0]) } else { course.seal(SEALED[0]) };
        all.extend(impressions);
    }
    all
}
