//! Understand: one moment, written apart, opened one step at a time.

use super::{Course, Next, on_own_turn};

/// The steps of one view, in the order they are opened.
pub(super) const SEALED: [&str; 5] = ["happened", "surface", "softer", "story", "myPart"];

/// Before the next step opens, each has written what makes sense in the one before.
pub(super) fn next(course: &Course) -> Vec<Next> {
    for (step, turn) in SEALED.into_iter().zip(1..) {
        if !course.all(step, 0) {
            return if course.both_sealed { course.open(step) } else { course.seal(SEALED[0]) };
        }
        if !course.all("makesSense", turn) {
            return course.each("makesSense", turn);
        }
    }
    let mut all = course.agreement("recognise", "recogniseAgreed");
    all.extend(on_own_turn(course.each("plan", 1)));
    all
}
