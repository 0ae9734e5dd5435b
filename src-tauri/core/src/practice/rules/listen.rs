//! Listen: each tells, the other listens, gives the gist back and asks one question.

use super::{Course, Next, say};

pub(super) fn next(course: &Course) -> Vec<Next> {
    let turn = course.newest_turn("wanted").max(1);
    let Some(teller) = course.any("wanted", turn).map(|said| said.author) else {
        return course.either("wanted", turn);
    };
    let Some(listener) = course.other(teller) else { return Vec::new() };
    let last = course
        .said
        .iter()
        .rev()
        .find(|s| s.turn == turn && ["gist", "confirm"].contains(&&*s.step));
    match last {
        None => vec![say("gist", turn, listener)],
        Some(said) if said.step == "gist" => {
            let question = question(course, turn, listener);
            std::iter::once(say("confirm", turn, teller)).chain(question).collect()
        }
        Some(said) if said.choice.as_deref() != Some(super::openly::YES) => {
            vec![say("gist", turn, listener)]
        }
        Some(_) => after(course, turn, teller, listener),
    }
}

/// The one question, as long as it was not asked.
fn question(course: &Course, turn: u32, listener: crate::Id) -> Option<Next> {
    (!course.by(listener, "question", turn)).then(|| say("question", turn, listener))
}

/// What helped, and then the other tells.
fn after(course: &Course, turn: u32, teller: crate::Id, listener: crate::Id) -> Vec<Next> {
    let helped = (!course.by(teller, "helped", turn)).then(|| say("helped", turn, teller));
    let swap = (turn == 1).then(|| say("wanted", 2, listener));
    helped.into_iter().chain(question(course, turn, listener)).chain(swap).collect()
}
