//! The power is cut at every call to the disk: what was done is there, and what was not is not half
//! there. The same test must fail when what it relies on, a sync, is taken out.

use core_tests::calls::Call;
use core_tests::disk::{Disk, Waiting};
use core_tests::effort;
use core_tests::evening::{self, Evening, STEPS, Seen};

const SCRIBE: &str = env!("CARGO_BIN_EXE_scribe");

/// The faults of the journal after the power was cut at every call for which `cut` holds, on a disk
/// that never heard of those `unheard`.
fn faults(
    evening: &Evening,
    seen: &Seen,
    unheard: impl Fn(usize) -> bool,
    cut: impl Fn(&Call) -> bool,
    waiting: &[Waiting],
) -> Vec<String> {
    let mut disk = Disk::holding(seen.before.clone());
    let (mut marked, mut faults) = (0, Vec::new());
    for (n, call) in seen.calls.iter().enumerate() {
        if !unheard(n) {
            disk.take(call);
        }
        marked += usize::from(seen.is_mark(call));
        for waiting in waiting.iter().filter(|_| cut(call)) {
            let folder = evening::folder();
            evening::lay_out(&disk.after_a_cut(*waiting), &seen.place, folder.path());
            if let Some(fault) = evening.fault(folder.path(), marked) {
                let what = seen.name(call);
                faults.push(format!("call {n}, {what}, what waits {waiting:?}: {fault}"));
            }
        }
    }
    faults
}

#[test]
fn a_power_cut_at_any_call_leaves_what_was_done_and_nothing_half_done() {
    let evening = Evening::new(SCRIBE);
    let seen = Seen::of(&evening, SCRIBE);
    let mut waiting = vec![Waiting::Lost, Waiting::There];
    waiting.extend((0..effort::of(1, 20)).map(|n| Waiting::Some(effort::seed() + n)));
    let found = faults(&evening, &seen, |_| false, |_| true, &waiting);
    let cuts = seen.calls.len() * waiting.len();
    effort::report(&format!("power cut at {} calls, {cuts} ways", seen.calls.len()), found.len());
    assert!(found.is_empty(), "{} of {cuts}:\n{}", found.len(), found.join("\n"));
}

#[test]
fn without_its_syncs_a_power_cut_would_lose_what_was_done() {
    let evening = Evening::new(SCRIBE);
    let seen = Seen::of(&evening, SCRIBE);
    let syncs = seen.syncs();
    let is_lost = |unheard: &dyn Fn(usize) -> bool| {
        !faults(&evening, &seen, unheard, |call| seen.is_mark(call), &[Waiting::Lost]).is_empty()
    };
    assert!(is_lost(&|n| syncs.contains(&n)), "a journal that never syncs loses what was written");
    // Unlocking and locking write nothing that would be missed.
    for step in 2..STEPS {
        let of_step: Vec<usize> =
            syncs.iter().copied().filter(|n| seen.marked_before(*n) + 1 == step).collect();
        assert!(
            of_step.iter().any(|sync| is_lost(&|n| n == *sync)),
            "step {step} is done only once it is synced, and one of {of_step:?} sees to that"
        );
    }
}
