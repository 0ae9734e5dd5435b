//! How many threads can compute at once.

use std::sync::OnceLock;
use std::thread;

/// To ask takes longer than a thread takes to start, so it is asked once.
pub(crate) fn cores() -> usize {
    static CORES: OnceLock<usize> = OnceLock::new();
    *CORES.get_or_init(|| thread::available_parallelism().map_or(1, usize::from))
}
