//! The counselling summary: each their own lines, and three that both stand behind.

use super::{Course, Next, Way, on_own_turn, say};
use crate::journal::Section;

/// Every line may be written anew for as long as the summary is no page.
pub(super) fn next(course: &Course) -> Vec<Next> {
    let sections = course.template.map(|template| template.sections()).unwrap_or_default();
    on_own_turn(sections.iter().flat_map(|section| lines(course, *section)).collect())
}

fn lines(course: &Course, section: Section) -> Vec<Next> {
    match section.agreed_step() {
        Some(agreed) => agreement(course, section.step(), agreed),
        None => {
            let own = |one: &crate::Id| {
                let turn = course.newest_turn_of(*one, section.step());
                say(section.step(), turn.saturating_add(1), *one)
            };
            course.both.iter().map(own).collect()
        }
    }
}

/// Either may propose, also anew once it is agreed; the other may agree to the newest.
fn agreement(course: &Course, step: &'static str, agreed: &'static str) -> Vec<Next> {
    let turn = course.newest_turn(step);
    let mut all = course.either(step, turn.saturating_add(1));
    if let Some((proposed, other)) = course.proposal(step)
        && !proposed.agreed
    {
        all.push(Next { way: Way::Agree, ..say(agreed, proposed.turn, other) });
    }
    all
}
