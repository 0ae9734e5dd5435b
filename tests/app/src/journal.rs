//! Journals, made with the command line tool as if on another computer.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::computer::{Computer, program};

/// Somebody with a passphrase.
#[derive(Debug, Clone, Copy)]
pub struct Person {
    /// What they are called in the journal.
    pub label: &'static str,
    /// What opens it for them.
    pub passphrase: &'static str,
    /// Their place in the alphabet, from 1.
    pub place: u8,
}

/// The one who makes the journal.
pub const NOOR: Person =
    Person { label: "Noor", passphrase: "wander lantern copper meadow tide", place: 1 };
/// The one who joins.
pub const SAM: Person =
    Person { label: "Sam", passphrase: "gravel thimble orbit canvas plum", place: 2 };

/// Two people whose names are as long as names may be.
pub const LONG: [Person; 2] = [
    Person {
        label: "Bartholomäus Maximiliane",
        passphrase: "wander lantern copper meadow tide",
        place: 1,
    },
    Person {
        label: "Wolfeschlegelsteinhausen",
        passphrase: "gravel thimble orbit canvas plum",
        place: 2,
    },
];

/// Two people of whom one has a name without a space to break it at, and the other one that runs
/// from right to left.
pub const UNLIKE: [Person; 2] = [
    Person {
        label: "Bartholomea-Wilhelmina",
        passphrase: "wander lantern copper meadow tide",
        place: 1,
    },
    Person { label: "نور الهدى", passphrase: "gravel thimble orbit canvas plum", place: 2 },
];

/// What Noor wrote in Mine.
pub const MINE_OF_NOOR: &str = "Noor alone: zephyrquill under the pear tree.";
/// What Sam wrote in Mine.
pub const MINE_OF_SAM: &str = "Sam alone: marblefinch behind the old mill.";
/// What Sam wrote in Ours.
pub const OURS_BY_SAM: &str = "We walked to the lighthouse and said little. It was good.";

/// What the window asks for to get the whole timeline.
pub fn every_page() -> Value {
    pages_in(Value::Null)
}

/// What it asks for to get one space: `mine`, `ours` or `before`.
pub fn pages_of(space: &str) -> Value {
    pages_in(space.into())
}

fn pages_in(space: Value) -> Value {
    let filter = json!({ "space": space, "tag": null, "until": null, "photo": false });
    json!({ "filter": filter, "after": null, "limit": 1000 })
}

/// A journal of two: a page in Mine of each, and one in Ours by Sam. Copied to `document`.
///
/// # Panics
/// When the command line tool cannot make it.
pub fn of_two(computer: &Computer, document: &str) -> PathBuf {
    static MADE: LazyLock<Made> = LazyLock::new(|| {
        let made = Made::by(NOOR).joined_by(NOOR, SAM);
        made.tool(&["write", "--as", NOOR.label, "--on", "2026-03-02"], MINE_OF_NOOR);
        made.tool(&["write", "--as", SAM.label, "--on", "2026-03-03"], MINE_OF_SAM);
        let ours = ["write", "--as", SAM.label, "--ours", "--on", "2026-03-04", "--tag", "sea"];
        made.tool(&ours, OURS_BY_SAM);
        made
    });
    MADE.copied(computer, document)
}

/// A journal nobody has joined yet, made by Noor. Copied to `document`.
///
/// # Panics
/// When the command line tool cannot make it.
pub fn of_one(computer: &Computer, document: &str) -> PathBuf {
    static MADE: LazyLock<Made> = LazyLock::new(|| Made::by(NOOR));
    MADE.copied(computer, document)
}

/// An empty journal of [`LONG`].
///
/// # Panics
/// When the command line tool cannot make it.
pub fn of_long_names(computer: &Computer, document: &str) -> PathBuf {
    of(LONG, computer, document)
}

/// An empty journal of two.
///
/// # Panics
/// When the command line tool cannot make it.
pub fn of([first, second]: [Person; 2], computer: &Computer, document: &str) -> PathBuf {
    Made::by(first).joined_by(first, second).copied(computer, document)
}

/// A backup of a journal that is no other's, made by Noor.
///
/// # Panics
/// When the command line tool cannot make it.
pub fn backup_of_one(computer: &Computer, document: &str) -> PathBuf {
    let to = computer.document(document);
    let path = to.to_str().expect("a path in UTF-8");
    Made::by(NOOR).tool(&["backup", path, "--as", NOOR.label], "");
    to
}

struct Made {
    elsewhere: Computer,
    journal: PathBuf,
}

impl Made {
    fn by(person: Person) -> Self {
        let elsewhere = Computer::new();
        let journal = elsewhere.document("Our journal.duologue");
        let made = Self { elsewhere, journal };
        made.tool(&["new", "--as", person.label], "");
        made
    }

    fn joined_by(self, first: Person, second: Person) -> Self {
        self.tool(&["join", "--as", second.label, "--invited-by", first.label], "");
        self
    }

    fn copied(&self, computer: &Computer, document: &str) -> PathBuf {
        let copy = computer.document(document);
        fs::copy(&self.journal, &copy).expect("a copy of a journal");
        copy
    }

    /// Runs the tool on the journal, with everybody's passphrase at hand.
    fn tool(&self, words: &[&str], stdin: &str) {
        let (command, options) = words.split_first().expect("a command");
        let mut tool = self.elsewhere.command(program("DUOLOGUE_CLI"));
        tool.arg(command).arg(&self.journal).args(options);
        for person in [NOOR, SAM].iter().chain(&LONG).chain(&UNLIKE) {
            let file = self.elsewhere.document(person.label);
            fs::write(&file, person.passphrase).expect("a passphrase in a file");
            if words.contains(&person.label) {
                let said = format!("{}={}", person.label, file.display());
                tool.args(["--passphrase-file", &said]);
            }
        }
        let mut running =
            tool.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("duologue-cli starts");
        let mut input = running.stdin.take().expect("a way in");
        input.write_all(stdin.as_bytes()).expect("duologue-cli reads");
        drop(input);
        let ended = running.wait().expect("duologue-cli ends");
        assert!(ended.success(), "duologue-cli {words:?} ended with {ended}");
    }
}
