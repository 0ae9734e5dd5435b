//! The counsellor's page.

use serde::{Deserialize, Serialize};
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
    /// What to put on the counsellor's page.
    pub struct SummaryChoice {
        /// First day of the period.
        pub from: String,
        /// Last day of the period.
        pub to: String,
        /// Pages of Ours, by id.
        pub pages: Vec<String>,
        /// Paper size.
        pub paper: Paper,
        /// The language of the window, a BCP 47 tag.
        pub language: String,
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
        /// Addresses of the page images, for `<img>`.
        pub images: Vec<String>,
        /// The same words as text.
        pub lines: Vec<PaperLine>,
        /// Characters no font here can print.
        pub missing: Vec<String>,
        /// Width of a page in points.
        pub width: f64,
        /// Height of a page in points.
        pub height: f64,
    }
}
