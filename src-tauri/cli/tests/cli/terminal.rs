//! What reaches a terminal, and readers that leave early.

use crate::home::{Home, JOURNAL, Template};
use std::io::Read;
use std::process::Stdio;

#[test]
fn an_escape_in_a_page_does_not_reach_the_terminal() {
    let home = Home::with_journal();
    let text = "Title\u{1b}]0;owned\u{7} and \u{9b}2J\r\n\tindented\n";
    let id = home.type_in(["write", JOURNAL, "--as", "Noor", "--ours"], text).done();
    let obeyed = |text: &str| text.chars().any(|c| c.is_control() && c != '\n' && c != '\t');

    let listed = home.run(["list", JOURNAL, "--as", "Sam"]).done();
    assert!(!obeyed(&listed), "{listed:?}");
    assert!(
        listed.lines().all(|line| line.split('\t').count() == 6),
        "a tab in a text is no field: {listed:?}"
    );
    let read = home.run(["read", JOURNAL, id.trim(), "--as", "Sam"]).done();
    assert!(!obeyed(&read) && read.contains("\tindented"), "{read:?}");

    for arguments in [vec!["list", JOURNAL], vec!["read", JOURNAL, id.trim()]] {
        let json = home.run(arguments.into_iter().chain(["--as", "Sam", "--json"])).done();
        assert!(!obeyed(&json), "JSON escapes them: {json:?}");
        if let Ok(serde_json::Value::Object(page)) = serde_json::from_str(&json) {
            assert_eq!(page["text"], text, "and gives the text exactly");
        }
    }
}

#[test]
fn a_reader_that_has_enough_is_no_mistake() {
    let home = Home::with_journal();
    // More than a pipe holds, so that the program must notice.
    let long = "word ".repeat(40_000);
    let id = home.type_in(["write", JOURNAL, "--as", "Noor"], long).done();
    let mut child = home
        .command()
        .args(["read", JOURNAL, id.trim(), "--as", "Noor"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdout.take().unwrap().read_exact(&mut [0; 10]).unwrap();
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0), "{ended:?}");
    assert_eq!(ended.stderr, b"", "nobody wants to hear of it");
}

#[test]
fn every_kind_of_page_is_listed_and_read() {
    let home = Home::with_journal();
    let template = Template::get();
    let listed = home.run(["list", JOURNAL, "--as", "Sam"]).done();
    let days: Vec<&str> = listed.lines().map(|line| line.split('\t').nth(3).unwrap()).collect();
    assert!(days.is_sorted_by(|a, b| a >= b), "newest first: {days:?}");
    assert!(!listed.contains(&template.secret.to_string()), "Noor's Mine is not Sam's to see");
    let line = listed.lines().find(|line| line.starts_with(&template.walk.to_string())).unwrap();
    let fields: Vec<&str> = line.split('\t').skip(1).collect();
    assert_eq!(fields[..4], ["ours", "Noor", "2020-03-05", "outside, us two"]);
    assert!(fields[4].starts_with("A walk"), "{line}");

    let noticed = home.run(["read", JOURNAL, &template.noticed.to_string(), "--as", "Noor"]).done();
    assert!(noticed.contains("You made tea.") && noticed.contains("You see me."), "{noticed}");
    let question =
        home.run(["read", JOURNAL, &template.question.to_string(), "--as", "Noor"]).done();
    assert!(question.contains("What made you laugh?"), "{question}");
    assert!(
        question.contains("Noor:\n  The goat on the roof.")
            && question.contains("Sam:\n  Your hat."),
        "{question}"
    );
}

#[test]
fn what_is_erased_is_gone_from_the_file_too() {
    let home = Home::with_journal();
    let secret = Template::get().secret;
    let row = |home: &Home| {
        let mut left = None;
        home.meddle(|db| {
            let sql = "SELECT blob FROM change WHERE link = ?";
            left =
                db.query_row(sql, [&secret.0[..]], |row| row.get::<_, Option<Vec<u8>>>(0)).unwrap();
        });
        left
    };
    let blob = row(&home).expect("there before");
    home.run(["erase", JOURNAL, &secret.to_string(), "--as", "Noor"]).done();
    assert_eq!(row(&home), None);
    let bytes = std::fs::read(home.journal()).unwrap();
    let needle = &blob[..32];
    assert!(
        !bytes.windows(32).any(|window| window == needle),
        "swept: not even its encryption is left"
    );
    home.run(["read", JOURNAL, &secret.to_string(), "--as", "Noor"]).refused(8);
}
