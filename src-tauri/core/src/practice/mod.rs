//! What two people do: questions answered apart and opened together, and
//! practices by steps, each step signed by whoever wrote it.
//!
//! A practice decides what may happen when; writing and reading are the
//! journal's. What is *not* here: words, timers, screens.

mod depth;
mod doing;
mod ideas;
mod inner_world;
mod left;
mod rules;
mod saved;
mod summary;

use crate::journal::BadInput;

pub use crate::journal::PAUSE;
pub use depth::LibraryQuestion;
pub use doing::BegunPractice;
pub use ideas::OwnContent;
pub use inner_world::{MyAnswer, OwnAnswer, TableQuestion};
pub use left::LeftWords;
pub use rules::{Next, Way};
pub use summary::{
    Agreement, Approval, ApprovalState, LineOf, PartnerName, ProposedPage, Standing, Summary,
    SummaryContent,
};

/// Words to be kept, without white space around them: something, and no more than `longest`.
fn written(text: &str, longest: usize) -> Result<String, BadInput> {
    let text = text.trim();
    if text.is_empty() {
        return Err(BadInput::Empty);
    }
    if text.chars().count() > longest {
        return Err(BadInput::TooLong);
    }
    Ok(text.to_owned())
}
