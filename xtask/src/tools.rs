//! Programs from crates.io that are not dependencies, kept in `target/tools`.

use std::path::PathBuf;

use crate::command::{Outcome, cargo, run};
use crate::places;

/// A program on crates.io, and the version we know to work.
pub struct Tool {
    name: &'static str,
    version: &'static str,
}

/// Stands between the tests and the system's WebDriver.
pub const TAURI_DRIVER: Tool = Tool { name: "tauri-driver", version: "2.1.0" };

/// Packs the CLI, which is no part of the app's package.
pub const CARGO_DEB: Tool = Tool { name: "cargo-deb", version: "3.8.0" };

/// Builds the targets of `tests/fuzz` with a sanitizer, and runs them.
pub const CARGO_FUZZ: Tool = Tool { name: "cargo-fuzz", version: "0.13.2" };

impl Tool {
    /// Where the program lies, after building it if it was not there.
    pub fn provide(&self) -> Outcome<PathBuf> {
        let program = self.root().join("bin").join(places::program(self.name));
        if !program.is_file() {
            println!("{} {} is built once from crates.io.", self.name, self.version);
            let words = format!("install {} --version {} --locked", self.name, self.version);
            run(cargo(&words).arg("--root").arg(self.root()))?;
        }
        Ok(program)
    }

    /// One folder a version: a newer one in this file is then fetched by itself.
    fn root(&self) -> PathBuf {
        places::target().join("tools").join(format!("{}-{}", self.name, self.version))
    }
}
