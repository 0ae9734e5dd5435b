//! A clock that stands where the year is.

use chrono::{DateTime, FixedOffset, NaiveDateTime};
use duologue_core::Surroundings;
use duologue_core::system::System;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// What stands on the wall while a moment is written.
#[derive(Clone)]
pub(crate) struct Clock(Arc<Mutex<DateTime<FixedOffset>>>);

impl Clock {
    pub(crate) fn at(when: NaiveDateTime) -> Self {
        Self(Arc::new(Mutex::new(with_offset(when))))
    }

    pub(crate) fn set(&self, when: NaiveDateTime) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = with_offset(when);
    }

    pub(crate) fn surroundings(&self) -> Box<dyn Surroundings> {
        Box::new(Then { clock: self.clone(), system: System::default() })
    }
}

/// The year has one time zone, so that no hour of it comes twice.
fn with_offset(when: NaiveDateTime) -> DateTime<FixedOffset> {
    when.and_utc().fixed_offset()
}

struct Then {
    clock: Clock,
    system: System,
}

impl Surroundings for Then {
    fn now(&self) -> DateTime<FixedOffset> {
        *self.clock.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn elapsed(&self) -> Duration {
        self.system.elapsed()
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        self.system.fill(bytes);
    }

    fn free_memory_kib(&self) -> Option<u64> {
        self.system.free_memory_kib()
    }
}
