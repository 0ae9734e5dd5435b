//! STREAM-BE32 frames, of a backup file and of an attachment. Format: docs/format.md §8, §6.

use super::derive::{derive, keyed};
use super::keys::FileKey;
use super::{NotAuthentic, pad};
use aead_stream::{NewStream, StreamBE32, StreamPrimitive};
use chacha20poly1305::{ChaCha20Poly1305, KeyInit};
use std::io::{self, Read, Write};
use std::thread;
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

/// Frames that are encrypted or decrypted together: 1 MiB.
const TOGETHER: usize = 16;
/// The disk does not keep up with more.
const MOST_THREADS: usize = 4;

type Stream = StreamBE32<ChaCha20Poly1305>;

/// The frames of one file: each has a nonce of its own number, so one does not wait for another.
struct Frames {
    stream: Stream,
    /// The number of the next one.
    next: u32,
}

impl Frames {
    fn under(key: &Zeroizing<[u8; 32]>) -> Self {
        let cipher = ChaCha20Poly1305::new((&**key).into());
        Self { stream: StreamBE32::from_aead(cipher, &Default::default()), next: 0 }
    }

    /// Goes on by these pieces, on as many cores as there are: `work` is told a piece's number, and
    /// whether it is the last of all.
    fn pass<P: Send>(
        &mut self,
        pieces: &mut [P],
        ends: bool,
        work: impl Fn(&Stream, u32, bool, &mut P) -> io::Result<()> + Sync,
    ) -> io::Result<()> {
        let count = u32::try_from(pieces.len()).map_err(io::Error::other)?;
        let (first, last) = (self.next, pieces.len().saturating_sub(1));
        // The largest number is never given, so that there is always one for the last frame.
        self.next = first.checked_add(count).ok_or(io::ErrorKind::FileTooLarge)?;
        let stream = &self.stream;
        let share = |from: usize, pieces: &mut [P]| -> io::Result<()> {
            (from..).zip(pieces).try_for_each(|(at, piece)| {
                work(stream, first + at as u32, ends && at == last, piece)
            })
        };
        let threads = thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
        let each = pieces.len().div_ceil(threads).max(TOGETHER / MOST_THREADS);
        thread::scope(|scope| {
            let mut shares = (0..).step_by(each).zip(pieces.chunks_mut(each));
            let own = shares.next();
            let others: Vec<_> =
                shares.map(|(from, pieces)| scope.spawn(move || share(from, pieces))).collect();
            let mut done = own.map_or(Ok(()), |(from, pieces)| share(from, pieces));
            for other in others {
                let other = other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
                done = done.and(other);
            }
            done
        })
    }
}

/// Encrypts what is written to it, some frames at a time; memory stays flat.
pub struct StreamWriter<W: Write> {
    frames: Frames,
    /// Whole pieces but for the last of them.
    waiting: Vec<Zeroizing<Vec<u8>>>,
    /// Pieces whose frames were written, to be filled again.
    spare: Vec<Zeroizing<Vec<u8>>>,
    written: u64,
    out: W,
}

impl<W: Write> StreamWriter<W> {
    /// Frames for what follows `before` in the file.
    pub fn new(key: &FileKey, before: &[u8], out: W) -> Self {
        Self::under(&commit(key, before).1, out)
    }

    pub(super) fn under(key: &Zeroizing<[u8; 32]>, out: W) -> Self {
        let frames = Frames::under(key);
        Self { frames, waiting: Vec::new(), spare: Vec::new(), written: 0, out }
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
        self.put(true)?;
        Ok(self.out)
    }

    /// Writes the frames of all that waits.
    fn put(&mut self, ends: bool) -> io::Result<()> {
        self.frames.pass(&mut self.waiting, ends, |stream, n, last, piece| {
            stream.encrypt_in_place(n, last, &[], &mut **piece).map_err(io::Error::other)
        })?;
        for mut piece in self.waiting.drain(..) {
            self.out.write_all(&piece)?;
            piece.clear();
            self.spare.push(piece);
        }
        Ok(())
    }

