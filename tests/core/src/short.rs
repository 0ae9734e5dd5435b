//! A read or a write that does only half of what was asked for: which one, as the programs
//! `short_scribe` and `short_restorer` are told.

use std::path::Path;
use std::process::Command;

/// The variable that says below which folder it is.
pub const FOLDER: &str = "DUOLOGUE_SHORT_FOLDER";
/// Which call: its name.
pub const CALL: &str = "DUOLOGUE_SHORT_CALL";
/// And which of these, from 1.
pub const NUMBER: &str = "DUOLOGUE_SHORT_NUMBER";
/// Set where it says that it did all of it.
pub const LIES: &str = "DUOLOGUE_SHORT_LIES";

/// Made in the folder once the call came.
pub const HAPPENED: &str = "short";

/// One call that does half of what it is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Short {
    /// `pread64`, `read`, `pwrite64` or `write`.
    pub call: &'static str,
    /// Which, of those on files below the folder; from 1.
    pub number: usize,
    /// Whether it says that it did all of it: what a disk must not do.
    pub lies: bool,
}

impl Short {
    /// Tells a program.
    pub fn in_folder(self, folder: &Path, program: &mut Command) {
        program.env(FOLDER, folder).env(CALL, self.call).env(NUMBER, self.number.to_string());
        if self.lies {
            program.env(LIES, "1");
        }
    }

    /// Whether there was such a call.
    pub fn happened(folder: &Path) -> bool {
        folder.join(HAPPENED).exists()
    }
}
