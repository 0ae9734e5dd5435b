//! Photos and files on pages: put there, seen, saved, taken off; and what is not given to anybody.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::dialogs;
use app_tests::disk::Disk;
use app_tests::journal::{self, NOOR, SAM};
use app_tests::pictures;
use serde_json::{Value, json};

use crate::stopping::{Share, see_stopped, stop_once_shown};

const PHOTO: &str = "harbour at dusk.png";

/// Puts a file on the page that is read, through the system's dialog.
#[track_caller]
pub fn put(app: &App, file: &Path) {
    let before = app.count("file");
    app.click("file-add");
    dialogs::open(file);
    let limit = Duration::from_secs(120);
    app.wait_for(limit, "the file on its page", || (app.count("file") > before).then_some(()));
}

/// Writes a file into `computer`'s documents.
pub fn document(computer: &Computer, name: &str, bytes: &[u8]) -> PathBuf {
    let path = computer.document(name);
    fs::write(&path, bytes).expect("a file to put on a page");
    path
}

/// Waits until a photo is drawn, and says how large it is by itself.
#[track_caller]
pub fn drawn(app: &App) -> Value {
    let script = "const photo = document.querySelector('[data-test=photo]');
        photo?.scrollIntoView();
        return photo?.complete && photo.naturalWidth > 0
            ? [photo.naturalWidth, photo.naturalHeight] : null";
    app.wait("a photo that is drawn", || {
        let size = app.script(script, &[]);
        (size != Value::Null).then_some(size)
    })
}

fn address(app: &App) -> Value {
    app.script("return document.querySelector('[data-test=photo]').src", &[])
}

/// Whether the page can still get a picture, asked for anew and as it was asked for before.
fn loads(app: &App, address: &Value) -> bool {
    let script = "const [address, done] = arguments;
        const ask = source => new Promise(end => {
            const seen = new Image();
            seen.onload = () => end(true);
            seen.onerror = () => end(false);
            seen.src = source;
        });
        Promise.all([ask(address), ask(address + '?' + Math.random())])
            .then(all => done(all.some(Boolean)))";
    app.slow_script(script, std::slice::from_ref(address)) == json!(true)
}

fn page_id(app: &App) -> Value {
    let timeline = app.ask("timeline", journal::every_page()).expect("a timeline");
    timeline["heads"][0]["id"].clone()
}

fn files(app: &App, page: &Value) -> Value {
    app.ask("page_files", json!({ "page": page })).expect("the files of a page")
}

#[test]
fn a_photo_is_put_on_a_page_seen_saved_and_taken_off_and_a_lock_takes_it_out_of_sight() {
    let computer = Computer::new();
    let bytes = pictures::evening(640, 480);
    let photo = document(&computer, PHOTO, &bytes);
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    app.write_page("mine", "What the harbour was like.");
    app.see_words("page-files", "Only you can open it.");
    assert!(!app.sees("filter-photos"), "there is no photo to look for yet");
    app.click("file-add");
    dialogs::cancel();
    assert_eq!(app.count("file"), 0, "nobody chose one");
    put(&app, &photo);
    app.see_words("file-said", "is left out");
    assert_eq!(drawn(&app), json!([640, 480]), "it is seen, as it is");
    let name = app.script("return document.querySelector('[data-test=photo]').alt", &[]);
    assert_eq!(name, json!(format!("Photo: {PHOTO}")), "and heard by whoever does not see it");
    app.see("row-photo");
    app.click("filter-photos");
    app.wait("the pages with photos alone", || (app.count("row") == 1).then_some(()));
    app.click("filter-photos");
    app.wait("every page again", || (app.count("row") > 1).then_some(()));
    let served = address(&app);
    assert!(loads(&app, &served), "while it is unlocked it is served");
    app.lock();
    assert!(!loads(&app, &served), "a locked journal must not serve a photo");
    assert!(!app.everything().contains("harbour"), "nor say its name");

    app.unlock(NOOR);
    app.go("journal");
    app.open_row("What the harbour was like.");
    drawn(&app);
    let copy = computer.document("copy.png");
    app.click("file-save");
    dialogs::save_as(&copy);
    app.see_words("file-said", "not encrypted");
    assert!(fs::read(&copy).expect("a copy") == bytes, "a copy is every byte of it");
    app.click("file-take-off");
    app.see_words("take-off-file-dialog", "cannot be undone");
    app.click("take-off-file-no");
    assert_eq!(app.count("file"), 1, "it was only asked");
    app.click("file-take-off");
    app.click("take-off-file-yes");
    app.see_gone("file");
    app.see("page-files :focus");
    app.see_gone("row-photo");
    app.see_words("page-text", "What the harbour was like.");
    // The web view may still have what it drew, until the lock; nobody gets it anew.
    let anew = json!(format!("{}?anew", served.as_str().expect("an address")));
    assert!(!loads(&app, &anew), "what was taken off is served to nobody");
    assert!(photo.exists(), "the file on the disk is not the journal's");
    drop(app);
    let kept = ["data", "config", "cache", "tmp"].map(|place| computer.document("..").join(place));
    let told: Vec<_> = kept.iter().flat_map(|folder| all_below(folder)).filter(tells).collect();
    assert_eq!(told, [""; 0].map(PathBuf::from), "nothing on this computer says what was chosen");
}

