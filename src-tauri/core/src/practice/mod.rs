//! What two people do: questions answered apart and opened together, and
//! practices by steps, each step signed by whoever wrote it.
//!
//! A practice decides what may happen when; writing and reading are the
//! journal's. What is *not* here: words, timers, screens.

mod depth;
mod doing;
mod ideas;
mod inner_world;
mod rules;
mod saved;

pub use depth::LibraryQuestion;
pub use doing::BegunPractice;
pub use ideas::OwnContent;
pub use inner_world::{MyAnswer, TableQuestion};
pub use rules::{Next, Way};

/// The step of a pause: a time to come back, signed by no one in particular.
pub const PAUSE: &str = "pause";
