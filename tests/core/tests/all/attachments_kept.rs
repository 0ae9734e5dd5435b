//! Files in backups and under new keys; what a cut-off leaves; files of a newer version.

use super::attachments::{Two, two_files};
use super::rotation::{NOORS, Whose, begin, rotate};
use core_tests::files::{Planted, attach, chunks, key_blob, read, rows, some_bytes};
use core_tests::{
    Hand, Kept, NOOR, SAM, go_on, journal_of_two, kept_kit, listed, lock, november, refused,
};
use duologue_core::crypto::{AttachmentKey, KitKind, KitWords};
use duologue_core::journal::{
    Attachment, JournalError, Noticed, PageHead, PageKind, Trial, restore, try_restore,
};
use duologue_core::vault::{BackupFile, Computer, KitOpened, Problem, ProblemKind, VaultError};
use duologue_core::{Id, Link};
use std::path::PathBuf;
use std::process::{Command, Output};

const NEW: &str = "quite other words since then";
const SAMS: Whose = |journal| journal.sam;

/// All files that somebody reads, with what is in them.
fn all_files(journal: &Kept, who: Id) -> Vec<(Attachment, Vec<u8>)> {
    let sitting = journal.sit(who);
    let mut files = Vec::new();
    for head in listed(&sitting) {
        for file in sitting.attachments(head.id).unwrap() {
            let bytes = read(&sitting, head.id, file.id).unwrap();
            files.push((file, bytes));
        }
    }
    let mut problems = sitting.check(&mut go_on).unwrap().problems;
    // Until both sat down together new keys are not confirmed, and that is told.
    let waits = [ProblemKind::NewCard, ProblemKind::Unconfirmed];
    problems.retain(|problem| !waits.contains(&problem.kind));
    assert_eq!(problems, [], "and everything holds");
    lock(sitting);
    files
}

/// Both put files on pages of Mine and Ours.
fn with_files() -> Kept {
    let journal = journal_of_two();
    for who in [journal.noor, journal.sam] {
        let mut sitting = journal.sit(who);
        for (ours, len) in [(false, 70_000), (true, 200_000), (true, 0)] {
            let page = sitting.write_page(ours, november(2), "with a file", &[]).unwrap();
            attach(&mut sitting, page, &some_bytes(len, 1));
            attach(&mut sitting, page, &some_bytes(5, 2));
        }
        lock(sitting);
    }
    journal
}

fn back_up(journal: &Kept, who: Id) -> PathBuf {
    let target = journal.place("kept.duologue-backup");
    let mut sitting = journal.sit(who);
    let made = sitting.back_up(&target, &mut go_on).unwrap();
    assert_eq!(made.damaged, 0, "nothing is amiss");
    lock(sitting);
    target
}

fn verified(journal: &Kept, who: Id, passphrase: &str) -> Result<Vec<Problem>, VaultError> {
    let mut file = BackupFile::open(&journal.place("kept.duologue-backup"))?;
    let opened = file.challenge(who)?.answer(passphrase, None)?;
    file.verify_opened(&opened, &mut go_on)
}

fn restored(journal: &Kept) -> Kept {
    let mut file = BackupFile::open(&journal.place("kept.duologue-backup")).unwrap();
    let opened = file.challenge(journal.noor).unwrap().answer(NOOR, None).unwrap();
    let target = journal.place("restored.duologue");
    let computer = Computer::new(&journal.place("restored computer"));
    let surroundings = journal.world.surroundings();
    restore(&mut file, &opened, &target, computer.clone(), surroundings, &mut go_on).unwrap();
    journal.elsewhere(&target, computer)
}

#[test]
fn a_restored_journal_has_the_same_files_for_both() {
    let journal = with_files();
    back_up(&journal, journal.sam);
    assert_eq!(verified(&journal, journal.noor, NOOR), Ok(vec![]), "Noor verifies it");
    assert_eq!(verified(&journal, journal.sam, SAM), Ok(vec![]), "and so does Sam");
    let restored = restored(&journal);
    for who in [journal.noor, journal.sam] {
        let before = all_files(&journal, who);
        assert_eq!(before.len(), 10, "six of one's own, four of the other's");
        assert!(all_files(&restored, who) == before, "every file, its name, time and bytes");
    }
    assert_eq!(rows(&restored), rows(&journal), "and no row more");
}

