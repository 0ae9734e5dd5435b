//! What a killed program left half written where backups go.

use core_tests::{go_on, journal_of_one, lock};
use std::fs::{self, File};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

const DAY: Duration = Duration::from_hours(24);

#[test]
fn a_backup_clears_away_what_was_left_half_written_a_day_ago_and_nothing_else() {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let now = SystemTime::from(journal.world.now());
    let left = |name: &str, age: Duration| -> PathBuf {
        let path = journal.place(name);
        File::create(&path).unwrap().set_modified(now - age).unwrap();
        path
    };
    let old = left(".duologue-Ab12Cd.partial", DAY);
    let stay = [
        left(".duologue-Ef34Gh.partial", DAY - Duration::from_secs(1)),
        left("notes.partial", 9 * DAY),
        left(".duologue-notes", 9 * DAY),
        left("Duologue 2026-11-01.duologue-backup", 9 * DAY),
    ];
    let folder = journal.place(".duologue-folder.partial");
    fs::create_dir(&folder).unwrap();
    File::open(&folder).unwrap().set_modified(now - 9 * DAY).unwrap();
    noor.back_up(&journal.place("new.duologue-backup"), &mut go_on).unwrap();
    lock(noor);
    assert!(!old.exists(), "nobody writes one backup for a day");
    for path in stay {
        assert!(path.exists(), "{} is young, or somebody else's", path.display());
    }
    assert!(folder.exists(), "a folder is no file that was being written");
}
