//! A backup, and a restore into a new file.

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::dialogs;
use app_tests::journal::{self, NOOR, OURS_BY_SAM, SAM};

#[test]
fn a_backup_is_restored_into_a_new_file_and_opens_for_both() {
    let computer = Computer::new();
    let journal = journal::of_two(&computer, "two.duologue");
    let backup = computer.document("Saved.duologue-backup");
    let restored = computer.document("Restored.duologue");
    let app = App::open(&computer, &journal);
    app.unlock(NOOR);
    app.click("backup-go");
    app.click("backup-make");
    dialogs::save_as(&backup);
    app.see_words("backup-made", "Saved");
    app.write_page("ours", "Written after the backup: lichenstone.");
    app.lock();
    let before = std::fs::read(&journal).expect("the journal");

    app.click("unlock-restore");
    app.click("restore-choose");
    dialogs::open(&backup);
    app.see_words("file-place", "Saved");
    app.fill("restore-passphrase", SAM.passphrase);
    app.click("restore-go");
    app.see_words("failure-wrongPassphrase", NOOR.label);
    app.fill("restore-passphrase", NOOR.passphrase);
    app.click("restore-go");
    dialogs::save_as(&restored);
    app.see("unlock-restored");
    app.see_words("cover", "Restored");
    app.unlock(NOOR);
    app.go("journal");
    app.see_words("timeline", OURS_BY_SAM);
    app.see_words("timeline", "zephyrquill");
    assert!(!app.everything().contains("lichenstone"), "it is as it was when the backup was made");
    app.lock();
    app.unlock(SAM);
    app.go("journal");
    app.see_words("timeline", "marblefinch");
    let after = std::fs::read(&journal).expect("the journal");
    assert!(before == after, "restoring must not touch the journal that was there");
}