fn all_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let below = |entry: fs::DirEntry| match entry.file_type() {
        Ok(kind) if kind.is_dir() => all_below(&entry.path()),
        _ => vec![entry.path()],
    };
    entries.flat_map(below).collect()
}

fn tells(file: &PathBuf) -> bool {
    let bytes = fs::read(file).unwrap_or_default();
    ["harbour", "copy.png"].iter().any(|name| {
        memchr::memmem::find(&bytes, name.as_bytes()).is_some()
            || file.to_string_lossy().contains(name)
    })
}

#[test]
fn a_shared_page_takes_its_photo_along_and_only_its_author_takes_it_off() {
    let computer = Computer::new();
    let photo = document(&computer, PHOTO, &pictures::evening(640, 480));
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    app.write_page("mine", "Shared with its photo.");
    let mine = page_id(&app);
    put(&app, &photo);
    drawn(&app);
    let in_mine = address(&app);
    app.click("page-share");
    app.see_words("share-files", PHOTO);
    app.click("share-yes");
    app.see_words("who-reads", "You and Sam");
    drawn(&app);
    let in_ours = address(&app);
    assert_ne!(in_mine, in_ours, "the copy is another file under another key");
    app.lock();

    app.unlock(SAM);
    app.go("journal");
    app.open_row("Shared with its photo.");
    assert_eq!(drawn(&app), json!([640, 480]), "Sam sees it");
    assert!(loads(&app, &in_ours), "at the copy");
    assert!(!loads(&app, &in_mine), "what is in Noor's Mine is served to Noor alone");
    assert!(!app.sees("file-add") && !app.sees("file-take-off"), "the page is Noor's");
    let ours = page_id(&app);
    let file = files(&app, &ours)[0]["id"].clone();
    let given = json!({ "page": ours, "file": file });
    for (command, given) in [("take_off_file", &given), ("add_file", &json!({ "page": ours }))] {
        let refused = app.ask(command, given.clone()).expect_err(command);
        assert_eq!(refused["code"], "notYours", "{command}: only its author may");
    }
    let refused = app.ask("page_files", json!({ "page": mine })).expect_err("a page of Mine");
    assert_eq!(refused["code"], "noSuchPage", "nor is it said that there is one");
    app.lock();

    app.unlock_together(NOOR, SAM);
    app.go("journal");
    app.open_row("Shared with its photo.");
    drawn(&app);
    assert!(!app.sees("file-add") && !app.sees("file-take-off"), "pages are not changed here");
    assert!(!loads(&app, &in_mine), "neither Mine is shown while both are here");
    for (command, given) in [("take_off_file", &given), ("add_file", &json!({ "page": ours }))] {
        let refused = app.ask(command, given.clone()).expect_err(command);
        assert_eq!(
            refused["code"], "badInput",
            "{command}: whoever has the keyboard may be either"
        );
    }
}

#[test]
fn what_is_only_called_a_photo_is_never_drawn() {
    let computer = Computer::new();
    let words = b"<!doctype html><script>document.title = 'ran'</script><h1>Sign in</h1>";
    let drawing = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><script/></svg>";
    let hostile =
        [document(&computer, "holiday.jpg", words), document(&computer, "map.png", drawing)];
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    app.write_page("mine", "Two files that are not what they are called.");
    for file in &hostile {
        put(&app, file);
    }
    app.see_words("file-said", "is still in it");
    assert_eq!(app.count("photo"), 0, "neither is a photo, whatever it is called");
    app.see_words("page-files", "holiday.jpg");
    let page = page_id(&app);
    for file in files(&app, &page).as_array().expect("two files") {
        assert_eq!(file["shown"], json!({ "is": "nothing" }), "{file}");
        let id = file["id"].as_str().expect("an id");
        let address = json!(format!("photo://localhost/{}/{id}", page.as_str().expect("an id")));
        assert!(!loads(&app, &address), "nor is it sent to whoever asks for it");
        let framed = "const [address, done] = arguments;
            addEventListener('securitypolicyviolation',
                event => done(event.effectiveDirective), { once: true });
            document.body.append(Object.assign(document.createElement('iframe'), { src: address }));
            setTimeout(() => done('nothing'), 5000)";
        let stopped = app.slow_script(framed, &[address]);
        assert_eq!(stopped, json!("frame-src"), "no frame may hold what people put on pages");
    }
}

