//! A journal of an older version, once somebody sat down at it: it is brought up to date, or they are
//! told why it is not.

use crate::convert::place;
use crate::failure::Done;
use crate::shapes::{Failure, Job, Notice};
use crate::shell::{Open, Seat, Step};
use duologue_core::Id;
use duologue_core::journal::Before;

/// What came of it, told of one journal until somebody has read it.
pub(crate) struct Told {
    of: Id,
    notice: Notice,
}

/// Brings the journal of whoever just sat down alone up to date. Where that cannot be done they go
/// on in it as it is.
pub(crate) fn bring(open: &mut Open, step: &Step<'_>) {
    let Seat::Alone(sitting) = &open.seat else { return };
    let of = sitting.vault();
    let notice = match brought(open, step) {
        Ok(Some(Before { place: at, made })) => {
            Notice::UpToDate { backup: place(&at).name, damaged: made.damaged }
        }
        // What was told before and not read is told still.
        Ok(None) => return,
        Err(Failure { code: why, .. }) => Notice::NotUpToDate { why },
    };
    open.up_to_date = Some(Told { of, notice });
}

fn brought(open: &mut Open, step: &Step<'_>) -> Done<Option<Before>> {
    let sitting = open.alone()?;
    if sitting.is_older()? {
        step.goes_on(Job::UpToDate, 0, 0);
    }
    Ok(sitting.bring_up_to_date(&mut step.watch_of(Job::UpToDate))?)
}

/// What was told of this journal was read; of another it is told still.
pub(crate) fn was_read(open: &mut Open, of: Id) {
    open.up_to_date.take_if(|told| told.of == of);
}

/// What is to be told of this journal.
pub(crate) fn told(open: &Open, of: Id) -> Option<Notice> {
    open.up_to_date.as_ref().filter(|told| told.of == of).map(|told| told.notice.clone())
}
