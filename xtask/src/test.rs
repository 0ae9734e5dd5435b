//! Every test there is, in one order, with one answer at the end.
//!
//! A failing step stops only the steps that need what it makes: the rest still runs, so one
//! run tells everything. What could not run counts as failed.
//!
//! On the order and the profiles. Two cores compile Tauri and Typst in minutes, so each is
//! compiled once: everything but the core's tests uses the release profile and asks cargo for
//! the same features, and clippy runs in the profile whose proc macros and build scripts
//! (SQLite's C among them) the tests share. Clippy over the whole workspace in the dev
//! profile would compile 300 more crates. The core's tests use a feature that a release
//! build refuses (`test-seams`), so they alone are of the dev profile. The UI comes first:
//! the shell does not compile without `ui/dist`.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::command::{Failure, Outcome, cargo, read, run, run_beside};
use crate::{app, bindings, bundle, drive, needs, notices, places, python, ui};

/// Without the core's tests: the feature they switch on does not compile in release.
const CLIPPY: &str = "clippy --release --locked --workspace --exclude core-tests --all-targets \
    --features duologue/custom-protocol -- -D warnings";
const CLIPPY_CORE_TESTS: &str = "clippy --locked -p core-tests --all-targets -- -D warnings";
const CORE: &str = "test --locked -p duologue-core -p core-tests --features duologue-core/system";
const SHELL_PAPER_SAMPLE_CLI: &str = "test --release --locked -p duologue -p duologue-paper \
    -p duologue-chosen -p duologue-sample -p duologue-cli --features duologue/custom-protocol";
/// Those of the CLI's tests that ask another program; the same crates, so that none is built again.
const READER: &str = "--test interop";
const APP: &str = "test --release --locked -p app-tests";
const ALONE: &str = "--test-threads=1";
/// The web view paints with the processor: two keep two cores busy.
const DESKTOPS: usize = 2;
/// Fewer take turns better; each desktop takes seconds to begin.
const ON_A_DESKTOP: usize = 6;
/// What took less is not where the time goes.
const WORTH_TELLING: Duration = Duration::from_secs(10);

/// `cargo xtask test`.
pub fn everything() -> Outcome {
    let mut steps = Steps::default();
    let system = steps.run("What building needs", needs::to_build);
    let tools = steps.run("What the tests need", needs::to_test).is_some();
    steps.run("Components of the Rust toolchain", needs::toolchain);
    let ui = steps.run_after(system.is_some(), "UI packages", ui::provide);
    let ui = ui.as_ref();
    let built = with(&mut steps, ui, "UI build", |ui| ui.build()).is_some();

    steps.run("Formatting", || cargo_step("fmt --all --check -- --files-with-diff"));
    steps.run_after(built, "Clippy", || cargo_step(CLIPPY));
    steps.run("Clippy, core tests", || cargo_step(CLIPPY_CORE_TESTS));
    steps.run("Third-party notices", notices::check);
    steps.run("Tests of xtask", || cargo_step("test --locked -p xtask"));
    steps.run("Tests of the core", || cargo_step(CORE));
    with(&mut steps, ui, "UI types (svelte-check)", |ui| ui.script("check"));
    with(&mut steps, ui, "UI lint", |ui| ui.script("lint"));
    with(&mut steps, ui, "UI tests", |ui| ui.script("test"));
    steps.run_after(built, "TypeScript of the IPC", bindings::check);
    steps.run_after(built, "Tests of shell, paper, sample and CLI", || {
        cargo_step(SHELL_PAPER_SAMPLE_CLI)
    });
    let python = steps.run("Python of the reader in tests/interop", python::provide);
    with(&mut steps, python.as_ref().filter(|_| built), "A reader that is not ours", |python| {
        let mut tests = cargo(&format!("{SHELL_PAPER_SAMPLE_CLI} {READER}"));
        run(tests.env("DUOLOGUE_READER_PYTHON", python))
    });

    the_real_app(&mut steps, ui.filter(|_| built), tools);
    steps.sum_up()
}

