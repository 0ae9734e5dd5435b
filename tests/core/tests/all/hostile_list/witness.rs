//! Faults of Noor's witness, in the file and outside of it: none hides a page or a loss, and none
//! takes the place of what is there.

use super::{Case, Told, assert_each, flipped, good, insert, is_of, other_lengths, row};
use core_tests::slot_rows::blob;
use core_tests::{Hand, Kept, drawing, lock};
use duologue_core::crypto::{ObjectType, decrypt_object, encrypt_object};
use duologue_core::journal::Alarm;
use duologue_core::vault::ProblemKind;
use rusqlite::types::Value;
use serde_json::json;
use std::path::PathBuf;

use ProblemKind::{
    GrantGone, MissingEnd, OldGrant, OldKeyslot, Rewritten, UnknownKey, Unwitnessed,
};

const KEY: usize = 1;
const BLOB: usize = 2;

fn changed(
    name: impl Into<String>,
    comes_to: Told,
    change: impl Fn(&Kept, &mut Vec<Value>) + 'static,
) -> Case<Told> {
    Case::new(name, comes_to, move |journal| {
        let which = is_of("partner", journal.noor);
        let mut witness = journal.reach_in(|db| row(db, "witness", &which));
        change(journal, &mut witness);
        journal.reach_in(|db| insert(db, "witness", &witness));
    })
}

/// As good as none: all that Noor ever wrote is unwitnessed.
fn none() -> Told {
    let n = format!(
        "SELECT count(*) FROM change WHERE id >> 40 = (SELECT n FROM log WHERE {})",
        is_of("author", good().journal.noor)
    );
    let rows: i64 = good().journal.reach_in(|db| db.query_row(&n, [], |row| row.get(0)).unwrap());
    Told::nothing().and(&[Alarm::Unwitnessed { changes: rows.unsigned_abs() }], &[Unwitnessed])
}

pub(super) fn cases() -> Vec<Case<Told>> {
    [rows(), plaintexts(), claims(), outside()].into_iter().flatten().collect()
}

/// It is under a key that is not Noor's.
fn of_another() -> Told {
    Told::nothing().and(&[Alarm::UnknownKey], &[UnknownKey])
}

fn rows() -> Vec<Case<Told>> {
    let sams = |column: usize| {
        move |journal: &Kept, witness: &mut Vec<Value>| {
            let which = is_of("partner", journal.sam);
            witness[column] = journal.reach_in(|db| row(db, "witness", &which))[column].clone();
        }
    };
    let mut cases = vec![
        Case::sql(
            "it is gone",
            none(),
            format!("DELETE FROM witness WHERE {}", is_of("partner", good().journal.noor)),
        ),
        Case::sql(
            "it is nobody's",
            none(),
            format!(
                "UPDATE witness SET partner = randomblob(16) WHERE {}",
                is_of("partner", good().journal.noor)
            ),
        ),
        changed("its key is a byte short", none(), |_, witness| {
            witness[KEY] = Value::Blob(vec![0; 15])
        }),
        changed("its blob is Sam's", none(), sams(BLOB)),
        changed("its blob is another", none(), |_, witness| {
            witness[BLOB] = flipped(&witness[BLOB])
        }),
        changed("its blob is over 65,536 bytes", none(), |_, witness| {
            let mut bytes = blob(&witness[BLOB]).to_vec();
            bytes.resize(65_537, 0);
            witness[BLOB] = Value::Blob(bytes);
        }),
    ];
    for n in 0..3 {
        let (length, _) = other_lengths(&Value::Blob(vec![0; 16]))[n];
        cases.push(changed(format!("its blob is {length}"), none(), move |_, witness| {
            witness[BLOB] = other_lengths(&witness[BLOB])[n].1.clone();
        }));
    }
    cases
}

