//! What the book takes of a change: its shape is checked, its text is not kept.

use crate::Link;
use chrono::NaiveDate;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer};
use std::fmt;

/// What the timeline needs of a page; the text is only looked at.
#[derive(Deserialize)]
pub(super) struct PageFacts {
    pub(super) on: NaiveDate,
    pub(super) tags: Vec<String>,
    #[serde(rename = "text")]
    _text: Text,
}

/// As [`PageFacts`], of a thing noticed.
#[derive(Deserialize)]
pub(super) struct NoticedFacts {
    pub(super) on: NaiveDate,
    #[serde(rename = "did")]
    _did: Text,
    #[serde(rename = "says")]
    _says: Text,
    #[serde(rename = "meant")]
    _meant: Text,
    #[serde(default)]
    pub(super) sit_down: bool,
}

/// A string that is there, and not kept.
struct Text;

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Text)
    }
}

impl Visitor<'_> for Text {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }
}

/// Which page an edit is of.
#[derive(Deserialize)]
pub(super) struct EditFacts {
    pub(super) page: Link,
}

/// The form of a summary, which may be one this version does not know.
#[derive(Deserialize)]
pub(super) struct TemplateFacts {
    pub(super) template: String,
}
