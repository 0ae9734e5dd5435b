//! Another program reads what Duologue writes: tests/interop/reader.py, which shares no line with
//! it and was written from docs/format.md. Every page of the two must be the same.
//!
//! A target of its own, run by name: the reader needs Python packages. `cargo xtask test` brings them
//! and names the Python that has them in `DUOLOGUE_READER_PYTHON`.

#![allow(
    clippy::unwrap_used,
    reason = "a test may stop at the first thing that is not as it should be"
)]

#[allow(dead_code, reason = "the other tests of the command line need more of it")]
#[path = "../cli/home.rs"]
mod home;

use crate::home::{Home, JOURNAL, PLAN, Ran, SAM, SECRET, Template, run};
use chrono::DateTime;
use duologue_core::journal::Journal;
use duologue_core::system::System;
use duologue_core::vault::Computer;
use duologue_sample::PASSPHRASE;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;

const READER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/interop/reader.py");
/// What each version of the format wrote: the core's golden files.
const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/core/golden");
const BACKUP: &str = "kept.duologue-backup";
const NOOR_S: [&str; 2] = ["--passphrase-file", "noor.pass"];
const SAM_S: [&str; 2] = ["--passphrase-file", "sam.pass"];

/// Pages by their ids.
type Pages = BTreeMap<String, Value>;

/// The other program, on `file`, in the place of `label`.
fn reader(home: &Home, file: &str, label: &str, secret: [&str; 2]) -> Ran {
    let python = std::env::var_os("DUOLOGUE_READER_PYTHON");
    let mut reader = Command::new(python.expect("cargo xtask test names the Python to use"));
    reader.current_dir(home.path("")).env("PYTHONDONTWRITEBYTECODE", "1").arg(READER);
    run(reader.args([file, label]).args(secret), b"")
}

/// What it reads where nothing is amiss.
#[track_caller]
fn read(home: &Home, file: &str, label: &str, secret: [&str; 2]) -> Pages {
    let ran = reader(home, file, label, secret);
    assert!(ran.err.lines().all(|line| line.contains("note: ")), "nothing is amiss: {}", ran.err);
    by_id(&ran.done())
}

/// What Duologue reads, all of it.
#[track_caller]
fn exported(home: &Home, file: &str, label: &str, passphrases: &[String]) -> Pages {
    let folder = format!("{file}-{label}");
    let export = ["export", file, &folder, "--as", label, "--format", "json"];
    run(home.bare().args(passphrases).args(export), b"").done();
    by_id(&fs::read_to_string(home.path(&folder).join("journal.json")).unwrap())
}

/// Moments are told in more than one way; when a page was last edited is told by its versions. Who
/// stands behind a summary is told by approvals, which the reader leaves out.
fn by_id(json: &str) -> Pages {
    let mut pages: Value = serde_json::from_str(json).unwrap();
    same_moments(&mut pages);
    let all = pages.as_array_mut().unwrap().iter_mut().map(|page| {
        page.as_object_mut().unwrap().remove("edited");
        // Where a file stands in a copy is no matter of the journal.
        let files = page.get_mut("attachments").and_then(Value::as_array_mut);
        for file in files.into_iter().flatten() {
            file.as_object_mut().unwrap().remove("file");
        }
        if let Some(practice) = page["practice"].as_object_mut() {
            practice.remove("standing");
        }
        (page["id"].as_str().unwrap().to_owned(), page.take())
    });
    all.collect()
}

fn same_moments(value: &mut Value) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(same_moments),
        Value::Object(fields) => {
            if let Some(Value::String(at)) = fields.get_mut("at") {
                *at = DateTime::parse_from_rfc3339(at).unwrap().to_rfc3339();
            }
            fields.values_mut().for_each(same_moments);
        }
        _ => {}
    }
}

fn ours(pages: &Pages) -> Pages {
    let shared = pages.iter().filter(|(_, page)| page["space"] != "mine");
    shared.map(|(id, page)| (id.clone(), page.clone())).collect()
}

fn passphrases(of: &[(&str, &str)]) -> Vec<String> {
    let files = of.iter().map(|(label, path)| format!("{label}={path}"));
    files.flat_map(|file| ["--passphrase-file".to_owned(), file]).collect()
}

