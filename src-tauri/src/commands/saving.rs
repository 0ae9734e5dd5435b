//! Saving a file that can be read without the journal, where the person says.

use super::opening::with_extension;
use crate::convert::{file_name, place};
use crate::failure::{Done, refuse};
use crate::shapes::{FailureCode, FilePlace};
use duologue_core::partial_in;
use duologue_core::vault::VaultError;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt;

/// Where a file shall lie.
pub(super) struct Target {
    path: PathBuf,
    /// Another one lies there, and the dialog has asked whether it may be replaced.
    replaces: bool,
}

/// Asks where a file shall lie; `name` is what the dialog suggests.
pub(super) fn ask_where(
    app: &AppHandle,
    name: &str,
    (kind, extension): (&str, &str),
) -> Done<Option<Target>> {
    let name = file_name(name, extension)?;
    let dialog = app.dialog().file().set_file_name(name).add_filter(kind, &[extension]);
    let Some(chosen) = dialog.blocking_save_file() else { return Ok(None) };
    let chosen = chosen.into_path().map_err(|_| VaultError::Missing)?;
    Target::of(chosen, extension).map(Some)
}

/// Asks where a copy of a file shall lie that has a name and an extension of its own.
pub(super) fn ask_where_named(app: &AppHandle, name: &str) -> Done<Option<Target>> {
    let dialog = app.dialog().file().set_file_name(name);
    let Some(chosen) = dialog.blocking_save_file() else { return Ok(None) };
    let path = chosen.into_path().map_err(|_| VaultError::Missing)?;
    Ok(Some(Target::exactly(path)))
}

impl Target {
    /// Where a dialog said, and under the very name it asked about.
    pub(super) fn exactly(path: PathBuf) -> Self {
        let replaces = path.symlink_metadata().is_ok();
        Self { path, replaces }
    }

    /// Where it shall lie.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Where a dialog said, under the name that has the extension.
    ///
    /// # Errors
    /// [`FailureCode::AlreadyExists`] when there is a file of that name, and the dialog has asked
    /// about another name: that without the extension.
    fn of(chosen: PathBuf, extension: &str) -> Done<Self> {
        let path = with_extension(chosen.clone(), extension);
        let replaces = path.symlink_metadata().is_ok();
        if replaces && path != chosen {
            return refuse(FailureCode::AlreadyExists);
        }
        Ok(Self { path, replaces })
    }

    /// Writes it whole or not at all, readable by its owner.
    ///
    /// It can be read without the journal, so a new one is written nowhere but in its place: no
    /// copy may stay behind under another name. One that is replaced is kept until the new one is
    /// whole beside it, or a full disk would take both; what was begun beside it goes again,
    /// unless the app is killed or the computer stops in that moment.
    ///
    /// # Errors
    /// [`FailureCode::Full`] when the disk has no room, [`FailureCode::ReadOnly`] where nothing may
    /// be written, [`FailureCode::AlreadyExists`] when another file has come to lie there since the
    /// dialog; what lay there before is whole then.
    pub(super) fn write(&self, bytes: &[u8]) -> Done<FilePlace> {
        self.fill(|file| file.write_all(bytes))?;
        Ok(place(&self.path))
    }

    /// As [`Self::write`], of what `write` writes; when that fails, nothing lies there.
    ///
    /// # Errors
    /// Those of [`Self::write`] and of `write`.
    pub(super) fn write_with(&self, write: impl FnOnce(&mut File) -> Done<()>) -> Done<FilePlace> {
        let mut why = None;
        let filled = self.fill(|file| {
            write(file).map_err(|failure| {
                why = Some(failure);
                io::Error::other("not written")
            })
        });
        match (why, filled) {
            (Some(failure), _) => Err(failure),
            (None, filled) => {
                filled?;
                let name = self.path.file_name().unwrap_or_default();
                Ok(FilePlace { name: name.to_string_lossy().into_owned(), ..place(&self.path) })
            }
        }
    }

    fn fill(&self, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
        if self.replaces { self.replace(write) } else { self.begin(write) }
    }

    fn begin(&self, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
        let mut file = new_file(&self.path)?;
        let written = write(&mut file).and_then(|()| file.sync_all());
        if written.is_err() {
            // Half a page is of no use, and may not be found readable later.
            let _ = fs::remove_file(&self.path);
        }
        written
    }

