//! What two people do: here, questions answered apart and opened together.
//!
//! A practice decides what may happen when; writing and reading are the
//! journal's. What is *not* here: words, timers, screens.

mod inner_world;

pub use inner_world::{MyAnswer, TableQuestion};