/// What Noor's own key encrypts, and is no witness.
fn plaintexts() -> Vec<Case<Told>> {
    let says = |name: &str, kind: ObjectType, json: fn(String) -> String| {
        changed(name, none(), move |journal, witness| {
            let hand = journal.hand_of(journal.noor);
            let said = said(&hand, blob(&witness[BLOB]));
            witness[BLOB] = Value::Blob(encrypted(&hand, kind, json(said).as_bytes()));
        })
    };
    vec![
        says("it is encrypted as a draft is", ObjectType::Draft, |said| said),
        says("it is encrypted as a change is", ObjectType::Change, |said| said),
        says("it says nothing", ObjectType::Witness, |_| String::new()),
        says("it is no object", ObjectType::Witness, |said| format!("[{said}]")),
        says("it names logs twice", ObjectType::Witness, |said| {
            said.replacen('{', r#"{"logs":{},"#, 1)
        }),
        says("it names no logs", ObjectType::Witness, |said| said.replacen("logs", "lags", 1)),
        says("it names no slots", ObjectType::Witness, |said| said.replacen("slots", "slats", 1)),
        says("it names no keys", ObjectType::Witness, |said| said.replacen("keys", "kegs", 1)),
        says("its logs are an array", ObjectType::Witness, |_| {
            r#"{"logs":[],"slots":[],"keys":[]}"#.into()
        }),
        says("a number of it is under zero", ObjectType::Witness, |said| {
            said.replacen(",\"", ",-\"", 1).replacen('[', "[-", 1)
        }),
        says("something follows it", ObjectType::Witness, |said| said + "x"),
    ]
}

/// Well encrypted, and claiming what the file does not hold.
fn claims() -> Vec<Case<Told>> {
    let claims = |name: &str, comes_to: Told, change: fn(&mut serde_json::Value, &Kept)| {
        changed(name, comes_to, move |journal, witness| {
            let hand = journal.hand_of(journal.noor);
            let mut said = serde_json::from_str(&said(&hand, blob(&witness[BLOB]))).unwrap();
            change(&mut said, journal);
            witness[BLOB] =
                Value::Blob(encrypted(&hand, ObjectType::Witness, said.to_string().as_bytes()));
        })
    };
    let told = |alarm: Alarm, kind: ProblemKind| Told::nothing().and(&[alarm], &[kind]);
    let (noor, nobody) = (Some(good().journal.noor), None);
    vec![
        claims(
            "it knows one change more",
            told(Alarm::MissingEnd { author: noor, changes: 1 }, MissingEnd),
            |said, journal| {
                let tip = tip_of_noor(said, journal);
                tip[0] = json!(tip[0].as_u64().unwrap() + 1);
            },
        ),
        claims(
            "it knows the last change there can be",
            told(Alarm::MissingEnd { author: noor, changes: (1 << 53) - last() }, MissingEnd),
            |said, journal| {
                tip_of_noor(said, journal)[0] = json!(1u64 << 53);
            },
        ),
        claims(
            "it knows another last change",
            told(Alarm::Rewritten { author: noor }, Rewritten),
            |said, journal| {
                tip_of_noor(said, journal)[1] = json!("00".repeat(32));
            },
        ),
        claims(
            "it knows one change less",
            told(Alarm::Unwitnessed { changes: 1 }, Unwitnessed),
            |said, journal| {
                let before = good().pages[4].to_string();
                let tip = tip_of_noor(said, journal);
                *tip = json!([tip[0].as_u64().unwrap() - 1, before]);
            },
        ),
        claims(
            "it knows a log that is nowhere",
            told(Alarm::MissingEnd { author: nobody, changes: 3 }, MissingEnd),
            |said, _| {
                said["logs"]["00".repeat(16)] = json!([3, "00".repeat(32)]);
            },
        ),
        claims("it knows other keyslots", told(Alarm::OldKeyslot, OldKeyslot), |said, _| {
            said["slots"] = json!([["00".repeat(16), "00".repeat(16)]]);
        }),
        claims("it knows a key that is gone", told(Alarm::GrantGone, GrantGone), |said, _| {
            said["keys"].as_array_mut().unwrap().push(json!("00".repeat(16)));
        }),
        claims("it never knew the key of Ours", told(Alarm::OldGrant, OldGrant), |said, _| {
            said["keys"] = json!([]);
        }),
    ]
}

fn last() -> u64 {
    let link = good().pages[5];
    let find = "SELECT id & 0xFFFFFFFFFF FROM change WHERE link = ?";
    let n: i64 =
        good().journal.reach_in(|db| db.query_row(find, [&link.0[..]], |r| r.get(0)).unwrap());
    n.unsigned_abs()
}

fn tip_of_noor<'a>(said: &'a mut serde_json::Value, journal: &Kept) -> &'a mut serde_json::Value {
    let find = "SELECT id FROM log WHERE author = ?";
    let log: Vec<u8> =
        journal.reach_in(|db| db.query_row(find, [&journal.noor.0[..]], |row| row.get(0)).unwrap());
    &mut said["logs"][hex::encode(log)]
}

