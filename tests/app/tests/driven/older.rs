//! A journal that an older Duologue wrote: it is backed up, brought up to date, and whoever unlocks it
//! is told.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use app_tests::app::App;
use app_tests::computer::{Computer, names_in};
use app_tests::dialogs;
use app_tests::disk::Disk;
use app_tests::journal::{self, Person};
use app_tests::screens::Look;
use duologue_core::vault::BackupFile;
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::kits::{NEW, with_words};

/// As program 1 wrote it, with something of everything: the core's golden journal. Sam's keyslot in it
/// is one of the tests' own, which no program opens.
const VERSION_1: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../core/golden/1/ours.duologue");
const NOOR: Person =
    Person { label: "Noor", passphrase: "the heron stands in the reeds", place: 1 };

const PROPOSED: &str = "A small lamp on the stairs, and the hall dark.";

fn older(folder: &Path) -> PathBuf {
    let journal = folder.join("Ours.duologue");
    fs::copy(VERSION_1, &journal).expect("a copy of it");
    journal
}

/// What lies beside the journal, but for what SQLite keeps there while it is open.
fn beside(folder: &Path) -> Vec<String> {
    let mut names = names_in(folder);
    names.retain(|name| name != "Ours.duologue" && !name.ends_with("-wal"));
    names
}

#[test]
fn an_older_journal_is_backed_up_brought_up_to_date_and_reads_as_before() {
    let computer = Computer::new();
    let folder = computer.document("");
    let app = App::open(&computer, &older(&folder));
    app.unlock(NOOR);
    let backups = beside(&folder);
    let [backup] = backups.as_slice() else { panic!("one backup lies beside it: {backups:?}") };
    assert!(backup.starts_with("Ours (version 1) "), "its name says what it is: {backup}");
    app.see_words("told-upToDate", backup.trim_end_matches(".duologue-backup"));
    app.go("journal");
    app.see_words("timeline", "We walked to the mill.");
    app.go("today");
    app.click("told-read");
    app.see_gone("told-upToDate");
    let told = |app: &App| app.ask("situation", json!({})).expect("it")["notices"].to_string();
    assert!(!told(&app).contains("upToDate"), "the core knows too that it was read");
    app.lock();
    app.unlock(NOOR);
    assert!(!told(&app).contains("upToDate"), "and tells it no more");
    app.lock();
    assert_eq!(beside(&folder), backups, "and done once");

    let mut file = BackupFile::open(&folder.join(backup)).expect("a backup");
    let noor = file.faces().into_iter().find(|(_, face)| face.label == NOOR.label).expect("Noor").0;
    let opened =
        file.challenge(noor).and_then(|it| it.answer(NOOR.passphrase, None)).expect("hers");
    let verified = file.verify_opened(&opened, &mut |_, _| ControlFlow::Continue(()));
    assert_eq!(verified, Ok(vec![]), "the backup is whole");
}

#[test]
fn what_was_told_of_one_journal_waits_until_it_is_read_and_is_told_of_no_other() {
    let computer = Computer::new();
    let other = journal::of_two(&computer, "Another.duologue");
    let folder = computer.document("older");
    fs::create_dir(&folder).expect("a folder");
    let app = App::open(&computer, &older(&folder));
    app.unlock(NOOR);
    app.see("told-upToDate");
    app.lock();
    app.unlock(NOOR);
    app.see("told-upToDate");
    app.lock();
    app.click("unlock-other");
    dialogs::open(&other);
    app.see_words("cover", "Another");
    app.unlock(journal::NOOR);
    app.see("place-today");
    assert!(!app.sees("told-upToDate"), "that is about another journal");
}

#[test]
fn a_kit_for_all_of_mine_brings_an_older_journal_up_to_date() {
    let computer = Computer::new();
    let folder = computer.document("");
    let app = App::open(&computer, &older(&folder));
    with_words(&app, 1, &kit("all of mine"));
    app.choose_passphrase(NEW);
    app.click("anew-next");
    app.see("told-upToDate");
    assert_eq!(beside(&folder).len(), 1, "after a backup of it");
    app.go("journal");
    app.see_words("timeline", "We walked to the mill.");
}