    /// The piece to be filled. A whole one stays back until something follows it: the last is
    /// marked as such.
    fn piece(&mut self) -> io::Result<&mut Vec<u8>> {
        let is_whole = self.waiting.last().is_none_or(|piece| piece.len() == CHUNK);
        if is_whole && self.waiting.len() == TOGETHER {
            self.put(false)?;
        }
        if is_whole {
            let fresh = || Zeroizing::new(Vec::with_capacity(FRAME));
            self.waiting.push(self.spare.pop().unwrap_or_else(fresh));
        }
        let piece = self.waiting.last_mut().ok_or(io::ErrorKind::InvalidInput)?;
        Ok(piece)
    }
}

impl<W: Write> Write for StreamWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.is_empty() {
            return Ok(0);
        }
        let piece = self.piece()?;
        let taken = bytes.len().min(CHUNK - piece.len());
        piece.extend_from_slice(&bytes[..taken]);
        self.written += taken as u64;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Decrypts some frames at a time; gives out only what authenticated.
///
/// What comes out of a backup is not wiped: it is rows of the journal, encrypted as they stand there.
pub struct StreamReader<R: Read> {
    frames: Frames,
    /// Decrypted; those before `at` were given out.
    ready: Vec<Vec<u8>>,
    at: usize,
    /// A frame that was read to see whether one follows those before.
    ahead: Option<Vec<u8>>,
    /// The last frame was read.
    ended: bool,
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
        let frames = Frames::under(&frames);
        Ok(Self { frames, ready: Vec::new(), at: 0, ahead: None, ended: false, input })
    }

    /// The next frame's plaintext and whether it was the last; `None` after the last.
    ///
    /// # Errors
    /// Those of the file, and `InvalidData` when a frame of those read with it does not
    /// authenticate, is missing, or something follows the last.
    pub fn next_frame(&mut self) -> io::Result<Option<(&[u8], bool)>> {
        if self.at == self.ready.len() && !self.ended {
            self.open_some()?;
        }
        let last = self.ended && self.at + 1 == self.ready.len();
        let next = self.ready.get(self.at).map(|plain| (&plain[..], last));
        self.at += usize::from(next.is_some());
        Ok(next)
    }

    fn open_some(&mut self) -> io::Result<()> {
        let mut spare = std::mem::take(&mut self.ready);
        let mut frames = Vec::with_capacity(TOGETHER);
        let ahead = self.ahead.take();
        let mut next = ahead.map_or_else(|| self.read_one(None), Ok)?;
        while next.len() == FRAME && frames.len() < TOGETHER {
            let after = self.read_one(spare.pop())?;
            if after.is_empty() {
                break;
            }
            frames.push(std::mem::replace(&mut next, after));
        }
        if frames.len() < TOGETHER {
            frames.push(next);
            self.ended = true;
        } else {
            self.ahead = Some(next);
        }
        let opened = self.frames.pass(&mut frames, self.ended, |stream, n, last, frame| {
            let opened = stream.decrypt_in_place(n, last, &[], frame);
            opened.map_err(|_| io::ErrorKind::InvalidData.into())
        });
        // Nothing is given out once a frame is not authentic.
        self.ended |= opened.is_err();
        (self.ready, self.at) = (opened.map(|()| frames)?, 0);
        Ok(())
    }

    /// The bytes of one frame: fewer at the end of the file, and none after it.
    fn read_one(&mut self, spare: Option<Vec<u8>>) -> io::Result<Vec<u8>> {
        let mut frame = spare.unwrap_or_else(|| Vec::with_capacity(FRAME));
        frame.clear();
        self.input.by_ref().take(FRAME as u64).read_to_end(&mut frame)?;
        Ok(frame)
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
