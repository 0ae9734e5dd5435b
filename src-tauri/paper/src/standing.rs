//! Who stands behind a sheet, and the words that say so.

use crate::words::Words;
use serde::{Deserialize, Serialize};

/// Who stands behind a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Standing {
    /// One of the two made it alone.
    ByOne,
    /// It speaks for both, and not both have approved it.
    NotApproved,
    /// Both have approved these very pages.
    Approved,
}

impl Words {
    /// The title of a page among others, with who stands behind it where that is not both.
    pub fn titled(&self, title: &str, standing: Standing) -> String {
        let id = match standing {
            Standing::ByOne => "paper-titled-by-one",
            Standing::NotApproved => "paper-titled-not-approved",
            Standing::Approved => return title.to_owned(),
        };
        self.say(id, &[("title", title)])
    }
}

impl Standing {
    /// What stands at the top of every sheet.
    pub(crate) fn mark(self, words: &Words) -> Option<String> {
        match self {
            Self::ByOne => Some(words.say("paper-by-one", &[])),
            Self::NotApproved => Some(words.say("paper-not-approved", &[])),
            Self::Approved => None,
        }
    }

    /// What it is, below its title.
    pub(crate) fn statement(self, words: &Words) -> String {
        match self {
            Self::ByOne | Self::NotApproved => words.say("paper-statement", &[]),
            Self::Approved => words.say("paper-statement-both", &[]),
        }
    }

    /// What it holds, at the foot of every sheet.
    pub(crate) fn foot(self, words: &Words) -> String {
        words.say(
            match self {
                Self::ByOne => "paper-foot-one",
                Self::NotApproved => "paper-foot-not-approved",
                Self::Approved => "paper-foot-approved",
            },
            &[],
        )
    }
}