fn both() -> Vec<String> {
    passphrases(&[("Noor", "noor.pass"), ("Sam", "sam.pass")])
}

/// A kit, in a file of that name.
fn kit(home: &Home, label: &str, name: &str, more: &[&str]) {
    let printed = home.run(["kit", JOURNAL, "--as", label].iter().chain(more)).done();
    home.put(name, printed);
}

#[test]
fn what_two_people_wrote_in_a_terminal_is_read_the_same() {
    let home = Home::empty();
    home.run(["new", JOURNAL, "--as", "Noor"]).done();
    let write = |label, more: &[&str], text: &str| {
        let words = ["write", JOURNAL, "--as", label].into_iter().chain(more.iter().copied());
        home.type_in(words, text).done().trim().to_owned()
    };
    let edited = write("Noor", &["--ours", "--on", "2026-02-01", "--tag", "Öl"], "Before Sam.\n");
    home.run(["join", JOURNAL, "--as", "Sam", "--invited-by", "Noor"]).done();
    write("Noor", &["--tag", "a", "--tag", "b c"], SECRET);
    write("Sam", &["--on", "1999-12-31"], "Only Sam's: 散歩 \u{1f33f}\u{0}\u{9b}");
    write("Sam", &["--ours"], &"long ".repeat(40_000));
    let erased = write("Sam", &["--ours"], "Soon gone.");
    home.type_in(["edit", JOURNAL, &edited, "--as", "Noor"], PLAN).done();
    home.run(["erase", JOURNAL, &erased, "--as", "Sam"]).done();
    kit(&home, "Noor", "noor.kit", &[]);
    kit(&home, "Sam", "sam.kit", &["--only-ours"]);
    kit(&home, "Noor", "noor-ours.kit", &["--only-ours"]);
    home.run(["backup", JOURNAL, BACKUP, "--as", "Sam"]).done();

    let noor = exported(&home, JOURNAL, "Noor", &both());
    let sam = exported(&home, JOURNAL, "Sam", &both());
    assert_eq!((noor.len(), sam.len()), (4, 4), "three of Ours, and one of Mine each");
    assert_eq!(noor[&edited]["earlier_versions"][0]["text"], "Before Sam.\n", "it was edited");
    assert_eq!(sam[&erased]["taken_back"], true, "a mark of what was taken back");

    assert_eq!(read(&home, JOURNAL, "Noor", NOOR_S), noor, "by Noor's passphrase");
    assert_eq!(read(&home, JOURNAL, "Sam", SAM_S), sam, "by Sam's, in its other normal form too");
    home.put("sam.pass", SAM.replace('\u{e9}', "e\u{301}"));
    assert_eq!(read(&home, JOURNAL, "Sam", SAM_S), sam, "letters can be written in two ways");
    home.put("sam.pass", SAM);
    let with = |file| ["--kit-file", file];
    assert_eq!(read(&home, JOURNAL, "Noor", with("noor.kit")), noor, "by a kit for all of mine");
    assert_eq!(read(&home, JOURNAL, "Noor", with("noor-ours.kit")), ours(&noor), "for only Ours");
    assert_eq!(read(&home, JOURNAL, "Sam", with("sam.kit")), ours(&sam), "of who was let in");
    assert_eq!(read(&home, BACKUP, "Noor", NOOR_S), noor, "a backup the partner made");
    assert_eq!(read(&home, BACKUP, "Sam", SAM_S), sam, "a backup of one's own");
    assert_eq!(read(&home, BACKUP, "Noor", with("noor.kit")), noor, "a backup, by a kit");
    let err = reader(&home, BACKUP, "Sam", with("sam.kit")).refused(1);
    assert!(err.contains("opens no backup"), "a kit for only Ours opens none: {err}");
    same_heads(&home, &noor);
}

