//! Backup, restore, export, summary.

use crate::home::{Home, JOURNAL, PLAN, SECRET, Template, WALK, names, run};
use serde_json::Value;
use std::fs;
use std::process::Command;

#[test]
fn a_backup_gives_back_the_same_pages() {
    let home = Home::with_journal();
    let before = home.run(["list", JOURNAL, "--as", "Noor", "--json"]).done();
    home.run(["backup", JOURNAL, "b.duologue-backup", "--as", "Sam"]).done();
    home.run(["restore", "b.duologue-backup", "r.duologue", "--as", "Noor"]).done();
    assert_eq!(home.run(["list", "r.duologue", "--as", "Noor", "--json"]).done(), before);
    home.type_in(["write", "r.duologue", "--as", "Noor"], "It goes on.").done();
    home.run(["verify", "r.duologue", "--as", "Sam"]).done();

    home.run(["restore", "b.duologue-backup", "r.duologue", "--as", "Noor"]).refused(1);
    home.run(["backup", JOURNAL, "b.duologue-backup", "--as", "Sam"]).refused(1);
}

#[test]
fn the_partner_reads_that_it_was_restored_and_whoever_did_it_does_not() {
    let home = Home::with_journal();
    // The cheap keyslot of the tests is made stronger the first time: that is a change too.
    home.run(["list", JOURNAL, "--as", "Sam"]).done();
    home.run(["backup", JOURNAL, "b.duologue-backup", "--as", "Noor"]).done();
    home.type_in(["write", JOURNAL, "--as", "Sam", "--ours"], "After the backup.").done();
    home.run(["restore", "b.duologue-backup", "r.duologue", "--as", "Noor"]).done();
    let told = |label| home.run(["list", "r.duologue", "--as", label]).err;
    assert!(!told("Noor").contains("restored this journal"), "they did it themselves");
    for _ in 0..2 {
        let told = told("Sam");
        assert!(told.contains("Your partner restored this journal from a backup"), "{told}");
        assert!(told.contains("Changes gone that this computer has seen: 1"), "{told}");
        assert!(!told.contains("older than what this computer has seen"), "told once: {told}");
    }
}

#[test]
fn a_damaged_backup_is_4_and_restores_nothing() {
    let home = Home::with_journal();
    home.run(["backup", JOURNAL, "b.duologue-backup", "--as", "Sam"]).done();
    let whole = fs::read(home.path("b.duologue-backup")).unwrap();
    let last = whole.len() - 1;
    for at in [30, 19 + 4 + 200, last / 2, last] {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        home.put("b.duologue-backup", bytes);
        home.run(["verify", "b.duologue-backup", "--as", "Noor"]).refused(4);
        home.run(["restore", "b.duologue-backup", "r.duologue", "--as", "Noor"]).refused(4);
    }
    home.put("b.duologue-backup", &whole[..last]);
    home.run(["verify", "b.duologue-backup", "--as", "Noor"]).refused(4);
    home.run(["restore", "b.duologue-backup", "r.duologue", "--as", "Noor"]).refused(4);
    assert_eq!(
        home.names(),
        ["b.duologue-backup", "data", "noor.pass", "sam.pass", JOURNAL],
        "no half a journal"
    );
}

#[test]
fn verify_tells_by_content_and_says_so() {
    let home = Home::with_journal();
    home.run(["backup", JOURNAL, "looks-like.duologue", "--as", "Sam"]).done();
    assert!(home.run(["verify", "looks-like.duologue", "--as", "Sam"]).done().contains("backup"));
    assert!(home.run(["verify", JOURNAL, "--as", "Sam"]).done().contains("journal"));
    home.put("noor.pass", "another one");
    home.run(["verify", "looks-like.duologue", "--as", "Noor"]).refused(3);
    home.run(["verify", "looks-like.duologue", "--as", "Nobody"]).refused(8);
}

#[test]
fn markdown_holds_what_was_written() {
    let home = Home::with_journal();
    home.run(["export", JOURNAL, "out", "--as", "Noor", "--format", "markdown"]).done();
    let files: Vec<String> = names(&home.path("out"))
        .iter()
        .map(|name| fs::read_to_string(home.path("out").join(name)).unwrap())
        .collect();
    assert_eq!(files.len(), 7, "a file a page");
    let of = |id: &str| files.iter().find(|file| file.contains(&format!("id: {id}\n"))).unwrap();
    let template = Template::get();
    let body = |id: &str| of(id).split_once("\n---\n\n").unwrap().1.to_owned();
    assert_eq!(body(&template.walk.to_string()), format!("{WALK}\n"));
    assert_eq!(body(&template.secret.to_string()), format!("{SECRET}\n"));
    assert_eq!(body(&template.plan.to_string()), format!("{PLAN}\n"));
    assert!(of(&template.question.to_string()).contains("The goat on the roof."));
    assert!(of(&template.noticed.to_string()).contains("You made tea."));
    let talk = of(&template.talk.to_string());
    assert!(
        talk.contains("## Noor, said, low-lonely\n\n> I miss the walks."),
        "who said what: {talk}"
    );
    assert!(talk.contains("## pause, "), "a pause has a time and no name: {talk}");
}

