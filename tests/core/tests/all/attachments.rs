//! Files on pages: put there, read back whole, taken off; and who can do that.

use core_tests::files::{attach, chunks, key_blob, read, rows, some_bytes};
use core_tests::{
    ChangeRow, Kept, holds_any_window, journal_of_one, journal_of_two, listed, lock, lock_both,
    november, refused,
};
use duologue_core::journal::{BadInput, JournalError, Metadata, Noticed, OpenFor, Sitting};
use duologue_core::vault::{MAX_ATTACHMENT, VaultError};
use duologue_core::{Id, Link};
use std::io::{self, Read};

/// A page of Noor's in Ours with two files of four chunks each.
pub(super) struct Two {
    pub(super) journal: Kept,
    pub(super) page: Link,
    /// The one that will be hurt, and the change that names it.
    pub(super) hurt: Id,
    pub(super) named: Link,
    pub(super) whole: Id,
    /// What is in both.
    pub(super) bytes: Vec<u8>,
}

pub(super) fn two_files() -> Two {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let page = noor.write_page(true, november(2), "with two files", &[]).unwrap();
    let bytes = some_bytes(200_000, 1);
    let [hurt, whole] = [1, 2].map(|_| attach(&mut noor, page, &bytes));
    lock(noor);
    let named = journal.reach_in(|db| {
        let mut rows = ChangeRow::all(db);
        rows.retain(|row| row.id >> 40 == 1);
        Link::from_slice(&rows[rows.len() - 2].link).unwrap()
    });
    Two { journal, page, hurt, named, whole, bytes }
}

fn page(sitting: &mut Sitting, ours: bool) -> Link {
    sitting.write_page(ours, november(2), "A page with a file.", &[]).unwrap()
}

#[test]
fn a_file_of_any_length_comes_back_as_it_was() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let page = page(&mut noor, true);
    let lengths = [0, 1, 511, 512, 65_535, 65_536, 65_537, 131_071, 131_072, 3_000_001];
    let files: Vec<_> = lengths
        .iter()
        .map(|len| {
            let bytes = some_bytes(*len, 1);
            (attach(&mut noor, page, &bytes), bytes)
        })
        .collect();
    lock(noor);
    for who in [journal.noor, journal.sam] {
        let sitting = journal.sit(who);
        let listed = sitting.attachments(page).unwrap();
        let said: Vec<usize> = listed.iter().map(|file| file.length as usize).collect();
        assert_eq!(said, lengths, "in the order they were put there, with their true lengths");
        for (id, bytes) in &files {
            assert!(read(&sitting, page, *id).unwrap() == *bytes, "{} bytes", bytes.len());
        }
        assert_eq!(sitting.check(&mut core_tests::go_on).unwrap().problems, [], "all is whole");
        lock(sitting);
    }
}

#[test]
fn chunks_are_cut_and_padded_as_the_format_says() {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let page = page(&mut noor, false);
    let of = |noor: &mut Sitting, len| attach(noor, page, &some_bytes(len, 1));
    let ids = [0, 65_535, 65_536, 200_000].map(|len| of(&mut noor, len));
    lock(noor);
    let sizes = |id| -> Vec<usize> {
        journal.reach_in(|db| chunks(db, id)).iter().map(|chunk| chunk.len() - 16).collect()
    };
    assert_eq!(sizes(ids[0]), [512], "nothing is at least 512 bytes");
    assert_eq!(sizes(ids[1]), [65_536], "one whole chunk, its last byte the mark");
    assert_eq!(sizes(ids[2]), [65_536, 2_048], "the padding stands in a chunk of its own");
    assert_eq!(sizes(ids[3]), [65_536, 65_536, 65_536, 4_096], "200,704 in all");
}

#[test]
fn a_file_says_who_put_it_there_its_name_and_when() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let page = page(&mut noor, true);
    journal.world.set_now("2026-11-03T07:00:00+01:00");
    let done = noor.attach(page, "Zwei Äpfel (1).pdf", &mut &b"%PDF"[..]).unwrap();
    assert_eq!(done.metadata, Metadata::Kept, "nobody can clean a PDF here, and it is said");
    let files = noor.attachments(page).unwrap();
    let [file] = &files[..] else { panic!("one file: {files:?}") };
    assert_eq!((file.id, file.author), (done.id, journal.noor), "which, and whose");
    assert_eq!((file.name.as_str(), file.length), ("Zwei Äpfel (1).pdf", 4), "what");
    assert_eq!(file.media, "application/octet-stream", "no type is guessed from a name");
    assert_eq!(file.at.to_rfc3339(), "2026-11-03T07:00:00+01:00", "when");
    lock(noor);
    let bytes = journal.bytes();
    let name = "Zwei Äpfel".as_bytes();
    assert!(
        !bytes.windows(name.len()).any(|part| part == name),
        "the name stands nowhere in clear"
    );
}

