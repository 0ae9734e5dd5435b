//! How far something is that goes through piece by piece, told to somebody who may stop it.

use crate::vault::VaultError;
use std::cell::RefCell;
use std::io::{self, Read, Write};
use std::ops::ControlFlow;

/// Is told how many bytes went through so far, and says whether to go on.
pub(super) type Watch<'a> = &'a mut dyn FnMut(u64) -> ControlFlow<()>;

/// What went through so far, in and out together.
pub(super) struct Passed<'a> {
    bytes: u64,
    watch: Watch<'a>,
}

impl<'a> Passed<'a> {
    pub(super) fn new(watch: Watch<'a>) -> Self {
        Self { bytes: 0, watch }
    }

    fn more(&mut self, bytes: usize) -> io::Result<()> {
        self.bytes += bytes as u64;
        match (self.watch)(self.bytes) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(io::Error::other(VaultError::Cancelled)),
        }
    }
}

/// A reader or writer, and where what goes through it is counted.
pub(super) struct Watched<'a, 'b, T: ?Sized> {
    inner: &'a mut T,
    passed: &'a RefCell<Passed<'b>>,
}

impl<'a, 'b, T: ?Sized> Watched<'a, 'b, T> {
    pub(super) fn new(inner: &'a mut T, passed: &'a RefCell<Passed<'b>>) -> Self {
        Self { inner, passed }
    }
}

impl<T: Read + ?Sized> Read for Watched<'_, '_, T> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.passed.borrow_mut().more(read)?;
        Ok(read)
    }
}

impl<T: Write + ?Sized> Write for Watched<'_, '_, T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.passed.borrow_mut().more(written)?;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
