//! The command line as a script sees it: the real program, its output, its exit codes.
//!
//! One test makes its journal with `new` and `join` at the real cost of the key
//! derivation; the others open journals of the least cost a file may name, made
//! once by [`home::Template`] through the core.

#![allow(
    clippy::unwrap_used,
    reason = "a test may stop at the first thing that is not as it should be"
)]

mod attachments;
mod codes;
mod copies;
mod home;
mod kits;
mod life;
mod older;
mod passphrases;
mod rotations;
mod summaries;
mod terminal;
mod voices;
