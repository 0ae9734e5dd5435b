//! An hour with a counsellor: a takeaway each, one agreed practice, the next date, looked at again.

use super::{Course, Next, on_own_turn};

pub(super) fn next(course: &Course) -> Vec<Next> {
    let mut all = course.each("takeaway", 1);
    let agreeing = course.agreement("practice", "practiceAgreed");
    let agreed = agreeing.is_empty();
    all.extend(agreeing);
    if agreed {
        all.extend(course.each("lookAgain", 1));
    }
    // Either says when they meet again, and may say it anew.
    all.extend(course.either("nextDate", course.newest_turn("nextDate") + 1));
    on_own_turn(all)
}
