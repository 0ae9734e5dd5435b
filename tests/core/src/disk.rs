//! A disk whose power can be cut: what was not synced by then may be there, in part, or not at all.

use crate::calls::Call;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What is on a disk: names, and the bytes they stand for.
pub type Files = BTreeMap<PathBuf, Vec<u8>>;

/// What is done to one file and not synced yet.
enum Change {
    Write { at: usize, bytes: Vec<u8> },
    Cut(usize),
}

/// What is done to names and not synced yet.
enum Naming {
    Named { name: PathBuf, file: usize },
    Gone(PathBuf),
    Moved { from: PathBuf, to: PathBuf, file: usize },
}

#[derive(Default)]
struct File {
    kept: Vec<u8>,
    waiting: Vec<Change>,
}

/// A disk with what it was told and what it has kept.
#[derive(Default)]
pub struct Disk {
    files: Vec<File>,
    /// As programs see it.
    names: BTreeMap<PathBuf, usize>,
    /// As it is after the power was cut, but for what waits.
    kept_names: BTreeMap<PathBuf, usize>,
    waiting: Vec<Naming>,
}

/// Of what waits when the power is cut, what was there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// Nothing of it.
    Lost,
    /// All of it.
    There,
    /// Some of it, in no order, and some writes in part; another choice for each number.
    Some(u64),
}

/// Half a page of a disk is torn no further.
const SECTOR: usize = 512;

impl Disk {
    /// A disk on which `files` are kept.
    pub fn holding(files: Files) -> Self {
        let mut this = Self::default();
        for (name, kept) in files {
            let file = this.add(File { kept, waiting: Vec::new() });
            this.names.insert(name.clone(), file);
            this.kept_names.insert(name, file);
        }
        this
    }

    fn add(&mut self, file: File) -> usize {
        self.files.push(file);
        self.files.len() - 1
    }

    /// Does what was asked for.
    pub fn take(&mut self, call: &Call) {
        match call {
            Call::Make(name) => {
                if !self.names.contains_key(name) {
                    let file = self.add(File::default());
                    self.names.insert(name.clone(), file);
                    self.waiting.push(Naming::Named { name: name.clone(), file });
                }
            }
            Call::Write { path, at, bytes } => {
                self.change(path, Change::Write { at: *at, bytes: bytes.clone() });
            }
            Call::Cut { path, len } => self.change(path, Change::Cut(*len)),
            Call::Sync(path) => self.sync(path),
            Call::Link { from, to } => {
                let Some(file) = self.names.get(from).copied() else { return };
                self.names.insert(to.clone(), file);
                self.waiting.push(Naming::Named { name: to.clone(), file });
            }
            Call::Rename { from, to } => {
                let Some(file) = self.names.remove(from) else { return };
                self.names.insert(to.clone(), file);
                self.waiting.push(Naming::Moved { from: from.clone(), to: to.clone(), file });
            }
            Call::Unlink(name) => {
                self.names.remove(name);
                self.waiting.push(Naming::Gone(name.clone()));
            }
        }
    }

    fn change(&mut self, path: &Path, change: Change) {
        if let Some(file) = self.names.get(path).and_then(|file| self.files.get_mut(*file)) {
            file.waiting.push(change);
        }
    }

    /// A file with its own first name, or the names in a folder.
    fn sync(&mut self, path: &Path) {
        let of_file = self.names.get(path).copied();
        if let Some(file) = of_file.and_then(|file| self.files.get_mut(file)) {
            for change in std::mem::take(&mut file.waiting) {
                change.apply(&mut file.kept);
            }
        }
        let (kept, waiting) = std::mem::take(&mut self.waiting).into_iter().partition(|naming| {
            naming.is_in(path)
                || matches!(naming, Naming::Named { file, .. } if Some(*file) == of_file)
        });
        self.waiting = waiting;
        for naming in Vec::from_iter::<Vec<Naming>>(kept) {
            naming.apply(&mut self.kept_names);
        }
    }

    /// What is there once the power is back.
    pub fn after_a_cut(&self, waiting: Waiting) -> Files {
        let mut choice = Choice::of(waiting);
        let mut names = self.kept_names.clone();
        for naming in self.waiting.iter().filter(|_| choice.is_there()) {
            naming.apply(&mut names);
        }
        let bytes = |file: usize, choice: &mut Choice| {
            let Some(File { kept, waiting }) = self.files.get(file) else { return Vec::new() };
            let mut bytes = kept.clone();
            for change in waiting {
                choice.apply(change, &mut bytes);
            }
            bytes
        };
        names.into_iter().map(|(name, file)| (name, bytes(file, &mut choice))).collect()
    }
}

impl Change {
    fn apply(&self, to: &mut Vec<u8>) {
        match self {
            Self::Write { at, bytes } => put(to, *at, bytes),
            Self::Cut(len) => to.resize(*len, 0),
        }
    }
}

fn put(to: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    let end = at + bytes.len();
    if to.len() < end {
        to.resize(end, 0);
    }
    if let Some(place) = to.get_mut(at..end) {
        place.copy_from_slice(bytes);
    }
}

impl Naming {
    fn apply(&self, to: &mut BTreeMap<PathBuf, usize>) {
        match self {
            Self::Named { name, file } => drop(to.insert(name.clone(), *file)),
            Self::Gone(name) => drop(to.remove(name)),
            Self::Moved { from, to: name, file } => {
                to.remove(from);
                to.insert(name.clone(), *file);
            }
        }
    }

    fn is_in(&self, folder: &Path) -> bool {
        let (Self::Named { name, .. } | Self::Gone(name) | Self::Moved { to: name, .. }) = self;
        name.parent() == Some(folder)
    }
}

/// Which of what waits is there.
struct Choice {
    waiting: Waiting,
    state: u64,
}

impl Choice {
    fn of(waiting: Waiting) -> Self {
        let state = if let Waiting::Some(n) = waiting { n } else { 0 };
        Self { waiting, state }
    }

    fn is_there(&mut self) -> bool {
        match self.waiting {
            Waiting::Lost => false,
            Waiting::There => true,
            Waiting::Some(_) => self.next().is_multiple_of(2),
        }
    }

    /// All of a change, nothing, or a write up to some sector.
    fn apply(&mut self, change: &Change, to: &mut Vec<u8>) {
        if !self.is_there() {
            return;
        }
        match (self.waiting, change) {
            (Waiting::Some(_), Change::Write { at, bytes }) if self.next().is_multiple_of(4) => {
                let sectors = (bytes.len() / SECTOR).max(1) as u64;
                let len = (self.next() % sectors) as usize * SECTOR;
                put(to, *at, bytes.get(..len).unwrap_or_default());
            }
            _ => change.apply(to),
        }
    }

    fn next(&mut self) -> u64 {
        let mut hasher = blake3::Hasher::new();
        let bytes = hasher.update(&self.state.to_be_bytes()).finalize();
        self.state = u64::from_be_bytes(bytes.as_bytes()[..8].try_into().unwrap());
        self.state
    }
}
