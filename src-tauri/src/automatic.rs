//! Backups that are made by themselves: some minutes after the last change, into a folder that was
//! chosen; what a lock cut off, soon after the next unlock.

use crate::commands::backup::EXTENSION;
use crate::commands::journal::with_here;
use crate::failure::{Done, refuse};
use crate::shapes::FailureCode;
use crate::shell::{Open, Seat, Shell};
use crate::this_computer::{Automatic, LastBackup};
use crate::window;
use chrono::NaiveDateTime;
use duologue_core::system::System;
use duologue_core::vault::{BackupFile, VaultError, superseded};
use duologue_core::{Id, Surroundings};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tauri::{AppHandle, Emitter, Manager};

/// So long nothing is written before a backup is made,
const QUIET: Duration = Duration::from_secs(3 * 60);
/// but no longer than so, however much is written.
const AT_LAST: Duration = Duration::from_secs(15 * 60);
/// What a lock cut off is made so long after the next unlock.
const AFTER_UNLOCK: Duration = Duration::from_secs(5);
/// A folder that cannot be written to is tried again after so long.
const AGAIN: Duration = Duration::from_secs(5 * 60);

/// How far the logs have come.
type Tips = BTreeMap<Id, u64>;

/// When the next backup is due, of what was seen in this sitting.
pub(crate) struct Pace {
    tips: Tips,
    due: Instant,
    at_last: Instant,
}

impl Pace {
    /// What is not in the last backup when somebody comes in.
    fn at_unlock(tips: Tips, now: Instant) -> Self {
        Self { tips, due: now + AFTER_UNLOCK, at_last: now + AT_LAST }
    }

    /// Whether a backup is due of `tips`, which are not all in the last one.
    fn is_due(pace: &mut Option<Self>, tips: &Tips, now: Instant) -> bool {
        let pace = pace.get_or_insert_with(|| Self::at_unlock(tips.clone(), now));
        if pace.tips != *tips {
            pace.tips.clone_from(tips);
            pace.due = now + QUIET;
        }
        now >= pace.due.min(pace.at_last)
    }

    /// After a backup that was made, or could not be.
    fn after(tips: Tips, now: Instant) -> Self {
        Self { tips, due: now + AGAIN, at_last: now + AT_LAST }
    }
}

/// Makes a backup if one is due.
pub(crate) fn make_if_due(app: &AppHandle) {
    let shell = app.state::<Shell>();
    let stops = shell.stops();
    let mut open = shell.open();
    let Some((vault, tips)) = at_stake(&open) else {
        open.pace = None;
        return;
    };
    let Some(automatic) = shell.this_computer().automatic(vault).cloned() else { return };
    let now = Instant::now();
    if automatic.tips == tips {
        open.pace = Some(Pace::after(tips, now));
    } else if Pace::is_due(&mut open.pace, &tips, now) {
        let made = make(&shell, &mut open, automatic, stops);
        open.pace = Some(Pace::after(tips, Instant::now()));
        drop(open);
        if !matches!(&made, Err(failure) if failure.code == FailureCode::Cancelled) {
            let _ = app.emit_to(window::MAIN, "changed", ());
        }
    }
}

/// The journal somebody is at, and how far it has come; the sample is thrown away.
fn at_stake(open: &Open) -> Option<(Id, Tips)> {
    if open.is_sample {
        return None;
    }
    match &open.seat {
        Seat::Alone(sitting) => Some((sitting.vault(), sitting.tips())),
        Seat::Together(sitting) => Some((sitting.vault(), sitting.tips())),
        Seat::Closed | Seat::Locked(_) | Seat::OnlyOurs(_) => None,
    }
}

/// Makes the first one in `folder`, and from then on those that are due. Where the first cannot be
/// made nothing begins.
pub(crate) fn begin(shell: &Shell, open: &mut Open, folder: PathBuf) -> Done<()> {
    let Some((vault, tips)) = at_stake(open) else { return refuse(FailureCode::BadInput) };
    let made = write(shell, open, &folder, shell.stops())?;
    open.pace = Some(Pace::after(tips.clone(), Instant::now()));
    let begun = Automatic { folder, tips, problem: None, damaged: made.damaged };
    remember_made(shell, vault, &made.path, begun);
    Ok(())
}

