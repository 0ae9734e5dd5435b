//! Golden files: a journal and its backup as each version of the format wrote them. They open for
//! ever, by every way in, and read word for word the same.
//!
//! `DUOLOGUE_WRITE_GOLDEN=1 cargo test -p core-tests golden` makes those of a new version, in a
//! folder of its own. Those that are there are never made anew.

mod dump;
mod making;

use core_tests::{go_on, lock};
use dump::{of_ours, of_sitting};
use duologue_core::crypto::KitWords;
use duologue_core::journal::{Alarm, Journal, JournalError, Sitting, restore, restore_with_kit};
use duologue_core::vault::{BackupFile, Computer, KitOpened, Recovered};
use duologue_core::{Id, Surroundings};
use serde_json::Value;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempDir;

/// Set where those of this version are to be made.
const WRITE: &str = "DUOLOGUE_WRITE_GOLDEN";
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/golden");
/// The version of the format that is written now.
const VERSION: &str = "2";

const JOURNAL: &str = "ours.duologue";
const BACKUP: &str = "kept.duologue-backup";
/// Passphrases, and the words of kits.
const WORDS: &str = "words.json";
const PEOPLE: [&str; 2] = ["Noor", "Sam"];

/// The folders of all versions.
fn versions() -> &'static [PathBuf] {
    static FOLDERS: OnceLock<Vec<PathBuf>> = OnceLock::new();
    FOLDERS.get_or_init(|| {
        if std::env::var_os(WRITE).is_some() {
            making::write(&Path::new(FOLDER).join(VERSION)).unwrap();
        }
        let mut all: Vec<_> =
            fs::read_dir(FOLDER).unwrap().map(|folder| folder.unwrap().path()).collect();
        all.sort();
        assert!(all.iter().any(|folder| folder.ends_with(VERSION)), "this version has some");
        all
    })
}

/// A copy of a version's files, in a folder that goes away.
struct Golden {
    from: PathBuf,
    folder: TempDir,
}

impl Golden {
    fn copied(from: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in [JOURNAL, BACKUP] {
            fs::copy(from.join(name), folder.path().join(name)).unwrap();
        }
        Self { from: from.to_owned(), folder }
    }

