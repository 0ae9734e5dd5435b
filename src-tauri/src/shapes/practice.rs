//! Practices by steps: what was said, and what may be done next.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

shape! {
    /// What people do by steps.
    #[derive(Copy, Eq)]
    pub enum Practice {
        /// Take turns, speak for yourself.
        Openly,
        /// One moment, two views.
        Understand,
        /// A moment as a kind witness saw it; alone.
        Witness,
        /// Each is listened to.
        Listen,
        /// An idea, a plan, a line afterwards.
        Time,
        /// Somebody who might help.
        Candidate,
        /// An hour with a counsellor.
        Session,
        /// The weekly sit-down.
        SitDown,
        /// The weekly check-in; alone.
        CheckIn,
        /// A page for a counsellor, approved by both.
        Summary,
    }
}

shape! {
    /// What somebody adds to a step; what a step does not ask for is empty.
    pub struct Words {
        /// In their own words.
        pub text: String,
        /// The id of what they chose.
        pub choice: Option<String>,
        /// Ids of feelings.
        pub feelings: Vec<String>,
        /// Ids of needs.
        pub needs: Vec<String>,
        /// A day and time of day, `YYYY-MM-DDTHH:MM:SS`.
        pub when: Option<String>,
    }
}

shape! {
    /// What somebody said.
    pub struct Part {
        /// Who; in the step `pause` it means nothing.
        pub author: String,
        /// In which step.
        pub step: String,
        /// In which turn of it, from 1; 0 where a step has no turns.
        pub turn: u32,
        /// What.
        pub words: Words,
        /// The other agreed to exactly this, where something is proposed.
        pub agreed: bool,
    }
}

shape! {
    /// What a practice came to.
    pub struct PracticePage {
        /// Which one.
        pub practice: Practice,
        /// What it was about.
        pub about: String,
        /// What was said, in order.
        pub parts: Vec<Part>,
    }
}

shape! {
    /// How a step is done.
    #[derive(Copy, Eq)]
    pub enum Way {
        /// Written where both can read it.
        Say,
        /// Written apart, and sealed.
        Seal,
        /// What both have sealed is opened, when both press.
        Open,
        /// The other's words are agreed to.
        Agree,
    }
}

shape! {
    /// One thing that may be done next.
    pub struct Next {
        /// In which step.
        pub step: String,
        /// In which turn of it.
        pub turn: u32,
        /// By whom.
        pub by: String,
        /// How.
        pub way: Way,
        /// Whether a person can do it on their own turn, without the other there.
        pub alone: bool,
    }
}

shape! {
    /// A practice that is not a page yet.
    pub struct BegunPractice {
        /// Its id, and later the page's.
        pub id: String,
        /// The day it was begun for.
        pub on: String,
        /// What was said so far.
        pub page: PracticePage,
        /// What may be done next, by those who are here.
        pub next: Vec<Next>,
        /// Only on one's own turn: I have sealed.
        pub i_sealed: bool,
    }
}

shape! {
    /// Whether I would like to do an idea.
    #[derive(Copy, Eq)]
    pub enum Mark {
        /// Yes.
        Yes,
        /// Maybe.
        Maybe,
        /// Not now; the same as no mark to the partner.
        NotNow,
    }
}

shape! {
    /// An idea I marked.
    pub struct MarkedIdea {
        /// Its id.
        pub idea: String,
        /// How.
        pub mark: Mark,
    }
}

shape! {
    /// How near to the heart a question goes.
    #[derive(Copy, Eq)]
    pub enum Depth {
        /// Small things of a day.
        Everyday,
        /// What matters.
        Meaningful,
        /// What is easily hurt.
        Tender,
    }
}

shape! {
    /// A question of the library, as far as a draw needs it.
    pub struct LibraryQuestion {
        /// Its id.
        pub id: String,
        /// How deep it goes.
        pub depth: Depth,
    }
}

tagged! {
    /// An idea in Ours or a question in Mine that somebody wrote themselves.
    pub enum Own {
        /// A question; only its author sees it until it is on the table.
        Question {
            /// Its words.
            text: String,
            /// How deep it goes.
            depth: Depth,
        },
        /// Something to do together.
        Idea {
            /// Its words.
            text: String,
        },
    }
}

shape! {
    /// An idea or a question of our own.
    pub struct OwnContent {
        /// Its id.
        pub id: String,
        /// Who wrote it.
        pub author: String,
        /// What it is.
        pub own: Own,
    }
}