fn place(hand: &Hand) -> [Vec<u8>; 4] {
    let key = hand.mine_key().id().0.to_vec();
    [hand.vault.0.to_vec(), hand.partner.0.to_vec(), vec![0; 16], key]
}

fn said(hand: &Hand, blob: &[u8]) -> String {
    let place = place(hand);
    let place: Vec<&[u8]> = place.iter().map(Vec::as_slice).collect();
    let plain = decrypt_object(&hand.mine_key(), ObjectType::Witness, &place, blob).unwrap();
    String::from_utf8(plain.to_vec()).unwrap()
}

fn encrypted(hand: &Hand, kind: ObjectType, json: &[u8]) -> Vec<u8> {
    let place = place(hand);
    let place: Vec<&[u8]> = place.iter().map(Vec::as_slice).collect();
    encrypt_object(&hand.mine_key(), kind, &place, json, &mut drawing(&[4]))
}

/// The record of this computer: whatever stands in it, the file says what holds.
fn outside() -> Vec<Case<Told>> {
    let record = |name: &str, comes_to: Told, change: fn(String, &Kept) -> Vec<u8>| {
        Case::new(name, comes_to, move |journal| {
            let path = record_of(journal);
            let said = std::fs::read_to_string(&path).unwrap();
            std::fs::write(&path, change(said, journal)).unwrap();
        })
    };
    let nothing = Told::nothing;
    vec![
        record("the record is empty", nothing(), |_, _| vec![]),
        record("the record is no JSON", nothing(), |_, _| vec![0xff; 512]),
        record("the record is an array", nothing(), |said, _| format!("[{said}]").into()),
        record("the record is cut short", nothing(), |said, _| {
            said.as_bytes()[..said.len() / 2].to_vec()
        }),
        record("the record is of nobody", nothing(), |said, kept| {
            said.replace(&kept.noor.to_string(), &"0".repeat(32)).into()
        }),
        record("the record of Noor is Sam's", of_another(), |said, kept| {
            let mut all: serde_json::Value = serde_json::from_str(&said).unwrap();
            all[kept.noor.to_string()] = all[kept.sam.to_string()].clone();
            all.to_string().into()
        }),
        record("its witness has a digit less", nothing(), |said, kept| {
            blob_of(&said, kept, |b| b.chars().skip(1).collect())
        }),
        record("its witness is no hex", nothing(), |said, kept| {
            blob_of(&said, kept, |b| "zz".repeat(b.len() / 2))
        }),
        record("its witness is empty", nothing(), |said, kept| {
            blob_of(&said, kept, |_| String::new())
        }),
        record("its witness is another", nothing(), |said, kept| {
            blob_of(&said, kept, |b| "00".repeat(b.len() / 2))
        }),
    ]
}

fn record_of(journal: &Kept) -> PathBuf {
    let vault = journal.open().id();
    let folder = journal.folder.path().join("computer");
    folder.join(format!("{vault}.json"))
}

fn blob_of(said: &str, journal: &Kept, change: fn(&str) -> String) -> Vec<u8> {
    let mut all: serde_json::Value = serde_json::from_str(said).unwrap();
    let blob = &mut all[journal.noor.to_string()]["witness"]["blob"];
    *blob = json!(change(blob.as_str().unwrap()));
    all.to_string().into()
}

#[test]
fn a_witness_with_a_fault_hides_nothing_and_is_not_believed() {
    assert_each(cases(), |name, journal| {
        let noor = journal.sit(journal.noor);
        let told = Told::of(&noor, 0..6);
        assert!(noor.page(good().sams[0]).is_ok(), "{name}: Sam's page is read");
        lock(noor);
        told
    });
}

#[test]
fn an_end_that_is_gone_is_told_by_the_record_though_the_witness_is_gone_too() {
    let journal = good().journal.in_memory(&good().bytes);
    journal.reach_in(|db| {
        db.execute("DELETE FROM witness", []).unwrap();
        db.execute("DELETE FROM change WHERE link = ?", [&good().pages[5].0[..]]).unwrap();
    });
    let noor = journal.sit(journal.noor);
    assert!(
        noor.alarms().contains(&Alarm::OlderFile { changes: 1 }),
        "what stands outside of the file is held against it by itself: {:?}",
        noor.alarms()
    );
}
