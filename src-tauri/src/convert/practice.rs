//! Practices, to the window and back.

use super::id;
use crate::failure::{Done, refuse};
use crate::shapes;
use chrono::NaiveDateTime;
use duologue_core::Id;
use duologue_core::{journal, practice};

/// Gives two enums of the same variants their way to each other.
macro_rules! same {
    ($shape:ty, $core:ty: $($variant:ident),+) => {
        impl From<$core> for $shape {
            fn from(value: $core) -> Self {
                match value { $(<$core>::$variant => Self::$variant),+ }
            }
        }
        impl From<$shape> for $core {
            fn from(value: $shape) -> Self {
                match value { $(<$shape>::$variant => Self::$variant),+ }
            }
        }
    };
}

pub(super) use same;

same!(shapes::Practice, journal::Practice: Openly, Understand, Witness, Listen, Time, Candidate, Session, SitDown, CheckIn, Summary);
same!(shapes::Way, practice::Way: Say, Seal, Open, Agree);
same!(shapes::Mark, journal::Mark: Yes, Maybe, NotNow);
same!(shapes::Depth, journal::Depth: Everyday, Meaningful, Tender);

impl From<journal::Words> for shapes::Words {
    fn from(words: journal::Words) -> Self {
        let journal::Words { text, choice, feelings, needs, when } = words;
        let when = when.map(|when| when.format("%Y-%m-%dT%H:%M:%S").to_string());
        Self { text, choice, feelings, needs, when }
    }
}

/// Reads what somebody wrote for a step.
pub(crate) fn words(words: shapes::Words) -> Done<journal::Words> {
    let shapes::Words { text, choice, feelings, needs, when } = words;
    let when = match when.map(|when| when.parse::<NaiveDateTime>()).transpose() {
        Ok(when) => when,
        Err(_) => return refuse(shapes::FailureCode::BadInput),
    };
    Ok(journal::Words { text, choice, feelings, needs, when })
}

impl From<journal::PracticePage> for shapes::PracticePage {
    fn from(page: journal::PracticePage) -> Self {
        let part = |part: journal::Part| shapes::Part {
            author: part.author.to_string(),
            step: part.step,
            turn: part.turn,
            words: part.words.into(),
            agreed: part.agreed,
        };
        Self {
            practice: page.practice.into(),
            about: page.about,
            parts: page.parts.into_iter().map(part).collect(),
        }
    }
}

/// One thing that may be done next.
pub(super) fn next(next: practice::Next) -> shapes::Next {
    shapes::Next {
        step: next.step.to_owned(),
        turn: next.turn,
        by: next.by.to_string(),
        way: next.way.into(),
        alone: next.alone,
    }
}

impl From<practice::BegunPractice> for shapes::BegunPractice {
    fn from(begun: practice::BegunPractice) -> Self {
        Self {
            id: begun.id.to_string(),
            on: begun.on.to_string(),
            page: begun.page.into(),
            next: begun.next.into_iter().map(next).collect(),
            i_sealed: begun.i_sealed,
        }
    }
}

impl From<practice::OwnContent> for shapes::OwnContent {
    fn from(content: practice::OwnContent) -> Self {
        let own = match content.own {
            journal::Own::Question { text, depth } => {
                shapes::Own::Question { text, depth: depth.into() }
            }
            journal::Own::Idea { text } => shapes::Own::Idea { text },
        };
        Self { id: content.id.to_string(), author: content.author.to_string(), own }
    }
}

impl From<shapes::Own> for journal::Own {
    fn from(own: shapes::Own) -> Self {
        match own {
            shapes::Own::Question { text, depth } => Self::Question { text, depth: depth.into() },
            shapes::Own::Idea { text } => Self::Idea { text },
        }
    }
}

impl From<shapes::LibraryQuestion> for practice::LibraryQuestion {
    fn from(question: shapes::LibraryQuestion) -> Self {
        Self { id: question.id, depth: question.depth.into() }
    }
}

/// Reads who pressed.
pub(crate) fn pressed(pressed: &[String]) -> Done<Vec<Id>> {
    pressed.iter().map(|partner| id(partner)).collect()
}
