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
use duologue_core::system::room_beside;
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

/// How much of a file may wait beside the journal before it is taken in, twice over.
const WAITS: u64 = 8 * 1024 * 1024;
/// What a change takes, and more.
const LITTLE: u64 = 64 * 1024;

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
        Ok(Some(picture)) if photo::is_shown(&picture, file.length) => {
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
    // A file that fills the disk would leave no room for words either, nor to take it out again.
    if room_beside(sitting.path()).is_some_and(|room| room < room_for(from.length)) {
        return refuse(FailureCode::Full);
    }
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

/// How much room a file takes while it is put on a page: itself with what is written beside each
/// piece, and what waits in the write-ahead log.
fn room_for(length: u64) -> u64 {
    length + length / 50 + length.min(WAITS) + LITTLE
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
    target
        .write_with(|out| read_file(open, page, file, &mut Leaving { out, done: 0, total, watch }))
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use super::*;
    use crate::desk::{noor_at_a_new_journal, page_of};
    use tempfile::TempDir;

    struct Desk {
        folder: TempDir,
        open: Open,
        page: Link,
    }

    /// Somebody at a journal with one page.
    fn desk() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let mut sitting = noor_at_a_new_journal(folder.path());
        let page = page_of(&mut sitting, "a page");
        let open = Open { seat: Seat::Alone(Box::new(sitting)), ..Open::default() };
        Desk { folder, open, page }
    }

    impl Desk {
        fn place(&self, name: &str) -> PathBuf {
            self.folder.path().join(name)
        }

        fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
            fs::write(self.place(name), bytes).unwrap();
            self.place(name)
        }

        fn add(&mut self, path: &Path) -> Result<FileAdded, FailureCode> {
            add(&mut self.open, self.page, path, &mut go_on).map_err(|failure| failure.code)
        }

        fn files(&self) -> Vec<Attachment> {
            list_files(&self.open, self.page).ok().unwrap()
        }

        fn save(&self, name: &str) -> Result<FilePlace, FailureCode> {
            let file = self.files()[0].id;
            let target = Target::exactly(self.place(name));
            save(&self.open, (self.page, file), &target, &mut go_on).map_err(|failure| failure.code)
        }
    }

    fn go_on(_: u64, _: u64) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    /// Stops in the middle.
    fn half(done: u64, total: u64) -> ControlFlow<()> {
        if done * 2 > total { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    #[test]
    fn what_would_fill_the_disk_is_not_begun() {
        assert_eq!(room_for(0), LITTLE, "a change, and nothing else");
        let whole = room_for(MAX_ATTACHMENT);
        assert!(whole > MAX_ATTACHMENT + WAITS, "itself, and what waits beside the journal");
        assert!(whole < MAX_ATTACHMENT * 6 / 5, "but not much more than it takes");
        let folder = tempfile::tempdir().unwrap();
        assert!(room_beside(folder.path()).is_none_or(|room| room > LITTLE), "there is some here");
    }

    #[test]
    fn a_copy_is_every_byte_of_what_was_put_there_under_its_whole_name() {
        let mut desk = desk();
        let bytes: Vec<u8> = (0..200_000_u32).map(|at| (at % 251) as u8).collect();
        let list = desk.file("what to bring.pdf", &bytes);
        let added = desk.add(&list).unwrap();
        assert_eq!(added.name, "what to bring.pdf");
        assert!(!added.cleaned, "it is no picture, and stays as it was");
        assert_eq!(fs::read(list).unwrap(), bytes, "the file itself stays where it was");
        let place = desk.save("copy.pdf").unwrap();
        assert_eq!(place.name, "copy.pdf", "its kind is a part of its name");
        assert_eq!(fs::read(desk.place("copy.pdf")).unwrap(), bytes);
    }

    #[test]
    fn what_cannot_be_put_there_says_whether_it_was_the_file() {
        let mut desk = desk();
        let missing = desk.place("nowhere.jpg");
        assert_eq!(desk.add(&missing).unwrap_err(), FailureCode::FileUnreadable, "it is not there");
        let folder = desk.place("folder.jpg");
        fs::create_dir(&folder).unwrap();
        assert_eq!(desk.add(&folder).unwrap_err(), FailureCode::FileUnreadable, "it is no file");
        let large = desk.place("large.mp4");
        File::create(&large).unwrap().set_len(MAX_ATTACHMENT + 1).unwrap();
        assert_eq!(desk.add(&large).unwrap_err(), FailureCode::FileTooLarge, "by one byte");
        assert!(desk.files().is_empty(), "nothing of them is on the page");
    }

    #[test]
    fn a_journal_is_not_put_into_itself_nor_a_copy_in_its_place() {
        let mut desk = desk();
        let list = desk.file("list.txt", b"bread");
        desk.add(&list).unwrap();
        for name in ["journal.duologue", "journal.duologue-wal", "journal.duologue-shm"] {
            let path = desk.place(name);
            assert_eq!(
                desk.add(&path).unwrap_err(),
                FailureCode::FileUnreadable,
                "{name}: closing it would let go of the journal's lock"
            );
            assert_eq!(
                desk.save(name).unwrap_err(),
                FailureCode::AlreadyExists,
                "{name}: whatever was said in the dialog, a journal is not written over"
            );
        }
        assert_eq!(desk.files().len(), 1, "and it is as it was");
    }

    #[test]
    fn what_is_stopped_leaves_nothing_on_the_page_and_nothing_on_the_disk() {
        let mut desk = desk();
        let photos = desk.file("photos.zip", &vec![7; 1_000_000]);
        let mut told = Vec::new();
        let mut watch = |done: u64, total: u64| {
            told.push(done);
            half(done, total)
        };
        let stopped = add(&mut desk.open, desk.page, &photos, &mut watch).err().unwrap();
        assert_eq!(stopped.code, FailureCode::Cancelled, "half of it had come through");
        assert!(told.is_sorted() && told.len() > 4, "it was told how far it was: {told:?}");
        assert!(desk.files().is_empty(), "nothing of it is on the page");

        desk.add(&photos).unwrap();
        let target = Target::exactly(desk.place("copy.zip"));
        let file = desk.files()[0].id;
        let stopped = save(&desk.open, (desk.page, file), &target, &mut half).err().unwrap();
        assert_eq!(stopped.code, FailureCode::Cancelled);
        assert!(!desk.place("copy.zip").exists(), "half a copy is no copy");
    }
}