#[test]
fn a_damaged_photo_says_so_in_its_place_and_the_page_is_read() {
    let computer = Computer::new();
    let file = journal::of_two(&computer, "two.duologue");
    let photo = document(&computer, PHOTO, &pictures::noise(300, 300));
    let app = App::open(&computer, &file);
    app.unlock(NOOR);
    app.write_page("mine", "Two photos that will rot.");
    put(&app, &photo);
    put(&app, &photo);
    drawn(&app);
    app.lock();
    app.kill();
    let db = rusqlite::Connection::open(&file).expect("the journal");
    let rot = |which: &str, n: u32| {
        let sql = format!(
            "UPDATE chunk SET bytes = randomblob(length(bytes))
             WHERE n = {n} AND attachment = (SELECT {which}(attachment) FROM chunk)"
        );
        assert_eq!(db.execute(&sql, []).expect("a chunk to rot"), 1, "one chunk is hurt");
    };
    rot("min", 0);
    rot("max", 2);
    db.close().expect("a closed journal");

    let app = App::start(&computer);
    app.unlock(NOOR);
    app.go("journal");
    app.open_row("Two photos that will rot.");
    app.see_words("page-text", "Two photos that will rot.");
    app.see_words("file-damaged", "This file is damaged");
    let photo = "document.querySelector('[data-test=file-name]').scrollIntoView()";
    app.script(photo, &[]);
    app.wait("the other photo asked for, and its place", || {
        app.script("document.querySelector('[data-test=photo]')?.scrollIntoView()", &[]);
        app.sees("photo-damaged").then_some(())
    });
    app.see_words("photo-damaged", "This photo is damaged");
    app.click("file-save");
    let copy = computer.document("copy.png");
    dialogs::save_as(&copy);
    app.see_words("failure-fileDamaged", "not as it was put there");
    assert!(!copy.exists(), "half of it is no copy");
}

#[test]
fn a_file_that_the_disk_has_no_room_for_leaves_the_page_as_it_was() {
    let computer = Computer::new();
    let disk = Disk::of(&computer);
    let app = App::open(&computer, &journal::of_two(&computer, "stick/two.duologue"));
    let large = document(&computer, "film.mp4", &vec![7; 9_000_000]);
    app.unlock(NOOR);
    app.write_page("mine", "No room for a film.");
    app.click("file-add");
    dialogs::open(&large);
    app.see_words("failure-full", "The disk is full");
    assert_eq!(app.count("file"), 0, "nothing of it is on the page");
    let small = document(&computer, "list.txt", b"bread, candles");
    put(&app, &small);
    app.see_words("file-name", "list.txt");
    app.see_gone("failure-full");
    let vast = computer.document("vast.mp4");
    let vast_file = fs::File::create(&vast).expect("a vast file");
    vast_file.set_len(200 * 1024 * 1024).expect("a file with nothing in it");
    app.click("file-add");
    dialogs::open(&vast);
    app.see_words("failure-fileTooLarge", "about 100 megabytes");
    assert_eq!(
        disk.names().iter().filter(|name| name.contains("film")).count(),
        0,
        "no trace of it"
    );
}

#[test]
fn a_hundred_megabytes_can_be_stopped_and_large_photos_do_not_hold_up_the_window() {
    let computer = Computer::new();
    let vast = document(&computer, "vast.png", &pictures::noise(5_850, 5_950));
    let size = fs::metadata(&vast).expect("a photo").len();
    assert!((100_000_000..=104_857_600).contains(&size), "as large as a file can be: {size}");
    let large = document(&computer, "large.png", &pictures::noise(3_000, 2_900));
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    app.write_page("mine", "A vast photo.");
    stop_once_shown(&app, "file-adding", Share::Told);
    app.click("file-add");
    dialogs::open(&vast);
    see_stopped(&app);
    app.see_gone("file-adding-cancel");
    assert_eq!(app.count("file"), 0, "what was stopped is not there");
    // What the page does between two beats is what somebody who types would wait for.
    app.script(
        "window.longest = 0;
        window.begun = performance.now();
        let last = window.begun;
        setInterval(() => {
            const now = performance.now();
            window.longest = Math.max(window.longest, now - last);
            last = now;
        }, 50)",
        &[],
    );
    put(&app, &vast);
    app.see_words("file-large", "too large to be shown here");
    assert_eq!(app.count("photo"), 0, "it is not taken apart by the web view");
    put(&app, &large);
    assert_eq!(drawn(&app), json!([3_000, 2_900]), "a large one is seen");
    let share = app.script("return window.longest / (performance.now() - window.begun)", &[]);
    let share = share.as_f64().expect("a share");
    assert!(
        share < 0.5,
        "the window must stay alive all the while, and stood still for {share} of it"
    );
    app.lock();
}
