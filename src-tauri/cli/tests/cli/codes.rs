//! Every exit code, with its cause.

use crate::home::{Home, Template, held, run};
use std::fs;

#[test]
fn what_is_not_typed_as_it_must_be_is_2() {
    let home = Home::with_journal();
    let wrong: &[&[&str]] = &[
        &[],
        &["lsit", "two.duologue"],
        &["list", "two.duologue"],
        &["write", "two.duologue", "--as", "Noor", "--on", "2026-2-3"],
        &["write", "two.duologue", "--as", "Noor", "--on", "2026-02-30"],
        &["read", "two.duologue", "abc", "--as", "Noor"],
        &["read", "two.duologue", "xyzxyzxyz", "--as", "Noor"],
        &["export", "two.duologue", "out", "--as", "Noor", "--format", "odt"],
        &["new", "x.duologue", "--as", " Noor"],
        &["new", "x.duologue", "--as", "A label that is longer than 24"],
        &["list", "two.duologue", "--as", "Noor", "--passphrase-file", "noor.pass"],
        &[
            "summary",
            "two.duologue",
            "--as",
            "Noor",
            "--from",
            "2026-02-02",
            "--to",
            "2026-02-01",
            "--pdf",
            "x.pdf",
        ],
    ];
    for arguments in wrong {
        let ran = run(home.command().args(*arguments), b"");
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.err);
        assert_eq!(ran.out, "", "{arguments:?}");
    }
    assert_eq!(home.names(), ["noor.pass", "sam.pass", "two.duologue"], "nothing was made");
}

#[test]
fn another_passphrase_is_3_and_changes_nothing() {
    let home = Home::with_journal();
    let before = fs::read(home.journal()).unwrap();
    home.put("noor.pass", "lantern orbit velvet harbour ten");
    home.run(["list", "two.duologue", "--as", "Noor"]).refused(3);
    home.put("noor.pass", "");
    home.run(["list", "two.duologue", "--as", "Noor"]).refused(3);
    home.put("noor.pass", "x".repeat(2000));
    home.run(["list", "two.duologue", "--as", "Noor"]).refused(3);
    assert_eq!(fs::read(home.journal()).unwrap(), before, "trying a passphrase is no change");
}

#[test]
fn the_partners_passphrase_is_3_too() {
    let home = Home::with_journal();
    home.put("noor.pass", crate::home::SAM);
    home.run(["list", "two.duologue", "--as", "Noor"]).refused(3);
}

#[test]
fn a_flipped_bit_in_a_page_is_4_and_named_without_content() {
    let home = Home::with_journal();
    let walk = Template::get().walk.0;
    home.meddle(|db| {
        let sql = "UPDATE change SET blob = CAST(substr(blob, 1, 99) || x'FFFF' || substr(blob, 102) AS BLOB) WHERE link = ?";
        let flipped = db.execute(sql, [&walk[..]]).unwrap();
        assert_eq!(flipped, 1, "the page is there to be damaged");
    });
    let err = home.run(["verify", "two.duologue", "--as", "Sam"]).refused(4);
    assert!(err.contains("damaged: 1"), "how many and what: {err}");
    assert!(
        !err.contains("walk") && !err.contains(&Template::get().walk.to_string()),
        "no content: {err}"
    );

    let backup = home.run(["backup", "two.duologue", "b.duologue-backup", "--as", "Noor"]);
    assert_eq!(backup.code, 4, "a script must learn that the backup is not all");
    assert!(backup.out.contains("backed up and verified"), "what is whole is in it");
    let err = home.run(["verify", "b.duologue-backup", "--as", "Sam"]).refused(4);
    assert!(err.contains("damaged: 1"), "and it names what is not: {err}");
    let copied =
        home.run(["export", "two.duologue", "out", "--as", "Noor", "--format", "markdown"]);
    assert_eq!(copied.code, 4, "a script must learn that it is not all");
    assert_eq!(fs::read_dir(home.path("out")).unwrap().count(), 6, "a rescue takes what is whole");

    let listed = home.run(["list", "two.duologue", "--as", "Noor"]);
    assert_eq!(listed.code, 0, "what is whole can be read");
    assert_eq!(listed.out.lines().count(), 6);
    assert!(
        listed.err.contains("1 of the changes"),
        "and the rest is not passed over: {}",
        listed.err
    );
    home.run(["read", "two.duologue", &Template::get().walk.to_string(), "--as", "Noor"])
        .refused(4);
}

