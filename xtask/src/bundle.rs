//! The packages: the app's for this system, and the CLI's own small one.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{Failure, Outcome, While, command, read, run, which};
use crate::ui::Ui;
use crate::{app, needs, places, tools, ui};

/// The most an app's .deb may weigh, in bytes: Typst and the fonts are in it, WebKit is not.
const DEB_AT_MOST: u64 = 30_000_000;

/// What is made on this system; the other formats of tauri.conf.json are made on theirs.
/// (AppImage is left to hand: its tools come from a download site.)
const FORMATS: &str = if cfg!(target_os = "linux") {
    "deb,rpm"
} else if cfg!(target_os = "macos") {
    "dmg"
} else {
    "msi"
};

/// `cargo xtask bundle`.
pub fn everything() -> Outcome {
    needs::to_build()?;
    let ui = ui::provide()?;
    ui.build()?;
    app::build_released_with_cli()?;
    if cfg!(target_os = "linux") {
        packages_of_app(&ui)?;
        pack_cli()?;
    } else {
        ui.tauri(&["bundle", "--ci", "--bundles", FORMATS])?;
    }
    say_sizes()
}

/// Packs the released app, which must be built already; the tests install the .deb.
pub fn packages_of_app(ui: &Ui) -> Outcome<PathBuf> {
    // not what an older version left there
    let _ = fs::remove_dir_all(folder());
    ui.tauri(&["bundle", "--ci", "--bundles", FORMATS])?;
    newest("rpm")?;
    let deb = newest("deb")?;
    check_deb(&deb)?;
    Ok(deb)
}

/// The CLI is for scripts and rescue: a package of its own, so that the app's stays small.
fn pack_cli() -> Outcome {
    let cargo_deb = tools::CARGO_DEB.provide()?;
    let words =
        ["--no-build", "--no-strip", "--locked", "-p", "duologue-cli", "--section", "utils"];
    let mut pack = command(cargo_deb, words);
    pack.args(["--maintainer", "The Duologue contributors", "--output"]);
    run(pack.arg(folder().join("deb")))
}

fn check_deb(deb: &Path) -> Outcome {
    let size = size(deb)?;
    if size > DEB_AT_MOST {
        let (size, most) = (megabytes(size), megabytes(DEB_AT_MOST));
        return Err(Failure::new(format!("The .deb is {size}; {most} is the most it may be.")));
    }
    if which("dpkg-deb").is_none() {
        return Ok(());
    }
    let listing = read(command("dpkg-deb", ["--contents"]).arg(deb))?;
    if listing.contains("duologue-cli") {
        return Err(Failure::new("The app's .deb holds duologue-cli, which has its own package."));
    }
    for file in ["usr/bin/duologue", "usr/share/mime/packages/duologue.xml"] {
        if !listing.contains(file) {
            return Err(Failure::new(format!("The .deb holds no {file}.")));
        }
    }
    Ok(())
}

fn folder() -> PathBuf {
    places::target().join("release/bundle")
}

fn newest(kind: &str) -> Outcome<PathBuf> {
    let made = packages()?.into_iter().filter(|path| path.extension() == Some(OsStr::new(kind)));
    made.max_by_key(|path| path.metadata().and_then(|about| about.modified()).ok())
        .ok_or_else(|| Failure::new(format!("No .{kind} was made in {}.", folder().display())))
}

/// Every package below `bundle/<kind>/`.
fn packages() -> Outcome<Vec<PathBuf>> {
    let known = ["deb", "rpm", "AppImage", "dmg", "msi"];
    let is_package = |path: &PathBuf| {
        path.extension().is_some_and(|kind| known.iter().any(|known| kind == *known))
    };
    let mut found = Vec::new();
    for kind in fs::read_dir(folder()).while_doing("looking for packages")? {
        let kind = kind.while_doing("looking for packages")?.path();
        if kind.is_dir() {
            let files = fs::read_dir(kind).while_doing("looking for packages")?;
            found.extend(files.filter_map(Result::ok).map(|file| file.path()).filter(is_package));
        }
    }
    found.sort();
    Ok(found)
}

fn say_sizes() -> Outcome {
    println!("\nPackages:");
    for path in packages()? {
        println!("  {:>8}  {}", megabytes(size(&path)?), path.display());
    }
    Ok(())
}

fn size(path: &Path) -> Outcome<u64> {
    Ok(fs::metadata(path).while_doing("weighing a package")?.len())
}

fn megabytes(bytes: u64) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}