#[test]
fn a_name_that_is_none_is_refused_and_nothing_is_written() {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let page = page(&mut noor, false);
    let long = "x".repeat(256);
    for name in ["", " a", "a ", ".", "..", "a/b", "a\\b", "a\nb", "\u{7}", &long] {
        assert_eq!(
            noor.attach(page, name, &mut &b"x"[..]),
            Err(JournalError::BadInput(BadInput::FileName)),
            "{name:?}"
        );
    }
    noor.attach(page, &"x".repeat(255), &mut &b"x"[..]).unwrap();
    lock(noor);
    assert_eq!(rows(&journal), (1, 1), "only the last one is there");
}

/// Gives a byte for as long as it is asked to.
struct Endless(u64);

impl Read for Endless {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let some = self.0.min(bytes.len() as u64) as usize;
        self.0 -= some as u64;
        bytes[..some].fill(7);
        Ok(some)
    }
}

/// Breaks off after some bytes.
struct Broken(usize);

impl Read for Broken {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::ErrorKind::NotFound.into());
        }
        let some = self.0.min(bytes.len());
        self.0 -= some;
        bytes[..some].fill(7);
        Ok(some)
    }
}

#[test]
fn a_file_over_the_limit_is_refused_and_leaves_nothing() {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let page = page(&mut noor, false);
    let too_large = Err(JournalError::Vault(VaultError::TooLarge));
    assert_eq!(noor.attach(page, "x", &mut Endless(MAX_ATTACHMENT + 1)), too_large, "by a byte");
    assert_eq!(noor.attachments(page).unwrap(), [], "nothing is on the page");
    lock(noor);
    assert_eq!(rows(&journal), (0, 0), "and nothing is left of it");
}

#[test]
fn a_reader_that_breaks_off_leaves_nothing() {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let page = page(&mut noor, false);
    for after in [0, 5, 70_000, 6_000_000] {
        let error = refused(noor.attach(page, "x", &mut Broken(after)));
        assert_eq!(error, JournalError::Vault(VaultError::Missing), "its reason comes back");
    }
    lock(noor);
    assert_eq!(rows(&journal), (0, 0), "also of the batches that were written already");
}

#[test]
fn a_full_disk_takes_no_half_a_file() {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let page = page(&mut noor, false);
    noor.limit_pages(300).unwrap();
    let error = refused(noor.attach(page, "x", &mut Endless(8_000_000)));
    assert_eq!(error, JournalError::Vault(VaultError::Full), "it says why");
    noor.limit_pages(1_000_000).unwrap();
    noor.attach(page, "x", &mut Endless(8_000_000)).unwrap();
    lock(noor);
    assert_eq!(rows(&journal).0, 1, "and with room it works");
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.alarms(), [], "nothing is amiss");
    let left: i64 = 8_126_464 / 65_536;
    lock(noor);
    assert_eq!(rows(&journal), (1, left), "of the first there is nothing");
}

#[test]
fn only_its_author_puts_a_file_on_a_page_and_takes_it_off() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let (ours, mine) = (page(&mut noor, true), page(&mut noor, false));
    let file = attach(&mut noor, ours, b"x");
    lock(noor);
    let mut sam = journal.sit(journal.sam);
    let with = |sam: &mut Sitting, page| sam.attach(page, "x", &mut &b"y"[..]);
    assert_eq!(with(&mut sam, ours), Err(JournalError::NotYours), "not on a page of Noor's");
    assert_eq!(with(&mut sam, mine), Err(JournalError::NoSuchPage), "nor on one nobody told of");
    assert_eq!(sam.detach(ours, file), Err(JournalError::NotYours), "nor take one off");
    assert_eq!(refused(sam.attachments(mine)), JournalError::NoSuchPage, "nor list what is there");
    assert_eq!(refused(read(&sam, mine, file)), JournalError::NoSuchPage, "nor read it");
    assert_eq!(read(&sam, ours, file).unwrap(), b"x", "what is in Ours Sam reads");
    lock(sam);
}

