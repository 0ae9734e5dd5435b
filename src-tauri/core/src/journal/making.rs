//! A journal that is locked: making it, opening it, unlocking it, restoring it.

use super::{BadInput, Desk, JournalError, OursSitting, Sitting};
use crate::crypto::Cost;
use crate::vault::{
    BackupFile, Challenge, Computer, EncryptedDraft, Face, KitChallenge, NewMember, NewRecord,
    NewSlot, Opened, OursOpened, Recovered, Restored, Structure, VaultError, VaultFile, Watch,
};
use crate::{Id, Surroundings};
use std::path::{Path, PathBuf};

const LONGEST_LABEL: usize = 24;

/// What Ours a joining partner can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenFor {
    /// Everything that is in Ours so far.
    Everything,
    /// Only what is written from now on.
    FromToday,
}

/// A journal in front of nobody: it shows faces and can be unlocked.
pub struct Journal {
    file: VaultFile,
    computer: Computer,
}

/// A journal about to be made: the slow part is done, nothing is written.
pub struct NewJournal {
    vault: Id,
    first: NewMember,
}

impl NewJournal {
    /// Prepares a journal with its first partner; slow, and touches no file.
    ///
    /// # Errors
    /// [`JournalError::BadInput`] for a label that is empty or too long,
    /// [`VaultError::BadPassphrase`], [`VaultError::TooLittleMemory`].
    pub fn prepare(
        face: &Face,
        passphrase: &str,
        cost: Cost,
        surroundings: &mut dyn Surroundings,
    ) -> Result<Self, JournalError> {
        check_face(face)?;
        let vault = crate::id::Name(surroundings.random());
        let first = NewMember::make(vault, face, passphrase, cost, surroundings)?;
        Ok(Self { vault, first })
    }

    /// Writes the journal to `path`, which must not exist; its first partner is here then.
    ///
    /// The file is made under a temporary name in the same folder and named when it is whole.
    ///
    /// # Errors
    /// [`VaultError::AlreadyExists`], [`VaultError::Full`], [`VaultError::ReadOnly`].
    pub fn write(
        self,
        path: &Path,
        computer: Computer,
        mut surroundings: Box<dyn Surroundings>,
    ) -> Result<Sitting, JournalError> {
        let place = NewPlace::beside(path)?;
        let file = VaultFile::make(&place.temporary(), self.vault)?;
        let mut clock = 0;
        let (mut me, first) =
            file.in_one_step(&mut [], surroundings.as_mut(), |file, _, _| self.first.add(file))?;
        file.in_one_step(&mut [&mut me], surroundings.as_mut(), |file, here, surroundings| {
            let mut structure = Structure { file, clock: &mut clock };
            let me = &mut *here[0];
            structure.begin_mine(me, &first, surroundings)?;
            let readers = vec![me.partner()];
            structure.begin_space(me, readers, surroundings)?;
            Ok(())
        })?;
        file.close()?;
        place.keep()?;
        let file = VaultFile::open(path)?;
        let book = Desk::open_book(&file, &[&me])?;
        Ok(Sitting::begin(Desk::new(file, book, computer, surroundings), me))
    }
}

impl Journal {
    /// Opens the file for this process alone; nobody is unlocked yet.
    ///
    /// # Errors
    /// [`VaultError`]'s of the file: missing, not a journal, damaged, newer, in use, read-only.
    pub fn open(path: &Path, computer: Computer) -> Result<Self, JournalError> {
        Ok(Self { file: VaultFile::open(path)?, computer })
    }

    pub(super) fn again(file: VaultFile, computer: Computer) -> Self {
        Self { file, computer }
    }

    /// Where the file lies.
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// The vault's id.
    pub fn id(&self) -> Id {
        self.file.id()
    }

    /// How everybody is shown, in alphabetical order.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] when a face is not one its owner signed.
    pub fn faces(&self) -> Result<Vec<(Id, Face)>, JournalError> {
        let mut faces = self.file.faces()?;
        faces.sort_by_key(|(id, face)| (face.label.to_lowercase(), *id));
        Ok(faces)
    }

