//! Hostile files, one fault each: what is done to a good file, and the exact error or the exact
//! problems that it must come to. All that the fault does not touch is still read.

mod backup_body;
pub(crate) mod backup_frames;
mod backup_header;
mod chain;
mod changes;
mod forged_changes;
mod grants;
mod keyslots;
mod kit_slots;
mod witness;
mod words;

use core_tests::slot_rows::blob;
use core_tests::{Kept, NOOR, SAM, journal_of_two, kept_kit, lock, november};
use duologue_core::crypto::{Cost, KitKind};
use duologue_core::journal::{Alarm, Sitting};
use duologue_core::vault::ProblemKind;
use duologue_core::{Id, Link};
use rusqlite::Connection;
use rusqlite::types::Value;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// One fault in a good file, and what it must come to.
struct Case<T> {
    name: String,
    fault: Box<dyn Fn(&Kept)>,
    comes_to: T,
}

impl<T> Case<T> {
    fn new(name: impl Into<String>, comes_to: T, fault: impl Fn(&Kept) + 'static) -> Self {
        Self { name: name.into(), fault: Box::new(fault), comes_to }
    }

    /// A fault in the closed file.
    fn within(name: impl Into<String>, comes_to: T, fault: impl Fn(&Connection) + 'static) -> Self {
        Self::new(name, comes_to, move |journal| {
            journal.reach_in(|db| {
                db.pragma_update(None, "ignore_check_constraints", true).unwrap();
                fault(db);
            });
        })
    }

    /// One statement that must touch a row, or it would show nothing.
    fn sql(name: impl Into<String>, comes_to: T, sql: impl Into<String>) -> Self {
        let (name, sql) = (name.into(), sql.into());
        let said = name.clone();
        Self::within(name, comes_to, move |db| {
            assert!(db.execute(&sql, []).unwrap() > 0, "{said}: something is hurt");
        })
    }
}

/// What Noor's passphrase costs: each number can be made less.
const COST: Cost = Cost { m: 128, t: 3, p: 2 };

/// The journal that every fault is done to.
struct Good {
    journal: Kept,
    bytes: Vec<u8>,
    /// Noor's, three in Mine and three in Ours.
    pages: [Link; 6],
    /// Sam's, one in Ours and one in Mine.
    sams: [Link; 2],
    /// Of Noor's kit for all of mine.
    words: String,
    /// Of Sam's kit for only Ours.
    sams_words: String,
}

fn good() -> &'static Good {
    static GOOD: OnceLock<Good> = OnceLock::new();
    GOOD.get_or_init(|| {
        let journal = journal_of_two();
        let mut sam = journal.sit(journal.sam);
        let sams_words = draw_kit(&mut sam, KitKind::OnlyOurs, SAM);
        let sams = [true, false].map(|ours| write(&mut sam, ours, "Sam's"));
        lock(sam);
        let mut noor = journal.sit(journal.noor);
        slow_down(&mut noor);
        let words = draw_kit(&mut noor, KitKind::AllOfMine, NOOR);
        lock(noor);
        let mut noor = journal.sit(journal.noor);
        noor.alarms_were_read().unwrap();
        let pages = [0, 1, 2, 3, 4, 5].map(|n| write(&mut noor, n > 2, TEXTS[n]));
        lock(noor);
        let mut sam = journal.sit(journal.sam);
        sam.alarms_were_read().unwrap();
        lock(sam);
        let bytes = journal.bytes();
        Good { journal, bytes, pages, sams, words, sams_words }
    })
}

const TEXTS: [&str; 6] = ["one", "two", "three", "four", "five", "six"];

fn write(sitting: &mut Sitting, ours: bool, text: &str) -> Link {
    sitting.write_page(ours, november(2), text, &[]).unwrap()
}

fn slow_down(noor: &mut Sitting) {
    let opened = noor.own_challenge().unwrap().answer(NOOR, None).unwrap();
    let slot = opened.new_slot(NOOR, COST, noor.surroundings()).unwrap();
    noor.change_passphrase(&slot).unwrap();
}

fn draw_kit(sitting: &mut Sitting, kind: KitKind, passphrase: &str) -> String {
    let proof = sitting.own_challenge().unwrap().answer(passphrase, None).unwrap();
    kept_kit(sitting, kind, &proof).words().words().collect::<Vec<_>>().join(" ")
}

/// The good journal with one fault in it.
fn with<T>(case: &Case<T>) -> Kept {
    let mut journal = good().journal.in_memory(&good().bytes);
    journal.world = journal.world.copy();
    (case.fault)(&journal);
    journal
}

/// Which of Noor's pages are read as they were written.
fn read(sitting: &Sitting) -> Vec<usize> {
    let is_read = |n: &usize| sitting.page(good().pages[*n]).is_ok_and(|p| p.text == TEXTS[*n]);
    (0..6).filter(is_read).collect()
}

/// What somebody is told of a journal, and what they still read of it.
#[derive(Debug, Clone, PartialEq)]
struct Told {
    alarms: Vec<Alarm>,
    kinds: Vec<ProblemKind>,
    /// Of Noor's pages.
    lost: Vec<usize>,
}

