//! Pages that are like no other, and how much they say.

use chrono::{Days, NaiveDate, SecondsFormat, Utc};
use serde_json::json;

const WORDS: [&str; 16] = [
    "evening", "kitchen", "quiet", "letter", "walked", "river", "because", "tired", "laughed",
    "window", "morning", "remember", "softly", "between", "promise", "garden",
];

/// A page to be written.
pub struct Page {
    /// The day it is about: three pages are about each.
    pub on: NaiveDate,
    /// 400 to 3,000 bytes.
    pub text: String,
    /// One in four has none.
    pub tags: Vec<String>,
}

/// The page of this number.
pub fn page(n: usize) -> Page {
    let tags = ["home", "us", "work"];
    let tags = tags.get(n % 4).map(|tag| (*tag).to_owned()).into_iter().collect();
    let on = NaiveDate::default() + Days::new(17_000 + n as u64 / 3);
    Page { on, text: text(n), tags }
}

fn text(n: usize) -> String {
    let mut state = n as u64 * 0x9E37_79B9 + 1;
    let mut out = format!("Page {n}.");
    let length = 400 + (n * 7919) % 2_600;
    while out.len() < length {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        out.push(' ');
        out.push_str(WORDS[(state % 16) as usize]);
    }
    out
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
