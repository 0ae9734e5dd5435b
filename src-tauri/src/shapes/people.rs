//! Who is who, and what the window is in front of.

use super::{Failure, FailureCode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

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
        /// Of the sample journal, what opens it for either of its invented people.
        pub sample: Option<String>,
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
            /// Words are not in the file yet: they wait, encrypted, until it can take them.
            unkept: bool,
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
        /// Somebody came in with a kit for only Ours: it is read, and nothing is written before
        /// they go on under new keys.
        OnlyOurs {
            /// Where the journal lies.
            journal: FilePlace,
            /// Whose kit it is.
            me: Face,
            /// The other one, once they have joined.
            partner: Option<Face>,
            /// Whether the other one is known to be whom this person confirmed.
            confirmed: bool,
            /// Whether going on with it needs the other one beside.
            needs_partner: bool,
            /// What must be told of Ours.
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
        /// The key to Ours is not in the file any more: what is there is out of sight.
        GrantGone,
        /// There is a way into this partner's part that they were not told of yet.
        NewKeyslot {
            /// A recovery kit, not a passphrase.
            kit: bool,
            /// When it was made, as the computer it was made on says.
            made: String,
        },
        /// A way into their part, a kit perhaps, is not in the file any more.
        KeyslotGone,
        /// The file is older than what this computer has seen.
        OlderFile {
            /// How many changes are gone with it.
            changes: u64,
        },
        /// The partner restored this journal from a backup.
        Restored {
            /// Who did.
            by: String,
            /// When the backup was made, as the computer it was made on says.
            made: String,
            /// How many changes that this computer has seen are gone with it.
            changes: u64,
        },
        /// This computer has seen this journal under a key that the file does not have.
        UnknownKey,
        /// The end of a log that this person saw was cut off.
        MissingEnd {
            /// Whose, if the file still says.
            author: Option<String>,
            /// How many changes are gone.
            changes: u64,
        },
        /// A log says something else where this person saw it before, and its author signed it.
        Rewritten {
            /// Whose, if the file still says.
            author: Option<String>,
        },
        /// Changes in this person's own name that nothing they saw speaks of.
        Unwitnessed {
            /// How many.
            changes: u64,
        },
        /// The passphrase or kit that let them in is one they had given up.
        OldKeyslot,
        /// A key that they had let go is granted to them again.
        OldGrant,
        /// The partner's card is another one than they confirmed.
        OtherCard,
        /// The partner took new keys, and this person has not confirmed them yet.
        NewCard,
        /// This person took new keys, and not everything is encrypted with them yet.
        KeysUnfinished {
            /// Since when, as the computer says on which they were taken.
            since: String,
        },
        /// The journal was of an older version, and is of this one now.
        UpToDate {
            /// What the backup beside it is called, which was made before.
            backup: String,
            /// How much of the journal does not hold, and is no better in the backup.
            damaged: u64,
        },
        /// The journal is of an older version, and could not be brought up to date.
        NotUpToDate {
            /// Why.
            why: FailureCode,
        },
    }
}
