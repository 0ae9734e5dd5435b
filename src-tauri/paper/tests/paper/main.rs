//! What is printed is what was chosen, and nothing else.

#![allow(clippy::unwrap_used, clippy::string_slice, reason = "tests")]

mod book;
mod budget;
mod clear;
mod file;
mod kit;
mod page;
mod press;
mod printed;
mod prose;
mod samples;
mod scripts;
mod strange;
mod summary;
mod words;
