//! Frames of a backup or a file, written and read without a journal around them.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use core_tests::{blake3_derive, drawing};
use duologue_core::crypto::{
    AttachmentKey, AttachmentReader, AttachmentWriter, CHUNK, FRAME, FileHash, FileKey,
    NotAuthentic, StreamReader, StreamWriter, backup_commitment, chunks_of,
};
use duologue_core::{Id, Link};
use std::io::{self, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

const SECRET: [u8; 32] = [7; 32];
/// Frames that are opened together.
const TOGETHER: u64 = 16;

/// A file that tells how many bytes went through it, and how often it was flushed.
#[derive(Default, Clone)]
struct Counted<F> {
    file: F,
    bytes: Arc<AtomicU64>,
    flushed: Arc<AtomicU64>,
}

impl<F> Counted<F> {
    fn around(file: F) -> Self {
        Self { file, bytes: Arc::default(), flushed: Arc::default() }
    }
}

impl<F: Write> Write for Counted<F> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.bytes.fetch_add(written as u64, Ordering::Relaxed);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.flushed.fetch_add(1, Ordering::Relaxed);
        self.file.flush()
    }
}

impl<F: Read> Read for Counted<F> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(bytes)?;
        self.bytes.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

fn file_key() -> FileKey {
    FileKey::make(&mut drawing(&SECRET))
}

fn attachment_key() -> AttachmentKey {
    AttachmentKey::make(&mut drawing(&SECRET))
}

fn vault() -> Id {
    Id::from_slice(&[1; 16]).unwrap()
}

fn file_id() -> Id {
    Id::from_slice(&[2; 16]).unwrap()
}

/// So many whole pieces, and some more.
fn some(pieces: usize) -> Vec<u8> {
    (0..pieces * CHUNK + 1000).map(|at| (at / 251) as u8).collect()
}

#[test]
fn a_writer_of_frames_says_how_many_bytes_its_file_was_given() {
    let file = Counted::around(Vec::new());
    let given = Arc::clone(&file.bytes);
    let mut frames = StreamWriter::new(&file_key(), b"before", file);
    for piece in some(30).chunks(50_000) {
        frames.write_all(piece).unwrap();
        assert_eq!(frames.written(), given.load(Ordering::Relaxed), "no byte more or fewer");
    }
    assert!(frames.written() >= 8 * FRAME as u64, "most of it was written by now");
}

#[test]
fn what_is_flushed_is_flushed_into_the_file() {
    let file = Counted::around(Vec::new());
    let flushed = Arc::clone(&file.flushed);
    StreamWriter::new(&file_key(), b"before", file.clone()).flush().unwrap();
    assert_eq!(flushed.load(Ordering::Relaxed), 1, "of a backup");
    AttachmentWriter::new(&attachment_key(), vault(), file_id(), file).flush().unwrap();
    assert_eq!(flushed.load(Ordering::Relaxed), 2, "of a file on a page");
}

#[test]
fn a_reader_of_frames_never_reads_beyond_what_it_said_and_says_no_more_than_it_may_read() {
    let mut frames = StreamWriter::new(&file_key(), b"before", Vec::new());
    frames.write_all(&some(40)).unwrap();
    let file = Counted::around(io::Cursor::new(frames.finish().unwrap()));
    let read = Arc::clone(&file.bytes);
    let commitment = backup_commitment(&file_key(), b"before");
    let mut frames = StreamReader::new(&file_key(), b"before", &commitment, file).unwrap();
    let mut pieces = 0;
    loop {
        let (said, before) = (frames.would_have_read(), read.load(Ordering::Relaxed));
        let is_waiting = pieces % TOGETHER != 0;
        let more = if is_waiting || before % FRAME as u64 != 0 { 0 } else { 17 * FRAME as u64 };
        assert_eq!(said, before + more, "the next of {pieces}");
        let next = frames.next_frame().unwrap();
        assert!(read.load(Ordering::Relaxed) <= said, "the next of {pieces} took no more");
        let Some((_, is_last)) = next else { break };
        pieces += 1;
        assert_eq!(is_last, pieces == 41, "{pieces} of 41");
    }
    assert_eq!(pieces, 41, "all of it was read");
}

