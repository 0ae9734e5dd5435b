//! What the app holds: who sits at which journal, and what is under way.

use crate::automatic::Pace;
use crate::commands::kit::KitInHand;
use crate::commands::paper::Shown;
use crate::failure::{Done, refuse};
use crate::shapes::{FailureCode, Job, Progress};
use crate::this_computer::ThisComputer;
use crate::unkept::Unkept;
use crate::up_to_date::Told;
use duologue_core::journal::{Journal, OursSitting, Sitting, TogetherSitting};
use duologue_core::vault::{Computer, Recovered, VaultError};
use duologue_core::{Id, Link};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tauri::{AppHandle, Emitter, Manager};

/// How soon whatever does not let go of the journal is stopped once more.
const STOP_AGAIN: Duration = Duration::from_millis(10);

/// Who is at the journal.
#[derive(Default)]
pub(crate) enum Seat {
    /// No journal.
    #[default]
    Closed,
    /// A journal, locked.
    Locked(Journal),
    /// One partner.
    Alone(Box<Sitting>),
    /// Both.
    Together(Box<TogetherSitting>),
    /// Whoever has a kit for only Ours.
    OnlyOurs(Box<OursSitting>),
}

/// What is open, one at a time.
#[derive(Default)]
pub(crate) struct Open {
    pub(crate) seat: Seat,
    /// Why the last journal could not be opened or locked, and which it was.
    pub(crate) refused: Option<(crate::shapes::Failure, PathBuf)>,
    /// It is the sample journal, which is thrown away when it is closed.
    pub(crate) is_sample: bool,
    pub(crate) chosen_new: Option<PathBuf>,
    pub(crate) chosen_backup: Option<PathBuf>,
    /// What was last previewed, exactly as it prints.
    pub(crate) preview: Option<Shown>,
    /// Grows with every preview, so that no old picture is shown for a new one.
    pub(crate) preview_number: u64,
    /// Grows whenever somebody comes or goes, so that what one read is not shown to both.
    pub(crate) seated: u64,
    /// A recovery kit that is on paper perhaps, and opens nothing yet.
    pub(crate) kit: Option<KitInHand>,
    /// What a kit opened for somebody who is choosing a new passphrase.
    pub(crate) recovered: Option<Box<Recovered>>,
    /// Drafts the file could not take.
    pub(crate) unkept: Unkept,
    /// What came of it when the journal was of an older version; told until it was read.
    pub(crate) up_to_date: Option<Told>,
    /// When the next backup is made by itself.
    pub(crate) pace: Option<Pace>,
    /// Pages out of sight that are erased at the given moment.
    pub(crate) erasing: Vec<(Link, Instant)>,
}

/// The app's state.
pub(crate) struct Shell {
    open: Mutex<Open>,
    this_computer: Mutex<ThisComputer>,
    cancelled: AtomicBool,
    stops: AtomicU64,
    /// Seconds since 1970 of the last activity, by a clock that also counts sleep.
    active_at: AtomicU64,
    busy: AtomicU64,
}

impl Shell {
    pub(crate) fn new(folder: &Path) -> Self {
        Self {
            open: Mutex::default(),
            this_computer: Mutex::new(ThisComputer::read(folder)),
            cancelled: AtomicBool::new(false),
            stops: AtomicU64::new(0),
            active_at: AtomicU64::new(now()),
            busy: AtomicU64::new(0),
        }
    }

    /// What is open; a command that panicked must not keep the journal from locking.
    pub(crate) fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn this_computer(&self) -> MutexGuard<'_, ThisComputer> {
        self.this_computer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn computer(&self) -> Computer {
        Computer::new(&self.this_computer().computers())
    }

    pub(crate) fn touch(&self) {
        self.active_at.store(now(), Ordering::Relaxed);
    }

    /// Seconds without activity; none while a slow step runs.
    pub(crate) fn idle_seconds(&self) -> u64 {
        if self.busy.load(Ordering::Relaxed) > 0 {
            return 0;
        }
        now().saturating_sub(self.active_at.load(Ordering::Relaxed))
    }

    pub(crate) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
        self.stops.fetch_add(1, Ordering::Relaxed);
    }

    /// What is open, once whatever runs has stopped; what begins meanwhile is stopped too.
    pub(crate) fn open_to_lock(&self) -> MutexGuard<'_, Open> {
        loop {
            self.cancel();
            match self.open.try_lock() {
                Ok(open) => return open,
                Err(TryLockError::Poisoned(open)) => return open.into_inner(),
                Err(TryLockError::WouldBlock) => thread::sleep(STOP_AGAIN),
            }
        }
    }

    /// How often something was stopped: for a slow step of which nobody is told.
    pub(crate) fn stops(&self) -> u64 {
        self.stops.load(Ordering::Relaxed)
    }

    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

