//! Setting a book in a process of its own, which can be killed: this very program, started with
//! [`WORD`]. It opens no journal and no window; it reads what to set and sends back pages.

use crate::failure::Done;
use crate::shapes::{Failure, FailureCode};
use duologue_core::vault::VaultError;
use duologue_paper::press::{Order, Press, PressError, Progress, serve};
use std::process::Command;
use std::sync::mpsc;
use std::time::Duration;
use std::{env, io, thread};

/// The word that makes this program set pages and nothing else.
const WORD: &str = "--set-pages";
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Whether this program was started to set pages; then it does, and that was all.
pub(crate) fn serve_if_asked() -> bool {
    if env::args_os().nth(1).is_none_or(|word| word != WORD) {
        return false;
    }
    // Whoever asked sees from a PDF that does not come that it did not go well.
    let _ = serve(io::stdin().lock(), io::stdout().lock());
    true
}

/// Pages as a PDF.
pub(crate) struct Pressed {
    pub(crate) pdf: Vec<u8>,
    /// Letters that no font here can print.
    pub(crate) missing: Vec<String>,
}

/// Sets pages and gives back their PDF; asks `stopped` again and again whether to go on, and
/// tells `written_soon` how many pages there are once only their file is still to be made.
///
/// # Errors
/// [`FailureCode::Cancelled`] when it was stopped, [`FailureCode::Paper`] when the pages could
/// not be set, [`FailureCode::TooLong`] for more than a book holds.
pub(crate) fn set(
    order: Order,
    mut stopped: impl FnMut() -> bool,
    mut written_soon: impl FnMut(u64),
) -> Done<Pressed> {
    let mut press = Press::start(Command::new(env::current_exe()?).arg(WORD), &order)?;
    let stop = press.stop();
    drop(order);
    let (tell, told) = mpsc::channel();
    let waiting = thread::spawn(move || {
        let mut missing = Vec::new();
        loop {
            match press.wait()? {
                Progress::Set(set) => {
                    missing = set.missing;
                    // Nobody listens only once the pages are not wanted any more.
                    let _ = tell.send(set.pages as u64);
                }
                Progress::Done(pdf) => return Ok::<_, PressError>(Pressed { pdf, missing }),
            }
        }
    });
    let mut was_stopped = false;
    while !waiting.is_finished() {
        if stopped() {
            was_stopped = true;
            stop.now();
        }
        told.try_iter().for_each(&mut written_soon);
        thread::sleep(LOOK_EVERY);
    }
    // It may have ended between two looks.
    told.try_iter().for_each(written_soon);
    match waiting.join() {
        _ if was_stopped => Err(VaultError::Cancelled.into()),
        Ok(done) => Ok(done?),
        Err(_) => Err(Failure::new(FailureCode::Paper)),
    }
}

impl From<PressError> for Failure {
    fn from(error: PressError) -> Self {
        match error {
            PressError::Paper(error) => error.into(),
            PressError::Io(error) => error.into(),
            PressError::Stopped => Self::new(FailureCode::Paper),
        }
    }
}
