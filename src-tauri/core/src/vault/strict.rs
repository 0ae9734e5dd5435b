//! Strict JSON: what a parser of one type would overlook is damage. Format: docs/format.md §6.

use serde::Deserialize;
use serde::de::value::MapDeserializer;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

const DEEPEST: usize = 32;

/// Whether this is one object without duplicate names, lone surrogates, deep nesting or numbers
/// that not every reader can hold.
pub(super) fn is_strict(json: &[u8]) -> bool {
    Members::of(json).is_some()
}

/// The members of a strict object, each value as it stands.
pub(super) struct Members<'a>(BTreeMap<Name<'a>, &'a RawValue>);

#[derive(Deserialize, PartialEq, Eq, PartialOrd, Ord)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'a> Members<'a> {
    /// Nothing where the whole is not strict.
    pub(super) fn of(json: &'a [u8]) -> Option<Self> {
        let mut deserializer = serde_json::Deserializer::from_str(std::str::from_utf8(json).ok()?);
        let starts = json.first() == Some(&b'{');
        let members =
            starts.then(|| deserializer.deserialize_map(Object { inside: DEEPEST - 1 }))?;
        deserializer.end().ok()?;
        members.ok()
    }

    /// Reads a `T` out of the members with these names, and looks at no other.
    pub(super) fn read<T: Deserialize<'a>>(&self, names: &[&str]) -> Option<T> {
        let members = self.0.iter().filter(|(Name(name), _)| names.contains(&name.as_ref()));
        let members = members.map(|(Name(name), value)| (name.as_ref(), *value));
        T::deserialize(MapDeserializer::new(members)).ok()
    }
}

/// An object, and how many levels may be in it.
struct Object {
    inside: usize,
}

impl<'de> Visitor<'de> for Object {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a strict object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
        let mut members = BTreeMap::new();
        while let Some((name, value)) = map.next_entry::<Name<'de>, &'de RawValue>()? {
            check::<A::Error>(value, self.inside)?;
            if members.insert(name, value).is_some() {
                return Err(A::Error::custom("duplicate name"));
            }
        }
        Ok(Members(members))
    }
}

/// A whole value with as many levels in it. Texts are most of what is written, and nothing is amiss
/// in one that names no sign by its number: no surrogate can be alone.
fn check<E: Error>(value: &RawValue, levels: usize) -> Result<(), E> {
    let json = value.get();
    let is_plain_text = json.starts_with('"') && !json.contains("\\u");
    let is_strict = is_plain_text || is_strict_value(json, levels);
    is_strict.then_some(()).ok_or_else(|| E::custom("not strict"))
}

fn is_strict_value(json: &str, levels: usize) -> bool {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    deserializer.deserialize_any(Value { levels }).is_ok() && deserializer.end().is_ok()
}

/// A value with as many levels as may be in it.
struct Value {
    levels: usize,
}

impl<'de> Visitor<'de> for Value {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("strict JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, n: i64) -> Result<(), E> {
        if n >= -(1 << 53) { Ok(()) } else { Err(E::custom("too small")) }
    }

    fn visit_u64<E: Error>(self, n: u64) -> Result<(), E> {
        if n <= 1 << 53 { Ok(()) } else { Err(E::custom("too large")) }
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Err(E::custom("not an integer"))
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let inside = self.inside()?;
        while let Some(item) = items.next_element()? {
            check::<A::Error>(item, inside)?;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let inside = self.inside()?;
        Object { inside }.visit_map(map).map(|_| ())
    }
}

impl Value {
    fn inside<E: Error>(&self) -> Result<usize, E> {
        self.levels.checked_sub(1).ok_or_else(|| E::custom("too deep"))
    }
}
