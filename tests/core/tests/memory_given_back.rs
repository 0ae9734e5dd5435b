//! What becomes of memory: nothing plain is left in what is given back, keys lie where the system does
//! not write them to disk, and a large journal asks for no more than a small one. A process of its
//! own, because it looks at what all of it gives back.

#![cfg(target_os = "linux")]
#![allow(
    unsafe_code,
    clippy::unwrap_used,
    reason = "an allocator and a system call that are watched are unsafe to write, and a test may stop at what is amiss"
)]

use core_tests::{drawing, journal_of_one, lock, november};
use duologue_core::Id;
use duologue_core::crypto::{AttachmentKey, AttachmentWriter, FRAME, FileKey};
use std::alloc::{GlobalAlloc, Layout, System};
use std::collections::BTreeSet;
use std::ffi::{c_int, c_void};
use std::io::{self, Write};
use std::os::unix::fs::FileExt;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What stands in a file, over and over.
const WORDS: &[u8; 32] = b"words that nobody else may read.";
/// Every byte of each key.
const KEY: u8 = 0xA7;
const PAGE: usize = 4096;

static LOOKS: AtomicBool = AtomicBool::new(false);
static FOUND: AtomicUsize = AtomicUsize::new(0);
static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

struct Watching;

#[global_allocator]
static WATCHING: Watching = Watching;

// SAFETY: everything is handed on to the system's allocator. What grows is a new piece: the default of
// `realloc` gives the old one back.
unsafe impl GlobalAlloc for Watching {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        MOST.fetch_max(held, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        if LOOKS.load(Ordering::Relaxed) && unsafe { holds_words(at, layout.size()) } {
            FOUND.fetch_add(1, Ordering::Relaxed);
        }
        unsafe { System.dealloc(at, layout) }
    }
}

/// Whether the words stand in these bytes.
///
/// # Safety
/// They can be read.
unsafe fn holds_words(at: *const u8, length: usize) -> bool {
    // Volatile: some of them were never written, and are only looked at.
    let byte = |n: usize| unsafe { at.add(n).read_volatile() };
    let begins = |from: usize| (0..WORDS.len()).all(|n| byte(from + n) == WORDS[n]);
    (0..length.saturating_sub(WORDS.len() - 1)).any(begins)
}

/// The pages that are locked, and whether a key stood in one that was let go.
static LOCKED: Mutex<(BTreeSet<usize>, bool)> = Mutex::new((BTreeSet::new(), false));

fn pages(at: *const c_void, length: usize) -> impl Iterator<Item = usize> {
    (at.addr() / PAGE..(at.addr() + length).div_ceil(PAGE)).map(|page| page * PAGE)
}

/// # Safety
/// As that of the C library.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mlock(at: *const c_void, length: usize) -> c_int {
    let done = unsafe { libc::syscall(libc::SYS_mlock, at, length) };
    if done == 0 {
        locked().0.extend(pages(at, length));
    }
    done as c_int
}

/// # Safety
/// As that of the C library.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn munlock(at: *const c_void, length: usize) -> c_int {
    let mut locked = locked();
    for page in pages(at, length) {
        locked.0.remove(&page);
        let here = std::ptr::with_exposed_provenance::<u8>(page);
        let is_key = |n: usize| unsafe { here.add(n).read_volatile() } == KEY;
        // Half of a key may stand on the page before.
        locked.1 |= (0..PAGE - 16).any(|n| (n..n + 16).all(is_key));
    }
    drop(locked);
    unsafe { libc::syscall(libc::SYS_munlock, at, length) as c_int }
}

fn locked() -> MutexGuard<'static, (BTreeSet<usize>, bool)> {
    LOCKED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One test at a time: what is watched belongs to the process.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

#[test]
fn nothing_of_a_file_stands_in_memory_that_was_given_back_while_it_was_encrypted() {
    let _alone = alone();
    let plain = WORDS.repeat(10 * FRAME / WORDS.len());
    LOOKS.store(true, Ordering::Relaxed);
    let id = Id::from_slice(&[1; 16]).unwrap();
    let key = AttachmentKey::make(&mut drawing(&[2]));
    let mut writer = AttachmentWriter::new(&key, id, id, io::sink());
    plain.chunks(10_000).for_each(|some| writer.write_all(some).unwrap());
    writer.finish().unwrap();
    assert_eq!(FOUND.load(Ordering::Relaxed), 0, "no piece of memory holds any of it");
    drop(plain.clone());
    LOOKS.store(false, Ordering::Relaxed);
    assert!(FOUND.load(Ordering::Relaxed) > 0, "or it would be found");
}

