//! What names a file, and what its key says of where it is.

use super::attachments::{Two, two_files};
use core_tests::files::{Planted, read, rows, some_bytes};
use core_tests::{go_on, lock, refused};
use duologue_core::journal::JournalError;
use duologue_core::vault::{ProblemKind, VaultError};

#[test]
fn a_key_that_says_it_is_of_another_space_opens_no_file() {
    let Two { journal, page, hurt, whole, bytes, .. } = two_files();
    journal.reach_in(|db| {
        let moved = "UPDATE attachment SET space = (SELECT n FROM space WHERE id = ?) WHERE id = ?";
        assert_eq!(db.execute(moved, (&journal.noor.0[..], &hurt.0[..])).unwrap(), 1, "to Noor's");
    });
    let sam = journal.sit(journal.sam);
    let error = refused(read(&sam, page, hurt));
    let damaged = JournalError::Vault(VaultError::Damaged("attachment"));
    assert_eq!(error, damaged, "who erases the page would not find the key");
    assert!(read(&sam, page, whole).unwrap() == bytes, "the other file is read");
    let kinds: Vec<_> = sam.check(&mut go_on).unwrap().problems.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [ProblemKind::Attachment], "and it is named");
}

#[test]
fn what_only_a_newer_version_knows_is_not_looked_for_as_a_file() {
    for (kind, schema) in [("attachment", 2), ("thumbnail", 1)] {
        let Two { journal, page, .. } = two_files();
        let hand = journal.hand_of(journal.sam);
        let mut surroundings = journal.world.surroundings();
        let planted = Planted::of(&hand, 1, &some_bytes(1000, 8), surroundings.as_mut());
        journal.reach_in(|db| {
            let (space, key) = hand.ours(db);
            let json = planted.named(page).replace("\"schema\":1", &format!("\"schema\":{schema}"));
            let json = json.replace("\"kind\":\"attachment\"", &format!("\"kind\":\"{kind}\""));
            hand.append(db, space, &key, json.as_bytes());
        });
        let mut noor = journal.sit(journal.noor);
        let checked = noor.check(&mut go_on).unwrap();
        assert_eq!(checked.problems, [], "{kind} {schema}: it may mean something else by it");
        let made = noor.back_up(&journal.place("kept.duologue-backup"), &mut go_on).unwrap();
        assert_eq!(made.damaged, 0, "{kind} {schema}: nor when a backup is made");
        lock(noor);
    }
}

#[test]
fn a_file_whose_row_says_another_space_is_kept_and_read_again_once_that_is_put_right() {
    let Two { journal, page, hurt, bytes, .. } = two_files();
    let before = rows(&journal);
    let moved_to = |space: &[u8]| {
        journal.reach_in(|db| {
            let find = "SELECT id FROM space WHERE n = (SELECT space FROM attachment WHERE id = ?)";
            let of: Vec<u8> = db.query_row(find, [&hurt.0[..]], |row| row.get(0)).unwrap();
            let sql =
                "UPDATE attachment SET space = (SELECT n FROM space WHERE id = ?) WHERE id = ?";
            assert_eq!(db.execute(sql, (space, &hurt.0[..])).unwrap(), 1, "its row is there");
            of
        })
    };
    let ours = moved_to(&journal.noor.0);
    lock(journal.sit(journal.noor));
    assert_eq!(rows(&journal), before, "what a change in Ours names is not thrown away");
    moved_to(&ours);
    let noor = journal.sit(journal.noor);
    assert_eq!(read(&noor, page, hurt), Ok(bytes), "nothing of it is gone");
    lock(noor);
}
