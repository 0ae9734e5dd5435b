//! No word that is typed in the app is found in anything it ever wrote.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use app_tests::desktop::{output, press, type_text, until};
use app_tests::dialogs;
use app_tests::released::{App, Home, program};
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

use crate::search::{Search, Written};
use crate::trace::{Trace, Traced};
use crate::window::Titles;
use crate::{journal, printing};

const IN_MINE: &str = "quovzimine7xkwa";
const IN_OURS: &str = "quovziours3hpte";
const EDITED: &str = "quovziedit2nkeu";
const TAG: &str = "quovzitag8mbyr";
const NOTICED: &str = "quovzinoticed5w";
const QUESTION: &str = "quovziasked2lkd";
const ANSWER: &str = "quovzianswer6jf";
const REPLY: &str = "quovzireply9ncu";
const UNFINISHED: &str = "quovzidraft4gox";
const TOPIC: &str = "quovzitopic7hxc";
const NOTE: &str = "quovzinote2wgrp";
const SAID: &str = "quovzisaid8kdbt";
const SAVED: &str = "quovzisaved3qmf";
const IN_A_FILE: &str = "quovziinfile7dlr";
const NAME_OF_A_FILE: &str = "quovzinamed4ywk";
/// One word of each passphrase: wherever a passphrase stands, it stands.
const FIRST_WORD: &str = "quovziold4rjse";
const NEW_WORD: &str = "quovzinew9tcap";
const SAMS_WORD: &str = "quovzisams6vhn";
const OF_TWO: &[&str] = &[IN_OURS, TOPIC, NOTE, SAID, SAVED, FIRST_WORD, NEW_WORD, SAMS_WORD];
const TYPED: &[&str] =
    &[IN_MINE, IN_OURS, EDITED, TAG, NOTICED, QUESTION, ANSWER, REPLY, UNFINISHED];
/// What stands in a file that is put on a page, and what it is called.
const CHOSEN: &[&str] = &[IN_A_FILE, NAME_OF_A_FILE];

/// What a webview that is not incognito keeps, by the names WebKit gives it.
const WEBVIEW_STORES: &[&str] = &[
    "localstorage",
    "storage",
    "indexeddb",
    "databases",
    "serviceworkers",
    "CacheStorage",
    "WebKitCache",
    "cookies",
    "deviceidhashsalts",
    "itp",
    "mediakeys",
];

#[test]
fn every_way_of_writing_a_word_is_found() {
    let search = Search::new(&[IN_MINE]);
    for (name, bytes, written) in disguises(IN_MINE) {
        let mut around = vec![7; 1001];
        around.extend(&bytes);
        around.extend([9; 500]);
        let found = search.find(&around);
        assert!(
            found.contains(&(IN_MINE, written)),
            "the word written {name} must be found: {found:?}"
        );
    }
    assert_eq!(search.find(&[0x51; 5000]), [], "what is not there must not be found");
}

#[test]
fn what_a_program_writes_and_deletes_is_seen() {
    let home = Home::empty();
    let search = Search::new(&[IN_MINE]);
    for (name, bytes, written) in disguises(IN_MINE) {
        fs::write(home.path("control"), bytes).unwrap();
        let folder = home.path("tmp").join(name);
        fs::create_dir(&folder).unwrap();
        let mut shell = home.command("sh");
        shell.args(["-c", "dd if=../../control of=gone bs=4096 status=none && rm gone"]);
        shell.current_dir(&folder);
        let trace = trace_in(&folder, &shell);
        let gone = folder.join("gone");
        assert!(!gone.exists(), "the file must be gone, or this shows nothing");
        let bytes = trace.written.get(&gone).expect("the path of the file that is gone");
        let found = search.find(bytes);
        assert!(
            found.contains(&(IN_MINE, written)),
            "the word written {name} must be seen: {found:?}"
        );
    }
}

#[test]
fn no_word_typed_in_the_app_is_found_in_anything_it_wrote() {
    let home = Home::empty();
    let file = home.path("documents").join("two.duologue");
    journal::of_two(&file, &home.path("records"), 1);
    let printed = home.path("documents").join("printed.pdf");
    let chosen = home.path("documents").join(format!("{NAME_OF_A_FILE}.txt"));
    fs::write(&chosen, IN_A_FILE.repeat(9000)).expect("a file to put on a page");

    let mut command = home.command(program());
    command.arg(&file);
    let traced = Traced::start(&command, home.own_folder());
    let app = App::running(traced.process());
    let titles = Titles::watch(&app.on_display());
    write_everything(&app, &chosen);
    print(&app, &printed);
    app.lock("Noor");
    let told = titles.stop();
    app.quit();
    let trace = traced.end();

    assert_eq!(told, ["Duologue"], "the title must tell nothing and never change");
    assert_nothing_leaked(&trace, &[TYPED, CHOSEN, &[journal::NOOR]].concat());
    assert_not_online(&trace);
    assert_webview_keeps_nothing(&trace);
}

