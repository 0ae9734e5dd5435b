//! `export`: a readable copy, in a folder of its own.

use crate::arguments::{CopyFormat, Export};
use crate::failure::{Code, Failure};
use crate::interrupt::go_on;
use crate::json::{self, Labels};
use crate::markdown;
use crate::pages::Whole;
use crate::passphrase::Passphrases;
use crate::visit;
use crate::{attachments, backup};
use duologue_core::Id;
use duologue_core::journal::{Attachment, Sitting};
use duologue_core::vault::VaultError;
use std::collections::HashMap;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Copies everything one partner can read into a folder.
///
/// Of a damaged journal what is whole is copied, and the exit code says that it is not all.
pub fn make(export: &Export, passphrases: &Passphrases) -> Result<(), Failure> {
    refuse_full(&export.folder)?;
    let opened = visit::ask(&export.journal, &export.label, passphrases)?;
    visit::sit(&export.journal, &opened, |sitting| {
        let pages = Whole::all(sitting)?;
        let mut copy = Copy::begin(&export.folder)?;
        let (copied, broken) = copy.files(sitting, &pages)?;
        copy.texts(&readable(sitting, &pages, &copied, export.format)?)?;
        copy.keep();
        backup::check(sitting)?;
        if broken == 0 {
            return Ok(());
        }
        let message =
            format!("{broken} files on pages are not as they were written, and not copied");
        Err(Failure::new(Code::Damaged, message))
    })
}

/// A text of the copy, not yet written anywhere.
struct ReadableFile {
    /// A date and a number, no content.
    name: String,
    text: Zeroizing<String>,
}

/// Where each file of a page stands in the copy.
type Copied = HashMap<Id, String>;

fn readable(
    sitting: &Sitting,
    pages: &[Whole],
    copied: &Copied,
    format: CopyFormat,
) -> Result<Vec<ReadableFile>, Failure> {
    let labels = Labels::of(sitting.faces()?);
    let place = |file: &Attachment| copied.get(&file.id).cloned();
    let text = |name, text: String| ReadableFile { name, text: text.into() };
    Ok(match format {
        CopyFormat::Json => vec![text("journal.json".into(), json::pages(pages, &labels, &place)?)],
        CopyFormat::Markdown => pages
            .iter()
            .zip(1..)
            .map(|(whole, n)| {
                text(format!("{}.md", name_of(whole, n)), markdown::page(whole, &labels, &place))
            })
            .collect(),
    })
}

/// A date and a number.
fn name_of(whole: &Whole, n: usize) -> String {
    format!("{}-{n:05}", whole.page.head.on)
}

/// What stands behind the last full stop of a name, if it can be nothing else.
fn ending(name: &str) -> String {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let plain = ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if plain && (1..=8).contains(&ending.len()) {
        format!(".{}", ending.to_ascii_lowercase())
    } else {
        String::new()
    }
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

    /// Copies the files of all pages; where each stands, and how many are damaged, comes back.
    fn files(&mut self, sitting: &Sitting, pages: &[Whole]) -> Result<(Copied, usize), Failure> {
        let (mut copied, mut broken) = (Copied::new(), 0);
        for (whole, n) in pages.iter().zip(1..) {
            for (file, k) in whole.files.iter().zip(1..) {
                let name = format!("{}-{k}{}", name_of(whole, n), ending(&file.name));
                let mut out = self.make(&name).map_err(of_disk)?;
                match attachments::write(sitting, whole.page.head.id, file.id, &mut out) {
                    Ok(()) => drop(copied.insert(file.id, name)),
                    Err(VaultError::Damaged(_)) => {
                        broken += 1;
                        fs::remove_file(self.folder.join(&name)).map_err(of_disk)?;
                    }
                    Err(error) => return Err(error.into()),
                }
            }
        }
        Ok((copied, broken))
    }

    fn texts(&mut self, texts: &[ReadableFile]) -> Result<(), Failure> {
        for ReadableFile { name, text } in texts {
            if go_on().is_break() {
                return Err(VaultError::Cancelled.into());
            }
            let mut out = self.make(name).map_err(of_disk)?;
            out.write_all(text.as_bytes()).map_err(of_disk)?;
        }
        Ok(())
    }

    fn make(&mut self, name: &str) -> io::Result<File> {
        let path = self.folder.join(name);
        let out = private_file().open(&path)?;
        self.made.push(path);
        Ok(out)
    }

    /// It is whole.
    fn keep(mut self) {
        self.whole = true;
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
