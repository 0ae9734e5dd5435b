//! What a program asked the disk for, as `strace` saw it.

use crate::evening;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The calls that change a disk, or say that it must have changed by now.
pub const CHANGING: &str = "openat,write,pwrite64,ftruncate,fsync,fdatasync,rename,renameat2,link,\
    linkat,unlink,unlinkat,lseek";

/// One step of the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Call {
    /// A file of this name is there from now on, empty if it was not.
    Make(PathBuf),
    /// Bytes at a place of a file.
    Write {
        /// Which file.
        path: PathBuf,
        /// From which byte on.
        at: usize,
        /// What.
        bytes: Vec<u8>,
    },
    /// A file is so long from now on.
    Cut {
        /// Which file.
        path: PathBuf,
        /// In bytes.
        len: usize,
    },
    /// What was written to this file, or the names in this folder, must outlive the power.
    Sync(PathBuf),
    /// A name for a file that has one already.
    Link {
        /// The one it has.
        from: PathBuf,
        /// The other.
        to: PathBuf,
    },
    /// Another name instead.
    Rename {
        /// The one it had.
        from: PathBuf,
        /// The other.
        to: PathBuf,
    },
    /// One name less.
    Unlink(PathBuf),
}

impl Call {
    /// The file it is about.
    pub fn path(&self) -> &Path {
        match self {
            Self::Make(path) | Self::Sync(path) | Self::Unlink(path) => path,
            Self::Write { path, .. } | Self::Cut { path, .. } => path,
            Self::Link { to, .. } | Self::Rename { to, .. } => to,
        }
    }
}

/// Runs `program` under strace with `words`; what it wrote to its own output, and how it ended.
///
/// # Panics
/// When strace is not there.
pub fn under_strace(words: &[&str], program: &mut Command) -> Output {
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-y", "-xx", "-s", "1048576", "-e", "signal=none"]).args(words);
    strace.arg("--").arg(program.get_program()).args(program.get_args());
    strace.output().expect("strace is installed")
}

/// What was asked for below `folder`, in that order.
pub fn read(log: &str, folder: &Path) -> Vec<Call> {
    let mut places = HashMap::new();
    let calls = log.lines().filter_map(|line| {
        let line = line.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
        let (name, rest) = line.split_once('(')?;
        let (arguments, result) = rest.rsplit_once(") = ")?;
        if result.starts_with('-') { None } else { one(name, arguments, result, &mut places) }
    });
    calls.filter(|call| call.path().starts_with(folder)).collect()
}

/// One call. `places` remembers how far each descriptor has come.
fn one(
    name: &str,
    arguments: &str,
    result: &str,
    places: &mut HashMap<String, usize>,
) -> Option<Call> {
    let mut parts = arguments.split(", ");
    let first = parts.next()?;
    let descriptor = first.split('<').next().unwrap_or_default().to_owned();
    match name {
        "openat" => {
            let made = arguments.contains("O_CREAT");
            let (number, path) = result.split_once('<')?;
            places.insert(number.to_owned(), 0);
            let path = path.rsplit_once('>')?.0;
            made.then(|| Call::Make(as_path(path)))
        }
        "write" | "pwrite64" => {
            let (path, bytes) = (named(first)?, text(parts.next()?));
            let at = match name {
                "write" => {
                    let at = places.entry(descriptor).or_default();
                    *at += bytes.len();
                    *at - bytes.len()
                }
                _ => parts.nth(1)?.parse().ok()?,
            };
            Some(Call::Write { path, at, bytes })
        }
        "lseek" => {
            let to = result.split(' ').next()?.parse().ok()?;
            places.insert(descriptor, to);
            None
        }
        "ftruncate" => Some(Call::Cut { path: named(first)?, len: parts.next()?.parse().ok()? }),
        "fsync" | "fdatasync" => Some(Call::Sync(named(first)?)),
        "rename" | "renameat2" | "link" | "linkat" => {
            let mut names = quoted(arguments);
            let (from, to) = (names.next()?, names.next()?);
            Some(if name.starts_with("rename") {
                Call::Rename { from, to }
            } else {
                Call::Link { from, to }
            })
        }
        "unlink" | "unlinkat" => quoted(arguments).next().map(Call::Unlink),
        _ => None,
    }
}

/// The path in `3</path>`.
fn named(descriptor: &str) -> Option<PathBuf> {
    Some(as_path(descriptor.split_once('<')?.1.rsplit_once('>')?.0))
}

/// The paths among the arguments.
fn quoted(arguments: &str) -> impl Iterator<Item = PathBuf> + '_ {
    arguments.split('"').skip(1).step_by(2).map(as_path)
}

fn as_path(digits: &str) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(&text(digits)).into_owned())
}

/// The bytes that strace wrote in hexadecimal, with quotes or without.
fn text(digits: &str) -> Vec<u8> {
    let digits = digits.trim_matches('"').replace("\\x", "");
    hex::decode(digits).expect("strace writes every byte as \\x and two digits, and all of them")
}

/// How often a program asks for `call`: `run` runs it under `strace` with the words it is given.
///
/// # Panics
/// When `strace` left no log.
pub fn how_often(call: &str, run: impl FnOnce(&[&str])) -> usize {
    let logs = evening::folder();
    let log = logs.path().join("strace");
    run(&["-o", log.to_str().unwrap(), "-e", &format!("trace={call}")]);
    std::fs::read_to_string(log).unwrap().lines().count()
}
