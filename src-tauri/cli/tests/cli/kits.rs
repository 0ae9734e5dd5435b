//! Recovery kits, changing a passphrase, and what is told of either.

use crate::home::{Home, JOURNAL, NOOR, PLAN, SECRET, run};
use std::process::Command;

const KIT: [&str; 4] = ["kit", JOURNAL, "--as", "Noor"];
const WITH_KIT: [&str; 6] = ["unlock-with-kit", JOURNAL, "--as", "Noor", "--kit-file", "kit.txt"];
const LIST: [&str; 4] = ["list", JOURNAL, "--as", "Noor"];
const NEW: &str = "pebble winter orchard sail lamp";

/// Makes a kit of Noor's into `kit.txt`, as it was printed.
fn kit(home: &Home, only_ours: bool) -> String {
    let more = if only_ours { &["--only-ours"][..] } else { &[] };
    let printed = home.run(KIT.iter().chain(more)).done();
    home.put("kit.txt", &printed);
    printed
}

#[test]
fn a_kit_is_twelve_numbered_words_and_brings_back_in_under_a_new_passphrase() {
    let home = Home::with_journal();
    let printed = kit(&home, false);
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines.len(), 12, "twelve words");
    for (n, line) in lines.iter().enumerate() {
        assert!(line.starts_with(&format!("{}. ", n + 1)), "numbered: {line:?}");
    }
    home.put("new.pass", NEW);
    let new = ["--passphrase-file", "Noor=new.pass"];
    run(home.bare().args(WITH_KIT).args(new), b"").done();
    home.run(LIST).refused(3);
    run(home.bare().args(LIST).args(new), b"").done();
}

#[test]
fn a_kit_as_a_sheet_has_its_words_in_the_pdf_alone_and_they_open() {
    let home = Home::with_journal();
    let ran = home.run(KIT.iter().chain(&["--pdf", "kit.pdf"]));
    assert_eq!(ran.out, "", "the words stand in one place: {}", ran.err);
    assert!(ran.err.contains("delete it"), "what the file is, is said: {}", ran.err);
    ran.done();
    let text = pdf_text(&home, "kit.pdf");
    for part in ["Recovery kit", "For Noor. Kit ", "Your Mine, and Ours"] {
        assert!(text.contains(part), "{part:?} is on the sheet: {text}");
    }
    home.put("kit.txt", words_on(&text));
    home.put("new.pass", NEW);
    let new = ["--passphrase-file", "Noor=new.pass"];
    run(home.bare().args(WITH_KIT).args(new), b"").done();
    run(home.bare().args(LIST).args(new), b"").done();
}

#[test]
fn a_sheet_in_the_place_of_a_file_is_refused_and_the_kit_before_still_opens() {
    let home = Home::with_journal();
    kit(&home, true);
    home.put("kit.pdf", "somebody's");
    home.run(KIT.iter().chain(&["--only-ours", "--pdf", "kit.pdf"])).refused(1);
    home.run(KIT.iter().chain(&["--only-ours", "--pdf", "nowhere/kit.pdf"])).refused(1);
    let printed = run(home.bare().args(WITH_KIT), b"").done();
    assert!(printed.contains(PLAN), "the kit that is on paper counts: {printed}");
}

/// The text of a PDF, in the order in which it is read.
fn pdf_text(home: &Home, name: &str) -> String {
    let ran = Command::new("pdftotext").arg(home.path(name)).arg("-").output();
    let ran = ran.expect("poppler-utils is installed");
    assert!(ran.status.success(), "pdftotext reads it");
    String::from_utf8(ran.stdout).unwrap()
}

