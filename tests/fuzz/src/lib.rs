//! What the fuzz targets share: a good journal of two, ways to put chosen bytes into its file, and
//! everything that can be read of it.
//!
//! A target is given bytes, does with them what somebody could do who has the file, or the file and
//! one partner's keys, and then sits down as the other. A panic, ten seconds, or 256 MiB asked for at
//! once is a fault; so is a word that nobody wrote, and a page lost that was not touched.
//!
//! Run by `cargo xtask fuzz`. The seeds in `corpus` are written by hand in the small notations of
//! [`Source`] and of each target; `kept.duologue-backup` is that of `tests/core/vectors`.

#![allow(
    clippy::unwrap_used,
    reason = "a fixture may stop at the first thing that is not as it should be"
)]

mod backup;
mod good;
mod object;
mod reading;
mod slots;
mod source;
mod surgery;

pub use backup::Backup;
pub use good::{Good, TEXTS, good};
pub use object::{encrypted, padded};
pub use reading::{assert_nothing_is_made_up, everything, read};
pub use slots::fit_checks;
pub use source::Source;
pub use surgery::{Done, Table, operate, written_over};
