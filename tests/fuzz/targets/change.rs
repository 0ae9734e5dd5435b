//! Rows of the log and what it stands on, by somebody who has no key: no page says anything but what
//! was written, and a row that is a page takes no other with it.

#![no_main]

use core_tests::ChangeRow;
use duologue_fuzz::{
    Done, Source, Table, assert_nothing_is_made_up, everything, good, operate, read,
};
use libfuzzer_sys::fuzz_target;

const TABLES: &[Table] = &[
    Table("change", &["id", "space", "content_hash", "link", "sig", "key", "sum", "blob"]),
    Table("log", &["n", "id", "author"]),
    Table("space", &["n", "id"]),
    Table("key", &["n", "id"]),
    Table("draft", &["id", "partner", "key", "blob"]),
    Table("attachment", &["id", "space", "key", "blob"]),
    Table("chunk", &["attachment", "n", "bytes"]),
    Table("witness", &["partner", "key", "blob"]),
];

fuzz_target!(|bytes: &[u8]| {
    let journal = good().copy();
    let (pages, done) = journal.reach_in(|db| {
        let pages = good().pages.map(|page| ChangeRow::of(db, page).id);
        (pages, operate(db, TABLES, &mut Source(bytes)))
    });
    let expected = expected(&pages, &done);
    for who in [journal.noor, journal.sam] {
        let sitting = match journal.try_sit(who, journal.passphrase_of(who)) {
            Ok(sitting) => sitting,
            Err(error) => {
                assert!(expected.is_none(), "a page that is hurt locks nobody out: {error}");
                continue;
            }
        };
        assert_nothing_is_made_up(&everything(&sitting));
        let read = read(&sitting);
        if let Some(expected) = expected.as_ref().filter(|_| who == journal.noor) {
            let missing: Vec<_> = expected.iter().filter(|page| !read.contains(page)).collect();
            assert!(missing.is_empty(), "pages that nobody touched are read: {missing:?}");
        }
    }
});

/// The pages that must be there, if only columns of pages were touched, or drafts and files.
fn expected(pages: &[i64; 6], done: &[Done]) -> Option<Vec<usize>> {
    let apart = |done: &Done| match done.table {
        "draft" | "attachment" | "chunk" => true,
        "change" => pages.contains(&done.row) && !matches!(done.column, None | Some("id")),
        _ => false,
    };
    let untouched =
        |n: &usize| !done.iter().any(|done| done.table == "change" && done.row == pages[*n]);
    done.iter().all(apart).then(|| (0..6).filter(untouched).collect())
}