    /// What a passphrase of `partner` is tried against, slowly and without this journal.
    ///
    /// # Errors
    /// [`VaultError::NoSuchPerson`], [`VaultError::Damaged`].
    pub fn challenge(&self, partner: Id) -> Result<Challenge, JournalError> {
        Ok(self.file.challenge(partner)?.seen_from(self.id(), &self.computer))
    }

    /// Sits a partner down with what their passphrase opened.
    ///
    /// # Errors
    /// The journal comes back with the reason.
    #[allow(clippy::result_large_err, reason = "whoever sat here goes on sitting")]
    pub fn unlock(
        self,
        opened: &Opened,
        surroundings: Box<dyn Surroundings>,
    ) -> Result<Sitting, (Self, JournalError)> {
        let mut me = match self.file.unlock(opened, &self.computer) {
            Ok(me) => me,
            Err(error) => return Err((self, error.into())),
        };
        match Desk::open_book(&self.file, &[&me]) {
            Ok(book) => {
                let mut desk = Desk::new(self.file, book, self.computer, surroundings);
                if let Err(error) = desk.hold_against_seen(&mut [&mut me], 0) {
                    return Err((Self::again(desk.file, desk.computer), error));
                }
                desk.book.file_put_back = desk.drop_orphans(&[&me]);
                desk.strengthen(&mut [&mut me], opened);
                Ok(Sitting::begin(desk, me))
            }
            Err(error) => Err((self, error)),
        }
    }

    /// What the words of a recovery kit of `partner` are tried against.
    ///
    /// # Errors
    /// [`VaultError::NoKit`], [`VaultError::Damaged`].
    pub fn kit_challenge(&self, partner: Id) -> Result<KitChallenge, JournalError> {
        Ok(self.file.kit_challenge(partner)?)
    }

    /// Sits a partner down with what their kit for all of mine opened, under the passphrase they
    /// chose anew; the lost one opens nothing here any more.
    ///
    /// # Errors
    /// The journal comes back with the reason; [`JournalError::NotYours`] for somebody else's slot.
    #[allow(clippy::result_large_err, reason = "whoever tries again needs the journal")]
    pub fn recover(
        self,
        recovered: &Recovered,
        new: &NewSlot,
        surroundings: Box<dyn Surroundings>,
    ) -> Result<Sitting, (Self, JournalError)> {
        let mut sitting = self.unlock(recovered.opened(), surroundings)?;
        match sitting.change_passphrase(new) {
            Ok(()) => Ok(sitting),
            Err(error) => Err((sitting.give_up(), error)),
        }
    }

    /// Opens Ours for reading, to whoever has a kit for only Ours.
    ///
    /// # Errors
    /// The journal comes back with the reason.
    #[allow(clippy::result_large_err, reason = "whoever tries again needs the journal")]
    pub fn read_ours(
        self,
        opened: &OursOpened,
        surroundings: Box<dyn Surroundings>,
    ) -> Result<OursSitting, (Self, JournalError)> {
        let read = self.file.unlock_ours(opened).map_err(JournalError::from);
        let read = read
            .and_then(|(me, confirmed)| Ok((Desk::open_book(&self.file, &[&me])?, me, confirmed)));
        match read {
            Ok((book, me, confirmed)) => {
                let desk = Desk::new(self.file, book, self.computer, surroundings);
                Ok(OursSitting::begin(desk, me, confirmed))
            }
            Err(error) => Err((self, error)),
        }
    }

    /// Keeps a draft that was encrypted while its writer was here, and that the file could not
    /// take then.
    ///
    /// # Errors
    /// Those of the vault; it can be tried again.
    pub fn keep_draft(&self, draft: &EncryptedDraft) -> Result<(), JournalError> {
        Ok(self.file.put_draft(draft)?)
    }

    /// Lets the file grow no further than `pages`, so that "disk full" can be tested.
    ///
    /// # Errors
    /// Those of the vault.
    #[cfg(feature = "test-seams")]
    pub fn limit_pages(&self, pages: u32) -> Result<(), JournalError> {
        Ok(self.file.limit_pages(pages)?)
    }

