//! Looks for words in bytes, also where they are written in another way: as UTF-16, as base64, or
//! packed by zlib, gzip or bare deflate, at any offset.

use flate2::{Decompress, FlushDecompress, Status};

/// How much is unpacked from one place. What a program packs of a page is far less.
const UNPACK_AT_MOST: usize = 1 << 20;
/// The shortest word that is looked for: base64 of a shorter one could stand anywhere by chance.
const SHORTEST: usize = 12;

/// A way in which a word was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// As it is.
    Plainly,
    /// As UTF-16, little or big end first.
    InUtf16,
    /// As base64, at any of the three alignments, in either alphabet.
    InBase64,
    /// One of the above, in something packed.
    Packed,
}

/// The words that must be nowhere, in every way they could be written.
pub struct Search(Vec<(String, Written, Vec<u8>)>);

impl Search {
    /// Prepares to look for `words`.
    ///
    /// # Panics
    /// When a word is too short for its base64 to be told from chance.
    pub fn new(words: &[&str]) -> Self {
        let mut needles = Vec::new();
        for &word in words {
            assert!(word.len() >= SHORTEST, "{word:?} could stand anywhere by chance");
            let mut add = |written, bytes| needles.push((word.to_owned(), written, bytes));
            add(Written::Plainly, word.as_bytes().to_vec());
            add(Written::InUtf16, word.encode_utf16().flat_map(u16::to_le_bytes).collect());
            add(Written::InUtf16, word.encode_utf16().flat_map(u16::to_be_bytes).collect());
            for alignment in 0..3 {
                for alphabet in [STANDARD, FOR_ADDRESSES] {
                    add(Written::InBase64, inside_base64(word.as_bytes(), alignment, alphabet));
                }
            }
        }
        Self(needles)
    }

    /// Every word that `bytes` hold, and how.
    pub fn find(&self, bytes: &[u8]) -> Vec<(&str, Written)> {
        let mut found = self.find_unpacked(bytes);
        for unpacked in unpack_everywhere(bytes) {
            let inside = self.find_unpacked(&unpacked);
            found.extend(inside.into_iter().map(|(word, _)| (word, Written::Packed)));
        }
        found.dedup();
        found
    }

    fn find_unpacked(&self, bytes: &[u8]) -> Vec<(&str, Written)> {
        let held = self.0.iter().filter(|(_, _, needle)| holds(bytes, needle));
        held.map(|(word, written, _)| (word.as_str(), *written)).collect()
    }
}

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    memchr::memmem::find(bytes, needle).is_some()
}

const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const FOR_ADDRESSES: &[u8; 64] =
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The signs of base64 that depend on `bytes` alone when `before` bytes stand in front of them.
fn inside_base64(bytes: &[u8], before: usize, alphabet: &[u8; 64]) -> Vec<u8> {
    let bit = |at: usize| bytes.get(at / 8).map(|byte| byte >> (7 - at % 8) & 1);
    // the first sign that begins within them
    let first = (before * 8).div_ceil(6) * 6 - before * 8;
    let mut signs = Vec::new();
    for begin in (first..).step_by(6) {
        let bits: Option<Vec<u8>> = (begin..begin + 6).map(bit).collect();
        let Some(bits) = bits else { return signs };
        signs.push(alphabet[bits.iter().fold(0, |sign, bit| sign << 1 | usize::from(*bit))]);
    }
    signs
}

/// Whatever unpacks, from every place where something packed could begin.
///
/// What zlib and gzip write is deflate behind a header, so trying bare deflate at every place
/// finds them too, even with the header lost.
fn unpack_everywhere(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut deflate = Decompress::new(false);
    let places = (0..bytes.len()).filter_map(|at| bytes.get(at..));
    places
        .filter_map(|rest| {
            deflate.reset(false);
            unpack(&mut deflate, rest)
        })
        .collect()
}

/// What unpacks up to the first fault, if it is long enough to hold a word.
fn unpack(deflate: &mut Decompress, packed: &[u8]) -> Option<Vec<u8>> {
    let mut unpacked = Vec::with_capacity(256);
    loop {
        let (taken, given) = (deflate.total_in(), deflate.total_out());
        let rest = packed.get(usize::try_from(taken).ok()?..)?;
        let went = deflate.decompress_vec(rest, &mut unpacked, FlushDecompress::Sync);
        let stuck = (deflate.total_in(), deflate.total_out()) == (taken, given);
        if !matches!(went, Ok(Status::Ok)) || stuck || unpacked.len() >= UNPACK_AT_MOST {
            return (unpacked.len() >= SHORTEST).then_some(unpacked);
        }
        unpacked.reserve(unpacked.capacity());
    }
}
