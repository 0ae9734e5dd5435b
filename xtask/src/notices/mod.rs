//! `THIRD-PARTY-NOTICES`: whose work is inside Duologue, and under which terms.
//!
//! Listed is what ends up in the app and the CLI on any system we pack for: crates that
//! are normal dependencies, npm packages that are not `dev`, and files of others in our own
//! tree that have their licence beside them (fonts). The list is checked by every test run;
//! the texts, which need every package on the disk, are gathered only when it is written.

mod sources;
mod texts;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use crate::command::{Failure, Outcome, While};
use crate::{places, ui};

/// Somebody else's work inside ours.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Work {
    name: String,
    version: String,
    /// `crates.io`, `npm` or `this repository`.
    from: &'static str,
    /// As its authors wrote it, mostly an SPDX expression.
    licence: String,
}

impl Work {
    fn line(&self) -> String {
        format!("- {} {} ({}): {}", self.name, self.version, self.from, self.licence)
    }
}

const HEAD: &str = "\
Duologue: third-party notices

Written by `cargo xtask notices`. Duologue itself is under MIT or Apache-2.0, as you choose.
It contains the work of others listed here, and Rust's standard library (MIT or Apache-2.0).
Where several licences are offered and MIT is one, it is used under MIT. What is under MPL-2.0
is used unchanged; its source is at crates.io under the name and version given.

";

/// Writes the file anew.
pub fn write() -> Outcome {
    // the texts of npm packages are read from node_modules
    ui::provide()?;
    let works = sources::all()?;
    let mut text = String::from(HEAD);
    for work in &works {
        let _ = writeln!(text, "{}", work.line());
    }
    for (licence_text, names) in texts::gather(&works)? {
        let rule = "-".repeat(80);
        let _ = write!(text, "\n{rule}\n{}\n\n{licence_text}\n", names.join(", "));
    }
    fs::write(file(), &text).while_doing("writing THIRD-PARTY-NOTICES")?;
    println!("THIRD-PARTY-NOTICES: {} works, {} KB.", works.len(), text.len() / 1000);
    Ok(())
}

/// Whether the file names exactly what the lock files hold now.
pub fn check() -> Outcome {
    let standing = fs::read_to_string(file()).while_doing("reading THIRD-PARTY-NOTICES")?;
    // the texts after the list have lines like its own
    let list = standing.lines().take_while(|line| !line.starts_with("---"));
    let standing: BTreeSet<_> =
        list.filter(|line| line.starts_with("- ")).map(without_licence).collect();
    let works = sources::all()?;
    let lines: Vec<_> = works.iter().map(Work::line).collect();
    let current: BTreeSet<_> = lines.iter().map(|line| without_licence(line)).collect();
    let differing: Vec<_> = standing.symmetric_difference(&current).copied().collect();
    if differing.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "THIRD-PARTY-NOTICES is not of these lock files; run `cargo xtask notices`. Differing:\n{}",
        differing.join("\n")
    )))
}

/// Name, version and source; a licence's wording is not in every lock file.
fn without_licence(line: &str) -> &str {
    line.split_once("): ").map_or(line, |(work, _)| work)
}

fn file() -> PathBuf {
    places::root().join("THIRD-PARTY-NOTICES")
}
