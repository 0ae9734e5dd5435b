//! Pages as people write them: the sample's year, over and over, and how much they say.

use chrono::{Days, NaiveDate, SecondsFormat, Utc};
use serde_json::json;
use std::sync::LazyLock;

static YEAR: LazyLock<Vec<(String, Vec<String>)>> =
    LazyLock::new(|| duologue_sample::pages().expect("the sample's own tests read it"));

/// A page to be written.
pub struct Page {
    /// The day it is about: three pages are about each.
    pub on: NaiveDate,
    /// As one of the sample's people wrote it, under its number: like no other.
    pub text: String,
    /// As they put them.
    pub tags: Vec<String>,
}

/// How much stands on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// As the sample's people write: four hundred bytes on average.
    Note,
    /// From one to seven of those: about 1,700 bytes on average, from 300 to 5,000.
    Page,
}

/// The page of this number.
pub fn page(n: usize, length: Length) -> Page {
    const MOST: usize = 7;
    let on = NaiveDate::default() + Days::new(17_000 + n as u64 / 3);
    let notes = match length {
        Length::Note => 1,
        Length::Page => 1 + n % MOST,
    };
    let texts: Vec<&str> =
        (0..notes).map(|of| YEAR[(n + of * MOST) % YEAR.len()].0.as_str()).collect();
    let tags = YEAR[n % YEAR.len()].1.clone();
    Page { on, text: format!("Page {n}, of {on}.\n\n{}", texts.join("\n\n")), tags }
}

/// How much was written, in bytes.
#[derive(Default)]
pub struct Written {
    /// The pages' texts alone.
    pub text: u64,
    /// What the changes say: the JSON of each as docs/format.md §6 has it, before it is padded
    /// and encrypted. The few changes that only order the journal are not counted.
    pub payload: u64,
}

impl Written {
    /// Counts the change that writes `page`.
    pub fn count(&mut self, page: &Page, clock: usize) {
        let Page { on, text, tags } = page;
        let at = Utc::now().to_rfc3339_opts(SecondsFormat::Millis, true);
        let change = json!({
            "kind": "page", "schema": 1, "at": at, "clock": clock,
            "on": on, "text": text, "tags": tags,
        });
        self.text += text.len() as u64;
        self.payload += change.to_string().len() as u64;
    }
}