/// The twelve words of a sheet, by their numbers.
fn words_on(text: &str) -> String {
    let said: Vec<&str> = text.split_whitespace().collect();
    let word = |n: u32| {
        let number = format!("{n}.");
        let at = said.iter().position(|one| *one == number);
        at.and_then(|at| said.get(at + 1)).unwrap_or_else(|| panic!("word {n}: {text}")).to_string()
    };
    (1..=12).map(word).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_kit_for_only_ours_prints_ours_and_nothing_of_mine() {
    let home = Home::with_journal();
    kit(&home, true);
    let printed = run(home.bare().args(WITH_KIT), b"").done();
    assert!(printed.contains(PLAN), "Ours is read: {printed}");
    assert!(!printed.contains(SECRET), "Mine is not");
    home.run(LIST).done();
}

#[test]
fn whoever_has_a_kit_for_only_ours_goes_on_with_a_new_passphrase() {
    let home = Home::with_journal();
    kit(&home, true);
    let read = run(home.bare().args(WITH_KIT), b"");
    assert!(read.err.contains("--go-on"), "that there is a way on is said: {}", read.err);
    home.put("new.pass", NEW);
    let new = ["--passphrase-file", "Noor=new.pass"];
    let ran = run(home.bare().args(WITH_KIT).arg("--go-on").args(new), b"");
    assert!(ran.err.contains("opens no more"), "what is lost is said: {}", ran.err);
    assert!(ran.done().starts_with("encrypted anew: "), "and Ours is under new keys");
    home.run(LIST).refused(3);
    let export = ["export", JOURNAL, "out", "--as", "Noor", "--format", "json"];
    run(home.bare().args(export).args(new), b"").done();
    let all = std::fs::read_to_string(home.path("out/journal.json")).unwrap();
    assert!(all.contains("Sonntag") && !all.contains(SECRET), "Ours is there, Mine is not: {all}");
    let write = ["write", JOURNAL, "--as", "Noor"];
    run(home.bare().args(write).args(new), b"and on").done();
    let check = run(home.bare().args(["check", JOURNAL, "--as", "Noor"]).args(new), b"");
    assert!(check.err.contains("earlier Mine"), "the check says what is lost: {}", check.err);
    assert!(check.done().starts_with("everything opens"), "and calls it no damage");
    run(home.bare().args(WITH_KIT), b"").refused(8);
    let sam = home.run(["list", JOURNAL, "--as", "Sam"]);
    assert!(sam.err.contains("took new keys"), "the partner is told: {}", sam.err);
    sam.done();
}

#[test]
fn a_backup_is_restored_with_a_kit_of_its_day() {
    let home = Home::with_journal();
    kit(&home, false);
    home.run(["backup", JOURNAL, "kept.duologue-backup", "--as", "Noor"]).done();
    let restore = ["restore", "kept.duologue-backup", "again.duologue", "--as", "Noor"];
    let with_kit = ["--kit-file", "kit.txt"];
    run(home.bare().args(restore).args(with_kit), b"").done();
    home.put("new.pass", NEW);
    let unlock = ["unlock-with-kit", "again.duologue", "--as", "Noor"];
    let new = ["--passphrase-file", "Noor=new.pass"];
    run(home.bare().args(unlock).args(with_kit).args(new), b"").done();
    let list = ["list", "again.duologue", "--as", "Noor"];
    let listed = run(home.bare().args(list).args(new), b"").done();
    assert!(listed.lines().count() > 1, "neither passphrase nor file was needed: {listed}");
}

#[test]
fn words_that_open_nothing_are_3_and_say_why() {
    let home = Home::with_journal();
    let legal = "legal winner thank year wave sausage worth useful legal winner thank yellow";
    home.put("kit.txt", legal);
    assert!(run(home.bare().args(WITH_KIT), b"").refused(8).contains("no recovery kit"));
    kit(&home, false);
    let cases = [
        (legal.to_owned(), "not the words"),
        (legal.replace(" yellow", ""), "these are 11"),
        (legal.replace("year", "yeer"), "word 4"),
        (legal.replace("year", "wave"), "not together"),
    ];
    for (words, why) in cases {
        home.put("kit.txt", &words);
        let err = run(home.bare().args(WITH_KIT), b"").refused(3);
        assert!(err.contains(why), "{words}: {err}");
        assert!(!err.contains("winner"), "no word is repeated: {err}");
    }
    home.run(LIST).done();
}

#[test]
fn a_changed_passphrase_takes_the_place_of_the_old_one_and_is_told() {
    let home = Home::with_journal();
    home.put("new.pass", NEW);
    let change = ["passphrase", JOURNAL, "--as", "Noor", "--new-passphrase-file", "new.pass"];
    home.run(change).done();
    home.run(LIST).refused(3);
    home.put("noor.pass", NEW);
    let ran = home.run(LIST);
    assert!(ran.err.contains("A new passphrase of yours was set"), "{}", ran.err);
    ran.done();
    assert_ne!(NEW, NOOR, "it was another one");
}

#[test]
fn a_whole_journal_is_checked_and_what_is_cut_off_is_listed_until_it_is_accepted() {
    let home = Home::with_journal();
    let check = ["check", JOURNAL, "--as", "Noor"];
    home.type_in(["write", JOURNAL, "--as", "Sam", "--ours"], "soon gone").done();
    assert!(home.run(check).done().contains("everything opens"), "Noor has seen it");
    home.meddle(|db| {
        let last = "DELETE FROM change WHERE id = (SELECT max(change.id) FROM change
             JOIN log ON log.n = change.id >> 40
             WHERE log.author <> (SELECT author FROM log WHERE n = 1))";
        assert_eq!(db.execute(last, []).unwrap(), 1, "one change must go");
    });
    let ran = home.run(check);
    assert_eq!(ran.code, 4, "it is listed: {} {}", ran.out, ran.err);
    assert!(ran.out.contains("logs whose end is gone\tSam"), "and whose it was: {}", ran.out);
    home.run(["accept", JOURNAL, "--as", "Noor"]).done();
    assert!(home.run(check).done().contains("everything opens"), "accepting is the way on");
}
