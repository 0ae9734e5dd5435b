//! Reading the book when it is opened and when the ways into it are others, and emptying the
//! write-ahead log of what is gone.

use super::book::Book;
use super::{Desk, JournalError};
use crate::vault::{Unlocked, VaultFile};

impl Desk {
    /// Reads the book of a file; what was erased and stands in the file again goes at once.
    pub(crate) fn open_book(file: &VaultFile, here: &[&Unlocked]) -> Result<Book, JournalError> {
        let book = Book::read(file, here)?;
        if book.put_back.is_empty() {
            return Ok(book);
        }
        file.erase_rows(&book.put_back)?;
        sweep_if_it_can_be(file);
        // What was put back may have stood in the way of what was written since.
        let mut again = Book::read(file, here)?;
        again.put_back = book.put_back;
        Ok(again)
    }

    /// Reads the book of a file in which the ways in, the keys or the people are others now.
    pub(super) fn read_again(&mut self, here: &[&Unlocked]) -> Result<(), JournalError> {
        self.book = Self::open_book(&self.file, here).map_err(|_| JournalError::DoneUnread)?;
        self.sweep();
        self.remember(here, true)
    }

    /// Empties what was erased or replaced out of the write-ahead log. It is done already, and stays
    /// so: where the disk does not let this, the lock empties it, or says that it cannot either.
    pub(crate) fn sweep(&self) {
        sweep_if_it_can_be(&self.file);
    }
}

fn sweep_if_it_can_be(file: &VaultFile) {
    let _ = file.sweep();
}