#[test]
fn what_is_damaged_comes_back_out_of_a_backup_and_what_is_not_in_it_is_4() {
    let home = Home::with_journal();
    home.run(["backup", "two.duologue", "b.duologue-backup", "--as", "Noor"]).done();
    let before = home.run(["list", "two.duologue", "--as", "Noor", "--json"]).done();
    let rot = |home: &Home, of: &str| {
        home.meddle(|db| {
            let sql = format!("UPDATE change SET blob = zeroblob(600) WHERE {of}");
            assert_eq!(db.execute(&sql, []).unwrap(), 1, "one change is hurt");
        });
    };
    rot(&home, &format!("link = x'{}'", Template::get().walk));
    let mend = ["mend", "two.duologue", "b.duologue-backup", "--as", "Noor"];
    assert_eq!(home.run(mend).done(), "put back: 1\n", "the page that rotted");
    assert_eq!(home.run(["list", "two.duologue", "--as", "Noor", "--json"]).done(), before);
    home.run(["check", "two.duologue", "--as", "Sam"]).done();
    let write = ["write", "two.duologue", "--as", "Noor"];
    let newer = home.type_in(write, "Newer than the backup.").done();
    rot(&home, &format!("link = x'{}'", newer.trim()));
    let left = home.run(mend);
    assert_eq!((left.code, left.out.as_str()), (4, "put back: 0\n"), "a script must learn of it");
    assert!(left.err.contains("1 are damaged still"), "it says so: {}", left.err);
    home.run(["mend", "two.duologue", "two.duologue", "--as", "Noor"]).refused(4);
}

#[test]
fn a_missing_change_is_4_and_called_missing() {
    let home = Home::with_journal();
    let walk = Template::get().walk.0;
    home.meddle(|db| {
        assert_eq!(db.execute("DELETE FROM change WHERE link = ?", [&walk[..]]).unwrap(), 1)
    });
    let err = home.run(["verify", "two.duologue", "--as", "Noor"]).refused(4);
    assert!(err.contains("missing: 1"), "{err}");
}

#[test]
fn a_damaged_beginning_keyslot_or_schema_is_4_and_never_a_wrong_passphrase() {
    let home = Home::with_journal();
    home.meddle(|db| {
        assert!(db.execute("UPDATE keyslot SET salt = zeroblob(16)", []).unwrap() > 0)
    });
    home.run(["list", "two.duologue", "--as", "Noor"]).refused(4);

    let home = Home::with_journal();
    home.meddle(|db| db.execute_batch("CREATE TABLE extra(x)").unwrap());
    home.run(["verify", "two.duologue", "--as", "Noor"]).refused(4);

    let home = Home::with_journal();
    let mut bytes = Template::get().bytes.clone();
    bytes[..16].fill(0);
    home.put("two.duologue", bytes);
    home.run(["verify", "two.duologue", "--as", "Noor"]).refused(4);
    home.put("two.duologue", "Dear diary\n");
    home.run(["list", "two.duologue", "--as", "Noor"]).refused(4);
}

