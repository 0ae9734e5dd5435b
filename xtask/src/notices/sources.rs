//! Whose work is inside: read from the lock files and our own tree.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Work;
use crate::command::{Failure, Outcome, While, cargo, read};
use crate::places;

/// Cargo's own answer to "what is compiled in": its feature resolver is the only one that
/// knows. Three systems, because the packages for all three carry the same file.
const TREE: &str = "tree --locked -p duologue -p duologue-cli -e normal --prefix none \
    --target x86_64-unknown-linux-gnu --target x86_64-pc-windows-msvc --target aarch64-apple-darwin";

/// Everything, once, in order.
pub fn all() -> Outcome<BTreeSet<Work>> {
    let mut works = crates()?;
    works.append(&mut npm_packages()?);
    works.append(&mut files_in_our_tree()?);
    Ok(works)
}

fn crates() -> Outcome<BTreeSet<Work>> {
    let tree = read(cargo(TREE).args(["--format", "{p}|{l}|"]))?;
    Ok(tree.lines().filter_map(of_tree_line).collect())
}

/// `name vVERSION (proc-macro)|LICENCE|`; our own crates carry their path instead.
fn of_tree_line(line: &str) -> Option<Work> {
    let mut parts = line.split('|');
    let (package, licence) = (parts.next()?, parts.next()?);
    if package.contains("(/") || package.contains(r":\") {
        return None;
    }
    let mut words = package.split_whitespace();
    Some(Work {
        name: words.next()?.to_owned(),
        version: words.next()?.trim_start_matches('v').to_owned(),
        from: "crates.io",
        licence: licence.to_owned(),
    })
}

#[derive(Deserialize)]
struct Lock {
    packages: BTreeMap<String, Locked>,
}

#[derive(Deserialize)]
struct Locked {
    version: Option<String>,
    license: Option<String>,
    #[serde(default)]
    dev: bool,
    #[serde(default)]
    link: bool,
}

/// `dependencies` of ui/package.json and theirs: what is in the built window belongs there,
/// what only builds or tests it in `devDependencies`.
fn npm_packages() -> Outcome<BTreeSet<Work>> {
    let path = places::ui().join("package-lock.json");
    let text = fs::read(path).while_doing("reading ui/package-lock.json")?;
    let lock: Lock = serde_json::from_slice(&text)
        .map_err(|error| Failure::new(format!("ui/package-lock.json cannot be read: {error}")))?;
    let inside = lock.packages.into_iter().filter(|(_, package)| !package.dev && !package.link);
    Ok(inside.filter_map(|(path, package)| of_locked(&path, package)).collect())
}

fn of_locked(path: &str, package: Locked) -> Option<Work> {
    // the first entry, with an empty path, is the UI itself
    let (_, name) = path.rsplit_once("node_modules/")?;
    Some(Work {
        name: name.to_owned(),
        version: package.version?,
        from: "npm",
        licence: package.license.unwrap_or_else(|| "see its text".into()),
    })
}

/// Licence texts lying in our own sources, each beside what it is for.
fn files_in_our_tree() -> Outcome<BTreeSet<Work>> {
    let mut found = BTreeSet::new();
    for folder in ["src-tauri", "ui"] {
        look_for_licences(&places::root().join(folder), &mut found)?;
    }
    Ok(found.iter().filter_map(|path| of_our_tree(path)).collect())
}

fn of_our_tree(path: &Path) -> Option<Work> {
    let name = path.strip_prefix(places::root()).ok()?.to_string_lossy().replace('\\', "/");
    let licence = if name.contains("OFL") { "OFL-1.1" } else { "see its text" };
    Some(Work {
        name,
        version: "as it stands".into(),
        from: "this repository",
        licence: licence.into(),
    })
}

fn look_for_licences(folder: &Path, found: &mut BTreeSet<PathBuf>) -> Outcome {
    for entry in fs::read_dir(folder).while_doing("looking for licences")? {
        let path = entry.while_doing("looking for licences")?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if !["node_modules", "dist", "gen", "target"].contains(&name.as_str()) {
                look_for_licences(&path, found)?;
            }
        } else if super::texts::is_licence(&name) {
            found.insert(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::of_tree_line;

    #[test]
    fn our_own_crates_are_not_listed_as_the_work_of_others() {
        let line = "duologue-core v0.1.0 (/home/a/duologue/src-tauri/core)|MIT OR Apache-2.0|";
        assert!(of_tree_line(line).is_none(), "a path in brackets marks a crate of this workspace");
    }

    #[test]
    fn a_repeated_crate_is_the_same_work() {
        let first = of_tree_line("serde_derive v1.0.2 (proc-macro)|MIT OR Apache-2.0|");
        let again = of_tree_line("serde_derive v1.0.2 (proc-macro)|MIT OR Apache-2.0| (*)");
        assert!(first.is_some() && first == again, "cargo marks what it showed before with (*)");
    }
}