#[test]
fn files_on_pages_are_read_the_same_and_a_damaged_one_is_named() {
    let home = Home::with_journal();
    let (walk, secret) = (Template::get().walk.to_string(), Template::get().secret.to_string());
    let attach = |page: &str, name: &str, length: usize| {
        home.put(name, vec![7; length]);
        home.run(["attach", JOURNAL, page, name, "--as", "Noor"]).done().trim().to_owned()
    };
    for (n, length) in [0, 511, 65_535, 65_536, 400_001].into_iter().enumerate() {
        attach(&walk, &format!("{n}.bin"), length);
    }
    let gone = attach(&walk, "gone.bin", 100);
    attach(&secret, "private.bin", 70_000);
    home.run(["detach", JOURNAL, &walk, &gone, "--as", "Noor"]).done();
    home.run(["backup", JOURNAL, BACKUP, "--as", "Sam"]).done();
    let noor = exported(&home, JOURNAL, "Noor", &both());
    let sam = exported(&home, JOURNAL, "Sam", &both());
    assert_eq!(noor[&walk]["attachments"].as_array().unwrap().len(), 5, "one was taken off");
    assert_eq!(noor[&secret]["attachments"][0]["length"], 70_000, "and one is Noor's alone");
    for file in [JOURNAL, BACKUP] {
        same_pages(&read(&home, file, "Noor", NOOR_S), &noor);
        same_pages(&read(&home, file, "Sam", SAM_S), &sam);
    }
    home.meddle(|db| {
        let hurt = "UPDATE chunk SET bytes = zeroblob(65552) WHERE n = 5";
        assert_eq!(db.execute(hurt, []).unwrap(), 1, "a chunk of the largest is hurt");
    });
    let ran = reader(&home, JOURNAL, "Sam", SAM_S);
    assert_eq!(ran.code, 2, "it is read, and something does not hold");
    assert_eq!(ran.err.matches("attachment ").count(), 1, "which is named: {}", ran.err);
    same_pages(&by_id(&ran.out), &sam);
}

#[test]
fn what_was_before_the_partner_and_what_came_after_a_restore_is_read_the_same() {
    let home = Home::empty();
    let write = |file, label, text: &str| {
        home.type_in(["write", file, "--as", label, "--ours"], text).done();
    };
    home.run(["new", JOURNAL, "--as", "Noor"]).done();
    write(JOURNAL, "Noor", "Before Sam.");
    home.run(["join", JOURNAL, "--as", "Sam", "--invited-by", "Noor", "--from-today"]).done();
    write(JOURNAL, "Noor", "With Sam.");
    home.run(["backup", JOURNAL, BACKUP, "--as", "Noor"]).done();
    let again = "again.duologue";
    home.run(["restore", BACKUP, again, "--as", "Noor"]).done();
    write(again, "Noor", "In a new log.");
    write(again, "Sam", "In another.");

    let noor = exported(&home, again, "Noor", &both());
    let spaces: Vec<_> = noor.values().map(|page| page["space"].as_str().unwrap()).collect();
    assert!(spaces.contains(&"before") && spaces.contains(&"ours"), "there are two: {spaces:?}");
    same_pages(&read(&home, again, "Noor", NOOR_S), &noor);
    let sam = exported(&home, again, "Sam", &both());
    assert_eq!(sam.len(), 3, "Sam reads nothing of before");
    same_pages(&read(&home, again, "Sam", SAM_S), &sam);
}

#[test]
fn what_goes_on_under_new_keys_is_read_the_same() {
    let home = Home::with_journal();
    let new = "pebble winter orchard sail lamp";
    home.put("new.pass", new);
    let rotate = ["rotate", JOURNAL, "--as", "Noor", "--new-passphrase-file", "new.pass"];
    home.run(rotate).done();
    home.put("noor.pass", new);
    let write = ["write", JOURNAL, "--as", "Noor"];
    home.type_in(write, "under new keys").done();
    is_read_the_same(&home, JOURNAL);
}

