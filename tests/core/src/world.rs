//! A clock that stands still until it is told, and randomness that repeats.

use chrono::{DateTime, FixedOffset};
use duologue_core::Surroundings;
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[derive(Clone)]
struct State {
    now: DateTime<FixedOffset>,
    elapsed: Duration,
    seed: u64,
    drawn: Vec<Vec<u8>>,
}

/// Clock and randomness of a test, shared by everything in it.
#[derive(Clone)]
pub struct World(Arc<Mutex<State>>);

impl World {
    /// A world whose randomness follows from `seed`; it is an evening in November 2026.
    pub fn seeded(seed: u64) -> Self {
        let now = DateTime::parse_from_rfc3339("2026-11-02T21:00:00+01:00").unwrap();
        Self(Arc::new(Mutex::new(State { now, elapsed: Duration::ZERO, seed, drawn: Vec::new() })))
    }

    /// A world of its own that goes on from here.
    pub fn copy(&self) -> Self {
        Self(Arc::new(Mutex::new(self.0.lock().unwrap().clone())))
    }

    /// For the core to take.
    pub fn surroundings(&self) -> Box<dyn Surroundings> {
        Box::new(Here(self.clone()))
    }

    /// Sets the clock, to RFC 3339.
    pub fn set_now(&self, now: &str) {
        self.0.lock().unwrap().now = DateTime::parse_from_rfc3339(now).unwrap();
    }

    /// Lets time pass on both clocks.
    pub fn pass(&self, time: Duration) {
        let mut state = self.0.lock().unwrap();
        state.now += time;
        state.elapsed += time;
    }

    /// How many values were drawn so far.
    pub fn drawn(&self) -> usize {
        self.0.lock().unwrap().drawn.len()
    }

    /// The value that was drawn as number `n`.
    pub fn value_drawn(&self, n: usize) -> Vec<u8> {
        self.0.lock().unwrap().drawn[n].clone()
    }

    /// What its clock says.
    pub fn now(&self) -> DateTime<FixedOffset> {
        self.0.lock().unwrap().now
    }

    /// The first 32 random bytes that were drawn as one value, from `start` on.
    pub fn first_drawn_secret(&self, start: usize) -> [u8; 32] {
        let state = self.0.lock().unwrap();
        let drawn = state.drawn[start..].iter().find(|bytes| bytes.len() == 32);
        drawn.unwrap().as_slice().try_into().unwrap()
    }
}

struct Here(World);

impl Surroundings for Here {
    fn now(&self) -> DateTime<FixedOffset> {
        self.0.0.lock().unwrap().now
    }

    fn elapsed(&self) -> Duration {
        self.0.0.lock().unwrap().elapsed
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        let mut state = self.0.0.lock().unwrap();
        for byte in &mut *bytes {
            *byte = split_mix(&mut state.seed);
        }
        state.drawn.push(bytes.to_vec());
    }

    fn free_memory_kib(&self) -> Option<u64> {
        None
    }
}

/// SplitMix64: repeatable, and nothing like randomness.
fn split_mix(seed: &mut u64) -> u8 {
    *seed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *seed;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (z ^ (z >> 31)).to_be_bytes()[0]
}
