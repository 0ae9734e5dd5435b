//! A value that is longer than SQLite gives out stands in one row: all other rows are read as before.

use super::rotation::{NEW, new_keys};
use core_tests::{Kept, NOOR, exported, go_on, journal_of_two, listed, lock, november};
use duologue_core::Link;
use duologue_core::journal::{DraftBody, JournalError, Sitting, restore};
use duologue_core::vault::BackupFile;

/// More than the limit that a journal is opened with.
const LONG: &str = "zeroblob(17000000)";

/// A row of each table by its columns: `LONG` goes where it says so.
const ROWS: [&str; 24] = [
    "member VALUES({}, x'', x'', x'', x'')",
    "member VALUES({x}, {}, x'', x'', x'')",
    "member VALUES({x}, x'', x'', {}, {})",
    "keyslot VALUES({}, {sam}, 1, 1, 1, 1, x'', x'', x'', x'')",
    "keyslot VALUES({x}, {}, 1, 1, 1, 1, x'', x'', x'', x'')",
    "keyslot VALUES({x}, {sam}, 1, 1, 1, 1, {}, {}, {}, {})",
    "ring VALUES({}, 1, x'')",
    "ring VALUES({noor}, 7, {})",
    "space VALUES(77, {})",
    "key VALUES(77, {})",
    "log VALUES(77, {}, {sam})",
    "log VALUES(77, {x}, {})",
    "\"grant\" VALUES({}, {noor}, {}, {}, {}, {}, {}, {}, {})",
    "change SELECT max(id) + 1, 1, {}, {}, {}, 1, {}, {} FROM change",
    "draft VALUES({}, {noor}, {x}, {x})",
    "draft VALUES({x}, {}, {x}, {x})",
    "draft VALUES({x}, {noor}, {}, {x})",
    "draft VALUES({x}, {noor}, {x}, {})",
    "attachment VALUES({}, 1, 1, {x})",
    "attachment VALUES({x}, 1, 1, {})",
    "chunk VALUES({}, 0, {x})",
    "chunk VALUES({x}, 0, {})",
    "witness VALUES({}, {x}, {x})",
    "witness VALUES({x}, {}, {})",
];

fn put(journal: &Kept, row: &str) {
    let id = |id: duologue_core::Id| format!("x'{id}'");
    let row = row
        .replace("{}", LONG)
        .replace("{x}", "randomblob(16)")
        .replace("{noor}", &id(journal.noor))
        .replace("{sam}", &id(journal.sam));
    journal.reach_in(|db| {
        db.pragma_update(None, "ignore_check_constraints", true).unwrap();
        assert_eq!(db.execute(&format!("INSERT INTO {row}"), []).unwrap(), 1, "{row}: it stands");
    });
}

fn begun() -> DraftBody {
    let text = "begun".to_owned();
    DraftBody::Page { page: None, ours: false, on: november(2), text, tags: vec![] }
}

/// An evening of Noor's, with everything that reads all of a table; new keys at the end.
pub(super) fn evening(journal: &Kept, noor: &mut Sitting) -> Result<(), JournalError> {
    noor.write_page(true, november(3), "as ever", &[])?;
    assert_eq!(noor.drafts()?, [], "none is Noor's");
    let draft = noor.save_draft(None, begun())?;
    assert_eq!(noor.drafts()?, std::slice::from_ref(&draft), "what Noor began is there");
    noor.check(&mut go_on)?;
    let backup = journal.place("kept.duologue-backup");
    noor.back_up(&backup, &mut go_on)?;
    let mut backup = BackupFile::open(&backup)?;
    let opened = backup.challenge(journal.noor)?.answer(NOOR, None)?;
    let (target, computer) = (journal.place("restored.duologue"), journal.computer.clone());
    restore(&mut backup, &opened, &target, computer, journal.world.surroundings(), &mut go_on)?;
    let (proof, new) = new_keys(noor, NOOR, NEW);
    noor.take_new_keys(&new, &proof)?;
    noor.encrypt_anew(&mut go_on)?;
    assert_eq!(noor.drafts()?.len(), 1, "the draft went along");
    Ok(())
}

/// With this `row` in the file Noor reads her page, and spends an evening at the end of which only
/// her new passphrase opens it.
pub(super) fn noor_goes_on(journal: &mut Kept, page: Link, row: &str) {
    let mut noor = match journal.try_sit(journal.noor, NOOR) {
        Ok(noor) => noor,
        Err(error) => panic!("{row}: Noor does not sit down any more: {error}"),
    };
    assert_eq!(noor.page(page).unwrap().text, "Noor's", "{row}: what Noor wrote is read");
    assert_eq!(evening(journal, &mut noor), Ok(()), "{row}: the evening goes on");
    lock(noor);
    journal.now_says(journal.noor, NEW);
}

#[test]
fn one_value_too_long_to_be_read_keeps_nobody_from_anything_else() {
    for row in ROWS {
        let mut journal = journal_of_two();
        let mut noor = journal.sit(journal.noor);
        let page = noor.write_page(false, november(2), "Noor's", &[]).unwrap();
        lock(noor);
        put(&journal, row);
        noor_goes_on(&mut journal, page, row);
        let noor = journal.sit(journal.noor);
        assert_eq!(exported(&noor).len(), listed(&noor).len(), "{row}: and nothing is lost of it");
        lock(noor);
    }
}
