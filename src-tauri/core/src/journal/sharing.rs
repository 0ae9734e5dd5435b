//! Sharing: a copy of one's own page of Mine, in Ours.

use super::at::PageAtKind;
use super::kinds::{NoticedBody, SharedBody};
use super::sitting::page_body;
use super::{BadInput, Desk, JournalError, Sitting, Space};
use crate::vault::Unlocked;
use crate::{Id, Link};

impl Sitting {
    /// Copies a page of Mine into Ours; the page in Mine stays.
    ///
    /// # Errors
    /// [`JournalError::NotYours`], [`JournalError::NoSuchPage`], and
    /// [`JournalError::BadInput`] when it is in Ours already.
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
        self.write(here, |writer| {
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
            writer.append(author, author, "shared", &SharedBody { page: id, copy })?;
            Ok(copy)
        })
    }
}