impl Told {
    fn of(sitting: &Sitting, readable: std::ops::Range<usize>) -> Self {
        let read = read(sitting);
        let mut kinds: Vec<_> = sitting.problems().iter().map(|problem| problem.kind).collect();
        kinds.sort();
        let lost = readable.filter(|n| !read.contains(n)).collect();
        Self { alarms: sitting.alarms(), kinds, lost }
    }

    /// So many things are damaged, of these kinds, and these pages are not read.
    fn damaged(kinds: &[ProblemKind], lost: &[usize]) -> Self {
        let alarms = vec![Alarm::Damaged(kinds.len() as u32)];
        Self { alarms, lost: lost.to_vec(), ..Self::nothing() }.and(&[], kinds)
    }

    fn nothing() -> Self {
        Self { alarms: vec![], kinds: vec![], lost: vec![] }
    }

    fn and(mut self, alarms: &[Alarm], kinds: &[ProblemKind]) -> Self {
        self.alarms.extend_from_slice(alarms);
        self.kinds.extend_from_slice(kinds);
        self.kinds.sort();
        self
    }
}

/// Tries every case; all that are not as they should be are named at once.
fn assert_each<T: PartialEq + std::fmt::Debug>(
    cases: Vec<Case<T>>,
    comes_to: impl Fn(&str, &Kept) -> T,
) {
    let wrong = cases.iter().filter_map(|case| {
        let found = comes_to(&case.name, &with(case));
        let differs = found != case.comes_to;
        differs.then(|| format!("{}:\n  {found:?}\n  and not {:?}", case.name, case.comes_to))
    });
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "{} come to something else:\n{}", wrong.len(), wrong.join("\n"));
}

/// A whole row of a table, to be put back with something else in it.
fn row(db: &Connection, table: &str, condition: &str) -> Vec<Value> {
    let mut query = db.prepare(&format!("SELECT * FROM \"{table}\" WHERE {condition}")).unwrap();
    let columns = query.column_count();
    query.query_row([], |row| (0..columns).map(|n| row.get(n)).collect()).unwrap()
}

fn insert(db: &Connection, table: &str, row: &[Value]) {
    let places = vec!["?"; row.len()].join(",");
    let sql = format!("INSERT OR REPLACE INTO \"{table}\" VALUES({places})");
    db.execute(&sql, rusqlite::params_from_iter(row)).unwrap();
}

/// One bit is another.
fn flipped(value: &Value) -> Value {
    let mut bytes = blob(value).to_vec();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    Value::Blob(bytes)
}

/// One byte less, one more, none at all, and far too many.
fn other_lengths(value: &Value) -> [(&'static str, Value); 4] {
    let bytes = blob(value);
    let shorter = bytes[..bytes.len() - 1].to_vec();
    let longer = [bytes, &[0]].concat();
    [
        ("a byte short", Value::Blob(shorter)),
        ("a byte long", Value::Blob(longer)),
        ("empty", Value::Blob(vec![])),
        ("a mebibyte long", Value::Blob(vec![7; 1 << 20])),
    ]
}

fn is_of(column: &str, id: Id) -> String {
    format!("{column} = x'{id}'")
}

#[test]
fn nothing_is_amiss_in_the_journal_the_faults_are_done_to() {
    assert_each(vec![Case::new("no fault", Told::nothing(), |_| ())], |_, journal| {
        let sam = journal.sit(journal.sam);
        assert_eq!(Told::of(&sam, 3..6), Told::nothing(), "Sam is told nothing");
        lock(sam);
        Told::of(&journal.sit(journal.noor), 0..6)
    });
}

#[test]
fn at_least_a_hundred_and_fifty_faults_are_named_and_each_has_its_own_name() {
    let areas = [
        ("keyslots", names(&keyslots::cases()), 30),
        ("kits", names(&kit_slots::cases()), 15),
        ("recovery words", words::names(), 12),
        ("grants", names(&grants::cases()), 25),
        ("changes", [names(&changes::cases()), names(&forged_changes::cases())].concat(), 45),
        ("chain", names(&chain::cases()), 18),
        ("witness", names(&witness::cases()), 18),
        ("backup header", names(&backup_header::cases()), 40),
        ("backup frames", names(&backup_frames::cases()), 12),
        ("backup body", names(&backup_body::cases()), 30),
    ];
    let mut all = BTreeSet::new();
    for (area, names, least) in areas {
        assert!(names.len() >= least, "{area} has {} faults, and had {least}", names.len());
        for name in names {
            assert!(all.insert(format!("{area}: {name}")), "{area}: {name} is there twice");
        }
    }
    assert!(all.len() >= 150, "there are {} named faults", all.len());
}

fn names<T>(cases: &[Case<T>]) -> Vec<String> {
    cases.iter().map(|case| case.name.clone()).collect()
}

/// The order of Ed25519's group, little-endian.
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

/// The same signature by a laxer check: once round the group and on.
fn counted_further(sig: &[u8]) -> Vec<u8> {
    let mut further = sig.to_vec();
    let mut carry = 0;
    for (byte, order) in further[32..].iter_mut().zip(ORDER) {
        let sum = u16::from(*byte) + u16::from(order) + carry;
        (*byte, carry) = (sum.to_le_bytes()[0], sum >> 8);
    }
    further
}