#[test]
fn a_file_goes_on_a_page_or_a_thing_noticed_and_on_nothing_else() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let noticed = Noticed { did: "tea".into(), ..Noticed::default() };
    let noticed = noor.write_noticed(true, &noticed).unwrap();
    let file = attach(&mut noor, noticed, b"a photo of the tea");
    assert_eq!(read(&noor, noticed, file).unwrap(), b"a photo of the tea", "on a thing noticed");
    let gone = page(&mut noor, true);
    noor.erase_page(gone).unwrap();
    let nowhere = noor.attach(gone, "x", &mut &b"y"[..]);
    assert_eq!(nowhere, Err(JournalError::NoSuchPage), "not on what was taken back");
    let hidden = page(&mut noor, true);
    noor.hide_page(hidden).unwrap();
    let nowhere = noor.attach(hidden, "x", &mut &b"y"[..]);
    assert_eq!(nowhere, Err(JournalError::NoSuchPage), "nor on what is about to be");
    let question = noor.put_question("Why?", None).unwrap();
    super::questions::seal(&mut noor, question, "N");
    lock(noor);
    let mut sam = journal.sit(journal.sam);
    super::questions::seal(&mut sam, question, "S");
    let mut both = journal.joined_by(sam, journal.noor);
    both.open_answers(question, &[journal.noor, journal.sam]).unwrap();
    let nowhere = both.attach(journal.noor, question, "x", &mut &b"y"[..]);
    assert_eq!(nowhere, Err(BadInput::NotThisKind.into()), "nor on opened answers");
    lock_both(both);
}

#[test]
fn a_page_from_before_the_partner_joined_takes_no_file() {
    let mut journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let page = page(&mut noor, true);
    let file = attach(&mut noor, page, b"x");
    lock(noor);
    journal.sam_joins(OpenFor::FromToday);
    let mut noor = journal.sit(journal.noor);
    let refused = noor.attach(page, "x", &mut &b"y"[..]);
    assert_eq!(refused, Err(BadInput::Before.into()), "as it cannot be edited");
    assert_eq!(read(&noor, page, file).unwrap(), b"x", "what is there is read");
    lock(noor);
    let sam = journal.sit(journal.sam);
    assert_eq!(refused_page(&sam, page), JournalError::NoSuchPage, "by Noor alone");
    lock(sam);
}

fn refused_page(sitting: &Sitting, page: Link) -> JournalError {
    refused(sitting.attachments(page))
}

#[test]
fn both_read_the_files_of_ours_together_and_neither_mine_is_shown() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let (ours, mine) = (page(&mut noor, true), page(&mut noor, false));
    let (shown, hidden) = (attach(&mut noor, ours, b"ours"), attach(&mut noor, mine, b"mine"));
    let mut both = journal.joined_by(noor, journal.sam);
    let mut bytes = Vec::new();
    both.read_attachment(ours, shown, &mut bytes).unwrap();
    assert_eq!(bytes, b"ours", "what both can read");
    let error = refused(both.read_attachment(mine, hidden, &mut bytes));
    assert_eq!(error, JournalError::NoSuchPage, "a Mine is not shown while both are here");
    let nothing = both.attach(journal.noor, mine, "x", &mut &b"y"[..]);
    assert_eq!(nothing, Err(JournalError::NoSuchPage), "nor written to");
    let other = both.attach(journal.noor, ours, "x", &mut &b"more"[..]).unwrap().id;
    let not_theirs = both.attach(journal.sam, ours, "x", &mut &b"y"[..]);
    assert_eq!(not_theirs, Err(JournalError::NotYours), "each on their own pages");
    both.detach(journal.noor, ours, shown).unwrap();
    let left: Vec<_> = both.attachments(ours).unwrap().into_iter().map(|file| file.id).collect();
    assert_eq!(left, [other], "put there and taken off");
    lock_both(both);
}

#[test]
fn an_edit_leaves_the_files_where_they_are() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let page = page(&mut noor, true);
    let file = attach(&mut noor, page, b"stays");
    noor.edit_page(page, november(3), "Other words.", &[]).unwrap();
    assert_eq!(read(&noor, page, file).unwrap(), b"stays", "the words changed, not the file");
    lock(noor);
}

