//! Figures, printed and never asserted: a slow machine is not a fault.

use std::path::PathBuf;

use crate::command::{Outcome, cargo, run};
use crate::{app, bundle, drive, needs, places, ui};

/// Each of its figures in a process of its own, so that "first" is first.
const PAPER: &str = "run --quiet --release --locked -p duologue-paper --example figures";

/// `cargo xtask bench`: the core's, the paper's figures and, on Linux, those of the app in both its
/// configurations and of its package.
pub fn print() -> Outcome {
    let deb = if cfg!(target_os = "linux") { Some(build_app()?) } else { None };
    run(&mut cargo("build --release --locked -p bench"))?;
    let words = "run --quiet --release --locked -p bench";
    match deb {
        Some(deb) => {
            needs::to_bench()?;
            let peer = build_peer()?;
            let mut bench = drive::cargo_with_watched_app(words, Some(deb))?;
            run(bench.env("DUOLOGUE_SQLCIPHER", peer))?;
        }
        None => run(&mut cargo(words))?,
    }
    run(&mut cargo(PAPER))
}

/// What saves into SQLCipher: a package of its own, since there is one SQLite in a program.
fn build_peer() -> Outcome<PathBuf> {
    let folder = places::target().join("sqlcipher");
    let mut build =
        cargo("build --release --locked --manifest-path tests/bench/sqlcipher/Cargo.toml");
    run(build.arg("--target-dir").arg(&folder))?;
    Ok(folder.join("release").join(places::program("sqlcipher-saves")))
}

fn build_app() -> Outcome<PathBuf> {
    needs::to_build()?;
    needs::to_test()?;
    let ui = ui::provide()?;
    ui.build()?;
    app::build_under_test()?;
    app::build_released_with_cli()?;
    bundle::packages_of_app(&ui)
}
