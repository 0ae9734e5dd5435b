//! Files on a page: put there, listed, read, taken off again. Format: docs/format.md §6, *Attachments*.

use super::at::{AttachmentAt, PageAtKind, TextAt};
use super::kinds::AttachmentBody;
use super::metadata::Content;
use super::passed::{Passed, Watch, Watched};
use super::{BadInput, Desk, JournalError, Metadata, OursSitting, Sitting, Space, TogetherSitting};
use crate::vault::{Erased, NewAttachment, Unlocked};
use crate::{Id, Link};
use chrono::{DateTime, FixedOffset};
use std::cell::RefCell;
use std::collections::HashSet;
use std::io::{Read, Write};
use std::ops::ControlFlow;

/// What can have files on it.
const KINDS: [PageAtKind; 2] = [PageAtKind::Page, PageAtKind::Noticed];
/// In bytes; more is no name on any disk.
const LONGEST_NAME: usize = 255;

/// A file on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its own id.
    pub id: Id,
    /// Who put it there: the page's author.
    pub author: Id,
    /// The name of the file, as its author wrote it; not to be trusted as a name on a disk.
    pub name: String,
    /// Its media type: `image/jpeg`, `image/png`, or `application/octet-stream` for any other.
    pub media: String,
    /// Its length in bytes.
    pub length: u64,
    /// BLAKE3 of it.
    pub hash: Link,
    /// When it was put there.
    pub at: DateTime<FixedOffset>,
}

/// A file that was put on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attached {
    /// Its id.
    pub id: Id,
    /// What became of what it said beside its content.
    pub metadata: Metadata,
}

/// A file on its way in, and who is told how far it is.
struct Incoming<'a> {
    name: &'a str,
    from: &'a mut dyn Read,
    watch: Watch<'a>,
}

/// Which erased rows and files go with them: the changes, and space and id of each file.
type ToErase = (Vec<TextAt>, Vec<(Id, Id)>);

impl Sitting {
    /// Puts a file on one's own page. Of a JPEG or PNG everything goes that is not the picture:
    /// where and when it was taken, by what, and any text. A picture is held in memory while
    /// that is done; of any other file no more than a chunk.
    ///
    /// # Errors
    /// [`JournalError::NotYours`], [`JournalError::NoSuchPage`]; [`JournalError::BadInput`] for a
    /// strange name, another kind of page, or a page from before the partner joined;
    /// [`TooLarge`](crate::vault::VaultError::TooLarge) for more than
    /// [`MAX_ATTACHMENT`](crate::vault::MAX_ATTACHMENT); those of `from` and of the vault.
    pub fn attach(
        &mut self,
        page: Link,
        name: &str,
        from: &mut dyn Read,
    ) -> Result<Attached, JournalError> {
        self.attach_watched(page, name, from, &mut |_| ControlFlow::Continue(()))
    }

    /// As [`Self::attach`], and tells `watch` how much went through so far: each byte counts once
    /// when it is read, and once when it is written. It may stop there; then nothing is left of it.
    ///
    /// # Errors
    /// Those of [`Self::attach`]; [`Cancelled`](crate::vault::VaultError::Cancelled) when `watch`
    /// stopped it.
    pub fn attach_watched(
        &mut self,
        page: Link,
        name: &str,
        from: &mut dyn Read,
        watch: Watch<'_>,
    ) -> Result<Attached, JournalError> {
        let author = self.me();
        self.desk.attach(&mut [&mut self.me], author, page, Incoming { name, from, watch })
    }

    /// Whether files can be put on a page by the one who is here.
    ///
    /// # Errors
    /// As [`Self::attach`], of what it says of the page.
    pub fn may_attach(&self, page: Link) -> Result<(), JournalError> {
        self.desk.space_to_attach_in(&[&self.me], self.me(), page).map(drop)
    }

    /// The files on a page, in the order they were put there.
    ///
    /// # Errors
    /// [`JournalError::NoSuchPage`].
    pub fn attachments(&self, page: Link) -> Result<Vec<Attachment>, JournalError> {
        self.desk.attachments(&[&self.me], page)
    }

    /// Writes a file of a page to `to`, chunk by chunk. What was written before an error is not
    /// the file and must not be kept.
    ///
    /// # Errors
    /// [`JournalError::NoSuchPage`], [`JournalError::NoSuchAttachment`];
    /// [`Damaged`](crate::vault::VaultError::Damaged) when it is not as it was written; those of `to`.
    pub fn read_attachment(
        &self,
        page: Link,
        id: Id,
        to: &mut dyn Write,
    ) -> Result<(), JournalError> {
        self.desk.read_attachment(&[&self.me], page, id, to)
    }

    /// Takes a file off one's own page, for good: name, key and every byte that opens. The page
    /// stays, and no mark is left.
    ///
    /// # Errors
    /// [`JournalError::NotYours`], [`JournalError::NoSuchPage`],
    /// [`JournalError::NoSuchAttachment`].
    pub fn detach(&mut self, page: Link, id: Id) -> Result<(), JournalError> {
        let author = self.me();
        self.desk.detach(&mut [&mut self.me], author, page, id)
    }
}

