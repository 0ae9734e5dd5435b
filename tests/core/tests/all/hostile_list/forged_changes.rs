//! Changes that Sam, who has the keys of Ours, appends to Ours: each part of one is another than it
//! says, or the JSON in it lies. What Noor wrote is read all the same.

use super::{Case, Told, assert_each, good};
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{ChaCha20Poly1305, KeyInit, Nonce};
use core_tests::{ChangeRow, Hand, Kept, blake3_derive, journal_seeded, lock};
use duologue_core::Id;
use duologue_core::crypto::Signer;
use duologue_core::vault::ProblemKind;
use rusqlite::Connection;

use ProblemKind::{Damaged, NotAuthentic};

const PAGE: &str = r#"{"kind":"page","schema":1,"clock":90,"at":"2026-11-02T21:00:00+01:00","on":"2026-11-02","text":"forged","tags":[]}"#;
const SALT: [u8; 32] = [9; 32];

/// A change before it is put together; as it stands nothing is wrong with it.
struct Forged {
    format: u16,
    vault: Id,
    author: Id,
    log: Id,
    seq: u64,
    space: Id,
    before: Vec<u8>,
    hand: Hand,
    signer: Signer,
    label: &'static str,
    /// What is signed, if it is not the link.
    signed: Option<Vec<u8>>,
    key: [u8; 32],
    kind: u8,
    /// The key that the blob is bound to.
    key_id: [u8; 16],
    salted: Vec<u8>,
    /// What is hashed, if it is not what is encrypted.
    hashed: Option<Vec<u8>>,
    padded: fn(Vec<u8>) -> Vec<u8>,
}

impl Forged {
    fn honest(journal: &Kept, json: &str) -> Self {
        let hand = journal.hand_of(journal.sam);
        let (space, key_id, last, log) = journal.reach_in(|db| {
            let (space, key) = hand.ours(db);
            let log: Vec<u8> = db
                .query_row("SELECT id FROM log WHERE author = ?", [&journal.sam.0[..]], |r| {
                    r.get(0)
                })
                .unwrap();
            (space, key.id().0, last_of(journal, db), Id::from_slice(&log).unwrap())
        });
        Self {
            format: 1,
            vault: hand.vault,
            author: journal.sam,
            log,
            seq: (last.id & 0xFF_FFFF_FFFF) as u64 + 1,
            space,
            before: last.link,
            label: "duologue v1 change",
            signed: None,
            key: key_drawn(journal, key_id),
            kind: 1,
            key_id,
            salted: [&SALT, json.as_bytes()].concat(),
            hashed: None,
            padded: as_it_should_be,
            signer: journal.hand_of(journal.sam).signer,
            hand,
        }
    }

    fn put(self, journal: &Kept) {
        let header = [
            &self.format.to_be_bytes()[..],
            &self.vault.0,
            &self.author.0,
            &self.log.0,
            &self.seq.to_be_bytes(),
            &self.space.0,
        ]
        .concat();
        let content_hash: [u8; 32] =
            blake3_derive("content", self.hashed.as_ref().unwrap_or(&self.salted));
        let link: [u8; 32] =
            blake3_derive("link", &[&header[..], &self.before, &content_hash].concat());
        let sig = self.signer.sign(self.label, &[self.signed.as_deref().unwrap_or(&link)]);
        let aad = [&[self.kind][..], &header, &link, &self.key_id].concat();
        let blob = encrypted(&self.key, self.kind, &aad, &(self.padded)(self.salted.clone()));
        journal.reach_in(|db| {
            let last = last_of(journal, db);
            ChangeRow {
                id: last.id + 1,
                space: number(db, "space", self.hand.ours(db).0),
                content_hash: content_hash.to_vec(),
                link: link.to_vec(),
                sig: sig.to_vec(),
                key: number(db, "key", Id::from_slice(&self.key_id).unwrap()),
                sum: blake3::hash(&blob).as_bytes()[..16].to_vec(),
                blob: Some(blob),
            }
            .put(db);
        });
    }
}

