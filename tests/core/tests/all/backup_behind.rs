//! What of a backup is synced is read back while more is written, and what is not yet is not read.

use super::backup_read_back::with_a_film;
use core_tests::{ChangeRow, Kept, lock, november};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

const CHUNK: u64 = 65_536;
const FRAME: u64 = CHUNK + 16;
/// Of a backup: type, length, attachment and number, and a whole chunk.
const CHUNK_RECORD: u64 = 5 + 20 + FRAME;
/// Frames that are synced together.
const SYNCED: u64 = 512;
/// Frames that are read together, and one to see whether more follow.
const TOGETHER: u64 = 17;

/// How far whoever has a file below `folder` open that is not a whole backup yet has come in it, in
/// bytes: who reads it first, who writes it last.
fn positions(folder: &Path) -> Vec<u64> {
    let is_it = |path: &Path| {
        path.starts_with(folder) && path.extension().is_some_and(|end| end == "partial")
    };
    let fds = std::fs::read_dir("/proc/self/fd").unwrap().filter_map(Result::ok);
    let of_it = fds.filter(|fd| std::fs::read_link(fd.path()).is_ok_and(|path| is_it(&path)));
    let position = |fd: std::fs::DirEntry| {
        let about = Path::new("/proc/self/fdinfo").join(fd.file_name());
        let about = std::fs::read_to_string(about).ok()?;
        about.lines().find_map(|line| line.strip_prefix("pos:"))?.trim().parse().ok()
    };
    let mut positions: Vec<u64> = of_it.filter_map(position).collect();
    positions.sort_unstable();
    positions
}

/// How far it was read, once that is more than `far`; it may stay less for a while.
fn read_beyond(folder: &Path, far: u64) -> u64 {
    let begun = Instant::now();
    loop {
        let read = positions(folder)[0];
        if read > far || begun.elapsed() > Duration::from_secs(20) {
            return read;
        }
        std::thread::yield_now();
    }
}

fn rows(journal: &Kept) -> u64 {
    let tables = ["change", "\"grant\"", "attachment", "chunk", "draft", "witness"];
    let count = |table: &str| format!("(SELECT count(*) FROM {table})");
    let sql = format!("SELECT {}", tables.map(count).join(" + "));
    journal.reach_in(|db| db.query_row(&sql, [], |row| row.get::<_, i64>(0)).unwrap()) as u64
}

/// Makes a backup, and holds at every record how far it is read against what is on the disk by then.
fn assert_only_what_is_synced_is_read(journal: &Kept) {
    let folder = journal.folder.path().canonicalize().unwrap();
    let records = rows(journal);
    let mut noor = journal.sit(journal.noor);
    let (mut calls, mut synced, mut most) = (0, None, 0);
    noor.back_up(&journal.place("kept.duologue-backup"), &mut |done, _| {
        calls += 1;
        let positions = positions(&folder);
        // Each record is told once as it is written; after that all of it is on the disk.
        if calls <= records && positions.len() > 1 {
            let [read, .., written] = positions[..] else { unreachable!() };
            let synced = *synced.get_or_insert_with(|| {
                read_beyond(&folder, written - TOGETHER * FRAME);
                written
            });
            assert!(read <= synced, "{read} bytes were read of {synced} that are on the disk");
            most = most.max(done - calls);
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    lock(noor);
    let synced: u64 = synced.expect("some of it was synced before all was written");
    assert_eq!(synced / FRAME, SYNCED, "so many frames are synced together");
    let chunks = SYNCED - 3 * TOGETHER;
    assert!(most >= chunks, "{most} records were told to be read, of more than {chunks} chunks");
}

#[test]
fn what_is_synced_is_read_back_meanwhile_and_nothing_after_it() {
    assert_only_what_is_synced_is_read(&with_a_film());
}

/// Bytes of the records before the chunks of the one film in a journal.
fn before_the_film(journal: &Kept) -> u64 {
    let sql = "SELECT (SELECT sum(222 + length(blob)) FROM change)
               + (SELECT 1365 * count(*) FROM \"grant\") + (SELECT 125 * count(*) FROM attachment)";
    journal.reach_in(|db| db.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap()) as u64
}

/// Writes pages until the records before the film come to so many bytes, if pages can be.
fn fill_up_to(journal: &Kept, bytes: u64) -> bool {
    const LEAST: u64 = 774;
    // How large a page is in the file goes up in steps.
    const STEP: u64 = 32;
    const MOST: u64 = 15 * STEP;
    let Some(room) = bytes.checked_sub(before_the_film(journal)) else { return false };
    let fits = |pages: &u64| {
        let more = room.checked_sub(pages * LEAST);
        more.is_some_and(|more| more.is_multiple_of(STEP) && more <= pages * MOST)
    };
    let Some(pages) = (1..200).find(fits) else { return false };
    let hand = journal.hand_of(journal.noor);
    let beside_the_text = journal.reach_in(|db| {
        let (_, key) = hand.ours(db);
        let film = |row: &ChangeRow| hand.opens(db, row, &key).then(|| hand.read(db, row, &key));
        let json = ChangeRow::all(db).iter().filter_map(film).find(|it| it.ends_with(b"[]}"));
        json.unwrap().len() as u64 - "a film".len() as u64
    });
    let mut more = room - pages * LEAST;
    let mut noor = journal.sit(journal.noor);
    for _ in 0..pages {
        let some = more.min(MOST);
        more -= some;
        // In the middle of a step, as what stands beside the text is not always as long.
        let text = (512 + some - STEP / 2 - 33).saturating_sub(beside_the_text);
        noor.write_page(true, november(2), &"t".repeat(text.max(1) as usize), &[]).unwrap();
    }
    lock(noor);
    assert_eq!(before_the_film(journal), bytes, "as much as was asked for, in {pages} pages");
    true
}

#[test]
fn nothing_after_it_is_read_where_a_record_ends_with_what_was_read_or_just_after_it() {
    // Frames that are read of those that are synced, and given out.
    let given_out = (SYNCED - 1) / 16 * 16 * CHUNK;
    for after in [0, 5] {
        let journal = with_a_film();
        let before = |chunks: u64| (given_out + after).checked_sub(chunks * CHUNK_RECORD);
        let filled = (0..SYNCED).rev().filter_map(before).any(|bytes| fill_up_to(&journal, bytes));
        assert!(filled, "pages can be written so that a record ends there");
        assert_only_what_is_synced_is_read(&journal);
    }
}
