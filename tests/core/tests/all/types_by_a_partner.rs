//! A column of another type stands in one row, past what the schema allows: its row alone is damaged.

use super::longer_than_read::{evening, noor_goes_on};
use super::rotation::NEW;
use core_tests::files::attach;
use core_tests::{Kept, NOOR, journal_of_two, lock, november};

/// Runs `sql` as a program does that looks at no schema, and puts the schema back to the letter.
fn run(journal: &Kept, table: &str, sql: &str) {
    let set = "UPDATE sqlite_schema SET sql = ? WHERE name = ?";
    let schema: String = journal.reach_in(|db| {
        let find = "SELECT sql FROM sqlite_schema WHERE name = ?";
        let schema: String = db.query_row(find, [table], |row| row.get(0)).unwrap();
        db.pragma_update(None, "writable_schema", true).unwrap();
        let loose = schema.replace(" STRICT", "").replace(" NOT NULL", "");
        db.execute(set, (loose, table)).unwrap();
        schema
    });
    journal.reach_in(|db| {
        db.pragma_update(None, "ignore_check_constraints", true).unwrap();
        assert!(db.execute(sql, []).unwrap() > 0, "{sql}: it stands there");
    });
    journal.reach_in(|db| {
        db.pragma_update(None, "writable_schema", true).unwrap();
        db.execute(set, (schema, table)).unwrap();
    });
}

const VALUES: [&str; 4] = ["'text'", "NULL", "1.5", "zeroblob(17000000)"];

/// A row of its table in which one column is `{}`.
const ROWS: [(&str, &str); 7] = [
    ("ring", "ring VALUES({noor}, {}, randomblob(1358))"),
    ("ring", "ring VALUES(randomblob(16), {}, randomblob(1358))"),
    (
        "change",
        "change SELECT max(id) + 1, {}, content_hash, link, sig, key, sum, blob FROM change",
    ),
    (
        "change",
        "change SELECT max(id) + 1, space, content_hash, link, sig, {}, sum, blob FROM change",
    ),
    (
        "change",
        "change SELECT max(id) + 1, space, content_hash, link, sig, key, sum, {} FROM change",
    ),
    ("attachment", "attachment SELECT randomblob(16), {}, key, blob FROM attachment"),
    ("keyslot", "keyslot VALUES(randomblob(16), {noor}, {}, {}, {}, {}, x'', x'', x'', x'')"),
];

#[test]
fn a_column_of_another_type_keeps_nobody_from_anything_else() {
    for (table, row) in ROWS {
        for value in VALUES {
            let mut journal = journal_of_two();
            let mut noor = journal.sit(journal.noor);
            let page = noor.write_page(true, november(2), "Noor's", &[]).unwrap();
            attach(&mut noor, page, b"a file");
            lock(noor);
            let row = row.replace("{}", value).replace("{noor}", &format!("x'{}'", journal.noor));
            run(&journal, table, &format!("INSERT INTO {row}"));
            noor_goes_on(&mut journal, page, &row);
            lock(journal.sit(journal.noor));
        }
    }
}

/// What stands there already, and is read before anything else is.
const BEGINNINGS: [(&str, &str); 4] = [
    ("change", "change SET space = {} WHERE {sams}"),
    ("change", "change SET key = {} WHERE {sams}"),
    ("attachment", "attachment SET space = {}"),
    ("attachment", "attachment SET key = {}"),
];

#[test]
fn a_number_too_long_to_be_read_where_a_log_or_a_file_begins_keeps_nobody_from_anything_else() {
    for (table, set) in BEGINNINGS {
        let mut journal = journal_of_two();
        let mut noor = journal.sit(journal.noor);
        let page = noor.write_page(true, november(2), "Noor's", &[]).unwrap();
        attach(&mut noor, page, b"a file");
        lock(noor);
        let sams = format!("SELECT (n << 40) + 1 FROM log WHERE author = x'{}'", journal.sam);
        let set = set.replace("{sams}", &format!("id IN ({sams})"));
        run(&journal, table, &format!("UPDATE {}", set.replace("{}", VALUES[3])));
        let mut noor = match journal.try_sit(journal.noor, NOOR) {
            Ok(noor) => noor,
            Err(error) => panic!("{set}: Noor does not sit down any more: {error}"),
        };
        assert_eq!(noor.page(page).unwrap().text, "Noor's", "{set}: what Noor wrote is read");
        assert_eq!(noor.erase_page(page), Ok(()), "{set}: and erased");
        assert_eq!(evening(&journal, &mut noor), Ok(()), "{set}: the evening goes on");
        lock(noor);
        journal.now_says(journal.noor, NEW);
        lock(journal.sit(journal.noor));
    }
}

/// Of a row that was erased: what is put beside what is written into it later.
const BESIDE: [&str; 3] = ["sum = {}, blob = x'00'", "sig = {}", "content_hash = {}"];

#[test]
fn a_value_too_long_to_be_read_beside_what_was_erased_keeps_nobody_from_anything_else() {
    for beside in BESIDE {
        let mut journal = journal_of_two();
        let mut noor = journal.sit(journal.noor);
        let page = noor.write_page(true, november(2), "Noor's", &[]).unwrap();
        noor.erase_page(page).unwrap();
        lock(noor);
        let set = beside.replace("{}", VALUES[3]);
        run(&journal, "change", &format!("UPDATE change SET {set} WHERE blob IS NULL"));
        let mut noor = match journal.try_sit(journal.noor, NOOR) {
            Ok(noor) => noor,
            Err(error) => panic!("{beside}: Noor does not sit down any more: {error}"),
        };
        assert_eq!(evening(&journal, &mut noor), Ok(()), "{beside}: the evening goes on");
        lock(noor);
        journal.now_says(journal.noor, NEW);
        lock(journal.sit(journal.noor));
        let words = "SELECT count(*) FROM change WHERE blob = x'00'";
        let left: i64 = journal.reach_in(|db| db.query_row(words, [], |row| row.get(0)).unwrap());
        assert_eq!(left, 0, "{beside}: nothing that was put back stays");
    }
}
