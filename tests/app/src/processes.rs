//! What processes a program started, and how much memory they hold.

use std::collections::BTreeMap;
use std::fs;

/// The proportional set size (PSS) of a process and all below it, in KiB: what several share is
/// counted in parts, so that the sum is true.
pub fn of_all_below(process: u32) -> u64 {
    all_below(process).into_iter().filter_map(proportional).sum()
}

/// A process and all below it.
pub fn all_below(process: u32) -> Vec<u32> {
    let parents = parents();
    let below = |mut at: u32| {
        while at != process {
            match parents.get(&at) {
                Some(parent) => at = *parent,
                None => return false,
            }
        }
        true
    };
    parents.keys().copied().filter(|at| below(*at)).collect()
}

fn parents() -> BTreeMap<u32, u32> {
    let all = fs::read_dir("/proc").into_iter().flatten().flatten();
    let ids = all.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    ids.filter_map(|id: u32| {
        let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
        // pid (name) state parent …; a name may hold anything, the last bracket ends it
        let parent = stat.rsplit_once(')')?.1.split_whitespace().nth(1)?;
        Some((id, parent.parse().ok()?))
    })
    .collect()
}

fn proportional(process: u32) -> Option<u64> {
    let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.split_whitespace().next()?.parse().ok()
}
