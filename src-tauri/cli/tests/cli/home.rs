//! A home of its own for each test, and a journal of two in it.

use duologue_core::crypto::Cost;
use duologue_core::journal::{
    DraftBody, Journal, NewJournal, Noticed, OpenFor, Practice, Sitting, TogetherSitting, Words,
};
use duologue_core::system::System;
use duologue_core::vault::{Computer, Face, NewMember};
use duologue_core::{Id, Link, Surroundings};
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use tempfile::TempDir;

pub const NOOR: &str = "lantern orbit velvet harbour nine";
/// Contains a letter that can be written in two ways.
pub const SAM: &str = "caf\u{e9} thunder meadow quilt seven";

pub const JOURNAL: &str = "two.duologue";
pub const WALK: &str = "# A walk\n\nWe went **far**, and talked.\n\n- one\n- two";
pub const SECRET: &str = "Only Noor may read this: zwielicht.";
pub const PLAN: &str = "Sam's plan für Sonntag – 散歩, see «the lake».";

/// What the program said and how it ended.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// What it printed, if it did what it should.
    #[track_caller]
    pub fn done(self) -> String {
        assert_eq!(self.code, 0, "it should have been done: {}", self.err);
        self.out
    }

    /// What it said on stderr, if it ended with `code` and printed nothing.
    #[track_caller]
    pub fn refused(self, code: i32) -> String {
        assert_eq!(self.code, code, "another exit code: {} {}", self.out, self.err);
        assert_eq!(self.out, "", "a refusal is no result");
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self.err
    }
}

/// A folder with its own `XDG_DATA_HOME` and the passphrases of both in files.
pub struct Home {
    folder: TempDir,
}

impl Home {
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = Self { folder };
        home.put("noor.pass", NOOR);
        home.put("sam.pass", SAM);
        home
    }

    /// With the journal of [`Template`].
    pub fn with_journal() -> Self {
        let home = Self::empty();
        fs::write(home.journal(), &Template::get().bytes).unwrap();
        home
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn journal(&self) -> PathBuf {
        self.path(JOURNAL)
    }

    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    pub fn names(&self) -> Vec<String> {
        names(self.folder.path())
    }

    /// The program, in this folder, with both passphrase files.
    pub fn command(&self) -> Command {
        let mut command = self.bare();
        command.args(["--passphrase-file", "Noor=noor.pass", "--passphrase-file", "Sam=sam.pass"]);
        command
    }

    /// The program, in this folder, with no passphrase at hand.
    pub fn bare(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_duologue-cli"));
        command.current_dir(self.folder.path()).env("XDG_DATA_HOME", self.path("data"));
        command
    }

    pub fn run<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Ran {
        run(self.command().args(arguments), b"")
    }

    pub fn type_in<S: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = S>,
        stdin: impl AsRef<[u8]>,
    ) -> Ran {
        run(self.command().args(arguments), stdin.as_ref())
    }

    /// Does something to the file that Duologue never would.
    pub fn meddle(&self, with: impl FnOnce(&rusqlite::Connection)) {
        let db = rusqlite::Connection::open(self.journal()).unwrap();
        with(&db);
        db.close().unwrap();
    }

    pub fn records(&self) -> PathBuf {
        self.path("data/app.duologue.journal/computers")
    }
}

pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

pub fn run(command: &mut Command, stdin: &[u8]) -> Ran {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that refuses before reading closes the pipe.
    let _ = child.stdin.take().unwrap().write_all(stdin);
    let ended = child.wait_with_output().unwrap();
    Ran {
        code: ended.status.code().unwrap_or(-1),
        out: String::from_utf8(ended.stdout).unwrap(),
        err: String::from_utf8(ended.stderr).unwrap(),
    }
}

/// A journal of Noor and Sam with a page of every kind, made once.
pub struct Template {
    pub bytes: Vec<u8>,
    pub walk: Link,
    pub secret: Link,
    pub plan: Link,
    pub noticed: Link,
    pub question: Link,
    pub talk: Link,
}

/// The least cost a file may name.
const LEAST: Cost = Cost { m: 19 * 1024, t: 1, p: 1 };

