//! Quantiles, and figures in words with their units.

use std::time::Duration;

/// The value that `share` of all are not above; zero of none.
pub fn quantile(times: &[Duration], share: f64) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort();
    let at = (sorted.len().saturating_sub(1) as f64 * share).round() as usize;
    sorted.get(at).copied().unwrap_or_default()
}

/// As "12.3 ms".
pub fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

/// As "p50 12.3 ms, highest 15.0 ms of 9".
pub fn half_and_highest(times: &[Duration]) -> String {
    let [half, highest] = [0.5, 1.0].map(|share| milliseconds(quantile(times, share)));
    format!("p50 {half}, highest {highest} of {}", times.len())
}

/// As "p50 0.3 ms, p99 0.8 ms of 500".
pub fn half_and_p99(times: &[Duration]) -> String {
    let [half, p99] = [0.5, 0.99].map(|share| milliseconds(quantile(times, share)));
    format!("p50 {half}, p99 {p99} of {}", times.len())
}

/// As "24.1 MB": millions of bytes.
pub fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}
