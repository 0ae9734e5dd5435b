//! The largest of each thing is taken and read, and what is larger by one is refused or damage of its own.

use core_tests::files::read;
use core_tests::{Kept, journal_of_one, journal_of_two, lock, november, refused};
use duologue_core::journal::{Alarm, DraftBody, JournalError, Sitting};
use duologue_core::vault::{MAX_ATTACHMENT, VaultError};
use std::io::{self, Read};

/// Bytes of JSON that a change or a draft may have.
const MOST_JSON: usize = 14_680_064;
/// Logs that a file may have.
const MOST_LOGS: usize = 64;

/// The same journal once more: what is written next is the same, too.
fn again(journal: &Kept) -> Kept {
    let mut again = journal.in_memory(&journal.bytes());
    again.world = journal.world.copy();
    again
}

/// How many bytes beside its text `write` writes.
fn beside_the_text(journal: &Kept, salt: usize, write: impl Fn(&mut Sitting, &str)) -> usize {
    let text = "these very words";
    let journal = again(journal);
    let mut noor = journal.sit(journal.noor);
    write(&mut noor, text);
    lock(noor);
    let all = journal.reach_in(|db| journal.hand_of(journal.noor).everything(db));
    let holds = |json: &&Vec<u8>| json.windows(text.len()).any(|window| window == text.as_bytes());
    let json = all.iter().find(holds).unwrap();
    json.len() - salt - text.len()
}

#[test]
fn a_page_of_the_most_that_a_change_holds_is_kept_and_one_byte_more_is_refused() {
    let journal = journal_of_one();
    let write = |noor: &mut Sitting, text: &str| noor.write_page(false, november(2), text, &[]);
    let most = MOST_JSON - beside_the_text(&journal, 32, |noor, text| drop(write(noor, text)));
    let large = again(&journal);
    let mut noor = large.sit(large.noor);
    let page = write(&mut noor, &"w".repeat(most)).unwrap();
    lock(noor);
    let noor = large.sit(large.noor);
    assert_eq!(noor.page(page).unwrap().text.len(), most, "it is read as a whole");
    assert_eq!(noor.alarms(), [], "and nothing is amiss");
    lock(noor);
    let mut noor = journal.sit(journal.noor);
    let error = refused(write(&mut noor, &"w".repeat(most + 1)));
    assert_eq!(error, JournalError::Vault(VaultError::TooLarge), "a byte more is not");
}

#[test]
fn a_draft_of_the_most_that_one_holds_is_kept_and_one_byte_more_is_refused() {
    let journal = journal_of_one();
    let save = |noor: &mut Sitting, text: String| {
        let page = None;
        let body = DraftBody::Page { page, ours: false, on: november(2), text, tags: vec![] };
        noor.save_draft(None, body)
    };
    let beside = beside_the_text(&journal, 0, |noor, text| drop(save(noor, text.to_owned())));
    let most = MOST_JSON - beside;
    let large = again(&journal);
    let mut noor = large.sit(large.noor);
    let draft = save(&mut noor, "w".repeat(most)).unwrap();
    lock(noor);
    let noor = large.sit(large.noor);
    assert_eq!(noor.draft(draft.id).unwrap().body, draft.body, "it is there as a whole");
    lock(noor);
    let mut noor = journal.sit(journal.noor);
    let error = refused(save(&mut noor, "w".repeat(most + 1)));
    assert_eq!(error, JournalError::Vault(VaultError::TooLarge), "a byte more is not kept");
}

#[test]
fn a_file_of_the_most_that_may_be_put_on_a_page_is_put_there() {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let page = noor.write_page(false, november(2), "a film", &[]).unwrap();
    let film = &mut io::repeat(7).take(MAX_ATTACHMENT);
    let id = noor.attach(page, "film", film).unwrap().id;
    assert_eq!(read(&noor, page, id).unwrap().len() as u64, MAX_ATTACHMENT, "to its last byte");
}