impl TogetherSitting {
    /// Puts a file on a page of Ours that is `author`'s; see [`Sitting::attach`].
    ///
    /// # Errors
    /// As [`Sitting::attach`].
    pub fn attach(
        &mut self,
        author: Id,
        page: Link,
        name: &str,
        from: &mut dyn Read,
    ) -> Result<Attached, JournalError> {
        self.attachments(page)?;
        let Self { desk, first, second, .. } = self;
        let watch: Watch<'_> = &mut |_| ControlFlow::Continue(());
        desk.attach(&mut [first, second], author, page, Incoming { name, from, watch })
    }

    /// The files on a page that both can read.
    ///
    /// # Errors
    /// [`JournalError::NoSuchPage`], also for a page of either Mine.
    pub fn attachments(&self, page: Link) -> Result<Vec<Attachment>, JournalError> {
        self.desk.attachments(&self.both(), page)
    }

    /// Writes a file of a page that both can read; see [`Sitting::read_attachment`].
    ///
    /// # Errors
    /// As [`Sitting::read_attachment`].
    pub fn read_attachment(
        &self,
        page: Link,
        id: Id,
        to: &mut dyn Write,
    ) -> Result<(), JournalError> {
        self.desk.read_attachment(&self.both(), page, id, to)
    }

    /// Takes a file off a page of Ours that is `author`'s; see [`Sitting::detach`].
    ///
    /// # Errors
    /// As [`Sitting::detach`].
    pub fn detach(&mut self, author: Id, page: Link, id: Id) -> Result<(), JournalError> {
        self.attachments(page)?;
        let Self { desk, first, second, .. } = self;
        desk.detach(&mut [first, second], author, page, id)
    }
}

impl OursSitting {
    /// The files on a page of Ours.
    ///
    /// # Errors
    /// [`JournalError::NoSuchPage`].
    pub fn attachments(&self, page: Link) -> Result<Vec<Attachment>, JournalError> {
        self.desk.attachments(&[&self.me], page)
    }

    /// Writes a file of a page of Ours; see [`Sitting::read_attachment`].
    ///
    /// # Errors
    /// As [`Sitting::read_attachment`].
    pub fn read_attachment(
        &self,
        page: Link,
        id: Id,
        to: &mut dyn Write,
    ) -> Result<(), JournalError> {
        self.desk.read_attachment(&[&self.me], page, id, to)
    }
}

impl Desk {
    fn attach(
        &mut self,
        here: &mut [&mut Unlocked],
        author: Id,
        page: Link,
        Incoming { name, from, watch }: Incoming<'_>,
    ) -> Result<Attached, JournalError> {
        check_name(name)?;
        let readers: Vec<_> = here.iter().map(|me| &**me).collect();
        let space = self.space_to_attach_in(&readers, author, page)?;
        let passed = RefCell::new(Passed::new(watch));
        let mut from = Watched::new(from, &passed);
        let content = Content::of(&mut from)?;
        let (metadata, media) = (content.metadata(), content.media().to_owned());
        let mut content = Some(content);
        let new = self.file.write_chunks(self.surroundings.as_mut(), &mut |out| {
            let mut out = Watched::new(out, &passed);
            content.take().map_or(Ok(()), |content| content.write_to(&mut out))
        })?;
        let body = AttachmentBody { page, name: name.to_owned(), media, file: new.named };
        self.write_or_drop(here, |writer| writer.attach(author, space, &new, &body))?;
        Ok(Attached { id: new.named.id, metadata })
    }

    fn space_to_attach_in(
        &self,
        here: &[&Unlocked],
        author: Id,
        page: Link,
    ) -> Result<Id, JournalError> {
        let space = self.own_page(author, page, &KINDS)?;
        if self.space_of(space, here) == Space::Before {
            return Err(BadInput::Before.into());
        }
        Ok(space)
    }

    /// As [`Self::write`]; where it fails, the chunks that were written for it go too.
    pub(super) fn write_or_drop<T>(
        &mut self,
        here: &mut [&mut Unlocked],
        step: impl FnOnce(&mut super::Writer<'_, '_>) -> Result<T, JournalError>,
    ) -> Result<T, JournalError> {
        let done = self.write(here, step);
        if done.is_err() {
            // What stays behind goes at the next unlock.
            let _ = self.file.drop_loose_chunks();
        }
        done
    }

    fn attachments(&self, here: &[&Unlocked], page: Link) -> Result<Vec<Attachment>, JournalError> {
        let at = self.book.pages.get(&page).ok_or(JournalError::NoSuchPage)?;
        if !self.shows(page, at, here) {
            return Err(JournalError::NoSuchPage);
        }
        Ok(self.book.files_of(page).map(Attachment::of).collect())
    }

    pub(super) fn read_attachment(
        &self,
        here: &[&Unlocked],
        page: Link,
        id: Id,
        to: &mut dyn Write,
    ) -> Result<(), JournalError> {
        self.attachments(here, page)?;
        let mut files = self.book.files_of(page);
        let at = files.find(|file| file.body.file.id == id);
        self.read_file(here, at.ok_or(JournalError::NoSuchAttachment)?, to)
    }

