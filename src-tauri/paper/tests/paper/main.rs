//! The counsellor's page: what is printed is what was chosen, and nothing else.

#![allow(clippy::unwrap_used, clippy::string_slice, reason = "tests")]

mod file;
mod page;
mod printed;
mod scripts;
mod strange;
mod words;
