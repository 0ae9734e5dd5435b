//! A backup taken apart and put together again by the file key; and faults of its frames.

use super::{Case, good};
use chacha20poly1305::aead::Aead;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit, Nonce};
use core_tests::{Kept, NOOR, go_on, lock, november};
use duologue_core::journal::{JournalError, restore};
use duologue_core::vault::{BackupFile, Computer, VaultError};
use std::path::PathBuf;
use std::sync::OnceLock;

pub(crate) const MAGIC: &[u8] = b"duologue backup v2\n";
pub(super) const PIECE: usize = 65_536;
const FRAME: usize = PIECE + 16;

/// A good backup, and what it is made of.
pub(crate) struct Parts {
    /// Everything before the commitment.
    pub(crate) before: Vec<u8>,
    /// The JSON in it.
    pub(crate) header: String,
    pub(crate) file_key: [u8; 32],
    /// The records, each with its type.
    pub(crate) records: Vec<(u8, Vec<u8>)>,
    bytes: Vec<u8>,
}

pub(super) fn parts() -> &'static Parts {
    static PARTS: OnceLock<Parts> = OnceLock::new();
    PARTS.get_or_init(|| {
        let mut journal = good().journal.in_memory(&good().bytes);
        journal.world = journal.world.copy();
        let mut noor = journal.sit(journal.noor);
        noor.write_page(false, november(3), &"long ".repeat(50_000), &[]).unwrap();
        let drawn = journal.world.drawn();
        noor.back_up(&backup_of(&journal), &mut go_on).unwrap();
        lock(noor);
        let bytes = std::fs::read(backup_of(&journal)).unwrap();
        Parts::of(bytes, (drawn..journal.world.drawn()).map(|n| journal.world.value_drawn(n)))
    })
}

impl Parts {
    /// Taken apart by the one of the values that were `drawn` that is its key.
    pub(crate) fn of(bytes: Vec<u8>, mut drawn: impl Iterator<Item = Vec<u8>>) -> Self {
        let len = u32::from_be_bytes(bytes[MAGIC.len()..][..4].try_into().unwrap()) as usize;
        let (before, rest) = bytes.split_at(MAGIC.len() + 4 + len);
        let key =
            |value: Vec<u8>| value.try_into().ok().filter(|key| keys(key, before).0 == rest[..32]);
        let file_key = drawn.find_map(key).unwrap();
        let frames = rest[32..].chunks(FRAME).enumerate();
        let cipher = ChaCha20Poly1305::new(&keys(&file_key, before).1.into());
        let count = frames.len();
        let open = |(n, frame)| cipher.decrypt(&nonce(n, n + 1 == count), frame).unwrap();
        let body: Vec<u8> = frames.flat_map(open).collect();
        let header = String::from_utf8(before[MAGIC.len() + 4..].to_vec()).unwrap();
        let (before, records) = (before.to_vec(), records(&body));
        Self { before, header, file_key, records, bytes }
    }
}

/// The commitment and the key of the frames.
pub(crate) fn keys(file_key: &[u8; 32], before: &[u8]) -> ([u8; 32], [u8; 32]) {
    let mut hasher = blake3::Hasher::new_keyed(file_key);
    hasher.update(b"duologue v1 backup").update(blake3::hash(before).as_bytes());
    let mut both = [0; 64];
    hasher.finalize_xof().fill(&mut both);
    (both[..32].try_into().unwrap(), both[32..].try_into().unwrap())
}

fn nonce(n: usize, is_last: bool) -> Nonce {
    let mut nonce = [0; 12];
    nonce[7..11].copy_from_slice(&u32::try_from(n).unwrap().to_be_bytes());
    nonce[11] = u8::from(is_last);
    nonce.into()
}

fn records(mut body: &[u8]) -> Vec<(u8, Vec<u8>)> {
    let mut records = Vec::new();
    while records.last().is_none_or(|(kind, _)| *kind != 255) {
        let len = u32::from_be_bytes(body[1..5].try_into().unwrap()) as usize;
        records.push((body[0], body[5..5 + len].to_vec()));
        body = &body[5 + len..];
    }
    records
}

/// A header of this JSON.
pub(crate) fn before(json: &[u8]) -> Vec<u8> {
    [MAGIC, &u32::try_from(json.len()).unwrap().to_be_bytes(), json].concat()
}

/// A whole backup of this header and these pieces, encrypted and committed to as it should be.
pub(super) fn sealed(before: &[u8], pieces: &[&[u8]]) -> Vec<u8> {
    let (commitment, key) = keys(&parts().file_key, before);
    let cipher = ChaCha20Poly1305::new(&key.into());
    let seal = |(n, piece): (usize, &&[u8])| {
        cipher.encrypt(&nonce(n, n + 1 == pieces.len()), *piece).unwrap()
    };
    let frames: Vec<u8> = pieces.iter().enumerate().flat_map(seal).collect();
    [before, &commitment, &frames].concat()
}

/// Padded as it should be.
pub(super) fn padded(mut body: Vec<u8>) -> Vec<u8> {
    let least = 512.max(body.len() + 1);
    let e = least.ilog2();
    let mask = (1usize << (e - (e.ilog2() + 1))) - 1;
    body.push(0x80);
    body.resize((least + mask) & !mask, 0);
    body
}

/// A backup with these bytes in the place of the good one.
pub(super) fn case(
    name: impl Into<String>,
    comes_to: VaultError,
    bytes: impl Fn() -> Vec<u8> + 'static,
) -> Case<VaultError> {
    Case::new(name, comes_to, move |journal| {
        std::fs::write(backup_of(journal), bytes()).unwrap();
    })
}

