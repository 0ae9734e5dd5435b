//! Photos and files on pages: put there, looked at, saved elsewhere, taken off.

use super::journal::with_reader;
use super::saving::{self, Target};
use super::slowly;
use super::writing::changed;
use crate::convert::{disk_name, id, link, shown_name};
use crate::failure::{Done, refuse};
use crate::photo;
use crate::shapes::{FailureCode, FileAdded, FilePlace, FileShown, Job, PageFile};
use crate::shell::{Open, Seat, Shell, Step};
use duologue_core::journal::{Attachment, JournalError, Metadata};
use duologue_core::vault::{MAX_ATTACHMENT, VaultError};
use duologue_core::{Id, Link};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use tauri::{AppHandle, Manager, State};
use tauri_plugin_dialog::DialogExt;

/// What SQLite puts behind the name of a journal's file, for files of its own beside it.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

// ── looking ──────────────────────────────────────────────────────

/// The files on a page that whoever is here reads.
pub(crate) fn list_files(open: &Open, page: Link) -> Done<Vec<Attachment>> {
    Ok(with_reader!(&open.seat, sitting => sitting.attachments(page))?)
}

/// Writes a file of a page that whoever is here reads.
pub(crate) fn read_file(open: &Open, page: Link, file: Id, to: &mut dyn Write) -> Done<()> {
    Ok(with_reader!(&open.seat, sitting => sitting.read_attachment(page, file, to))?)
}

/// The files on a page, and what of each can be seen.
#[tauri::command(async)]
pub(crate) fn page_files(shell: State<'_, Shell>, page: String) -> Done<Vec<PageFile>> {
    let page = link(&page)?;
    let open = shell.open();
    let files = list_files(&open, page)?;
    files.into_iter().map(|file| page_file(&open, page, file)).collect()
}

fn page_file(open: &Open, page: Link, file: Attachment) -> Done<PageFile> {
    let picture = with_reader!(&open.seat, sitting => sitting.picture(page, file.id));
    let shown = match picture {
        Ok(Some(picture)) if photo::is_shown(&picture) && file.length <= MAX_ATTACHMENT => {
            let (width, height) = (picture.width, picture.height);
            FileShown::Photo { address: photo::address(page, file.id), width, height }
        }
        Ok(Some(_)) => FileShown::LargePhoto,
        Ok(None) => FileShown::Nothing,
        Err(JournalError::Vault(VaultError::Damaged(_))) => FileShown::Damaged,
        Err(error) => return Err(error.into()),
    };
    Ok(PageFile {
        id: file.id.to_string(),
        name: shown_name(&file.name),
        bytes: file.length,
        shown,
    })
}

/// Reads a file that could not be shown, to say why: nothing comes back when it is whole.
#[tauri::command(async)]
pub(crate) fn check_file(shell: State<'_, Shell>, page: String, file: String) -> Done<()> {
    read_file(&shell.open(), link(&page)?, id(&file)?, &mut io::sink())
}

// ── putting there ────────────────────────────────────────────────

/// Asks which file, and puts it on one's own page. The file itself stays where it is.
#[tauri::command]
pub(crate) async fn add_file(app: AppHandle, page: String) -> Done<Option<FileAdded>> {
    let page = link(&page)?;
    slowly(move || {
        let shell = app.state::<Shell>();
        shell.open().alone()?.may_attach(page)?;
        let Some(chosen) = app.dialog().file().blocking_pick_file() else { return Ok(None) };
        let path = chosen.into_path().map_err(|_| VaultError::Missing)?;
        let step = Step::begin(&app, Job::AddFile);
        let added = add(&mut shell.open(), page, &path, &mut step.watch())?;
        changed(&app);
        Ok(Some(added))
    })
    .await
}

