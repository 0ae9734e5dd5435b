//! One life after the other with the same journal, each ended at a random moment.

use super::looking::Held;
use super::{BEGUN, DONE, Dice, HASTY, Model, ONLY_OPENS, OPEN, Step, WORDS, shows};
use crate::evening::{self, COMPUTER, JOURNAL};
use crate::journal_of_two;
use duologue_core::vault::Computer;
use std::collections::BTreeMap;
use std::fmt;
use std::io::{BufRead, BufReader};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

const KILLED: i32 = 9;
/// Before this many steps at most it is decided when a life ends.
const STEPS: u64 = 6;
/// It ends after up to two to the power of this, in microseconds: short moments as often as long ones.
const LONGEST: u64 = 15;

/// When a life is ended.
#[derive(Clone, Copy)]
struct End {
    /// Once it began so many steps; unlocking is the first.
    steps: u64,
    /// And after that.
    then: Duration,
}

impl End {
    fn drawn(dice: &mut Dice, steps: u64) -> Self {
        let most = 1 << dice.below(LONGEST + 1);
        Self { steps: dice.below(steps), then: Duration::from_micros(dice.below(most)) }
    }
}

/// Who leads the lives.
pub struct Diarist<'a> {
    /// The program `diarist`.
    pub program: &'a str,
    /// Whether a step is called done before it is.
    pub hasty: bool,
}

impl Diarist<'_> {
    /// What it says until it is killed.
    fn live(&self, folder: &Path, life: &[String], end: End) -> Result<Vec<String>, String> {
        let mut program = Command::new(self.program);
        program.arg(folder).args(life).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = program.spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let (mut said, mut steps) = (Vec::new(), 0);
        while steps < end.steps {
            let mut line = String::new();
            if out.read_line(&mut line).unwrap() == 0 {
                break;
            }
            steps += u64::from(line.trim_end() == BEGUN);
            said.push(line.trim_end().to_owned());
        }
        // The moment is what this test is about; nothing waits for something to be done by then.
        thread::sleep(end.then);
        child.kill().unwrap();
        let ended = child.wait_with_output().unwrap();
        said.extend(out.lines().map(Result::unwrap));
        let only_opens = life.first().is_some_and(|first| first == ONLY_OPENS);
        if ended.status.signal() == Some(KILLED) || only_opens && ended.status.success() {
            return Ok(said);
        }
        let error = String::from_utf8_lossy(&ended.stderr).into_owned();
        Err(format!("it was not killed, but ended with {:?}: {error}", ended.status))
    }
}

/// Who was killed in which step, and what was wrong then.
#[derive(Default)]
pub struct Deaths {
    /// How many in a step, and in how many of these it was done all the same.
    in_step: BTreeMap<&'static str, (u64, u64)>,
    /// What was not as it should be.
    pub faults: Vec<String>,
}

impl Deaths {
    /// Both together.
    pub fn add(&mut self, other: Self) {
        for (step, (killed, done)) in other.in_step {
            let all = self.in_step.entry(step).or_default();
            *all = (all.0 + killed, all.1 + done);
        }
        self.faults.extend(other.faults);
    }

    /// How many there were.
    pub fn count(&self) -> u64 {
        self.in_step.values().map(|(killed, _)| killed).sum()
    }

    /// The steps in which fewer than `least` were killed.
    pub fn rarer_than(&self, least: u64) -> Vec<&'static str> {
        let killed = |step: &str| self.in_step.get(step).map_or(0, |(killed, _)| *killed);
        Step::NAMES.into_iter().filter(|step| killed(step) < least).collect()
    }
}

impl fmt::Display for Deaths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let steps = self.in_step.iter().map(|(step, (killed, done))| match done {
            0 => format!("{step} {killed}"),
            done => format!("{step} {killed} ({done} of them done)"),
        });
        f.write_str(&steps.collect::<Vec<_>>().join(", "))
    }
}

/// A journal, and the lives that were led with it.
pub struct Chain {
    number: u64,
    folder: TempDir,
    dice: Dice,
    model: Model,
    past: Vec<String>,
    held: Held,
}

/// How a life went.
struct Life {
    said_open: bool,
    steps: u64,
    /// What must be there.
    model: Model,
    /// The step that it ended in.
    last: Option<Step>,
}