/// N ‖ AEAD(K, padded, aad), put together from docs/format.md.
pub(super) fn encrypted(key: &[u8; 32], kind: u8, aad: &[u8], padded: &[u8]) -> Vec<u8> {
    let nonce = [6; 24];
    let own = blake3::keyed_hash(key, &[b"duologue v1 object", &[kind][..], &nonce].concat());
    let cipher = ChaCha20Poly1305::new(&(*own.as_bytes()).into());
    let payload = Payload { msg: padded, aad };
    [&nonce[..], &cipher.encrypt(&Nonce::default(), payload).unwrap()].concat()
}

/// The 512 bytes that little is padded to.
fn as_it_should_be(mut plain: Vec<u8>) -> Vec<u8> {
    plain.push(0x80);
    plain.resize(512, 0);
    plain
}

fn last_of(journal: &Kept, db: &Connection) -> ChangeRow {
    let n = "SELECT n FROM log WHERE author = ?";
    let n: i64 = db.query_row(n, [&journal.sam.0[..]], |row| row.get(0)).unwrap();
    ChangeRow::all(db).into_iter().rfind(|row| row.id >> 40 == n).unwrap()
}

fn number(db: &Connection, table: &str, id: Id) -> i64 {
    db.query_row(&format!("SELECT n FROM {table} WHERE id = ?"), [&id.0[..]], |row| row.get(0))
        .unwrap()
}

/// The space key of this name, out of what was drawn.
fn key_drawn(journal: &Kept, id: [u8; 16]) -> [u8; 32] {
    let drawn = (0..journal.world.drawn()).map(|n| journal.world.value_drawn(n));
    let keys = drawn.filter_map(|value| <[u8; 32]>::try_from(&value[..]).ok());
    keys.into_iter().find(|key| blake3_derive::<16>("key id", key) == id).unwrap()
}

pub(super) fn cases() -> Vec<Case<Told>> {
    [parts(), paddings(), lies()].into_iter().flatten().collect()
}

fn named(kind: ProblemKind) -> Told {
    Told::damaged(&[kind], &[])
}

