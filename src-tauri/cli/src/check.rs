//! `check`: opening everything, and a list of what has to be left out.

use crate::arguments::Check;
use crate::backup::word;
use crate::failure::{Code, Failure};
use crate::interrupt::go_on;
use crate::json::Labels;
use crate::output::{field, print, remark};
use crate::passphrase::Passphrases;
use crate::visit;
use duologue_core::vault::{Checked, Problem};
use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;

/// How often a person is told how far it is, in changes.
const TOLD_EVERY: u64 = 1_000;

/// Opens everything that LABEL can, and lists what does not hold, one line each.
pub fn check(check: &Check, passphrases: &Passphrases) -> Result<(), Failure> {
    let opened = visit::ask(&check.journal, &check.label, passphrases)?;
    let (found, labels) = visit::sit(&check.journal, &opened, |sitting| {
        let labels = Labels::of(sitting.faces()?);
        Ok((sitting.check(&mut tell)?, labels))
    })?;
    let Checked { opened, damaged_drafts, lost, problems, .. } = &found;
    if *lost > 0 {
        remark(&format!(
            "{lost} changes of an earlier Mine of yours open no more: they stayed behind when you went on with a recovery kit for only Ours. That is no damage."
        ));
    }
    if problems.is_empty() && *damaged_drafts == 0 {
        return print(&format!("everything opens: {opened} changes\n"));
    }
    print(&problems.iter().map(|problem| line(problem, &found, &labels)).collect::<String>())?;
    Err(Failure::new(
        Code::Damaged,
        format!(
            "{opened} changes open; left out: {} in the list above, and {damaged_drafts} drafts",
            problems.len()
        ),
    ))
}

/// What is wrong, whose it is, and where it stands: log and number.
fn line(problem: &Problem, found: &Checked, labels: &Labels) -> String {
    let author = found.authors.get(&problem.id.log).map_or("", |author| labels.get(*author));
    let Problem { id, kind } = problem;
    format!("{}\t{}\t{}\t{}\n", word(*kind), field(author), id.log, id.seq)
}

pub fn tell(done: u64, total: u64) -> ControlFlow<()> {
    let mut out = io::stderr();
    if done.is_multiple_of(TOLD_EVERY) && out.is_terminal() {
        // Nobody may be listening.
        let _ = write!(out, "\r{done} of {total}");
    }
    go_on()
}
