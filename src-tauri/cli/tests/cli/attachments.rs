//! Files on pages, from the command line.

use crate::home::{Home, JOURNAL, Ran, Template, names};
use serde_json::Value;
use std::fs;
use std::os::unix::fs::PermissionsExt;

const WITH_A_TAIL: &[u8] = b"%PDF-1.7 what somebody wrote \x00\xff\x1b[31m";

fn walk() -> String {
    Template::get().walk.to_string()
}

/// Puts a file on Noor's page in Ours; its id there.
fn attach(home: &Home, file: &str) -> String {
    home.run(["attach", JOURNAL, &walk(), file, "--as", "Noor"]).done().trim_end().to_owned()
}

fn save(home: &Home, id: &str, file: &str, label: &str) -> Ran {
    home.run(["save-attachment", JOURNAL, &walk(), id, file, "--as", label])
}

#[test]
fn a_file_goes_on_a_page_and_comes_back_for_both() {
    let home = Home::with_journal();
    let large: Vec<u8> = (0..300_000u32).map(|n| (n % 251) as u8).collect();
    home.put("notes.pdf", WITH_A_TAIL);
    home.put("large.bin", &large);
    let ran = home.run(["attach", JOURNAL, &walk(), "notes.pdf", "--as", "Noor"]);
    assert!(ran.err.contains("no JPEG or PNG"), "it says that nothing was taken out: {}", ran.err);
    let notes = ran.done().trim_end().to_owned();
    assert!(notes.len() == 32 && notes.bytes().all(|digit| digit.is_ascii_hexdigit()), "{notes}");
    let large_id = attach(&home, "large.bin");

    let listed = home.run(["attachments", JOURNAL, &walk(), "--as", "Sam"]).done();
    let expected = format!(
        "{notes}\t{}\tapplication/octet-stream\tnotes.pdf\n\
         {large_id}\t300000\tapplication/octet-stream\tlarge.bin\n",
        WITH_A_TAIL.len()
    );
    assert_eq!(listed, expected, "id, bytes, type, name, in the order they were put there");
    let json = home
        .run(["attachments", JOURNAL, walk().get(..8).unwrap(), "--as", "Sam", "--json"])
        .done();
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json[1]["id"], large_id.as_str());
    assert_eq!(json[1]["length"], 300_000);
    assert_eq!(json[1]["blake3"], blake3::hash(&large).to_hex().as_str());
    assert_eq!(
        (&json[0]["name"], &json[0]["type"]),
        (&"notes.pdf".into(), &"application/octet-stream".into())
    );

    save(&home, notes.get(..8).unwrap(), "back.pdf", "Sam").done();
    save(&home, &large_id, "back.bin", "Noor").done();
    assert_eq!(fs::read(home.path("back.pdf")).unwrap(), WITH_A_TAIL, "every byte");
    assert_eq!(fs::read(home.path("back.bin")).unwrap(), large, "of several chunks");
    let mode = fs::metadata(home.path("back.pdf")).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o600, "for its owner alone");
    let read = home.run(["read", JOURNAL, &walk(), "--as", "Sam"]).done();
    assert!(
        read.contains("Files:") && read.contains("notes.pdf"),
        "the page tells of them: {read}"
    );
}

#[test]
fn a_file_taken_off_is_gone() {
    let home = Home::with_journal();
    home.put("notes.pdf", WITH_A_TAIL);
    let id = attach(&home, "notes.pdf");
    home.run(["detach", JOURNAL, &walk(), &id, "--as", "Noor"]).done();
    let listed = home.run(["attachments", JOURNAL, &walk(), "--as", "Noor"]).done();
    assert_eq!(listed, "", "nothing is on the page");
    save(&home, &id, "back.pdf", "Noor").refused(8);
    home.run(["detach", JOURNAL, &walk(), &id, "--as", "Noor"]).refused(8);
    assert!(home.path("notes.pdf").exists(), "the file that was put there is not touched");
}

#[test]
fn what_cannot_be_done_says_why_by_its_code_and_leaves_nothing() {
    let home = Home::with_journal();
    home.put("notes.pdf", WITH_A_TAIL);
    let id = attach(&home, "notes.pdf");
    let plan = Template::get().plan.to_string();
    let secret = Template::get().secret.to_string();
    let before = home.names();
    let attach = |page: &str, file: &str, label: &str| {
        home.run(["attach", JOURNAL, page, file, "--as", label])
    };
    attach(&plan, "notes.pdf", "Noor").refused(1);
    attach(&secret, "notes.pdf", "Sam").refused(8);
    attach(&walk(), "nothing.pdf", "Noor").refused(1);
    attach(&walk(), "data", "Noor").refused(1);
    attach("abc", "notes.pdf", "Noor").refused(2);
    save(&home, "abc", "x", "Noor").refused(2);
    save(&home, "00000000", "x", "Noor").refused(8);
    home.run(["save-attachment", JOURNAL, &plan, &id, "x", "--as", "Noor"]).refused(8);
    home.run(["attachments", JOURNAL, &secret, "--as", "Sam"]).refused(8);
    home.run(["detach", JOURNAL, &walk(), &id, "--as", "Sam"]).refused(1);
    save(&home, &id, "notes.pdf", "Noor").refused(1);
    assert_eq!(fs::read(home.path("notes.pdf")).unwrap(), WITH_A_TAIL, "what is there stays");
    save(&home, &id, "nowhere/x", "Noor").refused(1);
    home.put("noor.pass", "another one");
    save(&home, &id, "x", "Noor").refused(3);
    assert_eq!(home.names(), before, "and nothing half-written is left");
}

