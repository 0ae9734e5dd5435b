//! Opening everything once more, where there are files: how far it is told to be.

use core_tests::files::attach;
use core_tests::{journal_of_one, lock, november};
use std::ops::ControlFlow;

#[test]
fn every_change_and_then_every_file_is_told_to_the_very_end() {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let page = noor.write_page(false, november(2), "with files", &[]).unwrap();
    for file in [b"one", b"two"] {
        attach(&mut noor, page, file);
    }
    let mut told = Vec::new();
    let checked = noor.check(&mut |done, total| {
        told.push((done, total));
        ControlFlow::Continue(())
    });
    let total = checked.unwrap().opened + 2;
    let expected: Vec<_> = (1..=total).map(|done| (done, total)).collect();
    assert_eq!(told, expected, "one by one, and never more than there are");
    lock(noor);
}
