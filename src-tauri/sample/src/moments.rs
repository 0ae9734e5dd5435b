//! The shape of the year's data: who did what, when.

use crate::SampleError;
use chrono::{NaiveDate, NaiveDateTime};
use duologue_core::journal::{Mark, Practice, Words};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;

const QUARTERS: [&str; 4] = [
    include_str!("../../../ui/content/en/sample/winter.json"),
    include_str!("../../../ui/content/en/sample/spring.json"),
    include_str!("../../../ui/content/en/sample/summer.json"),
    include_str!("../../../ui/content/en/sample/autumn.json"),
];
const QUESTIONS: &str = include_str!("../../../ui/content/en/questions.json");

/// One of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Partner {
    /// Works at a laundry, makes things of wood.
    Robin,
    /// Mends instruments.
    Amal,
}

/// Something one of them did, or both.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Moment {
    /// By their own clock.
    pub(crate) at: Minute,
    /// Who; of what both did, whoever held the keyboard.
    #[serde(default = "robin")]
    pub(crate) who: Partner,
    /// A name for what comes of it, so that later moments can speak of it.
    pub(crate) key: Option<String>,
    /// What.
    #[serde(flatten)]
    pub(crate) deed: Deed,
}

/// What was done, under the name `do`.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "do", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) enum Deed {
    Page {
        ours: bool,
        text: String,
        #[serde(default)]
        tags: Vec<String>,
    },
    Edit {
        of: String,
        text: String,
    },
    Share {
        of: String,
    },
    Noticed {
        give: Give,
        did: String,
        #[serde(default)]
        says: String,
        #[serde(default)]
        meant: String,
    },
    /// Gives what was saved for the sit-down.
    Give {
        of: String,
    },
    Question {
        library: Option<String>,
        text: Option<String>,
    },
    Answer {
        of: String,
        text: String,
    },
    Open {
        of: String,
    },
    Reply {
        of: String,
        text: String,
    },
    /// Begins a page for a counsellor.
    Summary {
        from: NaiveDate,
        to: NaiveDate,
    },
    /// Approves it, as it stands then.
    Approve {
        of: String,
    },
    Begin {
        practice: Practice,
        about: String,
    },
    Say {
        of: String,
        step: String,
        /// Which turn of the step it is, as the practice counts them.
        turn: u32,
        words: Said,
    },
    Seal {
        of: String,
        parts: Parts,
    },
    OpenStep {
        of: String,
        step: String,
    },
    Agree {
        of: String,
        step: String,
    },
    Finish {
        of: String,
    },
    Alone {
        practice: Practice,
        #[serde(default)]
        about: String,
        parts: Parts,
    },
    Mark {
        idea: String,
        mark: Mark,
    },
}

/// What is said in a step; what the step does not ask for is left out.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Said {
    text: String,
    choice: Option<String>,
    feelings: Vec<String>,
    needs: Vec<String>,
    when: Option<Minute>,
}

impl From<Said> for Words {
    fn from(Said { text, choice, feelings, needs, when }: Said) -> Self {
        Self { text, choice, feelings, needs, when: when.map(|Minute(when)| when) }
    }
}

/// What is written in several steps, in their order.
#[derive(Debug, Clone)]
pub(crate) struct Parts(pub(crate) Vec<(String, Words)>);

impl<'de> Deserialize<'de> for Parts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Parts;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("steps and what was said in each")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Parts, A::Error> {
                let mut parts = Vec::new();
                while let Some((step, said)) = map.next_entry::<String, Said>()? {
                    parts.push((step, said.into()));
                }
                Ok(Parts(parts))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// What becomes of something noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Give {
    Now,
    Keep,
    SitDown,
}

impl Deed {
    /// Whether one does it without what the other wrote.
    fn is_apart(&self) -> bool {
        matches!(
            self,
            Self::Page { .. }
                | Self::Edit { .. }
                | Self::Share { .. }
                | Self::Noticed { .. }
                | Self::Question { .. }
                | Self::Alone { .. }
                | Self::Mark { .. }
        )
    }
}

impl Moment {
    pub(crate) fn into_page(self) -> Option<(String, Vec<String>)> {
        match self.deed {
            Deed::Page { text, tags, .. } => Some((text, tags)),
            _ => None,
        }
    }
}

/// The year, in order.
pub(crate) fn all() -> Result<Vec<Moment>, SampleError> {
    let mut all: Vec<Moment> = Vec::new();
    for quarter in QUARTERS {
        all.extend(parsed::<Vec<Moment>>(quarter)?);
    }
    Ok(all)
}

/// The moments in the order they can be written in: what Robin wrote apart, what Amal did, what
/// Robin answered then, and what is done at the table. The moments of each are in order of time.
pub(crate) fn by_sitting(all: Vec<Moment>) -> [Vec<Moment>; 4] {
    let mut sittings = [const { Vec::new() }; 4];
    for moment in all {
        let sitting = match (&moment.deed, moment.who) {
            (Deed::Answer { .. }, Partner::Robin) => 2,
            (Deed::Answer { .. }, Partner::Amal) => 1,
            (deed, _) if !deed.is_apart() => 3,
            (_, Partner::Amal) => 1,
            (_, Partner::Robin) => 0,
        };
        sittings[sitting].push(moment);
    }
    sittings
}

/// The words of a question of the library.
pub(crate) fn question(id: &str) -> Result<String, SampleError> {
    #[derive(Deserialize)]
    struct Question {
        id: String,
        text: String,
    }
    let all: Vec<Question> = parsed(QUESTIONS)?;
    let found = all.into_iter().find(|question| question.id == id);
    found
        .map(|question| question.text)
        .ok_or_else(|| SampleError::Data(format!("no question {id}")))
}

fn parsed<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T, SampleError> {
    serde_json::from_str(json).map_err(|error| SampleError::Data(error.to_string()))
}

fn robin() -> Partner {
    Partner::Robin
}

/// As "2025-01-06T21:40".
#[derive(Debug, Clone, Copy)]
pub(crate) struct Minute(pub(crate) NaiveDateTime);

impl<'de> Deserialize<'de> for Minute {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let when = NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M");
        when.map(Self).map_err(serde::de::Error::custom)
    }
}
