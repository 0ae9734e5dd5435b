//! Somebody who might help: what is known of them, and each one's impression, opened together.

use super::{Course, Next, on_own_turn};

/// Private until both have given theirs.
const IMPRESSION: &str = "impression";

pub(super) fn next(course: &Course) -> Vec<Next> {
    let turn = course.newest_turn("known");
    let mut all = on_own_turn(course.either("known", turn + 1));
    if !course.all(IMPRESSION, 0) {
        let impressions =
            if course.both_sealed { course.open(IMPRESSION) } else { course.seal(IMPRESSION) };
        all.extend(impressions);
    }
    all
}
