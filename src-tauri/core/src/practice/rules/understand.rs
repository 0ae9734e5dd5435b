//! Understand: one moment, written apart, opened one step at a time.

use super::{Course, Next, on_own_turn};
use crate::journal::Practice;

/// Before the next step opens, each has written what makes sense in the one before, unless the
/// other left it open. Meanwhile what was taken back of the rest can be sealed again.
pub(super) fn next(course: &Course) -> Vec<Next> {
    let view = Practice::Understand.sealed_steps();
    for (step, turn) in view.iter().copied().zip(1..) {
        if !course.all(step, 0) {
            return if course.both_sealed { course.open(step) } else { course.seal(step) };
        }
        let mut all = course.each("makesSense", turn);
        all.retain(|next| course.other(next.by).is_some_and(|it| !course.left_open(it, step)));
        if !all.is_empty() {
            let left = view.get(turn as usize).filter(|_| !course.both_sealed);
            all.extend(left.into_iter().flat_map(|step| course.seal(step)));
            return all;
        }
    }
    let mut all = course.agreement("recognise", "recogniseAgreed");
    all.extend(on_own_turn(course.each("plan", 1)));
    all
}