fn backup_of(journal: &Kept) -> PathBuf {
    journal.folder.path().join("kept.duologue-backup")
}

/// Noor restores the backup beside `journal`.
pub(super) fn restored(journal: &Kept) -> Result<(), VaultError> {
    let target = journal.folder.path().join("restored.duologue");
    let done = (|| {
        let mut backup = BackupFile::open(&backup_of(journal))?;
        let opened = backup.challenge(journal.noor)?.answer(NOOR, None)?;
        let computer = Computer::new(&journal.folder.path().join("another computer"));
        let surroundings = journal.world.surroundings();
        restore(&mut backup, &opened, &target, computer, surroundings, &mut go_on)
    })();
    assert_eq!(done.is_ok(), target.exists(), "a journal appears, or an error: {done:?}");
    let beside = std::fs::read_dir(journal.folder.path()).unwrap().count();
    assert!(done.is_ok() || beside == 3, "nothing half restored stays beside it");
    done.map_err(|error| match error {
        JournalError::Vault(error) => error,
        error => panic!("{error}"),
    })
}

/// Each is refused with its own error, and restores nothing.
pub(super) fn assert_restores_nothing(cases: Vec<Case<VaultError>>) {
    super::assert_each(cases, |name, journal| match restored(journal) {
        Err(error) => error,
        Ok(()) => panic!("{name}: it restores"),
    });
}

pub(super) fn cases() -> Vec<Case<VaultError>> {
    let damaged = || VaultError::Damaged("file");
    let start = || parts().before.len() + 32;
    let with = |name: &str, comes_to, change: fn(&mut Vec<u8>, usize)| {
        case(name, comes_to, move || {
            let mut bytes = parts().bytes.clone();
            change(&mut bytes, start());
            bytes
        })
    };
    vec![
        with("no frame", damaged(), |bytes, start| bytes.truncate(start)),
        with("a frame of one byte", damaged(), |bytes, start| bytes.truncate(start + 1)),
        with("a frame of a tag alone", damaged(), |bytes, start| bytes.truncate(start + 16)),
        with("no last frame", damaged(), |bytes, start| {
            let last = (bytes.len() - start) / FRAME * FRAME;
            bytes.truncate(start + last);
        }),
        with("the first frame is gone", damaged(), |bytes, start| {
            drop(bytes.drain(start..start + FRAME))
        }),
        with("a frame in the middle is gone", damaged(), |bytes, start| {
            drop(bytes.drain(start + FRAME..start + 2 * FRAME));
        }),
        with("two frames are exchanged", damaged(), |bytes, start| {
            let (first, second) = bytes[start..start + 2 * FRAME].split_at_mut(FRAME);
            first.swap_with_slice(second);
        }),
        with("a frame stands twice", damaged(), |bytes, start| {
            let first = bytes[start..start + FRAME].to_vec();
            bytes.splice(start..start, first);
        }),
        with("a byte is gone from the end", damaged(), |bytes, _| {
            bytes.pop();
        }),
        with("a byte is gone from the start", damaged(), |bytes, start| {
            bytes.remove(start);
        }),
        with("a byte follows", damaged(), |bytes, _| bytes.push(0)),
        with("a frame follows", damaged(), |bytes, start| {
            bytes.extend_from_within(start..start + FRAME)
        }),
        with("the first bit is another", damaged(), |bytes, start| bytes[start] ^= 0x80),
        with("the first tag is another", damaged(), |bytes, start| bytes[start + PIECE] ^= 1),
        with("the last bit is another", damaged(), |bytes, _| *bytes.last_mut().unwrap() ^= 1),
        with("the commitment is another", VaultError::Damaged("backup header"), |bytes, start| {
            bytes[start - 32] ^= 1
        }),
        with(
            "the commitment is a byte short",
            VaultError::Damaged("backup header"),
            |bytes, start| {
                bytes.remove(start - 1);
            },
        ),
        with("there is no commitment", damaged(), |bytes, start| bytes.truncate(start - 32)),
        with("half a commitment ends it", damaged(), |bytes, start| bytes.truncate(start - 16)),
    ]
}

#[test]
fn frames_with_a_fault_restore_nothing() {
    assert_restores_nothing(cases());
}

#[test]
fn the_backup_the_faults_are_done_to_is_one_that_restores_also_put_together_anew() {
    let journal = good().journal.in_memory(&good().bytes);
    let body: Vec<u8> =
        parts().records.iter().flat_map(|(kind, record)| written(*kind, record)).collect();
    let body = padded(body);
    let again = sealed(&parts().before, &body.chunks(PIECE).collect::<Vec<_>>());
    assert_eq!(again, parts().bytes, "the same bytes, put together from the page of the format");
    std::fs::write(backup_of(&journal), &parts().bytes).unwrap();
    assert_eq!(restored(&journal), Ok(()), "and they restore");
}

#[test]
fn a_header_of_the_most_bytes_restores() {
    let journal = good().journal.in_memory(&good().bytes);
    let mut header = parts().header.clone();
    header.push_str(&" ".repeat((1 << 20) - header.len()));
    let records = parts().records.iter().flat_map(|(kind, record)| written(*kind, record));
    let body = padded(records.collect());
    let large = sealed(&before(header.as_bytes()), &body.chunks(PIECE).collect::<Vec<_>>());
    std::fs::write(backup_of(&journal), large).unwrap();
    assert_eq!(restored(&journal), Ok(()), "a mebibyte, most of it white space at its end");
}

/// Type, length, content.
pub(super) fn written(kind: u8, record: &[u8]) -> Vec<u8> {
    [&[kind][..], &u32::try_from(record.len()).unwrap().to_be_bytes(), record].concat()
}
