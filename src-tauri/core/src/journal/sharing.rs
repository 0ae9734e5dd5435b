//! Sharing: a copy of one's own page of Mine, in Ours.

use super::at::PageAtKind;
use super::kinds::{AttachmentBody, NoticedBody, SharedBody};
use super::sitting::page_body;
use super::{BadInput, Desk, JournalError, Sitting, Space};
use crate::vault::Unlocked;
use crate::{Id, Link};

impl Sitting {
    /// Copies a page of Mine into Ours, with its files; the page in Mine stays.
    ///
    /// # Errors
    /// [`JournalError::NotYours`], [`JournalError::NoSuchPage`], and
    /// [`JournalError::BadInput`] when it is in Ours already; a file of it that is damaged.
    pub fn share_page(&mut self, id: Link) -> Result<Link, JournalError> {
        self.own_page(id, &[PageAtKind::Page, PageAtKind::Noticed])?;
        let me = self.me();
        self.desk.share(&mut [&mut self.me], me, id)
    }
}

impl Desk {
    /// Copies what `author` wrote in their Mine into Ours.
    pub(crate) fn share(
        &mut self,
        here: &mut [&mut Unlocked],
        author: Id,
        id: Link,
    ) -> Result<Link, JournalError> {
        let at = here.iter().position(|me| me.partner() == author);
        let page = self.page(&[&*here[at.ok_or(JournalError::NotYours)?]], id)?;
        if page.head.space != Space::Mine || page.shared_as.is_some() {
            return Err(BadInput::SharedAlready.into());
        }
        let ours = self.ours(author)?;
        let me = here.iter().find(|me| me.partner() == author).ok_or(JournalError::NotYours)?;
        let files = self.copies_of_files(me, id)?;
        self.write_or_drop(here, |writer| {
            let copy = match &page.noticed {
                Some(noticed) => {
                    let body =
                        NoticedBody { on: page.head.on, noticed: noticed.clone(), sit_down: false };
                    writer.append(author, ours, "noticed", &body)?
                }
                None => {
                    let body = page_body(page.head.on, &page.text, &page.head.tags)?;
                    writer.append(author, ours, "page", &body)?
                }
            };
            for (new, body) in &files {
                let body = AttachmentBody { page: copy, file: new.named, ..body.clone() };
                writer.attach(author, ours, new, &body)?;
            }
            writer.append(author, author, "shared", &SharedBody { page: id, copy })?;
            Ok(copy)
        })
    }
}
