//! Questions on the table.

use super::Draft;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

shape! {
    /// Where my own answer to a question stands.
    #[derive(Copy, Eq)]
    pub enum MyAnswer {
        /// Not begun.
        None,
        /// Begun.
        Draft,
        /// Finished, and still only mine.
        Sealed,
    }
}

shape! {
    /// A question on the table, not yet opened. Says nothing of the partner's answer.
    pub struct TableQuestion {
        /// The question's id.
        pub id: String,
        /// Its words.
        pub text: String,
        /// The library's id, if it came from there.
        pub library: Option<String>,
        /// Who put it on the table.
        pub author: String,
        /// Where my own answer stands; absent while both are here.
        pub mine: Option<MyAnswer>,
        /// Only while both are here: both have sealed, so it can be opened.
        pub openable: bool,
    }
}

shape! {
    /// What one of both has of an answer while both are here: for them alone.
    pub struct OwnAnswer {
        /// It is finished, and still only theirs.
        pub sealed: bool,
        /// What they have begun, unless it is covered.
        pub draft: Option<Draft>,
    }
}

shape! {
    /// Whether what one of both wrote alone about something stands here.
    #[derive(Copy, Eq)]
    pub enum Cover {
        /// It was begun at this table: nobody can have written about it alone.
        BegunHere,
        /// Only after its writer's own passphrase. Says nothing of whether there is anything.
        Covered,
        /// Its writer's own passphrase was asked for.
        Uncovered,
    }
}
