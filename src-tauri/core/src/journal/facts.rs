//! What the book takes of a change: its shape is checked, its text is not kept.

use crate::Link;
use chrono::NaiveDate;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

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
        // Every change was checked when it was decrypted: a quotation mark begins a whole string.
        let value = <&RawValue>::deserialize(deserializer)?;
        let is_text = value.get().starts_with('"');
        is_text.then_some(Self).ok_or_else(|| D::Error::custom("not a text"))
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