/// Makes one now, and remembers what came of it. One that a lock stopped is made after the next
/// unlock.
fn make(shell: &Shell, open: &mut Open, automatic: Automatic, stops: u64) -> Done<()> {
    let Some((vault, tips)) = at_stake(open) else { return refuse(FailureCode::Locked) };
    match write(shell, open, &automatic.folder, stops) {
        Ok(made) => {
            let damaged = made.damaged;
            let automatic = Automatic { tips, problem: None, damaged, ..automatic };
            remember_made(shell, vault, &made.path, automatic);
            Ok(())
        }
        Err(failure) => {
            if failure.code != FailureCode::Cancelled {
                let automatic = Automatic { problem: Some(failure.code), ..automatic };
                remember(shell, vault, automatic);
            }
            Err(failure)
        }
    }
}

fn remember_made(shell: &Shell, vault: Id, made: &Path, automatic: Automatic) {
    let name = made.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let at = System::default().now().to_rfc3339();
    let last = LastBackup { at, name, tips: automatic.tips.clone() };
    shell.this_computer().set_last_backup(vault, last);
    remember(shell, vault, automatic);
}

fn remember(shell: &Shell, vault: Id, automatic: Automatic) {
    // The backup exists, or does not, whether that is remembered or not.
    let _ = shell.this_computer().set_automatic(vault, Some(automatic));
}

/// A backup that was made and verified.
struct Written {
    path: PathBuf,
    /// Whether some of the journal did not hold, and is no better in it.
    damaged: bool,
}

/// Writes a verified backup into `folder`, and only then takes away those it stands for. One of a
/// damaged journal stands for no other: an older one may have whole what this one has not. Ends
/// when something was stopped after `stops` times.
fn write(shell: &Shell, open: &mut Open, folder: &Path, stops: u64) -> Done<Written> {
    // The folder of a drive that is not there must not be made anew where it would be.
    if !folder.is_dir() {
        return Err(VaultError::Missing.into());
    }
    let at = System::default().now().naive_local();
    let path = folder.join(name_of(at));
    let mut watch = |_, _| match shell.stops() == stops {
        true => ControlFlow::Continue(()),
        false => ControlFlow::Break(()),
    };
    let (made, vault) = with_here!(&mut open.seat, sitting => {
        (sitting.back_up(&path, &mut watch)?, sitting.vault())
    });
    let damaged = made.damaged > 0;
    if !damaged {
        let went_on = shell.this_computer().went_on(vault);
        take_away_superseded(folder, vault, (&path, at), went_on);
    }
    Ok(Written { path, damaged })
}

/// The backups of a journal in `folder` that were made by themselves, by when.
pub(crate) fn backups_in(folder: &Path, vault: Id) -> BTreeMap<NaiveDateTime, PathBuf> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let ours = files.filter_map(|file| {
        let made = made_at(file.file_name().to_str()?)?;
        let backup = BackupFile::open(&file.path()).ok()?;
        (backup.vault() == vault).then(|| (made, file.path()))
    });
    ours.collect()
}

/// Of the backups of this journal that were made here by themselves; never one of another's, one
/// that somebody named, or the one just `made`, whatever the clock says. One whose name says a time
/// that is still to come stands for none: somebody else put it there, or the clock was wrong.
fn take_away_superseded(
    folder: &Path,
    vault: Id,
    (made, now): (&Path, NaiveDateTime),
    went_on: Option<NaiveDateTime>,
) {
    let ours = backups_in(folder, vault);
    let gone = stood_for(ours.keys().copied().filter(|at| *at <= now), went_on);
    for path in gone.iter().filter_map(|at| ours.get(at)).filter(|path| *path != made) {
        // One that cannot be taken away is tried again after the next.
        let _ = std::fs::remove_file(path);
    }
}

/// Of backups made at these moments, those that newer ones stand for. None stands for one from before
/// somebody went on without their Mine: should they find the passphrase, only that one opens it.
fn stood_for(
    made: impl Iterator<Item = NaiveDateTime>,
    went_on: Option<NaiveDateTime>,
) -> Vec<NaiveDateTime> {
    let since: Vec<_> = made.filter(|at| went_on.is_none_or(|then| *at > then)).collect();
    superseded(&since)
}

const NAMED: &str = "Duologue %Y-%m-%d %H.%M.%S";

fn name_of(made: NaiveDateTime) -> String {
    format!("{}.{EXTENSION}", made.format(NAMED))
}