/// Every key blob in the file that somebody's keys open.
fn keys_that_open(journal: &Kept) -> usize {
    let hand = journal.hand_of(journal.noor);
    journal.reach_in(|db| hand.file_keys(db).len())
}

#[test]
fn a_file_taken_off_is_gone_with_name_key_and_chunks_and_leaves_no_mark() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let page = page(&mut noor, true);
    let gone = noor.attach(page, "a name to forget", &mut &some_bytes(300_000, 3)[..]).unwrap().id;
    let stays = attach(&mut noor, page, b"stays");
    lock(noor);
    let (key, change) = journal.reach_in(|db| {
        let mut rows = ChangeRow::all(db);
        rows.retain(|row| row.id >> 40 == 1);
        let named = rows[rows.len() - 2].blob.clone().unwrap();
        (key_blob(db, gone), named)
    });
    assert_eq!(keys_that_open(&journal), 2, "both keys open with Noor's");
    assert!(holds_any_window(&journal.bytes(), &key), "the search finds what is there");
    let mut noor = journal.sit(journal.noor);
    noor.detach(page, gone).unwrap();
    let wal = std::fs::metadata(journal.beside("-wal")).map_or(0, |about| about.len());
    assert_eq!(wal, 0, "the write-ahead log is empty at once");
    assert_eq!(refused(read(&noor, page, gone)), JournalError::NoSuchAttachment, "it is gone");
    assert_eq!(noor.detach(page, gone), Err(JournalError::NoSuchAttachment), "once");
    lock(noor);
    assert_eq!(rows(&journal), (1, 1), "its rows are gone");
    assert_eq!(keys_that_open(&journal), 1, "and its key");
    for (what, blob) in [("key", key), ("name", change)] {
        assert!(!holds_any_window(&journal.bytes(), &blob), "no 32 bytes of its {what} are left");
    }
    for who in [journal.noor, journal.sam] {
        let sitting = journal.sit(who);
        assert_eq!(listed(&sitting).len(), 1, "the page stays, and no mark stands beside it");
        assert_eq!(read(&sitting, page, stays).unwrap(), b"stays", "with its other file");
        assert_eq!(sitting.attachments(page).unwrap().len(), 1, "which is the only one");
        assert_eq!(sitting.alarms(), [], "and nothing is amiss");
        lock(sitting);
    }
}

#[test]
fn a_page_that_is_erased_takes_its_files_with_it() {
    for ours in [false, true] {
        let journal = journal_of_two();
        let mut noor = journal.sit(journal.noor);
        let (gone, stays) = (page(&mut noor, ours), page(&mut noor, ours));
        for len in [10, 200_000] {
            attach(&mut noor, gone, &some_bytes(len, 3));
        }
        let other = attach(&mut noor, stays, b"stays");
        lock(noor);
        let keys = journal.reach_in(|db| {
            let mut query = db.prepare("SELECT blob FROM attachment WHERE id <> ?").unwrap();
            let rows = query.query_map([&other.0[..]], |row| row.get::<_, Vec<u8>>(0));
            rows.unwrap().map(Result::unwrap).collect::<Vec<_>>()
        });
        assert_eq!(keys.len(), 2, "two keys are looked for");
        let mut noor = journal.sit(journal.noor);
        noor.erase_page(gone).unwrap();
        assert_eq!(read(&noor, stays, other).unwrap(), b"stays", "another page's is untouched");
        lock(noor);
        assert_eq!(rows(&journal), (1, 1), "keys and chunks went in the same step");
        assert_eq!(keys_that_open(&journal), 1, "nothing of them opens");
        let bytes = journal.bytes();
        assert!(keys.iter().all(|key| !holds_any_window(&bytes, key)), "and no key is left");
        let noor = journal.sit(journal.noor);
        assert_eq!(noor.alarms(), [], "what was erased is no damage");
        assert_eq!(listed(&noor).len(), 1 + usize::from(ours), "one mark in Ours, and not three");
        lock(noor);
    }
}

#[test]
fn a_page_hidden_for_the_undo_is_erased_with_its_files_at_lock() {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let page = page(&mut noor, false);
    attach(&mut noor, page, b"x");
    noor.hide_page(page).unwrap();
    assert_eq!(refused_page(&noor, page), JournalError::NoSuchPage, "out of sight first");
    lock(noor);
    assert_eq!(rows(&journal), (0, 0), "and erased after");
}
