//! What is set on paper.

use super::{FilePlace, Space};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

shape! {
    /// Paper size.
    #[derive(Copy, Eq)]
    pub enum Paper {
        /// 210 × 297 mm.
        A4,
        /// 8.5 × 11 in.
        Letter,
    }
}

shape! {
    /// Which pages to print for oneself.
    pub struct NotesChoice {
        /// Where they stand: in Mine or in Ours.
        pub space: Space,
        /// First day of the period.
        pub from: String,
        /// Last day of the period.
        pub to: String,
        /// Pages, by id.
        pub pages: Vec<String>,
        /// Paper size.
        pub paper: Paper,
        /// The language of the window, a BCP 47 tag.
        pub language: String,
        /// The window's words for practices, steps, choices, feelings and needs, as "step.said".
        pub labels: BTreeMap<String, String>,
    }
}

shape! {
    /// What a printed line is.
    #[derive(Copy, Eq)]
    pub enum LineRole {
        /// The title of the page.
        Title,
        /// A heading.
        Heading,
        /// Whose words follow.
        Voice,
        /// Text.
        Text,
        /// A line about the page itself.
        Note,
    }
}

shape! {
    /// A line of the printed page as text, for screen readers.
    pub struct PaperLine {
        /// What it is.
        pub role: LineRole,
        /// Its words.
        pub text: String,
    }
}

shape! {
    /// The pages as they will print.
    pub struct Preview {
        /// Addresses of the page images, for `<img>` once `/` and a width in pixels follow.
        pub images: Vec<String>,
        /// The same words as text.
        pub lines: Vec<PaperLine>,
        /// Letters no font here can print.
        pub missing: Vec<String>,
        /// Of a summary that needs more room than its form has: which of its lines are offered
        /// back to be shortened, by their place. Until then it is not approved and not printed.
        pub too_long: Vec<usize>,
        /// Width of a page in points.
        pub width: f64,
        /// Height of a page in points.
        pub height: f64,
    }
}

shape! {
    /// What to set as a book.
    pub struct BookChoice {
        /// The words on its cover.
        pub title: String,
        /// Mine or Ours.
        pub space: Space,
        /// First day.
        pub from: String,
        /// Last day.
        pub to: String,
        /// Paper size.
        pub paper: Paper,
        /// The language of the window, a BCP 47 tag.
        pub language: String,
        /// The window's words for practices, steps, choices, feelings and needs, as "step.said".
        pub labels: BTreeMap<String, String>,
    }
}

shape! {
    /// A finished book.
    pub struct BookMade {
        /// Where it lies.
        pub place: FilePlace,
        /// Letters no font here can print.
        pub missing: Vec<String>,
    }
}
