//! Making a journal, and joining it.

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::journal::{NOOR, SAM};

#[test]
fn two_people_make_a_journal_and_each_opens_it_alone() {
    let computer = Computer::new();
    let journal = computer.document("The two of us.duologue");
    let app = App::start(&computer);

    app.begin_journal(&journal);
    app.see_words("file-place", "The two of us");
    app.click("making-where-next");
    app.introduce("making", NOOR);
    app.click("making-passphrase-next");
    app.see_words("kit", "You can also make it later");
    app.click("kit-back");

    app.click("invite-ours-everything");
    app.click("invite-offer-next");
    app.click("curtain-next");
    assert!(
        !app.everything().contains(NOOR.passphrase),
        "the one who joins must not find the other's passphrase on the page"
    );
    app.join(SAM);
    app.see_words("here", NOOR.label);

    app.lock();
    app.unlock(SAM);
    app.see_words("here", SAM.label);
    app.lock();
    app.unlock(NOOR);
    app.see_words("here", NOOR.label);
}
