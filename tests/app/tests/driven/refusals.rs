//! What the screens look like when something is in the way: each failure, and what is told once.

use std::fs;
use std::path::Path;

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::dialogs;
use app_tests::disk::Disk;
use app_tests::journal::{self, NOOR, SAM};
use app_tests::screens::Look;
use duologue_core::journal::Journal;
use duologue_core::vault::Computer as Records;

use crate::files::SCHEMA_VERSION_AT;

const NAME: &str = "A journal with a rather long name, for both of us.duologue";

#[test]
fn screens_of_a_journal_that_does_not_open_light() {
    refused("light");
}

#[test]
fn screens_of_a_journal_that_does_not_open_dark() {
    refused("dark");
}

#[test]
fn screens_of_a_full_disk_an_older_file_and_a_restored_one_light() {
    told("light");
}

#[test]
fn screens_of_a_full_disk_an_older_file_and_a_restored_one_dark() {
    told("dark");
}

fn refused(theme: &str) {
    let computer = Computer::for_pictures(theme, 100);
    let disk = Disk::of(&computer);
    let journal = journal::of_two(&computer, &format!("stick/{NAME}"));
    let whole = fs::read(&journal).expect("a journal");
    let picture = |name: &str| {
        let app = App::open(&computer, &journal);
        let mut look = Look::at(&app, theme);
        app.see(&format!("failure-{name}"));
        look.screen(&format!("refused-{name}"));
        look.end();
    };
    let mut newer = whole.clone();
    newer.get_mut(SCHEMA_VERSION_AT).expect("a header").copy_from_slice(&99_u32.to_be_bytes());
    fs::write(&journal, newer).expect("a newer journal");
    picture("newerVersion");
    fs::write(&journal, b"a shopping list").expect("no journal");
    picture("notAJournal");
    fs::write(&journal, whole).expect("the journal again");
    let elsewhere = Records::new(&computer.document("records"));
    let holder = Journal::open(&journal, elsewhere).expect("the journal");
    picture("inUse");
    drop(holder);
    disk.read_only(true);
    picture("readOnly");
    disk.read_only(false);
    fs::remove_file(&journal).expect("a journal to take away");
    picture("missing");
}

fn told(theme: &str) {
    let computer = Computer::for_pictures(theme, 100);
    let disk = Disk::of(&computer);
    let file = journal::of_two(&computer, &format!("stick/{NAME}"));
    let older = fs::read(&file).expect("the journal as it was");
    let app = App::open(&computer, &file);
    let mut look = Look::at(&app, theme);
    app.unlock(NOOR);
    let backup = computer.document("Saved.duologue-backup");
    app.click("backup-go");
    app.click("backup-make");
    dialogs::save_as(&backup);
    app.see("backup-made");
    app.go("journal");
    app.click("write-new");
    app.see("write-text");
    disk.fill();
    app.write("write-text", "On the day the disk was full.");
    app.see("failure-full");
    look.screen("write-on-a-full-disk");
    disk.make_room();
    app.see_gone("failure-full");
    app.click("write-done");
    app.see("page-text");
    app.lock();
    look.end();
    app.kill();

    fs::write(&file, older).expect("an older copy in its place");
    let app = App::start(&computer);
    let mut look = Look::at(&app, theme);
    app.unlock(NOOR);
    app.see("told-olderFile");
    look.screen("told-older-file");
    app.lock();
    before_the_words_of_a_kit(&app, &backup);
    look.screen("restore-with-kit");
    app.click("restore-back");
    restore(&app, &backup, &computer.document("Restored.duologue"));
    look.screen("unlock-restored");
    app.unlock(SAM);
    app.see("told-restored");
    look.screen("told-restored");
    look.end();
}

fn before_the_words_of_a_kit(app: &App, backup: &Path) {
    app.click("unlock-restore");
    app.click("restore-choose");
    dialogs::open(backup);
    app.click("restore-other-way");
    app.fill("restore-words", "orchard copper meadow");
    app.click("restore-go");
    app.see_words("restore", "no recovery kit of Noor’s");
}

fn restore(app: &App, backup: &Path, to: &Path) {
    app.click("unlock-restore");
    app.click("restore-choose");
    dialogs::open(backup);
    app.see("file-place");
    app.fill("restore-passphrase", NOOR.passphrase);
    app.click("restore-go");
    dialogs::save_as(to);
    app.see("unlock-restored");
}
