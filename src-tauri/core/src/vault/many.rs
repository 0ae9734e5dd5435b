//! Decrypting many rows at once, on as many cores as there are.

use super::VaultError;
use super::content::Head;
use super::log::{self, ChangeId, Entry, StoredRow};
use super::opened_rows::OpenedRows;
use crate::Id;
use crate::cores::cores;
use crate::crypto::{Fingerprint, SpaceKey};
use std::panic::resume_unwind;
use std::thread;
use zeroize::{Zeroize, Zeroizing};

/// Fewer rows than this are open before a thread has started.
const WORTH_A_THREAD: usize = 64;
/// One thread reads SQLite; more workers than this would wait for it.
const MOST_WORKERS: usize = 4;

/// Rows that were read and are not decrypted yet: enough to share out, few enough to hold.
#[derive(Default)]
pub(super) struct Batch<'k> {
    rows: Vec<Sealed<'k>>,
    bytes: usize,
}

/// A row that holds in its chain, and the key that opens it.
struct Sealed<'k> {
    id: ChangeId,
    space: Id,
    stored: StoredRow,
    key: &'k SpaceKey,
}

/// A row that was looked at.
pub(super) struct Looked {
    pub(super) id: ChangeId,
    /// Its row and its bytes, where those are remembered.
    pub(super) print: Option<(i64, Fingerprint)>,
    /// A change, with what every change says, or why it did not open; nothing where these very bytes
    /// were opened before, and say nothing of others.
    pub(super) opened: Option<Result<(Entry, Head), VaultError>>,
}

impl Looked {
    /// The change, if it opened now.
    pub(super) fn change(self) -> Option<(Entry, Head)> {
        self.opened?.ok()
    }
}

/// Memory of rows that were looked at, wiped, for the rows after them.
#[derive(Default)]
pub(super) struct Spare(Vec<Vec<u8>>);

impl Spare {
    /// Hardly a row is larger, in bytes.
    const LARGEST: usize = 64 << 10;

    pub(super) fn filled_with(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut memory = self.0.pop().unwrap_or_default();
        memory.extend_from_slice(bytes);
        memory
    }

    pub(super) fn keep(&mut self, mut plain: Zeroizing<Vec<u8>>) {
        // At once: a vector that is dropped is wiped byte after byte.
        plain.as_mut_slice().zeroize();
        plain.clear();
        if plain.capacity() <= Self::LARGEST {
            self.0.push(std::mem::take(&mut *plain));
        }
    }
}

impl<'k> Batch<'k> {
    const ROWS: usize = 2048;
    const BYTES: usize = 8 << 20;

    pub(super) fn add(&mut self, id: ChangeId, space: Id, stored: StoredRow, key: &'k SpaceKey) {
        self.bytes += stored.blob.as_ref().map_or(0, Vec::len);
        self.rows.push(Sealed { id, space, stored, key });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn is_full(&self) -> bool {
        self.rows.len() >= Self::ROWS || self.bytes >= Self::BYTES
    }

    /// Decrypts the rows of one author, in their order, while this thread does something else; but
    /// for those that were opened `before`.
    pub(super) fn open<T>(
        self,
        vault: Id,
        author: Id,
        before: Option<&OpenedRows>,
        meanwhile: impl FnOnce() -> T,
    ) -> (Vec<Looked>, T) {
        let open = |rows: Vec<Sealed<'k>>| -> Vec<Looked> {
            rows.into_iter().map(|row| row.open(vault, author, before)).collect()
        };
        if self.rows.len() < WORTH_A_THREAD {
            return (open(self.rows), meanwhile());
        }
        let workers = cores().min(MOST_WORKERS);
        thread::scope(|scope| {
            let each = self.rows.len().div_ceil(workers);
            let mut rows = self.rows.into_iter();
            let workers: Vec<_> = (0..workers)
                .map(|_| rows.by_ref().take(each).collect())
                .map(|share| scope.spawn(move || open(share)))
                .collect();
            let done = meanwhile();
            let opened = workers
                .into_iter()
                .flat_map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)));
            (opened.collect(), done)
        })
    }
}

impl Sealed<'_> {
    fn open(self, vault: Id, author: Id, before: Option<&OpenedRows>) -> Looked {
        let Self { id, space, stored, key } = self;
        let print = before.map(|rows| (stored.row, stored.print(space, key.id(), &rows.prints)));
        let was_opened =
            |rows: &OpenedRows| print.is_some_and(|(row, print)| rows.of.get(&row) == Some(&print));
        let opened = if before.is_some_and(was_opened) {
            None
        } else {
            Some(log::decrypt_row(vault, author, id, space, stored, key))
        };
        Looked { id, print, opened }
    }
}
