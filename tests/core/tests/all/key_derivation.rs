//! How much work a new passphrase is given: what takes half a second here, with the memory there is.

use chrono::{DateTime, FixedOffset, TimeZone};
use duologue_core::Surroundings;
use duologue_core::crypto::Cost;
use std::cell::RefCell;
use std::time::Duration;

const MIB: u32 = 1024;

/// A computer on which each derivation takes as long as is said, and that has so much free memory.
struct Slow {
    took: RefCell<Vec<f64>>,
    clock: RefCell<(bool, Duration)>,
    free: Option<u64>,
}

impl Surroundings for Slow {
    fn now(&self) -> DateTime<FixedOffset> {
        FixedOffset::east_opt(0).unwrap().timestamp_opt(0, 0).unwrap()
    }

    /// Asked before and after each derivation.
    fn elapsed(&self) -> Duration {
        let (is_after, clock) = &mut *self.clock.borrow_mut();
        if *is_after {
            *clock += Duration::from_secs_f64(self.took.borrow_mut().remove(0));
        }
        *is_after = !*is_after;
        *clock
    }

    fn fill(&mut self, _: &mut [u8]) {
        panic!("nothing random is measured");
    }

    fn free_memory_kib(&self) -> Option<u64> {
        self.free
    }
}

/// What is chosen where three passes take so many seconds, at each size that is tried, and so much
/// memory is free.
fn chosen(seconds: &[f64], free: Option<u64>) -> (u32, u32) {
    let clock = RefCell::new((false, Duration::from_secs(1000)));
    let mut slow = Slow { took: RefCell::new(seconds.to_vec()), clock, free };
    let Cost { m, t, p } = Cost::measured(&mut slow);
    assert_eq!(p, 1, "one lane, always");
    assert_eq!(slow.took.borrow().len(), 0, "as many sizes are tried as are said");
    (m / MIB, t)
}

#[test]
fn a_new_passphrase_costs_half_a_second_in_as_much_memory_as_three_passes_allow() {
    for (seconds, m, t, why) in [
        (&[0.9][..], 256, 3, "three passes that take long enough stay three"),
        (&[0.375], 256, 4, "a fourth makes exactly half a second"),
        (&[0.36], 256, 5, "a fourth would be a little less"),
        (&[0.09], 256, 10, "never more than ten, however fast it is"),
        (&[2.0], 256, 3, "two seconds are bearable"),
        (&[2.01, 1.0], 128, 3, "more are not: half the memory"),
        (&[4.0, 2.01, 0.3], 64, 6, "and half of that"),
        (&[8.0, 4.0, 2.5], 64, 3, "less than that is never chosen"),
    ] {
        assert_eq!(chosen(seconds, None), (m, t), "{why}");
    }
}

#[test]
fn half_of_the_free_memory_is_left() {
    let kib = |mib: u32| Some(u64::from(mib * MIB));
    assert_eq!(chosen(&[0.9], kib(512)), (256, 3), "as much again is left free");
    assert_eq!(chosen(&[0.9], kib(511)), (128, 3), "or less is taken");
    assert_eq!(chosen(&[0.9], kib(128)), (64, 3), "down to the least");
    assert_eq!(chosen(&[], kib(127)), (64, 3), "which is asked for in any case, unmeasured");
}

#[test]
fn a_cost_is_taken_up_to_its_bounds_and_no_further() {
    let is_taken = |m: u32, t: u32, p: u32| Cost { m, t, p }.check().is_ok();
    assert_eq!(Cost::FLOOR, Cost { m: 65_536, t: 3, p: 1 }, "what is written costs no less");
    assert!(is_taken(1024 * MIB, 4, 4), "a gibibyte, and as much work as there may be");
    assert!(is_taken(256 * MIB, 16, 4), "as much in more passes");
    assert!(!is_taken(1024 * MIB + 1, 1, 1), "more memory");
    assert!(!is_taken(1024 * MIB, 5, 1) && !is_taken(256 * MIB + 1, 16, 1), "more work");
    assert!(!is_taken(64 * MIB, 17, 1) && !is_taken(64 * MIB, 0, 1), "passes");
    assert!(!is_taken(64 * MIB, 3, 5) && !is_taken(64 * MIB, 3, 0), "lanes");
    assert!(!is_taken(0, 3, 1), "no memory");
}