fn add(
    open: &mut Open,
    page: Link,
    path: &Path,
    watch: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Done<FileAdded> {
    let sitting = open.alone()?;
    let mut from = Outside::of(path, sitting.path())?;
    let name = disk_name(path);
    // Each byte is read once and written once.
    let total = from.length * 2;
    let mut watch = |done: u64| watch(done.min(total), total);
    match sitting.attach_watched(page, &name, &mut from, &mut watch) {
        Ok(done) => {
            Ok(FileAdded { name: shown_name(&name), cleaned: done.metadata == Metadata::Removed })
        }
        Err(_) if from.failed => refuse(FailureCode::FileUnreadable),
        Err(error) => Err(error.into()),
    }
}

/// A file from outside of the journal.
struct Outside {
    file: File,
    length: u64,
    /// Whether it was this file that could not be read, and not the journal that could not be
    /// written.
    failed: bool,
}

impl Outside {
    /// # Errors
    /// [`FailureCode::FileTooLarge`]; [`FailureCode::FileUnreadable`] also for what is no file, and
    /// for the journal itself: whoever closes it once more lets go of its lock.
    fn of(path: &Path, journal: &Path) -> Done<Self> {
        let unreadable = |_| crate::shapes::Failure::new(FailureCode::FileUnreadable);
        let about = fs::metadata(path).map_err(unreadable)?;
        if !about.is_file() || belongs_to(journal, path) {
            return refuse(FailureCode::FileUnreadable);
        }
        if about.len() > MAX_ATTACHMENT {
            return refuse(FailureCode::FileTooLarge);
        }
        let file = File::open(path).map_err(unreadable)?;
        Ok(Self { file, length: about.len(), failed: false })
    }
}

impl Read for Outside {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(into);
        self.failed |= read.as_ref().is_err_and(|error| error.kind() != io::ErrorKind::Interrupted);
        read
    }
}

/// Whether a file is a journal's, or one of those that SQLite keeps beside it.
fn belongs_to(journal: &Path, path: &Path) -> bool {
    let (Some(name), Ok(path)) = (journal.file_name(), place_of(path)) else { return false };
    let is_beside = |behind: &str| {
        let mut name = name.to_owned();
        name.push(behind);
        place_of(&journal.with_file_name(name)).is_ok_and(|beside| beside == path)
    };
    is_beside("") || BESIDE.iter().any(|behind| is_beside(behind))
}

/// Where a file lies, whether it is there yet or not.
fn place_of(path: &Path) -> io::Result<PathBuf> {
    path.canonicalize().or_else(|_| {
        let folder = path.parent().unwrap_or(Path::new(".")).canonicalize()?;
        Ok(folder.join(path.file_name().unwrap_or_default()))
    })
}

// ── saving elsewhere, taking off ─────────────────────────────────

/// Saves a copy of a file where the person says: whole, or not at all.
#[tauri::command]
pub(crate) async fn save_file(
    app: AppHandle,
    page: String,
    file: String,
) -> Done<Option<FilePlace>> {
    let (page, file) = (link(&page)?, id(&file)?);
    slowly(move || {
        let shell = app.state::<Shell>();
        let name = one(&shell.open(), page, file)?.name;
        let Some(target) = saving::ask_where_named(&app, &shown_name(&name))? else {
            return Ok(None);
        };
        let step = Step::begin(&app, Job::SaveFile);
        // It may have been locked while the dialog was open: then nothing readable is written.
        save(&shell.open(), (page, file), &target, &mut step.watch()).map(Some)
    })
    .await
}

fn one(open: &Open, page: Link, file: Id) -> Done<Attachment> {
    let mut files = list_files(open, page)?.into_iter();
    Ok(files.find(|one| one.id == file).ok_or(JournalError::NoSuchAttachment)?)
}

fn save(
    open: &Open,
    (page, file): (Link, Id),
    target: &Target,
    watch: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Done<FilePlace> {
    let total = one(open, page, file)?.length;
    let journal = with_reader!(&open.seat, sitting => sitting.path());
    if belongs_to(journal, target.path()) {
        return refuse(FailureCode::AlreadyExists);
    }
    target.write_with(|out| read_file(open, page, file, &mut Leaving { out, done: 0, total, watch }))
}

/// A copy on its way out, told of and stoppable.
struct Leaving<'a> {
    out: &'a mut File,
    done: u64,
    total: u64,
    watch: &'a mut dyn FnMut(u64, u64) -> ControlFlow<()>,
}

impl Write for Leaving<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.done += written as u64;
        match (self.watch)(self.done.min(self.total), self.total) {
            ControlFlow::Continue(()) => Ok(written),
            ControlFlow::Break(()) => Err(io::Error::other(VaultError::Cancelled)),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Takes a file off one's own page, for good and at once.
#[tauri::command(async)]
pub(crate) fn take_off_file(
    app: AppHandle,
    shell: State<'_, Shell>,
    page: String,
    file: String,
) -> Done<()> {
    shell.open().alone()?.detach(link(&page)?, id(&file)?)?;
    changed(&app);
    Ok(())
}