#[test]
fn a_trial_of_a_restore_reads_the_files_too() {
    let journal = with_files();
    let backup = back_up(&journal, journal.noor);
    let mut file = BackupFile::open(&backup).unwrap();
    let opened = file.challenge(journal.noor).unwrap().answer(NOOR, None).unwrap();
    let surroundings = || journal.world.surroundings();
    let tried = try_restore(&mut file, &opened, journal.folder.path(), surroundings, &mut go_on);
    assert_eq!(tried, Ok(Trial { damaged: 0 }), "it reads the same");
}

#[test]
fn a_backup_keeps_a_damaged_file_as_it_is_and_names_it() {
    let two = two_files();
    let Two { journal, page, hurt, whole, .. } = &two;
    journal.reach_in(|db| {
        let cut = "UPDATE chunk SET bytes = x'00' WHERE attachment = ? AND n = 2";
        assert_eq!(db.execute(cut, [&hurt.0[..]]).unwrap(), 1, "a chunk is hurt");
    });
    let mut sam = journal.sit(journal.sam);
    sam.back_up(&journal.place("kept.duologue-backup"), &mut go_on).unwrap();
    lock(sam);
    let problems = verified(journal, journal.noor, NOOR).unwrap();
    let [problem] = problems[..] else { panic!("{problems:?}") };
    assert_eq!(problem.kind, ProblemKind::Attachment, "verifying names it");
    let restored = restored(journal);
    let noor = restored.sit(journal.noor);
    assert_eq!(
        refused(read(&noor, *page, *hurt)),
        JournalError::Vault(VaultError::Damaged("attachment")),
        "it is no better for that"
    );
    assert!(read(&noor, *page, *whole).unwrap() == two.bytes, "and the other is whole");
    lock(noor);
    let of = |journal: &Kept| journal.reach_in(|db| chunks(db, *hurt));
    assert!(of(&restored) == of(journal), "what there is of it is there for whoever mends it");
}

#[test]
fn new_keys_open_every_file_and_the_old_ones_none_and_chunks_stay_as_they_are() {
    for whose in [NOORS, SAMS] {
        let mut journal = with_files();
        let who = whose(&journal);
        let before = [journal.noor, journal.sam].map(|who| all_files(&journal, who));
        let hand = journal.hand_of(who);
        let keys = journal.reach_in(|db| keys_in(db, &hand));
        assert_eq!(keys.len(), 10, "the keys of ten files were theirs");
        let chunks_before = journal.reach_in(all_chunks);
        let done = rotate(&mut journal, whose, NEW);
        assert_eq!((done.attachments, done.left), (10, 0), "each is encrypted anew, and told");
        let left = journal
            .reach_in(|db| keys.iter().filter(|(id, blob)| key_blob(db, *id) == *blob).count());
        assert_eq!(left, 0, "no row is as it was");
        assert!(journal.reach_in(all_chunks) == chunks_before, "not one chunk was touched");
        let after = [journal.noor, journal.sam].map(|who| all_files(&journal, who));
        assert!(after == before, "both read every file as before");
        let old = journal.reach_in(|db| {
            let mine = hand.mine_key();
            let left =
                "SELECT count(*) FROM attachment WHERE key = (SELECT n FROM key WHERE id = ?)";
            db.query_row(left, [&mine.id().0[..]], |row| row.get::<_, i64>(0)).unwrap()
        });
        assert_eq!(old, 0, "nothing is left under the old key of Mine");
    }
}

/// The encrypted keys that a hand opens, by the attachment's id.
fn keys_in(db: &rusqlite::Connection, hand: &Hand) -> Vec<(Id, Vec<u8>)> {
    let keys: Vec<(Id, AttachmentKey)> = hand.file_keys(db);
    keys.iter().map(|(id, _)| (*id, key_blob(db, *id))).collect()
}

