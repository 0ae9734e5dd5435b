//! Passphrases out of files and from a terminal.

use crate::home::{Home, JOURNAL, SAM, run};
use std::process::Command;

const LIST: [&str; 4] = ["list", JOURNAL, "--as", "Sam"];

#[test]
fn one_newline_at_the_end_is_ignored_and_nothing_else() {
    let home = Home::with_journal();
    for ending in ["", "\n", "\r\n"] {
        home.put("sam.pass", format!("{SAM}{ending}"));
        home.run(LIST).done();
    }
    for other in [format!("{SAM}\n\n"), format!("{SAM} "), format!(" {SAM}")] {
        home.put("sam.pass", &other);
        home.run(LIST).refused(3);
    }
}

#[test]
fn a_letter_composed_of_two_is_the_same_letter() {
    let home = Home::with_journal();
    let decomposed = SAM.replace('\u{e9}', "e\u{301}");
    assert_ne!(decomposed, SAM, "the bytes differ");
    home.put("sam.pass", decomposed);
    home.run(LIST).done();
}

#[test]
fn a_label_may_hold_an_equals_sign() {
    let home = Home::empty();
    home.put("a=b", "one two three four five six seven");
    let arguments = ["new", "j.duologue", "--as", "N=1", "--passphrase-file", "N=1=a=b"];
    run(home.bare().args(arguments), b"").done();
}

#[test]
fn a_passphrase_file_that_is_missing_given_twice_or_no_text_is_named() {
    let home = Home::with_journal();
    let with = |file: &str| run(home.bare().args(LIST).args(["--passphrase-file", file]), b"");
    assert!(with("Sam=nowhere").refused(1).contains("passphrase file of Sam"));
    home.put("latin1", b"caf\xe9");
    assert!(with("Sam=latin1").refused(1).contains("UTF-8"));
    let twice = ["--passphrase-file", "Sam=sam.pass", "--passphrase-file", "Sam=noor.pass"];
    run(home.bare().args(LIST).args(twice), b"").refused(2);
}

#[test]
fn an_empty_passphrase_protects_nothing_and_is_refused() {
    let home = Home::empty();
    home.put("noor.pass", "\n");
    home.run(["new", "j.duologue", "--as", "Noor"]).refused(1);
    assert_eq!(home.names(), ["noor.pass", "sam.pass"], "no journal came of it");
}

#[test]
fn a_weak_passphrase_is_remarked_on_and_taken() {
    let home = Home::empty();
    home.put("noor.pass", "Noor2026");
    let ran = home.run(["new", "j.duologue", "--as", "Noor"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "a script may do as it likes");
    assert!(ran.err.contains("easy to guess"), "{}", ran.err);
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_file_the_terminal_is_asked_and_shows_nothing() {
    let home = Home::with_journal();
    let program = env!("CARGO_BIN_EXE_duologue-cli");
    let shown = typed(&home, &format!("{program} list {JOURNAL} --as Sam"), &[SAM]);
    assert!(shown.contains("Passphrase of Sam: "), "{shown}");
    assert!(shown.contains("\tours\t"), "it was the passphrase: {shown}");

    let (one, other) = ("first words for a new one", "other words for a new one");
    let shown = typed(&home, &format!("{program} new a.duologue --as Noor"), &[one, other]);
    assert!(shown.contains("not the same"), "a new one is typed twice: {shown}");
    assert!(!home.path("a.duologue").exists(), "and nothing is made of a slip");
}

/// Runs `line` in a terminal of its own, typing each of `answers` when it is asked.
#[cfg(target_os = "linux")]
fn typed(home: &Home, line: &str, answers: &[&str]) -> String {
    use std::io::{Read, Write};
    use std::process::Stdio;
    let mut child = Command::new("script")
        .args(["-qec", &format!("tty > tty.name; exec {line}"), "/dev/null"])
        .current_dir(home.path(""))
        .env("XDG_DATA_HOME", home.path("data"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut keys, mut screen) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let (mut shown, mut byte) = (Vec::new(), [0]);
    let (mut left, mut asked) = (answers.iter(), 0);
    while screen.read(&mut byte).unwrap() == 1 {
        shown.push(byte[0]);
        if shown[asked..].ends_with(b": ") {
            asked = shown.len();
            if let Some(answer) = left.next() {
                until_unseen(home);
                writeln!(keys, "{answer}").unwrap();
            }
        }
    }
    child.wait().unwrap();
    let shown = String::from_utf8_lossy(&shown).into_owned();
    for answer in answers {
        assert!(!shown.contains(answer), "what is typed must not be shown: {shown}");
    }
    shown
}

/// The question stands there a moment before typing is unseen; no person is that fast.
#[cfg(target_os = "linux")]
fn until_unseen(home: &Home) {
    let tty = std::fs::read_to_string(home.path("tty.name")).unwrap();
    let begun = std::time::Instant::now();
    loop {
        let about = Command::new("stty").args(["-a", "-F", tty.trim()]).output().unwrap().stdout;
        if String::from_utf8_lossy(&about).split_whitespace().any(|word| word == "-echo") {
            return;
        }
        assert!(begun.elapsed().as_secs() < 20, "typing is never hidden");
    }
}