    /// Closes the file.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn close(self) -> Result<(), JournalError> {
        Ok(self.file.close()?)
    }
}

pub(super) fn check_face(face: &Face) -> Result<(), JournalError> {
    let label = face.label.trim();
    let length = label.chars().count();
    if length == 0
        || length > LONGEST_LABEL
        || label != face.label
        || label.chars().any(char::is_control)
    {
        return Err(BadInput::Label.into());
    }
    Ok(())
}

/// A file in the making, under a temporary name beside its place.
struct NewPlace {
    target: PathBuf,
    folder: tempfile::TempDir,
}

impl NewPlace {
    fn beside(target: &Path) -> Result<Self, VaultError> {
        crate::vault::refuse_existing(target)?;
        let parent =
            target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = tempfile::Builder::new().prefix(".duologue-").tempdir_in(parent)?;
        Ok(Self { target: target.to_owned(), folder })
    }

    fn temporary(&self) -> PathBuf {
        self.folder.path().join("new.duologue")
    }

    fn keep(self) -> Result<(), VaultError> {
        let file = std::fs::File::open(self.temporary())?;
        only_for_its_owner(&file)?;
        file.sync_all()?;
        let path = tempfile::TempPath::try_from_path(self.temporary())?;
        path.persist_noclobber(&self.target).map_err(|error| VaultError::from(error.error))?;
        crate::vault::sync_names_beside(&self.target);
        Ok(())
    }
}

/// Builds a journal at `target` from a backup, once its maker's signature held over all of it.
///
/// `target` must not exist. What was damaged when the backup was made is so still, and told at
/// the first unlock. The first change of the restored journal says that it was restored.
///
/// # Errors
/// [`VaultError::AlreadyExists`], [`VaultError::Damaged`], [`VaultError::NotAuthentic`],
/// [`VaultError::Cancelled`], [`VaultError::Full`].
pub fn restore(
    backup: &mut BackupFile,
    opened: &Opened,
    target: &Path,
    computer: Computer,
    surroundings: Box<dyn Surroundings>,
    watch: Watch<'_>,
) -> Result<(), JournalError> {
    let place = NewPlace::beside(target)?;
    let (file, mut me, origin) = backup.restore(opened, &place.temporary(), watch)?;
    let book = Desk::open_book(&file, &[&me])?;
    let mut desk = Desk::new(file, book, Computer::nowhere(), surroundings);
    let author = me.partner();
    // Whoever restores what they made knows that it is older than what this computer saw. What the
    // other made may lack what they did not want to keep: that is told at the next unlock.
    let seen = if origin.maker == author { Computer::nowhere() } else { computer.clone() };
    desk.hold_against(&seen, &mut me)?;
    let restored = Restored { made: origin.made, tips: desk.book.tips.clone() };
    // Whoever lost the key to Ours, or the change that says which it is, can say nothing there.
    let has_key = |ours: &Id| desk.book.keys_of(*ours).any(|key| me.key(key).is_some());
    if let Some(ours) = desk.book.ours(author).filter(has_key) {
        desk.write(&mut [&mut me], |writer| writer.append(author, ours, "restored", &restored))?;
    }
    let record = computer.prepare(&desk.file, &[&me], desk.surroundings.as_mut());
    desk.file.close()?;
    place.keep()?;
    // What was seen of the journal that is here counts until there is another. A record that cannot
    // be written only begins a new log later.
    let _ = record.map(|record| record.map(NewRecord::keep));
    Ok(())
}

/// As [`restore`], for whoever has a recovery kit for all of mine. The journal that is built has
/// the lost passphrase still: [`Journal::recover`] puts a new one in its place.
///
/// # Errors
/// As [`restore`].
pub fn restore_with_kit(
    backup: &mut BackupFile,
    recovered: &Recovered,
    target: &Path,
    computer: Computer,
    surroundings: Box<dyn Surroundings>,
    watch: Watch<'_>,
) -> Result<(), JournalError> {
    restore(backup, recovered.opened(), target, computer, surroundings, watch)
}

/// Names and sizes in the file are nobody else's business on a shared computer.
#[cfg(unix)]
fn only_for_its_owner(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn only_for_its_owner(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}