#[test]
fn a_damaged_file_is_4_and_nothing_of_it_is_written() {
    let home = Home::with_journal();
    home.put("large.bin", vec![7; 200_000]);
    home.put("whole.bin", "whole");
    let id = attach(&home, "large.bin");
    let whole = attach(&home, "whole.bin");
    home.meddle(|db| {
        let hurt = "UPDATE chunk SET bytes = zeroblob(65552) WHERE n = 2";
        assert_eq!(db.execute(hurt, []).unwrap(), 1, "a chunk is hurt");
    });
    save(&home, &id, "back.bin", "Sam").refused(4);
    assert!(!home.path("back.bin").exists(), "the chunks before it do not stand for the file");
    save(&home, &whole, "whole.back", "Sam").done();
    let err = home.run(["verify", JOURNAL, "--as", "Sam"]).refused(4);
    assert!(err.contains("files on pages that are not as they were written: 1"), "{err}");
    let checked = home.run(["check", JOURNAL, "--as", "Sam"]);
    assert_eq!(checked.code, 4, "{}", checked.err);
    assert!(
        checked.out.starts_with("files on pages"),
        "and which change names it: {}",
        checked.out
    );
    let copied = home.run(["export", JOURNAL, "out", "--as", "Noor", "--format", "markdown"]);
    assert_eq!(copied.code, 4, "a script must learn that it is not all");
    let out = names(&home.path("out"));
    assert_eq!(out.len(), 8, "seven pages and the file that is whole: {out:?}");
    let page =
        out.iter().find(|name| name.contains("2020-03-05") && name.ends_with(".md")).unwrap();
    let page = fs::read_to_string(home.path("out").join(page)).unwrap();
    assert!(page.contains("large\\.bin (damaged)"), "its page says so: {page}");
}

#[test]
fn an_export_holds_the_files_beside_the_pages() {
    let home = Home::with_journal();
    home.put("a [photo](x).JPG", WITH_A_TAIL);
    home.put("no ending", "plain");
    let ids = [attach(&home, "a [photo](x).JPG"), attach(&home, "no ending")];
    home.run(["export", JOURNAL, "md", "--as", "Sam", "--format", "markdown"]).done();
    let out = names(&home.path("md"));
    let files: Vec<_> = out.iter().filter(|name| !name.ends_with(".md")).collect();
    let [photo, plain] = &files[..] else { panic!("two files: {files:?}") };
    assert!(photo.starts_with("2020-03-05-") && photo.ends_with("-1.jpg"), "{photo}: no content");
    assert!(plain.ends_with("-2"), "{plain}");
    assert_eq!(fs::read(home.path("md").join(photo)).unwrap(), WITH_A_TAIL, "every byte");
    let mode = fs::metadata(home.path("md").join(photo)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o600, "for its owner alone");
    let page = photo.replace("-1.jpg", ".md");
    let page = fs::read_to_string(home.path("md").join(page)).unwrap();
    let link = format!("- [a \\[photo\\]\\(x\\)\\.JPG]({photo})");
    assert!(page.contains(&link), "the page leads to it, and its name is no markup: {page}");

    home.run(["export", JOURNAL, "json", "--as", "Sam", "--format", "json"]).done();
    let json = fs::read(home.path("json/journal.json")).unwrap();
    let json: Value = serde_json::from_slice(&json).unwrap();
    let page = json.as_array().unwrap().iter().find(|page| page["id"] == walk().as_str()).unwrap();
    let told = page["attachments"].as_array().unwrap();
    assert_eq!(
        (&told[0]["id"], &told[1]["id"]),
        (&ids[0].as_str().into(), &ids[1].as_str().into())
    );
    let place = told[1]["file"].as_str().unwrap();
    assert_eq!(
        fs::read(home.path("json").join(place)).unwrap(),
        b"plain",
        "it says where it stands"
    );
}

#[test]
fn a_picture_loses_what_it_says_beside_the_picture() {
    let home = Home::with_journal();
    let segment = b"\xff\xfe\x00\x0a52.3676N";
    let picture = [&b"\xff\xd8"[..], segment, b"\xff\xda\x00\x02scan\xff\xd9"].concat();
    home.put("p.jpg", &picture);
    let ran = home.run(["attach", JOURNAL, &walk(), "p.jpg", "--as", "Noor"]);
    assert_eq!(ran.err, "", "there is nothing to warn of");
    save(&home, ran.done().trim_end(), "back.jpg", "Sam").done();
    let back = fs::read(home.path("back.jpg")).unwrap();
    assert_eq!(back, b"\xff\xd8\xff\xda\x00\x02scan\xff\xd9", "where it was taken is gone");
    assert_eq!(
        fs::read(home.path("p.jpg")).unwrap(),
        picture,
        "from the journal, not from the disk"
    );
}

#[test]
fn a_backup_restores_the_files() {
    let home = Home::with_journal();
    home.put("notes.pdf", WITH_A_TAIL);
    let id = attach(&home, "notes.pdf");
    home.run(["backup", JOURNAL, "b.duologue-backup", "--as", "Sam"]).done();
    home.run(["verify", "b.duologue-backup", "--as", "Noor"]).done();
    home.run(["restore", "b.duologue-backup", "r.duologue", "--as", "Noor"]).done();
    home.run(["save-attachment", "r.duologue", &walk(), &id, "back.pdf", "--as", "Sam"]).done();
    assert_eq!(fs::read(home.path("back.pdf")).unwrap(), WITH_A_TAIL, "every byte");
}
