//! `export`: a readable copy, in a folder of its own.

use crate::arguments::{CopyFormat, Export};
use crate::backup;
use crate::failure::{Code, Failure};
use crate::interrupt::{careful, go_on};
use crate::json::{self, Labels};
use crate::markdown;
use crate::pages::Whole;
use crate::passphrase::Passphrases;
use crate::visit;
use duologue_core::journal::Sitting;
use duologue_core::vault::VaultError;
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Copies everything one partner can read into a folder.
///
/// Of a damaged journal what is whole is copied, and the exit code says that it is not all.
pub fn make(export: &Export, passphrases: &Passphrases) -> Result<(), Failure> {
    refuse_full(&export.folder)?;
    let opened = visit::ask(&export.journal, &export.label, passphrases)?;
    let (files, whole) = visit::sit(&export.journal, &opened, |sitting| {
        Ok((readable(sitting, export.format)?, backup::check(sitting)))
    })?;
    careful(|| Copy::begin(&export.folder)?.write(&files))?;
    whole
}

/// A file of the copy, not yet written anywhere.
struct ReadableFile {
    /// A date and a number, no content.
    name: String,
    text: Zeroizing<String>,
}

fn readable(sitting: &Sitting, format: CopyFormat) -> Result<Vec<ReadableFile>, Failure> {
    let (pages, labels) = (Whole::all(sitting)?, Labels::of(sitting.faces()?));
    let file = |name, text: String| ReadableFile { name, text: text.into() };
    Ok(match format {
        CopyFormat::Json => vec![file("journal.json".into(), json::pages(&pages, &labels)?)],
        CopyFormat::Markdown => pages
            .iter()
            .zip(1..)
            .map(|(whole, n)| {
                let name = format!("{}-{n:05}.md", whole.page.head.on);
                file(name, markdown::page(whole, &labels))
            })
            .collect(),
    })
}

fn refuse_full(folder: &Path) -> Result<(), Failure> {
    let taken = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == ErrorKind::NotFound => folder.symlink_metadata().is_ok(),
        Err(error) if error.kind() == ErrorKind::NotADirectory => true,
        Err(error) => return Err(of_disk(error)),
    };
    if taken {
        Err(Failure::new(Code::Other, "the folder is not empty, or is a file"))
    } else {
        Ok(())
    }
}

fn of_disk(error: io::Error) -> Failure {
    Failure::of_disk("write the copy", error)
}

/// A copy in the making: dropped before it is whole, it takes away what it made.
struct Copy<'a> {
    folder: &'a Path,
    made_folder: bool,
    made: Vec<PathBuf>,
    whole: bool,
}

impl<'a> Copy<'a> {
    fn begin(folder: &'a Path) -> Result<Self, Failure> {
        let made_folder = match private_folder().create(folder) {
            Ok(()) => true,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => false,
            Err(error) => return Err(of_disk(error)),
        };
        Ok(Self { folder, made_folder, made: Vec::new(), whole: false })
    }

    fn write(mut self, files: &[ReadableFile]) -> Result<(), Failure> {
        for file in files {
            if go_on().is_break() {
                return Err(VaultError::Cancelled.into());
            }
            self.write_one(file).map_err(of_disk)?;
        }
        self.whole = true;
        Ok(())
    }

    fn write_one(&mut self, file: &ReadableFile) -> io::Result<()> {
        let path = self.folder.join(&file.name);
        let mut out = private_file().open(&path)?;
        self.made.push(path);
        out.write_all(file.text.as_bytes())
    }
}

impl Drop for Copy<'_> {
    fn drop(&mut self) {
        if self.whole {
            return;
        }
        for path in &self.made {
            let _ = fs::remove_file(path);
        }
        if self.made_folder {
            // Empty by now, unless somebody else put something there.
            let _ = fs::remove_dir(self.folder);
        }
    }
}

/// Only for its owner, where the system knows owners.
fn private_folder() -> DirBuilder {
    #[allow(unused_mut, reason = "only Unix sets a mode")]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// The same for a file, which must be new.
fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
