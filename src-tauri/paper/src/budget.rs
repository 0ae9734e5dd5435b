//! How much each voice of a summary may gently use, so that it fits its pages.
//!
//! Not measured of the text at hand but given beforehand, while somebody
//! writes: with every line at its budget, two names of 24 letters and wide
//! letters, a summary fits its pages on both papers (tests/paper/budget.rs).
//! Most have room for more, and only what does not fit is offered back.

use crate::summary::{Form, Section};

impl Section {
    /// How much one line of this section may gently use in `form`, in characters as a person
    /// counts them (grapheme clusters); a line break counts as one.
    pub fn budget(self, form: Form) -> usize {
        // Page one is the same in both forms.
        let _ = form;
        match self {
            Self::WentWell | Self::Tried => 110,
            Self::Moment => 180,
            Self::Recognise => 110,
            Self::Loop => 120,
            Self::Topic => 60,
            Self::Today => 90,
            Self::Worthwhile => 90,
            Self::Help => 110,
            Self::Met | Self::Before => 300,
            Self::GoalsUs | Self::GoalsMe => 200,
            Self::Practical => 150,
        }
    }
}