fn write_everything(app: &App, chosen: &Path) {
    app.unlock("Noor", journal::NOOR);

    app.type_into("Noticed: something Sam did that you were glad of", NOTICED);
    app.press("Keep");

    app.press("Journal");
    app.press("Write a new page");
    app.type_into("Tags", TAG);
    press("Return");
    app.type_into("Your page", IN_MINE);
    app.press("Done");
    app.button("Edit");
    app.press("Add a photo or file…");
    dialogs::open(chosen);
    until("the file said to be on the page", || says(app, "is on the page"));

    app.press("Write a new page");
    app.choose("Ours");
    app.type_into("Your page", IN_OURS);
    app.press("Done");
    app.press("Edit");
    app.type_into("Your page", EDITED);
    app.press("Done");
    app.button("Edit");
    app.press("Take back");
    app.press_last("Take back");
    app.button("Undo");

    app.press("Practices");
    app.press_one_with("Questions at three depths");
    app.type_into("A question in your own words", QUESTION);
    app.press_last("Put it on the table");
    app.press("Answer it");
    app.type_into("Your answer", ANSWER);
    app.press("Seal");
    app.button("Take it back");

    app.press("Journal");
    app.press_one_with(journal::QUESTION);
    app.press("Read side by side");
    app.type_into("Noor, what reached you in Sam’s answer?", REPLY);
    app.press("Add this reply");
    app.press("That is enough for now");

    // Never finished: the last word goes with the lock.
    app.press("Journal");
    app.press("Write a new page");
    app.type_into("Your page", UNFINISHED);
    type_text(" and more");
}

fn print(app: &App, to: &Path) {
    printing::choose_every_page(app);
    app.choose("A4");
    printing::pages_shown(app, "A4");
    app.press("Print…");
    dialogs::print_to_file(to);
}

#[test]
fn no_word_or_passphrase_of_two_is_found_in_anything_it_wrote_but_the_pdf_they_saved() {
    let home = Home::empty();
    let documents = home.path("documents");
    let traced = Traced::start(&home.command(program()), home.own_folder());
    let app = App::running(traced.process());
    let titles = Titles::watch(&app.on_display());
    make_journal_of_two(&app, &documents.join("two.duologue"));
    change_passphrase(&app);
    let pdf = documents.join("For Tuesday.pdf");
    save_pdf(&app, &pdf);
    back_up(&app, &documents.join("Saved.duologue-backup"));
    save_for_the_sit_down(&app);
    sit_together(&app);
    app.lock("Noor");
    restore(&app, &documents.join("Saved.duologue-backup"), &documents.join("Restored.duologue"));
    let told = titles.stop();
    app.quit();
    let mut trace = traced.end();

    assert_eq!(told, ["Duologue"], "the title must tell nothing and never change");
    for written in ["two.duologue", "Saved.duologue-backup", "For Tuesday.pdf", "Restored.duologue"]
    {
        let kept = fs::metadata(documents.join(written)).map_or(0, |about| about.len());
        assert!(kept > 0, "{written} must have been written, or this shows nothing");
    }
    let read = output("pdftotext", &[pdf.to_str().expect("a path in UTF-8"), "-"]);
    let read = read.expect("pdftotext (poppler-utils)");
    assert!(read.contains(IN_OURS), "the page typed must be in the PDF, or this shows nothing");
    // What a person saved to read elsewhere is theirs; nobody reads it here.
    assert!(trace.written.remove(&pdf).is_some(), "the PDF was written, so the trace must hold it");
    assert!(trace.paths.remove(&pdf), "and its name");
    assert_nothing_leaked(&trace, OF_TWO);
    assert_not_online(&trace);
    assert_webview_keeps_nothing(&trace);
}

fn make_journal_of_two(app: &App, at: &Path) {
    app.press("New journal");
    app.press("Choose a place");
    dialogs::save_as(at);
    app.press("Continue");
    app.type_into("What you are called here", "Noor");
    app.press("Continue");
    choose_passphrase(app, FIRST_WORD);
    app.press("Make the journal");
    app.press("Later");

    app.choose_one_with("Everything so far");
    app.press("Hand over now");
    app.press("I have the keyboard");
    app.type_into("What you are called here", "Sam");
    app.press("Continue");
    choose_passphrase(app, SAMS_WORD);
    app.press("Join the journal");
    app.press("Noor is here again");
    app.button("Counselling");
}

