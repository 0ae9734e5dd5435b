//! The developer's commands: `cargo xtask run`, `test`, `bundle` and their parts.
//!
//! Every command says what it runs, fetches what is missing (from the system's
//! packages, crates.io and npm, nowhere else), and can be repeated: nothing
//! fails because it is already there. Nothing is asked when nobody sits at a
//! terminal.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a developer's tool speaks through the terminal"
)]

mod app;
mod bench;
mod bindings;
mod bundle;
mod command;
mod drive;
mod fuzz;
mod needs;
mod node;
mod notices;
mod places;
mod python;
mod screens;
mod test;
mod tools;
mod torture;
mod ui;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Builds, runs, tests and packs Duologue.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Fetch what is missing, build the app and open it.
    Run {
        /// A journal to open.
        journal: Option<std::path::PathBuf>,
    },
    /// Fetch what the tests need and run every one: Rust, UI, the real app.
    Test,
    /// Try in full what the tests only try a part of: every byte, every call to the disk.
    Torture {
        /// What random choices follow from; another one each time unless it is given.
        #[arg(long)]
        seed: Option<u64>,
    },
    /// Give the core bytes that somebody else chose, with cargo-fuzz: each target of tests/fuzz.
    Fuzz {
        /// Only this one.
        target: Option<String>,
        /// How long each runs.
        #[arg(long, default_value_t = 600)]
        seconds: u64,
    },
    /// Print figures: the core's, beside plain SQLite in the same run, and the real app's.
    Bench,
    /// Make the packages of this system (deb and rpm on Linux) and the CLI's own.
    Bundle,
    /// Take the screenshots anew from the real app, for docs/screens.
    Screens,
    /// Write the TypeScript types of ui/src/ipc/bindings anew from the Rust ones.
    Bindings,
    /// Write THIRD-PARTY-NOTICES anew from the lock files.
    Notices,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().task {
        Task::Run { journal } => app::open(journal),
        Task::Test => test::everything(),
        Task::Torture { seed } => torture::everything(seed),
        Task::Fuzz { target, seconds } => fuzz::everything(target.as_deref(), seconds),
        Task::Bench => bench::print(),
        Task::Bundle => bundle::everything(),
        Task::Screens => screens::take(),
        Task::Bindings => bindings::write(),
        Task::Notices => notices::write(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if !failure.is_silent() {
                eprintln!("\n{failure}");
            }
            ExitCode::FAILURE
        }
    }
}