    fn replace(&self, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let mut beside = partial_in(folder, SystemTime::now())?;
        write(beside.as_file_mut())?;
        beside.as_file().sync_all()?;
        beside.persist(&self.path)?;
        Ok(())
    }
}

fn new_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::Target;
    use crate::shapes::FailureCode;
    use std::fs::{self, File};
    use std::io::{self, Write};
    use std::path::Path;

    /// As on a disk that is full after the first bytes.
    fn half(file: &mut File) -> io::Result<()> {
        file.write_all(b"half a pa")?;
        Err(io::ErrorKind::StorageFull.into())
    }

    fn names_in(folder: &Path) -> Vec<String> {
        let there = fs::read_dir(folder).unwrap().flatten();
        there.map(|entry| entry.file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn a_disk_that_fills_up_takes_nothing_of_the_older_file_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let there = folder.path().join("Our page.pdf");
        fs::write(&there, "an older one").unwrap();
        let target = Target::of(there.clone(), "pdf").ok().unwrap();
        let failed = target.fill(half).unwrap_err();
        assert_eq!(failed.kind(), io::ErrorKind::StorageFull, "it is said why");
        assert_eq!(fs::read(&there).unwrap(), b"an older one", "it is whole");
        assert_eq!(names_in(folder.path()), ["Our page.pdf"], "and half a page lies nowhere");
    }

    #[test]
    fn a_new_file_that_could_not_be_written_whole_is_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let target = Target::of(folder.path().join("Our page.pdf"), "pdf").ok().unwrap();
        assert!(target.fill(half).is_err(), "the disk was full");
        assert_eq!(names_in(folder.path()), [""; 0], "half a page lies nowhere");
    }

    #[test]
    fn what_cannot_be_replaced_stays_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let there = folder.path().join("Our page.pdf");
        fs::create_dir(&there).unwrap();
        fs::write(there.join("inside"), "kept").unwrap();
        let target = Target::of(there.clone(), "pdf").ok().unwrap();
        assert!(target.write(b"pages").is_err(), "a folder is not replaced by a file");
        assert_eq!(fs::read(there.join("inside")).unwrap(), b"kept", "it is as it was");
        assert_eq!(names_in(folder.path()), ["Our page.pdf"], "the pages do not stay beside it");
    }

    #[test]
    fn a_file_the_dialog_did_not_ask_about_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let there = folder.path().join("Our page.pdf");
        fs::write(&there, "an older one").unwrap();
        let typed = folder.path().join("Our page");
        let refused = Target::of(typed, "pdf").err().map(|failure| failure.code);
        assert_eq!(refused, Some(FailureCode::AlreadyExists), "only “Our page” was asked about");
        assert_eq!(fs::read(&there).unwrap(), b"an older one", "and it is as it was");

        let target = Target::of(there.clone(), "pdf").ok().unwrap();
        target.write(b"a newer one").ok().unwrap();
        assert_eq!(fs::read(&there).unwrap(), b"a newer one", "its own name was asked about");
        let names = fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(names, 1, "and nothing is left beside it");
    }

    #[test]
    fn a_name_without_extension_gets_it_where_nothing_lies() {
        let folder = tempfile::tempdir().unwrap();
        let target = Target::of(folder.path().join("Our page"), "pdf").ok().unwrap();
        let place = target.write(b"pages").ok().unwrap();
        assert_eq!(place.name, "Our page", "as people see it");
        assert_eq!(fs::read(folder.path().join("Our page.pdf")).unwrap(), b"pages");
    }

    #[test]
    fn what_came_to_lie_there_since_the_dialog_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Our page.pdf");
        let target = Target::of(path.clone(), "pdf").ok().unwrap();
        fs::write(&path, "somebody else's").unwrap();
        let refused = target.write(b"pages").err().map(|failure| failure.code);
        assert_eq!(refused, Some(FailureCode::AlreadyExists), "nobody was asked about it");
        assert_eq!(fs::read(&path).unwrap(), b"somebody else's");
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_reads_it_whether_new_or_in_the_place_of_another() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let old = folder.path().join("old.pdf");
        fs::write(&old, "an older one").unwrap();
        fs::set_permissions(&old, fs::Permissions::from_mode(0o644)).unwrap();
        for path in [folder.path().join("new.pdf"), old] {
            Target::of(path.clone(), "pdf").ok().unwrap().write(b"pages").ok().unwrap();
            let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{path:?}");
        }
    }
}