fn change_passphrase(app: &App) {
    app.press("Settings");
    app.press("Change my passphrase");
    app.type_into("The passphrase you use now", &passphrase(FIRST_WORD));
    choose_passphrase(app, NEW_WORD);
    app.press("Change it");
    app.press("Back to settings");
}

fn save_pdf(app: &App, to: &Path) {
    app.press("Journal");
    app.press("Write a new page");
    app.choose("Ours");
    app.type_into("Your page", IN_OURS);
    app.press("Done");
    app.button("Edit");
    printing::choose_every_page(app);
    app.choose("A4");
    printing::pages_shown(app, "A4");
    app.press("Save PDF");
    dialogs::save_as(to);
    until("the PDF said to be saved", || says(app, "Saved as"));
}

fn back_up(app: &App, to: &Path) {
    app.press("Settings");
    app.press("Backups");
    app.press("Make a backup");
    dialogs::save_as(to);
    until("the backup said to be made", || says(app, "is made."));
}

/// Restores into a new file, and looks at the page that is in it.
fn restore(app: &App, backup: &Path, to: &Path) {
    app.press("Restore from a backup");
    app.press("Choose a backup");
    dialogs::open(backup);
    app.type_into("Noor’s passphrase", &passphrase(NEW_WORD));
    app.press("Restore into a new file");
    dialogs::save_as(to);
    until("the backup said to be restored", || says(app, "The backup is restored."));
    app.unlock("Noor", &passphrase(NEW_WORD));
    app.press("Journal");
    app.press_one_with(IN_OURS);
    app.button("Edit");
    app.lock("Noor");
}

fn save_for_the_sit_down(app: &App) {
    app.press("Practices");
    app.press_one_with("One thing the other did");
    app.type_into("What you did", SAVED);
    app.press("Save for the sit-down");
    app.button("Share in Ours");
}

/// Noor keeps a note behind the curtain, says one thing, and gives what she saved.
fn sit_together(app: &App) {
    app.press("Together");
    app.type_into("Sam’s passphrase", &passphrase(SAMS_WORD));
    app.press("Open for both");
    app.press("Practices");
    app.press_one_with("One speaks, one listens");
    app.type_into("What is it about?", TOPIC);
    app.choose("Noor");
    app.press("Next");
    for label in ["Noor", "Sam"] {
        app.press(&format!("I am {label}"));
        app.press("Yes, we can begin");
    }
    app.press("Only Noor: my notes");
    app.press("I am Noor");
    app.type_into("What a camera would have seen", NOTE);
    until("the note in its field", || {
        app.field("What a camera would have seen").text().contains(NOTE).then_some(())
    });
    app.press("Hand the keyboard back");
    app.press("Noor speaks first");
    app.type_into("In a sentence or two", SAID);
    app.press("Say it");
    until("what was said", || says(app, SAID));
    app.press("Leave for now");

    app.press("Practices");
    app.press_one_with("Appreciations, one topic");
    app.press("Begin");
    app.press("Only Noor: what I saved");
    app.press("I am Noor");
    app.press("I wrote something alone: open it with my passphrase");
    app.type_into("Noor’s passphrase", &passphrase(NEW_WORD));
    app.press("Open it");
    app.press("Give it now");
    until("what was given", || says(app, "It is in Ours now, for"));
    app.press("Hand the keyboard back");
    app.press("Leave for now");
}

fn choose_passphrase(app: &App, word: &str) {
    app.choose("My own");
    app.type_into("New passphrase", &passphrase(word));
    app.type_into("Type it once more", &passphrase(word));
}

fn passphrase(word: &str) -> String {
    format!("{word} orchard kettle")
}

/// Whether the page says `words` somewhere.
fn says(app: &App, words: &str) -> Option<()> {
    let all = app.window().everything();
    all.iter().any(|node| node.text().contains(words)).then_some(())
}

