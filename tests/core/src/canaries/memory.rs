//! An allocator that wipes what is given back, the same for SQLite, and a look at all memory.

use rusqlite::ffi;
use std::alloc::{GlobalAlloc, Layout, System, alloc, dealloc};
use std::ffi::{c_int, c_void};
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};

static WIPES: AtomicBool = AtomicBool::new(false);

/// Whether memory is wiped from here on.
pub fn wipe(wipes: bool) {
    WIPES.store(wipes, Ordering::Relaxed);
}

/// Everything of Rust. What grows is a new piece: the default of `realloc` gives the old one back.
pub struct Allocator;

// SAFETY: all is handed on to the system's allocator; what is wiped is not in use any more.
unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        if WIPES.load(Ordering::Relaxed) {
            for n in 0..layout.size() {
                // Volatile: nobody reads it again, and it is written all the same.
                unsafe { at.add(n).write_volatile(0) };
            }
        }
        unsafe { System.dealloc(at, layout) }
    }
}

/// Before each piece of SQLite's: how long it is.
const BEFORE: usize = 16;

fn layout(bytes: usize) -> Layout {
    Layout::from_size_align(bytes + BEFORE, BEFORE).unwrap()
}

unsafe extern "C" fn take(bytes: c_int) -> *mut c_void {
    let bytes = usize::try_from(bytes).unwrap();
    let at = unsafe { alloc(layout(bytes)) };
    if at.is_null() {
        return ptr::null_mut();
    }
    unsafe {
        at.cast::<usize>().write(bytes);
        at.add(BEFORE).cast()
    }
}

unsafe extern "C" fn give_back(at: *mut c_void) {
    if !at.is_null() {
        let start = unsafe { at.cast::<u8>().sub(BEFORE) };
        let bytes = unsafe { start.cast::<usize>().read() };
        unsafe { dealloc(start, layout(bytes)) };
    }
}

unsafe extern "C" fn take_another(at: *mut c_void, bytes: c_int) -> *mut c_void {
    let new = unsafe { take(bytes) };
    if !at.is_null() && !new.is_null() {
        let held = unsafe { size(at) }.min(bytes);
        unsafe {
            ptr::copy_nonoverlapping(at.cast::<u8>(), new.cast(), usize::try_from(held).unwrap());
            give_back(at);
        }
    }
    new
}

unsafe extern "C" fn size(at: *mut c_void) -> c_int {
    let start = unsafe { at.cast::<u8>().sub(BEFORE) };
    c_int::try_from(unsafe { start.cast::<usize>().read() }).unwrap()
}

unsafe extern "C" fn round_up(bytes: c_int) -> c_int {
    (bytes + 7) & !7
}

unsafe extern "C" fn begin(_: *mut c_void) -> c_int {
    ffi::SQLITE_OK
}

unsafe extern "C" fn end(_: *mut c_void) {}

/// SQLite takes its memory from here too.
pub fn serve_sqlite() {
    let methods = ffi::sqlite3_mem_methods {
        xMalloc: Some(take),
        xFree: Some(give_back),
        xRealloc: Some(take_another),
        xSize: Some(size),
        xRoundup: Some(round_up),
        xInit: Some(begin),
        xShutdown: Some(end),
        pAppData: ptr::null_mut(),
    };
    // SAFETY: SQLite copies the methods, and was not used before.
    let done = unsafe { ffi::sqlite3_config(ffi::SQLITE_CONFIG_MALLOC, &raw const methods) };
    assert_eq!(done, ffi::SQLITE_OK, "SQLite takes its memory from here");
}

/// Bytes that are looked at together.
const PIECE: usize = 1 << 20;

/// Shows all memory of this process to `look`, in pieces that begin with the last `overlap` bytes of
/// the one before.
pub fn read(overlap: usize, look: &mut dyn FnMut(&[u8])) {
    let memory = File::open("/proc/self/mem").unwrap();
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let mut piece = vec![0; PIECE];
    for (from, to) in maps.lines().filter_map(range) {
        let mut at = from;
        while at < to {
            let wanted = PIECE.min(usize::try_from(to - at).unwrap());
            // What cannot be read holds nothing that was written.
            let Ok(read) = memory.read_at(&mut piece[..wanted], at) else { break };
            look(&piece[..read]);
            if read < wanted || at + read as u64 >= to {
                break;
            }
            at += (read - overlap) as u64;
        }
    }
}

/// From where to where a mapping that can be read goes.
fn range(line: &str) -> Option<(u64, u64)> {
    let mut parts = line.split_whitespace();
    let (from, to) = parts.next()?.split_once('-')?;
    let is_readable = parts.next()?.starts_with('r');
    let address = |digits| u64::from_str_radix(digits, 16).ok();
    is_readable.then_some((address(from)?, address(to)?))
}

/// How much of this process's memory the system does not write to disk, in KiB.
pub fn kept_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmLck:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}
