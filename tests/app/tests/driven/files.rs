//! The file in front of which the app stands: another one, a newer one, a broken one, one in use.

use std::fs;
use std::path::{Path, PathBuf};

use app_tests::app::App;
use app_tests::computer::{Computer, program};
use app_tests::desktop::until;
use app_tests::journal::{self, NOOR};
use duologue_core::journal::Journal;
use duologue_core::vault::Computer as Records;
use serde_json::json;

/// Where SQLite keeps the number a program gives its schema (big-endian).
pub const SCHEMA_VERSION_AT: std::ops::Range<usize> = 60..64;

#[test]
fn a_second_start_opens_its_journal_locked_in_the_first_window() {
    let computer = Computer::new();
    let first = journal::of_two(&computer, "First of all.duologue");
    journal::of_one(&computer, "Second thoughts.duologue");
    let app = App::open(&computer, &first);
    app.unlock(NOOR);
    app.go("journal");
    app.see_words("timeline", "lighthouse");

    // as a file manager does: a name in the folder it is in
    let mut again = computer.command(program("DUOLOGUE_APP"));
    let mut again = again.arg("Second thoughts.duologue").spawn().expect("a second start");
    let ended = until("the second start ended", || again.try_wait().expect("its end"));
    assert!(ended.success(), "the second start hands over and ends well, not with {ended}");
    app.see_words("cover", "Second thoughts");
    app.see("unlock-form");
    assert!(!app.everything().contains("lighthouse"), "what was open is emptied first");
    let now = app.ask("situation", json!({})).expect("where it stands");
    assert_eq!(now["is"], "locked", "whoever opens it from outside still needs a passphrase");
    app.unlock(NOOR);
    assert!(!app.everything().contains("lighthouse"), "the other journal is another journal");
}

#[test]
fn the_last_journal_is_there_at_the_next_start_locked() {
    let computer = Computer::new();
    let journal = journal::of_two(&computer, "Ours.duologue");
    let app = App::open(&computer, &journal);
    app.unlock(NOOR);
    drop(app);
    let app = App::start(&computer);
    app.see_words("cover", "Ours");
    app.see("unlock-form");
    app.click("unlock-close");
    app.see("welcome");
    drop(app);
    let app = App::start(&computer);
    app.see("welcome");
}

#[test]
fn a_journal_of_a_newer_version_says_so_and_stays_as_it_is() {
    let computer = Computer::new();
    let journal = spoilt(&computer, |bytes| {
        bytes.get_mut(SCHEMA_VERSION_AT).expect("a header").copy_from_slice(&99_u32.to_be_bytes());
    });
    refuses(&computer, &journal, "newerVersion", "newer Duologue");
}

#[test]
fn a_damaged_journal_says_so_and_speaks_of_no_passphrase() {
    let computer = Computer::new();
    let journal = spoilt(&computer, |bytes| bytes.truncate(bytes.len() / 3));
    refuses(&computer, &journal, "damaged", "could not be read");
}

#[test]
fn a_file_that_is_no_journal_says_so() {
    let computer = Computer::new();
    let journal = spoilt(&computer, |bytes| *bytes = b"a shopping list".to_vec());
    refuses(&computer, &journal, "notAJournal", "not a Duologue journal");
}

#[test]
fn a_journal_in_use_says_so_and_opens_once_it_is_free() {
    let computer = Computer::new();
    let journal = journal::of_two(&computer, "Ours.duologue");
    let elsewhere = Records::new(&computer.document("records"));
    let holder = Journal::open(&journal, elsewhere).expect("the journal");
    let app = App::open(&computer, &journal);
    app.see_words("failure-inUse", "already open");
    drop(app);
    let app = App::start(&computer);
    app.see_words("failure-inUse", "already open");
    drop(holder);
    app.click("failure-again");
    app.unlock(NOOR);
}

/// A journal with something done to its bytes.
fn spoilt(computer: &Computer, spoil: impl FnOnce(&mut Vec<u8>)) -> PathBuf {
    let journal = journal::of_two(computer, "Ours.duologue");
    let mut bytes = fs::read(&journal).expect("a journal");
    spoil(&mut bytes);
    fs::write(&journal, bytes).expect("a spoilt journal");
    journal
}

#[track_caller]
fn refuses(computer: &Computer, journal: &Path, code: &str, words: &str) {
    let before = fs::read(journal).expect("a journal");
    let app = App::open(computer, journal);
    app.see_words(&format!("failure-{code}"), words);
    app.see_words("file-place", "Ours");
    assert!(!app.sees("unlock-form"), "no passphrase is asked for");
    let after = fs::read(journal).expect("a journal");
    assert!(before == after, "a journal that is refused must stay as it is");
    app.click("failure-back");
    app.see("welcome");
}
