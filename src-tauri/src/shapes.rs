//! What crosses between the core and the window, and nothing else.
//!
//! TypeScript types are generated from this file into `ui/src/ipc/bindings`
//! and checked in CI. Ids are lower-case hex; days are `YYYY-MM-DD`; moments
//! are RFC 3339 with an offset. Words for people are not here: the window
//! owns them, and gets codes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! shape {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($body:tt)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
        #[serde(rename_all = "camelCase")]
        #[ts(export, export_to = "../ui/src/ipc/bindings/")]
        $vis struct $name { $($body)* }
    };
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($body:tt)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
        #[serde(rename_all = "camelCase")]
        #[ts(export, export_to = "../ui/src/ipc/bindings/")]
        $vis enum $name { $($body)* }
    };
}

macro_rules! tagged {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($body:tt)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
        #[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
        #[ts(export, export_to = "../ui/src/ipc/bindings/")]
        $vis enum $name { $($body)* }
    };
}

// ── Who and where ────────────────────────────────────────────────

shape! {
    /// A partner's ink.
    pub enum Colour {
        /// A brown yellow.
        Ochre,
        /// A deep blue.
        Indigo,
        /// A brown red.
        Russet,
        /// A grey blue.
        Lake,
        /// A dark purple.
        Plum,
        /// A warm grey.
        Stone,
    }
}

shape! {
    /// A partner's mark.
    pub enum Shape {
        /// A rounded door.
        Arch,
        /// Two corners round.
        Leaf,
        /// A low half circle.
        Hill,
        /// A round.
        Pebble,
        /// Four rounds.
        Clover,
        /// A square on its tip.
        Kite,
    }
}

shape! {
    /// How a partner is shown, also before anything is unlocked.
    pub struct Face {
        /// The partner's id.
        pub partner: String,
        /// The name they chose, 1–24 characters.
        pub label: String,
        /// Their ink.
        pub colour: Colour,
        /// Their mark.
        pub shape: Shape,
    }
}

shape! {
    /// A partner about to be added: their face and their passphrase.
    pub struct NewPartner {
        /// The name they chose, 1–24 characters.
        pub label: String,
        /// Their ink; never the other partner's.
        pub colour: Colour,
        /// Their mark; never the other partner's.
        pub shape: Shape,
        /// 1–1,024 bytes of UTF-8.
        pub passphrase: String,
    }
}

shape! {
    /// A file as people see it.
    pub struct FilePlace {
        /// File name without its extension.
        pub name: String,
        /// The folder it lies in.
        pub folder: String,
    }
}

tagged! {
    /// What the window is in front of.
    pub enum Situation {
        /// No journal is open.
        Closed {
            /// Why the last one, or the one just asked for, could not be opened.
            refused: Option<Failure>,
            /// Which file that was.
            file: Option<FilePlace>,
        },
        /// A journal lies here, locked.
        Locked {
            /// Where it lies.
            journal: FilePlace,
            /// One or two, in alphabetical order of their labels.
            faces: Vec<Face>,
        },
        /// One partner is here.
        Alone {
            /// Where the journal lies.
            journal: FilePlace,
            /// Who is here.
            me: Face,
            /// The other one, once they have joined.
            partner: Option<Face>,
            /// What must be told once, at this unlock.
            notices: Vec<Notice>,
        },
        /// Both are here.
        Together {
            /// Where the journal lies.
            journal: FilePlace,
            /// Both, in alphabetical order of their labels.
            here: Vec<Face>,
            /// What must be told once, at this unlock.
            notices: Vec<Notice>,
        },
    }
}

tagged! {
    /// What a person must be told once after unlocking.
    pub enum Notice {
        /// Something erased had been put back into the file; it is gone again.
        PutBack,
        /// Changes that do not open or were not written by who they say.
        Damaged {
            /// How many.
            changes: u32,
        },
    }
}

// ── Failures ─────────────────────────────────────────────────────

