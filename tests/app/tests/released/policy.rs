//! What the page may load and ask for, as it is written down: Tauri builds it into the program.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// What may stand in the policy: nothing, the app's own files, pictures made in the page, the
/// pages to print, the photos on pages, and the way to the app's own commands. The last three have
/// another name on Windows.
const SOURCES: &[&str] = &[
    "'none'",
    "'self'",
    "blob:",
    "paper:",
    "http://paper.localhost",
    "photo:",
    "http://photo.localhost",
    "ipc:",
    "http://ipc.localhost",
];

#[test]
fn the_policy_of_the_page_allows_nothing_but_its_own_files() {
    let configuration = read(&root().join("tauri.conf.json"));
    let security = &configuration["app"]["security"];
    let policy = security["csp"].as_str().expect("a policy");
    let directives: Vec<Vec<_>> =
        policy.split(';').map(|directive| directive.split_whitespace().collect()).collect();
    for directive in &directives {
        let (name, sources) = directive.split_first().expect("a directive");
        for source in sources {
            assert!(SOURCES.contains(source), "{name} must not allow {source}");
            assert!(
                *name == "img-src" || !source.contains("photo"),
                "{name}: what people put on pages is a picture, or nothing: {source}"
            );
        }
    }
    for closed in ["default-src", "base-uri", "form-action"] {
        assert!(directives.contains(&vec![closed, "'none'"]), "{closed} must be closed: {policy}");
    }
    for own in ["script-src", "style-src"] {
        assert!(directives.contains(&vec![own, "'self'"]), "{own}: only its own files: {policy}");
    }
    for loosened in ["devCsp", "dangerousDisableAssetCspModification", "assetProtocol"] {
        assert!(security[loosened].is_null(), "{loosened} would loosen the policy");
    }
    assert_eq!(configuration["app"]["withGlobalTauri"], false, "no script finds Tauri by name");
    assert_eq!(security["freezePrototype"], true, "and none can change what objects are");
    let windows = configuration["app"]["windows"].as_array().expect("windows");
    assert!(windows.is_empty(), "windows are made in Rust, where they are incognito");
}

#[test]
fn only_the_journals_window_may_ask_and_for_nothing_of_the_system() {
    let folder = root().join("src-tauri/capabilities");
    let files = fs::read_dir(folder).expect("capabilities").map(|file| file.expect("one").path());
    let files: Vec<_> = files.collect();
    assert_eq!(files.len(), 1, "one capability is enough: {files:?}");
    let capability = read(&files[0]);
    assert_eq!(capability["windows"], serde_json::json!(["main"]), "the print window has none");
    for from in ["remote", "webviews", "platforms"] {
        assert!(capability[from].is_null(), "{from} must not be in a capability");
    }
    let permissions = capability["permissions"].as_array().expect("permissions");
    for permission in permissions {
        let permission = permission.as_str().expect("a permission by name, without a scope");
        let known = ["journal", "core:event:allow-listen", "core:event:allow-unlisten"];
        assert!(
            known.contains(&permission),
            "{permission}: the page may ask for nothing of the network, files, a shell, the \
             clipboard or dialogs"
        );
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path:?}: {error}"))
}
