//! A journal that an older Duologue wrote: each way in brings it up to date, and says so once.

use crate::home::{Home, Ran, run};
use duologue_core::vault::BackupFile;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

/// As program 1 wrote it, with something of everything: the core's golden journal.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/core/golden/1");
const TOLD: &str = "An older version of Duologue wrote this journal";

/// It, and Noor's passphrase. Sam's keyslot is one of the tests' own, which no program opens.
fn home() -> (Home, Value) {
    let home = Home::empty();
    let words = fs::read(Path::new(FOLDER).join("words.json")).unwrap();
    let words: Value = serde_json::from_slice(&words).unwrap();
    home.put("noor.pass", words["Noor"]["passphrase"].as_str().unwrap());
    home.put("ours.duologue", fs::read(Path::new(FOLDER).join("ours.duologue")).unwrap());
    (home, words)
}

/// The backups from before that lie beside it.
fn from_before(home: &Home) -> Vec<String> {
    let mut names = home.names();
    names.retain(|name| name.starts_with("ours (version 1) "));
    names
}

#[test]
fn a_visit_backs_an_older_journal_up_brings_it_up_to_date_and_says_where_it_is() {
    let (home, _) = home();
    let ran = home.run(["list", "ours.duologue", "--as", "Noor"]);
    let said = ran.err.clone();
    assert!(ran.done().contains("We walked to the mill."), "it does what it was asked");
    assert!(said.contains(TOLD) && said.contains("It was brought up to date"), "{said}");
    let backups = from_before(&home);
    let [backup] = backups.as_slice() else { panic!("one is made: {backups:?}") };
    assert!(said.contains(backup), "and named: {said}");
    home.run(["verify", backup, "--as", "Noor"]).done();
    assert!(BackupFile::open(&home.path(backup)).is_ok(), "which is one");
    let again = home.run(["list", "ours.duologue", "--as", "Noor"]);
    assert!(!again.err.contains(TOLD), "it is done once: {}", again.err);
    assert_eq!(from_before(&home), backups, "and one backup is enough");
    home.run(["restore", backup, "r.duologue", "--as", "Noor"]).done();
    let restored = home.run(["list", "r.duologue", "--as", "Noor", "--json"]).done();
    assert_eq!(restored, home.run(["list", "ours.duologue", "--as", "Noor", "--json"]).done());
}

#[test]
fn a_recovery_kit_brings_an_older_journal_up_to_date_and_one_for_only_ours_once_it_goes_on() {
    for (kit, more) in [("all of mine", None), ("only ours", Some("--go-on"))] {
        let (home, words) = home();
        home.put("kit.txt", words["Noor"][kit].as_str().unwrap());
        home.put("noor.pass", "pebble sandal orchard kettle finch");
        let only_looks =
            ["unlock-with-kit", "ours.duologue", "--as", "Noor", "--kit-file", "kit.txt"];
        if more.is_some() {
            let read = home.run(only_looks);
            assert!(!read.err.contains(TOLD), "whoever only reads changes nothing: {}", read.err);
            assert_eq!(from_before(&home), [""; 0], "so nothing is backed up");
        }
        let ran = home.run(only_looks.iter().copied().chain(more));
        assert!(ran.err.contains(TOLD), "{kit}: {}", ran.err);
        ran.done();
        assert_eq!(from_before(&home).len(), 1, "{kit}: one is made");
        home.run(["list", "ours.duologue", "--as", "Noor"]).done();
    }
}

/// Its backup gets no name: that call to the system is refused.
#[cfg(target_os = "linux")]
fn unnamed(home: &Home, words: &[&str], stdin: &str) -> Ran {
    let tool = home.command();
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-o", "/dev/null", "-e", "inject=renameat2:error=EROFS"]);
    strace.arg(tool.get_program()).args(tool.get_args()).args(words);
    strace.current_dir(home.path("")).env("XDG_DATA_HOME", home.path("data"));
    run(&mut strace, stdin.as_bytes())
}

#[cfg(target_os = "linux")]
#[test]
fn where_no_backup_can_be_made_it_is_read_and_written_as_it_is() {
    let (home, _) = home();
    let ran = unnamed(&home, &["write", "ours.duologue", "--as", "Noor"], "Written all the same.");
    assert!(ran.err.contains("was not brought up to date"), "{}", ran.err);
    ran.done();
    assert_eq!(from_before(&home), [""; 0], "nothing half made has its name");
    let read = unnamed(&home, &["list", "ours.duologue", "--as", "Noor"], "");
    assert!(read.err.contains("was not brought up to date"), "it is tried again: {}", read.err);
    assert!(read.done().contains("Written all the same."), "and what was written is there");
}
