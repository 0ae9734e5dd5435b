//! STREAM-BE32 frames, of a backup file and of an attachment. Format: docs/format.md §8, §6.

use super::derive::{derive, keyed};
use super::keys::FileKey;
use super::{NotAuthentic, pad};
use crate::cores::cores;
use aead_stream::aead::{self, Buffer};
use aead_stream::{NewStream, StreamBE32, StreamPrimitive};
use chacha20poly1305::{ChaCha20Poly1305, KeyInit};
use std::io::{self, Read, Write};
use std::sync::mpsc::{self, Receiver, Sender};
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
pub fn backup_digest(records: &blake3::Hash) -> [u8; 32] {
    derive("backup", &[records.as_bytes()])
}

/// Frames that are decrypted together: 1 MiB.
const TOGETHER: usize = 16;
/// Pieces that are encrypted together: they stay in the cache of the core that does it.
const BATCH: usize = 4;
/// Batches that wait to be encrypted, or to be written.
const BEHIND: usize = 2;
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
        let threads = cores().min(MOST_THREADS);
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

/// A part of a larger buffer, which ends with room for what is put after it.
struct Part<'a> {
    bytes: &'a mut [u8],
    len: usize,
}

impl AsRef<[u8]> for Part<'_> {
    fn as_ref(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

impl AsMut<[u8]> for Part<'_> {
    fn as_mut(&mut self) -> &mut [u8] {
        &mut self.bytes[..self.len]
    }
}

impl Buffer for Part<'_> {
    fn extend_from_slice(&mut self, more: &[u8]) -> aead::Result<()> {
        let room = self.bytes.get_mut(self.len..self.len + more.len()).ok_or(aead::Error)?;
        room.copy_from_slice(more);
        self.len += more.len();
        Ok(())
    }

    fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }
}

/// What is encrypted together: plain pieces, each with room for its tag, and then their frames.
struct Batch {
    bytes: Zeroizing<Vec<u8>>,
    /// The last of them is the last of all.
    ends: bool,
    /// Of all that was plain up to its end, once it is encrypted.
    hash: Hash,
}

/// Hashers hold what they hash.
type Hash = Zeroizing<blake3::Hasher>;

/// Hashes pieces, with or without their tags or room for them.
fn hash_pieces(bytes: &[u8], hash: &mut Hash) {
    for piece in bytes.chunks(FRAME) {
        hash.update(&piece[..piece.len().min(CHUNK)]);
    }
}

impl Batch {
    fn encrypted(mut self, frames: &mut Frames, hash: &mut Hash) -> io::Result<Self> {
        hash_pieces(&self.bytes, hash);
        self.hash = hash.clone();
        let frame = |bytes| {
            let bytes: &mut [u8] = bytes;
            Part { len: bytes.len().saturating_sub(TAG), bytes }
        };
        let mut parts: Vec<Part<'_>> = self.bytes.chunks_mut(FRAME).map(frame).collect();
        frames.pass(&mut parts, self.ends, |stream, n, last, part| {
            stream.encrypt_in_place(n, last, &[], part).map_err(io::Error::other)
        })?;
        drop(parts);
        Ok(self)
    }
}

/// Never too small for a batch: nothing plain is left where it grew from.
fn room() -> Zeroizing<Vec<u8>> {
    Zeroizing::new(Vec::with_capacity(BATCH * FRAME))
}

/// A thread that encrypts batch after batch while the one that fills them goes on.
struct Beside {
    to: Sender<Batch>,
    from: Receiver<io::Result<Batch>>,
    /// Batches that did not come back yet.
    out: usize,
}

impl Beside {
    fn begin(mut frames: Frames) -> Self {
        let (to, given) = mpsc::channel::<Batch>();
        let (back, from) = mpsc::channel();
        thread::spawn(move || {
            let mut hash = Hash::default();
            let mut encrypted =
                given.into_iter().map(|batch| batch.encrypted(&mut frames, &mut hash));
            // Until nobody wants them any more.
            encrypted.all(|batch| back.send(batch).is_ok())
        });
        Self { to, from, out: 0 }
    }

    fn give(&mut self, batch: Batch) -> io::Result<()> {
        self.to.send(batch).map_err(|_| io::ErrorKind::BrokenPipe)?;
        self.out += 1;
        Ok(())
    }

    /// The oldest, once it is encrypted.
    fn take(&mut self) -> io::Result<Batch> {
        let batch = self.from.recv().map_err(|_| io::ErrorKind::BrokenPipe)?;
        self.out -= 1;
        batch
    }
}

