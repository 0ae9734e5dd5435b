//! Taking back from Ours and deleting in Mine: out of sight first, then for good.

use super::at::{PageAtKind, TextAt};
use super::{BadInput, JournalError, Sitting};
use crate::vault::Erased;
use crate::{Id, Link};

impl Sitting {
    /// Hides what is about to be erased, so that it can still be undone: a page, a question on the
    /// table, an idea or a question of one's own.
    ///
    /// # Errors
    /// [`JournalError::NotYours`], [`JournalError::NoSuchPage`].
    pub fn hide_page(&mut self, id: Link) -> Result<(), JournalError> {
        self.erasable(id)?;
        self.desk.hidden.insert(id);
        Ok(())
    }

    /// Shows it again.
    pub fn show_page(&mut self, id: Link) {
        self.desk.hidden.remove(&id);
    }

    /// Erases it for good: every version, draft, file and byte of it. In Ours a mark without content
    /// stays. What anybody sealed for a question is theirs as before:
    /// [`left_words`](Self::left_words).
    ///
    /// # Errors
    /// [`JournalError::NotYours`], [`JournalError::NoSuchPage`].
    pub fn erase_page(&mut self, id: Link) -> Result<(), JournalError> {
        self.desk.hidden.remove(&id);
        let texts = self.erasable(id)?;
        let first = *texts.first().ok_or(JournalError::NoSuchPage)?;
        let drafts: Vec<Id> =
            self.drafts()?.iter().filter(|draft| draft.is_of(id)).map(|draft| draft.id).collect();
        let (named, files) = self.desk.files_to_erase(id, |_| true);
        let all = || texts.iter().chain(&named);
        let rows: Vec<i64> = all().map(|text| text.row).collect();
        let erase = Erased::these(all().map(|text| text.id));
        let author = self.me();
        self.desk.write(&mut [&mut self.me], |writer| {
            for draft in &drafts {
                writer.file.delete_draft(writer.here[0], *draft)?;
            }
            writer.append(author, first.space, "erase", &erase)?;
            writer.file.erase_rows(&rows)?;
            Ok(writer.file.delete_attachments(&files)?)
        })?;
        self.desk.book.erase(id, first.id);
        self.desk.sweep();
        Ok(())
    }

    /// Where the words of something of mine are that may go; what both did stays, as theirs too.
    fn erasable(&self, id: Link) -> Result<Vec<TextAt>, JournalError> {
        if let Some(text) = self.desk.book.put_there(id) {
            return match text.author == self.me() {
                _ if self.desk.hidden.contains(&id) => Err(JournalError::NoSuchPage),
                true => Ok(vec![text]),
                false => Err(JournalError::NotYours),
            };
        }
        let space =
            self.own_page(id, &[PageAtKind::Page, PageAtKind::Noticed, PageAtKind::Practice])?;
        if self.desk.book.practices.get(id).is_some() && space != self.me() {
            return Err(BadInput::NotThisKind.into());
        }
        Ok(self.desk.book.texts_of(id))
    }

    pub(super) fn erase_hidden(&mut self) -> Result<(), JournalError> {
        for id in std::mem::take(&mut self.desk.hidden) {
            self.erase_page(id)?;
        }
        Ok(())
    }
}
