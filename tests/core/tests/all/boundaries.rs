//! Which part of the core may name which: `practice → journal → vault → crypto`, never back.
//!
//! It is one crate, so neither Cargo nor a lint holds this; its sources are read for it.

use std::fs;
use std::path::{Path, PathBuf};

const CIPHERS: &[&str] = &[
    "aead_stream",
    "argon2",
    "blake3",
    "chacha20poly1305",
    "ed25519_dalek",
    "getrandom",
    "hpke",
    "rand_core",
    "subtle",
];

#[test]
fn ciphers_are_named_only_in_crypto_and_sqlite_only_in_the_vault() {
    for (name, code) in sources() {
        for cipher in CIPHERS {
            // Records are hashed on their way into a backup, and a real computer has chance.
            let hashes = *cipher == "blake3" && name.starts_with("vault/backup");
            let draws = *cipher == "getrandom" && name == "system.rs";
            let may = name.starts_with("crypto") || hashes || draws;
            assert!(may || !names(&code, cipher), "{name} names {cipher}; only crypto may");
        }
        let may = name.starts_with("vault");
        assert!(may || !names(&code, "rusqlite"), "{name} names SQLite; only the vault may");
    }
}

#[test]
fn no_part_of_the_core_names_one_that_stands_above_it() {
    let order = ["crypto", "vault", "journal", "practice"];
    for (name, code) in sources() {
        let Some(at) = order.iter().position(|part| is_of(&name, part)) else { continue };
        for above in order.iter().skip(at + 1) {
            // Up to the root of the crate, from as deep as the file lies.
            let depth = name.trim_end_matches("/mod.rs").matches('/').count() + 1;
            for way in ["crate::".to_owned(), "super::".repeat(depth)] {
                let path = format!("{way}{above}::");
                assert!(!code.contains(&path), "{name} names {path}, which stands above it");
            }
            let listed = code.split("use crate::{").skip(1).any(|rest| {
                let list = rest.split(';').next().unwrap_or_default();
                names(list, above)
            });
            assert!(!listed, "{name} names crate::{above}, which stands above it");
        }
    }
}

#[test]
fn nothing_in_the_core_names_the_real_computer() {
    for (name, code) in sources() {
        let may = ["system.rs", "lib.rs"].contains(&name.as_str());
        assert!(
            may || !code.contains("crate::system"),
            "{name} names core::system; a clock and chance are handed in"
        );
    }
}

/// Whether a file belongs to a part of the core.
fn is_of(name: &str, part: &str) -> bool {
    name.strip_prefix(part).is_some_and(|rest| rest.starts_with(['/', '.']))
}

/// Whether `word` stands in `code` by itself.
fn names(code: &str, word: &str) -> bool {
    let is_letter = |letter: char| letter.is_alphanumeric() || letter == '_';
    code.match_indices(word).any(|(at, _)| {
        let before = code.get(..at).and_then(|text| text.chars().next_back());
        let after = code.get(at + word.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(is_letter) && !after.is_some_and(is_letter)
    })
}

/// Every file of the core, by its name below `src`, without its comments.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src-tauri/core/src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    assert!(files.len() > 30, "the sources of the core must be found: {files:?}");
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let is_code = |line: &&str| !line.trim_start().starts_with("//");
        let code = text.lines().filter(is_code).collect::<Vec<_>>().join("\n");
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
        (name, code)
    };
    files.into_iter().map(read).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            files.push(path);
        }
    }
}
