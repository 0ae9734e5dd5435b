//! This computer: its clock and randomness, and where it keeps its records.

use crate::failure::{Code, Failure};
use duologue_core::Surroundings;
use duologue_core::system::System;
use duologue_core::vault::Computer;

/// The folder name of the app, which keeps the same records.
const APP: &str = "app.duologue.journal";

/// The records this computer keeps of its own logs: the app's own, so that both go on with the same logs.
///
/// On Linux below `$XDG_DATA_HOME`, else `~/.local/share`.
pub fn records() -> Result<Computer, Failure> {
    let data = dirs::data_dir().ok_or_else(|| {
        Failure::new(Code::Other, "this system has no folder for an app's data: set HOME")
    })?;
    Ok(Computer::new(&data.join(APP).join("computers")))
}

/// The real clock, randomness and memory.
pub fn surroundings() -> Box<dyn Surroundings> {
    Box::new(System::default())
}
