//! A Node.js that Vite accepts: the system's, or one from the npm registry.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use crate::command::{Failure, Outcome, command, read, run, which};
use crate::{needs, places};

/// What is fetched when the system's Node is too old. Node comes as an npm
/// package, so that even an old distribution's npm can bring a newer one;
/// npm 10 comes with it, because the old npm may not run on the new Node.
const FETCHED: [&str; 2] = ["node@22", "npm@10"];

/// A Node and its npm.
pub struct Node {
    /// Put before the search path; none when the system's own will do.
    programs: Option<PathBuf>,
}

/// Finds a fitting Node, or fetches one into `target/node`.
pub fn provide() -> Outcome<Node> {
    let system = Node { programs: None };
    if system.fits() && which(npm_program()).is_some() {
        return Ok(system);
    }
    let fetched = Node { programs: Some(folder().join("node_modules/.bin")) };
    if fetched.fits() {
        return Ok(fetched);
    }
    needs::npm()?;
    fetch()?;
    if fetched.fits() {
        return Ok(fetched);
    }
    Err(Failure::new("The Node.js fetched from the npm registry does not start here."))
}

fn fetch() -> Outcome {
    println!("No Node.js that fits is here (20.19, 22.12 or newer).");
    println!("Fetching one from the npm registry into {}.", folder().display());
    let mut install = command(npm_program(), ["install", "--no-audit", "--no-fund"]);
    run(install.arg("--prefix").arg(folder()).args(FETCHED))
}

fn folder() -> PathBuf {
    places::target().join("node")
}

impl Node {
    /// `node` with `arguments`.
    pub fn node(&self, arguments: &[&str]) -> Command {
        self.command(&places::program("node"), arguments)
    }

    /// `npm` with `arguments`.
    pub fn npm(&self, arguments: &[&str]) -> Command {
        self.command(npm_program(), arguments)
    }

    fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let own = self.programs.as_ref().map(|folder| folder.join(program));
        let mut command = command(own.unwrap_or_else(|| program.into()), arguments);
        if let Some(path) = self.search_path() {
            command.env("PATH", path);
        }
        command
    }

    /// npm and the tools it starts look for `node` on the search path.
    fn search_path(&self) -> Option<OsString> {
        let own = self.programs.clone()?;
        let others = env::var_os("PATH").unwrap_or_default();
        env::join_paths(std::iter::once(own).chain(env::split_paths(&others))).ok()
    }

    fn fits(&self) -> bool {
        read(&mut self.node(&["--version"])).is_ok_and(|version| fits_vite(&version))
    }
}

/// On Windows npm is a script, and a script is not found without its ending.
const fn npm_program() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

/// Vite 8 wants ^20.19 or >=22.12; 21 never was a long-term version.
fn fits_vite(version: &str) -> bool {
    let mut numbers = version.trim().trim_start_matches('v').split('.');
    let mut next = || numbers.next().and_then(|number| number.parse::<u32>().ok());
    match (next(), next()) {
        (Some(20), Some(minor)) => minor >= 19,
        (Some(22), Some(minor)) => minor >= 12,
        (Some(major), Some(_)) => major > 22,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::fits_vite;

    #[test]
    fn only_versions_vite_accepts_fit() {
        for (version, fits) in [
            ("v20.19.0\n", true),
            ("v20.18.3", false),
            ("v18.20.4", false),
            ("v21.7.3", false),
            ("v22.11.0", false),
            ("v22.12.0", true),
            ("v24.0.1", true),
            ("", false),
            ("not a version", false),
        ] {
            assert_eq!(fits_vite(version), fits, "Vite's own range decides about {version:?}");
        }
    }
}
