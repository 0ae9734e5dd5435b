//! Attachments: a file in frames under a key of its own, and what its change says of it.
//! Format: docs/format.md §6, *Attachments*.

use super::derive::derive_secret;
use super::keys::AttachmentKey;
use super::stream::{CHUNK, StreamWriter};
use super::{NotAuthentic, pad};
use crate::{Id, Link};
use aead_stream::DecryptorBE32;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit};
use std::io::{self, Write};
use zeroize::Zeroizing;

/// How long a file is, and its hash: what a change says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileHash {
    /// In bytes, without padding.
    pub length: u64,
    /// BLAKE3 of the file.
    pub hash: Link,
}

/// The key of the frames of one attachment of one vault.
fn frames_key(key: &AttachmentKey, vault: Id, attachment: Id) -> Zeroizing<[u8; 32]> {
    derive_secret("file", &[&key.0[..], &vault.0, &attachment.0])
}

/// How many chunks a file of `length` bytes has; nothing for a length that no file has.
pub fn chunks_of(length: u64) -> Option<u32> {
    u32::try_from(padded(length)?.div_ceil(CHUNK as u64)).ok()
}

fn padded(length: u64) -> Option<u64> {
    let length = usize::try_from(length).ok().filter(|length| *length < usize::MAX >> 2)?;
    u64::try_from(pad::padded_len(length)).ok()
}

/// Encrypts what is written to it, chunk after chunk; memory stays flat.
pub struct AttachmentWriter<W: Write> {
    frames: StreamWriter<W>,
    length: u64,
}

impl<W: Write> AttachmentWriter<W> {
    /// The chunks go to `out`, one after another and not told apart: each but the last has
    /// [`FRAME`](super::FRAME) bytes.
    pub fn new(key: &AttachmentKey, vault: Id, attachment: Id, out: W) -> Self {
        let frames = StreamWriter::under(&frames_key(key, vault, attachment), out);
        Self { frames, length: 0 }
    }

    /// How many bytes were written so far.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Pads, writes the last chunk, and says what was written.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn finish(mut self) -> io::Result<(W, FileHash)> {
        let hash = crate::id::Name(*self.frames.hash()?.as_bytes());
        let out = self.frames.finish()?;
        Ok((out, FileHash { length: self.length, hash }))
    }
}

impl<W: Write> Write for AttachmentWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.frames.write(bytes)?;
        self.length += taken as u64;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.frames.flush()
    }
}

/// Decrypts the chunks of an attachment one at a time; gives out only what authenticated.
pub struct AttachmentReader {
    frames: Option<DecryptorBE32<ChaCha20Poly1305>>,
    hasher: Zeroizing<blake3::Hasher>,
    file: FileHash,
    chunks: u32,
    /// Plain bytes so far, padding included.
    read: u64,
    opened: u32,
}

impl AttachmentReader {
    /// For the chunks of a file that is as `file` says.
    ///
    /// # Errors
    /// [`NotAuthentic`] for a length that no file has.
    pub fn new(
        key: &AttachmentKey,
        vault: Id,
        attachment: Id,
        file: FileHash,
    ) -> Result<Self, NotAuthentic> {
        let chunks = chunks_of(file.length).ok_or(NotAuthentic)?;
        let cipher = ChaCha20Poly1305::new((&*frames_key(key, vault, attachment)).into());
        Ok(Self {
            frames: Some(DecryptorBE32::from_aead(cipher, &Default::default())),
            hasher: Zeroizing::new(blake3::Hasher::new()),
            file,
            chunks,
            read: 0,
            opened: 0,
        })
    }

    /// The bytes of the file in the next chunk. They may be shown once [`Self::finish`] agreed.
    ///
    /// # Errors
    /// [`NotAuthentic`] when it is not the chunk that was written there, or one too many.
    pub fn open(&mut self, chunk: &[u8]) -> Result<Zeroizing<Vec<u8>>, NotAuthentic> {
        let plain = if self.opened + 1 < self.chunks {
            let frames = self.frames.as_mut().ok_or(NotAuthentic)?;
            frames.decrypt_next(chunk).map_err(|_| NotAuthentic)?
        } else {
            let frames = self.frames.take().ok_or(NotAuthentic)?;
            frames.decrypt_last(chunk).map_err(|_| NotAuthentic)?
        };
        let mut plain = Zeroizing::new(plain);
        let is_last = self.frames.is_none();
        if (!is_last && plain.len() != CHUNK) || plain.len() > CHUNK {
            return Err(NotAuthentic);
        }
        self.opened += 1;
        let left = self.file.length.saturating_sub(self.read);
        let of_file = usize::try_from(left).unwrap_or(usize::MAX).min(plain.len());
        self.is_padding(plain.get(of_file..).unwrap_or_default())?;
        self.read += plain.len() as u64;
        plain.truncate(of_file);
        self.hasher.update(&plain);
        Ok(plain)
    }

    /// What follows the file: 0x80 and zeros.
    fn is_padding(&self, rest: &[u8]) -> Result<(), NotAuthentic> {
        let zeros = if self.read <= self.file.length {
            match rest.split_first() {
                None => &[],
                Some((0x80, zeros)) => zeros,
                Some(_) => return Err(NotAuthentic),
            }
        } else {
            rest
        };
        if zeros.iter().all(|&byte| byte == 0) { Ok(()) } else { Err(NotAuthentic) }
    }

    /// Whether every chunk was read, and the file is as its change says.
    ///
    /// # Errors
    /// [`NotAuthentic`] when chunks, length or hash are not.
    pub fn finish(self) -> Result<(), NotAuthentic> {
        let whole = self.frames.is_none() && Some(self.read) == padded(self.file.length);
        let same = *self.hasher.finalize().as_bytes() == self.file.hash.0;
        if whole && same { Ok(()) } else { Err(NotAuthentic) }
    }
}
