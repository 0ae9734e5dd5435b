//! Faults of a backup's header. Everything after it is encrypted for the header as it has become,
//! so what refuses it is the fault.

use super::backup_frames::{
    MAGIC, PIECE, assert_restores_nothing, before, case, padded, parts, restored, sealed, written,
};
use super::{Case, good};
use duologue_core::vault::VaultError;
use serde_json::{Value, json};

fn damaged() -> VaultError {
    VaultError::Damaged("backup header")
}

/// A backup of this header, whole for the rest.
fn under(before: &[u8]) -> Vec<u8> {
    let written = parts().records.iter().flat_map(|(kind, record)| written(*kind, record));
    let body = padded(written.collect());
    sealed(before, &body.chunks(PIECE).collect::<Vec<_>>())
}

/// Other JSON.
fn text(name: &str, comes_to: VaultError, change: fn(&str) -> Vec<u8>) -> Case<VaultError> {
    case(name, comes_to, move || under(&before(&change(&parts().header))))
}

/// Other values in it.
fn value(
    name: impl Into<String>,
    comes_to: VaultError,
    change: impl Fn(&mut Value) + 'static,
) -> Case<VaultError> {
    case(name, comes_to, move || {
        let mut header = serde_json::from_str(&parts().header).unwrap();
        change(&mut header);
        under(&before(header.to_string().as_bytes()))
    })
}

pub(super) fn cases() -> Vec<Case<VaultError>> {
    [beginnings(), texts(), fields(), counts(), others()].into_iter().flatten().collect()
}

fn beginnings() -> Vec<Case<VaultError>> {
    let first = |name: &str, comes_to, change: fn(&mut Vec<u8>)| {
        case(name, comes_to, move || {
            let mut bytes = under(&parts().before);
            change(&mut bytes);
            bytes
        })
    };
    let length = |name: &str, comes_to, change: fn(u32) -> u32| {
        case(name, comes_to, move || {
            let mut bytes = under(&parts().before);
            let len = u32::try_from(parts().header.len()).unwrap();
            bytes[MAGIC.len()..][..4].copy_from_slice(&change(len).to_be_bytes());
            bytes
        })
    };
    vec![
        first("an empty file", VaultError::NotAJournal, Vec::clear),
        first("one byte", VaultError::NotAJournal, |bytes| bytes.truncate(1)),
        first("only its first line", VaultError::NotAJournal, |bytes| bytes.truncate(MAGIC.len())),
        first("half a length", VaultError::NotAJournal, |bytes| bytes.truncate(MAGIC.len() + 2)),
        first("no JSON after the length", VaultError::Damaged("file"), |bytes| {
            bytes.truncate(MAGIC.len() + 4)
        }),
        first("half the JSON", VaultError::Damaged("file"), |bytes| {
            bytes.truncate(MAGIC.len() + 400)
        }),
        first("another first line", VaultError::NotAJournal, |bytes| bytes[0] = b'D'),
        first("version 3", VaultError::NewerVersion, |bytes| bytes[17] = b'3'),
        first("version 0", VaultError::NewerVersion, |bytes| bytes[17] = b'0'),
        first("the version before", damaged(), |bytes| bytes[17] = b'1'),
        first("version 2 and something", VaultError::NewerVersion, |bytes| bytes[18] = b'.'),
        length("no length", damaged(), |_| 0),
        length("a length one less", damaged(), |len| len - 1),
        length("a length one more", damaged(), |len| len + 1),
        length("a length of a mebibyte and one", damaged(), |_| (1 << 20) + 1),
        length("a length of 2^32 - 1", damaged(), |_| u32::MAX),
    ]
}