/// One part is another, and everything else fits it.
fn parts() -> Vec<Case<Told>> {
    let part = |name: &str, kind, change: fn(&mut Forged, &Kept)| {
        Case::new(name, named(kind), move |journal| {
            let mut forged = Forged::honest(journal, PAGE);
            change(&mut forged, journal);
            forged.put(journal);
        })
    };
    vec![
        part("a header of format 2", NotAuthentic, |forged, _| forged.format = 2),
        part("a header of format 0", NotAuthentic, |forged, _| forged.format = 0),
        part("a header of another vault", NotAuthentic, |forged, _| forged.vault.0[0] ^= 1),
        part("a header with Noor as the author", NotAuthentic, |forged, kept| {
            forged.author = kept.noor
        }),
        part("a header of another log", NotAuthentic, |forged, _| forged.log.0[0] ^= 1),
        part("a header with the next number", NotAuthentic, |forged, _| forged.seq += 1),
        part("a header with the number before", NotAuthentic, |forged, _| forged.seq -= 1),
        part("a header with number 0", NotAuthentic, |forged, _| forged.seq = 0),
        part("a header with the largest number", NotAuthentic, |forged, _| forged.seq = u64::MAX),
        part("a header of Sam's Mine", NotAuthentic, |forged, kept| forged.space = kept.sam),
        part("a header of Noor's Mine", NotAuthentic, |forged, kept| forged.space = kept.noor),
        part("after another link", NotAuthentic, |forged, _| forged.before[0] ^= 1),
        part("after no link", NotAuthentic, |forged, _| forged.before.clear()),
        part("after the end of Noor's log", NotAuthentic, |forged, _| {
            forged.before = good().pages[5].0.to_vec();
        }),
        part("signed by Noor", NotAuthentic, |forged, kept| {
            forged.signer = kept.hand_of(kept.noor).signer;
        }),
        part("signed by a stranger", NotAuthentic, |forged, _| {
            let stranger = journal_seeded(8);
            forged.signer = stranger.hand_of(stranger.noor).signer;
        }),
        part("signed under a card's label", NotAuthentic, |forged, _| {
            forged.label = "duologue v1 card"
        }),
        part("signed under a grant's label", NotAuthentic, |forged, _| {
            forged.label = "duologue v1 grant"
        }),
        part("signed under no label", NotAuthentic, |forged, _| forged.label = ""),
        part("the content is signed, and not the link", NotAuthentic, |forged, _| {
            forged.signed = Some(blake3_derive::<32>("content", &forged.salted).to_vec());
        }),
        part("other words than those that are signed", NotAuthentic, |forged, _| {
            forged.hashed = Some([&SALT, PAGE.replace("forged", "signed").as_bytes()].concat());
        }),
        part("the words of another salt", NotAuthentic, |forged, _| {
            forged.hashed = Some([&[8; 32], PAGE.as_bytes()].concat());
        }),
        part("31 bytes and no more", NotAuthentic, |forged, _| forged.salted = vec![1; 31]),
        part("nothing at all", NotAuthentic, |forged, _| forged.salted.clear()),
        part("encrypted as a draft is", Damaged, |forged, _| forged.kind = 2),
        part("encrypted as a witness is", Damaged, |forged, _| forged.kind = 3),
        part("encrypted as an older root is", Damaged, |forged, _| forged.kind = 5),
        part("encrypted as nothing that there is", Damaged, |forged, _| forged.kind = 0),
        part("encrypted under another key", Damaged, |forged, _| forged.key[0] ^= 1),
    ]
}

/// Plaintexts that are not padded as they must be.
fn paddings() -> Vec<Case<Told>> {
    let padding = |name: &str, padded: fn(Vec<u8>) -> Vec<u8>| {
        Case::new(name, named(Damaged), move |journal| {
            Forged { padded, ..Forged::honest(journal, PAGE) }.put(journal);
        })
    };
    vec![
        padding("no padding", |plain| plain),
        padding("no plaintext", |_| vec![]),
        padding("a mark and nothing after it", |plain| [&plain[..], &[0x80]].concat()),
        padding("padding without its mark", |mut plain| {
            plain.resize(512, 0);
            plain
        }),
        padding("another mark", |mut plain| {
            plain.push(0x81);
            plain.resize(512, 0);
            plain
        }),
        padding("padding that is not zeros", |plain| {
            let mut padded = as_it_should_be(plain);
            padded[511] = 1;
            padded
        }),
        padding("padded to a byte less", |plain| as_it_should_be(plain)[..511].to_vec()),
        padding("padded to a byte more", |plain| [&as_it_should_be(plain)[..], &[0]].concat()),
        padding("padded to the next size", |mut plain| {
            plain.push(0x80);
            plain.resize(544, 0);
            plain
        }),
        padding("only zeros", |_| vec![0; 512]),
    ]
}