/// The file a person prints to is theirs. It is looked at all the same: what prints are outlines.
fn assert_nothing_leaked(trace: &Trace, typed: &[&str]) {
    assert!(trace.lost.is_empty(), "every write must be seen whole: {:?}", trace.lost);
    let journal_is_seen = trace.written.keys().any(|path| path.ends_with("two.duologue"));
    assert!(
        journal_is_seen,
        "the journal was written, so the trace must hold it: {:?}",
        trace.paths
    );
    let search = Search::new(typed);
    let look = |what: &str, bytes: &[u8]| {
        let found = search.find(bytes);
        assert!(found.is_empty(), "typed in the app, and found in {what}: {found:?}");
    };
    for (path, bytes) in &trace.written {
        look(&format!("what was written to {}", path.display()), bytes);
    }
    for path in &trace.paths {
        look("the name of a file", path.as_os_str().as_encoded_bytes());
        if let Ok(bytes) = fs::read(path) {
            look(&format!("what is left in {}", path.display()), &bytes);
        }
    }
    for path in trace.mapped.iter().chain(&trace.copied) {
        // The kernel's page cache wrote these, no call did.
        let bytes = fs::read(path).unwrap_or_else(|error| {
            panic!("{} was written past the calls and cannot be read: {error}", path.display())
        });
        look(&format!("what is left in {}", path.display()), &bytes);
    }
    for call in &trace.names {
        look("a name or a mark", call.as_bytes());
    }
    let bytes: usize = trace.written.values().map(Vec::len).sum();
    let (paths, kib) = (trace.paths.len(), bytes / 1024);
    report(&format!("leaks: {kib} KiB written to {paths} paths, none of {} words", typed.len()));
    let is_shader = |path: &&PathBuf| path.iter().any(|part| part == "mesa_shader_cache");
    for path in trace.paths.iter().filter(|path| !is_shader(path)) {
        report(&format!("leaks:   {}", path.display()));
    }
}

/// GTK's print dialog asks this computer's own print server for printers; nobody else is spoken to.
fn assert_not_online(trace: &Trace) {
    let is_print_server = |call: &&String| {
        call.contains("htons(631)") && (call.contains("\"127.0.0.1\"") || call.contains("\"::1\""))
    };
    let online: Vec<_> = trace.online.iter().filter(|call| !is_print_server(call)).collect();
    assert!(online.is_empty(), "the app must speak to no network: {online:?}");
    assert!(trace.local_sockets > 0, "the display is a socket, so the trace must hold one");
}

/// Beside the incognito views Tauri makes a place for others, which nothing ever uses: WebKit
/// puts random salts and an empty list of servers (HSTS) there, and no more.
fn assert_webview_keeps_nothing(trace: &Trace) {
    let is_store = |path: &&PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_empty_place = name == "salt" || name.starts_with("hsts-storage.sqlite");
        !is_empty_place && path.iter().any(|part| WEBVIEW_STORES.iter().any(|store| part == *store))
    };
    let kept: Vec<_> = trace.paths.iter().filter(is_store).collect();
    assert!(kept.is_empty(), "an incognito webview keeps nothing: {kept:?}");
}

/// A word in every disguise the search must see through.
fn disguises(word: &str) -> Vec<(&'static str, Vec<u8>, Written)> {
    let text = format!("{{\"before\":1,\"text\":\"… {word} …\"}}");
    let utf16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<_>>();
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::best());
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    let mut bare = DeflateEncoder::new(Vec::new(), Compression::default());
    let encoders: [&mut dyn Write; 3] = [&mut zlib, &mut gzip, &mut bare];
    for encoder in encoders {
        encoder.write_all(text.as_bytes()).expect("packing into memory");
    }
    vec![
        ("plainly", text.clone().into_bytes(), Written::Plainly),
        ("in-utf16-le", utf16(u16::to_le_bytes), Written::InUtf16),
        ("in-utf16-be", utf16(u16::to_be_bytes), Written::InUtf16),
        ("in-base64-0", base64(format!("abc{word}!")), Written::InBase64),
        ("in-base64-1", base64(format!("ab{word}!")), Written::InBase64),
        ("in-base64-2", base64(format!("a{word}!")), Written::InBase64),
        ("in-zlib", zlib.finish().expect("packing into memory"), Written::Packed),
        ("in-gzip", gzip.finish().expect("packing into memory"), Written::Packed),
        ("in-deflate", bare.finish().expect("packing into memory"), Written::Packed),
    ]
}

/// By another hand than the search's, so that both would have to be wrong in the same way.
fn base64(text: String) -> Vec<u8> {
    let encoded = Command::new("sh")
        .args(["-c", "printf %s \"$0\" | base64 -w0", &text])
        .output()
        .expect("base64 of the system");
    assert!(encoded.status.success() && !encoded.stdout.is_empty(), "base64 of the system");
    encoded.stdout
}

fn trace_in(folder: &Path, command: &Command) -> Trace {
    let command = {
        // strace takes the folder from itself
        let mut inside = Command::new("env");
        inside.arg("-C").arg(folder).arg(command.get_program()).args(command.get_args());
        inside
    };
    Traced::start(&command, folder).end()
}

#[allow(clippy::print_stdout, reason = "what a test saw is for people to read")]
pub fn report(line: &str) {
    println!("{line}");
}
