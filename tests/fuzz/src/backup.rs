//! A backup taken apart, and put together again by whoever has the key of its file.

use crate::{good, padded};
use chacha20poly1305::aead::Aead;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit, Nonce};
use core_tests::{Hand, blake3_derive};

const MAGIC: &[u8] = b"duologue backup v2\n";
const PIECE: usize = 65_536;
const END: u8 = 255;
/// Where the parts of an end record begin.
const MAKER: usize = 64;
const COUNTS: usize = 96;
const DIGEST: usize = 128;
const MADE: usize = 160;

/// The header and the records, each with its type.
pub struct Backup {
    /// JSON, if nobody changed it.
    pub header: Vec<u8>,
    /// The end is the last.
    pub records: Vec<(u8, Vec<u8>)>,
}

impl Backup {
    /// The good one.
    pub fn good() -> Self {
        let (bytes, _) = &good().backup;
        let len = u32::from_be_bytes(bytes[MAGIC.len()..][..4].try_into().unwrap()) as usize;
        let (before, rest) = bytes.split_at(MAGIC.len() + 4 + len);
        let (_, cipher) = keys(before);
        let frames = rest[32..].chunks(PIECE + 16).enumerate();
        let count = frames.len();
        let open = |(n, frame)| cipher.decrypt(&nonce(n, n + 1 == count), frame).unwrap();
        let body: Vec<u8> = frames.flat_map(open).collect();
        Self { header: before[MAGIC.len() + 4..].to_vec(), records: records(&body) }
    }

    /// Its records, one after the other.
    pub fn body(&self) -> Vec<u8> {
        let record = |(kind, record): &(u8, Vec<u8>)| {
            [&[*kind][..], &(record.len() as u32).to_be_bytes(), record].concat()
        };
        self.records.iter().flat_map(record).collect()
    }

    /// The end says what the records before it are, and `maker` signs that.
    pub fn sign(&mut self, maker: &Hand) {
        let Some((END, mut end)) = self.records.pop() else { return };
        if end.len() >= MADE {
            let count = |kind: u8| self.records.iter().filter(|(of, _)| *of == kind).count() as u64;
            for (n, kind) in [1, 2, 6, 7].into_iter().enumerate() {
                end[COUNTS + n * 8..][..8].copy_from_slice(&count(kind).to_be_bytes());
            }
            let digest: [u8; 32] = blake3_derive("backup", blake3::hash(&self.body()).as_bytes());
            end[DIGEST..MADE].copy_from_slice(&digest);
            let sig = maker.signer.sign("duologue v1 backup", &[&maker.vault.0, &end[MAKER..]]);
            end[..MAKER].copy_from_slice(&sig);
        }
        self.records.push((END, end));
    }

    /// The file with `body` in it.
    pub fn sealed(&self, body: &[u8]) -> Vec<u8> {
        let len = (self.header.len() as u32).to_be_bytes();
        let before = [MAGIC, &len, &self.header].concat();
        let (commitment, cipher) = keys(&before);
        let body = padded(body);
        let pieces = body.chunks(PIECE).enumerate();
        let count = pieces.len();
        let seal = |(n, piece)| cipher.encrypt(&nonce(n, n + 1 == count), piece).unwrap();
        let frames: Vec<u8> = pieces.flat_map(seal).collect();
        [&before[..], &commitment, &frames].concat()
    }
}

/// The commitment and what encrypts the frames.
fn keys(before: &[u8]) -> ([u8; 32], ChaCha20Poly1305) {
    let mut hasher = blake3::Hasher::new_keyed(&good().backup.1);
    hasher.update(b"duologue v1 backup").update(blake3::hash(before).as_bytes());
    let (mut commitment, mut key) = ([0; 32], [0; 32]);
    let mut out = hasher.finalize_xof();
    out.fill(&mut commitment);
    out.fill(&mut key);
    (commitment, ChaCha20Poly1305::new(&key.into()))
}

fn nonce(n: usize, is_last: bool) -> Nonce {
    let mut nonce = [0; 12];
    nonce[7..11].copy_from_slice(&(n as u32).to_be_bytes());
    nonce[11] = u8::from(is_last);
    nonce.into()
}

fn records(mut body: &[u8]) -> Vec<(u8, Vec<u8>)> {
    let mut records = Vec::new();
    while records.last().is_none_or(|(kind, _)| *kind != END) {
        let len = u32::from_be_bytes(body[1..5].try_into().unwrap()) as usize;
        records.push((body[0], body[5..5 + len].to_vec()));
        body = &body[5 + len..];
    }
    records
}
