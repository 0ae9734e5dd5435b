//! Where the sample journal lies: a folder of our own that is thrown away.

use duologue_core::vault::Computer;
use std::io;
use std::path::{Path, PathBuf};

/// The folder of the sample journal, whether it is there or not.
pub(crate) struct Sample {
    folder: PathBuf,
}

impl Sample {
    pub(crate) fn within(data: &Path) -> Self {
        Self { folder: data.join("sample") }
    }

    pub(crate) fn journal(&self) -> PathBuf {
        self.folder.join("sample.duologue")
    }

    /// What this computer remembers of it goes with it.
    pub(crate) fn computer(&self) -> Computer {
        Computer::new(&self.folder.join("computers"))
    }

    /// An empty folder for a new one.
    pub(crate) fn begin(&self) -> io::Result<()> {
        self.throw_away();
        std::fs::create_dir_all(&self.folder)
    }

    /// Nothing of it is secret or anybody's: what cannot be removed now is at the next start.
    pub(crate) fn throw_away(&self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