/// JSON that is not what a page is, well signed.
fn lies() -> Vec<Case<Told>> {
    let lie = |name: &str, json: String| {
        Case::new(name, named(Damaged), move |journal| Forged::honest(journal, &json).put(journal))
    };
    let with = |old: &str, new: &str| {
        let json = PAGE.replacen(old, new, 1);
        assert_ne!(json, PAGE, "{old} is in it");
        json
    };
    vec![
        lie("no JSON", String::new()),
        lie("an array", format!("[{PAGE}]")),
        lie("white space before it", format!(" {PAGE}")),
        lie("something after it", format!("{PAGE}{{}}")),
        lie("cut short", PAGE.strip_suffix('}').unwrap().to_owned()),
        lie("a name twice", with(r#""text""#, r#""text":"other","text""#)),
        lie("its kind twice", with(r#""kind""#, r#""kind":"edit","kind""#)),
        lie("no kind", with(r#""kind":"page","#, "")),
        lie("a kind that is null", with(r#""page""#, "null")),
        lie("no schema", with(r#""schema":1,"#, "")),
        lie("a schema of text", with(r#""schema":1"#, r#""schema":"1""#)),
        lie("a schema under zero", with(r#""schema":1"#, r#""schema":-1"#)),
        lie("a schema of 2^32", with(r#""schema":1"#, r#""schema":4294967296"#)),
        lie("a clock under zero", with(r#""clock":90"#, r#""clock":-1"#)),
        lie("a clock of text", with(r#""clock":90"#, r#""clock":"90""#)),
        lie("a clock that is a fraction", with(r#""clock":90"#, r#""clock":90.0"#)),
        lie("a clock of 2^53 and one", with(r#""clock":90"#, r#""clock":9007199254740993"#)),
        lie("a clock of a year from now", with(r#""clock":90"#, r#""clock":9007199254740992"#)),
        lie("a moment that is a number", with(r#""2026-11-02T21:00:00+01:00""#, "7")),
        lie("what was seen is an array", with(r#""on""#, r#""seen":[],"on""#)),
        lie("what was seen has no link", with(r#""on""#, r#""seen":{"00000000000000000000000000000000":[1]},"on""#)),
        lie("what was seen is of no log", with(r#""on""#, r#""seen":{"00":[1,"00"]},"on""#)),
        lie("no day", with(r#""on":"2026-11-02","#, "")),
        lie("a day that is none", with(r#""on":"2026-11-02""#, r#""on":"2026-02-30""#)),
        lie("no text", with(r#""text":"forged","#, "")),
        lie("a text that is an array", with(r#""forged""#, r#"["forged"]"#)),
        lie("half a surrogate", with("forged", "\\udc00")),
        lie("a control character", with("forged", "\u{1}")),
        lie("no tags", with(r#","tags":[]"#, "")),
        lie("tags that are text", with("[]", r#""tag""#)),
        lie("a tag that is a number", with("[]", "[7]")),
        lie("33 levels", with("[]", &format!("[],\"x\":{}{}", "[".repeat(32), "]".repeat(32)))),
        lie("a space with three readers", space(3)),
        lie("a key of no id", r#"{"kind":"key","schema":1,"clock":90,"key":"00","retires":[]}"#.into()),
        lie("an erase of no number", r#"{"kind":"erase","schema":1,"clock":90,"what":[["00000000000000000000000000000000",-1]]}"#.into()),
    ]
}

fn space(readers: usize) -> String {
    let readers: Vec<_> =
        (0..readers).map(|n| format!("\"{}\"", format!("{n}").repeat(32))).collect();
    let id = "00".repeat(16);
    format!(
        r#"{{"kind":"space","schema":1,"clock":90,"space":"{id}","readers":[{}]}}"#,
        readers.join(",")
    )
}

#[test]
fn a_forged_change_is_named_and_nothing_of_it_is_shown() {
    assert_each(cases(), |name, journal| {
        let noor = journal.sit(journal.noor);
        let shown = core_tests::listed(&noor).iter().any(|head| head.excerpt.contains("forged"));
        assert!(!shown, "{name}: forged words are nobody's page");
        assert!(noor.page(good().sams[0]).is_ok(), "{name}: what Sam wrote before is read");
        let told = Told::of(&noor, 0..6);
        lock(noor);
        told
    });
}

#[test]
fn the_change_the_faults_are_done_to_is_one_that_opens() {
    let journal = good().journal.in_memory(&good().bytes);
    Forged::honest(&journal, PAGE).put(&journal);
    let noor = journal.sit(journal.noor);
    assert_eq!(Told::of(&noor, 0..6), Told::nothing(), "put together by hand it holds");
    assert!(core_tests::listed(&noor).iter().any(|head| head.excerpt == "forged"), "and is shown");
}
