//! A file that is being written, under a name of its own until it is whole; and what a killed program
//! left of one.

use std::fs;
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};
use tempfile::{Builder, NamedTempFile};

const PREFIX: &str = ".duologue-";
const SUFFIX: &str = ".partial";
/// Nobody writes one file for so long.
const LEFT_BEHIND: Duration = Duration::from_hours(24);

/// A new file in `folder`, for its owner alone, that goes when it is dropped before it got its name.
/// Others that were left there a day ago or longer go too.
///
/// # Errors
/// Those of the folder.
pub fn partial_in(folder: &Path, now: SystemTime) -> io::Result<NamedTempFile> {
    // What cannot be cleared away is no reason not to write.
    let _ = clear(folder, now);
    Builder::new().prefix(PREFIX).suffix(SUFFIX).tempfile_in(folder)
}

fn clear(folder: &Path, now: SystemTime) -> io::Result<()> {
    for entry in fs::read_dir(folder)?.flatten() {
        let name = entry.file_name();
        let is_partial =
            name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        // Of the entry itself: what a link points at is somebody else's.
        let file = entry.metadata().ok().filter(|of| is_partial && of.is_file());
        let changed = file.and_then(|of| of.modified().ok());
        let age = changed.and_then(|changed| now.duration_since(changed).ok());
        if age.is_some_and(|age| age >= LEFT_BEHIND) {
            let _ = fs::remove_file(entry.path());
        }
    }
    Ok(())
}