fn all_chunks(db: &rusqlite::Connection) -> Vec<(Vec<u8>, i64, Vec<u8>)> {
    let mut query = db.prepare("SELECT attachment, n, bytes FROM chunk ORDER BY 1, 2").unwrap();
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn between_the_steps_of_new_keys_every_file_is_read() {
    let mut journal = with_files();
    let before = [journal.noor, journal.sam].map(|who| all_files(&journal, who));
    lock(begin(&mut journal, NOORS, NEW));
    let between = [journal.noor, journal.sam].map(|who| all_files(&journal, who));
    assert!(between == before, "what is under the old keys opens still");
    let mut noor = journal.sit(journal.noor);
    let own = |head: &PageHead| head.authors == [journal.noor];
    let page = listed(&noor).into_iter().find(own).unwrap().id;
    attach(&mut noor, page, b"in between");
    noor.encrypt_anew(&mut go_on).unwrap();
    lock(noor);
    let after = all_files(&journal, journal.noor);
    assert_eq!(after.len(), before[0].len() + 1, "and what is put there goes under the new ones");
}

#[test]
fn a_key_that_does_not_open_stays_behind_and_keeps_the_grants() {
    let two = two_files();
    let Two { mut journal, page, hurt, whole, bytes, .. } = two;
    journal.reach_in(|db| {
        let mut blob = key_blob(db, hurt);
        blob[30] ^= 1;
        let put = "UPDATE attachment SET blob = ? WHERE id = ?";
        db.execute(put, (blob, &hurt.0[..])).unwrap();
    });
    let done = rotate(&mut journal, NOORS, NEW);
    assert_eq!((done.attachments, done.left), (1, 1), "one went along, one did not");
    let sam = journal.sit(journal.sam);
    assert!(read(&sam, page, whole).unwrap() == bytes, "the other is read");
    lock(sam);
}

#[test]
fn a_kit_for_only_ours_reads_the_files_of_ours() {
    let two = two_files();
    let Two { journal, page, hurt, .. } = &two;
    let mut noor = journal.sit(journal.noor);
    let proof = noor.own_challenge().unwrap().answer(NOOR, None).unwrap();
    let kit = kept_kit(&mut noor, KitKind::OnlyOurs, &proof);
    let words = kit.words().words().collect::<Vec<_>>().join(" ");
    lock(noor);
    let closed = journal.open();
    let challenge = closed.kit_challenge(journal.noor).unwrap();
    let words = KitWords::read(&words).unwrap();
    let KitOpened::OnlyOurs(opened) = challenge.answer(&words).unwrap() else {
        panic!("a kit for only Ours")
    };
    let Ok(ours) = closed.read_ours(&opened, journal.world.surroundings()) else {
        panic!("Ours opens")
    };
    let mut bytes = Vec::new();
    ours.read_attachment(*page, *hurt, &mut bytes).unwrap();
    assert!(bytes == two.bytes, "as Noor reads them");
    ours.lock().unwrap().close().unwrap();
}

#[test]
fn what_is_saved_for_the_sit_down_is_given_with_its_files() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let noticed = Noticed { did: "tea".into(), ..Noticed::default() };
    let body = duologue_core::journal::DraftBody::Noticed { noticed };
    let draft = noor.save_draft(None, body).unwrap().id;
    let page = noor.save_for_sit_down(draft).unwrap();
    attach(&mut noor, page, b"a photo");
    let mut both = journal.joined_by(noor, journal.sam);
    journal.uncover(&mut both, journal.noor);
    let copy = both.give_noticed(journal.noor, page).unwrap();
    let id = both.attachments(copy).unwrap()[0].id;
    let mut bytes = Vec::new();
    both.read_attachment(copy, id, &mut bytes).unwrap();
    assert_eq!(bytes, b"a photo", "both see it now");
    core_tests::lock_both(both);
}

/// Puts a file on the newest page from another process, which may die.
fn carried(journal: &Kept, length: u64, byte: u64, draw: u64) -> Output {
    let numbers = [length, byte, draw].map(|number| number.to_string());
    Command::new(env!("CARGO_BIN_EXE_porter"))
        .args([&journal.path, &journal.place("computer")])
        .arg(NOOR)
        .args(numbers)
        .output()
        .unwrap()
}