/// A file put on a page by somebody who has its key and cuts its chunks as they like.
fn cut_by_hand(pieces: &[&[u8]]) -> Vec<Vec<u8>> {
    let material = [&SECRET[..], &vault().0, &file_id().0].concat();
    let cipher = ChaCha20Poly1305::new(&blake3_derive("file", &material).into());
    let frame = |(n, piece): (usize, &&[u8])| {
        let mut nonce = [0; 12];
        nonce[7..11].copy_from_slice(&(n as u32).to_be_bytes());
        nonce[11] = u8::from(n + 1 == pieces.len());
        cipher.encrypt(&Nonce::from(nonce), Payload { msg: piece, aad: b"" }).unwrap()
    };
    pieces.iter().enumerate().map(frame).collect()
}

/// Whether a file is read from these chunks.
fn read_whole(file: &[u8], chunks: &[Vec<u8>]) -> Result<Vec<u8>, NotAuthentic> {
    let hash = Link::from_slice(blake3::hash(file).as_bytes()).unwrap();
    let said = FileHash { length: file.len() as u64, hash };
    let mut reader = AttachmentReader::new(&attachment_key(), vault(), file_id(), said)?;
    let mut read = Vec::new();
    for chunk in chunks {
        read.extend_from_slice(&reader.open(chunk)?);
    }
    reader.finish().map(|()| read)
}

#[test]
fn a_file_is_read_only_from_whole_chunks_and_exactly_its_padding() {
    let file = some(1);
    let mut plain = file.clone();
    plain.push(0x80);
    let mut written = AttachmentWriter::new(&attachment_key(), vault(), file_id(), Vec::new());
    written.write_all(&file).unwrap();
    let (frames, _) = written.finish().unwrap();
    plain.resize(frames.len() - 2 * 16, 0);

    let cut = |at: usize| cut_by_hand(&[&plain[..at], &plain[at..]]);
    assert_eq!(cut(CHUNK).concat(), frames, "cut where it should be, it is what is written");
    assert_eq!(read_whole(&file, &cut(CHUNK)), Ok(file.clone()), "and is read");
    assert_eq!(read_whole(&file, &cut(CHUNK - 16)), Err(NotAuthentic), "a chunk too short");
    assert_eq!(read_whole(&file, &cut(CHUNK + 16)), Err(NotAuthentic), "a chunk too long");

    let less = &plain[..file.len() + 1];
    let short = cut_by_hand(&[&less[..CHUNK], &less[CHUNK..]]);
    assert_eq!(read_whole(&file, &short), Err(NotAuthentic), "less padding than is written");
    assert_eq!(read_whole(&file, &cut(CHUNK)[..1]), Err(NotAuthentic), "not read to its end");
}

#[test]
fn no_file_is_so_long_that_it_has_no_number_of_chunks() {
    assert_eq!(chunks_of(0), Some(1), "an empty one has a chunk of padding");
    assert_eq!(chunks_of(CHUNK as u64), Some(2), "padding comes after a whole chunk");
    for length in [1 << 62, u64::MAX >> 2, (u64::MAX >> 2) - 1, u64::MAX - 5, u64::MAX] {
        assert_eq!(chunks_of(length), None, "{length} bytes are no file");
    }
}

/// A file whose reads are interrupted every other time, or end with an error.
struct Troubled {
    file: io::Cursor<Vec<u8>>,
    with: io::ErrorKind,
    now: bool,
}

impl Read for Troubled {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.now = !self.now;
        if self.now { Err(self.with.into()) } else { self.file.read(bytes) }
    }
}

#[test]
fn a_read_that_is_interrupted_is_made_again_and_any_other_that_fails_is_told() {
    let mut frames = StreamWriter::new(&file_key(), b"before", Vec::new());
    frames.write_all(&some(2)).unwrap();
    let written = frames.finish().unwrap();
    let commitment = backup_commitment(&file_key(), b"before");
    let first = |with| {
        let file = Troubled { file: io::Cursor::new(written.clone()), with, now: false };
        let mut frames = StreamReader::new(&file_key(), b"before", &commitment, file).unwrap();
        frames.next_frame().map(|next| next.map(|(plain, _)| plain.len())).map_err(|e| e.kind())
    };
    assert_eq!(first(io::ErrorKind::Interrupted), Ok(Some(CHUNK)), "a signal came in between");
    assert_eq!(first(io::ErrorKind::TimedOut), Err(io::ErrorKind::TimedOut), "a disk is gone");
}