impl Template {
    pub fn get() -> &'static Self {
        static MADE: OnceLock<Template> = OnceLock::new();
        MADE.get_or_init(|| Self::make(tempfile::tempdir().unwrap().path()))
    }

    fn make(folder: &Path) -> Self {
        let path = folder.join(JOURNAL);
        let mut noor = begin(&path, &Computer::new(&folder.join("records")));
        let walk =
            noor.write_page(true, day(5), WALK, &["outside".into(), "us two".into()]).unwrap();
        let secret = noor.write_page(false, day(6), SECRET, &[]).unwrap();
        let question = noor.put_question("What made you laugh?", None).unwrap();
        noor.write_page(true, "2019-12-31".parse().unwrap(), "An old page.", &[]).unwrap();
        seal(&mut noor, question, "The goat on the roof.");
        let noor_id = noor.me();
        let sam = find(&noor, "Sam");
        let opened = noor.partner_challenge().unwrap().answer(SAM, None).unwrap();
        let together = noor.sit_together(&opened).unwrap_or_else(|_| panic!("both sit down"));
        let mut sam_here = together.leave(noor_id).unwrap_or_else(|_| panic!("Noor leaves"));
        let plan = sam_here.write_page(true, day(7), PLAN, &[]).unwrap();
        let thanks = Noticed {
            did: "You made tea.".into(),
            says: "You see me.".into(),
            meant: String::new(),
        };
        let noticed = sam_here.write_noticed(true, &thanks).unwrap();
        seal(&mut sam_here, question, "Your hat.");
        let opened = sam_here.partner_challenge().unwrap().answer(NOOR, None).unwrap();
        let mut together =
            sam_here.sit_together(&opened).unwrap_or_else(|_| panic!("both sit down"));
        together.open_answers(question, &[noor_id, sam]).unwrap();
        let talk = talk(&mut together, noor_id);
        together.lock().unwrap().close().unwrap();
        Self { bytes: fs::read(&path).unwrap(), walk, secret, plan, noticed, question, talk }
    }
}

fn begin(path: &Path, computer: &Computer) -> Sitting {
    let mut system = System::default();
    let new =
        NewJournal::prepare(&face("Noor", "ochre", "arch"), NOOR, LEAST, &mut system).unwrap();
    let mut noor = new.write(path, computer.clone(), Box::new(System::default())).unwrap();
    let face = face("Sam", "indigo", "leaf");
    let sam =
        NewMember::make(noor.vault(), &face, SAM, LEAST, &mut system as &mut dyn Surroundings)
            .unwrap();
    noor.add_partner(&sam, &face, OpenFor::Everything).unwrap();
    noor
}

/// A talk that ended after one statement and a pause.
fn talk(together: &mut TogetherSitting, speaker: Id) -> Link {
    let of = together.begin_practice(speaker, Practice::Openly, "Our evenings").unwrap();
    let words = Words {
        text: "I miss the walks.".into(),
        feelings: vec!["low-lonely".into()],
        ..Words::default()
    };
    let body = DraftBody::Part { of, step: "said".into(), turn: 1, words };
    let draft = together.save_draft(speaker, None, body).unwrap();
    together.say_part(speaker, draft.id).unwrap();
    together.pause_practice(of, 20).unwrap();
    together.finish_practice(of).unwrap();
    of
}

pub fn seal(sitting: &mut Sitting, question: Link, text: &str) {
    let body = DraftBody::Answer { question, text: text.into(), in_person: false };
    let draft = sitting.save_draft(None, body).unwrap();
    sitting.seal_answer(draft.id).unwrap();
}

fn face(label: &str, colour: &str, shape: &str) -> Face {
    Face { label: label.into(), colour: colour.into(), shape: shape.into() }
}

fn find(sitting: &Sitting, label: &str) -> Id {
    sitting.faces().unwrap().into_iter().find(|(_, face)| face.label == label).unwrap().0
}

fn day(n: u32) -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2020, 3, n).unwrap()
}

/// The journal, open in another program: here.
pub fn held(home: &Home) -> Journal {
    Journal::open(&home.journal(), Computer::new(&home.path("elsewhere"))).unwrap()
}
