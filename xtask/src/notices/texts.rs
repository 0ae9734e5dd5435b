//! The licence texts, from the packages' own folders, each text once.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Work;
use crate::command::{Failure, Outcome, While, cargo, read};
use crate::places;

/// A text, and whose it is.
type Texts = Vec<(String, Vec<String>)>;

/// Every text of `works`, and for works that bring none the standard one of their licence.
pub fn gather(works: &BTreeSet<Work>) -> Outcome<Texts> {
    let crates = folders_of_crates()?;
    let mut texts = Gathered::default();
    let mut without = Vec::new();
    for work in works {
        let own = texts_of(work, &crates)?;
        if own.is_empty() {
            without.push(work);
        }
        for text in own {
            texts.add(text, work);
        }
    }
    for work in without {
        for licence in used_licences(&work.licence) {
            texts.add(standard_text(licence, works, &crates)?, work);
        }
    }
    Ok(texts.into_texts())
}

/// Texts that differ only in line breaks and indentation are one.
#[derive(Default)]
struct Gathered(BTreeMap<String, (String, Vec<String>)>);

impl Gathered {
    fn add(&mut self, text: String, work: &Work) {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (_, names) = self.0.entry(words).or_insert_with(|| (text, Vec::new()));
        names.push(format!("{} {}", work.name, work.version));
    }

    fn into_texts(self) -> Texts {
        let mut texts: Texts = self.0.into_values().collect();
        texts.sort_by(|(_, a), (_, b)| a.cmp(b));
        texts
    }
}

/// Whether a file of this name states terms.
pub fn is_licence(name: &str) -> bool {
    let name = name.to_uppercase();
    let begins = ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE", "OFL"];
    // sources of the same name (license.rs) are no terms
    let ends = [".RS", ".JS", ".TS", ".JSON", ".TOML", ".SPDX", ".SVELTE"];
    begins.iter().any(|begin| name.starts_with(begin))
        && !ends.iter().any(|end| name.ends_with(end))
}

type Folders = BTreeMap<(String, String), PathBuf>;

/// Where a package of this name lies: at the top, or below the one that needs this version of it.
fn npm_folder(name: &str) -> Option<PathBuf> {
    let modules = places::ui().join("node_modules");
    let below = fs::read_dir(&modules).into_iter().flatten().flatten();
    let below = below.map(|entry| entry.path().join("node_modules").join(name));
    std::iter::once(modules.join(name)).chain(below).find(|folder| folder.is_dir())
}

fn texts_of(work: &Work, crates: &Folders) -> Outcome<Vec<String>> {
    let folder = match work.from {
        "crates.io" => crates.get(&(work.name.clone(), work.version.clone())).cloned(),
        "npm" => npm_folder(&work.name),
        _ => return Ok(vec![read_text(&places::root().join(&work.name))?]),
    };
    let folder = folder.filter(|folder| folder.is_dir()).ok_or_else(|| {
        Failure::new(format!("{} {} is not on the disk.", work.name, work.version))
    })?;
    let mut files: Vec<_> = fs::read_dir(folder)
        .while_doing("looking for licence texts")?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.is_file() && is_licence(&name_of(path)))
        .collect();
    files.sort();
    keep_used(&mut files, &work.licence);
    files.iter().map(|path| read_text(path)).collect()
}

/// Of several licences on offer we use MIT: only its text is needed, and every notice.
fn keep_used(files: &mut Vec<PathBuf>, licence: &str) {
    let is_mit = |path: &PathBuf| {
        let name = name_of(path).to_uppercase();
        name.contains("MIT") && !name.contains("MIT-0")
    };
    if used_licences(licence) == ["MIT"] && files.iter().any(is_mit) {
        files.retain(|path| is_mit(path) || name_of(path).to_uppercase().starts_with("NOTICE"));
    }
}

/// The licences an expression leaves us with: all that are joined by AND, one of each choice.
fn used_licences(expression: &str) -> Vec<&str> {
    expression.split(" AND ").map(used_of_choice).collect()
}

fn used_of_choice(choice: &str) -> &str {
    let offered: Vec<_> = choice
        .split(['/', '(', ')'])
        .flat_map(|part| part.split(" OR "))
        .map(str::trim)
        .filter(|licence| !licence.is_empty())
        .collect();
    let preferred = ["MIT", "Apache-2.0", "CC0-1.0"];
    let ours = preferred.into_iter().find(|licence| offered.contains(licence));
    ours.or_else(|| offered.first().copied()).unwrap_or(choice)
}

/// For a work whose package brings no text: ours for our own two licences, else the text of
/// another package under that licence alone.
fn standard_text(licence: &str, works: &BTreeSet<Work>, crates: &Folders) -> Outcome<String> {
    match licence {
        "MIT" => {
            let ours = read_text(&places::root().join("LICENSE-MIT"))?;
            Ok(ours.replace("2026 The Duologue contributors", "the authors of each of these"))
        }
        "Apache-2.0" => read_text(&places::root().join("LICENSE-APACHE")),
        _ => {
            for other in works.iter().filter(|other| other.licence == licence) {
                if let Some(text) = texts_of(other, crates)?.into_iter().next() {
                    return Ok(text);
                }
            }
            Err(Failure::new(format!("No package here brings the text of {licence}.")))
        }
    }
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    manifest_path: PathBuf,
}

fn folders_of_crates() -> Outcome<Folders> {
    let json = read(&mut cargo("metadata --locked --format-version 1"))?;
    let metadata: Metadata = serde_json::from_str(&json)
        .map_err(|error| Failure::new(format!("cargo metadata cannot be read: {error}")))?;
    let folder = |package: &Package| package.manifest_path.parent().map(Path::to_path_buf);
    Ok(metadata
        .packages
        .into_iter()
        .filter_map(|package| Some((folder(&package)?, package)))
        .map(|(folder, package)| ((package.name, package.version), folder))
        .collect())
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn read_text(path: &Path) -> Outcome<String> {
    let bytes = fs::read(path).while_doing(format_args!("reading {}", path.display()))?;
    let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
    Ok(text.trim_start_matches('\u{feff}').trim_matches('\n').to_owned())
}

#[cfg(test)]
mod tests {
    use super::used_licences;

    #[test]
    fn one_licence_of_each_choice_is_used_and_all_that_are_joined() {
        for (expression, used) in [
            ("MIT", vec!["MIT"]),
            ("Apache-2.0 OR MIT", vec!["MIT"]),
            ("Unlicense/MIT", vec!["MIT"]),
            ("Apache-2.0 / MIT", vec!["MIT"]),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", vec!["MIT", "Unicode-3.0"]),
            ("0BSD OR CC0-1.0", vec!["CC0-1.0"]),
            ("MPL-2.0", vec!["MPL-2.0"]),
        ] {
            assert_eq!(used_licences(expression), used, "read from {expression:?}");
        }
    }
}