/// When a backup with a name of ours was made.
fn made_at(name: &str) -> Option<NaiveDateTime> {
    let made = NaiveDateTime::parse_from_str(name.strip_suffix(EXTENSION)?, &format!("{NAMED}."));
    made.ok().filter(|made| name_of(*made) == name)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use super::*;

    fn tips(n: u64) -> Tips {
        Tips::from([(Id::from_slice(&[1; 16]).unwrap(), n)])
    }

    #[test]
    fn what_a_lock_cut_off_is_due_soon_after_the_next_unlock() {
        let (mut pace, now) = (None, Instant::now());
        assert!(!Pace::is_due(&mut pace, &tips(1), now), "not while the journal is being opened");
        assert!(Pace::is_due(&mut pace, &tips(1), now + AFTER_UNLOCK), "but soon after");
    }

    #[test]
    fn a_change_is_due_when_it_has_been_quiet_and_at_last_however_much_is_written() {
        let now = Instant::now();
        let mut pace = Some(Pace::after(tips(1), now));
        assert!(!Pace::is_due(&mut pace, &tips(2), now), "somebody is writing");
        let almost = QUIET - Duration::from_secs(1);
        assert!(!Pace::is_due(&mut pace, &tips(2), now + almost), "it is not quiet yet");
        assert!(Pace::is_due(&mut pace, &tips(2), now + QUIET), "it has been quiet");
        let mut pace = Some(Pace::after(tips(1), now));
        for minute in 0..15 {
            let at = now + Duration::from_secs(minute * 60);
            assert!(!Pace::is_due(&mut pace, &tips(2 + minute), at), "minute {minute}: writing");
        }
        assert!(Pace::is_due(&mut pace, &tips(20), now + AT_LAST), "it is not put off for ever");
    }

    #[test]
    fn what_alone_opens_a_lost_mine_is_stood_for_by_nothing_newer() {
        let at = |hour| {
            let made = format!("2026-11-29 {hour:02}:00");
            NaiveDateTime::parse_from_str(&made, "%Y-%m-%d %H:%M").unwrap()
        };
        let all = [at(8), at(9), at(20), at(21)];
        let gone = |went_on| stood_for(all.into_iter(), went_on);
        assert_eq!(gone(None), [at(20), at(9), at(8)], "of one day the newest stays");
        assert_eq!(gone(Some(at(10))), [at(20)], "and everything from before going on");
    }

    #[test]
    fn names_of_times_to_come_take_no_backup_away() {
        let folder = tempfile::tempdir().unwrap();
        let mut noor = crate::desk::noor_at_a_new_journal(folder.path());
        let at = |day: &str| format!("Duologue {day} 21.42.00.{EXTENSION}");
        let kept = ["2026-09-01", "2026-10-01", "2026-11-28", "2026-11-29"].map(at);
        let mut go_on = |_, _| ControlFlow::Continue(());
        noor.back_up(&folder.path().join(&kept[0]), &mut go_on).unwrap();
        let copy = |name: &str| {
            std::fs::copy(folder.path().join(&kept[0]), folder.path().join(name)).unwrap();
        };
        kept[1..].iter().for_each(|name| copy(name));
        (1..=12).for_each(|month| copy(&at(&format!("2099-{month:02}-{:02}", 2 * month))));
        let now = NaiveDateTime::parse_from_str("2026-11-29 21:42:00", "%Y-%m-%d %H:%M:%S");
        let made = folder.path().join(&kept[3]);
        take_away_superseded(folder.path(), noor.vault(), (&made, now.unwrap()), None);
        let gone = kept.iter().filter(|name| !folder.path().join(name).exists());
        assert_eq!(gone.count(), 0, "each is the newest of its month, week or day");
    }

    #[test]
    fn only_a_name_that_was_given_here_is_one_of_ours() {
        let made = NaiveDateTime::parse_from_str("2026-11-28 21:42", "%Y-%m-%d %H:%M").unwrap();
        let name = name_of(made);
        assert_eq!(name, "Duologue 2026-11-28 21.42.00.duologue-backup", "neutral, and in order");
        assert_eq!(made_at(&name), Some(made), "it is read back");
        for other in [
            "Duologue 2026-11-28.duologue-backup",
            "Duologue 2026-11-28 21.42.00 (1).duologue-backup",
            "Duologue 2026-11-28 21.42.0.duologue-backup",
            "Our Duologue 2026-11-28 21.42.00.duologue-backup",
            "Duologue 2026-11-28 21.42.00.duologue",
        ] {
            assert_eq!(made_at(other), None, "{other} was named by somebody");
        }
    }
}
