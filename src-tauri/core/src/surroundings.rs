//! What the core may know of the world around it.

use chrono::{DateTime, FixedOffset};
use std::time::Duration;

/// Time, randomness and memory, handed in so that tests decide them.
pub trait Surroundings: Send {
    /// The author's clock, with its offset.
    fn now(&self) -> DateTime<FixedOffset>;
    /// Time that only runs forward, to measure the key derivation.
    fn elapsed(&self) -> Duration;
    /// Fills `bytes` with cryptographic randomness.
    fn fill(&mut self, bytes: &mut [u8]);
    /// Memory that can be had now, in KiB, if the system tells.
    fn free_memory_kib(&self) -> Option<u64>;
}

impl dyn Surroundings + '_ {
    /// `N` random bytes.
    pub fn random<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }
}
