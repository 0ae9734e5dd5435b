//! Ctrl-C: at once when nothing is open, at the next safe place while something is written.

use std::ops::ControlFlow;
use std::sync::Once;
use std::sync::atomic::{AtomicU8, Ordering};

const IDLE: u8 = 0;
const WRITING: u8 = 1;
const STOPPING: u8 = 2;
/// What a shell reports of a program that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

static STATE: AtomicU8 = AtomicU8::new(IDLE);
static LISTENING: Once = Once::new();

/// Does `work` to its end, also when Ctrl-C comes: long steps ask [`go_on`] and clean up after themselves.
pub fn careful<T>(work: impl FnOnce() -> T) -> T {
    LISTENING.call_once(|| {
        // Where no handler can be set, Ctrl-C ends the program as it always did.
        let _ = ctrlc::set_handler(|| {
            if STATE.compare_exchange(WRITING, STOPPING, Ordering::SeqCst, Ordering::SeqCst)
                == Err(IDLE)
            {
                std::process::exit(INTERRUPTED);
            }
        });
    });
    STATE.store(WRITING, Ordering::SeqCst);
    let done = work();
    STATE.store(IDLE, Ordering::SeqCst);
    done
}

/// Whether to go on, for steps that can stop midway.
pub fn go_on() -> ControlFlow<()> {
    if STATE.load(Ordering::SeqCst) == STOPPING {
        ControlFlow::Break(())
    } else {
        ControlFlow::Continue(())
    }
}
