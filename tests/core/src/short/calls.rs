//! In a program that has this module four calls of the C library are its own: SQLite and Rust find
//! these by their names.

#![cfg(target_os = "linux")]
#![allow(unsafe_code, reason = "what the system takes is a pointer and a length")]

use core_tests::short::{CALL, FOLDER, HAPPENED, LIES, NUMBER};
use libc::{c_int, c_long, c_void, off64_t, size_t, ssize_t};
use std::env::var_os;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

struct Told {
    folder: PathBuf,
    call: String,
    number: usize,
    lies: bool,
}

fn told() -> Option<&'static Told> {
    static TOLD: OnceLock<Option<Told>> = OnceLock::new();
    let read = || {
        Some(Told {
            folder: var_os(FOLDER)?.into(),
            call: var_os(CALL)?.into_string().ok()?,
            number: var_os(NUMBER)?.into_string().ok()?.parse().ok()?,
            lies: var_os(LIES).is_some(),
        })
    };
    TOLD.get_or_init(read).as_ref()
}

/// How much of `length` is done, and whether all of it is said to be.
fn done(call: &str, file: c_int, length: size_t) -> (size_t, bool) {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let is_meant = |told: &&Told| {
        let path = || std::fs::read_link(format!("/proc/self/fd/{file}"));
        told.call == call && length > 1 && path().is_ok_and(|path| path.starts_with(&told.folder))
    };
    match told().filter(is_meant) {
        Some(told) if COUNT.fetch_add(1, Ordering::Relaxed) + 1 == told.number => {
            let _ = std::fs::File::create(told.folder.join(HAPPENED));
            (length / 2, told.lies)
        }
        _ => (length, false),
    }
}

/// What is said of what was done.
fn said(did: c_long, length: size_t, lies: bool) -> ssize_t {
    if lies && did >= 0 { length as ssize_t } else { did as ssize_t }
}

/// # Safety
/// As that of the C library.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn read(file: c_int, to: *mut c_void, length: size_t) -> ssize_t {
    let (half, lies) = done("read", file, length);
    // SAFETY: the caller's buffer has `length` bytes, and no more are read.
    said(unsafe { libc::syscall(libc::SYS_read, file, to, half) }, length, lies)
}

/// # Safety
/// As that of the C library.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn write(file: c_int, from: *const c_void, length: size_t) -> ssize_t {
    let (half, lies) = done("write", file, length);
    // SAFETY: the caller's buffer has `length` bytes, and no more are written.
    said(unsafe { libc::syscall(libc::SYS_write, file, from, half) }, length, lies)
}

/// # Safety
/// As that of the C library.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pread64(
    file: c_int,
    to: *mut c_void,
    length: size_t,
    at: off64_t,
) -> ssize_t {
    let (half, lies) = done("pread64", file, length);
    // SAFETY: the caller's buffer has `length` bytes, and no more are read.
    said(unsafe { libc::syscall(libc::SYS_pread64, file, to, half, at) }, length, lies)
}

/// # Safety
/// As that of the C library.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pwrite64(
    file: c_int,
    from: *const c_void,
    length: size_t,
    at: off64_t,
) -> ssize_t {
    let (half, lies) = done("pwrite64", file, length);
    // SAFETY: the caller's buffer has `length` bytes, and no more are written.
    said(unsafe { libc::syscall(libc::SYS_pwrite64, file, from, half, at) }, length, lies)
}
