//! A small disk of its own, to be full or read-only.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::computer::{Computer, names_in};

/// A disk as small as a stick of long ago: a file system in memory, gone when dropped.
pub struct Disk(PathBuf);

impl Disk {
    const SIZE: &str = "8m";

    /// At `documents/stick`.
    ///
    /// # Panics
    /// When it cannot be mounted.
    #[must_use]
    pub fn of(computer: &Computer) -> Self {
        let folder = computer.document("stick");
        fs::create_dir(&folder).expect("a folder for a disk");
        let owner = format!("size={},mode=0777", Self::SIZE);
        let mut mount = as_root("mount");
        run(mount.args(["-t", "tmpfs", "-o", &owner, "duologue-test"]).arg(&folder));
        Self(folder)
    }

    /// Where it is mounted.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// Takes every last byte.
    ///
    /// # Panics
    /// When there is room left.
    pub fn fill(&self) {
        let mut dd = Command::new("dd");
        let filler = format!("of={}", self.0.join("filler").display());
        // It ends when nothing more goes in, and says so.
        let full = dd.args(["if=/dev/zero", &filler, "bs=4096", "oflag=append", "conv=notrunc"]);
        let full = full.output().expect("dd");
        let said = String::from_utf8_lossy(&full.stderr);
        assert!(said.contains("No space left"), "the disk must be full now: {said}");
    }

    /// Gives back what [`Self::fill`] took.
    ///
    /// # Panics
    /// When it was not full.
    pub fn make_room(&self) {
        fs::remove_file(self.0.join("filler")).expect("a filler to take away");
    }

    /// Whether nobody may write to it.
    ///
    /// # Panics
    /// When the system does not let it.
    pub fn read_only(&self, is: bool) {
        let how = if is { "remount,ro" } else { "remount,rw" };
        run(as_root("mount").args(["-o", how]).arg(&self.0));
    }

    /// What lies on it.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        names_in(&self.0)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily, for an app that still has a file open there.
        let _ = as_root("umount").arg("--lazy").arg(&self.0).output();
    }
}

fn as_root(program: &str) -> Command {
    let me = Command::new("id").arg("-u").output().expect("id");
    if me.stdout.trim_ascii() == b"0" {
        return Command::new(program);
    }
    let mut command = Command::new("sudo");
    command.args(["--non-interactive", program]);
    command
}

#[track_caller]
fn run(command: &mut Command) {
    let ran = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let complained = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{command:?}: {complained}");
}
