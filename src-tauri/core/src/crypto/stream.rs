//! STREAM-BE32 frames, of a backup file and of an attachment. Format: docs/format.md §8, §6.

use super::derive::{derive, keyed};
use super::keys::FileKey;
use super::{NotAuthentic, pad};
use aead_stream::{DecryptorBE32, EncryptorBE32};
use chacha20poly1305::{ChaCha20Poly1305, KeyInit};
use std::io::{self, Read, Write};
use zeroize::Zeroizing;

/// Plain bytes of a whole frame.
pub const CHUNK: usize = 65_536;
const TAG: usize = 16;
/// Bytes of a whole frame, encrypted.
pub const FRAME: usize = CHUNK + TAG;

/// The commitment to the file key, and the key of its frames, from all bytes before.
fn commit(key: &FileKey, before: &[u8]) -> ([u8; 32], Zeroizing<[u8; 32]>) {
    let mut out = Zeroizing::new([0; 64]);
    let place = blake3::hash(before);
    keyed(key.bytes(), &[b"duologue v1 backup", place.as_bytes()], &mut out[..]);
    let (mut commitment, mut frames) = ([0; 32], Zeroizing::new([0; 32]));
    commitment.copy_from_slice(&out[..32]);
    frames.copy_from_slice(&out[32..]);
    (commitment, frames)
}

/// Commits a backup's frames to one key and to the header before them.
pub fn backup_commitment(key: &FileKey, before: &[u8]) -> [u8; 32] {
    commit(key, before).0
}

/// The hash over all records, which the maker signs.
pub fn backup_digest(records: &blake3::Hasher) -> [u8; 32] {
    derive("backup", &[records.finalize().as_bytes()])
}

/// Encrypts what is written to it, frame by frame; memory stays flat.
pub struct StreamWriter<W: Write> {
    frames: Option<EncryptorBE32<ChaCha20Poly1305>>,
    waiting: Zeroizing<Vec<u8>>,
    written: u64,
    out: W,
}

impl<W: Write> StreamWriter<W> {
    /// Frames for what follows `before` in the file.
    pub fn new(key: &FileKey, before: &[u8], out: W) -> Self {
        Self::under(&commit(key, before).1, out)
    }

    pub(super) fn under(key: &Zeroizing<[u8; 32]>, out: W) -> Self {
        let cipher = ChaCha20Poly1305::new((&**key).into());
        Self {
            frames: Some(EncryptorBE32::from_aead(cipher, &Default::default())),
            waiting: Zeroizing::new(Vec::with_capacity(CHUNK * 2)),
            written: 0,
            out,
        }
    }

    /// Pads, writes the last frame and hands the file back.
    ///
    /// # Errors
    /// Those of the file.
    pub fn finish(mut self) -> io::Result<W> {
        let plain = usize::try_from(self.written).map_err(io::Error::other)?;
        let mut padding = pad::padded_len(plain) - plain;
        self.write_all(&[0x80])?;
        padding -= 1;
        while padding > 0 {
            let some = padding.min(CHUNK);
            self.write_all(&[0; CHUNK][..some])?;
            padding -= some;
        }
        let last = self.frames.take().ok_or(io::ErrorKind::InvalidInput)?;
        let frame = last.encrypt_last(&self.waiting[..]).map_err(io::Error::other)?;
        self.out.write_all(&frame)?;
        Ok(self.out)
    }
}

impl<W: Write> Write for StreamWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(CHUNK);
        self.waiting.extend_from_slice(&bytes[..taken]);
        self.written += taken as u64;
        // A whole frame stays back until something follows it: the last is marked as such.
        while self.waiting.len() > CHUNK {
            let frames = self.frames.as_mut().ok_or(io::ErrorKind::InvalidInput)?;
            let frame = frames.encrypt_next(&self.waiting[..CHUNK]).map_err(io::Error::other)?;
            self.out.write_all(&frame)?;
            self.waiting.drain(..CHUNK);
        }
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Decrypts frames one at a time; gives out only what authenticated.
pub struct StreamReader<R: Read> {
    frames: Option<DecryptorBE32<ChaCha20Poly1305>>,
    ahead: Vec<u8>,
    input: R,
}

impl<R: Read> StreamReader<R> {
    /// Frames for what follows `before` in the file, once the commitment holds.
    ///
    /// # Errors
    /// [`NotAuthentic`] when `commitment` is not that of this key and header.
    pub fn new(
        key: &FileKey,
        before: &[u8],
        commitment: &[u8; 32],
        input: R,
    ) -> Result<Self, NotAuthentic> {
        use subtle::ConstantTimeEq;
        let (expected, frames) = commit(key, before);
        if !bool::from(expected.ct_eq(commitment)) {
            return Err(NotAuthentic);
        }
        let cipher = ChaCha20Poly1305::new((&*frames).into());
        Ok(Self {
            frames: Some(DecryptorBE32::from_aead(cipher, &Default::default())),
            ahead: Vec::new(),
            input,
        })
    }

    /// The next frame's plaintext and whether it was the last; `None` after the last.
    ///
    /// # Errors
    /// Those of the file, and `InvalidData` when a frame does not authenticate,
    /// is missing, or something follows the last.
    pub fn next_frame(&mut self) -> io::Result<Option<(Zeroizing<Vec<u8>>, bool)>> {
        if self.frames.is_none() {
            return Ok(None);
        }
        let mut frame = std::mem::take(&mut self.ahead);
        let want = (FRAME + 1 - frame.len()) as u64;
        self.input.by_ref().take(want).read_to_end(&mut frame)?;
        let not_authentic = |_| io::Error::from(io::ErrorKind::InvalidData);
        if frame.len() == FRAME + 1 {
            self.ahead = frame.split_off(FRAME);
            let frames = self.frames.as_mut().ok_or(io::ErrorKind::InvalidInput)?;
            let plain = frames.decrypt_next(&frame[..]).map_err(not_authentic)?;
            return Ok(Some((Zeroizing::new(plain), false)));
        }
        let last = self.frames.take().ok_or(io::ErrorKind::InvalidInput)?;
        let plain = last.decrypt_last(&frame[..]).map_err(not_authentic)?;
        Ok(Some((Zeroizing::new(plain), true)))
    }

    /// Checks that `tail`, what is left of a body of `plain` bytes after its
    /// records, is exactly the padding.
    pub fn is_padding(plain: u64, tail: &[u8]) -> bool {
        let Ok(plain) = usize::try_from(plain) else { return false };
        tail.first() == Some(&0x80)
            && tail[1..].iter().all(|&b| b == 0)
            && pad::padded_len(plain) == plain + tail.len()
    }
}
