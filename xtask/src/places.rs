//! Where things lie.

use std::env;
use std::path::{Path, PathBuf};

/// The repository's folder.
pub fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// Everything built or fetched; `CARGO_TARGET_DIR` may move it.
pub fn target() -> PathBuf {
    // Joining an absolute path replaces: a relative one is read from the root.
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// The window's sources.
pub fn ui() -> PathBuf {
    root().join("ui")
}

/// A program of ours as the release profile built it.
pub fn released(name: &str) -> PathBuf {
    target().join("release").join(program(name))
}

/// The app in the configuration that lets WebDriver in.
pub fn app_under_test() -> PathBuf {
    target().join("app-tests").join(program("duologue"))
}

/// Where the app tests leave their screenshots.
pub fn screens() -> PathBuf {
    target().join("screens")
}

/// A program's file name on this system.
pub fn program(name: &str) -> String {
    format!("{name}{}", env::consts::EXE_SUFFIX)
}