/// Builds both configurations, packs the released one, and drives them.
fn the_real_app(steps: &mut Steps, ui: Option<&ui::Ui>, tools: bool) {
    let built = with(steps, ui, "App for the tests", |_| app::build_under_test()).is_some();
    // after the one above: both leave their program in the same place
    let released = "App and CLI as released";
    let released = steps.run_after(built, released, app::build_released_with_cli).is_some();
    let deb =
        with(steps, ui.filter(|_| released), "Packages (.deb, .rpm)", bundle::packages_of_app);
    let ready = tools && deb.is_some();
    steps.run_after(ready, "The real app", || {
        let _ = fs::remove_dir_all(places::screens());
        real_app(deb, &[])
    });
}

/// Runs the tests of the real app, those with `filter` in their names if given.
///
/// One at a time on a display and a session bus: the app lets only one of itself run there. So
/// they run on several such desktops at once: those of the released app on one, and of those that
/// are driven a few on each, whoever is free.
pub fn real_app(deb: Option<PathBuf>, filter: &[&str]) -> Outcome {
    run(&mut cargo(&format!("{APP} --no-run")))?;
    let mut released = drive::cargo_with_app(&format!("{APP} --test released -- {ALONE}"), deb)?;
    released.args(filter);
    let mut desktops = vec![released];
    for names in driven(filter)?.chunks(ON_A_DESKTOP) {
        let mut tests = drive::cargo_with_app(&format!("{APP} --test driven -- {ALONE}"), None)?;
        tests.arg("--exact").args(names);
        desktops.push(tests);
    }
    run_beside(DESKTOPS, desktops)
}

/// The names of the driven tests with `filter` in them.
fn driven(filter: &[&str]) -> Outcome<Vec<String>> {
    let words = format!("{APP} --test driven -- --list --format terse");
    let list = read(cargo(&words).args(filter))?;
    Ok(list.lines().filter_map(|line| line.strip_suffix(": test")).map(str::to_owned).collect())
}

fn cargo_step(words: &str) -> Outcome {
    run(&mut cargo(words))
}

/// Runs a step on something an earlier step made.
fn with<A, T>(
    steps: &mut Steps,
    made: Option<&A>,
    name: &'static str,
    work: impl FnOnce(&A) -> Outcome<T>,
) -> Option<T> {
    steps.run(name, || made.map_or_else(|| Err(not_run()), work))
}

fn not_run() -> Failure {
    Failure::new("not run: a step it needs failed")
}

/// What has run so far.
#[derive(Default)]
struct Steps {
    took: Vec<(&'static str, Duration)>,
    passed: usize,
    failed: Vec<(&'static str, Failure)>,
}

impl Steps {
    fn run<T>(&mut self, name: &'static str, work: impl FnOnce() -> Outcome<T>) -> Option<T> {
        println!("\n━━ {name} ━━");
        let began = Instant::now();
        let result = work();
        self.took.push((name, began.elapsed()));
        match result {
            Ok(made) => {
                self.passed += 1;
                Some(made)
            }
            Err(failure) => {
                println!("✗ {name}: {failure}");
                self.failed.push((name, failure));
                None
            }
        }
    }

    fn run_after<T>(
        &mut self,
        possible: bool,
        name: &'static str,
        work: impl FnOnce() -> Outcome<T>,
    ) -> Option<T> {
        self.run(name, || if possible { work() } else { Err(not_run()) })
    }

    /// Says how long the long ones took, and names what failed; the counts are the last line, alone,
    /// whoever reads them.
    fn sum_up(self) -> Outcome {
        println!();
        for (name, took) in self.took.iter().filter(|(_, took)| *took >= WORTH_TELLING) {
            println!("{:>5} s  {name}", took.as_secs());
        }
        for (name, failure) in &self.failed {
            println!("✗ {name}: {failure}");
        }
        println!("{} passed, {} failed", self.passed, self.failed.len());
        if self.failed.is_empty() { Ok(()) } else { Err(Failure::silent()) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Failure, Steps};

    #[test]
    fn a_failing_step_stops_only_what_needs_it() {
        let mut steps = Steps::default();
        let made = steps.run("first", || Err::<(), _>(Failure::new("broken")));
        let after = steps.run_after(made.is_some(), "second", || Ok(()));
        let beside = steps.run("third", || Ok(()));
        assert!(after.is_none(), "a step whose ground is missing must not run");
        assert!(beside.is_some(), "a step that needs nothing of it must run");
        assert_eq!(steps.failed.len(), 2, "what could not run counts as failed");
        assert!(steps.sum_up().is_err(), "a run with a failed step must not end well");
    }
}