#[test]
fn key_derivation_numbers_out_of_bounds_are_4_before_anything_is_derived() {
    let too_cheap_or_too_dear = [
        (19 * 1024 - 1, 3, 1),
        (1024 * 1024 + 1, 1, 1),
        (65536, 17, 1),
        (65536, 3, 5),
        (u32::MAX, 16, 4),
    ];
    for (m, t, p) in too_cheap_or_too_dear {
        let home = Home::with_journal();
        home.meddle(|db| rewrite_cost(db, m, t, p));
        let err = home.run(["list", "two.duologue", "--as", "Noor"]).refused(4);
        assert!(err.contains("keyslot"), "m {m} t {t} p {p}: {err}");
    }
}

/// Names another cost in every keyslot, with a check that says all is well.
fn rewrite_cost(db: &rusqlite::Connection, m: u32, t: u32, p: u32) {
    let vault: Vec<u8> = db.query_row("SELECT id FROM vault", [], |row| row.get(0)).unwrap();
    let mut query =
        db.prepare("SELECT slot, partner, kind, salt, commitment, sealed FROM keyslot").unwrap();
    let blob = |row: &rusqlite::Row<'_>, n| row.get::<_, Vec<u8>>(n).unwrap();
    let slots: Vec<_> = query
        .query_map([], |row| {
            let kind: u8 = row.get(2)?;
            let numbers = [m.to_be_bytes(), t.to_be_bytes(), p.to_be_bytes()].concat();
            let place = [&vault[..], &blob(row, 1), &blob(row, 0), &[kind], &numbers].concat();
            Ok((blob(row, 0), [place, blob(row, 3), blob(row, 4), blob(row, 5)].concat()))
        })
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for (slot, columns) in slots {
        let chk = blake3::derive_key("duologue 2026 v1 slot check", &columns);
        db.execute(
            "UPDATE keyslot SET m = ?, t = ?, p = ?, chk = ? WHERE slot = ?",
            (m, t, p, &chk[..16], slot),
        )
        .unwrap();
    }
}

#[test]
fn the_mended_check_of_the_test_above_is_right() {
    let home = Home::with_journal();
    home.meddle(|db| rewrite_cost(db, 19 * 1024, 2, 1));
    // Whole, within bounds, and another key comes out of it: so the numbers were what was refused.
    home.run(["list", "two.duologue", "--as", "Noor"]).refused(3);
}

#[test]
fn a_newer_file_is_5_and_stays_as_it_is() {
    let home = Home::with_journal();
    home.meddle(|db| db.pragma_update(None, "user_version", 2).unwrap());
    let before = fs::read(home.journal()).unwrap();
    home.run(["list", "two.duologue", "--as", "Noor"]).refused(5);
    home.type_in(["write", "two.duologue", "--as", "Noor"], "x").refused(5);
    assert_eq!(fs::read(home.journal()).unwrap(), before, "it was only looked at");
    assert_eq!(
        home.names(),
        ["noor.pass", "sam.pass", "two.duologue"],
        "and nothing was put beside it"
    );

    home.put("b.duologue-backup", "duologue backup v3\nsomething new");
    home.run(["verify", "b.duologue-backup", "--as", "Noor"]).refused(5);
    home.run(["restore", "b.duologue-backup", "r.duologue", "--as", "Noor"]).refused(5);
}

#[test]
fn a_journal_open_elsewhere_is_6() {
    let home = Home::with_journal();
    let open = held(&home);
    home.run(["list", "two.duologue", "--as", "Noor"]).refused(6);
    open.close().unwrap();
    home.run(["list", "two.duologue", "--as", "Noor"]).done();
}

#[test]
fn a_read_only_journal_is_7() {
    let home = Home::with_journal();
    let mut permissions = fs::metadata(home.journal()).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(home.journal(), permissions).unwrap();
    home.type_in(["write", "two.duologue", "--as", "Noor"], "x").refused(7);
    home.run(["list", "two.duologue", "--as", "Noor"]).refused(7);
}

