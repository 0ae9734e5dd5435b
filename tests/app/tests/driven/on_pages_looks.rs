//! What photos and files on pages look like, light and dark.

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::journal::{self, NOOR, SAM};
use app_tests::pictures;
use app_tests::screens::Look;

use crate::on_pages::{document, drawn, put};

const LONG_NAME: &str = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten\
    gesellschaft, what everybody brings along (the newest).pdf";

#[test]
fn photos_and_files_on_pages_light() {
    looks("light");
}

#[test]
fn photos_and_files_on_pages_dark() {
    looks("dark");
}

fn looks(theme: &str) {
    let computer = Computer::for_pictures(theme, 100);
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    let mut look = Look::at(&app, theme);
    app.unlock(NOOR);
    app.go("journal");
    app.click("write-new");
    app.write("write-text", "We sat on the wall until the light was gone, and said little.");
    look.screen("files-write");
    app.click("write-done");
    app.see("file-add");
    look.screen("files-none");
    let wide = document(&computer, "harbour at dusk.png", &pictures::evening(1_600, 1_000));
    let tall = document(&computer, "the two of us.png", &pictures::evening(600, 1_200));
    let list = document(&computer, LONG_NAME, &[7; 23_000]);
    put(&app, &wide);
    drawn(&app);
    look.screen("files-photo");
    put(&app, &tall);
    put(&app, &list);
    app.see_words("file-said", "is still in it");
    let end = "document.querySelector('[data-test=file-said]').scrollIntoView({ block: 'end' })";
    app.script(end, &[]);
    look.screen("files-all");
    app.click("file-take-off");
    app.see("take-off-file-dialog");
    look.screen("files-take-off");
    app.click("take-off-file-no");
    app.click("page-share");
    app.see("share-files");
    drawn(&app);
    look.screen("files-share");
    app.click("share-yes");
    app.see_words("who-reads", "You and Sam");
    drawn(&app);
    app.lock();
    app.unlock(SAM);
    app.go("journal");
    app.open_row("We sat on the wall");
    drawn(&app);
    look.screen("files-of-the-other");
    look.end();
}
