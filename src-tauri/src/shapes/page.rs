//! Pages, their versions and drafts.

use super::{Failure, Practice, PracticePage, Words};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

shape! {
    /// Who can read a page.
    #[derive(Copy, Eq)]
    pub enum Space {
        /// Only I.
        Mine,
        /// Both of us.
        Ours,
        /// Ours as it was before the partner joined "from today": only I.
        Before,
    }
}

shape! {
    /// What a page is.
    #[derive(Copy, Eq)]
    pub enum PageKind {
        /// Free writing.
        Page,
        /// A thing noticed, with why.
        Noticed,
        /// A question both answered, opened together.
        InnerWorld,
        /// A practice by steps: which one stands in the head.
        Practice,
        /// Made by a newer version: kept, not shown.
        Newer,
    }
}

shape! {
    /// The step a page begins with, where it has no topic of its own.
    pub struct FirstStep {
        /// Which.
        pub step: String,
        /// The id of what was chosen in it.
        pub choice: Option<String>,
    }
}

shape! {
    /// A page in the timeline.
    pub struct PageHead {
        /// The page's id.
        pub id: String,
        /// Who can read it.
        pub space: Space,
        /// Who wrote it: one partner, or both for opened answers.
        pub authors: Vec<String>,
        /// What it is.
        pub kind: PageKind,
        /// For `practice`: which one.
        pub practice: Option<Practice>,
        /// The day it is about.
        pub on: String,
        /// When it was written.
        pub at: String,
        /// When it was last edited, if it was.
        pub edited: Option<String>,
        /// Its tags, as written.
        pub tags: Vec<String>,
        /// Its first lines without markup, up to 240 characters.
        pub excerpt: String,
        /// For a practice without a topic: the step that `excerpt` was said in.
        pub first: Option<FirstStep>,
        /// Taken back by its author: nothing of it is left but this mark.
        pub taken_back: bool,
        /// Whether there is a photo on it, as whoever put it there said.
        pub has_photo: bool,
        /// Whether there is another file on it.
        pub has_file: bool,
    }
}

shape! {
    /// Which pages the timeline shows.
    pub struct TimelineFilter {
        /// One space, or all.
        pub space: Option<Space>,
        /// Pages with this tag only.
        pub tag: Option<String>,
        /// Pages about this day or earlier.
        pub until: Option<String>,
        /// Pages with a photo on them only.
        pub photo: bool,
    }
}

shape! {
    /// A part of the timeline, newest first.
    pub struct Timeline {
        /// The pages.
        pub heads: Vec<PageHead>,
        /// Give this back to get the next part; absent at the end.
        pub next: Option<String>,
        /// Every tag in what this person can read, sorted.
        pub tags: Vec<String>,
        /// Whether there is a photo on anything this person can read.
        pub has_photos: bool,
    }
}

shape! {
    /// A day with writing on it.
    pub struct WrittenDay {
        /// The day.
        pub on: String,
        /// Who wrote, of what this person can read.
        pub authors: Vec<String>,
    }
}

shape! {
    /// An earlier version of a page.
    pub struct Version {
        /// When it was written.
        pub at: String,
        /// The text, as Markdown.
        pub text: String,
        /// Its tags.
        pub tags: Vec<String>,
        /// The day it was about.
        pub on: String,
    }
}

shape! {
    /// A thing noticed: what you did, what it says about you, what it meant to me.
    pub struct Noticed {
        /// What the partner did.
        pub did: String,
        /// What it says about them; may be empty.
        pub says: String,
        /// What it meant to me; may be empty.
        pub meant: String,
    }
}

shape! {
    /// An answer, opened together.
    pub struct OpenedAnswer {
        /// Whose.
        pub author: String,
        /// The answer, as Markdown; empty when told in person.
        pub text: String,
        /// "I'd rather tell you in person."
        pub in_person: bool,
    }
}

shape! {
    /// How an answer is received.
    #[derive(Copy, Eq)]
    pub enum ReplyKind {
        /// What I received; comes before any comment.
        Receive,
        /// A comment, once both have received.
        Comment,
    }
}

shape! {
    /// A reply to an opened answer.
    pub struct Reply {
        /// Who wrote it.
        pub author: String,
        /// Receiving, or a comment.
        pub kind: ReplyKind,
        /// The words.
        pub text: String,
        /// When.
        pub at: String,
    }
}

shape! {
    /// A page, whole.
    pub struct Page {
        /// Its head.
        pub head: PageHead,
        /// The text, as Markdown; empty for other kinds.
        pub text: String,
        /// For `noticed`.
        pub noticed: Option<Noticed>,
        /// For `innerWorld`: the question.
        pub question: Option<String>,
        /// For `innerWorld`: both answers, in alphabetical order of their authors' labels.
        pub answers: Vec<OpenedAnswer>,
        /// For `innerWorld`: replies in order.
        pub replies: Vec<Reply>,
        /// For `practice`: what it came to.
        pub practice: Option<PracticePage>,
        /// Earlier versions, oldest first.
        pub versions: Vec<Version>,
        /// For a page copied to Ours by its author: shown to the author only.
        pub shared_as: Option<String>,
    }
}

tagged! {
    /// What is being written.
    pub enum DraftBody {
        /// A page, or an edit of one.
        Page {
            /// The page being edited, if it is an edit.
            page: Option<String>,
            /// Where it will go.
            space: Space,
            /// The day it is about.
            on: String,
            /// Markdown.
            text: String,
            /// Tags.
            tags: Vec<String>,
        },
        /// A thing noticed.
        Noticed {
            /// The fields so far.
            noticed: Noticed,
        },
        /// An answer to a question on the table.
        Answer {
            /// The question's id.
            question: String,
            /// Markdown.
            text: String,
            /// "I'd rather tell you in person."
            in_person: bool,
        },
        /// A reply to opened answers.
        Reply {
            /// The question's id.
            question: String,
            /// The words so far.
            text: String,
        },
        /// A step of a practice.
        Part {
            /// The practice's id.
            of: String,
            /// The step.
            step: String,
            /// The turn of it.
            turn: u32,
            /// The words so far.
            words: Words,
        },
        /// What one does alone: all its steps.
        Alone {
            /// Which practice.
            practice: Practice,
            /// What it is about.
            about: String,
            /// The steps so far, by name.
            parts: Vec<(String, Words)>,
        },
    }
}

shape! {
    /// What is being written, as kept.
    pub struct Draft {
        /// The draft's id.
        pub id: String,
        /// Whose: always a partner who is here.
        pub author: String,
        /// When it was last kept.
        pub at: String,
        /// What it holds.
        pub body: DraftBody,
    }
}

shape! {
    /// What I wrote in one place that is not there any more.
    pub struct LeftWords {
        /// The practice's id, or the question's.
        pub of: String,
        /// What I wrote, as the drafts it was before.
        pub bodies: Vec<DraftBody>,
        /// Some of it was said in Ours; else it was sealed, and nobody else has read it.
        pub said: bool,
    }
}

shape! {
    /// What became of a draft that was to be kept.
    pub struct SavedDraft {
        /// The draft's id.
        pub id: String,
        /// Why the file could not take it: then it waits in memory, encrypted, until it can.
        pub unkept: Option<Failure>,
    }
}
