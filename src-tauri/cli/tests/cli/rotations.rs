//! New keys, after somebody knew a passphrase.

use crate::home::{Home, JOURNAL, PLAN, SECRET, run};

const ROTATE: [&str; 6] = ["rotate", JOURNAL, "--as", "Noor", "--new-passphrase-file", "new.pass"];
const EXPORT: [&str; 7] = ["export", JOURNAL, "out", "--as", "Noor", "--format", "markdown"];
const NEW: &str = "pebble winter orchard sail lamp";

#[test]
fn the_new_passphrase_opens_everything_and_the_old_one_nothing() {
    let home = Home::with_journal();
    home.put("new.pass", NEW);
    let ran = home.run(ROTATE);
    assert!(ran.err.contains("recovery kits"), "what opens no more is said: {}", ran.err);
    assert!(ran.done().starts_with("encrypted anew: "), "and how much was done");
    home.run(EXPORT).refused(3);
    let new = ["--passphrase-file", "Noor=new.pass"];
    run(home.bare().args(EXPORT).args(new), b"").done();
    let all = all_text(&home);
    assert!(all.contains(SECRET) && all.contains(PLAN), "both Mine and Ours are read: {all}");
    let sam = home.run(["list", JOURNAL, "--as", "Sam"]);
    assert!(sam.err.contains("took new keys"), "the partner is told: {}", sam.err);
    sam.done();
}

#[test]
fn the_same_passphrase_is_refused_and_nothing_happens() {
    let home = Home::with_journal();
    home.put("new.pass", crate::home::NOOR);
    assert!(home.run(ROTATE).refused(1).contains("choose another"), "it would protect nothing");
    home.run(["list", JOURNAL, "--as", "Noor"]).done();
}

#[test]
fn an_old_kit_opens_nothing_any_more() {
    let home = Home::with_journal();
    let printed = home.run(["kit", JOURNAL, "--as", "Noor"]).done();
    home.put("kit.txt", printed);
    home.put("new.pass", NEW);
    home.run(ROTATE).done();
    let unlock = ["unlock-with-kit", JOURNAL, "--as", "Noor", "--kit-file", "kit.txt"];
    run(home.bare().args(unlock), b"").refused(8);
}

/// Every file of the folder `out`, one after the other.
fn all_text(home: &Home) -> String {
    let mut text = String::new();
    let mut folders = vec![home.path("out")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                text.push_str(&String::from_utf8_lossy(&std::fs::read(path).unwrap()));
            }
        }
    }
    text
}
