//! The TypeScript types of what crosses between core and window.
//!
//! `src-tauri/src/shapes` is the truth; `ui/src/ipc/bindings` is made from it and committed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{Failure, Outcome, While, cargo, run};
use crate::places;

/// Same packages and features as the shell's own tests, so nothing is built twice.
const EXPORT: &str =
    "test --release --locked -p duologue --features duologue/custom-protocol --lib export_bindings";

/// A file's name and its text.
type Types = BTreeMap<PathBuf, String>;

/// Writes the committed types anew, and removes those that no longer exist in Rust.
pub fn write() -> Outcome {
    let fresh = export()?;
    let folder = committed();
    for stale in read_types(&folder)?.keys().filter(|name| !fresh.contains_key(*name)) {
        fs::remove_file(folder.join(stale)).while_doing("removing a type that is gone")?;
    }
    for (name, text) in &fresh {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap_or(&folder)).while_doing("making a folder")?;
        fs::write(path, text).while_doing("writing a type")?;
    }
    println!("{} types in ui/src/ipc/bindings.", fresh.len());
    Ok(())
}

/// Whether the committed types are those Rust has now. Changes nothing.
pub fn check() -> Outcome {
    let (fresh, standing) = (export()?, read_types(&committed())?);
    let names = fresh.keys().chain(standing.keys());
    let mut differing: Vec<_> = names
        .filter(|name| fresh.get(*name) != standing.get(*name))
        .map(|name| name.display().to_string())
        .collect();
    differing.sort();
    differing.dedup();
    if differing.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "ui/src/ipc/bindings is not what Rust has now ({}). Run `cargo xtask bindings`.",
        differing.join(", ")
    )))
}

/// The types as Rust has them now, written beside the build and read back.
fn export() -> Outcome<Types> {
    let beside = places::target().join("bindings");
    // what an earlier run left must not pass for a type of today
    let _ = fs::remove_dir_all(&beside);
    // shapes names ../ui/src/ipc/bindings from ts-rs's folder
    run(cargo(EXPORT).env("TS_RS_EXPORT_DIR", beside.join("from")))?;
    let types = read_types(&beside.join("ui/src/ipc/bindings"))?;
    if types.is_empty() {
        return Err(Failure::new(
            "No type was exported: is `#[ts(export)]` still in src-tauri/src/shapes?",
        ));
    }
    Ok(types)
}

fn committed() -> PathBuf {
    places::ui().join("src/ipc/bindings")
}

/// Every file below `folder`; none when it does not exist.
fn read_types(folder: &Path) -> Outcome<Types> {
    let mut types = Types::new();
    if folder.is_dir() {
        collect(folder, folder, &mut types)?;
    }
    Ok(types)
}

fn collect(root: &Path, folder: &Path, types: &mut Types) -> Outcome {
    for entry in fs::read_dir(folder).while_doing("listing types")? {
        let path = entry.while_doing("listing types")?.path();
        if path.is_dir() {
            collect(root, &path, types)?;
        } else if let Ok(name) = path.strip_prefix(root) {
            let text = fs::read_to_string(&path).while_doing("reading a type")?;
            types.insert(name.to_path_buf(), text);
        }
    }
    Ok(())
}