#[test]
fn what_goes_on_with_a_kit_for_only_ours_is_read_the_same_and_the_old_mine_is_no_damage() {
    let home = Home::with_journal();
    kit(&home, "Noor", "noor-ours.kit", &["--only-ours"]);
    home.put("noor.pass", "pebble winter orchard sail lamp");
    let unlock = ["unlock-with-kit", JOURNAL, "--as", "Noor", "--kit-file", "noor-ours.kit"];
    home.run(unlock.iter().chain(&["--go-on"])).done();
    for more in [&[][..], &["--ours"]] {
        let write = ["write", JOURNAL, "--as", "Noor"];
        home.type_in(write.iter().chain(more), "and on").done();
    }
    let noor = is_read_the_same(&home, JOURNAL);
    let text = |page: &Value| page["text"].as_str().unwrap_or_default().to_owned();
    assert!(!noor.values().any(|page| text(page) == SECRET), "the old Mine is read by neither");
    assert_eq!(noor.values().filter(|page| text(page) == "and on").count(), 2, "what is new is");
    home.run(["backup", JOURNAL, BACKUP, "--as", "Noor"]).done();
    assert_eq!(read(&home, BACKUP, "Noor", NOOR_S), noor, "and in a backup");
}

/// By both programs, for both; Noor's pages come back.
#[track_caller]
fn is_read_the_same(home: &Home, file: &str) -> Pages {
    let noor = exported(home, file, "Noor", &both());
    assert_eq!(read(home, file, "Noor", NOOR_S), noor, "by whoever has new keys");
    let before = read(home, file, "Sam", SAM_S);
    sit_together(home);
    let sam = exported(home, file, "Sam", &both());
    assert_eq!(read(home, file, "Sam", SAM_S), sam, "by the other, once both sat down");
    let is_there = |(id, page): (&String, &Value)| sam.get(id) == Some(page);
    assert!(before.iter().all(is_there), "of what was there before nothing waited for that");
    noor
}

/// Each confirms the card of the other.
fn sit_together(home: &Home) {
    let journal = Journal::open(&home.journal(), Computer::new(&home.records())).unwrap();
    let faces = journal.faces().unwrap();
    let passphrase = |file: &str| fs::read_to_string(home.path(file)).unwrap();
    let noor = journal.challenge(faces[0].0).unwrap();
    let noor = noor.answer(&passphrase("noor.pass"), None).unwrap();
    let Ok(sitting) = journal.unlock(&noor, Box::new(System::default())) else {
        panic!("Noor sits down")
    };
    let sam = sitting.partner_challenge().unwrap().answer(&passphrase("sam.pass"), None).unwrap();
    let Ok(both) = sitting.sit_together(&sam) else { panic!("and Sam") };
    both.lock().unwrap().close().unwrap();
}

/// What `list` tells of a page is what the page itself tells.
fn same_heads(home: &Home, pages: &Pages) {
    let listed = home.run(["list", JOURNAL, "--as", "Noor", "--json"]).done();
    let listed = by_id(&listed);
    assert_eq!(listed.len(), pages.len(), "nothing is only in one of them");
    for (id, mut head) in listed {
        let fields = head.as_object_mut().unwrap();
        fields.remove("excerpt");
        for (name, value) in fields {
            assert_eq!(*value, pages[&id][name.as_str()], "{name} of {id}");
        }
    }
}

#[test]
fn a_year_with_everything_two_people_can_do_is_read_the_same() {
    let home = Home::empty();
    home.put("year.pass", PASSPHRASE);
    let computer = Computer::new(&home.records());
    duologue_sample::write(&home.journal(), computer, &mut |_, _| ControlFlow::Continue(()))
        .unwrap();
    let year = ["--passphrase-file", "year.pass"];
    let files = passphrases(&[("Robin", "year.pass"), ("Amal", "year.pass")]);
    run(home.bare().args(&files).args(["backup", JOURNAL, BACKUP, "--as", "Amal"]), b"").done();
    for label in ["Robin", "Amal"] {
        let expected = exported(&home, JOURNAL, label, &files);
        let kinds: std::collections::BTreeSet<_> =
            expected.values().map(|page| page["kind"].as_str().unwrap()).collect();
        assert!(kinds.len() > 8, "the year has of everything: {kinds:?}");
        same_pages(&read(&home, JOURNAL, label, year), &expected);
        same_pages(&read(&home, BACKUP, label, year), &expected);
    }
}

/// One by one, so that a difference is told by itself.
#[track_caller]
fn same_pages(read: &Pages, expected: &Pages) {
    for (id, page) in expected {
        assert_eq!(read.get(id), Some(page), "the page {id}");
    }
    assert_eq!(read.len(), expected.len(), "nothing else is shown");
}

