//! The whole life of a journal, at the real cost.

use crate::home::{Home, names};
use serde_json::Value;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_journal_lives_from_its_making_to_a_copy_of_everything() {
    let home = Home::empty();
    home.run(["new", "j.duologue", "--as", "Noor"]).done();
    assert_eq!(names(&home.records()).len(), 1, "the app's own folder of records is used");

    let to_keep = [
        "write",
        "j.duologue",
        "--as",
        "Noor",
        "--ours",
        "--on",
        "2026-02-01",
        "--tag",
        "Öl",
        "--tag",
        "a b",
    ];
    let kept = home.type_in(to_keep, "Before Sam came.\n").done();
    assert_eq!(kept.len(), 65, "the id of the page and a newline: {kept:?}");
    let kept = kept.trim();
    home.run(["join", "j.duologue", "--as", "Sam", "--invited-by", "Noor"]).done();

    let listed = json(&home.run(["list", "j.duologue", "--as", "Sam", "--json"]).done());
    assert_eq!(listed[0]["id"], kept, "Sam was let in to everything");
    assert_eq!(listed[0]["authors"], json("[\"Noor\"]"));
    assert_eq!(listed[0]["tags"], json("[\"Öl\", \"a b\"]"));

    home.type_in(["edit", "j.duologue", kept, "--as", "Noor"], "After Sam came.").done();
    let prefix: String = kept.chars().take(8).collect();
    let page = json(&home.run(["read", "j.duologue", &prefix, "--as", "Sam", "--json"]).done());
    assert_eq!(page["text"], "After Sam came.");
    assert_eq!(page["on"], "2026-02-01", "an edit keeps the day");
    assert_eq!(page["tags"], json("[\"Öl\", \"a b\"]"), "and the tags");
    assert_eq!(
        page["earlier_versions"][0]["text"], "Before Sam came.\n",
        "both can read what was there before"
    );

    home.run(["erase", "j.duologue", &kept.to_uppercase(), "--as", "Noor"]).done();
    let listed = json(&home.run(["list", "j.duologue", "--as", "Sam", "--json"]).done());
    assert_eq!(listed[0]["taken_back"], true, "in Ours a mark stays");
    assert_eq!(listed[0]["excerpt"], "", "without content");

    home.run(["backup", "j.duologue", "b.duologue-backup", "--as", "Sam"]).done();
    home.run(["verify", "b.duologue-backup", "--as", "Noor"]).done();
    home.run(["restore", "b.duologue-backup", "r.duologue", "--as", "Sam"]).done();
    home.run(["verify", "r.duologue", "--as", "Noor"]).done();
    let expected =
        ["b.duologue-backup", "data", "j.duologue", "noor.pass", "r.duologue", "sam.pass"];
    assert_eq!(home.names(), expected, "nothing half-written is left");
}

#[test]
fn who_joins_from_today_reads_nothing_of_before() {
    let home = Home::empty();
    home.run(["new", "j.duologue", "--as", "Noor"]).done();
    home.type_in(["write", "j.duologue", "--as", "Noor", "--ours"], "Mine alone, still.").done();
    home.run(["join", "j.duologue", "--as", "Sam", "--invited-by", "Noor", "--from-today"]).done();
    assert_eq!(home.run(["list", "j.duologue", "--as", "Sam"]).done(), "", "Sam came from today");
    let noor = home.run(["list", "j.duologue", "--as", "Noor"]).done();
    assert_eq!(noor.split('\t').nth(1), Some("before"), "to Noor it is what was before: {noor}");

    let err = home.run(["join", "j.duologue", "--as", "Third", "--invited-by", "Noor"]).refused(1);
    assert!(err.contains("two partners"), "{err}");
}