/// The address of every key in memory that programs take.
fn keys() -> Vec<usize> {
    static PIECE: Mutex<[u8; PAGE]> = Mutex::new([0; PAGE]);
    let mut piece = PIECE.lock().unwrap();
    let memory = std::fs::File::open("/proc/self/mem").unwrap();
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let (mut found, mut run, mut end) = (Vec::new(), 0, 0);
    // Those without a name, and the one of that name.
    let is_taken = |line: &&str| {
        let parts: Vec<&str> = line.split_whitespace().collect();
        parts[1].starts_with("rw") && parts.get(5).is_none_or(|name| *name == "[heap]")
    };
    for line in maps.lines().filter(is_taken) {
        let (from, to) = line.split_whitespace().next().unwrap().split_once('-').unwrap();
        let [from, to] = [from, to].map(|address| usize::from_str_radix(address, 16).unwrap());
        // What is locked in part is listed in parts.
        run = if from == end { run } else { 0 };
        end = to;
        for page in (from..to).step_by(PAGE) {
            // What another thread gave back meanwhile holds no key.
            if memory.read_exact_at(&mut piece[..], page as u64).is_err() {
                break;
            }
            for (n, byte) in piece.iter().enumerate() {
                run = if *byte == KEY { run + 1 } else { 0 };
                if run == 32 {
                    found.push(page + n - 31);
                    run = 0;
                }
            }
        }
    }
    found
}

#[test]
fn every_key_lies_on_locked_pages_and_they_are_let_go_only_after_it_was_wiped() {
    const MANY: usize = 1000;
    let _alone = alone();
    let mut made: Vec<FileKey> = (0..MANY).map(|_| FileKey::make(&mut drawing(&[KEY]))).collect();
    let found = keys();
    assert_eq!(found.len(), MANY, "each is found once");
    let is_locked = |at: &usize| {
        let locked = locked();
        pages(std::ptr::without_provenance(*at), 32).all(|page| locked.0.contains(&page))
    };
    let outside = found.iter().filter(|at| !is_locked(at)).count();
    assert_eq!(outside, 0, "none of them is written to disk, also not in part");
    let is_at_an_edge = |at: &usize| at % PAGE > PAGE - 32 || at % PAGE < 48;
    let edges: Vec<usize> = found.iter().copied().filter(is_at_an_edge).collect();
    assert!(edges.len() > 5, "some begin a page or lie on two: {}", edges.len());
    let memory = std::fs::File::open("/proc/self/mem").unwrap();
    let is_there = |at: &&usize| {
        let mut bytes = [0; 32];
        memory.read_exact_at(&mut bytes, **at as u64).is_ok() && bytes == [KEY; 32]
    };
    while made.pop().is_some() {
        let outside = edges.iter().filter(is_there).filter(|at| !is_locked(at)).count();
        assert_eq!(
            outside,
            0,
            "a page is kept as long as a key lies on it, of {} left",
            made.len()
        );
    }
    assert!(!locked().1, "no key stood on a page that was let go");
    assert!(!found.iter().any(is_locked), "and all of them were let go");
}

/// The most memory that is held while a journal of so many large pages is opened.
fn held_by(pages: usize) -> usize {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let text = "a long page ".repeat(200_000);
    for _ in 0..pages {
        noor.write_page(false, november(2), &text, &[]).unwrap();
    }
    lock(noor);
    let before = HELD.load(Ordering::Relaxed);
    MOST.store(before, Ordering::Relaxed);
    lock(journal.sit(journal.noor));
    MOST.load(Ordering::Relaxed) - before
}

#[test]
fn a_journal_of_many_large_pages_is_opened_in_as_much_memory_as_one_of_some() {
    let _alone = alone();
    let (some, many) = (held_by(16), held_by(32));
    assert!(many < some + 4_000_000, "twice as many: {some} and {many} bytes");
}