fn texts() -> Vec<Case<VaultError>> {
    vec![
        text("an array", damaged(), |json| format!("[{json}]").into()),
        text("white space first", damaged(), |json| format!(" {json}").into()),
        text("a byte order mark", damaged(), |json| format!("\u{feff}{json}").into()),
        text("something after it", damaged(), |json| format!("{json}{{}}").into()),
        text("no UTF-8", damaged(), |json| [json.as_bytes(), &[0xff]].concat()),
        text("a name twice", damaged(), |json| json.replacen('{', r#"{"vault":"","#, 1).into()),
        text("a name of a slot twice", damaged(), |json| {
            json.replacen(r#""kind""#, r#""kind":1,"kind""#, 1).into()
        }),
        text("an upper-case digit", damaged(), |json| {
            let mut bytes = json.as_bytes().to_vec();
            let id = json.find(r#""vault":""#).unwrap() + 9;
            let digit = bytes[id..].iter_mut().find(|digit| digit.is_ascii_lowercase());
            digit.unwrap().make_ascii_uppercase();
            bytes
        }),
        text("33 levels", damaged(), |json| {
            let deep = format!(r#"{{"x":{}{},"#, "[".repeat(32), "]".repeat(32));
            json.replacen('{', &deep, 1).into()
        }),
        text("a fraction that nobody reads", damaged(), |json| {
            json.replacen('{', r#"{"x":0.5,"#, 1).into()
        }),
    ]
}

/// Every field, absent and of another type; those of bytes a byte short too.
fn fields() -> Vec<Case<VaultError>> {
    let mut cases = Vec::new();
    let tables = [
        (
            "slots",
            &["slot", "partner", "kind", "m", "t", "p", "salt", "commitment", "sealed", "chk"][..],
        ),
        ("members", &["partner", "card", "card_sig", "face", "face_sig"]),
        ("wraps", &["recipient", "sender", "enc", "ct"]),
    ];
    for name in ["vault", "slots", "members", "wraps"] {
        cases.push(value(format!("no {name}"), damaged(), move |header| {
            header.as_object_mut().unwrap().remove(name);
        }));
        cases.push(value(format!("{name} is null"), damaged(), move |header| {
            header[name] = Value::Null
        }));
    }
    for (table, fields) in tables {
        for field in fields {
            cases.push(value(format!("{table}: no {field}"), damaged(), move |header| {
                header[table][0].as_object_mut().unwrap().remove(*field);
            }));
            cases.push(value(format!("{table}: {field} is true"), damaged(), move |header| {
                header[table][0][*field] = json!(true);
            }));
            if !["kind", "m", "t", "p", "card", "face", "face_sig", "card_sig"].contains(field) {
                cases.push(value(
                    format!("{table}: {field} is a byte short"),
                    damaged(),
                    move |header| {
                        let short = header[table][0][*field].as_str().unwrap().chars().skip(2);
                        header[table][0][*field] = json!(short.collect::<String>());
                    },
                ));
            }
        }
    }
    cases
}

fn counts() -> Vec<Case<VaultError>> {
    let nth = |header: &Value, table: &str| header[table][0].clone();
    let many = move |name: &str, table: &'static str, count: usize| {
        value(name, damaged(), move |header| {
            let one = nth(header, table);
            header[table] = json!(vec![one; count]);
        })
    };
    vec![
        many("nobody", "members", 0),
        many("three members", "members", 3),
        many("19 slots", "slots", 19),
        many("three wraps", "wraps", 3),
        value("no slot", VaultError::NoSuchPerson, |header| header["slots"] = json!([])),
        value("no wrap", VaultError::NoSuchPerson, |header| header["wraps"] = json!([])),
        value("a slot stands twice", VaultError::Damaged("row"), |header| {
            let one = header["slots"][0].clone();
            header["slots"].as_array_mut().unwrap().push(one);
        }),
        value("a member stands twice", VaultError::Damaged("row"), |header| {
            header["members"][1] = header["members"][0].clone();
        }),
    ]
}

/// The first of Noor's in a table.
fn of_noor<'a>(header: &'a mut Value, table: &str, name: &str) -> &'a mut Value {
    let noor = json!(good().journal.noor.to_string());
    header[table].as_array_mut().unwrap().iter_mut().find(|one| one[name] == noor).unwrap()
}

fn others() -> Vec<Case<VaultError>> {
    let (slot, member) = (|| VaultError::Damaged("keyslot"), || VaultError::Damaged("member"));
    let flip = |value: &mut Value| {
        let mut bytes = hex::decode(value.as_str().unwrap()).unwrap();
        bytes[20] ^= 1;
        *value = json!(hex::encode(bytes));
    };
    let mut cases = Vec::new();
    for field in ["commitment", "sealed"] {
        cases.push(value(format!("another {field}"), slot(), move |header| {
            flip(&mut of_noor(header, "slots", "partner")[field])
        }));
    }
    for (field, to) in [("m", (1u64 << 32) - 1), ("t", 17), ("p", 0)] {
        cases.push(value(format!("{field} is {to}"), slot(), move |header| {
            of_noor(header, "slots", "partner")[field] = json!(to)
        }));
    }
    for (field, to) in [("m", 1u64 << 32), ("kind", 0), ("kind", 4), ("kind", 256)] {
        cases.push(value(format!("{field} is {to}"), damaged(), move |header| {
            of_noor(header, "slots", "partner")[field] = json!(to)
        }));
    }
    for field in ["card", "card_sig", "face", "face_sig"] {
        cases.push(value(format!("another {field}"), member(), move |header| {
            flip(&mut header["members"][0][field])
        }));
    }
    for field in ["enc", "ct"] {
        cases.push(value(
            format!("another {field}"),
            VaultError::NotAuthentic("backup key"),
            move |header| {
                flip(&mut of_noor(header, "wraps", "recipient")[field]);
            },
        ));
    }
    cases.push(value("the card of the other", member(), |header| {
        header["members"][0]["card"] = header["members"][1]["card"].clone();
    }));
    cases.push(value("a face over 4,096 bytes", member(), |header| {
        header["members"][0]["face"] = json!("20".repeat(4097));
    }));
    cases.push(value("the wrap of the other", VaultError::NotAuthentic("backup key"), |header| {
        let sam = header["wraps"]
            .as_array()
            .unwrap()
            .iter()
            .find(|wrap| wrap["recipient"] != json!(good().journal.noor.to_string()))
            .unwrap()
            .clone();
        let own = of_noor(header, "wraps", "recipient");
        (own["enc"], own["ct"]) = (sam["enc"].clone(), sam["ct"].clone());
    }));
    cases.push(value("another sender", VaultError::NotAuthentic("backup key"), |header| {
        of_noor(header, "wraps", "recipient")["sender"] = json!(good().journal.sam.to_string());
    }));
    cases.push(value("another vault", member(), |header| flip_id(&mut header["vault"])));
    cases.push(case(
        "white space that says nothing, and the frames are of the header before",
        damaged(),
        || {
            let whole = under(&parts().before);
            let other = before(format!("{} ", parts().header).as_bytes());
            [&other[..], &whole[parts().before.len()..]].concat()
        },
    ));
    cases
}

fn flip_id(value: &mut Value) {
    let mut bytes = hex::decode(value.as_str().unwrap()).unwrap();
    bytes[0] ^= 1;
    *value = json!(hex::encode(bytes));
}

#[test]
fn as_many_slots_as_a_header_may_have_keep_nobody_out() {
    let of_each = |header: &mut Value| {
        let slots = header["slots"].as_array_mut().unwrap();
        let (one, members) = (slots[0].clone(), [good().journal.noor, good().journal.sam]);
        for (partner, kind) in members.iter().flat_map(|who| [1, 2, 3].map(|kind| (who, kind))) {
            let (partner, kind) = (json!(partner.to_string()), json!(kind));
            let is_such = |slot: &&Value| slot["partner"] == partner && slot["kind"] == kind;
            for n in slots.iter().filter(is_such).count()..3 {
                let mut more = one.clone();
                more["slot"] = json!(format!("{:032x}", slots.len() * 10 + n));
                (more["partner"], more["kind"]) = (partner.clone(), kind.clone());
                slots.push(more);
            }
        }
        assert_eq!(slots.len(), 18, "three of each kind for both");
    };
    let journal = super::with(&value("18 slots", VaultError::NoSuchPerson, of_each));
    assert_eq!(restored(&journal), Ok(()), "Noor's own is among them");
}

#[test]
fn a_header_with_a_fault_restores_nothing() {
    assert_restores_nothing(cases());
}