#[test]
fn a_kit_for_only_ours_reads_an_older_journal_and_brings_it_up_to_date_once_it_goes_on() {
    let computer = Computer::new();
    let folder = computer.document("");
    let app = App::open(&computer, &older(&folder));
    let words = kit("only ours");
    with_words(&app, 1, &words);
    app.see_words("timeline", "We walked to the mill.");
    assert_eq!(beside(&folder), [""; 0], "whoever only reads changes nothing");
    app.click("only-ours-go-on");
    app.fill("go-on-words", &words);
    app.choose_passphrase(NEW);
    app.click("go-on-next");
    app.see("told-upToDate");
    assert_eq!(beside(&folder).len(), 1, "after a backup of it");
    app.click("new-keys-go-on");
    app.see_words("new-keys-done", "encrypted again");
}

/// The words of a kit of Noor's.
fn kit(kind: &str) -> String {
    let words = fs::read(Path::new(VERSION_1).with_file_name("words.json")).expect("words");
    let words: Value = serde_json::from_slice(&words).expect("their JSON");
    words["Noor"][kind].as_str().expect("twelve words").to_owned()
}

#[test]
fn an_older_journal_on_a_full_disk_is_read_and_brought_up_to_date_once_there_is_room() {
    let computer = Computer::new();
    let disk = Disk::of(&computer);
    let journal = older(disk.folder());
    let app = App::open(&computer, &journal);
    disk.fill();
    app.unlock(NOOR);
    app.see_words("told-notUpToDate", "Make some room");
    app.go("journal");
    app.see_words("timeline", "We walked to the mill.");
    assert_eq!(beside(disk.folder()), ["filler"], "nothing half written may be left");
    disk.make_room();
    app.lock();
    app.unlock(NOOR);
    app.see("told-upToDate");
    app.go("journal");
    app.see_words("timeline", "We walked to the mill.");
}

#[test]
fn agreeing_waits_until_the_journal_is_up_to_date_and_the_proposal_stays() {
    let computer = Computer::new();
    let disk = Disk::of(&computer);
    let journal = journal::of_two(&computer, "stick/two.duologue");
    set_back(&journal);
    let app = App::open(&computer, &journal);
    disk.fill();
    app.unlock_together(journal::NOOR, journal::SAM);
    app.see("told-notUpToDate");
    disk.make_room();
    app.begin_talk("The lamp in the hall");
    app.both_are_safe();
    app.click("takes-floor");
    app.say("part-said", "It is on all night.");
    app.open_and_say("part-heard", "The light keeps you awake.");
    app.click("confirm-yes");
    app.click("floor-close");
    for words in ["You need it dark.", "You need it to find the stairs."] {
        app.open_and_say("part-understood", words);
    }
    app.open_and_say("part-agreement", PROPOSED);
    app.click("agree");
    app.see_words("failure-olderVersion", "unlock it again");
    app.see_words("proposal", PROPOSED);
    assert!(!app.sees("agreed"), "nobody agreed yet");

    app.leave_and_lock();
    app.unlock_together(journal::NOOR, journal::SAM);
    app.see("told-upToDate");
    app.go_on_from("practices");
    app.see_words("proposal", PROPOSED);
    app.click("agree");
    app.see("agreed");
}

/// Makes it the journal that program 1 would have left: nobody agreed to anything in it, so what else
/// is in it is the same.
fn set_back(journal: &Path) {
    let db = Connection::open(journal).expect("the journal");
    db.execute_batch("UPDATE vault SET format = 1").expect("its version");
    db.close().map_err(|(_, error)| error).expect("the journal closed");
}

#[test]
fn older_journals_light_screens() {
    screens("light");
}

#[test]
fn older_journals_dark_screens() {
    screens("dark");
}

fn screens(theme: &str) {
    let computer = Computer::for_pictures(theme, 100);
    let app = App::open(&computer, &older(&computer.document("")));
    let mut look = Look::at(&app, theme);
    app.unlock(NOOR);
    app.see("told-upToDate");
    look.screen("told-up-to-date");
    look.end();
}
