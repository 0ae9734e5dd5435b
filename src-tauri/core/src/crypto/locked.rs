//! Where keys lie: on pages that the system does not write to disk, where it lets itself be asked.

use region::LockGuard;
use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, MutexGuard, PoisonError};
use zeroize::Zeroizing;

/// The 32 bytes of a key.
pub(super) type LockedKey = Locked<Zeroizing<[u8; 32]>>;

/// A secret that wipes itself when it is dropped, in a place of its own, which it does not leave. The
/// place is let go only after that. Where the system locks no more memory it is kept as everything else is.
pub(super) struct Locked<T> {
    // In this order they are dropped; the secret itself before both.
    _pages: Pages,
    secret: Box<Option<T>>,
}

impl<T> Locked<T> {
    /// A place for what `make` gives; it is locked before.
    pub(super) fn with(make: impl FnOnce() -> T) -> Self {
        let mut secret = Box::new(None);
        let pages = Pages::lock(&raw const *secret);
        *secret = Some(make());
        Self { _pages: pages, secret }
    }
}

impl LockedKey {
    /// A key that `fill` writes into its place.
    pub(super) fn filled(fill: impl FnOnce(&mut [u8; 32])) -> Self {
        let mut key = Self::with(|| Zeroizing::new([0; 32]));
        fill(&mut key);
        key
    }
}

impl<T> Deref for Locked<T> {
    type Target = T;

    fn deref(&self) -> &T {
        let Some(secret) = &*self.secret else { unreachable!("it is there until it is dropped") };
        secret
    }
}

impl<T> DerefMut for Locked<T> {
    fn deref_mut(&mut self) -> &mut T {
        let Some(secret) = &mut *self.secret else {
            unreachable!("it is there until it is dropped")
        };
        secret
    }
}

impl<T> Drop for Locked<T> {
    fn drop(&mut self) {
        *self.secret = None;
    }
}

/// A page is unlocked by one call, however often it was locked: how many secrets lie on each is
/// counted here.
static LOCKED: Mutex<BTreeMap<usize, Page>> = Mutex::new(BTreeMap::new());

struct Page {
    secrets: usize,
    _lock: Option<LockGuard>,
}

/// The addresses of the pages a secret lies on.
struct Pages(Vec<usize>);

impl Pages {
    fn lock<T>(place: *const T) -> Self {
        let size = region::page::size();
        let first = place.addr() / size * size;
        let pages = (first..place.addr() + size_of::<T>()).step_by(size).collect();
        let mut locked = locked();
        for &page in &pages {
            locked.entry(page).or_insert_with(|| Page::lock(page)).secrets += 1;
        }
        Self(pages)
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        let mut locked = locked();
        for page in &self.0 {
            let Some(held) = locked.get_mut(page) else { continue };
            held.secrets -= 1;
            if held.secrets == 0 {
                locked.remove(page);
            }
        }
    }
}

impl Page {
    fn lock(page: usize) -> Self {
        let start = std::ptr::without_provenance::<u8>(page);
        Self { secrets: 0, _lock: region::lock(start, 1).ok() }
    }
}

fn locked() -> MutexGuard<'static, BTreeMap<usize, Page>> {
    LOCKED.lock().unwrap_or_else(PoisonError::into_inner)
}