#[cfg(target_os = "linux")]
#[test]
fn no_room_is_7_and_leaves_nothing() {
    let home = Home::with_journal();
    let program = env!("CARGO_BIN_EXE_duologue-cli");
    // No file may grow past 8 blocks: for a program that is a disk without room.
    let limited = |line: &str| {
        let line = format!(
            "trap '' XFSZ; ulimit -f 8; exec {program} {line} --passphrase-file Noor=noor.pass"
        );
        let mut shell = std::process::Command::new("sh");
        run(
            shell
                .args(["-c", &line])
                .current_dir(home.path(""))
                .env("XDG_DATA_HOME", home.path("data")),
            b"",
        )
    };
    let err = limited("backup two.duologue b.duologue-backup --as Noor").refused(7);
    assert!(err.contains("full"), "{err}");
    home.run(["new", "/sys/x.duologue", "--as", "Noor"]).refused(7);
    assert_eq!(
        home.names(),
        ["data", "noor.pass", "sam.pass", "two.duologue"],
        "nothing is left beside them"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_stdout_is_7() {
    let home = Home::with_journal();
    let mut command = home.command();
    command.args(["list", "two.duologue", "--as", "Noor"]);
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let status = command.stdout(full).stdin(std::process::Stdio::null()).status().unwrap();
    assert_eq!(status.code(), Some(7), "a list that nobody got is not done");
}

#[test]
fn no_such_page_or_person_is_8() {
    let home = Home::with_journal();
    let err = home.run(["list", "two.duologue", "--as", "noor"]).refused(8);
    assert!(
        err.contains("Noor") && err.contains("Sam"),
        "labels are matched exactly; who is there: {err}"
    );
    home.run(["read", "two.duologue", "0000000000", "--as", "Noor"]).refused(8);
    let secret = Template::get().secret.to_string();
    home.run(["read", "two.duologue", &secret, "--as", "Sam"]).refused(8);
    home.run(["erase", "two.duologue", &secret, "--as", "Sam"]).refused(8);
    home.type_in(["edit", "two.duologue", &secret, "--as", "Sam"], "x").refused(8);
    home.run(["join", "two.duologue", "--as", "Third", "--invited-by", "Nobody"]).refused(8);
}

#[test]
fn anything_else_is_1() {
    let home = Home::with_journal();
    let plan = Template::get().plan.to_string();
    home.run(["list", "none.duologue", "--as", "Noor"]).refused(1);
    home.run(["list", "none.duologue", "--as", "Noor", "--passphrase-file", "Sam=x"]).refused(1);
    home.run(["new", "two.duologue", "--as", "Noor"]).refused(1);
    home.run(["backup", "two.duologue", "noor.pass", "--as", "Noor"]).refused(1);
    home.run(["erase", "two.duologue", &plan, "--as", "Noor"]).refused(1);
    home.type_in(["write", "two.duologue", "--as", "Noor"], " \n").refused(1);
    let err = home.type_in(["write", "two.duologue", "--as", "Noor"], b"caf\xe9").refused(1);
    assert!(err.contains("UTF-8"), "{err}");
    let err = home
        .type_in(["write", "two.duologue", "--as", "Noor"], vec![b'x'; 14 * 1024 * 1024 + 1])
        .refused(1);
    assert!(err.contains("14 MiB"), "{err}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_while_a_page_is_being_typed_finds_the_journal_closed() {
    use std::io::Write;
    use std::process::Stdio;
    let home = Home::with_journal();
    let mut child = home
        .command()
        .args(["write", "two.duologue", "--as", "Noor"])
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // More than a pipe holds: when it is all written, the program has its passphrase and reads.
    let mut keys = child.stdin.take().unwrap();
    keys.write_all(&vec![b'x'; 1024 * 1024]).unwrap();
    held(&home).close().unwrap();
    let killed = std::process::Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
    let ended = child.wait().unwrap();
    assert!(!ended.success(), "nothing was written");
    assert_eq!(
        home.names(),
        ["noor.pass", "sam.pass", "two.duologue"],
        "and nothing lies beside the journal"
    );
    drop(keys);
}
