//! Ports of this computer on which nobody listens yet.

use std::env;
use std::net::{Ipv4Addr, TcpListener};
use std::process;
use std::sync::atomic::{AtomicU16, Ordering};

/// Below the ports of which Linux gives one to whoever connects (`ip_local_port_range`, 32,768 and
/// up). Of those, another connection may have it; and a test that connects again and again until
/// the driver listens may be given that very port as its own, be connected to itself, and so keep
/// the driver out.
const FIRST: u16 = 20_000;
const RUNS: u16 = 120;
const OF_A_RUN: u16 = 100;

/// A port for a driver. Runs of the tests that go on together, each on a display of its own, look in
/// ranges of their own: between looking and listening, one beside it could take the port.
///
/// # Panics
/// When all are taken.
pub fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let run = u16::try_from(display().unwrap_or_else(process::id) % u32::from(RUNS));
    let run = run.unwrap_or_default();
    let mut ports = (0..OF_A_RUN)
        .map(|_| FIRST + run * OF_A_RUN + NEXT.fetch_add(1, Ordering::Relaxed) % OF_A_RUN);
    let is_free = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok();
    ports.find(is_free).expect("a free port")
}

/// The number of the display: `:99`, or `:99.0`.
fn display() -> Option<u32> {
    let name = env::var("DISPLAY").ok()?;
    let (_, number) = name.rsplit_once(':')?;
    number.split('.').next()?.parse().ok()
}