#[test]
fn json_holds_what_was_written() {
    let home = Home::with_journal();
    home.run(["export", JOURNAL, "out", "--as", "Sam", "--format", "json"]).done();
    let all: Value =
        serde_json::from_slice(&fs::read(home.path("out/journal.json")).unwrap()).unwrap();
    let all = all.as_array().unwrap();
    assert_eq!(all.len(), 6, "all but Noor's Mine");
    let of = |id: String| all.iter().find(|page| page["id"] == id.as_str()).unwrap();
    let template = Template::get();
    assert_eq!(of(template.walk.to_string())["text"], WALK);
    assert_eq!(of(template.plan.to_string())["text"], PLAN);
    assert_eq!(of(template.question.to_string())["answers"][1]["text"], "Your hat.");
    assert!(!all.iter().any(|page| page["text"] == SECRET));
    let talk = &of(template.talk.to_string())["practice"];
    assert_eq!(
        (&talk["about"], &talk["parts"][0]["text"]),
        (&"Our evenings".into(), &"I miss the walks.".into())
    );
}

#[test]
fn a_copy_is_only_for_its_owner_and_never_mixed_with_other_files() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::with_journal();
    let export = ["export", JOURNAL, "out", "--as", "Sam", "--format", "json"];
    home.run(export).done();
    let mode = |name: &str| fs::metadata(home.path(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("out"), mode("out/journal.json")), (0o700, 0o600));
    home.run(export).refused(1);
    home.run(["export", JOURNAL, "noor.pass", "--as", "Sam", "--format", "json"]).refused(1);
    fs::create_dir(home.path("empty")).unwrap();
    home.run(["export", JOURNAL, "empty", "--as", "Sam", "--format", "json"]).done();
}

#[cfg(target_os = "linux")]
#[test]
fn a_copy_that_fails_midway_takes_itself_away() {
    let home = Home::with_journal();
    let long = "word ".repeat(20_000);
    home.type_in(["write", JOURNAL, "--as", "Noor"], long).done();
    fs::create_dir(home.path("there")).unwrap();
    let program = env!("CARGO_BIN_EXE_duologue-cli");
    for folder in ["made", "there"] {
        // 30 kB hold whatever opening a journal writes, and not this page.
        let line = format!(
            "trap '' XFSZ; ulimit -f 60; exec {program} export {JOURNAL} {folder} --as Noor --format markdown \
             --passphrase-file Noor=noor.pass"
        );
        let mut shell = Command::new("sh");
        let shell = shell
            .args(["-c", &line])
            .current_dir(home.path(""))
            .env("XDG_DATA_HOME", home.path("data"));
        let err = run(shell, b"").refused(7);
        assert!(err.contains("write the copy"), "it came as far as that: {err}");
    }
    assert!(!home.path("made").exists(), "what it made is gone");
    assert_eq!(names(&home.path("there")).len(), 0, "and a folder that was there is as it was");
}

#[test]
fn a_summary_prints_ours_of_the_period_and_nothing_of_mine() {
    let home = Home::with_journal();
    let summary = |pdf: &str, paper: &str| {
        let period = ["--from", "2020-01-01", "--to", "2100-12-31"];
        let command = ["summary", JOURNAL, "--as", "Noor", "--pdf", pdf, "--paper", paper];
        home.run(command.into_iter().chain(period))
    };
    summary("a4.pdf", "a4").done();
    let text = pdf_text(&home, "a4.pdf");
    for written in [
        "Noor",
        "Sam",
        "A walk",
        "We went far, and talked.",
        "You made tea.",
        "What made you laugh?",
        "The goat on the roof.",
        "Your hat.",
        "Talk openly: Our evenings",
        "What I said",
        "lonely",
        "I miss the walks.",
    ] {
        assert!(text.contains(written), "{written:?} is missing in: {text}");
    }
    assert!(text.contains("für Sonntag"), "{text}");
    assert!(!text.contains("zwielicht"), "nothing of Mine: {text}");
    assert!(!text.contains("An old page"), "nothing from before the period: {text}");
    assert!(text.to_lowercase().contains("not yet approved"), "{text}");

    summary("letter.pdf", "letter").done();
    let size = |name: &str| String::from_utf8(tool("pdfinfo", &home, &[name])).unwrap();
    assert!(
        size("a4.pdf").contains("A4") && size("letter.pdf").contains("letter"),
        "{}",
        size("letter.pdf")
    );

    let before = fs::read(home.path("a4.pdf")).unwrap();
    summary("a4.pdf", "a4").refused(1);
    assert_eq!(fs::read(home.path("a4.pdf")).unwrap(), before, "a file that is there stays");
    summary("nowhere/x.pdf", "a4").refused(1);
    assert_eq!(home.names(), ["a4.pdf", "data", "letter.pdf", "noor.pass", "sam.pass", JOURNAL]);
}

fn pdf_text(home: &Home, name: &str) -> String {
    let text = String::from_utf8(tool("pdftotext", home, &["-layout", name, "-"])).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn tool(name: &str, home: &Home, arguments: &[&str]) -> Vec<u8> {
    Command::new(name).args(arguments).current_dir(home.path("")).output().unwrap().stdout
}