shape! {
    /// Why something was not done. The window has one table from these to words.
    #[derive(Copy, Eq)]
    pub enum FailureCode {
        /// The passphrase does not open this partner's part.
        WrongPassphrase,
        /// The file, or a part of it, is damaged.
        Damaged,
        /// It opens, but was not written by who it says.
        NotAuthentic,
        /// Not a Duologue journal or backup at all.
        NotAJournal,
        /// Made by a newer version.
        NewerVersion,
        /// Another program or window has the journal open.
        InUse,
        /// The disk is full.
        Full,
        /// The file or its folder cannot be written.
        ReadOnly,
        /// Too little free memory for the key derivation.
        TooLittleMemory,
        /// The chosen file is there already.
        AlreadyExists,
        /// The file is no longer there.
        Missing,
        /// No such page, or not one this person can read.
        NoSuchPage,
        /// No such partner.
        NoSuchPerson,
        /// Only its author may do this.
        NotYours,
        /// The journal is locked.
        Locked,
        /// The person stopped it.
        Cancelled,
        /// Empty, too long, or not allowed here.
        BadInput,
        /// The other partner has this name, ink or mark already.
        FaceTaken,
        /// This can only be done with both here.
        NeedsBoth,
        /// A character has no glyph in any font at hand, or the page could not be set.
        Paper,
        /// Anything else of the system.
        System,
    }
}

shape! {
    /// Why something was not done.
    pub struct Failure {
        /// What kind.
        pub code: FailureCode,
        /// Technical detail without any content, for "Details".
        pub detail: Option<String>,
    }
}

// ── Pages ────────────────────────────────────────────────────────

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
        /// Made by a newer version: kept, not shown.
        Newer,
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
        /// Taken back by its author: nothing of it is left but this mark.
        pub taken_back: bool,
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

// ── Inner world ──────────────────────────────────────────────────

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

// ── Today, backup, settings ──────────────────────────────────────

shape! {
    /// When the last backup was made from this computer.
    pub struct BackupState {
        /// When, if ever.
        pub at: Option<String>,
        /// Under which file name.
        pub name: Option<String>,
        /// Whether anything was written since.
        pub changed_since: bool,
    }
}

shape! {
    /// What Today shows beside its prompt.
    pub struct Today {
        /// The day, by the computer's clock.
        pub on: String,
        /// A page of the same day in an earlier year.
        pub on_this_day: Option<PageHead>,
        /// My sealed answers, or while both are here what can be opened.
        pub sealed: Vec<TableQuestion>,
        /// Drafts of whoever is here alone.
        pub drafts: Vec<Draft>,
        /// The backup.
        pub backup: BackupState,
    }
}

shape! {
    /// A finished backup.
    pub struct BackupMade {
        /// Where it lies.
        pub place: FilePlace,
        /// Its size in bytes.
        pub bytes: u64,
        /// How many changes it holds.
        pub changes: u64,
    }
}

shape! {
    /// A backup somebody chose to restore.
    pub struct BackupChosen {
        /// Where it lies.
        pub place: FilePlace,
        /// Whose passphrases open it.
        pub faces: Vec<Face>,
    }
}

shape! {
    /// Light, dark, or as the system says.
    #[derive(Copy, Eq, Default)]
    pub enum Theme {
        /// As the system says.
        #[default]
        System,
        /// Always light.
        Light,
        /// Always dark.
        Dark,
    }
}

shape! {
    /// Settings of this computer; no content, readable before unlocking.
    #[derive(Copy, Eq)]
    pub struct Settings {
        /// Light or dark.
        pub theme: Theme,
        /// Text size in percent, 100–200.
        pub text_size: u16,
        /// Minutes without activity before locking, 1–60.
        pub idle_minutes: u16,
    }
}

shape! {
    /// How strong a passphrase is.
    #[derive(Copy, Eq)]
    pub struct Strength {
        /// 0 (guessed at once) to 4 (beyond guessing).
        pub level: u8,
        /// Whether Duologue accepts it.
        pub enough: bool,
    }
}

shape! {
    /// A slow step under way.
    #[derive(Copy, Eq)]
    pub enum Job {
        /// Trying or setting a passphrase.
        Unlock,
        /// Writing a backup.
        Backup,
        /// Building a journal from a backup.
        Restore,
        /// Changing a passphrase.
        PassphraseChange,
    }
}

shape! {
    /// How far a slow step is.
    #[derive(Copy, Eq)]
    pub struct Progress {
        /// Which step.
        pub job: Job,
        /// Done so far.
        pub done: u64,
        /// Of how many; 0 when that cannot be known.
        pub total: u64,
    }
}

// ── Counselling ──────────────────────────────────────────────────

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
        Mark,
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
