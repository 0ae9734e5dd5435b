//! What is left in the memory of a process after locking: of forty words, nothing.

use std::collections::HashMap;
use std::process::Command;

const FORGETTER: &str = env!("CARGO_BIN_EXE_forgetter");
const WORDS: u32 = 40;

/// How many of the words were found, unlocked and locked, and which; and how many were used.
fn found(memory: &str) -> HashMap<String, (u32, String)> {
    let folder = tempfile::tempdir().unwrap();
    let ended = Command::new(FORGETTER).arg(folder.path()).arg(memory).output().unwrap();
    let said = String::from_utf8(ended.stdout).unwrap();
    assert!(
        ended.status.success(),
        "it runs to its end: {}",
        String::from_utf8_lossy(&ended.stderr)
    );
    let line = |line: &str| {
        let (when, found) = line.split_once(' ').unwrap();
        let (count, which) = found.split_once(' ').unwrap_or((found, ""));
        (when.to_owned(), (count.parse().unwrap(), which.to_owned()))
    };
    said.lines().map(line).collect()
}

#[test]
fn none_of_forty_words_is_left_in_memory_after_locking() {
    let found = found("wiping");
    assert_eq!(found["used"].0, WORDS, "every word was written");
    let unlocked = &found["unlocked"];
    assert!(unlocked.0 >= 5, "while it is unlocked its words are in memory: {unlocked:?}");
    assert_eq!(found["locked"], (0, "()".to_owned()), "and none of them afterwards");
}

#[test]
fn without_wiping_the_words_would_be_found() {
    let found = found("leaving");
    let locked = &found["locked"];
    assert!(locked.0 >= 5, "memory that is given back holds what it held: {locked:?}");
}

#[test]
fn keys_lie_where_the_system_does_not_write_them_to_disk_until_they_are_gone() {
    let found = found("wiping");
    let (unlocked, locked) = (found["kept-unlocked"].0, found["kept-locked"].0);
    assert!(unlocked > 0, "the pages of keys are locked in memory: {unlocked} KiB");
    assert!(unlocked <= 1024, "and little beside them: {unlocked} KiB");
    assert_eq!(locked, 0, "what holds no key any more is let go");
}
