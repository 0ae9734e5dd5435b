//! Time together: a plan that may be made anew, and a line each afterwards.

use super::{Course, Next, on_own_turn};

pub(super) fn next(course: &Course) -> Vec<Next> {
    let turn = course.newest_turn("plan");
    let mut all = course.either("plan", turn + 1);
    if turn > 0 {
        all.extend(course.each("after", 1));
    }
    on_own_turn(all)
}
