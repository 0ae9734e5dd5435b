//! The real app: what a person waits for, and what it weighs.
//!
//! `cargo xtask bench` says where the app lies in both configurations, as it does for the tests of
//! the app, and gives the display.

mod display;
pub mod painted;
pub mod released;
pub mod typed;

use std::path::PathBuf;

/// What `cargo xtask bench` says about `name`; nothing when somebody runs this alone.
fn told(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).map(PathBuf::from)
}
