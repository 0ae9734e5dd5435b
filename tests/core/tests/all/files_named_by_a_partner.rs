//! A partner names files on pages: those of the other, or one of them many times.

use super::named_by_a_partner::append_all;
use core_tests::files::{attach, some_bytes};
use core_tests::{Kept, go_on, journal_of_two, lock, november, quickest_of_three};
use duologue_core::{Id, Link};
use std::time::Duration;

/// That a file of this length is on a page, as Sam says.
fn named(page: Link, id: Id, length: usize, clock: usize) -> String {
    let hash = "5".repeat(64);
    format!(
        r#"{{"kind":"attachment","schema":1,"clock":{clock},"page":"{page}","id":"{id}","name":"x","type":"image/png","length":{length},"hash":"{hash}"}}"#
    )
}

const LENGTH: usize = 400_000;

/// A page of Noor's in Ours with a file.
fn with_a_file_of_noors() -> (Kept, Link, Id) {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let page = noor.write_page(true, november(2), "with a file", &[]).unwrap();
    let file = attach(&mut noor, page, &some_bytes(LENGTH, 1));
    lock(noor);
    (journal, page, file)
}

/// How long checking everything and a backup take, and how much of either was found broken.
fn looked_through(journal: &Kept, name: &str) -> (Duration, [u64; 2]) {
    let mut noor = journal.sit(journal.noor);
    let (mut n, mut found) = (0, [0, 0]);
    let took = quickest_of_three(|| {
        n += 1;
        let checked = noor.check(&mut go_on).unwrap().problems.len() as u64;
        let target = journal.place(&format!("{name} {n}.duologue-backup"));
        found = [checked, noor.back_up(&target, &mut go_on).unwrap().damaged];
    });
    lock(noor);
    (took, found)
}

#[test]
fn a_file_that_is_named_many_times_is_read_once_for_each_of_both() {
    const MANY: usize = 100;
    let (journal, page, file) = with_a_file_of_noors();
    let (once, whole) = looked_through(&journal, "once");
    assert_eq!(whole, [0, 0], "it is whole");
    let lengths = (0..MANY).map(|n| named(page, file, LENGTH - n % 3, 60 + n));
    append_all(&journal, &lengths.collect::<Vec<_>>());
    let (many, broken) = looked_through(&journal, "many");
    let all = MANY as u64;
    assert_eq!(broken, [all, all], "what Sam says of it is not so, and Noor's file is whole");
    assert!(many < 20 * once, "named once it took {once:?}, named {MANY} times {many:?}");
}