    fn place(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn json(&self, name: &str) -> Value {
        serde_json::from_slice(&fs::read(self.from.join(name)).unwrap()).unwrap()
    }

    /// What somebody's passphrase, or a kit's words, are.
    fn words(&self, of: &str, what: &str) -> String {
        self.json(WORDS)[of][what].as_str().unwrap().to_owned()
    }

    fn kit(&self, what: &str) -> KitWords {
        KitWords::read(&self.words("Noor", what)).unwrap()
    }

    /// On a computer that never saw it.
    fn open(&self, name: &str) -> Journal {
        let computer = Computer::new(&self.place(&format!("computer of {name}")));
        Journal::open(&self.place(name), computer).unwrap()
    }

    /// What this person reads in it.
    fn reads(&self, of: &str) -> Value {
        self.json(&format!("{of}.json"))
    }

    #[track_caller]
    fn assert_read(&self, found: &Value, of: &str, how: &str) {
        let expected = self.reads(of);
        let from = self.from.display();
        assert!(
            *found == expected,
            "{from}, {how}: {of} reads\n{found:#}\ninstead of\n{expected:#}"
        );
    }
}

/// Another randomness each time: what was written once is not drawn again.
fn surroundings(n: u64) -> Box<dyn Surroundings> {
    core_tests::World::seeded(0x601D + n).surroundings()
}

fn who(faces: Vec<(Id, duologue_core::vault::Face)>, label: &str) -> Id {
    faces.into_iter().find(|(_, face)| face.label == label).unwrap().0
}

#[track_caller]
fn sit(journal: Journal, label: &str, passphrase: &str, n: u64) -> Sitting {
    let who = who(journal.faces().unwrap(), label);
    let opened = journal.challenge(who).unwrap().answer(passphrase, None).unwrap();
    match journal.unlock(&opened, surroundings(n)) {
        Ok(sitting) => sitting,
        Err((_, error)) => panic!("{label} sits down: {error}"),
    }
}

/// That it is whole, and what is read.
#[track_caller]
fn read_whole(sitting: &Sitting, how: &str) -> Value {
    let mut told = sitting.alarms();
    told.retain(|alarm| !matches!(alarm, Alarm::Restored { changes: 0, .. }));
    assert_eq!(told, [], "{how}: nothing is told but that the other restored it");
    let checked = sitting.check(&mut go_on).unwrap();
    assert_eq!((checked.problems, checked.damaged_drafts), (vec![], 0), "{how}: all of it opens");
    of_sitting(sitting)
}

fn all_of_mine(opened: KitOpened) -> Box<Recovered> {
    match opened {
        KitOpened::AllOfMine(recovered) => recovered,
        KitOpened::OnlyOurs(_) => panic!("a kit for all of mine"),
    }
}

/// Tries something with the files of every version.
fn for_each(test: impl Fn(&Golden)) {
    versions().iter().for_each(|folder| test(&Golden::copied(folder)));
}

#[test]
fn golden_journals_open_with_their_passphrases_and_read_word_for_word_the_same() {
    for_each(|golden| {
        for (n, label) in (0..).zip(PEOPLE) {
            let passphrase = golden.words(label, "passphrase");
            let sitting = sit(golden.open(JOURNAL), label, &passphrase, n);
            golden.assert_read(&read_whole(&sitting, label), label, "by passphrase");
            lock(sitting);
        }
    });
}

#[test]
fn golden_kits_open_all_of_mine_and_only_ours() {
    for_each(|golden| {
        let journal = golden.open(JOURNAL);
        let noor = who(journal.faces().unwrap(), "Noor");
        let challenge = journal.kit_challenge(noor).unwrap();
        let KitOpened::OnlyOurs(opened) = challenge.answer(&golden.kit("only ours")).unwrap()
        else {
            panic!("a kit for only Ours")
        };
        let Ok(ours) = journal.read_ours(&opened, surroundings(10)) else { panic!("it opens") };
        assert_eq!(ours.alarms(), [], "nothing is told");
        golden.assert_read(&of_ours(&ours), "only ours", "by the kit for only Ours");
        let journal = ours.lock().unwrap();
        let recovered = all_of_mine(challenge.answer(&golden.kit("all of mine")).unwrap());
        let cost = duologue_core::crypto::Cost::CHEAP;
        let new = recovered.new_slot("words that are new", cost, &mut *surroundings(11)).unwrap();
        let Ok(sitting) = journal.recover(&recovered, &new, surroundings(12)) else {
            panic!("Noor is let in with a new passphrase")
        };
        golden.assert_read(&of_sitting(&sitting), "Noor", "by the kit for all of mine");
        lock(sitting);
    });
}

/// Restores the backup of `golden` under a name.
fn restored(golden: &Golden, label: &str, n: u64) -> Result<(), JournalError> {
    let mut file = BackupFile::open(&golden.place(BACKUP))?;
    let partner = who(file.faces(), label);
    let target = golden.place(&format!("{label}.duologue"));
    let computer = Computer::new(&golden.place(&format!("computer of {label}.duologue")));
    let opened = file.challenge(partner)?.answer(&golden.words(label, "passphrase"), None)?;
    assert_eq!(file.verify_opened(&opened, &mut go_on)?, [], "it is whole");
    restore(&mut file, &opened, &target, computer, surroundings(n), &mut go_on)
}

#[test]
fn golden_backups_restore_to_the_same_journal() {
    for_each(|golden| {
        for (n, label) in (20..).zip(PEOPLE) {
            restored(golden, label, n).unwrap();
            for (m, reader) in (30 + 2 * n..).zip(PEOPLE) {
                let journal = golden.open(&format!("{label}.duologue"));
                let sitting = sit(journal, reader, &golden.words(reader, "passphrase"), m);
                let how = format!("restored by {label}");
                golden.assert_read(&read_whole(&sitting, &how), reader, &how);
                lock(sitting);
            }
        }
    });
}

#[test]
fn golden_backups_restore_with_a_kit() {
    for_each(|golden| {
        let mut file = BackupFile::open(&golden.place(BACKUP)).unwrap();
        let noor = who(file.faces(), "Noor");
        let opened = file.kit_challenge(noor).unwrap().answer(&golden.kit("all of mine")).unwrap();
        let computer = Computer::new(&golden.place("computer of by kit.duologue"));
        let (target, surroundings) = (golden.place("by kit.duologue"), surroundings(40));
        let recovered = all_of_mine(opened);
        restore_with_kit(&mut file, &recovered, &target, computer, surroundings, &mut go_on)
            .unwrap();
        let passphrase = golden.words("Noor", "passphrase");
        let sitting = sit(golden.open("by kit.duologue"), "Noor", &passphrase, 41);
        golden.assert_read(&read_whole(&sitting, "by kit"), "Noor", "restored by a kit");
        lock(sitting);
    });
}

#[test]
fn golden_journals_are_written_on_and_open_again_with_all_that_was_there() {
    for_each(|golden| {
        let passphrase = golden.words("Noor", "passphrase");
        let mut noor = sit(golden.open(JOURNAL), "Noor", &passphrase, 50);
        let page = noor.write_page(true, core_tests::november(9), "Written on.", &[]).unwrap();
        lock(noor);
        let sam = sit(golden.open(JOURNAL), "Sam", &golden.words("Sam", "passphrase"), 51);
        assert_eq!(sam.page(page).unwrap().text, "Written on.", "Sam reads what is new");
        lock(sam);
        let noor = sit(golden.open(JOURNAL), "Noor", &passphrase, 52);
        assert_eq!(noor.page(page).unwrap().text, "Written on.", "it is there after locking");
        let mut read = read_whole(&noor, "written on");
        let expected = golden.reads("Noor");
        let pages = read["pages"].as_array_mut().unwrap();
        pages.retain(|one| one["id"] != page.to_string());
        assert!(read == expected, "and all the rest is as it was:\n{read:#}");
        lock(noor);
    });
}

#[test]
fn golden_files_that_are_there_are_never_made_anew() {
    let folder = &versions()[0];
    let before = fs::read(folder.join(JOURNAL)).unwrap();
    let refused = making::write(folder).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::AlreadyExists, "it is refused");
    assert!(fs::read(folder.join(JOURNAL)).unwrap() == before, "and nothing is touched");
}

#[test]
fn golden_journals_brought_up_to_date_read_word_for_word_the_same() {
    for_each(|golden| {
        for (n, label) in (60..).zip(PEOPLE) {
            let golden = Golden::copied(&golden.from);
            let passphrase = golden.words(label, "passphrase");
            let mut sitting = sit(golden.open(JOURNAL), label, &passphrase, n);
            let is_older = sitting.is_older().unwrap();
            assert_eq!(is_older, !golden.from.ends_with(VERSION), "as its folder says");
            let backup = sitting.bring_up_to_date(&mut go_on).unwrap();
            assert_eq!(backup.is_some(), is_older, "only an older one is backed up");
            golden.assert_read(&read_whole(&sitting, label), label, "brought up to date");
            lock(sitting);
            for (m, reader) in (70 + 2 * n..).zip(PEOPLE) {
                let passphrase = golden.words(reader, "passphrase");
                let sitting = sit(golden.open(JOURNAL), reader, &passphrase, m);
                let how = format!("brought up to date by {label}");
                golden.assert_read(&read_whole(&sitting, &how), reader, &how);
                lock(sitting);
            }
        }
    });
}
