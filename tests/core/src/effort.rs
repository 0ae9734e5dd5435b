//! How long a test may take: in `cargo xtask test` a little, in `cargo xtask torture` as long as it
//! takes to try everything.

use std::env;

/// Set where everything is to be tried.
const EVERYTHING: &str = "DUOLOGUE_TORTURE";
/// What choices follow from; printed, so that a run can be repeated.
const SEED: &str = "DUOLOGUE_SEED";

/// `brief`, or `whole` where everything is to be tried.
pub fn of<T>(brief: T, whole: T) -> T {
    if env::var_os(EVERYTHING).is_some() { whole } else { brief }
}

/// What the choices of this run follow from.
pub fn seed() -> u64 {
    env::var(SEED).ok().and_then(|seed| seed.parse().ok()).unwrap_or(1)
}

/// One line of the table that `cargo xtask torture` prints: what was tried, once it was.
#[allow(clippy::print_stdout, reason = "the table is what the long run is for")]
pub fn report(what: &str, faults: usize) {
    println!("torture: {what}: {faults} faults");
}

/// The same, of what stops at the first fault.
pub fn held(what: &str) {
    report(what, 0);
}
