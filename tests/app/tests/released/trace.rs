//! What a program and all its children write to disk, as `strace` sees it.
//!
//! Looking at files afterwards would miss what was overwritten or deleted meanwhile, and what was
//! never a name (`O_TMPFILE`). So the bytes themselves are taken from the calls that write, in the
//! order in which they were written, for every path; what is left on disk in the end is looked at
//! besides. Two ways round the calls remain, and both are seen: a file that is written through
//! memory ([`Trace::mapped`]), and one that the kernel copies ([`Trace::copied`]). Such a file has
//! to be there in the end, or else nobody can say what was in it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread::{self, JoinHandle};

/// No write to a file is longer; if one were, [`Trace`] would say so.
const LONGEST_WRITE: usize = 1 << 20;

const WRITES: &[&str] = &["write", "pwrite64", "writev", "pwritev", "pwritev2"];
const OPENS: &[&str] = &["open", "openat", "openat2", "creat"];
const COPIES: &[&str] = &["sendfile", "splice", "copy_file_range", "tee", "vmsplice"];
const NAMES: &[&str] = &[
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "symlink",
    "symlinkat",
    "mkdir",
    "mkdirat",
];
const MARKS: &[&str] = &["setxattr", "lsetxattr", "fsetxattr"];
const TALKS: &[&str] = &["connect", "bind", "sendto", "sendmsg", "sendmmsg"];
const OTHERS: &[&str] = &["mmap", "io_uring_setup"];

/// What was seen.
#[derive(Default)]
pub struct Trace {
    /// Every path that was opened for writing, written, made or renamed to.
    pub paths: BTreeSet<PathBuf>,
    /// What was written to each path by calls, in that order.
    pub written: BTreeMap<PathBuf, Vec<u8>>,
    /// Paths whose bytes were shared with memory, to be written there.
    pub mapped: BTreeSet<PathBuf>,
    /// Paths the kernel copied into.
    pub copied: BTreeSet<PathBuf>,
    /// The calls that made or renamed something, or marked a file, as strace wrote them.
    pub names: Vec<String>,
    /// The calls that named an address on a network, whether anybody answered or not.
    pub online: Vec<String>,
    /// How many sockets of this computer's own were connected to.
    pub local_sockets: usize,
    /// Whatever was seen that this module cannot follow.
    pub lost: Vec<String>,
}

/// A program that runs under strace.
pub struct Traced {
    program: Child,
    reading: JoinHandle<Trace>,
}

impl Traced {
    /// Starts `program`; its pipe lies in `folder`.
    ///
    /// # Panics
    /// When strace is missing, or may not trace here.
    pub fn start(program: &Command, folder: &Path) -> Self {
        let pipe = folder.join("strace.pipe");
        let made = Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
        assert!(made.success(), "a pipe for strace");
        let every = [WRITES, OPENS, COPIES, NAMES, MARKS, TALKS, OTHERS].concat().join(",");
        let mut strace = Command::new("strace");
        // as a grandchild, so that the program is the child it would be without strace
        strace.args(["-D", "-f", "--seccomp-bpf", "-qq", "-y", "-e", "signal=none"]);
        strace.args(["-s", &LONGEST_WRITE.to_string(), "-e", &format!("trace={every}"), "-o"]);
        strace.arg(&pipe).arg("--").arg(program.get_program()).args(program.get_args());
        for (name, value) in program.get_envs() {
            match value {
                Some(value) => strace.env(name, value),
                None => strace.env_remove(name),
            };
        }
        let program = strace.spawn().expect("strace is installed");
        let reading = thread::spawn(move || read(&File::open(pipe).expect("the pipe of strace")));
        Self { program, reading }
    }

    /// The number of the program's process.
    pub fn process(&self) -> u32 {
        self.program.id()
    }

    /// Waits until the program and all its children have ended.
    ///
    /// # Panics
    /// When the program did not end well.
    pub fn end(mut self) -> Trace {
        let ended = self.program.wait().expect("the program ends");
        assert!(ended.success(), "the program ended with {ended}");
        self.reading.join().expect("what strace says can be read")
    }
}

fn read(pipe: &File) -> Trace {
    let mut trace = Trace::default();
    // a call that other threads interrupt is told in two lines
    let mut begun = HashMap::new();
    for line in BufReader::new(pipe).split(b'\n') {
        let line = line.expect("the pipe of strace");
        let line = String::from_utf8_lossy(&line).into_owned();
        let Some((thread, call)) = line.split_once(' ') else { continue };
        let (thread, call) = (thread.to_owned(), call.trim_start());
        if let Some(start) = call.strip_suffix(" <unfinished ...>") {
            begun.insert(thread, start.to_owned());
        } else if let Some(rest) = call.strip_prefix("<... ") {
            let start = begun.remove(&thread).unwrap_or_default();
            let rest = rest.split_once(" resumed>").map_or(rest, |(_, rest)| rest);
            trace.take_in(&format!("{start}{rest}"));
        } else {
            trace.take_in(call);
        }
    }
    // What a thread was doing when its process ended: the bytes may have been written.
    for call in begun.into_values() {
        trace.take_in(&call);
    }
    trace
}

