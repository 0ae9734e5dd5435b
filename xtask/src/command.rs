//! Running other programs: each is said before it runs, and none can ask.

use std::env;
use std::ffi::OsStr;
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::places;

/// What went wrong, in a sentence for the person at the terminal.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// A failure told in `words`.
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    /// A failure that has been told already.
    pub const fn silent() -> Self {
        Self(String::new())
    }

    /// Whether there is nothing left to say.
    pub fn is_silent(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Done, or a sentence why not.
pub type Outcome<T = ()> = Result<T, Failure>;

/// Names what was being done when the system refused.
pub trait While<T> {
    /// `doing` completes the sentence "… failed: reason".
    fn while_doing(self, doing: impl fmt::Display) -> Outcome<T>;
}

impl<T> While<T> for io::Result<T> {
    fn while_doing(self, doing: impl fmt::Display) -> Outcome<T> {
        self.map_err(|error| Failure(format!("{doing} failed: {error}")))
    }
}

/// `program` with `arguments`, in the repository's folder.
///
/// Its standard input is empty, so that a tool that would ask takes its default
/// or stops, and never waits in a build nobody watches.
pub fn command<S: AsRef<OsStr>>(
    program: impl AsRef<OsStr>,
    arguments: impl IntoIterator<Item = S>,
) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(places::root()).stdin(Stdio::null());
    command
}

/// The cargo that started us, with words of one line: `cargo("fmt --all")`.
pub fn cargo(words: &str) -> Command {
    command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()), words.split_whitespace())
}

/// Says the command, runs it, and waits.
pub fn run(command: &mut Command) -> Outcome {
    let line = describe(command);
    println!("$ {line}");
    let status = command.status().while_doing(format_args!("starting `{line}`"))?;
    if status.success() { Ok(()) } else { Err(Failure(format!("`{line}` ended with {status}"))) }
}

/// Runs all of them, so many `at_once`; what each writes is shown when it has ended.
pub fn run_beside(at_once: usize, commands: Vec<Command>) -> Outcome {
    let waiting = Mutex::new(commands.into_iter());
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work = || {
        let mut done = Ok(());
        while let Some(mut command) = next() {
            done = done.and(run_and_then_show(&mut command));
        }
        done
    };
    thread::scope(|all| {
        let beside: Vec<_> = (0..at_once).map(|_| all.spawn(work)).collect();
        let panicked = |_| Err(Failure::new("what ran beside panicked"));
        let ends = beside.into_iter().map(|one| one.join().unwrap_or_else(panicked));
        ends.fold(Ok(()), Outcome::and)
    })
}

fn run_and_then_show(command: &mut Command) -> Outcome {
    let line = describe(command);
    let Output { status, stdout, stderr } =
        command.output().while_doing(format_args!("starting `{line}`"))?;
    let mut shown = format!("$ {line}\n").into_bytes();
    shown.extend([stdout, stderr].concat());
    io::stdout().write_all(&shown).while_doing("showing what a command wrote")?;
    if status.success() { Ok(()) } else { Err(Failure(format!("`{line}` ended with {status}"))) }
}

/// Runs without a word and gives what was written to standard output.
pub fn read(command: &mut Command) -> Outcome<String> {
    let line = describe(command);
    let output =
        command.stderr(Stdio::inherit()).output().while_doing(format_args!("starting `{line}`"))?;
    if !output.status.success() {
        return Err(Failure(format!("`{line}` ended with {}", output.status)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether the command succeeds; what it writes is dropped.
pub fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// Where a program lies on the search path.
pub fn which(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(places::program(program)))
        .find(|candidate| candidate.is_file())
}

/// The line as a person would type it.
fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program());
    // A folder says little; the name says what runs.
    let name = program.file_name().unwrap_or(command.get_program());
    let words = std::iter::once(name).chain(command.get_args());
    words.map(|word| quoted(&word.to_string_lossy())).collect::<Vec<_>>().join(" ")
}

fn quoted(word: &str) -> String {
    if word.contains(char::is_whitespace) { format!("'{word}'") } else { word.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_told_as_it_would_be_typed() {
        let command = command("/usr/bin/xvfb-run", ["-s", "-screen 0 1x1x24"]);
        assert_eq!(
            describe(&command),
            "xvfb-run -s '-screen 0 1x1x24'",
            "a word with spaces is one word when pasted into a shell"
        );
    }

    #[test]
    fn a_program_that_does_not_exist_is_a_failure_with_its_name() {
        let failure = run(&mut command("no-such-program-here", ["now"])).unwrap_err();
        assert!(
            failure.to_string().contains("no-such-program-here now"),
            "the person must see which program is missing, got: {failure}"
        );
    }
}