impl Chain {
    /// A journal of two, and choices of its own.
    pub fn begin(seed: u64, number: u64) -> Self {
        let folder = evening::folder();
        let journal = journal_of_two();
        let path = folder.path().join(JOURNAL);
        std::fs::copy(&journal.path, &path).unwrap();
        journal.copy_records(&folder.path().join(COMPUTER));
        let computer = Computer::new(&folder.path().join(COMPUTER));
        let held = Held::new(journal.elsewhere(&path, computer), folder.path());
        let dice = Dice::seeded(Dice::seeded(seed).any() ^ number);
        Self { number, folder, dice, model: Model::default(), past: Vec::new(), held }
    }

    /// Leads so many lives, or until something is at fault.
    pub fn live(mut self, lives: u64, diarist: &Diarist<'_>) -> Deaths {
        let mut deaths = Deaths::default();
        let mut lived = (0..lives).map(|_| self.one(diarist, &mut deaths.in_step));
        let fault = lived.find_map(Result::err);
        let fault = fault.or_else(|| self.held.finish(&mut self.model).err());
        let number = self.number;
        let past = self.past.len();
        deaths.faults.extend(fault.map(|fault| format!("journal {number}, life {past}: {fault}")));
        deaths
    }

    /// One life, and what is left of it.
    fn one(
        &mut self,
        diarist: &Diarist<'_>,
        deaths: &mut BTreeMap<&'static str, (u64, u64)>,
    ) -> Result<(), String> {
        let (seed, end) = (self.dice.any(), End::drawn(&mut self.dice, STEPS));
        let hasty = diarist.hasty.then(|| HASTY.to_owned());
        let life = [seed.to_string()].into_iter().chain(hasty).chain(self.past.clone());
        let life: Vec<String> = life.collect();
        let said = diarist.live(self.folder.path(), &life, end)?;
        let life = self.followed(seed, &said);
        self.killed_again(diarist, &life.model)?;
        let after = life.last.as_ref().map(|step| {
            let mut after = life.model.clone();
            after.take(step);
            after
        });
        let step = match &life.last {
            Some(step) => step.name(),
            None if life.said_open => Step::BETWEEN,
            None => Step::OPENING,
        };
        let is_done = self
            .is_done(&life.model, after.as_ref())
            .map_err(|fault| format!("killed at {step}, {:?}: {fault}", life.last))?;
        let all = deaths.entry(step).or_default();
        *all = (all.0 + 1, all.1 + u64::from(is_done));
        self.past.push(format!("{seed}:{}", life.steps + u64::from(is_done)));
        self.model = after.filter(|_| is_done).unwrap_or(life.model);
        Ok(())
    }

    /// What a life came to by its own words.
    fn followed(&mut self, seed: u64, said: &[String]) -> Life {
        let mut dice = Dice::seeded(seed);
        let mut life = Life { said_open: false, steps: 0, model: self.model.clone(), last: None };
        for line in said {
            match line.as_str() {
                OPEN => life.said_open = true,
                BEGUN => life.last = Some(life.model.choose(&mut dice)),
                DONE => {
                    life.model.take(&life.last.take().unwrap());
                    life.steps += 1;
                }
                line => {
                    let kit = line.strip_prefix(WORDS).unwrap();
                    let (n, words) = kit.split_once(' ').unwrap();
                    self.held.words.insert(n.parse().unwrap(), words.to_owned());
                }
            }
        }
        life
    }

    /// Somebody else opens what was left, and is killed as well.
    fn killed_again(&mut self, diarist: &Diarist<'_>, model: &Model) -> Result<(), String> {
        if self.dice.below(4) > 0 {
            return Ok(());
        }
        let end = End::drawn(&mut self.dice, 1);
        let life =
            [ONLY_OPENS.to_owned(), self.dice.any().to_string(), model.passphrase.to_string()];
        diarist.live(self.folder.path(), &life, end).map(drop)
    }

    /// Whether the step in which somebody was killed was done; neither is a fault.
    fn is_done(&mut self, before: &Model, after: Option<&Model>) -> Result<bool, String> {
        let found = self.held.look(before, after.unwrap_or(before))?;
        if found == before.everything() {
            return Ok(false);
        }
        if after.is_some_and(|after| found == after.everything()) {
            return Ok(true);
        }
        Err(format!("it holds something else:\n{}", shows(&before.everything(), &found)))
    }
}
