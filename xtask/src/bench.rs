//! Figures, printed and never asserted: a slow machine is not a fault.

use crate::command::{Outcome, cargo, run};

/// `cargo xtask bench`.
pub fn print() -> Outcome {
    run(&mut cargo("run --release --locked -p bench"))
}
