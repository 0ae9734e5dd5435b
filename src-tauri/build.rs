//! Builds the window's resources and permissions from `tauri.conf.json`.

#![allow(clippy::print_stdout, reason = "how a build script speaks to cargo")]

fn main() {
    let commands =
        tauri_build::AppManifest::new().permissions_path_pattern("./src-tauri/permissions/**/*");
    println!("cargo:rerun-if-changed=src-tauri/permissions");
    tauri_build::try_build(
        tauri_build::Attributes::new()
            .capabilities_path_pattern("./src-tauri/capabilities/**/*")
            .app_manifest(commands),
    )
    .expect("tauri.conf.json, the permissions and the capabilities are read");
}