/// Encrypts what is written to it, some frames at a time; memory stays flat.
pub struct StreamWriter<W: Write> {
    beside: Beside,
    /// Plain pieces, each whole one with room for its tag.
    waiting: Zeroizing<Vec<u8>>,
    /// Buffers whose frames were written, to be filled again.
    spare: Vec<Zeroizing<Vec<u8>>>,
    /// Of all that is plain in the frames that were written.
    hash: Hash,
    /// Plain bytes.
    taken: u64,
    /// Bytes of frames.
    written: u64,
    out: W,
}

impl<W: Write> StreamWriter<W> {
    /// Frames for what follows `before` in the file.
    pub fn new(key: &FileKey, before: &[u8], out: W) -> Self {
        Self::under(&commit(key, before).1, out)
    }

    pub(super) fn under(key: &Zeroizing<[u8; 32]>, out: W) -> Self {
        let beside = Beside::begin(Frames::under(key));
        let (waiting, spare, hash) = (room(), Vec::new(), Hash::default());
        Self { beside, waiting, spare, hash, taken: 0, written: 0, out }
    }

    /// How many bytes of frames were written.
    pub fn written(&self) -> u64 {
        self.written
    }

    /// Pads, writes the last frame and hands the file back.
    ///
    /// # Errors
    /// Those of the file.
    pub fn finish(mut self) -> io::Result<W> {
        let plain = usize::try_from(self.taken).map_err(io::Error::other)?;
        let mut padding = pad::padded_len(plain) - plain;
        self.write_all(&[0x80])?;
        padding -= 1;
        while padding > 0 {
            let some = padding.min(CHUNK);
            self.write_all(&[0; CHUNK][..some])?;
            padding -= some;
        }
        self.make_room_for_tag();
        self.put(true)?;
        Ok(self.out)
    }

    /// The BLAKE3 of all that was written to it so far, padding apart.
    ///
    /// # Errors
    /// Those of the file.
    pub fn hash(&mut self) -> io::Result<blake3::Hash> {
        self.write_but(0)?;
        let mut hash = self.hash.clone();
        hash_pieces(&self.waiting, &mut hash);
        Ok(hash.finalize())
    }

    fn put(&mut self, ends: bool) -> io::Result<()> {
        let next = if ends { None } else { Some(self.spare.pop().unwrap_or_else(room)) };
        let bytes = std::mem::replace(&mut self.waiting, next.unwrap_or_default());
        self.beside.give(Batch { bytes, ends, hash: Hash::default() })?;
        self.write_but(if ends { 0 } else { BEHIND })
    }

    /// Writes what was given away, but for so many batches: always the same after the same, whoever
    /// was faster.
    fn write_but(&mut self, may_stay_out: usize) -> io::Result<()> {
        while self.beside.out > may_stay_out {
            let Batch { mut bytes, hash, .. } = self.beside.take()?;
            self.hash = hash;
            self.out.write_all(&bytes)?;
            self.written += bytes.len() as u64;
            bytes.clear();
            self.spare.push(bytes);
        }
        Ok(())
    }

    fn make_room_for_tag(&mut self) {
        self.waiting.extend_from_slice(&[0; TAG]);
    }
}

impl<W: Write> Write for StreamWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.is_empty() {
            return Ok(0);
        }
        // A whole piece stays back until something follows it: the last is marked as such.
        if self.waiting.len() % FRAME == CHUNK {
            self.make_room_for_tag();
        }
        if self.waiting.len() == BATCH * FRAME {
            self.put(false)?;
        }
        let taken = bytes.len().min(CHUNK - self.waiting.len() % FRAME);
        self.waiting.extend_from_slice(&bytes[..taken]);
        self.taken += taken as u64;
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
    /// Bytes of frames that were read.
    read: u64,
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
        Ok(Self { frames, ready: Vec::new(), at: 0, ahead: None, ended: false, read: 0, input })
    }

    /// How many bytes of frames are read, at most, once the next frame was asked for.
    pub fn would_have_read(&self) -> u64 {
        let has_one = self.at < self.ready.len() || self.ended;
        self.read + if has_one { 0 } else { ((TOGETHER + 1) * FRAME) as u64 }
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
        let mut frame = spare.unwrap_or_default();
        frame.resize(FRAME, 0);
        let mut len = 0;
        while len < FRAME {
            match self.input.read(&mut frame[len..]) {
                Ok(0) => break,
                Ok(more) => len += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        frame.truncate(len);
        self.read += len as u64;
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