#[test]
fn content_of_the_most_that_is_read_is_damage_of_its_change_alone() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let [one, two] =
        ["one", "two"].map(|text| noor.write_page(true, november(2), text, &[]).unwrap());
    lock(noor);
    for length in [16_777_216, 16_777_217, 16_777_216 + 65_536] {
        let journal = again(&journal);
        journal.reach_in(|db| {
            let sql = format!("UPDATE change SET blob = zeroblob({length}) WHERE link = ?");
            assert_eq!(db.execute(&sql, [&one.0[..]]).unwrap(), 1, "one row grew");
        });
        let noor = journal.sit(journal.noor);
        assert_eq!(noor.alarms(), [Alarm::Damaged(1)], "{length} bytes are named");
        assert_eq!(
            noor.page(two).unwrap().text,
            "two",
            "and keep the page after them from nothing"
        );
    }
}

/// What opening comes to with so many logs in the file, the first of which may be damaged.
fn with_logs(count: usize, first: &str) -> Result<Vec<Alarm>, JournalError> {
    let journal = journal_of_one();
    journal.reach_in(|db| {
        db.pragma_update(None, "ignore_check_constraints", true).unwrap();
        let first = format!("INSERT INTO log(n, id, author) VALUES(0, {first}, randomblob(16))");
        db.execute(&first, []).unwrap();
        for _ in 2..count {
            let more = "INSERT INTO log(id, author) SELECT randomblob(16), partner FROM member";
            db.execute(more, []).unwrap();
        }
        let logs = db.query_row("SELECT count(*) FROM log", [], |row| row.get::<_, i64>(0));
        assert_eq!(logs.unwrap() as usize, count, "so many there are");
    });
    journal.try_sit(journal.noor, core_tests::NOOR).map(|noor| noor.alarms())
}

#[test]
fn as_many_logs_as_a_file_may_have_are_read_and_with_one_more_it_is_damaged() {
    let damaged = JournalError::Vault(VaultError::Damaged("log"));
    for first in ["randomblob(16)", "x'01'"] {
        assert!(with_logs(MOST_LOGS, first).is_ok(), "{first}: so many are read");
        let error = refused(with_logs(MOST_LOGS + 1, first));
        assert_eq!(error, damaged, "{first}: damaged or not, one more is too many");
    }
}

/// Sam's log gets another number; whether Noor then reads Sam's page, what is named, and how many
/// rows were moved.
fn with_sams_log_at(n: i64) -> (bool, Vec<Alarm>, usize) {
    let journal = journal_of_two();
    let mut sam = journal.sit(journal.sam);
    let page = sam.write_page(true, november(2), "Sam's", &[]).unwrap();
    lock(sam);
    let moved = journal.reach_in(|db| {
        let of = &journal.sam.0[..];
        let move_rows = "UPDATE change SET id = (?1 << 40) + (id & 0xFFFFFFFFFF)
                         WHERE id >> 40 = (SELECT n FROM log WHERE author = ?2)";
        let moved = db.execute(move_rows, (n, of)).unwrap();
        db.execute("UPDATE log SET n = ? WHERE author = ?", (n, of)).unwrap();
        moved
    });
    let noor = journal.sit(journal.noor);
    (noor.page(page).is_ok(), noor.alarms(), moved)
}

#[test]
fn the_largest_number_that_a_log_may_have_is_one_and_the_next_is_none() {
    let (is_read, alarms, _) = with_sams_log_at(8_388_606);
    assert_eq!((is_read, alarms), (true, vec![]), "its number says nothing");
    let (is_read, alarms, rows) = with_sams_log_at(8_388_607);
    assert!(!is_read && rows > 1, "there would be no room after its rows");
    let named = Alarm::Damaged(u32::try_from(rows).unwrap() + 1);
    assert_eq!(alarms, [named], "each of its rows is named, and the log");
}
