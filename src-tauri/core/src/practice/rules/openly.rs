//! Talk openly: one holds the floor, the other says back what they heard.

use super::{Course, Next, Way, say};

pub(super) const YES: &str = "yes";

/// A turn is `said`, `heard`, `saidBack` (yes, or more like …), as often as it takes.
/// Whoever wrote something understood is done with turns.
pub(super) fn next(course: &Course) -> Vec<Next> {
    let closing = course.newest_turn("understood") > 0;
    if !closing && let Some(open) = in_turn(course) {
        return open;
    }
    if course.newest_turn("said") == 0 {
        return course.either("said", 1);
    }
    if !course.all("understood", 1) {
        let mut all = if closing { Vec::new() } else { floor(course) };
        all.extend(course.each("understood", 1));
        return all;
    }
    course.agreement("agreement", "agreementAgreed")
}

/// What a statement still waits for.
fn in_turn(course: &Course) -> Option<Vec<Next>> {
    let last =
        course.said.iter().rev().find(|s| ["said", "heard", "saidBack"].contains(&&*s.step))?;
    let other = course.other(last.author)?;
    match last.step.as_str() {
        "said" => Some(vec![say("heard", last.turn, other)]),
        "heard" => Some(vec![say("saidBack", last.turn, other)]),
        _ if last.choice.as_deref() == Some(YES) => None,
        _ => Some(vec![say("heard", last.turn, other)]),
    }
}

/// Who holds the floor may say more, or the other takes it.
fn floor(course: &Course) -> Vec<Next> {
    let turn = course.newest_turn("said");
    let Some(holder) = course.any("said", turn).map(|said| said.author) else { return Vec::new() };
    let more = say("said", turn, holder);
    let passed = course.other(holder).map(|other| say("said", turn + 1, other));
    std::iter::once(more).chain(passed).map(|next| Next { way: Way::Say, ..next }).collect()
}
