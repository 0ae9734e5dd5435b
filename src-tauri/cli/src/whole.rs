//! A file that appears whole or not at all, for its owner alone, and never in the place of another.

use duologue_core::partial_in;
use std::fs::File;
use std::io;
use std::path::Path;
use std::time::SystemTime;

/// Makes a file at `path` of what `write` writes. It has another name until it is whole.
pub fn save<E: From<io::Error>>(
    path: &Path,
    write: impl FnOnce(&mut File) -> Result<(), E>,
) -> Result<(), E> {
    let folder =
        path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = partial_in(folder, SystemTime::now())?;
    write(file.as_file_mut())?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path).map_err(|error| error.error)?;
    Ok(())
}
