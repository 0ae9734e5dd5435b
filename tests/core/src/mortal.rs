//! Dying at a place that is chosen, for tests of what a killed process leaves.

use chrono::{DateTime, FixedOffset};
use duologue_core::Surroundings;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Surroundings that kill their process when it draws the n-th random value.
pub struct Mortal {
    /// What draws until then.
    pub world: Box<dyn Surroundings>,
    /// Which draw, from 0, is the last.
    pub dies_at: u64,
    /// How often it drew.
    pub drawn: Arc<AtomicU64>,
}

impl Surroundings for Mortal {
    fn now(&self) -> DateTime<FixedOffset> {
        self.world.now()
    }

    fn elapsed(&self) -> Duration {
        self.world.elapsed()
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        if self.drawn.fetch_add(1, Ordering::Relaxed) == self.dies_at {
            std::process::abort();
        }
        self.world.fill(bytes);
    }

    fn free_memory_kib(&self) -> Option<u64> {
        None
    }
}
