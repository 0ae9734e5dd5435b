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
        // So far page one of a first summary is the page of a running one.
        let (Form::Running | Form::First) = form;
        match self {
            Self::WentWell | Self::Tried | Self::Help => 110,
            Self::Moment => 190,
            Self::Recognise => 120,
            Self::Loop => 75,
            Self::Topic => 60,
            Self::Today | Self::Worthwhile => 100,
            Self::Met => 350,
            Self::Before => 270,
            Self::GoalsUs | Self::GoalsMe => 210,
            Self::Practical => 190,
        }
    }
}
