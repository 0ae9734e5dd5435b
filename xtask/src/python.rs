//! A Python with the packages of tests/interop, in `target/interop`: for the reader that is not ours.

use std::fs;
use std::path::PathBuf;

use crate::command::{Failure, Outcome, While, command, run, succeeds};
use crate::{needs, places};

const SYSTEM: &str = if cfg!(windows) { "python" } else { "python3" };
/// What the packages ask for.
const NEW_ENOUGH: &str = "import sys; sys.exit(sys.version_info < (3, 10))";
const IMPORTS: &str = "import argon2, blake3, cryptography, mnemonic, nacl";

/// Provides Python and, when their list has changed, the packages; gives the program.
pub fn provide() -> Outcome<PathBuf> {
    needs::python()?;
    let list = places::root().join("tests/interop/requirements.txt");
    let wanted = fs::read(&list).while_doing("reading tests/interop/requirements.txt")?;
    // A newer Python of the system leaves the packages behind: so they are tried, too.
    if fs::read(stamp()).is_ok_and(|installed| installed == wanted) && python_runs(IMPORTS) {
        return Ok(python());
    }
    if !succeeds(&mut command(SYSTEM, ["-c", NEW_ENOUGH])) {
        return Err(Failure::new("The reader in tests/interop needs Python 3.10 or newer."));
    }
    println!("Its packages come from PyPI into {}.", folder().display());
    // An environment of another Python cannot be built upon.
    let _ = fs::remove_dir_all(folder());
    run(command(SYSTEM, ["-m", "venv"]).arg(folder()))?;
    let install =
        ["-m", "pip", "install", "--no-deps", "--no-input", "--disable-pip-version-check"];
    run(command(python(), install).arg("--requirement").arg(list))?;
    fs::write(stamp(), wanted).while_doing("noting what was installed")?;
    Ok(python())
}

fn python_runs(line: &str) -> bool {
    python().is_file() && succeeds(&mut command(python(), ["-c", line]))
}

fn folder() -> PathBuf {
    places::target().join("interop")
}

fn python() -> PathBuf {
    let programs = if cfg!(windows) { "Scripts" } else { "bin" };
    folder().join(programs).join(places::program("python"))
}

fn stamp() -> PathBuf {
    folder().join("installed-from.txt")
}