impl Trace {
    fn take_in(&mut self, call: &str) {
        let Some((name, rest)) = call.split_once('(') else { return };
        if TALKS.contains(&name) {
            if rest.contains("=AF_INET") {
                self.online.push(call.to_owned());
            }
            self.local_sockets += usize::from(name == "connect" && rest.contains("=AF_UNIX"));
            return;
        }
        if call.contains(") = -1 E") {
            return;
        }
        match name {
            _ if WRITES.contains(&name) => self.take_in_write(call, rest),
            _ if OPENS.contains(&name) => self.take_in_open(name, rest),
            _ if COPIES.contains(&name) => {
                let files: Vec<_> = paths_in(rest).collect();
                self.copied.extend(files.iter().filter(|path| is_kept(path)).cloned());
            }
            _ if NAMES.contains(&name) || MARKS.contains(&name) => self.names.push(call.to_owned()),
            "mmap" if rest.contains("MAP_SHARED") && rest.contains("PROT_WRITE") => {
                self.mapped.extend(paths_in(rest).filter(|path| is_kept(path)));
            }
            "io_uring_setup" => self.lost.push(call.to_owned()),
            _ => {}
        }
    }

    fn take_in_write(&mut self, call: &str, rest: &str) {
        // only the file that is written; its bytes could look like another
        let Some(path) = rest.split(", ").next().and_then(|file| paths_in(file).next()) else {
            return;
        };
        if !is_kept(&path) {
            return;
        }
        let (bytes, whole) = bytes_in(rest);
        if !whole {
            self.lost.push(call.chars().take(200).collect());
        }
        self.paths.insert(path.clone());
        self.written.entry(path).or_default().extend(bytes);
    }

    fn take_in_open(&mut self, name: &str, rest: &str) {
        let for_writing = name == "creat"
            || ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TMPFILE"]
                .iter()
                .any(|flag| rest.contains(flag));
        let opened = rest.rsplit_once(") = ").and_then(|(_, file)| paths_in(file).next());
        if let Some(path) = opened.filter(|path| for_writing && is_kept(path)) {
            self.paths.insert(path);
        }
    }
}

/// The files named as `3</path>`.
fn paths_in(text: &str) -> impl Iterator<Item = PathBuf> + '_ {
    text.split('<').skip(1).filter_map(|part| {
        let path = part.split('>').next()?;
        path.starts_with('/').then(|| PathBuf::from(path))
    })
}

/// Whether bytes written there could outlive the program: not a device, a process's own memory,
/// or the kernel's.
fn is_kept(path: &Path) -> bool {
    let memory =
        ["/memfd:", "/SYSV", "/dev/zero", "/dev/null", "/dev/dri", "/dev/shm", "/proc", "/sys"];
    !memory.iter().any(|memory| path.to_string_lossy().starts_with(memory))
}

/// The bytes of every string in the arguments of a call, and whether they are all there.
fn bytes_in(call: &str) -> (Vec<u8>, bool) {
    let mut bytes = Vec::new();
    let mut rest = call.bytes().peekable();
    let mut inside = false;
    let mut whole = true;
    while let Some(sign) = rest.next() {
        match (inside, sign) {
            (_, b'"') => {
                inside = !inside;
                // what strace leaves out it marks behind the string
                whole &= inside || rest.peek() != Some(&b'.');
            }
            (true, b'\\') => match rest.next() {
                Some(digit @ b'0'..=b'7') => {
                    let mut value = u32::from(digit - b'0');
                    for _ in 0..2 {
                        let Some(more @ b'0'..=b'7') = rest.peek().copied() else { break };
                        value = value * 8 + u32::from(more - b'0');
                        rest.next();
                    }
                    bytes.push(u8::try_from(value).unwrap_or(0));
                }
                Some(letter) => bytes.push(match letter {
                    b'n' => b'\n',
                    b't' => b'\t',
                    b'r' => b'\r',
                    b'f' => 12,
                    b'v' => 11,
                    other => other,
                }),
                None => whole = false,
            },
            (true, sign) => bytes.push(sign),
            (false, _) => {}
        }
    }
    (bytes, whole && !inside)
}
