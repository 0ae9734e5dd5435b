//! A file that is refused is not written to: what is amiss is seen before it is opened for that.

use core_tests::{journal_of_one, refused};
use duologue_core::journal::JournalError;
use duologue_core::vault::VaultError;

#[test]
fn a_file_of_no_version_stays_as_it_is_also_beside_an_empty_write_ahead_log() {
    for empty_log in [false, true] {
        let journal = journal_of_one();
        journal.reach_in(|db| {
            // As another program may leave it: the settings of every opening would change it.
            db.pragma_update(None, "user_version", 0).unwrap();
            db.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(())).unwrap();
        });
        if empty_log {
            std::fs::write(journal.beside("-wal"), []).unwrap();
        }
        let before = journal.bytes();
        assert_eq!(
            refused(journal.try_open()),
            JournalError::Vault(VaultError::Damaged("version")),
            "no version of Duologue wrote it; an empty log: {empty_log}"
        );
        assert!(journal.bytes() == before, "not one byte is another; an empty log: {empty_log}");
    }
}