    fn read_file(
        &self,
        here: &[&Unlocked],
        at: &AttachmentAt,
        to: &mut dyn Write,
    ) -> Result<(), JournalError> {
        let space = at.text.space;
        let me = here.iter().find(|me| me.partner() == space).or(here.first());
        let me = me.ok_or(JournalError::NoSuchPage)?;
        Ok(self.file.read_attachment(me, space, &at.body.file, to)?)
    }

    fn detach(
        &mut self,
        here: &mut [&mut Unlocked],
        author: Id,
        page: Link,
        id: Id,
    ) -> Result<(), JournalError> {
        let space = self.own_page(author, page, &KINDS)?;
        let (named, files) = self.files_to_erase(page, |file| file.body.file.id == id);
        if named.is_empty() {
            return Err(JournalError::NoSuchAttachment);
        }
        let rows: Vec<i64> = named.iter().map(|text| text.row).collect();
        let erase = Erased { of: Some(page), ..Erased::these(named.iter().map(|text| text.id)) };
        self.write(here, |writer| {
            writer.append(author, space, "erase", &erase)?;
            writer.file.erase_rows(&rows)?;
            Ok(writer.file.delete_attachments(&files)?)
        })?;
        self.book.take_off();
        self.sweep();
        Ok(())
    }

    /// Of the files on a page those that are `sought`. What another change names too stays.
    pub(super) fn files_to_erase(
        &self,
        page: Link,
        sought: impl Fn(&AttachmentAt) -> bool,
    ) -> ToErase {
        let files: Vec<_> = self.book.files_of(page).filter(|file| sought(file)).collect();
        let named: Vec<TextAt> = files.iter().map(|file| file.text).collect();
        let gone = files.iter().filter(|file| {
            let place = (file.text.space, file.body.file.id);
            self.book.namers_of(place.0, place.1).all(|text| named.contains(&text))
        });
        let gone = gone.map(|file| (file.text.space, file.body.file.id)).collect();
        (named, gone)
    }

    /// Writes the files of a page of Mine once more, each under an id and a key of its own, for
    /// the copy of that page: nothing of the first opens them.
    pub(super) fn copies_of_files(
        &mut self,
        author: &Unlocked,
        page: Link,
    ) -> Result<Vec<(NewAttachment, AttachmentBody)>, JournalError> {
        let files: Vec<AttachmentAt> = self.book.files_of(page).cloned().collect();
        let mut copies = Vec::new();
        for AttachmentAt { text, body, .. } in files {
            let Self { file, surroundings, .. } = self;
            let new = file.write_chunks(surroundings.as_mut(), &mut |out| {
                file.read_attachment(author, text.space, &body.file, out)
            });
            match new {
                Ok(new) => copies.push((new, body)),
                Err(error) => {
                    let _ = self.file.drop_loose_chunks();
                    return Err(error.into());
                }
            }
        }
        Ok(copies)
    }

    /// Takes out what a cut-off left behind, and keys that nothing names.
    ///
    /// Where anything of the journal cannot be read, a key stays: what would name it may be there.
    /// What cannot be deleted now goes at another unlock. Whether a key opened comes back: then
    /// it was put back after its file was erased.
    pub(super) fn drop_orphans(&mut self, here: &[&Unlocked]) -> bool {
        let _ = self.file.drop_loose_chunks();
        let is_whole =
            self.book.problems.is_empty() && here.iter().all(|me| me.differences.is_empty());
        let (named, newer) = (self.book.named_files(), self.book.spaces_with_newer());
        let named_anywhere: HashSet<Id> = named.iter().map(|(_, id)| *id).collect();
        let Ok(mut orphans) = self.file.attachments(here) else { return false };
        let opens = |(space, id): &(Id, Id)| {
            here.iter().any(|me| self.file.attachment_key(me, *space, *id).is_ok())
        };
        orphans.retain(|key @ (space, id)| {
            let is_read = here.iter().any(|me| me.reads(*space));
            // Where it says a space that it is not of, what names it stands in another.
            let is_astray = || named_anywhere.contains(id) && !opens(key);
            let is_known = named.contains(key) || newer.contains(space);
            is_read && !is_known && !is_astray()
        });
        if !is_whole || orphans.is_empty() {
            return false;
        }
        let opened = orphans.iter().any(opens);
        let _ = self.file.drop_attachments(&orphans);
        opened
    }
}

impl Attachment {
    fn of(at: &AttachmentAt) -> Self {
        let AttachmentBody { name, media, file, .. } = at.body.clone();
        let (id, length, hash) = (file.id, file.length, file.hash);
        Self { id, author: at.text.author, name, media, length, hash, at: at.at }
    }
}

fn check_name(name: &str) -> Result<(), JournalError> {
    let is_name = (1..=LONGEST_NAME).contains(&name.len())
        && name.trim() == name
        && ![".", ".."].contains(&name)
        && !name.chars().any(|letter| letter.is_control() || ['/', '\\'].contains(&letter));
    if is_name { Ok(()) } else { Err(BadInput::FileName.into()) }
}