/// Lives, and says how often it drew and how much memory it held.
fn lives(journal: &Kept, length: u64) -> (u64, u64) {
    let ran = carried(journal, length, u64::MAX, u64::MAX);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let said = String::from_utf8(ran.stdout).unwrap();
    let (drawn, held) = said.trim().split_once(' ').unwrap();
    (drawn.parse().unwrap(), held.parse().unwrap())
}

fn with_a_page() -> (Kept, Link) {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let page = noor.write_page(true, november(2), "stays", &[]).unwrap();
    lock(noor);
    (journal, page)
}

/// Nothing of the file is left once its writer, or anybody, unlocked again.
fn assert_no_trace(journal: &Kept, page: Link, why: &str) {
    for who in [journal.sam, journal.noor] {
        let sitting = journal.sit(who);
        assert_eq!(sitting.alarms(), [], "{why}: nothing is amiss");
        assert_eq!(sitting.attachments(page).unwrap(), [], "{why}: nothing is on the page");
        lock(sitting);
        assert_eq!(rows(journal), (0, 0), "{why}: and no row is left of it");
    }
}

#[test]
fn who_is_killed_between_chunks_and_change_leaves_no_trace_after_the_next_unlock() {
    const LENGTH: u64 = 9_000_000;
    let (journal, page) = with_a_page();
    let ran = carried(&journal, LENGTH, 8_500_000, u64::MAX);
    assert!(!ran.status.success(), "it died while the file was read");
    let (keys, left) = rows(&journal);
    assert!(keys == 0 && left >= 64, "chunks were written, and no key: {left}");
    assert_no_trace(&journal, page, "killed midway");

    let (whole, _) = with_a_page();
    let (drawn, _) = lives(&whole, 1_000);
    assert_eq!(rows(&whole), (1, 1), "where it lives the file is there");
    let mut died = 0;
    for draw in 0..drawn {
        let (journal, page) = with_a_page();
        let ran = carried(&journal, 1_000, u64::MAX, draw);
        assert!(!ran.status.success(), "it died at {draw}");
        match rows(&journal) {
            (0, chunks) => {
                died += usize::from(chunks > 0);
                assert_no_trace(&journal, page, &format!("killed at {draw}"));
            }
            _ => assert_eq!(all_files(&journal, journal.noor).len(), 1, "all of it, at {draw}"),
        }
    }
    assert!(died > 0, "and one of them came between the chunks and the change");
}

#[test]
fn memory_stays_flat_while_a_file_is_written_read_and_backed_up() {
    let (_, small) = lives(&with_a_page().0, 400_000);
    let (_, large) = lives(&with_a_page().0, 24_000_000);
    assert!(
        large < small + 2_000_000,
        "a file sixty times as large asks for no more: {small} and {large} bytes"
    );
}

#[test]
fn a_file_of_a_newer_version_is_shown_as_that_and_kept() {
    for (kind, schema) in [("attachment", 2), ("thumbnail", 1)] {
        let (journal, page) = with_a_page();
        let hand = journal.hand_of(journal.noor);
        let mut surroundings = journal.world.surroundings();
        let planted = Planted::of(&hand, 1, &some_bytes(150_000, 8), surroundings.as_mut());
        journal.reach_in(|db| {
            let (space, key) = hand.ours(db);
            planted.put(db, &hand, space, &key);
            let json =
                planted.named(page).replace(r#""schema":1"#, &format!(r#""schema":{schema}"#));
            let json = json.replace(r#""kind":"attachment""#, &format!(r#""kind":"{kind}""#));
            hand.append(db, space, &key, json.as_bytes());
        });
        for who in [journal.sam, journal.noor] {
            let sitting = journal.sit(who);
            let kinds: Vec<_> = listed(&sitting).iter().map(|head| head.kind).collect();
            assert!(kinds.contains(&PageKind::Newer), "{kind} {schema}: it is said: {kinds:?}");
            assert_eq!(sitting.attachments(page).unwrap(), [], "{kind}: its fields are not read");
            assert_eq!(sitting.page(page).unwrap().text, "stays", "{kind}: the page is read");
            lock(sitting);
            assert_eq!(rows(&journal), (1, 3), "{kind} {schema}: and nothing of it is thrown away");
        }
    }
}