#[test]
fn journals_and_backups_of_every_version_are_read_the_same_also_once_brought_up_to_date() {
    for version in ["1", "2"] {
        let home = Home::empty();
        let golden = Path::new(GOLDEN).join(version);
        let words: Value =
            serde_json::from_slice(&fs::read(golden.join("words.json")).unwrap()).unwrap();
        home.put("noor.pass", words["Noor"]["passphrase"].as_str().unwrap());
        for file in ["ours.duologue", BACKUP] {
            home.put(file, fs::read(golden.join(file)).unwrap());
        }
        let before = read(&home, "ours.duologue", "Noor", NOOR_S);
        same_pages(&read(&home, BACKUP, "Noor", NOOR_S), &before);
        let passphrase = passphrases(&[("Noor", "noor.pass")]);
        let expected = exported(&home, "ours.duologue", "Noor", &passphrase);
        same_pages(&before, &expected);
        same_pages(&read(&home, "ours.duologue", "Noor", NOOR_S), &expected);
        let mut names = home.names();
        names.retain(|name| name.starts_with("ours (version "));
        assert_eq!(names.len(), usize::from(version == "1"), "only an older one is backed up");
        for name in names {
            same_pages(&read(&home, &name, "Noor", NOOR_S), &expected);
        }
    }
}

#[test]
fn another_passphrase_and_other_words_open_nothing() {
    let home = Home::with_journal();
    let err = reader(&home, JOURNAL, "Noor", SAM_S).refused(1);
    assert!(err.contains("passphrase is wrong"), "{err}");
    let words = "legal winner thank year wave sausage worth useful legal winner thank yellow";
    home.put("other.kit", words);
    let err = reader(&home, JOURNAL, "Noor", ["--kit-file", "other.kit"]).refused(1);
    assert!(err.contains("there is no kit"), "{err}");
    kit(&home, "Noor", "noor.kit", &[]);
    let err = reader(&home, JOURNAL, "Noor", ["--kit-file", "other.kit"]).refused(1);
    assert!(err.contains("words of the kit are wrong"), "{err}");
    home.put("other.kit", words.replace("year", "wave"));
    let err = reader(&home, JOURNAL, "Noor", ["--kit-file", "other.kit"]).refused(1);
    assert!(err.contains("do not belong together"), "{err}");
}

#[test]
fn a_flipped_byte_is_named_or_refused_and_never_read() {
    let home = Home::with_journal();
    home.run(["backup", JOURNAL, BACKUP, "--as", "Sam"]).done();
    let whole = fs::read(home.path(BACKUP)).unwrap();
    for at in [30, 19 + 4 + 200, whole.len() / 2, whole.len() - 1] {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        home.put(BACKUP, bytes);
        reader(&home, BACKUP, "Noor", NOOR_S).refused(1);
    }
    home.put(BACKUP, &whole[..whole.len() - 1]);
    reader(&home, BACKUP, "Noor", NOOR_S).refused(1);

    let plan = Template::get().plan.to_string();
    let all = exported(&home, JOURNAL, "Noor", &both());
    for column in ["blob", "content_hash", "link"] {
        let home = Home::with_journal();
        flip(&home, column, &format!("link = x'{plan}'"));
        let ran = reader(&home, JOURNAL, "Noor", NOOR_S);
        assert_eq!(ran.code, 2, "{column}: the rest is read: {}", ran.err);
        assert!(ran.err.contains("change "), "{column}: and it is named: {}", ran.err);
        let pages = by_id(&ran.out);
        assert!(!pages.contains_key(&plan), "{column}: what was flipped is not shown");
        for (id, page) in pages {
            assert_eq!(all.get(&id), Some(&page), "{column}: what is shown is what was written");
        }
    }
}

/// Flips a bit in the middle of a column of changes.
fn flip(home: &Home, column: &str, of: &str) {
    home.meddle(|db| {
        let find = format!("SELECT id, {column} FROM change WHERE {of}");
        let (id, mut bytes): (i64, Vec<u8>) =
            db.query_row(&find, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        let put = format!("UPDATE change SET {column} = ? WHERE id = ?");
        assert_eq!(db.execute(&put, (bytes, id)).unwrap(), 1, "one change is flipped");
    });
}