impl Open {
    pub(crate) fn alone(&mut self) -> Done<&mut Sitting> {
        match &mut self.seat {
            Seat::Alone(sitting) => Ok(sitting),
            Seat::Together(_) => refuse(FailureCode::BadInput),
            Seat::Closed | Seat::Locked(_) | Seat::OnlyOurs(_) => refuse(FailureCode::Locked),
        }
    }

    pub(crate) fn together(&mut self) -> Done<&mut TogetherSitting> {
        match &mut self.seat {
            Seat::Together(sitting) => Ok(sitting),
            Seat::Alone(_) => refuse(FailureCode::NeedsBoth),
            Seat::Closed | Seat::Locked(_) | Seat::OnlyOurs(_) => refuse(FailureCode::Locked),
        }
    }

    /// Who is here: nobody, one partner, or both.
    pub(crate) fn here(&self) -> Vec<Id> {
        match &self.seat {
            Seat::Alone(sitting) => vec![sitting.me()],
            Seat::Together(sitting) => sitting.partners().to_vec(),
            Seat::OnlyOurs(sitting) => vec![sitting.me()],
            Seat::Closed | Seat::Locked(_) => Vec::new(),
        }
    }

    /// Tries again to keep what the file could not take before; whether anything was kept.
    pub(crate) fn keep_unkept(&mut self) -> bool {
        let Self { seat, unkept, .. } = self;
        match seat {
            Seat::Closed | Seat::OnlyOurs(_) => false,
            Seat::Locked(journal) => {
                unkept.try_again(journal.id(), |draft| journal.keep_draft(draft))
            }
            Seat::Alone(sitting) => {
                unkept.try_again(sitting.vault(), |draft| sitting.keep_draft(draft))
            }
            Seat::Together(sitting) => {
                unkept.try_again(sitting.vault(), |draft| sitting.keep_draft(draft))
            }
        }
    }

    /// Forgets everything that was for whoever was here.
    pub(crate) fn forget(&mut self) {
        self.seated += 1;
        self.put_kit_away();
        self.recovered = None;
        self.pace = None;
        self.erasing.clear();
        self.chosen_backup = None;
    }

    /// Forgets the words of a kit, and the pages that were before somebody's eyes.
    pub(crate) fn put_kit_away(&mut self) {
        self.kit = None;
        self.preview = None;
        duologue_paper::forget();
    }
}

/// A slow step under way: told of, stoppable, and counted as activity.
pub(crate) struct Step<'a> {
    app: &'a AppHandle,
    job: Job,
}

impl<'a> Step<'a> {
    pub(crate) fn begin(app: &'a AppHandle, job: Job) -> Self {
        let shell = app.state::<Shell>();
        shell.cancelled.store(false, Ordering::Relaxed);
        shell.busy.fetch_add(1, Ordering::Relaxed);
        let step = Self { app, job };
        step.goes_on(job, 0, 0);
        step
    }

    /// Tells that another part of the same work has begun.
    pub(crate) fn goes_on(&self, job: Job, done: u64, total: u64) {
        // A window that is gone needs no progress.
        let _ = self.app.emit_to(crate::window::MAIN, "progress", Progress { job, done, total });
    }

    /// For the core: tells how far it is, and whether to go on.
    pub(crate) fn watch(&self) -> impl FnMut(u64, u64) -> ControlFlow<()> + '_ {
        self.watch_of(self.job)
    }

    /// As [`Self::watch`], of another part of the same work.
    pub(crate) fn watch_of(&self, job: Job) -> impl FnMut(u64, u64) -> ControlFlow<()> + '_ {
        let mut told = Instant::now();
        move |done, total| {
            if told.elapsed().as_millis() > 100 {
                told = Instant::now();
                self.goes_on(job, done, total);
            }
            if self.app.state::<Shell>().is_cancelled() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        }
    }

    /// After a computation that cannot be interrupted: throws its outcome away if it was stopped.
    pub(crate) fn go_on(&self) -> Done<()> {
        if self.app.state::<Shell>().is_cancelled() {
            Err(VaultError::Cancelled.into())
        } else {
            Ok(())
        }
    }
}

impl Drop for Step<'_> {
    fn drop(&mut self) {
        let shell = self.app.state::<Shell>();
        shell.busy.fetch_sub(1, Ordering::Relaxed);
        shell.touch();
    }
}
