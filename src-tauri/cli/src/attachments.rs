//! `attach`, `attachments`, `save-attachment` and `detach`.

use crate::arguments::{Attach, AttachmentPrefix, Detach, Read, SaveAttachment};
use crate::backup::refuse_existing;
use crate::failure::{Code, Failure};
use crate::interrupt::go_on;
use crate::json;
use crate::output::{print, remark};
use crate::pages::find;
use crate::passphrase::Passphrases;
use crate::reading::file_line;
use crate::{visit, whole};
use duologue_core::journal::{Attachment, JournalError, Metadata, Sitting};
use duologue_core::vault::VaultError;
use duologue_core::{Id, Link};
use std::fs::File;
use std::io::{self, Write};

/// Puts a file on a page; prints its id there.
pub fn attach(attach: &Attach, passphrases: &Passphrases) -> Result<(), Failure> {
    let of_disk = |error| Failure::of_disk("read the file", error);
    let mut file = File::open(&attach.file).map_err(of_disk)?;
    if file.metadata().map_err(of_disk)?.is_dir() {
        return Err(Failure::new(Code::Other, "a folder is no file"));
    }
    let name = attach.file.file_name().and_then(|name| name.to_str());
    let name = name.ok_or_else(|| Failure::new(Code::Other, "the file's name is not UTF-8"))?;
    let opened = visit::ask(&attach.journal, &attach.label, passphrases)?;
    let done = visit::sit(&attach.journal, &opened, |sitting| {
        let page = find(sitting, &attach.page)?.id;
        Ok(sitting.attach(page, name, &mut file)?)
    })?;
    if done.metadata == Metadata::Kept {
        remark(
            "This is no JPEG or PNG: whatever it says of where, when and by whom it was made stays in it.",
        );
    }
    print(&format!("{}\n", done.id))
}

/// Lists the files on a page, in the order they were put there.
pub fn list(of: &Read, passphrases: &Passphrases) -> Result<(), Failure> {
    let opened = visit::ask(&of.journal, &of.label, passphrases)?;
    let files = visit::sit(&of.journal, &opened, |sitting| {
        Ok(sitting.attachments(find(sitting, &of.page)?.id)?)
    })?;
    if of.json {
        return print(&json::attachments(&files)?);
    }
    print(&files.iter().map(file_line).collect::<String>())
}

/// Writes a file of a page to a new file, whole or not at all.
pub fn save(save: &SaveAttachment, passphrases: &Passphrases) -> Result<(), Failure> {
    refuse_existing(&save.file)?;
    let opened = visit::ask(&save.journal, &save.label, passphrases)?;
    visit::sit(&save.journal, &opened, |sitting| {
        let page = find(sitting, &save.page)?.id;
        let id = one(sitting, page, &save.attachment)?;
        Ok(whole::save(&save.file, |file| write(sitting, page, id, file))?)
    })
}

/// Takes a file off a page at once; the journal is swept before the command ends.
pub fn detach(detach: &Detach, passphrases: &Passphrases) -> Result<(), Failure> {
    let opened = visit::ask(&detach.journal, &detach.label, passphrases)?;
    visit::sit(&detach.journal, &opened, |sitting| {
        let page = find(sitting, &detach.page)?.id;
        let id = one(sitting, page, &detach.attachment)?;
        Ok(sitting.detach(page, id)?)
    })
}

/// Writes what is in a file of a page; stops where Ctrl-C comes.
pub fn write(sitting: &Sitting, page: Link, id: Id, out: &mut File) -> Result<(), VaultError> {
    match sitting.read_attachment(page, id, &mut UntilStopped(out)) {
        Ok(()) => Ok(()),
        Err(JournalError::Vault(error)) => Err(error),
        // It was listed a moment ago.
        Err(_) => Err(VaultError::Damaged("attachment")),
    }
}

struct UntilStopped<'a>(&'a mut File);

impl Write for UntilStopped<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if go_on().is_break() {
            return Err(io::Error::other(VaultError::Cancelled));
        }
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The one file on a page whose id begins so.
fn one(
    sitting: &Sitting,
    page: Link,
    AttachmentPrefix(prefix): &AttachmentPrefix,
) -> Result<Id, Failure> {
    let begins_so = |file: &Attachment| file.id.to_string().starts_with(prefix);
    let mut found = sitting.attachments(page)?.into_iter().filter(begins_so);
    match (found.next(), found.next()) {
        (Some(file), None) => Ok(file.id),
        (None, _) => Err(JournalError::NoSuchAttachment.into()),
        _ => Err(Failure::new(Code::NotFound, "more than one file begins so: give more digits")),
    }
}
